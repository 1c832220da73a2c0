"""Exponents that follow from intervals alone."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from ntkprops.empirical import Axis, Family, Measurement, Member, Plan, Setting, WidthInterval, exponent, series_in
from ntkprops.errors import InputError


def interval(lower: int, upper: int | None) -> WidthInterval:
    """An interval without its history."""
    return WidthInterval(lower, upper, upper, ())


@given(st.floats(0.1, 4), st.floats(1, 50), st.lists(st.floats(1.01, 3), min_size=4, max_size=4))
def test_the_exponent_of_a_power_law_is_among_those_found(power: float, scale: float, slack: list[float]) -> None:
    """However the intervals lie around c v^s, s is among the exponents of a power law."""
    values = [1.0, 2.0, 4.0, 8.0]
    exact = [scale * v**power for v in values]
    intervals = [interval(int(m / s), int(np.ceil(m * s))) for m, s in zip(exact, slack, strict=True)]

    found = exponent(values, intervals)

    assert found.is_power_law
    assert found.power_lo <= power + 1e-9 and power - 1e-9 <= found.power_hi


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=3, max_size=5))
def test_the_range_is_that_of_a_linear_program(ends: list[tuple[int, int]]) -> None:
    """Least and greatest slope of a line through all intervals, by an independent solver."""
    x = np.log(np.arange(1, len(ends) + 1) * 2.0)
    low = np.log([lower for lower, _ in ends])
    high = np.log([lower + extra for lower, extra in ends])
    found = exponent(np.exp(x), [interval(lower, lower + extra) for lower, extra in ends])
    A = np.concatenate([np.stack([x, np.ones_like(x)], axis=1), -np.stack([x, np.ones_like(x)], axis=1)])
    sides = [linprog([sign, 0.0], A, np.concatenate([high, -low]), bounds=(None, None)) for sign in (1, -1)]

    if abs(found.power_hi - found.power_lo) > 1e-6:
        assert found.is_power_law == (sides[0].status == 0)
    if sides[0].status == 0 and found.power_hi - found.power_lo > 1e-6:
        assert [found.power_lo, found.power_hi] == pytest.approx([sides[0].fun, -sides[1].fun], abs=1e-6)


def test_a_bent_curve_is_no_power_law() -> None:
    """Negative control: flat, then steep, and intervals too narrow for one line."""
    found = exponent([1, 2, 4], [interval(99, 101), interval(99, 101), interval(9999, 10_001)])

    assert not found.is_power_law
    assert found.mean_lo < np.log(100) / np.log(4) < found.mean_hi


def test_without_an_upper_end_the_exponent_is_unbounded_on_that_side() -> None:
    """What is not known above bounds nothing."""
    found = exponent([1, 2], [interval(7, 8), interval(15, None)])

    assert found.mean_lo == pytest.approx(1.0) and found.mean_hi == np.inf == found.power_hi


@pytest.mark.parametrize(
    ("values", "count", "words"),
    [([1.0, 2.0], 1, "must be as many"), ([2.0, 2.0], 2, "two different"), ([0.0, 1.0], 2, "positive")],
)
def test_values_without_a_slope_are_refused(values: list[float], count: int, words: str) -> None:
    """The message says what is missing."""
    with pytest.raises(InputError) as caught:
        exponent(values, [interval(1, 2)] * count)

    assert words in str(caught.value)


def measured(n: int, delta: str) -> Measurement:
    """A measurement without visits."""
    setting = Setting(Member(Family.CROSS_POLYTOPE, n), Fraction(delta))
    return Measurement(setting, 0.5, 0.5, 0, Plan(setting.delta, 0.01), (), True)


def test_series_differ_along_one_axis_only() -> None:
    """Two numbers of samples at two deltas are two series in n and two in 1/delta."""
    found = series_in([measured(n, delta) for n in (2, 1) for delta in ("1/10", "1/20")])

    assert [series.axis for series in found] == [Axis.N, Axis.N, Axis.DELTA, Axis.DELTA]
    assert [series.values for series in found] == [(1.0, 2.0), (1.0, 2.0), (10.0, 20.0), (10.0, 20.0)]
