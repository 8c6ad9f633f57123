"""The standard's code lists: which codes there are, what they are called, how far a list may be trusted.

Lists are read when first asked for and kept. Source: pyIATI's copies for 2.03, with the additions of
``codelist_additions``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from hamroh.formats.iati import standard
from hamroh.formats.iati.codelist_additions import ADDITIONS
from hamroh.formats.iati.layout import XML_LANG
from hamroh.formats.iati.problems import Severity

# Embedded lists change only with a version of the standard; all others may have grown since the package was made.
EMBEDDED = frozenset({
    "ActivityDateType", "ActivityStatus", "BudgetStatus", "BudgetType", "DocumentCategory", "GazetteerAgency",
    "OrganisationRole", "RelatedActivityType", "TransactionType",
})  # fmt: skip


@dataclass(frozen=True)
class Code:
    """One code. ``names`` by language; ``active`` false when the code was withdrawn."""

    code: str
    names: Mapping[str, str]
    category: str = ""
    active: bool = True


@dataclass(frozen=True)
class Codelist:
    """``complete`` says that no other code is possible; ``embedded`` that the list changes only with the standard."""

    name: str
    codes: Mapping[str, Code]
    complete: bool
    embedded: bool

    @property
    def severity(self) -> Severity:
        """How grave an unknown code is: error, warning (the list may have grown), or info (an open list)."""
        if not self.complete:
            return "info"
        return "error" if self.embedded else "warning"


@functools.cache
def codelist(name: str) -> Codelist:
    """A code list of 2.03 by its name, for example ``Sector``. Raises StandardMissing when it is not installed."""
    path = standard.file(f"codelists/{name}.xml")
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    root = etree.parse(str(path), parser).getroot()
    language = root.get(XML_LANG) or "en"
    codes = {code.code: code for code in (_code(item, language) for item in root.iter("codelist-item"))}
    for added, label in ADDITIONS.get(name, {}).items():
        codes.setdefault(added, Code(added, {"en": label}))
    return Codelist(name, codes, root.get("complete") == "1", name in EMBEDDED)


def label(name: str, code: str, language: str = "en") -> str:
    """What a code is called in a language, else in English, else the code itself."""
    found = codelist(name).codes.get(code)
    if found is None:
        return code
    return found.names.get(language) or found.names.get("en") or next(iter(found.names.values()), code)


@functools.cache
def names() -> tuple[str, ...]:
    """The names of all installed code lists of 2.03."""
    return tuple(path.stem for path in standard.files("codelists/*.xml"))


def _code(item: etree._Element, language: str) -> Code:
    labels = {
        narrative.get(XML_LANG) or language: " ".join((narrative.text or "").split())
        for narrative in item.iterfind("name/narrative")
    }
    return Code(
        code=(item.findtext("code") or "").strip(),
        names=labels,
        category=(item.findtext("category") or "").strip(),
        active=item.get("status", "active") != "withdrawn",
    )
