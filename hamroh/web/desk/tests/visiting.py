"""A client that acts in a role, and the parameters nobody should send."""

from __future__ import annotations

from django.test import Client

from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.models import Person
from hamroh.kernel.people.tests import factories

# What crawlers, old bookmarks and curious people put into an address. None of it may end in a fault of the server.
BAD_QUERIES = (
    "page=0",
    "page=-3",
    "page=99999999999999999999",
    "page=x",
    "size=7",
    "sort=nothing",
    "sort=--",
    "columns=nothing",
    "q=%00",
    "q=%F0%9F%98%80",
    "q=" + "x" * 3000,
    "type=nonsense",
    "country=%27%22",
    "state=nonsense",
    "chain=nonsense",
    "after=yesterday",
    "after=0001-01-01",
    "before=9999-12-31",
    "actor=person%3A99999999999999999999999",
    "subject=%3A%3A",
)


def client_of(role: str, *, of: Organisation | None = None, who: Person | None = None) -> Client:
    """A signed-in client that acts in the role for the organisation."""
    held = factories.assignment(role, of=of, who=who)
    client = Client()
    client.force_login(held.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
