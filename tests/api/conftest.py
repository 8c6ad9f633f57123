"""A small world with an activity in each state, and clients that hold tokens."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from hamroh.commons.activities.models import Activity, State, Visibility
from hamroh.commons.activities.services import create_activity, publish
from hamroh.commons.activities.tests.conftest import whole_record
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.organisations.services import create_organisation
from hamroh.kernel.people.acting import Acting
from hamroh.kernel.people.models import RoleAssignment, Token
from hamroh.kernel.people.roles import BY_KEY
from hamroh.kernel.people.tests import factories
from hamroh.kernel.people.tokens import make_token
from hamroh.kernel.places.services import load_reference

ACTOR = system("test")
SCOPES = ("activities.view", "activities.change", "activities.import", "activities.publish", "intake.view")


class ApiClient(Client):
    """Speaks JSON; with a secret it sends it as a token. Faults of the server come back as answers, not as raises."""

    def __init__(self, secret: str = "", **options: Any) -> None:
        headers = {"Authorization": f"Bearer {secret}"} if secret else None
        super().__init__(raise_request_exception=False, headers=headers, **options)

    def change(self, address: str, body: object, **options: Any) -> Any:
        """PATCH with JSON."""
        return self.patch(address, json.dumps(body), content_type="application/json", **options)

    def bring(self, content: bytes, *, query: str = "", **options: Any) -> Any:
        """POST an IATI file."""
        kind = options.pop("content_type", "application/xml")
        return self.post(f"/api/activities/import{query}", content, content_type=kind, **options)


@dataclass(frozen=True)
class Pass:
    """A token, its secret and whose it is."""

    token: Token
    secret: str
    held: RoleAssignment

    @property
    def client(self) -> ApiClient:
        """A client that sends it."""
        return ApiClient(self.secret)


def pass_of(role: str, *, of: Organisation | None = None, scopes: tuple[str, ...] | None = None) -> Pass:
    """A token for somebody in a role; without `scopes`, with those of SCOPES that the role has."""
    held = factories.assignment(role, of=of)
    wanted = scopes if scopes is not None else tuple(one for one in SCOPES if BY_KEY[role].scope(one))
    token, secret = make_token(
        actor=Acting(held.person, held).actor, assignment=held, label="test", scopes=list(wanted)
    )
    return Pass(token, secret, held)


@pytest.fixture
def ministry(db: None) -> Organisation:
    """An organisation that publishes."""
    return create_organisation(
        actor=ACTOR, names={"en": "Ministry of Trials", "ru": "Министерство проб"}, org_id="XX-TRIAL-1", type="10"
    )


@pytest.fixture
def each(ministry: Organisation) -> dict[str, Activity]:
    """One activity in each pair of editing state and visibility, by `state-visibility`."""
    found = {}
    for state in State.values:
        for visibility in Visibility.values:
            key = f"{state}-{visibility}"
            made = create_activity(
                actor=ACTOR, organisation=ministry, record=whole_record(f"XX-TRIAL-1-{key}", key), visibility=visibility
            )
            found[key] = publish(actor=ACTOR, activity=made) if state == State.PUBLISHED else made
    return found


@pytest.fixture
def places(db: None) -> None:
    """Our own table of the country."""
    load_reference(country="TJK", actor=ACTOR)


@pytest.fixture
def visitor(db: None) -> ApiClient:
    """Nobody in particular."""
    cache.clear()
    return ApiClient()


@pytest.fixture
def focal(ministry: Organisation) -> Pass:
    """A focal point of the ministry."""
    return pass_of("focal_point", of=ministry)


@pytest.fixture
def problem_of() -> Callable[[Any], tuple[int, str]]:
    """Checks that an answer is a problem in its form; gives its status and kind."""

    def read(response: Any) -> tuple[int, str]:
        assert response["Content-Type"] == "application/problem+json", response.content[:300]
        body = response.json()
        assert set(body) == {"type", "title", "status", "detail", "errors"}
        assert body["status"] == response.status_code and body["title"] and body["detail"]
        assert (response.status_code == 401) == ("WWW-Authenticate" in response)
        return response.status_code, body["type"].removeprefix("/problems/")

    return read
