"""The worst weights in a ball: attained ends are attained, proved ends are not crossed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.network import Dataset, cross_polytope, draw, gram, lemma_radius, unit_rows, worst_weights


def _instance(seed, *, m=30):
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(1, 5)), int(rng.integers(2, 5))
    data = Dataset(unit_rows(rng.standard_normal((n, d))), np.zeros(n))
    return data, draw(m, d=d, rng=seed), float(rng.uniform(0.05, 1.0))


@settings(max_examples=60)
@given(st.integers(0, 5000))
def test_the_weights_attain_their_end_inside_the_ball(seed):
    """The weights handed over lie in the ball and give exactly the attained ends."""
    data, init, radius = _instance(seed)
    worst = worst_weights(data, init, radius=radius)
    H0 = gram(data.X, init.W)

    for W in (worst.W_deviation, worst.W_eigenvalue):
        assert np.linalg.norm(W - init.W, axis=1).max() <= radius * (1 + 1e-8)
    assert np.linalg.norm(gram(data.X, worst.W_deviation) - H0, 2) == worst.deviation.lo
    assert np.linalg.eigvalsh(gram(data.X, worst.W_eigenvalue))[0] == worst.eigenvalue.hi


@settings(max_examples=60)
@given(st.integers(0, 5000))
def test_random_weights_in_the_ball_never_cross_the_proved_end(seed):
    """No drawn weights on the sphere of the ball are worse than what is proved."""
    data, init, radius = _instance(seed)
    worst, H0 = worst_weights(data, init, radius=radius), gram(data.X, init.W)
    rng = np.random.default_rng(seed)
    for _ in range(20):
        H = gram(data.X, init.W + radius * unit_rows(rng.standard_normal(init.W.shape)))

        assert np.linalg.norm(H - H0, 2) <= worst.deviation.hi + 1e-12
        assert np.linalg.eigvalsh(H)[0] >= worst.eigenvalue.lo - 1e-12


def test_orthogonal_rows_close_the_interval():
    """For rows that cannot interact H is diagonal, and the worst weights flip each row as far as they can."""
    data, init = Dataset(cross_polytope(2)[::2], [0.0, 0.0]), draw(400, d=2, rng=1)
    worst = worst_weights(data, init, radius=0.05)

    assert worst.deviation.lo == pytest.approx(worst.deviation.hi, rel=1e-9)


def test_the_printed_squared_radius_allows_far_more():
    """With R < 1 the printed condition on the square is a ball of radius sqrt(R), and the deviation grows."""
    data, init = Dataset(np.eye(2), [0.0, 0.0]), draw(2000, d=2, rng=2)
    R = lemma_radius(data, 0.1)
    proved, printed = (worst_weights(data, init, radius=r).deviation.lo for r in (R, np.sqrt(R)))

    assert R < 0.01 and printed > 5 * proved


@pytest.mark.parametrize("radius", [0.0, -1.0, np.nan, np.inf])
def test_a_radius_that_is_no_radius_is_refused(radius):
    """The message names the value."""
    with pytest.raises(InputError, match="radius is"):
        worst_weights(Dataset([[1.0]], [0.0]), draw(3, d=1, rng=0), radius=radius)
