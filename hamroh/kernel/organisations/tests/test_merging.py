"""Two entries of one body: everything moves, everything comes back, and who may not or cannot is told why."""

from __future__ import annotations

import json
import threading
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connections, models

from hamroh.commons.activities.models import Activity, Participation
from hamroh.commons.activities.services import create_activity
from hamroh.commons.inbox.models import Task
from hamroh.formats.iati import records as iati
from hamroh.kernel.intake.models import Mapping
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.services import subject_of, subjects_changed
from hamroh.kernel.organisations import matching, selectors
from hamroh.kernel.organisations.models import AliasKind, NotDuplicate, Organisation, OrganisationMerge
from hamroh.kernel.organisations.moving import would_move
from hamroh.kernel.organisations.references import references
from hamroh.kernel.organisations.services import (
    MergeRefused,
    add_alias,
    change_organisation,
    create_organisation,
    find_or_create,
    mark_different,
    merge_organisations,
    set_focal_point,
    undo_merge,
)
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.people.models import RoleAssignment
from hamroh.kernel.people.tests import factories
from hamroh.portal.models import SearchEntry

from .conftest import AUDITOR, SECRETARIAT, STATISTICIAN, focal_point_of

pytestmark = pytest.mark.django_db
# What a merge writes about itself, and what is derived anew from the rows.
ITSELF = {"ledger", "portal"}
OWN = {"organisations.organisationmerge", "django_q.ormq"}


def dump() -> dict[str, Any]:
    """Every row of the main realm but the ledger's, the merges' own and the derived search index."""
    rows: dict[str, Any] = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.app_label in ITSELF or meta.label_lower in OWN or not meta.managed or meta.proxy:
            continue
        if meta.db_table in connections["default"].introspection.table_names():
            rows[meta.label_lower] = json.loads(serializers.serialize("json", model._base_manager.order_by("pk")))
    return rows


def found_as() -> list[tuple[str, str, dict[str, str], str]]:
    return sorted(SearchEntry.objects.values_list("subject", "audience", "text"), key=str)


@pytest.fixture
def lantern(db) -> Organisation:
    return create_organisation(
        actor=SECRETARIAT, names={"en": "Lantern Foundation"}, type="22", aliases=(("", "LF", AliasKind.ACRONYM),)
    )


@pytest.fixture
def spelled(db) -> Organisation:
    """The same body as a file spelled it, with whatever may name a body."""
    body = create_organisation(
        actor=SECRETARIAT, names={"ru": "Фонд Чирог", "en": "Lantern Fondation"}, org_id="XI-L-1", country="TJK",
        website="https://lantern.example/", aliases=(("", "LF", AliasKind.SPELLING),),
    )  # fmt: skip
    create_organisation(actor=SECRETARIAT, names={"en": "Lantern office in the south"}, parent=body)
    set_focal_point(actor=SECRETARIAT, organisation=body, name="Anora", email="anora@lantern.example")
    factories.assignment("focal_point", of=body)
    role = iati.ParticipatingOrg(role="4", ref="XI-L-1")
    record = iati.Activity(iati_identifier="XI-L-1-7", title=(iati.Narrative(text="Light", lang="en"),),
                           participating_orgs=(role,))  # fmt: skip
    create_activity(actor=SECRETARIAT, organisation=body, record=record)
    Task.objects.create(
        title_text={"en": "Answer"}, created_by="person:1", assignee_role="focal_point", organisation_id=body.pk
    )
    Mapping.objects.create(organisation=body.pk, importer="iati", signature="s1")
    return body


def test_whatever_names_an_organisation_is_known() -> None:
    found = {(one.label, one.field) for one in references()}
    assert {
        ("organisations.organisation", "parent"), ("organisations.organisationalias", "organisation"),
        ("organisations.focalpoint", "organisation"), ("people.roleassignment", "organisation"),
        ("people.invitation", "organisation"), ("activities.activity", "reporting_organisation"),
        ("activities.participation", "organisation"), ("activities.transaction", "provider"),
        ("activities.transaction", "receiver"), ("documents.document", "organisation"),
        ("intake.batch", "organisation"), ("intake.mapping", "organisation"), ("inbox.task", "organisation_id"),
        ("releases.proposal", "organisation_id"),
    } <= found  # fmt: skip
    assert not any(label.startswith(("ledger.", "organisations.organisationmerge")) for label, _field in found)


def test_no_number_of_an_organisation_goes_by_another_name() -> None:
    """A field that holds the number and is neither followed nor left on purpose would be lost in a merge."""
    followed = {(one.label, one.field) for one in references()}
    left = {("ledger.entry", "organisation"), ("background.job", "actor_organisation")}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.IntegerField) and "organisation" in field.name:
                assert (model._meta.label_lower, field.name) in followed | left


