r"""What can be said of expectations draw by draw: ``is_linear(tree)`` and ``bounds(tree, scene)``.

Where ``E`` and ``Pr`` stand in linear places only, and take everything random that they speak of as drawn, the
difference of both sides of a row has, draw by draw, the mean that the row speaks of; and a test of that mean needs a
bound that holds for every draw, which comes from the structure of the formula: norms are nonnegative, indicators at
most 1, entries of a Gram matrix at most 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, sqrt

import numpy as np

from ntkprops.language.tree import Expr, walk
from ntkprops.meaning import Scene, Undetermined, evaluate, index, scalar
from ntkprops.meaning.defined import defined

MEANS = frozenset({"E", "Pr", "Var"})
Bound = tuple[float, float]
MOST_POWER = 16
ANYTHING: Bound = (-inf, inf)


def has_mean(tree: Expr) -> bool:
    """Whether an expectation or a probability occurs."""
    return any(part.head in MEANS for part in walk(tree))


def is_linear(tree: Expr, random: frozenset[str]) -> bool:
    """Whether every expectation stands in a linear place, and nothing random stands beside it."""
    if tree.head in ("E", "Pr"):
        return not any(has_mean(arg) for arg in tree.args)
    if not has_mean(tree):
        return not random & tree.free
    if tree.head in ("add", "neg", "sum"):
        return all(is_linear(arg, random) for arg in tree.args)
    if tree.head == "mul":
        return sum(has_mean(arg) for arg in tree.args) == 1 and all(is_linear(arg, random) for arg in tree.args)
    return tree.head == "div" and not has_mean(tree.args[1]) and all(is_linear(arg, random) for arg in tree.args)


def reached(tree: Expr, scene: Scene) -> frozenset[str]:
    """The names that a tree speaks of, itself or through definitions; what an instance knows is not unfolded."""
    found, waiting = set(), set(tree.free)
    while waiting:
        name = waiting.pop()
        found.add(name)
        if scene.known.knows(name):
            continue
        for rule in scene.definitions.get(name, ()):
            waiting |= (set(rule.body.free) - rule.variables) - found
    return frozenset(found)


def bounds(tree: Expr, scene: Scene, random: frozenset[str]) -> Bound:
    """Numbers between which a formula lies on every draw, infinite where nothing is known."""
    if not random & reached(tree, scene):
        value = float(scalar(tree, scene)[0])
        return value, value
    if tree.head in ("indicator", "Pr"):
        return 0.0, 1.0
    if tree.head == "E":
        return bounds(tree.args[0], scene, random)
    if tree.head == "add":
        parts = [bounds(arg, scene, random) for arg in tree.args]
        return sum(lo for lo, _ in parts), sum(hi for _, hi in parts)
    if tree.head == "neg":
        lo, hi = bounds(tree.args[0], scene, random)
        return -hi, -lo
    if tree.head == "abs":
        return _magnitude(bounds(tree.args[0], scene, random))
    if tree.head == "norm":
        return 0.0, _size(tree.args[0], scene)
    power = power_of(tree)
    if power:
        low, high = bounds(tree.args[0], scene, random)
        low, high = (low, high) if power % 2 else _magnitude((low, high))
        return raised(low, power), raised(high, power)
    if tree.head == "div" and not random & reached(tree.args[1], scene):
        return _scaled(bounds(tree.args[0], scene, random), 1 / float(scalar(tree.args[1], scene)[0]))
    if tree.head == "mul":
        return _product(tree, scene, random)
    if tree.head in ("sum", "maximum"):
        return _gathered(tree, scene, random)
    if tree.head in ("max", "min"):
        join = max if tree.head == "max" else min
        parts = [bounds(arg, scene, random) for arg in tree.args]
        return join(lo for lo, _ in parts), join(hi for _, hi in parts)
    if tree.head == "entry" and (_is_sign(tree, scene) or np.isfinite(_size(tree.args[0], scene))):
        return -1.0, 1.0
    body = defined(tree, scene)
    return ANYTHING if body is None or tree.head == "entry" else bounds(body, scene.unfolded(), random)


def _is_sign(tree: Expr, scene: Scene) -> bool:
    """Whether a tree is an output sign."""
    base = tree.args[0].args[0] if tree.args[0].head == "apply" else tree.args[0]
    return base == Expr("symbol", name=scene.known.roles.signs) and len(tree.args) == 2


def raised(value: float, power: int) -> float:
    """A power, infinite where doubles end."""
    try:
        return float(value) ** power
    except OverflowError:
        return inf if value > 0 or power % 2 == 0 else -inf


def power_of(tree: Expr) -> int:
    """The printed whole exponent of a power; 0 for everything else."""
    exponent = tree.args[1] if tree.head == "pow" else None
    printed = exponent is not None and exponent.head == "number" and exponent.name.isdigit()
    power = int(exponent.name) if exponent is not None and printed else 0
    return power if power <= MOST_POWER else 0


def _magnitude(found: Bound) -> Bound:
    lo, hi = found
    return (0.0 if lo <= 0 <= hi else min(abs(lo), abs(hi))), max(abs(lo), abs(hi))


def _scaled(found: Bound, factor: float) -> Bound:
    if factor == 0:
        return 0.0, 0.0
    ends = sorted(end * factor for end in found)
    return ends[0], ends[1]


def _product(tree: Expr, scene: Scene, random: frozenset[str]) -> Bound:
    fixed = [arg for arg in tree.args if not random & reached(arg, scene)]
    drawn = [arg for arg in tree.args if random & reached(arg, scene)]
    parts = [bounds(arg, scene, random) for arg in drawn]
    try:
        factor = float(scalar(Expr("mul", tuple(fixed)), scene)[0]) if fixed else 1.0
    except Undetermined:  # a row times a vector
        return ANYTHING
    total = _scaled(parts[0], factor)
    for lo, hi in parts[1:]:
        ends = [a * b for a in total for b in (lo, hi) if not (a == 0 and np.isinf(b)) and not (b == 0 and np.isinf(a))]
        total = (min(ends, default=-inf), max(ends, default=inf))
    return total


def _gathered(tree: Expr, scene: Scene, random: frozenset[str]) -> Bound:
    parts = [bounds(tree.args[3], here, random) for here in places_of(tree, scene)]
    join = max if tree.head == "maximum" else sum
    return join(lo for lo, _ in parts), join(hi for _, hi in parts)


def places_of(tree: Expr, scene: Scene) -> Iterator[Scene]:
    """The scene inside a sum or a maximum, at every value of its variable."""
    variable, low, high, _ = tree.args
    for place in range(index(low, scene) + 1, index(high, scene) + 2):
        yield scene.bind(variable.name, np.array([float(place)]))


def _size(tree: Expr, scene: Scene) -> float:
    """A bound of the Frobenius norm: Gram matrices have entries between -1 and 1."""
    try:
        shape = np.shape(evaluate(tree, scene))
    except Undetermined:
        return inf
    if len(shape) != 3:
        return inf
    return _entries(tree, scene) * sqrt(shape[1] * shape[2])


def _entries(tree: Expr, scene: Scene) -> float:
    roles = scene.known.roles
    if tree.head in ("symbol", "apply"):
        name = tree.name if tree.head == "symbol" else tree.args[0].name
        return 1.0 if name in (roles.gram, roles.limit_gram) else inf
    if tree.head in ("add", "neg"):
        return sum(_entries(arg, scene) for arg in tree.args)
    return inf
