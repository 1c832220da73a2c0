r"""Doubles as a number system (``arithmetic.Arithmetic``), with the draws as the leading axis of every value.

A scalar is (B,), a vector (B, n), a matrix (B, n, n), a family of vectors (B, m, d); ``Row`` is a transposed vector;
B is 1 for what no draw changes. Truth is (B,) of booleans, in doubles as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ntkprops.meaning.arithmetic import Arithmetic, Undetermined

Array = NDArray[np.float64]
WHOLE = 1e-9  # how far from a whole number an index may be by rounding
NODES = np.polynomial.legendre.leggauss(8)
OTHERS = np.polynomial.legendre.leggauss(6)  # as a check: where both rules differ, neither is the integral
APART = 1e-6
MOST_TERMS = 256
MOST_PIECES = 24
ORDERS = {r"1": 1, r"\infty": np.inf, "": 2, "2": 2, "F": 2}
COMPARE: dict[str, Callable[[Array, Array], np.ndarray]] = {
    "<=": np.less_equal,
    "<": np.less,
    ">=": np.greater_equal,
    ">": np.greater,
    "=": np.equal,
    "!=": np.not_equal,
}


class Row(NamedTuple):
    """A transposed vector, (B, n)."""

    entries: Array


Value = Array | Row


def plain(value: Value) -> Array:
    """The entries of a value, transposed or not."""
    return value.entries if isinstance(value, Row) else value


def finite(value: Array, head: str) -> Array:
    """The value itself. Raises ``Undetermined`` where a number is infinite or none."""
    if not np.isfinite(value).all():
        raise Undetermined(f"{head} outside its domain or range")
    return value


def alike(left: Value, right: Value) -> tuple[Array, Array]:
    """The entries of two values of one shape."""
    a, b = plain(left), plain(right)
    if a.shape[1:] != b.shape[1:]:
        raise Undetermined("two things of different shapes")
    return a, b


def _grown(value: Array, ndim: int) -> Array:
    return value.reshape(value.shape + (1,) * (ndim - value.ndim))


def _function(name: str, change: Callable[..., Array]) -> Callable[..., Array]:
    def applied(*values: Array) -> Array:
        with np.errstate(all="ignore"):
            return finite(change(*values), name)

    return applied


class Doubles:
    """Arrays; truth is told on every draw."""

    name = "doubles"
    root, exponential = staticmethod(_function("a root", np.sqrt)), staticmethod(_function("exp", np.exp))
    logarithm, magnitude = staticmethod(_function("log", np.log)), staticmethod(_function("abs", np.abs))
    larger, smaller = staticmethod(_function("max", np.maximum)), staticmethod(_function("min", np.minimum))

    def number(self, value: Fraction) -> Array:
        return np.array([float(value)])

    def pi(self) -> Array:
        return np.array([np.pi])

    def as_number(self, value: Value, head: str) -> Array:
        if isinstance(value, Row) or value.ndim != 1:
            raise Undetermined(f"a number was expected where {head} stands")
        return finite(value, head)

    def power(self, base: Array, exponent: Array, *, counts: bool) -> Array:
        if not counts and (base < 0).any():
            raise Undetermined("a real power of what is negative")
        return _function("a power", np.power)(base, exponent)

    def matrix_power(self, base: Value, exponent: Array) -> Value:
        raise Undetermined("a power of a matrix, which doubles do not take")

    def plus(self, left: Value, right: Value) -> Value:
        a, b = alike(left, right)
        return Row(a + b) if isinstance(left, Row) else a + b

    def negative(self, value: Value) -> Value:
        return Row(-value.entries) if isinstance(value, Row) else -value

    def times(self, left: Value, right: Value) -> Value:
        if isinstance(left, Row) and isinstance(right, Row):
            raise Undetermined("a product of two transposed vectors")
        a, b = plain(left), plain(right)
        if a.ndim == 1 or b.ndim == 1:
            ndim = max(a.ndim, b.ndim)
            found = _grown(a, ndim) * _grown(b, ndim)
            return Row(found) if isinstance(left, Row) or isinstance(right, Row) else found
        if isinstance(right, Row):
            return a[:, :, None] * b[:, None, :]
        if a.shape[-1] != b.shape[1] or (a.ndim == 2 and not isinstance(left, Row)):
            raise Undetermined("two shapes that do not meet")
        if isinstance(left, Row):
            return (a * b).sum(axis=1) if b.ndim == 2 else Row((a[:, None, :] @ b)[:, 0])
        return a @ b if b.ndim == 3 else (a @ b[:, :, None])[:, :, 0]

    def over(self, left: Value, right: Array) -> Value:
        if (right == 0).any():
            raise Undetermined("a denominator of zero")
        return self.times(left, 1 / right)

    def norm(self, value: Value, kind: str) -> Array:
        found = plain(value)
        if found.ndim == 1:
            return np.abs(found)
        if found.ndim == 2 and kind in ORDERS:
            return np.linalg.norm(found, ord=ORDERS[kind], axis=1)
        if found.ndim == 3 and kind == "F":
            return np.sqrt((found**2).sum(axis=(1, 2)))
        if found.ndim == 3 and kind in ("", "2"):
            return np.linalg.norm(found, ord=2, axis=(1, 2))
        raise Undetermined(f"the {kind} norm of what is no vector")

    def inner(self, left: Value, right: Value) -> Array:
        a, b = alike(left, right)
        return (a * b).reshape(max(len(a), len(b)), -1).sum(axis=1)

    def transposed(self, value: Value) -> Value:
        if isinstance(value, Row):
            return value.entries
        if value.ndim <= 1:
            return value
        return Row(value) if value.ndim == 2 else np.swapaxes(value, 1, 2)

    def eigenvalue(self, value: Value, place: int) -> Array:
        found = plain(value)
        if found.ndim == 1:
            return found
        square = found.ndim == 3 and found.shape[1] == found.shape[2]
        if not square or not np.allclose(found, np.swapaxes(found, 1, 2), atol=1e-12):
            raise Undetermined("an eigenvalue of what is no symmetric matrix")
        return np.asarray(np.linalg.eigvalsh(found)[:, place], dtype=np.float64)

    def trace(self, value: Value) -> Array:
        found = plain(value)
        if found.ndim not in (1, 3) or found.shape[1:2] != found.shape[2:]:
            raise Undetermined("a square matrix must stand here")
        return found if found.ndim == 1 else np.trace(found, axis1=1, axis2=2)

    def stacked(self, members: Sequence[Value]) -> Array:
        if not members:
            raise Undetermined("a family of nothing")
        if any(plain(one).shape[1:] != plain(members[0]).shape[1:] for one in members):
            raise Undetermined("a family of unlike members")
        return np.stack(np.broadcast_arrays(*map(plain, members)), axis=1)

    def member(self, value: Value, place: int) -> Array:
        found = plain(value)
        if found.ndim < 2 or not 0 <= place < found.shape[1]:
            raise Undetermined("an entry that is not there")
        return found[:, place]

    def is_number(self, value: Value) -> bool:
        return not isinstance(value, Row) and value.ndim == 1

    def is_whole(self, value: Value) -> bool:
        found = plain(value)
        return self.is_number(value) and bool((np.abs(found - np.round(found[0])) <= WHOLE).all())

    def place(self, value: Array) -> int:
        if not self.is_whole(value):
            raise Undetermined("an index that is no whole number")
        return round(float(value[0]))

    def whole(self, low: Array, high: Array) -> list[Array]:
        first, last = self.place(low), self.place(high)
        if not 0 <= last - first < MOST_TERMS:
            raise Undetermined(f"{last - first + 1} whole numbers")
        return [np.array([float(value)]) for value in range(first, last + 1)]

    def integral(
        self, body: Callable[[Array], Value], low: Array, high: Array, *, cuts: Sequence[float], spend: object
    ) -> Value:
        """Gauss-Legendre between the cuts, and on pieces that shrink towards the lower end."""
        if len(low) > 1 or len(high) > 1 or low[0] > high[0]:
            raise Undetermined("an integral whose ends depend on the draw, or are not in order")
        pieces = _pieces(float(low[0]), float(high[0]), cuts)
        total, other = (_by_nodes(body, pieces, rule) for rule in (NODES, OTHERS))
        size = max(1.0, float(np.abs(plain(total)).max(initial=0.0)))
        if not (np.abs(plain(total) - plain(other)) <= APART * size).all():
            raise Undetermined("an integral that quadrature does not reach")
        return total

    def supremum(self, body: object, low: object, high: object, *, opens: object) -> Array:
        raise Undetermined("a supremum over a continuum, which no points bound from above")

    def related(self, left: Value, op: str, right: Value) -> np.ndarray:
        if op not in COMPARE:
            raise Undetermined(f"the relation {op}")
        a, b = alike(left, right)
        found = COMPARE[op](finite(a, "a side"), finite(b, "a side"))
        if a.ndim == 1:
            return found
        if op not in ("=", "!="):
            raise Undetermined("an order between things that are no numbers")
        flat = found.reshape(len(found), -1)
        return np.asarray(flat.all(axis=1) if op == "=" else flat.any(axis=1))

    def every(self, truths: Sequence[np.ndarray]) -> np.ndarray:
        return np.logical_and.reduce(np.broadcast_arrays(*truths))

    def some(self, truths: Sequence[np.ndarray]) -> np.ndarray:
        return np.logical_or.reduce(np.broadcast_arrays(*truths))

    def denied(self, truth: np.ndarray) -> np.ndarray:
        return ~truth

    def indicator(self, truth: np.ndarray) -> Array:
        return truth.astype(float)


DOUBLES: Arithmetic = Doubles()


def _pieces(low: float, high: float, cuts: Sequence[float]) -> list[tuple[float, float]]:
    inside = [cut for cut in cuts if low < cut < high]
    if len(inside) > MOST_PIECES:
        raise Undetermined(f"an integral across {len(inside)} events of the flow")
    even = [low + (high - low) * part for part in (1 / 64, 1 / 16, 1 / 4, 1 / 2)]
    return list(pairwise(sorted({low, *inside, *even, high}) if low < high else [low, high]))


def _by_nodes(body: Callable[[Array], Value], pieces: list[tuple[float, float]], rule: tuple) -> Value:
    total: Value | None = None
    for left, right in pieces:
        half = (right - left) / 2
        for node, weight in zip(*rule, strict=True):
            term = DOUBLES.times(np.array([half * weight]), body(np.array([left + half * (node + 1)])))
            total = term if total is None else DOUBLES.plus(total, term)
    assert total is not None  # there is a piece
    return total
