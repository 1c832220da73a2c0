"""Exact numbers as a number system: each construct by the function that computes it."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from ntkprops.meaning.arithmetic import Arithmetic, Undetermined
from ntkprops.meaning.exact import tensor, values
from ntkprops.meaning.exact.enclosures import Interval, Number, ball
from ntkprops.meaning.exact.further import matrix_power
from ntkprops.meaning.exact.over import integral, supremum
from ntkprops.meaning.exact.tensor import Tensor, Value

MOST_WHOLE = 64  # values that a whole number runs through
ZERO, UNIT = Fraction(0), Interval(arb(0), arb(1))


def whole(low: Number, high: Number) -> list[Fraction]:
    """The whole numbers from ``low`` to ``high``. Raises ``Undetermined`` where the ends are none, or too far apart."""
    if not (isinstance(low, Fraction) and isinstance(high, Fraction) and low.denominator == high.denominator == 1):
        raise Undetermined("a whole number between ends that are none")
    if high - low >= MOST_WHOLE:
        raise Undetermined(f"more than {MOST_WHOLE} whole numbers")
    return [Fraction(value) for value in range(int(low), int(high) + 1)]


class Exact:
    """Fractions, enclosures and tensors; truth has three values."""

    name = "exact"
    root, exponential = staticmethod(values.root), staticmethod(values.exponential)
    logarithm, magnitude = staticmethod(values.logarithm), staticmethod(values.magnitude)
    larger, smaller = staticmethod(values.larger), staticmethod(values.smaller)
    times, over = staticmethod(tensor.product), staticmethod(tensor.divided)
    norm, inner, trace = staticmethod(tensor.norm), staticmethod(tensor.inner), staticmethod(tensor.trace)
    transposed, eigenvalue = staticmethod(tensor.transposed), staticmethod(tensor.eigenvalue)
    stacked, related = staticmethod(tensor.stacked), staticmethod(tensor.related)
    every, some = staticmethod(values.conjunction), staticmethod(values.disjunction)
    whole, integral, supremum = staticmethod(whole), staticmethod(integral), staticmethod(supremum)

    def number(self, value: Fraction) -> Number:
        return value

    def pi(self) -> Number:
        return ball(arb.pi())

    def as_number(self, value: Value, head: str) -> Number:
        return tensor.number(value)

    def power(self, base: Number, exponent: Number, *, counts: bool) -> Number:
        is_positive = values.compare(base, ">", ZERO) is True
        if not (counts or is_positive or (base == 0 and values.compare(exponent, ">", ZERO) is True)):
            raise Undetermined("a real power of what may not be positive")
        return values.power(base, exponent)

    def matrix_power(self, base: Tensor, exponent: Number) -> Value:
        return matrix_power(base, exponent)

    def plus(self, left: Value, right: Value) -> Value:
        return tensor.joined(left, right, values.plus)

    def negative(self, value: Value) -> Value:
        return tensor.mapped(value, values.negative)

    def member(self, value: Value, place: int) -> Value:
        if not isinstance(value, Tensor):
            raise Undetermined("an entry of a scalar")
        return value.row(place)

    def is_number(self, value: Value) -> bool:
        return not isinstance(value, Tensor)

    def is_whole(self, value: Value) -> bool:
        return isinstance(value, Fraction) and value.denominator == 1

    def place(self, value: Number) -> int:
        if not isinstance(value, Fraction) or value.denominator != 1:
            raise Undetermined("an index that is no whole number")
        return value.numerator

    def denied(self, truth: bool | None) -> bool | None:
        return None if truth is None else not truth

    def indicator(self, truth: bool | None) -> Number:
        return UNIT if truth is None else Fraction(int(truth))


EXACT: Arithmetic = Exact()
