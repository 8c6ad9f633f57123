"""Where a finding lies: its place among the others, by the figure that shows the need."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hamroh.commons.indicators.selectors import places_latest
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.places.models import Level
from hamroh.kernel.places.selectors import NoMap, NoSuchCountry, svg_map
from hamroh.web.components.maps import Area, AreaMap

from ...findings.telling import indicators_of
from ...models import Finding

HERE = "●"


def map_of(finding: Finding, viewer: Actor) -> AreaMap | None:
    """The places of the finding's level with the figure of each, its own marked; without a figure, its own alone.

    None for a finding about the whole country and for a country without outlines.
    """
    place = finding.place
    if place is None or place.level not in (Level.REGION, Level.DISTRICT):
        return None
    try:
        drawn = svg_map(country=finding.country, level=place.level)
    except (NoMap, NoSuchCountry):
        return None
    indicator = next(iter(indicators_of([finding]).values()), None)
    figures = places_latest(indicator.code, finding.country, viewer=viewer) if indicator else {}
    values = {pk: float(one.value) for pk, one in figures.items() if one.value is not None}
    areas = [
        Area(
            outline=shape.path,
            label=shape.place.name,
            value=values.get(shape.place.pk) if values else float(shape.place.pk == place.pk),
            code=HERE if shape.place.pk == place.pk else "",
            x=shape.x if shape.place.pk == place.pk else None,
            y=shape.y if shape.place.pk == place.pk else None,
        )
        # Its own last, so that no neighbour is drawn over the mark.
        for shape in sorted(drawn.shapes, key=lambda one: one.place.pk == place.pk)
        if shape.path
    ]
    label = pick(indicator.names).text or indicator.code if indicator and values else _("The place of the finding")
    return AreaMap(
        key="finding", title=_("%(place)s on the map") % {"place": place.name}, areas=areas, width=drawn.width,
        height=drawn.height, value_label=label, place_label=_("Place"), schematic=drawn.schematic,
        source="" if drawn.schematic else drawn.source,
    )  # fmt: skip
