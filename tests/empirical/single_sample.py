"""One sample in closed form: who dies, by sorting, without following any flow.

For n = 1 the residual keeps its sign, active neurons that pull the same way move alike, and none comes back, so H only
falls and the conclusion holds iff at least m/4 neurons are active in the end (lambda_0 = 1/2, rate 2 H).
The neurons that sink, at preactivations z, are those with a_k = sgn(u - y); at the common displacement t the
residual is proportional to sum_sinking max(z - t, 0) - sum_rising (z + t) -+ y sqrt(m), and whoever it passes while it
is above zero is dead.
"""

from __future__ import annotations

import numpy as np


def fails(z: np.ndarray, a: np.ndarray, *, y: float) -> np.ndarray:
    """Whether the conclusion fails, for preactivations and signs of many layers, (B, m) each."""
    m, active = z.shape[1], z >= 0
    r = (a * np.where(active, z, 0.0)).sum(axis=1) / np.sqrt(m) - y
    side = np.sign(r)
    sinking, rising = active & (a == side[:, None]), active & (a == -side[:, None])
    ordered = np.sort(np.where(sinking, z, np.inf), axis=1)
    height = np.where(np.isfinite(ordered), ordered, 0.0)
    above = height[:, ::-1].cumsum(axis=1)[:, ::-1] - height * (sinking.sum(axis=1)[:, None] - np.arange(m))
    lifted = (np.where(rising, z, 0.0).sum(axis=1) + side * y * np.sqrt(m))[:, None]
    left = above - lifted - rising.sum(axis=1)[:, None] * height
    dead = ((left > 1e-12) & np.isfinite(ordered)).sum(axis=1)
    return (r != 0) & (4 * (active.sum(axis=1) - dead) < m)


def failure_shares(widths: range, *, y: float, layers: int, seed: int) -> np.ndarray:
    """The share of failing layers at each width, by plain Monte Carlo."""
    rng = np.random.default_rng(seed)
    drawn = ((rng.standard_normal((layers, m)), rng.choice([-1.0, 1.0], (layers, m))) for m in widths)
    return np.array([fails(z, a, y=y).mean() for z, a in drawn])
