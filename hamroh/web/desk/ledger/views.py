"""The ledger as a list of sentences, with filters."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.ledger.models import Chain, Entry
from hamroh.kernel.people.models import Person
from hamroh.kernel.people.roles import BY_KEY
from hamroh.web.components.choices import EnglishSelect
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk.exports import export_register
from hamroh.web.desk.ledger.doers import Doers
from hamroh.web.desk.ledger.entries import page_of, sentence
from hamroh.web.desk.timeline import reason_of
from hamroh.web.permissions import page

MOST_PEOPLE = 200
# Doers that hold no role of the matrix.
NO_ROLES = {"system": gettext_lazy("Hamroh itself"), "public": gettext_lazy("visitor")}
# Beyond these days there is no entry, and a time zone could carry a moment past what a date can hold.
EARLIEST, LATEST = date(1970, 1, 1), date(9000, 1, 1)


def chain_choices() -> list[tuple[str, str]]:
    """The chains there are."""
    return [(name, name) for name in Chain.objects.order_by("name").values_list("name", flat=True)]


class EntryFilter(django_filters.FilterSet):
    """By chain, who, about what, and when."""

    chain = django_filters.ChoiceFilter(
        label=gettext_lazy("Chain"), field_name="chain_id", choices=chain_choices, widget=EnglishSelect
    )
    actor = django_filters.CharFilter(label=gettext_lazy("Who: name or key"), method="done_by")
    subject = django_filters.CharFilter(label=gettext_lazy("About what: key"), method="about")
    after = django_filters.DateFilter(
        label=gettext_lazy("First day"),
        method="from_day",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    before = django_filters.DateFilter(
        label=gettext_lazy("Last day"),
        method="to_day",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    class Meta:
        model = Entry
        fields: list[str] = []

    def done_by(self, entries: QuerySet[Entry], name: str, text: str) -> QuerySet[Entry]:
        """By the people of that name, or by the actor of exactly that key."""
        wanted = fold_name(text)
        # Compared here: a database folds neither Cyrillic nor the Tajik letters, and keeps names as escaped JSON.
        people = Person.objects.only("pk", "name", "names")
        keys = [person.key for person in people if wanted and wanted in fold_name(_every_name(person))]
        return entries.filter(actor__in=[text, *keys[:MOST_PEOPLE]])

    def from_day(self, entries: QuerySet[Entry], name: str, day: date) -> QuerySet[Entry]:
        """From the first moment of the day, as the country counts days."""
        return entries.filter(at__gte=_midnight(day)) if day > EARLIEST else entries

    def to_day(self, entries: QuerySet[Entry], name: str, day: date) -> QuerySet[Entry]:
        """To the last moment of the day."""
        if day < EARLIEST:
            return entries.none()
        return entries.filter(at__lt=_midnight(day) + timedelta(days=1)) if day < LATEST else entries

    def about(self, entries: QuerySet[Entry], name: str, text: str) -> QuerySet[Entry]:
        """One record by its whole key, or all records of a kind by the part before the colon."""
        if ":" in text:
            return entries.filter(subject=text)
        return entries.filter(subject__startswith=f"{text}:")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _every_name(person: Person) -> str:
    return " ".join((person.name, *person.names.values()))


def _when(entry: Entry) -> str:
    return date_format(timezone.localtime(entry.at), "SHORT_DATETIME_FORMAT")


def _role(entry: Entry) -> str:
    known = BY_KEY.get(entry.role)
    return str(known.label) if known else str(NO_ROLES.get(entry.role, entry.role))


def columns(doers: Doers) -> tuple[Column, ...]:
    """The columns; the names come from `doers`."""
    return (
        Column(
            key="at",
            label=gettext_lazy("When"),
            value=_when,
            sort=("at", "chain_id", "number"),
            fixed=True,
            export=lambda entry: timezone.localtime(entry.at),
        ),
        Column(
            key="sentence",
            label=gettext_lazy("What happened"),
            value=lambda entry: sentence(entry, doers),
            export=lambda entry: sentence(entry, doers, html=False),
            fixed=True,
            wide=True,
            note=reason_of,
        ),
        Column(key="role", label=gettext_lazy("In the role"), value=_role),
        Column(
            key="subject",
            label=gettext_lazy("About"),
            sort=("subject",),
            href=lambda entry: page_of(entry.subject),
            language=lambda entry: "en",
        ),
        Column(
            key="entry",
            label=gettext_lazy("Entry"),
            value=lambda entry: f"{entry.chain_id} #{entry.number}",
            language=lambda entry: "en",
        ),
        Column(key="actor", label=gettext_lazy("Key of the actor"), default=False),
        Column(key="event", label=gettext_lazy("Event"), sort=("event",), default=False),
        Column(key="hash", label=gettext_lazy("Hash"), default=False),
    )


def _entries(request: HttpRequest) -> tuple[Register, Doers]:
    doers = Doers()
    listed = Register(
        request=request,
        queryset=Entry.objects.prefetch_related("personal"),
        columns=columns(doers),
        caption=gettext_lazy("Ledger"),
        filters=EntryFilter,
        ordering=("-pk",),
        empty=Empty(
            title=gettext_lazy("The ledger is empty"),
            text=gettext_lazy("Each thing that somebody does here becomes an entry that nobody can change."),
        ),
        export_href=reverse("ledger:export"),
    )
    return listed, doers


@require_safe
@page("ledger.view")
def register(request: HttpRequest) -> HttpResponse:
    """The entries, the latest first."""
    listed, doers = _entries(request)
    doers.meet(entry.actor for entry in listed.rows)
    may_verify = request.acting.may("ledger.verify")  # type: ignore[attr-defined]
    return render(request, "desk/ledger/register.html", {"register": listed, "may_verify": may_verify})


@require_safe
@page("ledger.view")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    listed, _doers = _entries(request)
    return export_register(request, listed)
