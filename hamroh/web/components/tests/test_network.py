"""The network: where its nodes stand, what it leaves out, and what it says to who does not see it."""

from __future__ import annotations

import random
import re
import time
from html.parser import HTMLParser

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hamroh.web.components.network import MOST_KINDS, MOST_NODES, WIDTH, Edge, Network, Node, network
from hamroh.web.templatetags import hamroh as tags


def drawn(nodes: list[Node], edges: list[Edge], **options: str) -> Network:
    return network(nodes, edges, title="Who with whom", value_label="Activities", **options)


def graph(count: int, ties: int, seed: int = 7) -> tuple[list[Node], list[Edge]]:
    chance = random.Random(seed)
    nodes = [
        Node(key=f"k{at}", label=f"Organisation {at}", weight=chance.randint(0, 50), group=f"g{at % 5}")
        for at in range(count)
    ]
    edges = [
        Edge(one=f"k{at}", other=f"k{int(at * chance.random() ** 2)}", weight=chance.randint(1, 9))
        for at in range(1, count)
        if chance.random() < 0.9
    ]
    pairs = [chance.sample(range(count), 2) for _ in range(ties)]
    return nodes, [*edges, *(Edge(one=f"k{a}", other=f"k{b}", weight=chance.random()) for a, b in pairs)]


