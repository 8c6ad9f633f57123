"""When two words are one word spelled twice: by a slip of the pen, or in another alphabet."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from hamroh.kernel.places.spelling import sound

# Two spellings of one word agree in this share of letters, of sounds.
_SAME_LETTERS, _SAME_SOUNDS = 0.84, 0.86
_SHORTEST, _SHORTEST_WITH_SLIP = 4, 5


def is_han(letter: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u4e00" <= letter <= "\u9fff"


@lru_cache(maxsize=100_000)
def heard(word: str) -> str:
    """A word as it sounds, in rough Latin letters; a well-known body's key and Chinese as they are."""
    if word.startswith("@") or is_han(word[0]):
        return word
    return sound(word) or word


@lru_cache(maxsize=100_000)
def latin(text: str) -> bool:
    """Whether a text is written in Latin letters."""
    return all("LATIN" in unicodedata.name(letter, "") for letter in text if letter.isalpha())


@lru_cache(maxsize=200_000)
def alike(one: str, other: str) -> float:
    """How far two words are one word spelled twice: 0 when they are not, else the share that agrees."""
    if one[0] == "@" or other[0] == "@" or min(len(one), len(other)) < _SHORTEST:
        return 0.0
    if latin(one) != latin(other):
        agreed = ratio(heard(one), heard(other)) / 100
        return agreed if agreed >= _SAME_SOUNDS else 0.0
    agreed = ratio(one, other) / 100
    slip = len(one) >= _SHORTEST_WITH_SLIP and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1
    return max(agreed, _SAME_LETTERS) if agreed >= _SAME_LETTERS or slip else 0.0
