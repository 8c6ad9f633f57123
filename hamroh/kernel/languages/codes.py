"""The languages of the interface and of content, by BCP 47 code.

Content is keyed by the short code (`zh`, as IATI and ISO 639-1 write it), addresses and `lang` attributes
by the interface's code (`zh-hans`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language: its address prefix, its key in multilingual content, its own name, its direction."""

    code: str
    content: str
    name_local: str
    short: str
    script: str
    direction: str = "ltr"
    interface: bool = True


LANGUAGES: tuple[Language, ...] = (
    Language("tg", "tg", "Тоҷикӣ", "Тоҷ", "Cyrl"),
    Language("ru", "ru", "Русский", "Рус", "Cyrl"),
    Language("en", "en", "English", "Eng", "Latn"),
    Language("zh-hans", "zh", "中文", "中文", "Hans"),
    Language("uz", "uz", "Oʻzbekcha", "Oʻzb", "Latn", interface=False),
    Language("fa", "fa", "فارسی", "فا", "Arab", direction="rtl", interface=False),
)
INTERFACE: tuple[Language, ...] = tuple(language for language in LANGUAGES if language.interface)
CONTENT_CODES: tuple[str, ...] = tuple(language.content for language in INTERFACE)
BY_CODE = {language.code: language for language in LANGUAGES} | {language.content: language for language in LANGUAGES}

# Who cannot read the wanted language reads these, in this order.
FALLBACK: dict[str, tuple[str, ...]] = {
    "tg": ("ru", "en", "zh"),
    "ru": ("tg", "en", "zh"),
    "en": ("ru", "tg", "zh"),
    "zh": ("en", "ru", "tg"),
}


def content_code(code: str | None) -> str:
    """`zh-hans` → `zh`; an unknown or missing code → `en`."""
    if not code:
        return "en"
    language = BY_CODE.get(code.lower()) or BY_CODE.get(code.lower().split("-")[0])
    return language.content if language else "en"
