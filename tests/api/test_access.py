"""Who may do what: nobody, sessions, tokens and their scopes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from hamroh.commons.activities.models import Activity
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.acting import Acting
from hamroh.kernel.people.tests import factories
from hamroh.kernel.people.tokens import make_token, revoke_token
from hamroh.kernel.people.verbs import VERBS

from .conftest import ApiClient, Pass, pass_of

pytestmark = pytest.mark.django_db
PUBLIC = {"published-public"}
SHARED = PUBLIC | {"published-partners"}
ALL = {"published-public", "published-partners", "published-own", "draft-public", "draft-partners", "draft-own"}
# What a token shows, by the role, whether its organisation is the activities' own, and its scopes.
TOKENS_SEE = (
    ("focal_point", True, ("activities.view", "activities.change"), ALL),
    ("focal_point", True, ("activities.view",), SHARED | {"published-own"}),
    ("focal_point", True, ("intake.view",), PUBLIC),
    ("focal_point", True, ("activities.change",), PUBLIC),
    ("focal_point", False, ("activities.view", "activities.change"), SHARED),
    ("secretariat", False, ("activities.view", "activities.change"), ALL),
    ("secretariat", False, ("activities.view",), SHARED),
    ("secretariat", False, ("jobs.view",), PUBLIC),
    ("translator", False, ("activities.view",), SHARED),
    ("translator", False, ("people.view",), PUBLIC),
)


def _titles(client: Client) -> set[str]:
    return {one["title"] for one in client.get("/api/activities").json()["items"]}


def test_a_visitor_sees_what_is_published_for_all_and_nothing_else(
    each: dict[str, Activity], visitor: ApiClient
) -> None:
    assert _titles(visitor) == PUBLIC
    for key, activity in each.items():
        for address in (f"/api/activities/{activity.pk}", f"/api/activities/{activity.pk}?format=iati-xml"):
            assert visitor.get(address).status_code == (200 if key == "published-public" else 404), key
    for query in ("q=draft", "identifier=XX-TRIAL-1-draft-public", "format=iati-xml&q=draft"):
        assert b"draft" not in visitor.get(f"/api/activities?{query}").content


@pytest.mark.parametrize(("role", "own", "scopes", "seen"), TOKENS_SEE)
def test_a_token_shows_no_more_than_role_and_scopes_allow(
    role: str, own: bool, scopes: tuple[str, ...], seen: set[str], each: dict[str, Activity], ministry: Organisation
) -> None:
    client = pass_of(role, of=ministry if own else None, scopes=scopes).client
    assert _titles(client) == seen
    for key, activity in each.items():
        assert client.get(f"/api/activities/{activity.pk}").status_code == (200 if key in seen else 404), key


def test_a_token_can_never_be_made_with_more_than_the_role_has() -> None:
    held = factories.assignment("translator")
    for verb in (one.key for one in VERBS if not one.public):
        allowed = verb in {"desk.view", "inbox.view", "activities.view", "people.view", "roles.view", "tokens.manage",
                           "languages.review", "coordination.view"}  # fmt: skip
        try:
            make_token(actor=Acting(held.person, held).actor, assignment=held, label="x", scopes=[verb])
        except ValidationError:
            assert not allowed, verb
        else:
            assert allowed, verb


def test_scopes_of_a_token_shrink_with_the_role(each: dict[str, Activity], focal: Pass, problem_of) -> None:
    """A role taken away meanwhile takes the token along, whatever was written into it."""
    assert _titles(focal.client) == ALL
    focal.held.role = "translator"
    focal.held.save()
    assert _titles(focal.client) == SHARED | {"published-own"}
    draft = each["published-public"]
    refused = focal.client.change(f"/api/activities/{draft.pk}", {"activity_status": "3"}, headers={"If-Match": "*"})
    assert problem_of(refused) == (403, "refused")


def test_the_token_of_a_verb_left_out_is_refused_and_told_which(each, ministry: Organisation, problem_of) -> None:
    client = pass_of("focal_point", of=ministry, scopes=("activities.view",)).client
    refused = client.change(f"/api/activities/{each['published-public'].pk}", {"activity_status": "3"})
    assert problem_of(refused) == (403, "scope")
    assert "activities.change" in refused.json()["detail"]
    assert problem_of(client.get("/api/people")) == (403, "scope")
    assert problem_of(client.bring(b"<iati-activities/>")) == (403, "scope")


def test_importing_needs_the_scope_to_publish_where_the_role_publishes(ministry: Organisation, problem_of) -> None:
    scopes = ("activities.view", "activities.import", "intake.view")
    refused = pass_of("focal_point", of=ministry, scopes=scopes).client.bring(b"<iati-activities/>")
    assert problem_of(refused) == (403, "scope")
    assert "activities.publish" in refused.json()["detail"]


def test_expired_revoked_ended_and_wrong_tokens_are_refused_also_for_public_data(focal: Pass, problem_of) -> None:
    address = "/api/activities"
    assert focal.client.get(address).status_code == 200
    token = focal.token
    token.expires_at = timezone.now() - timedelta(seconds=1)
    token.save()
    assert problem_of(focal.client.get(address)) == (401, "token")
    token.expires_at = timezone.now() + timedelta(days=1)
    token.save()
    focal.held.valid_from = focal.held.valid_to = timezone.localdate() - timedelta(days=1)
    focal.held.save()
    assert problem_of(focal.client.get(address)) == (401, "token")
    focal.held.valid_to = None
    focal.held.save()
    assert focal.client.get(address).status_code == 200
    focal.held.person.is_active = False
    focal.held.person.save()
    assert problem_of(focal.client.get(address)) == (401, "token")
    focal.held.person.is_active = True
    focal.held.person.save()
    revoke_token(actor=Acting(focal.held.person, focal.held).actor, token=token)
    assert problem_of(focal.client.get(address)) == (401, "token")
    for header in ("Bearer", "Bearer ", "Bearer x", f"Basic {focal.secret}", focal.secret, "Bearer hmr_\x7f"):
        assert problem_of(Client(headers={"Authorization": header}).get(address)) == (401, "token"), header


def test_the_scheme_is_read_in_any_case(focal: Pass) -> None:
    assert Client(headers={"Authorization": f"bearer {focal.secret}"}).get("/api/people/me").status_code == 200


def test_a_session_reads_but_writes_only_from_our_own_pages(each, focal: Pass, problem_of) -> None:
    client = ApiClient(enforce_csrf_checks=True)
    client.force_login(focal.held.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert _titles(client) == ALL
    address = f"/api/activities/{each['draft-own'].pk}"
    etag = client.get(address)["ETag"]
    change, match = {"activity_status": "3"}, {"If-Match": etag}
    assert problem_of(client.change(address, change, headers=match)) == (403, "csrf")
    assert problem_of(client.bring(b"<iati-activities/>")) == (403, "csrf")
    client.cookies["csrftoken"] = "a" * 32
    assert client.change(address, change, headers={**match, "X-CSRFToken": "a" * 32}).status_code == 200


def test_nobody_is_asked_to_sign_in(each, visitor: ApiClient, problem_of) -> None:
    for address in ("/api/people", "/api/people/me", "/api/tasks", "/api/batches/1"):
        assert problem_of(visitor.get(address)) == (401, "sign-in"), address
    assert problem_of(visitor.bring(b"<iati-activities/>")) == (401, "sign-in")
    change = visitor.change(f"/api/activities/{each['published-public'].pk}", {"activity_status": "3"})
    assert problem_of(change) == (401, "sign-in")


def test_me_tells_what_the_token_may(focal: Pass) -> None:
    told = focal.client.get("/api/people/me").json()
    assert told["role"]["role"] == "focal_point"
    assert told["scopes"] == sorted(focal.token.scopes)
    public = {one.key for one in VERBS if one.public}
    assert set(told["verbs"]) == public | set(focal.token.scopes)
