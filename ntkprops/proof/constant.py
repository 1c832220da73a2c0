r"""Which hidden constant makes a claim true? A guess from the thresholds of what must hold, and a search if that fails.

Nothing here is trusted: every constant is only a candidate, and the claim is proved again with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from fractions import Fraction

import sympy as sp

from ntkprops.language.tree import Expr, number
from ntkprops.proof.operators import put
from ntkprops.proof.prover import Question, saturated
from ntkprops.proof.scalar import Inequality, solve_threshold
from ntkprops.proof.workspace import Workspace, replaced

LADDER = tuple(Fraction(2) ** power for power in (20, 13, 10, 7, 4, 2, 1, 0, -1))
LARGEST = LADDER[0]


def tree_of(value: sp.Expr) -> Expr:
    """A number as a tree: rationals, pi, and their products and powers."""
    if value == sp.pi:
        return Expr("constant", name="\\pi")
    if value.is_Integer:
        return number(int(value))
    above, below = value.as_numer_denom()
    if below != 1:
        return Expr("div", (tree_of(above), tree_of(below)))
    base, power = value.as_base_exp()
    if power != 1:
        return Expr("pow", (tree_of(base), tree_of(power)))
    return Expr("mul", tuple(tree_of(factor) for factor in sp.Mul.make_args(value)))


def guesses(question: Question, rate: Expr) -> Iterator[sp.Expr]:
    r"""Constants ``C`` for which ``m >= C b`` may give the question's goal.

    Args:
        question: the goal and the facts, without the hypothesis on ``m``.
        rate: ``m = \Omega(b)`` as printed.
    """
    ws = saturated(question)
    if ws is None or ws.goal is None:
        return
    width, body = ws.canon.scalar(rate.args[0]), ws.canon.scalar(rate.args[1].args[0])
    known = list(ws.known.values())
    equal = ws.equals(known)
    for goal in _forms(ws, known):
        threshold = solve_threshold(replaced(goal, equal), width) if isinstance(width, sp.Symbol) else None
        if threshold is None:
            continue
        ratio = sp.simplify(_bounded(ws, threshold, known, equal) / put(body, equal))
        if ratio.is_number and ratio.is_positive:
            yield sp.Integer(sp.ceiling(ratio)) if goal.op in ("<", ">") else ratio


def _forms(ws: Workspace, known: list[Inequality]) -> Iterator[Inequality]:
    """The goal, and the goal with its smaller side replaced by what is known to lie above it."""
    assert ws.goal is not None
    yield ws.goal
    for fact in known:
        if fact.op in ("<=", "<") and fact.left == ws.goal.left:
            yield Inequality(fact.right, ws.goal.op, ws.goal.right)


def _bounded(ws: Workspace, threshold: sp.Expr, known: list[Inequality], equal: dict[sp.Symbol, sp.Expr]) -> sp.Expr:
    """The threshold with every opaque atom replaced by its known upper bound."""
    for fact in known:
        base, power = fact.left.as_base_exp()
        opaque = base in ws.canon.atoms.info and not ws.canon.atoms.is_plain(base)
        if fact.op in ("<=", "<") and opaque and base in threshold.free_symbols and base not in fact.right.free_symbols:
            threshold = put(threshold, {base: put(fact.right, equal) ** (1 / power)})
    return threshold


def least(works: Callable[[Fraction], bool]) -> Fraction | None:
    """The least constant of a coarse ladder for which the claim is proved, by bisection, or None.

    A larger constant is taken to ask less; where it does not, a larger one than need be may come out.
    """
    failing = bisect_left(LADDER, True, key=lambda value: not works(value))
    return LADDER[failing - 1] if failing else None
