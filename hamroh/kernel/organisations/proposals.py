"""Probable duplicates among the organisations that stand: read, reckoned once while nothing changes, kept in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.core.cache import caches

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people.decisions import may

from . import events
from .duplicates import Body, Proposal, propose
from .models import AliasKind, Organisation, OrganisationAlias
from .selectors import pairs_that_differ, roots

# More are not compared while somebody waits (they take five seconds): the newest are, as old ones were when new.
MOST_BODIES = 6_000
MOST_KEPT = 2_000
_KEPT_SECONDS = 24 * 3600
# After these the figures still hold: a joined pair is only left out, and its others go on under the kept name.
_HARMLESS = (events.MERGED, events.MARKED_DIFFERENT)


def probable_duplicates(*, viewer: Actor) -> list[Proposal]:
    """Pairs of bodies that are probably one, likeliest first, at most 2,000; for who may join them, else none.

    Never a pair that somebody marked as different, a body and its part, two with different identifiers, or two on
    different sides of the firewall.
    """
    if not may(viewer, "organisations.merge"):
        return []
    found: list[Proposal] | None = caches["local"].get_or_set(
        f"organisations.duplicates:{_state()}", _reckon, _KEPT_SECONDS
    )
    return list(_still_open(found or []))


def _state() -> str:
    """What the figures depend on: the last entry that told of another organisation or another name."""
    chain = Entry.objects.filter(chain="organisations").exclude(event__in=_HARMLESS)
    last = chain.order_by("-number").values_list("number", "hash").first()
    return "-".join(map(str, last)) if last else "none"


def _still_open(found: list[Proposal]) -> Iterator[Proposal]:
    into, different = roots(), pairs_that_differ()
    told: set[tuple[int, int]] = set()
    for pair in found:
        one, other = sorted((into.get(pair.one, pair.one), into.get(pair.other, pair.other)))
        if one != other and (one, other) not in different and (one, other) not in told:
            told.add((one, other))
            yield Proposal(one, other, pair.score, pair.reasons)


def _reckon() -> list[Proposal]:
    return propose(list(_bodies()))[:MOST_KEPT]


def _bodies() -> Iterator[Body]:
    rows = list(
        Organisation.objects.order_by("-pk").values_list(
            "pk", "names", "org_id", "type", "country", "parent_id", "enforcement", "fictional"
        )[:MOST_BODIES]
    )
    above = {pk: parent for pk, _names, _id, _type, _country, parent, *_flags in rows}
    names, acronyms = _aliases()
    for pk, today, org_id, type_, country, _parent, enforcement, fictional in rows:
        texts = dict.fromkeys([*(text for text in today.values() if text), *names.get(pk, ())])
        yield Body(
            key=pk, names=tuple(texts), acronyms=tuple(acronyms.get(pk, ())), org_id=org_id, type=type_,
            country=country, above=_ancestors(pk, above), side=f"{enforcement:d}{fictional:d}",
        )  # fmt: skip


def _aliases() -> tuple[Mapping[int, list[str]], Mapping[int, list[str]]]:
    names: dict[int, list[str]] = defaultdict(list)
    acronyms: dict[int, list[str]] = defaultdict(list)
    rows = OrganisationAlias.objects.order_by("pk").values_list("organisation_id", "text", "kind")
    for pk, text, kind in rows.iterator():
        (acronyms if kind == AliasKind.ACRONYM else names)[pk].append(text)
    return names, acronyms


def _ancestors(pk: int, above: Mapping[int, int | None]) -> frozenset[int]:
    found: set[int] = set()
    parent = above.get(pk)
    while parent is not None and parent not in found:
        found.add(parent)
        parent = above.get(parent)
    return frozenset(found)