def numbers(path: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", path)]


KEYS = st.integers(0, 25).map(lambda number: f"k{number}")
WEIGHTS = st.floats(0, 1e9) | st.integers(0, 5)


@st.composite
def any_graph(draw: st.DrawFn) -> tuple[list[Node], list[Edge]]:
    keys = draw(st.lists(KEYS, unique=True, max_size=26))
    nodes = [
        Node(
            key=key,
            label=draw(st.text(max_size=40)),
            weight=draw(WEIGHTS),
            group=draw(st.sampled_from(["", *"abcdefgh"])),
        )
        for key in keys
    ]
    ends = st.sampled_from(keys) if keys else st.nothing()
    tie = st.builds(Edge, one=ends, other=ends, weight=WEIGHTS)
    return nodes, draw(st.lists(tie, max_size=60)) if keys else []


@given(any_graph())
def test_any_graph_is_drawn_inside_its_sheet(given_graph: tuple[list[Node], list[Edge]]) -> None:
    item = drawn(*given_graph)
    assert len(item.marks) == len(given_graph[0])
    for line in item.lines:
        assert 0 <= float(line.x1) <= WIDTH and 0 <= float(line.x2) <= WIDTH
        assert 0 <= float(line.y1) <= item.height and 0 <= float(line.y2) <= item.height
        assert 1 <= float(line.width) <= 6
    for mark in item.marks:
        assert 0 <= float(mark.label_x) <= WIDTH and 0 <= float(mark.label_y) <= item.height
        assert "nan" not in mark.outline + mark.own and "inf" not in mark.outline + mark.own
        start = numbers(mark.outline)[:2]
        assert 0 <= start[0] <= WIDTH and 0 <= start[1] <= item.height


@given(any_graph())
def test_the_tables_add_up_what_was_given(given_graph: tuple[list[Node], list[Edge]]) -> None:
    nodes, edges = given_graph
    item = drawn(nodes, edges)
    counted = sum(edge.weight for edge in edges if edge.one != edge.other)
    assert sum(weight for _, _, weight in item.ties) == pytest.approx(counted)
    assert len({frozenset((one.key, other.key)) for one, other, _ in item.ties}) == len(item.ties)
    assert sum(tied for _, tied in item.listed) == 2 * len(item.ties)
    assert {node.key for node, _ in item.listed} == {node.key for node in nodes}
    assert len(item.kinds) <= MOST_KINDS


def test_the_same_graph_gives_the_same_picture_in_whatever_order_it_comes() -> None:
    nodes, edges = graph(60, 60)
    whole = [Edge(one=edge.one, other=edge.other, weight=round(edge.weight) + 1) for edge in edges]
    turned = [Edge(one=edge.other, other=edge.one, weight=edge.weight) for edge in reversed(whole)]
    assert drawn(nodes, whole) == drawn(nodes[::-1], turned)


def test_marks_do_not_lie_on_each_other_and_shown_labels_hardly() -> None:
    item = drawn(*graph(40, 40))
    boxes = []
    for mark in item.marks:
        if mark.shown:
            half = len(mark.label) * 16 * 0.6 / 2
            x, y = float(mark.label_x), float(mark.label_y)
            boxes.append((x - half, y - 15, x + half, y + 4))
    shared = area = 0.0
    for at, one in enumerate(boxes):
        area += (one[2] - one[0]) * (one[3] - one[1])
        for other in boxes[:at]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            shared += max(across, 0) * max(down, 0)
    assert len(boxes) > 30 and shared / area < 0.02


def test_those_who_work_together_stand_together() -> None:
    """Two closed circles with one tie between them come out as two groups."""
    nodes = [Node(key=f"{side}{at}", label=f"{side}{at}", weight=1) for side in "ab" for at in range(6)]
    edges = [
        Edge(one=f"{side}{at}", other=f"{side}{other}", weight=3)
        for side in "ab"
        for at in range(6)
        for other in range(at)
    ]
    item = drawn(nodes, [*edges, Edge(one="a0", other="b0", weight=1)])
    at = {mark.node.key: tuple(numbers(mark.outline)[:2]) for mark in item.marks}

    def far(one: str, other: str) -> float:
        return sum((a - b) ** 2 for a, b in zip(at[one], at[other], strict=True)) ** 0.5

    inside = max(far("a1", f"a{other}") for other in range(2, 6))
    across = min(far(f"a{one}", f"b{other}") for one in range(1, 6) for other in range(1, 6))
    assert inside < across


@pytest.mark.parametrize(("count", "ties", "most"), [(40, 40, 0.05), (150, 150, 0.3)])
def test_a_layout_is_quick(count: int, ties: int, most: float) -> None:
    given_graph = graph(count, ties)
    drawn(*given_graph)
    spans = []
    for _ in range(5):
        before = time.process_time()
        drawn(*given_graph)
        spans.append(time.process_time() - before)
    assert min(spans) < most


def test_beyond_the_most_the_heaviest_are_drawn_and_the_rest_is_counted() -> None:
    nodes, edges = graph(MOST_NODES + 20, 100)
    item = drawn(nodes, edges)
    assert len(item.marks) == MOST_NODES and item.left_out == 20
    assert min(mark.node.weight for mark in item.marks) >= max(node.weight for node in item.nodes[MOST_NODES:])
    assert len(item.listed) == MOST_NODES + 20
    with translation.override("en"):
        assert "leaves out 20 with less weight" in tags.network(item)
        assert "leaves out 1 with less weight; the tables have it" in tags.network(drawn(nodes[: MOST_NODES + 1], []))
        assert "leaves out" not in tags.network(drawn(nodes[:5], []))


def test_too_many_kinds_become_other_kinds_and_each_has_its_shape() -> None:
    nodes = [Node(key=f"{kind}{at}", label="x", group=kind) for kind in "abcdefgh" for at in range(9 - ord(kind) % 9)]
    item = drawn(nodes, [])
    assert len(item.kinds) == MOST_KINDS
    with translation.override("en"):
        assert str(item.kinds[-1]) == "Other kinds"
    shapes = {re.sub(r"[-\d. ]+", "", outline) + str(len(numbers(outline))) for _, outline, _ in item.legend}
    assert len(shapes) >= MOST_KINDS - 1  # square and diamond have as many corners
    assert len({outline for _, outline, _ in item.legend}) == MOST_KINDS


def test_wrong_graphs_are_refused() -> None:
    one = Node(key="a", label="A")
    with pytest.raises(ValueError, match="a stands twice"):
        drawn([one, one], [])
    with pytest.raises(ValueError, match="names the node z"):
        drawn([one], [Edge(one="a", other="z")])
    with pytest.raises(ValueError, match="not negative"):
        drawn([Node(key="a", label="A", weight=-1)], [])
    with pytest.raises(ValueError, match="must be a number"):
        drawn([one, Node(key="b", label="B")], [Edge(one="a", other="b", weight=float("nan"))])


class Reading(HTMLParser):
    """Attributes of every element, and whether what was opened was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def sample() -> Network:
    nodes = [
        Node(key="a", label="<b>&\"'", weight=3, group="<i>", href='/x?"><script>'),
        Node(key="b", label="Фонди Чашма", lang="tg", weight=1.5, group="g"),
        Node(key="c", label="移民健康之路基金会办公室分部", lang="zh", weight=1),
    ]
    return drawn(nodes, [Edge(one="a", other="b", weight=1234.5)], key="k", weight_label="Size", source="<u>")


def test_what_people_wrote_is_escaped(sample: Network) -> None:
    text = tags.network(sample)
    for raw in ("<b>", "<i>", "<u>", "<script>"):
        assert raw not in text
    read = Reading(text)
    assert read.open == []
    assert not [attrs for _, attrs in read.seen if "style" in attrs or any(name.startswith("on") for name in attrs)]


@pytest.mark.parametrize("language", ["en", "ru", "tg", "zh-hans"])
def test_numbers_in_the_drawing_follow_no_language_and_those_in_the_table_do(sample: Network, language: str) -> None:
    with translation.override(language):
        text = tags.network(sample)
    read = Reading(text)
    lines = [attrs for tag, attrs in read.seen if tag == "line"]
    assert lines and all(
        re.fullmatch(r"\d+(\.\d)?", attrs[name]) for attrs in lines for name in ("x1", "y1", "stroke-width")
    )
    with translation.override(language):
        assert f'<td class="num">{tags.number(1234.5)}</td>' in text


def test_the_drawing_has_words_and_foreign_names_are_marked(sample: Network) -> None:
    with translation.override("en"):
        text = tags.network(sample)
    read = Reading(text)
    svg = next(attrs for tag, attrs in read.seen if tag == "svg")
    ids = {attrs["id"] for _, attrs in read.seen if "id" in attrs}
    assert {svg["aria-labelledby"], svg["aria-describedby"]} <= ids
    assert ("g", "tg") in [(tag, attrs.get("lang")) for tag, attrs in read.seen]
    assert '<span lang="tg" dir="ltr">Фонди Чашма</span>' in text
    assert "移民健康之路基金会办公…" in text and "移民健康之路基金会办公室分部" in text
    # Links inside an image would be hidden from who hears the page.
    assert svg["role"] == "group"
    alone = Reading(tags.network(drawn([Node(key="a", label="A")], [])))
    assert next(attrs for tag, attrs in alone.seen if tag == "svg")["role"] == "img"


def test_an_empty_network_says_so() -> None:
    with translation.override("en"):
        text = tags.network(drawn([], []))
        assert "Nothing to show yet" in text and "<svg" not in text
        assert "No ties yet" in tags.network(drawn([Node(key="a", label="A")], []))
