r"""How small can the smallest eigenvalue really be?

``limit_gram_eigenvalue_lo`` bounds :math:`\lambda_{\min}(H^*)` from below, rigorously, for the rows
exactly as their
doubles stand. Two proved steps: every entry of H* is enclosed by ball arithmetic (Arb, through
python-flint), and the smallest eigenvalue of the midpoints is bounded by a Cholesky factorisation in
floating point, whose success proves positive definiteness up to a known backward error.

References: Rump, "Verification of positive definiteness", BIT 46 (2006), theorem 2.3; Johansson, "Arb", 2017.
"""

from __future__ import annotations

import numpy as np
from flint import arb, arb_mat, ctx
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_PRECISION = 128  # bits; the angle between rows 1e-15 apart still has 60 good bits


def limit_gram_eigenvalue_lo(X: Matrix) -> float:
    r"""A proved lower bound of :math:`\lambda_0 = \lambda_{\min}(H^*)`.

    Args:
        X: unit rows, shape (n, d); the bound is for these doubles, not for what they approximate.

    Returns:
        A number below lambda_0; it may be negative if lambda_0 is zero or smaller than the backward error.

    Accuracy: about ``n**2 * 2**-52`` below lambda_0.
    Source: lecture 12, Theorem 1 (lambda_0); Rump 2006.

    >>> bool(0.49999 < limit_gram_eigenvalue_lo(np.eye(2)) <= 0.5)
    True
    """
    middle, radius = limit_gram_balls(X)
    return eigenvalue_lo(middle) - radius


def limit_gram_balls(X: Matrix) -> tuple[Matrix, float]:
    r"""H* as doubles, and a proved bound of the spectral norm of what they miss.

    Args:
        X: unit rows, shape (n, d).

    Returns:
        The matrix (n, n) of nearest doubles and a bound (their distance to H* in Frobenius norm).

    Source: :math:`\theta = \mathrm{atan2}(\sqrt{K_{ii} K_{jj} - K_{ij}^2}, K_{ij})`, homogeneous in the rows.

    >>> limit_gram_balls(np.eye(2))[0]
    array([[0.5, 0. ],
           [0. , 0.5]])
    """
    before, ctx.prec = ctx.prec, _PRECISION
    try:
        K, n = _inner_products(X), len(X)
        middle, spread = np.zeros((n, n)), np.zeros((n, n))
        for i in range(n):
            for j in range(i + 1):
                ball = _limit_entry(K, i, j)
                nearest = float(ball)
                middle[i, j] = middle[j, i] = nearest
                spread[i, j] = spread[j, i] = float((ball - nearest).abs_upper())
    finally:
        ctx.prec = before
    return middle, float(np.linalg.norm(spread)) * (1 + 1e-9)


def eigenvalue_lo(A: Matrix) -> float:
    r"""A proved lower bound of the smallest eigenvalue of a symmetric matrix of doubles.

    If Cholesky of :math:`A - \mu I` runs to its end in floating point, then
    :math:`\lambda_{\min}(A) \geq \mu - \frac{\gamma}{1 - \gamma}\,\mathrm{tr}(A - \mu I) - 2^{-53} \max_i
    |A_{ii} - \mu|` with :math:`\gamma = 4 (n + 2)\,2^{-53}`, four times Rump's to cover kernels that
    multiply by reciprocals.

    Args:
        A: symmetric, shape (n, n).

    Returns:
        A number at or below the smallest eigenvalue, minus infinity if no shift could be verified.

    Accuracy: some ``n * 2**-53 * trace(A)`` below the eigenvalue.
    Source: Rump 2006, theorem 2.3; valid for every order of summation.

    >>> bool(0.999999 < eigenvalue_lo(np.diag([1.0, 2.0])) <= 1.0)
    True
    """
    guess, n = float(np.linalg.eigvalsh(A)[0]), len(A)
    unit = 4 * (n + 2) * 2.0**-53
    scale = float(np.abs(A).sum(axis=1).max()) + abs(guess)
    for step in range(60):
        shift = guess - scale * unit * 2.0**step
        shifted = A - shift * np.eye(n)
        if _cholesky_runs(shifted):
            missed = unit / (1 - 2 * unit) * np.trace(shifted) + 2.0**-53 * np.diag(shifted).max()
            return float(shift - missed * (1 + 1e-9) - 2.0**-1000)
    return -np.inf


def _inner_products(X: Matrix) -> arb_mat:
    n, d = X.shape
    rows = arb_mat(n, d, [arb(float(entry)) for entry in X.ravel()])
    return rows * rows.transpose()


def _limit_entry(K: arb_mat, i: int, j: int) -> arb:
    """H*_ij as a ball; the diagonal is half the squared norm."""
    if i == j:
        return K[i, i] / 2
    sine, half_turn = _sine(K, i, j), arb.pi()
    if sine > 0:
        angle = arb.atan2(sine, K[i, j])
    else:  # rows on one line up to 2**-64: the arctangent of the ratio is continuous there, atan2 is not
        angle = (sine / K[i, j]).atan() + (half_turn if K[i, j] < 0 else 0)
    return K[i, j] * (half_turn - angle) / (2 * half_turn)


def _sine(K: arb_mat, i: int, j: int) -> arb:
    """A ball of nonnegative reach around the sine of the angle, scaled by both norms."""
    square = K[i, i] * K[j, j] - K[i, j] ** 2
    if square > 0:
        return square.sqrt()
    half = square.abs_upper().sqrt() / 2
    return arb(half, half.abs_upper())


def _cholesky_runs(A: Matrix) -> bool:
    """Whether the factorisation runs to its end; LAPACK reports a non-positive pivot by raising."""
    try:
        np.linalg.cholesky(A)
    except np.linalg.LinAlgError:
        return False
    return True
