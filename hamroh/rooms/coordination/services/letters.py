"""Letters of a round: who gets them, in which language, what they say; each is queued once, whatever is clicked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamroh.kernel.background.services import enqueue
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.organisations.models import FocalPoint
from hamroh.kernel.people.models import Person, RoleAssignment

from .. import links
from ..models import Report, Reporter

# As the task is called in `tasks.py`, which imports this and is found by name.
LETTER = "coordination.letter"
PARTNER = "focal_point"
PERSON, POINT = "person", "focal"
# Who has no account has told us no language: bodies of these countries are written to in these, others in English.
LANGUAGES_OF_COUNTRY = {"TJK": ("tg", "ru")}
FROM_ABROAD = frozenset({"21", "40"})
OTHERWISE = ("en",)


@dataclass(frozen=True)
class Recipient:
    """Somebody who can be written to: `person:3` or `focal:7`, and the languages of the letter in order."""

    key: str
    email: str
    languages: tuple[str, ...]
    name: str


def recipients_of(reporter: Reporter) -> tuple[Recipient, ...]:
    """Whom the letters of a reporter go to, each address once: focal points with an account, then those without.

    Of a body that reports for several places each place's letter goes to the people on duty there.
    """
    if reporter.organisation_id is None:
        return ()
    people = _people(reporter)
    found = {one.email.lower(): Recipient(f"{PERSON}:{one.pk}", one.email, (one.language,), str(one)) for one in people}
    if not _one_of_many(reporter):
        for point in FocalPoint.objects.filter(organisation=reporter.organisation_id).exclude(email="").order_by("pk"):
            found.setdefault(
                point.email.lower(), Recipient(f"{POINT}:{point.pk}", point.email, _languages(reporter), point.name)
            )
    return tuple(found.values())


def unreachable(reporters: Sequence[Reporter]) -> set[int]:
    """Those of them (primary keys) that nobody can be written to; three queries, and one more for each place of a body
    that reports for several.
    """
    bodies = [one.organisation_id for one in reporters if one.organisation_id is not None]
    held = RoleAssignment.objects.on(timezone.localdate()).filter(role=PARTNER, organisation__in=bodies)
    known = set(held.exclude(person__email="").values_list("organisation_id", flat=True))
    points = FocalPoint.objects.filter(organisation__in=bodies).exclude(email="")
    known |= set(points.values_list("organisation_id", flat=True))
    several = {body for body, times in Counter(bodies).items() if times > 1}
    return {
        one.pk
        for one in reporters
        if one.organisation_id not in known or (one.organisation_id in several and not recipients_of(one))
    }


def write(reporter: Reporter, kind: str, occasion: str, *, actor: Actor) -> int:
    """Queue a letter to each recipient, in the caller's transaction; how many there are.

    The same letter (kind and occasion) to the same person is one letter, however often it is asked for.
    """
    recipients = recipients_of(reporter)
    for one in recipients:
        enqueue(
            actor=actor, task=LETTER, once=True,
            key=f"{LETTER}:{reporter.round_id}:{reporter.pk}:{one.key}:{kind}:{occasion}",
            arguments={"reporter": reporter.pk, "to": one.key, "kind": kind},
        )  # fmt: skip
    return len(recipients)


def compose(reporter: Reporter, to: str, kind: str) -> EmailMessage | None:
    """The letter; None when it says nothing true any more or nobody is there to get it."""
    recipient = next((one for one in recipients_of(reporter) if one.key == to), None)
    if recipient is None or not links.works(reporter) or not _still_true(reporter, kind):
        return None
    subjects, bodies = [], []
    for language in recipient.languages:
        with override(language):
            subjects.append(_subject(reporter, kind))
            bodies.append(_body(reporter, kind, language))
    identifier = f"<round-{reporter.round_id}-{reporter.pk}-{kind}-{timezone.localdate().isoformat()}@{_host()}>"
    # A line break in a title would end the header.
    subject = " ".join(" / ".join(subjects).split())
    return EmailMessage(subject, "\n\n* * *\n\n".join(bodies), to=[recipient.email], headers={"Message-ID": identifier})


def _still_true(reporter: Reporter, kind: str) -> bool:
    if reporter.excused:
        return False
    last = Report.objects.filter(reporter=reporter, version=reporter.latest).first()
    if kind == "returned":
        return last is not None and last.stage == "returned"
    return kind == "link" or last is None or last.stage == "returned"


def _subject(reporter: Reporter, kind: str) -> str:
    title = _title(reporter)
    if kind == "reminder":
        return _("Reminder: %(title)s") % {"title": title}
    if kind == "returned":
        return _("Please mend your report: %(title)s") % {"title": title}
    return title


def _body(reporter: Reporter, kind: str, language: str) -> str:
    round_ = reporter.round
    name = pick(reporter.organisation.names).text if reporter.organisation is not None else str(reporter)
    if reporter.place is not None:
        name = f"{name}, {reporter.place.name}"
    lines = [_("To: %(name)s") % {"name": name}, ""]
    if kind == "returned":
        last = Report.objects.get(reporter=reporter, version=reporter.latest)
        lines += [_("The secretariat looked at your report and sends it back. The reason:"), last.reason, ""]
    else:
        lines += [pick(round_.message).text, ""]
    if round_.deadline is not None:
        lines.append(_("Reports are due by %(day)s.") % {"day": date_format(round_.deadline, "DATE_FORMAT")})
    lines += [
        "",
        _("Your page, open without a password:"),
        settings.HAMROH_ORIGIN + links.path_of(links.token_of(reporter), language),
        "",
        _(
            "There you download the workbook with what you reported last, or change lines on the page, or say with one "
            "click that nothing has changed."
        ),
        _(
            "The address is for your organisation alone and works until the round is published. Please do not pass it "
            "on."
        ),
        _("Whoever has an account can sign in instead: %(address)s")
        % {"address": settings.HAMROH_ORIGIN + reverse("coordination:round-reporter", args=[reporter.pk])},
        "",
    ]
    return "\n".join(lines)


def _title(reporter: Reporter) -> str:
    return str(reporter.round)


def _people(reporter: Reporter) -> list[Person]:
    held = RoleAssignment.objects.on(timezone.localdate()).filter(role=PARTNER, organisation=reporter.organisation)
    people = Person.objects.filter(is_active=True, pk__in=held.values("person_id")).exclude(email="")
    if _one_of_many(reporter):
        people = people.filter(Q(duty_station=reporter.place_id) | Q(duty_station__parent=reporter.place_id))
    return list(people.order_by("pk"))


def _one_of_many(reporter: Reporter) -> bool:
    if reporter.place_id is None:
        return False
    return (
        Reporter.objects.filter(round=reporter.round_id, organisation=reporter.organisation_id)
        .exclude(pk=reporter.pk)
        .exists()
    )


def _languages(reporter: Reporter) -> tuple[str, ...]:
    body, country = reporter.organisation, reporter.round.country
    local = body is not None and (body.country == country or (not body.country and body.type not in FROM_ABROAD))
    return LANGUAGES_OF_COUNTRY.get(country, OTHERWISE) if local else OTHERWISE


def _host() -> str:
    return settings.HAMROH_ORIGIN.partition("//")[2].partition(":")[0].strip("/") or "localhost"
