"""The picture by program says what the pages say."""

from __future__ import annotations

import json

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.people.acting import NOBODY
from hamroh.rooms.coordination import api
from hamroh.rooms.coordination.selectors.cube import picture_of
from hamroh.rooms.coordination.selectors.matrix import matrix_in
from hamroh.rooms.coordination.selectors.scope import Scope

from .picture import random_picture

pytestmark = pytest.mark.django_db


def asking() -> HttpRequest:
    request = RequestFactory().get("/api/coordination")
    request.acting = NOBODY  # type: ignore[attr-defined]
    return request


def test_the_matrix() -> None:
    random_picture(2)
    body = json.loads(api.read_matrix(asking(), api.PictureQuery(country="TJK")).content)
    counted = matrix_in(picture_of(ANYONE, Scope("TJK")))
    assert body["total"]["at_work"] == counted.total.organisations[""]
    assert len(body["cells"]) == sum(len(row.cells) for row in counted.rows.values())
    assert {cell["place_kind"] for cell in body["cells"]} == {"place", "country", "unknown"}


def test_lines_come_in_pages_and_leave_out_what_is_not_public() -> None:
    random_picture(2)
    found: list[int] = []
    after = 0
    while True:
        body = json.loads(api.list_lines(asking(), api.LineQuery(country="TJK", after=after, limit=20)).content)
        found += [one["id"] for one in body["items"]]
        if body["next"] is None:
            break
        after = body["next"]
    assert found == sorted(set(found))
    assert len(found) == matrix_in(picture_of(ANYONE, Scope("TJK"))).total.lines


def test_ties() -> None:
    random_picture(2)
    body = json.loads(api.read_network(asking(), api.PictureQuery(country="TJK")).content)
    assert body["ties"] and body["all_ties"] >= len(body["ties"])
