"""The projects as records of the IATI standard, which is how activities enter the product.

Shares of a project by place have no home in IATI 2.03 and stay in ``Project.places``; everything else is here.
"""

from __future__ import annotations

from hamroh.commons.sources.seed import FRAME_VOCABULARY
from hamroh.formats.iati import records as r
from hamroh.kernel.places.reference import ReferencePlace, table

from .organisations import ORGANISATIONS
from .people import STAFF
from .programme import COUNTRY, FICTIONAL_NOTE, SOURCE_TITLE_NOTE
from .projects import PROJECTS
from .shapes import LANGUAGES, Budget, PlannedDisbursement, Project, ResultIndicator, Text, Transaction, Value

WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"

_ORGANISATIONS = {organisation.key: organisation for organisation in ORGANISATIONS}
_STAFF = {person.key: person for person in STAFF}
_PLACES = {place.pcode: place for place in table("TJK").places if place.pcode}
_SEPARATORS = {"tg": "; ", "ru": "; ", "en": "; ", "zh": "；"}


def _narratives(text: Text) -> r.Narratives:
    return tuple(r.Narrative(text=text[language], lang=language) for language in LANGUAGES if language in text)


def _joined(texts: tuple[Text, ...]) -> Text:
    return {language: mark.join(text[language] for text in texts) for language, mark in _SEPARATORS.items()}


def activity_record(project: Project) -> r.Activity:
    """The project as an ``iati-activity``: four languages, default language Tajik, default currency US dollars."""
    reporter = _ORGANISATIONS[project.reporting_organisation]
    is_child = any(related.kind == "1" for related in project.related)
    return r.Activity(
        iati_identifier=project.identifier,
        lang="tg",
        default_currency="USD",
        hierarchy=2 if is_child else 1,
        humanitarian=False,
        reporting_org=r.ReportingOrg(
            ref=reporter.org_id, type=reporter.type_iati, narratives=_narratives(reporter.names)
        ),
        title=_narratives(project.title),
        descriptions=_descriptions(project),
        participating_orgs=tuple(_participant(part.role, part.organisation) for part in project.participants),
        activity_status=project.status,
        activity_dates=_dates(project),
        contact_infos=(_contact(project),),
        activity_scope=_scope(project),
        recipient_countries=(r.RecipientCountry(code=COUNTRY),),
        locations=tuple(_location(_PLACES[share.code]) for share in project.places),
        sectors=tuple(
            r.Sector(vocabulary="1", code=share.code, percentage=share.percentage) for share in project.sectors
        ),
        tags=_tags(project),
        policy_markers=tuple(
            r.PolicyMarker(vocabulary="1", code=marker.code, significance=marker.significance)
            for marker in project.policy_markers
        ),
        default_flow_type="10",
        default_finance_type="110",
        default_aid_types=(r.AidType(code="C01", vocabulary="1"),),
        default_tied_status="5",
        budgets=tuple(_budget(budget) for budget in project.budgets),
        planned_disbursements=tuple(_planned(planned) for planned in project.planned_disbursements),
        transactions=tuple(_transaction(transaction) for transaction in project.transactions),
        related_activities=tuple(
            r.RelatedActivity(ref=related.identifier, type=related.kind) for related in project.related
        ),
        results=tuple(
            r.Result(
                type=result.kind,
                aggregation_status=False,
                title=_narratives(result.title),
                indicators=tuple(_indicator(indicator) for indicator in result.indicators),
            )
            for result in project.results
        ),
    )


def _descriptions(project: Project) -> tuple[r.Description, ...]:
    """General (1), the components as objectives (2), and the note that says what is invented (4)."""
    note = SOURCE_TITLE_NOTE if project.title_from_source else FICTIONAL_NOTE
    found = [r.Description(type="1", narratives=_narratives(project.description))]
    if project.components:
        found.append(r.Description(type="2", narratives=_narratives(_joined(project.components))))
    return (*found, r.Description(type="4", narratives=_narratives(note)))


def _participant(role: str, key: str) -> r.ParticipatingOrg:
    organisation = _ORGANISATIONS[key]
    return r.ParticipatingOrg(
        ref=organisation.org_id,
        type=organisation.type_iati,
        role=role,
        narratives=_narratives(organisation.names),
    )


def _dates(project: Project) -> tuple[r.ActivityDate, ...]:
    when = project.schedule
    days = (("1", when.planned_start), ("2", when.actual_start), ("3", when.planned_end), ("4", when.actual_end))
    return tuple(r.ActivityDate(type=kind, iso_date=day) for kind, day in days if day is not None)


