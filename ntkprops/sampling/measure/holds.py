r"""Do hypotheses and conclusions hold on each draw? ``given(facts, scene)``, ``broken(link, sides(link, scene))``.

Conclusions are broken only beyond ``TOLERANCE``, relative to both sides; hypotheses hold or not in doubles as they are,
but for the same rounding at their edge. A hypothesis about all times is asked between all events of the flow.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from ntkprops.language.tree import Expr, free_symbols, walk
from ntkprops.proof.facts import Fact
from ntkprops.sampling.measure.evaluate import Scene, scalar, sides
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
        return np.where(_size(left - right) == 0, 1.0, -1.0)
    if left.ndim > 1 or right.ndim > 1:
        raise Unmeasured("an order between things that are no numbers")
    return ((right - left) if link.name in REVERSED else (left - right)) / scale


def broken(link: Expr, both: Sides) -> np.ndarray:
    """Whether a relation with these sides is broken beyond rounding, (B,)."""
    if link.name in ("<", ">"):
        left, right = both
        return ~(left < right) if link.name == "<" else ~(left > right)
    return gap(link, both) > tolerance(link)


def ratio(link: Expr, both: Sides) -> Array:
    """The smaller side over the larger one, (B,): 1 is tight, above 1 is broken; empty where no ratio is one."""
    if link.name not in ("<=", "<", ">=", ">"):
        return np.empty(0)
    left, right = both
    low, high = (right, left) if link.name in REVERSED else (left, right)
    low, high = np.broadcast_arrays(low, high)
    fit = (low >= 0) & (high >= 0)
    return np.minimum(low[fit] / np.maximum(high[fit], TOLERANCE), MOST_RATIO)


def _size(value: Array) -> Array:
    return np.abs(value).reshape(len(value), -1).max(axis=1)


def given(facts: Sequence[Fact], scene: Scene) -> np.ndarray:
    """Whether all hypotheses hold on each draw, (B,)."""
    found = np.ones(len(scene.batch.W), dtype=bool)
    for fact in facts:
        if fact.name != "notation" and fact.relation.name != ":=":
            found = found & _holds(fact, scene)
    return found


def _holds(fact: Fact, scene: Scene) -> np.ndarray:
    if ball_radius(fact.relation, scene) is not None:
        return np.ones(1, dtype=bool)  # the family was chosen within the ball
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
            here = here.bind(name, np.array([value]))
        found = found & ~broken(fact.relation, sides(fact.relation, here))
    return found


def _range(name: str, fact: Fact, scene: Scene) -> list[float]:
    row = scene.notation.table.get(name)
    if row is not None and row.sort.kind == "index":
        found = scene.batch.value(row.sort.dims[0])
        if found is None or found[0] > MOST_PLACES:
            raise Unmeasured(f"a hypothesis about every {name} of very many")
        return [float(k + 1) for k in range(int(found[0]))]
    low, high = _ends(name, fact, scene)
    moments = [t for t in scene.batch.flow.times if low <= t <= high] if len(scene.batch.W) == 1 else []
    if len(moments) > MOST_MOMENTS:
        raise Unmeasured(f"a hypothesis across {len(moments)} events of the flow")
    return [low, *moments, high]


def _ends(name: str, fact: Fact, scene: Scene) -> tuple[float, float]:
    low = high = None
    for condition in fact.conditions:
        left, right = condition.relation.args
        up = condition.relation.name in ("<=", "<")
        if (left.name == name) == up and name in (left.name, right.name):
            high = float(scalar(right if left.name == name else left, scene)[0])
        elif name in (left.name, right.name):
            low = float(scalar(right if left.name == name else left, scene)[0])
    if low is None or high is None:
        raise Unmeasured(f"{name} ranges without bounds")
    return low, high
