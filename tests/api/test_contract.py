"""The contract: committed, honest, and kept by every operation under arbitrary input."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import CHECKS
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode

import hamroh.api
from hamroh.api.api import ROUTERS
from hamroh.cli.openapi import contract
from hamroh.commons.activities.tests.conftest import whole_record
from hamroh.commons.activities.tests.files import file_of
from hamroh.commons.indicators.models import Dataset, Indicator
from hamroh.commons.indicators.periods import year
from hamroh.commons.indicators.services import ensure_seed as ensure_indicators
from hamroh.commons.indicators.services import observe, register_source
from hamroh.commons.sources.models import Instrument
from hamroh.commons.sources.services.seeding import ensure_seed as ensure_sources
from hamroh.kernel.intake.services import stage
from hamroh.kernel.people.acting import Acting
from hamroh.kernel.people.verbs import BY_KEY
from hamroh.web.api.problems import TITLES
from hamroh.web.desk.organisations import api as organisations

from .conftest import ACTOR, ApiClient, Pass

SNAPSHOT = Path(hamroh.api.__file__).with_name("openapi.json")
EXAMPLES = 8
# The in-process client does not unpack what was compressed.
PLAIN = {"Accept-Encoding": "identity"}
CHECKED = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "ignored_auth",
)  # fmt: skip
OPERATIONS = [(path, method) for path, methods in json.loads(contract())["paths"].items() for method in sorted(methods)]


def test_the_committed_contract_is_that_of_the_code() -> None:
    assert SNAPSHOT.read_text() == contract(), "The API changed: run `make openapi-snapshot` and review the difference."


def test_every_operation_is_described() -> None:
    described = json.loads(contract())
    names = set()
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            where = f"{method} {path}"
            assert one["summary"] and one["description"] and one["tags"], where
            assert one["x-verb"] in BY_KEY, where
            assert {"400", "401", "403", "404", "405", "422", "503"} <= set(one["responses"]), where
            success = [status for status in one["responses"] if status in ("200", "202")]
            assert len(success) == 1 and one["responses"][success[0]]["content"], where
            for status, response in one["responses"].items():
                assert int(status) < 400 or set(response["content"]) == {"application/problem+json"}, (where, status)
            assert ({} in one["security"]) == BY_KEY[one["x-verb"]].public, where
            if method == "patch":
                assert {"412", "415", "428"} <= set(one["responses"])
            names.add(one["operationId"])
    assert (
        len(names) == len(OPERATIONS) == sum(len(v.operations) for _p, r in ROUTERS for v in r.path_operations.values())
    )


@pytest.mark.django_db
def test_the_contract_is_served_as_it_is_committed(visitor: ApiClient) -> None:
    assert visitor.get("/api/openapi.json").json() == json.loads(SNAPSHOT.read_text())


@pytest.mark.django_db
def test_every_address_below_the_api_answers_in_its_form(visitor: ApiClient, problem_of) -> None:
    for address in ("/api/", "/api/nothing", "/api/activities/", "/api/activities/x", "/api/docs"):
        assert problem_of(visitor.get(address)) == (404, "not-found"), address
    refused = visitor.delete("/api/activities")
    assert problem_of(refused) == (405, "method") and refused["Allow"] == "GET"
    assert problem_of(visitor.options("/api/activities/1")) == (405, "method")
    head, read = visitor.head("/api/open-data"), visitor.get("/api/open-data")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", read["ETag"])


@pytest.mark.django_db
def test_what_is_no_json_is_refused(each, focal: Pass, problem_of) -> None:
    address = f"/api/activities/{each['published-public'].pk}"
    bodies = {
        b"{": (400, "malformed"), b"\xff\xfe": (400, "malformed"), b'{"titles": NaN}': (400, "malformed"),
        b"[" * 100_000: (400, "malformed"), b"": (422, "invalid"), b" " * 5_000_000: (413, "too-large"),
    }  # fmt: skip
    for body, expected in bodies.items():
        assert problem_of(focal.client.patch(address, body, content_type="application/json")) == expected, body[:20]
    for kind in ("text/plain", "application/xml", "multipart/form-data; boundary=x", ""):
        assert problem_of(focal.client.patch(address, b"{}", content_type=kind)) == (415, "media-type"), kind


@pytest.mark.django_db
def test_a_fault_of_ours_is_logged_and_tells_nothing(visitor: ApiClient, monkeypatch, problem_of) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("secret detail")

    def locked(*args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(organisations.selectors, "visible_to", broken)
    fault = visitor.get("/api/organisations")
    assert problem_of(fault) == (500, "fault") and b"secret" not in fault.content
    monkeypatch.setattr(organisations.selectors, "visible_to", locked)
    busy = visitor.get("/api/organisations")
    assert problem_of(busy) == (503, "busy") and busy["Retry-After"]


def test_the_reference_names_every_problem_and_every_operation() -> None:
    text = (Path(hamroh.__file__).parent.parent / "docs/reference/api.md").read_text()
    missing = [kind for kind in TITLES if f"`{kind}`" not in text]
    missing += [f"{method} {path}" for path, method in OPERATIONS if f"`{method.upper()} {path}`" not in text]
    assert not missing


@dataclass(frozen=True)
class World:
    """A token, and what stands here by the names of parameters in addresses."""

    token: Pass
    known: dict[str, Any]


@pytest.fixture
def world(each, places, ministry, focal: Pass) -> Iterator[World]:
    """One of each kind of record. Requests run in the test's own transaction: their end must not close it."""
    ensure_indicators(ACTOR)
    ensure_sources(ACTOR)
    source = register_source(actor=ACTOR, dataset=Dataset.objects.get(key="hamroh-reports"), edition="Report 2026")
    indicator = Indicator.objects.filter(numerator=None).order_by("pk")[0]
    observation = observe(
        actor=ACTOR, source=source, indicator=indicator, country="TJK", period=year(2025), value=Decimal("12.5")
    )
    batch = stage(actor=Acting(focal.held.person, focal.held).actor, importer="iati", stream=file_of([whole_record()]))
    known = {
        "activity_id": each["published-public"].pk, "organisation_id": ministry.pk, "batch_id": batch.pk,
        "observation_id": observation.pk, "code": {"places": "tajikistan", "indicators": indicator.code},
        "key": Instrument.objects.order_by("pk")[0].key,
    }  # fmt: skip
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield World(focal, known)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass
class Tried:
    """What was answered, and what broke the contract, by operation."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: dict[str, str] = field(default_factory=dict)


def _try_all(world: World, headers: dict[str, str]) -> Tried:
    """Requests as the contract allows them, every second one to a record that exists, then such as it forbids.

    Always the same ones: the seed is fixed, and nothing is remembered from run to run.
    """
    schema = schemathesis.openapi.from_dict(json.loads(contract()))
    schema.app = WSGIHandler()
    checks = [check for check in CHECKS.get_all() if check.__name__ in CHECKED]
    assert len(checks) == len(CHECKED), {check.__name__ for check in checks}
    tried = Tried()
    for path, method in OPERATIONS:
        operation = schema[path][method.upper()]
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _try(operation, mode, checks, headers, world.known, tried)
            except Unsatisfiable:
                # Nothing can be forbidden in a request without parameters.
                assert mode is GenerationMode.NEGATIVE and not operation.definition.raw.get("parameters")
            except (FailureGroup, Failure) as failure:
                tried.broken[f"{method} {path} ({mode.value})"] = str(getattr(failure, "exceptions", failure))
    return tried


def _try(operation, mode, checks, headers: dict[str, str], known: dict[str, Any], tried: Tried) -> None:
    numbers = count()

    @seed(20_260_101)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case) -> None:
        if mode is GenerationMode.POSITIVE and next(numbers) % 2:
            for name in case.path_parameters:
                value = known[name]
                case.path_parameters[name] = value[operation.path.split("/")[2]] if isinstance(value, dict) else value
            if operation.method == "patch":
                case.headers["If-Match"] = "*"
        response = case.call(headers=headers)
        tried.statuses[response.status_code] += 1
        case.validate_response(response, checks=checks, headers=headers)

    one()


@pytest.mark.django_db
def test_no_request_of_a_visitor_breaks_the_contract(world: World) -> None:
    tried = _try_all(world, PLAIN)
    assert not tried.broken, "\n".join(f"{where}: {what}" for where, what in tried.broken.items())
    # The trial is worth something only when it met both successes and refusals.
    assert {200, 401, 404, 422} <= set(tried.statuses), tried.statuses


@pytest.mark.django_db
def test_no_request_with_a_token_breaks_the_contract(world: World) -> None:
    tried = _try_all(world, {**PLAIN, "Authorization": f"Bearer {world.token.secret}"})
    assert not tried.broken, "\n".join(f"{where}: {what}" for where, what in tried.broken.items())
    assert {200, 202, 403, 404, 422} <= set(tried.statuses), tried.statuses
