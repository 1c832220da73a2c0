r"""The draws of a case, each a function of its number alone: ``drawn(frame, case, stream=..., numbers=...)``."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ntkprops.sampling.frame import Case, Frame
from ntkprops.sampling.measure.instance import Array, Batch
from ntkprops.sampling.points import Points
from ntkprops.trial.small_networks import Roles

BLOCK = 256  # the most draws of one counter; part of the law of a seed
TRAJECTORIES = 7  # the stream of shared draws


def drawn(frame: Frame, case: Case, *, stream: int, numbers: range) -> Batch:
    """The draws with these numbers of one stream; each depends on its number alone."""
    size = block_size(case)
    first, last = numbers.start // size, -(-numbers.stop // size)
    parts = [_block(case, size, key=(frame.seed << 64) | stream, block=block) for block in range(first, last)]
    cut = slice(numbers.start - first * size, numbers.stop - first * size)
    W, a = np.concatenate([part[0] for part in parts])[cut], np.concatenate([part[1] for part in parts])[cut]
    return Batch(frame.roles, case.points, W, a)


@lru_cache(maxsize=1024)
def trajectory_draw(points: Points, roles: Roles, *, width: int, seed: int, number: int) -> Batch:
    """One draw with its flow, shared by all claims that speak of trajectories and need no statistics."""
    W, a = _block(Case(points, width), 1, key=(seed << 64) | TRAJECTORIES, block=number)
    return Batch(roles, points, W, a)


def block_size(case: Case) -> int:
    """How many draws share one counter of the generator: fewer the wider the layer."""
    return int(np.clip((1 << 20) // (case.width * case.points.d), 1, BLOCK))


def _block(case: Case, size: int, *, key: int, block: int) -> tuple[Array, Array]:
    rng = np.random.Generator(np.random.Philox(key=key, counter=[0, 0, 0, block]))
    a = rng.integers(0, 2, (size, case.width)) * 2.0 - 1.0
    return rng.standard_normal((size, case.width, case.points.d)), np.asarray(a, dtype=np.float64)
