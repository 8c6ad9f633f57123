"""Verification as background work: a long chain takes longer than a page may."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.background.models import Job
from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import REALMS
from hamroh.kernel.ledger.verification import ChainReport, verify
from hamroh.kernel.people.decisions import require

VERIFY = "ledger.verify"

# What a kind of fault means, in the reader's language; facts: chain and number of the first faulty entry.
FAULTS: dict[str, str | Promise] = {
    "altered": _("Entry {number} of the chain “{chain}” was changed after it was written."),
    "missing": _("Entry {number} of the chain “{chain}” is missing."),
    "reordered": _("Entry {number} of the chain “{chain}” stands in another's place."),
    "cut": _("The chain “{chain}” was cut off from entry {number} on; the head kept outside remembers it."),
    "rewritten": _("The chain “{chain}” was written anew up to entry {number}; the head kept outside differs."),
    "personal": _("A personal field beside entry {number} of the chain “{chain}” was changed."),
}


def ask_for_verification(*, actor: Actor) -> Job:
    """Verify both realms in the background; while it waits or runs, asking again gives the same job. Raises Refused."""
    require(actor, "ledger.verify")
    return enqueue(actor=actor, task=VERIFY, key=VERIFY)


@task(VERIFY, label=_("Verify the ledger"))
def verify_all(run: Run) -> dict[str, Any]:
    """One step for each realm; the result is a list of chains with their first fault."""
    reports: list[dict[str, Any]] = list(run.cursor or [])
    seen = {report["realm"] for report in reports}
    for number, realm in enumerate(REALMS, start=1):
        if realm.name in seen:
            continue
        reports += [_plain(report) for report in verify((realm,))]
        with run.step(cursor=reports, done=number, total=len(REALMS)):
            pass
    return {"chains": reports}


def _plain(report: ChainReport) -> dict[str, Any]:
    fault = report.finding
    return {
        "realm": report.realm,
        "chain": report.chain,
        "entries": report.entries,
        "kind": fault.kind if fault else "",
        "number": fault.number if fault else None,
    }


def fault_in_words(report: dict[str, Any]) -> str:
    """The first fault of a chain as a sentence; empty when it holds."""
    kind = report.get("kind")
    return str(FAULTS[kind]).format_map(report) if kind in FAULTS else ""
