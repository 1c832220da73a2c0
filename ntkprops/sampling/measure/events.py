r"""Does a relation or an event hold on each draw? ``truth(tree, scene)``; indicators and probabilities of events.

``Pr`` is taken draw by draw, as the indicator of its event, where the scene says that a mean is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ntkprops.language.tree import Expr, links, walk
from ntkprops.sampling.measure.evaluate import Scene, Value, deeper, defined, index, measures, scalar, sides
from ntkprops.sampling.measure.instance import Array, Unmeasured
from ntkprops.sampling.measure.linear import averages

COMPARE: dict[str, Callable[[Array, Array], np.ndarray]] = {
    "<=": np.less_equal,
    "<": np.less,
    ">=": np.greater_equal,
    ">": np.greater,
    "=": np.equal,
    "!=": np.not_equal,
}


def truth(tree: Expr, scene: Scene) -> np.ndarray:
    """Whether a relation or an event holds on every draw, (B,) of booleans, in doubles as they are."""
    if tree.head == "chain" and len(tree.relations) == len(tree.args) - 1:
        return _all(_link(link, scene) for link in links(tree))
    if tree.head in ("set", "intersection", "items"):
        return _event(tree.args, scene)
    if tree.head == "union":
        return np.logical_or.reduce(np.broadcast_arrays(*(truth(part, scene) for part in tree.args)))
    if tree.head == "not" and len(tree.args) == 1:
        return ~truth(tree.args[0], scene)
    body = defined(tree, scene)
    if body is None:
        raise Unmeasured(f"nothing says when {tree.head} holds")
    return truth(body, deeper(scene))


def _link(link: tuple[Expr, str, Expr], scene: Scene) -> np.ndarray:
    left, op, right = link
    if op not in COMPARE:
        raise Unmeasured(f"the relation {op}")
    both = sides(Expr("chain", (left, right), op), scene)
    found = COMPARE[op](*both)
    if both[0].ndim == 1:
        return found
    if op not in ("=", "!="):
        raise Unmeasured("an order between things that are no numbers")
    flat = found.reshape(len(found), -1)
    return np.asarray(flat.all(axis=1) if op == "=" else flat.any(axis=1))


def _all(parts) -> np.ndarray:
    return np.logical_and.reduce(np.broadcast_arrays(*parts))


def _event(parts: Sequence[Expr], scene: Scene) -> np.ndarray:
    """Conditions at once; ``exists w_k`` asks whether some move of the member within its ball fulfils the rest.

    The moves that are tried reach both ends of what one row sees of the weight: enough where the rest asks for one side
    of one threshold along one row, and for nothing else.
    """
    if not parts:
        raise Unmeasured("an event without conditions")
    if parts[0].head != "exists":
        return _all(truth(part, scene) for part in parts)
    what = parts[0].args[0]
    if what.head != "entry" or what.args[0].name != scene.batch.roles.weights:
        raise Unmeasured("the existence of what is no weight")
    radius = next((r for part in parts[1:] if (r := ball_radius(part, scene)) is not None), None)
    rest = [part for part in parts[1:] if radius_formula(part, scene.batch.roles.weights) is None]
    if radius is None or len(rest) != len(parts) - 2 or not _asks_one_threshold(rest, what, scene):
        raise Unmeasured("the existence of a weight that is not asked for one side of one threshold in one ball")
    place = index(what.args[1], scene)
    radius = np.broadcast_to(radius, len(scene.batch.W))
    found = [_event(parts[1:], scene.bind(what.args[0].name, W)) for W in scene.batch.members(place, radius)]
    return np.logical_or.reduce(np.broadcast_arrays(*found))


def _asks_one_threshold(rest: Sequence[Expr], what: Expr, scene: Scene) -> bool:
    r"""Whether ``w_k`` occurs in conditions only inside one and the same ``1[x_i^\top w_k >= c]``, c free of it."""
    found: set[Expr] = set()
    weights = what.args[0]

    def outside(tree: Expr) -> bool:
        if tree.head == "indicator" and _is_threshold(tree.args[0], what, scene):
            found.add(tree)
            return True
        parts = tree.args[1:] if tree.head == "apply" and tree.args[0] == weights else tree.args
        return tree != weights and all(map(outside, parts))

    return all(outside(part) for part in rest) and len(found) == 1


def _is_threshold(tree: Expr, what: Expr, scene: Scene) -> bool:
    if tree.head != "chain" or tree.name not in ("<=", "<", ">=", ">"):
        return False
    inputs = Expr("symbol", name=scene.batch.roles.inputs)
    sides_with = [part for part in tree.args if what in walk(part)]
    if len(sides_with) != 1 or sides_with[0].head not in ("mul", "inner") or len(sides_with[0].args) != 2:
        return False
    row, weight = sorted(sides_with[0].args, key=lambda part: part == what)
    if any(what.args[0].name in part.free for part in tree.args if part is not sides_with[0]):
        return False
    row = row.args[0] if row.head == "transpose" else row
    return weight == what and row.head == "entry" and row.args[0] == inputs


def ball_radius(tree: Expr, scene: Scene) -> Array | None:
    r"""The radius of ``\|w_k - w_k(0)\| <= r`` or of its square; None for every other condition."""
    formula = radius_formula(tree, scene.batch.roles.weights)
    return None if formula is None else scalar(formula, scene)


def radius_formula(tree: Expr, weights: str) -> Expr | None:
    r"""The formula of the radius of ``\|w_k - w_k(0)\| <= r`` or of its square; None for every other condition."""
    if tree.head != "chain" or tree.name not in ("<=", "<"):
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


@measures("indicator", parts=1)
def _indicator(tree: Expr, scene: Scene) -> Value:
    return truth(tree.args[0], scene).astype(float)


@measures("Pr", parts=range(1, 3))
def _probability(tree: Expr, scene: Scene) -> Value:
    averages(tree, scene)
    return _indicator(tree, scene)
