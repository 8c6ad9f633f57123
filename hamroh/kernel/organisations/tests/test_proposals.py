"""The list of probable duplicates: who gets it, when it is reckoned anew, and what is never in it."""

from __future__ import annotations

import pytest

from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.organisations import proposals
from hamroh.kernel.organisations.models import AliasKind, Organisation
from hamroh.kernel.organisations.services import (
    add_alias,
    create_organisation,
    mark_different,
    merge_organisations,
    set_parent,
    undo_merge,
)

from .conftest import AUDITOR, SECRETARIAT, focal_point_of

pytestmark = pytest.mark.django_db


def made(name: str, **fields: object) -> Organisation:
    return create_organisation(actor=SECRETARIAT, names={"en": name}, **fields)  # type: ignore[arg-type]


def listed() -> set[tuple[int, int]]:
    return {(pair.one, pair.other) for pair in proposals.probable_duplicates(viewer=SECRETARIAT)}


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One number for each time that the pairs are reckoned: of how many bodies."""
    times: list[int] = []
    real = proposals.propose

    def counting(bodies: list[object], **more: object) -> list[object]:
        times.append(len(bodies))
        return real(bodies, **more)  # type: ignore[arg-type,return-value]

    monkeypatch.setattr(proposals, "propose", counting)
    return times


def test_only_who_may_join_them_gets_the_list() -> None:
    one, _other = made("Lantern Valley Foundation"), made("Lantern Vally Fondation")
    assert listed() == {(one.pk, _other.pk)}
    for viewer in (ANYONE, AUDITOR, focal_point_of(one)):
        assert proposals.probable_duplicates(viewer=viewer) == []


def test_it_is_reckoned_again_when_a_body_or_name_came_and_not_for_each_click(reckoned: list[int]) -> None:
    one, other, third = (made(f"Lantern Valley {end}") for end in ("Foundation", "Fondation", "Foundatoin"))
    assert listed() == {(one.pk, other.pk), (one.pk, third.pk), (other.pk, third.pk)} and reckoned == [3]
    merge = merge_organisations(actor=SECRETARIAT, kept=one, gone=other)
    assert listed() == {(one.pk, third.pk)}, "what was like the joined one is like the one that stands for it"
    mark_different(actor=SECRETARIAT, one=one, other=third)
    assert listed() == set() and reckoned == [3]
    undo_merge(actor=SECRETARIAT, merge=merge)
    assert listed() == {(one.pk, other.pk), (other.pk, third.pk)} and reckoned == [3, 3]
    fourth = made("Notebook Institute (NI)")
    add_alias(actor=SECRETARIAT, organisation=made("Дафтар"), text="Notebook Institute", kind=AliasKind.ALIAS)
    assert any(fourth.pk in pair for pair in listed()) and len(reckoned) == 3


def test_some_pairs_are_never_in_it() -> None:
    above = made("Lantern Valley Foundation")
    below = made("Lantern Valley Foundation branch")
    set_parent(actor=SECRETARIAT, organisation=below, parent=above)
    for fields in ({"enforcement": True}, {"fictional": True}):
        made("Lantern Valley Foundation", **fields)
    made("Ladder Society", org_id="XI-1")
    made("Ladder Society", org_id="XI-2")
    assert listed() == set()


def test_it_asks_a_fixed_number_of_queries(django_assert_max_num_queries) -> None:
    for number in range(30):
        made(f"Body number {number} of the valley")
    with django_assert_max_num_queries(6):
        listed()
