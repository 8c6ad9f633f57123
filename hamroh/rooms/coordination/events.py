"""What the ledger says about coordination."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.kernel.ledger.events import EventType, declare

from .models import FindingKind, FindingState, JoinState

ROUND_PREPARED = "coordination.round-prepared"
ROUND_CHANGED = "coordination.round-changed"
ROUND_CALLED = "coordination.round-called"
ROUND_CLOSED = "coordination.round-closed"
ROUND_REOPENED = "coordination.round-reopened"
ROUND_PUBLISHED = "coordination.round-published"
REPORTER_ADDED = "coordination.reporter-added"
REPORTER_EXCUSED = "coordination.reporter-excused"
REPORTER_REMINDED = "coordination.reporter-reminded"
LINK_MADE = "coordination.link-made"
REPORT_RECEIVED = "coordination.report-received"
REPORT_VALIDATED = "coordination.report-validated"
REPORT_RETURNED = "coordination.report-returned"
REPORT_PUBLISHED = "coordination.report-published"
JOINS_PROPOSED = "coordination.joins-proposed"
JOIN_DECIDED = "coordination.join-decided"
JOIN_UNDONE = "coordination.join-undone"
FINDINGS_SOUGHT = "coordination.findings-sought"
FINDING_DECIDED = "coordination.finding-decided"
FINDING_UNDONE = "coordination.finding-undone"
PLACES_LEARNT = "coordination.places-learnt"

declare(
    EventType(ROUND_PREPARED, _("{actor} prepared the reporting round {title}")),
    EventType(ROUND_CHANGED, _("{actor} changed the reporting round {title}")),
    EventType(
        ROUND_CALLED, _("{actor} called the reporting round {title}: {reporters} organisations, until {deadline}")
    ),
    EventType(ROUND_CLOSED, _("{actor} closed the reporting round {title}")),
    EventType(ROUND_REOPENED, _("{actor} opened the reporting round {title} again")),
    EventType(
        ROUND_PUBLISHED, _("{actor} published the reporting round {title}: {lines} lines of {reporters} organisations")
    ),
    EventType(REPORTER_ADDED, _("{actor} asked {name} to report")),
    EventType(REPORTER_EXCUSED, _("{actor} noted that {name} need not report")),
    EventType(REPORTER_REMINDED, _("{actor} reminded {name} of the report")),
    EventType(LINK_MADE, _("{actor} made a link for the report of {name}")),
    EventType(
        REPORT_RECEIVED,
        _(
            "{actor} received report {version} of {name}: {lines} lines, {created} new, {updated} changed, "
            "{removed} removed"
        ),
    ),
    EventType(REPORT_VALIDATED, _("{actor} validated report {version} of {name}")),
    EventType(REPORT_RETURNED, _("{actor} sent report {version} of {name} back")),
    EventType(REPORT_PUBLISHED, _("{actor} published report {version} of {name}")),
    EventType(JOINS_PROPOSED, _("{actor} looked for the same undertakings in two sources: {proposed} proposals")),
    EventType(
        JOIN_DECIDED,
        _("{actor} decided on an activity and the lines of {name}: {decision}"),
        labels={"decision": lambda key: JoinState(key).label},
    ),
    EventType(JOIN_UNDONE, _("{actor} took back the decision on an activity and the lines of {name}")),
    EventType(FINDINGS_SOUGHT, _("{actor} looked for gaps and overlaps: {gaps} gaps, {overlaps} overlaps")),
    EventType(
        FINDING_DECIDED,
        _("{actor} decided on a finding ({kind}): {decision}"),
        labels={"kind": lambda key: FindingKind(key).label, "decision": lambda key: FindingState(key).label},
    ),
    EventType(
        FINDING_UNDONE,
        _("{actor} took back the decision on a finding ({kind})"),
        labels={"kind": lambda key: FindingKind(key).label},
    ),
    EventType(PLACES_LEARNT, _("{actor} took {places} places of {country} from a file")),
)
