"""The demonstration's reporting rounds: last quarter's, published, and this quarter's, under way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec
from django.conf import settings
from django.utils import timezone

from hamroh.demo.content.coordination import EDITED, PLACE_OF, SILENT, TITLE, UNCHANGED, lines_by_reporter
from hamroh.demo.content.organisations import ORGANISATIONS
from hamroh.demo.content.people import STAFF
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.organisations.services import set_focal_point
from hamroh.kernel.places.models import Level, Place
from hamroh.kernel.places.selectors import by_pcode
from hamroh.rooms.coordination.codes.services import SERVICES, Service
from hamroh.rooms.coordination.models import Finding, FindingKind, FindingState, Report, Reporter, Round
from hamroh.rooms.coordination.selectors.carrying import base_of
from hamroh.rooms.coordination.services import findings, joins, publishing, reporters, reporting, rounds, validating
from hamroh.rooms.coordination.services.reporting import LineChange
from hamroh.rooms.coordination.values import LineValues, values_of

MONTHS_OF_A_QUARTER = 3
DAYS_LEFT = dt.timedelta(days=9)
ONE_DAY = dt.timedelta(days=1)
MORE_REACHED = 40
ROLES = ("donor", "programming", "implementing")
# No such country code exists: nobody is called by mistake.
INVENTED_PHONE = "+999 000 00 0{number}"
# The rule that finds the gap of the Rasht valley: its findings are left for whoever tries the product.
LEFT_OPEN = "need_nobody_district"
# Reasons as an officer would write them, in the language of the office.
WHY = {
    FindingKind.GAP: "Ба маҷлиси навбатии Комиссия пешниҳод мешавад.",
    FindingKind.OVERLAP: "Бо ташкилотҳо гуфтугӯ шуд: онҳо корро тақсим мекунанд.",
}


def load_rounds(actor: Actor) -> int:
    """Both rounds, where the country has none yet; how many were made."""
    if Round.objects.filter(country=settings.HAMROH_COUNTRY).exists():
        return 0
    today = timezone.localdate()
    start = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    _publish(actor, _months_on(start, -MONTHS_OF_A_QUARTER), today)
    _collect(actor, start, today)
    _look(actor)
    return 2


def load_contacts(actor: Actor) -> int:
    """Whom to call at the bodies that have focal points; half of them agree that partners see it."""
    points = [person for person in STAFF if person.role == "focal_point"]
    bodies = _bodies({person.organisation for person in points})
    made = 0
    for number, person in enumerate(points):
        body = bodies[person.organisation]
        if body.focal_points.exists():
            continue
        set_focal_point(
            actor=actor, organisation=body, name=person.name["en"], title=dict(person.title), email=person.email,
            phone=INVENTED_PHONE.format(number=number), consent=number % 2 == 0,
        )  # fmt: skip
        made += 1
    return made


def _look(actor: Actor) -> None:
    """Gaps and overlaps of the published picture, one of each decided; what stands in two sources."""
    findings.seek_findings(actor=actor, country=settings.HAMROH_COUNTRY)
    for kind in (FindingKind.GAP, FindingKind.OVERLAP):
        first = Finding.objects.filter(kind=kind, state=FindingState.OPEN).exclude(rule=LEFT_OPEN).first()
        if first is not None:
            findings.decide_finding(actor=actor, finding=first, decision=FindingState.CONFIRMED, reason=WHY[kind])
    joins.propose_joins(actor=actor, country=settings.HAMROH_COUNTRY)


def _publish(actor: Actor, start: dt.date, today: dt.date) -> None:
    told = lines_by_reporter()
    bodies = _bodies({*told, *SILENT})
    round_ = rounds.prepare_round(actor=actor, organisations=[], fictional=True, **_about(start, today))
    for key in (*told, *SILENT):
        place = by_pcode(PLACE_OF[key]) if key in PLACE_OF else None
        reporters.add_reporter(actor=actor, round_=round_, organisation=bodies[key], place=place)
    round_ = rounds.call_round(actor=actor, round_=round_)
    every = _bodies({row[role] for rows in told.values() for row in rows for role in ROLES})
    for key, rows in told.items():
        changes = [LineChange(_values(row, every, start)) for row in rows]
        report = reporting.change_lines(actor=actor, reporter=_reporter(round_, bodies[key]), changes=changes)
        validating.validate_report(actor=actor, report=report)
    publishing.publish_round(actor=actor, round_=rounds.close_round(actor=actor, round_=round_))


def _collect(actor: Actor, start: dt.date, today: dt.date) -> None:
    """This quarter's round: some said that nothing changed, one sent new figures, one of the reports is validated."""
    round_ = rounds.prepare_round(actor=actor, fictional=True, **_about(start, today + DAYS_LEFT))
    round_ = rounds.call_round(actor=actor, round_=round_)
    bodies = _bodies({*UNCHANGED, *EDITED})
    came: list[Report] = []
    for key in UNCHANGED:
        came.append(reporting.report_unchanged(actor=actor, reporter=_reporter(round_, bodies[key])))
    for key in EDITED:
        reporter = _reporter(round_, bodies[key])
        line = base_of(reporter)[0]
        values = values_of(line)
        more = _with_more_reached(values, MORE_REACHED)
        change = LineChange(more, key=line.key, seen=line.digest)
        came.append(reporting.change_lines(actor=actor, reporter=reporter, changes=[change]))
    validating.validate_report(actor=actor, report=came[0])


