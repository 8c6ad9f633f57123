"""What is indexed of a text and what is asked for: the same rules on both sides.

Each word is kept folded (Ғафуров → гафуров); by its sound (Ghafurov and Гафуров → zzgafurav), so that one script finds
the other; and Chinese by overlapping pairs, since it has no spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hamroh.kernel.languages.folding import chinese_bigrams, fold_name
from hamroh.kernel.places.spelling import sound

# No language of ours has a word that begins so; it keeps sounds apart from words in one index.
SOUND_MARK = "zz"
SHORTEST_SOUND = 3
MOST_WORDS = 8
HAN = re.compile(r"[㐀-䶿一-鿿]")
SAFE = re.compile(r"\w+")


def indexed(texts: Iterable[str]) -> str:
    """The index text of all given texts."""
    words: dict[str, None] = {}
    for text in texts:
        for word in fold_name(text).split():
            if HAN.search(word):
                continue
            words[word] = None
            if len(heard := sound(word)) >= SHORTEST_SOUND:
                words[SOUND_MARK + heard] = None
        words.update(dict.fromkeys(chinese_bigrams(text)))
        words.update(dict.fromkeys(HAN.findall(text)))
    return " ".join(words)


def asked(query: str) -> list[list[str]]:
    """The query as conditions that must all hold; each is a list of word beginnings, one of which must occur."""
    conditions: list[list[str]] = []
    for word in fold_name(query).split()[:MOST_WORDS]:
        if HAN.search(word):
            continue
        ways = [word]
        if len(heard := sound(word)) >= SHORTEST_SOUND:
            ways.append(SOUND_MARK + heard)
        conditions.append([way for way in ways if SAFE.fullmatch(way)])
    conditions.extend([pair] for pair in chinese_bigrams(query)[:MOST_WORDS])
    return [ways for ways in conditions if ways]
