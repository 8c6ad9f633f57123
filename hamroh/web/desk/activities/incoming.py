"""Bringing a file in. It is read in the background into a preview; nothing changes before somebody applies it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hamroh.kernel.documents.refusals import DocumentRefused, StorageFull
from hamroh.kernel.intake import selectors as intake
from hamroh.kernel.intake import services
from hamroh.kernel.intake.models import BatchState
from hamroh.web.components.records import Crumb, Tone, Wait
from hamroh.web.desk.activities.editing import posted
from hamroh.web.desk.activities.links import address
from hamroh.web.permissions import page

# By the file's ending; what it holds is then checked by content.
IMPORTERS = {".xml": "iati", ".xlsx": "activities.xlsx"}
OTHER = "iati"
MOST_SHOWN = 5
TONES = {
    BatchState.READING: Tone.WARN,
    BatchState.STAGED: Tone.WARN,
    BatchState.APPLYING: Tone.WARN,
    BatchState.APPLIED: Tone.GOOD,
    BatchState.DISCARDED: Tone.PLAIN,
    BatchState.FAILED: Tone.BAD,
}


class FileForm(forms.Form):
    """A file of activities or of organisations."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".xml,.xlsx,application/xml,text/xml"}),
        help_text=gettext_lazy("IATI XML, versions 1.01 to 2.03, or the workbook that was exported here."),
        max_length=200,
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("Also replace activities that were edited here"),
        required=False,
        help_text=gettext_lazy("Without it such activities are refused, line by line, and stay as they are."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.import")
def bring(request: HttpRequest) -> HttpResponse:
    """Choose a file; then its preview opens."""
    actor = request.acting.actor  # type: ignore[attr-defined]
    form = FileForm(posted(request), request.FILES)
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        try:
            batch = services.receive(
                actor=actor, importer=importer_for(uploaded.name), stream=uploaded, file_name=uploaded.name,
                options={"overwrite": form.cleaned_data["overwrite"]},
            )  # fmt: skip
        except (DocumentRefused, StorageFull) as fault:
            form.add_error("file", str(fault))
        else:
            messages.success(request, _("The file is being read. Nothing is changed before you apply it."))
            preview = address("intake:record", batch.pk)
            return redirect(preview or reverse("activities:import"))
    crumbs = [Crumb(label=_("Activities"), href=reverse("activities:register")), Crumb(label=_("Import a file"))]
    return render(request, "desk/activities/import.html", {"form": form, "crumbs": crumbs, "recent": _recent(actor)})


def importer_for(file_name: str) -> str:
    """Who reads a file of this name."""
    return IMPORTERS.get(Path(file_name).suffix.lower(), OTHER)


def _recent(actor: Any) -> list[Wait]:
    """The latest files of this kind, with what became of them."""
    latest = intake.batches(actor).filter(importer__in=IMPORTERS.values())[:MOST_SHOWN]
    return [
        Wait(
            title=batch.file_name or f"#{batch.pk}", href=address("intake:record", batch.pk),
            state=batch.get_state_display(), tone=TONES[BatchState(batch.state)], due=batch.created_at.date(),
        )
        for batch in latest
    ]  # fmt: skip
