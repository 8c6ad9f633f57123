"""Probable duplicates: the list, joining two into one, undoing it, and marking a pair as different."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.organisations import services
from hamroh.kernel.organisations.models import Organisation, OrganisationMerge
from hamroh.kernel.organisations.proposals import MOST_BODIES, probable_duplicates
from hamroh.kernel.organisations.services import MergeRefused
from hamroh.kernel.organisations.services.merging import refusal
from hamroh.web.components.choices import MarkedSelect
from hamroh.web.components.records import Crumb
from hamroh.web.desk.organisations.pairs import kinds_to_move, pairs_of, sides_of
from hamroh.web.desk.organisations.records import crumbs_of
from hamroh.web.permissions import page

PAIRS_ON_PAGE = 15
LONGEST_REASON = 500


class SearchForm(forms.Form):
    """Pairs with a word in one of their names."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)


class ReasonForm(forms.Form):
    """Why two entries are one body."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("For the ledger, for example: the same letterhead and telephone."),
    )


class JoinForm(forms.Form):
    """The other entry of the same body."""

    other = forms.ModelChoiceField(
        label=gettext_lazy("The other entry of the same organisation"),
        queryset=Organisation.objects.none(),
        widget=MarkedSelect,
        help_text=gettext_lazy("Its records will name this organisation. You see first what will move."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(pk=organisation.pk)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


@require_safe
@page("organisations.merge")
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that are probably one, likeliest first."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = probable_duplicates(viewer=actor)
    if wanted := fold_name(text):
        named = Organisation.objects.filter(aliases__folded__contains=wanted).values_list("pk", flat=True)
        ids = set(named)
        found = [pair for pair in found if pair.one in ids or pair.other in ids]
    pages = Paginator(found, PAIRS_ON_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "pairs": pairs_of(list(shown.object_list), actor),
        "shown": shown,
        "count": len(found),
        "form": form,
        "searched": bool(text),
        "query": urlencode({"q": text}) if text else "",
        "most": MOST_BODIES if Organisation.objects.count() > MOST_BODIES else None,
        "crumbs": _crumbs(),
    }
    return render(request, "desk/organisations/duplicates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.merge")
def merge(request: HttpRequest, kept: int, gone: int) -> HttpResponse:
    """What would move; on the button it does."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    sides = sides_of({kept, gone}, actor)
    if kept not in sides or gone not in sides:
        return _already_joined(request, kept, gone)
    one, other = sides[kept].organisation, sides[gone].organisation
    why = refusal(one, other)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.merge_organisations(actor=actor, kept=one, gone=other, reason=form.cleaned_data["reason"])
        except MergeRefused as refused:
            why = str(refused)
        else:
            messages.success(request, _("The two entries are one now. You can undo it on this page."))
            return redirect("organisations:record", one.pk)
    context = {
        "kept": sides[kept],
        "gone": sides[gone],
        "moving": [] if why else kinds_to_move(one, other),
        "why": why,
        "form": form,
        "crumbs": [*_crumbs(linked=True), Crumb(label=_("Join two entries"))],
    }
    return render(
        request, "desk/organisations/merge.html", context, status=409 if why and request.method == "POST" else 200
    )


def _already_joined(request: HttpRequest, *ids: int) -> HttpResponse:
    # Two officers worked on the same list: the second is told, and sees what became of it.
    bodies = Organisation.everything.select_related("merged_into").in_bulk(ids)
    if len(bodies) < len(set(ids)):
        raise Http404
    gone = next(body for body in bodies.values() if body.merged_into_id is not None)
    messages.info(request, refusal(gone, next(body for body in bodies.values() if body != gone)))
    return redirect("organisations:duplicates")


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.merge")
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the other entry of an organisation by hand: no list of likely pairs knows them all."""
    organisation = get_object_or_404(Organisation.objects.all(), pk=pk)
    form = JoinForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        return redirect("organisations:merge", organisation.pk, form.cleaned_data["other"].pk)
    title = _("Join another entry into this one")
    context = {"form": form, "crumbs": crumbs_of(organisation, title), "title": title, "button": _("Go on")}
    return render(request, "desk/organisations/form.html", context)


@require_POST
@page("organisations.merge")
def different(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """These two are different: never ask again."""
    bodies = Organisation.objects.in_bulk([one, other])
    if len(bodies) < len({one, other}):
        return _already_joined(request, one, other)
    try:
        services.mark_different(
            actor=request.acting.actor,  # type: ignore[attr-defined]
            one=bodies[one],
            other=bodies[other],
        )
    except MergeRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Marked as different. The pair is not proposed again."))
    return redirect("organisations:duplicates")


@require_POST
@page("organisations.merge")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Part two entries again, in one step."""
    found = get_object_or_404(OrganisationMerge.objects.select_related("kept", "gone"), pk=pk)
    try:
        services.undo_merge(actor=request.acting.actor, merge=found)  # type: ignore[attr-defined]
    except MergeRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The two entries stand apart again, as before."))
    return redirect("organisations:record", found.kept_id)


def _crumbs(*, linked: bool = False) -> list[Crumb]:
    return [
        Crumb(label=_("Organisations"), href=reverse("organisations:register")),
        Crumb(label=_("Probable duplicates"), href=reverse("organisations:duplicates") if linked else ""),
    ]
