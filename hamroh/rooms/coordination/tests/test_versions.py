"""Versions of a report: what readers see does not move before one number does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import writing
from hamroh.rooms.coordination.models import Report
from hamroh.rooms.coordination.selectors.lines import standing
from hamroh.rooms.coordination.services import versions
from hamroh.rooms.coordination.values import LineValues, values_of

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return factories.reporter(factories.round_(stage="called"), factories.organisation("Rohi Hamkori (invented)"))


def titles(lines) -> list[str]:
    return sorted(lines.values_list("title", flat=True))


def test_a_published_report_stands_until_the_next_is_published(by) -> None:
    factories.report(by, [{"title": "A"}, {"title": "B"}, {"title": "C"}])
    factories.report(by, [{"title": "A"}, {"title": "B changed"}], publish=False)
    assert titles(standing("published")) == ["A", "B", "C"]
    assert titles(standing("latest")) == ["A", "B changed"]
    assert titles(versions.alive(by, 1)) == ["A", "B", "C"] and titles(versions.alive(by, 0)) == []


def test_a_report_that_is_begun_and_given_up_leaves_nothing(by) -> None:
    factories.report(by, [{"title": "A"}, {"title": "B"}])
    with writing():
        version = versions.begin(by)
        versions.write(by, version, [versions.Placed("line-2", LineValues(title="X"))], ["line-3"])
    assert titles(standing("latest")) == ["A", "B"]
    with writing():
        assert versions.begin(by) == version
    assert titles(versions.alive(by, version)) == ["A", "B"]


def test_writing_the_same_step_twice_is_writing_it_once(by) -> None:
    factories.report(by, [{"title": "A"}])
    placed = [versions.Placed("line-2", LineValues(title="A2")), versions.Placed("new", LineValues(title="N"))]
    with writing():
        version = versions.begin(by)
        versions.write(by, version, placed)
        versions.write(by, version, placed)
        versions.complete(actor=factories.ACTOR, reporter=by, version=version, way="page", counts={})
    assert titles(standing("latest")) == ["A2", "N"]


def test_repetitions_are_kept_and_counted_once_in_every_version(by) -> None:
    factories.report(by, [{"key": "a", "title": "A"}, {"key": "b", "title": "A"}, {"key": "c", "title": "C"}])
    assert Report.objects.get().counts == {
        "created": 3, "updated": 0, "removed": 0, "unchanged": 0, "lines": 3, "distinct": 2,
    }  # fmt: skip
    factories.report(by, [{"key": "b", "title": "A"}, {"key": "c", "title": "A"}], publish=False)
    for version, expected in ((1, {"a": True, "b": False, "c": True}), (2, {"b": True, "c": False})):
        assert dict(versions.alive(by, version).values_list("key", "counted")) == expected


def test_two_reports_at_once_one_is_refused(by) -> None:
    factories.report(by, [{"title": "A"}])
    with pytest.raises(versions.ReportMoved), writing():
        versions.complete(actor=factories.ACTOR, reporter=by, version=1, way="page", counts={})
    assert by.reports.count() == 1


def test_a_report_that_nobody_published_is_superseded_by_the_next(by) -> None:
    first = factories.report(by, [{"title": "A"}], publish=False)
    before = Entry.objects.count()
    factories.report(by, [{"title": "B"}], publish=False)
    first.refresh_from_db()
    assert first.stage == "superseded" and Entry.objects.count() == before + 1


def test_what_is_stored_says_the_same_again(by) -> None:
    values = LineValues(title="Ҷамъият", people=(("targeted", "f", "", 20),), targeted=20, raw={"adm1": "Хатлон"})
    with writing():
        version = versions.begin(by)
        versions.write(by, version, [versions.Placed("k", values, "Sheet 1", 7)])
        versions.complete(actor=factories.ACTOR, reporter=by, version=version, way="file", counts={})
    line = standing("latest").get()
    assert values_of(line) == values and line.digest == values.digest and (line.sheet, line.row) == ("Sheet 1", 7)


def test_an_amount_read_back_is_the_same_amount(by) -> None:
    factories.report(by, [{"amount": Decimal("8000"), "currency": "USD"}])
    line = standing("latest").get()
    assert values_of(line).digest == line.digest == LineValues(amount=Decimal("8000.0"), currency="USD").digest
