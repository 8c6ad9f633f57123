"""Places the nodes of a graph and their labels on a sheet: no chance in it, the same graph gives the same picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
EDGE = 12.0  # no mark comes nearer to the border than this, in user units
GAP = 6.0
ALONE_IN_ROW = 6  # of those without a tie: labels have room beside each other
ROW = 72.0
STEADY = 1e-4
SEED = 20_260_101


def places(count: int, ties: Sequence[tuple[int, int, float]], radii: Matrix, width: float, height: float) -> Matrix:
    """Centres of `count` nodes, as an array (count, 2) in user units, each with its radius inside the sheet.

    A tie is (node, node, weight above zero). Nodes stand as far apart as the way between them along the ties is
    long, heavy ties being short: the layout of least stress (Gansner, Koren and North, 2004), by majorisation.
    Nodes without a tie stand in rows below.
    """
    found = np.zeros((count, 2))
    tied = sorted({node for one, other, _ in ties for node in (one, other)})
    alone = [node for node in range(count) if node not in set(tied)]
    per_row = ALONE_IN_ROW if len(alone) <= 3 * ALONE_IN_ROW else 2 * ALONE_IN_ROW
    strip = min(-(-len(alone) // per_row) * ROW, 0.45 * height) if tied else height
    if alone:
        found[alone] = _rows(len(alone), per_row, width, strip) + np.array([0.0, height - strip])
    if tied:
        at = {node: place for place, node in enumerate(tied)}
        wanted = _ways(len(tied), [(at[one], at[other], weight) for one, other, weight in ties])
        room = height - strip if alone else height
        shape = _fitted(_least_stress(_first_guess(wanted), wanted), radii[tied], width, room)
        found[tied] = _apart(shape, radii[tied], width, room)
    return found


def _rows(count: int, per_row: int, width: float, height: float) -> Matrix:
    """Places in even rows, each row centred."""
    rows = -(-count // per_row)
    found = []
    for row in range(rows):
        here = min(per_row, count - row * per_row)
        found += [(width * (place + 0.5) / here, height * (row + 0.5) / rows) for place in range(here)]
    return np.array(found)


def _ways(count: int, ties: Sequence[tuple[int, int, float]]) -> Matrix:
    """Length of the shortest way between each two nodes; what is not joined stands nearly as far as the longest way."""
    heaviest = max((weight for _, _, weight in ties), default=1.0)
    ways = np.full((count, count), np.inf)
    np.fill_diagonal(ways, 0.0)
    for one, other, weight in ties:
        length = 2.0 - weight / heaviest
        ways[one, other] = ways[other, one] = min(length, ways[one, other])
    for by in range(count):
        np.minimum(ways, ways[:, by, None] + ways[None, by, :], out=ways)
    reached = np.isfinite(ways)
    ways[~reached] = max(ways[reached].max(), 1.0) * 0.9
    return ways


def _first_guess(wanted: Matrix) -> Matrix:
    """Classical scaling: exact where the ways fit a plane, near enough elsewhere to descend from."""
    squared = wanted**2
    centred = -0.5 * (squared - squared.mean(0) - squared.mean(1)[:, None] + squared.mean())
    values, vectors = np.linalg.eigh(centred)
    axes = vectors[:, [-1, -2]]
    # An eigenvector may come out either way round: the first of its largest entries is made positive.
    axes = axes * np.where(axes[np.argmax(np.abs(axes).round(9), axis=0), [0, 1]] < 0, -1.0, 1.0)
    guess = axes * np.sqrt(np.maximum(values[[-1, -2]], 0.0))
    # Nodes with the same neighbours fall on one point, from which nothing would ever part them.
    return guess + np.random.default_rng(SEED).normal(scale=0.05, size=guess.shape)


def _least_stress(found: Matrix, wanted: Matrix, rounds: int = 80) -> Matrix:
    count = len(wanted)
    weights = 1.0 / np.maximum(wanted, 0.1) ** 2
    np.fill_diagonal(weights, 0.0)
    pull = -weights
    np.fill_diagonal(pull, weights.sum(1))
    # The pull of all on all has no inverse, since the picture as a whole may lie anywhere: its middle is held.
    inverse = np.linalg.inv(pull + 1.0 / count) - 1.0 / count
    before = np.inf
    for _ in range(rounds):
        distance = np.maximum(_distances(found), 1e-9)
        stress = float((weights * (distance - wanted) ** 2).sum())
        if before - stress < STEADY * max(stress, 1e-9):
            break
        before = stress
        push = -weights * wanted / distance
        np.fill_diagonal(push, 0.0)
        np.fill_diagonal(push, -push.sum(1))
        found = inverse @ (push @ found)
    return found


def _distances(found: Matrix) -> Matrix:
    across = found[:, None, :] - found[None, :, :]
    return np.sqrt((across**2).sum(2))


def _fitted(found: Matrix, radii: Matrix, width: float, height: float) -> Matrix:
    """Turned with its long side level and stretched to the sheet, at most to twice its proportions."""
    middle = found - found.mean(0)
    _, _, turn = np.linalg.svd(middle, full_matrices=False)
    turn = turn * np.where(turn[np.arange(2), np.argmax(np.abs(turn).round(9), axis=1)] < 0, -1.0, 1.0)[:, None]
    level = middle @ turn.T
    low, high = level.min(0), level.max(0)
    room = np.array([width, height]) - 2 * (EDGE + float(radii.max()))
    span = np.where(high - low < 1e-6, np.inf, high - low)
    scale = room / span
    if scale.min() > 0:
        scale = np.minimum(scale, 2 * scale.min())
    return (level - (low + high) / 2) * scale + np.array([width, height]) / 2


def _apart(found: Matrix, radii: Matrix, width: float, height: float, rounds: int = 40) -> Matrix:
    """Pushes marks off each other and back into the sheet."""
    inside = radii[:, None] + EDGE
    least = radii[:, None] + radii[None, :] + GAP
    np.fill_diagonal(least, 0.0)
    far = np.array([width, height]) - inside
    for _ in range(rounds):
        across = found[:, None, :] - found[None, :, :]
        distance = np.sqrt((across**2).sum(2))
        lacking = np.maximum(least - distance, 0.0)
        if not lacking.any():
            break
        step = across / np.maximum(distance, 1e-6)[:, :, None] * (lacking / 2)[:, :, None]
        found = np.clip(found + step.sum(1) * 0.7, inside, far)
    return np.clip(found, inside, far)


# -- labels ----------------------------------------------------------------------------------------

# Where a label may stand beside its mark, best first: how far along x and y, in parts of its own size and the radius.
_SIDES = np.array(
    [(0, 1), (0, -1), (1, 0), (-1, 0), (0.7, 0.8), (-0.7, 0.8), (0.7, -0.8), (-0.7, -0.8)],
    dtype=np.float64,
)
# A label that would hide more of others than this share of itself waits until its node is looked at.
BEARABLE = 0.12


def labels(found: Matrix, radii: Matrix, sizes: Matrix, width: float, height: float) -> tuple[Matrix, list[bool]]:
    """Middle of each label (count, 2) and whether there is room to show it. `sizes` are widths and heights.

    Earlier nodes choose first. A label stays inside the sheet and keeps off marks and labels as well as it can.
    """
    count = len(found)
    middles = np.zeros((count, 2))
    shown: list[bool] = []
    marks = np.column_stack([found - radii[:, None], found + radii[:, None]])
    taken = np.zeros((0, 4))
    for node in range(count):
        half = sizes[node] / 2
        tried = found[node] + _SIDES * (half + radii[node] + 3)
        low, high = half + 2, np.array([width, height]) - half - 2
        kept_in = np.clip(tried, np.minimum(low, high), np.maximum(low, high))
        boxes = np.column_stack([kept_in - half, kept_in + half])
        hidden = _shared(boxes, taken).sum(1) + 0.8 * _shared(boxes, np.delete(marks, node, axis=0)).sum(1)
        own = _shared(boxes, marks[node : node + 1]).sum(1)
        best = int(np.argmin(np.round(hidden + own, 3)))
        middles[node] = kept_in[best]
        fits = bool(hidden[best] <= BEARABLE * float(sizes[node].prod()))
        shown.append(fits)
        if fits:
            taken = np.vstack([taken, boxes[best]])
    return middles, shown


def _shared(boxes: Matrix, others: Matrix) -> Matrix:
    """Area that each of `boxes` (low x, low y, high x, high y) shares with each of `others`."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.maximum(high - low, 0.0).prod(2)
