"""How likely two names are those of one body, 0 to 1, and why. Nothing is read here: words in, a figure out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from .forms import Form, Names, known_words
from .likeness import alike
from .vocabulary import FORMS, is_concept

Reason = tuple[str, Mapping[str, str]]

# From here on a pair is shown. Set on the tuning half of the sample names (see the decision page).
THRESHOLD = 0.5

# A word of the form of a body weighs this share of its rarity, when enough else is shared.
_FORM_SHARE = 0.35
_FORM_ALONE, _MEANING_ALONE = 1.5, 2.2
# What two names must share, in bits, before the words of form stop telling them apart.
_ENOUGH_BITS = 11.0
_KNOWN_BITS = 12.0
# Fewer bits shared than this are no reason for anything.
_LEAST_BITS = 4.0
# A pair this unlike needs no words for its likeness.
_NOT_WORTH = 0.3
# A word of the vocabulary is never a name; a word that is none of it may be.
_MOST_BITS = 9.0
_MOST_OF_VOCABULARY = 6.0
# Each of the two has words that the other lacks: words of form, words with a meaning, names.
_FORMS_DIFFER, _MEANINGS_DIFFER, _NAMES_DIFFER = 0.7, 0.6, 0.45
# Of an acronym this short many bodies have the initials.
_SHORT_ACRONYM = 2
# Acronyms less alike than this are two, not one with a slip.
_ACRONYM_SLIP = 80
# A name of one word, misspelled: Intersos is not Intersom.
_SHORTEST_ALONE = 9


@dataclass(frozen=True)
class Scored:
    """A figure and what it rests on."""

    score: float
    reasons: tuple[Reason, ...]


_NOTHING = Scored(0.0, ())


class Rarity:
    """How much a concept tells, in bits: the fewer bodies have it, the more."""

    def __init__(self, bodies: Iterable[Names]) -> None:
        """Count in how many of the bodies each concept and each set of initials stands."""
        self.size = 0
        self._bodies_with: dict[str, int] = {}
        for names in bodies:
            self.size += 1
            for concept in {concept for form in names.forms for concept in form.concepts}:
                self._bodies_with[concept] = self._bodies_with.get(concept, 0) + 1

        self._bits: dict[str, float] = {}

    def bits(self, concept: str) -> float:
        """Bits of one concept; a well-known body's name tells most."""
        known = self._bits.get(concept)
        if known is None:
            known = self._bits[concept] = self._reckoned(concept)
        return known

    def _reckoned(self, concept: str) -> float:
        if concept[0] == "@":
            return _KNOWN_BITS
        # As if there were a thousand bodies more of the usual kind: in a short list no word is as rare as it seems.
        rare = log((self.size + 1000) / (self._bodies_with.get(concept, 0) + 1 + 1000 * _usual(concept)), 2)
        return max(0.8, min(_MOST_OF_VOCABULARY if is_concept(concept) else _MOST_BITS, rare))


def _usual(concept: str) -> float:
    return 0.06 if concept in FORMS else 0.0


def score(one: Names, other: Names, rarity: Rarity, shared_initials: Mapping[str, int]) -> Scored:
    """The best of all pairs of forms; `shared_initials` is how many different bodies each set of initials may mean."""
    best = _NOTHING
    for mine in one.forms:
        for theirs in other.forms:
            found = _forms(mine, theirs, rarity)
            if found.score > best.score:
                best = found
    by_acronym = _acronyms(one, other, shared_initials)
    if by_acronym.score and best.score >= 0.5:
        return Scored(min(1.0, best.score + 0.15), (*best.reasons, *by_acronym.reasons))
    best = max(best, by_acronym, key=lambda found: found.score)
    if best.score and one.acronyms and other.acronyms and _acronyms_differ(one, other):
        return Scored(best.score * 0.75, best.reasons)
    return best


def _forms(one: Form, other: Form, rarity: Rarity) -> Scored:
    if one.numbers != other.numbers or one.countries != other.countries:
        return _NOTHING
    if one.folded == other.folded:
        return Scored(1.0, (("same-name", {"name": one.text}),))
    if one.squeezed == other.squeezed:
        return Scored(0.97, (("same-letters", {"one": one.text, "other": other.text}),))
    if one.acronym and other.acronym and not one.known:
        return _NOTHING
    if one.concepts and sorted(one.concepts) == sorted(other.concepts):
        return _same_meaning(one, other, rarity)
    mine, theirs = _key(one), _key(other)
    if mine is not None and mine == theirs:
        return Scored(0.85, (("known", {"one": one.text, "other": other.text}),))
    found = _overlap(one, other, rarity)
    return max(found, _as_wholes(one, other), _cut_short(one, other), key=lambda scored: scored.score)


def _same_meaning(one: Form, other: Form, rarity: Rarity) -> Scored:
    bits = sum(map(rarity.bits, one.concepts))
    in_order = one.concepts == other.concepts
    known = any(concept[0] == "@" for concept in one.concepts)
    reason = ("known", {"one": one.text, "other": other.text}) if known else (
        "same-meaning", {"one": one.text, "other": other.text}
    )  # fmt: skip
    figure = 0.55 + 0.4 * min(1.0, bits / 14) + (0.05 if in_order else 0.0)
    return Scored(min(0.99, figure), (reason,))


