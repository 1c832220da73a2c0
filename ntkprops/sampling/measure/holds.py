r"""Do hypotheses and conclusions hold on each draw? ``given(facts, scene)``, ``broken(link, sides(link, scene))``.

Conclusions are broken only beyond ``TOLERANCE``, relative to both sides; hypotheses hold or not in doubles as they are,
but for the same rounding at their edge. A hypothesis about all times is asked between all events of the flow, if it
speaks of the Gram matrix alone, which changes nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from ntkprops.language.tree import Expr, free_symbols, walk
from ntkprops.meaning.ranges import ends, index_range
from ntkprops.proof.facts import Fact
from ntkprops.sampling.measure.evaluate import Scene, sides
from ntkprops.sampling.measure.events import ball_radius
from ntkprops.sampling.measure.instance import Array, Unmeasured

TOLERANCE = 1e-9
FLOOR = 1e-3  # sides far below this are not told apart: trajectories are known to about 1e-13
COARSE = 1e-6  # where a derivative or an integral is taken numerically
MOST_RATIO = 1e6
MOST_PLACES = 64
MOST_MOMENTS = 200
REVERSED = {">=": "<=", ">": "<"}
Sides = tuple[Array, Array]


def tolerance(tree: Expr) -> float:
    """How far two sides may miss each other by rounding."""
    numerical = {"derivative", "integral", "dot"}
    return COARSE if any(part.head in numerical for part in walk(tree)) else TOLERANCE


def gap(link: Expr, both: Sides) -> Array:
    """By how much a relation misses, relative to its sides, (B,); positive where it is broken."""
    left, right = both
    scale = _size(left) + _size(right) + FLOOR
    if link.name in ("=", ":="):
        return _size(left - right) / scale
    if link.name == "!=":
        return np.where(_size(left - right) <= tolerance(link) * scale, 1.0, -1.0)
    if left.ndim > 1 or right.ndim > 1:
        raise Unmeasured("an order between things that are no numbers")
    return ((right - left) if link.name in REVERSED else (left - right)) / scale


def broken(link: Expr, both: Sides) -> np.ndarray:
    """Whether a relation with these sides is broken beyond rounding, (B,)."""
    if link.name in ("<", ">"):
        left, right = both
        return ~(left < right) if link.name == "<" else ~(left > right)
    return gap(link, both) > tolerance(link)


def ratio(link: Expr, both: Sides, *, among: np.ndarray | None = None) -> Array:
    """The smaller side over the larger one, (B,): 1 is tight, above 1 is broken; empty where no ratio is one. Only
    draws ``among`` these count, where it is given."""
    if link.name not in ("<=", "<", ">=", ">"):
        return np.empty(0)
    left, right = both
    low, high = (right, left) if link.name in REVERSED else (left, right)
    low, high = np.broadcast_arrays(low, high)
    if among is not None:
        low, high, among = np.broadcast_arrays(low, high, among)
    fit = (low >= 0) & (high >= 0) & (True if among is None else among)
    return np.minimum(low[fit] / np.maximum(high[fit], TOLERANCE), MOST_RATIO)


def _size(value: Array) -> Array:
    return np.abs(value).reshape(len(value), -1).max(axis=1)


def given(facts: Sequence[Fact], scene: Scene) -> np.ndarray:
    """Whether all hypotheses hold on each draw, (B,).

    Raises:
        Unmeasured: where one cannot be asked; none is passed over but definitions, which hold by what they define.
    """
    found = np.ones(len(scene.batch.W), dtype=bool)
    for fact in facts:
        if fact.relation.name != ":=":
            found = found & _holds(fact, scene)
    return found


def _holds(fact: Fact, scene: Scene) -> np.ndarray:
    ball = ball_radius(fact.relation, scene)
    if ball is not None:
        return _moved_within(ball, fact.relation.name, scene)
    names = sorted(
        fact.universal & free_symbols(fact.relation).union(*(free_symbols(c.relation) for c in fact.conditions))
    )
    ranges = [_range(name, fact, scene) for name in names]
    if np.prod([len(r) for r in ranges]) > MOST_PLACES * MOST_MOMENTS:
        raise Unmeasured("a hypothesis about too many indices at once")
    found = np.ones(1, dtype=bool)
    for values in product(*ranges):
        here = scene
        for name, value in zip(names, values, strict=True):
            here = here.bind(name, value)
        asked = given(fact.conditions, here)
        if asked.any():
            found = found & (~asked | ~broken(fact.relation, sides(fact.relation, here)))
    return found


def _moved_within(radius: Array, op: str, scene: Scene) -> np.ndarray:
    """Whether every weight is within a radius of its start."""
    weights = scene.batch.value(scene.batch.roles.weights)
    assert weights is not None  # a role of every batch
    moved = np.linalg.norm(weights - scene.batch.W, axis=2).max(axis=1)
    return moved < radius if op == "<" else moved <= radius


def _range(name: str, fact: Fact, scene: Scene) -> Sequence[Array]:
    row = scene.notation.table.get(name)
    if row is not None and row.sort.kind == "index":
        return index_range(row.sort.dims[0], scene, most=MOST_PLACES)
    if not _is_stepwise(fact.relation, name, scene.batch.roles.gram):
        raise Unmeasured(f"a hypothesis about every {name} of a continuum")
    first, last = ends(name, [one.relation for one in fact.conditions], scene)
    if first is None or last is None:
        raise Unmeasured(f"{name} ranges without bounds")
    low, high = float(first[0]), float(last[0])
    moments = [t for t in scene.batch.flow.times if low <= t <= high] if len(scene.batch.W) == 1 else []
    if len(moments) > MOST_MOMENTS:
        raise Unmeasured(f"a hypothesis across {len(moments)} events of the flow")
    return [np.array([t]) for t in (low, *moments, high)] if low <= high else []


def _is_stepwise(tree: Expr, name: str, gram: str) -> bool:
    """Whether a relation depends on a time only through the Gram matrix, which changes at events of the flow alone."""
    if tree == Expr("apply", (Expr("symbol", name=gram), Expr("symbol", name=name))):
        return True
    if tree.head == "symbol":
        return tree.name != name
    return all(_is_stepwise(arg, name, gram) for arg in tree.args)
