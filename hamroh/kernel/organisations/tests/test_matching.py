"""A file's bodies are found by identifier, then by exact name, never by likeness; what is new is added once."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations.matching import OrganisationKey, resolve, resolve_many
from hamroh.kernel.organisations.models import AliasKind, Organisation, OrganisationAlias
from hamroh.kernel.organisations.services import (
    OrganisationEntry,
    OrganisationProblem,
    create_organisation,
    find_or_create,
    find_or_create_many,
)
from hamroh.kernel.people.decisions import Refused

from .conftest import AUDITOR, SECRETARIAT, STATISTICIAN, focal_point_of

pytestmark = pytest.mark.django_db


def found(org_id: str | None, *names: str) -> Organisation | None:
    return resolve(OrganisationKey(org_id, names))


def test_the_identifier_decides_before_the_name(ministry: Organisation) -> None:
    other = create_organisation(actor=SECRETARIAT, names={"en": "Other Body"}, org_id="TJ-EX-2")
    assert found("TJ-EX-2", "Ministry of Example") == other
    assert found(" TJ-EX-1 ", "Some other spelling") == ministry


def test_a_name_is_found_in_any_script_and_spelling(ministry: Organisation) -> None:
    for spelling in ("MINISTRY OF EXAMPLE", "ministry  of example.", "вазорати намуна", "示范部"):
        assert found(None, spelling) == ministry


def test_a_likely_name_is_not_enough(ministry: Organisation) -> None:
    for near in ("Ministry of Examples", "Ministry", "Ministri of Example", "", "…"):
        assert found(None, near) is None


def test_the_same_name_with_another_identifier_is_another_body(ministry: Organisation) -> None:
    assert found("UZ-EX-1", "Ministry of Example") is None
    other = find_or_create(actor=SECRETARIAT, org_id="UZ-EX-1", names={"en": "Ministry of Example"})
    assert other != ministry
    assert found(None, "Ministry of Example") is None, "two bodies have the name: it decides nothing"


def test_an_ambiguous_name_is_added_once_and_then_found() -> None:
    for number in (1, 2):
        find_or_create(actor=SECRETARIAT, org_id=f"X-{number}", names={"en": "Health Office"})
    first = find_or_create(actor=SECRETARIAT, org_id=None, names={"en": "Health Office"})
    second = find_or_create(actor=SECRETARIAT, org_id=None, names={"en": "Health  office"})
    assert first == second
    assert Organisation.objects.count() == 3


def test_a_body_found_by_name_takes_what_it_lacked() -> None:
    body = create_organisation(actor=SECRETARIAT, names={"en": "Road Fund"})
    again = find_or_create(actor=SECRETARIAT, org_id="TJ-EX-9", names=[("ru", "Road Fund")], type="60")
    body.refresh_from_db()
    assert again.pk == body.pk and (body.org_id, body.type) == ("TJ-EX-9", "60")
    assert found("TJ-EX-9") == body


def test_a_new_spelling_of_a_known_identifier_is_kept(ministry: Organisation) -> None:
    find_or_create(actor=SECRETARIAT, org_id="TJ-EX-1", names={"en": "Min. of Ex."})
    assert found(None, "min of ex") == ministry
    assert ministry.aliases.get(text="Min. of Ex.").kind == AliasKind.SPELLING
    ministry.refresh_from_db()
    assert ministry.names["en"] == "Ministry of Example"


def test_many_are_resolved_in_a_handful_of_queries(django_assert_max_num_queries) -> None:
    entries = [OrganisationEntry(f"E-{n}", (("en", f"Body number {n}"),), "21") for n in range(300)]
    first = find_or_create_many(actor=SECRETARIAT, entries=entries)
    assert len(first) == 300 == Organisation.objects.count()
    with django_assert_max_num_queries(3):
        again = find_or_create_many(actor=SECRETARIAT, entries=entries)
    assert again == first
    keys = [OrganisationKey(None, (f"body NUMBER {n}",)) for n in range(300)]
    with django_assert_max_num_queries(2):
        assert len(resolve_many(keys)) == 300


def test_one_entry_in_the_ledger_for_all_that_a_file_named() -> None:
    entries = [OrganisationEntry(None, (("", f"Body {n}"),)) for n in range(3)]
    find_or_create_many(actor=SECRETARIAT, entries=entries)
    entry = Entry.objects.get(event="organisations.created-from-file")
    assert entry.facts["created"] == 3 and len(entry.facts["digest"]) == 64
    find_or_create_many(actor=SECRETARIAT, entries=entries)
    assert Entry.objects.count() == 1


def test_names_in_unknown_languages_and_codes_do_no_harm() -> None:
    body = find_or_create(actor=SECRETARIAT, org_id="FR-1", names=[("fr", "Agence d’exemple")], type="99")
    assert body.type == "" and str(body) == "Agence d’exemple"
    body.full_clean()


def test_who_may_import_may_add_and_nobody_else(ministry: Organisation) -> None:
    for actor in (STATISTICIAN, focal_point_of(ministry)):
        find_or_create(actor=actor, org_id=None, names={"en": f"Named by {actor.role}"})
    for actor in (AUDITOR, ANYONE):
        before = (Organisation.objects.count(), Entry.objects.count())
        with pytest.raises(Refused):
            find_or_create(actor=actor, org_id=None, names={"en": "Somebody"})
        assert (Organisation.objects.count(), Entry.objects.count()) == before


def test_without_name_and_identifier_it_is_refused() -> None:
    with pytest.raises(OrganisationProblem, match="identifier or a name"):
        find_or_create(actor=SECRETARIAT, org_id=" ", names={"en": "—"})


class Idempotence(TestCase):
    @given(
        st.lists(
            st.tuples(
                st.sampled_from([None, "A-1", "A-2", "B-1"]),
                st.lists(st.sampled_from(["Alpha", "alpha.", "Бета", "Gamma"]), min_size=1, max_size=2),
            ),
            max_size=6,
        )
    )
    @example(
        [(None, ["Alpha"]), ("A-2", ["Alpha"]), (None, ["Alpha", "Бета"]), ("A-1", ["Alpha", "Бета"]), (None, ["Бета"])]
    )
    @settings(max_examples=40, deadline=None)
    def test_a_second_reading_of_the_same_file_adds_nothing(self, rows) -> None:
        entries = [OrganisationEntry(org_id, tuple(("en", n) for n in names)) for org_id, names in rows]
        find_or_create_many(actor=SECRETARIAT, entries=entries)
        find_or_create_many(actor=SECRETARIAT, entries=entries)
        before = (Organisation.objects.count(), OrganisationAlias.objects.count(), Entry.objects.count())
        find_or_create_many(actor=SECRETARIAT, entries=entries)
        assert before == (Organisation.objects.count(), OrganisationAlias.objects.count(), Entry.objects.count())
        identifiers = {body.org_id for body in Organisation.objects.exclude(org_id=None)}
        assert identifiers == {org_id for org_id, _names in rows if org_id}
