r"""What are the Gram matrices of a two-layer ReLU network?

``limit_gram`` is the lecture's :math:`H^* = \mathbb{E}_w[H(w)]`, ``gram`` is :math:`H(w)` at given
weights, and
``cosines`` is :math:`K = X X^\top`. Every row of ``X`` is a unit vector; ``Dataset`` checks that, these do
not.

References: lecture 12, section 1; Cho and Saul, "Kernel methods for deep learning", 2009 (arc-cosine
kernel of degree 0).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ntkprops.errors import InputError

Matrix = NDArray[np.float64]

_NEARLY_PARALLEL = 0.9  # beyond it, the angle is computed from differences of rows, not from cosines
_BLOCK = 1 << 22  # numbers held at once while patterns are turned into Gram matrices


def cosines(X: ArrayLike) -> Matrix:
    r"""Inner products of unit rows, :math:`K = X X^\top`.

    Entries below the rounding of an inner product, ``2**-52 * d``, are set to zero and the diagonal to one,
    so that orthogonal rows stay orthogonal in everything computed from ``K``.

    Args:
        X: unit rows, shape (n, d).

    Returns:
        K, shape (n, n), symmetric.

    Accuracy: ``2**-52 * d`` absolutely, per entry.
    Source: lecture 12, section 1.

    >>> cosines([[1, 0], [0, 1]])
    array([[1., 0.],
           [0., 1.]])
    """
    rows = np.asarray(X, dtype=float)
    K = rows @ rows.T
    K = (K + K.T) / 2
    K[np.abs(K) < 2.0**-52 * rows.shape[1]] = 0.0
    np.fill_diagonal(K, 1.0)
    return np.clip(K, -1.0, 1.0)


def angles(X: ArrayLike) -> Matrix:
    r"""Angles between unit rows, in radians, by ``atan2``.

    :math:`\theta_{ij} = 2\,\mathrm{atan2}(\|x_i - x_j\|, \|x_i + x_j\|)` for nearly parallel rows, where
    arccos would
    lose half the digits, and :math:`\mathrm{atan2}(\sqrt{(1 - K)(1 + K)}, K)` elsewhere.

    Args:
        X: unit rows, shape (n, d).

    Returns:
        Angles in [0, pi], shape (n, n), symmetric with zero diagonal.

    Accuracy: a few units of rounding, absolutely (relative for nearly parallel rows).
    Source: Kahan, "How futile are mindless assessments of roundoff", 2006, section 12.

    >>> angles([[1, 0], [0, 1]])[0, 1] == np.pi / 2
    np.True_
    """
    rows = np.asarray(X, dtype=float)
    K = cosines(rows)
    theta = np.arctan2(np.sqrt((1 - K) * (1 + K)), K)
    close = np.flatnonzero(np.abs(K.ravel()) > _NEARLY_PARALLEL)
    for part in np.array_split(close, close.size * rows.shape[1] // _BLOCK + 1):
        left, right = rows[part // len(K)], rows[part % len(K)]
        apart, along = np.linalg.norm(left - right, axis=1), np.linalg.norm(left + right, axis=1)
        theta.ravel()[part] = 2 * np.arctan2(apart, along)
    return theta


def limit_gram(X: ArrayLike) -> Matrix:
    r"""The Gram matrix of the infinitely wide network,
    :math:`H^*_{ij} = K_{ij}\,(\pi - \theta_{ij}) / (2\pi)`.

    Args:
        X: unit rows, shape (n, d).

    Returns:
        H*, shape (n, n), symmetric positive semidefinite up to rounding.

    Accuracy: a few units of rounding, absolutely, also for nearly parallel and antipodal rows.
    Source: lecture 12, section 1 (H*); Cho and Saul 2009, degree 0.

    >>> limit_gram([[1, 0], [0, 1]])  # orthogonal rows
    array([[0.5, 0. ],
           [0. , 0.5]])
    """
    return cosines(X) * (np.pi - angles(X)) / (2 * np.pi)


def activation_pattern(X: ArrayLike, W: ArrayLike) -> NDArray[np.bool_]:
    r"""Which neuron is active on which row, :math:`S_{ki} = 1[\langle w_k, x_i\rangle \geq 0]`.

    Args:
        X: unit rows, shape (n, d).
        W: weights, shape (..., m, d); leading axes are separate networks.

    Returns:
        S, shape (..., m, n).

    Source: lecture 12, section 1; at a zero preactivation the printed :math:`1[\cdot \geq 0]` counts as
    active.

    >>> activation_pattern([[1, 0], [0, 1]], [[2, -1]])
    array([[ True, False]])
    """
    return np.asarray(W, dtype=float) @ np.asarray(X, dtype=float).T >= 0


def gram(X: ArrayLike, W: ArrayLike) -> Matrix:
    r"""The Gram matrix at given weights, :math:`H_{ij} = \frac{1}{m} K_{ij} \sum_k S_{ki} S_{kj}`.

    Args:
        X: unit rows, shape (n, d).
        W: weights, shape (m, d), or (..., m, d) for a batch of networks.

    Returns:
        H, shape (n, n) or (..., n, n).

    Raises:
        InputError: no neurons, or rows and weights of different dimension.

    Accuracy: the counts are exact integers for m up to 2**24; H is K times a correctly rounded ratio.
    Source: lecture 12, section 1 (H) and the proof of Lemma 4.

    >>> gram([[1, 0], [0, 1]], [[1, 1], [1, -1]])  # row 0 is active twice, row 1 once
    array([[1. , 0. ],
           [0. , 0.5]])
    """
    rows, weights = np.asarray(X, dtype=float), np.asarray(W, dtype=float)
    _check_weights(rows, weights)
    *batch, m, d = weights.shape
    networks = weights.reshape(-1, m, d)
    share = max(1, _BLOCK // (m * len(rows)))
    counts = [coactivations(activation_pattern(rows, part)) for part in _parts(networks, share)]
    return cosines(rows) * (np.concatenate(counts) / m).reshape(*batch, len(rows), len(rows))


def coactivations(S: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How many neurons are active on both rows, ``S^T S``; exact below 2**24 neurons.

    >>> coactivations(np.array([[True, False], [True, True]]))
    array([[2., 1.],
           [1., 1.]], dtype=float32)
    """
    if S.shape[-2] >= 1 << 24:
        raise InputError(f"{S.shape[-2]} neurons in one pattern, must be below 2**24. Use a sketch.")
    ones = S.astype(np.float32)
    return np.swapaxes(ones, -1, -2) @ ones


def _parts(networks: Matrix, share: int) -> list[Matrix]:
    return [networks[start : start + share] for start in range(0, len(networks), share)]


def _check_weights(rows: Matrix, weights: Matrix) -> None:
    if weights.ndim < 2 or 0 in weights.shape or weights.shape[-1] != rows.shape[-1]:
        raise InputError(
            f"W has shape {weights.shape}, must be (..., m, {rows.shape[-1]}) with m >= 1 to match X of "
            f"shape {rows.shape}. Put one neuron in each row of W."
        )
