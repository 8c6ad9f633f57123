"""A country to look for findings in: figures of districts entered as an officer enters them, a round and its reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hamroh.commons.indicators.models import Dataset, Indicator, Observation, Producer, Source
from hamroh.commons.indicators.periods import year
from hamroh.commons.indicators.services import define_indicator, ensure_seed, observe, register_source
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.places.models import Level, Place
from hamroh.kernel.places.services import load_reference
from hamroh.rooms.coordination.models import Finding, Round
from hamroh.rooms.coordination.tests import factories

SECRETARIAT = Actor("person:1", role="secretariat", person_id=1, organisation_id=999_999)
OTHER_OFFICER = Actor("person:2", role="secretariat", person_id=2, organisation_id=999_999)
THEME = "return_reintegration"


def country() -> list[Place]:
    """The districts of Tajikistan, with the seeded indicators; in order."""
    load_reference(country="TJK", actor=factories.ACTOR)
    ensure_seed(factories.ACTOR)
    return list(Place.objects.filter(country="TJK", level=2, parent__level=1).order_by("slug"))


def source(edition: str = "Report of an officer") -> Source:
    """Where an officer's figures come from."""
    return register_source(actor=factories.ACTOR, dataset=Dataset.objects.get(key="hamroh-reports"), edition=edition)


def enter(code: str, value: float, place: Place | None = None, when: int = 2026, **more: Any) -> Observation:
    """One figure through the service."""
    return observe(
        actor=factories.ACTOR, source=source(), indicator=Indicator.objects.get(code=code), country="TJK",
        period=year(when), value=Decimal(str(value)), place=place, **more,
    )  # fmt: skip


def indicator(code: str, **fields: Any) -> Indicator:
    """An indicator of the country's own."""
    given = {
        "names": {"en": f"Own {code}", "tg": f"Худии {code}"}, "unit": "persons", "frequency": "A",
        "producer": Producer.objects.get(key="hamroh"), "disaggregations": ["place"], **fields,
    }  # fmt: skip
    return define_indicator(actor=factories.ACTOR, code=code, **given)


def rising(places: list[Place], code: str = "returnees-assisted") -> None:
    """Figures 10, 20, 30 … in the order of the places: the last is the worst."""
    for number, place in enumerate(places, start=1):
        enter(code, 10 * number, place)


def line(body: Organisation, at: Place | None = None, **fields: Any) -> dict[str, Any]:
    """A line of ongoing work in a district or region; without one, in the whole country."""
    given: dict[str, Any] = {"programming": body.pk, "theme": THEME, "service": "reintegration_grants", "status": "ongoing",
             "start": dt.date(2026, 1, 1), "end": dt.date(2027, 12, 31)}  # fmt: skip
    if at is not None:
        district = at.level == Level.DISTRICT
        given |= {
            "place": at.pk, "district": at.pk if district else None, "region": at.parent_id if district else at.pk
        }  # fmt: skip
    return {**given, **fields}


def reported(round_: Round, lines: Mapping[Organisation, list[dict[str, Any]]], **more: Any) -> None:
    """A published report of each organisation."""
    for body, own in lines.items():
        factories.report(factories.reporter(round_, body), own, **more)


def found(rule: str = "", **fields: Any) -> list[Finding]:
    """The findings of a rule, by place."""
    rows = Finding.objects.filter(**({"rule": rule} if rule else {}), **fields).select_related("place")
    return sorted(rows, key=lambda row: row.place.slug if row.place else "")
