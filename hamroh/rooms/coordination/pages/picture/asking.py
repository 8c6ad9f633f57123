"""What a page of the picture is asked for: read from the address, kept in every link from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

import django_filters
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamroh.commons.indicators.areas import area_name
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.places.models import Level, Place
from hamroh.web.components.choices import MarkedSelect, WrittenSelect, spoken
from hamroh.web.components.filtering import Chip, chips_of
from hamroh.web.desk.activities.filters import OrganisationField, organisation_ids

from ...codes.lists import STATUSES
from ...codes.themes import SCHEMES
from ...models import Round
from ...selectors import rounds
from ...selectors.cube import Picture, picture_of
from ...selectors.drill import Behind, behind
from ...selectors.scope import NATIONAL, NO_THEME, UNRESOLVED, Scope, Spot, may_see_latest, round_of, scheme_in

ALONE = ".whole"
WHOLE_COUNTRY, NOT_RECOGNISED = "whole-country", "not-recognised"
ROLE_LABELS = {
    "donor": _("Donor"),
    "programming": _("Programming partner"),
    "implementing": _("Implementing partner"),
}
WHICH = (("published", _("as published")), ("latest", _("as last reported, not yet published")))


class PictureForm(forms.Form):
    """What the picture is filtered by. Everything is optional."""

    which = forms.ChoiceField(label=_("Reports"), choices=WHICH, required=False, widget=WrittenSelect)
    place = forms.ChoiceField(label=_("Place"), required=False, widget=MarkedSelect)
    theme = forms.ChoiceField(label=_("Thematic area"), required=False, widget=WrittenSelect)
    status = forms.ChoiceField(label=_("Status"), required=False, widget=WrittenSelect)
    role = forms.ChoiceField(label=_("Role of the organisation"), required=False, widget=WrittenSelect)
    organisation = OrganisationField(
        label=_("Organisation"), required=False, max_length=200,
        help_text=_("Part of its name in any script, or its identifier."),
    )  # fmt: skip
    partner = OrganisationField(label=_("Together with"), required=False, max_length=10, widget=forms.HiddenInput)
    since = forms.DateField(
        label=_("At work on this day or later"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("At work on this day or before"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, places: Places, scheme: str, latest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not latest:
            del self.fields["which"]
        self._choose("place", _("everywhere"), places.choices)
        self._choose("theme", _("all"), [*SCHEMES[scheme].choices, (NO_THEME, _("without thematic area"))])
        self._choose("status", _("all but cancelled"), STATUSES.choices)
        self._choose("role", _("at work: programming or implementing"), ROLE_LABELS.items())

    def _choose(self, name: str, otherwise: Any, choices: Any) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", otherwise), *choices]

    def clean_partner(self) -> int | None:
        """The number of an organisation: it comes from a link, never from typing."""
        given = self.cleaned_data["partner"]
        if given and not (given.isascii() and given.isdigit()):
            raise forms.ValidationError(_("An organisation is meant by its number here."))
        return int(given) if given else None


class Places:
    """The regions and districts of a country, read once for a page."""

    def __init__(self, country: str) -> None:
        found = Place.objects.filter(country=country, level__lte=Level.DISTRICT, valid_to=None)
        places = list(found.only("slug", "level", "parent_id", "names", "pcode").order_by("level", "slug"))
        self.country = next((one for one in places if one.level == Level.COUNTRY), None)
        self.regions = [one for one in places if one.level == Level.REGION]
        self.districts: dict[int, list[Place]] = {region.pk: [] for region in self.regions}
        for one in places:
            if one.level == Level.DISTRICT and one.parent_id in self.districts:
                self.districts[one.parent_id].append(one)
        self.by_pk = {one.pk: one for one in places}
        self._by_slug = {one.slug: one for one in places}

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """Regions with their districts, then what stands in none of them."""
        choices: list[tuple[str, Any]] = []
        for region in self.regions:
            below = [(one.slug, spoken(one.names, one.slug)) for one in self.districts[region.pk]]
            alone = (f"{region.slug}{ALONE}", _("known of the whole region only"))
            inside = [(region.slug, spoken(region.names, region.slug)), *sorted(below, key=lambda one: one[1]), alone]
            choices.append((region.name, inside))
        return [*choices, (WHOLE_COUNTRY, _("whole country")), (NOT_RECOGNISED, _("place not recognised"))]

    def spot(self, key: str) -> Spot | None:
        """The place meant by a key of the address."""
        if key in (WHOLE_COUNTRY, NOT_RECOGNISED):
            return Spot(NATIONAL if key == WHOLE_COUNTRY else UNRESOLVED)
        place = self._by_slug.get(key.removesuffix(ALONE))
        if place is None or place.level == Level.COUNTRY:
            return None
        if place.level == Level.DISTRICT and place.parent_id is not None:
            return Spot(place.parent_id, place.pk)
        return Spot(place.pk, alone=key.endswith(ALONE))

    def key_of(self, region: int, district: int | None = None) -> str:
        """The key in the address of a region (district None), of one of its districts, or of it alone (0)."""
        if region in (NATIONAL, UNRESOLVED):
            return WHOLE_COUNTRY if region == NATIONAL else NOT_RECOGNISED
        place = self.by_pk.get(district or region)
        if place is None:
            return ""
        return f"{place.slug}{ALONE}" if district == 0 else place.slug


@dataclass
class Asked:
    """One question to the picture. `form` with faults in it asks for nothing."""

    request: HttpRequest
    viewer: Actor
    country: str
    countries: tuple[str, ...]
    places: Places
    form: PictureForm
    scope: Scope
    of_round: Round | None
    scheme: str
    theme: str = ""
    status: str = ""
    place: str = ""
    spot: Spot | None = None
    given: dict[str, str] = field(default_factory=dict)

    @cached_property
    def picture(self) -> Picture:
        """The rows that it asks about."""
        return picture_of(self.viewer, self.scope, self.status)

    @property
    def rows(self) -> Behind:
        """The rows behind its place and thematic area."""
        return behind(self.picture, theme=self.theme, spot=self.spot)

    @property
    def latest(self) -> bool:
        """Whether reports are shown that nobody published yet."""
        return self.scope.which == "latest"

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force, each with the address that takes it off."""
        shown = cast(django_filters.FilterSet, SimpleNamespace(form=self.form))
        return chips_of(shown, self.request.GET, lambda name, _value: self.here(**{name: ""}))

    def here(self, **changes: str) -> str:
        """The query of this page with parameters changed ("" takes one off), back at its first page."""
        kept = {name: str(one) for name, one in self.request.GET.items() if name != "page"}
        return _query({**kept, **changes})

    def link(self, name: str, **changes: str) -> str:
        """The address of another page of the picture that asks the same, but for the changes."""
        return reverse(f"coordination:{name}") + _query({**self.given, **changes})

    def form_again(self, ids: str) -> PictureForm:
        """The same form for a second place of the page, with ids of its own."""
        latest = "which" in self.form.fields
        return PictureForm(self.request.GET, auto_id=ids, places=self.places, scheme=self.scheme, latest=latest)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Parameters that the form of filters must carry along."""
        return [(name, str(one)) for name, one in self.request.GET.items() if name not in self.form.fields and one]


def _query(parameters: dict[str, str]) -> str:
    kept = [(name, value) for name, value in parameters.items() if value]
    return f"?{urlencode(kept)}" if kept else ""


def countries_for(viewer: Actor) -> tuple[str, ...]:
    """The countries that the viewer may look at: the installation's own first, then those that have a round."""
    shown = rounds.visible_to(viewer).order_by("country").values_list("country", flat=True).distinct()
    return tuple(dict.fromkeys([settings.HAMROH_COUNTRY, *shown]))


