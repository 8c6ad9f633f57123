"""Who takes part in an activity, and in which role."""

from __future__ import annotations

from collections.abc import Iterable
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
from hamroh.commons.activities.models import Activity, OrganisationRole
from hamroh.commons.activities.services.texts import narratives_of
from hamroh.formats.iati import records as r
from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.languages.text import pick
from hamroh.kernel.organisations.models import Organisation, OrganisationAlias
from hamroh.web.desk.activities.editing import FAULTS, posted, to_change
from hamroh.web.desk.activities.records import crumbs_of
from hamroh.web.permissions import page

EXTRA_ROWS, MOST_ROWS, MOST_OFFERED = 3, 40, 400


class OrganisationField(forms.CharField):
    """An organisation by any of its names in any script, or by its identifier. Names are offered by the page's list."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 300)
        options.setdefault("widget", forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Organisation | None:  # type: ignore[override]
        """The one organisation that is meant; ValidationError for none or several."""
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = Organisation.objects.filter(org_id__iexact=text).first()
        if found:
            return found
        folded = fold_name(text)
        named = OrganisationAlias.objects.filter(folded=folded).exclude(folded="").values("organisation")
        meant = list(Organisation.objects.filter(pk__in=named)[:2])
        if not meant:
            raise forms.ValidationError(_("No organisation is called so. Choose one of the list, or add it first."))
        if len(meant) > 1:
            raise forms.ValidationError(_("Several organisations are called so. Write the identifier."))
        return meant[0]


class PartnerForm(forms.Form):
    """One organisation in one role. An empty name takes the line off."""

    organisation = OrganisationField(label=gettext_lazy("Organisation"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=OrganisationRole.choices, initial=OrganisationRole.IMPLEMENTING
    )


Partners = forms.formset_factory(PartnerForm, extra=EXTRA_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + EXTRA_ROWS)


def offered() -> list[tuple[str, str]]:
    """(name, identifier) of organisations for the page's list, as far as a page can carry them."""
    rows = Organisation.objects.only("names", "org_id")[:MOST_OFFERED]
    return sorted((pick(one.names).text, one.org_id or "") for one in rows if pick(one.names).text)


@require_http_methods(["GET", "HEAD", "POST"])
@page("activities.change")
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Set who takes part."""
    activity = to_change(request, pk)
    record = selectors.record_of(activity)
    known, kept = _known(activity, record)
    rows = Partners(posted(request), initial=known)
    problem = ""
    if request.method == "POST" and rows.is_valid():
        wanted = [(row["organisation"], row["role"]) for row in rows.cleaned_data if row.get("organisation")]
        after = msgspec.structs.replace(record, participating_orgs=_parts(activity, record, wanted) + kept)
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
    title = _("Who takes part")
    context = {
        "activity": activity, "rows": rows, "offered": offered(), "problem": problem, "title": title, "kept": len(kept),
        "crumbs": crumbs_of(activity, title),
        "hint": _("Funding, accountable, extending and implementing organisations, one a line."),
    }  # fmt: skip
    return render(request, "desk/activities/rows.html", context)


def _known(activity: Activity, record: r.Activity) -> tuple[list[dict[str, str]], tuple[r.ParticipatingOrg, ...]]:
    """Lines of organisations that are known here, and the parts of others, which this page leaves as they are."""
    ids = dict(activity.participating_orgs.values_list("position", "organisation"))
    bodies = Organisation.objects.in_bulk([pk for pk in ids.values() if pk])
    called = _called(bodies.values())
    lines, kept = [], []
    for position, part in enumerate(record.participating_orgs):
        body = bodies.get(ids.get(position) or 0)
        if body is None or part.role not in OrganisationRole.values:
            kept.append(part)
        else:
            lines.append({"organisation": called[body.pk], "role": part.role})
    return lines, tuple(kept)


def _called(bodies: Iterable[Organisation]) -> dict[int, str]:
    """What each is called in its line: its name for this reader where no other is called so, else its code."""
    names = {one.pk: pick(one.names).text for one in bodies}
    folded = {pk: fold_name(name) for pk, name in names.items() if name}
    meant: dict[str, set[int]] = {}
    for text, pk in OrganisationAlias.objects.filter(folded__in=set(folded.values())).values_list(
        "folded", "organisation_id"
    ):
        meant.setdefault(text, set()).add(pk)
    alone = {pk for pk, text in folded.items() if meant.get(text) == {pk}}
    return {one.pk: names[one.pk] if one.pk in alone else one.org_id or names[one.pk] for one in bodies}


def _parts(
    activity: Activity, record: r.Activity, wanted: list[tuple[Organisation, str]]
) -> tuple[r.ParticipatingOrg, ...]:
    """The parts as records. One that stands already keeps all that its publisher wrote of it."""
    ids = dict(activity.participating_orgs.values_list("position", "organisation"))
    standing = {(ids.get(at), part.role): part for at, part in enumerate(record.participating_orgs)}
    return tuple(
        standing.get((body.pk, role))
        or r.ParticipatingOrg(ref=body.org_id, type=body.type or None, role=role, narratives=narratives_of(body.names))
        for body, role in dict.fromkeys(wanted)
    )
