"""What a line says, in the reader's words: for tables and for differences between two reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format

from hamroh.kernel.languages.text import pick
from hamroh.kernel.organisations.models import Organisation
from hamroh.web.components.choices import Spoken, spoken
from hamroh.web.templatetags.hamroh import number

from .codes.lists import STATUSES, VISIBILITIES
from .codes.services import SERVICES
from .codes.themes import SCHEMES
from .fields import BY_KEY
from .models import Line

# In the order in which a person reads them: who, what, where, when, for whom, with what.
SHOWN = (
    "donor", "programming", "implementing", "theme", "service", "title", "code", "place", "status", "start", "end",
    "targeted_f", "targeted_m", "targeted", "reached_f", "reached_m", "reached", "amount", "currency", "notes",
    "visibility",
)  # fmt: skip


def label(field: str) -> str:
    """What people call the field."""
    return str(BY_KEY[field].label)


def said(line: Line) -> Mapping[str, Spoken | str]:
    """Each field of SHOWN in the active language; "" where the line says nothing. Foreign names know their language."""
    words: dict[str, Spoken | str] = {
        role: body_of(line, role) for role in ("donor", "programming", "implementing")
    }  # fmt: skip
    words |= {
        "theme": theme_of(line),
        "service": service_of(line),
        "title": own_words(line.title),
        "code": own_words(line.code),
        "place": place_of(line),
        "status": STATUSES.label(line.status) if line.status else "",
        "start": _day(line.start),
        "end": _day(line.end),
        "amount": number(line.amount) if line.amount is not None else "",
        "currency": line.currency,
        "notes": own_words(line.notes),
        "visibility": VISIBILITIES.label(line.visibility),
    }
    for measure in ("targeted", "reached"):
        words |= {f"{measure}_{sex}": _count(by_sex(line.people, measure, sex)) for sex in ("f", "m")}
        words[measure] = _count(getattr(line, measure))
    return words


def body_of(line: Line, role: str) -> Spoken | str:
    """The organisation in a role: its name for this reader, else what the file says."""
    body: Organisation | None = getattr(line, role)
    return spoken(body.names, str(body)) if body is not None else own_words(line.raw.get(role, ""))


def own_words(text: str) -> Spoken | str:
    """What somebody wrote, in whatever language: nobody said in which."""
    return Spoken(text, "und") if text else ""


def theme_of(line: Line) -> Spoken | str:
    """The thematic area, else the file's word for it."""
    if not line.theme:
        return own_words(line.raw.get("theme", ""))
    return next((codes.label(line.theme) for codes in SCHEMES.values() if line.theme in codes), line.theme)


def service_of(line: Line) -> Spoken | str:
    """The kind of work, else the file's words for it."""
    if line.service in SERVICES:
        return SERVICES.label(line.service)
    return own_words(line.raw.get("service", line.service))


def place_of(line: Line) -> Spoken | str:
    """The place with what is above it below the country, else the words of the file."""
    if line.place is None:
        told = (line.raw[key] for key in ("place", "adm3", "adm2", "adm1", "pcode") if line.raw.get(key))
        return own_words(", ".join(told))
    chain = [line.place]
    while chain[-1].parent is not None and chain[-1].level > 1:
        chain.append(chain[-1].parent)
    picked = [pick(one.names) for one in chain]
    text = ", ".join(one.text or place.slug for one, place in zip(picked, chain, strict=True))
    return Spoken(text, picked[0].lang if picked[0].fallback else "")


def by_sex(people: Any, measure: str, sex: str) -> int | None:
    """How many of one sex, of all ages; None when the line does not say."""
    found = [count for what, whose, _age, count in people if what == measure and whose == sex]
    return sum(found) if found else None


def _count(value: int | None) -> str:
    return number(value) if value is not None else ""


def _day(value: dt.date | None) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""
