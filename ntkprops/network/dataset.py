r"""Which data does the lecture allow, and are these such data?

``Dataset`` is the only door: it holds unit rows, labels in [-1, 1] and a proved
:math:`\lambda_0 = \lambda_{\min}(H^*) > 0`, or refuses with the row that breaks a precondition.
``unit_rows`` normalises.

References: lecture 12, section 1 and Theorem 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ntkprops.errors import InputError
from ntkprops.network.certify import limit_gram_eigenvalue_lo
from ntkprops.network.gram import cosines, limit_gram

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_NORM_SLACK = 1e-12  # what normalising in double precision may miss, with room for d up to 1e3


@dataclass(frozen=True, eq=False)
class Dataset:
    r"""Unit rows with labels, preconditions checked.

    Args:
        X: rows of norm 1 (to 1e-12), shape (n, d), no two parallel.
        y: labels, shape (n,), each :math:`|y_i| \leq 1`.

    Attributes:
        lambda_0: :math:`\lambda_{\min}(H^*)` in floating point.
        lambda_0_lo: a proved lower bound of it, positive (ball arithmetic and a verified Cholesky
        factorisation).

    Raises:
        InputError: a value that is not finite, a row that is not a unit vector, a label out of range,
            shapes that do not match, or lambda_0 that is not positive.

    Accuracy: ``lambda_0_lo`` is within about ``n**2 * 2**-52`` of lambda_0.
    Source: lecture 12, section 1 (unit rows, labels) and Theorem 1 (lambda_0 > 0).

    >>> Dataset([[1, 0], [0, 1]], [1, -1]).lambda_0
    0.5
    """

    X: Matrix
    y: Vector
    lambda_0: float = field(init=False)
    lambda_0_lo: float = field(init=False)

    def __init__(self, X: ArrayLike, y: ArrayLike) -> None:
        rows, labels = _frozen(X, name="X", ndim=2), _frozen(y, name="y", ndim=1)
        _check_shapes(rows, labels)
        _check_rows(rows)
        _check_labels(labels)
        lo = limit_gram_eigenvalue_lo(rows)
        if lo <= 0:
            raise InputError(_why_singular(rows))
        object.__setattr__(self, "X", rows)
        object.__setattr__(self, "y", labels)
        object.__setattr__(self, "lambda_0_lo", lo)
        object.__setattr__(self, "lambda_0", max(lo, float(np.linalg.eigvalsh(limit_gram(rows))[0])))

    @property
    def n(self) -> int:
        """Number of samples."""
        return self.X.shape[0]

    @property
    def d(self) -> int:
        """Dimension of the input."""
        return self.X.shape[1]


def unit_rows(X: ArrayLike) -> Matrix:
    r"""Each row divided by its own norm, :math:`x_i / \|x_i\|_2`.

    Args:
        X: rows, shape (n, d), none of them zero.

    Returns:
        Unit rows, shape (n, d).

    Raises:
        InputError: a row that is zero or not finite.

    Accuracy: each norm is 1 to about ``d * 2**-53``.
    Source: lecture 12, section 1 (unit norm).

    >>> unit_rows([[3, 4], [0, 2]])
    array([[0.6, 0.8],
           [0. , 1. ]])
    """
    rows = _frozen(X, name="X", ndim=2)
    norms = np.linalg.norm(rows, axis=1)
    for i in np.flatnonzero(norms == 0):
        raise InputError(f"row {i} of X is zero and has no direction, must be nonzero. Drop the row.")
    return rows / norms[:, None]


def _frozen(values: ArrayLike, *, name: str, ndim: int) -> NDArray[np.float64]:
    """An own, read-only copy as doubles, with the right number of axes and only finite entries."""
    array = np.array(values, dtype=float)
    if array.ndim != ndim:
        raise InputError(f"{name} has {array.ndim} axes (shape {array.shape}), must have {ndim}. Reshape it.")
    for index in np.argwhere(~np.isfinite(array)):
        where = ", ".join(map(str, index))
        raise InputError(f"{name}[{where}] is {array[tuple(index)]}, must be finite. Drop the row.")
    array.setflags(write=False)
    return array


def _check_shapes(rows: Matrix, labels: Vector) -> None:
    if 0 in rows.shape:
        raise InputError(f"X has shape {rows.shape}, must have n >= 1 rows and d >= 1 columns. Add a row.")
    if len(rows) != len(labels):
        raise InputError(f"y has {len(labels)} labels, must have one for each of the {len(rows)} rows of X.")


def _check_rows(rows: Matrix) -> None:
    norms = np.linalg.norm(rows, axis=1)
    for i in np.flatnonzero(np.abs(norms - 1) > _NORM_SLACK):
        raise InputError(
            f"row {i} of X has norm {norms[i]:.12g}, must be 1 (lecture 12, section 1). Use unit_rows(X)."
        )


def _check_labels(labels: Vector) -> None:
    for i in np.flatnonzero(np.abs(labels) > 1):
        raise InputError(
            f"y[{i}] is {labels[i]:.12g}, must be in [-1, 1] (lecture 12, section 1). Divide y by max|y_i|."
        )


def _why_singular(rows: Matrix) -> str:
    """The message for lambda_0 = 0, with the first pair of parallel rows if there is one."""
    close = np.argwhere(np.triu(cosines(rows) > 0.5, k=1))
    parallel = [(i, j) for i, j in close if np.linalg.norm(rows[i] - rows[j]) < 1e-13]
    if parallel:
        i, j = parallel[0]
        return (
            f"lambda_0 = 0: rows {i} and {j} of X are parallel, so H* is singular and no finite width "
            f"suffices (Theorem 1). Drop row {j}."
        )
    return (
        "lambda_0 is not certified positive: H* of X is singular or nearly so, though no two rows are "
        "parallel (more antipodal pairs than dimensions do it), and Theorem 1 needs lambda_0 > 0. Drop a row."
    )
