"""Duty stations of the programme: six towns on real geography, by OCHA P-code."""

from __future__ import annotations

from .shapes import DutyStation

DUTY_STATIONS: tuple[DutyStation, ...] = (
    DutyStation(
        key="dushanbe",
        place="3501000",
        name={"tg": "Душанбе", "ru": "Душанбе", "en": "Dushanbe", "zh": "杜尚别"},
    ),
    DutyStation(
        key="khujand",
        place="3505401",
        name={"tg": "Хуҷанд", "ru": "Худжанд", "en": "Khujand", "zh": "苦盏"},
    ),
    DutyStation(
        key="bokhtar",
        place="3507401",
        name={"tg": "Бохтар", "ru": "Бохтар", "en": "Bokhtar", "zh": "博赫塔尔"},
    ),
    DutyStation(
        key="kulob",
        place="3507405",
        name={"tg": "Кӯлоб", "ru": "Куляб", "en": "Kulob", "zh": "库洛布"},
    ),
    DutyStation(
        key="khorugh",
        place="3590401",
        name={"tg": "Хоруғ", "ru": "Хорог", "en": "Khorugh", "zh": "霍罗格"},
    ),
    DutyStation(
        key="panjakent",
        place="3505413",
        name={"tg": "Панҷакент", "ru": "Пенджикент", "en": "Panjakent", "zh": "彭吉肯特"},
    ),
)
