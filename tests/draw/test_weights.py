"""The strategy for weights in a ball."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.draw import weights_near
from ntkprops.errors import InputError

STARTS = st.tuples(st.integers(1, 12), st.integers(1, 3), st.integers(0, 99)).map(
    lambda t: np.random.default_rng(t[2]).standard_normal(t[:2])
)
RADII = st.sampled_from((0.0, 1e-300, 1e-17, 1e-12, 1e-6, 1e-3, 1.0, 1e6))


def squared_distances(W, start):
    """The squared distance of each row, in exact arithmetic on the doubles."""
    return [
        sum((Fraction(a) - Fraction(b)) ** 2 for a, b in zip(w, v, strict=True))
        for w, v in zip(W.tolist(), start.tolist(), strict=True)
    ]


@given(st.data(), STARTS, RADII)
def test_no_neuron_leaves_its_ball(data, start, radius):
    """Not by a rounding error either, whatever the radius."""
    W = data.draw(weights_near(start, radius))

    assert W.shape == start.shape
    assert max(squared_distances(W, start)) <= Fraction(radius) ** 2


def test_the_boundary_is_reached(minimal):
    """Steps of full length are drawn, where bounds are tight: to one part in a billion."""
    nearly = 1e-4 * (1 - 1e-9)

    found = minimal(weights_near([[1.0, 2.0]], 1e-4), lambda W: np.linalg.norm(W - [1, 2]) > nearly)

    assert np.allclose(found, [[1 + 1e-4, 2]], rtol=0, atol=1e-12)


def test_weights_shrink_to_the_start(minimal):
    """Nothing moves unless it must."""
    assert minimal(weights_near([[1.0, 2.0], [3.0, 4.0]], 0.5)).tolist() == [[1, 2], [3, 4]]


def test_a_sign_that_must_flip_flips_by_the_simplest_step(minimal):
    """The first coordinate of a neuron near its kink is pushed through it along -e_1."""
    found = minimal(weights_near([[0.25, 1.0]], 0.5), lambda W: W[0, 0] < 0)

    assert np.allclose(found, [[-0.25, 1]], rtol=0, atol=1e-9)


def test_the_start_is_never_changed_in_place():
    """The caller's array is copied."""
    start = np.ones((2, 2))

    @given(weights_near(start, 1.0))
    def draws(W):
        W[:] = 7

    draws()
    assert (start == 1).all()


@pytest.mark.parametrize("start", [[1.0, 2.0], [[]], [[np.nan]]])
def test_a_start_that_is_no_finite_matrix_is_an_input_error(start):
    """One row per neuron."""
    with pytest.raises(InputError, match=r"start has shape .*, must be finite, \(m, d\)"):
        weights_near(start, 1.0)


@pytest.mark.parametrize("radius", [-1.0, np.inf, np.nan])
def test_a_radius_that_is_none_is_an_input_error(radius):
    """Finite and not negative."""
    with pytest.raises(InputError, match=r"radius is .*, must be finite and at least 0"):
        weights_near([[1.0]], radius)
