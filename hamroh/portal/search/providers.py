"""The kinds of records that can be found: declared once; a new kind is one entry here."""

from __future__ import annotations

from typing import Any

from hamroh.commons.activities.models import Activity, State, Visibility
from hamroh.commons.indicators.models import Indicator
from hamroh.commons.sources.models import Article, Instrument
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.ledger.realms import MAIN, Realm
from hamroh.kernel.ledger.services import recorded
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.models import Person
from hamroh.kernel.places.models import Place
from hamroh.portal.models import PUBLIC, SIGNED_IN
from hamroh.portal.search.indexing import Document, Searchable, declare, index

ARTICLE = "sources.article:"


def place_document(place: Place) -> Document:
    """A place by every name it has or had."""
    others = [name.text for name in place.all_names.all()]
    return Document(
        title=place.names,
        note=place.parent.names if place.parent else {},
        words=[*others, place.pcode or ""],
        address="places:record",
        argument=place.slug,
    )


def person_document(person: Person) -> Document | None:
    """A person who works here, for those who signed in."""
    if not person.is_active:
        return None
    return Document(
        title=person.names or {"en": person.name},
        note=person.title,
        address="people:record",
        argument=person.pk,
        audience=SIGNED_IN,
    )


def organisation_document(organisation: Organisation) -> Document:
    """An organisation by every name it is known by."""
    return Document(
        title=organisation.names,
        words=[*(alias.text for alias in organisation.aliases.all()), organisation.org_id or ""],
        address="organisations:record",
        argument=organisation.pk,
    )


def activity_document(activity: Activity) -> Document:
    """An activity by title and identifier, for whom its visibility names; a draft for its own organisation."""
    return Document(
        title=activity.titles or {"en": activity.iati_identifier},
        note=activity.reporting_organisation.names,
        words=[activity.iati_identifier],
        address="activities:record",
        argument=activity.pk,
        audience=audience_of(activity),
    )


def audience_of(activity: Activity) -> str:
    """Who finds an activity."""
    if activity.state == State.PUBLISHED:
        if activity.visibility == Visibility.PUBLIC:
            return PUBLIC
        if activity.visibility == Visibility.PARTNERS:
            return SIGNED_IN
    return f"organisation:{activity.reporting_organisation_id}"


def indicator_document(indicator: Indicator) -> Document:
    """An indicator by name, code and the numbers it has elsewhere."""
    return Document(
        title=indicator.names or {"en": indicator.code},
        note=indicator.producer.names,
        words=[indicator.code, indicator.measure, indicator.sdg_target, indicator.sdg_indicator],
        address="indicators:record",
        argument=indicator.code,
    )


def instrument_document(instrument: Instrument) -> Document:
    """A legal source by title, number and the headings of its articles."""
    headings = [text for article in instrument.articles.all() for text in article.headings.values()]
    return Document(
        title=instrument.titles or {"en": instrument.number},
        note={"en": instrument.number},
        words=[instrument.number, instrument.key, *headings],
        address="sources:record",
        argument=instrument.key,
    )


def after_article(sender: object, entry: Entry, realm: Realm, **_: Any) -> None:
    """An article is found through its instrument, which is therefore indexed anew when the article changes."""
    if realm is MAIN and entry.subject.startswith(ARTICLE):
        pk = entry.subject.removeprefix(ARTICLE)
        index("sources.instrument", Article.objects.filter(pk=pk).values_list("instrument_id", flat=True))


def declare_all() -> None:
    """Called when the app is ready."""
    recorded.connect(after_article, dispatch_uid="portal.search.after_article")
    declare(
        Searchable(
            kind="place",
            model="places.place",
            queryset=lambda: Place.objects.select_related("parent").prefetch_related("all_names"),
            document=place_document,
        ),
        Searchable(kind="person", model="people.person", queryset=Person.objects.all, document=person_document),
        Searchable(
            kind="organisation",
            model="organisations.organisation",
            queryset=lambda: Organisation.objects.prefetch_related("aliases"),
            document=organisation_document,
        ),
        Searchable(
            kind="activity",
            model="activities.activity",
            queryset=lambda: Activity.objects.select_related("reporting_organisation").only(
                "title", "lang", "iati_identifier", "state", "visibility", "reporting_organisation__names"
            ),
            document=activity_document,
        ),
        Searchable(
            kind="indicator",
            model="indicators.indicator",
            queryset=lambda: Indicator.objects.select_related("producer"),
            document=indicator_document,
        ),
        Searchable(
            kind="source",
            model="sources.instrument",
            queryset=lambda: Instrument.objects.prefetch_related("articles"),
            document=instrument_document,
        ),
    )
