"""What everybody may take away: each published round as workbook, HXL and printed sheets."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.commons.indicators.areas import area_name
from hamroh.kernel.documents.content_store import open_content
from hamroh.kernel.documents.models import Document
from hamroh.kernel.documents.serving import response_headers
from hamroh.kernel.ledger.actors import ANYONE
from hamroh.kernel.ledger.realms import MAIN
from hamroh.kernel.places.models import Place
from hamroh.web.components.records import Crumb, Download
from hamroh.web.permissions import page

from ...outputs.files import LICENCE
from ...outputs.rows import COLUMNS
from ...outputs.totals import totals_of
from ...selectors.outputs import OpenRound, open_file, open_rounds
from ...selectors.rounds import countries


@require_safe
@page("coordination.view_public")
def open_data(request: HttpRequest, country: str) -> HttpResponse:
    """The published rounds of a country and their files."""
    if country not in countries():
        raise Http404
    context = {
        "crumbs": [Crumb(label=_("Coordination"), href=reverse("coordination:overview")), Crumb(label=_("Open data"))],
        "country": area_name(country),
        "rounds": [_shown(one, country) for one in open_rounds(country)],
        "columns": [(column.label, column.hxl) for column in COLUMNS],
        "licence": LICENCE,
    }
    return render(request, "coordination/outputs/open_data.html", context)


@require_safe
@page("coordination.view_public")
def download(request: HttpRequest, country: str, name: str) -> HttpResponseBase:
    """One file."""
    document = open_file(country, name)
    if document is None:
        raise Http404
    headers = response_headers(document)
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers={"ETag": headers["ETag"]})
    return FileResponse(open_content(document.blob_id, MAIN), headers=headers)


def _shown(one: OpenRound, country: str) -> dict[str, Any]:
    regions = {place.slug: place for place in Place.objects.filter(country=country, level=1)}
    return {
        "round": one.round,
        "totals": totals_of(one.round, ANYONE),
        "data": [_file(file, country) for file in one.files if not file.file_name.endswith(".pdf")],
        "sheets": [_file(file, country) for file in one.files if "-a3-" in file.file_name],
        "regions": [
            (place, [_file(file, country) for file in one.files if f"-{slug}-" in file.file_name])
            for slug, place in regions.items()
            if any(f"-{slug}-" in file.file_name for file in one.files)
        ],
    }


def _file(document: Document, country: str) -> Download:
    ending = document.file_name.rpartition(".")[2].upper()
    return Download(
        name=document.file_name,
        href=reverse("coordination:open-file", args=[country, document.file_name]),
        kind="HXL CSV" if document.file_name.endswith("-hxl.csv") else ending,
        size=document.blob.size,
        language=document.language,
    )
