"""Pairs of bodies that are probably one, out of any number of bodies, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .forms import Names, names_of
from .likeness import heard
from .scoring import THRESHOLD, Rarity, Reason, score

# Bodies that share a key are compared with each other; a key that more share tells nothing.
_LARGEST_BLOCK = 40
# Two bodies of the same whole name or acronym are worth looking at in larger crowds.
_LARGEST_CERTAIN = 200
_TELLING_WORDS = 4
# The rarest of them are enough by themselves; the others in pairs.
_ALONE = 2
_FEW_WORDS = 2
_TYPES_APART = 0.85


@dataclass(frozen=True)
class Body:
    """What is known of an organisation. `key` is its number; `above` the numbers of the bodies it is part of.

    `type` is an IATI OrganisationType, `country` ISO 3166-1 alpha-3. Bodies of different `side` are never one.
    """

    key: int
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    org_id: str | None = None
    type: str = ""
    country: str = ""
    above: frozenset[int] = frozenset()
    side: str = ""


@dataclass(frozen=True)
class Proposal:
    """Two bodies, the smaller number first, how likely they are one (0 to 1), and reasons as (code, facts)."""

    one: int
    other: int
    score: float
    reasons: tuple[Reason, ...]


def propose(
    bodies: Sequence[Body], *, different: frozenset[tuple[int, int]] = frozenset(), least: float = THRESHOLD
) -> list[Proposal]:
    """Pairs that are probably one body, likeliest first. `different` are pairs (smaller first) not to be asked again.

    Time grows with the number of bodies, not with its square: each is compared with those it shares a telling word,
    its whole name or its acronym with.
    """
    names = {body.key: names_of(body.names, body.acronyms) for body in bodies}
    by_key = {body.key: body for body in bodies}
    rarity = Rarity(names.values())
    initials = _meanings(names)
    found = []
    for one, other in _candidates(names, rarity):
        if (one, other) in different or _cannot_be_one(by_key[one], by_key[other]):
            continue
        scored = score(names[one], names[other], rarity, initials)
        figure = scored.score * _beside_names(by_key[one], by_key[other])
        if figure >= least:
            found.append(Proposal(one, other, round(figure, 3), scored.reasons))
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def _cannot_be_one(one: Body, other: Body) -> bool:
    if one.side != other.side:
        return True
    if one.org_id and other.org_id and one.org_id != other.org_id:
        return True
    return one.key in other.above or other.key in one.above


def _beside_names(one: Body, other: Body) -> float:
    share = 1.0
    if one.type and other.type and one.type[0] != other.type[0]:
        share *= _TYPES_APART
    if one.country and other.country and one.country != other.country:
        share *= _TYPES_APART
    return share


def _meanings(names: Mapping[int, Names]) -> dict[str, int]:
    """How many different names have these initials: names that mean the same count once."""
    meant: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for some in names.values():
        for form in some.forms:
            for initials in form.initials:
                meant[initials].add(tuple(sorted(form.concepts)))
    return {initials: len(forms) for initials, forms in meant.items()}


def _candidates(names: Mapping[int, Names], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Pairs worth a look, each once, smaller number first."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for key, some in names.items():
        for block in _blocks(some, rarity):
            blocks[block].add(key)
    seen: set[tuple[int, int]] = set()
    for block, keys in blocks.items():
        if 1 < len(keys) <= (_LARGEST_CERTAIN if block[0] == "=" else _LARGEST_BLOCK):
            for pair in combinations(sorted(keys), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _blocks(names: Names, rarity: Rarity) -> Iterator[str]:
    for form in names.forms:
        yield f"={form.squeezed}"
        yield "=" + " ".join(sorted(form.concepts))
        if form.nearly:
            yield f"={form.nearly}"
        telling = sorted(set(form.concepts), key=lambda concept: (-rarity.bits(concept), concept))[:_TELLING_WORDS]
        sounds = sorted({_rough(concept) for concept in telling})
        for concept in telling[:_ALONE]:
            yield f"1{_rough(concept)}"
        for pair in combinations(sounds, 2):
            yield f"2{pair[0]} {pair[1]}"
        if len(form.concepts) <= _FEW_WORDS or form.cut:
            # A slip in a name of one or two words leaves no pair of words whole.
            yield f"3{form.squeezed[:5]}"
            yield f"4{form.squeezed[-6:]}"
        for initials in form.initials:
            yield f"#{initials}"
    for acronym in names.acronyms:
        yield f"#{acronym}"


def _rough(concept: str) -> str:
    """What survives a slip of the pen in most words: how it begins, as it sounds."""
    if concept[0] == "@":
        return concept
    return heard(concept)[:4]
