"""Which column holds which field of which record: the one table that writing and reading both walk.

A record's field lies in the column of the same name unless a table says otherwise. A table that leaves a field
without a place is refused at import of this module, so nothing that is read can be lost on the way to the database.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import CharField, Model

from hamroh.formats.iati import records as r

from .. import models as m

_MONEY = {"amount": "amount_written", "currency": "currency", "value_date": "value_date", "unknown": "value_unknown"}


@dataclass(frozen=True)
class Flat:
    """A record of its own that lies in columns of its parent's row. `presence` is NULL where there is no record."""

    field: str
    record: type[r.Record]
    columns: tuple[tuple[str, str], ...]
    presence: str
    absent: tuple[object, ...]


@dataclass(frozen=True)
class Child:
    """Records in a table of their own. `owner` is that table's link; `fixed` tells tables apart that share one."""

    field: str
    table: Table
    owner: str
    fixed: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """How one record lies in one model: `columns` are (record's field, column)."""

    record: type[r.Record]
    model: type[Model]
    columns: tuple[tuple[str, str], ...]
    flats: tuple[Flat, ...] = ()
    children: tuple[Child, ...] = ()
    limits: tuple[tuple[str, int], ...] = field(default=())

    @functools.cached_property
    def column_names(self) -> tuple[str, ...]:
        """Every column that holds a field, plain ones first, then the flat ones."""
        return (*(c for _, c in self.columns), *(c for flat in self.flats for _, c in flat.columns))

    def every_table(self) -> Iterator[Table]:
        """This table and all below it."""
        yield self
        for child in self.children:
            yield from child.table.every_table()


def table(
    record: type[r.Record],
    model: type[Model],
    *,
    renamed: Mapping[str, str] | None = None,
    flats: tuple[Flat, ...] = (),
    children: tuple[Child, ...] = (),
) -> Table:
    """A table whose plain columns are found by name; raises TypeError when a field has no place."""
    elsewhere = {flat.field for flat in flats} | {child.field for child in children}
    columns = {f.name: f for f in model._meta.concrete_fields}
    plain, limits = [], []
    for name in record.__struct_fields__:
        if name in elsewhere:
            continue
        column = (renamed or {}).get(name, name)
        if column not in columns:
            raise TypeError(f"{record.__name__}.{name} has no column in {model.__name__}.")
        plain.append((name, column))
        if isinstance(columns[column], CharField):
            limits.append((name, columns[column].max_length or 0))
    missing = [c for flat in flats for _, c in flat.columns if c not in columns]
    if missing:
        raise TypeError(f"{model.__name__} has no columns {missing}.")
    return Table(record, model, tuple(plain), flats, children, tuple(limits))


def flat(name: str, record: type[r.Record], columns: Mapping[str, str]) -> Flat:
    """A record laid flat; every field of it must have a column."""
    if set(columns) != set(record.__struct_fields__):
        raise TypeError(f"The columns for {name} do not cover {record.__name__}.")
    texts = {key for key, hint in typing.get_type_hints(record).items() if hint == r.Narratives}
    absent = tuple(() if key in texts else None for key in columns)
    return Flat(name, record, tuple(columns.items()), columns["unknown"], absent)


def child(name: str, below: Table, *, owner: str = "activity", **fixed: str) -> Child:
    """Records below, linked by `owner`."""
    return Child(name, below, owner, fixed)


def _organisation(prefix: str) -> Flat:
    record = r.ProviderOrg if prefix == "provider" else r.ReceiverOrg
    return flat(f"{prefix}_org", record, {
        "ref": f"{prefix}_ref", f"{prefix}_activity_id": f"{prefix}_activity", "type": f"{prefix}_type",
        "narratives": f"{prefix}_name", "unknown": f"{prefix}_unknown",
    })  # fmt: skip


_VALUE = flat("value", r.Value, _MONEY)
_PARTIES = (_organisation("provider"), _organisation("receiver"))
_TRANSACTION = table(
    r.Transaction, m.Transaction, flats=(_VALUE, *_PARTIES),
    children=(child("sectors", table(r.TransactionSector, m.TransactionSector), owner="transaction"),),
)  # fmt: skip
_PERIOD = table(
    r.Period, m.Period,
    children=(
        child("targets", table(r.Target, m.Measure), owner="period", kind=m.MeasureKind.TARGET.value),
        child("actuals", table(r.Actual, m.Measure), owner="period", kind=m.MeasureKind.ACTUAL.value),
    ),
)  # fmt: skip
_INDICATOR = table(
    r.Indicator, m.ResultIndicator,
    children=(
        child("baselines", table(r.Baseline, m.Baseline), owner="indicator"),
        child("periods", _PERIOD, owner="indicator"),
    ),
)  # fmt: skip

ACTIVITY = table(
    r.Activity,
    m.Activity,
    children=(
        child("participating_orgs",
              table(r.ParticipatingOrg, m.Participation, renamed={"activity_id": "partner_activity_id"})),
        child("other_identifiers", table(r.OtherIdentifier, m.OtherIdentifier)),
        child("activity_dates", table(r.ActivityDate, m.ActivityDate)),
        child("contact_infos", table(r.ContactInfo, m.Contact)),
        child("recipient_countries", table(r.RecipientCountry, m.CountryShare)),
        child("recipient_regions", table(r.RecipientRegion, m.RegionShare)),
        child("locations", table(r.Location, m.Location)),
        child("sectors", table(r.Sector, m.SectorShare)),
        child("tags", table(r.Tag, m.Tag)),
        child("policy_markers", table(r.PolicyMarker, m.PolicyMarker)),
        child("budgets", table(r.Budget, m.Budget, flats=(_VALUE,))),
        child("planned_disbursements", table(r.PlannedDisbursement, m.PlannedDisbursement, flats=(_VALUE, *_PARTIES))),
        child("transactions", _TRANSACTION),
        child("document_links", table(r.DocumentLink, m.DocumentLink)),
        child("related_activities", table(r.RelatedActivity, m.RelatedActivity)),
        child("results", table(
            r.Result, m.Result, children=(child("indicators", _INDICATOR, owner="result"),)
        )),
    ),
)  # fmt: skip

_K = m.OrganisationBudgetKind


def _forward(name: str, record: type[r.Record], kind: _K, renamed: Mapping[str, str] | None = None) -> Child:
    return child(
        name, table(record, m.OrganisationBudget, flats=(_VALUE,), renamed=renamed), owner="file", kind=kind.value
    )


ORGANISATION = table(
    r.Organisation,
    m.OrganisationFile,
    children=(
        _forward("total_budgets", r.TotalBudget, _K.TOTAL),
        _forward("recipient_org_budgets", r.RecipientOrgBudget, _K.ORGANISATION),
        _forward("recipient_region_budgets", r.RecipientRegionBudget, _K.REGION),
        _forward("recipient_country_budgets", r.RecipientCountryBudget, _K.COUNTRY),
        _forward("total_expenditures", r.TotalExpenditure, _K.EXPENDITURE, {"expense_lines": "budget_lines"}),
    ),
)


def _check_types() -> None:
    """A flat or a child must be of the type that the record declares."""
    for root in (ACTIVITY, ORGANISATION):
        for one in root.every_table():
            hints = typing.get_type_hints(one.record)
            for below in one.children:
                if typing.get_args(hints[below.field])[0] is not below.table.record:
                    raise TypeError(f"{one.record.__name__}.{below.field} does not hold {below.table.record}.")


_check_types()
