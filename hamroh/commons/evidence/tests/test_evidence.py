"""Evidence: two persons make it count; doors get an answer that says why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hamroh.commons.evidence import permissions, services
from hamroh.commons.evidence.kinds import EvidenceKind, UnknownKind, choices, declare, evidence_kind
from hamroh.commons.evidence.models import Evidence
from hamroh.commons.evidence.selectors import holds, visible_to
from hamroh.kernel.ledger.actors import ANYONE, Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.people.roles import ROLES

pytestmark = pytest.mark.django_db
FIRST = Actor("person:1", role="training_officer", organisation_id=1, person_id=1)
SECOND = Actor("person:2", role="training_officer", organisation_id=1, person_id=2)
TRAINEE = Actor("person:3", role="focal_point", organisation_id=5, person_id=3)
ISSUED, LAST = date(2026, 1, 10), date(2026, 6, 30)


def entered(person: str = "person:3", **fields: object) -> Evidence:
    given_fields = {"kind": "data_protection", "issued": ISSUED, "valid_until": LAST, **fields}
    return services.enter(actor=FIRST, person=person, **given_fields)


def confirmed(**fields: object) -> Evidence:
    return services.confirm(actor=SECOND, evidence=entered(**fields))


def events() -> list[str]:
    return list(Entry.objects.filter(chain="evidence").order_by("number").values_list("event", flat=True))


@pytest.mark.parametrize("role", [role.key for role in ROLES])
@pytest.mark.parametrize("verb", ["enter", "confirm", "withdraw"])
def test_only_the_training_centre_changes_evidence_and_each_change_is_one_event(role: str, verb: str) -> None:
    actor = Actor("person:9", role=role, organisation_id=1, person_id=9)
    given_fields = {
        "enter": {"person": "person:3", "kind": "data_protection", "issued": ISSUED, "valid_until": LAST},
        "confirm": {"evidence": entered()},
        "withdraw": {"evidence": entered(), "reason": "Forged."},
    }[verb]
    before = events()
    if role == "training_officer":
        getattr(services, verb)(actor=actor, **given_fields)
        told = {"enter": "entered", "confirm": "confirmed", "withdraw": "withdrawn"}[verb]
        assert events() == [*before, f"evidence.{told}"]
        entry = Entry.objects.latest("pk")
        assert "person:3" not in str(entry.facts) and entry.personal.get().value == "person:3"
    else:
        with pytest.raises(Refused):
            getattr(services, verb)(actor=actor, **given_fields)
        assert events() == before


def test_it_takes_a_second_person_who_is_not_the_one_it_is_about() -> None:
    evidence, about_second = entered(), entered(person="person:2")
    with pytest.raises(Refused) as refusal:
        services.confirm(actor=FIRST, evidence=evidence)
    assert refusal.value.decision is permissions.SECOND_PERSON
    with pytest.raises(Refused) as refusal:
        services.confirm(actor=SECOND, evidence=about_second)
    assert refusal.value.decision is permissions.NOT_ONES_OWN
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(confirmed_by="person:1")
    services.confirm(actor=SECOND, evidence=evidence)
    before = events()
    assert services.confirm(actor=SECOND, evidence=evidence).confirmed_by == "person:2" and events() == before


def test_a_door_says_why_it_stays_shut_and_what_opens_it() -> None:
    nothing = holds("person:3", "data_protection", on=LAST)
    assert not nothing and "there is none" in nothing.reason and "course" in str(nothing.remedy)
    evidence = entered()
    waiting = holds("person:3", "data_protection", on=LAST)
    assert not waiting and "second person" in waiting.reason
    services.confirm(actor=SECOND, evidence=evidence)
    assert holds("person:3", "data_protection", on=LAST) and holds("person:3", "data_protection", on=ISSUED)
    assert "30" in holds("person:3", "data_protection", on=LAST).reason
    late = holds("person:3", "data_protection", on=LAST + timedelta(days=1))
    assert not late and "valid until" in late.reason
    assert not holds("person:3", "data_protection", on=ISSUED - timedelta(days=1))
    assert not holds("person:4", "data_protection", on=LAST) and not holds("person:3", "trainer", on=LAST)
    services.withdraw(actor=SECOND, evidence=evidence, reason="The document was not genuine.")
    assert not holds("person:3", "data_protection", on=LAST)
    with pytest.raises(Refused) as refusal:
        services.confirm(actor=SECOND, evidence=evidence)
    assert refusal.value.decision is permissions.WITHDRAWN


def test_evidence_without_scope_counts_everywhere_and_scoped_evidence_there_alone() -> None:
    confirmed(scope="register:labour")
    assert holds("person:3", "data_protection", on=LAST, scope="register:labour")
    assert not holds("person:3", "data_protection", on=LAST, scope="register:border")
    assert not holds("person:3", "data_protection", on=LAST)
    confirmed()
    assert holds("person:3", "data_protection", on=LAST, scope="register:border")


def test_one_query_a_question(django_assert_num_queries) -> None:
    confirmed()
    with django_assert_num_queries(1):
        assert holds("person:3", "data_protection", on=LAST)


@pytest.mark.parametrize(
    "fields, word",
    [({"issued": date(2999, 1, 1)}, "future"), ({"valid_until": date(2025, 1, 1)}, "before"),
     ({"valid_until": None}, "expires")],
)  # fmt: skip
def test_dates_that_make_no_sense_are_refused(fields: dict, word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        entered(**fields)
    assert not Evidence.objects.exists() and events() == []


def test_kinds_are_declared_once() -> None:
    with pytest.raises(UnknownKind):
        entered(kind="charm")
    with pytest.raises(UnknownKind):
        holds("person:3", "charm")
    with pytest.raises(ValueError, match="twice"):
        declare(EvidenceKind("trainer", "Other", "Other"))
    declare(evidence_kind("trainer"))
    assert "trainer" in dict(choices())
    with pytest.raises(ValidationError, match="why"):
        services.withdraw(actor=SECOND, evidence=entered(), reason=" ")


def test_everybody_sees_their_own() -> None:
    evidence = entered()
    entered(person="person:4")
    assert list(visible_to(None, TRAINEE)) == [evidence]
    assert visible_to(None, FIRST).count() == 2 and not visible_to(None, ANYONE).exists()


class Validity(TestCase):
    @given(st.dates(date(2026, 1, 1), date(2026, 7, 31)), st.booleans(), st.booleans())
    def test_it_counts_exactly_on_its_days_when_confirmed_and_not_withdrawn(
        self, day: date, is_confirmed: bool, is_withdrawn: bool
    ) -> None:
        evidence = confirmed() if is_confirmed else entered()
        if is_withdrawn:
            services.withdraw(actor=SECOND, evidence=evidence, reason="x")
        expected = ISSUED <= day <= LAST and is_confirmed and not is_withdrawn
        assert bool(holds("person:3", "data_protection", on=day)) is expected
