"""The eigenvalue certificate must refuse what is false."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.network import regular_polygon
from ntkprops.network.certify import eigenvalue_lo, limit_gram_eigenvalue_lo


def test_a_singular_matrix_is_never_certified_positive():
    """Even polygons from six corners on have lambda_0 = 0: no bound may be positive."""
    assert max(limit_gram_eigenvalue_lo(regular_polygon(n)) for n in (6, 8, 10, 12, 40)) <= 0


@given(st.integers(1, 12), st.integers(0, 2**32), st.floats(-1e-13, 1e-13))
def test_the_bound_is_below_the_eigenvalue_of_an_integer_construction(n, seed, shift):
    """B B^T for n x (n-1) integers is exactly singular: its certified bound is never above the shift."""
    B = np.random.default_rng(seed).integers(-9, 10, size=(n, max(n - 1, 1))).astype(float)
    B[-1] = 0.0

    assert eigenvalue_lo(B @ B.T) <= 0
