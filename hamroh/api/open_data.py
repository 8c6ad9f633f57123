"""What is open here: each list with its address, its forms and its terms, for people and for harvesters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema

from hamroh.commons.activities import selectors as activities
from hamroh.commons.indicators import selectors as indicators
from hamroh.commons.indicators.models import Dataset
from hamroh.commons.sources import selectors as sources
from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.organisations import selectors as organisations
from hamroh.kernel.places.models import Place
from hamroh.web.api.access import operation
from hamroh.web.api.etags import sent
from hamroh.web.api.problems import READ_RESPONSES

router = Router(tags=["open data"])


class OpenList(Schema):
    """A list that everybody may read: `address` on this server, media types, how many records it has now."""

    key: str
    address: str
    media_types: list[str]
    standard: str
    records: int


class OpenDataset(Schema):
    """A data set of statistics whose figures are among the observations, with its producer's terms."""

    key: str
    title: str
    producer: str
    licence: str
    credit: str
    address: str
    fictional: bool


class OpenData(Schema):
    """The index."""

    contract: str
    lists: list[OpenList]
    datasets: list[OpenDataset]


@router.get("", response={200: OpenData, **READ_RESPONSES}, summary="What is open here")
@operation("portal.view")
def read_open_data(request: HttpRequest) -> HttpResponse:
    """The lists and data sets that need no token. The index shows everybody the same."""
    shown = activities.visible_to(None, ANYONE)
    today = Place.objects.filter(valid_to=None)
    xml = ["application/json", "application/xml"]
    table = ["application/json", "text/csv"]
    plain = ["application/json"]
    body = OpenData(
        contract=reverse("api:openapi-json"),
        lists=[
            _list("activities", "list_activities", xml, "IATI 2.03", shown.count()),
            _list("organisations", "list_organisations", plain, "", organisations.visible_to(None, ANYONE).count()),
            _list("places", "list_places", plain, "OCHA P-codes, ISO 3166-2", today.count()),
            _list("indicators", "list_indicators", plain, "", indicators.visible_to(None, ANYONE).count()),
            _list("observations", "list_observations", table, "", indicators.observations(ANYONE).count()),
            _list("sources", "list_instruments", plain, "", sources.visible_to(None, ANYONE).count()),
        ],
        datasets=[_dataset(one) for one in Dataset.objects.select_related("producer").filter(revision__gt=0)],
    )
    return sent(request, body)


def _list(key: str, name: str, media_types: list[str], standard: str, records: int) -> OpenList:
    return OpenList(
        key=key, address=reverse(f"api:{name}"), media_types=media_types, standard=standard, records=records
    )


def _dataset(dataset: Dataset) -> OpenDataset:
    return OpenDataset(
        key=dataset.key,
        title=str(dataset),
        producer=str(dataset.producer),
        licence=dataset.licence or dataset.producer.licence,
        credit=dataset.producer.credit,
        address=f"{reverse('api:list_observations')}?dataset={dataset.key}",
        fictional=dataset.fictional,
    )
