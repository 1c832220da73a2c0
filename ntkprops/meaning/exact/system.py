"""Exact numbers as a number system (``arithmetic.Arithmetic``): each construct by the function that computes it."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.exact.over import integral, supremum
from ntkprops.meaning.exact.tensor import (
    Tensor,
    Value,
    eigenvalue,
    inner,
    joined,
    mapped,
    norm,
    product,
    related,
    stacked,
    trace,
    transposed,
)
from ntkprops.meaning.exact.tensor import divided as over
from ntkprops.meaning.exact.tensor import number as as_scalar
from ntkprops.meaning.exact.values import (
    Interval,
    Number,
    ball,
    compare,
    exponential,
    larger,
    logarithm,
    magnitude,
    root,
    smaller,
)
from ntkprops.meaning.exact.values import conjunction as every
from ntkprops.meaning.exact.values import disjunction as some
from ntkprops.meaning.exact.values import negative as _negative
from ntkprops.meaning.exact.values import plus as _plus
from ntkprops.meaning.exact.values import power as _power

__all__ = [
    "NAME", "as_number", "denied", "eigenvalue", "every", "exponential", "indicator", "inner", "integral", "is_number",
    "is_whole", "larger", "logarithm", "magnitude", "member", "negative", "norm", "number", "over", "pi", "place",
    "plus", "power", "related", "root", "smaller", "some", "stacked", "supremum", "times", "trace", "transposed",
    "whole",
]  # fmt: skip

NAME: str = "exact"
MOST_WHOLE = 64  # values that a whole number runs through
ZERO, UNIT = Fraction(0), Interval(arb(0), arb(1))
times = product


def number(value: Fraction) -> Number:
    """A printed number, as it is."""
    return value


def pi() -> Number:
    """Its ball."""
    return ball(arb.pi())


def as_number(value: Value, head: str) -> Number:
    """The value as a scalar. Raises ``Undetermined`` where it is none."""
    del head
    return as_scalar(value)


def plus(left: Value, right: Value) -> Value:
    """The sum, entry by entry."""
    return joined(left, right, _plus)


def negative(value: Value) -> Value:
    """Every entry with its sign turned."""
    return mapped(value, _negative)


def power(base: Number, exponent: Number, *, counts: bool) -> Number:
    """Whole powers of anything; real ones of what is positive, and of 0 where the exponent is positive."""
    is_fit = compare(base, ">", ZERO) is True or (base == 0 and compare(exponent, ">", ZERO) is True)
    if not is_fit and not counts:
        raise Undetermined("a real power of what may not be positive")
    return _power(base, exponent)


def member(value: Value, place: int) -> Value:
    """The part at a 0-based place."""
    if not isinstance(value, Tensor):
        raise Undetermined("an entry of a scalar")
    return value.row(place)


def is_number(value: Value) -> bool:
    """Whether a value is no vector or matrix."""
    return not isinstance(value, Tensor)


def is_whole(value: Value) -> bool:
    """Whether a value is known to be a whole number."""
    return isinstance(value, Fraction) and value.denominator == 1


def place(value: Number) -> int:
    """A whole number as one of Python. Raises ``Undetermined`` where it is none."""
    if not isinstance(value, Fraction) or value.denominator != 1:
        raise Undetermined("an index that is no whole number")
    return value.numerator


def whole(low: Number, high: Number) -> list[Fraction]:
    """The whole numbers from ``low`` to ``high``. Raises ``Undetermined`` where the ends are none, or too far apart."""
    first, last = place(low), place(high)
    if last - first >= MOST_WHOLE:
        raise Undetermined(f"more than {MOST_WHOLE} whole numbers")
    return [Fraction(value) for value in range(first, last + 1)]


def denied(truth: bool | None) -> bool | None:
    """Not, of three values."""
    return None if truth is None else not truth


def indicator(truth: bool | None) -> Number:
    """1 or 0; somewhere between where nobody can tell."""
    return UNIT if truth is None else Fraction(int(truth))
