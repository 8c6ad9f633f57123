"""Proposals and joins, and what each of the two sources says, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import formats
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hamroh.commons.activities.models import OrganisationRole
from hamroh.commons.activities.selectors import register as activities_with
from hamroh.kernel.languages.codes import BY_CODE
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import may
from hamroh.kernel.places.models import Place

from ..codes.lists import STATUSES
from ..joining.origins import FIELDS, IATI
from ..joining.weights import WEIGHTS
from ..models import Join

MOST_SHOWN = 30


@dataclass(frozen=True)
class Said:
    """One value of a side; `lang` marks a text in another language than the page's, `free` words that somebody wrote in
    a language that nobody noted."""

    text: str
    lang: str = ""
    note: str = ""
    free: bool = False


@dataclass(frozen=True)
class Beside:
    """A field as both sources tell it, and which is shown."""

    key: str
    label: str | Promise
    iati: tuple[Said, ...]
    four_w: tuple[Said, ...]
    shown: str

    @property
    def values(self) -> tuple[Said, ...]:
        """What is shown: the chosen source, or the other where that says nothing."""
        chosen, other = (self.iati, self.four_w) if self.shown == IATI else (self.four_w, self.iati)
        return chosen or other


def visible_to(joins: QuerySet[Join] | None, viewer: Actor) -> QuerySet[Join]:
    """Proposals and decisions are for those who decide; out of `joins` (None: all)."""
    found = Join.objects.all() if joins is None else joins
    found = found.select_related("activity__reporting_organisation")
    return found if may(viewer, "coordination.join") else found.none()


def organisations_of(joins: Iterable[Join]) -> dict[int, Organisation]:
    """The organisations that some joins' reasons name, in one query."""
    wanted = {body for join in joins for _code, facts in join.reasons for body in facts.get("organisations", ())}
    return Organisation.everything.in_bulk(wanted) if wanted else {}


def reasons_in_words(join: Join, bodies: Mapping[int, Organisation]) -> list[tuple[bool, SafeString]]:
    """Each reason: whether it speaks for the two being one, and its sentence; the strongest first."""
    told = [(WEIGHTS[code], facts) for code, facts in join.reasons if code in WEIGHTS]
    told.sort(key=lambda pair: -abs(pair[0].points))
    return [(weight.points > 0, _sentence(str(weight.sentence), facts, bodies)) for weight, facts in told]


def _sentence(words: str, facts: Mapping[str, object], bodies: Mapping[int, Organisation]) -> SafeString:
    ids = facts.get("organisations", ())
    names = [_name(bodies[pk]) for pk in ids if pk in bodies]  # type: ignore[attr-defined]
    filled = {
        "names": format_html_join(", ", "{}", ((one,) for one in names)),
        "share": facts.get("share", 0),
        "identifier": format_html("<span data-verbatim>{}</span>", facts.get("identifier", "")),
    }
    return mark_safe(words % filled)  # noqa: S308 - our own words; what is filled in was escaped


def _name(body: Organisation) -> SafeString:
    picked = pick(body.names)
    known = BY_CODE.get(picked.lang)
    if not picked.text or not picked.fallback or known is None:
        return format_html("{}", str(body))
    return format_html('<span lang="{}" dir="{}">{}</span>', known.code, known.direction, picked.text)


def side_by_side(join: Join, viewer: Actor) -> list[Beside]:
    """The fields of both sources, as far as the viewer may see the activity."""
    iati, reports = _of_activity(join, viewer), _of_lines(join)
    return [
        Beside(key, field.label, iati.get(key, ()), reports[key], join.origins.get(key, field.usual))
        for key, field in FIELDS.items()
    ]


# -- what the activity says ------------------------------------------------------------------------


def _of_activity(join: Join, viewer: Actor) -> dict[str, tuple[Said, ...]]:
    activity = activities_with(viewer).filter(pk=join.activity_id).first()
    if activity is None:
        return {}
    bodies = [_said(activity.reporting_organisation.names, str(activity.reporting_organisation), _("reports it"))]
    for part in activity.partners:  # type: ignore[attr-defined]
        role = str(OrganisationRole(part.role).label)
        own = _said(part.organisation.names, str(part), role) if part.organisation else Said(str(part), "", role)
        bodies.append(own)
    places = [_said(at.place.names, at.place.slug) for at in activity.at_places]  # type: ignore[attr-defined]
    money = [
        Said(_money(one.amount, one.currency))
        for one in activity.budgets_by_currency  # type: ignore[attr-defined]
        if one.amount is not None
    ]
    return {
        "title": (_said(activity.titles, activity.iati_identifier),),
        "dates": _dates(activity.start, activity.end),
        "status": (Said(activity.status_label),) if activity.activity_status else (),
        "budget": tuple(money),
        "places": tuple(places[:MOST_SHOWN]),
        "organisations": tuple(bodies[:MOST_SHOWN]),
    }


# -- what the reports say --------------------------------------------------------------------------


def _of_lines(join: Join) -> dict[str, tuple[Said, ...]]:
    sample = join.sample
    places = Place.objects.in_bulk(sample.get("places", ()))
    roles = (
        ("programming", _("programming partner")),
        ("implementing", _("implementing partner")),
        ("donors", _("donor")),
    )
    wanted = {body for key, _label in roles for body in sample.get(key, ())}
    bodies = Organisation.everything.in_bulk(wanted)
    whole = (Said(_("the whole country")),) if sample.get("national") else ()
    named = tuple(_said(places[pk].names, places[pk].slug) for pk in sample.get("places", ()) if pk in places)
    return {
        "title": tuple(Said(text, free=True) for text in sample.get("titles", ())),
        "dates": _dates(_day(sample.get("first")), _day(sample.get("last"))),
        "status": tuple(Said(STATUSES.label(key)) for key in sample.get("statuses", ())),
        "budget": tuple(Said(_money(amount, currency)) for currency, amount in sample.get("money", {}).items()),
        "places": (*whole, *named)[:MOST_SHOWN],
        "organisations": tuple(
            _said(bodies[pk].names, str(bodies[pk]), label)
            for key, label in roles
            for pk in sample.get(key, ())
            if pk in bodies
        )[:MOST_SHOWN],
    }


def _said(texts: Mapping[str, str], otherwise: str, note: str = "") -> Said:
    picked = pick(texts)
    return Said(picked.text or otherwise, picked.lang if picked.text and picked.fallback else "", note)


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _dates(first: dt.date | None, last: dt.date | None) -> tuple[Said, ...]:
    if first is None and last is None:
        return ()
    days = [formats.date_format(day, "DATE_FORMAT") if day else "…" for day in (first, last)]
    return (Said(" – ".join(days)),)


def _money(amount: object, currency: str | None) -> str:
    number = formats.number_format(Decimal(str(amount)), decimal_pos=0, use_l10n=True, force_grouping=True)
    return f"{number} {currency or _('(no currency given)')}"
