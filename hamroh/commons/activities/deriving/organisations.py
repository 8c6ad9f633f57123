"""Which organisations a record means.

Bodies with an organisation identifier are found or added; those with a name alone are matched, never added: a file's
spelling is too weak a ground for a new body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from django.db import transaction

from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.matching import OrganisationKey, resolve_many
from hamroh.kernel.organisations.services import OrganisationEntry, find_or_create_many

LONGEST_IDENTIFIER = 100
LONGEST_LANGUAGE = 10
# `<registration agency>-<number>` or the five digits of the old DAC list; "0", "n/a" and the like are no identifiers.
_IDENTIFIER = re.compile(r"[A-Za-z]{2,3}-[A-Za-z0-9]+-\S.*|\d{5}")

_Named = r.ReportingOrg | r.ParticipatingOrg | r.ProviderOrg | r.ReceiverOrg
_Key = tuple[str | None, tuple[str, ...]]


def identifier_of(ref: str | None) -> str | None:
    """The reference when it is an organisation identifier, else None."""
    short = (ref or "").strip()
    return short if len(short) <= LONGEST_IDENTIFIER and _IDENTIFIER.fullmatch(short) else None


def reporting_entry(record: r.Activity | r.Organisation) -> OrganisationEntry | None:
    """The reporting organisation as a file names it; None when it says nothing."""
    org = record.reporting_org
    if org is None:
        return None
    entry = _entry(org, (org.ref or "").strip() or None, record.lang)
    return entry if entry.key.usable else None


def organisation_entry(record: r.Organisation) -> OrganisationEntry:
    """The organisation that an organisation file is about."""
    return OrganisationEntry(record.organisation_identifier.strip(), _names(record.name, record.lang))


class Organisations:
    """Ids of organisations by what records say of them; grows over the steps of one import.

    What a step added is remembered only after its transaction stands: a rolled-back body must not be pointed to.
    """

    def __init__(self) -> None:
        self._known: dict[_Key, int | None] = {}
        self._fresh: dict[_Key, int | None] = {}

    def begin(self) -> None:
        """A transaction begins: what an earlier one added without being committed is forgotten."""
        self._fresh = {}

    def learn(self, records: Iterable[r.Activity], *, actor: Actor) -> None:
        """Find or add what these records name, in a few queries. Inside the transaction that writes the records."""
        add: dict[_Key, OrganisationEntry] = {}
        match: dict[_Key, OrganisationKey] = {}
        for record in records:
            publisher = reporting_entry(record)
            if publisher is not None and self.id_of(record.reporting_org) is None:
                add[_key(record.reporting_org)] = publisher  # type: ignore[arg-type]
            for org in _named(record):
                key = _key(org)
                if key in self._known or key in self._fresh or key in add or key in match:
                    continue
                identifier = identifier_of(org.ref)
                if identifier:
                    add[key] = _entry(org, identifier, record.lang)
                else:
                    match[key] = OrganisationKey(None, key[1])
        if add:
            found = find_or_create_many(actor=actor, entries=add.values())
            self._fresh.update((key, found[entry].pk) for key, entry in add.items())
        if match:
            met = resolve_many(match.values())
            self._fresh.update((key, met[one].pk if one in met else None) for key, one in match.items())
        if self._fresh:
            transaction.on_commit(partial(self._known.update, self._fresh))

    def id_of(self, org: _Named | None) -> int | None:
        """The organisation's id, when it is known."""
        if org is None:
            return None
        key = _key(org)
        return self._known[key] if key in self._known else self._fresh.get(key)

    def publisher_of(self, record: r.Activity) -> int:
        """The reporting organisation's id; `learn` has seen the record, and it names one."""
        found = self.id_of(record.reporting_org)
        assert found is not None
        return found


def _named(record: r.Activity) -> Iterator[_Named]:
    yield from record.participating_orgs
    paid: r.Transaction | r.PlannedDisbursement
    for paid in (*record.transactions, *record.planned_disbursements):  # type: ignore[assignment]
        if paid.provider_org is not None:
            yield paid.provider_org
        if paid.receiver_org is not None:
            yield paid.receiver_org


def _key(org: _Named) -> _Key:
    return org.ref, tuple(one.text for one in org.narratives)


def _entry(org: _Named, identifier: str | None, lang: str | None) -> OrganisationEntry:
    return OrganisationEntry(identifier, _names(org.narratives, lang), org.type or "")


def _names(narratives: r.Narratives, default: str | None) -> tuple[tuple[str, str], ...]:
    """(language, text) pairs; what is too long for a language code is none."""
    pairs = ((one.lang or default or "", one.text) for one in narratives if one.text)
    return tuple((code if len(code) <= LONGEST_LANGUAGE else "", text) for code, text in pairs)
