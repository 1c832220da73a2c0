"""How large may a power become? Asked before SymPy, or anybody here, writes one out.

``10**(10**10)`` is evaluated, and ``(a + b)**99999`` expanded, until memory ends. So every power is estimated
first, from the length of its base and its exponent alone; what is too large stays as it is, or is refused.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb

import sympy

from ntkprops.errors import NtkpropsError

MOST_BITS = 12_000  # of a number that is written out; Python prints no more than 14,284
MOST_TERMS = 2000  # of a power of a sum
MOST_TIMES = 60  # that a sum is multiplied with itself


class UndeterminedError(NtkpropsError):
    """An expression cannot be read: its sign is not known, a function is not understood, a number is too large."""


def bits(value: sympy.Expr | Fraction | int) -> int:
    """The length of a rational number: the longer of numerator and denominator.

    >>> bits(sympy.Rational(1, 8))
    4
    """
    return max(int(value.numerator).bit_length(), int(value.denominator).bit_length())  # type: ignore[union-attr]


def is_writable(base: sympy.Expr, exponent: sympy.Expr) -> bool:
    """Whether ``base ** exponent`` may be evaluated and expanded.

    >>> x = sympy.Symbol("x")
    >>> is_writable(x, sympy.Integer(10) ** 9), is_writable(x + 1, sympy.Integer(10) ** 9)
    (True, False)
    >>> is_writable(sympy.Integer(10), sympy.Integer(10) ** 9)
    False
    """
    if not exponent.is_Rational:
        return True
    size = abs(exponent.p) // exponent.q + 1  # type: ignore[attr-defined]
    if base.is_Rational:
        return bits(base) * size <= MOST_BITS
    if base.is_Add:
        return not exponent.is_Integer or has_few_terms(len(base.args), size - 1)
    if base.is_Mul:
        return all(is_writable(part, exponent) for part in base.args)  # type: ignore[arg-type]
    if base.is_Pow and base.args[1].is_Rational:  # type: ignore[attr-defined]
        return is_writable(base.args[0], base.args[1] * exponent)  # type: ignore[operator, arg-type]
    return True


def has_few_terms(terms: int, exponent: int) -> bool:
    """Whether a power of a sum of so many terms has few enough when it is multiplied out."""
    return terms <= 1 or (exponent <= MOST_TIMES and comb(terms + exponent - 1, exponent) <= MOST_TERMS)


def printed(expr: sympy.Expr) -> str:
    """The expression in print, numbers of thousands of digits by their length."""
    large = {n: sympy.Symbol(f"<{_digits(n)} digits>") for n in expr.atoms(sympy.Rational) if bits(n) > MOST_BITS}
    return str(expr.xreplace(large) if large else expr)


def _digits(number: sympy.Rational) -> int:
    """About how many decimal digits a number has."""
    return bits(number) * 30103 // 100_000
