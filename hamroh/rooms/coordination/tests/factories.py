"""Rounds, reporters and reports for tests, made through the room's own way of writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from hamroh.kernel.ledger.actors import Actor, system
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.organisations.services import create_organisation
from hamroh.rooms.coordination.codes.themes import scheme_of
from hamroh.rooms.coordination.models import Report, Reporter, ReportState, Round
from hamroh.rooms.coordination.services import versions
from hamroh.rooms.coordination.values import LineValues

ACTOR = system("tests")
PERIOD = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def organisation(name: str, **fields: Any) -> Organisation:
    """An organisation with an English name."""
    return create_organisation(actor=ACTOR, names={"en": name}, **fields)


def round_(country: str = "TJK", stage: str = "published", **fields: Any) -> Round:
    """A round of October 2026."""
    given = {"title": {"en": "October 2026"}, "scheme": scheme_of(country), "created_by": ACTOR.key, **fields}
    return Round.objects.create(
        country=country, stage=stage, **{"period_start": PERIOD[0], "period_end": PERIOD[1], **given}
    )


def reporter(of_round: Round, body: Organisation | None = None, **fields: Any) -> Reporter:
    """Who is asked to report; without an organisation a collector."""
    return Reporter.objects.create(
        round=of_round, organisation=body, **({"label": "collected"} if body is None else {}), **fields
    )


def report(
    by: Reporter,
    lines: Sequence[Mapping[str, Any]],
    *,
    publish: bool = True,
    actor: Actor = ACTOR,
    way: str = "file",
) -> Report:
    """The reporter's next report with these lines (fields of LineValues; `key` optional): what it had before ends."""
    with writing():
        version = versions.begin(by)
        before = list(versions.alive(by, version - 1).values_list("key", flat=True))
        placed = [
            versions.Placed(
                key=str(one.get("key", f"line-{number}")),
                values=LineValues(**{name: value for name, value in one.items() if name != "key"}),
                row=number,
            )
            for number, one in enumerate(lines, start=2)
        ]
        versions.write(by, version, placed, set(before) - {one.key for one in placed})
        counts = {"created": len(placed), "updated": 0, "removed": 0, "unchanged": 0}
        made = versions.complete(actor=actor, reporter=by, version=version, way=way, counts=counts)
        if publish:
            Reporter.objects.filter(pk=by.pk).update(published=version)
            by.published = version
            versions.mark(made, ReportState.PUBLISHED, actor=actor)
    return made
