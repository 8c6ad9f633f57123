"""Every sample file comes in whole, again without change, and goes out with everything that came in."""

from __future__ import annotations

from pathlib import Path

import pytest

from hamroh.commons.activities.exporter import export_activities
from hamroh.commons.activities.mapping.tables import ACTIVITY, ORGANISATION, Table
from hamroh.commons.activities.models import Activity, OrganisationBudget, OrganisationFile, Transaction
from hamroh.commons.activities.selectors import organisation_record_of, record_of
from hamroh.commons.activities.services import edit_texts
from hamroh.formats.iati import records as r
from hamroh.formats.iati.reader import open_document
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.models import Organisation

from .files import bring_in, counts, elements_of

pytestmark = [pytest.mark.django_db, pytest.mark.samples]
ACTOR = system("test")
USAID, IOM = "usaid-activities-798.xml", "iom-activity-XM-DAC-47066-DP.2154.xml"
ANNOTATED = "iati-2.03-activity-example-annotated.xml"
# File → (records, budgets of an organisation file), counted by hand in the files.
ORGANISATION_FILES = {
    "asian-development-bank-organisation.xml": 6 + 237 + 6,
    "world-bank-organisation.xml": 4 + 290 + 12 + 4,
    "iati-2.03-organisation-example-annotated.xml": 5,
}
ACTIVITY_FILES = {USAID: 108, IOM: 1, ANNOTATED: 1}


@pytest.fixture
def folder(samples: Path) -> Path:
    return samples / "iati" / "samples"


@pytest.mark.parametrize(("name", "number"), ACTIVITY_FILES.items())
def test_activities_come_in_whole_and_only_once(folder: Path, name: str, number: int) -> None:
    with (folder / name).open("rb") as stream:
        assert counts(bring_in(stream)) == (number, number, 0, 0, 0)
    with (folder / name).open("rb") as stream:
        assert counts(bring_in(stream)) == (number, 0, 0, number, 0)
    with (folder / name).open("rb") as stream:
        for item in open_document(stream):
            stored = Activity.objects.get(iati_identifier=item.identifier)
            assert record_of(stored) == item.activity
            assert stored.content_digest == stored.imported_digest == r.digest(item.activity)
    assert Activity.objects.count() == number


@pytest.mark.parametrize(("name", "budgets"), ORGANISATION_FILES.items())
def test_organisation_files_come_in_whole_and_only_once(folder: Path, name: str, budgets: int) -> None:
    with (folder / name).open("rb") as stream:
        assert counts(bring_in(stream)) == (1, 1, 0, 0, 0)
    with (folder / name).open("rb") as stream:
        assert counts(bring_in(stream)) == (1, 0, 0, 1, 0)
    file = OrganisationFile.objects.get()
    assert file.organisation.org_id == file.organisation_identifier
    assert OrganisationBudget.objects.filter(file=file).count() == budgets
    with (folder / name).open("rb") as stream:
        assert [organisation_record_of(file)] == [item.organisation for item in open_document(stream)]


def test_the_world_bank_says_what_it_gives_to_tajikistan(folder: Path) -> None:
    with (folder / "world-bank-organisation.xml").open("rb") as stream:
        bring_in(stream)
    tajikistan = OrganisationBudget.objects.filter(recipient_country_code="TJ")
    assert tajikistan.count() == 4  # the other two places that name TJ are documents
    assert tajikistan.get(period_start__year=2024).amount == 269_175_186


def test_money_and_organisations_of_the_usaid_file(folder: Path) -> None:
    with (folder / USAID).open("rb") as stream:
        bring_in(stream)
    assert Transaction.objects.count() == 622
    assert Organisation.objects.filter(org_id="US-GOV-1").count() == 1
    publishers = set(Activity.objects.values_list("reporting_organisation__org_id", flat=True))
    assert publishers == {"US-GOV-1"}


@pytest.mark.parametrize(
    ("name", "foreign"),
    [(USAID, {"{https://explorer.usaid.gov}"}), (IOM, {"{http://d-portal.org/xmlns/"}), (ANNOTATED, set())],
)
def test_only_foreign_namespaces_are_unknown(folder: Path, name: str, foreign: set[str]) -> None:
    with (folder / name).open("rb") as stream:
        bring_in(stream)
    names = _unknown_names(ACTIVITY)
    assert bool(names) == bool(foreign)
    assert all(any(one.startswith(prefix) for prefix in foreign) for one in names), names


def test_organisation_files_have_nothing_unknown_but_foreign_names(folder: Path) -> None:
    for name in ORGANISATION_FILES:
        with (folder / name).open("rb") as stream:
            bring_in(stream)
    assert all(one.startswith("{") for one in _unknown_names(ORGANISATION))


def _unknown_names(root: Table) -> set[str]:
    names = set()
    for table in root.every_table():
        columns = ["unknown", *(dict(flat.columns)["unknown"] for flat in table.flats)]
        for row in table.model._default_manager.values_list(*columns):
            names |= {one.name for kept in row for one in kept or ()}
    return names


def test_an_export_is_valid_and_comes_in_again_unchanged(folder: Path, tmp_path: Path) -> None:
    for name in ACTIVITY_FILES:
        with (folder / name).open("rb") as stream:
            bring_in(stream)
    out = tmp_path / "out.xml"
    assert export_activities(Activity.objects.order_by("pk"), out) == 110
    with out.open("rb") as stream:
        assert counts(bring_in(stream)) == (110, 0, 0, 110, 0)
    assert {path.name for path in tmp_path.iterdir()} == {"out.xml", "heads"} & {p.name for p in tmp_path.iterdir()}


def test_after_one_title_is_edited_the_export_differs_in_it_alone(folder: Path, tmp_path: Path) -> None:
    with (folder / USAID).open("rb") as stream:
        bring_in(stream)
    before, after = tmp_path / "before.xml", tmp_path / "after.xml"
    export_activities(Activity.objects.order_by("pk"), before)
    activity = Activity.objects.order_by("pk")[17]
    old = activity.titles["en"]
    edit_texts(actor=ACTOR, activity=activity, titles={"en": "A title edited here"})
    export_activities(Activity.objects.order_by("pk"), after)
    lost = elements_of(before) - elements_of(after)
    gained = elements_of(after) - elements_of(before)
    assert [(text, count) for (_, text, _), count in lost.items()] == [(" ".join(old.split()), 1)]
    assert [(text, count) for (_, text, _), count in gained.items()] == [("A title edited here", 1)]
    assert {name for name, _, _ in (*lost, *gained)} == {f"{activity.iati_identifier} narrative"}


def test_nothing_of_the_usaid_file_is_lost_on_the_way_out(folder: Path, tmp_path: Path) -> None:
    with (folder / USAID).open("rb") as stream:
        bring_in(stream)
    out = tmp_path / "out.xml"
    export_activities(Activity.objects.order_by("pk"), out)
    assert _plain(elements_of(out)) == _plain(elements_of(folder / USAID))


def _plain(found: dict) -> dict:
    """Times without the trailing zeros of their fraction, which a clock's digits do not mean."""
    plain: dict = {}
    for (name, text, attributes), count in found.items():
        told = tuple(
            (key, value.replace("000Z", "Z") if key.startswith("last-updated") else value) for key, value in attributes
        )
        plain[name, text, told] = plain.get((name, text, told), 0) + count
    return plain
