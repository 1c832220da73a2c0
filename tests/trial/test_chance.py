"""Masses of boxes and expectations over the draw, against closed forms and SciPy."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from ntkprops.meaning.exact.enclosures import Box, Interval, interval
from ntkprops.trial.boxes import chance, mass, orthants

F = Fraction
ends = st.fractions(min_value=0, max_value=6, max_denominator=100)


@given(ends, ends, st.booleans())
def test_mass_of_an_interval_is_gaussian(a, b, mirrored):
    """Phi(b) - Phi(a), on either side of 0."""
    lo, hi = sorted((a, b))
    found = chance((-hi, -lo) if mirrored else (lo, hi))

    expected = norm.cdf(float(hi)) - norm.cdf(float(lo))
    assert float(interval(found).lo) == pytest.approx(expected, abs=1e-14)


def test_orthants_fill_the_space_exactly():
    """The eight orthants of three coordinates have mass 1/8 each, exactly."""
    assert [mass(box) for box in orthants(3)] == [F(1, 8)] * 8


def test_tail_has_the_mass_of_the_complement():
    """The half-line above 1 has mass 1 - Phi(1)."""
    found = mass(Box(((F(1), None),)))

    assert isinstance(found, Interval)
    assert float(found.lo) == pytest.approx(norm.sf(1), abs=1e-14)
