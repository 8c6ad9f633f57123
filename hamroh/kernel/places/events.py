"""What the ledger says about places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

REFERENCE_LOADED = "places.reference-loaded"
PCODES_LOADED = "places.pcodes-loaded"
BOUNDARIES_LOADED = "places.boundaries-loaded"
SCHEMATIC_BUILT = "places.schematic-built"

declare(
    EventType(REFERENCE_LOADED, _("{actor} loaded the reference table of {country}: {places} places")),
    EventType(PCODES_LOADED, _("{actor} loaded the P-code list of {country}: {places} places")),
    EventType(BOUNDARIES_LOADED, _("{actor} loaded {boundaries} boundaries of {country} from {source}")),
    EventType(SCHEMATIC_BUILT, _("{actor} drew schematic districts of {country}: {boundaries} outlines")),
)
