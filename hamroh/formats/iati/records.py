"""The records of IATI 2.03: everything another part of the product needs, under one name.

``Activity`` and ``Organisation`` are the roots; their parts live in ``record_parts``, ``record_finance``,
``record_results`` and ``record_organisation`` and are re-exported here. ``lang`` on a root is ``xml:lang``, the
default language of its narratives; ``default_currency`` is the currency of values that name none.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal

import msgspec

from hamroh.formats.iati.record_finance import (
    AidType,
    Budget,
    BudgetItem,
    CountryBudgetItems,
    CrsAdd,
    Forecast,
    Fss,
    LoanStatus,
    LoanTerms,
    OtherFlag,
    PlannedDisbursement,
    ProviderOrg,
    ReceiverOrg,
    Transaction,
    TransactionSector,
)
from hamroh.formats.iati.record_organisation import (
    BudgetLine,
    Organisation,
    RecipientCountryBudget,
    RecipientOrg,
    RecipientOrgBudget,
    RecipientRegionBudget,
    TotalBudget,
    TotalExpenditure,
)
from hamroh.formats.iati.record_parts import (
    DocumentLink,
    Narrative,
    Narratives,
    RecipientCountry,
    RecipientRegion,
    Record,
    ReportingOrg,
    Unknown,
    Value,
)
from hamroh.formats.iati.record_results import (
    Actual,
    Baseline,
    Dimension,
    Indicator,
    IndicatorReference,
    Period,
    Result,
    ResultLocation,
    ResultReference,
    Target,
)

__all__ = [
    "Activity", "ActivityDate", "Actual", "Administrative", "AidType", "Baseline", "Budget", "BudgetItem",
    "BudgetLine", "Condition", "Conditions", "ContactInfo", "CountryBudgetItems", "CrsAdd", "Description",
    "Dimension", "DocumentLink", "Forecast", "Fss", "HumanitarianScope", "Indicator", "IndicatorReference",
    "LegacyData", "LoanStatus", "LoanTerms", "Location", "LocationId", "Narrative", "Narratives", "Organisation",
    "OtherFlag", "OtherIdentifier", "OwnerOrg", "ParticipatingOrg", "Period", "PlannedDisbursement", "Point",
    "PolicyMarker", "ProviderOrg", "ReceiverOrg", "RecipientCountry", "RecipientCountryBudget", "RecipientOrg",
    "RecipientOrgBudget", "RecipientRegion", "RecipientRegionBudget", "Record", "RelatedActivity", "ReportingOrg",
    "Result", "ResultLocation", "ResultReference", "Sector", "Tag", "Target", "TotalBudget", "TotalExpenditure",
    "Transaction", "TransactionSector", "Unknown", "Value",
    "decode_activity", "decode_organisation", "digest", "encode",
]  # fmt: skip


class Description(Record, frozen=True):
    """``type`` ``None`` means 1, general."""

    type: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class ParticipatingOrg(Record, frozen=True):
    ref: str | None = None
    type: str | None = None
    role: str | None = None
    activity_id: str | None = None
    crs_channel_code: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class OwnerOrg(Record, frozen=True):
    ref: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class OtherIdentifier(Record, frozen=True):
    ref: str | None = None
    type: str | None = None
    owner_org: OwnerOrg | None = None
    unknown: tuple[Unknown, ...] = ()


class ActivityDate(Record, frozen=True):
    """``type``: 1 planned start, 2 actual start, 3 planned end, 4 actual end."""

    type: str | None = None
    iso_date: date | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class ContactInfo(Record, frozen=True):
    type: str | None = None
    organisation: Narratives = ()
    department: Narratives = ()
    person_name: Narratives = ()
    job_title: Narratives = ()
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    mailing_addresses: tuple[Narratives, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class LocationId(Record, frozen=True):
    code: str | None = None
    vocabulary: str | None = None
    unknown: tuple[Unknown, ...] = ()


class Administrative(Record, frozen=True):
    code: str | None = None
    vocabulary: str | None = None
    level: int | None = None
    unknown: tuple[Unknown, ...] = ()


class Point(Record, frozen=True):
    """``pos`` is written "latitude longitude", in degrees of the system ``srs_name`` (EPSG 4326)."""

    srs_name: str | None = None
    pos: str | None = None
    unknown: tuple[Unknown, ...] = ()

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """(latitude, longitude) in degrees, or ``None`` when ``pos`` is not two numbers in range."""
        parts = (self.pos or "").replace(",", " ").split()
        try:
            latitude, longitude = (float(part) for part in parts)
        except ValueError:
            return None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            return None
        return latitude, longitude


class Location(Record, frozen=True):
    ref: str | None = None
    location_reach: str | None = None
    location_ids: tuple[LocationId, ...] = ()
    name: Narratives = ()
    description: Narratives = ()
    activity_description: Narratives = ()
    administratives: tuple[Administrative, ...] = ()
    point: Point | None = None
    exactness: str | None = None
    location_class: str | None = None
    feature_designation: str | None = None
    unknown: tuple[Unknown, ...] = ()


class Sector(Record, frozen=True):
    """``vocabulary`` ``None`` means 1 (OECD DAC, five digits)."""

    vocabulary: str | None = None
    vocabulary_uri: str | None = None
    code: str | None = None
    percentage: Decimal | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class Tag(Record, frozen=True):
    code: str | None = None
    vocabulary: str | None = None
    vocabulary_uri: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class HumanitarianScope(Record, frozen=True):
    type: str | None = None
    vocabulary: str | None = None
    vocabulary_uri: str | None = None
    code: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class PolicyMarker(Record, frozen=True):
    """``vocabulary`` ``None`` means 1 (OECD DAC CRS)."""

    vocabulary: str | None = None
    vocabulary_uri: str | None = None
    code: str | None = None
    significance: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class RelatedActivity(Record, frozen=True):
    """``type``: 1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party."""

    ref: str | None = None
    type: str | None = None
    unknown: tuple[Unknown, ...] = ()


class LegacyData(Record, frozen=True):
    name: str | None = None
    value: str | None = None
    iati_equivalent: str | None = None
    unknown: tuple[Unknown, ...] = ()


class Condition(Record, frozen=True):
    type: str | None = None
    narratives: Narratives = ()
    unknown: tuple[Unknown, ...] = ()


class Conditions(Record, frozen=True):
    attached: bool | None = None
    conditions: tuple[Condition, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Activity(Record, frozen=True):
    """One ``iati-activity``. ``hierarchy`` ``None`` means 1; ``humanitarian`` ``None`` means not said."""

    iati_identifier: str
    reporting_org: ReportingOrg | None = None
    title: Narratives = ()
    descriptions: tuple[Description, ...] = ()
    participating_orgs: tuple[ParticipatingOrg, ...] = ()
    other_identifiers: tuple[OtherIdentifier, ...] = ()
    activity_status: str | None = None
    activity_dates: tuple[ActivityDate, ...] = ()
    contact_infos: tuple[ContactInfo, ...] = ()
    activity_scope: str | None = None
    recipient_countries: tuple[RecipientCountry, ...] = ()
    recipient_regions: tuple[RecipientRegion, ...] = ()
    locations: tuple[Location, ...] = ()
    sectors: tuple[Sector, ...] = ()
    tags: tuple[Tag, ...] = ()
    country_budget_items: CountryBudgetItems | None = None
    humanitarian_scopes: tuple[HumanitarianScope, ...] = ()
    policy_markers: tuple[PolicyMarker, ...] = ()
    collaboration_type: str | None = None
    default_flow_type: str | None = None
    default_finance_type: str | None = None
    default_aid_types: tuple[AidType, ...] = ()
    default_tied_status: str | None = None
    budgets: tuple[Budget, ...] = ()
    planned_disbursements: tuple[PlannedDisbursement, ...] = ()
    capital_spend: Decimal | None = None
    transactions: tuple[Transaction, ...] = ()
    document_links: tuple[DocumentLink, ...] = ()
    related_activities: tuple[RelatedActivity, ...] = ()
    legacy_data: tuple[LegacyData, ...] = ()
    conditions: Conditions | None = None
    results: tuple[Result, ...] = ()
    crs_add: CrsAdd | None = None
    fss: Fss | None = None
    last_updated_datetime: datetime | None = None
    lang: str | None = None
    default_currency: str | None = None
    humanitarian: bool | None = None
    hierarchy: int | None = None
    linked_data_uri: str | None = None
    budget_not_provided: str | None = None
    unknown: tuple[Unknown, ...] = ()


_ENCODER = msgspec.msgpack.Encoder()
_ACTIVITY_DECODER = msgspec.msgpack.Decoder(Activity)
_ORGANISATION_DECODER = msgspec.msgpack.Decoder(Organisation)

# Raised when the meaning of the encoding changes, so that old digests never pass for new ones.
_DIGEST_PREFIX = b"hamroh-iati-record-1\n"


def encode(record: Activity | Organisation) -> bytes:
    """MessagePack of a record; fields that say nothing are left out. The same record gives the same bytes."""
    return _ENCODER.encode(record)


def decode_activity(data: bytes) -> Activity:
    """The activity that ``encode`` wrote; raises ``msgspec.DecodeError`` on anything else."""
    return _ACTIVITY_DECODER.decode(data)


def decode_organisation(data: bytes) -> Organisation:
    """The organisation that ``encode`` wrote; raises ``msgspec.DecodeError`` on anything else."""
    return _ORGANISATION_DECODER.decode(data)


def digest(record: Activity | Organisation) -> str:
    """SHA-256 (64 hex digits) of the content. Layout of the XML, attribute order and comments play no part."""
    return hashlib.sha256(_DIGEST_PREFIX + _ENCODER.encode(record)).hexdigest()
