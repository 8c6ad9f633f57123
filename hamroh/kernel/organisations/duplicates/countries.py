"""Words that say which country a body is of: the sharpest difference between two names that are otherwise alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from hamroh.kernel.languages.folding import fold_name

# CLDR's Tajik has few names; Persian and the others cover what files are written in.
_LANGUAGES = ("en", "fr", "es", "it", "de", "ru", "tg", "uz", "zh_Hans")
_LONGEST = 5
_ENDINGS = (("ии", "ия"), ("а", ""), ("у", ""), ("е", ""), ("ы", "а"), ("и", ""))
_LEAST_DECLINED = 4
# A shorter name with one letter changed may be another word.
_SAFELY_LONG = 9
# Adjectives and everyday names: CLDR knows neither. A star stands for any ending.
_SAID = """
AF: afghan* afganistan афганск* афгон*
AU: australian* aussie австралийск*
BE: belgian* belge belges бельгийск*
CA: canadian* canadien* канадск*
CD: congolais* congolese drc rdc congo
CH: swiss suisse suisses schweizer* schweiz швейцарск*
CN: chinese китайск* хитой*
CZ: czech чешск*
DE: german* allemand* deutsch* немецк* олмон*
DK: danish danois* dansk датск*
EE: estonian эстонск*
ES: spanish espagnol* espana hispan*
ET: ethiopian* ethiopi*
FI: finnish finish finn finlandais* финск*
FR: french francais* французск*
GB: british britannique* grande-bretagne uk gb британск*
GE: georgian грузинск*
HU: hungarian venger* венгерск*
IE: irish irlandais* ирландск*
IN: indian индийск*
IR: iranian* иранск* эрон*
IT: italian* italien* итальянск*
JP: japanese японск* чопон*
KE: kenyan*
KG: kyrgyz* kirghiz* кыргыз* киргиз*
KR: korean корейск*
KW: kuweit* koweit* kuwaiti
KZ: kazakh* казахск* казок* казахстан*
LU: luxembourgeois*
ML: malien* malian
MZ: mozambican
NL: dutch netherlands holland hollande hollandais* neerlandais* голландск* нидерланд*
NO: norwegian norvegien* norsk норвежск*
PK: pakistani пакистанск*
PL: polish polonais* польск*
QA: qatari
RU: russian* russe российск* русск* россия
SA: saudi saoudien*
SD: sudanese soudanais*
SE: swedish suedois* шведск*
SO: somali somalian somalien*
TD: tchadien* chadian chad tchad
TJ: tajik tadjik* tadzhik* таджикск* точик* tojik*
TM: turkmen* туркмен*
TR: turkish turc turque турецк* турк*
UA: ukrainian украинск*
US: american* americain* usa us сша американск*
UZ: uzbek* узбек* ouzbek*
YE: yemeni*
"""


@cache
def _named() -> tuple[Mapping[tuple[str, ...], str], Mapping[str, tuple[tuple[str, str], ...]], int]:
    """(words of a name → country, first three letters → (stem, country), most words of a name)."""
    names: dict[tuple[str, ...], str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            words = tuple(fold_name(name).split())
            if (
                len(code) == 2
                and code.isalpha()
                and 0 < len(words) <= _LONGEST
                and code not in {"EU", "UN", "ZZ", "EZ"}
            ):
                names.setdefault(words, code)
    stems: dict[str, list[tuple[str, str]]] = {}
    for line in _SAID.strip().splitlines():
        code, _colon, listed = line.partition(":")
        for word in listed.split():
            folded = fold_name(word.rstrip("*"))
            if word.endswith("*"):
                stems.setdefault(folded[:3], []).append((folded, code))
            else:
                names[tuple(folded.split())] = code
    return names, {key: tuple(some) for key, some in stems.items()}, max(map(len, names))


def take_countries(words: list[str]) -> tuple[list[str], frozenset[str]]:
    """(the words without those that name a country, ISO 3166-1 alpha-2 codes of the countries named)."""
    names, stems, most = _named()
    left: list[str] = []
    found: set[str] = set()
    at = 0
    while at < len(words):
        code, length = None, 1
        for size in range(min(most, len(words) - at), 0, -1):
            code = names.get(tuple(words[at : at + size]))
            if code:
                length = size
                break
        word = words[at]
        if not code:
            code = next((meant for stem, meant in stems.get(word[:3], ()) if word.startswith(stem)), None)
        if not code:
            code = _declined(word) or _misspelled(word)
        if not code:
            code, rest = _in_chinese(word)
            if rest:
                left.append(rest)
            if code:
                found.add(code)
        else:
            found.add(code)
        at += length
    return left, frozenset(found)


def _declined(word: str) -> str | None:
    """The country whose Russian or Tajik name stands in another case: Таджикистана, Германии."""
    names = _named()[0]
    for ending, nominative in _ENDINGS:
        if word.endswith(ending) and len(word) > _LEAST_DECLINED:
            code = names.get((word[: -len(ending)] + nominative,))
            if code:
                return code
    return None


@lru_cache(maxsize=100_000)
def _misspelled(word: str) -> str | None:
    """The country whose long name this is but for one letter: Switezerland."""
    if len(word) < _SAFELY_LONG:
        return None
    close = process.extractOne(word, _long_names(), scorer=DamerauLevenshtein.distance, score_cutoff=1)
    return _named()[0][(close[0],)] if close else None


@cache
def _long_names() -> tuple[str, ...]:
    return tuple(words[0] for words in _named()[0] if len(words) == 1 and len(words[0]) >= _SAFELY_LONG)


@cache
def _chinese() -> tuple[tuple[str, str], ...]:
    territories = Locale.parse("zh_Hans").territories
    pairs = ((name, code) for code, name in territories.items() if len(code) == 2 and len(name) > 1)
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _in_chinese(word: str) -> tuple[str | None, str]:
    # Chinese sets no spaces: 塔吉克斯坦卫生部 is the country and its ministry in one.
    if "\u4e00" <= word[0] <= "\u9fff":
        for name, code in _chinese():
            if name in word:
                return code, word.replace(name, "")
    return None, word
