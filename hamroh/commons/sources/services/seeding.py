"""The instruments that the product brings. What people changed here is theirs; what they left follows the seed."""

from __future__ import annotations

from typing import Any

from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.canonical import digest
from hamroh.kernel.ledger.realms import MAIN, writing
from hamroh.kernel.ledger.services import record, subjects_changed
from hamroh.kernel.people.decisions import require

from .. import events
from ..models import Article, Instrument
from ..seed import INSTRUMENTS
from ..seed import Article as SeedArticle
from ..seed import Instrument as SeedInstrument
from .instruments import new_version

_REASON = "A new release of the product brings another wording"


def ensure_seed(actor: Actor, instruments: tuple[SeedInstrument, ...] = INSTRUMENTS) -> int:
    """Load what is missing, renew what nobody changed; how many instruments and articles that were.

    New rows come in one transaction with one ledger event; a renewed article is a new version with its own event, so
    that what rests on it becomes stale. When nothing differs, nothing is written. Raises Refused.
    """
    require(actor, "sources.change")
    renewed = 0
    with writing():
        known = {one.key: one for one in Instrument.objects.all()}
        articles = {one.key: one for one in Article.objects.all()}
        new: list[list[Any]] = []
        for one in instruments:
            instrument = known.get(one.key)
            if instrument is None:
                instrument = Instrument.objects.create(key=one.key, seed_digest=_seed_digest(one), **_fields(one))
                new.append(["instrument", one.key])
            else:
                renewed += _renew_instrument(instrument, one)
            for position, part in enumerate(one.articles, start=1):
                article = articles.get(part.key)
                if article is None:
                    Article.objects.create(
                        instrument=instrument, key=part.key, position=position, seed_digest=_part_digest(part),
                        **_part_fields(part),
                    )  # fmt: skip
                    new.append(["article", part.key])
                elif article.seed_digest not in ("", _part_digest(part)):
                    new_version(actor, article, _REASON, _part_fields(part), seed_digest=_part_digest(part))
                    renewed += 1
        if new:
            counts = {f"{kind}s": sum(item[0] == kind for item in new) for kind in ("instrument", "article")}
            record(event=events.SEEDED, actor=actor, subject="sources.instrument:seed",
                   facts={**counts, "digest": digest(new)})  # fmt: skip
            _announce([item[1] for item in new])
    return len(new) + renewed


def _announce(keys: list[str]) -> None:
    for model in (Instrument, Article):
        ids = list(model._default_manager.filter(key__in=keys).values_list("pk", flat=True))
        subjects_changed.send(sender=model, model=model, ids=ids, realm=MAIN)


def _renew_instrument(instrument: Instrument, one: SeedInstrument) -> bool:
    """Titles and addresses follow the seed while nobody touched the instrument here (its version is the first)."""
    if instrument.version != 1 or instrument.seed_digest in ("", _seed_digest(one)):
        return False
    fields = _fields(one)
    fields["review"] = instrument.review
    Instrument.objects.filter(pk=instrument.pk).update(seed_digest=_seed_digest(one), **fields)
    return True


def _fields(one: SeedInstrument) -> dict[str, Any]:
    return {
        "kind": one.kind, "number": one.number, "titles": dict(one.title), "notes": dict(one.note or {}),
        "adopted_on": one.date, "adopted_by": dict(one.adopted_by), "url": one.url, "review": one.review,
    }  # fmt: skip


def _part_fields(part: SeedArticle) -> dict[str, Any]:
    return {
        "number": part.number, "headings": dict(part.heading), "texts": dict(part.text),
        "addressed_to": part.addressed_to,
    }  # fmt: skip


def _seed_digest(one: SeedInstrument) -> str:
    return digest(_fields(one))


def _part_digest(part: SeedArticle) -> str:
    return digest(_part_fields(part))
