"""The instruments and goal frames that the product knows from its first start, all waiting for review."""

from __future__ import annotations

from .sdg import SDG_FRAMES
from .shapes import Article, Instrument
from .who_wha61_17 import WHA_61_17

# The address by which IATI's readers tell our own vocabulary from others'; a name, not a page.
FRAME_VOCABULARY = "https://hamroh.example/vocabularies/frames"
INSTRUMENTS: tuple[Instrument, ...] = (WHA_61_17, *SDG_FRAMES)

__all__ = ["FRAME_VOCABULARY", "INSTRUMENTS", "Article", "Instrument"]
