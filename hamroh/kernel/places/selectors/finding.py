"""Finding places by whatever name people know them: today's, a former one, another spelling, another script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.folding import fold_name

from ..models import NameKind, Place, PlaceCode, PlaceName
from ..spelling import SIMILAR_ENOUGH, similarity, without_kind


class Reason(models.TextChoices):
    """Why a place is offered, surest first."""

    CODE = "code", _("its code")
    CURRENT = "current", _("its name today")
    OFFICIAL = "official", _("its official name")
    ALIAS = "alias", _("another spelling of its name")
    FORMER = "former", _("its former name")
    BEGINNING = "beginning", _("its name begins so")
    SIMILAR = "similar", _("a name that sounds alike")


_SCORE = {
    Reason.CODE: 1.0,
    Reason.CURRENT: 0.98,
    Reason.OFFICIAL: 0.96,
    Reason.ALIAS: 0.94,
    Reason.FORMER: 0.9,
    Reason.BEGINNING: 0.8,
}
_REASON_OF_KIND = {
    NameKind.CURRENT: Reason.CURRENT,
    NameKind.OFFICIAL: Reason.OFFICIAL,
    NameKind.ALIAS: Reason.ALIAS,
    NameKind.FORMER: Reason.FORMER,
}
_SHORTEST_GUESS = 3
_Row = TypeVar("_Row", bound=models.Model)
_bare = lru_cache(maxsize=20_000)(without_kind)


@dataclass(frozen=True)
class Candidate:
    """A place that may be meant: the name or code that matched, why, how surely (0 to 1).

    `until` is the day on which a former name ended, when known.
    """

    place: Place
    matched: str
    reason: Reason
    score: float
    until: date | None = None


def find(
    text: str, *, country: str | None = None, levels: Sequence[int] | None = None, limit: int = 10
) -> tuple[Candidate, ...]:
    """Return the places that `text` may mean, surest first, each once; an empty tuple when none is near.

    Codes and exact names (after folding, and without words such as region or district) come before names that
    begin so; only when none of these is found are names offered that sound alike.
    """
    folded = fold_name(text)
    if not folded:
        return ()
    wanted = (folded, without_kind(folded))
    names = _names(country, levels)
    matches = [*_by_code(text, country, levels), *_exact(names, wanted), *_beginning(names, wanted)]
    if not matches:
        matches = list(_similar(names, text))
    best = _best_of_each(matches)
    places = Place.objects.select_related("parent").in_bulk([match.place_id for match in best])
    candidates = [match.of(places[match.place_id]) for match in best]
    # Deeper places first among equals: who types Leninabad mostly means the town, not its region.
    candidates.sort(key=lambda each: (-each.score, -each.place.level, each.place.slug))
    return tuple(candidates[:limit])


@dataclass(frozen=True)
class _Name:
    place_id: int
    text: str
    kind: str
    folded: str
    valid_to: date | None


@dataclass(frozen=True)
class _Match:
    place_id: int
    matched: str
    reason: Reason
    score: float
    until: date | None = None

    def of(self, place: Place) -> Candidate:
        return Candidate(place, self.matched, self.reason, self.score, self.until)


def _names(country: str | None, levels: Sequence[int] | None) -> list[_Name]:
    rows = _within(PlaceName.objects.all(), country, levels).order_by()
    return [_Name(*row) for row in rows.values_list("place_id", "text", "kind", "folded", "valid_to")]


def _by_code(text: str, country: str | None, levels: Sequence[int] | None) -> Iterable[_Match]:
    codes = _within(PlaceCode.objects.filter(code=text.strip().upper()), country, levels)
    for place_id, code in codes.values_list("place_id", "code"):
        yield _Match(place_id, code, Reason.CODE, _SCORE[Reason.CODE])


def _within(rows: models.QuerySet[_Row], country: str | None, levels: Sequence[int] | None) -> models.QuerySet[_Row]:
    if country:
        rows = rows.filter(place__country=country)
    if levels is not None:
        rows = rows.filter(place__level__in=levels)
    return rows


def _exact(names: Iterable[_Name], wanted: tuple[str, ...]) -> Iterable[_Match]:
    for name in names:
        if name.folded in wanted or _bare(name.folded) in wanted:
            reason = _REASON_OF_KIND[NameKind(name.kind)]
            yield _Match(name.place_id, name.text, reason, _SCORE[reason], name.valid_to)


def _beginning(names: Iterable[_Name], wanted: tuple[str, ...]) -> Iterable[_Match]:
    for name in names:
        if name.folded.startswith(wanted) or _bare(name.folded).startswith(wanted):
            yield _Match(name.place_id, name.text, Reason.BEGINNING, _SCORE[Reason.BEGINNING], name.valid_to)


def _similar(names: Iterable[_Name], text: str) -> Iterable[_Match]:
    if len(fold_name(text)) < _SHORTEST_GUESS:
        return
    for name in names:
        score = similarity(text, name.text)
        if score >= SIMILAR_ENOUGH:
            yield _Match(name.place_id, name.text, Reason.SIMILAR, round(score * 0.75, 3), name.valid_to)


def _best_of_each(matches: Iterable[_Match]) -> list[_Match]:
    best: dict[int, _Match] = {}
    for match in matches:
        known = best.get(match.place_id)
        if known is None or match.score > known.score:
            best[match.place_id] = match
    return list(best.values())
