"""Background work of a round: asking each partner, sending each letter once, closing what a publication overtakes."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from hamroh.kernel.background.errors import TryLater
from hamroh.kernel.background.registry import task
from hamroh.kernel.background.run import Run
from hamroh.kernel.ledger.services import record, subject_of

from . import events, links
from .findings import background as _findings  # noqa: F401 (declares its task)
from .joining import background as _joins  # noqa: F401 (declares its task)
from .models import Reporter, RoundStage
from .outputs import background as _outputs  # noqa: F401 (declares its task)
from .services import following, letters
from .services.letters import LETTER
from .services.publishing import OVER
from .services.rounds import ASK
from .services.versions import name_of

MAIL_PAUSE = timedelta(minutes=10)
_SENDING = "sending"


@task(ASK, label=_("Ask partners to report"))
def ask(run: Run) -> dict[str, Any]:
    """Open the task, make the link and queue the letters of each reporter of `arguments["round"]`, one step each.

    With `reporter` of that one alone; with `letters` false only the deadline of what waits is brought up to date.
    """
    cursor = run.cursor or {"after": 0, "asked": 0, "letters": 0}
    asked = Reporter.objects.filter(round=run.arguments["round"], excused="").select_related("round", "organisation")
    if "reporter" in run.arguments:
        asked = asked.filter(pk=run.arguments["reporter"])
    total = asked.count()
    while (reporter := asked.filter(pk__gt=cursor["after"]).order_by("pk").first()) is not None:
        with run.step(cursor=cursor, done=cursor["asked"] + 1, total=total) as step:
            written = _ask(run, reporter) if reporter.round.stage == RoundStage.CALLED else 0
            cursor = step.cursor = {
                "after": reporter.pk, "asked": cursor["asked"] + 1, "letters": cursor["letters"] + written
            }  # fmt: skip
    return {"asked": cursor["asked"], "letters": cursor["letters"]}


def _ask(run: Run, reporter: Reporter) -> int:
    if not run.arguments.get("letters", True):
        following.due_anew(reporter, actor=run.actor)
        return 0
    if reporter.latest:
        return 0
    following.asked(reporter, actor=run.actor)
    if reporter.organisation_id is None:
        return 0
    links.renew(reporter)
    record(
        event=events.LINK_MADE, actor=run.actor, subject=subject_of(reporter), facts={"name": name_of(reporter)}
    )  # fmt: skip
    return letters.write(reporter, "call", "first", actor=run.actor)


@task(LETTER, label=_("Send a letter of a reporting round"))
def send_letter(run: Run) -> dict[str, Any]:
    """Send one letter. It is marked before the mail server gets it: whoever dies in between cannot know whether it went
    out, and it is not sent again; once too few is better than twice.
    """
    if run.cursor == _SENDING:
        return {"state": "uncertain"}
    found = Reporter.objects.select_related("round", "organisation", "place").filter(pk=run.arguments["reporter"])
    reporter = found.first()
    mail = letters.compose(reporter, run.arguments["to"], run.arguments["kind"]) if reporter is not None else None
    if reporter is None or mail is None:
        return {"state": "dropped"}
    with run.step(cursor=_SENDING):
        links.keep(reporter)
    state = _hand_to_server(mail)
    if state == "waiting":
        with run.step(cursor=None):
            pass
        raise TryLater(
            "mail-server", N_("The mail server does not answer. The letters wait and go out later."), after=MAIL_PAUSE
        )
    return {"state": state}


def _hand_to_server(mail: EmailMessage) -> str:
    try:
        mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError):
        return "refused"
    except smtplib.SMTPServerDisconnected:
        # It may have taken the letter before the line broke.
        return "uncertain"
    except (OSError, smtplib.SMTPException):
        return "waiting"
    return "sent"


@task(OVER, label=_("Close what a published round leaves open"))
def over(run: Run) -> dict[str, Any]:
    """Close the tasks of a published round, reporter by reporter."""
    after = run.cursor or 0
    reporters = Reporter.objects.filter(round=run.arguments["round"]).select_related("round", "organisation")
    while (reporter := reporters.filter(pk__gt=after).order_by("pk").first()) is not None:
        after = reporter.pk
        with run.step(cursor=after, done=run.done + 1):
            following.over(reporter, actor=run.actor)
    return {"reporters": run.done}
