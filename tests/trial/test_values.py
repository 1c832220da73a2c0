"""Certain numbers: exact where they can be, enclosed where not, compared only where no doubt is left."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.meaning.exact.enclosures import Box, Interval, coordinate, interval
from ntkprops.meaning.exact.values import (
    Undetermined,
    compare,
    exponential,
    hull,
    logarithm,
    magnitude,
    minus,
    over,
    plus,
    power,
    root,
    times,
)

fractions = st.fractions(min_value=-10, max_value=10, max_denominator=50)
OPERATIONS = (plus, minus, times)


@given(fractions, fractions, fractions, fractions, st.sampled_from(OPERATIONS))
def test_intervals_hold_every_result(a, b, c, d, operation):
    """The interval of an operation holds the operation of any members."""
    found = interval(operation(hull(a, b), hull(c, d)))

    for left in (a, b, (a + b) / 2):
        for right in (c, d):
            assert compare(operation(left, right), "<", Interval(found.lo, found.lo)) is not True
            assert compare(operation(left, right), ">", Interval(found.hi, found.hi)) is not True


@given(fractions, fractions)
def test_fractions_stay_exact(a, b):
    """Sums and products of fractions are fractions."""
    assert (plus(a, b), times(a, b), magnitude(a)) == (a + b, a * b, abs(a))


@given(fractions)
def test_root_of_a_square_is_exact(a):
    """The root of a square of a fraction is its absolute value, exactly."""
    assert root(a * a) == abs(a)


def test_forms_forget_nothing():
    """A coordinate minus itself is 0 exactly, however large its box."""
    g = coordinate(Box(((Fraction(0), None),)), 0)

    assert minus(g, g) == 0
    assert minus(plus(g, Fraction(1, 3)), g) == Fraction(1, 3)


def test_open_boxes_have_a_sign():
    """A coordinate in (0, oo) is positive, one in (-oo, 0) negative, and so are their multiples."""
    above, below = (coordinate(Box((ends,)), 0) for ends in ((Fraction(0), None), (None, Fraction(0))))

    assert compare(above, ">", Fraction(0)) is True
    assert compare(times(Fraction(-2), below), ">=", Fraction(0)) is True
    assert compare(below, ">=", Fraction(0)) is False


def test_touching_is_not_told():
    """The root of 2 squared is not known to be 2: balls never close a gap that touches zero."""
    two = power(root(Fraction(2)), Fraction(2))

    assert compare(two, "=", Fraction(2)) is None
    assert compare(two, "<", Fraction(3)) is True


def test_closed_interval_at_zero_is_weakly_positive():
    """An interval [0, 1] is >= 0 for sure and > 0 not for sure."""
    unit = hull(Fraction(0), Fraction(1))

    assert (compare(unit, ">=", Fraction(0)), compare(unit, ">", Fraction(0))) == (True, None)


UNDEFINED = (
    lambda: over(Fraction(1), Fraction(0)),
    lambda: over(Fraction(1), hull(Fraction(-1), Fraction(1))),
    lambda: root(Fraction(-1)),
    lambda: logarithm(Fraction(0)),
)


@pytest.mark.parametrize("bad", UNDEFINED)
def test_undefined_is_undetermined(bad):
    """Nothing is said of 1/0, of the root of -1, or of log 0."""
    with pytest.raises(Undetermined):
        bad()


@given(fractions)
def test_exponential_and_logarithm_undo_each_other(a):
    """log(exp(a)) holds a."""
    found = interval(logarithm(exponential(a)))

    assert compare(a, "<", Interval(found.lo, found.lo)) is not True
    assert compare(a, ">", Interval(found.hi, found.hi)) is not True


def test_an_unknown_relation_is_not_told():
    """What is about equal is neither so nor not so, of fractions and of enclosures alike."""
    assert compare(root(Fraction(2)), "approx", Fraction(1)) is None
    assert compare(Fraction(1), "approx", Fraction(1)) is None


def test_infinite_intervals_compare_safely():
    """Nothing is certain of the difference of two unbounded numbers."""
    line = Interval(arb.neg_inf(), arb.pos_inf(), open=True)

    assert compare(line, "<=", Fraction(0)) is None
    assert compare(times(line, Fraction(0)), "=", Fraction(0)) is True
    assert compare(power(line, Fraction(2)), ">=", Fraction(0)) is True
