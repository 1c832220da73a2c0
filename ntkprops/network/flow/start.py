r"""What does the flow need to know of a layer at time 0?

The residual, the integer counts that make H(0), and the preactivations of the neurons that may reach a
kink. A
whole layer keeps them all; a sketch keeps those within ``reach`` of a kink, and the flow says when that
was too
few. Preactivations only: the flow never looks at a weight, because :math:`\dot z = -\frac{a}{\sqrt m} K
(\alpha \circ r)`.

References: lecture 12, equation (3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError
from ntkprops.network.dataset import Dataset
from ntkprops.network.initial import InitialDraw

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_ROWS = 1 << 16  # neurons whose pattern is turned into floats at once


@dataclass(frozen=True, eq=False)
class Start:
    r"""A layer at time 0, as the flow sees it.

    ``m`` width; ``r`` residual :math:`u(0) - y` (n,); ``counts`` :math:`S^\top S` (n, n) integers; ``z``
    preactivations (M, n)
    and ``a`` signs (M,) of the kept neurons, ``index`` (M,) their numbers in the layer; ``reach``: every
    neuron that
    is not kept has :math:`\min_i |z_{ki}| \geq` reach (infinity if all are kept); ``patterns`` (P, n) the
    activation
    patterns that occur among all m neurons.
    """

    m: int
    r: Vector
    counts: NDArray[np.int64]
    z: Matrix
    a: Vector
    index: NDArray[np.int64]
    reach: float
    patterns: NDArray[np.bool_]


def whole_start(data: Dataset, init: InitialDraw) -> Start:
    r"""The start of a layer with every neuron kept.

    Args:
        data: the dataset, n rows of dimension d.
        init: weights (m, d) and signs (m,).

    Returns:
        The start, with infinite reach.

    Raises:
        InputError: weights and rows of different dimension.

    Accuracy: r to rounding of a sum of m terms (pairwise summation); counts exact.
    Source: lecture 12, section 1.

    >>> data = Dataset([[1.0, 0.0], [0.0, 1.0]], [0.0, 1.0])
    >>> whole_start(data, InitialDraw([[3.0, -1.0]], [1.0])).r
    array([ 3., -1.])
    """
    if init.W.shape[1] != data.d:
        raise InputError(f"W has {init.W.shape[1]} columns, must have d = {data.d} as X has. Draw again.")
    z, m = init.W @ data.X.T, init.m
    active = z >= 0
    u = np.maximum(z, 0.0)
    u *= init.a[:, None]
    r = u.sum(axis=0) / np.sqrt(m) - data.y
    return Start(m, r, _counts(active), z, init.a, np.arange(m), np.inf, np.zeros((0, data.n), dtype=bool))


def distinct_patterns(active: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The different rows of a boolean matrix, in a fixed order.

    >>> distinct_patterns(np.array([[True], [True], [False]]))
    array([[False],
           [ True]])
    """
    packed = np.ascontiguousarray(np.packbits(active, axis=1))
    if packed.shape[1] <= 8:
        padded = np.zeros((len(packed), 8), dtype=np.uint8)
        padded[:, : packed.shape[1]] = packed
        keys = padded.view(np.uint64).ravel()
    else:
        keys = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    first = np.unique(keys, return_index=True)[1]
    return active[first]


def _counts(active: NDArray[np.bool_]) -> NDArray[np.int64]:
    """S^T S, exactly: parts below 2**24 rows in single precision, added as integers."""
    total = np.zeros((active.shape[1], active.shape[1]), dtype=np.int64)
    for start in range(0, len(active), _ROWS):
        ones = active[start : start + _ROWS].astype(np.float32)
        total += (ones.T @ ones).astype(np.int64)
    return total
