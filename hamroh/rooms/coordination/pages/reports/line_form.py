"""The form of one line. Fields are called as in `fields.FIELDS`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.languages.text import pick
from hamroh.kernel.organisations.matching import OrganisationKey, resolve
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.organisations.selectors import by_org_id
from hamroh.kernel.places.models import Level, Place
from hamroh.web.components.choices import MarkedSelect, Spoken, spoken
from hamroh.web.desk.activities.forms import CurrencyField, DayField

from ...codes.entries import CodeList
from ...codes.lists import MEASURES, STATUSES, VISIBILITIES
from ...codes.services import SERVICES
from ...codes.themes import MIGRATION, SCHEMES
from ...fields import BY_KEY
from ...models import Line, Reporter
from ...saying import by_sex, theme_of
from ...values import LineValues, values_of

BODIES = ("donor", "programming", "implementing")
# Words of a file about its place: void once a place is chosen here.
_PLACE_WORDS = frozenset({"adm1", "adm2", "adm3", "adm1_code", "adm2_code", "adm3_code", "place", "pcode"})
MOST_OFFERED = 400
MOST_PEOPLE = 10**9


def _label(key: str) -> Any:
    return BY_KEY[key].label


def _hint(key: str) -> Any:
    return BY_KEY[key].hint


def _count(key: str) -> forms.IntegerField:
    return forms.IntegerField(label=_label(key), required=False, min_value=0, max_value=MOST_PEOPLE)


def _body(key: str) -> forms.CharField:
    return forms.CharField(
        label=_label(key), required=False, max_length=300, help_text=_hint(key),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )  # fmt: skip


class LineForm(forms.Form):
    """Who does what, where, when, for whom, with what money. A name that nobody here has stays as it is written."""

    programming = _body("programming")
    implementing = _body("implementing")
    donor = _body("donor")
    theme = forms.ChoiceField(label=_label("theme"))
    service = forms.ChoiceField(label=_label("service"), required=False)
    service_words = forms.CharField(
        label=gettext_lazy("Kind of work, in your own words"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("If none of the list fits."),
    )
    title = forms.CharField(label=_label("title"), required=False, max_length=500)
    code = forms.CharField(label=_label("code"), required=False, max_length=120)
    place = forms.ChoiceField(
        label=gettext_lazy("Region or district"), required=False, widget=MarkedSelect,
        help_text=gettext_lazy("The smallest area that is known. One line for each district."),
    )  # fmt: skip
    status = forms.ChoiceField(label=_label("status"), choices=[("", "–"), *STATUSES.choices], required=False)
    start = DayField(label=_label("start"), required=False)
    end = DayField(label=_label("end"), required=False)
    targeted_f = _count("targeted_f")
    targeted_m = _count("targeted_m")
    targeted = _count("targeted")
    reached_f = _count("reached_f")
    reached_m = _count("reached_m")
    reached = _count("reached")
    amount = forms.DecimalField(
        label=_label("amount"), required=False, min_value=Decimal(0), max_digits=18, decimal_places=2
    )
    currency = CurrencyField(label=_label("currency"), required=False)
    notes = forms.CharField(
        label=_label("notes"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    visibility = forms.ChoiceField(label=_label("visibility"), choices=VISIBILITIES.choices)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    # Names that were told to be unknown once already: whoever sends them again means them.
    told = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reporter: Reporter, line: Line | None = None, **kwargs: Any) -> None:
        self.reporter, self.line = reporter, line
        self.before = values_of(line) if line is not None else None
        kwargs["initial"] = {**_initial(reporter, line), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        scheme = SCHEMES[reporter.round.scheme]
        choices: dict[str, Any] = {
            "theme": [("", "–"), *scheme.choices, *_of_another_list(line, scheme)],
            "place": places_of(reporter.round.country, line.place if line is not None else None),
            "service": services() if scheme is MIGRATION else [],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if scheme is not MIGRATION:
            del self.fields["service"]

    def clean(self) -> dict[str, Any]:
        """What does not fit together is told at the second of the two fields."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in BODIES):
            self.add_error("programming", _("Say at least which organisation does the work, or plans it."))
        self._tell_unknown_names(cleaned)
        if cleaned.get("start") and cleaned.get("end") and cleaned["start"] > cleaned["end"]:
            self.add_error("end", _("This day comes before the first one."))
        for measure in MEASURES:
            parts = [cleaned.get(f"{measure}_{sex}") or 0 for sex in ("f", "m")]
            total = cleaned.get(measure)
            if total is not None and sum(parts) > total:
                self.add_error(measure, _("This is less than women and men together."))
        if cleaned.get("amount") is not None and not cleaned.get("currency"):
            self.add_error("currency", _("Say in which currency the budget is."))
        return cleaned

    def _tell_unknown_names(self, cleaned: dict[str, Any]) -> None:
        unknown = {
            role: name
            for role in BODIES
            if (name := " ".join(cleaned.get(role, "").split())) and name != self.initial[role]
            if organisation_called(name) is None
        }
        names = "\n".join(sorted(set(unknown.values())))
        if not names or "\n".join(cleaned.get("told", "").splitlines()) == names:
            return
        for role in unknown:
            self.add_error(
                role,
                _("Nobody here is called so. Choose a name of the list; or send it again, then it stays as written."),
            )
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("told")] = names
        self.data = data

    def values(self) -> LineValues:
        """The line as the form says it; what the form did not change stays, with the words of the file."""
        wanted = self.cleaned_data
        before = self.before or LineValues()
        raw = dict(before.raw)
        place = (
            Place.objects.select_related("parent").filter(pk=int(wanted["place"])).first() if wanted["place"] else None
        )
        if (place.pk if place else None) != before.place:
            raw = {key: word for key, word in raw.items() if key not in _PLACE_WORDS}
        if wanted["theme"] != before.theme:
            raw.pop("theme", None)
        taken = {
            **{role: self._body(role, raw) for role in BODIES},
            "theme": wanted["theme"],
            "service": self._service(before, raw),
            **situated(place),
            **{name: wanted[name] for name in ("title", "code", "status", "start", "end", "amount", "currency")},
            **{name: wanted[name] for name in ("notes", "visibility")},
            **self._people(before),
        }
        return msgspec.structs.replace(before, **taken, raw=raw)

    def _body(self, role: str, raw: dict[str, str]) -> int | None:
        text = " ".join(self.cleaned_data[role].split())
        if self.before is not None and text == self.initial[role]:
            return getattr(self.before, role)  # type: ignore[no-any-return]
        raw.pop(role, None)
        found = organisation_called(text)
        if text and found is None:
            raw[role] = text
        return found.pk if found else None

    def _service(self, before: LineValues, raw: dict[str, str]) -> str:
        chosen = self.cleaned_data.get("service", "")
        words = " ".join(self.cleaned_data["service_words"].split())
        if chosen:
            raw.pop("service", None)
            return str(chosen)
        if words == self.initial["service_words"] and before.service not in SERVICES:
            return before.service
        raw.pop("service", None)
        known = SERVICES.find(words) if words and "service" in self.fields else None
        if words and known is None:
            raw["service"] = words
        return known or fold_name(words)[:120]

    def _people(self, before: LineValues) -> dict[str, Any]:
        people: list[Any] = []
        totals: dict[str, int | None] = {}
        for measure in MEASURES:
            parts = {sex: self.cleaned_data[f"{measure}_{sex}"] for sex in ("f", "m")}
            known = [one for one in before.people if one[0] == measure]
            if all(parts[sex] == by_sex(before.people, measure, sex) for sex in parts):
                people += known  # the file said more than this form shows: ages
            else:
                people += [(measure, sex, "", count) for sex, count in parts.items() if count is not None]
                people += [one for one in known if one[1] not in parts]
            total = self.cleaned_data[measure]
            if total is None and any(count is not None for count in parts.values()):
                total = sum(count or 0 for count in parts.values())
            totals[measure] = total
        return {"people": tuple(people), **totals}


