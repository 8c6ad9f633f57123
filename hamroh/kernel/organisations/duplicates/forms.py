"""What is compared of a name: concepts instead of words, countries and numbers apart, acronyms apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from hamroh.kernel.languages.folding import chinese_bigrams, fold_name

from .countries import take_countries
from .known import names_known
from .likeness import alike, is_han
from .vocabulary import JOINING, concept, is_concept

# French and Italian tie the article to the word: l'Enfance, d’Appui, dell'Acqua.
_ELIDED = re.compile(r"\b(l|d|qu|j|s|n|dell|all|dall|nell|sull)['’ʼ`´]\s*(?=\w)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,})[)\]）】]?")
# What parts an acronym from a name, or two names: "IOM - International …", "ACTED |Agency …", "A / B", "…, ARDI".
_PARTED = re.compile(r"\s+[-–—:]\s*|\s*[-–—:]\s+|\s*[|/;]\s*|,\s+(?=[A-ZА-ЯЁҶҲӢҚҒӮ]{2,}\b)")
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ][a-zа-яё])")
_SHOUTED = re.compile(r"\b[A-ZА-ЯЁҶҲӢҚҒӮ]{3,}\b")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_UNITED_NATIONS = {"un": ("united", "nations"), "оон": ("united", "nations"), "смм": ("united", "nations"),
                   "onu": ("united", "nations")}  # fmt: skip
_LONGEST_ACRONYM = 12
_LONGEST_PHRASE = 12
_SHORTEST_NEARLY = 3
_SHORTEST_BRAND = 6


@dataclass(frozen=True)
class Form:
    """One name, ready for comparison.

    `concepts` in their order, without joining words, countries and numbers; `nearly` the well-known
    body that it names but for a word; `countries` those that tell it from others, `said` those that it names at all;
    `squeezed` its letters in one piece;
    `initials` the acronyms that a reader would form from it; `cut` whether it ends in the middle.
    """

    text: str
    folded: str
    concepts: tuple[str, ...]
    nearly: str | None
    countries: frozenset[str]
    said: frozenset[str]
    numbers: frozenset[str]
    squeezed: str
    initials: frozenset[str]
    acronym: bool
    cut: bool

    @property
    def known(self) -> bool:
        """Whether it is the name of a well-known body, and nothing else."""
        return len(self.concepts) == 1 and self.concepts[0].startswith("@")

    @property
    def chinese(self) -> bool:
        """Whether it is written in Chinese."""
        return any("\u4e00" <= letter <= "\u9fff" for letter in self.folded)


@dataclass(frozen=True)
class Names:
    """All forms of one body and the acronyms it is known by."""

    forms: tuple[Form, ...]
    acronyms: frozenset[str]

    @property
    def bare(self) -> bool:
        """Whether it is known by acronyms alone."""
        return all(form.acronym for form in self.forms)


@lru_cache(maxsize=50_000)
def form_of(text: str) -> Form:
    """The form of one name."""
    folded = fold_name(text)
    words = _words(text, folded)
    shouted = frozenset() if text.isupper() else frozenset(map(str.casefold, _SHOUTED.findall(text)))
    concepts, said, left = _plain(words)
    whole = _phrases().get((tuple(sorted(concepts)), said))
    nearly = None if whole else _nearly_known(concepts, said)
    # In "Norwegian Refugee Council" the country is part of the name of a well-known body, which says it all.
    countries = frozenset[str]() if whole else said
    return Form(
        text=text,
        folded=folded,
        concepts=(whole,) if whole else _with_known(concepts, shouted),
        nearly=nearly,
        countries=countries,
        said=said,
        numbers=frozenset(_ROMAN.get(word, word) for word in left if word.isdigit() or word in _ROMAN),
        squeezed=folded.replace(" ", ""),
        initials=_initials(words),
        acronym=is_acronym(text),
        cut=len(words) > 3 and words[-1] in JOINING,
    )


def names_of(texts: Iterable[str], acronyms: Iterable[str] = ()) -> Names:
    """Forms of a body's names: each name, and what stands before and after a bracket or dash in it."""
    forms: dict[tuple[str, frozenset[str]], Form] = {}
    short: set[str] = {squeeze(text) for text in acronyms}
    for text in texts:
        parts = [form_of(part) for part in _parts(text)]
        # "Action against Hunger | ACF-USA": what one part says of the country holds for all.
        everywhere = frozenset(code for form in parts[1:] if not form.known for code in form.countries)
        for form in parts:
            if not form.folded or (_half(form, text) and not _brand(form, text)):
                continue
            if everywhere - form.said:
                form = replace(form, countries=form.countries | everywhere)
            if (form.acronym and not everywhere) or form.squeezed in parts[0].initials:
                short.add(form.squeezed)
                # Beside a name an acronym is none: many bodies share one.
                if form is not parts[0] and not form.known:
                    continue
            forms.setdefault((form.folded, form.countries), form)
    return Names(tuple(forms.values()), frozenset(one for one in short if len(one) >= 2))


def _half(form: Form, text: str) -> bool:
    """Whether a part ("Health", "Consortium", "US") is no name by itself."""
    if form.text == text or form.known:
        return False
    outside = " ".join(_BRACKETED.sub(" ", text).split())
    return not form.concepts or (len(form.concepts) < 2 and not form.acronym and form.text != outside)


