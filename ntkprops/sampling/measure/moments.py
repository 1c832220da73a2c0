r"""How heavy can the tails of a formula be? ``spread(tree, scene, random)``, a bound of the standard deviation.

Where nothing bounds a formula on every draw, a mean can still be tested if its second moment is bounded. Bounds of
:math:`\|X\|_p = \mathbb{E}[|X|^p]^{1/p}` come from the structure: Minkowski for sums, Hoelder for products,
:math:`\|X^2\|_p = \|X\|_{2p}^2`; at the start :math:`v^\top w_k(0)` is Gaussian with standard deviation
:math:`\|v\|`, and :math:`\|u_i(0)\|_p \leq \sqrt{p - 1} \|z\|_p`, z standard Gaussian: given the weights, the output
is a sum over fair signs, to which Khinchine's inequality applies, of numbers with mean square at most that of z.
"""

from __future__ import annotations

from math import gamma, inf, isfinite, pi, sqrt

import numpy as np

from ntkprops.language.tree import Expr, number
from ntkprops.meaning import Scene, Undetermined, evaluate, scalar
from ntkprops.meaning.defined import defined
from ntkprops.meaning.doubles import plain
from ntkprops.sampling.measure.linear import bounds, places_of, power_of, raised, reached

MOST = 64  # the highest moment that is asked for


def spread(tree: Expr, scene: Scene, random: frozenset[str]) -> float:
    r"""A number that the standard deviation of a formula does not exceed; infinite where nothing is known."""
    if not random & reached(tree, scene):
        return 0.0
    try:
        return _size(tree, scene, random, 2)
    except Undetermined:
        return inf


def _size(tree: Expr, scene: Scene, random: frozenset[str], p: int) -> float:
    r"""A bound of :math:`\|X\|_p` of a number; of a vector, the root of the sum of squares of those of its entries."""
    known = _bounded(tree, scene, random)
    if isfinite(known):
        return known
    if tree.head in ("E", "abs", "neg", "transpose"):
        return _size(tree.args[0], scene, random, p)
    if tree.head in ("add", "max", "min"):
        return sum(_size(arg, scene, random, p) for arg in tree.args)
    if tree.head == "norm" and tree.name in ("", "2"):
        return _length(tree.args[0], scene, random, p)
    if (power := power_of(tree)) and power * p <= MOST:
        return raised(_size(tree.args[0], scene, random, power * p), power)
    if tree.head in ("mul", "inner"):
        return _product(tree, scene, random, p)
    if tree.head == "div" and not random & reached(tree.args[1], scene):
        return _size(tree.args[0], scene, random, p) / abs(float(scalar(tree.args[1], scene)[0]))
    if tree.head == "sum":
        return sum(_size(tree.args[3], here, random, p) for here in places_of(tree, scene))
    if tree.head == "entry" and _is_start(tree.args[0], scene.known.roles.predictions):
        return sqrt(p - 1) * _gaussian(p)
    body = defined(tree, scene)
    return inf if body is None or scene.known.knows(_root(tree)) else _size(body, scene.unfolded(), random, p)


def _bounded(tree: Expr, scene: Scene, random: frozenset[str]) -> float:
    """The largest absolute value, where the structure bounds it on every draw."""
    try:
        return max(map(abs, bounds(tree, scene, random)))
    except Undetermined:
        return inf


def _length(tree: Expr, scene: Scene, random: frozenset[str], p: int) -> float:
    """Of a vector at the start: a fixed one, the predictions, one neuron, or a sum of such."""
    roles = scene.known.roles
    if not random & reached(tree, scene):
        return float(np.linalg.norm(plain(evaluate(tree, scene))))
    if tree.head in ("add", "neg"):
        return sum(_length(arg, scene, random, p) for arg in tree.args)
    if _is_start(tree, roles.predictions):
        return sqrt(scene.known.points.n) * sqrt(p - 1) * _gaussian(p)
    if _is_neuron(tree, scene):
        return sqrt(scene.known.points.d) * _gaussian(p)
    return inf


def _product(tree: Expr, scene: Scene, random: frozenset[str], p: int) -> float:
    fixed = [arg for arg in tree.args if not random & reached(arg, scene)]
    drawn = [arg for arg in tree.args if random & reached(arg, scene)]
    if len(drawn) == 1 and _is_neuron(drawn[0], scene):
        # a fixed row times a Gaussian vector
        row = plain(evaluate(Expr("mul", tuple(fixed)), scene)) if fixed else np.zeros(0)
        return float(np.linalg.norm(row)) * _gaussian(p) if row.ndim == 2 else inf
    if tree.head == "inner":
        return inf
    factor = abs(float(scalar(Expr("mul", tuple(fixed)), scene)[0])) if fixed else 1.0
    for arg in drawn:
        factor *= _size(arg, scene, random, p * len(drawn))
    return factor


def _gaussian(p: int) -> float:
    r""":math:`\|z\|_p` of a standard Gaussian.

    >>> round(_gaussian(4) ** 4, 12)
    3.0
    """
    return (2 ** (p / 2) * gamma((p + 1) / 2) / sqrt(pi)) ** (1 / p)


def _is_neuron(tree: Expr, scene: Scene) -> bool:
    """Whether a tree is ``w_k(0)``."""
    return tree.head == "entry" and len(tree.args) == 2 and _is_start(tree.args[0], scene.known.roles.weights)


def _is_start(tree: Expr, name: str) -> bool:
    """Whether a tree is a symbol at time 0."""
    return tree == Expr("apply", (Expr("symbol", name=name), number(0)))


def _root(tree: Expr) -> str:
    while tree.head in ("entry", "apply", "dot"):
        tree = tree.args[0]
    return tree.name
