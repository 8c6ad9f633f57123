"""Filters of the list of activities."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hamroh.commons.activities import selectors, themes
from hamroh.commons.activities.models import Activity, OrganisationRole, State, Status, Visibility
from hamroh.kernel.languages.folding import fold, fold_name
from hamroh.kernel.organisations.models import Organisation, OrganisationAlias
from hamroh.kernel.places.models import Level, Place
from hamroh.web.components.choices import MarkedSelect, spoken

MOST_WORDS, LONGEST_WORD = 6, 60
NO_THEME = "none"


def theme_choices() -> list[tuple[str, Any]]:
    """The thematic areas, and those without any."""
    return [*themes.CHOICES, (NO_THEME, _("none yet"))]


def place_choices() -> list[tuple[str, Any]]:
    """The country, its regions, and below each region its districts."""
    places = Place.objects.filter(country=settings.HAMROH_COUNTRY, level__lte=Level.DISTRICT, valid_to=None)
    known = list(places.only("slug", "level", "parent_id", "names").order_by("level", "slug"))
    districts: dict[int | None, list[Place]] = {}
    for place in known:
        if place.level == Level.DISTRICT:
            districts.setdefault(place.parent_id, []).append(place)
    choices: list[tuple[str, Any]] = [
        (one.slug, spoken(one.names, one.slug)) for one in known if one.level == Level.COUNTRY
    ]
    for region in (one for one in known if one.level == Level.REGION):
        below = sorted(
            ((one.slug, spoken(one.names, one.slug)) for one in districts.get(region.pk, ())), key=lambda pair: pair[1]
        )
        choices.append((region.name, [(region.slug, spoken(region.names, region.slug)), *below]))
    return choices


class OrganisationField(forms.CharField):
    """Part of a name, an identifier, or the organisation's number here, which a chip shows as its name."""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Names by number, read only when a chip is shown."""
        return [(str(one.pk), str(one)) for one in Organisation.objects.only("pk", "names", "org_id")]


class OrganisationFilter(django_filters.CharFilter):
    """By an organisation that reports the activity or takes part in it."""

    field_class = OrganisationField


class ActivityFilter(django_filters.FilterSet):
    """By words, status, theme, place, organisation, sector and time."""

    q = django_filters.CharFilter(label=_("Words in the title, or identifier"), method="worded", max_length=300)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices, field_name="activity_status")
    theme = django_filters.ChoiceFilter(label=_("Thematic area"), choices=theme_choices, method="in_theme")
    place = django_filters.ChoiceFilter(label=_("Place"), choices=place_choices, method="at", widget=MarkedSelect)
    organisation = OrganisationFilter(
        label=_("Organisation"), method="of_organisation", max_length=200,
        help_text=_("Part of its name in any script, or its identifier."),
    )  # fmt: skip
    role = django_filters.ChoiceFilter(
        label=_("Role of the organisation"), choices=OrganisationRole.choices, method="in_role"
    )
    sector = django_filters.CharFilter(
        label=_("Sector code"), method="in_sector", max_length=20, help_text=_("OECD DAC, for example 15190.")
    )
    after = django_filters.DateFilter(
        label=_("Still going on after"), method="going_after", widget=forms.DateInput(attrs={"type": "date"})
    )
    before = django_filters.DateFilter(
        label=_("Begun before"), field_name="start", lookup_expr="lte", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Activity
        fields: list[str] = []

    def worded(self, activities: QuerySet[Activity], name: str, text: str) -> QuerySet[Activity]:
        """Those whose title has every word, in any of its languages, or whose identifier has the text."""
        condition = Q()
        for word in text.split()[:MOST_WORDS]:
            condition &= _titled(word[:LONGEST_WORD])
        return activities.filter(condition | Q(iati_identifier__icontains=text.strip()[:LONGEST_WORD]))

    def in_theme(self, activities: QuerySet[Activity], name: str, key: str) -> QuerySet[Activity]:
        """Those of a thematic area, or of none."""
        return activities.filter(theme="" if key == NO_THEME else key)

    def at(self, activities: QuerySet[Activity], name: str, slug: str) -> QuerySet[Activity]:
        """Those at a place or below it."""
        place = Place.objects.filter(country=settings.HAMROH_COUNTRY, slug=slug).first()
        return selectors.at_place(activities, place) if place else activities.none()

    def of_organisation(self, activities: QuerySet[Activity], name: str, text: str) -> QuerySet[Activity]:
        """Those that an organisation reports or takes part in; with a role chosen, takes part in so."""
        found = organisation_ids(text)
        role = self.form.cleaned_data.get("role") or ""
        part = Q(participating_orgs__organisation__in=found)
        if role:
            return activities.filter(pk__in=Activity.objects.filter(part, participating_orgs__role=role).values("pk"))
        taking_part = Activity.objects.filter(part).values("pk")
        return activities.filter(Q(reporting_organisation__in=found) | Q(pk__in=taking_part))

    def in_role(self, activities: QuerySet[Activity], name: str, role: str) -> QuerySet[Activity]:
        """Only together with an organisation: alone it would name every activity."""
        return activities

    def in_sector(self, activities: QuerySet[Activity], name: str, code: str) -> QuerySet[Activity]:
        """Those with a sector, of the activity itself or of one of its transactions."""
        wanted = code.strip()
        own = Q(pk__in=Activity.objects.filter(sectors__code=wanted).values("pk"))
        return activities.filter(
            own | Q(pk__in=Activity.objects.filter(transactions__sectors__code=wanted).values("pk"))
        )

    def going_after(self, activities: QuerySet[Activity], name: str, day: Any) -> QuerySet[Activity]:
        """Those that end later, or of which no end is known."""
        return activities.filter(Q(end__gte=day) | Q(end=None))


class StaffActivityFilter(ActivityFilter):
    """What those who signed in may ask besides."""

    state = django_filters.ChoiceFilter(label=_("Editing state"), choices=State.choices)
    visibility = django_filters.ChoiceFilter(label=_("Visible to"), choices=Visibility.choices)


def organisation_ids(text: str) -> list[int]:
    """The organisations meant by a number, an identifier or a part of a name."""
    wanted = text.strip()
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        return [int(wanted)]
    folded = fold_name(wanted)
    ids = set(Organisation.objects.filter(org_id__iexact=wanted).values_list("pk", flat=True))
    if folded:
        ids |= set(OrganisationAlias.objects.filter(folded__contains=folded).values_list("organisation_id", flat=True))
    return sorted(ids)


def _titled(word: str) -> Q:
    """The database compares Latin letters without regard to case, others as they stand: the usual cases are tried."""
    condition = Q(title_fold__contains=fold(word))
    for form in {word, word.lower(), word.capitalize(), word.upper()}:
        condition |= Q(title__icontains=form)
    return condition
