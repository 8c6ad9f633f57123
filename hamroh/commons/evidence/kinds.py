"""What can be proven, as data. A room that asks for something new declares it in its own code, once."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UnknownKind(LookupError):
    """Somebody asks for evidence of a kind that nobody declared."""


@dataclass(frozen=True)
class EvidenceKind:
    """Something a person can prove: what it is called, and how one comes by it. `expires`: it needs a last day."""

    key: str
    label: str | Promise
    remedy: str | Promise
    expires: bool = True


_kinds: dict[str, EvidenceKind] = {}


def declare(*kinds: EvidenceKind) -> None:
    """Add kinds; the same key twice with other content is a programming error."""
    for kind in kinds:
        if _kinds.setdefault(kind.key, kind) != kind:
            raise ValueError(f"Evidence kind {kind.key} is declared twice.")


def evidence_kind(key: str) -> EvidenceKind:
    """The declared kind; raises UnknownKind."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownKind(f"Evidence of the kind {key!r} is declared nowhere.") from None


def choices() -> list[tuple[str, str | Promise]]:
    """All declared kinds, for a form."""
    return [(kind.key, kind.label) for kind in _kinds.values()]


declare(
    EvidenceKind(
        "data_protection",
        _("Certificate in data protection"),
        _("Take the course in data protection; its certificate is entered by the training centre."),
    ),
    EvidenceKind(
        "research_ethics",
        _("Certificate in research ethics"),
        _("Take the course in research ethics; its certificate is entered by the training centre."),
    ),
    EvidenceKind(
        "trainer",
        _("Accreditation as a trainer"),
        _("Ask the training centre how trainers are accredited."),
    ),
)
