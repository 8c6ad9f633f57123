"""Preparing and changing a round, adding a reporter, and the steps from call to publication."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.workflow.progress import decide
from hamroh.web.components.records import Crumb
from hamroh.web.desk.activities.editing import posted
from hamroh.web.permissions import page

from ... import services
from ...codes.themes import scheme_of
from ...models import Round
from ...selectors.carrying import last_round
from ...services.rounds import RoundProblem
from ...workflow import ROUND, waiting_for_validation
from ..reports.showing import round_crumbs
from .forms import PublishForm, ReasonForm, ReporterForm, RoundForm
from .views import country_of, round_for

FORM = "coordination/rounds/form.html"
OF_ROUND = ("period_start", "period_end", "deadline", "scheme", "title", "message")


def _actor(request: HttpRequest) -> Actor:
    return request.acting.actor  # type: ignore[attr-defined, no-any-return]


def _put(form: forms.Form, fault: RoundProblem) -> None:
    form.add_error(fault.field if fault.field in form.fields else None, str(fault))


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.call")
def add(request: HttpRequest) -> HttpResponse:
    """A new round, as a draft that nobody hears of yet."""
    country = country_of(request)
    form = RoundForm(posted(request), before=last_round(country), scheme=scheme_of(country))
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            made = services.prepare_round(
                actor=_actor(request), country=country, organisations=form.chosen(),
                **{name: wanted[name] for name in OF_ROUND},
            )  # fmt: skip
        except RoundProblem as fault:
            _put(form, fault)
        else:
            messages.success(request, _("The round is prepared. Look at who is asked, then call it."))
            return redirect("coordination:round-record", made.pk)
    title = _("Prepare a round")
    crumbs = [
        Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
        Crumb(label=_("Reporting rounds"), href=reverse("coordination:round-register")),
        Crumb(label=title),
    ]
    context = {"form": form, "title": title, "crumbs": crumbs, "button": _("Save as a draft")}
    return render(request, FORM, context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.call")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft; of a called round title, letter and deadline."""
    found = round_for(request, pk)
    form = RoundForm(posted(request), round_=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_round(actor=_actor(request), round_=found, **form.cleaned_data)
        except RoundProblem as fault:
            _put(form, fault)
        else:
            messages.success(request, _("Saved."))
            return redirect("coordination:round-record", found.pk)
    return _form_page(request, found, form, _("Change the round"), _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.call")
def add_reporter(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one more body."""
    found = round_for(request, pk)
    form = ReporterForm(posted(request), country=found.country)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            services.add_reporter(
                actor=_actor(request), round_=found, organisation=wanted["organisation"], place=form.chosen_place(),
                label=wanted["label"],
            )  # fmt: skip
        except RoundProblem as fault:
            _put(form, fault)
        else:
            messages.success(request, _("Saved."))
            return redirect("coordination:round-record", found.pk)
    return _form_page(request, found, form, _("Ask another organisation"), _("Add"))


@require_POST
@page("coordination.call")
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the round: letters go out."""
    found = round_for(request, pk)
    return _step(
        request, found, lambda: services.call_round(actor=_actor(request), round_=found),
        _("The round is called. The letters are on their way; who has no e-mail is listed below."),
    )  # fmt: skip


@require_POST
@page("coordination.call")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more reports from partners."""
    found = round_for(request, pk)
    return _step(
        request, found, lambda: services.close_round(actor=_actor(request), round_=found), _("The round is closed.")
    )  # fmt: skip


@require_POST
@page("coordination.call")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind everybody of whom nothing came."""
    found = round_for(request, pk)

    def verb() -> None:
        done = services.remind_missing(actor=_actor(request), round_=found)
        told = ngettext("%(count)s organisation is reminded.", "%(count)s organisations are reminded.", done.written)
        messages.success(request, told % {"count": done.written})
        if done.already:
            told = ngettext(
                "%(count)s was reminded today already.", "%(count)s were reminded today already.", done.already
            )
            messages.info(request, told % {"count": done.already})
        if done.unreachable:
            told = ngettext(
                "%(count)s has no e-mail: call, or write a letter.",
                "%(count)s have no e-mail: call, or write letters.",
                len(done.unreachable),
            )
            messages.warning(request, told % {"count": len(done.unreachable)})

    return _step(request, found, verb, "")


def _step(request: HttpRequest, round_: Round, verb: Any, done: str) -> HttpResponse:
    """A refusal that says what is still missing is a message above the page on which to mend it."""
    try:
        verb()
    except Refused as refused:
        messages.error(request, f"{refused.decision.reason} {refused.decision.remedy}".strip())
    else:
        if done:
            messages.success(request, done)
    return redirect("coordination:round-record", round_.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.call")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take reports again, with the reason."""
    found = round_for(request, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _step(
            request, found, lambda: services.reopen_round(actor=_actor(request), round_=found, **form.cleaned_data),
            _("The round is open again."),
        )  # fmt: skip
    return _form_page(request, found, form, _("Open the round again"), _("Open it again"))


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.call")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody see the round; before that, what still stands against it and what readers will see."""
    found = round_for(request, pk)
    waiting = waiting_for_validation(found)
    form = PublishForm(posted(request))
    if not waiting:
        del form.fields["without_waiting"]
    if request.method == "POST" and form.is_valid():
        without = form.cleaned_data.get("without_waiting", False)
        try:
            services.publish_round(actor=_actor(request), round_=found, without_waiting=without)
        except Refused as refused:
            form.add_error(None, f"{refused.decision.reason} {refused.decision.remedy}".strip())
        else:
            messages.success(request, _("The round is published. Everybody sees it now."))
            return redirect("coordination:round-record", found.pk)
    title = _("Publish the round")
    decision = decide(ROUND.transition("publish_without"), found, _actor(request))
    validated = found.reporters.filter(reports__stage="validated").distinct().count()
    context = {
        "form": form, "title": title, "round": found, "waiting": waiting, "decision": decision,
        "validated": validated, "missing": found.reporters.filter(latest=0, excused="").count(),
        "crumbs": round_crumbs(found, Crumb(label=title)), "button": _("Publish"),
    }  # fmt: skip
    return render(request, "coordination/rounds/publish.html", context)


def _form_page(request: HttpRequest, round_: Round, form: forms.Form, title: str, button: str) -> HttpResponse:
    context = {
        "form": form, "title": title, "button": button, "round": round_,
        "crumbs": round_crumbs(round_, Crumb(label=title)),
    }  # fmt: skip
    return render(request, FORM, context)
