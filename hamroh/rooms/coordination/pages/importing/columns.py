"""What do the columns mean? Asked when headings are not known; the answer is remembered for the sender's next file."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamroh.formats.spreadsheet import SpreadsheetRefused
from hamroh.kernel.documents.content_store import open_content
from hamroh.kernel.intake import selectors as intake
from hamroh.kernel.intake.leases import Busy
from hamroh.kernel.intake.models import Batch, BatchState
from hamroh.kernel.intake.services import BatchNotReady, discard, receive, remember_mapping
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN
from hamroh.kernel.people.decisions import Refused, may
from hamroh.web.components.records import Crumb
from hamroh.web.permissions import page

from ...importing.columns import choices
from ...importing.layout import IMPORTER
from ...importing.sureness import AskedColumn, asked_columns

_OPEN = (BatchState.READING, BatchState.STAGED, BatchState.FAILED)


class ColumnsForm(forms.Form):
    """One choice for each heading; fields are called `column-A` by the letters of their column."""

    def __init__(self, asked: list[AskedColumn], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        offered = [("", _("– is not read –")), *choices()]
        for column in asked:
            shown = " · ".join(column.values)
            self.fields[f"column-{column.letters}"] = forms.ChoiceField(
                label=column.heading, choices=offered, required=False, initial=column.meaning,
                help_text=_("For example: %(values)s") % {"values": shown} if shown else "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Two columns of one meaning: either could be the right one."""
        cleaned = super().clean() or {}
        seen: dict[str, str] = {}
        for column in self.asked:
            key = cleaned.get(f"column-{column.letters}", "")
            if key and key in seen:
                self.add_error(
                    f"column-{column.letters}",
                    _("“%(other)s” means the same already. Choose one of the two.") % {"other": seen[key]},
                )
            elif key:
                seen[key] = column.heading
        return cleaned

    def mapping(self) -> dict[str, str]:
        """Heading → meaning, "" for a column that is not read."""
        return {column.heading: self.cleaned_data[f"column-{column.letters}"] for column in self.asked}


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.report")
def mean(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what each column means; with the answer the file is read anew and the first preview is given up."""
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    batch = get_object_or_404(intake.batches(actor).filter(importer=IMPORTER, state__in=_OPEN), pk=pk)
    own = batch.organisation if batch.organisation is not None else -1
    if batch.actor != actor.key and not may(actor, "coordination.report", organisation_id=own):
        raise Refused("coordination.report", may(actor, "coordination.report", organisation_id=own))
    try:
        asked = _asked(batch, actor)
    except (SpreadsheetRefused, FileNotFoundError):
        return redirect("intake:record", batch.pk)
    form = ColumnsForm(asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        again = _read_anew(actor, batch, form.mapping())
        messages.success(request, _("What the columns mean is remembered for your next file."))
        return redirect("intake:record", again.pk)
    crumbs = [Crumb(label=_("Coordination"), href=reverse("coordination:overview")),
              Crumb(label=batch.file_name or f"#{batch.pk}", href=reverse("intake:record", args=[batch.pk])),
              Crumb(label=_("What do the columns mean?"))]  # fmt: skip
    return render(request, "coordination/importing/columns.html", {"form": form, "batch": batch, "crumbs": crumbs})


def _asked(batch: Batch, actor: Actor) -> list[AskedColumn]:
    chosen = batch.options.get("columns") or {}
    with open_content(batch.sha256, MAIN) as stream:
        _layout, asked = asked_columns(stream, mapping=chosen, organisation_id=actor.organisation_id)
    return asked


def _read_anew(actor: Actor, batch: Batch, mapping: dict[str, str]) -> Batch:
    remember_mapping(actor=actor, importer=IMPORTER, headings=list(mapping), columns=mapping)
    options = {**batch.options, "columns": mapping}
    with open_content(batch.sha256, MAIN) as stream:
        again = receive(actor=actor, importer=IMPORTER, stream=stream, file_name=batch.file_name, options=options)
    # When somebody applied it meanwhile, the new preview shows what it would still change.
    with suppress(BatchNotReady, Busy):
        discard(actor=actor, batch=batch)
    return again
