"""Sustainable Development Goal targets 10.7, 10.c and 3.8 as frames, with the indicators that follow them.

Source of the numbering: General Assembly resolutions 70/1 (targets) and 71/313 with its yearly refinements
(indicators). The wording here is ours.
"""

from __future__ import annotations

from datetime import date

from .shapes import PARAPHRASE_NOTE, Article, Instrument, Text, text

ADOPTED = date(2015, 9, 25)
ADOPTED_BY = text(
    "Ассамблеяи Генералии Созмони Милали Муттаҳид",
    "Генеральная Ассамблея Организации Объединённых Наций",
    "General Assembly of the United Nations",
    "联合国大会",
)


def _indicator(number: str, heading: Text, body: Text) -> Article:
    return Article(
        key=f"sdg-{number.replace('.', '-')}",
        number=number,
        heading=heading,
        text=body,
        addressed_to="all-countries",
    )


def _target(key: str, number: str, title: Text, articles: tuple[Article, ...]) -> Instrument:
    goal = number.split(".")[0]
    return Instrument(
        key=key,
        kind="goal-frame",
        number=f"SDG {number}",
        date=ADOPTED,
        adopted_by=ADOPTED_BY,
        title=title,
        url=f"https://sdgs.un.org/goals/goal{goal}",
        articles=articles,
        note=PARAPHRASE_NOTE,
    )


SDG_10_7 = _target(
    "sdg-10-7",
    "10.7",
    text(
        "Муҳоҷирати ботартиб, бехатар ва қонунӣ",
        "Упорядоченная, безопасная и законная миграция",
        "Orderly, safe and regular migration",
        "有序、安全、正常的移民",
    ),
    (
        _indicator(
            "10.7.1",
            text("Хароҷоти ба кор даромадан", "Расходы на трудоустройство", "Cost of recruitment", "招聘费用"),
            text(
                "Хароҷоте, ки худи коргар барои ба кор даромадан дар хориҷ мекунад, нисбат ба маоши моҳонаи ӯ дар "
                "он ҷо.",
                "Расходы самого работника на трудоустройство за рубежом по отношению к его месячному заработку там.",
                "What a worker pays for getting a job abroad, relative to what he or she earns there in a month.",
                "劳动者为出国就业自付的招聘费用与其在目的地国月收入之比。",
            ),
        ),
        _indicator(
            "10.7.2",
            text(
                "Сиёсати мусоид ба муҳоҷират",
                "Политика, способствующая миграции",
                "Policies that help migration",
                "便利移民的政策",
            ),
            text(
                "Шумораи кишварҳое, ки сиёсаташон ба муҳоҷирати ботартиб, бехатар ва масъулона мусоидат мекунад.",
                "Число стран, чья политика помогает миграции быть упорядоченной, безопасной и ответственной.",
                "How many countries have policies that make migration orderly, safe and responsible.",
                "制定了促进有序、安全、负责任移民政策的国家数量。",
            ),
        ),
        _indicator(
            "10.7.3",
            text(
                "Ҳалокшудагон ва бедаракон дар роҳ",
                "Погибшие и пропавшие в пути",
                "Dead and missing on the way",
                "途中死亡和失踪者",
            ),
            text(
                "Шумораи одамоне, ки дар роҳи кишвари дигар ҳалок ё бедарак шудаанд.",
                "Число людей, погибших или пропавших на пути в другую страну.",
                "How many people died or disappeared on the way to another country.",
                "在前往他国途中死亡或失踪的人数。",
            ),
        ),
        _indicator(
            "10.7.4",
            text("Ҳиссаи гурезаҳо", "Доля беженцев", "Share of refugees", "难民比例"),
            text(
                "Ҳиссаи аҳолии кишвари баромад, ки гуреза шудааст.",
                "Какая часть населения страны происхождения стала беженцами.",
                "What part of the population of a country of origin has become refugees.",
                "来源国人口中成为难民的比例。",
            ),
        ),
    ),
)

SDG_10_C = _target(
    "sdg-10-c",
    "10.c",
    text(
        "Арзон намудани интиқоли маблағи муҳоҷирон",
        "Снижение стоимости переводов мигрантов",
        "Lower cost of migrants' remittances",
        "降低移民汇款费用",
    ),
    (
        _indicator(
            "10.c.1",
            text("Арзиши интиқоли маблағ", "Стоимость перевода", "Cost of a transfer", "汇款费用"),
            text(
                "Чӣ қадар аз маблағи фиристодашуда барои худи интиқол сарф мешавад; ҳадаф то соли 2030 — камтар аз "
                "3 фоиз.",
                "Какая часть посылаемой суммы уходит на сам перевод; цель к 2030 году — менее 3 процентов.",
                "What part of the amount sent is spent on the transfer; the aim for 2030 is under 3 per cent.",
                "汇款金额中用于支付手续费的比例；2030年目标为低于3%。",
            ),
        ),
    ),
)

SDG_3_8 = _target(
    "sdg-3-8",
    "3.8",
    text(
        "Фарогирии умумӣ бо хизматрасонии тиббӣ",
        "Всеобщий охват услугами здравоохранения",
        "Universal health coverage",
        "全民健康覆盖",
    ),
    (
        _indicator(
            "3.8.1",
            text(
                "Фарогирӣ бо хизматрасонии асосӣ",
                "Охват основными услугами",
                "Coverage of essential services",
                "基本卫生服务覆盖率",
            ),
            text(
                "Аҳолӣ то чӣ андоза ба хизматрасонии асосии тиббӣ фаро гирифта шудааст.",
                "Насколько население охвачено основными медицинскими услугами.",
                "How far the population is reached by essential health services.",
                "人口获得基本卫生服务的程度。",
            ),
        ),
        _indicator(
            "3.8.2",
            text("Бори хароҷоти тиббӣ", "Бремя расходов на здоровье", "Burden of health spending", "医疗支出负担"),
            text(
                "Ҳиссаи аҳолие, ки дар хонаводааш хароҷоти табобат нисбат ба даромад аз ҳад зиёд аст.",
                "Доля населения, чьи домохозяйства тратят на здоровье непосильную часть своих средств.",
                "What part of the population lives in households that spend too much of their means on health.",
                "家庭医疗支出占其经济能力比例过高的人口所占比重。",
            ),
        ),
    ),
)

SDG_FRAMES: tuple[Instrument, ...] = (SDG_10_7, SDG_10_C, SDG_3_8)
