"""The kinds of links between records, as data: what may be linked to what, and how that reads from both ends.

Together they are the loop: an indicator shows a gap, a priority answers it, a decision settles the priority, a
commitment promises what was decided, an activity carries it out, and an indicator measures what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    """What an item of the agenda is."""

    GAP = "gap", _("Gap")
    PRIORITY = "priority", _("Priority")
    DECISION = "decision", _("Decision")
    COMMITMENT = "commitment", _("Commitment")


# Any record that is no item of the agenda: an activity, an indicator, an observation, an instrument.
RECORD = "record"


@dataclass(frozen=True)
class LinkKind:
    """A kind of link. `from_ends` and `to_ends` are kinds of items, or RECORD; the labels read in either direction."""

    key: str
    label: str | Promise
    label_back: str | Promise
    from_ends: tuple[str, ...]
    to_ends: tuple[str, ...]


_AIMS = (ItemKind.PRIORITY, ItemKind.DECISION, ItemKind.COMMITMENT)
LINK_KINDS: tuple[LinkKind, ...] = (
    LinkKind("shows", _("shows"), _("is shown by"), (RECORD,), (ItemKind.GAP,)),
    LinkKind("answers", _("answers"), _("is answered by"), (ItemKind.PRIORITY,), (ItemKind.GAP,)),
    LinkKind("settles", _("settles"), _("is settled by"), (ItemKind.DECISION,), (ItemKind.GAP, ItemKind.PRIORITY)),
    LinkKind("promises", _("promises"), _("is promised by"), (ItemKind.COMMITMENT,),
             (ItemKind.PRIORITY, ItemKind.DECISION)),
    LinkKind("carries_out", _("carries out"), _("is carried out by"), (RECORD,), _AIMS),
    LinkKind("measures", _("measures"), _("is measured by"), (RECORD,), _AIMS),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in LINK_KINDS}
