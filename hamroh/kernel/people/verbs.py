"""Every verb that needs a permission, declared once. A page or a service that names another is refused at start."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UnknownVerb(LookupError):
    """A page, a service or the matrix names a verb that is not declared."""


@dataclass(frozen=True)
class Verb:
    """`public` verbs need no sign-in; `scoped` verbs may be granted for one's own organisation alone."""

    key: str
    label: str | Promise
    public: bool = False
    scoped: bool = False


VERBS: tuple[Verb, ...] = (
    Verb("portal.view", _("see the public pages"), public=True),
    Verb("ui.view", _("see the style page"), public=True),
    Verb("search.use", _("search"), public=True),
    Verb("account.use", _("sign in and manage one's own account"), public=True),
    Verb("desk.view", _("see one's own start page")),
    Verb("inbox.view", _("see one's own tasks")),
    Verb("inbox.feed", _("read a calendar by its secret address"), public=True),
    Verb("inbox.assign", _("give a task to somebody")),
    Verb("activities.view_public", _("see published activities"), public=True),
    Verb("activities.view", _("see activities that partners share")),
    Verb("activities.change", _("add and change activities"), scoped=True),
    Verb("activities.publish", _("publish an activity"), scoped=True),
    Verb("activities.import", _("import activities from a file"), scoped=True),
    Verb("activities.export", _("export activities"), public=True),
    Verb("organisations.view", _("see organisations"), public=True),
    Verb("organisations.change", _("change an organisation"), scoped=True),
    Verb("organisations.create", _("add an organisation")),
    Verb("organisations.merge", _("join two entries of one organisation")),
    Verb("places.view", _("see places"), public=True),
    Verb("places.load", _("load boundaries and codes of places")),
    Verb("people.view", _("see who works here")),
    Verb("people.invite", _("invite people"), scoped=True),
    Verb("people.assign_role", _("give and end roles"), scoped=True),
    Verb("people.deactivate", _("close an account")),
    Verb("roles.view", _("see the matrix of roles")),
    Verb("indicators.view", _("see indicators"), public=True),
    Verb("indicators.change", _("define indicators and enter observations")),
    Verb("indicators.import", _("import observations from a file")),
    Verb("sources.view", _("see legal instruments"), public=True),
    Verb("sources.change", _("enter legal instruments and articles")),
    Verb("sources.review", _("confirm what rests on a changed source")),
    Verb("documents.view", _("open documents"), public=True),
    Verb("documents.upload", _("add a document"), scoped=True),
    Verb("intake.view", _("see what was imported"), scoped=True),
    Verb("jobs.view", _("see background work")),
    Verb("jobs.cancel", _("stop background work")),
    Verb("ledger.view", _("read the ledger")),
    Verb("ledger.verify", _("verify the ledger")),
    Verb("languages.review", _("review translations of content")),
    Verb("tokens.manage", _("manage one's own API tokens")),
    Verb("agenda.change", _("put an item on the agenda")),
    Verb("coordination.view_public", _("see who does what, where, as published"), public=True),
    Verb("coordination.view", _("see the reports that partners share")),
    Verb("coordination.call", _("call, close and publish a reporting round")),
    Verb("coordination.report", _("send a report of who does what, where"), scoped=True),
    Verb("coordination.validate", _("validate a report, or return it")),
    Verb("coordination.join", _("join the same undertaking from two sources")),
    Verb("coordination.decide", _("confirm or dismiss a gap or an overlap")),
    Verb("evidence.enter", _("enter what a person has proven")),
    Verb("releases.propose", _("propose a table for release")),
)

BY_KEY = {verb.key: verb for verb in VERBS}


def verb(key: str) -> Verb:
    """The declared verb; raises UnknownVerb."""
    try:
        return BY_KEY[key]
    except KeyError:
        raise UnknownVerb(f"Verb {key!r} is not declared in hamroh/kernel/people/verbs.py.") from None
