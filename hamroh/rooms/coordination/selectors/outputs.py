"""The files of published rounds, by the address that never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hamroh.kernel.documents.models import Document, Visibility
from hamroh.kernel.ledger.services import subject_of

from ..models import Round
from .rounds import SHOWN


@dataclass(frozen=True)
class OpenRound:
    """A published round with the files that were made of it."""

    round: Round
    files: list[Document]


def open_rounds(country: str) -> list[OpenRound]:
    """Published rounds of a country, the latest first, each with its files."""
    rounds = Round.objects.filter(country=country, stage__in=SHOWN).order_by("-period_end", "-pk")
    return [OpenRound(one, list(files_of(one))) for one in rounds]


def files_of(round_: Round) -> QuerySet[Document]:
    """The files of one round that everybody may have."""
    return _public([subject_of(round_)])


def open_file(country: str, name: str) -> Document | None:
    """The file of this name, if its round is published in that country."""
    subjects = [subject_of(one) for one in Round.objects.filter(country=country, stage__in=SHOWN)]
    return _public(subjects).filter(file_name=name).first()


def _public(subjects: Sequence[str]) -> QuerySet[Document]:
    found = Document.objects.filter(subject__in=subjects, removed_at=None, visibility=Visibility.PUBLIC)
    return found.select_related("blob").order_by("file_name")
