"""Pairs that are probably one undertaking, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from .activities import Known
from .likeness import Reason, likeness, tails, title_of, usable_code
from .undertakings import Undertaking, plain_code
from .weights import AS_NEAR, MOST_PROPOSALS, THRESHOLD, TITLE_NEAR

# The coarse measure is never below the finer one of likeness.py: what it leaves out would have counted as no likeness.
_WORTH_A_LOOK = TITLE_NEAR
# Of one organisation's titles that many are looked at closer, the likest first.
_MOST_TITLES = 40
# Without comparable titles all activities of an organisation must be looked at; a larger crowd tells nothing.
_LARGEST_CROWD = 250


@dataclass(frozen=True)
class Proposal:
    """An undertaking and an activity (primary key) that are probably one, likeness 0 to 1, reasons as (code, facts)."""

    undertaking: Undertaking
    activity: int
    score: float
    reasons: tuple[Reason, ...]


@dataclass
class _Index:
    """Activities by what undertakings share with them."""

    known: Sequence[Known]
    by_code: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_tail: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_title: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    # Organisation → scripts of an activity's titles → activities.
    by_body: dict[int, dict[frozenset[str], list[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    # Organisation → script → folded title → activities.
    titles: dict[int, dict[str, dict[str, list[int]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    )

    def __post_init__(self) -> None:
        for at, one in enumerate(self.known):
            for identifier in one.identifiers:
                self.by_code[plain_code(identifier)].add(at)
                for tail in tails(identifier):
                    self.by_tail[tail].add(at)
            titles = [title_of(text) for text in one.titles]
            for title in titles:
                self.by_title[title.folded].add(at)
            scripts = frozenset(title.script for title in titles)
            for body in one.doers:
                self.by_body[body][scripts].append(at)
                for title in titles:
                    self.titles[body][title.script][title.folded].append(at)


def propose(
    undertakings: Iterable[Undertaking], activities: Sequence[Known], *, different: Collection[tuple[str, int]] = ()
) -> list[Proposal]:
    """Pairs above the threshold, likeliest first. `different` are (key, activity) that a person parted already.

    Time grows with the activities of an organisation, not with all of them.
    """
    index = _Index(activities)
    found = [one for undertaking in undertakings for one in _of_one(undertaking, index, different)]
    return sorted(found, key=lambda one: (-one.score, one.undertaking.key, one.activity))


def _of_one(one: Undertaking, index: _Index, different: Collection[tuple[str, int]]) -> list[Proposal]:
    scored = []
    for at in _candidates(one, index):
        other = index.known[at]
        if (one.key, other.pk) in different:
            continue
        found = likeness(one, other)
        if found.score >= THRESHOLD:
            scored.append(Proposal(one, other.pk, round(found.score, 4), tuple(found.reasons)))
    scored.sort(key=lambda pair: (-pair.score, pair.activity))
    return [pair for pair in scored[:MOST_PROPOSALS] if pair.score >= scored[0].score - AS_NEAR]


def _candidates(one: Undertaking, index: _Index) -> set[int]:
    found: set[int] = set()
    for code in map(plain_code, one.codes):
        found |= index.by_code.get(code, set())
        if usable_code(code):
            found |= index.by_tail.get(code, set())
    titles = [title_of(text) for text in one.titles]
    own_scripts = {title.script for title in titles}
    for title in titles:
        # One title may be that of hundreds ("Programme support"): then it says nothing by itself.
        same = index.by_title.get(title.folded, set())
        if len(same) <= _LARGEST_CROWD:
            found |= same
    for body in one.doers:
        scripts = index.titles.get(body, {})
        for title in titles:
            choices = scripts.get(title.script)
            if choices:
                near = process.extract(
                    title.folded, choices.keys(), scorer=fuzz.token_set_ratio, score_cutoff=_WORTH_A_LOOK,
                    limit=_MOST_TITLES,
                )  # fmt: skip
                found.update(at for text, _score, _at in near for at in choices[text])
        crowd = index.by_body.get(body, {})
        if sum(map(len, crowd.values())) <= _LARGEST_CROWD:
            # Titles in another script, or none, cannot be compared: everything else is.
            found.update(at for theirs, some in crowd.items() if not theirs & own_scripts for at in some)
    return found
