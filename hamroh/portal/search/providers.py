"""The kinds of records that can be found: declared once; a new kind is one entry here."""

from __future__ import annotations

from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.models import Person
from hamroh.kernel.places.models import Place
from hamroh.portal.models import SIGNED_IN
from hamroh.portal.search.indexing import Document, Searchable, declare


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


def declare_all() -> None:
    """Called when the app is ready."""
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
    )
