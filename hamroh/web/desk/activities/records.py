"""The page of one activity."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from hamroh.commons.activities import selectors
from hamroh.commons.activities.models import Activity, ActivityPlace
from hamroh.commons.indicators.areas import area_name
from hamroh.formats.iati import records as r
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.places.models import CodeScheme, PlaceCode
from hamroh.web.components.records import Crumb, Fact, Happening
from hamroh.web.desk import timeline
from hamroh.web.desk.activities import achievements, finances, relations, standing, words
from hamroh.web.desk.activities.lists import iati_file
from hamroh.web.desk.activities.whereabouts import map_of
from hamroh.web.permissions import page

MOST_EVENTS = 20
# IATI code list DescriptionType, in our words.
KINDS_OF_DESCRIPTION = {
    "2": gettext_noop("Objectives"),
    "3": gettext_noop("Target groups"),
    "4": gettext_noop("Note"),
}
DATES = {
    "1": gettext_noop("Planned start"),
    "2": gettext_noop("Actual start"),
    "3": gettext_noop("Planned end"),
    "4": gettext_noop("Actual end"),
}


def visible(request: HttpRequest) -> QuerySet[Activity]:
    """The activities the reader may see."""
    return selectors.visible_to(None, request.acting.actor)  # type: ignore[attr-defined]


@require_safe
@page("activities.view_public")
def by_identifier(request: HttpRequest, identifier: str) -> HttpResponse:
    """An activity under its IATI identifier, as other systems know it."""
    found = get_object_or_404(visible(request), iati_identifier=identifier)
    return redirect("activities:record", found.pk)


@require_safe
@page("activities.view_public")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, who does it, where, when, with whose money, and what came of it."""
    acting = request.acting  # type: ignore[attr-defined]
    activity = get_object_or_404(visible(request).select_related("reporting_organisation"), pk=pk)
    whole = selectors.record_of(activity)
    signed_in = bool(acting.may("activities.view"))
    owner = activity.reporting_organisation_id
    context: dict[str, Any] = {
        "activity": activity,
        "crumbs": crumbs_of(activity),
        "tone": standing.tone_of(activity),
        "stages": standing.stages_of(activity),
        "next_step": standing.next_step(activity),
        "facts": facts_of(activity, whole),
        "descriptions": _descriptions(whole),
        "sums": finances.sums_of(activity),
        "budgets": finances.budget_lines(whole),
        "planned": finances.planned_lines(whole),
        "transactions": finances.transaction_lines(whole, all_of_them="transactions" in request.GET),
        "more_transactions": 0 if "transactions" in request.GET else finances.more_transactions(whole),
        "results": achievements.results_of(whole),
        "partners": relations.partners_of(activity),
        "related": relations.related_of(activity, acting.actor),
        "sectors": relations.sectors_of(whole),
        "markers": relations.markers_of(whole),
        "tags": relations.tags_of(whole),
        "papers": relations.papers_of(whole),
        "contacts": relations.contact_lines(whole),
        "places": _places(activity),
        "where": _countries(whole),
        "map": map_of({one.place_id for one in activity.places.all()}, title=_("Where it works")),
        "signed_in": signed_in,
        "events": history_of(activity) if signed_in else (),
        "may_change": acting.may("activities.change", organisation_id=owner),
        "may_publish": acting.may("activities.publish", organisation_id=owner),
    }
    return render(request, "desk/activities/record.html", context)


@require_safe
@page("activities.export")
def export_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The activity as an IATI 2.03 file."""
    activity = get_object_or_404(visible(request), pk=pk)
    return iati_file(request, Activity.objects.filter(pk=activity.pk), f"activity-{activity.pk}.xml")


def crumbs_of(activity: Activity, *more: str) -> list[Crumb]:
    """The way to a page of the activity; `more` are the steps below its record."""
    first = Crumb(label=_("Activities"), href=reverse("activities:register"))
    here = reverse("activities:record", args=[activity.pk]) if more else ""
    # Foreign titles would stand unmarked here; the identifier belongs to no language.
    picked = pick(activity.titles)
    name = picked.text if picked.text and not picked.fallback else activity.iati_identifier
    return [first, Crumb(label=name, href=here), *(Crumb(label=label) for label in more)]


def facts_of(activity: Activity, whole: r.Activity) -> list[Fact]:
    """Identifier, dates, theme, and for staff who may see it."""
    reporter = activity.reporting_organisation
    name = pick(reporter.names)
    days = {one.type: one.iso_date for one in reversed(whole.activity_dates)}
    scope, scope_language = words.code_label("ActivityScope", whole.activity_scope)
    facts = [
        Fact(label=_("Reported by"), value=str(reporter), language=name.lang if reporter.names else "",
             href=reverse("organisations:record", args=[reporter.pk])),
        Fact(label=_("Thematic area"), value=activity.theme_label),
        *(Fact(label=_(label), value=days.get(code)) for code, label in DATES.items() if code in days),
        Fact(label=_("Scope"), value=scope, language=scope_language),
        Fact(label=_("IATI identifier"), value=activity.iati_identifier),
        Fact(label=_("Other identifiers"), value=", ".join(one.ref or "" for one in whole.other_identifiers)),
        Fact(label=_("Humanitarian"), value={True: _("yes"), False: _("no"), None: ""}[activity.humanitarian]),
        Fact(label=_("Visible to"), value=activity.get_visibility_display()),
        Fact(label=_("Updated by the publisher"), value=whole.last_updated_datetime),
    ]  # fmt: skip
    return [fact for fact in facts if fact.value not in (None, "")]


def _descriptions(whole: r.Activity) -> list[tuple[str, Any]]:
    return [
        (
            _(KINDS_OF_DESCRIPTION[one.type]) if one.type in KINDS_OF_DESCRIPTION else "",
            words.texts(one.narratives, whole.lang),
        )
        for one in whole.descriptions
        if one.narratives
    ]


def _places(activity: Activity) -> QuerySet[ActivityPlace]:
    return activity.places.select_related("place__parent").order_by("place__level", "place__slug")


def _countries(whole: r.Activity) -> list[relations.Labelled]:
    """Recipient countries and regions of the world with their shares."""
    alpha3 = dict(
        PlaceCode.objects.filter(
            scheme=CodeScheme.ISO_3166_1_ALPHA_2,
            code__in=[(one.code or "").upper() for one in whole.recipient_countries],
        ).values_list("code", "place__country")
    )
    found = []
    for country in whole.recipient_countries:
        known = alpha3.get((country.code or "").upper())
        label, language = (area_name(known), "") if known else words.code_label("Country", country.code)
        names = words.texts(country.narratives, whole.lang) if not known else {}
        found.append(relations.Labelled(country.code or "", names or {language: label}, _share(country.percentage)))
    for region in whole.recipient_regions:
        label, language = words.code_label("Region", region.code)
        names = words.texts(region.narratives, whole.lang)
        found.append(relations.Labelled(region.code or "", names or {language: label}, _share(region.percentage)))
    return found


def _share(percentage: Any) -> str:
    return f"{percentage.normalize():f}" if percentage is not None else ""


def history_of(activity: Activity) -> list[Happening]:
    """What happened to it, with its title as this reader knows it: the ledger holds one language only."""
    entries = list(
        Entry.objects.filter(subject=subject_of(activity)).order_by("-pk").prefetch_related("personal")[:MOST_EVENTS]
    )
    title = relations.title_in(activity)
    return [
        replace(happening, sentence=str(happening.sentence).replace(str(entry.facts.get("title") or title), title))
        for entry, happening in zip(entries, timeline.happenings(entries), strict=True)
    ]
