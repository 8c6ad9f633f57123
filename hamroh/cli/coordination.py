"""`hamroh coordination`: 4W files in."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from hamroh.cli.setup import migrate_all
from hamroh.formats.spreadsheet import SpreadsheetRefused
from hamroh.kernel.intake.leases import Busy
from hamroh.kernel.intake.models import Batch, BatchState, Fault
from hamroh.kernel.intake.protocol import Unreadable
from hamroh.kernel.intake.services import LinesRefused, apply, stage
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.organisations.matching import OrganisationKey, resolve
from hamroh.kernel.organisations.models import Organisation
from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.places.models import Place
from hamroh.kernel.places.pcode_list import BadPcodeList
from hamroh.rooms.coordination.importing.collecting import publish_what_came, reporter_for, round_for
from hamroh.rooms.coordination.importing.learning import learn_from, period_of
from hamroh.rooms.coordination.models import Round
from hamroh.rooms.coordination.services.rounds import RoundProblem

REFUSED, WRONG_USE = 1, 2
WAIT_SECONDS = 300.0
SHOWN_PROBLEMS = 20
ACTOR = system("command-line")
_YEAR = re.compile(r"(?<!\d)(19\d{2}|20\d{2})(?!\d)")
_MONTHS = frozenset(name.lower() for name in (*calendar.month_name[1:], *calendar.month_abbr[1:]))


@dataclass(frozen=True)
class _Wanted:
    """What the command was told."""

    country: str
    round_id: int | None
    period: tuple[dt.date, dt.date] | None
    sender: str
    preview: bool
    publish: bool
    learn: bool | None
    options: dict[str, Any]


@click.group()
def coordination() -> None:
    """Who does what, where, when: files of partners."""


@coordination.command("import-4w")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--country", required=True, help="Whose lines these are: three letters of ISO 3166-1, like ETH.")
@click.option("--round", "round_id", type=int, help="Number of the round that takes the report.")
@click.option(
    "--period", help="Period of the round, like 2025-08 or 2025-01/2025-04; its round is made if there is none."
)
@click.option("--sender", default="", help="Organisation (number, identifier or name), or the name of the collection.")
@click.option("--preview", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--leave-out-refused", is_flag=True, help="Apply the file without its refused lines.")
@click.option("--keep-missing", is_flag=True, help="A partial file: keep lines that it does not hold.")
@click.option("--publish", is_flag=True, help="Validate the reports and let readers see the round.")
@click.option(
    "--learn-places/--no-learn-places", "learn", default=None,
    help="Take places of the country from the file's P-codes. By itself for a country without any place.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def import_4w(
    files: tuple[Path, ...],
    country: str,
    round_id: int | None,
    period: str | None,
    sender: str,
    preview: bool,
    leave_out_refused: bool,
    keep_missing: bool,
    publish: bool,
    learn: bool | None,
    as_json: bool,
) -> None:
    """Import 3W, 4W or 5W FILES (.xlsx, .csv, .tsv) of any layout as reports of a round."""
    migrate_all()
    options = {"leave_out_refused": leave_out_refused, "keep_missing": keep_missing}
    wanted = _Wanted(country.upper(), round_id, _period(period), sender, preview, publish, learn, options)
    answers = [_import(path, wanted) for path in files]
    if as_json:
        click.echo(json.dumps(answers, ensure_ascii=False))
    else:
        for answer in answers:
            _tell(answer)
    sys.exit(REFUSED if any(answer["refused"] or answer["failed"] for answer in answers) else 0)


def _wrong_use(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(WRONG_USE)


def _period(text: str | None) -> tuple[dt.date, dt.date] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:/(\d{4})-(\d{2}))?", text)
    with suppress(ValueError, calendar.IllegalMonthError):
        if found is not None:
            first = dt.date(int(found[1]), int(found[2]), 1)
            year, month = int(found[3] or found[1]), int(found[4] or found[2])
            last = dt.date(year, month, calendar.monthrange(year, month)[1])
            if first <= last:
                return first, last
    _wrong_use(f"{text!r} is no period. Write a month like 2025-08, or two like 2025-01/2025-04.")
    return None


def _import(path: Path, wanted: _Wanted) -> dict[str, Any]:
    answer: dict[str, Any] = {"file": str(path), "country": wanted.country, "applied": False, "failed": True,
                              "refused": 0, "problems": []}  # fmt: skip
    try:
        return answer | _brought_in(path, wanted)
    except (SpreadsheetRefused, Unreadable) as refusal:
        problem = refusal.problem if isinstance(refusal, SpreadsheetRefused) else refusal.fault
        return answer | {"problems": [_told(problem.code, problem.severity, problem.locator, problem.message)]}
    except (BadPcodeList, RoundProblem) as wrong:
        _wrong_use(str(wrong))
    except Refused as refused:
        reason = f"{refused.decision.reason} {refused.decision.remedy}".strip()
        return answer | {"problems": [_told("refused", "error", "", reason)]}
    except Busy as busy:
        click.echo(str(busy), err=True)
        sys.exit(REFUSED)
    return answer


def _brought_in(path: Path, wanted: _Wanted) -> dict[str, Any]:
    with path.open("rb") as stream:
        learn = wanted.learn
        if learn is None:
            learn = not Place.objects.filter(country=wanted.country).exists()
        learnt = learn_from(stream, country=wanted.country, actor=ACTOR).created if learn else 0
        of = _round(stream, path, wanted)
        reporter = reporter_for(actor=ACTOR, round_=of, **_sender(wanted.sender, path))
        options = {**wanted.options, "reporter": reporter.pk}
        batch = stage(actor=ACTOR, importer="4w", stream=stream, file_name=path.name, options=options)
    problems = []
    if batch.state == BatchState.STAGED and not wanted.preview:
        try:
            batch = apply(actor=ACTOR, batch=batch, wait=WAIT_SECONDS)
        except LinesRefused as refused:
            problems.append(_told("lines-refused", "error", "", str(refused)))
    if wanted.publish and batch.state == BatchState.APPLIED:
        of = publish_what_came(actor=ACTOR, round_=of)
    return {
        "batch": batch.pk,
        "round": of.pk,
        "stage": of.stage,
        "reporter": reporter.pk,
        "applied": batch.state == BatchState.APPLIED,
        "failed": batch.state in {BatchState.FAILED, BatchState.DISCARDED},
        **_counts(batch),
        "places_learnt": learnt,
        "problems": [*problems, *map(_problem, _faults(batch))],
    }


def _round(stream: Any, path: Path, wanted: _Wanted) -> Round:
    if wanted.round_id is not None:
        chosen = Round.objects.filter(pk=wanted.round_id, country=wanted.country).first()
        if chosen is None:
            _wrong_use(f"There is no round {wanted.round_id} of {wanted.country}.")
        assert chosen is not None
        return chosen
    if wanted.period is not None:
        return round_for(actor=ACTOR, country=wanted.country, period=wanted.period, chosen=True)
    in_name = _YEAR.search(path.stem)
    year = int(in_name.group()) if in_name else timezone.localdate().year
    period = period_of(stream, year=year, country=wanted.country)
    return round_for(actor=ACTOR, country=wanted.country, period=period)


def _sender(text: str, path: Path) -> dict[str, Any]:
    """Whose file it is: an organisation that stands, else a collection under this name or that of the file."""
    if text.isdecimal():
        body = Organisation.objects.filter(pk=int(text)).first()
        if body is None:
            _wrong_use(f"There is no organisation {text}.")
    else:
        body = resolve(OrganisationKey(text or None)) or resolve(OrganisationKey(None, (text,))) if text else None
    return {"organisation": body, "label": "" if body else (text or label_of(path))}


def label_of(path: Path) -> str:
    """The file's name without ending and dates: next month's file is of the same collection."""
    parts = [part for part in re.split(r"[_\s-]+", path.stem) if part]
    dated = any(_YEAR.fullmatch(part) for part in parts)
    kept = [part for part in parts if not _YEAR.fullmatch(part) and part.lower() not in _MONTHS]
    kept = [part for part in kept if not (dated and part.isdecimal() and len(part) <= 2)]
    return " ".join(kept)[:200] or path.stem[:200]


def _counts(batch: Batch) -> dict[str, int]:
    """`lines` and `distinct` count the file's rows as they stand, blank ones too; `read` those that are lines."""
    counts, outcome = batch.counts, batch.outcome
    removed = counts.get("remove", 0)
    return {
        "lines": counts.get("rows", 0),
        "distinct": counts.get("distinct", 0),
        "blank": counts.get("blank", 0),
        "read": counts["read"] - removed,
        "repeated": counts.get("repeated", 0),
        "created": outcome.get("created", counts["create"]),
        "updated": outcome.get("updated", counts["update"]),
        "removed": outcome.get("removed", removed),
        "unchanged": counts["unchanged"] + outcome.get("already", 0),
        "refused": counts["refused"] + outcome.get("conflicts", 0),
        "places_unknown": counts.get("places_unknown", 0),
        "new_organisations": counts.get("new_organisations", 0),
    }


