"""What changed between IATI 1.05 and 2.01, as tables.

Facts from the standard's schemas and code lists of 1.04, 1.05 and 2.03 and from its list of changes for the integer
upgrade 2.01; the wording is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CodeChange:
    """An attribute whose codes were renumbered. ``path`` is an XPath below the record's element."""

    path: str
    attribute: str
    codes: Mapping[str, str]


_VOCABULARIES = {
    "DAC": "1", "DAC-3": "2", "COFOG": "3", "NACE": "4", "NTEE": "5", "ADT": "6", "RO": "99", "RO2": "98",
}  # fmt: skip

CODES: tuple[CodeChange, ...] = (
    CodeChange(
        "activity-date", "type",
        {"start-planned": "1", "start-actual": "2", "end-planned": "3", "end-actual": "4"},
    ),
    CodeChange(
        "participating-org", "role",
        {"Funding": "1", "Accountable": "2", "Extending": "3", "Implementing": "4"},
    ),
    CodeChange(
        "transaction/transaction-type", "code",
        {"IF": "1", "C": "2", "D": "3", "E": "4", "IR": "5", "LR": "6", "R": "7", "QP": "8", "QS": "9", "CG": "10"},
    ),
    CodeChange("sector", "vocabulary", _VOCABULARIES),
    CodeChange("policy-marker", "vocabulary", {"DAC": "1", "RO": "99"}),
    CodeChange("recipient-region", "vocabulary", {"DAC": "1", "UN": "2", "RO": "99"}),
)  # fmt: skip

# Elements whose text became narrative children. Several of a kind that differ only in language become one.
NARRATIVES: tuple[str, ...] = (
    "title", "description", "reporting-org", "participating-org", "activity-date", "recipient-country",
    "recipient-region", "sector", "policy-marker",
    "contact-info/organisation", "contact-info/person-name", "contact-info/job-title",
    "contact-info/mailing-address",
    "location/name", "location/description", "location/activity-description",
    "country-budget-items/budget-item/description",
    "transaction/description", "transaction/provider-org", "transaction/receiver-org",
    "document-link/title", "conditions/condition",
    "result/title", "result/description", "result/indicator/title", "result/indicator/description",
    "result/indicator/baseline/comment", "result/indicator/period/target/comment",
    "result/indicator/period/actual/comment",
    "name", "recipient-org-budget/recipient-org", "recipient-country-budget/recipient-country",
)  # fmt: skip

# Of these, repetitions in other languages are one element with several narratives in version 2.
MERGED: tuple[str, ...] = (
    "title", "description", "reporting-org",
    "contact-info/organisation", "contact-info/person-name", "contact-info/job-title",
    "location/name", "location/description", "location/activity-description",
    "country-budget-items/budget-item/description", "transaction/description", "document-link/title",
    "result/title", "result/description", "result/indicator/title", "result/indicator/description",
    "result/indicator/baseline/comment", "result/indicator/period/target/comment",
    "result/indicator/period/actual/comment", "name",
)  # fmt: skip

# Elements that carried the label of their code as text, and the list the code is from. A text that only repeats the
# list's own label is dropped; a publisher's own words are kept as unknown text.
LABELLED: Mapping[str, str] = {
    "activity-status": "ActivityStatus",
    "activity-scope": "ActivityScope",
    "collaboration-type": "CollaborationType",
    "default-flow-type": "FlowType",
    "default-finance-type": "FinanceType",
    "default-aid-type": "AidType",
    "default-tied-status": "TiedStatus",
    "transaction/transaction-type": "TransactionType",
    "transaction/flow-type": "FlowType",
    "transaction/finance-type": "FinanceType",
    "transaction/aid-type": "AidType",
    "transaction/tied-status": "TiedStatus",
    "transaction/disbursement-channel": "DisbursementChannel",
    "document-link/category": "DocumentCategory",
    "document-link/language": "Language",
    "location/location-reach": "GeographicLocationReach",
    "location/exactness": "GeographicExactness",
    "location/location-class": "GeographicLocationClass",
    "location/feature-designation": "LocationType",
    "crs-add/loan-terms/repayment-type": "LoanRepaymentType",
    "crs-add/loan-terms/repayment-plan": "LoanRepaymentPeriod",
    "crs-add/other-flags": "CRSAddOtherFlags",
}

# Labels that changed with the codes, so that the list of today does not have them.
FORMER_LABELS: Mapping[str, frozenset[str]] = {
    "TransactionType": frozenset({"commitment", "incoming funds"}),
    "ActivityStatus": frozenset({"completion", "post-completion"}),
}

# Elements that carry a date, some of which had it only in their text.
DATES: tuple[str, ...] = (
    "activity-date", "budget/period-start", "budget/period-end", "planned-disbursement/period-start",
    "planned-disbursement/period-end", "transaction/transaction-date", "result/indicator/period/period-start",
    "result/indicator/period/period-end", "crs-add/loan-terms/commitment-date",
    "crs-add/loan-terms/repayment-first-date", "crs-add/loan-terms/repayment-final-date",
    "total-budget/period-start", "total-budget/period-end", "recipient-org-budget/period-start",
    "recipient-org-budget/period-end", "recipient-country-budget/period-start",
    "recipient-country-budget/period-end",
)  # fmt: skip

# Gazetteers of 1.01 to 1.03 in the geographic vocabularies of 1.04 and later.
GAZETTEERS: Mapping[str, str] = {"GEO": "G1", "OSM": "G2"}

# The nine steps of GeographicalPrecision; step 1 alone is an exact place.
EXACT_PRECISION = "1"

WEBSITE_CATEGORY = "A12"
WEBSITE_FORMAT = "text/html"
WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
COUNTRY_VOCABULARY = "A4"
