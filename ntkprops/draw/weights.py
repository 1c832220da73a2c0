"""A strategy for weights in a ball around given ones, with nothing outside, rounding included."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from ntkprops.draw.rows import unit_row
from ntkprops.errors import InputError

Matrix = NDArray[np.float64]

_MOST_STEPS = 8
_LEAST_PULL = 2.0**-40


def weights_near(start: ArrayLike, radius: float) -> st.SearchStrategy[Matrix]:
    r"""Weights with ``|w_k - w_k(0)|_2 <= radius`` for every neuron; shrinks to the start itself.

    Up to eight steps are drawn and the neurons take them in turn, so the cost does not grow with the width;
    many steps end at the boundary, where bounds are tight.

    Args:
        start: the weights ``w(0)``, finite, shape (m, d).
        radius: of the ball around each neuron, finite and not negative.

    Returns:
        a strategy for arrays of shape (m, d).

    Raises:
        InputError: ``start`` is not a finite matrix with a row and a column, or ``radius`` is no radius.

    Accuracy:
        the distance is at most ``radius`` exactly, as rational arithmetic on the doubles says. At the
        boundary it falls short by one part in ``2^40``, or by what the rounding of ``start`` makes needed.

    >>> from hypothesis import find
    >>> find(weights_near([[1.0, 2.0]], 0.5), lambda W: True)
    array([[1., 2.]])
    """
    W = np.array(start, dtype=float)
    if W.ndim != 2 or 0 in W.shape or not np.isfinite(W).all():
        raise InputError(f"start has shape {W.shape}, must be finite, (m, d) with m, d >= 1. Mend it.")
    if not 0 <= radius < np.inf:
        raise InputError(f"radius is {radius!r}, must be finite and at least 0. Give the radius of the ball.")
    shares = st.sampled_from((0.0, 1.0)) | st.floats(0, 1)
    step = st.builds(lambda share, row: share * np.array(row, dtype=float), shares, unit_row(W.shape[1]))
    steps = st.lists(step, min_size=1, max_size=min(len(W), _MOST_STEPS))
    return steps.map(lambda drawn: _moved(W, np.resize(np.array(drawn), W.shape), radius=radius))


def _moved(start: Matrix, directions: Matrix, *, radius: float) -> Matrix:
    """Each row moved by the radius along its direction, less a pull that grows until no row is outside."""
    W, pull = start + directions * (radius * (1 - _LEAST_PULL)), _LEAST_PULL
    while (outside := _outside(start, W, radius=radius)).any():
        pull *= 4
        W[outside] = start[outside] + directions[outside] * (radius * (1 - min(pull, 1.0)))
    return W


def _outside(start: Matrix, W: Matrix, *, radius: float) -> NDArray[np.bool_]:
    """Which rows of W are farther than the radius from those of start: the close calls decided exactly."""
    suspects = np.linalg.norm(W - start, axis=1) > radius * (1 - _LEAST_PULL / 2)
    for k in np.flatnonzero(suspects):
        suspects[k] = _squared_distance(W[k], start[k]) > Fraction(radius) ** 2
    return suspects


def _squared_distance(w: NDArray[np.float64], v: NDArray[np.float64]) -> Fraction:
    pairs = zip(w.tolist(), v.tolist(), strict=True)
    return sum(((Fraction(a) - Fraction(b)) ** 2 for a, b in pairs), Fraction(0))
