"""What the columns of a 4W mean: our own workbook's sheet, and the headings that other people write.

One table (`fields.FIELDS`) serves both. A column of people says of whom: `Meaning("targeted", "f", "children")`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hamroh.formats.spreadsheet import Choice, ColumnSpec, RowSpec, SheetSpec
from hamroh.formats.spreadsheet.template import Kind
from hamroh.kernel.languages.codes import INTERFACE
from hamroh.kernel.languages.folding import fold_name

from .. import fields
from ..codes.entries import CodeList
from ..codes.lists import AGES, MEASURES, SEXES, STATUSES, VISIBILITIES
from ..codes.services import SERVICES
from ..codes.themes import MIGRATION, SCHEMES
from ..fields import Field

# Fields of other people's files that our own workbook has no need of.
EXTRA: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "country": (_("Country"), ("Country", "Country code", "Country name", "location_code", "País", "Pays", "ISO3")),
    "theme_code": (_("Code of the thematic area"), ("sector_code", "Cluster code", "Sector code")),
    "sex": (_("Sex"), ("Sex", "Gender", "Sexo", "Sexe")),
    "age": (_("Age group"), ("Age", "Age group")),
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "adm1": ("admin1_name", "Adm1", "Adm1 name", "Region name", "Viloyat", "Область", "Вилоят", "省"),
    "adm2": ("admin2_name", "Adm2", "Adm2 name", "District name", "Nohiya", "Район", "Ноҳия", "区县"),
    "adm3": ("admin3_name", "Adm3", "Adm3 name", "Woreda name", "Джамоат", "Ҷамоат"),
    "adm1_code": ("Region Pcode", "adm1 code", "Region code"),
    "adm2_code": ("Zone Pcode", "District Pcode", "adm2 code", "District code"),
    "adm3_code": ("Woreda Pcode", "adm3 code", "admin3_code"),
    "programming_acronym": ("org_acronym", "Organisation acronym", "Organization acronym"),
    "programming": ("org_name", "Organisation name", "Organization name", "Организация", "Ташкилот", "机构"),
    "implementing_type": ("org_type_description", "org_type", "Тип организации"),
    "implementing": ("Исполнитель", "Исполняющий партнер", "Иҷрокунанда"),
    "donor": ("Donor", "Донор", "Source of funding", "Источник финансирования"),
    "theme": ("sector_name", "Сектор", "Кластер", "Thematic area", "Направление", "Соҳа"),
    "service": ("Activities", "Мероприятие", "Вид деятельности", "Фаъолият"),
    "start": ("reference_period_start", "Начало", "Дата начала", "Оғоз"),
    "end": ("reference_period_end", "Окончание", "Дата окончания", "Анҷом"),
    "month": ("Month", "Месяц", "Моҳ", "月份", "Period", "Period of report"),
    "status": ("Статус", "Ҳолат", "State of the activity"),
    "title": ("Проект", "Название проекта", "Лоиҳа", "Project"),
    "amount": ("Бюджет", "Буҷет", "Budget USD", "Budget (USD)", "Amount USD"),
    "currency": ("Валюта", "Асъор"),
    "notes": ("Примечание", "Комментарий", "Эзоҳ", "Description"),
    "targeted": ("Targeted", "People in need targeted", "Target"),
    "reached": ("Reached", "People assisted", "Beneficiaries", "Охвачено", "Фаро гирифта шуд"),
}
# Headings that look like ours and mean something else.
_NOT = frozenset(
    fold_name(text)
    for text in ("provider_admin1_name", "provider_admin2_name", "admin_level", "Households", "Households targeted",
                 "Households reached", "has_hrp", "in_gho", "dataset_hdx_id", "resource_hdx_id", "warning", "error",
                 "#", "No", "№", "S/N", "Registro", "ID")
)  # fmt: skip
_MEASURE_WORDS: Mapping[str, str] = {
    "targeted": "targeted", "target": "targeted", "planned": "targeted", "план": "targeted", "цель": "targeted",
    "целевои": "targeted", "запланировано": "targeted", "reached": "reached", "assisted": "reached",
    "served": "reached", "achieved": "reached", "охвачено": "reached", "охват": "reached", "достигнуто": "reached",
}  # fmt: skip
_SEX_WORDS: Mapping[str, str] = {
    "f": "f", "female": "f", "females": "f", "women": "f", "woman": "f", "girls": "f", "ж": "f", "жен": "f",
    "женщины": "f", "женщин": "f", "девочки": "f", "занон": "f", "зан": "f", "m": "m", "male": "m", "males": "m",
    "men": "m", "man": "m", "boys": "m", "м": "m", "муж": "m", "мужчины": "m", "мужчин": "m", "мальчики": "m",
    "мардон": "m", "мард": "m",
}  # fmt: skip
_AGE_WORDS: Mapping[str, str] = {
    "girls": "children", "boys": "children", "children": "children", "child": "children", "дети": "children",
    "девочки": "children", "мальчики": "children", "women": "adults", "men": "adults", "adults": "adults",
    "adult": "adults", "взрослые": "adults", "elderly": "elderly", "older": "elderly", "пожилые": "elderly",
}  # fmt: skip
_FILLING = frozenset("people persons individuals beneficiaries number of no total all всего человек людеи total "
                     "нафар одамон and и ва".split())  # fmt: skip
# A column of our workbook says "women and girls": then the age is not said.
_CURRENCY_IN_HEADING = re.compile(r"\b(USD|EUR|TJS|RUB|CNY|GBP|CHF|ETB|SOS)\b")


@dataclass(frozen=True)
class Meaning:
    """What a column holds: a key of `fields.FIELDS` or `EXTRA`; for numbers of people of whom; for money in what."""

    field: str
    sex: str = ""
    age: str = ""
    currency: str = ""

    @property
    def key(self) -> str:
        """As a remembered mapping has it: "theme", "targeted_f", "targeted__children"."""
        if self.field in MEASURES:
            return "_".join((self.field, self.sex, self.age)).rstrip("_")
        return self.field

    @property
    def label(self) -> str:
        """What people call it, in the active language."""
        known = fields.BY_KEY.get(self.key)
        if known is not None:
            return str(known.label)
        if self.field in EXTRA:
            return str(EXTRA[self.field][0])
        whom = ", ".join(part for part in (_code_label(SEXES, self.sex), _code_label(AGES, self.age)) if part)
        return f"{fields.BY_KEY[self.field].label} ({whom})"


def _code_label(codes: CodeList, key: str) -> str:
    return codes.label(key) if key else ""


def meaning_from(key: str) -> Meaning | None:
    """The inverse of `Meaning.key`; None for a key that names no field (and for "", a column that is not read)."""
    measure, _underscore, rest = key.partition("_")
    if measure in MEASURES:
        sex, _underscore, age = rest.partition("_")
        known = (not sex or sex in SEXES) and (not age or age in AGES)
        return Meaning(measure, sex, age) if known else None
    return Meaning(key) if key in fields.BY_KEY or key in EXTRA else None


def choices() -> list[tuple[str, str]]:
    """(key, label) of everything that a column may mean, in the active language, for people to choose from."""
    found = [(field.key, str(field.label)) for field in fields.FIELDS]
    found += [(key, str(label)) for key, (label, _words) in EXTRA.items()]
    for measure in MEASURES:
        for sex in ("f", "m", ""):
            for age in AGES:
                meaning = Meaning(measure, sex, age.key)
                found.append((meaning.key, meaning.label))
    return found


# -- headings ----------------------------------------------------------------------------------


def sure_meaning(*texts: str) -> Meaning | None:
    """What a heading means without doubt; `texts` are its levels from the top down. None: it must be guessed.

    The whole first ("Targeted" over "F"), then the lowest level alone ("District" under "Location").
    """
    levels = [text for text in texts if text.strip()]
    if not levels:
        return None
    whole = " ".join(levels)
    if fold_name(whole) in _NOT or fold_name(levels[-1]) in _NOT:
        return None
    if len(levels) > 1 and (found := people_meaning(whole)) is not None:
        return found
    for text in dict.fromkeys((whole, levels[-1])):
        found = _known().get(fold_name(text)) or people_meaning(text)
        if found is not None:
            return _with_currency(found, whole)
    return None


def ruled_out(text: str) -> bool:
    """Whether the heading is known as one that is not read."""
    return fold_name(text) in _NOT


def _with_currency(meaning: Meaning, heading: str) -> Meaning:
    named = _CURRENCY_IN_HEADING.search(heading.upper()) if meaning.field == "amount" else None
    return Meaning("amount", currency=named.group()) if named else meaning


def people_meaning(text: str) -> Meaning | None:
    """Numbers of people, told by the heading's words: "Reached - girls"; None when a word is not understood."""
    measure = sex = age = ""
    for word in fold_name(text).split():
        found = _MEASURE_WORDS.get(word, "")
        if found and (not measure or measure == found):
            measure = found
        elif word in _SEX_WORDS and not sex:
            sex = _SEX_WORDS[word]
            age = age or _AGE_WORDS.get(word, "")
        elif word in _AGE_WORDS and (not age or age == _AGE_WORDS[word]):
            age = _AGE_WORDS[word]
        elif word in _SEX_WORDS and _SEX_WORDS[word] == sex:
            age = ""  # "women and girls": both ages
        elif word not in _FILLING:
            return None
    return Meaning(measure, sex, age) if measure else None


