"""Who reports in a round: where each stands, what its last report is, whom to call when nothing came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import F, QuerySet
from django.utils import timezone

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import FocalPoint, Organisation
from hamroh.kernel.organisations.selectors import focal_points_visible_to, parts_of
from hamroh.kernel.people.decisions import may
from hamroh.kernel.places.models import Level, Place

from ..models import Report, Reporter, ReportState, Round


class Standing(StrEnum):
    """Where a reporter stands in its round."""

    MISSING = "missing"
    WAITING = "waiting"
    RETURNED = "returned"
    VALIDATED = "validated"
    PUBLISHED = "published"
    EXCUSED = "excused"


_OF_STATE = {
    ReportState.IMPORTED: Standing.WAITING,
    ReportState.RETURNED: Standing.RETURNED,
    ReportState.VALIDATED: Standing.VALIDATED,
    ReportState.PUBLISHED: Standing.PUBLISHED,
}


@dataclass(frozen=True)
class Asked:
    """One reporter: its last report (None: nothing came), whether that came late, whom to call."""

    reporter: Reporter
    standing: Standing
    report: Report | None = None
    late: bool = False
    contacts: tuple[FocalPoint, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether a report is still expected: none came, or it was sent back."""
        return self.standing in (Standing.MISSING, Standing.RETURNED)


def visible_to(round_: Round, viewer: Actor) -> QuerySet[Reporter]:
    """All for who calls or validates; else the viewer's own body and those below it (a regional office's districts)."""
    reporters = round_.reporters.select_related("organisation", "place__parent", "round").order_by("pk")
    if may(viewer, "coordination.call") or may(viewer, "coordination.validate"):
        return reporters
    if viewer.organisation_id is None or not may(viewer, "coordination.view"):
        return reporters.none()
    own = Organisation.objects.filter(pk=viewer.organisation_id).first()
    below = [part.pk for part in parts_of(own)] if own is not None else []
    return reporters.filter(organisation__in=[viewer.organisation_id, *below])


def asked(reporters: Iterable[Reporter], viewer: Actor, *, contacts: bool = False) -> list[Asked]:
    """Where each of them stands; with `contacts` whom to call at those of whom a report is still expected."""
    listed = list(reporters)
    last = {
        report.reporter_id: report
        for report in Report.objects.filter(
            reporter__in=[one.pk for one in listed], version=F("reporter__latest")
        )
    }  # fmt: skip
    rows = [_asked(one, last.get(one.pk)) for one in listed]
    return [_with_contacts(row, viewer) for row in rows] if contacts else rows


def is_late(report: Report, round_: Round) -> bool:
    """Whether a report came after the deadline."""
    return round_.deadline is not None and timezone.localdate(report.received_at) > round_.deadline


def _asked(reporter: Reporter, report: Report | None) -> Asked:
    late = report is not None and is_late(report, reporter.round)
    if report is None:
        return Asked(reporter, Standing.EXCUSED if reporter.excused else Standing.MISSING)
    return Asked(reporter, _OF_STATE.get(ReportState(report.stage), Standing.WAITING), report, late)


def _with_contacts(row: Asked, viewer: Actor) -> Asked:
    if not row.missing or row.reporter.organisation is None:
        return row
    points = tuple(focal_points_visible_to(row.reporter.organisation, viewer))
    return Asked(row.reporter, row.standing, row.report, row.late, points)


@dataclass
class Branch:
    """A place with who reports there, itself and all below it: how many are asked, how many still missing."""

    place: Place | None
    rows: list[Asked] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """Bodies that must report here or below."""
        own = sum(1 for row in self.rows if row.standing != Standing.EXCUSED)
        return own + sum(branch.asked for branch in self.below)

    @property
    def missing(self) -> int:
        """Of these, how many have not."""
        return sum(1 for row in self.rows if row.missing) + sum(branch.missing for branch in self.below)

    @property
    def reported(self) -> int:
        """Of these, how many have."""
        return self.asked - self.missing


def tree(rows: Iterable[Asked]) -> Branch:
    """Country → region → district, each with its reporters; bodies that report for the whole country stand on top.

    Regions in which nobody reports are left out; those where most is missing come first.
    """
    top = Branch(None)
    regions: dict[int, Branch] = {}
    districts: dict[int, Branch] = {}
    for row in rows:
        place = row.reporter.place
        if place is None or place.level == Level.COUNTRY:
            top.rows.append(row)
            continue
        chain = [place]
        while chain[-1].level > Level.REGION and chain[-1].parent is not None:
            chain.append(chain[-1].parent)
        region = regions.setdefault(chain[-1].pk, Branch(chain[-1]))
        if len(chain) == 1:
            region.rows.append(row)
            continue
        district = chain[-2]
        if district.pk not in districts:
            districts[district.pk] = Branch(district)
            region.below.append(districts[district.pk])
        districts[district.pk].rows.append(row)
    top.below = sorted(regions.values(), key=lambda one: (-one.missing, one.place.slug if one.place else ""))
    return top
