"""From which value of a symbol on does an inequality hold? Solved exactly, with proof of both directions.

The symbol must occur in one product on each side at most: as a power, or in an exponent. The solution is
only a guess until ``decide`` has proved ``goal => m >= solution`` and ``m >= solution => goal``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy

from ntkprops.proof.scalar.decide import decide
from ntkprops.proof.scalar.relation import Inequality, Proof


def solve_threshold(goal: Inequality, for_: sympy.Symbol, given: Sequence[Inequality] = ()) -> sympy.Expr | None:
    """The expression ``e`` such that, under ``given``, the goal holds if and only if ``for_ >= e``.

    Hypotheses ``symbol = expression`` are written out, so that ``e`` is in the other symbols.

    Returns:
        The threshold, both directions proved; None where none was found or proved.

    >>> a, c, m = sympy.symbols("a c m", positive=True)
    >>> solve_threshold(Inequality(a / m, "<=", c), m)
    a/c
    """
    definitions = {h.left: h.right for h in given if h.op == "=" and h.left.is_Symbol and h.left != for_}
    others = [h for h in given if h.left not in definitions or h.op != "="]
    plain = Inequality(_written(goal.left, definitions), goal.op, _written(goal.right, definitions), goal.name)
    for candidate in _candidates(plain, for_):
        if _is_threshold(plain, Inequality(for_, _bound(goal.op), candidate, "threshold"), others):
            return candidate
    return None


def _bound(op: str) -> str:
    """The relation between the symbol and its threshold: strict where the goal is."""
    return ">" if op in ("<", ">") else ">="


def _written(expr: sympy.Expr, definitions: dict) -> sympy.Expr:
    """The expression with definitions written out, also those inside definitions."""
    for _ in definitions:
        expr = expr.xreplace(definitions)
    return expr


def _is_threshold(goal: Inequality, bound: Inequality, given: Sequence[Inequality]) -> bool:
    """Whether goal and bound imply each other under what is given."""
    there = decide(goal, [*given, bound])
    return isinstance(there, Proof) and isinstance(decide(bound, [*given, goal]), Proof)


def _candidates(goal: Inequality, symbol: sympy.Symbol) -> Iterator[sympy.Expr]:
    """Solutions of ``left = right`` for the symbol, by isolating it."""
    for here, there in ((goal.left, goal.right), (goal.right, goal.left)):
        if symbol in here.free_symbols and symbol not in there.free_symbols:
            solution = _isolated(sympy.together(here), there, symbol)
            if solution is not None:
                yield solution
    ratio = sympy.powsimp(sympy.expand_power_base(goal.left / goal.right))
    solution = _isolated(ratio, sympy.Integer(1), symbol) if goal.right != 0 else None
    if solution is not None:
        yield solution


def _isolated(expr: sympy.Expr, value: sympy.Expr, symbol: sympy.Symbol) -> sympy.Expr | None:
    """The symbol from ``expr = value``, undoing one operation at a time; None where it occurs twice."""
    while expr != symbol:
        inside, outside = _split(expr, symbol)
        if inside is None:
            return None
        if expr.is_Add:
            expr, value = inside, value - outside
        elif expr.is_Mul:
            expr, value = inside, value / outside
        elif isinstance(expr, sympy.exp):
            expr, value = expr.exp, sympy.log(value)
        elif isinstance(expr, sympy.log):
            expr, value = inside, sympy.exp(value)
        elif expr.is_Pow and symbol not in expr.exp.free_symbols:  # type: ignore[attr-defined]
            expr, value = inside, sympy.powdenest(value ** (1 / outside), force=False)
        else:
            return None
    return sympy.powsimp(sympy.expand_power_base(_tidy_sign(value)))


def _split(expr: sympy.Expr, symbol: sympy.Symbol) -> tuple[sympy.Expr | None, sympy.Expr]:
    """The one argument that holds the symbol, and the others combined; None where there are several."""
    holding = [part for part in expr.args if symbol in part.free_symbols]
    others = [part for part in expr.args if symbol not in part.free_symbols]
    if len(holding) != 1:
        return None, expr
    return holding[0], expr.func(*others) if others and not expr.is_Pow else (others or [expr])[0]  # type: ignore


def _tidy_sign(expr: sympy.Expr) -> sympy.Expr:
    """``-log(b/a)`` as ``log(a/b)``."""
    for log in sorted(expr.atoms(sympy.log), key=str):
        if expr.could_extract_minus_sign():
            expr = expr.xreplace({log: -sympy.log(1 / log.args[0])})
    return expr
