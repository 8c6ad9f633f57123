"""Activities by program: the register, one record by its IATI names or as IATI XML, changes, and files that come in."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

import msgspec
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Header, Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from hamroh.commons.activities import selectors, services
from hamroh.commons.activities.exporter import ExportRefused, export_activities
from hamroh.commons.activities.models import Activity, OrganisationRole
from hamroh.commons.activities.models import Status as ActivityStatus
from hamroh.formats.iati.standard import StandardMissing
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.realms import writing
from hamroh.web.api.access import operation
from hamroh.web.api.etags import JSON, require_version, sent, variant, version_of, with_tag
from hamroh.web.api.etags import etag_of as tag_of
from hamroh.web.api.pages import PageQuery, link_to_next, page_of
from hamroh.web.api.problems import CHANGE_RESPONSES, READ_RESPONSES, FieldProblem, Problem, ProblemSchema
from hamroh.web.api.values import (
    Day,
    Key,
    Moment,
    OrganisationLabel,
    SoundText,
    Words,
    decimal_text,
    organisation_label,
)
from hamroh.web.desk.activities.filters import ActivityFilter
from hamroh.web.desk.intake.api import BatchSchema, batch_answer, receive

router = Router(tags=["activities"])
XML = "application/xml; charset=utf-8"
Format = Literal["json", "iati-xml"]
StatusCode = Literal["1", "2", "3", "4", "5", "6"]
# The query's names are longer than the page's, since `after` is the key of pages.
_FORM_NAMES = {"ends_after": "after", "starts_before": "before"}


class ActivityQuery(PageQuery):
    """The filters of the register."""

    q: Words = Field("", description="Words of the title in any language, or part of the identifier.")
    identifier: Words = Field("", description="The IATI identifier, exactly.")
    status: StatusCode | None = Field(None, description="IATI code list ActivityStatus.")
    theme: str = Field("", max_length=40, description="Key of a thematic area; `none` for those without one.")
    place: str = Field("", max_length=80, description="Key of a place; what is below it counts too.")
    organisation: Words = Field("", description="Number, identifier, or part of a name.")
    role: Literal["1", "2", "3", "4"] | None = Field(None, description="Role of that organisation.")
    sector: str = Field("", max_length=20, description="Sector code.")
    ends_after: Day | None = Field(None, description="Still going on after this day.")
    starts_before: Day | None = Field(None, description="Begun on this day or before.")
    changed_since: Moment | None = Field(None, description="Changed here at this moment or later.")
    format: Format = Field("json", description="`iati-xml`: the page as a valid IATI 2.03 file.")


class Theme(Schema):
    """A thematic area, with its name in the reader's language."""

    key: str
    label: str


class Money(Schema):
    """A sum; the amount is text, since JSON numbers lose digits."""

    currency: str
    amount: str | None


class PlaceLabel(Schema):
    """A place as other records name it."""

    key: str
    pcode: str | None
    name: str


class ActivityRow(Schema):
    """An activity in a list. `title` and labels are in the reader's language, `titles` in all."""

    id: int
    iati_identifier: str
    title: str
    titles: dict[str, str]
    activity_status: str | None
    activity_status_label: str
    theme: Theme | None
    start: date | None
    start_is_planned: bool
    end: date | None
    end_is_planned: bool
    reporting_organisation: OrganisationLabel
    budgets: list[Money]
    places: list[PlaceLabel]
    state: str
    visibility: str
    fictional: bool
    changed_at: datetime


class ActivityPage(Schema):
    """A page of the register; `next` is the `after` of the page that follows, null on the last."""

    items: list[ActivityRow]
    next: int | None


class ImportQuery(Schema):
    """What the file is called."""

    file_name: Words = Field("activities.xml", description="A name for the file, ending in .xml.")


class ActivityChange(Schema):
    """What changes; what is not named stays. An empty title removes that language."""

    model_config = ConfigDict(extra="forbid")

    titles: dict[Annotated[str, Field(max_length=10)], Annotated[SoundText, Field(max_length=2000)]] | None = Field(
        None, min_length=1, max_length=10, description="By language code: tg, ru, en, zh, uz, fa."
    )
    activity_status: StatusCode | None = None


AS_XML = {"application/xml": {"schema": {"type": "string"}}}
AS_DOCUMENT = {"application/json": {"schema": {"$ref": "#/components/schemas/ActivityDocument"}}}
DOCUMENT = {"description": "The record", "content": AS_DOCUMENT}
DOCUMENT_OR_XML = {"description": "The record", "content": {**AS_DOCUMENT, **AS_XML}}