@cache
def _known() -> Mapping[str, Meaning]:
    """Every heading that we know, folded."""
    known: dict[str, Meaning] = {}
    for field in fields.FIELDS:
        meaning = meaning_from(field.key)
        assert meaning is not None
        for text in (field.key, *in_all(field.label).values(), *field.words, *_WORDS.get(field.key, ())):
            known.setdefault(fold_name(text), meaning)
    for key, (label, words) in EXTRA.items():
        for text in (key, *in_all(label).values(), *words):
            known.setdefault(fold_name(text), Meaning(key))
    return known


@cache
def heading_specs() -> tuple[ColumnSpec, ...]:
    """All fields with every word for them as a label: what the intake compares unknown headings with."""
    labels: dict[str, list[str]] = {}
    for text, meaning in _known().items():
        labels.setdefault(meaning.key, []).append(text)
    return tuple(
        ColumnSpec(key, {f"word-{number}": text for number, text in enumerate(texts)}) for key, texts in labels.items()
    )


# -- our own workbook --------------------------------------------------------------------------

_KIND: Mapping[str, Kind] = {"date": "date", "count": "integer", "amount": "decimal"}
CURRENCIES = ("USD", "TJS", "EUR", "RUB", "CNY", "CHF", "GBP", "JPY")


def sheet_spec(language: str, rows: Iterable[RowSpec] = (), *, scheme: str = MIGRATION.key) -> SheetSpec:
    """The sheet of our workbook. `language` is the interface's code, `scheme` a key of `codes.themes.SCHEMES`.

    `rows` carry the key of the line as `row_id` and values by field key: organisations and places as their names,
    thematic area, kind of work, status and visibility as their codes, dates, whole numbers, Decimal.
    """
    with override(language):
        name = str(_("Who does what, where, when"))[:31]
    return SheetSpec(fields.SHEET, name, workbook_columns(scheme), rows)


