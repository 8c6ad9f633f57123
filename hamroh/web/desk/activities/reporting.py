"""Entering results: what is aimed at, and what was reached."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hamroh.commons.activities import selectors, services
from hamroh.commons.activities.models import ResultType
from hamroh.commons.activities.services import Reported
from hamroh.commons.activities.services.texts import narratives_of
from hamroh.formats.iati import records as r
from hamroh.kernel.languages.text import pick
from hamroh.web.components.multilingual import MultilingualFormField
from hamroh.web.desk.activities.editing import FAULTS, form_page, posted, put_fault, to_change
from hamroh.web.desk.activities.forms import DayField
from hamroh.web.desk.activities.words import figure, texts
from hamroh.web.permissions import page

# IATI code list IndicatorMeasure, as far as a form can ask for it.
MEASURES = (
    ("1", gettext_lazy("a number")),
    ("2", gettext_lazy("a percentage")),
    ("5", gettext_lazy("a description in words")),
)
QUALITATIVE = "5"


class ResultForm(forms.Form):
    """A result with what shows whether it was reached."""

    type = forms.ChoiceField(label=gettext_lazy("Kind of result"), choices=ResultType.choices)
    title = MultilingualFormField(label=gettext_lazy("Result"), max_length=500)
    indicator = MultilingualFormField(
        label=gettext_lazy("What shows that it was reached"),
        max_length=500,
        help_text=gettext_lazy("For example: health workers who completed the course."),
    )
    measure = forms.ChoiceField(label=gettext_lazy("Measured as"), choices=MEASURES)
    baseline = forms.CharField(label=gettext_lazy("Value at the beginning"), required=False, max_length=200)
    baseline_year = forms.IntegerField(
        label=gettext_lazy("Year of that value"), required=False, min_value=1900, max_value=2100
    )
    period_start = DayField(label=gettext_lazy("First day of the period"))
    period_end = DayField(label=gettext_lazy("Last day of the period"))
    target = forms.CharField(label=gettext_lazy("Target for that period"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """Numbers where numbers are promised; the period in order; a baseline with its year."""
        cleaned = super().clean() or {}
        if cleaned.get("measure") != QUALITATIVE:
            for name in ("baseline", "target"):
                if cleaned.get(name) and figure(cleaned[name]) is None:
                    self.add_error(name, _("Write a number, for example 1250 or 12.5."))
        if (
            cleaned.get("period_start")
            and cleaned.get("period_end")
            and cleaned["period_end"] < cleaned["period_start"]
        ):
            self.add_error("period_end", _("The period ends before it begins."))
        if cleaned.get("baseline") and not cleaned.get("baseline_year"):
            self.add_error("baseline_year", _("Say of which year the value is."))
        return cleaned


class ReportForm(forms.Form):
    """What was reached in a period."""

    period_start = DayField(label=gettext_lazy("First day of the period"))
    period_end = DayField(label=gettext_lazy("Last day of the period"))
    value = forms.CharField(label=gettext_lazy("What was reached"), max_length=500)
    comment = MultilingualFormField(label=gettext_lazy("Comment"), required=False, long=True, max_length=2000)


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def add_result(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a result with one indicator and its first target."""
    activity = to_change(request, pk)
    form = ResultForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_result(actor=request.acting.actor, activity=activity, result=_result(form.cleaned_data))  # type: ignore[attr-defined]
        except FAULTS as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The result was added."))
            return redirect("activities:record", activity.pk)
    return form_page(request, activity, form, _("Add a result"), _("Add the result"))


def _result(wanted: dict[str, Any]) -> r.Result:
    baselines = (r.Baseline(year=wanted["baseline_year"], value=wanted["baseline"]),) if wanted["baseline"] else ()
    period = r.Period(
        period_start=wanted["period_start"],
        period_end=wanted["period_end"],
        targets=(r.Target(value=wanted["target"]),),
    )
    indicator = r.Indicator(
        measure=wanted["measure"], ascending=True, title=narratives_of(wanted["indicator"]), baselines=baselines,
        periods=(period,),
    )  # fmt: skip
    return r.Result(
        type=wanted["type"], aggregation_status=False, title=narratives_of(wanted["title"]), indicators=(indicator,)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def report(request: HttpRequest, pk: int, result: int, indicator: int) -> HttpResponse:
    """Report what was reached; `result` and `indicator` are positions from 0."""
    activity = to_change(request, pk)
    record = selectors.record_of(activity)
    try:
        asked = record.results[result].indicators[indicator]
    except IndexError:
        raise Http404 from None
    start, end = _due(asked)
    form = ReportForm(posted(request), initial={"period_start": start, "period_end": end})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        actual = Reported(
            wanted["period_start"], wanted["period_end"], wanted["value"].strip(), comment=wanted["comment"]
        )
        try:
            services.report_actual(
                actor=request.acting.actor,  # type: ignore[attr-defined]
                activity=activity,
                result=result,
                indicator=indicator,
                actual=actual,
            )
        except FAULTS as fault:
            put_fault(form, fault)
        else:
            messages.success(request, _("The report was saved."))
            return redirect("activities:record", activity.pk)
    about = pick(texts(asked.title, record.lang))
    return form_page(request, activity, form, _("Report what was reached"), _("Save the report"), about=about)


def _due(indicator: r.Indicator) -> tuple[date | None, date | None]:
    """The first period without an actual value, else the last one."""
    periods = sorted(indicator.periods, key=lambda one: one.period_start or date.min)
    found = next((one for one in periods if not one.actuals), periods[-1] if periods else None)
    return (found.period_start, found.period_end) if found else (None, None)
