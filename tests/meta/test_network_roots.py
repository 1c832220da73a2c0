"""The root finder must not overlook what a grid would."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.errors import PrecisionError
from ntkprops.network.flow.roots import Exponentials, first_root


def _rows(f0, D, rates):
    ones = np.ones(len(f0))
    wide = np.broadcast_to(np.asarray(rates, dtype=float), np.shape(D))
    fade = np.ones(np.shape(D)[1]) / np.shape(D)[1]
    return Exponentials(np.asarray(f0, float), np.asarray(D, float), wide, size=ones, pull=ones, fade=fade)


@given(st.floats(1e-7, 1e-3))
def test_a_dip_between_two_grid_points_is_found(depth):
    """A sum that dips below zero by very little is not skipped; raised by as much, it has no zero."""
    # x^2 - 1.2 x + c with x = e^-t has its minimum c - 0.36 at x = 0.6
    dip = lambda c: _rows([1 - 1.2 + c], [[-2.0, 1.2]], [2.0, 1.0])  # noqa: E731
    below, above = first_root(dip(0.36 - depth), cap=np.inf), first_root(dip(0.36 + depth), cap=np.inf)

    assert below.row == 0 and above.row == -1
    assert np.exp(-below.time) == pytest.approx(0.6 + np.sqrt(depth), abs=1e-9)


def test_a_row_below_zero_is_an_overlooked_event():
    """The check that no event was missed before fails on a row that starts negative."""
    with pytest.raises(PrecisionError, match="an event was missed"):
        first_root(_rows([-1e-6], [[1.0]], [1.0]), cap=1.0)


def test_a_row_that_leaves_its_kink_upwards_has_no_root():
    """Value and slope zero, curvature positive: a neuron that has just stopped sliding, not an event."""
    assert first_root(_rows([0.0], [[-1.0, 1.0]], [2.0, 1.0]), cap=5.0).row == -1
