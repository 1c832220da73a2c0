r"""How does the lecture's network start, reproducibly for every width?

``draw`` gives :math:`w_k \sim N(0, I_d)` and :math:`a_k \sim \mathrm{uniform}\{-1, 1\}`. Neurons come in
blocks of ``BLOCK``; block b is
keyed by the Philox counter (0, 0, 0, b), so any block can be drawn alone, by any worker, in any order, and a
wide layer and a sketch of it speak of the same neurons.

References: lecture 12, section 1; Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import ArrayLike, NDArray

from ntkprops.errors import InputError

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Source = Generator | int  # a generator, or the key of a Philox stream

BLOCK = 1 << 14  # neurons keyed by one Philox counter; part of the law of a seed, so it never changes
_BYTES = np.arange(256, dtype=np.uint8)[:, None]
_SIGNS: Matrix = np.where(np.unpackbits(_BYTES, axis=1) > 0, 1.0, -1.0)  # the eight signs of each byte
EXACT_WIDTH = 1 << 53  # up to here a double counts neurons without a gap


@dataclass(frozen=True, eq=False)
class InitialDraw:
    r"""The weights at time 0: ``W`` (m, d) and output signs ``a`` (m,) in {-1, +1}.

    Raises:
        InputError: an entry that is not finite, a sign other than -1 and +1, no neurons, or shapes that
        differ.

    Source: lecture 12, section 1: only W is trained.

    >>> InitialDraw([[1.0, 0.0]], [1.0]).m
    1
    """

    W: Matrix
    a: Vector

    def __init__(self, W: ArrayLike, a: ArrayLike) -> None:
        weights, signs = np.asarray(W, dtype=float), np.asarray(a, dtype=float)
        _check_draw(weights, signs)
        object.__setattr__(self, "W", weights)
        object.__setattr__(self, "a", signs)

    @property
    def m(self) -> int:
        """The width."""
        return self.W.shape[0]


def draw(m: int, *, d: int, rng: Source, paired: bool = False) -> InitialDraw:
    r"""The lecture's initial weights, or a paired draw that starts at :math:`u(0) = 0`.

    Args:
        m: width, at least 1; even if paired.
        d: dimension of the input.
        rng: a generator, from which one Philox key is taken, or that key itself (a nonnegative integer).
        paired: neurons 2k and 2k+1 share their weights and have the signs +1 and -1, so that the outputs
        cancel.

    Returns:
        Weights (m, d) and signs (m,).

    Raises:
        InputError: m below 1, odd while paired, or beyond 2**53 (use a sketch, which draws blocks).

    Source: lecture 12, section 1; the paired draw is Chizat, Oyallon and Bach 2019 (lazy training).

    >>> start = draw(4, d=2, rng=0, paired=True)
    >>> bool((start.W[0] == start.W[1]).all()), start.a
    (True, array([ 1., -1.,  1., -1.]))
    """
    check_width(m, paired=paired)
    check_dimension(d)
    key = philox_key(rng)
    W, a = np.empty((m, d)), np.empty(m)
    for block, (first, last) in enumerate(block_bounds(m)):
        W[first:last], a[first:last] = draw_block(block, last - first, d=d, key=key, paired=paired)
    return InitialDraw(W, a)


def draw_block(block: int, count: int, *, d: int, key: int, paired: bool) -> tuple[Matrix, Vector]:
    """The first ``count`` neurons of one block, the same whoever draws them.

    >>> W, a = draw_block(7, 2, d=3, key=5, paired=False)
    >>> W.shape, a.shape
    ((2, 3), (2,))
    """
    rng = Generator(Philox(key=key, counter=[0, 0, 0, block]))
    bits = np.frombuffer(rng.bytes(BLOCK // 8), dtype=np.uint8)
    if paired:
        W = np.repeat(rng.standard_normal((count // 2, d)), 2, axis=0)
        return W, np.tile([1.0, -1.0], count // 2)
    return rng.standard_normal((count, d)), _SIGNS[bits].reshape(-1)[:count]


def block_bounds(m: int) -> list[tuple[int, int]]:
    """First and last-plus-one neuron of each block of a layer of width m.

    >>> block_bounds(BLOCK + 1)
    [(0, 16384), (16384, 16385)]
    """
    return [(first, min(first + BLOCK, m)) for first in range(0, m, BLOCK)]


def philox_key(rng: Source) -> int:
    """The Philox key of a source: an integer is its own key, a generator gives its next 63 bits.

    >>> philox_key(3)
    3
    """
    if isinstance(rng, Generator):
        return int(rng.integers(1 << 63))
    if not 0 <= rng < 1 << 128:
        raise InputError(f"rng is {rng}, must be a numpy Generator or an integer key in [0, 2**128).")
    return int(rng)


def check_width(m: int, *, paired: bool = False) -> None:
    """Refuse a width that is not a positive whole number, too large to count, or odd while paired.

    >>> check_width(1)
    """
    if int(m) != m or m < 1:
        raise InputError(f"m is {m}, must be a whole number of at least 1 neuron. Choose m >= 1.")
    if m > EXACT_WIDTH:
        raise InputError(f"m is {m}, must be at most 2**53, beyond which counts lose units. Merge sketches.")
    if paired and m % 2:
        raise InputError(f"m is {m}, must be even for a paired draw. Use m = {m + 1}.")


def check_dimension(d: int) -> None:
    """Refuse a dimension below 1.

    >>> check_dimension(1)
    """
    if int(d) != d or d < 1:
        raise InputError(f"d is {d}, must be a whole number of at least 1.")


def _check_draw(W: Matrix, a: Vector) -> None:
    if W.ndim != 2 or 0 in W.shape:
        raise InputError(f"W has shape {W.shape}, must be (m, d) with m >= 1 and d >= 1.")
    if a.shape != W.shape[:1]:
        raise InputError(f"a has shape {a.shape}, must be ({W.shape[0]},): one sign for each row of W.")
    if not np.isfinite(W).all():
        k, j = np.argwhere(~np.isfinite(W))[0]
        raise InputError(f"W[{k}, {j}] is {W[k, j]}, must be finite. Draw the row again.")
    for k in np.flatnonzero(np.abs(a) != 1)[:1]:
        raise InputError(f"a[{k}] is {a[k]}, must be -1 or +1 (lecture 12, section 1). Use np.sign(a).")
