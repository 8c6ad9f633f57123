"""The register of places and the page of one, read by everybody."""

from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.activities import selectors as activities
from hamroh.commons.activities.models import OrganisationRole, Participation, State, Status
from hamroh.kernel.languages.text import pick
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.selectors import staff_by_duty_station
from hamroh.kernel.places.models import Level, NameKind, Place, PlaceKind
from hamroh.kernel.places.selectors import find
from hamroh.web.components.records import Crumb, Fact, Figure
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk.activities.columns import title_of
from hamroh.web.desk.activities.whereabouts import map_of
from hamroh.web.desk.exports import export_register
from hamroh.web.permissions import page

MOST_FOUND, ACTIVITIES_SHOWN, BODIES_SHOWN = 60, 10, 30


def region_choices() -> list[tuple[str, str]]:
    """The regions of the country."""
    regions = Place.objects.filter(country=settings.HAMROH_COUNTRY, level=Level.REGION).order_by("slug")
    return [(region.slug, region.name) for region in regions]


class PlaceFilter(django_filters.FilterSet):
    """By any name or code, kind and region."""

    q = django_filters.CharFilter(
        label=gettext_lazy("Name or code"), method="named", max_length=200,
        help_text=gettext_lazy("Today's name, a former one, another spelling, in any script; or a code."),
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=PlaceKind.choices)
    region = django_filters.ChoiceFilter(label=gettext_lazy("Region"), choices=region_choices, method="within")

    class Meta:
        model = Place
        fields: list[str] = []

    def named(self, places: QuerySet[Place], name: str, text: str) -> QuerySet[Place]:
        """Those that the text may mean."""
        found = find(text, country=settings.HAMROH_COUNTRY, limit=MOST_FOUND)
        return places.filter(pk__in=[one.place.pk for one in found])

    def within(self, places: QuerySet[Place], name: str, slug: str) -> QuerySet[Place]:
        """A region and what lies in it."""
        return places.filter(slug=slug) | places.filter(parent__slug=slug)


def former_names(place: Place) -> str:
    """Names it had before, each once."""
    return ", ".join(dict.fromkeys(one.text for one in place.all_names.all() if one.kind == NameKind.FORMER))


def _named(code: str, label: Any, *, default: bool) -> Column:
    return Column(
        key=f"name_{code}", label=label, value=lambda place: place.names.get(code, ""), language=lambda place: code,
        default=default,
    )  # fmt: skip


COLUMNS = (
    Column(
        key="name", label=gettext_lazy("Place"), value=lambda place: place.name, fixed=True, wide=True,
        language=lambda place: pick(place.names).lang, href=lambda place: reverse("places:record", args=[place.slug]),
    ),
    Column(key="kind", label=gettext_lazy("Kind"), value=lambda place: place.get_kind_display(), sort=("kind",)),
    Column(key="parent", label=gettext_lazy("Part of"), value=lambda place: place.parent.name if place.parent else ""),
    Column(key="pcode", label=gettext_lazy("P-code"), value=lambda place: place.pcode or "–", sort=("pcode",)),
    Column(key="iso3166_2", label=gettext_lazy("ISO 3166-2"), value=lambda place: place.iso3166_2 or "–", default=False,
           sort=("iso3166_2",)),
    _named("tg", gettext_lazy("Tajik name"), default=True),
    _named("ru", gettext_lazy("Russian name"), default=True),
    _named("en", gettext_lazy("English name"), default=True),
    _named("zh", gettext_lazy("Chinese name"), default=False),
    Column(key="former", label=gettext_lazy("Former names"), value=former_names, language=lambda place: "mul"),
    Column(key="lat", label=gettext_lazy("Latitude"), numeric=True, default=False),
    Column(key="lon", label=gettext_lazy("Longitude"), numeric=True, default=False),
)  # fmt: skip


