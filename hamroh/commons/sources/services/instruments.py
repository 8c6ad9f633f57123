"""Entering and changing instruments and their articles. A change makes what rests on them stale."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.realms import writing
from hamroh.kernel.ledger.services import record, subject_of
from hamroh.kernel.people.decisions import require

from .. import events
from ..addressees import ADDRESSEES
from ..models import Article, ArticleVersion, Instrument, Reliance
from ..signals import article_changed

INSTRUMENT_FIELDS = (
    "kind", "number", "titles", "notes", "adopted_on", "adopted_by", "url", "in_force_from", "in_force_to", "fictional",
)  # fmt: skip
# A change of these may change what rests on the instrument; a corrected title or address cannot.
_BINDING = ("number", "in_force_from", "in_force_to")
ARTICLE_FIELDS = ("number", "headings", "texts", "addressed_to")


class SourceProblem(ValueError):
    """The source cannot be kept so; the message says what to mend, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def enter_instrument(
    *,
    actor: Actor,
    key: str,
    kind: str,
    number: str,
    titles: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    adopted_on: date | None = None,
    adopted_by: Mapping[str, str] | None = None,
    url: str = "",
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    review: str = "",
    fictional: bool = False,
) -> Instrument:
    """Enter an instrument. Raises Refused; SourceProblem when a field is wrong or the key is taken."""
    require(actor, "sources.change")
    instrument = Instrument(
        key=key, kind=kind, number=number, titles=dict(titles), notes=dict(notes or {}), adopted_on=adopted_on,
        adopted_by=dict(adopted_by or {}), url=url, in_force_from=in_force_from, in_force_to=in_force_to,
        review=review, fictional=fictional,
    )  # fmt: skip
    _check_instrument(instrument)
    with writing():
        instrument.save()
        record(event=events.INSTRUMENT_ENTERED, actor=actor, subject=subject_of(instrument),
               facts={"key": key, "number": number, "kind": kind, "titles": titles})  # fmt: skip
    return instrument


def change_instrument(*, actor: Actor, instrument: Instrument, reason: str = "", **changes: Any) -> Instrument:
    """Change fields of INSTRUMENT_FIELDS. Another number or other dates of force make all that rests on it stale.

    Raises Refused, SourceProblem; TypeError for another field.
    """
    require(actor, "sources.change")
    if unknown := set(changes) - set(INSTRUMENT_FIELDS):
        raise TypeError(f"change_instrument does not change {', '.join(sorted(unknown))}.")
    differing = {field: value for field, value in changes.items() if getattr(instrument, field) != value}
    if not differing:
        return instrument
    changed = Instrument.objects.get(pk=instrument.pk)
    before = {field: getattr(changed, field) for field in differing}
    for field, value in differing.items():
        setattr(changed, field, value)
    _check_instrument(changed)
    with writing():
        changed.version += 1
        changed.save(update_fields=[*differing, "version"])
        articles = list(changed.articles.all()) if set(differing) & set(_BINDING) else []
        stale = {article.pk: _mark_stale(article) for article in articles}
        facts = {
            "number": changed.number, "fields": ", ".join(sorted(differing)), "reason": reason,
            "changes": {field: [before[field], value] for field, value in differing.items()},
            "version": changed.version, "stale": sum(len(ids) for ids in stale.values()),
        }  # fmt: skip
        record(event=events.INSTRUMENT_CHANGED, actor=actor, subject=subject_of(changed), facts=facts)
        for article in articles:
            _tell(article, actor, reason, stale[article.pk])
    instrument.refresh_from_db()
    return instrument


def set_review(*, actor: Actor, instrument: Instrument, review: str) -> Instrument:
    """Say in words how far the review of an instrument's content is. Raises Refused."""
    require(actor, "sources.review")
    if instrument.review == review.strip():
        return instrument
    with writing():
        before, instrument.review = instrument.review, review.strip()
        instrument.save(update_fields=["review"])
        record(event=events.INSTRUMENT_REVIEWED, actor=actor, subject=subject_of(instrument),
               facts={"number": instrument.number, "before": before, "review": instrument.review})  # fmt: skip
    return instrument


