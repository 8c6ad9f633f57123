"""Each verb: its rows and its one ledger entry, or a refusal and nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hamroh.kernel.ledger.actors import ANYONE, Actor, system
from hamroh.kernel.ledger.models import Entry, PersonalField
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.organisations import selectors
from hamroh.kernel.organisations.models import AliasKind, Organisation
from hamroh.kernel.organisations.services import (
    OrganisationProblem,
    add_alias,
    change_organisation,
    create_organisation,
    remove_focal_point,
    set_focal_point,
    set_parent,
)
from hamroh.kernel.people.decisions import Refused

from .conftest import AUDITOR, SECRETARIAT, STATISTICIAN, focal_point_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(db) -> Organisation:
    return create_organisation(actor=SECRETARIAT, names={"en": "Example Fund"}, type="60")


VERBS: dict[str, Callable[[Actor, Organisation], object]] = {
    "organisations.changed": lambda actor, body: change_organisation(actor=actor, organisation=body, type="15"),
    "organisations.alias-added": lambda actor, body: add_alias(actor=actor, organisation=body, text="ExF"),
    "organisations.parent-set": lambda actor, body: set_parent(
        actor=actor, organisation=body, parent=Organisation.objects.exclude(pk=body.pk).first()
    ),
    "organisations.focal-point-set": lambda actor, body: set_focal_point(
        actor=actor, organisation=body, name="Sang Daryo", email="sang@example.org"
    ),
}


@pytest.mark.parametrize("event", VERBS)
def test_each_verb_writes_one_entry_and_doing_it_again_none(event: str, fund, ministry) -> None:
    before = Entry.objects.count()
    VERBS[event](SECRETARIAT, fund)
    entry = Entry.objects.order_by("-pk").first()
    assert Entry.objects.count() == before + 1
    assert (entry.event, entry.subject, entry.actor) == (event, subject_of(fund), "person:1")
    VERBS[event](SECRETARIAT, fund)
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize("event", VERBS)
def test_each_verb_is_for_the_secretariat_and_the_own_focal_point(event: str, fund, ministry) -> None:
    before = Entry.objects.count()
    for actor in (ANYONE, AUDITOR, STATISTICIAN, focal_point_of(ministry)):
        with pytest.raises(Refused):
            VERBS[event](actor, fund)
    assert Entry.objects.count() == before
    VERBS[event](focal_point_of(fund), fund)
    assert Entry.objects.count() == before + 1


def test_adding_is_for_who_may_and_leaves_one_entry(ministry) -> None:
    entry = Entry.objects.get()
    assert (entry.event, entry.facts["org_id"]) == ("organisations.created", "TJ-EX-1")
    for actor in (ANYONE, AUDITOR, focal_point_of(ministry)):
        with pytest.raises(Refused):
            create_organisation(actor=actor, names={"en": "More"})
    assert Organisation.objects.count() == Entry.objects.count() == 1
    create_organisation(actor=system("demonstration"), names={"en": "More"})


def test_a_focal_point_cannot_lift_the_firewall_flag_or_change_the_identifier(ministry) -> None:
    for changes in ({"enforcement": True}, {"org_id": "X-1"}, {"fictional": True}):
        with pytest.raises(Refused):
            change_organisation(actor=focal_point_of(ministry), organisation=ministry, **changes)
    ministry.refresh_from_db()
    assert (ministry.enforcement, ministry.org_id, ministry.fictional) == (False, "TJ-EX-1", False)


def test_a_replaced_name_stays_as_a_former_one_and_is_found(ministry) -> None:
    change_organisation(actor=SECRETARIAT, organisation=ministry, names={"en": "Ministry of Samples"})
    assert ministry.aliases.get(text="Ministry of Example").kind == AliasKind.FORMER
    assert ministry.aliases.get(text="Ministry of Samples").kind == AliasKind.NAME
    assert selectors.search("ministry of example", viewer=ANYONE) == [ministry]


@pytest.mark.parametrize(
    "changes, field",
    [({"names": {}}, "names"), ({"names": {"xx": "Body"}}, "names"), ({"org_id": "TJ-EX-1"}, "org_id"),
     ({"type": "77"}, "type"), ({"website": "no address"}, "website")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_its_field(changes, field, ministry, fund) -> None:
    before = Entry.objects.count()
    with pytest.raises(OrganisationProblem) as refused:
        change_organisation(actor=SECRETARIAT, organisation=fund, **changes)
    assert refused.value.field == field and str(refused.value)
    fund.refresh_from_db()
    assert fund.names == {"en": "Example Fund"} and Entry.objects.count() == before


def test_no_circle_of_parents(ministry, fund) -> None:
    set_parent(actor=SECRETARIAT, organisation=fund, parent=ministry)
    unit = create_organisation(actor=SECRETARIAT, names={"en": "Unit"}, parent=fund)
    for parent in (ministry, fund, unit):
        with pytest.raises(OrganisationProblem, match="part of"):
            set_parent(actor=SECRETARIAT, organisation=ministry, parent=parent)
    assert selectors.parts_of(ministry) == [fund, unit]
    set_parent(actor=SECRETARIAT, organisation=fund, parent=None)
    assert selectors.parts_of(ministry) == []


def test_a_focal_point_is_personal_in_the_ledger(fund) -> None:
    point = set_focal_point(actor=SECRETARIAT, organisation=fund, name="Sang Daryo", phone="900")
    entry = Entry.objects.get(event="organisations.focal-point-set")
    assert "Sang" not in str(entry.facts) and set(entry.commitments) == {"name", "title", "email", "phone"}
    assert PersonalField.objects.get(entry=entry, name="name").value == "Sang Daryo"
    again = set_focal_point(actor=SECRETARIAT, organisation=fund, name="Sang Daryo", phone="901")
    assert again.pk == point.pk and fund.focal_points.get().phone == "901"
    remove_focal_point(actor=SECRETARIAT, focal_point=again)
    assert not fund.focal_points.exists()
    assert Entry.objects.filter(event="organisations.focal-point-removed").count() == 1


def test_a_focal_point_is_shown_by_consent(fund, ministry) -> None:
    set_focal_point(actor=SECRETARIAT, organisation=fund, name="Silent")
    set_focal_point(actor=SECRETARIAT, organisation=fund, name="Willing", consent=True)

    def seen(viewer: Actor) -> list[str]:
        return [point.name for point in selectors.focal_points_visible_to(fund, viewer)]

    assert seen(ANYONE) == []
    assert seen(focal_point_of(ministry)) == ["Willing"]
    assert seen(focal_point_of(fund)) == ["Silent", "Willing"] == seen(SECRETARIAT)


def test_removing_a_focal_point_is_for_who_may(fund, ministry) -> None:
    point = set_focal_point(actor=SECRETARIAT, organisation=fund, name="Sang")
    with pytest.raises(Refused):
        remove_focal_point(actor=focal_point_of(ministry), focal_point=point)
    assert fund.focal_points.exists()


def test_search_finds_any_script_nearest_first(ministry, fund) -> None:
    create_organisation(actor=SECRETARIAT, names={"en": "Council of the Example Fund"})
    create_organisation(actor=SECRETARIAT, names={"tg": "Ҳифзи Ҷомеа"})
    assert str(selectors.search("example fund", viewer=ANYONE)[0]) == "Example Fund"
    assert selectors.search("示范", viewer=ANYONE) == [ministry] == selectors.search("tj-ex-1", viewer=ANYONE)
    assert len(selectors.search("хифзи чомеа", viewer=ANYONE)) == 1
    assert selectors.search("  ", viewer=ANYONE) == []
    assert selectors.by_org_id("TJ-EX-1") == ministry
