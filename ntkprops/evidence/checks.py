"""Does a number given by the user lie where it must? One question, asked everywhere in this package."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite

from ntkprops.errors import InputError


def open_unit(name: str, value: float | Fraction) -> float:
    """``value`` as a float strictly inside (0, 1), or an ``InputError`` that names it.

    >>> open_unit("delta", Fraction(1, 4))
    0.25
    """
    if not 0 < float(value) < 1:
        raise InputError(f"{name} is {value!r}, must lie strictly between 0 and 1. Give one such as 1/20.")
    return float(value)


def at_least_one(name: str, value: int) -> int:
    """``value``, a count of at least one, or an ``InputError`` that names it."""
    if value < 1:
        raise InputError(f"{name} is {value!r}, must be at least 1. Give a positive count.")
    return value


def finite(name: str, value: float) -> float:
    """``value``, a finite number, or an ``InputError`` that names it."""
    if not isfinite(value):
        raise InputError(f"{name} is {value!r}, must be finite. Give a number.")
    return float(value)
