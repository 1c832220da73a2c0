r"""How bad can the Gram matrix become for *any* weights in the ball?

Lemma 4 speaks of any :math:`\{w_k\}` with :math:`\|w_k - w_k(0)\| \leq R`: a supremum, not an
expectation. ``worst_weights`` encloses
:math:`\sup \|H - H(0)\|_2` and :math:`\inf \lambda_{\min}(H)`. One end is attained by weights that are
handed over: for a fixed direction v
the best pattern of each neuron is a separate choice, so patterns and top eigenvector are chosen in turn. The
other end is proved: entries can change by no more than the neurons that can flip, and neurons that
cannot flip
keep their positive semidefinite share.

For the lecture's printed, squared radius :math:`\|w_k - w_k(0)\|^2 \leq R` pass ``radius=np.sqrt(R)``.

References: lecture 12, Lemma 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError
from ntkprops.network.dataset import Dataset
from ntkprops.network.flow.extremes import Bounds
from ntkprops.network.gram import activation_pattern, cosines, gram
from ntkprops.network.initial import InitialDraw

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]

_PAST = 1e-9  # how far beyond a kink the attaining weights go, relative to the radius
_SAFE = 1 + 1e-12
_TURNS = 30


@dataclass(frozen=True, eq=False)
class WorstWeights:
    r"""``deviation`` encloses :math:`\sup \|H - H(0)\|_2`, attained from below by ``W_deviation`` (m,
    d); ``eigenvalue`` encloses
    :math:`\inf \lambda_{\min}(H)`, attained from above by ``W_eigenvalue`` (m, d); all within ``radius``
    of W(0)."""

    radius: float
    deviation: Bounds
    W_deviation: Matrix
    eigenvalue: Bounds
    W_eigenvalue: Matrix


@dataclass(frozen=True, eq=False)
class _Moves:
    """Ways to flip rows: neuron ``k`` (C,) moved to ``W`` (C, d) has the pattern ``S`` (C, n)."""

    k: NDArray[np.intp]
    W: Matrix
    S: Mask


def worst_weights(data: Dataset, init: InitialDraw, *, radius: float) -> WorstWeights:
    r"""Enclose the worst Gram matrix over all weights within ``radius`` of the initial ones, neuron by
    neuron.

    Args:
        data: the dataset, n rows.
        init: initial weights (m, d).
        radius: R in :math:`\|w_k - w_k(0)\|_2 \leq R`, positive.

    Returns:
        Both enclosures and the weights that attain one end of each.

    Raises:
        InputError: a radius that is not a positive number.

    Accuracy: attained ends are exact values of ``gram`` at the weights returned; proved ends hold up to
    rounding of
        an eigenvalue. The gap closes where flips are few and no neuron can flip two rows.
    Source: lecture 12, Lemma 4, with the indicator bounds of equations (5) to (8).

    >>> data, init = Dataset([[1.0]], [0.0]), InitialDraw([[0.5], [2.0]], [1.0, 1.0])
    >>> worst = worst_weights(data, init, radius=1.0).deviation  # one of two neurons can be switched off
    >>> worst.lo, round(worst.hi, 9)
    (0.5, 0.5)
    """
    if not (radius > 0 and np.isfinite(radius)):
        raise InputError(f"radius is {radius}, must be a positive number. Use the R of Lemma 4.")
    K, H0 = cosines(data.X), gram(data.X, init.W)
    S0 = activation_pattern(data.X, init.W)
    flips = np.abs(init.W @ data.X.T) <= radius * _SAFE
    moves = _moves(data.X, init.W, flips=flips, radius=radius)
    far, W_far = _largest_deviation(data, init, moves=moves, H0=H0)
    low, W_low = _smallest_eigenvalue(data, init, moves=moves, H0=H0)
    most = max(far, float(np.linalg.norm(_change_bound(K, S0, flips), 2)) * _SAFE)
    fixed = S0[~flips.any(axis=1)].astype(float)
    share = float(np.linalg.eigvalsh(K * (fixed.T @ fixed) / init.m)[0])
    least = min(low, max(share, float(np.linalg.eigvalsh(H0)[0]) - most))
    return WorstWeights(radius, Bounds(far, most), W_far, Bounds(least, low), W_low)


def lemma_radius(data: Dataset, delta: float) -> float:
    r"""The lecture's :math:`R = \frac{\sqrt{2\pi}\,\delta\,\lambda_0}{16 n^2}`.

    Args:
        data: the dataset.
        delta: failure probability in (0, 1].

    Returns:
        R, to be used as a norm (as the proof does) or under a square root (as Lemma 4 is printed).

    Raises:
        InputError: delta outside (0, 1].

    Source: lecture 12, Lemma 4.

    >>> round(lemma_radius(Dataset([[1.0]], [0.0]), 1.0), 6)  # sqrt(2 pi) / 32
    0.078332
    """
    if not 0 < delta <= 1:
        raise InputError(f"delta is {delta}, must be in (0, 1] (lecture 12, Lemma 4). Choose a probability.")
    return float(np.sqrt(2 * np.pi) * delta * data.lambda_0 / (16 * data.n**2))


def _change_bound(K: Matrix, S0: Mask, flips: Mask) -> Matrix:
    r"""Entrywise bound of :math:`|H - H(0)|`: the pairs that can be switched off, or on, whichever are
    more."""
    on, can_be_on, stays_on = (part.astype(float) for part in (S0, S0 | flips, S0 & ~flips))
    before = on.T @ on
    return np.abs(K) * np.maximum(can_be_on.T @ can_be_on - before, before - stays_on.T @ stays_on) / len(S0)


def _moves(X: Matrix, W0: Matrix, *, flips: Mask, radius: float) -> _Moves:
    """Least moves past one kink and past two, for every neuron that can make them."""
    found_k, found_W = [], []
    for rows in [(i,) for i in range(len(X))] + list(combinations(range(len(X)), 2)):
        k = np.flatnonzero(flips[:, rows].all(axis=1))
        normals = X[list(rows)]
        if not len(k) or np.linalg.matrix_rank(normals) < len(rows):
            continue
        z = W0[k] @ normals.T
        goal = -z - np.where(z >= 0, 1.0, 0.0) * _PAST * radius
        step = goal @ np.linalg.pinv(normals).T
        inside = np.linalg.norm(step, axis=1) <= radius
        found_k.append(k[inside])
        found_W.append(_flipped(W0[k[inside]], step[inside], normals))
    k = np.concatenate([np.zeros(0, dtype=np.intp), *found_k])
    W = np.concatenate([np.zeros((0, X.shape[1])), *found_W])
    return _Moves(k, W, activation_pattern(X, W))


def _flipped(W0: Matrix, step: Matrix, normals: Matrix) -> Matrix:
    """The moved weights; those that must end at or above a kink are rounded up onto it."""
    W = W0 + step
    low = np.where(W0 @ normals.T < 0, np.minimum(W @ normals.T, 0.0), 0.0)
    return W - 2 * low @ np.linalg.pinv(normals).T


def _largest_deviation(
    data: Dataset, init: InitialDraw, *, moves: _Moves, H0: Matrix
) -> tuple[float, Matrix]:
    """Alternate between the top eigenvector of the deviation and the patterns that serve it best."""
    best, W_best = 0.0, init.W
    for start in [*np.eye(data.n), *np.linalg.eigh(H0)[1].T]:
        for sign in (1.0, -1.0):
            W = _improved(data, init, moves=moves, v=start, sign=sign, centre=H0)
            reached = float(np.linalg.norm(gram(data.X, W) - H0, 2))
            if reached > best:
                best, W_best = reached, W
    return best, W_best


def _smallest_eigenvalue(
    data: Dataset, init: InitialDraw, *, moves: _Moves, H0: Matrix
) -> tuple[float, Matrix]:
    """Alternate between the lowest eigenvector of H and the patterns that lower it most."""
    rates, V = np.linalg.eigh(H0)
    best, W_best = float(rates[0]), init.W
    for start in [*V.T, *np.eye(data.n)]:
        W = _improved(data, init, moves=moves, v=start, sign=-1.0, centre=np.zeros_like(H0))
        reached = float(np.linalg.eigvalsh(gram(data.X, W))[0])
        if reached < best:
            best, W_best = reached, W
    return best, W_best


def _improved(
    data: Dataset, init: InitialDraw, *, moves: _Moves, v: Vector, sign: float, centre: Matrix
) -> Matrix:
    """Patterns for v, then the extreme eigenvector of ``H - centre`` for v, until nothing is gained."""
    reached, W = -np.inf, init.W
    for _ in range(_TURNS):
        candidate = _best_patterns(data, init, moves=moves, v=v, sign=sign)
        rates, V = np.linalg.eigh(gram(data.X, candidate) - centre)
        extreme = -1 if sign > 0 else 0
        if sign * rates[extreme] <= reached + 1e-15:
            break
        reached, W, v = sign * rates[extreme], candidate, V[:, extreme]
    return W


def _best_patterns(data: Dataset, init: InitialDraw, *, moves: _Moves, v: Vector, sign: float) -> Matrix:
    r"""For each neuron the move that makes :math:`sign \cdot \|X^\top (s \circ v)\|^2` largest."""
    weighted = data.X * v[:, None]
    before = activation_pattern(data.X, init.W[moves.k]).astype(float) @ weighted
    after = moves.S.astype(float) @ weighted
    gain = sign * ((after**2).sum(axis=1) - (before**2).sum(axis=1))
    order = np.lexsort((-gain, moves.k))
    first = order[np.flatnonzero(np.diff(moves.k[order], prepend=-1))]
    chosen = first[gain[first] > 0]
    W = init.W.copy()
    W[moves.k[chosen]] = moves.W[chosen]
    return W
