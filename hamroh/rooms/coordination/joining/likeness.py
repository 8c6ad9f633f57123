"""How likely an undertaking of a 4W and an activity are one: no query, no clock, figures and reasons alone."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.places.spelling import sound

from .activities import Known
from .undertakings import Undertaking, plain_code
from .weights import (
    SAME_DAYS,
    SOUNDS_ALIKE,
    START,
    TITLE_ALIKE,
    TITLE_NEAR,
    TITLE_SAME,
    TITLE_UNLIKE,
    WEIGHTS,
)

Reason = tuple[str, dict[str, Any]]
# A shorter identifier, or one without a digit, is contained in too many.
_SHORTEST_CODE = 5
_NUMBER = re.compile(r"\d+")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_SEPARATOR = re.compile(r"[^0-9A-Za-z]+")


@dataclass(frozen=True)
class Title:
    """A title ready for comparison: folded, in sounds, its numbers, and its script (latin, cyrillic, han, other)."""

    folded: str
    sounds: str
    numbers: frozenset[str]
    script: str


@lru_cache(maxsize=100_000)
def title_of(text: str) -> Title:
    """A title."""
    folded = fold_name(text)
    words = folded.split()
    numbers = frozenset(_NUMBER.findall(folded)) | {_ROMAN[word] for word in words if word in _ROMAN}
    return Title(folded, " ".join(sound(word) for word in words), numbers, _script(folded))


def _script(folded: str) -> str:
    letters = next((letter for letter in folded if letter.isalpha()), "")
    if not letters:
        return "other"
    if "\u4e00" <= letters <= "\u9fff":
        return "han"
    return "cyrillic" if "\u0400" <= letters <= "\u04ff" else "latin" if letters.isascii() else "other"


@dataclass
class Likeness:
    """Reasons with their points, and what they add up to."""

    reasons: list[Reason] = field(default_factory=list)
    points: float = START

    def say(self, code: str, **facts: Any) -> None:
        """One reason more."""
        self.points += WEIGHTS[code].points
        self.reasons.append((code, facts))

    @property
    def score(self) -> float:
        """From 0 to 1."""
        return 1 / (1 + math.exp(-self.points))


def likeness(one: Undertaking, other: Known) -> Likeness:
    """How likely they are the same, and why."""
    found = Likeness()
    _identifiers(found, one, other)
    _titles(found, one, other)
    _organisations(found, one, other)
    _places(found, one, other)
    _dates(found, one, other)
    if one.themes and other.theme:
        found.say("theme_same" if other.theme in one.themes else "theme_other")
    return found


# -- identifiers -----------------------------------------------------------------------------------


def tails(identifier: str) -> Iterable[str]:
    """The identifier and what of it follows each separator, plain: what a file may give of it."""
    parts = [part for part in _SEPARATOR.split(identifier.upper()) if part]
    for start in range(len(parts)):
        yield "".join(parts[start:])


def usable_code(code: str) -> bool:
    """Whether a plain identifier says enough to be looked for inside others."""
    return len(code) >= _SHORTEST_CODE and any(letter.isdigit() for letter in code)


def _identifiers(found: Likeness, one: Undertaking, other: Known) -> None:
    if not one.codes:
        return
    own = {plain_code(code): code for code in one.codes}
    theirs, ends, publisher = _compared(other.identifiers)
    for code, written in own.items():
        if code in theirs:
            found.say("identifier_same", identifier=written)
            return
    for code, written in own.items():
        if usable_code(code) and code in ends:
            found.say("identifier_within", identifier=written)
            return
    for code, written in own.items():
        if len(publisher) >= _SHORTEST_CODE and code.startswith(publisher) and code != publisher:
            found.say("identifier_other", identifier=written)
            return


@lru_cache(maxsize=100_000)
def _compared(identifiers: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], str]:
    """Plain identifiers, all their tails, and the publisher: what the first, an IATI identifier, begins with."""
    plain = frozenset(plain_code(one) for one in identifiers)
    ends = frozenset(end for one in identifiers for end in tails(one))
    return plain, ends, plain_code("-".join(_SEPARATOR.split(identifiers[0])[:-1]))


# -- titles ----------------------------------------------------------------------------------------


def title_likeness(one: Title, other: Title) -> float:
    """0 to 100: how alike the words are, those that one title has beyond the other counted half."""
    whole = fuzz.token_sort_ratio(one.folded, other.folded)
    return (whole + fuzz.token_set_ratio(one.folded, other.folded)) / 2


def _titles(found: Likeness, one: Undertaking, other: Known) -> None:
    pairs = [(title_of(mine), title_of(theirs)) for mine in one.titles for theirs in other.titles]
    same_script = [
        (title_likeness(mine, theirs), mine, theirs) for mine, theirs in pairs if mine.script == theirs.script
    ]
    best, mine, theirs = max(same_script, key=lambda pair: pair[0], default=(0.0, None, None))
    share = round(best)
    if best >= TITLE_SAME:
        found.say("title_same")
    elif best >= TITLE_ALIKE:
        found.say("title_alike", share=share)
    elif best >= TITLE_NEAR:
        found.say("title_near", share=share)
    else:
        heard = max((fuzz.token_sort_ratio(a.sounds, b.sounds) for a, b in pairs if a.script != b.script), default=0.0)
        if heard >= SOUNDS_ALIKE:
            found.say("title_sounds", share=round(heard))
        elif same_script and best < TITLE_UNLIKE and not _may_be_translated(same_script):
            found.say("title_unlike")
    if mine and theirs and best >= TITLE_NEAR and mine.numbers != theirs.numbers and (mine.numbers and theirs.numbers):
        found.say("numbers_differ")


def _may_be_translated(pairs: list[tuple[float, Title, Title]]) -> bool:
    # Tajik and Russian share letters: unlike titles may say the same. Latin ones are English as a rule.
    return all(mine.script == "cyrillic" for _best, mine, _theirs in pairs)


# -- organisations, places, dates ------------------------------------------------------------------


def _organisations(found: Likeness, one: Undertaking, other: Known) -> None:
    own = one.doers
    shared = own & other.doers
    if other.lead in (one.programming or own):
        found.say("lead_same", organisations=[other.lead])
    elif shared:
        found.say("doer_same", organisations=sorted(shared))
    # Who plans it and carries it out itself is one witness, not two.
    partners = (one.implementing - one.programming) & other.implementing
    if partners:
        found.say("partner_same", organisations=sorted(partners))
    donors = one.donors & other.donors
    if donors:
        found.say("donor_same", organisations=sorted(donors))
    if not shared and not donors and own:
        found.say("nobody_shared")


def _places(found: Likeness, one: Undertaking, other: Known) -> None:
    mine, theirs = one.districts, other.districts
    if mine and theirs:
        share = len(mine & theirs) / len(mine | theirs)
        if share == 1:
            found.say("places_same")
        elif share > 0:
            found.say("places_shared", share=round(100 * share))
        else:
            found.say("places_apart")
    elif one.regions and other.regions:
        found.say("region_shared" if one.regions & other.regions else "places_apart")


def _dates(found: Likeness, one: Undertaking, other: Known) -> None:
    if (one.first is None and one.last is None) or (other.first is None and other.last is None):
        return
    first, last = one.first, None if one.open_end else one.last
    if (first and other.last and first > other.last) or (last and other.first and last < other.first):
        found.say("dates_apart")
    elif _near(first, other.first) and _near(last, other.last):
        found.say("dates_same")
    else:
        found.say("dates_shared")


def _near(one: dt.date | None, other: dt.date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= SAME_DAYS