@router.get(
    "",
    response={200: ActivityPage, **READ_RESPONSES, 409: ProblemSchema},
    summary="Activities",
    openapi_extra={"responses": {200: {"content": AS_XML}}},
)
@operation("activities.view_public")
def list_activities(request: HttpRequest, query: Query[ActivityQuery]) -> HttpResponse:
    """Those the caller may see, by the register's filters, in pages."""
    rows, following = page_of(filtered(seen(request), query), query)
    if query.format == "iati-xml":
        if not rows:
            raise Problem(404, "not-found", "No activity matches; an IATI file holds at least one. Widen the filters.")
        content = iati_file(Activity.objects.filter(pk__in=[row.pk for row in rows]))
        version = version_of(*(version_of_activity(row) for row in rows), following)
        return sent(request, content, media_type=XML, version=version, headers=link_to_next(request, following))
    return sent(request, ActivityPage(items=[row_of(one) for one in rows], next=following))


@router.get(
    "/{int:activity_id}",
    response={**READ_RESPONSES, 409: ProblemSchema},
    summary="An activity",
    openapi_extra={"responses": {200: DOCUMENT_OR_XML}},
)
@operation("activities.view_public")
def read_activity(request: HttpRequest, activity_id: Key, format: Format = "json") -> HttpResponse:
    """The whole record by its IATI names (`activity`), with what Hamroh keeps beside it."""
    activity = get_object_or_404(seen(request), pk=activity_id)
    if format == "iati-xml":
        content = iati_file(Activity.objects.filter(pk=activity.pk))
        return sent(request, content, media_type=XML, version=version_of_activity(activity))
    return sent(request, document(activity), version=version_of_activity(activity))


@router.patch(
    "/{int:activity_id}",
    response=CHANGE_RESPONSES,
    summary="Change titles and status",
    openapi_extra={"responses": {200: DOCUMENT}},
)
@operation("activities.change")
def change_activity(
    request: HttpRequest,
    activity_id: Key,
    change: ActivityChange,
    if_match: Annotated[str, Header(alias="If-Match", description="The ETag you read.", max_length=1000)] = "",
) -> HttpResponse:
    """Both changes stand together or not at all. The version read must be named in `If-Match`."""
    activity = get_object_or_404(seen(request), pk=activity_id)
    require_version(request, version_of_activity(activity))
    if change.titles is None and change.activity_status is None:
        raise Problem(422, "invalid", "Name titles or activity_status.", [FieldProblem(where="body", what="is empty")])
    activity = _changed(request, activity, change)
    response = HttpResponse(document(activity), content_type=JSON)
    return with_tag(response, tag_of(version_of_activity(activity), variant(JSON)))


@router.post(
    "/import",
    response={202: BatchSchema, **CHANGE_RESPONSES, 507: ProblemSchema},
    summary="Bring an IATI file",
    openapi_extra={"requestBody": {"required": True, "content": {
        "application/xml": {"schema": {"type": "string"}}, "text/xml": {"schema": {"type": "string"}}}}},
)  # fmt: skip
@operation("activities.import")
def import_activities(
    request: HttpRequest,
    response: HttpResponse,
    query: Query[ImportQuery],
    idempotency_key: Annotated[
        str,
        Header(alias="Idempotency-Key", max_length=200, description="The same key again gives the same batch."),
    ] = "",
) -> Status[BatchSchema]:
    """The file is kept and read in the background into a preview; look at the batch, then apply it."""
    batch = receive(request, importer="iati", file_name=query.file_name, idempotency_key=idempotency_key)
    return batch_answer(batch, response)


def seen(request: HttpRequest) -> QuerySet[Activity]:
    """What the caller may see."""
    return selectors.register(request.acting.actor)  # type: ignore[attr-defined]


def filtered(activities: QuerySet[Activity], query: ActivityQuery) -> QuerySet[Activity]:
    """The filters of the page's form, so that page and program find the same. Raises Problem 422."""
    given = query.model_dump(exclude_none=True, exclude_defaults=True)
    data = {_FORM_NAMES.get(name, name): value for name, value in given.items() if name not in PageQuery.model_fields}
    form = ActivityFilter(data, queryset=activities)
    if not form.is_valid():
        names = {form_name: name for name, form_name in _FORM_NAMES.items()}
        errors = [
            FieldProblem(where=f"query.{names.get(field, field)}", what=" ".join(map(str, faults)))
            for field, faults in form.errors.items()
        ]
        raise Problem(422, "invalid", "Mend the filters named in errors.", errors)
    found: QuerySet[Activity] = form.qs
    if query.identifier:
        found = found.filter(iati_identifier=query.identifier)
    if query.changed_since:
        found = found.filter(changed_at__gte=_storable(query.changed_since))
    return found


