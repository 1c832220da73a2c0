"""From which value of a symbol on does an inequality hold? Solved exactly, with proof of both directions.

The symbol must occur once after both sides have been divided: as a power, or in an exponent. The
solution is only a guess until ``decide`` has proved ``goal => m >= solution`` and ``m >= solution => goal``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sympy

from ntkprops.proof.scalar.decide import decide
from ntkprops.proof.scalar.relation import Inequality, Proof
from ntkprops.proof.scalar.terms import free_symbols, parts, substituted


def solve_threshold(
    goal: Inequality, for_: sympy.Symbol, given: Sequence[Inequality] = ()
) -> sympy.Expr | None:
    """The expression ``e`` such that, under ``given``, the goal holds if and only if ``for_ >= e``.

    Hypotheses ``symbol = expression`` are written out, so that ``e`` is in the other symbols. A strict
    goal has a strict threshold, ``for_ > e``.

    Returns:
        The threshold, both directions proved; None where none was found or proved.

    >>> a, c, m = sympy.symbols("a c m", positive=True)
    >>> solve_threshold(Inequality(a / m, "<=", c), m)
    a/c
    >>> solve_threshold(Inequality(a * sympy.exp(-c * m), "<=", 1), m)
    log(a)/c
    """
    definitions = {h.left: h.right for h in given if h.op == "=" and h.left.is_Symbol and h.left != for_}
    others = [h for h in given if h.op != "=" or h.left not in definitions]
    plain = Inequality(_written(goal.left, definitions), goal.op, _written(goal.right, definitions))
    relation = ">" if goal.op in ("<", ">") else ">="
    for candidate in _candidates(plain, for_):
        if _are_equivalent(plain, Inequality(for_, relation, candidate), others):
            return candidate
    return None


def _written(expr: sympy.Expr, definitions: Mapping) -> sympy.Expr:
    """The expression with definitions written out, also those inside definitions."""
    for _ in definitions:
        expr = substituted(expr, definitions)
    return expr


def _are_equivalent(goal: Inequality, bound: Inequality, given: Sequence[Inequality]) -> bool:
    """Whether goal and bound imply each other under what is given."""
    forth = decide(bound, [*given, goal])
    return isinstance(forth, Proof) and isinstance(decide(goal, [*given, bound]), Proof)


def _candidates(goal: Inequality, symbol: sympy.Symbol) -> Iterator[sympy.Expr]:
    """Solutions of ``left = right`` for the symbol, by isolating it on one side or in the ratio of both."""
    for here, there in ((goal.left, goal.right), (goal.right, goal.left)):
        if symbol in free_symbols(here) and symbol not in free_symbols(there):
            yield from _isolated(here, there, symbol)
    if goal.right != 0:
        ratio = sympy.powsimp(sympy.expand_power_base(goal.left / goal.right))
        yield from _isolated(ratio, sympy.Integer(1), symbol)


def _isolated(expr: sympy.Expr, value: sympy.Expr, symbol: sympy.Symbol) -> Iterator[sympy.Expr]:
    """The symbol from ``expr = value``, undoing one operation at a time; nothing where it occurs twice."""
    while expr != symbol:
        holding = [part for part in parts(expr) if symbol in free_symbols(part)]
        if len(holding) != 1:
            return
        undone = _undone(expr, holding[0], value)
        if undone is None:
            return
        expr, value = holding[0], undone
    yield sympy.powsimp(sympy.expand_power_base(_tidy(value)))


def _undone(expr: sympy.Expr, inside: sympy.Expr, value: sympy.Expr) -> sympy.Expr | None:
    """The value of ``inside`` where the operation ``expr`` on it has the given value."""
    if expr.is_Add:
        return value - (expr - inside)
    if expr.is_Mul:
        return value / (expr / inside)
    if isinstance(expr, sympy.exp):
        return sympy.log(value)
    if isinstance(expr, sympy.log):
        return sympy.exp(value)
    if expr.is_Pow and parts(expr)[0] == inside:
        return value ** (1 / parts(expr)[1])
    return None


def _tidy(expr: sympy.Expr) -> sympy.Expr:
    """``-log(b/a)`` as ``log(a/b)``."""
    logs = sorted(expr.atoms(sympy.log), key=str) if expr.could_extract_minus_sign() else []
    return substituted(expr, {log: -sympy.log(1 / log.args[0]) for log in logs})
