r"""Which claim leans on which, drawn: ``graph(claims)`` lays the claims out in columns, what is cited to the left.

The layout is Sugiyama's: circles broken, a column a step of the longest path, long edges bent at every column, the
order within columns by the mean place of the neighbours. Claims that cite nothing and that nothing cites are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ntkprops.report.document import Claim, State

LETTER, HIGH, GAP, BETWEEN, MARGIN = 6.7, 24.0, 10.0, 46.0, 8.0  # pixels
SWEEPS = 12
Edges = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Node:
    """A claim and its rectangle."""

    claim: Claim
    x: float
    y: float
    width: float
    height: float
    leans_on_wrong: bool


@dataclass(frozen=True)
class Edge:
    """A curve from a claim to one that cites it, as the ``d`` of an SVG path."""

    path: str
    is_wrong: bool


@dataclass(frozen=True)
class Graph:
    """The drawing: its size, rectangles and curves, and how many claims stand alone."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    alone: int


def graph(claims: Sequence[Claim]) -> Graph:
    """The drawing of the claims that cite or are cited."""
    cited = {claim.label: claim for claim in claims}
    by_label = cited | {also: claim for claim in claims for also in claim.also}
    users: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        for one in dict.fromkeys(claim.cites):
            if one in by_label and by_label[one] is not claim:
                users[by_label[one].label].append(claim.label)
    linked = [claim for claim in claims if claim.label in users or any(claim.label in some for some in users.values())]
    plan = _Plan([claim.label for claim in linked], _without_circles([one.label for one in linked], users))
    wrong = leaning(claims)
    width = {claim.label: LETTER * (len(claim.label) + 3) + 10 for claim in linked}
    places, size = plan.placed(width)
    nodes = [
        Node(claim, *places[claim.label], width[claim.label], HIGH, claim.label in wrong) for claim in linked
    ]
    edges = [
        Edge(_curve(route, places, width), by_label[route[0]].state is State.WRONG or route[0] in wrong)
        for route in plan.routes
    ]
    return Graph(*size, tuple(nodes), tuple(edges), len(claims) - len(linked))


def leaning(claims: Sequence[Claim]) -> set[str]:
    """The labels of the claims that lean, through however many others, on one that is wrong and not corrected."""
    found: set[str] = set()
    wrong = {label for claim in claims if claim.state is State.WRONG for label in (claim.label, *claim.also)}
    while True:
        more = {claim.label for claim in claims if (wrong | found) & set(claim.cites)} - found
        if not more:
            return found
        found |= more


def _without_circles(labels: Sequence[str], users: Edges) -> dict[str, list[str]]:
    """The edges without those that go back to where a walk came from."""
    kept: dict[str, list[str]] = {label: [] for label in labels}
    done: set[str] = set()
    for root in labels:
        path: dict[str, Iterable[str]] = {} if root in done else {root: iter(users.get(root, ()))}
        while path:
            label = next(reversed(path))
            after = next(iter(path[label]), None)
            if after is None:
                done.add(label)
                del path[label]
            elif after not in path:
                kept[label].append(after)
                if after not in done:
                    path[after] = iter(users.get(after, ()))
    return kept