def test_everything_moves_and_comes_back_in_one_step(lantern, spelled) -> None:
    before, index = dump(), found_as()
    entries = Entry.objects.count()
    merge = merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled, reason="One letterhead")
    lantern.refresh_from_db()
    assert lantern.names == {"en": "Lantern Foundation", "ru": "Фонд Чирог"}
    assert (lantern.org_id, lantern.country, lantern.type) == ("XI-L-1", "TJK", "22")
    named = {one.label for one in references() if one.naming(spelled.pk).exists()}
    assert not named
    assert Activity.objects.get().reporting_organisation == Participation.objects.get().organisation == lantern
    assert RoleAssignment.objects.get().organisation == lantern
    assert Task.objects.get().organisation_id == Mapping.objects.get().organisation == lantern.pk
    assert [str(part) for part in selectors.parts_of(lantern)] == ["Lantern office in the south"]
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.event, entry.subject) == ("organisations.merged", subject_of(lantern))
    assert Entry.objects.count() == entries + 1 and entry.facts["reason"] == "One letterhead"
    assert entry.facts["moved"]["activities.activity"] == 1 and "anora" not in json.dumps(entry.facts).lower()

    undo_merge(actor=SECRETARIAT, merge=merge)
    assert dump() == before
    assert found_as() == index
    assert Entry.objects.count() == entries + 2
    assert Entry.objects.order_by("-pk").first().event == "organisations.merge-undone"
    with pytest.raises(MergeRefused, match="already undone"):
        undo_merge(actor=SECRETARIAT, merge=merge)


def test_a_merged_body_is_in_no_list_and_its_names_lead_to_the_kept_one(lantern, spelled) -> None:
    merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    assert spelled not in Organisation.objects.all() and spelled in Organisation.everything.all()
    assert selectors.search("fondation", viewer=ANYONE) == [lantern] == selectors.search("xi-l-1", viewer=ANYONE)
    assert matching.resolve(matching.OrganisationKey(None, ("Lantern Fondation",))) == lantern
    again = find_or_create(actor=SECRETARIAT, org_id="XI-L-1", names={"ru": "Фонд Чирог"})
    assert again == lantern and selectors.standing(Organisation.everything.get(pk=spelled.pk)) == lantern
    kinds = dict(lantern.aliases.values_list("text", "kind"))
    assert kinds == {"Lantern Foundation": "name", "LF": "acronym", "Фонд Чирог": "name", "Lantern Fondation": "alias"}
    subjects = set(SearchEntry.objects.values_list("subject", flat=True))
    assert subject_of(lantern) in subjects and subject_of(spelled) not in subjects


def test_a_row_that_repeats_is_dropped_and_restored_and_one_with_others_on_it_stays(lantern, spelled) -> None:
    Mapping.objects.create(organisation=lantern.pk, importer="iati", signature="s1")
    merge = merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    dropped = {row["model"] for row in merge.dropped}
    assert dropped == {"intake.mapping", "organisations.organisationalias"}
    assert Mapping.objects.count() == 1 and lantern.aliases.filter(text="LF").count() == 1
    undo_merge(actor=SECRETARIAT, merge=merge)
    assert set(Mapping.objects.values_list("organisation", flat=True)) == {lantern.pk, spelled.pk}
    assert spelled.aliases.get(text="LF").kind == AliasKind.SPELLING


def test_a_row_with_others_on_it_stays_and_one_without_is_dropped(lantern, spelled) -> None:
    """Both were asked in one round, and the one that goes has reported: its report must not be lost."""
    rounds, reporters, reports = (apps.get_model("coordination", name) for name in ("Round", "Reporter", "Report"))
    first, second = (
        rounds.objects.create(country="TJK", period_start=date(2026, month, 1), period_end=date(2026, month, 28))
        for month in (1, 2)
    )
    for asked in (first, second):
        for body in (lantern, spelled):
            reporters.objects.create(round=asked, organisation=body)
    told = reporters.objects.get(round=first, organisation=spelled)
    reports.objects.create(reporter=told, version=1, way="file", received_by="person:4")
    before = dump()
    merge = merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    assert list(reporters.objects.filter(organisation=spelled)) == [told] and reports.objects.count() == 1
    assert [row["fields"]["round"] for row in merge.dropped if row["model"] == "coordination.reporter"] == [second.pk]
    undo_merge(actor=SECRETARIAT, merge=merge)
    assert dump() == before


