"""What tags mean in a 4W: who does what, where, when, for whom, with what money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from hamroh.formats.hxl import grammar
from hamroh.formats.hxl.tags import Tag, is_language, matches

# Pattern → field, most specific first: the first that fits decides. What is ruled out by a "-" has another meaning:
# a code or address in the place of a name, households in the place of people, the place people come from.
MEANINGS: Mapping[str, str] = {
    "#*+sex": "sex",
    # Who
    "#org+funder+acronym": "donor_acronym",
    "#org+donor+acronym": "donor_acronym",
    "#org+funder-code-id-type-url": "donor",
    "#org+donor-code-id-type-url": "donor",
    "#org+prog+acronym": "programming_acronym",
    "#org+programming+acronym": "programming_acronym",
    "#org+prog-code-id-type-url": "programming",
    "#org+programming-code-id-type-url": "programming",
    "#org+impl+acronym": "implementing_acronym",
    "#org+implementing+acronym": "implementing_acronym",
    "#org+impl+type": "implementing_type",
    "#org+implementing+type": "implementing_type",
    "#org+impl-code-id-url": "implementing",
    "#org+implementing-code-id-url": "implementing",
    "#org+acronym": "implementing_acronym",
    "#org+type-funder-donor-prog-programming": "implementing_type",
    "#org-code-id-type-url-funder-donor-prog-programming": "implementing",
    "#contact+email": "contact_email",
    "#contact+phone": "contact_phone",
    "#contact-email-phone-type-url-code-id": "contact_name",
    # What
    "#sector+cluster-type-url": "theme",
    "#sector-type-url": "theme",
    "#subsector-url": "service",
    "#activity+code": "activity_id",
    "#activity+id": "activity_id",
    "#activity+title": "title",
    "#activity+project-type-url": "title",
    "#activity-programme-url": "service",
    "#service-url": "service",
    "#project+code": "activity_id",
    "#project+id": "activity_id",
    "#project-type-url": "title",
    "#status": "status",
    # Where
    "#country-origin-dest-url": "country",
    "#adm1+code-origin-dest": "adm1_code",
    "#adm1+pcode-origin-dest": "adm1_code",
    "#adm1-origin-dest-id-type-url": "adm1",
    "#adm2+code-origin-dest": "adm2_code",
    "#adm2+pcode-origin-dest": "adm2_code",
    "#adm2-origin-dest-id-type-url": "adm2",
    "#adm3+code-origin-dest": "adm3_code",
    "#adm3+pcode-origin-dest": "adm3_code",
    "#adm3-origin-dest-id-type-url": "adm3",
    "#geo+lat": "lat",
    "#geo+lon": "lon",
    "#loc+lat-origin-dest": "lat",
    "#loc+lon-origin-dest": "lon",
    "#loc-origin-dest-code-pcode-id-type-url": "place",
    # When
    "#date+start": "start",
    "#date+end": "end",
    "#date+month": "month",
    "#date+reported": "reported",
    "#date-approved-canceled-converted-occurred-year": "reported",
    # For whom
    "#targeted-hh-label-pct-percent-text-age": "targeted",
    "#reached-hh-label-pct-percent-text-age": "reached",
    # With what money
    "#currency": "currency",
    "#value+currency": "currency",
    "#value-transfer-transferred-disbursed-spent-expenditure-received-committed-pct-percent-label": "budget",
    # Anything else
    "#description-type-url": "notes",
    "#comments": "notes",
    "#comment": "notes",
}

# Field → the tag we write for it: the plainest one that every reader of HXL understands.
TAGS: Mapping[str, str] = {
    "donor": "#org+funder+name",
    "donor_acronym": "#org+funder+acronym",
    "programming": "#org+prog+name",
    "programming_acronym": "#org+prog+acronym",
    "implementing": "#org+impl+name",
    "implementing_acronym": "#org+impl+acronym",
    "implementing_type": "#org+impl+type",
    "theme": "#sector+name",
    "service": "#subsector+name",
    "country": "#country+name",
    "adm1": "#adm1+name",
    "adm1_code": "#adm1+code",
    "adm2": "#adm2+name",
    "adm2_code": "#adm2+code",
    "adm3": "#adm3+name",
    "adm3_code": "#adm3+code",
    "place": "#loc+name",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "status": "#status",
    "start": "#date+start",
    "end": "#date+end",
    "reported": "#date+reported",
    "month": "#date+month",
    "targeted": "#targeted",
    "reached": "#reached",
    "budget": "#value+budget",
    "currency": "#currency",
    "title": "#activity+title",
    "activity_id": "#activity+id",
    "contact_name": "#contact+name",
    "contact_email": "#contact+email",
    "contact_phone": "#contact+phone",
    "sex": "#beneficiary+sex",  # #population+sex is in use, but #population is for numbers
    "notes": "#description",
}

_SEXES = {"f": "f", "m": "m", "i": "x"}
_AGES = {
    "infants": "infants", "infant": "infants", "children": "children", "child": "children",
    "adolescents": "adolescents", "adolescent": "adolescents", "adults": "adults", "adult": "adults",
    "elderly": "elderly",
}  # fmt: skip
_YEARS = re.compile(r"age_?(\d{1,3})(?:_(?:to_)?(\d{1,3})|_?(plus))")
_CURRENCIES = frozenset(
    "aed afn aud azn byn cad chf cny dkk eur gbp inr irr jpy kgs krw kzt nok pkr rub sek tjs tmt try usd uzs".split()
)
# Attributes that leave the meaning as it is.
_PLAIN = frozenset("all budget ind name num people total".split())
_PEOPLE = frozenset(("targeted", "reached"))


class Meaning(msgspec.Struct, frozen=True):
    """What a column of a 4W holds: the key of its field, and for numbers of people of whom.

    `sex` is "f", "m", "x" (neither) or "" (all, or not said). `age` is "infants", "children", "adolescents", "adults",
    "elderly" or "". `years` are the first and last year of age, both included; a last year of None is open, None
    alone is not said. `currency` is an ISO 4217 code when the tag names it (#value+usd). `language` as `Tag.language`.
    `unread` are attributes that narrow the column in a way we do not know (#reached+refugees): where several columns
    have the same field, sex and age, the one with the fewest is the general one.
    """

    field: str
    sex: str = ""
    age: str = ""
    years: tuple[int, int | None] | None = None
    currency: str = ""
    language: str = ""
    unread: frozenset[str] = frozenset()


@lru_cache(maxsize=2_000)
def meaning_of(tag: Tag) -> Meaning | None:
    """What the tag means in a 4W; None when it has no place in one, or would be misread in it.

    HXL 1.1 lets readers pass over attributes they do not know; `Meaning.unread` says which these were.
    """
    for pattern, field in MEANINGS.items():
        if matches(tag, pattern):
            return _meaning(tag, field, grammar.wanted_attributes(pattern))
    return None


def _meaning(tag: Tag, field: str, wanted: frozenset[str]) -> Meaning:
    rest = {one for one in tag.attributes - wanted - _PLAIN if not is_language(one) and not one.startswith("v_")}
    sex, age, years, currency = "", "", None, ""
    if field in _PEOPLE:
        sexes, ages = rest & _SEXES.keys(), rest & _AGES.keys()
        spans = {one: span for one in rest if (span := _span(one)) is not None}
        rest -= sexes
        sex = _SEXES[sexes.pop()] if len(sexes) == 1 else ""
        if len({_AGES[one] for one in ages}) == 1:  # two ages overlap: which is meant is not for us to say
            rest -= ages
            age = _AGES[ages.pop()]
        if len(spans) == 1:
            rest -= spans.keys()
            years = next(iter(spans.values()))
    elif field == "budget" and len(named := rest & _CURRENCIES) == 1:
        rest -= named
        currency = named.pop().upper()
    return Meaning(field, sex, age, years, currency, tag.language, frozenset(rest))


def _span(attribute: str) -> tuple[int, int | None] | None:
    found = _YEARS.fullmatch(attribute)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2]) if found[2] else None
    return (first, last) if last is None or first <= last else None
