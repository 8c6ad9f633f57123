"""What an import does with what stands already, with other people's activities, and with bad files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import msgspec
import pytest

from hamroh.commons.activities.models import Activity, State
from hamroh.commons.activities.selectors import record_of
from hamroh.commons.activities.services import edit_texts, set_theme
from hamroh.formats.iati import records as r
from hamroh.kernel.intake.models import Batch, Fault
from hamroh.kernel.intake.services import apply
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.services import subjects_changed
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Refused

from .conftest import ACTOR, person_of, whole_record
from .files import bring_in, counts, file_of, preview

pytestmark = pytest.mark.django_db
PUBLISHER = r.ReportingOrg(ref="XX-TRIAL-1", type="10", narratives=(r.Narrative(text="Ministry of Trials", lang="en"),))


def record(identifier: str = "XX-TRIAL-1-A", **fields: object) -> r.Activity:
    return msgspec.structs.replace(whole_record(identifier), reporting_org=PUBLISHER, **fields)


def codes(batch: Batch, severity: str = "error") -> list[str]:
    return list(Fault.objects.filter(batch=batch, severity=severity).values_list("code", flat=True))


def test_a_publisher_s_update_replaces_what_differs_and_keeps_what_is_ours() -> None:
    bring_in(file_of([record(), record("XX-TRIAL-1-B")]))
    activity = Activity.objects.get(iati_identifier="XX-TRIAL-1-A")
    set_theme(actor=ACTOR, activity=activity, theme="migration_health")
    partners = list(activity.participating_orgs.values_list("pk", flat=True))
    newer = record(activity_status="4", sectors=(r.Sector(code="13010", percentage=Decimal(100)),))
    batch = preview(file_of([newer, record("XX-TRIAL-1-B")]))
    line = batch.lines.get(verdict="update")
    assert {change[0] for change in line.changes} == {"activity_status", "sectors"}
    assert counts(apply(actor=ACTOR, batch=batch)) == (2, 0, 1, 1, 0)
    activity.refresh_from_db()
    assert record_of(activity) == newer
    assert (activity.theme, activity.state) == ("migration_health", State.PUBLISHED)
    assert list(activity.participating_orgs.values_list("pk", flat=True)) == partners
    assert activity.source == f"batch:{batch.pk}"


def test_an_edit_of_ours_is_not_overwritten_unless_asked_for() -> None:
    bring_in(file_of([record()]))
    activity = Activity.objects.get()
    edit_texts(actor=ACTOR, activity=activity, titles={"en": "Our better title"})
    same_file = bring_in(file_of([record()]))
    assert counts(same_file) == (1, 0, 0, 1, 0)
    newer = record(activity_status="3")
    refused = bring_in(file_of([newer]))
    assert counts(refused) == (1, 0, 0, 0, 1)
    assert codes(refused) == ["activities.edited-here"]
    assert Activity.objects.get().titles["en"] == "Our better title"
    assert counts(bring_in(file_of([newer]), overwrite=True)) == (1, 0, 1, 0, 0)
    assert record_of(activity) == newer


def test_overwriting_brings_the_last_import_back() -> None:
    bring_in(file_of([record()]))
    edit_texts(actor=ACTOR, activity=Activity.objects.get(), titles={"en": "Our title"})
    assert counts(bring_in(file_of([record()]), overwrite=True)) == (1, 0, 1, 0, 0)
    assert record_of(Activity.objects.get()) == record()


def test_an_activity_keeps_its_publisher() -> None:
    bring_in(file_of([record()]))
    thief = r.ReportingOrg(ref="XX-TRIAL-9", type="22", narratives=(r.Narrative(text="Somebody Else", lang="en"),))
    batch = bring_in(file_of([msgspec.structs.replace(record(), reporting_org=thief)]))
    assert counts(batch) == (1, 0, 0, 0, 1)
    fault = Fault.objects.get(batch=batch, severity="error")
    assert "Ministry of Trials (XX-TRIAL-1)" in fault.text
    assert "Somebody Else (XX-TRIAL-9)" in fault.text
    assert record_of(Activity.objects.get()) == record()


def test_what_changed_between_preview_and_apply_is_refused() -> None:
    bring_in(file_of([record()]))
    batch = preview(file_of([record(activity_status="3")]))
    edit_texts(actor=ACTOR, activity=Activity.objects.get(), titles={"en": "Meanwhile"})
    assert counts(apply(actor=ACTOR, batch=batch)) == (1, 0, 0, 0, 1)
    assert Activity.objects.get().titles["en"] == "Meanwhile"


def test_two_people_import_the_same_new_activity() -> None:
    first, second = preview(file_of([record()])), preview(file_of([record(activity_status="3")]))
    assert counts(apply(actor=ACTOR, batch=first)) == (1, 1, 0, 0, 0)
    assert counts(apply(actor=ACTOR, batch=second)) == (1, 0, 0, 0, 1)
    assert codes(second) == ["appeared-meanwhile"]
    assert record_of(Activity.objects.get()) == record()


def test_the_same_identifier_twice_in_a_file_is_told() -> None:
    assert counts(bring_in(file_of([record(), record(activity_status="3")]))) == (2, 1, 0, 0, 1)


def test_a_focal_point_imports_for_the_own_organisation_alone(ministry: Organisation, charity: Organisation) -> None:
    allowed = bring_in(file_of([record()]), person_of(ministry))
    assert counts(allowed) == (1, 1, 0, 0, 0)
    assert Activity.objects.get().reporting_organisation == ministry
    other = bring_in(file_of([record("XX-TRIAL-1-B")]), person_of(charity))
    assert counts(other) == (1, 0, 0, 0, 1)
    assert codes(other) == ["activities.not-your-organisation"]
    with pytest.raises(Refused):
        preview(file_of([record()]), person_of(ministry, role="translator"))


def test_an_activity_without_publisher_is_refused() -> None:
    batch = bring_in(file_of([msgspec.structs.replace(record(), reporting_org=None)]))
    assert codes(batch) == ["activities.no-publisher"]


def test_an_import_tells_the_ledger_once_and_the_read_models_everything() -> None:
    told: list[int] = []

    def listen(model: type, ids: list[int], **_more: object) -> None:
        if model is Activity:
            told.extend(ids)

    subjects_changed.connect(listen)
    try:
        batch = bring_in(file_of([record(f"XX-TRIAL-1-{n}") for n in range(30)]))
    finally:
        subjects_changed.disconnect(listen)
    entry = Entry.objects.get(event="intake.applied")
    assert (entry.facts["created"], len(entry.facts["items"])) == (30, 64)
    assert sorted(told) == sorted(Activity.objects.values_list("pk", flat=True))
    assert entry.subject == f"intake.batch:{batch.pk}"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"sectors": (r.Sector(code="15190", percentage=Decimal(60)), r.Sector(code="13010", percentage=Decimal(30)))},
         "iati.percentages_not_100"),
        ({"activity_status": "77"}, "iati.code_unknown"),
        ({"budgets": (r.Budget(type="1", status="1", period_start=date(2024, 1, 1), period_end=date(2025, 12, 31),
                               value=r.Value(amount=Decimal(1), value_date=date(2024, 1, 1))),)},
         "iati.budget_period_long"),
    ],
)  # fmt: skip
def test_what_is_wrong_inside_is_told_and_kept(fields: dict[str, object], code: str) -> None:
    batch = bring_in(file_of([record(**fields)]))
    assert counts(batch) == (1, 1, 0, 0, 0)
    fault = Fault.objects.get(batch=batch, code=code)
    assert fault.severity == "warning"
    assert fault.text
    assert record_of(Activity.objects.get()) == record(**fields)


def test_an_amount_that_no_column_holds_is_refused_with_its_place() -> None:
    value = r.Value(amount=Decimal(10) ** 18, value_date=date(2024, 1, 1))
    budget = r.Budget(type="1", period_start=date(2024, 1, 1), period_end=date(2024, 12, 31), value=value)
    batch = bring_in(file_of([record(budgets=(budget,)), record("XX-TRIAL-1-B")]))
    assert counts(batch) == (2, 1, 0, 0, 1)
    assert "budgets[1]/value" in Fault.objects.get(batch=batch, code="activities.too-large").text


def test_identifiers_that_no_column_holds_are_refused_with_their_place() -> None:
    long_ref = r.ReportingOrg(ref="XX-" + "9" * 120, narratives=(r.Narrative(text="Long"),))
    records = [record("X" * 256), msgspec.structs.replace(record(), reporting_org=long_ref), record("XX-TRIAL-1-B")]
    batch = bring_in(file_of(records))
    assert counts(batch) == (3, 1, 0, 0, 2)
    told = [fault.text for fault in Fault.objects.filter(batch=batch, code="activities.too-large")]
    assert ["iati_identifier" in told[0], "reporting-org/@ref" in told[1]] == [True, True]


BOMB = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><iati-activities version="2.03">&y;</iati-activities>'


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "iati.file_empty"), (b"PK\x03\x04rest of a zip", "iati.file_not_xml"), (BOMB, "iati.file_has_doctype")],
)
def test_a_file_that_is_none_fails_whole(content: bytes, code: str) -> None:
    batch = bring_in(BytesIO(content))
    assert batch.state == "failed"
    assert codes(batch) == [code]
    assert not Activity.objects.exists()


def test_a_broken_file_gives_what_stands_before_the_break_and_says_where_it_breaks() -> None:
    whole = file_of([record(), record("XX-TRIAL-1-B")]).getvalue()
    batch = bring_in(BytesIO(whole[: whole.rindex(b"<activity-status")]))
    assert counts(batch) == (2, 1, 0, 0, 1)
    assert Fault.objects.get(batch=batch, severity="error").locator.startswith("line ")
    assert Activity.objects.get().iati_identifier == "XX-TRIAL-1-A"
