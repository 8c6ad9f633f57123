"""Invented activities turned into lines of a 4W with the faults that files have, so that the truth is known."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass, replace

from hamroh.rooms.coordination.joining.activities import Known
from hamroh.rooms.coordination.joining.undertakings import Undertaking, identity

THEMES = ("labour_migration", "migration_health", "counter_trafficking", "return_reintegration", "policy_data_research")
AIMS = ("Support to", "Strengthening", "Improving", "Safe return of", "Access to justice for", "Health care for",
        "Skills training for", "Better protection of", "Economic inclusion of", "Legal aid to", "Small grants for",
        "Preparing", "Research on", "Capacity building for", "Community response for")  # fmt: skip
WHOM = ("returning migrants", "families left behind", "victims of trafficking", "labour migrants and their families",
        "border communities", "young people at risk of migration", "women returnees", "health workers", "migrant children",
        "state migration services", "diaspora entrepreneurs", "vocational schools", "refugee students")  # fmt: skip
WAYS = ("through cash grants", "by mobile teams", "through single windows", "with local authorities", "in rural areas",
        "by training of trainers", "through civil society", "by digital services", "with employers", "and research", "")  # fmt: skip
RUSSIAN = {"Support to": "Поддержка", "Strengthening": "Укрепление", "Legal aid to": "Правовая помощь",
           "returning migrants": "возвращающихся мигрантов", "in rural areas": "в сельской местности"}  # fmt: skip
REGIONS = range(1, 5)
SIBLINGS = 0.25
DISTRICTS = {region: [region * 100 + n for n in range(14)] for region in REGIONS}


@dataclass(frozen=True)
class Truth:
    """Activities, undertakings, and the pairs (key, activity) that are one."""

    activities: list[Known]
    undertakings: list[Undertaking]
    pairs: set[tuple[str, int]]


def make(
    *, activities: int, share: float = 0.7, strangers: float = 0.3, organisations: int = 40, seed: int = 7
) -> Truth:
    """`share` of the activities are also told by lines; `strangers`, as a share of these, are told by lines alone."""
    chance = random.Random(seed)
    known: list[Known] = []
    for number in range(1, activities + 1):
        # A quarter follows another one: the same body and title, another phase or other districts, later.
        sibling = chance.choice(known) if known and chance.random() < SIBLINGS else None
        known.append(_sibling(chance, sibling, number) if sibling else _activity(chance, number, organisations))
    told = chance.sample(known, round(activities * share))
    undertakings: dict[str, Undertaking] = {}
    pairs: set[tuple[str, int]] = set()
    for one in told:
        lines = _lines_of(chance, one)
        if lines.key not in undertakings:
            undertakings[lines.key] = lines
            pairs.add((lines.key, one.pk))
    for number in range(round(len(told) * strangers)):
        of = chance.choice(known) if chance.random() < 0.5 else None
        new = activities + number + 1
        stranger = _lines_of(chance, _sibling(chance, of, new) if of else _activity(chance, new, organisations))
        undertakings.setdefault(stranger.key, stranger)
    return Truth(known, list(undertakings.values()), pairs)


def _title(chance: random.Random) -> str:
    words = [chance.choice(AIMS), chance.choice(WHOM), chance.choice(WAYS)]
    if chance.random() < 0.3:
        words.append(f"phase {chance.choice((1, 2, 3))}")
    if chance.random() < 0.25:
        words.append(f"in region {chance.choice('ABCD')}")
    return " ".join(word for word in words if word)


def _activity(chance: random.Random, number: int, organisations: int) -> Known:
    lead = chance.randint(1, organisations)
    parts = {("donor", chance.randint(1, organisations)), ("programming", lead)}
    if chance.random() < 0.6:
        parts.add(("implementing", chance.randint(1, organisations)))
    titles = [_title(chance)]
    if chance.random() < 0.3:
        titles.append(_in_russian(titles[0]))
    region = chance.choice(REGIONS)
    districts = (
        frozenset(chance.sample(DISTRICTS[region], chance.randint(1, 4))) if chance.random() < 0.7 else frozenset()
    )
    first = dt.date(2024, 1, 1) + dt.timedelta(days=chance.randint(0, 900))
    return Known(
        pk=number, identifiers=(f"XX-ORG-{lead}-P{number:05}",), titles=tuple(titles), theme=chance.choice(THEMES),
        first=first, last=first + dt.timedelta(days=chance.randint(200, 1200)), lead=lead, parts=frozenset(parts),
        districts=districts, regions=frozenset({region}), national=False,
    )  # fmt: skip


def _sibling(chance: random.Random, one: Known, number: int) -> Known:
    """The next undertaking of the same body for the same purpose."""
    base = re.sub(r" phase \d", "", one.titles[0])
    title = f"{base} phase {chance.choice((2, 3, 4))}" if chance.random() < 0.6 else base
    region = chance.choice(REGIONS)
    later = dt.timedelta(days=chance.randint(300, 900))
    assert one.first is not None and one.last is not None
    return replace(
        one, pk=number, identifiers=(f"XX-ORG-{one.lead}-P{number:05}",), titles=(title,), first=one.first + later,
        last=one.last + later, districts=frozenset(chance.sample(DISTRICTS[region], chance.randint(1, 3))),
        regions=frozenset({region}),
    )  # fmt: skip


def _in_russian(title: str) -> str:
    for english, russian in RUSSIAN.items():
        title = title.replace(english, russian)
    return title if any("\u0400" <= letter <= "\u04ff" for letter in title) else "Проект: " + "".join(
        {"a": "а", "o": "о", "e": "е"}.get(letter, letter) for letter in title
    )  # fmt: skip


def _lines_of(chance: random.Random, one: Known) -> Undertaking:
    """The activity as a partner's file tells it."""
    implementing = sorted(body for role, body in one.parts if role == "implementing")
    programming = one.lead if chance.random() < 0.85 or not implementing else implementing[0]
    title = _written(chance, chance.choice(one.titles)) if chance.random() < 0.9 else ""
    code = _code(chance, one)
    theme = one.theme if chance.random() < 0.9 else chance.choice(THEMES)
    who = identity(programming, code, title, theme, f"service {chance.randint(1, 6)}")
    lines = Undertaking(who, who.key, 1)
    lines.lines = chance.randint(1, 6)
    if code:
        lines.codes[code] += 1
    if title:
        lines.titles[title] += 1
    lines.themes[theme] += 1
    lines.programming = {programming}
    lines.implementing = set(implementing) if chance.random() < 0.7 else set()
    lines.donors = {body for role, body in one.parts if role == "donor"} if chance.random() < 0.5 else set()
    region = min(one.regions)
    lines.regions = {region}
    kept = {district for district in one.districts if chance.random() < 0.85}
    added = {chance.choice(DISTRICTS[region])} if chance.random() < 0.3 else set()
    lines.districts = kept | added if chance.random() < 0.9 else set()
    shift = dt.timedelta(days=chance.choice((0, 0, 0, 10, 31, -31, 120)))
    lines.first = one.first + shift if one.first and chance.random() < 0.8 else None
    lines.last = one.last + shift if one.last and chance.random() < 0.7 else None
    lines.open_end = lines.last is None
    return lines


def _code(chance: random.Random, one: Known) -> str:
    drawn = chance.random()
    if drawn < 0.12:
        return one.identifiers[0]
    if drawn < 0.25:
        return one.identifiers[0].rpartition("-")[2]
    return f"INT{chance.randint(100, 999)}/{chance.randint(1, 99)}" if drawn < 0.4 else ""


def _written(chance: random.Random, title: str) -> str:
    """A title as somebody types it again: a word lost, a letter wrong, capitals, another order, a project's prefix."""
    words = title.split()
    if len(words) > 4 and chance.random() < 0.35:
        del words[chance.randrange(len(words))]
    if chance.random() < 0.3:
        at = chance.randrange(len(words))
        word = words[at]
        if len(word) > 3:
            cut = chance.randrange(1, len(word) - 1)
            words[at] = word[:cut] + chance.choice(("", word[cut] * 2, "e")) + word[cut + 1 :]
    text = " ".join(words)
    if chance.random() < 0.2:
        text = text.upper()
    if chance.random() < 0.15:
        text = "Project: " + text
    return text