@cache
def workbook_columns(scheme: str = MIGRATION.key) -> tuple[ColumnSpec, ...]:
    """The columns with their labels and lists in every language: a file comes back in another one than it went."""
    return tuple(_column(field, scheme) for field in fields.WORKBOOK)


def _column(field: Field, scheme: str) -> ColumnSpec:
    offered = _offered(field, scheme)
    return ColumnSpec(
        field.key, in_all(field.label), "choice" if offered else _KIND.get(field.kind, "text"), width=field.width,
        choices=offered, help=in_all(field.hint) if field.hint else "", open_list=field.kind in ("service", "currency"),
    )  # fmt: skip


def _offered(field: Field, scheme: str) -> tuple[Choice, ...]:
    if field.kind == "currency":
        return tuple(Choice(code, code) for code in CURRENCIES)
    codes = {
        "theme": SCHEMES[scheme],
        "service": SERVICES if scheme == MIGRATION.key else None,
        "status": STATUSES,
        "visibility": VISIBILITIES,
    }.get(field.kind)
    return tuple(Choice(entry.key, in_all(entry.label)) for entry in codes) if codes is not None else ()


def in_all(label: Any) -> dict[str, str]:
    """A label in every language of the interface."""
    found = {}
    for language in INTERFACE:
        with override(language.code):
            found[language.code] = str(label)
    return found


def labels_of(keys: Sequence[str]) -> str:
    """The labels of these meanings in one line."""
    return ", ".join(meaning.label for key in keys if (meaning := meaning_from(key)) is not None)
