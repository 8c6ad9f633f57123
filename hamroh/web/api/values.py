"""What comes in and goes out in many operations: sound text, keys, numbers without loss, labels."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Path, Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

from hamroh.kernel.languages.text import pick
from hamroh.kernel.organisations.models import Organisation
from hamroh.web.api.pages import LARGEST_KEY

# Unpaired surrogates can be sent in JSON, but are no text in UTF-8; other control characters are no text in XML.
_UNSOUND = frozenset({"Cs", "Cc"})
_LAYOUT = frozenset("\n\r\t")


def _sound(text: str) -> str:
    for letter in text:
        if letter not in _LAYOUT and unicodedata.category(letter) in _UNSOUND:
            raise ValueError(f"remove the character U+{ord(letter):04X}, which is no text")
    return text


def _iso_day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("write a day as YYYY-MM-DD")
    return value


def _iso_moment(value: Any) -> Any:
    if isinstance(value, str) and not _MOMENT.fullmatch(value):
        raise ValueError("write a moment as YYYY-MM-DDThh:mm:ssZ or with an offset such as +05:00")
    return value


# Stricter than the library, which also takes seconds since 1970: `7` is a slip, not the year 1970.
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
Day = Annotated[date, BeforeValidator(_iso_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_iso_moment)]
SoundText = Annotated[str, AfterValidator(_sound)]
Words = Annotated[SoundText, StringConstraints(max_length=300)]
Key = Annotated[int, Path(ge=1, le=LARGEST_KEY, description="The number in `id`.")]
Slug = Annotated[str, Path(max_length=120, pattern=r"^[-\w.]+$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,4}$", description="ISO 3166-1 alpha-3.")]


def decimal_text(value: Decimal | None) -> str | None:
    """A number in full, without exponent and without zeros that say nothing; JSON's own numbers lose digits."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class OrganisationLabel(Schema):
    """An organisation as other records name it; `name` in the reader's language."""

    id: int
    org_id: str | None
    name: str


def organisation_label(organisation: Organisation) -> OrganisationLabel:
    """The label of an organisation."""
    return OrganisationLabel(
        id=organisation.pk, org_id=organisation.org_id, name=pick(organisation.names).text or str(organisation)
    )