def places_of(request: HttpRequest) -> Register:
    """The list that this address asks for."""
    found = Place.objects.filter(country=settings.HAMROH_COUNTRY, valid_to=None)
    return Register(
        request=request,
        queryset=found.select_related("parent").prefetch_related("all_names"),
        columns=COLUMNS,
        caption=gettext_lazy("Places"),
        filters=PlaceFilter,
        ordering=("level", "parent__slug", "slug"),
        page_size=100,
        empty=Empty(
            title=gettext_lazy("No places are loaded"),
            text=gettext_lazy("The reference table of the country is loaded when the product is set up."),
        ),
        export_href=reverse("places:export"),
    )


@require_safe
@page("places.view")
def register(request: HttpRequest) -> HttpResponse:
    """The country, its regions and districts."""
    return render(request, "desk/places/register.html", {"register": places_of(request)})


@require_safe
@page("places.view")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return export_register(request, places_of(request))


@require_safe
@page("places.view")
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """One place: where it is, its names and codes, who works here on what."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    known = Place.objects.filter(country=settings.HAMROH_COUNTRY).select_related("parent__parent")
    place = get_object_or_404(known, slug=slug)
    here = activities.for_place(place, actor).filter(state=State.PUBLISHED)
    ongoing = here.filter(activity_status=Status.IMPLEMENTATION)
    listed = list(here.select_related("reporting_organisation").order_by("-start", "-pk")[:ACTIVITIES_SHOWN])
    bodies = _bodies(ongoing)
    address = f"{reverse('activities:register')}?place={place.slug}&state=published"
    context: dict[str, Any] = {
        "place": place,
        "crumbs": _crumbs(place),
        "facts": _facts(place),
        "names": place.all_names.order_by("kind", "language", "text"),
        "parts": place.children.filter(valid_to=None).order_by("slug"),
        "map": map_of({place.pk}, title=_("Where it is")) if place.level else None,
        "figures": [
            Figure(
                label=_("Active activities"), value=ongoing.count(), href=f"{address}&status={Status.IMPLEMENTATION}"
            ),
            Figure(label=_("Organisations at work"), value=len(bodies)),
            Figure(label=_("Staff with their duty station here"), value=_staff(place)),
        ],
        "activities": [(one, title_of(one)) for one in listed],
        "all_activities": address,
        "bodies": bodies[:BODIES_SHOWN],
        "more_bodies": max(0, len(bodies) - BODIES_SHOWN),
    }
    return render(request, "desk/places/record.html", context)


def _crumbs(place: Place) -> list[Crumb]:
    above = []
    upper = place.parent
    while upper is not None:
        above.append(Crumb(label=upper.name, href=reverse("places:record", args=[upper.slug])))
        upper = upper.parent
    return [Crumb(label=_("Places"), href=reverse("places:register")), *reversed(above), Crumb(label=place.name)]


def _facts(place: Place) -> list[Fact]:
    facts = [Fact(label=_("Kind"), value=place.get_kind_display())]
    facts += [Fact(label=code.get_scheme_display(), value=code.code) for code in place.codes.order_by("scheme", "code")]
    if place.lat is not None and place.lon is not None:
        centre = f"{place.lat:.3f}, {place.lon:.3f}"
        facts.append(Fact(label=_("Centre (latitude, longitude)"), value=centre))
    return facts


def _bodies(ongoing: QuerySet[Any]) -> list[Organisation]:
    """Who reports or implements what is going on here."""
    ids = ongoing.order_by().values("pk")
    reporting = ongoing.order_by().values("reporting_organisation")
    doing = Participation.objects.filter(activity__in=ids, role=OrganisationRole.IMPLEMENTING).values("organisation")
    found = Organisation.objects.filter(pk__in=reporting) | Organisation.objects.filter(pk__in=doing)
    return list(found.only("names", "org_id").distinct().order_by("pk"))


def _staff(place: Place) -> int:
    """Staff at the place or below it."""
    within = {place.pk, *Place.objects.filter(parent=place).values_list("pk", flat=True)}
    if place.level == Level.COUNTRY:
        within |= set(Place.objects.filter(parent__parent=place).values_list("pk", flat=True))
    return sum(staff for place, staff in staff_by_duty_station() if place in within)
