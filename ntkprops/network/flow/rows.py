r"""What must stay nonnegative until the next event?

``Rows`` are constraints of neurons, one a row: a side of a kink, :math:`const + vector \cdot G(t) \geq 0`,
or, where
``instant``, a Clarke weight against 0 or 1, :math:`vector \cdot r(t) \geq 0`. ``RowStore`` holds the rows
of many neurons and forgets those of a face that was left.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ntkprops.network.flow.modes import Segment

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Rows:
    """N constraints: ``vectors`` (N, n); ``const`` (N,), and ``size`` (N,) the magnitude it was computed
    from;
    ``instant`` (N,); ``owner`` (N,) the neuron; ``label`` (N,) the row i of X, or n + 2 i + (1 for the
    bound at 1);
    ``speed`` (N,) the most a row changes per unit of path length."""

    vectors: Matrix
    const: Vector
    size: Vector
    instant: NDArray[np.bool_]
    owner: Index
    label: Index
    speed: Vector


_FIELDS = tuple(field.name for field in fields(Rows))


def values(rows: Rows, segment: Segment) -> Vector:
    """The value of each row at the start of the segment, shape (N,)."""
    value = rows.const + rows.vectors @ segment.G
    if rows.instant.any():
        value[rows.instant] = rows.vectors[rows.instant] @ segment.r
    return value


def expiries(rows: Rows, segment: Segment) -> Vector:
    """The path length before which no row can be zero, shape (N,)."""
    return segment.S + np.maximum(values(rows, segment), 0.0) / rows.speed


def taken(rows: Rows, keep: NDArray[np.bool_]) -> Rows:
    """Some of the rows."""
    return Rows(*(getattr(rows, name)[keep] for name in _FIELDS))


def joined(first: Rows, second: Rows) -> Rows:
    """Both, one below the other."""
    return Rows(*(np.concatenate([getattr(first, name), getattr(second, name)]) for name in _FIELDS))


def no_rows(n: int) -> Rows:
    """No rows, over n samples.

    >>> len(no_rows(3).owner)
    0
    """
    none = np.zeros(0, dtype=np.intp)
    return Rows(np.zeros((0, n)), np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool), none, none, np.zeros(0))


class RowStore:
    """The rows of many neurons in one block of memory that doubles when it is full.

    >>> store, one, five = RowStore(no_rows(1)), np.ones(1), np.full(1, 5)
    >>> store.replace(5, Rows(np.ones((1, 1)), one, one, one < 0, five, five, one))
    >>> len(store.rows.owner)
    1
    """

    def __init__(self, rows: Rows) -> None:
        """Hold the given rows, those of one neuron next to each other."""
        self._block, self._used, self._places = rows, len(rows.owner), _places(rows.owner)

    @property
    def rows(self) -> Rows:
        """All rows; those of faces that were left have an infinite ``const``, so that they never expire."""
        return Rows(*(getattr(self._block, name)[: self._used] for name in _FIELDS))

    def replace(self, k: int, fresh: Rows) -> None:
        """Forget what neuron k had and hold the fresh rows instead."""
        if k in self._places:
            self._block.const[self._places[k]] = np.inf
            self._block.instant[self._places[k]] = False
        if self._used + len(fresh.owner) > len(self._block.owner):
            self._grow(2 * (self._used + len(fresh.owner)) + 256)
        end = self._used + len(fresh.owner)
        for name in _FIELDS:
            getattr(self._block, name)[self._used : end] = getattr(fresh, name)
        self._places[k] = slice(self._used, end)
        self._used = end

    def _grow(self, size: int) -> None:
        """Move to a larger block, without the rows that were left."""
        alive = np.isfinite(self._block.const[: self._used])
        kept = taken(self.rows, alive)
        self._block, self._used = joined(kept, _blank(size - len(kept.owner), like=kept)), len(kept.owner)
        self._places = _places(kept.owner)


def _places(owner: Index) -> dict[int, slice]:
    """Where the rows of each neuron lie."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    ranges = pairwise([*starts.tolist(), len(owner)])
    return {k: slice(a, b) for k, (a, b) in zip(owner[starts].tolist(), ranges, strict=True)}


def _blank(count: int, *, like: Rows) -> Rows:
    """Room for more rows."""
    blank = np.zeros(count, dtype=np.intp)
    wide, zero = np.zeros((count, like.vectors.shape[1])), np.zeros(count)
    return Rows(wide, zero, zero, zero > 0, blank, blank, zero)
