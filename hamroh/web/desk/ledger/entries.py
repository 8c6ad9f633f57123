"""Entries as sentences, and the page of what an entry is about."""

from __future__ import annotations

from types import MappingProxyType

from django.urls import NoReverseMatch, reverse

from hamroh.kernel.ledger.events import UnknownEvent, event_type
from hamroh.kernel.ledger.models import Entry
from hamroh.web.desk.ledger.doers import Doers

# The page of each kind of record that entries are about; a kind without a page is shown without a link.
PAGES = MappingProxyType(
    {
        "activities.activity": "activities:record",
        "background.job": "jobs:record",
        "coordination.report": "coordination:report-record",
        "coordination.reporter": "coordination:round-reporter",
        "coordination.round": "coordination:round-record",
        "indicators.indicator": "indicators:record",
        "intake.batch": "intake:record",
        "organisations.organisation": "organisations:record",
        "people.person": "people:record",
        "sources.instrument": "sources:record",
    }
)


def sentence(entry: Entry, doers: Doers, *, html: bool = True) -> str:
    """Who did what, in the active language; an event of a room that is not installed by its bare name.

    `html`: for a page, foreign text marked; otherwise plain words, for a workbook or a program.
    """
    facts = {**entry.facts, **{field.name: field.value or "…" for field in entry.personal.all()}}
    try:
        declared = event_type(entry.event)
    except UnknownEvent:
        return f"{doers.name(entry.actor)}: {entry.event}"
    told = {**facts, "actor": doers.name(entry.actor), "subject": entry.subject}
    return declared.say_html(told) if html else declared.say(told)


def page_of(subject: str) -> str:
    """Where the record of `app.model:id` stands; empty when it has no page."""
    model, _colon, pk = subject.partition(":")
    name = PAGES.get(model)
    # A batch verb may name a whole table (`indicators.indicator:seed`), which has no page of its own.
    if not name or not (pk.isdigit() or model == "background.job"):
        return ""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