def test_what_would_move_is_told_beforehand(lantern, spelled) -> None:
    told = {model._meta.label_lower: count for model, count in would_move(lantern, spelled)}
    merge = merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    moved = {}
    for label, _field, pks in merge.moved:
        moved[label] = moved.get(label, 0) + len(pks)
    assert told == moved and told["activities.activity"] == 1


def test_readers_of_derived_data_are_told_of_each_kind(lantern, spelled) -> None:
    told: dict[str, set[int]] = {}

    def hear(sender: object, model: Any, ids: Any, **_: Any) -> None:
        told.setdefault(model, set()).update(ids)

    subjects_changed.connect(hear)
    try:
        merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    finally:
        subjects_changed.disconnect(hear)
    assert {lantern.pk, spelled.pk} <= told["organisations.organisation"]
    assert told["activities.activity"] == {Activity.objects.get().pk}


def refused(kept: Organisation, gone: Organisation, words: str) -> None:
    before, entries = dump(), Entry.objects.count()
    with pytest.raises(MergeRefused, match=words):
        merge_organisations(actor=SECRETARIAT, kept=kept, gone=gone)
    assert dump() == before and Entry.objects.count() == entries and not OrganisationMerge.objects.filter(
        kept=kept, gone=gone
    ).exists()  # fmt: skip


def test_what_cannot_be_joined_is_refused_with_its_reason(lantern, spelled, ministry) -> None:
    refused(lantern, lantern, "into itself")
    refused(ministry, spelled, "different identifiers, TJ-EX-1 and XI-L-1")
    police = create_organisation(actor=SECRETARIAT, names={"en": "Lantern Guard"}, enforcement=True)
    refused(police, lantern, "Lantern Guard is an interior, border")
    refused(lantern, police, "Lantern Guard is an interior, border")
    invented = create_organisation(actor=SECRETARIAT, names={"en": "Lantern"}, fictional=True)
    refused(lantern, invented, "invented")
    office = Organisation.objects.get(parent=spelled)
    desk = create_organisation(actor=SECRETARIAT, names={"en": "Desk"}, parent=office)
    for one, other in ((spelled, office), (office, spelled), (spelled, desk), (desk, spelled)):
        refused(one, other, "is a part of")
    merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    other = create_organisation(actor=SECRETARIAT, names={"en": "Other"})
    refused(other, spelled, "already joined into Lantern Foundation")
    refused(spelled, other, "already joined into Lantern Foundation")


def test_only_secretariat_and_administrator_join_part_and_mark(lantern, spelled) -> None:
    administrator = Actor("person:9", role="administrator", person_id=9)
    for actor in (ANYONE, AUDITOR, STATISTICIAN, focal_point_of(lantern)):
        before, entries = dump(), Entry.objects.count()
        with pytest.raises(Refused):
            merge_organisations(actor=actor, kept=lantern, gone=spelled)
        with pytest.raises(Refused):
            mark_different(actor=actor, one=lantern, other=spelled)
        assert dump() == before and Entry.objects.count() == entries
    merge = merge_organisations(actor=administrator, kept=lantern, gone=spelled)
    with pytest.raises(Refused):
        undo_merge(actor=AUDITOR, merge=merge)
    assert not selectors.merges_of(lantern, viewer=AUDITOR) and list(selectors.merges_of(lantern, viewer=SECRETARIAT))


def test_a_chain_is_undone_from_its_end(lantern, spelled) -> None:
    last = create_organisation(actor=SECRETARIAT, names={"en": "Lantern Trust"})
    before = dump()
    first = merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    second = merge_organisations(actor=SECRETARIAT, kept=last, gone=lantern)
    assert selectors.standing(Organisation.everything.get(pk=spelled.pk)) == last
    with pytest.raises(MergeRefused, match="itself was since joined into Lantern Trust"):
        undo_merge(actor=SECRETARIAT, merge=first)
    undo_merge(actor=SECRETARIAT, merge=second)
    undo_merge(actor=SECRETARIAT, merge=first)
    assert dump() == before


def test_later_changes_of_people_outlive_an_undo(lantern, spelled) -> None:
    merge = merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    other = create_organisation(actor=SECRETARIAT, names={"en": "Other"})
    Activity.objects.update(reporting_organisation=other)
    lantern.refresh_from_db()
    change_organisation(actor=SECRETARIAT, organisation=lantern, names={**lantern.names, "en": "Lantern Trust"})
    add_alias(actor=SECRETARIAT, organisation=lantern, text="Chirogh")
    undo_merge(actor=SECRETARIAT, merge=merge)
    lantern.refresh_from_db()
    assert Activity.objects.get().reporting_organisation == other
    assert lantern.names == {"en": "Lantern Trust"} and lantern.aliases.filter(text="Chirogh").exists()
    assert RoleAssignment.objects.get().organisation == spelled


