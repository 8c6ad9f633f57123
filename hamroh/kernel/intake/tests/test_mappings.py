"""What headings mean is remembered per organisation, and guessed from likeness before that."""

from __future__ import annotations

import pytest

from hamroh.formats.spreadsheet import ColumnSpec
from hamroh.kernel.intake import services
from hamroh.kernel.intake.headings import signature, suggest_mapping
from hamroh.kernel.intake.tests.trial import TRIAL
from hamroh.kernel.ledger.actors import Actor, system
from hamroh.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
COLUMNS = (
    ColumnSpec("name", {"en": "Organisation name", "ru": "Название организации"}),
    ColumnSpec("country", {"en": "Country", "ru": "Страна"}),
)
OURS = Actor("system:ours", organisation_id=7)


def suggest(*headings: str, organisation: int | None = 7):
    return suggest_mapping(importer=TRIAL.key, headings_found=headings, columns=COLUMNS, organisation_id=organisation)


def test_guess_by_label_in_any_language_and_by_likeness() -> None:
    found = suggest("Название  организации:", "Countri", "Remarks")
    assert found.columns == {"Название  организации:": "name", "Countri": "country"}
    assert not found.remembered


def test_remembered_for_the_organisation_alone_in_any_order() -> None:
    headings = ["Implementing body", "Where", "Remarks"]
    chosen = {"Implementing body": "name", "Where": "country", "Remarks": ""}
    services.remember_mapping(actor=OURS, importer=TRIAL.key, headings=headings, columns=chosen)
    assert suggest("WHERE", "remarks", "Implementing body").columns == chosen
    assert suggest("WHERE", "remarks", "Implementing body").remembered
    assert suggest(*headings, organisation=8).columns == {}
    # One heading of it in another file is known too.
    assert suggest("Where", "Something else").columns == {"Where": "country"}
    assert Entry.objects.get().event == "intake.mapping-remembered"


def test_a_second_choice_replaces_the_first() -> None:
    for meaning in ("name", "country"):
        services.remember_mapping(actor=system("test"), importer=TRIAL.key, headings=["A"], columns={"A": meaning})
    assert suggest("a", organisation=None).columns == {"A": "country"}


def test_one_field_is_suggested_once() -> None:
    assert suggest("Country", "Страна").columns == {"Country": "country"}


def test_signature_ignores_order_case_and_spaces() -> None:
    assert signature(["A b", "C"]) == signature(["c", " a  B "])
    assert signature(["A"]) != signature(["B"])
