"""Folding of text for comparison: one form for every way people spell the same word.

Officers type Tajik on Russian keyboards, paste Latin names with or without marks, and mix apostrophes.
Search and place look-up compare folded text on both sides, so a fold may lose distinctions but must be
deterministic and idempotent: ``fold(fold(x)) == fold(x)``.

Sources: Unicode Standard Annex 15 (normalisation forms); the six letters which Tajik adds to the Russian
alphabet (ғ ӣ қ ӯ ҳ ҷ).
"""

from __future__ import annotations

import re
import unicodedata

# Letters that carry no separable mark, hence survive the stripping of diacritics.
# ҷ becomes ч because that is what a Russian keyboard offers (Хучанд); the Russian spelling дж
# (Худжанд) is brought to the same letter below.
_LETTERS = str.maketrans(
    {
        "ғ": "г",
        "қ": "к",
        "ҳ": "х",
        "ҷ": "ч",
        "ӯ": "у",
        "ӣ": "и",
        "ё": "е",
        "ў": "у",
        "ъ": None,
        "ь": None,
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "ـ": None,
    }
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʻʼʿʾ`´′‛＇ʹ"), None)
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−"), " ")
_REMOVED_CATEGORIES = frozenset({"Mn", "Cf", "Cc", "Me"})
_WHITESPACE = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85")
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd〇々]+")
_NOT_WORD = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """Return the comparison form of ``text``: lower case, plain letters, single spaces.

    Case, compatibility forms (NFKC), diacritics, the Tajik letters, ё, hard and soft signs and every kind
    of apostrophe are levelled; dashes become spaces; other punctuation stays. Never raises.

    >>> fold("Хуҷанд") == fold("Худжанд") == fold("ХУЧАНД")
    True
    """
    # Removing one mark can bring two letters together that fold again (д‑ъ‑ж, or a case pair that exists
    # only when composed); each pass shortens or keeps the text, so the loop ends.
    previous = text
    folded = _pass(text)
    while folded != previous:
        previous, folded = folded, _pass(folded)
    return folded


def _pass(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_APOSTROPHES).translate(_DASHES)
    plain = "".join(_kept(letter) for letter in plain)
    plain = plain.translate(_LETTERS).replace("дж", "ч")
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def _kept(letter: str) -> str:
    if letter in _WHITESPACE:
        return " "
    return "" if unicodedata.category(letter) in _REMOVED_CATEGORIES else letter


def fold_name(text: str) -> str:
    """Fold ``text`` and keep only letters and digits, words parted by one space.

    For names, where punctuation is noise: ``"B. Gafurov"`` and ``"b gafurov"`` are the same.
    """
    words = _NOT_WORD.sub(" ", fold(text))
    return fold(words)


def chinese_bigrams(text: str) -> tuple[str, ...]:
    """Return the overlapping pairs of Chinese characters in ``text``, in order; other scripts give none.

    Chinese is written without spaces, so a word index finds nothing in it; pairs are what is indexed and
    asked for instead. A run of one character yields that character.

    >>> chinese_bigrams("国际移民 IOM")
    ('国际', '际移', '移民')
    """
    pairs: list[str] = []
    for run in _HAN_RUN.findall(unicodedata.normalize("NFKC", text)):
        pairs += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return tuple(pairs)