def test_an_undo_that_is_no_longer_possible_says_what_stands_in_the_way(lantern, spelled) -> None:
    Mapping.objects.create(organisation=lantern.pk, importer="iati", signature="s1")
    merge = merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    lantern.refresh_from_db()
    change_organisation(actor=SECRETARIAT, organisation=lantern, org_id="XI-L-2")
    other = create_organisation(actor=SECRETARIAT, names={"en": "Other"}, org_id="XI-L-1")
    with pytest.raises(MergeRefused, match="XI-L-1 is now that of Other"):
        undo_merge(actor=SECRETARIAT, merge=merge)
    change_organisation(actor=SECRETARIAT, organisation=other, org_id=None)
    Mapping.objects.create(organisation=spelled.pk, importer="iati", signature="s1")
    before = dump()
    with pytest.raises(MergeRefused, match="a record made since the joining"):
        undo_merge(actor=SECRETARIAT, merge=merge)
    assert dump() == before
    Mapping.objects.filter(organisation=spelled.pk).delete()
    undo_merge(actor=SECRETARIAT, merge=merge)
    lantern.refresh_from_db()
    assert lantern.org_id == "XI-L-2" and Organisation.objects.get(pk=spelled.pk).org_id == "XI-L-1"


def test_a_dropped_row_whose_owner_is_deleted_cannot_return(lantern, spelled) -> None:
    merge = merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    held = RoleAssignment.objects.get()
    row = json.loads(serializers.serialize("json", [held]))[0]
    held.delete()
    held.person.delete()
    OrganisationMerge.objects.update(dropped=[*merge.dropped, row])
    with pytest.raises(MergeRefused, match="belonged to something deleted since"):
        undo_merge(actor=SECRETARIAT, merge=merge)
    assert Organisation.everything.get(pk=spelled.pk).merged_into == lantern


def test_a_pair_marked_as_different_stays_so_under_its_later_names(lantern, spelled, ministry) -> None:
    entries = Entry.objects.count()
    pair = mark_different(actor=SECRETARIAT, one=spelled, other=ministry)
    assert pair == mark_different(actor=SECRETARIAT, one=ministry, other=spelled)
    assert Entry.objects.count() == entries + 1 and NotDuplicate.objects.count() == 1
    assert Entry.objects.order_by("-pk").first().event == "organisations.marked-different"
    merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled)
    assert selectors.pairs_that_differ() == {tuple(sorted((lantern.pk, ministry.pk)))}
    with pytest.raises(MergeRefused):
        mark_different(actor=SECRETARIAT, one=ministry, other=ministry)


@pytest.mark.django_db(transaction=True, databases=["default", "care"])
def test_of_two_officers_at_once_exactly_one_wins() -> None:
    bodies = [create_organisation(actor=SECRETARIAT, names={"en": name}) for name in ("One", "Two", "Three")]
    gate, outcomes = threading.Barrier(2), []

    def join(into: Organisation) -> None:
        try:
            gate.wait()
            merge_organisations(actor=SECRETARIAT, kept=into, gone=bodies[2])
            outcomes.append("joined")
        except MergeRefused as why:
            outcomes.append(str(why))
        finally:
            connections.close_all()

    officers = [threading.Thread(target=join, args=(body,)) for body in bodies[:2]]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert sorted(outcome == "joined" for outcome in outcomes) == [False, True]
    assert any("already joined into" in outcome for outcome in outcomes)
    assert OrganisationMerge.objects.count() == Entry.objects.filter(event="organisations.merged").count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "care"])
def test_two_officers_who_join_each_into_the_other_do_not_lock_each_other_out() -> None:
    one, other = (create_organisation(actor=SECRETARIAT, names={"en": name}) for name in ("One", "Two"))
    gate, outcomes = threading.Barrier(2), []

    def join(kept: Organisation, gone: Organisation) -> None:
        try:
            gate.wait()
            merge_organisations(actor=SECRETARIAT, kept=kept, gone=gone)
            outcomes.append(True)
        except MergeRefused:
            outcomes.append(False)
        finally:
            connections.close_all()

    officers = [threading.Thread(target=join, args=pair) for pair in ((one, other), (other, one))]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert sorted(outcomes) == [False, True] and Organisation.objects.count() == 1


def test_the_day_of_an_assignment_survives(lantern, spelled) -> None:
    RoleAssignment.objects.update(valid_from=date(2025, 1, 2))
    undo_merge(actor=SECRETARIAT, merge=merge_organisations(actor=SECRETARIAT, kept=lantern, gone=spelled))
    assert RoleAssignment.objects.get().valid_from == date(2025, 1, 2)
