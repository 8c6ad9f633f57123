"""Invitations, roles, tokens, the firewall: main path, refusals, and the ledger before and after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.people import invitations, selectors, services, tokens
from hamroh.kernel.people.acting import acting_of
from hamroh.kernel.people.decisions import Refused, may
from hamroh.kernel.people.errors import InvitationUnusable, RoleNotAllowed
from hamroh.kernel.people.models import Invitation, Person, RoleAssignment
from hamroh.kernel.people.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def administrator():
    return factories.actor("administrator")


def invite(actor, **changes) -> tuple[Invitation, str]:
    given = {
        "email": "Nigora@Example.org",
        "name": "Nigora Namunavi",
        "role": "statistician",
        "organisation": factories.organisation(),
        "language": "en",
    } | changes
    invitation = invitations.invite(actor=actor, **given)
    token = next(line for line in mail.outbox[-1].body.splitlines() if "/join/" in line).rsplit("/", 1)[1]
    return invitation, token


def events() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


def test_an_invitation_is_sent_once_and_lets_its_person_in_once(administrator) -> None:
    invitation, token = invite(administrator)
    assert mail.outbox[-1].to == ["nigora@example.org"]
    assert token not in str(Invitation.objects.values().get()), "the database keeps the hash alone"
    person = invitations.accept(token=token, name="Nigora Namunavi", password="words nobody guesses 9")
    held = acting_of(Person.objects.get(pk=person.pk)).assignment
    assert (held.role, held.organisation) == ("statistician", invitation.organisation)
    with pytest.raises(InvitationUnusable) as refused:
        invitations.accept(token=token, name="Other", password="words nobody guesses 9")
    assert refused.value.code == "accepted"
    assert events() == ["people.invited", "people.joined"]


@pytest.mark.parametrize("code", ["expired", "withdrawn", "unknown"])
def test_an_unusable_invitation_says_why(administrator, code: str) -> None:
    invitation, token = invite(administrator)
    if code == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif code == "withdrawn":
        invitations.withdraw(actor=administrator, invitation=invitation)
        assert events()[-1] == "people.invitation_withdrawn"
    else:
        token = token[:-1]
    with pytest.raises(InvitationUnusable) as refused:
        invitations.accept(token=token, name="Nigora", password="words nobody guesses 9")
    assert refused.value.code == code
    assert not Person.objects.filter(email="nigora@example.org").exists()


def test_a_letter_speaks_the_persons_language_and_a_rolled_back_invitation_sends_none(
    administrator, monkeypatch
) -> None:
    before = len(mail.outbox)
    monkeypatch.setattr(invitations, "record", _fail)
    with pytest.raises(RuntimeError):
        invitations.invite(
            actor=administrator, email="a@example.org", name="A", role="auditor", organisation=factories.organisation()
        )
    assert len(mail.outbox) == before and not Invitation.objects.exists()


def _fail(**_: object) -> None:
    raise RuntimeError("the ledger is full")


def test_a_weak_password_leaves_the_invitation_open(administrator) -> None:
    _invitation, token = invite(administrator)
    with pytest.raises(ValidationError):
        invitations.accept(token=token, name="Nigora", password="password1234")
    assert invitations.usable(token)


def test_the_firewall_closes_research_and_health_to_enforcement_bodies(administrator) -> None:
    guards = factories.organisation(enforcement=True)
    person = factories.person()
    with pytest.raises(RoleNotAllowed):
        services.assign_role(actor=administrator, person=person, role="health_officer", organisation=guards)
    with pytest.raises(RoleNotAllowed):
        invite(administrator, role="health_officer", organisation=guards)
    services.assign_role(actor=administrator, person=person, role="data_steward", organisation=guards)
    assert RoleAssignment.objects.filter(organisation=guards).count() == 1


def test_a_focal_point_invites_for_the_own_organisation_alone() -> None:
    own = factories.organisation()
    focal = factories.actor("focal_point", of=own)
    invite(focal, organisation=own, role="focal_point")
    with pytest.raises(Refused):
        invite(focal, organisation=factories.organisation())
    assert {one.organisation for one in selectors.invitations_visible_to(focal)} == {own}


def test_a_role_ends_at_once_and_a_future_role_is_not_in_force(administrator) -> None:
    person, body = factories.person(), factories.organisation()
    today = timezone.localdate()
    held = services.assign_role(actor=administrator, person=person, role="auditor", organisation=body)
    services.assign_role(
        actor=administrator, person=person, role="statistician", organisation=body, valid_from=today + timedelta(days=1)
    )
    assert acting_of(person).assignment == held
    services.end_role(actor=administrator, assignment=held)
    assert acting_of(person).assignment is None
    with pytest.raises(RoleNotAllowed):
        services.assign_role(
            actor=administrator, person=person, role="auditor", organisation=body, valid_to=today - timedelta(days=1)
        )
    assert events() == ["people.role_assigned", "people.role_assigned", "people.role_ended"]


def test_a_closed_account_can_do_nothing(administrator) -> None:
    held = factories.assignment("auditor")
    _token, secret = tokens.make_token(
        actor=acting_of(held.person).actor, assignment=held, label="x", scopes=["ledger.view"]
    )
    services.deactivate(actor=administrator, person=held.person)
    held.person.refresh_from_db()
    assert not held.person.is_active and not held.person.has_usable_password()
    assert acting_of(held.person).assignment is None and tokens.holder(secret) is None
    assert events()[-1] == "people.deactivated"


def test_a_token_speaks_for_its_role_until_revoked_and_never_beyond_it() -> None:
    held = factories.assignment("statistician")
    actor = acting_of(held.person).actor
    token, secret = tokens.make_token(actor=actor, assignment=held, label="export", scopes=["indicators.view"])
    found = tokens.holder(secret)
    assert found and found.actor.role == "statistician" and found.scopes == {"indicators.view"}
    with pytest.raises(ValidationError):
        tokens.make_token(actor=actor, assignment=held, label="more", scopes=["people.deactivate"])
    other = acting_of(factories.assignment("auditor").person).actor
    with pytest.raises(ValidationError):
        tokens.revoke_token(actor=other, token=token)
    tokens.revoke_token(actor=actor, token=token)
    assert tokens.holder(secret) is None
    assert events() == ["people.token_made", "people.token_revoked"]


def test_enrolment_is_for_the_administrator_alone(administrator) -> None:
    person = services.enrol(actor=administrator, email="first@example.org", name="First Example", password="x" * 14)
    assert events() == ["people.enrolled"] and person.check_password("x" * 14)
    with pytest.raises(Refused):
        services.enrol(actor=factories.actor("auditor"), email="b@example.org", name="B")


def test_a_visitor_and_an_unknown_role_are_refused_with_a_reason() -> None:
    from hamroh.kernel.ledger.actors import ANYONE, Actor

    assert may(ANYONE, "portal.view") and not may(ANYONE, "people.view")
    assert "signed in" in str(may(ANYONE, "people.view").reason)
    assert "role" in str(may(Actor("person:1", role="", person_id=1), "people.view").reason)
