"""`hamroh jobs list|show|cancel`: background work, for people who live in a terminal."""

from __future__ import annotations

import json
import sys
import uuid
from typing import Any

import click

from hamroh.cli.setup import migrate_all
from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.background.selectors import label_of, seconds_left, visible_to
from hamroh.kernel.background.services import cancel as cancel_job
from hamroh.kernel.ledger.actors import system
from hamroh.kernel.ledger.realms import BY_NAME
from hamroh.kernel.people.decisions import Refused

# Whoever may run commands on the machine may already read its database.
TERMINAL = system("terminal")
realm_option = click.option(
    "--realm", type=click.Choice(sorted(BY_NAME)), default="main", show_default=True, help="Whose work."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group()
def jobs() -> None:
    """Background work: see it, stop it."""
    migrate_all()


@jobs.command("list")
@click.option("--state", type=click.Choice(JobState.values), help="Only work in this state.")
@click.option("--limit", default=20, show_default=True, help="At most so many, the newest first.")
@realm_option
@json_option
def list_jobs(state: str | None, limit: int, realm: str, as_json: bool) -> None:
    """List background work."""
    found = visible_to(None, TERMINAL, realm=BY_NAME[realm])
    shown = [_facts(job) for job in (found.filter(state=state) if state else found)[:limit]]
    if as_json:
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for facts in shown:
        click.echo(_line(facts))
    if not shown:
        click.echo("There is no such work." if state else "There was no background work yet.")


@jobs.command()
@click.argument("job_id", type=click.UUID)
@realm_option
@json_option
def show(job_id: uuid.UUID, realm: str, as_json: bool) -> None:
    """Show one piece of work."""
    facts = _facts(_job(job_id, realm))
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else _line(facts))


@jobs.command()
@click.argument("job_id", type=click.UUID)
@realm_option
@json_option
def cancel(job_id: uuid.UUID, realm: str, as_json: bool) -> None:
    """Stop one piece of work: at once when it waits, before its next step when it runs."""
    job = _job(job_id, realm)
    try:
        facts = _facts(cancel_job(actor=TERMINAL, job=job))
    except Refused as refusal:
        reason = f"{refusal.decision.reason} {refusal.decision.remedy}".strip()
        click.echo(json.dumps({"refused": reason}, ensure_ascii=False) if as_json else reason, err=not as_json)
        sys.exit(1)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else _line(facts))


def _job(job_id: uuid.UUID, realm: str) -> Job:
    job = visible_to(None, TERMINAL, realm=BY_NAME[realm]).filter(pk=job_id).first()
    if job is None:
        click.echo(f"The {realm} realm has no work {job_id}. `hamroh jobs list` shows what there is.", err=True)
        sys.exit(1)
    return job


def _facts(job: Job) -> dict[str, Any]:
    return {
        "id": str(job.pk),
        "task": job.task,
        "label": str(label_of(job)),
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "seconds_left": seconds_left(job),
        "attempts": job.attempts,
        "asked_by": job.actor_key,
        "asked_at": job.created_at.isoformat(),
        "ended_at": job.finished_at.isoformat() if job.finished_at else None,
        "message": job.message_text,
        "error": {"code": job.error_code, "sentence": job.error_text} if job.error_code else None,
        "result": job.result,
    }


def _line(facts: dict[str, Any]) -> str:
    of = f"/{facts['total']}" if facts["total"] is not None else ""
    line = f"{facts['id']}  {facts['state']:<9}  {facts['done']}{of}  {facts['label']} ({facts['task']})"
    said = facts["error"]["sentence"] if facts["error"] else facts["message"]
    return f"{line}\n    {said}" if said else line
