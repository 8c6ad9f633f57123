"""Records of an activity's money (IATI 2.03): budgets, planned disbursements, transactions, CRS and FSS data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hamroh.formats.iati.record_parts import (
    Narratives,
    RecipientCountry,
    RecipientRegion,
    Record,
    Unknown,
    Value,
)


class AidType(Record, frozen=True):
    """``default-aid-type`` and ``transaction/aid-type``; ``vocabulary`` ``None`` means 1 (OECD DAC)."""

    code: str | None = None
    vocabulary: str | None = None
    unknown: tuple[Unknown, ...] = ()


class ProviderOrg(Record, frozen=True):
    ref: str | None = None
    provider_activity_id: str | None = None
    type: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class ReceiverOrg(Record, frozen=True):
    ref: str | None = None
    receiver_activity_id: str | None = None
    type: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class Budget(Record, frozen=True):
    """``type`` 1 is original, 2 revised (a revised budget replaces); ``None`` means 1. ``status`` ``None`` means 1."""

    type: str | None = None
    status: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    value: Value | None = None
    unknown: tuple[Unknown, ...] = ()


class PlannedDisbursement(Record, frozen=True):
    type: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    value: Value | None = None
    provider_org: ProviderOrg | None = None
    receiver_org: ReceiverOrg | None = None
    unknown: tuple[Unknown, ...] = ()


class TransactionSector(Record, frozen=True):
    vocabulary: str | None = None
    vocabulary_uri: str | None = None
    code: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class Transaction(Record, frozen=True):
    """``humanitarian`` ``None`` means that the activity's flag holds."""

    ref: str | None = None
    humanitarian: bool | None = None
    transaction_type: str | None = None
    transaction_date: date | None = None
    value: Value | None = None
    description: Narratives = ()
    provider_org: ProviderOrg | None = None
    receiver_org: ReceiverOrg | None = None
    disbursement_channel: str | None = None
    sectors: tuple[TransactionSector, ...] = ()
    recipient_country: RecipientCountry | None = None
    recipient_region: RecipientRegion | None = None
    flow_type: str | None = None
    finance_type: str | None = None
    aid_types: tuple[AidType, ...] = ()
    tied_status: str | None = None
    unknown: tuple[Unknown, ...] = ()


class BudgetItem(Record, frozen=True):
    code: str | None = None
    percentage: Decimal | None = None
    description: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class CountryBudgetItems(Record, frozen=True):
    vocabulary: str | None = None
    budget_items: tuple[BudgetItem, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class OtherFlag(Record, frozen=True):
    """``crs-add/other-flags``."""

    code: str | None = None
    significance: bool | None = None
    unknown: tuple[Unknown, ...] = ()


class LoanTerms(Record, frozen=True):
    """``rate_1`` and ``rate_2`` are interest rates in per cent."""

    rate_1: Decimal | None = None
    rate_2: Decimal | None = None
    repayment_type: str | None = None
    repayment_plan: str | None = None
    commitment_date: date | None = None
    repayment_first_date: date | None = None
    repayment_final_date: date | None = None
    unknown: tuple[Unknown, ...] = ()


class LoanStatus(Record, frozen=True):
    year: int | None = None
    currency: str | None = None
    value_date: date | None = None
    interest_received: Decimal | None = None
    principal_outstanding: Decimal | None = None
    principal_arrears: Decimal | None = None
    interest_arrears: Decimal | None = None
    unknown: tuple[Unknown, ...] = ()


class CrsAdd(Record, frozen=True):
    """Items for the OECD Creditor Reporting System."""

    other_flags: tuple[OtherFlag, ...] = ()
    loan_terms: LoanTerms | None = None
    loan_status: LoanStatus | None = None
    channel_code: str | None = None
    unknown: tuple[Unknown, ...] = ()


class Forecast(Record, frozen=True):
    """One ``fss/forecast``: the forward spend of a year."""

    amount: Decimal | None = None
    year: int | None = None
    currency: str | None = None
    value_date: date | None = None
    unknown: tuple[Unknown, ...] = ()


class Fss(Record, frozen=True):
    """Items for the OECD Forward Spending Survey."""

    extraction_date: date | None = None
    priority: bool | None = None
    phaseout_year: int | None = None
    forecasts: tuple[Forecast, ...] = ()
    unknown: tuple[Unknown, ...] = ()
