"""The demonstration's sources, indicators and tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from hamroh.commons.activities.models import Activity
from hamroh.commons.inbox import services as inbox
from hamroh.commons.inbox.models import Task
from hamroh.commons.inbox.titles import Assignee, Page, Title
from hamroh.commons.indicators import services as indicators
from hamroh.commons.indicators.facts import Fact, place_key
from hamroh.commons.indicators.models import Dataset, Observation, Producer
from hamroh.commons.indicators.periods import Period, year
from hamroh.commons.indicators.vocabulary import Direction, Status
from hamroh.commons.sources import services as sources
from hamroh.commons.sources.models import Article, Reliance
from hamroh.demo.content.indicators import OBSERVATIONS
from hamroh.demo.content.needs import SHARES, UNMET_NEED, YEAR
from hamroh.demo.content.projects import PROJECTS
from hamroh.demo.content.tasks import TASKS
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of
from hamroh.kernel.people.models import Person
from hamroh.kernel.places.selectors import by_pcode

DATASET = "hamroh-demo-2026"
DATASET_TITLE = {
    "tg": "Рақамҳои сохтаи намоиш",
    "ru": "Вымышленные цифры демонстрации",
    "en": "Invented figures of the demonstration",
    "zh": "演示用虚构数据",
}


def load_sources(actor: Actor) -> int:
    """The instruments and frames that the product brings, and which projects rest on them."""
    return sources.ensure_seed(actor) + _reliances(actor)


def _reliances(actor: Actor) -> int:
    articles = {article.key: article for article in Article.objects.all()}
    stored = {one.iati_identifier: one for one in Activity.objects.filter(fictional=True)}
    before = Reliance.objects.count()
    for project in PROJECTS:
        for frame in project.frames:
            if frame in articles and project.identifier in stored:
                subject = subject_of(stored[project.identifier])
                if not Reliance.objects.filter(subject=subject, article=articles[frame]).exists():
                    sources.rely(actor=actor, subject=subject, article=articles[frame])
    return Reliance.objects.count() - before


def load_indicators(actor: Actor) -> int:
    """The definitions, and the invented figures of the country's own indicators, marked as examples."""
    seeded = indicators.ensure_seed(actor)
    if Dataset.objects.filter(key=DATASET).exists():
        return seeded
    dataset = indicators.define_dataset(
        actor=actor,
        key=DATASET,
        producer=Producer.objects.get(key="hamroh"),
        titles=DATASET_TITLE,
        fictional=True,
    )
    facts = [
        Fact(
            indicator=one.indicator,
            country=settings.HAMROH_COUNTRY,
            period=Period(one.period_start, one.period_end),
            value=one.value,
            **_where(one.place),
            breakdown=dict(one.dimensions),
            status=Status.EXAMPLE,
        )
        for one in OBSERVATIONS
    ]
    taken = indicators.enter_observations(actor=actor, dataset=dataset, edition="2026", facts=facts)
    return seeded + taken.created


def load_needs(actor: Actor) -> int:
    """The invented survey of need by district, by which the rules of findings see a gap."""
    one = UNMET_NEED
    if Observation.objects.filter(indicator__code=one.code).exists():
        return 0
    indicators.define_indicator(
        actor=actor, code=one.code, names=one.name, descriptions=one.description, unit=one.unit,
        frequency=one.frequency, producer=Producer.objects.get(key=one.producer), direction=Direction.LOWER,
        disaggregations=one.disaggregations, sdg_target=one.sdg_target or "", fictional=one.fictional,
    )  # fmt: skip
    facts = [
        Fact(
            indicator=one.code, country=settings.HAMROH_COUNTRY, period=year(YEAR), value=share.value,
            lower=share.lower, upper=share.upper, status=Status.EXAMPLE, **_where(share.place),
        )
        for share in SHARES
    ]  # fmt: skip
    dataset = Dataset.objects.get(key=DATASET)
    return indicators.enter_observations(actor=actor, dataset=dataset, edition=str(YEAR), facts=facts).created


def _where(pcode: str | None) -> dict[str, Any]:
    """The place of a fact: its key and its row; nothing for the whole country."""
    place = by_pcode(pcode) if pcode else None
    return {"place": place_key(place), "place_id": place.pk if place else None}


def load_tasks(actor: Actor) -> int:
    """What waits for whom; each task is opened once, however often this runs."""
    activities = dict(Activity.objects.filter(fictional=True).values_list("iati_identifier", "pk"))
    people = {person.email.split("@")[0]: person for person in Person.objects.filter(fictional=True)}
    opened = 0
    for one in TASKS:
        key = f"demonstration:{one.key}"
        if Task.objects.filter(dedup_key=key).exists():
            continue
        activity = activities.get(one.activity or "")
        person = people.get(one.person or "")
        task = inbox.open_task(
            actor=actor,
            title=Title(text=one.title),
            assignee=Assignee(person=person.key) if person else Assignee(role=one.role),
            subject=f"activities.activity:{activity}" if activity else "",
            due=timezone.localdate() + timedelta(days=one.due_in_days),
            page=Page("activities:record", (activity,)) if activity else Page(),
            dedup_key=key,
        )
        if one.done:
            inbox.complete(actor=actor, task=task)
        opened += 1
    return opened
