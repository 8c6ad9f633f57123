"""Lines of a report as a list, and the form that adds, changes or removes one: with sign-in and by the link."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamroh.web.components.choices import Spoken
from hamroh.web.components.records import Crumb
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.templatetags.hamroh import foreign, number, short_day

from ... import services
from ...codes.lists import STATUSES
from ...codes.themes import SCHEMES
from ...models import Line, Report, Reporter
from ...saying import body_of, own_words, place_of, service_of, theme_of
from ...selectors.carrying import base_of, shown
from ...services.reporting import LineChange, ReportProblem
from ...services.versions import ReportMoved
from .line_form import LineForm, organisations
from .ways import Way

FAULTS = (ReportProblem, ReportMoved)


def _marked(text: Any) -> Any:
    return foreign(text, getattr(text, "lang", "")) if text else "–"


def title_of(line: Line) -> Spoken | str:
    """What a line is called in a list: its project, else its kind of work or thematic area."""
    return own_words(line.title) or service_of(line) or theme_of(line) or _("Line without a name")


def _who(line: Line) -> Any:
    planned, done = body_of(line, "programming"), body_of(line, "implementing")
    if planned and done and planned != done:
        return format_html('{} <small class="soft">{}</small>', _marked(planned), _marked(done))
    return _marked(planned or done)


def _when(line: Line) -> str:
    return f"{short_day(line.start)} – {short_day(line.end)}" if line.start or line.end else "–"


def columns(way: Way | None) -> tuple[Column, ...]:
    """The columns; with `way` each line leads to its form."""
    return (
        Column(key="title", label=gettext_lazy("Line"), value=title_of, fixed=True, wide=True, sort=("title",),
               language=lambda line: getattr(title_of(line), "lang", ""),
               href=(lambda line: way.line(line.key)) if way else None,
               note=lambda line: _marked(service_of(line)) if line.title and service_of(line) else ""),
        Column(key="who", label=gettext_lazy("Who"), value=_who),
        Column(key="donor", label=gettext_lazy("Donor"), value=lambda line: _marked(body_of(line, "donor")),
               default=False),
        Column(key="theme", label=gettext_lazy("Thematic area"), value=lambda line: _marked(theme_of(line)),
               sort=("theme",)),
        Column(key="place", label=gettext_lazy("Where"), value=lambda line: _marked(place_of(line)),
               sort=("region__slug", "district__slug")),
        Column(key="status", label=gettext_lazy("Status"),
               value=lambda line: STATUSES.label(line.status) if line.status else "–", sort=("status",)),
        Column(key="when", label=gettext_lazy("When"), value=_when, default=False, sort=("start",)),
        Column(key="targeted", label=gettext_lazy("People targeted"), numeric=True, sort=("targeted",), default=False),
        Column(key="reached", label=gettext_lazy("People reached"), numeric=True, sort=("reached",)),
        Column(key="amount", label=gettext_lazy("Budget"), numeric=True, default=False, sort=("amount",),
               value=lambda line: f"{number(line.amount)} {line.currency}" if line.amount is not None else "–"),
    )  # fmt: skip


class LineFilter(django_filters.FilterSet):
    """By words of the project, thematic area, status."""

    q = django_filters.CharFilter(label=gettext_lazy("Project"), field_name="title", lookup_expr="icontains")
    theme = django_filters.ChoiceFilter(label=gettext_lazy("Thematic area"), choices=())
    status = django_filters.ChoiceFilter(label=gettext_lazy("Status"), choices=STATUSES.choices)

    class Meta:
        model = Line
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["theme"].extra["choices"] = [pair for codes in SCHEMES.values() for pair in codes.choices]


def register_of(request: HttpRequest, lines: QuerySet[Line], way: Way | None) -> Register:
    """The list of a report's lines."""
    return Register(
        request=request, queryset=shown(lines), columns=columns(way), caption=gettext_lazy("Lines of the report"),
        key="lines", filters=LineFilter, ordering=("sheet", "row", "title", "key"),
        empty=Empty(
            title=gettext_lazy("No line yet"),
            text=gettext_lazy("Each line says who does what, where, when, for whom and with what money."),
            action=gettext_lazy("Add a line") if way else "", href=way.add if way else "",
        ),
    )  # fmt: skip


def line_page(request: HttpRequest, way: Way, key: str, crumbs: list[Crumb], template: str) -> HttpResponse:
    """The form of a line (`key` "" for a new one), filled with what it says; saved as the reporter's next report."""
    reporter = way.reporter
    line = _line(reporter, key)
    form = LineForm(request.POST if request.method == "POST" else None, reporter=reporter, line=line)
    if request.method == "POST" and form.is_valid():
        change = LineChange(form.values(), key, form.cleaned_data["seen"])
        try:
            report = services.change_lines(actor=way.actor, reporter=reporter, changes=[change])
        except FAULTS as fault:
            form.add_error(None, str(fault))
        else:
            tell_saved(request, report)
            again = "again" in request.POST
            return redirect(way.add if again else way.home)
    title = _("Change a line") if line is not None else _("Add a line")
    context = {
        "form": form, "line": line, "way": way, "title": title, "crumbs": [*crumbs, Crumb(label=title)],
        "organisations": organisations(), "remove_href": way.remove(key) if line is not None else "",
        "reporter": reporter,
    }  # fmt: skip
    return render(request, template, context)


def remove_page(request: HttpRequest, way: Way, key: str, crumbs: list[Crumb], template: str) -> HttpResponse:
    """Take a line out of the report, after one question."""
    line = _line(way.reporter, key)
    if request.method == "POST":
        try:
            report = services.change_lines(actor=way.actor, reporter=way.reporter, removed=[key])
        except FAULTS as fault:
            messages.error(request, str(fault))
        else:
            tell_saved(request, report)
        return redirect(way.home)
    title = _("Remove a line")
    context = {
        "line": line, "name": title_of(line) if line else "", "way": way, "title": title,
        "crumbs": [*crumbs, Crumb(label=title)], "reporter": way.reporter,
    }  # fmt: skip
    return render(request, template, context)


def tell_saved(request: HttpRequest, report: Report) -> None:
    """Say that the report is in, and what became of the lines that nobody touched."""
    if report.version == 1 and report.counts.get("unchanged"):
        messages.success(
            request,
            _("Saved, and sent as your report. The other lines of the last round were taken over as they were."),
        )
    else:
        messages.success(request, _("Saved, and sent as your report."))


def _line(reporter: Reporter, key: str) -> Line | None:
    if not key:
        return None
    line = shown(base_of(reporter)).filter(key=key).first()
    if line is None:
        raise Http404
    return line
