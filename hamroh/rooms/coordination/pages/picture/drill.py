"""Behind a number: organisations, lines, activities, and one line with all it says."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.kernel.ledger.actors import Actor
from hamroh.web.components.records import Crumb, Fact, Tab
from hamroh.web.components.register import COUNT_LIMIT, Empty, Register
from hamroh.web.components.workbook import workbook_response
from hamroh.web.desk.activities.columns import COLUMNS as ACTIVITY_COLUMNS
from hamroh.web.permissions import page

from ...codes.lists import AGES, SEXES
from ...fields import BY_KEY
from ...models import Line
from ...selectors.drill import Behind, line_of, listed, listed_activities, organisations_behind, report_of
from ...selectors.scope import kept
from . import columns, words
from .asking import ROLE_LABELS, Asked, asked
from .frame import empty_of, shown

MOST_BODIES = 100


@require_safe
@page("coordination.view_public")
def who(request: HttpRequest) -> HttpResponse:
    """The organisations behind a number."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-who")
    rows = question.rows
    told = organisations_behind(rows, question.scope.role)
    found = told.bodies
    shown_now = found if "all" in request.GET else found[:MOST_BODIES]
    names = words.names_of(one.organisation for one in shown_now)
    bodies = [
        {
            "organisation": names[one.organisation],
            "name": words.body(names[one.organisation]),
            "roles": ", ".join(str(ROLE_LABELS[role]) for role in one.roles),
            "undertakings": one.undertakings,
            "lines": one.lines,
            "lines_href": question.link("picture-lines", organisation=str(one.organisation), role=""),
            "activities": one.activities,
            "activities_href": question.link("picture-activities", organisation=str(one.organisation), role=""),
        }
        for one in shown_now
        if one.organisation in names
    ]
    return shown(
        question, "who", "picture-who",
        bodies=bodies,
        doors=_doors(question, "picture-who", len(found), told.lines, told.activities),
        more=len(found) - len(shown_now),
        all_href=question.here(all="1"),
        empty=empty_of(question) if not bodies else None,
        may_see_records=request.acting.may("organisations.view"),  # type: ignore[attr-defined]
        may_call=request.acting.may("coordination.view"),  # type: ignore[attr-defined]
        contacts_href=question.link("picture-contacts"),
        **_words(question),
    )  # fmt: skip


@require_safe
@page("coordination.view_public")
def lines(request: HttpRequest) -> HttpResponse:
    """The lines behind a number, each with the report it came in."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-who")
    rows = question.rows
    register = _lines(question, rows)
    return shown(
        question, "lines", "picture-who",
        register=register,
        doors=_doors(question, "picture-lines", None, register.count, _activity_count(rows)),
        **_words(question),
    )  # fmt: skip


@require_safe
@page("coordination.view_public")
def activities(request: HttpRequest) -> HttpResponse:
    """The activities behind a number."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-who")
    rows = question.rows
    register = Register(
        request=request,
        queryset=listed_activities(rows, question.viewer),
        columns=ACTIVITY_COLUMNS,
        caption=gettext_lazy("Activities behind the number"),
        ordering=("-start", "-pk"),
        empty=Empty(**empty_of(question)),
    )
    return shown(
        question, "activities", "picture-who",
        register=register,
        doors=_doors(question, "picture-activities", None, _count(rows), register.count),
        **_words(question),
    )  # fmt: skip


