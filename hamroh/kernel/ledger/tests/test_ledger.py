"""The chain holds, and verification names the first altered, missing, reordered or cut entry."""

from __future__ import annotations

import pytest
from django.db import connections

from hamroh.kernel.ledger import events, services
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.models import Chain, Entry, LedgerIsAppendOnly, PersonalField
from hamroh.kernel.ledger.realms import CARE, MAIN, Realm, writing
from hamroh.kernel.ledger.verification import verify

pytestmark = pytest.mark.django_db(databases=["default", "care"], transaction=True)
WROTE = events.EventType("trial.wrote", "{actor} wrote {count} lines about {name}", personal=("name",))
events.declare(WROTE)


def write(count: int, realm: Realm = MAIN) -> list[Entry]:
    entries = []
    for number in range(count):
        with writing(realm):
            entries.append(
                services.record(
                    event="trial.wrote",
                    actor=system("test"),
                    subject=f"trial.line:{number}",
                    facts={"count": number, "text": "Ҷиҳод 移民"},
                    personal={"name": f"Name {number}"},
                    realm=realm,
                )
            )
    return entries


def first_finding(realm: Realm = MAIN):
    return next((report.finding for report in verify((realm,)) if report.finding), None)


def sql(realm: Realm, statement: str, *parameters: object) -> None:
    with connections[realm.alias].cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.parametrize("realm", [MAIN, CARE], ids=lambda realm: realm.name)
def test_an_untouched_chain_holds(realm: Realm) -> None:
    write(5, realm)
    (report,) = verify((realm,))
    assert (report.entries, report.finding) == (5, None)


@pytest.mark.parametrize(
    "column, value",
    [
        ("facts", '{"count": 3, "text": "Ҷиҳод 移民!"}'),
        ("actor", "person:1"),
        ("event", "trial.wrotf"),
        ("hash", "a" * 64),
    ],
)
def test_one_changed_field_names_its_entry(column: str, value: str) -> None:
    write(5)
    sql(MAIN, f"UPDATE ledger_entry SET {column} = %s WHERE number = 3", value)
    finding = first_finding()
    assert (finding.number, finding.kind) == (3, "altered")


def test_a_removed_entry_is_named() -> None:
    entries = write(5)
    PersonalField.objects.filter(entry=entries[1]).delete()
    sql(MAIN, "DELETE FROM ledger_entry WHERE number = 2")
    finding = first_finding()
    assert (finding.number, finding.kind) == (2, "missing")


def test_two_swapped_entries_are_named() -> None:
    write(5)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        sql(MAIN, "UPDATE ledger_entry SET number = %s WHERE number = %s", new, old)
    finding = first_finding()
    assert finding.kind == "reordered" and finding.number in (2, 3)


def test_a_cut_tail_is_found_by_the_head_outside() -> None:
    entries = write(5)
    PersonalField.objects.filter(entry__in=entries[3:]).delete()
    sql(MAIN, "DELETE FROM ledger_entry WHERE number > 3")
    Chain.objects.update(number=3, hash=entries[2].hash)
    finding = first_finding()
    assert (finding.number, finding.kind) == (4, "cut")


def test_a_chain_removed_whole_is_found() -> None:
    write(2)
    PersonalField.objects.all().delete()
    sql(MAIN, "DELETE FROM ledger_entry")
    sql(MAIN, "DELETE FROM ledger_chain")
    finding = first_finding()
    assert (finding.number, finding.kind) == (1, "cut")


def test_a_rewritten_chain_is_found() -> None:
    from hamroh.kernel.ledger.canonical import entry_hash

    write(3)
    before = "0" * 64
    for entry in Entry.objects.order_by("number"):
        entry.facts["count"] = 77
        entry.previous = before
        before = entry_hash(entry)
        sql(
            MAIN,
            "UPDATE ledger_entry SET facts = %s, previous = %s, hash = %s WHERE id = %s",
            '{"count": 77, "text": "Ҷиҳод 移民"}',
            entry.previous,
            before,
            entry.pk,
        )
    finding = first_finding()
    assert (finding.number, finding.kind) == (3, "rewritten")


def test_a_changed_personal_value_is_found_and_an_erased_one_is_not_a_fault() -> None:
    entries = write(3)
    services.erase_personal(entry_ids=[entries[0].pk], names=["name"])
    assert first_finding() is None
    assert PersonalField.objects.get(entry=entries[0]).value is None
    sql(MAIN, "UPDATE ledger_personalfield SET value = %s WHERE entry_id = %s", '"Other"', entries[1].pk)
    finding = first_finding()
    assert (finding.number, finding.kind) == (2, "personal")


def test_a_head_that_lags_is_no_fault() -> None:
    from hamroh.kernel.ledger.heads import head_path

    write(2)
    kept = head_path(MAIN, "trial").read_text()
    write(2)
    head_path(MAIN, "trial").write_text(kept)
    assert first_finding() is None


def test_entries_cannot_be_changed_or_deleted_and_undeclared_events_are_refused() -> None:
    (entry,) = write(1)
    with pytest.raises(LedgerIsAppendOnly):
        entry.save()
    with pytest.raises(LedgerIsAppendOnly):
        entry.delete()
    with writing(), pytest.raises(events.UnknownEvent):
        services.record(event="trial.unheard", actor=system("test"), subject="x:1")
    with pytest.raises(services.NotInTransaction):
        services.record(event="trial.wrote", actor=system("test"), subject="x:1")


def test_a_rolled_back_verb_leaves_no_entry_and_no_head() -> None:
    with pytest.raises(RuntimeError), writing():
        services.record(event="trial.wrote", actor=system("test"), subject="x:1")
        raise RuntimeError
    assert Entry.objects.count() == 0
    assert first_finding() is None


def test_the_care_database_is_not_readable_without_its_key(settings) -> None:
    import sqlite3

    write(1, CARE)
    name = connections["care"].settings_dict["NAME"]
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(name).execute("SELECT count(*) FROM ledger_entry")
