"""The title and the letter that a new round starts with; the secretariat changes both as it likes. For its review."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import get_language, override

from hamroh.kernel.languages.codes import BY_CODE

_TITLES = {
    "tg": "Кӣ чӣ кор мекунад, дар куҷо: {period}",
    "ru": "Кто, что и где делает: {period}",
    "en": "Who does what, where: {period}",
    "zh": "谁在何处做什么：{period}",
}
_LETTERS: dict[str, tuple[str, ...]] = {
    "tg": (
        "Ҳамкорони муҳтарам,",
        "Котибот аз ҳамаи ташкилотҳое, ки дар самти муҳоҷират кор мекунанд, хоҳиш менамояд, ки хабар диҳанд: "
        "онҳо дар ин давра чӣ кор мекунанд, дар кадом ноҳия, барои кӣ ва бо кадом маблағ.",
        "Маълумоти даври гузашта дар саҳифаи шумо омода аст: танҳо он чизеро ислоҳ кунед, ки тағйир ёфтааст. "
        "Агар ҳеҷ чиз тағйир наёфта бошад, як бор пахш кардани тугма кифоя аст.",
        "Ҷавобҳо ба як ҷадвали ягона ҷамъ оварда мешаванд, то маълум шавад, ки дар куҷо кумак намерасад ва "
        "дар куҷо якчанд ташкилот айнан ҳамон як корро мекунанд. Баъди санҷиш ҷадвал барои ҳама дастрас "
        "мешавад.",
        "Барои ҳамкориатон ташаккур.",
    ),
    "ru": (
        "Уважаемые партнёры!",
        "Секретариат просит все организации, работающие в области миграции, сообщить, что они делают в этом "
        "периоде, в каком районе, для кого и на какие средства.",
        "На вашей странице уже стоят сведения прошлого раунда: исправьте только то, что изменилось. Если не "
        "изменилось ничего, достаточно нажать одну кнопку.",
        "Ответы сводятся в одну таблицу, чтобы было видно, где помощи не хватает и где несколько организаций "
        "делают одно и то же. После проверки таблица станет доступна всем.",
        "Благодарим вас за сотрудничество.",
    ),
    "en": (
        "Dear partners,",
        "The secretariat asks every organisation that works on migration to say what it does in this period, "
        "in which district, for whom and with what money.",
        "What you reported in the last round already stands on your page: correct only what has changed. If "
        "nothing has changed, one click is enough.",
        "The answers are brought together in one table, so that everybody sees where help is missing and "
        "where several organisations do the same work. Once checked, the table is open to all.",
        "Thank you for working with us.",
    ),
    "zh": (
        "尊敬的合作伙伴：",
        "秘书处请所有从事移民工作的机构告知：本期在哪些地区、为哪些人、用多少资金开展了哪些工作。",
        "贵机构上一轮填报的内容已列在您的页面上，只需更正有变化的部分；如无变化，点击一下即可。",
        "各方答复将汇总成一张总表，便于了解哪里缺少援助、哪里有多个机构在做同样的工作。经核对后，总表向所有人开放。",
        "感谢您的合作。",
    ),
}


def default_message() -> dict[str, str]:
    """The letter to partners, in our four languages. Link and deadline stand below it in each letter."""
    return {code: "\n\n".join(paragraphs) for code, paragraphs in _LETTERS.items()}


def default_title(first: dt.date, last: dt.date) -> dict[str, str]:
    """The title of a round of this period: its month, or its first and last."""
    titles = {}
    for code, text in _TITLES.items():
        with override(BY_CODE[code].code):
            titles[code] = text.format(period=_period(first, last))
    return titles


def _month(day: dt.date) -> str:
    """A month as it stands in the middle of a title: Russian and Tajik write it small, and without "г."."""
    if get_language() in ("ru", "tg"):
        return date_format(day, "F Y").lower()
    return date_format(day, "YEAR_MONTH_FORMAT")


def _period(first: dt.date, last: dt.date) -> str:
    month, end = _month(first), _month(last)
    return month if month == end else f"{month} – {end}"
