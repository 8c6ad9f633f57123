"""What a report changes against the one before it, line by line and field by field."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..models import Line, Report, Reporter
from ..saying import SHOWN, label, said
from ..services.versions import alive
from .carrying import previous_of, shown

MOST = 200


@dataclass(frozen=True)
class Changed:
    """One line that says something else now: the line, and (field label, before, after) of what differs."""

    line: Line
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Differences:
    """Against which report (None: the round before; nothing at all: everything is new), and what differs.

    At most MOST of each kind are given; `counts` has all of them.
    """

    against: Report | None
    from_round_before: bool
    created: list[Line] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    removed: list[Line] = field(default_factory=list)
    counts: tuple[int, int, int] = (0, 0, 0)

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return any(self.counts)


def differences(report: Report) -> Differences:
    """Compare with the last report that somebody decided on, else with what was published in the round before."""
    reporter = report.reporter
    against = (
        Report.objects.filter(reporter=reporter, version__lt=report.version, decided_at__isnull=False)
        .order_by("-version")
        .first()
    )
    if against is not None:
        return _compare(report, against, reporter, against.version, False)
    before = previous_of(reporter)
    return _compare(report, None, before, before.published if before else 0, before is not None)


def _compare(
    report: Report, against: Report | None, before: Reporter | None, version: int, from_round_before: bool
) -> Differences:
    now = _digests(report.reporter, report.version)
    then = _digests(before, version) if before is not None else {}
    created = [now[key][0] for key in now if key not in then]
    removed = [then[key][0] for key in then if key not in now]
    altered = [(then[key][0], now[key][0]) for key in now if key in then and then[key][1] != now[key][1]]
    wanted = [*created[:MOST], *removed[:MOST], *(pk for pair in altered[:MOST] for pk in pair)]
    lines = {line.pk: line for line in shown(Line.objects.filter(pk__in=wanted))}
    return Differences(
        against, from_round_before,
        created=[lines[pk] for pk in created[:MOST]],
        changed=[Changed(lines[new], _fields(lines[old], lines[new])) for old, new in altered[:MOST]],
        removed=[lines[pk] for pk in removed[:MOST]],
        counts=(len(created), len(altered), len(removed)),
    )  # fmt: skip


def _digests(reporter: Reporter, version: int) -> dict[str, tuple[int, str]]:
    rows = alive(reporter, version).order_by("sheet", "row", "key").values_list("key", "pk", "digest")
    return {key: (pk, digest) for key, pk, digest in rows}


def _fields(old: Line, new: Line) -> tuple[tuple[str, str, str], ...]:
    before, after = said(old), said(new)
    return tuple((label(name), before[name], after[name]) for name in SHOWN if before[name] != after[name])
