"""A tag: what one column of a table holds, said so that every program understands it."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from hamroh.formats.hxl import grammar

# HXL 1.1, hashtag dictionary, and the three that templates of partners use beside it.
HASHTAGS = frozenset(
    "#access #activity #adm1 #adm2 #adm3 #adm4 #adm5 #affected #beneficiary #capacity #cause #channel #contact "
    "#country #crisis #currency #date #description #event #frequency #geo #group #impact #indicator #inneed #item #loc "
    "#meta #modality #need #operations #org #output #population #reached #region #respondee #sector #service "
    "#severity #status #subsector #targeted #value #project #comment #comments".split()
)
# ISO 639-1, but for "id": as an attribute it is an identifier, not Indonesian.
_LANGUAGES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
_LANGUAGE = re.compile(r"i_([a-z]{2,3}(?:_[a-z0-9]{2,8})*)")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
# Cyrillic letters that look like Latin ones: a keyboard left in Russian or Tajik types them unseen.
_LOOK_ALIKE = str.maketrans("аеорсухіјѕАВЕКМНОРСТУХІЈЅ", "aeopcyxijsABEKMHOPCTYXIJS")


class Tag(msgspec.Struct, frozen=True):
    """A hashtag ("#adm1") and its attributes ({"code"}), in lower case; attributes have no order."""

    tag: str
    attributes: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of the column's texts (BCP 47, in lower case), "" when the tag does not say.

        HXL 1.1 writes +i_es; HXL 1.0 wrote +es, which many files still do.
        """
        for attribute in sorted(self.attributes):
            if found := _LANGUAGE.fullmatch(attribute):
                return found[1].replace("_", "-")
        return next((attribute for attribute in sorted(self.attributes) if attribute in _LANGUAGES), "")

    def __str__(self) -> str:
        return "+".join((self.tag, *sorted(self.attributes)))


def read_tag(text: str) -> Tag | None:
    """The tag that `text` is by the grammar of HXL 1.1; None when it is none."""
    parts = grammar.parse(text)
    return Tag(parts[0], frozenset(parts[1])) if parts else None


def guess_tag(text: str) -> Tag | None:
    """The tag that was meant by a text that is none, when only its letters are wrong; else None.

    Wrong letters: full-width ones of Chinese keyboards (＃org＋impl), invisible ones that come with copied text, and
    Cyrillic ones that look Latin; the latter only when a hashtag of the standard comes of it.
    """
    plain = plain_letters(text)
    tag = read_tag(plain)
    if tag is None and (latin := plain.translate(_LOOK_ALIKE)) != plain:
        tag = read_tag(latin)
        return tag if tag is not None and tag.tag in HASHTAGS else None
    return tag


def plain_letters(text: str) -> str:
    """`text` without invisible characters, full-width ones made plain (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).strip()


def matches(tag: Tag, pattern: str) -> bool:
    """Whether the pattern fits: `#org+impl-type` fits every #org with +impl and without +type.

    `#*` stands for any hashtag; a closing "!" allows no further attribute. ValueError for what is no pattern.
    """
    return grammar.fits(tag, pattern)


def is_language(attribute: str) -> bool:
    """Whether the attribute names a language ("es", "i_es")."""
    return attribute in _LANGUAGES or _LANGUAGE.fullmatch(attribute) is not None
