"""Gathering what the rules are applied to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from hamroh.kernel.places.models import Level, Place

from ..codes.services import SERVICES
from ..codes.themes import SCHEMES, scheme_of
from ..models import Line, Round
from ..selectors.lines import Which
from ..selectors.rounds import open_round, published_round
from .needs import read_needs
from .seeking import Found, Ground
from .silence import read_silence
from .work import read_work


def round_for(country: str, which: Which) -> Round | None:
    """The round whose reports are looked at: the published one, or the one that is being collected."""
    shown = published_round(country)
    return shown if which == "published" else open_round(country) or shown


def ground_of(country: str, round_: Round | None, which: Which) -> Ground:
    """Work, figures and silence of a country in the period of a round; without a round in the month of today."""
    start, end = (round_.period_start, round_.period_end) if round_ else _this_month()
    scheme = round_.scheme if round_ and round_.scheme in SCHEMES else scheme_of(country)
    themes = tuple(SCHEMES[scheme].by_key)
    standing = Place.objects.filter(country=country, level__lte=Level.DISTRICT, valid_to=None)
    places = {place.pk: place for place in standing.order_by("level", "slug")}
    whole = next((pk for pk, place in places.items() if place.level == Level.COUNTRY), None)
    picture = read_work(country, round_, which=which, start=start, end=end, scheme=scheme)
    return Ground(
        country=country, places=places, themes=themes, picture=picture,
        needs=read_needs(country, themes, places, whole),
        silence=read_silence(country, round_, which=which, works=(*picture.now, *picture.later)),
    )  # fmt: skip


def spell(found: Sequence[Found]) -> None:
    """Note for each kind of work that is none of our codes how one of its lines writes it."""
    own = [one for one in found if one.service and one.service not in SERVICES and "line" in one.facts]
    wanted = [one.facts["line"] for one in own]
    written: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        rows = Line.objects.filter(pk__in=wanted[start : start + 500]).values_list("pk", "service", "raw")
        written |= {pk: raw.get("service") or service for pk, service, raw in rows}
    for one in own:
        one.facts["spelled"] = written.get(one.facts["line"], one.service)


def _this_month() -> tuple[dt.date, dt.date]:
    today = timezone.localdate()
    following = (today.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return today.replace(day=1), following - dt.timedelta(days=1)
