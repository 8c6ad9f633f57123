"""The columns of lines, on the page and in the workbook."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamroh.kernel.languages.text import pick
from hamroh.web.components.register import Column
from hamroh.web.templatetags.hamroh import number, say, short_day

from ...codes.lists import STATUSES
from ...codes.services import SERVICES
from ...codes.themes import SCHEMES
from ...models import Line
from ..reports.lines import title_of
from . import words


def of(scheme: str) -> tuple[Column, ...]:
    """The columns, thematic areas named by a list of them."""
    areas = SCHEMES[scheme]
    return (
        Column(
            key="title", label=gettext_lazy("Project"), fixed=True, wide=True, value=title_of, sort=("title",),
            language=lambda one: getattr(title_of(one), "lang", ""), export=lambda one: one.title,
            href=lambda one: reverse("coordination:picture-line", args=[one.pk]),
            note=lambda one: "" if one.counted else _("repetition, not counted"),
        ),
        Column(key="code", label=gettext_lazy("Identifier of the project"), default=False, sort=("code",)),
        _body("donor", gettext_lazy("Donor"), shown=False),
        _body("programming", gettext_lazy("Programming partner")),
        _body("implementing", gettext_lazy("Implementing partner")),
        Column(
            key="theme", label=gettext_lazy("Thematic area"), sort=("theme",),
            value=lambda one: areas.label(one.theme) or "–",
            export=lambda one: areas.label(one.theme),
        ),
        Column(
            key="service", label=gettext_lazy("Kind of work"), sort=("service",), default=False,
            value=lambda one: words.service(one.service),
            export=lambda one: SERVICES.label(one.service),
        ),
        Column(key="region", label=gettext_lazy("Region"), default=False, value=lambda one: _place(one.region),
               export=lambda one: one.region.name if one.region else ""),
        Column(key="place", label=gettext_lazy("Place"), value=lambda one: _place(one.place),
               export=lambda one: one.place.name if one.place else ""),
        Column(key="status", label=gettext_lazy("Status"), sort=("status",),
               value=lambda one: STATUSES.label(one.status) or "–"),
        Column(key="start", label=gettext_lazy("From"), default=False, sort=("start",)),
        Column(key="end", label=gettext_lazy("Until"), default=False, sort=("end",)),
        Column(key="when", label=gettext_lazy("When"), value=_span, sort=("start",), export=_span_written),
        Column(key="targeted", label=gettext_lazy("People targeted"), numeric=True, sort=("targeted",)),
        Column(key="reached", label=gettext_lazy("People reached"), numeric=True, sort=("reached",)),
        Column(key="amount", label=gettext_lazy("Budget"), numeric=True, default=False, value=_amount,
               export=lambda one: one.amount),
        Column(key="currency", label=gettext_lazy("Currency"), default=False),
        Column(key="reported", label=gettext_lazy("Reported by"), default=False, value=_reporter,
               export=lambda one: str(one.reporter)),
        Column(key="counted", label=gettext_lazy("Counted"), default=False,
               value=lambda one: _("yes") if one.counted else _("no")),
        Column(key="activity", label=gettext_lazy("Activity"), default=False, value=_activity,
               export=lambda one: one.activity.iati_identifier if one.activity else ""),
    )  # fmt: skip


def _body(role: str, label: Any, *, shown: bool = True) -> Column:
    return Column(
        key=role, label=label, default=shown, value=lambda one: words.body(getattr(one, role)),
        export=lambda one: str(getattr(one, role) or ""),
    )  # fmt: skip


def _place(place: Any) -> Any:
    return say(place.names, empty=place.slug) if place else "–"


def _span(one: Line) -> Any:
    if not one.start and not one.end:
        return "–"
    return format_html("{}\u00a0–<br>{}", *(short_day(day).replace(" ", "\u00a0") for day in (one.start, one.end)))


def _span_written(one: Line) -> str:
    days = (one.start, one.end)
    return "/".join(day.isoformat() if day else "" for day in days) if any(days) else ""


def _amount(one: Line) -> Any:
    return format_html("{}\u00a0{}", number(one.amount, 0), one.currency) if one.amount is not None else "–"


def _reporter(one: Line) -> Any:
    return words.body(one.reporter.organisation) if one.reporter.organisation else one.reporter.label or "–"


def _activity(one: Line) -> Any:
    if one.activity is None:
        return "–"
    title = pick(one.activity.titles).text or one.activity.iati_identifier
    address = reverse("activities:record", args=[one.activity.pk])
    return format_html('<a href="{}">{}</a>', address, say(one.activity.titles, empty=title))
