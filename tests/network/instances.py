"""Random small instances for tests: plain, antipodal, nearly parallel and integer rows; m and n from 1 on."""

from __future__ import annotations

import numpy as np

from ntkprops.errors import InputError
from ntkprops.network import Dataset, InitialDraw, draw, unit_rows


def instance(seed: int) -> tuple[Dataset, InitialDraw] | None:
    """The instance of a seed, or None where its rows have lambda_0 = 0."""
    rng = np.random.default_rng(seed)
    d, m = int(rng.integers(1, 5)), int(rng.choice([1, 2, 3, 5, 10, 40]))
    n = int(rng.integers(1, 7 if d > 1 else 3))
    rows = _rows(rng, n=n, d=d, kind=seed % 4)
    labels = rng.uniform(-1, 1, n)
    try:
        data = Dataset(unit_rows(rows), np.round(labels) if seed % 5 == 0 else labels)
    except InputError:
        return None
    return data, draw(m, d=d, rng=seed, paired=m % 2 == 0 and seed % 3 == 0)


def _rows(rng: np.random.Generator, *, n: int, d: int, kind: int) -> np.ndarray:
    rows = rng.standard_normal((n, d))
    if d == 1:
        return np.array([[1.0], [-1.0]])[:n]
    if kind == 1 and n > 1:
        rows[1] = -rows[0]
    if kind == 2 and n > 1:
        rows[1] = rows[0] + 10.0 ** -rng.integers(1, 3) * rng.standard_normal(d)
    if kind == 3:
        rows = np.round(2 * rows)
        rows[~rows.any(axis=1), 0] = 1.0
    return rows


def euler_outputs(data: Dataset, start: InitialDraw, *, step: float, horizon: float) -> np.ndarray:
    """Outputs of an explicit Euler scheme with 1[z >= 0]: the oracle that knows nothing of events."""
    W, root_m = start.W.copy(), np.sqrt(start.m)
    for _ in range(round(horizon / step)):
        z = W @ data.X.T
        r = start.a @ np.maximum(z, 0) / root_m - data.y
        W -= step * (start.a / root_m)[:, None] * (((z >= 0) * r) @ data.X)
    return start.a @ np.maximum(W @ data.X.T, 0) / root_m
