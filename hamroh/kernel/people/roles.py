"""The matrix of roles: which role may do which verb. This file is the whole truth; a page shows it.

ALL: for every organisation. OWN: for the organisation one holds the role for.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .verbs import VERBS, verb

ALL, OWN = "all", "own"


@dataclass(frozen=True)
class Role:
    """A role a person holds for an organisation. `rooms` are those the firewall looks at."""

    key: str
    label: str | Promise
    grants: MappingProxyType[str, str]
    rooms: tuple[str, ...] = ()

    def scope(self, verb_key: str) -> str | None:
        """ALL, OWN or None (not granted)."""
        return ALL if verb(verb_key).public else self.grants.get(verb_key)


# What everybody who signed in may do.
SIGNED_IN = (
    "desk.view",
    "inbox.view",
    "activities.view",
    "people.view",
    "roles.view",
    "tokens.manage",
    "coordination.view",
)


def _role(key: str, label: str | Promise, *, all: str = "", own: str = "", rooms: tuple[str, ...] = ()) -> Role:
    grants = dict.fromkeys(SIGNED_IN, ALL) | dict.fromkeys(own.split(), OWN) | dict.fromkeys(all.split(), ALL)
    for granted in grants:
        verb(granted)
    return Role(key, label, MappingProxyType(grants), rooms)


ROLES: tuple[Role, ...] = (
    _role(
        "administrator",
        _("Administrator"),
        all="people.invite people.assign_role people.deactivate organisations.create organisations.change "
        "organisations.merge places.load jobs.view jobs.cancel ledger.view ledger.verify intake.view inbox.assign",
    ),
    _role(
        "secretariat",
        _("Secretariat officer"),
        all="activities.change activities.publish activities.import organisations.create organisations.change "
        "documents.upload intake.view jobs.view jobs.cancel inbox.assign people.invite sources.review agenda.change "
        "organisations.merge coordination.call coordination.report coordination.validate coordination.join "
        "coordination.decide ledger.view",
        rooms=("coordination",),
    ),
    _role(
        "focal_point",
        _("Focal point of an organisation"),
        own="activities.change activities.publish activities.import organisations.change documents.upload intake.view "
        "people.invite coordination.report",
        rooms=("coordination",),
    ),
    _role(
        "programme_manager",
        _("Programme manager"),
        own="activities.change activities.publish activities.import documents.upload intake.view coordination.report",
        all="inbox.assign agenda.change",
        rooms=("coordination", "fund"),
    ),
    _role(
        "statistician",
        _("Statistician"),
        all="indicators.change indicators.import jobs.view releases.propose documents.upload",
        rooms=("exchange",),
    ),
    _role(
        "data_steward", _("Data steward"), own="documents.upload", all="releases.propose jobs.view", rooms=("exchange",)
    ),
    _role("translator", _("Translator and reviewer"), all="languages.review"),
    _role("legal_officer", _("Legal officer"), all="sources.change sources.review agenda.change", rooms=("policy",)),
    _role(
        "health_officer", _("Health officer"), own="activities.change documents.upload", rooms=("health", "research")
    ),
    _role(
        "training_officer",
        _("Training officer"),
        own="activities.change documents.upload",
        all="evidence.enter",
        rooms=("training",),
    ),
    _role("auditor", _("Auditor"), all="ledger.view ledger.verify intake.view jobs.view"),
)

BY_KEY = {role.key: role for role in ROLES}

# The firewall (DESIGN: interior, border, security and every Migration Service role): rooms closed to such bodies.
CLOSED_TO_ENFORCEMENT = frozenset({"research", "health"})

MATRIX = {role.key: {v.key: role.scope(v.key) for v in VERBS} for role in ROLES}
