"""Tables of activities and of organisation files."""

from .activity import Activity, State, Status, Visibility
from .finance import (
    ActivitySum,
    Budget,
    BudgetStatus,
    BudgetType,
    PlannedDisbursement,
    Transaction,
    TransactionSector,
    TransactionType,
)
from .links import ActivityPlace, Basis, Parenthood
from .organisation_files import OrganisationBudget, OrganisationBudgetKind, OrganisationFile
from .parties import (
    ActivityDate,
    Contact,
    DocumentLink,
    OrganisationRole,
    OtherIdentifier,
    Participation,
    RelatedActivity,
    RelationType,
)
from .results import Baseline, Measure, MeasureKind, Period, Result, ResultIndicator, ResultType
from .scope import CountryShare, Location, PolicyMarker, RegionShare, SectorShare, Tag

__all__ = [
    "Activity",
    "ActivityDate",
    "ActivityPlace",
    "ActivitySum",
    "Baseline",
    "Basis",
    "Budget",
    "BudgetStatus",
    "BudgetType",
    "Contact",
    "CountryShare",
    "DocumentLink",
    "Location",
    "Measure",
    "MeasureKind",
    "OrganisationBudget",
    "OrganisationBudgetKind",
    "OrganisationFile",
    "OrganisationRole",
    "OtherIdentifier",
    "Parenthood",
    "Participation",
    "Period",
    "PlannedDisbursement",
    "PolicyMarker",
    "RegionShare",
    "RelatedActivity",
    "RelationType",
    "Result",
    "ResultIndicator",
    "ResultType",
    "SectorShare",
    "State",
    "Status",
    "Tag",
    "Transaction",
    "TransactionSector",
    "TransactionType",
    "Visibility",
]
