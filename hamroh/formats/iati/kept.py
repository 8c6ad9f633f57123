"""Where unknown things are kept inside an exported document so that it stays valid.

Foreign elements and attributes (with a namespace of their own) go back exactly where they were. Names without a
namespace, and anything at a place where the schema tolerates nothing foreign, travel in a carrier: an element (or, on
elements that hold only text, an attribute) in the namespace below. Reading takes carriers apart again.
"""

from __future__ import annotations

from lxml import etree

from hamroh.formats.iati.record_parts import Unknown

NAMESPACE = "urn:hamroh:iati:kept"
CARRIER = f"{{{NAMESPACE}}}unknown"
_ATTRIBUTE_PREFIX = f"{{{NAMESPACE}}}"
_KINDS = ("element", "attribute", "text")
_XML = "http://www.w3.org/XML/1998/namespace"


def is_foreign(name: str) -> bool:
    """Whether a Clark name has a namespace: IATI's own names have none, and the schemas tolerate all others."""
    return name.startswith("{")


def carrier(unknown: Unknown) -> etree._Element:
    """The carrier element of something that may not stand in the document as it is."""
    element = etree.Element(CARRIER, nsmap={"kept": NAMESPACE})
    element.set("kind", unknown.kind)
    if unknown.name:
        element.set("name", unknown.name)
    if unknown.path:
        element.set("path", unknown.path)
    element.text = unknown.content
    return element


def from_carrier(element: etree._Element) -> Unknown | None:
    """What a carrier holds; None when the element only pretends to be one."""
    kind, name, content = element.get("kind"), element.get("name", ""), element.text or ""
    if kind not in _KINDS or len(element):
        return None
    if kind == "element":
        try:
            if parse(content).tag != name:
                return None
        except ValueError:
            return None
    return Unknown(kind=kind, name=name, content=content, path=element.get("path", ""))


def attribute_name(name: str) -> str:
    """The name under which an attribute without namespace stands on an element that holds only text."""
    return _ATTRIBUTE_PREFIX + name


def original_name(name: str) -> str:
    """The attribute's own name, undoing ``attribute_name``."""
    return name.removeprefix(_ATTRIBUTE_PREFIX)


def canonical(element: etree._Element) -> str:
    """An element as text in one form only: layout, attribute order, comments and choice of prefixes play no part.

    Not C14N: that keeps prefixes, which lxml may change when an element moves below another that already declares
    the namespace, and then the same content would get another digest.
    """
    prefixes: dict[str, str] = {}
    body = _serialise(element, prefixes)
    declared = "".join(f' xmlns:{prefix}="{_quoted(uri)}"' for uri, prefix in prefixes.items())
    end = next(i for i, char in enumerate(body) if char in " />")
    return body[:end] + declared + body[end:]


def parse(content: str) -> etree._Element:
    """The element that ``canonical`` wrote. Raises ValueError for anything else, document types above all."""
    if not content.startswith("<") or content.startswith(("<!", "<?")):
        raise ValueError("a kept element must start with its tag")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"a kept element is broken: {error.msg}") from error


def _serialise(element: etree._Element, prefixes: dict[str, str]) -> str:
    tag = _prefixed(str(element.tag), prefixes)
    attributes = "".join(f' {_prefixed(name, prefixes)}="{_quoted(value)}"' for name, value in sorted(element.items()))
    inner = _escaped((element.text or "").strip())
    for child in element:
        if isinstance(child.tag, str):
            inner += _serialise(child, prefixes)
        inner += _escaped((child.tail or "").strip())
    return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"


def _prefixed(name: str, prefixes: dict[str, str]) -> str:
    if not name.startswith("{"):
        return name
    uri, local = name[1:].split("}", 1)
    if uri == _XML:
        return f"xml:{local}"
    return f"{prefixes.setdefault(uri, f'n{len(prefixes)}')}:{local}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
