"""A reporter's page in a round, and one of its reports with what it changes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.kernel.documents import selectors as documents
from hamroh.kernel.documents.content_store import open_content
from hamroh.kernel.documents.serving import response_headers
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import MAIN
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.decisions import may
from hamroh.kernel.workflow.progress import decide
from hamroh.web.components.records import Crumb, Happening
from hamroh.web.components.workbook import CONTENT_TYPE as XLSX_TYPE
from hamroh.web.desk import timeline
from hamroh.web.permissions import page

from ...models import Report, Reporter, RoundStage
from ...permissions import may_report, may_see
from ...selectors import reporters as reporting
from ...selectors import rounds
from ...selectors.carrying import base_of, previous_of
from ...selectors.differences import differences
from ...services.versions import alive
from ...workbook import file_name, write_report_workbook
from ...workflow import REPORT
from . import showing
from .lines import register_of
from .ways import Way

MOST_EVENTS = 20


def reporter_for(request: HttpRequest, pk: int) -> Reporter:
    """The reporter, when the reader may see it. Raises Http404."""
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    found = get_object_or_404(Reporter.objects.select_related("round", "organisation", "place"), pk=pk)
    seen = rounds.visible_to(actor).filter(pk=found.round_id).exists()
    if not seen or not reporting.visible_to(found.round, actor).filter(pk=pk).exists():
        raise Http404
    return found


@require_safe
@page("coordination.view")
def reporter(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a body stands in a round: its last report, the lines, what it changes, what to do next."""
    found = reporter_for(request, pk)
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    sees = may_see(actor, found)
    report = last_report(found)
    way = Way(found, actor)
    allowed = may_report(actor, found)
    row = reporting.asked([found], actor, contacts=True)[0]
    context: dict[str, Any] = {
        "reporter": found, "round": found.round, "report": report, "row": row, "way": way, "sees": sees,
        "crumbs": showing.round_crumbs(found.round, showing.reporter_crumb(found, last=True)),
        "mark": showing.standing_mark(row),
        "stages": showing.stages_of(report.stage) if report else (),
        "next_step": showing.next_step(found, report),
        "facts": showing.facts_of(report) if report and sees else (),
        "allowed": allowed, "may_write": bool(allowed) and sees,
        "may_repeat": allowed and not found.latest and previous_of(found) is not None,
        "on_behalf": allowed and actor.organisation_id != found.organisation_id,
        "send_href": send_address(found),
        "register": register_of(request, base_of(found), way if allowed else None) if sees else None,
        "differences": differences(report) if report and sees else None,
        "scans": documents.documents(actor, subject=subject_of(report)) if report and sees else (),
        "reports": reports_of(found) if sees else (),
        "events": events_of(found) if sees else (),
        "may_call": bool(may(actor, "coordination.call")),
        **decisions_of(found, report, actor),
    }  # fmt: skip
    return render(request, "coordination/reports/reporter.html", context)


@require_safe
@page("coordination.view")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report by its number, also an earlier one: its lines and what it changed."""
    found = get_object_or_404(Report.objects.select_related("reporter"), pk=pk)
    who = reporter_for(request, found.reporter_id)
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    if not may_see(actor, who):
        raise Http404
    found.reporter = who
    title = _("Report %(number)s") % {"number": found.version}
    context = {
        "report": found, "reporter": who, "title": title,
        "crumbs": showing.round_crumbs(who.round, showing.reporter_crumb(who, last=False), Crumb(label=title)),
        "mark": showing.report_mark(found),
        "facts": showing.facts_of(found), "differences": differences(found),
        "scans": documents.documents(actor, subject=subject_of(found)),
        "register": register_of(request, alive(who, found.version), None),
    }  # fmt: skip
    return render(request, "coordination/reports/report.html", context)


@require_safe
@page("coordination.report")
def workbook(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The workbook with the last lines, in the language of the page."""
    found = reporter_for(request, pk)
    if not may_see(request.acting.actor, found):  # type: ignore[attr-defined]
        raise Http404
    return workbook_file(found)


@require_safe
@page("coordination.view")
def scan(request: HttpRequest, pk: int, document: int) -> HttpResponseBase:
    """The scanned letter of a report."""
    found = get_object_or_404(Report.objects.select_related("reporter"), pk=pk)
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    if not may_see(actor, reporter_for(request, found.reporter_id)):
        raise Http404
    kept = get_object_or_404(documents.documents(actor, subject=subject_of(found)), pk=document)
    return FileResponse(open_content(kept.blob_id, MAIN), headers=response_headers(kept))


def workbook_file(reporter: Reporter) -> HttpResponseBase:
    """The reporter's workbook as a download."""
    out = BytesIO()
    write_report_workbook(reporter, out, language=get_language() or settings.LANGUAGE_CODE)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=file_name(reporter), content_type=XLSX_TYPE)


def last_report(reporter: Reporter) -> Report | None:
    """The report that stands."""
    found = Report.objects.filter(reporter=reporter, version=reporter.latest).first()
    if found is not None:
        found.reporter = reporter
    return found


def reports_of(reporter: Reporter) -> list[tuple[Report, tuple[str, str]]]:
    """The reports so far, the latest first, each with its mark."""
    listed = reporter.reports.order_by("-version")
    return [(one, showing.report_mark(one)) for one in listed]


def events_of(reporter: Reporter) -> list[Happening]:
    """What happened to the reporter and to its reports."""
    subjects = [
        subject_of(reporter),
        *(f"coordination.report:{pk}" for pk in reporter.reports.values_list("pk", flat=True)),
    ]
    entries = Entry.objects.filter(subject__in=subjects).order_by("-pk").prefetch_related("personal")[:MOST_EVENTS]
    return timeline.happenings(entries)


def decisions_of(reporter: Reporter, report: Report | None, actor: Actor) -> dict[str, Any]:
    """Which decisions the reader may take on the last report now."""
    choices = {"may_validate": "validate", "may_return": "return", "may_publish": "publish"}
    return {
        name: report is not None and bool(decide(REPORT.transition(key), report, actor))
        for name, key in choices.items()
    } | {"can_remind": bool(may(actor, "coordination.call")) and reporter.round.stage == RoundStage.CALLED}


def send_address(reporter: Reporter) -> str:
    """The page that takes a file for this reporter; empty where this installation has none."""
    try:
        return reverse("coordination:import-send", args=[reporter.pk])
    except NoReverseMatch:
        return ""
