"""Turns the element of a 1.01–1.05 activity or organisation into its 2.03 form, in place, before it is read.

Versions 2.01 and 2.02 need no change: 2.03 only adds to them. What 2.03 has no place for is left where it is, so that
reading keeps it as unknown, and reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from hamroh.formats.iati import upgrade_tables as tables
from hamroh.formats.iati.codelists import codelist
from hamroh.formats.iati.layout import XML_LANG
from hamroh.formats.iati.reading import Context
from hamroh.formats.iati.standard import StandardMissing
from hamroh.formats.iati.values import NotParsed, to_date


def to_2_03(element: Element, version: str, context: Context) -> None:
    """Upgrades one record's element; ``version`` is that of its file, for the messages."""
    context.older = True
    element.attrib.pop("version", None)
    if element.tag == "iati-organisation":
        for identifier in element.findall("iati-identifier"):
            identifier.tag = "organisation-identifier"
    _dates(element, context)
    _codes(element, version, context)
    _websites(element)
    _other_identifiers(element)
    _crs_flags(element)
    for location in element.findall("location"):
        _location(location, context)
    _labels(element)
    for path in tables.NARRATIVES:
        for found in element.findall(path):
            _to_narrative(found)
    for path in tables.MERGED:
        _merge(element, path)


def _codes(element: Element, version: str, context: Context) -> None:
    for change in tables.CODES:
        for found in element.findall(change.path):
            written = (found.get(change.attribute) or "").strip()
            if not written or written in change.codes.values():
                continue
            new = change.codes.get(written) or _ignoring_case(change.codes.items(), written)
            if new:
                found.set(change.attribute, new)
            else:
                context.report("upgraded_code_unknown", found, f"@{change.attribute}", written, version=version)


def _ignoring_case(codes: object, written: str) -> str | None:
    return next((new for old, new in dict(codes).items() if old.lower() == written.lower()), None)  # type: ignore[call-overload]


def _dates(element: Element, context: Context) -> None:
    for path in tables.DATES:
        for found in element.findall(path):
            text = (found.text or "").strip()
            if text and _is_date(text):
                if found.get("iso-date") is None:
                    context.report("upgraded_date_from_text", found, value=text)
                    found.set("iso-date", text)
                # The text only repeated the date; words beside a date are kept.
                if found.get("iso-date", "").strip()[:10] == text:
                    found.text = None


def _is_date(text: str) -> bool:
    try:
        to_date(text)
    except NotParsed:
        return False
    return True


def _websites(element: Element) -> None:
    for website in element.findall("activity-website"):
        link = etree.Element("document-link", url=(website.text or "").strip(), format=tables.WEBSITE_FORMAT)
        title = etree.SubElement(link, "title")
        etree.SubElement(title, "narrative").text = "Project website"
        etree.SubElement(link, "category", code=tables.WEBSITE_CATEGORY)
        for name, value in website.attrib.items():
            link.set(name, value)
        _replace(website, link)


def _other_identifiers(element: Element) -> None:
    """1.0x: the identifier as text, its owner in two attributes; 2.0x: an attribute and an ``owner-org``."""
    for other in element.findall("other-identifier"):
        if other.get("ref") is None and (other.text or "").strip():
            other.set("ref", (other.text or "").strip())
            other.text = None
        reference, name = other.attrib.pop("owner-ref", None), other.attrib.pop("owner-name", None)
        if reference is None and name is None:
            continue
        owner = etree.SubElement(other, "owner-org")
        if reference is not None:
            owner.set("ref", reference)
        if name is not None:
            etree.SubElement(owner, "narrative").text = name


def _crs_flags(element: Element) -> None:
    for flag in element.findall("crs-add/aidtype-flag"):
        flag.tag = "other-flags"


def _location(location: Element, context: Context) -> None:
    for coordinates in location.findall("coordinates"):
        _coordinates(location, coordinates, context)
    for kind in location.findall("location-type"):
        if location.find("feature-designation") is None:
            kind.tag = "feature-designation"
    for entry in location.findall("gazetteer-entry"):
        vocabulary = tables.GAZETTEERS.get(entry.get("gazetteer-ref", "").strip())
        code = (entry.text or "").strip()
        if vocabulary and code:
            _replace(entry, etree.Element("location-id", code=code, vocabulary=vocabulary))
    for area in location.findall("administrative"):
        _administrative(area)


