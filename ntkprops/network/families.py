r"""For which data is :math:`\lambda_0` known in closed form?

Each function returns unit rows; ``lambda_0`` of each is in its docstring, exactly.

References: lecture 12, Theorem 1 (lambda_0); the eigenvalues of a circulant matrix are its discrete Fourier
transform.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError

Matrix = NDArray[np.float64]


def orthonormal_rows(n: int) -> Matrix:
    r"""The unit vectors :math:`e_1, \ldots, e_n`; H* = I/2, so :math:`\lambda_0 = 1/2`.

    Args:
        n: number of rows, at least 1.

    Returns:
        Rows, shape (n, n).

    Raises:
        InputError: n below 1.

    Source: lecture 12, section 1.

    >>> orthonormal_rows(2)
    array([[1., 0.],
           [0., 1.]])
    """
    _check_at_least(n, 1, name="n")
    return np.eye(n)


def cross_polytope(d: int) -> Matrix:
    r"""The rows :math:`e_1, -e_1, \ldots, e_d, -e_d`; H* = I/2, so :math:`\lambda_0 = 1/2` (antipodal rows
    never share an
    active neuron).

    Args:
        d: dimension, at least 1.

    Returns:
        Rows, shape (2 d, d).

    Raises:
        InputError: d below 1.

    Source: lecture 12, section 1.

    >>> cross_polytope(1)
    array([[ 1.],
           [-1.]])
    """
    _check_at_least(d, 1, name="d")
    return np.stack([np.eye(d), -np.eye(d) + 0.0], axis=1).reshape(2 * d, d)


def regular_polygon(n: int) -> Matrix:
    r"""The n corners of a regular polygon on the circle, the first at (1, 0).

    H* is circulant. :math:`\lambda_0 = 1/3` for the triangle, 1/2 for the square; even n from 6 on have
    :math:`\lambda_0 = 0` (more antipodal pairs than dimensions).

    Args:
        n: number of corners, at least 1.

    Returns:
        Rows, shape (n, 2); row k + n/2 is exactly the negative of row k for even n.

    Raises:
        InputError: n below 1.

    Accuracy: each coordinate is correct to ``2**-53``.
    Source: lecture 12, section 1.

    >>> regular_polygon(4)
    array([[ 1.,  0.],
           [ 0.,  1.],
           [-1.,  0.],
           [ 0., -1.]])
    """
    _check_at_least(n, 1, name="n")
    turns = np.arange(n if n % 2 else n // 2) / n
    half = np.stack([np.cos(2 * np.pi * turns), np.sin(2 * np.pi * turns)], axis=1)
    half[np.abs(half) < 1e-15] = 0.0
    return half if n % 2 else np.concatenate([half, -half]) + 0.0


def _check_at_least(value: int, least: int, *, name: str) -> None:
    if value < least:
        raise InputError(f"{name} is {value}, must be at least {least}.")
