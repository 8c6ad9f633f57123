"""Decisions on a report, and what the secretariat does about a reporter. Each answers by leading back to its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import Refused, require
from hamroh.kernel.workflow.progress import MovedMeanwhile
from hamroh.web.components.records import Crumb
from hamroh.web.desk.activities.editing import posted
from hamroh.web.permissions import page

from ... import services
from ...models import Report, Reporter, ReportState
from ...permissions import require_report
from ...selectors.differences import differences
from ...services.reporting import ReportProblem
from ...services.versions import ReportMoved
from . import showing
from .lines import tell_saved
from .views import reporter_for


class ReturnForm(forms.Form):
    """Why a report goes back, and in which stage the validator saw it."""

    reason = forms.CharField(
        label=gettext_lazy("What is to be mended"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The organisation gets these words by letter: name the lines, and say what is missing."),
    )
    stage = forms.CharField(widget=forms.HiddenInput)


class ExcuseForm(forms.Form):
    """Why a body need not report."""

    reason = forms.CharField(
        label=gettext_lazy("Why it need not report"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Left empty, the organisation is asked again."),
    )


def _actor(request: HttpRequest) -> Actor:
    return request.acting.actor  # type: ignore[attr-defined, no-any-return]


def _report(request: HttpRequest, pk: int) -> Report:
    found = get_object_or_404(Report.objects.select_related("reporter"), pk=pk)
    found.reporter = reporter_for(request, found.reporter_id)
    return found


def _decide(request: HttpRequest, reporter: Reporter, verb: Callable[[], Any], done: str) -> HttpResponse:
    try:
        verb()
    except (MovedMeanwhile, ReportMoved) as moved:
        # Nothing was changed: the page that opens shows what stands now.
        messages.error(request, str(moved))
    else:
        messages.success(request, done)
    return redirect("coordination:round-reporter", reporter.pk)


@require_POST
@page("coordination.validate")
def validate(request: HttpRequest, pk: int) -> HttpResponse:
    """The report is in order."""
    report = _report(request, pk)
    stage = request.POST.get("stage", report.stage)
    return _decide(
        request, report.reporter,
        lambda: services.validate_report(actor=_actor(request), report=report, expected_stage=_known(stage)),
        _("The report is validated."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.validate")
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the report back, with the reason."""
    report = _report(request, pk)
    form = ReturnForm(posted(request), initial={"stage": report.stage})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        return _decide(
            request, report.reporter,
            lambda: services.return_report(
                actor=_actor(request), report=report, reason=wanted["reason"], expected_stage=_known(wanted["stage"])
            ),
            _("The report was sent back. The organisation gets a letter with your reason."),
        )  # fmt: skip
    title = _("Send the report back")
    context = {
        "form": form, "title": title, "reporter": report.reporter, "button": _("Send back"),
        "differences": differences(report),
        "crumbs": showing.round_crumbs(
            report.reporter.round, showing.reporter_crumb(report.reporter, last=False), Crumb(label=title)
        ),
    }  # fmt: skip
    return render(request, "coordination/reports/form.html", context)


def _known(stage: str) -> str:
    return stage if stage in ReportState.values else ReportState.IMPORTED


@require_POST
@page("coordination.call")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a late report by itself."""
    report = _report(request, pk)
    return _decide(
        request, report.reporter, lambda: services.publish_report(actor=_actor(request), report=report),
        _("The report is published."),
    )  # fmt: skip


@require_POST
@page("coordination.report")
def unchanged(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing has changed since the last round."""
    reporter = reporter_for(request, pk)
    require_report(_actor(request), reporter)
    try:
        report = services.report_unchanged(actor=_actor(request), reporter=reporter)
    except (ReportProblem, ReportMoved) as fault:
        messages.error(request, str(fault))
    else:
        tell_saved(request, report)
    return redirect("coordination:round-reporter", reporter.pk)


@require_POST
@page("coordination.call")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind one body."""
    reporter = reporter_for(request, pk)
    return _try(request, reporter, lambda: services.remind(actor=_actor(request), reporter=reporter),
                _("A reminder is on its way."))  # fmt: skip


@require_POST
@page("coordination.call")
def renew_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link by letter; the old one ends."""
    reporter = reporter_for(request, pk)
    return _try(request, reporter, lambda: services.make_link(actor=_actor(request), reporter=reporter),
                _("The old link has ended. A letter with a new one is on its way."))  # fmt: skip


def _try(request: HttpRequest, reporter: Reporter, verb: Callable[[], Any], done: str) -> HttpResponse:
    """A refusal that says what to do instead is a message, not a page of its own."""
    require(_actor(request), "coordination.call")
    try:
        verb()
    except Refused as refused:
        messages.error(request, f"{refused.decision.reason} {refused.decision.remedy}".strip())
    else:
        messages.success(request, done)
    return redirect("coordination:round-reporter", reporter.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.call")
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Note why a body need not report, or ask it again."""
    reporter = reporter_for(request, pk)
    form = ExcuseForm(posted(request), initial={"reason": reporter.excused})
    if request.method == "POST" and form.is_valid():
        services.excuse_reporter(actor=_actor(request), reporter=reporter, reason=form.cleaned_data["reason"])
        messages.success(request, _("Saved."))
        return redirect("coordination:round-reporter", reporter.pk)
    title = _("Need not report")
    context = {
        "form": form, "title": title, "reporter": reporter, "button": _("Save"),
        "crumbs": showing.round_crumbs(
            reporter.round, showing.reporter_crumb(reporter, last=False), Crumb(label=title)
        ),
    }  # fmt: skip
    return render(request, "coordination/reports/form.html", context)
