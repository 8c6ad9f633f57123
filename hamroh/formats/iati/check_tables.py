"""What the record checks rest on: fields the 2.03 schemas demand, tolerances, patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from hamroh.formats.iati import records as r
from hamroh.formats.iati.record_parts import Record

# Shares such as three times 33.33 miss 100 by rounding alone. The standard wants exactly 100; a tenth of a per cent
# is let pass here, the standard's own ruleset still tells of it.
TOLERANCE = Decimal("0.1")
HUNDRED = Decimal(100)

# Symbols that the standard forbids in identifiers, and any white space.
FORBIDDEN_IN_IDENTIFIER = re.compile(r"[\s/&|?]")
WEB_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")

_PERIOD = ("period_start", "period_end")
_BUDGET = (*_PERIOD, "value")

# Required attributes and children with minOccurs of one, by record.
MANDATORY: Mapping[type[Record], tuple[str, ...]] = {
    r.Activity: (
        "reporting_org", "title", "descriptions", "participating_orgs", "activity_status", "activity_dates",
    ),
    r.Organisation: ("name", "reporting_org"),
    r.ReportingOrg: ("ref", "type", "narratives"),
    r.Description: ("narratives",),
    r.ParticipatingOrg: ("role",),
    r.OtherIdentifier: ("ref", "type"),
    r.ActivityDate: ("type", "iso_date"),
    r.RecipientCountry: ("code",),
    r.LocationId: ("code", "vocabulary"),
    r.Administrative: ("code", "vocabulary"),
    r.Point: ("srs_name", "pos"),
    r.Sector: ("code",),
    r.Tag: ("code", "vocabulary"),
    r.CountryBudgetItems: ("vocabulary", "budget_items"),
    r.BudgetItem: ("code",),
    r.HumanitarianScope: ("type", "vocabulary", "code"),
    r.PolicyMarker: ("code",),
    r.AidType: ("code",),
    r.Budget: _BUDGET,
    r.PlannedDisbursement: ("period_start", "value"),
    r.Value: ("amount", "value_date"),
    r.Transaction: ("transaction_type", "transaction_date", "value"),
    r.TransactionSector: ("code",),
    r.DocumentLink: ("url", "format", "title", "categories"),
    r.RelatedActivity: ("ref", "type"),
    r.LegacyData: ("name", "value"),
    r.Conditions: ("attached",),
    r.Condition: ("type", "narratives"),
    r.Result: ("type", "title", "indicators"),
    r.ResultReference: ("code", "vocabulary"),
    r.Indicator: ("measure", "title"),
    r.IndicatorReference: ("vocabulary", "code"),
    r.Baseline: ("year",),
    r.Period: _PERIOD,
    r.OtherFlag: ("code", "significance"),
    r.LoanStatus: ("year", "value_date"),
    r.Fss: ("extraction_date",),
    r.Forecast: ("amount", "year"),
    r.TotalBudget: _BUDGET,
    r.RecipientOrgBudget: ("recipient_org", *_BUDGET),
    r.RecipientRegionBudget: ("recipient_region", *_BUDGET),
    r.RecipientCountryBudget: ("recipient_country", *_BUDGET),
    r.TotalExpenditure: _BUDGET,
    r.BudgetLine: ("value", "narratives"),
    r.RecipientOrg: ("narratives",),
}  # fmt: skip

# recipient-region/@code is required in activities and optional in organisation files.
MANDATORY_IN_ACTIVITY: Mapping[type[Record], tuple[str, ...]] = {r.RecipientRegion: ("code",)}

BUDGETS = (
    r.Budget, r.TotalBudget, r.RecipientOrgBudget, r.RecipientRegionBudget, r.RecipientCountryBudget,
    r.TotalExpenditure,
)  # fmt: skip
PERIODS = (*BUDGETS, r.PlannedDisbursement, r.Period)
SHARED = (r.RecipientCountry, r.RecipientRegion, r.Sector, r.BudgetItem)

# Codes of these lists belong to vocabulary 1 though the mapping names no condition.
VOCABULARY_1_ONLY = frozenset({"AidType"})
