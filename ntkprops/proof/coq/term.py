r"""How is a real expression written in Coq? ``term(expr, names)``, fully parenthesised."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import sympy as sp

from ntkprops.errors import NtkpropsError
from ntkprops.proof.scalar import Inequality

Names = Mapping[sp.Symbol, str]
FUNCTIONS = {"exp": "exp", "log": "ln", "Abs": "Rabs"}
EXTREMES = {"Max": "Rmax", "Min": "Rmin"}
RELATIONS = {"<=": "<=", "<": "<", "=": "=", "!=": "<>"}


class NotCovered(NtkpropsError):  # noqa: N818  a result to report, not a fault
    """Coq's reals have no name for this; the message says for what."""


def term(expr: Any, names: Names) -> str:
    r"""The expression in Coq's real scope; division by what is not a number keeps its denominator.

    Raises:
        NotCovered: the expression holds a function that is not written here, such as ``erf``.

    >>> x, n = sp.Symbol("x"), sp.Symbol(r"\nu", positive=True)
    >>> term(x**2 / sp.sqrt(n) - 3 * x, {x: "x", n: "nu"})
    '(((x ^ 2) / (sqrt nu)) - (3 * x))'
    """
    if isinstance(expr, sp.Symbol):
        return names[expr]
    if isinstance(expr, sp.Rational):
        return _rational(expr)
    if expr == sp.pi:
        return "PI"
    if expr == sp.E:
        return "(exp 1)"
    if isinstance(expr, sp.Add):
        return _sum(expr, names)
    if isinstance(expr, sp.Mul):
        return _product(expr, names)
    if isinstance(expr, sp.Pow):
        return _power(expr, names)
    return _applied(expr, names)


def _rational(value: Any) -> str:
    if value < 0:
        return f"(- {_rational(-value)})"
    return str(value.p) if value.q == 1 else f"({value.p} / {value.q})"


def _sum(expr: Any, names: Names) -> str:
    first, *rest = sorted(expr.as_ordered_terms(), key=lambda part: part.could_extract_minus_sign())
    shown = term(first, names)
    for part in rest:
        negative = part.could_extract_minus_sign()
        shown = f"({shown} {'-' if negative else '+'} {term(-part if negative else part, names)})"
    return shown


def _product(expr: Any, names: Names) -> str:
    if expr.could_extract_minus_sign() and expr.as_coeff_Mul()[0] < 0:
        return f"(- {term(-expr, names)})"
    above, below = _fraction(expr)
    if below:
        return f"({_times(above, names)} / {_times(below, names)})"
    return _times(above, names)


def _fraction(expr: Any) -> tuple[list[Any], list[Any]]:
    """The factors above and below the line; ``exp(-u)`` stays above."""
    above, below = [], []
    for factor in expr.as_ordered_factors():
        if isinstance(factor, sp.Rational):
            above += [sp.Integer(factor.p)] if factor.p != 1 else []
            below += [sp.Integer(factor.q)] if factor.q != 1 else []
        elif isinstance(factor, sp.Pow) and factor.exp.is_Rational and factor.exp.is_negative:
            below.append(sp.Pow(factor.base, -factor.exp))
        else:
            above.append(factor)
    return above, below


def _times(factors: list[Any], names: Names) -> str:
    return reduce(lambda left, right: f"({left} * {right})", [term(part, names) for part in factors] or ["1"])


def _power(expr: Any, names: Names) -> str:
    base, exponent = expr.base, expr.exp
    if not isinstance(exponent, sp.Rational) or exponent.q > 2:
        raise NotCovered(f"Coq is told no power {expr}")
    if exponent < 0:
        return f"(1 / {term(sp.Pow(base, -exponent), names)})"
    inside = term(base, names) if exponent.q == 1 else f"(sqrt {term(base, names)})"
    return inside if exponent.p == 1 else f"({inside} ^ {exponent.p})"


def _applied(expr: Any, names: Names) -> str:
    name = type(expr).__name__
    arguments = [term(part, names) for part in expr.args]
    if name in FUNCTIONS:
        return f"({FUNCTIONS[name]} {arguments[0]})"
    if name in EXTREMES:
        return reduce(lambda left, right: f"({EXTREMES[name]} {left} {right})", arguments)
    raise NotCovered(f"Coq is told no {name}")


def proposition(fact: Inequality, names: Names) -> str:
    """A relation as Coq writes it; ``>=`` and ``>`` are turned round.

    >>> x = sp.Symbol("x")
    >>> proposition(Inequality(x, ">=", sp.Integer(1)), {x: "x"})
    '1 <= x'
    """
    left, right = term(fact.left, names), term(fact.right, names)
    if fact.op in (">=", ">"):
        left, right = right, left
    return f"{left} {RELATIONS[fact.op.replace('>', '<')]} {right}"
