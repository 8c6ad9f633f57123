"""What the ledger says about indicators and their observations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

PRODUCER_DEFINED = "indicators.producer-defined"
DATASET_DEFINED = "indicators.dataset-defined"
DEFINED = "indicators.defined"
SEEDED = "indicators.seeded"
SOURCE_REGISTERED = "indicators.source-registered"
OBSERVED = "indicators.observed"
SUPERSEDED = "indicators.superseded"
ENTERED = "indicators.entered"
IMPORTED = "indicators.imported"
DERIVED = "indicators.derived"

declare(
    EventType(PRODUCER_DEFINED, _("{actor} described the producer {producer}")),
    EventType(DATASET_DEFINED, _("{actor} described the data set {dataset}")),
    EventType(DEFINED, _("{actor} defined the indicator {code}")),
    EventType(SEEDED, _("{actor} loaded the definitions of {indicators} indicators")),
    EventType(SOURCE_REGISTERED, _("{actor} registered a source of {dataset}: {edition}")),
    EventType(OBSERVED, _("{actor} entered {code} for {country}, {period}: {value}")),
    EventType(SUPERSEDED, _("{actor} corrected {code} for {country}, {period}: {before} became {value} ({reason})")),
    EventType(ENTERED, _("{actor} entered {created} new and {updated} changed observations of {dataset}")),
    EventType(IMPORTED, _("{actor} imported {file}: {created} new and {updated} changed observations")),
    EventType(DERIVED, _("{actor} computed {code}: {created} new and {updated} changed observations")),
)
