"""Simple numbers: which ones a symbol may take, and which of two is simpler."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import sympy

from ntkprops.errors import InputError
from ntkprops.proof.scalar.ball import certified, enclose
from ntkprops.proof.scalar.relation import Inequality
from ntkprops.proof.scalar.terms import fraction, rational

SIMPLE = tuple(
    sympy.Rational(p, q)
    for p, q in (
        *((1, 1), (0, 1), (2, 1), (1, 2), (-1, 1), (3, 1), (1, 4), (4, 1)),
        *((-2, 1), (-1, 2), (1, 10), (10, 1), (1, 100), (100, 1)),
    )
)
COUNTS = tuple(sympy.Integer(k) for k in (1, 2, 3, 4, 10, 100))
_ORDER = {
    "positive": ">",
    "negative": "<",
    "nonnegative": ">=",
    "nonpositive": "<=",
    "zero": "=",
    "nonzero": "!=",
}
_STRUCTURE = ("integer", "noninteger", "rational", "irrational", "even", "odd", "prime", "composite")


def satisfies(symbol: sympy.Symbol, value: sympy.Expr) -> bool:
    """Whether the value certainly has every property that the symbol is assumed to have.

    >>> satisfies(sympy.Symbol("n", positive=True, integer=True), sympy.Rational(1, 2))
    False
    """
    if value.is_Rational:
        return all(getattr(value, f"is_{name}") is truth for name, truth in symbol.assumptions0.items())
    if value.free_symbols or not value.is_number or not _is_real(value):
        return False
    return all(
        _has(value, name.removeprefix("extended_"), truth) for name, truth in symbol.assumptions0.items()
    )


def _is_real(value: sympy.Expr) -> bool:
    """Whether a ball encloses the number."""
    try:
        return bool(enclose(value).is_finite())
    except InputError:  # infinite, complex, or of a function that has no ball
        return False


def _has(value: sympy.Expr, name: str, truth: bool) -> bool:
    """One property of an irrational number: signs by ball arithmetic, the rest by its structure."""
    if name in _ORDER:
        return certified(Inequality(value, _ORDER[name], sympy.Integer(0))) is truth
    return name not in _STRUCTURE or not truth or getattr(value, f"is_{name}") is True


@cache
def allowed(symbol: sympy.Symbol) -> tuple[sympy.Expr, ...]:
    """The simple numbers that the symbol may take, simplest first.

    >>> allowed(sympy.Symbol("n", positive=True, integer=True))[:3]
    (1, 2, 3)
    """
    pool = COUNTS if symbol.is_integer and symbol.is_positive else SIMPLE
    return tuple(value for value in pool if satisfies(symbol, value))


def simpler(value: sympy.Expr) -> Iterator[sympy.Expr]:
    """Simpler rationals than a rational ``value``, simplest first; nothing for an irrational one."""
    if value.is_Rational:
        exact = fraction(value)
        near = [rational(exact.limit_denominator(limit)) for limit in (1, 2, 4, 10, 100)]
        pool = {*SIMPLE, *COUNTS, sympy.floor(value), sympy.ceiling(value), *near}
        yield from (other for other in sorted(pool, key=_size) if _size(other) < _size(value))


def _size(value: sympy.Expr) -> tuple[int, int, bool]:
    """How simple a rational is: 1, 0, 2, 1/2, then by height."""
    if value in SIMPLE[:4]:
        return 0, SIMPLE.index(value), False
    exact = fraction(value)
    return 1, abs(exact.numerator) + exact.denominator, exact < 0
