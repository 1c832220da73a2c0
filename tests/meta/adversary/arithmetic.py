"""Numbers, vectors and matrices as tuples: what the evaluator of the adversary computes with, exact where it can be."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

SLACK = 1e-7


class Unknown(Exception):  # noqa: N818  a limit of this evaluator, not an error
    """This evaluator has no meaning for that."""


class Undefined(Exception):  # noqa: N818  a fact about the instance
    """A side has no value here: a denominator of 0, the logarithm of a negative number, an empty maximum."""


@dataclass(frozen=True)
class Row:
    """A transposed vector."""

    parts: tuple[Any, ...]


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, floats up to rounding."""
    if isinstance(one, tuple) != isinstance(other, tuple):
        raise Unknown("things of two sorts")
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one == other
    return abs(one - other) <= SLACK * max(1.0, abs(one))


def add(one: Any, other: Any) -> Any:
    """The sum, by entries."""
    return tuple(map(add, one, other)) if isinstance(one, tuple) else one + other


def scale(factor: Any, thing: Any) -> Any:
    """A number times a thing, by entries."""
    return tuple(scale(factor, part) for part in thing) if isinstance(thing, tuple) else factor * thing


def _array(thing: Any) -> Any:
    return np.array(thing, dtype=object)


def _tuples(thing: Any) -> Any:
    return tuple(_tuples(part) for part in thing) if isinstance(thing, np.ndarray) else thing


def times(one: Any, other: Any) -> Any:
    """The product of two factors in printed order."""
    if isinstance(one, Row) and isinstance(other, Row):
        raise Unknown("row times row")
    if isinstance(one, Row):
        found = _array(one.parts) @ _array(other) if isinstance(other, tuple) else Row(scale(other, one.parts))
        return Row(_tuples(found)) if isinstance(found, np.ndarray) else found
    if isinstance(other, Row):
        return tuple(scale(part, other.parts) for part in one) if isinstance(one, tuple) else Row(scale(one, other.parts))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _tuples(_array(one) @ _array(other))
    return scale(other, one) if isinstance(one, tuple) else scale(one, other)


def power(base: Any, exponent: Any) -> Any:
    """A power of a number."""
    if isinstance(base, tuple):
        raise Unknown("a power of a matrix")
    if base == 0 and exponent <= 0:
        raise Undefined("a power of 0")
    if Fraction(exponent).denominator != 1:
        if base < 0:
            raise Undefined("a fractional power of a negative number")
        return float(base) ** float(exponent)
    return base ** int(exponent)


def divide(one: Any, other: Any) -> Any:
    """A quotient."""
    if other == 0:
        raise Undefined("a division by 0")
    return scale(1 / other, one)


def root(found: Any) -> Any:
    """The square root, exact where it is rational."""
    if found < 0:
        raise Undefined("the root of a negative number")
    exact = Fraction(found) if isinstance(found, Fraction) else None
    if exact is not None:
        top, low = math.isqrt(exact.numerator), math.isqrt(exact.denominator)
        if top * top == exact.numerator and low * low == exact.denominator:
            return Fraction(top, low)
    return math.sqrt(found)


def real_root(degree: Any, found: Any) -> float:
    """The root of some degree."""
    if found < 0:
        raise Undefined("the root of a negative number")
    return float(found) ** (1 / float(degree))


def logarithm(found: Any) -> float:
    """The natural logarithm."""
    if found <= 0:
        raise Undefined("the logarithm of what is not positive")
    return math.log(found)


def slope(function: Callable[[Any], Any], at: Any) -> Any:
    """The derivative by two central differences, exact for polynomials up to degree 4."""

    def central(step: Fraction) -> Any:
        return scale(1 / (2 * step), add(function(at + step), scale(Fraction(-1), function(at - step))))

    wide, narrow = (central(Fraction(1, size)) for size in (512, 1024))
    return add(scale(Fraction(4, 3), narrow), scale(Fraction(-1, 3), wide))
