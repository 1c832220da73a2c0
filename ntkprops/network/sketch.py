r"""How does a layer of a billion neurons fit into memory?

What the flow needs of an initial draw is small and mergeable: the sum of the outputs, the counts of
activation
patterns, and the neurons within ``reach`` of a kink. A ``Sketch`` is that, of any set of blocks of one
Philox key;
``merged`` adds sketches of disjoint sets. Counts are integers and output sums are fixed-point integers,
so that a
sketch does not depend, to the last bit, on who drew which block in which order.

References: Agarwal et al., "Mergeable summaries", 2013.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError
from ntkprops.network.dataset import Dataset
from ntkprops.network.flow.engine import gradient_flow
from ntkprops.network.flow.outcome import FlowOutcome
from ntkprops.network.flow.start import Start
from ntkprops.network.flow.trajectory import Trajectory
from ntkprops.network.initial import BLOCK, Source, check_width, draw_block, philox_key

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_MOST_ROWS = 16  # 2**n patterns are counted
_FIXED_POINT = 40  # binary digits of output sums after the point
_BLOCKS_AT_ONCE = 64  # blocks in one piece of work for an executor


@dataclass(frozen=True, eq=False)
class Sketch:
    r"""What is known of the neurons ``drawn`` (their number) among the m of a layer.

    ``output_sums`` (n,) :math:`2^{40} \sum_k a_k \sigma(z_{ki})` as integers; ``pattern_counts`` (2**n,)
    neurons of each activation
    pattern (bit i set: active on row i); ``dropped_counts`` likewise of the neurons not kept; ``z`` (M,
    n), ``a`` (M,),
    ``index`` (M,) the neurons with :math:`\min_i |z_{ki}| <` ``reach``, by ascending index.
    """

    m: int
    key: int
    paired: bool
    reach: float
    drawn: int
    output_sums: tuple[int, ...]
    pattern_counts: NDArray[np.int64]
    dropped_counts: NDArray[np.int64]
    z: Matrix
    a: Vector
    index: NDArray[np.int64]


def sketch_layer(
    data: Dataset,
    m: int,
    *,
    rng: Source,
    reach: float | None = None,
    paired: bool = False,
    executor: Executor | None = None,
) -> Sketch:
    r"""Draw a layer of width m block by block and keep its sketch; the same neurons as ``draw(m, d=d,
    rng=rng)``.

    Args:
        data: the dataset, at most 16 rows (every activation pattern is counted).
        m: width, up to 2**53.
        rng: a generator, from which one Philox key is taken, or that key.
        reach: keep the neurons with a preactivation below this in absolute value; by default
        ``default_reach``.
        paired: as in ``draw``.
        executor: draws the blocks, if given; the result is the same to the last bit.

    Returns:
        The sketch of all m neurons. Memory: one block per worker and the kept neurons, about
        :math:`m\,n\,reach\,\sqrt{2/\pi}`.

    Raises:
        InputError: a width that is not in [1, 2**53], more than 16 rows, a reach that is not positive.

    Accuracy: counts exact; outputs to ``2**-41`` per block, absolutely.
    Source: lecture 12, section 1.

    >>> data = Dataset([[1.0, 0.0], [0.0, 1.0]], [0.5, -0.5])
    >>> int(sketch_layer(data, 100_000, rng=1).pattern_counts.sum())
    100000
    """
    check_width(m, paired=paired)
    if data.n > _MOST_ROWS:
        raise InputError(f"n is {data.n}, must be at most {_MOST_ROWS} for a sketch. Draw the whole layer.")
    kept_reach = default_reach(data, m) if reach is None else float(reach)
    if not kept_reach > 0:
        raise InputError(f"reach is {reach}, must be a number > 0. Leave it out for its default.")
    key, blocks = philox_key(rng), -(-m // BLOCK)
    work = partial(sketch_blocks, data, m, key=key, reach=kept_reach, paired=paired)
    pieces = [
        range(first, min(first + _BLOCKS_AT_ONCE, blocks)) for first in range(0, blocks, _BLOCKS_AT_ONCE)
    ]
    return merged(*(executor.map if executor else map)(work, pieces))


def default_reach(data: Dataset, m: int) -> float:
    r"""Twice the lecture's bound of the movement with :math:`\|u(0) - y\|` about :math:`\sqrt{2n}`:
    :math:`\frac{4 \sqrt{n} \sqrt{2n}}{\lambda_0 \sqrt m}`.

    >>> round(default_reach(Dataset([[1.0]], [0.0]), 10_000), 6)
    0.113137
    """
    return float(4 * np.sqrt(2) * data.n / (data.lambda_0 * np.sqrt(m)))


def sketch_blocks(
    data: Dataset, m: int, blocks: range, *, key: int, reach: float, paired: bool = False
) -> Sketch:
    """The sketch of some blocks of a layer of width m; what an executor maps.

    >>> data = Dataset([[1.0]], [0.0])
    >>> sketch_blocks(data, 50_000, range(1, 2), key=0, reach=0.1).drawn
    16384
    """
    return merged(*(_block_sketch(data, m, b, key=key, reach=reach, paired=paired) for b in blocks))


def merged(*sketches: Sketch) -> Sketch:
    """The sketch of disjoint sets of neurons of the same layer, in any order.

    >>> data = Dataset([[1.0]], [0.0])
    >>> first, second = (sketch_blocks(data, 20_000, range(b, b + 1), key=0, reach=0.1) for b in (0, 1))
    >>> merged(second, first).drawn
    20000
    """
    layers = {(part.m, part.key, part.paired, part.reach) for part in sketches}
    drawn = sum(part.drawn for part in sketches)
    if len(layers) != 1 or drawn > sketches[0].m:
        raise InputError(
            "sketches of different layers, or of overlapping blocks, cannot be merged. Sketch again."
        )
    index = np.concatenate([part.index for part in sketches])
    order = np.argsort(index, kind="stable")
    return replace(
        sketches[0],
        drawn=drawn,
        output_sums=tuple(map(sum, zip(*(part.output_sums for part in sketches), strict=True))),
        pattern_counts=np.sum([part.pattern_counts for part in sketches], axis=0),
        dropped_counts=np.sum([part.dropped_counts for part in sketches], axis=0),
        z=np.concatenate([part.z for part in sketches])[order],
        a=np.concatenate([part.a for part in sketches])[order],
        index=index[order],
    )


def sketch_start(data: Dataset, sketch: Sketch) -> Start:
    """The sketch as a start for ``gradient_flow``.

    >>> data = Dataset([[1.0]], [0.0])
    >>> sketch_start(data, sketch_layer(data, 1000, rng=0)).m
    1000
    """
    if sketch.drawn != sketch.m:
        raise InputError(
            f"{sketch.drawn} neurons are drawn, must be all {sketch.m}. Merge the missing blocks."
        )
    codes = np.arange(1 << data.n)
    bits = (codes[:, None] >> np.arange(data.n)) & 1
    u = np.array([total / 2**_FIXED_POINT for total in sketch.output_sums]) / np.sqrt(sketch.m)
    return Start(
        m=sketch.m,
        r=u - data.y,
        counts=(bits.T * sketch.pattern_counts) @ bits,
        z=sketch.z,
        a=sketch.a,
        index=sketch.index,
        reach=sketch.reach,
        patterns=bits[sketch.dropped_counts > 0] > 0,
    )


@dataclass(frozen=True, eq=False)
class WideFlow:
    """The flow of a sketched layer, the sketch that sufficed, and how often its reach had to be widened."""

    trajectory: Trajectory
    sketch: Sketch
    widened: int


def wide_gradient_flow(
    data: Dataset,
    sketch: Sketch,
    *,
    horizon: float = np.inf,
    tolerance: float = 0.0,
    executor: Executor | None = None,
) -> WideFlow:
    r"""The exact flow from a sketch, drawn again with twice the reach whenever the movement leaves it.

    Args:
        data: the dataset that was sketched.
        sketch: a complete sketch.
        horizon: as in ``gradient_flow``.
        tolerance: as in ``gradient_flow``.
        executor: draws the blocks again, if that is needed.

    Returns:
        The trajectory, the last sketch, and ``widened``, how often it was drawn again (0: the reach
        sufficed).

    Raises:
        InputError: an incomplete sketch, or bad arguments of ``gradient_flow``.

    Accuracy: as ``gradient_flow``; no neuron that could reach a kink is left out.
    Source: the module's docstring.

    >>> data = Dataset([[1.0]], [0.0])
    >>> wide_gradient_flow(data, sketch_layer(data, 1000, rng=0, reach=1e-3)).widened > 0
    True
    """
    widened = 0
    while True:
        flow = gradient_flow(data, sketch_start(data, sketch), horizon=horizon, tolerance=tolerance)
        if flow.outcome is not FlowOutcome.LEFT_REACH:
            return WideFlow(flow, sketch, widened)
        widened += 1
        sketch = sketch_layer(
            data, sketch.m, rng=sketch.key, reach=2 * sketch.reach, paired=sketch.paired, executor=executor
        )


def _block_sketch(data: Dataset, m: int, block: int, *, key: int, reach: float, paired: bool) -> Sketch:
    """One block, drawn and forgotten."""
    first = block * BLOCK
    count = min(BLOCK, m - first)
    W, a = draw_block(block, count, d=data.d, key=key, paired=paired)
    z = data.X @ W.T  # (n, count): what follows runs along contiguous rows
    codes, nearest = np.zeros(count, dtype=np.int64), np.full(count, np.inf)
    for i, row in enumerate(z):
        codes |= (row >= 0).astype(np.int64) << i
        np.minimum(nearest, np.abs(row), out=nearest)
    sums = np.maximum(z, 0.0) @ a
    near = np.flatnonzero(nearest < reach)
    counts = np.bincount(codes, minlength=1 << data.n)
    return Sketch(
        m=m,
        key=key,
        paired=paired,
        reach=reach,
        drawn=count,
        output_sums=tuple(round(float(total) * 2**_FIXED_POINT) for total in sums),
        pattern_counts=counts,
        dropped_counts=counts - np.bincount(codes[near], minlength=1 << data.n),
        z=z[:, near].T,
        a=a[near],
        index=first + near,
    )
