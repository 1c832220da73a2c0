"""Gram matrices against independent ways to compute them."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.network import cosines, draw, gram, limit_gram, unit_rows


def _arc_length_share(angle: float) -> float:
    """P(both active) by quadrature over the circle of directions; the kinks are handed to the quadrature."""
    active = lambda t: float(mpmath.cos(t) >= 0 and mpmath.cos(t - angle) >= 0)  # noqa: E731
    kinks = sorted({-mpmath.pi / 2, mpmath.pi / 2, angle - mpmath.pi / 2, mpmath.pi})
    return float(mpmath.quad(active, [-mpmath.pi, *kinks]) / (2 * mpmath.pi))


@pytest.mark.parametrize("angle", [0.1, 1.0, np.pi / 2, 2.5, 3.1])
def test_limit_agrees_with_quadrature(angle):
    """H*_12 is the cosine times the probability that both rows are active."""
    X = [[1, 0], [np.cos(angle), np.sin(angle)]]

    assert limit_gram(X)[0, 1] == pytest.approx(np.cos(angle) * _arc_length_share(angle), abs=1e-12)


@pytest.mark.parametrize("angle", [1e-12, 1e-9, 1e-5, 0.4, np.pi - 1e-9])
def test_limit_keeps_its_digits_near_parallel_rows(angle):
    """Where arccos would lose half the digits, the entry still has them all."""
    x, z = mpmath.mpf(float(np.cos(angle))), mpmath.mpf(float(np.sin(angle)))
    exact = x * (mpmath.pi - mpmath.atan2(z, x)) / (2 * mpmath.pi)
    X = [[1, 0], [np.cos(angle), np.sin(angle)]]

    assert limit_gram(X)[0, 1] == pytest.approx(float(exact), abs=4e-16)


def test_a_wide_draw_comes_near_its_limit():
    """H(0) is within Hoeffding's distance of H* at false alarm 1e-9 (m = 200,000, 10 entries)."""
    X = unit_rows(np.random.default_rng(0).standard_normal((4, 3)))
    m = 200_000
    reach = np.sqrt(np.log(2 * 10 / 1e-9) / (2 * m))

    assert np.abs(gram(X, draw(m, d=3, rng=1).W) - limit_gram(X)).max() < reach


@given(st.integers(1, 5), st.integers(1, 4), st.integers(1, 30), st.integers(0, 2**32))
def test_gram_is_the_inner_product_of_gradients(n, d, m, seed):
    """The formula by patterns equals the inner products of the gradients df/dw written out."""
    rng = np.random.default_rng(seed)
    X, W = unit_rows(rng.standard_normal((n, d))), rng.standard_normal((m, d))
    gradients = (X[:, None, :] * (X @ W.T >= 0)[:, :, None] / np.sqrt(m)).reshape(n, m * d)

    np.testing.assert_allclose(gram(X, W), gradients @ gradients.T, atol=1e-14)


def test_a_batch_is_its_networks_one_by_one():
    """Leading axes of W are separate networks."""
    rng = np.random.default_rng(5)
    X, W = unit_rows(rng.standard_normal((3, 2))), rng.standard_normal((2, 4, 7, 2))

    np.testing.assert_array_equal(gram(X, W)[1, 2], gram(X, W[1, 2]))


def test_orthogonal_rows_stay_exactly_orthogonal():
    """A rotated orthonormal basis has the identity as its cosines, not rounding noise."""
    Q = np.linalg.qr(np.random.default_rng(2).standard_normal((6, 6)))[0]

    np.testing.assert_array_equal(cosines(unit_rows(Q)), np.eye(6))


def test_weights_of_another_dimension_are_refused():
    """The message names both shapes."""
    with pytest.raises(InputError, match=r"W has shape \(5, 3\), must be \(..., m, 2\)"):
        gram(np.eye(2), np.zeros((5, 3)))
