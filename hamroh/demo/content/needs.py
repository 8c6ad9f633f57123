"""An invented survey of need by district: who came home, needed medical help and got none.

The country's own figure of need, as any country may define one by its code (`need-` and a thematic area). The five
districts of the Rasht valley stand worst, where by `four_w.csv` nobody looks after health. Share in per cent with the
bounds of a sample of some hundred households a district. Survey and figures are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hamroh.commons.indicators.seed.definition import Definition

YEAR = 2025

UNMET_NEED = Definition(
    code="need-migration_health-unmet",
    name={
        "tg": "Муҳоҷирони баргашта, ки ба онҳо кӯмаки тиббӣ лозим буду нарасид",
        "ru": "Вернувшиеся мигранты, которые нуждались в медицинской помощи и не получили её",
        "en": "Returned migrants who needed medical help and got none",
        "zh": "需要医疗帮助却未得到的回返移民",
    },
    description={
        "tg": "Ҳиссаи баргаштагоне, ки дар давоми сол ба кӯмаки тиббӣ ниёз доштанд, вале онро нагирифтанд. "
        "Пурсиши сохтаи хонаводаҳо барои намоиш.",
        "ru": "Доля вернувшихся, которым в течение года была нужна медицинская помощь, но они её не получили. "
        "Вымышленный опрос домохозяйств для демонстрации.",
        "en": "Share of those who came back that needed medical help during the year and did not get it. "
        "An invented household survey for the demonstration.",
        "zh": "一年中需要医疗帮助但未得到帮助的回返人员所占比例。演示用虚构住户调查。",
    },
    unit="percent",
    frequency="A",
    producer="hamroh",
    disaggregations=("place",),
    sdg_target="3.8",
    fictional=True,
)


@dataclass(frozen=True, slots=True)
class Share:
    """Per cent in a district, by P-code (None: the country), and the bounds of its 95 per cent interval."""

    place: str | None
    value: Decimal
    lower: Decimal
    upper: Decimal
    fictional: bool = True


def _share(place: str | None, value: str, lower: str, upper: str) -> Share:
    return Share(place, Decimal(value), Decimal(lower), Decimal(upper))


SHARES: tuple[Share, ...] = (
    _share(None, "22.4", "20.9", "23.9"),
    # The Rasht valley: Rasht, Tojikobod, Lakhsh, Nurobod, Sangvor.
    _share("3509036", "46.2", "38.1", "54.5"),
    _share("3509074", "43.5", "34.6", "52.8"),
    _share("3509042", "41.8", "33.2", "50.9"),
    _share("3509072", "40.1", "30.4", "50.6"),
    _share("3509047", "37.9", "30.1", "46.3"),
    # Districts and towns where somebody is at work.
    _share("3590208", "29.3", "21.7", "38.2"),
    _share("3590220", "27.0", "19.4", "36.1"),
    _share("3507232", "25.6", "19.0", "33.5"),
    _share("3507250", "22.8", "16.9", "30.0"),
    _share("3507405", "20.4", "15.2", "26.8"),
    _share("3590401", "19.7", "14.0", "27.0"),
    _share("3505413", "18.9", "13.9", "25.2"),
    _share("3501269", "14.6", "10.5", "19.9"),
    _share("3505401", "12.3", "8.6", "17.3"),
    # And three where nobody is, and less is missing.
    _share("3507401", "17.5", "12.6", "23.8"),
    _share("3509018", "16.2", "11.3", "22.7"),
    _share("3505404", "15.1", "10.5", "21.2"),
)
