"""Who has not reported in a round, as far as it matters to a finding: whoever is silent may work there all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hamroh.kernel.places.models import Level

from ..models import Line, Reporter, Round
from ..selectors.lines import Which
from ..selectors.scope import positions
from .work import Work


@dataclass
class Silence:
    """Organisations asked and silent. `themes` is what each is known to work on, from any report or activity."""

    asked: set[int] = field(default_factory=set)
    # Organisation → regions that it owes a report for; 0: its own, wherever it works.
    missing: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    themes: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def about(self, theme: str, level: int, region: int) -> dict[str, int]:
        """How many were asked and are silent among those that work on the theme; how many are silent altogether whose
        work is not known."""
        on_it = {body for body in self.asked if theme in self.themes.get(body, ())}
        silent = {body for body, regions in self.missing.items() if level == Level.COUNTRY or regions & {0, region}}
        return {
            "asked": len(on_it),
            "missing": len(on_it & silent),
            "unknown": sum(1 for body in silent if not self.themes.get(body)),
        }


def read_silence(country: str, round_: Round | None, *, which: Which, works: Iterable[Work]) -> Silence:
    """Who is silent in the round; excused ones and files that a coordinator collected are not asked about."""
    silence = Silence()
    if round_ is None:
        return silence
    at = positions(country)
    rows = Reporter.objects.filter(round=round_, organisation__isnull=False, excused="")
    for body, place, number in rows.values_list("organisation_id", "place_id", which):
        assert body is not None
        silence.asked.add(body)
        if not number:
            silence.missing[body].add(at[place].region if place in at else 0)
    for one in works:
        silence.themes[one.body].add(one.theme)
    reported = Line.objects.filter(reporter__round__country=country, reporter__organisation__in=silence.asked)
    known = reported.exclude(theme="").order_by().values_list("reporter__organisation", "theme").distinct()
    for body, theme in known:
        silence.themes[body].add(theme)
    return silence
