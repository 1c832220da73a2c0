r"""When is a goal not worth a search? Where nothing that is known bounds what grows on its smaller side."""

from __future__ import annotations

import sympy as sp

from ntkprops.language.tree import Expr, number, walk
from ntkprops.proof.direct.sight import Sight

AFFINE = frozenset({"add", "neg", "mul", "family", "sum", "apply", "entry", "symbol", "number"})
MOVING = frozenset({"fundamental_theorem", "groenwall", "bootstrap", "chain_rule"})  # lead from one time to another


def is_loose(sight: Sight, goal: Expr) -> bool:
    r"""Whether the smaller side grows with a value ``u(s)`` of which neither the other side nor what is known speaks.

    ``\|u(s)\| \leq \|u(0)\|`` is out of reach of what is said of norms alone.
    """
    if goal.name not in ("<=", "<", ">=", ">") or sight.rules & MOVING:
        return False
    small, large = goal.args if goal.name[0] == "<" else goal.args[::-1]
    tree, other = sight.normal(small), sight.normal(large)
    if tree is None or other is None:
        return False
    known = (_moments(sight, part) for stated in sight.known for part in stated.args)
    return _grows(sight, small, _moments(sight, tree).difference(_moments(sight, other), *known))


def _moments(sight: Sight, tree: Expr) -> frozenset[Expr]:
    """The values of functions of time in a tree."""
    table = sight.checker.notation.table
    parts = (part for part in walk(tree) if part.head == "apply" and part.args[0].name in table)
    return frozenset(part for part in parts if table[part.args[0].name].of == ("time",))


def _grows(sight: Sight, tree: Expr, free: frozenset[Expr]) -> bool:
    """Whether a term has no bound above while some values are free."""
    moving = [arg for arg in tree.args if free & set(walk(arg))]
    squared = tree.head == "pow" and tree.args[1] == number(2)
    if tree.head in ("norm", "abs") or squared:
        return bool(moving) and all(part.head in AFFINE for part in walk(tree.args[0]))
    if tree.head in ("mul", "div"):
        others = [sight.value(arg) for arg in tree.args if arg not in moving]
        signs = all(isinstance(one, sp.Expr) and one.is_nonnegative for one in others)
        above = tree.args[:1] if tree.head == "div" else tree.args
        return signs and len(moving) == 1 and moving[0] in above and _grows(sight, moving[0], free)
    return tree.head in ("sqrt", "sum") and len(moving) == 1 and _grows(sight, moving[0], free)


__all__ = ["is_loose"]
