"""What the ledger says about activities. An import has the batch's entry (`intake.applied`)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

from . import themes
from .models import Status, Visibility

CREATED = "activities.created"
CHANGED = "activities.changed"
TEXTS_EDITED = "activities.texts-edited"
STATUS_SET = "activities.status-set"
DATES_SET = "activities.dates-set"
THEME_SET = "activities.theme-set"
VISIBILITY_SET = "activities.visibility-set"
PLACES_SET = "activities.places-set"
TAGGED = "activities.tagged"
UNTAGGED = "activities.untagged"
RELATED = "activities.related"
UNRELATED = "activities.unrelated"
PUBLISHED = "activities.published"
UNPUBLISHED = "activities.unpublished"
BUDGET_ADDED = "activities.budget-added"
BUDGET_REVISED = "activities.budget-revised"
DISBURSEMENT_PLANNED = "activities.disbursement-planned"
TRANSACTION_RECORDED = "activities.transaction-recorded"
RESULT_ADDED = "activities.result-added"
INDICATOR_ADDED = "activities.indicator-added"
TARGET_SET = "activities.target-set"
ACTUAL_REPORTED = "activities.actual-reported"


def status_label(code: str) -> str:
    """The IATI status in the reader's language; a code we do not know as it is."""
    return str(Status(code).label) if code in Status.values else code


def theme_label(key: str) -> str:
    """The thematic area in the reader's language."""
    return str(themes.BY_KEY[key].label) if key in themes.BY_KEY else key


def visibility_label(key: str) -> str:
    """For whom it is visible, in the reader's language."""
    return str(Visibility(key).label) if key in Visibility.values else key


declare(
    EventType(CREATED, _("{actor} added the activity {title}")),
    EventType(CHANGED, _("{actor} changed {fields} of {title}")),
    EventType(TEXTS_EDITED, _("{actor} edited texts of {title}: {texts}")),
    EventType(
        STATUS_SET,
        _("{actor} set the status of {title} from {before} to {after}"),
        labels={"before": status_label, "after": status_label},
    ),
    EventType(DATES_SET, _("{actor} set dates of {title}: {dates}")),
    EventType(THEME_SET, _("{actor} put {title} into the thematic area {theme}"), labels={"theme": theme_label}),
    EventType(
        VISIBILITY_SET, _("{actor} made {title} visible to: {visibility}"), labels={"visibility": visibility_label}
    ),
    EventType(PLACES_SET, _("{actor} set the places of {title}: {places}")),
    EventType(TAGGED, _("{actor} tagged {title} with {code}")),
    EventType(UNTAGGED, _("{actor} took the tag {code} from {title}")),
    EventType(RELATED, _("{actor} related {title} to {ref}")),
    EventType(UNRELATED, _("{actor} removed the relation of {title} to {ref}")),
    EventType(PUBLISHED, _("{actor} published {title}")),
    EventType(UNPUBLISHED, _("{actor} took {title} back from publication: {reason}")),
    EventType(BUDGET_ADDED, _("{actor} added a budget to {title}: {amount} {currency}, {start} to {end}")),
    EventType(BUDGET_REVISED, _("{actor} revised a budget of {title}: {amount} {currency}, {start} to {end}")),
    EventType(DISBURSEMENT_PLANNED, _("{actor} planned a payment of {title}: {amount} {currency}, {start} to {end}")),
    EventType(TRANSACTION_RECORDED, _("{actor} recorded a transaction of {title}: {amount} {currency} on {date}")),
    EventType(RESULT_ADDED, _("{actor} added the result {result} to {title}")),
    EventType(INDICATOR_ADDED, _("{actor} added the indicator {indicator} to {title}")),
    EventType(TARGET_SET, _("{actor} set a target of {title}: {indicator}, {value}")),
    EventType(ACTUAL_REPORTED, _("{actor} reported an actual value of {title}: {indicator}, {value}")),
)
