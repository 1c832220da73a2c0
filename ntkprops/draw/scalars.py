"""Strategies for the scalars of a statement: widths, failure probabilities, labels."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from hypothesis import strategies as st

from ntkprops.draw.sphere import simple_fractions
from ntkprops.errors import InputError

_ENDS = (Fraction(1), Fraction(-1), Fraction(0))
LABEL = st.sampled_from(_ENDS) | st.sampled_from(simple_fractions(max_denominator=8))


def widths(*, at_least: int = 1, at_most: int = 1024) -> st.SearchStrategy[int]:
    """Numbers of neurons m, every order of magnitude as likely; shrinks to ``at_least``.

    Args:
        at_least: the least width.
        at_most: the greatest width.

    Raises:
        InputError: not ``1 <= at_least <= at_most``.

    >>> from hypothesis import find
    >>> find(widths(), lambda m: m >= 100)
    100
    """
    if not 1 <= at_least <= at_most:
        raise InputError(f"at_least is {at_least} and at_most is {at_most}, must be ordered from 1 up.")
    octaves = range(at_least.bit_length(), at_most.bit_length() + 1)
    return st.one_of(
        [st.integers(max(at_least, 2 ** (bits - 1)), min(at_most, 2**bits - 1)) for bits in octaves]
    )


def failure_probabilities(
    *, at_least: Fraction = Fraction(1, 100), max_denominator: int = 100
) -> st.SearchStrategy[Fraction]:
    """Exact probabilities delta in (0, 1); shrinks to 1/2.

    Args:
        at_least: the least delta, above 0 (a small one costs about ``1/delta`` times as many trials).
        max_denominator: the greatest denominator, at least 2.

    Raises:
        InputError: ``at_least`` does not lie in (0, 1/2], or the denominator is less than 2.

    >>> from hypothesis import find
    >>> find(failure_probabilities(), lambda delta: delta <= Fraction(1, 10))
    Fraction(1, 10)
    """
    if not 0 < at_least <= Fraction(1, 2):
        raise InputError(f"at_least is {at_least}, must lie in (0, 1/2], so that 1/2 is allowed. Lower it.")
    if max_denominator < 2:
        raise InputError(f"max_denominator is {max_denominator}, must be at least 2, for delta = 1/2.")

    def over(q: int) -> st.SearchStrategy[Fraction]:
        return st.integers(max(1, ceil(q * at_least)), q - 1).map(lambda p: Fraction(p, q))

    return st.integers(2, max_denominator).flatmap(over)


def labels(n: int) -> st.SearchStrategy[tuple[Fraction, ...]]:
    """``n`` exact labels in [-1, 1], often at an end; shrinks to 1 (at 0 many a bound is trivial).

    Raises:
        InputError: ``n`` is less than 1.

    >>> from hypothesis import find
    >>> find(labels(2), lambda y: True)
    (Fraction(1, 1), Fraction(1, 1))
    """
    if n < 1:
        raise InputError(f"n is {n}, must be at least 1. Give the number of labels.")
    return st.tuples(*[LABEL] * n)
