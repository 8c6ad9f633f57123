"""What the ledger says about sources."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

INSTRUMENT_ENTERED = "sources.instrument-entered"
INSTRUMENT_CHANGED = "sources.instrument-changed"
INSTRUMENT_REVIEWED = "sources.instrument-reviewed"
ARTICLE_ENTERED = "sources.article-entered"
ARTICLE_CHANGED = "sources.article-changed"
RELIED = "sources.relied"
RELIANCE_WITHDRAWN = "sources.reliance-withdrawn"
RELIANCE_CONFIRMED = "sources.reliance-confirmed"
SEEDED = "sources.seeded"

declare(
    EventType(INSTRUMENT_ENTERED, _("{actor} entered the instrument {number}")),
    EventType(INSTRUMENT_CHANGED, _("{actor} changed {fields} of {number}; {stale} records that rest on it are stale")),
    EventType(INSTRUMENT_REVIEWED, _("{actor} set the review of {number}: {review}")),
    EventType(ARTICLE_ENTERED, _("{actor} entered article {article} of {number}")),
    EventType(
        ARTICLE_CHANGED,
        _("{actor} entered version {version} of {article} ({reason}); {stale} records that rest on it are stale"),
    ),
    EventType(RELIED, _("{actor} noted that {relying} rests on {article}")),
    EventType(RELIANCE_WITHDRAWN, _("{actor} noted that {relying} no longer rests on {article}")),
    EventType(RELIANCE_CONFIRMED, _("{actor} confirmed that {relying} holds under version {version} of {article}")),
    EventType(SEEDED, _("{actor} loaded {instruments} instruments with {articles} articles")),
)
