"""Makes the pages' components fit for paper: drawings carry their own styles, links lead somewhere or are no links."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
LEADING = ("http://", "https://", "mailto:", "tel:")
FOLDER = Path(__file__).parent

Element = ElementTree.Element


def picture(content: bytes, kind: str) -> str:
    """The address of a picture in memory, for `src`. kind: image/png, image/jpeg or image/svg+xml."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def prepare(root: Element) -> None:
    """Changes a parsed document in place."""
    anchors = {f"#{found}" for element in root.iter() if (found := element.get("id"))}
    for element in root.iter("a"):
        href = element.get("href", "")
        if not href.startswith(LEADING) and href not in anchors:
            # An address without a site leads nowhere from a file: the words stay, the link goes.
            element.attrib.pop("href", None)
    for parent in list(root.iter()):
        if isinstance(parent.tag, str) and not parent.tag.startswith(SVG):
            for place, child in enumerate(list(parent)):
                if child.tag == f"{SVG}svg":
                    parent[place] = _drawing(child)


def _drawing(svg: Element) -> Element:
    """A drawing with its styles and patterns inside, since those of the document do not reach into it."""
    label = svg.get("aria-label", "")
    title = svg.find(f"{SVG}title")
    if title is None and label:
        title = ElementTree.Element(f"{SVG}title")
        title.text = label
        svg.insert(0, title)
    at = 0 if title is None else 1
    svg[at:at] = [_style(), *_patterns()]
    if {"land", "ties"} & set(svg.get("class", "").split()):
        _give_halos(svg)
    if svg.get("aria-hidden") != "true":
        return svg
    return _ornament(svg)


def _give_halos(svg: Element) -> None:
    """Lays a light or dark edge under the words of a drawing, which could not be read upon dots and lines."""
    for parent in list(svg.iter()):
        for text in parent.findall(f"{SVG}text"):
            if text.get("class") == "quiet":
                continue
            halo = ElementTree.Element(text.tag, {**text.attrib, "class": "halo"})
            halo.text = text.text
            parent.insert(list(parent).index(text), halo)


def _ornament(svg: Element) -> Element:
    """What says nothing to who cannot see it becomes a ground: a tagged document asks every picture for its words."""
    tail, svg.tail = svg.tail, None
    span = ElementTree.Element("span", {"class": f"ornament {svg.get('class', '')}".strip()})
    address = picture(ElementTree.tostring(svg), "image/svg+xml")
    span.set("style", f'background-image: url("{address}")')
    span.tail = tail
    return span


def _style() -> Element:
    style = ElementTree.Element(f"{SVG}style")
    style.text = _read("drawing.css")
    return style


def _patterns() -> list[Element]:
    return list(ElementTree.fromstring(_read("patterns.svg")))  # noqa: S314 - our own file


@cache
def _read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