def _overlap(one: Form, other: Form, rarity: Rarity) -> Scored:
    """Rarity-weighted share of concepts that both have, spelled the same or nearly so."""
    mine, theirs = list(one.concepts), list(other.concepts)
    shared: list[tuple[str, float]] = []
    for concept in one.concepts:
        if concept in theirs:
            theirs.remove(concept)
            mine.remove(concept)
            shared.append((concept, 1.0))
    near: list[tuple[str, str]] = []
    for concept, match, share in _near(mine, theirs):
        if len(one.concepts) > 1 or len(concept) >= _SHORTEST_ALONE:
            mine.remove(concept)
            theirs.remove(match)
            near.append((concept, match))
            shared.append((concept, share))
    if not shared:
        return _NOTHING
    bits = sum(rarity.bits(concept) * share for concept, share in shared)
    if not bits >= _LEAST_BITS:
        return _NOTHING
    named = any(not is_concept(concept) for concept, _share in shared)
    missed = sum(_missing(concept, rarity, bits, named) for concept in (*mine, *theirs))
    spelled = sum((1 - share) * rarity.bits(concept) for concept, share in shared)
    figure = bits / (bits + missed + spelled) * min(1.0, 0.55 + bits / 24)
    if mine and theirs:
        figure *= min(_contrast(mine, theirs), _contrast(theirs, mine))
    if figure < _NOT_WORTH:
        return _NOTHING
    return Scored(figure, _why(one, other, near, (*mine, *theirs)))


def _near(mine: list[str], theirs: list[str]) -> list[tuple[str, str, float]]:
    """Words of the two that are spelled nearly the same, each used once: (mine, theirs, share that agrees)."""
    found: list[tuple[str, str, float]] = []
    left = theirs
    # Two words of the vocabulary mean different things, however alike they look.
    names = [word for word in theirs if not is_concept(word)]
    for concept in mine:
        share, match = 0.0, ""
        for word in names if is_concept(concept) else left:
            if (agreed := alike(concept, word)) > share:
                share, match = agreed, word
        if share:
            found.append((concept, match, share))
            left = [word for word in left if word != match]
            names = [word for word in names if word != match]
    return found


def _contrast(mine: list[str], theirs: list[str]) -> float:
    if any(not is_concept(concept) for concept in mine) and any(concept not in FORMS for concept in theirs):
        return _NAMES_DIFFER
    if any(concept not in FORMS for concept in mine):
        return _MEANINGS_DIFFER
    return _FORMS_DIFFER


def _missing(concept: str, rarity: Rarity, bits: float, named: bool) -> float:
    # "Action for Community Development" and "Association for Community Development" are told apart by nothing else:
    # where no name is shared, each word counts in full and more.
    if concept in FORMS:
        return rarity.bits(concept) * (_FORM_SHARE if named and bits >= _ENOUGH_BITS else _FORM_ALONE)
    return rarity.bits(concept) * (1.15 if named else _MEANING_ALONE)


def _why(one: Form, other: Form, near: list[tuple[str, str]], extra: tuple[str, ...]) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if near:
        mine, theirs = near[0]
        reasons.append(("spelled-nearly", {"one": _word(one, mine), "other": _word(other, theirs)}))
    if extra or not near:
        reasons.append(("words-shared", {"one": one.text, "other": other.text}))
    return tuple(reasons)


def _word(form: Form, concept: str) -> str:
    return next((word for word in form.folded.split() if word.startswith(concept[:3])), concept)


def _as_wholes(one: Form, other: Form) -> Scored:
    """Names written in one piece or two ("Help Code", "HelpCode"), with a slip of the pen."""
    shorter = min(len(one.squeezed), len(other.squeezed))
    least = _SHORTEST_ALONE if " " not in one.folded and " " not in other.folded else 7
    if shorter < least or one.acronym or other.acronym or abs(len(one.squeezed) - len(other.squeezed)) > 3:
        return _NOTHING
    slips = DamerauLevenshtein.distance(one.squeezed, other.squeezed, score_cutoff=3)
    if slips > (1 if shorter < 12 else 2):
        return _NOTHING
    return Scored(0.92 - 0.06 * slips, (("slips", {"one": one.text, "other": other.text}),))


def _key(form: Form) -> str | None:
    return form.concepts[0] if form.known else form.nearly


def _cut_short(one: Form, other: Form) -> Scored:
    """A column was too narrow: one name ends on a joining word and the other goes on from there."""
    for short, full in ((one, other), (other, one)):
        if short.cut and full.folded.startswith(f"{short.folded} "):
            return Scored(0.85, (("cut-short", {"one": short.text, "other": full.text}),))
    return _NOTHING


def _acronyms(one: Names, other: Names, shared_initials: Mapping[str, int]) -> Scored:
    """An acronym of one is that of the other, or the initials of its name; short ones must be those of few bodies."""
    best = _NOTHING
    for mine, theirs in ((one, other), (other, one)):
        for short in mine.acronyms:
            meanings = shared_initials.get(short, 1)
            if short in theirs.acronyms:
                # Two bodies with names of their own may share an acronym; a bare acronym has nothing else to go by.
                most = 0.75 if mine.bare or theirs.bare else 0.45
                best = _better(best, _of_acronym(short, meanings, most), ("same-acronym", {"acronym": short.upper()}))
            if not mine.bare or short in known_words():
                continue
            for form in theirs.forms:
                if short in form.initials:
                    reason = ("initials", {"acronym": short.upper(), "name": form.text})
                    best = _better(best, _of_acronym(short, meanings, 0.8), reason)
    return best


def _better(best: Scored, figure: float, reason: Reason) -> Scored:
    return Scored(figure, (reason,)) if figure > best.score else best


def _of_acronym(short: str, meanings: int, most: float) -> float:
    if len(short) <= _SHORT_ACRONYM:
        most -= 0.12
    return most / (1 + 0.25 * (meanings - 1))


def _acronyms_differ(one: Names, other: Names) -> bool:
    return not one.acronyms & other.acronyms and not any(
        ratio(mine, theirs) >= _ACRONYM_SLIP for mine in one.acronyms for theirs in other.acronyms
    )
