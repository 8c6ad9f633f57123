"""From the words of a row to the values of a line; each word that is not understood is told at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from babel import Locale
from babel.core import get_global
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hamroh.kernel.intake.protocol import IncomingFault, fault_from

from ..codes.entries import CodeList
from ..codes.lists import MEASURES, STATUSES, VISIBILITIES
from ..codes.services import SERVICES
from ..codes.themes import MIGRATION, SCHEMES
from ..values import LineValues
from . import words
from .bodies import Answer, Body, Named, Register, type_of
from .columns import meaning_from
from .folding import folded as fold_word
from .placing import CODES, LEVELS, Asked, Found, Gazetteer
from .quantities import Quantities, Setting, text_in
from .records import ROLES, Contact
from .rows import Raw

_LIMITS = {"title": 500, "code": 120, "notes": 10_000}
_SERVICE_LONGEST = 120
_COUNTRY_LOCALES = ("en", "ru", "tg", "zh", "fr", "es", "fa")
# Columns whose error value (#N/A …) only means that the word is missing; in numbers and dates it is a fault.
_TEXTS = frozenset({"organisation", "text", "theme", "service", "status", "place", "pcode", "type", "contact"})


@dataclass
class Draft:
    """One row understood. `words` are its identity as written, for the key of a new line."""

    raw: Raw
    values: LineValues = field(default_factory=LineValues)
    bodies: dict[str, Body] = field(default_factory=dict)
    faults: list[IncomingFault] = field(default_factory=list)
    contact: Contact | None = None
    placed: Found = field(default_factory=Found)
    words: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether a fault of the row is an error."""
        return any(fault.severity == "error" for fault in self.faults)


def named_in(raw: Raw) -> dict[str, Named]:
    """The bodies that a row names, by role."""
    found = {}
    kind = type_of(text_in(raw, "implementing_type"))
    doer = "implementing" if text_in(raw, "implementing") or text_in(raw, "implementing_acronym") else "programming"
    for role in ROLES:
        name, acronym = text_in(raw, role), text_in(raw, f"{role}_acronym")
        if name or acronym:
            found[role] = Named(name, acronym, kind if role == doer else "")
    return found


class Understanding:
    """Understands the rows of one file against one setting, with everything looked up before."""

    def __init__(self, setting: Setting, places: Gazetteer, bodies: Register) -> None:
        self._setting = setting
        self._places = places
        self._bodies = bodies
        self._themes = SCHEMES[setting.scheme]
        self._told: set[tuple[str, str]] = set()
        self._near: dict[tuple[str, str], str] = {}
        self._found: dict[tuple[str, str], str | None] = {}

    def understand(self, raw: Raw) -> Draft:
        """The line of a row. Never raises: what is wrong stands in `faults`."""
        return _Reading(self, raw).draft()

    # What all rows share

    @property
    def setting(self) -> Setting:
        """What the file is read against."""
        return self._setting

    @property
    def places(self) -> Gazetteer:
        """The country's places."""
        return self._places

    @property
    def bodies(self) -> Register:
        """The bodies that the file names."""
        return self._bodies

    @property
    def themes(self) -> CodeList:
        """The thematic areas by which the round counts."""
        return self._themes

    @cached_property
    def own_country(self) -> frozenset[str]:
        """The folded names and codes of the round's country."""
        return country_words(self._setting.country)

    def once(self, code: str, what: str) -> bool:
        """True the first time: what is the same for many rows is told at the first of them."""
        if (code, what) in self._told:
            return False
        self._told.add((code, what))
        return True

    def find(self, codes: CodeList, word: str) -> str | None:
        """The code that a word means."""
        key = (codes.key, word)
        if key not in self._found:
            self._found[key] = codes.find(word) if word else None
        return self._found[key]

    def near(self, codes: CodeList, word: str) -> str:
        """The labels of codes that a word is near to."""
        key = (codes.key, word)
        if key not in self._near:
            self._near[key] = ", ".join(codes.label(one.key) for one in codes.near(word))
        return self._near[key]