def _brand(form: Form, text: str) -> bool:
    """Whether a single word at the beginning is what the body is called: "INTERSOS - Humanitarian Aid Organization"."""
    word = form.concepts[0] if len(form.concepts) == 1 else ""
    return len(word) >= _SHORTEST_BRAND and not is_concept(word) and text.startswith(form.text)


def _parts(text: str) -> list[str]:
    found = [text]
    outside = _BRACKETED.sub(" ", text)
    for some in (*_BRACKETED.findall(text), outside):
        pieces = [piece.strip(" ,.") for piece in _PARTED.split(some)]
        found += [" ".join(piece.split()) for piece in (some.strip(" ,."), *pieces) if piece]
    return list(dict.fromkeys(part for part in found if part))


def squeeze(text: str) -> str:
    """An acronym's letters alone, folded: "UN-Habitat" and "Un habitat" are one."""
    return fold_name(text).replace(" ", "")


def is_acronym(text: str) -> bool:
    """Whether a text is written as an acronym: one short word with more capitals than a name has."""
    letters = [letter for letter in text if letter.isalnum()]
    if not 2 <= len(letters) <= _LONGEST_ACRONYM or len(text.split()) > 2 or any(map(is_han, letters)):
        return False
    capitals = sum(letter.isupper() or letter.isdigit() for letter in letters)
    if len(text.split()) == 2:
        return capitals == len(letters) and len(letters) <= 8
    return capitals >= 2 and capitals * 2 >= len(letters)


def _in_concepts(words: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        if word in _UNITED_NATIONS:
            found += _UNITED_NATIONS[word]
        elif is_han(word[0]):
            found += chinese_bigrams(word)
        else:
            found.append(concept(word))
    return tuple(found)


def _initials(words: list[str]) -> frozenset[str]:
    if len(words) < 2 or any(is_han(word[0]) for word in words):
        return frozenset()
    telling = [word for word in words if word not in JOINING]
    found = {"".join(word[0] for word in words), "".join(word[0] for word in telling)}
    return frozenset(one for one in found if len(one) >= 2)


def _words(text: str, folded: str) -> list[str]:
    plain = _ELIDED.sub(r"\1 ", text)
    if not plain.isupper():
        plain = _CAMEL.sub(" ", plain)
    # Folding is what costs; most names need it once.
    return (folded if plain == text else fold_name(plain)).split()


def _plain(words: list[str]) -> tuple[tuple[str, ...], frozenset[str], list[str]]:
    # DRC is a council of refugees before it is a country, when it stands alone.
    alone = len(words) == 1 and words[0] in known_words()
    left, countries = (words, frozenset[str]()) if alone else take_countries(words)
    telling = [word for word in left if word not in JOINING and not word.isdigit()]
    concepts = _in_concepts(telling or left)
    if countries and len(concepts) > 1:
        # "… of the Republic of Tajikistan" is "… of Tajikistan".
        concepts = tuple(one for one in concepts if one != "republic") or concepts
    return concepts, countries, left


@cache
def known_words() -> frozenset[str]:
    """Names of well-known bodies that are one word: acronyms, most of them."""
    folded = (fold_name(name) for name, _key in names_known())
    return frozenset(name for name in folded if " " not in name)


@cache
def _by_concept() -> dict[str, list[tuple[tuple[str, ...], frozenset[str], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str], str]]] = {}
    for (concepts, countries), key in _phrases().items():
        if len(concepts) >= _SHORTEST_NEARLY and list(concepts) == sorted(concepts):
            for concept_of_it in set(concepts):
                found.setdefault(concept_of_it, []).append((concepts, countries, key))
    return found


def _nearly_known(concepts: tuple[str, ...], countries: frozenset[str]) -> str | None:
    """The well-known body whose name this is with one word more, or with one word misspelled."""
    if len(concepts) < _SHORTEST_NEARLY:
        return None
    listed = Counter(concepts)
    for name, of, key in dict.fromkeys(entry for one in set(concepts) for entry in _by_concept().get(one, ())):
        if of != countries or not len(name) <= len(concepts) <= len(name) + 1:
            continue
        lacking = list((Counter(name) - listed).elements())
        extra = list((listed - Counter(name)).elements())
        if not lacking or (len(lacking) == len(extra) == 1 and alike(lacking[0], extra[0])):
            return key
    return None


@cache
def _phrases() -> dict[tuple[tuple[str, ...], frozenset[str]], str]:
    """Concepts (as written, and sorted) and countries of the names of well-known bodies → their key."""
    found: dict[tuple[tuple[str, ...], frozenset[str]], str] = {}
    for name, key in names_known():
        concepts, countries, _left = _plain(_words(name, fold_name(name)))
        if concepts:
            found.setdefault((concepts, countries), f"@{key}")
            found.setdefault((tuple(sorted(concepts)), countries), f"@{key}")
    return found


def _with_known(concepts: tuple[str, ...], shouted: frozenset[str]) -> tuple[str, ...]:
    """The name of a well-known body inside a name becomes one concept: "MSF" and "Врачи без границ" alike.

    One word is such a name only when it stands alone or is `shouted` (CARE is a body, care is not).
    """
    phrases = _phrases()
    found: list[str] = []
    at = 0
    while at < len(concepts):
        for size in range(min(_LONGEST_PHRASE, len(concepts) - at), 0, -1):
            some = concepts[at : at + size]
            key = phrases.get((some, frozenset())) if size > 1 or some[0] in shouted else None
            if key is not None:
                found.append(key)
                at += size
                break
        else:
            found.append(concepts[at])
            at += 1
    return tuple(found)
