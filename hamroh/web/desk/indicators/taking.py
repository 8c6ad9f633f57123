"""Taking a previewed file in, as background work: a large file takes longer than a page may."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hamroh.commons.indicators.services import import_observations
from hamroh.kernel.background.errors import JobFailed
from hamroh.kernel.background.models import Job
from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run
from hamroh.kernel.background.services import enqueue
from hamroh.kernel.documents import content_store
from hamroh.kernel.documents.content import kind_of
from hamroh.kernel.documents.services import clean_name
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import MAIN
from hamroh.kernel.people.decisions import require

IMPORT = "indicators.import"
SALT = "hamroh.indicators.import"
# A preview that lay open over a weekend may still be taken; the import compares anew in any case.
LIFE = dt.timedelta(days=7)
MOST_KEPT = 100
_REFUSED = gettext_noop("{file} was not taken: {why}")


@dataclass(frozen=True)
class Brought:
    """A file that was brought and previewed: where its content is kept, and what was said about it."""

    sha256: str
    name: str
    kind: str
    edition: str
    retrieved: str

    def token(self) -> str:
        """What the page carries to the next step; signed, so that no other content can be asked for."""
        return signing.dumps(asdict(self), salt=SALT)


def brought_by(token: str) -> Brought | None:
    """The file behind a token; None for one that is forged or too old."""
    try:
        return Brought(**signing.loads(token, salt=SALT, max_age=LIFE))
    except (signing.BadSignature, TypeError):
        return None


def keep(stream: BinaryIO, file_name: str) -> tuple[str, str]:
    """Keep a content and return its hash and clean name. Raises DocumentRefused, StorageFull."""
    name = clean_name(file_name)
    with content_store.draft_of(stream, MAIN) as draft:
        with draft.path.open("rb") as content:
            kind_of(content, name)
        content_store.keep(draft, MAIN)
    return draft.sha256, name


def take_later(*, actor: Actor, brought: Brought) -> Job:
    """Ask for the file to be taken in; asked twice while it waits or runs, it is the same job. Raises Refused."""
    require(actor, "indicators.import")
    return enqueue(actor=actor, task=IMPORT, arguments=asdict(brought), key=f"{IMPORT}:{brought.sha256}")


@task(IMPORT, label=_("Import observations"))
def import_file(run: Run) -> dict[str, Any]:
    """Import the kept file; what was taken before a worker died is found again by the import itself."""
    brought = Brought(**run.arguments)
    with content_store.open_content(brought.sha256, MAIN) as stream:
        report = import_observations(
            actor=run.actor,
            file=stream,
            name=brought.name,
            kind=brought.kind or None,
            edition=brought.edition,
            retrieved=dt.date.fromisoformat(brought.retrieved) if brought.retrieved else None,
        )
    if report.refused_whole:
        raise JobFailed("refused", _REFUSED, {"file": brought.name, "why": report.problems[0].message})
    told = report.as_dict()
    return {**told, "problems": told["problems"][:MOST_KEPT], "datasets": list(report.datasets)}
