r"""On which data are claims sampled? ``families()``: few and hostile, then ordinary, smallest first.

``Points`` is what every claim needs of data: unit rows and labels. Where ``lambda_0`` is spoken of, the rows are
those of a ``network.Dataset``, whose least eigenvalue is certified; claims that do not speak of it also meet
repeated rows, which are the worst case of an entrywise union bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from ntkprops.network import Dataset, cosines, cross_polytope, limit_gram, orthonormal_rows, unit_rows

Matrix = NDArray[np.float64]
LEAST_LAMBDA_0 = 0.02  # of random rows; nearly parallel ones ask for widths that nobody can draw


@dataclass(frozen=True, eq=False)
class Points:
    """Unit rows ``X`` (n, d) and labels ``y`` (n,), named so that a witness can say which."""

    name: str
    X: Matrix
    y: NDArray[np.float64]

    @property
    def n(self) -> int:
        """Number of samples."""
        return self.X.shape[0]

    @property
    def d(self) -> int:
        """Dimension of the input."""
        return self.X.shape[1]

    @cached_property
    def limit(self) -> Matrix:
        """The mean Gram matrix at the start, (n, n)."""
        return limit_gram(self.X)

    @cached_property
    def cosines(self) -> Matrix:
        """The inner products of the rows, (n, n)."""
        return cosines(self.X)

    @cached_property
    def lambda_0(self) -> float:
        """Its least eigenvalue; 0 where rows are repeated."""
        return self.dataset.lambda_0 if self.has_dataset else 0.0

    @property
    def has_dataset(self) -> bool:
        """Whether no row is repeated."""
        return len(np.unique(self.X, axis=0)) == self.n

    @cached_property
    def dataset(self) -> Dataset:
        """The same with lambda_0 > 0 certified. Raises ``InputError`` where it is 0."""
        return Dataset(self.X, self.y)


@cache
def families(seed: int) -> tuple[Points, ...]:
    """The data, smallest n first; ``seed`` draws the random rows.

    >>> [points.n for points in families(0)]
    [1, 1, 2, 2, 2, 2, 4, 4, 8, 16]
    """
    rng = np.random.Generator(np.random.Philox(key=[seed, 20240]))
    return (
        Points("one row, label 1", np.ones((1, 1)), np.ones(1)),
        Points("one row, label -1/2", np.ones((1, 1)), np.array([-0.5])),
        Points("cross-polytope, n = 2", cross_polytope(1), np.array([1.0, -1.0])),
        Points("orthonormal, n = 2", orthonormal_rows(2), np.array([1.0, -0.5])),
        Points("(1, 0) and (3/5, 4/5)", np.array([[1.0, 0.0], [0.6, 0.8]]), np.array([1.0, -1.0])),
        _random(rng, n=2, d=3),
        Points("cross-polytope, n = 4", cross_polytope(2), np.array([1.0, -1.0, 0.5, -0.5])),
        _random(rng, n=4, d=3),
        Points("one row eight times", np.ones((8, 1)), np.ones(8)),
        Points("one row sixteen times", np.ones((16, 1)), np.ones(16)),
    )


def _random(rng: np.random.Generator, *, n: int, d: int) -> Points:
    """Uniform unit rows with lambda_0 not too small."""
    while True:
        X, y = unit_rows(rng.standard_normal((n, d))), rng.uniform(-1, 1, n)
        if np.linalg.eigvalsh(limit_gram(X))[0] >= LEAST_LAMBDA_0:
            return Points(f"random unit rows, n = {n}, d = {d}", X, y)
