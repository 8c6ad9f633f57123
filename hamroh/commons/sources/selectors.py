"""Reading sources: instruments, frames for tagging, and what rests on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.people.decisions import may

from .models import Article, Instrument, Kind, Reliance
from .seed import FRAME_VOCABULARY

# IATI code list TagVocabulary: 3 holds the SDG targets; 99 is the reporting organisation's own vocabulary.
SDG_TARGETS = "3"
OWN = "99"


@dataclass(frozen=True)
class Frame:
    """Something that an activity can be tagged with: a goal frame, a resolution, or one of its articles.

    `vocabulary` and `code` are those of the IATI tag element; `labels` by language; `article` is "" for the whole
    instrument.
    """

    vocabulary: str
    code: str
    labels: Mapping[str, str]
    number: str
    instrument: str
    article: str = ""

    @property
    def vocabulary_uri(self) -> str:
        """The address of the vocabulary where it is ours, else ""."""
        return FRAME_VOCABULARY if self.vocabulary == OWN else ""


def visible_to(queryset: QuerySet[Instrument] | None, viewer: Actor) -> QuerySet[Instrument]:
    """The instruments that the viewer may see, out of `queryset` (None: all), with their articles."""
    instruments = Instrument.objects.all() if queryset is None else queryset
    if not may(viewer, "sources.view"):
        return instruments.none()
    return instruments.prefetch_related(Prefetch("articles", Article.objects.order_by("position")))


def frames() -> Sequence[Frame]:
    """Every frame, instruments before their articles. An SDG target is tagged by its number, others by their key."""
    kinds = (Kind.GOAL_FRAME, Kind.RESOLUTION)
    instruments = Instrument.objects.filter(kind__in=kinds).prefetch_related("articles")
    found: list[Frame] = []
    for one in instruments:
        found.append(_frame_of(one))
        found += [
            Frame(OWN, article.key, article.headings, article.number, one.key, article.key)
            for article in one.articles.all()
        ]
    return found


def frame(vocabulary: str, code: str) -> Frame | None:
    """The frame with this tag, or None. In our own vocabulary an SDG target is also known by its key."""
    for one in frames():
        keys = {(one.vocabulary, one.code), (OWN, one.article or one.instrument)}
        if (vocabulary, code) in keys:
            return one
    return None


def _frame_of(instrument: Instrument) -> Frame:
    target = instrument.number.removeprefix("SDG ")
    if instrument.kind == Kind.GOAL_FRAME and target != instrument.number:
        return Frame(SDG_TARGETS, target, instrument.titles, target, instrument.key)
    return Frame(OWN, instrument.key, instrument.titles, instrument.number, instrument.key)


def reliances_of(subject: str) -> Sequence[Reliance]:
    """What the record rests on, stale ones first; for who may see the record."""
    rows = Reliance.objects.filter(subject=subject).select_related("article__instrument")
    return sorted(rows, key=lambda one: (one.stale_since is None, one.article.position))


def stale_reliances(viewer: Actor) -> QuerySet[Reliance]:
    """What waits for confirmation, longest waiting first; for who may confirm, nothing for others."""
    rows = Reliance.objects.filter(stale_since__isnull=False).select_related("article__instrument")
    return rows.order_by("stale_since") if may(viewer, "sources.review") else rows.none()


def stale_counts(subjects: Sequence[str]) -> Mapping[str, int]:
    """How many sources of each record have changed since it was confirmed; records with none are absent."""
    rows = Reliance.objects.filter(subject__in=subjects, stale_since__isnull=False)
    return dict(rows.values_list("subject").annotate(count=Count("pk")))


def articles_with_reliances(viewer: Actor) -> QuerySet[Article]:
    """All articles with how many records rest on them (`resting`) and how many of those are stale (`stale`)."""
    articles = Article.objects.select_related("instrument")
    if not may(viewer, "sources.view"):
        return articles.none()
    return articles.annotate(
        resting=Count("reliances"), stale=Count("reliances", filter=Q(reliances__stale_since__isnull=False))
    )
