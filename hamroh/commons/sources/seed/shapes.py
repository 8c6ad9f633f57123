"""Shapes of a source: an instrument or goal frame, and its articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Text = Mapping[str, str]

# Everything seeded here was written for the product and waits for the body that answers for the subject.
FOR_REVIEW = "for review by the responsible body"

REVIEW_NOTE: Text = {
    "tg": "Барои баррасии мақомоти масъул",
    "ru": "На рассмотрение ответственного органа",
    "en": "For review by the responsible body",
    "zh": "有待主管部门审核",
}

PARAPHRASE_NOTE: Text = {
    "tg": "Шарҳи кӯтоҳи мо; матни расмӣ дар суроғаи нишондодашуда аст.",
    "ru": "Краткое изложение своими словами; официальный текст — по указанному адресу.",
    "en": "A short account in our own words; the official text is at the address given.",
    "zh": "此为本平台的简要转述；正式文本请见所列网址。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One call, request, target or indicator. ``number`` is as the source numbers it, for example ``1(4)``."""

    key: str
    number: str
    heading: Text
    text: Text
    addressed_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A source that records can rest on. ``kind`` is resolution, goal-frame or law.

    ``addressed_to`` of its articles is ``member-states``, ``director-general`` or ``all-countries``.
    """

    key: str
    kind: str
    number: str
    date: date
    adopted_by: Text
    title: Text
    url: str
    articles: tuple[Article, ...]
    review: str = FOR_REVIEW
    note: Text | None = None


def text(tg: str, ru: str, en: str, zh: str) -> Text:
    """The same text in Tajik, Russian, English and Chinese."""
    return {"tg": tg, "ru": ru, "en": en, "zh": zh}
