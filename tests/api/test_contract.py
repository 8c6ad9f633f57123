"""The contract: committed, honest, and kept by every operation under arbitrary input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import CHECKS
from schemathesis.generation import GenerationMode

import hamroh.api
from hamroh.api.api import ROUTERS
from hamroh.cli.openapi import contract
from hamroh.kernel.people.verbs import BY_KEY
from hamroh.web.api.problems import TITLES
from hamroh.web.desk.organisations import api as organisations

from .conftest import ApiClient, Pass

SNAPSHOT = Path(hamroh.api.__file__).with_name("openapi.json")
EXAMPLES = 12
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


@pytest.fixture(scope="module")
def schema():
    loaded = schemathesis.openapi.from_dict(json.loads(contract()))
    loaded.app = WSGIHandler()
    return loaded


@pytest.fixture
def world(each, places, focal: Pass) -> Iterator[Pass]:
    """Requests run in the test's own transaction, so their end must not close its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield focal
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _try(schema, path: str, method: str, headers: dict[str, str]) -> None:
    """Requests as the contract allows them, then such as it forbids; always the same ones."""
    operation = schema[path][method.upper()]
    checks = [check for check in CHECKS.get_all() if check.__name__ in CHECKED]
    assert len(checks) == len(CHECKED), {check.__name__ for check in checks}
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @seed(20_260_101)
        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def one(case) -> None:
            response = case.call(headers=headers)
            print("STATUS", method, path, mode.value, response.status_code, case.query, case.body if not isinstance(case.body, bytes) else "", sep="|")
            case.validate_response(response, checks=checks, headers=headers)

        try:
            one()
        except Unsatisfiable:
            # Nothing can be forbidden in a request without parameters.
            assert mode is GenerationMode.NEGATIVE and not operation.definition.raw.get("parameters")


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_request_of_a_visitor_breaks_the_contract(world: Pass, schema, path: str, method: str) -> None:
    _try(schema, path, method, PLAIN)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_request_with_a_token_breaks_the_contract(world: Pass, schema, path: str, method: str) -> None:
    _try(schema, path, method, {**PLAIN, "Authorization": f"Bearer {world.secret}"})