def _with_more_reached(values: LineValues, more: int) -> LineValues:
    """The same line with more men and boys reached."""
    people = tuple(
        (measure, sex, age, number + more) if (measure, sex) == ("reached", "m") else (measure, sex, age, number)
        for measure, sex, age, number in values.people
    )
    return msgspec.structs.replace(values, people=people, reached=(values.reached or 0) + more)


def _about(start: dt.date, deadline: dt.date) -> dict[str, Any]:
    quarter = {"quarter": (start.month - 1) // 3 + 1, "year": start.year}
    return {
        "country": settings.HAMROH_COUNTRY,
        "period_start": start,
        "period_end": _months_on(start, MONTHS_OF_A_QUARTER) - ONE_DAY,
        "deadline": deadline,
        "title": {code: text.format(**quarter) for code, text in TITLE.items()},
    }


def _bodies(keys: Iterable[str]) -> dict[str, Organisation]:
    numbers = {body.org_id: body.key for body in ORGANISATIONS if body.key in set(keys)}
    return {numbers[one.org_id]: one for one in Organisation.objects.filter(org_id__in=numbers) if one.org_id}


def _reporter(round_: Round, body: Organisation) -> Reporter:
    return Reporter.objects.get(round=round_, organisation=body)


def _values(row: Mapping[str, str], bodies: Mapping[str, Organisation], start: dt.date) -> LineValues:
    service = SERVICES.by_key[row["service"]]
    assert isinstance(service, Service)
    place = by_pcode(row["place"]) if row["place"] else None
    region, district = _above(place)
    people = _people(row)
    return LineValues(
        donor=bodies[row["donor"]].pk, programming=bodies[row["programming"]].pk,
        implementing=bodies[row["implementing"]].pk, theme=service.theme, service=service.key,
        place=place.pk if place else None, region=region, district=district, status=row["status"],
        start=_months_on(start, int(row["begins"])), end=_months_on(start, int(row["ends"])) - ONE_DAY,
        people=people, targeted=_sum(people, "targeted"), reached=_sum(people, "reached"),
        amount=Decimal(row["amount"]), currency="USD",
    )  # fmt: skip


def _people(row: Mapping[str, str]) -> tuple[tuple[str, str, str, int], ...]:
    columns = ((measure, sex, row[f"{measure}_{sex}"]) for measure in ("targeted", "reached") for sex in ("f", "m"))
    return tuple((measure, sex, "", int(number)) for measure, sex, number in columns if number)


def _sum(people: Iterable[tuple[str, str, str, int]], wanted: str) -> int | None:
    numbers = [number for measure, _sex, _age, number in people if measure == wanted]
    return sum(numbers) if numbers else None


def _above(place: Place | None) -> tuple[int | None, int | None]:
    if place is None:
        return None, None
    if place.level == Level.REGION:
        return place.pk, None
    return place.parent_id, place.pk


def _months_on(first: dt.date, months: int) -> dt.date:
    """The first day of a month so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)
