r"""Arithmetic that cannot err on ``Number`` values: ``plus``, ``times``, ``over``, ``root``, ...,
``compare``.

A number is a ``Fraction``, an ``Interval`` that holds the true value, or an ``Affine`` form in the
coordinates of a draw, known only to lie in a box; ``w - w(0)`` is exact in such forms where intervals would
forget that both move together. ``compare`` says True or False only where no doubt is left, else None.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isqrt

from flint import arb

from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.exact.enclosures import (
    Affine,
    Interval,
    Number,
    greatest,
    interval,
    least,
    thin,
)

ZERO, MINUS_ONE = Fraction(0), Fraction(-1)
ORDERS = {
    "<=": operator.le, "<": operator.lt, "=": operator.eq, "!=": operator.ne, ">=": operator.ge, ">": operator.gt
}  # fmt: skip


def plus(left: Number, right: Number) -> Number:
    """The sum; exact for fractions and for forms of one box."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left + right
    if isinstance(left, Fraction):
        left, right = right, left
    if isinstance(left, Affine) and isinstance(right, Fraction):
        return Affine(left.constant + right, left.slopes, left.box)
    if isinstance(left, Affine) and isinstance(right, Affine) and left.box == right.box:
        slopes = tuple(a + b for a, b in zip(left.slopes, right.slopes, strict=True))
        constant = left.constant + right.constant
        return Affine(constant, slopes, left.box) if any(slopes) else constant
    a, b = interval(left), interval(right)
    return Interval((a.lo + b.lo).lower(), (a.hi + b.hi).upper(), a.open or b.open)


def times(left: Number, right: Number) -> Number:
    """The product; exact for fractions and for a fraction times a form."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left * right if left and right else ZERO
    if isinstance(right, Fraction):
        left, right = right, left
    if left == 0:
        return ZERO
    if isinstance(left, Fraction) and isinstance(right, Affine):
        return Affine(left * right.constant, tuple(left * slope for slope in right.slopes), right.box)
    a, b = interval(left), interval(right)
    products = [_product(x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    strict = (a.open or b.open) and a.sign is not None and b.sign is not None
    return Interval(least(products), greatest(products), strict)


def _product(x: arb, y: arb) -> arb:
    """An infinite end is never attained, so that 0 times it counts as 0."""
    return arb(0) if x == 0 or y == 0 else x * y


def negative(value: Number) -> Number:
    """The number with its sign turned."""
    return -value if isinstance(value, Fraction) else times(MINUS_ONE, value)


def minus(left: Number, right: Number) -> Number:
    """The difference."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left - right
    return plus(left, negative(right))


def over(left: Number, right: Number) -> Number:
    """The quotient. Raises ``Undetermined`` where the denominator may be zero."""
    if isinstance(right, Fraction):
        if right == 0:
            raise Undetermined("division by zero")
        return times(left, 1 / right)
    b = interval(right)
    if b.sign is None:
        raise Undetermined("a denominator that may be zero")
    ends = [_reciprocal(end, b.sign) for end in (b.hi, b.lo)]
    return times(left, Interval(ends[0].lower(), ends[1].upper(), b.open))


def _reciprocal(end: arb, sign: int) -> arb:
    if end == 0:
        return arb.pos_inf() if sign > 0 else arb.neg_inf()
    return 1 / end if end.is_finite() else arb(0)


def magnitude(value: Number) -> Number:
    """The absolute value."""
    if isinstance(value, Fraction):
        return abs(value)
    sign = interval(value).sign
    if sign is not None:
        return times(Fraction(sign), value)
    a = interval(value)
    return Interval(arb(0), greatest([-a.lo, a.hi]), False)


def power(base: Number, exponent: Number) -> Number:
    """``base ** exponent``: whole powers, square roots, else ``exp(exponent log base)``."""
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        return _whole_power(base, exponent.numerator)
    if exponent == Fraction(1, 2):
        return root(base)
    return exponential(times(exponent, logarithm(base)))


