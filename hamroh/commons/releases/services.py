"""Proposing a table for release: the one way out for counts of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest_of_items
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import Refused, require

from . import events
from .models import Proposal
from .origins import ANSWERS, Origin


@dataclass(frozen=True)
class Table:
    """A table of counts: `counts` from one code for each dimension to the number of persons."""

    title: str
    dimensions: tuple[str, ...]
    counts: Mapping[tuple[str, ...], int]

    def __post_init__(self) -> None:
        for codes in self.counts:
            if len(codes) != len(self.dimensions):
                raise ValueError(f"Cell {codes} of “{self.title}” needs {len(self.dimensions)} codes.")

    @property
    def digest(self) -> str:
        """SHA-256 of the cells in the order of their codes: says later whether it was this table."""
        return digest_of_items([[*codes], count] for codes, count in sorted(self.counts.items()))


def propose_release(*, actor: Actor, table: Table, origin: str, organisation_id: int | None = None) -> NoReturn:
    """Ask that a table may leave its owner. As yet no origin is let through: always raises Refused, saying why.

    The proposal and the refusal are kept (outside a transaction of the caller, who would roll them back), the counts
    are not. Raises ValueError for an origin that is none of Origin.
    """
    require(actor, "releases.propose")
    known = Origin(origin)
    answer = ANSWERS[known]
    with writing():
        proposal = Proposal.objects.create(
            title=table.title,
            dimensions=list(table.dimensions),
            cells=len(table.counts),
            digest=table.digest,
            origin=known,
            organisation_id=organisation_id,
            proposed_by=actor.key,
        )
        facts = {
            "title": table.title,
            "cells": proposal.cells,
            "digest": table.digest,
            "origin": known.value,
            "owner": organisation_id,
        }
        record(event=events.REFUSED, actor=actor, subject=subject_of(proposal), facts=facts)
    raise Refused("releases.propose", answer)
