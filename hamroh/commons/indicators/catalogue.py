"""Units in use and the definitions that the product knows from its first start: the seed's and the background's."""

from __future__ import annotations

from collections.abc import Mapping

from hamroh.kernel.languages.text import pick

from .background import BACKGROUND
from .seed import DEFINITIONS as SEEDED
from .seed import Definition
from .seed.definition import UNITS as SEEDED_UNITS
from .vocabulary import UNIT_LABELS

UNITS: Mapping[str, Mapping[str, str]] = {**UNIT_LABELS, **SEEDED_UNITS}
DEFINITIONS: tuple[Definition, ...] = (*SEEDED, *BACKGROUND)


def unit_label(unit: str, language: str | None = None) -> str:
    """The unit in the reader's language."""
    return pick(UNITS.get(unit, {}), language).text or unit