def _whole_power(base: Number, exponent: int) -> Number:
    if abs(exponent) > 4096:
        raise Undetermined("an exponent beyond 4096")
    if exponent < 0:
        return over(Fraction(1), _whole_power(base, -exponent))
    if isinstance(base, Fraction):
        return base**exponent
    if exponent in (0, 1):
        return Fraction(1) if exponent == 0 else base
    even = exponent % 2 == 0
    a = interval(magnitude(base) if even else base)
    return Interval((a.lo**exponent).lower(), (a.hi**exponent).upper(), a.open)


def root(value: Number) -> Number:
    """The square root; exact for squares of fractions. Raises ``Undetermined`` below zero."""
    if isinstance(value, Fraction) and value >= 0:
        exact = Fraction(isqrt(value.numerator), isqrt(value.denominator))
        if exact * exact == value:
            return exact
    return _monotone(value, arb.sqrt, floor=Fraction(0))


def exponential(value: Number) -> Number:
    """``exp``; exact at 0."""
    return Fraction(1) if value == 0 else _monotone(value, _exp)


def _exp(end: arb) -> arb:
    return end.exp() if end.is_finite() else (arb.pos_inf() if end > 0 else arb(0))


def logarithm(value: Number) -> Number:
    """``log`` of what is certainly positive."""
    if value == 1:
        return Fraction(0)
    if compare(value, ">", Fraction(0)) is not True:
        raise Undetermined("a logarithm of what may not be positive")
    return _monotone(value, lambda end: arb.neg_inf() if end == 0 else end.log())


def _monotone(value: Number, function: Callable[[arb], arb], *, floor: Fraction | None = None) -> Interval:
    """An increasing function of a number that must not lie below ``floor``."""
    a = interval(value)
    if floor is not None and not a.lo >= thin(floor):
        raise Undetermined("a root of what may be negative")
    lo, hi = (function(end) if end.is_finite() or function is _exp else end for end in (a.lo, a.hi))
    if lo.is_nan() or hi.is_nan():
        raise Undetermined("a function outside its domain")
    return Interval(lo.lower(), hi.upper(), a.open)


def larger(left: Number, right: Number) -> Number:
    """The maximum; one of the two where it is known which."""
    order = compare(left, "<=", right)
    if order is not None:
        return right if order else left
    a, b = interval(left), interval(right)
    return Interval(greatest([a.lo, b.lo]), greatest([a.hi, b.hi]))


def smaller(left: Number, right: Number) -> Number:
    """The minimum."""
    return negative(larger(negative(left), negative(right)))


def hull(left: Number, right: Number) -> Number:
    """The least interval that holds both."""
    a, b = interval(left), interval(right)
    return Interval(least([a.lo, b.lo]), greatest([a.hi, b.hi]), a.open and b.open)


def compare(left: Number, op: str, right: Number) -> bool | None:
    """Whether ``left op right``: certainly, certainly not, or None where it cannot be told.

    >>> compare(Fraction(1, 3), "<", root(Fraction(2))), compare(root(Fraction(2)), "=", root(Fraction(2)))
    (True, None)
    """
    if op not in ORDERS:
        return None
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return ORDERS[op](left, right)
    gap = minus(right, left)
    if isinstance(gap, Fraction):
        return compare(ZERO, op, gap)
    found = interval(gap)
    if found.sign is not None:
        return ORDERS[op](0, found.sign)
    if (op in ("<=", ">") and found.lo >= 0) or (op in ("<", ">=") and found.hi <= 0):
        return op in ("<=", ">=")
    return None


def conjunction(parts: Sequence[bool | None]) -> bool | None:
    """And, of three values."""
    return False if False in parts else None if None in parts else True


def disjunction(parts: Sequence[bool | None]) -> bool | None:
    """Or, of three values."""
    return True if True in parts else None if None in parts else False
