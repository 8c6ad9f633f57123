"""Records of the organisation file (IATI 2.03, ``iati-organisations-schema.xsd``)."""

from __future__ import annotations

from datetime import date, datetime

from hamroh.formats.iati.record_parts import (
    DocumentLink,
    Narratives,
    RecipientCountry,
    RecipientRegion,
    Record,
    ReportingOrg,
    Unknown,
    Value,
)


class BudgetLine(Record, frozen=True):
    """``budget-line`` of any organisation budget, and ``expense-line`` of ``total-expenditure``."""

    ref: str | None = None
    value: Value | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class RecipientOrg(Record, frozen=True):
    ref: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class TotalBudget(Record, frozen=True):
    status: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    value: Value | None = None
    budget_lines: tuple[BudgetLine, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class RecipientOrgBudget(Record, frozen=True):
    status: str | None = None
    recipient_org: RecipientOrg | None = None
    period_start: date | None = None
    period_end: date | None = None
    value: Value | None = None
    budget_lines: tuple[BudgetLine, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class RecipientRegionBudget(Record, frozen=True):
    status: str | None = None
    recipient_region: RecipientRegion | None = None
    period_start: date | None = None
    period_end: date | None = None
    value: Value | None = None
    budget_lines: tuple[BudgetLine, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class RecipientCountryBudget(Record, frozen=True):
    status: str | None = None
    recipient_country: RecipientCountry | None = None
    period_start: date | None = None
    period_end: date | None = None
    value: Value | None = None
    budget_lines: tuple[BudgetLine, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class TotalExpenditure(Record, frozen=True):
    period_start: date | None = None
    period_end: date | None = None
    value: Value | None = None
    expense_lines: tuple[BudgetLine, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Organisation(Record, frozen=True):
    """One ``iati-organisation``."""

    organisation_identifier: str
    name: Narratives = ()
    reporting_org: ReportingOrg | None = None
    total_budgets: tuple[TotalBudget, ...] = ()
    recipient_org_budgets: tuple[RecipientOrgBudget, ...] = ()
    recipient_region_budgets: tuple[RecipientRegionBudget, ...] = ()
    recipient_country_budgets: tuple[RecipientCountryBudget, ...] = ()
    total_expenditures: tuple[TotalExpenditure, ...] = ()
    document_links: tuple[DocumentLink, ...] = ()
    last_updated_datetime: datetime | None = None
    lang: str | None = None
    default_currency: str | None = None
    unknown: tuple[Unknown, ...] = ()
