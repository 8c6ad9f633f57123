"""Reading the agenda, and following links from record to record."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of

from .kinds import BY_KEY
from .models import Item, Link

OWN_SUBJECT = f"{Item._meta.label_lower}:"


@dataclass(frozen=True)
class Linked:
    """One link as seen from a record: how it reads from there, and the record at the other end."""

    link_id: int
    kind: str
    label: str | Promise
    subject: str
    forward: bool


def visible_to(items: QuerySet[Item] | None, viewer: Actor) -> QuerySet[Item]:
    """Public items that still stand for visitors; all items for whoever signed in."""
    items = Item.objects.all() if items is None else items
    return items.filter(public=True, withdrawn_at=None) if viewer.key == "anyone" else items


def standing(kind: str, viewer: Actor) -> QuerySet[Item]:
    """Items of one kind that were not taken off the agenda."""
    return visible_to(None, viewer).filter(kind=kind, withdrawn_at=None)


def linked(subject: str, viewer: Actor) -> list[Linked]:
    """Links at a record, both directions, without those that lead to items the viewer may not see.

    Whether he may see a record of another part is for that part to say, when it is opened.
    """
    links = Link.objects.filter(Q(from_subject=subject) | Q(to_subject=subject))
    seen = [_from_here(link, subject) for link in links]
    hidden = _hidden({one.subject for one in seen}, viewer)
    return [one for one in seen if one.subject not in hidden]


def follow(subject: str, viewer: Actor, *, steps: int = 4) -> list[tuple[int, Linked]]:
    """Everything that can be reached from a record in at most so many links, nearest first, each record once."""
    reached = {subject}
    found: list[tuple[int, Linked]] = []
    ahead = deque([(subject, 0)])
    while ahead:
        here, distance = ahead.popleft()
        if distance == steps:
            continue
        for one in linked(here, viewer):
            if one.subject not in reached:
                reached.add(one.subject)
                found.append((distance + 1, one))
                ahead.append((one.subject, distance + 1))
    return found


def _from_here(link: Link, subject: str) -> Linked:
    kind = BY_KEY[link.kind]
    forward = link.from_subject == subject
    label = kind.label if forward else kind.label_back
    return Linked(link.pk, link.kind, label, link.to_subject if forward else link.from_subject, forward)


def _hidden(subjects: set[str], viewer: Actor) -> set[str]:
    own = {one for one in subjects if one.startswith(OWN_SUBJECT)}
    numbers = [one.removeprefix(OWN_SUBJECT) for one in own]
    return own - {subject_of(item) for item in visible_to(Item.objects.filter(pk__in=numbers), viewer)}
