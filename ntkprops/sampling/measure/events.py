r"""Does some weight within its ball fulfil conditions, on each draw? ``exists(what, conditions, scene)``.

``ball_radius`` reads :math:`\|w_k - w_k(0)\| \leq r`; whatever else is asked must be one side of one threshold along
one row, for the moves that are tried reach both ends of what one row sees of the weight, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ntkprops.language.tree import Expr, walk
from ntkprops.meaning import Scene as Meaning
from ntkprops.meaning import Undetermined, index, judged, scalar
from ntkprops.meaning.doubles import COMPARE, Array

__all__ = ["COMPARE", "ball_radius", "exists", "radius_formula", "truth"]
truth = judged


def exists(what: Expr, conditions: Sequence[Expr], scene: Meaning) -> np.ndarray:
    """Whether some move of the member ``what`` within its ball fulfils the rest, (B,)."""
    batch, weights = scene.known, scene.known.roles.weights
    if what.head != "entry" or what.args[0].name != weights:
        raise Undetermined("the existence of what is no weight")
    formulas = [radius_formula(part, weights) for part in conditions]
    rest = [part for part, formula in zip(conditions, formulas, strict=True) if formula is None]
    radius = next((scalar(formula, scene) for formula in formulas if formula is not None), None)
    if radius is None or len(rest) != len(conditions) - 1 or not _asks_one_threshold(rest, what, scene):
        raise Undetermined("the existence of a weight that is not asked for one side of one threshold in one ball")
    place = index(what.args[1], scene)
    moves = batch.members(place, np.broadcast_to(radius, len(batch.W)))
    return np.logical_or.reduce(
        np.broadcast_arrays(*(judged(Expr("set", tuple(conditions)), scene.bind(weights, W)) for W in moves))
    )


def _asks_one_threshold(rest: Sequence[Expr], what: Expr, scene: Meaning) -> bool:
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


def _is_threshold(tree: Expr, what: Expr, scene: Meaning) -> bool:
    if tree.head != "chain" or tree.name not in ("<=", "<", ">=", ">"):
        return False
    inputs = Expr("symbol", name=scene.known.roles.inputs)
    sides_with = [part for part in tree.args if what in walk(part)]
    if len(sides_with) != 1 or sides_with[0].head not in ("mul", "inner") or len(sides_with[0].args) != 2:
        return False
    row, weight = sorted(sides_with[0].args, key=lambda part: part == what)
    if any(what.args[0].name in part.free for part in tree.args if part is not sides_with[0]):
        return False
    row = row.args[0] if row.head == "transpose" else row
    return weight == what and row.head == "entry" and row.args[0] == inputs


def ball_radius(tree: Expr, scene: Meaning) -> Array | None:
    r"""The radius of ``\|w_k - w_k(0)\| <= r`` or of its square; None for every other condition."""
    formula = radius_formula(tree, scene.known.roles.weights)
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
