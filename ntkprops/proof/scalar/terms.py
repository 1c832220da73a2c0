"""SymPy's types are loose; here the parts and the values of scalar expressions are scalar expressions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

import sympy

from ntkprops.proof.scalar.size import UndeterminedError, is_writable, printed

Values = Mapping[sympy.Symbol, sympy.Expr]


def parts(expr: sympy.Expr) -> list[sympy.Expr]:
    """The arguments of an operation or a function."""
    return cast("list[sympy.Expr]", list(expr.args))


def substituted(expr: sympy.Expr, values: Mapping) -> sympy.Expr:
    """The expression with symbols replaced, assumptions notwithstanding.

    Raises:
        UndeterminedError: a power would be too large to be written out.
    """
    if expr in values:
        return cast(sympy.Expr, sympy.sympify(values[expr]))
    inside = [substituted(part, values) for part in parts(expr)]
    if inside == parts(expr):
        return expr
    if expr.is_Pow and not is_writable(*inside):
        raise UndeterminedError(f"the power {printed(inside[1])} of {printed(inside[0])} is too large to write out")
    return cast(sympy.Expr, expr.func(*inside))


def rational(value: Fraction | int) -> sympy.Rational:
    """The same number in SymPy.

    >>> rational(Fraction(2, 4))
    1/2
    """
    value = Fraction(value)
    return cast(sympy.Rational, sympy.Rational(value.numerator, value.denominator))


def fraction(value: sympy.Expr) -> Fraction:
    """The same number as a ``Fraction``, for a rational."""
    return Fraction(int(value.p), int(value.q))  # type: ignore[attr-defined]


def free_symbols(expr: sympy.Expr) -> frozenset[sympy.Symbol]:
    """The symbols that occur."""
    return frozenset(cast("set[sympy.Symbol]", expr.free_symbols))