@dataclass
class _Plan:
    """Columns of labels and of bends; a bend is named by its edge and its column."""

    labels: list[str]
    users: dict[str, list[str]]
    columns: list[list[str]] = field(default_factory=list)
    routes: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rank = self._ranks()
        self.columns = [[] for _ in range(max(rank.values(), default=-1) + 1)]
        for label in self.labels:
            self.columns[rank[label]].append(label)
        for one, other in ((label, after) for label in self.labels for after in self.users[label]):
            bends = [f"{one}\0{other}\0{column}" for column in range(rank[one] + 1, rank[other])]
            for column, bend in enumerate(bends, start=rank[one] + 1):
                self.columns[column].append(bend)
            self.routes.append([one, *bends, other])
        self._order()

    def _ranks(self) -> dict[str, int]:
        """The column of each label: the longest path to it; what nothing is cited by stands beside its first user."""
        waits = dict.fromkeys(self.labels, 0)
        for after in (after for some in self.users.values() for after in some):
            waits[after] += 1
        rank, ready = dict.fromkeys(self.labels, 0), [label for label in self.labels if not waits[label]]
        roots, order = set(ready), []
        while ready:
            order.append(label := ready.pop())
            for after in self.users[label]:
                rank[after] = max(rank[after], rank[label] + 1)
                waits[after] -= 1
                if not waits[after]:
                    ready.append(after)
        for label in roots:
            rank[label] = min((rank[after] for after in self.users[label]), default=1) - 1
        return rank

    def _neighbours(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        before: dict[str, list[str]] = defaultdict(list)
        behind: dict[str, list[str]] = defaultdict(list)
        for route in self.routes:
            for one, other in pairwise(route):
                before[other].append(one)
                behind[one].append(other)
        return before, behind

    def _order(self) -> None:
        before, behind = self._neighbours()
        for sweep in range(SWEEPS):
            near = before if sweep % 2 == 0 else behind
            at = {label: place / len(column) for column in self.columns for place, label in enumerate(column)}
            for column in self.columns if sweep % 2 == 0 else reversed(self.columns):
                column.sort(key=lambda label: _mean([at[one] for one in near[label]], at[label]))
                at |= {label: place / len(column) for place, label in enumerate(column)}

    def placed(self, width: Mapping[str, float]) -> tuple[dict[str, tuple[float, float]], tuple[float, float]]:
        """The upper left corner of everything, and the size of the whole."""
        before, behind = self._neighbours()
        y = {label: place * (HIGH + GAP) for column in self.columns for place, label in enumerate(column)}
        for sweep in range(SWEEPS):
            for column in self.columns if sweep % 2 == 0 else reversed(self.columns):
                near = before if sweep % 2 == 0 else behind
                _settle(column, {one: _mean([y[other] for other in near[one]], y[one]) for one in column}, y)
        top = min(y.values(), default=0.0)
        x, corner = MARGIN, {}
        for column in self.columns:
            corner |= {label: (x, y[label] - top + MARGIN) for label in column}
            x += max((width.get(label, 0.0) for label in column), default=0.0) + BETWEEN
        bottom = max((one[1] for one in corner.values()), default=0.0) + HIGH + MARGIN
        return corner, (max(x - BETWEEN + MARGIN, 0.0), bottom)


def _settle(column: Sequence[str], wanted: Mapping[str, float], y: dict[str, float]) -> None:
    """As near as can be to what each one wants, in the order of the column and without overlap (pool adjacent)."""
    blocks: list[tuple[float, int]] = []  # the sum of what its members want of the block's top, and how many they are
    step = [GAP + HIGH if "\0" not in label else GAP + 4 for label in column]
    offset = [sum(step[:place]) for place in range(len(column))]
    for place, label in enumerate(column):
        blocks.append((wanted[label] - offset[place], 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            (one, size), (other, more) = blocks.pop(-2), blocks.pop()
            blocks.append((one + other, size + more))
    tops = [total / size for total, size in blocks for _ in range(size)]
    y.update({label: tops[place] + offset[place] for place, label in enumerate(column)})


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _curve(route: Sequence[str], places: Mapping[str, tuple[float, float]], width: Mapping[str, float]) -> str:
    """A smooth path through the bends of an edge, level where it meets them."""
    points = [(places[one][0], places[one][1] + HIGH / 2) for one in route]
    start = (points[0][0] + width[route[0]], points[0][1])
    path, at = f"M{start[0]:.0f} {start[1]:.0f}", start
    for point in points[1:]:
        middle = (at[0] + point[0]) / 2 if at is start else max((at[0] + point[0]) / 2, point[0] - BETWEEN / 2)
        path += f"C{middle:.0f} {at[1]:.0f} {middle:.0f} {point[1]:.0f} {point[0]:.0f} {point[1]:.0f}"
        at = point
    return path


__all__ = ["Edge", "Graph", "Node", "graph", "leaning"]