def _faults(batch: Batch) -> list[Fault]:
    return list(Fault.objects.filter(batch=batch).select_related("line").order_by("line__position", "pk"))


def _problem(fault: Fault) -> dict[str, str]:
    return _told(fault.code, fault.severity, fault.locator, fault.text)


def _told(code: str, severity: str, where: str, message: str) -> dict[str, str]:
    return {"code": code, "severity": severity, "where": where, "message": message}


def _tell(answer: dict[str, Any]) -> None:
    names = ("lines", "distinct", "read", "created", "updated", "removed", "unchanged", "refused", "places_unknown",
             "new_organisations")  # fmt: skip
    numbers = ", ".join(f"{answer[name]} {name.replace('_', ' ')}" for name in names if name in answer)
    state = "applied" if answer["applied"] else "not applied"
    click.echo(f"{answer['file']}: {numbers or 'not read'} ({state})")
    order = {"error": 0, "warning": 1, "info": 2}
    problems = sorted(answer["problems"], key=lambda one: order[one["severity"]])
    for one in problems[:SHOWN_PROBLEMS]:
        click.echo(f"  {one['severity']}: {one['where'] or 'the whole file'}: {one['message']}")
    if len(problems) > SHOWN_PROBLEMS:
        click.echo(f"  … and {len(problems) - SHOWN_PROBLEMS} more; --json lists all.")
