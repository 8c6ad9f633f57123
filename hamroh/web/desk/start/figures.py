"""The three to five figures that matter to a role, each leading to the list that it counts."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.commons.activities import selectors as activities
from hamroh.commons.activities.models import State
from hamroh.commons.inbox import selectors as inbox
from hamroh.commons.indicators import selectors as indicators
from hamroh.commons.indicators.models import Dataset
from hamroh.kernel.background import selectors as background
from hamroh.kernel.background.models import Job, JobState
from hamroh.kernel.intake import selectors as intake
from hamroh.kernel.intake.models import BatchState
from hamroh.kernel.languages.codes import CONTENT_CODES
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.models import Entry
from hamroh.kernel.organisations import selectors as organisations
from hamroh.kernel.people import selectors as people
from hamroh.web.components.records import Figure
from hamroh.web.desk.ledger.checking import VERIFY
from hamroh.web.templatetags.hamroh import short_day

Count = Callable[[Actor], Figure]


def _address(name: str, query: str = "") -> str:
    try:
        return reverse(name) + (f"?{query}" if query else "")
    except NoReverseMatch:
        return ""


def active_activities(viewer: Actor) -> Figure:
    """Activities in implementation, of all that the viewer may see."""
    count, of = activities.active(viewer).count(), activities.visible_to(None, viewer).count()
    return Figure(label=_("Active activities"), value=count, of=of, href=_address("activities:register", "status=2"))


def organisations_at_work(viewer: Actor) -> Figure:
    """Organisations that report or implement an active activity."""
    known = organisations.visible_to(None, viewer).count()
    return Figure(
        label=_("Organisations at work"),
        value=activities.organisations_at_work(viewer),
        of=known,
        href=_address("organisations:register"),
    )


def late_tasks(viewer: Actor) -> Figure:
    """Open tasks past their day, of all that the viewer may see."""
    late = inbox.visible_to(None, viewer).filter(closed_at=None, due__lt=timezone.localdate()).count()
    return Figure(label=_("Late tasks"), value=late, href=_address("inbox:register", "state=late"))


def files_to_apply(viewer: Actor) -> Figure:
    """Files that were read and wait for a decision."""
    waiting = intake.batches(viewer).filter(state=BatchState.STAGED).count()
    return Figure(label=_("Files ready to apply"), value=waiting, href=_address("intake:register", "state=staged"))


def own_activities(viewer: Actor) -> Figure:
    """Activities that the viewer's organisation reports."""
    own = activities.visible_to(None, viewer).filter(reporting_organisation_id=viewer.organisation_id).count()
    query = f"organisation={viewer.organisation_id}"
    return Figure(label=_("Activities of your organisation"), value=own, href=_address("activities:register", query))


def own_drafts(viewer: Actor) -> Figure:
    """Drafts among them."""
    own = activities.visible_to(None, viewer).filter(reporting_organisation_id=viewer.organisation_id)
    return Figure(label=_("Drafts not yet published"), value=own.filter(state=State.DRAFT).count())


def people_here(viewer: Actor) -> Figure:
    """Active accounts."""
    active = people.visible_to(viewer).filter(is_active=True).count()
    return Figure(label=_("People who can sign in"), value=active, href=_address("people:register"))


def open_invitations(viewer: Actor) -> Figure:
    """Invitations that were neither accepted nor withdrawn and have not run out."""
    sent = people.invitations_visible_to(viewer).filter(accepted_at=None, withdrawn_at=None)
    return Figure(
        label=_("Open invitations"),
        value=sent.filter(expires_at__gt=timezone.now()).count(),
        href=_address("people:invitations"),
    )


def failed_jobs(viewer: Actor) -> Figure:
    """Background work that failed and that the viewer may see."""
    failed = background.visible_to(None, viewer).filter(state=JobState.FAILED).count()
    return Figure(label=_("Failed background work"), value=failed, href=_address("jobs:register", "state=failed"))


def known_indicators(viewer: Actor) -> Figure:
    """Indicators with at least one figure, of all that are defined."""
    with_figures = indicators.indicators_with_figures(viewer).count()
    of = indicators.visible_to(None, viewer).count()
    return Figure(label=_("Indicators with figures"), value=with_figures, of=of, href=_address("indicators:register"))


def known_observations(viewer: Actor) -> Figure:
    """Observations that hold today."""
    held = indicators.observations(viewer).count()
    return Figure(label=_("Observations that hold today"), value=held, href=_address("indicators:register"))


def published_datasets(viewer: Actor) -> Figure:
    """Data sets with something published."""
    return Figure(label=_("Data sets"), value=Dataset.objects.filter(revision__gt=0).count())


def untranslated_names(viewer: Actor) -> Figure:
    """Organisations whose name lacks one of the four languages."""
    lacking = Q()
    for code in CONTENT_CODES:
        lacking |= ~Q(names__has_key=code)
    seen = organisations.visible_to(None, viewer)
    return Figure(
        label=_("Organisations without a name in all four languages"),
        value=seen.filter(lacking).count(),
        of=seen.count(),
        href=_address("organisations:register"),
    )


def ledger_entries(viewer: Actor) -> Figure:
    """Entries in the ledger of the main realm."""
    return Figure(label=_("Entries in the ledger"), value=Entry.objects.count(), href=_address("ledger:register"))


def last_verification(viewer: Actor) -> Figure:
    """How many chains the last verification found broken, and when; unknown before the first."""
    last = Job.objects.filter(task=VERIFY, state=JobState.DONE).order_by("-created_at").first()
    chains = last.result.get("chains", []) if last else []
    broken = sum(1 for chain in chains if chain.get("kind"))
    return Figure(
        label=_("Broken chains"),
        value=broken if last else None,
        of=len(chains) if last else None,
        trend=_("verified on %(day)s") % {"day": short_day(last.finished_at)} if last else _("never verified"),
        href=_address("ledger:verify"),
    )


COMMON: tuple[Count, ...] = (active_activities, organisations_at_work)
BY_ROLE: MappingProxyType[str, tuple[Count, ...]] = MappingProxyType(
    {
        "administrator": (people_here, open_invitations, failed_jobs, last_verification),
        "secretariat": (*COMMON, late_tasks, files_to_apply),
        "focal_point": (own_activities, own_drafts, files_to_apply, *COMMON),
        "programme_manager": (own_activities, own_drafts, files_to_apply, *COMMON),
        "statistician": (known_indicators, known_observations, published_datasets, failed_jobs),
        "data_steward": (known_indicators, known_observations, failed_jobs),
        "translator": (untranslated_names, *COMMON),
        "auditor": (ledger_entries, last_verification, failed_jobs, files_to_apply),
    }
)


def figures_of(viewer: Actor) -> list[Figure]:
    """The figures for the role acted in; roles without figures of their own get the common ones."""
    counts = BY_ROLE.get(viewer.role, (*COMMON, known_indicators))
    return [count(viewer) for count in counts]
