"""The agenda: who may change it, what can be linked, and that the loop can be followed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from hamroh.commons.agenda import services
from hamroh.commons.agenda.models import Item, Link
from hamroh.commons.agenda.selectors import follow, linked, standing, visible_to
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.people.roles import ROLES

pytestmark = pytest.mark.django_db
OFFICER = Actor("person:1", role="legal_officer", organisation_id=1, person_id=1)
READER = Actor("person:2", role="translator", organisation_id=1, person_id=2)


def put(kind: str, title: str = "x", **fields: object) -> Item:
    return services.put_item(actor=OFFICER, kind=kind, title={"en": title}, **fields)


def any_record() -> str:
    return subject_of(Organisation.objects.create(names={"en": "Stands for a record"}))


def events() -> list[str]:
    return list(Entry.objects.filter(chain="agenda").order_by("number").values_list("event", flat=True))


def join(start: Item | str, kind: str, end: Item | str) -> Link:
    ends = [one if isinstance(one, str) else subject_of(one) for one in (start, end)]
    return services.link(actor=OFFICER, from_subject=ends[0], to_subject=ends[1], kind=kind)


@pytest.mark.parametrize("role", [role.key for role in ROLES])
@pytest.mark.parametrize("verb", ["put_item", "change_item", "withdraw_item", "link", "unlink"])
def test_only_these_roles_may_change_the_agenda_and_each_change_is_one_event(role: str, verb: str) -> None:
    actor = Actor("person:3", role=role, organisation_id=1, person_id=3)
    gap, priority = put("gap"), put("priority")
    given = {
        "put_item": {"kind": "gap", "title": {"tg": "Камбудӣ"}},
        "change_item": {"item": gap, "public": True},
        "withdraw_item": {"item": gap, "reason": "Done."},
        "link": {"from_subject": subject_of(priority), "to_subject": subject_of(gap), "kind": "answers"},
        "unlink": {},
    }[verb]
    if verb == "unlink":
        given = {"link": join(priority, "answers", gap)}
    before = len(events())
    if role in {"secretariat", "programme_manager", "legal_officer"}:
        getattr(services, verb)(actor=actor, **given)
        told = {"put_item": "item-put", "change_item": "item-changed", "withdraw_item": "item-withdrawn",
                "link": "linked", "unlink": "unlinked"}  # fmt: skip
        assert events()[before:] == [f"agenda.{told[verb]}"]
    else:
        with pytest.raises(Refused):
            getattr(services, verb)(actor=actor, **given)
        assert len(events()) == before


def test_what_changes_nothing_is_no_event() -> None:
    item = put("decision", public=True)
    once = join(item, "settles", put("gap"))
    before = events()
    services.change_item(actor=OFFICER, item=item, public=True)
    assert (
        services.link(actor=OFFICER, from_subject=once.from_subject, to_subject=once.to_subject, kind="settles") == once
    )
    assert events() == before
    services.unlink(actor=OFFICER, link=once)
    services.unlink(actor=OFFICER, link=Link(pk=once.pk, from_subject="a", to_subject="b", kind="settles"))
    services.withdraw_item(actor=OFFICER, item=item, reason="Replaced.")
    services.withdraw_item(actor=OFFICER, item=item, reason="Replaced.")
    assert events()[len(before) :] == ["agenda.unlinked", "agenda.item-withdrawn"]


@pytest.mark.parametrize(
    "kind, title", [("wish", {"en": "x"}), ("gap", {}), ("gap", {"en": "  "}), ("gap", {"xx": "x"}), ("gap", {"en": 3})]
)
def test_items_that_make_no_sense_are_refused_and_leave_nothing(kind: str, title: dict) -> None:
    with pytest.raises(ValidationError):
        services.put_item(actor=OFFICER, kind=kind, title=title)
    assert not Item.objects.exists() and events() == []


def test_an_item_keeps_its_kind_and_a_withdrawal_its_reason() -> None:
    item = put("gap")
    with pytest.raises(TypeError, match="kind"):
        services.change_item(actor=OFFICER, item=item, kind="decision")
    with pytest.raises(ValidationError, match="why"):
        services.withdraw_item(actor=OFFICER, item=item, reason=" ")


@pytest.mark.parametrize(
    "start, kind, end, allowed",
    [
        ("record", "shows", "gap", True), ("gap", "shows", "gap", False), ("record", "shows", "decision", False),
        ("priority", "answers", "gap", True), ("gap", "answers", "priority", False),
        ("decision", "settles", "priority", True), ("decision", "settles", "gap", True),
        ("decision", "settles", "decision", False), ("commitment", "promises", "decision", True),
        ("commitment", "promises", "gap", False), ("record", "carries_out", "decision", True),
        ("record", "carries_out", "record", False), ("record", "measures", "commitment", True),
        ("record", "likes", "gap", False),
    ],
)  # fmt: skip
def test_what_may_be_linked_to_what(start: str, kind: str, end: str, allowed: bool) -> None:
    ends = [any_record() if one == "record" else put(one) for one in (start, end)]
    if allowed:
        join(ends[0], kind, ends[1])
    else:
        with pytest.raises(ValidationError):
            join(ends[0], kind, ends[1])
    assert Link.objects.exists() is allowed


@pytest.mark.parametrize("subject", ["agenda.item:999", "agenda.item:", "agenda.item:x", "no.such:1", "", "nonsense"])
def test_links_to_nothing_are_refused(subject: str) -> None:
    with pytest.raises(ValidationError, match="no record"):
        join(subject, "answers", put("gap"))


def test_the_loop_can_be_followed_from_a_number_to_what_came_of_it() -> None:
    number, activity = any_record(), any_record()
    gap, priority, decision = put("gap"), put("priority"), put("decision")
    join(number, "shows", gap)
    join(priority, "answers", gap)
    join(decision, "settles", priority)
    join(activity, "carries_out", decision)
    join(number, "measures", decision)
    reached = [(distance, str(one.label), one.subject) for distance, one in follow(number, READER)]
    assert reached == [
        (1, "shows", subject_of(gap)),
        (1, "measures", subject_of(decision)),
        (2, "is answered by", subject_of(priority)),
        (2, "is carried out by", activity),
    ]
    assert [distance for distance, _one in follow(activity, READER, steps=1)] == [1]


def test_visitors_see_public_items_and_links_between_them_alone() -> None:
    shown, secret, gone = put("priority", public=True), put("gap"), put("gap", public=True)
    join(shown, "answers", secret)
    join(shown, "answers", gone)
    services.withdraw_item(actor=OFFICER, item=gone, reason="It is met.")
    assert list(visible_to(None, ANYONE)) == [shown] and visible_to(None, READER).count() == 3
    assert linked(subject_of(shown), ANYONE) == [] and len(linked(subject_of(shown), READER)) == 2
    assert list(standing("gap", READER)) == [secret] and not standing("gap", ANYONE).exists()
