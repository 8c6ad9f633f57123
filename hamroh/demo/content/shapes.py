"""Shapes of the demonstration's records.

Texts are mappings from language code (``tg``, ``ru``, ``en``, ``zh``) to the text in that language, which is
what the multilingual fields of the product hold. Terms and codes are those of IATI 2.03 where IATI has them.
Money is in US dollars. ``fictional`` is carried by each record and shown wherever the record is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Text = Mapping[str, str]

LANGUAGES = ("tg", "ru", "en", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another written form of a name: an acronym, a former or a popular name, in one language.

    ``kind``: acronym, alias, former or spelling.
    """

    text: str
    language: str
    kind: str = "acronym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """``type_iati`` is IATI OrganisationType, ``type_ocha`` the OCHA organisation type id.

    ``body_exists``: a body of this name exists; what the demonstration lets it do is invented all the same.
    ``enforcement``: an interior, border or migration authority, kept out of research and health.
    """

    key: str
    org_id: str
    type_iati: str
    type_ocha: str
    names: Text
    place: str
    email: str
    aliases: tuple[Alias, ...] = ()
    parent: str | None = None
    body_exists: bool = False
    enforcement: bool = False
    fictional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A thematic service area of the country programme."""

    key: str
    name: Text
    summary: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyStation:
    """A place where staff of the programme work; ``place`` is a P-code."""

    key: str
    place: str
    name: Text
    fictional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of staff. The names are made of everyday nouns so that nobody takes them for real persons."""

    key: str
    name: Text
    title: Text
    role: str
    organisation: str
    duty_station: str
    language: str
    email: str
    fictional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A demonstration login: which member of staff signs in with which role. Passwords are made at set-up."""

    person: str
    role: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """IATI participating-org; ``role`` is 1 funding, 2 accountable, 3 extending, 4 implementing."""

    role: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A code (sector or P-code) with its share of the activity in per cent."""

    code: str
    percentage: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """IATI policy-marker (vocabulary 1, OECD DAC CRS) with its significance."""

    code: str
    significance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """IATI activity-date types 1 to 4."""

    planned_start: date
    planned_end: date
    actual_start: date | None = None
    actual_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """IATI budget: ``kind`` 1 original, 2 revised (replaces the one of the same period); ``status`` 1, 2."""

    kind: str
    status: str
    start: date
    end: date
    amount: Decimal
    value_date: date
    currency: str = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDisbursement:
    """IATI planned-disbursement with provider and receiver."""

    start: date
    end: date
    amount: Decimal
    value_date: date
    provider: str
    receiver: str
    currency: str = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """IATI transaction; ``kind`` is TransactionType (1, 2, 3, 4, 11), ``*_activity`` an identifier."""

    reference: str
    kind: str
    date: date
    amount: Decimal
    description: Text
    provider: str
    receiver: str | None = None
    provider_activity: str | None = None
    receiver_activity: str | None = None
    currency: str = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A baseline, target or actual value with its dimensions, for example ``(("sex", "female"),)``."""

    value: Decimal
    dimensions: tuple[tuple[str, str], ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A result period with its targets and actuals."""

    start: date
    end: date
    targets: tuple[Value, ...]
    actuals: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultIndicator:
    """IATI result indicator; ``measure`` is IndicatorMeasure (1 unit, 2 percentage)."""

    title: Text
    measure: str
    baseline_date: date
    baseline: Value
    periods: tuple[Period, ...]
    ascending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """IATI result; ``kind`` is ResultType (1 output, 2 outcome, 3 impact)."""

    kind: str
    title: Text
    indicators: tuple[ResultIndicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """IATI related-activity; ``kind`` 1 parent, 2 child, 3 sibling."""

    kind: str
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An activity. ``title_from_source`` marks the two whose title and components are those of the real fund.

    ``frames`` are keys in the seed of sources; ``visibility`` is public or partners. The identifier begins with
    the org-id of the reporting organisation, as the ruleset of the standard asks (rule 1.1.21).
    """

    identifier: str
    area: str
    status: str
    title: Text
    description: Text
    schedule: Schedule
    participants: tuple[Participant, ...]
    places: tuple[Share, ...]
    sectors: tuple[Share, ...]
    sdg_targets: tuple[str, ...]
    policy_markers: tuple[Marker, ...]
    budgets: tuple[Budget, ...]
    results: tuple[Result, ...]
    contact: str
    transactions: tuple[Transaction, ...] = ()
    planned_disbursements: tuple[PlannedDisbursement, ...] = ()
    components: tuple[Text, ...] = ()
    related: tuple[Related, ...] = ()
    frames: tuple[str, ...] = ()
    reporting_organisation: str = "commission-secretariat"
    visibility: str = "public"
    title_from_source: bool = False
    fictional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """An invented value of an indicator for a period, with its breakdown; without a place it is national."""

    indicator: str
    period_start: date
    period_end: date
    value: Decimal
    place: str | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    fictional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for a role; ``due_in_days`` counts from the day the demonstration is loaded."""

    key: str
    title: Text
    detail: Text
    role: str
    due_in_days: int
    person: str | None = None
    activity: str | None = None
    done: bool = False
    fictional: bool = True
