"""Strategies for widths, failure probabilities and labels."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.draw import failure_probabilities, labels, widths
from ntkprops.errors import InputError


@given(st.data(), st.integers(1, 50), st.integers(0, 2000))
def test_widths_stay_within_their_bounds(data, at_least, more):
    """at_least <= m <= at_most."""
    m = data.draw(widths(at_least=at_least, at_most=at_least + more))

    assert at_least <= m <= at_least + more


def test_widths_shrink_to_one_and_to_the_least_that_fails(minimal):
    """m = 1, and the exact threshold of a condition."""
    assert minimal(widths()) == 1
    assert minimal(widths(), lambda m: m >= 101) == 101


@given(st.data(), st.integers(2, 60), st.fractions(Fraction(1, 100), Fraction(1, 2)))
def test_failure_probabilities_are_exact_and_inside_their_bounds(data, max_denominator, at_least):
    """A fraction in [at_least, 1) with a small denominator."""
    delta = data.draw(failure_probabilities(at_least=at_least, max_denominator=max_denominator))

    assert isinstance(delta, Fraction)
    assert at_least <= delta < 1
    assert delta.denominator <= max_denominator


def test_failure_probabilities_shrink_to_one_half(minimal):
    """delta = 1/2, and the simplest fraction below a bound."""
    assert minimal(failure_probabilities()) == Fraction(1, 2)
    assert minimal(failure_probabilities(), lambda delta: delta <= Fraction(1, 10)) == Fraction(1, 10)


@given(st.integers(1, 5).flatmap(labels))
def test_labels_are_exact_and_at_most_one_in_size(y):
    """|y_i| <= 1."""
    assert all(isinstance(label, Fraction) and abs(label) <= 1 for label in y)


def test_labels_shrink_to_one(minimal):
    """Not to zero, where many a bound is trivial."""
    assert minimal(labels(2)) == (1, 1)
    assert minimal(labels(2), lambda y: y[1] < y[0]) == (1, -1)
    assert minimal(labels(1), lambda y: 0 < y[0] < 1) == (Fraction(1, 2),)


@pytest.mark.parametrize("draw", [lambda: widths(at_least=0), lambda: widths(at_least=3, at_most=2)])
def test_widths_without_order_are_an_input_error(draw):
    """1 <= at_least <= at_most."""
    with pytest.raises(InputError, match=r"must be ordered from 1 up"):
        draw()


@pytest.mark.parametrize("at_least", [0, Fraction(2, 3)])
def test_a_least_probability_that_excludes_one_half_is_an_input_error(at_least):
    """delta = 1/2 is where shrinking ends."""
    with pytest.raises(InputError, match=r"must lie in \(0, 1/2\]"):
        failure_probabilities(at_least=at_least)
