"""What a consumer (activities, indicators, 4W …) declares so that its files can be previewed and applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Literal, Protocol

from hamroh.kernel.ledger.actors import Actor

Verdict = Literal["create", "update", "remove", "unchanged", "refused"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class IncomingFault:
    """One thing wrong with what came in. `code` and `parameters` let it be said in the reader's language."""

    code: str
    severity: Severity
    message: str
    locator: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Incoming:
    """One thing in the file. `key` is what it is known by ("" when new and nameless), `record` what the
    importer's `record_type` holds, None when it cannot be read: then `faults` say why and the line is
    refused.
    """

    key: str
    locator: str
    record: Any | None
    faults: tuple[IncomingFault, ...] = ()


@dataclass(frozen=True)
class FieldChange:
    """What would change in one field, as people read it."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    """What applying one incoming thing would do.

    `seen` is the digest of what stands in the database now ("" when nothing does); `target` the digest after
    applying. When the database has moved on at apply time, `seen` shows it, and `target` that it moved to
    this.
    """

    verdict: Verdict
    seen: str = ""
    target: str = ""
    changes: tuple[FieldChange, ...] = ()
    faults: tuple[IncomingFault, ...] = ()


@dataclass(frozen=True)
class Change:
    """One line to apply: create, update or remove, as `verdict` says."""

    key: str
    locator: str
    verdict: Verdict
    record: Any
    target: str


@dataclass(frozen=True)
class Standing:
    """What stands in the database under a key: its digest, and who changed it last and when."""

    digest: str
    changed_by: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Context:
    """Who imports, and with which choices (language, mapping, publisher …)."""

    actor: Actor
    options: Mapping[str, Any] = field(default_factory=dict)
    batch_id: int | None = None


class Importer(Protocol):
    """A consumer's side of an import. Stateless: one instance serves all batches.

    `verb` is the permission asked for; `record_type` what msgspec encodes the payload as; `largest_step`
    how many lines one transaction takes at most (the pace is found within it, so that no transaction lasts
    over 50 ms).
    """

    key: str
    verb: str
    record_type: Any
    largest_step: int

    # What an importer may have besides:
    # `finish(context: Context, outcome: Mapping[str, int])`, when it publishes by flipping a pointer: called once, in
    # the transaction that marks the batch as applied; it may record an entry of its own. As `apply`, it may raise
    # NotApplied.
    # `all_or_nothing = True`: a file with a refused line is not applied, unless the option `leave_out_refused` is set.
    # `told`: names and labels of further counts, which `read` returns (a generator's return value) as numbers; they
    # are kept among the batch's counts.
    # `smallest_step`: how many lines a step takes at least, where a step costs much whatever its size.
    # `links(batch: Batch, actor: Actor)`: (label, address) of its own pages for one of its files.

    def read(self, stream: BinaryIO, context: Context) -> Iterator[Incoming]:
        """Stream the file's things, in the file's order, the same each time. Raises Unreadable."""
        ...

    def compare(self, chunk: Sequence[Incoming], context: Context) -> Sequence[Comparison]:
        """One comparison for each incoming thing with a record, in order. Reads only."""
        ...

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """What stands now under these keys; a key that does not exist is absent."""
        ...

    def apply(self, chunk: Sequence[Change], context: Context) -> None:
        """Write, inside the caller's transaction; record no ledger entry: the batch has its own."""
        ...


class Unreadable(Exception):
    """The file cannot be read at all, or not further. The batch fails; nothing of it is applied."""

    def __init__(self, fault: IncomingFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class NotApplied(Exception):
    """Raised by `apply` or `finish`: this batch can never be applied. Its step is undone, and the batch given up."""

    def __init__(self, fault: IncomingFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def fault_from(problem: Any, *, locator: str = "") -> IncomingFault:
    """A fault from a format's problem record (code, severity, message, parameters; locator when it has
    one).
    """
    place = getattr(problem, "locator", "") or locator
    parameters = {str(name): str(value) for name, value in dict(problem.parameters).items()}
    return IncomingFault(problem.code, problem.severity, problem.message, place, parameters)
