"""Where an activity works, as its partner enters it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hamroh.commons.activities import services
from hamroh.commons.activities.services import PlaceShare
from hamroh.kernel.places.models import Place
from hamroh.web.components.choices import MarkedSelect
from hamroh.web.desk.activities.editing import FAULTS, posted, to_change
from hamroh.web.desk.activities.filters import place_choices
from hamroh.web.desk.activities.records import crumbs_of
from hamroh.web.permissions import page

EXTRA_ROWS, MOST_ROWS = 3, 100


def choices() -> list[tuple[str, Any]]:
    """The places of the country, with an empty line first."""
    return [("", "–"), *place_choices()]


class PlaceForm(forms.Form):
    """One place with its share. No place takes the line off."""

    place = forms.ChoiceField(label=gettext_lazy("Place"), choices=choices, required=False, widget=MarkedSelect)
    percentage = forms.DecimalField(
        label=gettext_lazy("Share, per cent"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
    )


Places = forms.formset_factory(PlaceForm, extra=EXTRA_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + EXTRA_ROWS)


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the places."""
    activity = to_change(request, pk)
    known = activity.places.select_related("place").order_by("pk")
    initial = [{"place": one.place.slug, "percentage": one.percentage} for one in known]
    rows = Places(posted(request), initial=initial)
    problem = ""
    if request.method == "POST" and rows.is_valid():
        try:
            services.set_places(actor=request.acting.actor, activity=activity, shares=_shares(rows.cleaned_data))  # type: ignore[attr-defined]
        except FAULTS as fault:
            problem = str(fault)
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:record", activity.pk)
    title = _("Where it works")
    context = {
        "activity": activity, "rows": rows, "problem": problem, "title": title, "crumbs": crumbs_of(activity, title),
        "hint": _("The shares of all places add up to 100, or none is given. Choose the whole country or a region when "
                  "the districts are not known."),
    }  # fmt: skip
    return render(request, "desk/activities/rows.html", context)


def _shares(lines: list[dict[str, Any]]) -> list[PlaceShare]:
    wanted = [(line["place"], line.get("percentage")) for line in lines if line.get("place")]
    slugs = [slug for slug, _share in wanted]
    known = {one.slug: one for one in Place.objects.filter(country=settings.HAMROH_COUNTRY, slug__in=slugs)}
    return [PlaceShare(known[slug], share) for slug, share in wanted if slug in known]
