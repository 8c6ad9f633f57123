"""Reference tables of countries: two CSV files a country, `places_<iso3>.csv` and `names_<iso3>.csv`.

Written by us from facts, so that an officer can correct them in a spreadsheet:

* P-codes: OCHA Common Operational Dataset of administrative divisions, list valid from 1 January 2017
  (`PCODES_VALID_FROM`). Where the list gives one unit two codes, `pcode` is the one of the unit as it is today
  (the city, where district and city were merged) and `pcode_other` the other. A code absent from the list stays
  empty; none is invented.
* Region codes: ISO 3166-2:TJ. Country: ISO 3166-1 TJ / TJK, UN M49 762.
* Division and renamings: decisions of 1 February 2016 and January 2018 as reported by the state agency Khovar;
  decision 131 of the Majlisi Milli of 25 January 2021 (Shahritus); decision 463 of 21 November 2003 (Sino).
  Where the day of an older renaming is not known to us its date is empty or holds the year alone.
* Centres: position of the administrative seat in degrees of WGS84, rounded to 0.001° (GeoNames, CC BY 4.0).
  `centre` says `estimate` where the unit has no seat of its own in that source and we chose a point inside it.

Chinese names are given for the country, the regions, the cities and those districts for which a settled form
is known to us; the others are empty and the interface falls back to another language.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

LANGUAGES = ("tg", "ru", "en", "zh")
PCODES_VALID_FROM = date(2017, 1, 1)


class NoReferenceTable(LookupError):
    """There is no reference table for the country that was asked for."""


@dataclass(frozen=True)
class CountryFacts:
    """Codes of a country: ISO 3166-1 alpha-3 and alpha-2, UN M49 (three digits, as text)."""

    iso3: str
    iso2: str
    m49: str


@dataclass(frozen=True)
class ReferencePlace:
    """One row of the table of places; `lon` and `lat` in degrees of WGS84, `names` by language code."""

    slug: str
    level: int
    parent: str | None
    kind: str
    pcode: str | None
    pcode_other: tuple[str, ...]
    iso3166_2: str | None
    lon: float
    lat: float
    centre_is_estimate: bool
    names: dict[str, str]


@dataclass(frozen=True)
class ReferenceName:
    """A name beside the four of the table: kind is `official`, `former` or `alias`.

    Dates are `YYYY`, `YYYY-MM` or empty, as precise as known; see `first_day`.
    """

    slug: str
    kind: str
    language: str
    text: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class ReferenceTable:
    """Everything known about one country; parents stand before their children."""

    country: CountryFacts
    places: tuple[ReferencePlace, ...]
    names: tuple[ReferenceName, ...]


COUNTRIES = {"TJK": CountryFacts("TJK", "TJ", "762")}


@cache
def table(country: str) -> ReferenceTable:
    """Return the reference table of `country` (ISO 3166-1 alpha-3); raises NoReferenceTable."""
    facts = COUNTRIES.get(country)
    if facts is None:
        known = ", ".join(sorted(COUNTRIES))
        raise NoReferenceTable(
            f"There is no reference table for {country!r}. Tables exist for: {known}. "
            "Load the country's P-code list instead."
        )
    code = country.lower()
    return ReferenceTable(
        country=facts,
        places=tuple(_place(row) for row in _rows(f"places_{code}.csv")),
        names=tuple(ReferenceName(**row) for row in _rows(f"names_{code}.csv")),
    )


def first_day(partial: str) -> date | None:
    """Return the first day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None for an empty text."""
    if not partial:
        return None
    parts = [int(part) for part in partial.split("-")]
    return date(*[*parts, 1, 1][:3])


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _place(row: dict[str, str]) -> ReferencePlace:
    return ReferencePlace(
        slug=row["slug"],
        level=int(row["level"]),
        parent=row["parent"] or None,
        kind=row["kind"],
        pcode=row["pcode"] or None,
        pcode_other=tuple(row["pcode_other"].split()),
        iso3166_2=row["iso3166_2"] or None,
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        centre_is_estimate=row["centre"] == "estimate",
        names={language: row[language] for language in LANGUAGES if row[language]},
    )