def enter_article(
    *,
    actor: Actor,
    instrument: Instrument,
    key: str,
    headings: Mapping[str, str],
    texts: Mapping[str, str] | None = None,
    number: str = "",
    addressed_to: str = "",
    position: int | None = None,
) -> Article:
    """Enter an article at `position` (default: after the last). Raises Refused, SourceProblem."""
    require(actor, "sources.change")
    with writing():
        last = instrument.articles.aggregate(last=Max("position"))["last"] or 0
        article = Article(
            instrument=instrument, key=key, number=number, headings=dict(headings), texts=dict(texts or {}),
            addressed_to=addressed_to, position=last + 1 if position is None else position,
        )  # fmt: skip
        _check_article(article)
        article.save()
        record(event=events.ARTICLE_ENTERED, actor=actor, subject=subject_of(article),
               facts={"article": key, "number": instrument.number, "headings": headings, "texts": texts})  # fmt: skip
    return article


def change_article(*, actor: Actor, article: Article, reason: str, **changes: Any) -> Article:
    """Enter a new version of an article (fields of ARTICLE_FIELDS); the version before is kept.

    Everything that rests on it becomes stale and `article_changed` is sent. `reason` in words. Without any
    difference nothing is written. Raises Refused, SourceProblem; TypeError for another field.
    """
    require(actor, "sources.change")
    if unknown := set(changes) - set(ARTICLE_FIELDS):
        raise TypeError(f"change_article does not change {', '.join(sorted(unknown))}.")
    if not reason.strip():
        raise SourceProblem("reason", _("Say why the article is changed, for those whose records rest on it."))
    return new_version(actor, article, reason.strip(), changes)


def new_version(
    actor: Actor, article: Article, reason: str, changes: Mapping[str, Any], *, seed_digest: str = ""
) -> Article:
    """As change_article, without asking permission; `seed_digest` when the new wording is the seed's."""
    with writing():
        now = Article.objects.select_for_update().get(pk=article.pk)
        differing = {field: value for field, value in changes.items() if getattr(now, field) != value}
        if differing:
            ArticleVersion.objects.create(
                article=now, version=now.version, reason=reason[:300],
                **{field: getattr(now, field) for field in ARTICLE_FIELDS},
            )  # fmt: skip
            for field, value in differing.items():
                setattr(now, field, value)
            now.version += 1
            now.seed_digest = seed_digest
            _check_article(now)
            now.save(update_fields=[*differing, "version", "seed_digest"])
            stale = _mark_stale(now)
            facts = {
                "article": now.key, "version": now.version, "reason": reason, "stale": len(stale),
                "fields": sorted(differing), "texts": now.texts, "headings": now.headings,
            }  # fmt: skip
            record(event=events.ARTICLE_CHANGED, actor=actor, subject=subject_of(now), facts=facts)
            _tell(now, actor, reason, stale)
    article.refresh_from_db()
    return article


def _mark_stale(article: Article) -> list[int]:
    """Mark what rests on the article; ids of those that were not stale before."""
    fresh = article.reliances.filter(stale_since=None)
    ids = list(fresh.values_list("pk", flat=True))
    Reliance.objects.filter(article=article, stale_since=None).update(stale_since=timezone.now())
    return ids


def _tell(article: Article, actor: Actor, reason: str, stale: list[int]) -> None:
    article_changed.send(sender=Article, article=article, actor=actor, reason=reason, reliances=stale)


def _check_instrument(instrument: Instrument) -> None:
    if not any(text.strip() for text in instrument.titles.values()):
        raise SourceProblem("titles", _("Write the title in at least one language."))
    first, last = instrument.in_force_from, instrument.in_force_to
    if first and last and last < first:
        raise SourceProblem("in_force_to", _("The last day in force lies before the first."))
    _check(instrument, Instrument.objects.exclude(pk=instrument.pk).filter(key=instrument.key).exists())


def _check_article(article: Article) -> None:
    if not any(text.strip() for text in article.headings.values()):
        raise SourceProblem("headings", _("Write the heading in at least one language."))
    if article.addressed_to not in ADDRESSEES:
        message = _("“%(code)s” is no addressee. Use one of: %(known)s.")
        known = ", ".join(code for code in ADDRESSEES if code)
        raise SourceProblem("addressed_to", message % {"code": article.addressed_to, "known": known})
    _check(article, Article.objects.exclude(pk=article.pk).filter(key=article.key).exists())


def _check(row: Instrument | Article, taken: bool) -> None:
    if taken:
        raise SourceProblem("key", _("The key “%(key)s” is taken. Choose another.") % {"key": row.key})
    try:
        row.clean_fields(exclude=["instrument"])
    except ValidationError as fault:
        field, messages = next(iter(fault.message_dict.items()))
        raise SourceProblem(field, " ".join(messages)) from fault