def _initial(reporter: Reporter, line: Line | None) -> dict[str, Any]:
    if line is None:
        own = _called(reporter.organisation) if reporter.organisation is not None else ""
        return {
            "programming": own, "visibility": "public", "service_words": "", "implementing": "", "donor": "",
            "place": str(reporter.place_id or ""), "currency": "USD",
        }  # fmt: skip
    return {
        **{role: line.raw.get(role) or _called(getattr(line, role)) for role in BODIES},
        **{name: getattr(line, name) for name in
           ("theme", "title", "code", "status", "start", "end", "amount", "currency", "notes", "visibility")},
        "service": line.service if line.service in SERVICES else "",
        "service_words": "" if line.service in SERVICES else line.raw.get("service", line.service),
        "place": str(line.place_id or ""),
        **{f"{measure}_{sex}": by_sex(line.people, measure, sex) for measure in MEASURES for sex in ("f", "m")},
        "targeted": line.targeted,
        "reached": line.reached,
        "seen": line.digest,
    }  # fmt: skip


def _of_another_list(line: Line | None, scheme: CodeList) -> list[tuple[str, str]]:
    """The thematic area that a line already has, when this round counts by another list."""
    return [(line.theme, str(theme_of(line)))] if line is not None and line.theme and line.theme not in scheme else []


def _called(body: Organisation | None) -> str:
    return str(body) if body is not None else ""


def organisation_called(text: str) -> Organisation | None:
    """The organisation of this name or identifier; None when none or several are called so."""
    if not text:
        return None
    return by_org_id(text) or resolve(OrganisationKey(names=(text,)))


def organisations() -> list[Spoken]:
    """Names for the page's list, as far as a page on a slow line can carry them."""
    bodies = Organisation.objects.only("names", "org_id")[:MOST_OFFERED]
    return sorted(spoken(one.names, one.org_id or "") for one in bodies if pick(one.names).text)


def services() -> list[Any]:
    """Kinds of work, grouped by thematic area."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for one in SERVICES:
        groups.setdefault(getattr(one, "theme", ""), []).append((one.key, one.label))
    return [("", "–"), *((MIGRATION.label(theme), kinds) for theme, kinds in groups.items())]


def places_of(country: str, own: Place | None = None) -> list[Any]:
    """Regions with their districts, of today; a deeper place that the line already has is kept among them."""
    places = list(
        Place.objects.filter(country=country, level__in=(Level.REGION, Level.DISTRICT), valid_to=None).order_by("slug")
    )
    below: dict[int | None, list[tuple[str, Spoken]]] = {}
    for one in places:
        if one.level == Level.DISTRICT:
            below.setdefault(one.parent_id, []).append((str(one.pk), spoken(one.names, one.slug)))
    groups: list[Any] = [("", "–")]
    for region in (one for one in places if one.level == Level.REGION):
        name = spoken(region.names, region.slug)
        groups.append((name, [(str(region.pk), name), *sorted(below.get(region.pk, []), key=lambda pair: pair[1])]))
    if own is not None and own.pk not in {one.pk for one in places}:
        groups.insert(1, (str(own.pk), spoken(own.names, own.slug)))
    return groups


def situated(place: Place | None) -> Mapping[str, int | None]:
    """A place with the region and the district that it lies in, or is."""
    levels: dict[int, int] = {}
    above = place
    while above is not None:
        levels[above.level] = above.pk
        above = above.parent
    return {
        "place": place.pk if place else None,
        "region": levels.get(Level.REGION),
        "district": levels.get(Level.DISTRICT),
    }
