"""What an activity is about, in the sectors that all partners share (OECD DAC, five digits)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import msgspec
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hamroh.commons.activities import selectors, services
from hamroh.formats.iati import codelists
from hamroh.formats.iati import records as r
from hamroh.formats.iati.standard import StandardMissing
from hamroh.web.desk.activities.editing import FAULTS, posted, to_change
from hamroh.web.desk.activities.records import crumbs_of
from hamroh.web.permissions import page

EXTRA_ROWS, MOST_ROWS = 3, 40
DAC = "1"  # IATI code list SectorVocabulary; the standard's default when none is named.
FIVE_DIGITS = re.compile(r"\d{5}")
HUNDRED = Decimal(100)


def sector_choices() -> list[tuple[str, str]]:
    """(code, name in English) of the sectors in force; nothing without the standard's files."""
    try:
        codes = codelists.codelist("Sector").codes.values()
    except StandardMissing:
        return []
    return [(one.code, one.names.get("en", one.code)) for one in codes if one.active]


class SectorField(forms.CharField):
    """A sector's code. The page's list offers the codes with their names."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 5)
        options.setdefault(
            "widget", forms.TextInput(attrs={"list": "sectors", "inputmode": "numeric", "autocomplete": "off"})
        )
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """A code of the list, or empty text."""
        code = str(super().clean(value)).strip()
        known = {one for one, _name in sector_choices()}
        if code and (code not in known if known else not FIVE_DIGITS.fullmatch(code)):
            raise forms.ValidationError(_("There is no such sector. Choose one of the list, for example 15190."))
        return code


class SectorForm(forms.Form):
    """One sector with its share. No code takes the line off."""

    code = SectorField(label=gettext_lazy("Sector"), required=False)
    percentage = forms.DecimalField(
        label=gettext_lazy("Share, per cent"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
    )


Sectors = forms.formset_factory(SectorForm, extra=EXTRA_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + EXTRA_ROWS)


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def sectors(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the sectors of the common list; those of other vocabularies stay."""
    activity = to_change(request, pk)
    record = selectors.record_of(activity)
    ours = [one for one in record.sectors if one.vocabulary in (None, DAC)]
    others = tuple(one for one in record.sectors if one.vocabulary not in (None, DAC))
    rows = Sectors(posted(request), initial=[{"code": one.code, "percentage": one.percentage} for one in ours])
    problem = ""
    if request.method == "POST" and rows.is_valid():
        wanted = [(row["code"], row.get("percentage")) for row in rows.cleaned_data if row.get("code")]
        problem = _problem_of(wanted)
        if not problem:
            after = msgspec.structs.replace(record, sectors=_records(ours, wanted) + others)
            try:
                services.change_activity(
                    actor=request.acting.actor,  # type: ignore[attr-defined]
                    activity=activity,
                    record=after,
                    expected=request.POST.get("seen") or None,
                )
            except FAULTS as fault:
                problem = str(fault)
            else:
                messages.success(request, _("Saved."))
                return redirect("activities:record", activity.pk)
    title = _("What it is about")
    context = {
        "activity": activity, "rows": rows, "problem": problem, "title": title, "crumbs": crumbs_of(activity, title),
        "sectors": sector_choices(), "hint": _("Sectors of the OECD, by code. The shares add up to 100."),
    }  # fmt: skip
    return render(request, "desk/activities/rows.html", context)


def _problem_of(wanted: list[tuple[str, Decimal | None]]) -> str:
    if len({code for code, _share in wanted}) != len(wanted):
        return _("A sector stands twice. Name each sector once.")
    shares = [share for _code, share in wanted]
    if len(wanted) == 1 and shares[0] is None:
        return ""
    if wanted and (None in shares or sum(share for share in shares if share is not None) != HUNDRED):
        return _("Give each sector its share, so that they add up to 100.")
    return ""


def _records(before: list[r.Sector], wanted: list[tuple[str, Decimal | None]]) -> tuple[r.Sector, ...]:
    """The sectors as records; one that stands already keeps what its publisher wrote of it."""
    known = {one.code: one for one in before}
    alone = len(wanted) == 1
    return tuple(
        msgspec.structs.replace(
            known.get(code) or r.Sector(vocabulary=DAC, code=code), percentage=HUNDRED if alone else share
        )
        for code, share in wanted
    )
