"""What begins, ends and is due, by month; to read, and to take into a calendar program."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from hamroh.commons.inbox.ical import CONTENT_TYPE, Entry
from hamroh.commons.inbox.ical import calendar as written
from hamroh.commons.indicators.areas import area_name
from hamroh.kernel.languages.text import pick
from hamroh.web.permissions import page
from hamroh.web.templatetags.hamroh import foreign, number, say

from ...codes.services import SERVICES
from ...selectors.calendar import MOST, Happening, happenings
from . import words
from .asking import Asked, asked
from .frame import empty_of, shown

MONTHS_SHOWN, MONTHS_IN_FEED = 6, 15
KINDS = {"begins": gettext_lazy("begins"), "ends": gettext_lazy("ends"), "due": gettext_lazy("reports are due")}


@dataclass(frozen=True)
class Shown:
    """One thing as the list says it."""

    day: dt.date
    kind: str
    title: SafeString | str
    body: SafeString | str
    note: str
    href: str


@require_safe
@page("coordination.view_public")
def months(request: HttpRequest) -> HttpResponse:
    """Six months from the one in the address, else from this one."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-calendar")
    first = _first(request)
    last = _months_on(first, MONTHS_SHOWN) - dt.timedelta(days=1)
    found = _found(question, first, last)
    listed = _listed(question, found[:MOST])
    by_month = [
        (date_format(month, "YEAR_MONTH_FORMAT"), list(inside))
        for month, inside in groupby(listed, key=lambda one: one.day.replace(day=1))
    ]
    return shown(
        question, "calendar", "picture-calendar",
        months=by_month,
        first=first,
        last=last,
        more=len(found) > MOST,
        most=MOST,
        before=question.here(month=_months_on(first, -MONTHS_SHOWN).isoformat()),
        after=question.here(month=_months_on(first, MONTHS_SHOWN).isoformat()),
        feed=question.link("picture-ical"),
        empty=empty_of(question) if not found and question.of_round is None else None,
    )  # fmt: skip


@require_safe
@page("coordination.view_public")
def feed(request: HttpRequest) -> HttpResponse:
    """The same as iCalendar: from last month on, fifteen months."""
    question = asked(request)
    first = _months_on(timezone.localdate().replace(day=1), -1)
    last = _months_on(first, MONTHS_IN_FEED) - dt.timedelta(days=1)
    found = _found(question, first, last)[:MOST] if question.form.is_valid() else []
    host = settings.HAMROH_ORIGIN.partition("//")[2]
    names = words.names_of(one.organisation for one in found if one.organisation)
    entries = [
        Entry(
            uid=f"{one.source}-{one.pk}-{one.kind}@{host}",
            day=one.day,
            summary=_("%(what)s: %(kind)s") % {"what": _plain(one), "kind": KINDS[one.kind]},
            changed_at=one.changed_at or timezone.now(),
            description=words.picked(names[one.organisation]).text if one.organisation in names else "",
            href=_whole(_href(question, one)),
        )
        for one in found
    ]
    title = _("Who does what, where: %(country)s") % {"country": area_name(question.country)}
    answer = HttpResponse(written(title, entries), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="coordination-{question.country.lower()}.ics"'
    return answer


def _found(question: Asked, first: dt.date, last: dt.date) -> list[Happening]:
    return happenings(question.viewer, question.country, question.rows, first, last)


def _first(request: HttpRequest) -> dt.date:
    try:
        wanted = parse_date(request.GET.get("month", ""))
    except ValueError:
        wanted = None
    known = wanted if wanted and 1990 <= wanted.year <= 2100 else timezone.localdate()
    return known.replace(day=1)


def _months_on(first: dt.date, months: int) -> dt.date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)


def _listed(question: Asked, found: list[Happening]) -> list[Shown]:
    names = words.names_of(one.organisation for one in found if one.organisation)
    return [
        Shown(
            one.day,
            str(KINDS[one.kind]),
            _title(question, one),
            words.body(names[one.organisation]) if one.organisation in names else "",
            _note(one),
            _href(question, one),
        )
        for one in found
    ]


def _note(one: Happening) -> str:
    if one.lines < 2:
        return ""
    return ngettext("%(count)s line", "%(count)s lines", one.lines) % {"count": number(one.lines)}


def _title(question: Asked, one: Happening) -> SafeString | str:
    if isinstance(one.title, dict):
        return say(one.title)
    if one.title:
        return foreign(one.title, words.UNTOLD)
    return words.service(one.service) if one.service else words.theme(one.theme, question.scheme)


def _plain(one: Happening) -> str:
    if isinstance(one.title, dict):
        return pick(one.title).text
    return one.title or (SERVICES.label(one.service) if one.service else one.theme) or "–"


def _href(question: Asked, one: Happening) -> str:
    if one.source == "activity":
        return reverse("activities:record", args=[one.pk])
    if one.source == "line":
        return reverse("coordination:picture-line", args=[one.pk])
    if not question.request.acting.may("coordination.view"):  # type: ignore[attr-defined]
        return ""
    try:
        return reverse("coordination:round-record", args=[one.pk])
    except NoReverseMatch:
        return ""


def _whole(path: str) -> str:
    return f"{settings.HAMROH_ORIGIN}{path}" if path else ""
