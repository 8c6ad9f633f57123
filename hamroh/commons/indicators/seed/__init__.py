"""Definitions of the indicators that the product knows from its first start.

Definitions only: the figures of published indicators are loaded from the producers' files, those of operational
ones are reported by the bodies named. Texts are mappings from language code (tg, ru, en, zh) to text.
"""

from __future__ import annotations

from .definition import Definition, Producer
from .operational import OPERATIONAL
from .producers import PRODUCERS
from .published import PUBLISHED

DEFINITIONS: tuple[Definition, ...] = PUBLISHED + OPERATIONAL

__all__ = ["DEFINITIONS", "OPERATIONAL", "PRODUCERS", "PUBLISHED", "Definition", "Producer"]