def _coordinates(location: Element, coordinates: Element, context: Context) -> None:
    latitude, longitude = coordinates.attrib.get("latitude"), coordinates.attrib.get("longitude")
    if latitude is None or longitude is None or location.find("point") is not None:
        return
    point = etree.Element("point", srsName=tables.WGS84)
    etree.SubElement(point, "pos").text = f"{latitude.strip()} {longitude.strip()}"
    precision = (coordinates.get("precision") or "").strip()
    if precision and location.find("exactness") is None:
        exact = precision == tables.EXACT_PRECISION
        etree.SubElement(location, "exactness", code="1" if exact else "2")
        if not exact:
            context.report("upgraded_precision", coordinates, "@precision", precision)
    _replace(coordinates, point)


def _administrative(area: Element) -> None:
    """Before 1.04 one element held country and two levels; their code list was not said, so only the country maps."""
    country = area.get("country")
    if country is None or area.get("code") is not None:
        return
    del area.attrib["country"]
    area.set("code", country.strip())
    area.set("vocabulary", tables.COUNTRY_VOCABULARY)
    area.set("level", "0")
    _move_text_to_name(area)


def _move_text_to_name(area: Element) -> None:
    text = (area.text or "").strip()
    location = area.getparent()
    if text and location is not None and location.find("name") is None:
        name = etree.SubElement(location, "name")
        name.text = text
        area.text = None


def _labels(element: Element) -> None:
    """A text beside a code only repeats the list's label: then it goes. Where no code stands, a short text is one."""
    for path, name in tables.LABELLED.items():
        for found in element.findall(path):
            text = (found.text or "").strip()
            code = (found.get("code") or "").strip()
            if text and not code and len(text) <= 4:
                found.set("code", text)
                found.text = None
            elif text and _is_label(name, code, text):
                found.text = None


def _is_label(name: str, code: str, text: str) -> bool:
    words = text.casefold()
    if words == code.casefold() or words in tables.FORMER_LABELS.get(name, ()):
        return True
    try:
        known = codelist(name).codes.get(code)
    except StandardMissing:
        return False
    return known is not None and words in {label.casefold() for label in known.names.values()}


def looks_older(element: Element) -> bool:
    """Whether a record of a file without version is of 1.0x: it has texts where 2.0x has narratives."""
    if element.find(".//narrative") is not None:
        return False
    if element.tag == "iati-organisation":
        return element.find("organisation-identifier") is None and element.find("iati-identifier") is not None
    return any((found.text or "").strip() for path in tables.NARRATIVES for found in element.findall(path))


def _to_narrative(element: Element) -> None:
    text = (element.text or "").strip()
    language = element.attrib.pop(XML_LANG, None)
    if not text or element.find("narrative") is not None:
        if language is not None:
            element.set(XML_LANG, language)
        return
    narrative = etree.Element("narrative")
    narrative.text = text
    if language is not None:
        narrative.set(XML_LANG, language)
    element.text = None
    element.insert(0, narrative)


def _merge(element: Element, path: str) -> None:
    for parent, tag in _parents(element, path):
        first: dict[str | None, Element] = {}
        for found in parent.findall(tag):
            kind = found.get("type")
            same = first.setdefault(kind, found)
            if same is found or not _differ_in_language(same, found):
                continue
            for narrative in found.findall("narrative"):
                same.append(narrative)
            _remove(found)


def _parents(element: Element, path: str) -> Iterator[tuple[Element, str]]:
    above, _, tag = path.rpartition("/")
    for parent in element.findall(above) if above else [element]:
        yield parent, tag


def _differ_in_language(one: Element, other: Element) -> bool:
    """Whether two elements are the same but for the languages of their narratives."""
    if dict(one.attrib) != dict(other.attrib):
        return False
    languages = {narrative.get(XML_LANG) for narrative in one.findall("narrative")}
    others = [narrative.get(XML_LANG) for narrative in other.findall("narrative")]
    return bool(others) and not languages.intersection(others)


def _replace(old: Element, new: Element) -> None:
    parent = old.getparent()
    if parent is not None:
        new.tail = old.tail
        parent.replace(old, new)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