@require_safe
@page("coordination.view_public")
def export_lines(request: HttpRequest) -> HttpResponse:
    """The lines of this very list as a workbook."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-who")
    rows = question.rows
    if _count(rows) > COUNT_LIMIT:
        context = {"most": COUNT_LIMIT, "asked": question}
        return render(request, "coordination/picture/too_many.html", context, status=409)
    register = _lines(question, rows)
    fictional = bool(question.of_round and question.of_round.fictional) or settings.HAMROH_DEMONSTRATION
    return workbook_response(
        register.rows_for_export(), title=str(register.caption), origin=request.build_absolute_uri(),
        fictional=fictional,
    )  # fmt: skip


@require_safe
@page("coordination.view_public")
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: what it says, what stood in the file, and which report it came in."""
    found = line_of(request.acting.actor, pk)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    of_round = found.reporter.round
    context = {
        "line": found,
        "round": of_round,
        "crumbs": [
            Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
            Crumb(label=_("Lines"), href=reverse("coordination:picture-lines") + f"?country={of_round.country}"),
            Crumb(label=_("Line")),
        ],
        "who": [
            (label, getattr(found, role)) for role, label in ROLE_LABELS.items() if getattr(found, role) is not None
        ],
        "theme": words.theme(found.theme, of_round.scheme),
        "service": words.service(found.service),
        "facts": _facts(found),
        "people": _people(found),
        "written": _written(found),
        "reported_by": found.reporter.organisation,
        "report_href": _report(found, request.acting.actor),  # type: ignore[attr-defined]
        "may_see_lines": request.acting.may("coordination.view"),  # type: ignore[attr-defined]
    }
    return render(request, "coordination/picture/line.html", context)


def _lines(question: Asked, rows: Behind) -> Register:
    return Register(
        request=question.request,
        queryset=listed(rows.lines, question.viewer),
        columns=columns.of(question.scheme),
        caption=gettext_lazy("Lines behind the number"),
        ordering=("pk",),
        count_hint=lambda _found: _count(rows),
        empty=Empty(**empty_of(question)),
        export_href=reverse("coordination:picture-lines-export"),
    )


def _count(rows: Behind) -> int:
    """How many lines there are; kept, since counting fifty thousand takes most of a page's time."""
    return kept("count", [], {"lines": rows.lines}, lambda: rows.lines[: COUNT_LIMIT + 1].count())


def _activity_count(rows: Behind) -> int:
    return kept("count", [], {"activities": rows.activities}, lambda: rows.activities.count())


def _doors(question: Asked, current: str, bodies: int | None, lines: int, activities: int) -> list[Tab]:
    counted = {"picture-who": bodies, "picture-lines": lines, "picture-activities": activities}
    labels = {
        "picture-who": _("Organisations"),
        "picture-lines": _("Lines"),
        "picture-activities": _("Activities"),
    }
    return [
        Tab(label=label, href=question.link(name), current=name == current, count=counted[name])
        for name, label in labels.items()
    ]


def _words(question: Asked) -> dict[str, Any]:
    """The place and thematic area asked for, for the page's title."""
    spot, places = question.spot, question.places
    at = ""
    if spot is not None:
        at = words.place(places, spot.region, spot.district or None)
    return {"at": at, "on": words.theme(question.theme, question.scheme) if question.theme else ""}


def _facts(found: Line) -> list[Fact]:
    amount = words.money({found.currency: found.amount}) if found.amount is not None else None
    return [
        Fact(label=_("Project"), value=found.title, language=words.UNTOLD),
        Fact(label=_("Identifier of the project"), value=found.code),
        Fact(label=_("Status"), value=found.get_status_display()),
        Fact(label=_("From"), value=found.start),
        Fact(label=_("Until"), value=found.end),
        Fact(label=_("People targeted"), value=found.targeted),
        Fact(label=_("People reached"), value=found.reached),
        Fact(label=_("Budget for the line"), value=amount),
        Fact(label=_("Notes"), value=found.notes, language=words.UNTOLD),
        Fact(label=_("Visible to"), value=found.get_visibility_display()),
    ]


def _report(found: Line, viewer: Actor) -> str:
    """The address of the report that first said it; empty for who may not open that."""
    report = report_of(found, viewer)
    if report is None:
        return ""
    try:
        return reverse("coordination:report-record", args=[report])
    except NoReverseMatch:
        return ""


def _written(found: Line) -> list[tuple[Any, str]]:
    """What stood in the file, without the people it names: they agreed to nothing."""
    known = {key: field for key, field in BY_KEY.items() if field.kind != "contact"}
    return [(known[key].label, text) for key, text in found.raw.items() if text and key in known]


def _people(found: Line) -> list[tuple[str, str, int]]:
    measures = {"targeted": _("targeted"), "reached": _("reached")}
    return [
        (measures.get(measure, measure), ", ".join(filter(None, (SEXES.label(sex), AGES.label(age)))) or "–", number)
        for measure, sex, age, number in found.people
    ]
