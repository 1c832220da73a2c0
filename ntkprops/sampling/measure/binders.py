r"""Sums, products, families, extremes and integrals over a bound variable, and expectations.

``E`` is taken draw by draw: what stands under it is the value on each draw, so that the mean over draws is its value
wherever it stands in a linear place (``linear.py`` sees to that) and the scene says that a mean is taken.

A sum walks in whole numbers from one whole end to the other; a maximum does so only over what is declared to run
through whole numbers, for the range of any other variable may be a continuum.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ntkprops.language.tree import Expr
from ntkprops.sampling.measure.arithmetic import add, multiply
from ntkprops.sampling.measure.evaluate import Rule, Scene, Value, evaluate, index, measures, plain, scalar
from ntkprops.sampling.measure.instance import Array, Unmeasured
from ntkprops.sampling.measure.linear import averages

NODES, WEIGHTS = np.polynomial.legendre.leggauss(8)
OTHERS = np.polynomial.legendre.leggauss(6)  # as a check: where both rules differ, neither is the integral
APART = 1e-6
MOST_TERMS = 256
MOST_PIECES = 24


def _members(tree: Expr, scene: Scene) -> list[Array]:
    variable, low, high, body = tree.args
    if tree.head in ("maximum", "minimum"):
        _walks(variable.name, tree.head, scene)
    places = range(index(low, scene) + 1, index(high, scene) + 2)
    if not 1 <= len(places) <= MOST_TERMS:
        raise Unmeasured(f"a {tree.head} of {len(places)} terms")
    values = [plain(evaluate(body, scene.bind(variable.name, np.array([float(p)])))) for p in places]
    return list(np.broadcast_arrays(*values))


def _walks(name: str, head: str, scene: Scene) -> None:
    """Whether a variable runs through whole numbers. Raises ``Unmeasured`` where it may run through a continuum."""
    row = scene.notation.table.get(name)
    if row is None or row.sort.kind not in ("index", "count"):
        raise Unmeasured(f"a {head} over {name}, which is no declared index and may run through a continuum")


def _gathered(gather: Callable[[list[Array]], Array]) -> Rule:
    return lambda tree, scene: gather(_members(tree, scene))


for head, rule in {
    "sum": _gathered(lambda parts: np.sum(parts, axis=0)),
    "prod": _gathered(lambda parts: np.prod(parts, axis=0)),
    "family": _gathered(lambda parts: np.stack(parts, axis=1)),
    "maximum": _gathered(lambda parts: np.maximum.reduce(parts)),
    "minimum": _gathered(lambda parts: np.minimum.reduce(parts)),
}.items():
    measures(head, parts=4)(rule)


@measures("integral", parts=4)
def _integral(tree: Expr, scene: Scene) -> Value:
    """Gauss-Legendre between the events of the flow, where the integrand is smooth."""
    variable, low, high, body = tree.args
    ends = [float(scalar(end, scene)[0]) for end in (low, high)]
    if any(len(scalar(end, scene)) > 1 for end in (low, high)) or ends[0] > ends[1]:
        raise Unmeasured("an integral whose ends depend on the draw, or are not in order")
    pieces = _pieces(body, scene, ends[0], ends[1])
    total, other = (_by_nodes(variable.name, body, scene, pieces, rule) for rule in ((NODES, WEIGHTS), OTHERS))
    size = max(1.0, float(np.abs(plain(total)).max(initial=0.0)))
    if not (np.abs(plain(total) - plain(other)) <= APART * size).all():
        raise Unmeasured("an integral that quadrature does not reach")
    return total


def _by_nodes(name: str, body: Expr, scene: Scene, pieces: list[tuple[float, float]], rule: tuple) -> Value:
    total: Value | None = None
    for left, right in pieces:
        half = (right - left) / 2
        for node, weight in zip(*rule, strict=True):
            here = scene.bind(name, np.array([left + half * (node + 1)]))
            term = multiply(np.array([half * weight]), evaluate(body, here))
            total = term if total is None else add(total, term)
    assert total is not None  # there is a piece
    return total


def _pieces(body: Expr, scene: Scene, low: float, high: float) -> list[tuple[float, float]]:
    """Between the events of the flow where the integrand speaks of one, and shrinking towards the lower end."""
    spoken = body.free & scene.batch.roles.moving
    cuts = [t for t in (scene.batch.flow.times if spoken and len(scene.batch.W) == 1 else ()) if low < t < high]
    if len(cuts) > MOST_PIECES:
        raise Unmeasured(f"an integral across {len(cuts)} events of the flow")
    even = [low + (high - low) * part for part in (1 / 64, 1 / 16, 1 / 4, 1 / 2)]
    edges = sorted({low, *cuts, *even, high}) if low < high else [low, high]
    return list(pairwise(edges))


@measures("E", parts=range(1, 3))
def _mean(tree: Expr, scene: Scene) -> Value:
    averages(tree, scene)
    return evaluate(tree.args[0], scene)
