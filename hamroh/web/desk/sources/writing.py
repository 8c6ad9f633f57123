"""Entering instruments and articles, changing an article, the state of the review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamroh.commons.sources import services
from hamroh.commons.sources.models import Article
from hamroh.commons.sources.services import SourceProblem
from hamroh.web.components.records import Crumb
from hamroh.web.desk.sources.forms import ChangedArticleForm, InstrumentForm, NewArticleForm, ReviewForm, put_fault
from hamroh.web.desk.sources.views import crumbs_of, find
from hamroh.web.permissions import page

FORM = "desk/sources/form.html"


def _form_page(request: HttpRequest, form: forms.Form, title: str, crumbs: list[Crumb], lead: str = "") -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "crumbs": crumbs, "lead": lead, "button": _("Save")}
    return render(request, FORM, context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("sources.change")
def add(request: HttpRequest) -> HttpResponse:
    """Enter an instrument."""
    form = InstrumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_instrument(actor=request.acting.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except SourceProblem as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The instrument was entered."))
            return redirect("sources:record", made.key)
    title = _("Enter an instrument")
    crumbs = [Crumb(label=_("Legal sources"), href=reverse("sources:register")), Crumb(label=title)]
    return _form_page(request, form, title, crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@page("sources.change")
def add_article(request: HttpRequest, key: str) -> HttpResponse:
    """Enter an article after the last."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    instrument = find(key, actor)
    form = NewArticleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_article(actor=actor, instrument=instrument, **form.cleaned_data)
        except SourceProblem as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The article was entered."))
            return redirect("sources:record", instrument.key)
    title = _("Enter an article")
    return _form_page(request, form, title, crumbs_of(instrument, title))


@require_http_methods(["GET", "HEAD", "POST"])
@page("sources.change")
def change_article(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of an article; the one before is kept, and what rests on it has to be looked at again."""
    article = get_object_or_404(Article.objects.select_related("instrument"), pk=pk)
    fields = ("number", "headings", "texts", "addressed_to")
    form = ChangedArticleForm(request.POST or None, initial={name: getattr(article, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        reason = changes.pop("reason")
        try:
            services.change_article(actor=request.acting.actor, article=article, reason=reason, **changes)  # type: ignore[attr-defined]
        except SourceProblem as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The new version stands. Records that rest on the article are marked."))
            return redirect("sources:record", article.instrument.key)
    title = _("Change an article")
    lead = _("The wording of today is kept. Everything that rests on it is marked until somebody confirms it.")
    return _form_page(request, form, title, crumbs_of(article.instrument, title), lead)


@require_http_methods(["GET", "HEAD", "POST"])
@page("sources.review")
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Say in words how far the review is."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    instrument = find(key, actor)
    form = ReviewForm(request.POST or None, initial={"review": instrument.review})
    if request.method == "POST" and form.is_valid():
        services.set_review(actor=actor, instrument=instrument, review=form.cleaned_data["review"])
        messages.success(request, _("Saved."))
        return redirect("sources:record", instrument.key)
    title = _("State of the review")
    return _form_page(request, form, title, crumbs_of(instrument, title))