def _contact(project: Project) -> r.ContactInfo:
    person = _STAFF[project.contact]
    return r.ContactInfo(
        type="2",
        organisation=_narratives(_ORGANISATIONS[person.organisation].names),
        person_name=_narratives(person.name),
        job_title=_narratives(person.title),
        emails=(person.email,),
    )


def _scope(project: Project) -> str:
    """ActivityScope: one second-level area (7), several in one region (6), several regions (5)."""
    places = [_PLACES[share.code] for share in project.places]
    regions = {place.slug if place.level == 1 else place.parent for place in places}
    if len(regions) > 1:
        return "5"
    return "7" if len(places) == 1 and places[0].level > 1 else "6"


def _location(place: ReferencePlace) -> r.Location:
    """The P-code stands in ``ref``: the standard's GeographicVocabulary has no code for P-codes."""
    return r.Location(
        ref=place.pcode,
        location_reach="1",
        name=_narratives(place.names),
        administratives=(r.Administrative(code=COUNTRY, vocabulary="A4", level=0),),
        point=r.Point(srs_name=WGS84, pos=f"{place.lat} {place.lon}"),
        exactness="2",
        location_class="1",
        feature_designation=f"ADM{place.level}",
    )


def _tags(project: Project) -> tuple[r.Tag, ...]:
    targets = tuple(r.Tag(vocabulary="3", code=target) for target in project.sdg_targets)
    # Our own vocabulary (code list TagVocabulary: 99).
    frames = tuple(r.Tag(vocabulary="99", vocabulary_uri=FRAME_VOCABULARY, code=frame) for frame in project.frames)
    return targets + frames


def _budget(budget: Budget) -> r.Budget:
    return r.Budget(
        type=budget.kind,
        status=budget.status,
        period_start=budget.start,
        period_end=budget.end,
        value=r.Value(amount=budget.amount, currency=budget.currency, value_date=budget.value_date),
    )


def _provider(key: str, activity: str | None = None) -> r.ProviderOrg:
    organisation = _ORGANISATIONS[key]
    return r.ProviderOrg(
        ref=organisation.org_id,
        type=organisation.type_iati,
        provider_activity_id=activity,
        narratives=_narratives(organisation.names),
    )


def _receiver(key: str, activity: str | None = None) -> r.ReceiverOrg:
    organisation = _ORGANISATIONS[key]
    return r.ReceiverOrg(
        ref=organisation.org_id,
        type=organisation.type_iati,
        receiver_activity_id=activity,
        narratives=_narratives(organisation.names),
    )


def _planned(planned: PlannedDisbursement) -> r.PlannedDisbursement:
    return r.PlannedDisbursement(
        type="1",
        period_start=planned.start,
        period_end=planned.end,
        value=r.Value(amount=planned.amount, currency=planned.currency, value_date=planned.value_date),
        provider_org=_provider(planned.provider),
        receiver_org=_receiver(planned.receiver),
    )


def _transaction(one: Transaction) -> r.Transaction:
    return r.Transaction(
        ref=one.reference,
        transaction_type=one.kind,
        transaction_date=one.date,
        value=r.Value(amount=one.amount, currency=one.currency, value_date=one.date),
        description=_narratives(one.description),
        provider_org=_provider(one.provider, one.provider_activity),
        receiver_org=_receiver(one.receiver, one.receiver_activity) if one.receiver else None,
    )


def _dimensions(value: Value) -> tuple[r.Dimension, ...]:
    return tuple(r.Dimension(name=name, value=part) for name, part in value.dimensions)


def _places_of(value: Value) -> tuple[r.ResultLocation, ...]:
    return (r.ResultLocation(ref=value.place),) if value.place else ()


def _indicator(indicator: ResultIndicator) -> r.Indicator:
    return r.Indicator(
        measure=indicator.measure,
        ascending=indicator.ascending,
        title=_narratives(indicator.title),
        baselines=(
            r.Baseline(
                iso_date=indicator.baseline_date,
                year=indicator.baseline_date.year,
                value=str(indicator.baseline.value),
            ),
        ),
        periods=tuple(
            r.Period(
                period_start=period.start,
                period_end=period.end,
                targets=tuple(
                    r.Target(value=str(one.value), locations=_places_of(one), dimensions=_dimensions(one))
                    for one in period.targets
                ),
                actuals=tuple(
                    r.Actual(value=str(one.value), locations=_places_of(one), dimensions=_dimensions(one))
                    for one in period.actuals
                ),
            )
            for period in indicator.periods
        ),
    )


ACTIVITY_RECORDS: tuple[r.Activity, ...] = tuple(activity_record(project) for project in PROJECTS)