def _storable(moment: datetime) -> datetime:
    """At the edges of the calendar the change to UTC would leave it; no record is that old or that new."""
    return moment if 1 < moment.year < 9999 else moment.replace(year=min(max(moment.year, 2), 9998), day=1)


def row_of(activity: Activity) -> ActivityRow:
    """A row of the register, with what `selectors.register` loaded."""
    loaded: Any = activity
    return ActivityRow(
        id=activity.pk,
        iati_identifier=activity.iati_identifier,
        title=pick(activity.titles).text or activity.iati_identifier,
        titles=activity.titles,
        activity_status=activity.activity_status,
        activity_status_label=activity.status_label,
        theme=Theme(key=activity.theme, label=activity.theme_label) if activity.theme else None,
        start=activity.start,
        start_is_planned=activity.start_is_planned,
        end=activity.end,
        end_is_planned=activity.end_is_planned,
        reporting_organisation=organisation_label(activity.reporting_organisation),
        budgets=[Money(currency=one.currency, amount=decimal_text(one.amount)) for one in loaded.budgets_by_currency],
        places=[PlaceLabel(key=one.place.slug, pcode=one.place.pcode, name=one.place.name) for one in loaded.at_places],
        state=activity.state,
        visibility=activity.visibility,
        fictional=activity.fictional,
        changed_at=activity.changed_at,
    )


def version_of_activity(activity: Activity) -> str:
    """What a writer names: the content and what Hamroh keeps beside it, in no language."""
    return version_of(
        activity.pk, activity.content_digest, activity.state, activity.visibility, activity.theme, activity.fictional,
        activity.changed_at.isoformat(),
    )  # fmt: skip


def document(activity: Activity) -> bytes:
    """The record in JSON: `activity` by IATI names, the rest as in the register."""
    row = row_of(activity).model_dump(mode="json")
    return msgspec.json.encode({**row, "activity": selectors.record_of(activity)})


def document_schemas() -> dict[str, Any]:
    """The contract of `document`: the IATI records as JSON Schema, by their names with `Iati` before them."""
    from hamroh.formats.iati import records

    (own,), parts = msgspec.json.schema_components([records.Activity], ref_template="#/components/schemas/Iati{name}")
    row = ActivityRow.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    row.pop("$defs", None)
    whole = {
        **row,
        "title": "ActivityDocument",
        "properties": {**row["properties"], "activity": own},
        "required": [*row["required"], "activity"],
    }
    return {"ActivityDocument": whole, **{f"Iati{name}": schema for name, schema in parts.items()}}


def iati_file(activities: QuerySet[Activity]) -> bytes:
    """A file that is valid against the standard. Raises Problem 409 when it would not be."""
    with tempfile.TemporaryDirectory() as folder:
        out = FilePath(folder) / "activities.xml"
        try:
            export_activities(activities.order_by("pk"), out)
        except (StandardMissing, ExportRefused) as refusal:
            raise Problem(409, "no-export", str(refusal)) from refusal
        return out.read_bytes()


def _changed(request: HttpRequest, activity: Activity, change: ActivityChange) -> Activity:
    actor = request.acting.actor  # type: ignore[attr-defined]
    expected = activity.content_digest
    try:
        with writing():
            if change.titles is not None:
                done = services.edit_texts(actor=actor, activity=activity, titles=change.titles, expected=expected)
                expected = done.content_digest
            if change.activity_status is not None:
                services.set_status(actor=actor, activity=activity, status=change.activity_status, expected=expected)
    except services.ChangedMeanwhile as meanwhile:
        raise Problem(412, "changed", str(meanwhile)) from meanwhile
    except services.InvalidChange as invalid:
        errors = [FieldProblem(where=f"body.{invalid.field}".rstrip("."), what=str(invalid))]
        raise Problem(422, "invalid", str(invalid), errors) from invalid
    return selectors.register(actor).get(pk=activity.pk)


assert set(StatusCode.__args__) == set(ActivityStatus.values)  # type: ignore[attr-defined]
assert set(OrganisationRole.values) == {"1", "2", "3", "4"}
