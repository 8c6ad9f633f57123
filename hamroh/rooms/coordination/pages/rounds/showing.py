"""What the pages of a round say: its path, its figures, who acts next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hamroh.commons.indicators.areas import area_name
from hamroh.web.components.records import Fact, Figure, Stage, Tone, stages_on

from ...codes.themes import MIGRATION
from ...models import Round, RoundStage
from ...selectors.reporters import Asked, Standing
from ...workflow import ROUND

TONES = {
    RoundStage.DRAFT: Tone.PLAIN,
    RoundStage.CALLED: Tone.WARN,
    RoundStage.CLOSED: Tone.WARN,
    RoundStage.PUBLISHED: Tone.GOOD,
    RoundStage.SUPERSEDED: Tone.PLAIN,
}


def round_mark(round_: Round) -> tuple[str, str]:
    """(tone, word) of the round's mark."""
    return TONES[RoundStage(round_.stage)].value, round_.get_stage_display()


def stages_of(round_: Round) -> list[Stage]:
    """The path of a round; that a later one replaces it is not a stage that anybody waits for."""
    return stages_on(ROUND, round_.stage, unawaited=(RoundStage.SUPERSEDED,))


def next_step(round_: Round) -> str:
    """Who acts next."""
    return {
        RoundStage.DRAFT: _("Next: the secretariat calls the round."),
        RoundStage.CALLED: _("Next: partners report, the secretariat validates, then closes the round."),
        RoundStage.CLOSED: _("Next: the secretariat publishes the round."),
    }.get(RoundStage(round_.stage), "")


def figures_of(rows: Iterable[Asked]) -> list[Figure]:
    """How many are asked, have reported, are validated, are missing."""
    counts = Counter(row.standing for row in rows)
    asked = sum(counts.values()) - counts[Standing.EXCUSED]
    validated = counts[Standing.VALIDATED] + counts[Standing.PUBLISHED]
    reported = validated + counts[Standing.WAITING] + counts[Standing.RETURNED]
    return [
        Figure(label=_("Asked to report"), value=asked),
        Figure(label=_("Have reported"), value=reported, of=asked),
        Figure(label=_("Validated"), value=validated, of=asked),
        Figure(label=_("Still missing"), value=counts[Standing.MISSING] + counts[Standing.RETURNED], of=asked),
    ]


def facts_of(round_: Round) -> list[Fact]:
    """Period, deadline, days of its stages."""
    name, language = area_name(round_.country), ""
    facts = [
        Fact(label=_("Country"), value=str(name), language=language),
        Fact(label=_("Period"), value=period_of(round_)),
        Fact(label=_("Reports are due"), value=round_.deadline),
        Fact(
            label=_("Thematic areas"),
            value=_("areas of migration") if round_.scheme == MIGRATION.key else _("humanitarian clusters"),
        ),
    ]
    days = (
        (_("Called on"), round_.called_at),
        (_("Closed on"), round_.closed_at),
        (_("Published on"), round_.published_at),
    )
    return facts + [Fact(label=label, value=day) for label, day in days if day]


def period_of(round_: Round) -> str:
    """First and last day."""
    first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (round_.period_start, round_.period_end))
    return f"{first} – {last}"
