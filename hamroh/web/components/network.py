"""Who works with whom: a picture of nodes and ties drawn by the server, and the tables that say the same."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.utils.translation import gettext_lazy as _

from hamroh.web.components.network_layout import labels, places
from hamroh.web.components.records import Text

MOST_NODES = 150
MOST_KINDS = 6
WIDTH = 960
LETTER = 16.0  # height of a label's letters in user units
LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Who or what is tied to others. `weight` sets its size, `group` names its kind, `lang` marks foreign text."""

    key: str
    label: Text
    lang: str = ""
    weight: float = 0
    group: Text = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie between two nodes, named by their keys; `weight` is how much they do together. It has no direction."""

    one: str
    other: str
    weight: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A tie as drawn, numbers written for SVG."""

    x1: str
    y1: str
    x2: str
    y2: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A node as drawn: its outline, its label, and the path of its own ties, shown when it is looked at."""

    node: Node
    kind: int
    outline: str
    label: str
    label_x: str
    label_y: str
    shown: bool
    own: str


@dataclass(frozen=True, kw_only=True)
class Network:
    """What the tag `network` draws. Made by `network()`."""

    key: str
    title: Text
    value_label: Text
    weight_label: Text
    node_label: Text
    source: Text
    nodes: Sequence[Node]
    ties: Sequence[tuple[Node, Node, float]]
    kinds: Sequence[Text]
    lines: Sequence[Line]
    marks: Sequence[Mark]
    height: int
    width: int = WIDTH

    @property
    def left_out(self) -> int:
        """How many nodes stand in the tables alone."""
        return len(self.nodes) - len(self.marks)

    @property
    def has_links(self) -> bool:
        """Whether a reader may go somewhere from the picture."""
        return any(mark.node.href for mark in self.marks)

    @cached_property
    def legend(self) -> list[tuple[int, str, Text]]:
        """(kind, outline around (10, 10), name) of each kind; nothing when there is but one without a name."""
        return [(at, _outline(at, 10, 10, 7), name) for at, name in enumerate(self.kinds) if name]

    @cached_property
    def listed(self) -> list[tuple[Node, int]]:
        """Each node with the number of others it is tied to, heaviest first."""
        tied: dict[str, int] = {}
        for one, other, _weight in self.ties:
            tied[one.key] = tied.get(one.key, 0) + 1
            tied[other.key] = tied.get(other.key, 0) + 1
        return [(node, tied.get(node.key, 0)) for node in self.nodes]


def network(
    nodes: Sequence[Node],
    edges: Iterable[Edge],
    *,
    title: Text,
    value_label: Text,
    key: str = "network",
    weight_label: Text = "",
    node_label: Text = "",
    source: Text = "",
) -> Network:
    """Lays out a graph. The heaviest MOST_NODES nodes are drawn; the tables name all.

    Ties between the same two nodes are added up; a node's tie to itself, and ties of no weight, are left out. With more
    than MOST_KINDS groups the rarest are drawn as one. ValueError when a key stands twice or is unknown, or a weight
    is negative or no number.
    """
    ordered = _ordered(nodes)
    ties = _added(ordered, edges)
    drawn = ordered[:MOST_NODES]
    place_of = {node.key: at for at, node in enumerate(drawn)}
    between = [
        (place_of[one.key], place_of[other.key], weight)
        for one, other, weight in ties
        if one.key in place_of and other.key in place_of
    ]
    kinds, kind_of = _kinds(ordered)
    height = 400 if len(drawn) <= 8 else 600 if len(drawn) <= 60 else 760
    radii = _radii(drawn)
    centres = places(len(drawn), between, radii, WIDTH, height)
    words = [_short(str(node.label)) for node in drawn]
    sizes = np.array([(_length(word), LETTER * 1.2) for word in words]).reshape(-1, 2)
    middles, shown = labels(centres, radii, sizes, WIDTH, height)
    own = _own_ties(len(drawn), between, centres)
    return Network(
        key=key,
        title=title,
        value_label=value_label,
        weight_label=weight_label,
        node_label=node_label,
        source=source,
        nodes=ordered,
        ties=ties,
        kinds=kinds,
        lines=_lines(between, centres),
        marks=[
            Mark(
                node=node,
                kind=kind_of[node.key],
                outline=_outline(kind_of[node.key], centres[at][0], centres[at][1], radii[at]),
                label=words[at],
                label_x=_n(middles[at][0]),
                label_y=_n(middles[at][1] + LETTER * 0.35),
                shown=shown[at],
                own=own[at],
            )
            for at, node in enumerate(drawn)
        ],
        height=height,
    )


def _ordered(nodes: Sequence[Node]) -> list[Node]:
    """Heaviest first, then by key, so that the order in which they came does not change the picture."""
    keys = set()
    for node in nodes:
        if node.key in keys:
            raise ValueError(f"The node {node.key} stands twice.")
        keys.add(node.key)
        _check(node.weight, f"node {node.key}")
    return sorted(nodes, key=lambda node: (-node.weight, node.key))


def _added(nodes: Sequence[Node], edges: Iterable[Edge]) -> list[tuple[Node, Node, float]]:
    by_key = {node.key: node for node in nodes}
    rank = {node.key: at for at, node in enumerate(nodes)}
    weights: dict[tuple[str, str], float] = {}
    for edge in edges:
        _check(edge.weight, f"tie of {edge.one} and {edge.other}")
        if unknown := {edge.one, edge.other} - by_key.keys():
            raise ValueError(f"A tie names the node {min(unknown)}, which is not among the nodes.")
        if edge.one != edge.other and edge.weight:
            one, other = sorted((edge.one, edge.other), key=rank.__getitem__)
            weights[one, other] = weights.get((one, other), 0) + edge.weight
    ordered = sorted(weights.items(), key=lambda item: (-item[1], rank[item[0][0]], rank[item[0][1]]))
    return [(by_key[one], by_key[other], weight) for (one, other), weight in ordered]


def _check(weight: float, what: str) -> None:
    if not (math.isfinite(weight) and weight >= 0):
        raise ValueError(f"The weight of the {what} is {weight}: it must be a number and not negative.")


def _kinds(nodes: Sequence[Node]) -> tuple[list[Text], dict[str, int]]:
    """Names of the kinds, most frequent first, and the kind of each node."""
    counts: dict[str, int] = {}
    names: dict[str, Text] = {}
    for node in nodes:
        name = str(node.group)
        counts[name] = counts.get(name, 0) + 1
        names.setdefault(name, node.group)
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    if len(ordered) <= MOST_KINDS:
        at = {name: place for place, name in enumerate(ordered)}
        return [names[name] for name in ordered], {node.key: at[str(node.group)] for node in nodes}
    kept = {name: place for place, name in enumerate(ordered[: MOST_KINDS - 1])}
    listed = [*(names[name] for name in kept), _("Other kinds")]
    return listed, {node.key: kept.get(str(node.group), MOST_KINDS - 1) for node in nodes}


def _radii(nodes: Sequence[Node]) -> np.ndarray:
    """Area by weight; smaller throughout when there are many."""
    heaviest = max((node.weight for node in nodes), default=0) or 1
    scale = min(1.0, math.sqrt(40 / max(len(nodes), 1)))
    return np.array([(6 + 18 * math.sqrt(node.weight / heaviest)) * max(scale, 0.6) for node in nodes])


def _lines(between: Sequence[tuple[int, int, float]], centres: np.ndarray) -> list[Line]:
    """Lightest first, so that the heavy ones lie on top."""
    heaviest = max((weight for _, _, weight in between), default=1)
    return [
        Line(
            x1=_n(centres[one][0]),
            y1=_n(centres[one][1]),
            x2=_n(centres[other][0]),
            y2=_n(centres[other][1]),
            width=_n(1 + 5 * weight / heaviest),
        )
        for one, other, weight in reversed(between)
    ]


def _own_ties(count: int, between: Sequence[tuple[int, int, float]], centres: np.ndarray) -> list[str]:
    """For each node the path of its ties."""
    parts: list[list[str]] = [[] for _ in range(count)]
    for one, other, _weight in between:
        for here, there in ((one, other), (other, one)):
            parts[here].append(
                f"M{_n(centres[here][0])} {_n(centres[here][1])}L{_n(centres[there][0])} {_n(centres[there][1])}"
            )
    return ["".join(found) for found in parts]


# Corners of the shapes as (turns, parts of the radius), of about the circle's area; the first kind is the circle.
_CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    tuple((turn / 4 + 1 / 8, 1.2) for turn in range(4)),
    tuple((turn / 3 - 1 / 4, 1.4) for turn in range(3)),
    tuple((turn / 4, 1.25) for turn in range(4)),
    tuple((turn / 6, 1.1) for turn in range(6)),
    tuple((turn / 10 - 1 / 4, 0.6 if turn % 2 else 1.4) for turn in range(10)),
)


def _outline(kind: int, x: float, y: float, radius: float) -> str:
    """SVG path data of a kind's shape: circle, square, triangle, diamond, hexagon, star."""
    corners = _CORNERS[kind]
    if not corners:
        r, across = _n(radius), _n(2 * radius)
        return f"M{_n(x - radius)} {_n(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"
    points = (
        f"{_n(x + radius * far * math.cos(2 * math.pi * turn))} {_n(y + radius * far * math.sin(2 * math.pi * turn))}"
        for turn, far in corners
    )
    return "M" + "L".join(points) + "z"


def _short(label: str) -> str:
    """A label short enough to stand in the picture; Chinese takes twice the room. The tables have it whole."""
    room = LONGEST_LABEL
    for at, char in enumerate(label):
        room -= 2 if _wide(char) else 1
        if room < 0:
            return label[: max(at - 1, 1)].rstrip(" ,.;:–-") + "…"
    return label


def _length(label: str) -> float:
    """Width of a label in user units, a little generous."""
    return sum(LETTER * (1.0 if _wide(char) else 0.6) for char in label)


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _n(value: float) -> str:
    """A number as SVG writes it, whatever the reader's language."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written in {"-0", "-0.0"} else written
