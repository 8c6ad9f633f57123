"""How place names are compared when no spelling agrees exactly. Pure, without Django.

People write a name in another alphabet (Khujand for Хуҷанд), by ear (Hudschand), as a Russian adjective
(Файзабадский район) or with the word for the kind of place around it (ноҳияи Ҳисор). What survives all of that
are the consonants, brought to one Latin letter each.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from hamroh.kernel.languages.folding import fold_name

# Words that say what kind of place it is, in folded form.
_KIND_WORDS = frozenset(
    (
        "нохияи", "нохия", "шахри", "шахр", "вилояти", "вилоят", "деха", "дехоти", "чамоати",
        "раион", "р", "н", "город", "г", "ш", "обл", "област", "области", "автономная",
        "nohiya", "nohiyai", "shahri", "viloyati", "rayon", "raion", "oblast",
        "district", "region", "province", "city", "town", "of", "the",
    )
)  # fmt: skip
# Folding has turned й into и: район is раион, -ский is -скии.
_ADJECTIVE = re.compile(r"(?<=\w{3})(инскии|скии|ская|ское)$")
_CHINESE_KIND = re.compile(r"(?<=[\u4e00-\u9fff]{2})(自治州|地区|区|市|州|县)$")

# Pairs and triples before single letters; vowels and the letters for y are dropped.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("tsch", "c"), ("dsch", "c"), ("shch", "s"), ("dzh", "c"), ("sch", "s"), ("dj", "c"), ("zh", "c"),
    ("ch", "c"), ("sh", "s"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ts", "s"), ("tc", "c"),
    ("j", "c"), ("x", "h"), ("q", "k"), ("w", "v"), ("ж", "c"), ("ч", "c"), ("ш", "s"), ("щ", "s"),
    ("б", "b"), ("в", "v"), ("г", "g"), ("д", "d"), ("з", "z"), ("к", "k"), ("л", "l"), ("м", "m"),
    ("н", "n"), ("п", "p"), ("р", "r"), ("с", "s"), ("т", "t"), ("ф", "f"), ("х", "h"), ("ц", "s"),
)  # fmt: skip
_SOUND = dict(_SOUNDS)
_SOUND_PATTERN = re.compile("|".join(re.escape(spelling) for spelling, _ in _SOUNDS))
_VOWELS: tuple[tuple[str, str], ...] = (
    ("aoаоэя", "a"),
    ("eiyиеы", "i"),
    ("uую", "u"),
)
_VOWEL_OF = str.maketrans({letter: sound for letters, sound in _VOWELS for letter in letters})
_REPEATED = re.compile(r"(\w)\1+")
_NO_CONSONANT = re.compile(r"[aiu\s]+")

# Measured on the names of Tajikistan: one name in two scripts reaches 0.84, and of the names of different districts
# only five pairs (Ашт and Рашт among them) reach this.
SIMILAR_ENOUGH = 0.8


def without_kind(folded: str) -> str:
    """Return a folded name without the words for the kind of place; the name itself when nothing else is left."""
    words = [_ADJECTIVE.sub("", word) for word in folded.split() if word not in _KIND_WORDS]
    return _CHINESE_KIND.sub("", " ".join(words)) or folded


@lru_cache(maxsize=20_000)
def sound(text: str) -> str:
    """Return `text` in rough Latin sounds: one letter a consonant, three vowels, no doubles."""
    rough = _SOUND_PATTERN.sub(lambda match: _SOUND[match.group()], without_kind(fold_name(text)))
    return _REPEATED.sub(r"\1", rough.translate(_VOWEL_OF))


@lru_cache(maxsize=20_000)
def skeleton(text: str) -> str:
    """Return the consonants of `sound(text)`."""
    return _REPEATED.sub(r"\1", _NO_CONSONANT.sub("", sound(text)))


def similarity(one: str, other: str) -> float:
    """Return how alike two names sound, 0 to 1; equal consonants weigh as much as all letters together."""
    letters = SequenceMatcher(None, sound(one), sound(other), autojunk=False).ratio()
    consonants = SequenceMatcher(None, skeleton(one), skeleton(other), autojunk=False).ratio()
    return (letters + consonants) / 2