def country_words(country: str) -> frozenset[str]:
    """The folded codes and names of a country (ISO 3166-1 alpha-3) in the languages that files come in."""
    alpha2 = (get_global("territory_aliases").get(country) or [""])[0]
    names = (Locale(code).territories.get(alpha2, "") for code in _COUNTRY_LOCALES)
    return frozenset(form for text in (country, alpha2, *names) if (form := fold_word(text)))


class _Reading(Quantities):
    """One row."""

    def __init__(self, shared: Understanding, raw: Raw) -> None:
        super().__init__(raw, shared.setting)
        self.shared = shared
        self.bodies: dict[str, Body] = {}

    def draft(self) -> Draft:
        self._cell_problems()
        self._country()
        given: dict[str, Any] = {**self._organisations(), **self._subject(), **self._texts(), **self._state()}
        placed = self._place()
        given |= {"place": placed.place, "region": placed.region, "district": placed.district}
        given |= {**self.days(), **self.people(), **self.money()}
        values = LineValues(**given, raw=dict(sorted(self.raw.items())))
        return Draft(self.row, values, self.bodies, self.faults, self._contact(), placed, self._words(values, placed))

    def _cell_problems(self) -> None:
        """Formulas, and cells that show an error: of words only a notice, of numbers and dates a fault."""
        letters = {self.row.at(key): key for key in self.row.layout.letters}
        for one in self.row.problems:
            key = letters.get(one.locator, "")
            meaning = meaning_from(key)
            if one.code == "error-value" and meaning is not None and _kind_of(key) in _TEXTS:
                self.say(key, "4w.error-value", value=one.parameters.get("value", ""))
            elif one.code != "formula" or self.shared.once("formula", f"{self.row.layout.sheet}{key}"):
                self.faults.append(fault_from(one))

    def _country(self) -> None:
        text = self.text("country")
        if text and fold_word(text) not in self.shared.own_country:
            self.say("country", "4w.other-country", value=text, country=self.shared.setting.country)

    # Who

    def _organisations(self) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for role, named in named_in(self.row).items():
            key = role if named.name else f"{role}_acronym"
            for written, text in ((role, named.name), (f"{role}_acronym", named.acronym)):
                self.keep(written, text)
            answer = self.shared.bodies.answer(named)
            self._tell_body(key, named, answer)
            if answer.body.id is None or answer.body.names:
                self.bodies[role] = answer.body
            found[role] = answer.body.id
        kind = self.text("implementing_type")
        self.keep("implementing_type", kind)
        if kind and not type_of(kind) and self.shared.once("4w.unknown-type", kind):
            self.say("implementing_type", "4w.unknown-type", value=kind)
        if "programming" not in found and self.shared.setting.default_programming is not None:
            found["programming"] = self.shared.setting.default_programming
        if not any(role in found for role in ROLES):
            key = next((one for one in ("programming", "implementing", "donor") if one in self.row.layout.letters), "")
            self.say(key, "4w.no-organisation")
        return found

    def _tell_body(self, key: str, named: Named, answer: Answer) -> None:
        name = named.name or named.acronym
        if not answer.is_new or not self.shared.once("4w.new-organisation", answer.body.names[0][1]):
            return
        shown = answer.body.names[0][1]
        if self.shared.bodies.several(name):
            self.say(key, "4w.two-organisations", value=name)
        elif answer.near:
            self.say(key, "4w.new-organisation-like", name=shown, near=answer.near)
        else:
            self.say(key, "4w.new-organisation", name=shown)

    # What

    def _subject(self) -> dict[str, str]:
        theme = self._theme()
        service = self._service()
        return {"theme": theme, "service": service}

    def _theme(self) -> str:
        text, code, themes = self.text("theme"), self.text("theme_code"), self.shared.themes
        self.keep("theme", text)
        self.keep("theme_code", code)
        # The code is meant for machines; where it is none of ours the word may be.
        found = self.shared.find(themes, code) or self.shared.find(themes, text)
        if found is not None:
            return found
        written, key = (text, "theme") if text else (code, "theme_code")
        if not written:
            self.say("theme", "4w.no-theme")
            return ""
        near = self.shared.near(themes, written)
        code_of_fault = "4w.unknown-theme-near" if near else "4w.unknown-theme"
        self.say(key, code_of_fault, value=written, **({"near": near} if near else {}))
        return ""

    def _service(self) -> str:
        text = self.text("service")
        if not text:
            return ""
        if self.shared.setting.scheme == MIGRATION.key:
            found = self.shared.find(SERVICES, text)
            if found is not None:
                if text != found:
                    self.keep("service", text)
                return found
            if self.shared.once("4w.unknown-service", text):
                near = self.shared.near(SERVICES, text)
                code = "4w.unknown-service-near" if near else "4w.unknown-service"
                self.say("service", code, value=text, **({"near": near} if near else {}))
        # Elsewhere each cluster has its own words, which are right as they are.
        self.keep("service", text)
        return fold_word(text)[:_SERVICE_LONGEST]

    def _texts(self) -> dict[str, str]:
        found = {}
        for key, limit in _LIMITS.items():
            value = self.row.values.get(key)
            text = value.strip() if key == "notes" and isinstance(value, str) else self.text(key)
            if len(text) > limit:
                self.say(key, "4w.too-long", limit=limit)
                text = text[:limit]
            found[key] = text
        return found

    def _state(self) -> dict[str, str]:
        status = self._code("status", STATUSES, "4w.unknown-status")
        visibility = self._code("visibility", VISIBILITIES, "4w.unknown-visibility")
        return {"status": status, "visibility": visibility or "public"}

    def _code(self, key: str, codes: CodeList, fault: str) -> str:
        text = self.text(key)
        if not text:
            return ""
        found = self.shared.find(codes, text)
        if found is None:
            self.say(key, fault, value=text, offered=", ".join(str(label) for _key, label in codes.choices))
        if key == "status" and text != found:
            self.keep(key, text)
        return found or ""

    # Where

    def _place(self) -> Found:
        text = self.text
        for key in (*LEVELS, "place", *CODES, "lat", "lon"):
            self.keep(key, text(key))
        asked = Asked(
            names=(text("adm1"), text("adm2"), text("adm3")), place=text("place"),
            codes=(text("pcode"), text("adm3_code"), text("adm2_code"), text("adm1_code")),
            lat=self._degree("lat", 90), lon=self._degree("lon", 180),
        )  # fmt: skip
        if asked.empty:
            self.say("adm1", "4w.no-place")
            return Found()
        found = self.shared.places.find(asked)
        self.faults += [one.fault(self.row.at(one.field)) for one in found.told]
        return found

    def _degree(self, key: str, most: float) -> float | None:
        text = self.text(key)
        if not text:
            return None
        degrees = words.read_degree(text, most)
        if degrees is None and self.shared.once("4w.bad-position", text):
            self.say(key, "4w.bad-position", value=text)
        return degrees

    # Whom to call

    def _contact(self) -> Contact | None:
        name, email, phone = self.text("contact_name"), self.text("contact_email"), self.text("contact_phone")
        if not email and not phone:
            return None
        if email:
            try:
                validate_email(email)
            except ValidationError:
                self.say("contact_email", "4w.bad-contact", value=email)
                return None
        return Contact(name or email or phone, email, phone)

    # Which line it is

    def _words(self, values: LineValues, placed: Found) -> tuple[str, ...]:
        bodies = [fold_word(self.raw.get(role) or self.raw.get(f"{role}_acronym", "")) for role in ROLES]
        subject = [values.theme or fold_word(self.raw.get("theme") or self.raw.get("theme_code", "")), values.service]
        texts = [fold_word(values.title), fold_word(values.code), fold_word(self.raw.get("month", ""))]
        pk = placed.place
        where = (self.shared.places.places[pk].slug if pk is not None else "") if placed.known else ""
        names = [] if placed.known else [fold_word(self.raw.get(key, "")) for key in (*LEVELS, "place", *CODES)]
        return (*bodies, *subject, *texts, where, *names)


def _kind_of(key: str) -> str:
    from .. import fields

    known: Mapping[str, fields.Field] = fields.BY_KEY
    if key in known:
        return known[key].kind
    meaning = meaning_from(key)
    return "count" if meaning is not None and meaning.field in MEASURES else "text"