def country_of(request: HttpRequest, known: tuple[str, ...]) -> str:
    """The country of a page. Raises Http404 for one that has nothing to show."""
    country = request.GET.get("country", "") or settings.HAMROH_COUNTRY
    if country not in known:
        raise Http404
    return country


def asked(request: HttpRequest) -> Asked:
    """The question that an address asks. Raises Http404 for a country that has nothing to show."""
    viewer = request.acting.actor  # type: ignore[attr-defined]
    known = countries_for(viewer)
    country = country_of(request, known)
    latest = may_see_latest(viewer)
    wants_latest = latest and request.GET.get("which") == "latest"
    scope = Scope(country, "latest" if wants_latest else "published")
    of_round = round_of(scope)
    scheme = scheme_in(scope, of_round)
    places = Places(country)
    form = PictureForm(request.GET, places=places, scheme=scheme, latest=latest)
    found = form.cleaned_data if form.is_valid() else {}
    body = found.get("organisation", "").strip()
    scope = replace(
        scope,
        organisations=tuple(organisation_ids(body)) if body else None,
        role=found.get("role", ""),
        partner=found.get("partner"),
        since=found.get("since"),
        until=found.get("until"),
    )
    given = {name: request.GET.get(name, "") for name in ("country", *form.fields)}
    place = found.get("place", "")
    return Asked(
        request, viewer, country, known, places, form, scope, of_round, scheme, found.get("theme", ""),
        found.get("status", ""), place, places.spot(place) if place else None, given,
    )  # fmt: skip


def country_links(known: tuple[str, ...], current: str) -> list[tuple[str, str, bool]]:
    """(name, query, whether it is this one) of each country; nothing when there is no choice."""
    if len(known) < 2:
        return []
    return [(area_name(code), _query({"country": code}), code == current) for code in known]
