"""The words that names of organisations are made of, in the languages they come in: one concept for one meaning.

With them "Фонди Чароғ" meets "Lantern Fund" half way, and "Croix-Rouge" is "Red Cross" to the letter. Words that are
not here stay themselves. Written by hand from the vocabulary of ministries, the United Nations and civil society in
English, French, Spanish, Italian, German, Russian and Tajik; a star stands for any ending.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from hamroh.kernel.languages.folding import fold_name

from .likeness import heard, latin

# Words that join others. They count in no comparison, and an acronym may or may not have a letter for them.
_JOINING = """
of the and for in to on at by with an a from as its or
de des du d la le les l et pour en au aux sur dans par un une avec a qu
y el los las del para por con una
e di da dei degli delle della dello il lo i gli per nel in al
und der die das fur im den dem von
и в во на по для с со при от к о об
ва дар ба аз барои оид бо дари
sans without sin senza ohne
"""

# A line is `concept: words`; the first of the two parts holds the words about the form of a body.
_FILE = Path(__file__).with_name("words.txt")
_PARTS = _FILE.read_text("utf-8").split("# Everything else.")
_FORMS, _MEANINGS = ("\n".join(line for line in part.splitlines() if ":" in line and line[0] != "#") for part in _PARTS)

# Families of letters that a folded word may be written with: organi?ation.
_SHORTEST_HEARD, _LONGEST_ENDING = 4, 4
_STAR, _ANY = "*", "?"


def _read(table: str) -> tuple[dict[str, str], dict[str, tuple[tuple[str, str], ...]]]:
    words: dict[str, str] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for line in table.splitlines():
        concept, _colon, listed = line.partition(":")
        for written in listed.split():
            star = written.endswith(_STAR)
            for spelled in {written.rstrip(_STAR).replace(_ANY, letter) for letter in "sz"}:
                word = fold_name(spelled) or spelled
                if star:
                    stems.setdefault(word[:3], []).append((word, concept))
                else:
                    words.setdefault(word, concept)
    longest_first = {key: tuple(sorted(some, key=lambda pair: -len(pair[0]))) for key, some in stems.items()}
    return words, longest_first


JOINING = frozenset(fold_name(word) for word in _JOINING.split())
FORMS = frozenset(line.partition(":")[0] for line in _FORMS.splitlines())
_WORDS, _STEMS = _read(_FORMS + "\n" + _MEANINGS)


_CONCEPTS = frozenset(line.partition(":")[0] for line in (_FORMS + "\n" + _MEANINGS).splitlines())


def is_concept(word: str) -> bool:
    """Whether it is a concept of the vocabulary, not a word that stayed itself."""
    return word in _CONCEPTS


@lru_cache(maxsize=100_000)
def concept(word: str) -> str:
    """The concept that a folded word stands for; the word itself, without an English plural, when it has none."""
    known = _WORDS.get(word) or _by_stem(word)
    if known is not None:
        return known
    if len(word) >= _SHORTEST_HEARD and latin(word):
        # A Tajik or Russian word in Latin letters: Vazorati tandurusti.
        by_sound = _by_sound().get(heard(word))
        if by_sound is not None:
            return by_sound
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _by_stem(word: str) -> str | None:
    for stem, meant in _STEMS.get(word[:3], ()):
        # A short stem followed by much is another word: вод (water) is not водитель (driver).
        if word.startswith(stem) and len(word) - len(stem) <= max(_LONGEST_ENDING, len(stem)):
            return meant
    return None


@cache
def _by_sound() -> dict[str, str]:
    listed = [*_WORDS.items(), *(pair for pairs in _STEMS.values() for pair in pairs)]
    cyrillic = [(word, meant) for word, meant in listed if len(word) >= _SHORTEST_HEARD and not latin(word)]
    # Stems of Tajik nouns are heard with their ending too: тандуруст, тандурусти.
    return {heard(word + ending): meant for word, meant in reversed(cyrillic) for ending in ("", "и")}
