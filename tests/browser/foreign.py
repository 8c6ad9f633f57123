"""Foreign text: words in another script than the page's language writes, outside content marked with `lang`."""

from __future__ import annotations

import re

from playwright.sync_api import Page

# The visible words of a page that stand in no element marked with another language.
WORDS = """
() => {
  const page = document.documentElement.lang;
  const out = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, code, kbd, noscript, template")) continue;
    const marked = parent.closest("[lang]");
    if (marked && marked !== document.documentElement && marked.lang !== page) continue;
    if (parent.closest("[data-verbatim]")) continue;
    out.push(node.data.trim());
  }
  for (const field of document.querySelectorAll("[aria-label], [placeholder], [title], input[type=submit]")) {
    const marked = field.closest("[lang]");
    if (marked && marked !== document.documentElement && marked.lang !== page) continue;
    for (const name of ["aria-label", "placeholder", "title"]) if (field.getAttribute(name)) out.push(field.getAttribute(name));
  }
  return out;
}
"""
LATIN = re.compile(r"(?<![\w@./-])[A-Za-z]{3,}(?![\w@./-])")
CYRILLIC = re.compile(r"[Ѐ-ӿ]{2,}")
HAN = re.compile(r"[一-鿿]")
# What is not a word of a language: addresses, identifiers, codes.
CODES = re.compile(r"\S+@\S+|https?://\S+|\b[A-Z]{2,}[-.\w]*\b|\b\w*\d\w*(?:[-.]\w+)*")
# Names of things that every language writes so.
NAMES = frozenset(
    "Hamroh Excel IATI Ctrl Enter Esc XLSX XML CSV PDF JSON API SDMX HXL iCal PNG SVG Chromium Frontex Eurostat".split()
)
FOREIGN = {"en": (CYRILLIC, HAN), "ru": (LATIN, HAN), "tg": (LATIN, HAN), "zh-hans": (LATIN, CYRILLIC)}


def foreign_words(page: Page, language: str) -> list[str]:
    """Texts of the open page with words in a script that is not the language's."""
    return [text for text in page.evaluate(WORDS) if _foreign(text, language)]


def _foreign(text: str, language: str) -> bool:
    plain = CODES.sub(" ", text)
    return any(set(pattern.findall(plain)) - NAMES for pattern in FOREIGN[language])
