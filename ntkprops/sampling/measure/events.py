r"""Does a relation or an event hold on each draw? ``truth(tree, scene)``; indicators and probabilities of events.

``Pr`` is taken draw by draw, as the indicator of its event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ntkprops.language.tree import Expr, links
from ntkprops.sampling.measure.evaluate import Scene, Value, deeper, defined, index, measures, scalar, sides
from ntkprops.sampling.measure.instance import Array, Unmeasured

COMPARE: dict[str, Callable[[Array, Array], np.ndarray]] = {
    "<=": np.less_equal,
    "<": np.less,
    ">=": np.greater_equal,
    ">": np.greater,
    "=": np.equal,
    ":=": lambda a, b: np.ones(np.broadcast_shapes(a.shape, b.shape), dtype=bool),
    "!=": np.not_equal,
}


def truth(tree: Expr, scene: Scene) -> np.ndarray:
    """Whether a relation or an event holds on every draw, (B,) of booleans, in doubles as they are."""
    if tree.head == "chain":
        return _all(_link(link, scene) for link in links(tree))
    if tree.head in ("set", "intersection", "items"):
        return _event(tree.args, scene)
    if tree.head == "union":
        return np.logical_or.reduce(np.broadcast_arrays(*(truth(part, scene) for part in tree.args)))
    if tree.head == "not":
        return ~truth(tree.args[0], scene)
    body = defined(tree, scene)
    if body is None:
        raise Unmeasured(f"nothing says when {tree.head} holds")
    return truth(body, deeper(scene))


def _link(link: tuple[Expr, str, Expr], scene: Scene) -> np.ndarray:
    left, op, right = link
    if op not in COMPARE:
        raise Unmeasured(f"the relation {op}")
    return COMPARE[op](*sides(Expr("chain", (left, right), op), scene))


def _all(parts) -> np.ndarray:
    return np.logical_and.reduce(np.broadcast_arrays(*parts))


def _event(parts: Sequence[Expr], scene: Scene) -> np.ndarray:
    """Conditions at once; ``exists w_k`` asks whether some move of the member within its ball fulfils the rest."""
    if not parts or parts[0].head != "exists":
        return _all(truth(part, scene) for part in parts)
    (what,) = parts[0].args
    if what.head != "entry" or what.args[0].name != scene.batch.roles.weights:
        raise Unmeasured("the existence of what is no weight")
    radius = next((r for part in parts[1:] if (r := ball_radius(part, scene)) is not None), None)
    if radius is None:
        raise Unmeasured("the existence of a weight in no ball")
    place = index(what.args[1], scene)
    radius = np.broadcast_to(radius, len(scene.batch.W))
    found = [_event(parts[1:], scene.bind(what.args[0].name, W)) for W in scene.batch.members(place, radius)]
    return np.logical_or.reduce(np.broadcast_arrays(*found))


def ball_radius(tree: Expr, scene: Scene) -> Array | None:
    r"""The radius of ``\|w_k - w_k(0)\| <= r`` or of its square; None for every other condition."""
    formula = radius_formula(tree, scene.batch.roles.weights)
    return None if formula is None else scalar(formula, scene)


def radius_formula(tree: Expr, weights: str) -> Expr | None:
    r"""The formula of the radius of ``\|w_k - w_k(0)\| <= r`` or of its square; None for every other condition."""
    if tree.head != "chain" or tree.relations[0] not in ("<=", "<"):
        return None
    left, squared = tree.args[0], False
    if left.head == "pow" and left.args[1] == Expr("number", name="2"):
        left, squared = left.args[0], True
    if left.head != "norm" or not _is_move(left.args[0], weights):
        return None
    return Expr("sqrt", (tree.args[1],)) if squared else tree.args[1]


def _is_move(tree: Expr, weights: str) -> bool:
    """Whether a tree is ``w_k - w_k(0)``, in either order."""
    if tree.head != "add" or len(tree.args) != 2:
        return False
    parts = [part.args[0] if part.head == "neg" else part for part in tree.args]
    bases = [part.args[0] for part in parts if part.head == "entry"]
    start = Expr("apply", (Expr("symbol", name=weights), Expr("number", name="0")))
    return Expr("symbol", name=weights) in bases and start in bases


@measures("indicator", "Pr")
def _indicator(tree: Expr, scene: Scene) -> Value:
    return truth(tree.args[0], scene).astype(float)
