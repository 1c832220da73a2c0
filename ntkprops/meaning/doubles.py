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

from ntkprops.meaning.arithmetic import Undetermined

Array = NDArray[np.float64]
NAME: str = "doubles"
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


# -- numbers ---------------------------------------------------------------------------------------


def number(value: Fraction) -> Array:
    """A printed number, the same on every draw."""
    return np.array([float(value)])


def pi() -> Array:
    """The double next to pi."""
    return np.array([np.pi])


def as_number(value: Value, head: str) -> Array:
    """The value as a finite number, (B,)."""
    if isinstance(value, Row) or value.ndim != 1:
        raise Undetermined(f"a number was expected where {head} stands")
    return finite(value, head)


def _function(name: str, change: Callable[..., Array]) -> Callable[..., Array]:
    def applied(*values: Array) -> Array:
        with np.errstate(all="ignore"):
            return finite(change(*values), name)

    return applied


root, exponential = _function("a root", np.sqrt), _function("exp", np.exp)
logarithm, magnitude = _function("log", np.log), _function("abs", np.abs)
larger, smaller = _function("max", np.maximum), _function("min", np.minimum)
_raised = _function("a power", np.power)


def power(base: Array, exponent: Array, *, counts: bool) -> Array:
    """Whole powers of anything; real ones of what is not negative."""
    if not counts and (base < 0).any():
        raise Undetermined("a real power of what is negative")
    return _raised(base, exponent)


# -- values of any shape ---------------------------------------------------------------------------


def plus(left: Value, right: Value) -> Value:
    """The sum of two values of one shape."""
    a, b = alike(left, right)
    return Row(a + b) if isinstance(left, Row) else a + b


def negative(value: Value) -> Value:
    """Every entry with its sign turned."""
    return Row(-value.entries) if isinstance(value, Row) else -value


def times(left: Value, right: Value) -> Value:
    """The product of two values, by their shapes."""
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


def _grown(value: Array, ndim: int) -> Array:
    return value.reshape(value.shape + (1,) * (ndim - value.ndim))


def over(left: Value, right: Array) -> Value:
    """Every entry over one number."""
    if (right == 0).any():
        raise Undetermined("a denominator of zero")
    return times(left, 1 / right)


def norm(value: Value, kind: str) -> Array:
    """Of a vector 1, 2 or infinity; of a matrix 2 (spectral) or F."""
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


def inner(left: Value, right: Value) -> Array:
    """The sum of the products of all entries."""
    a, b = alike(left, right)
    return (a * b).reshape(max(len(a), len(b)), -1).sum(axis=1)


def transposed(value: Value) -> Value:
    """Rows become columns."""
    if isinstance(value, Row):
        return value.entries
    if value.ndim <= 1:
        return value
    return Row(value) if value.ndim == 2 else np.swapaxes(value, 1, 2)


def eigenvalue(value: Value, place: int) -> Array:
    """The least (place 0) or greatest (-1) eigenvalue of a symmetric matrix."""
    found = plain(value)
    if found.ndim == 1:
        return found
    square = found.ndim == 3 and found.shape[1] == found.shape[2]
    if not square or not np.allclose(found, np.swapaxes(found, 1, 2), atol=1e-12):
        raise Undetermined("an eigenvalue of what is no symmetric matrix")
    return np.asarray(np.linalg.eigvalsh(found)[:, place], dtype=np.float64)


def trace(value: Value) -> Array:
    """The sum of the diagonal."""
    found = plain(value)
    if found.ndim not in (1, 3) or found.shape[1:2] != found.shape[2:]:
        raise Undetermined("a square matrix must stand here")
    return found if found.ndim == 1 else np.trace(found, axis1=1, axis2=2)


def stacked(members: Sequence[Value]) -> Array:
    """Values of one shape as one value, their index first."""
    if not members:
        raise Undetermined("a family of nothing")
    if any(plain(one).shape[1:] != plain(members[0]).shape[1:] for one in members):
        raise Undetermined("a family of unlike members")
    return np.stack(np.broadcast_arrays(*map(plain, members)), axis=1)


def member(value: Value, place: int) -> Array:
    """The part at a 0-based place of the axis behind the draws."""
    found = plain(value)
    if found.ndim < 2 or not 0 <= place < found.shape[1]:
        raise Undetermined("an entry that is not there")
    return found[:, place]


# -- ranges ----------------------------------------------------------------------------------------


def is_number(value: Value) -> bool:
    """Whether a value is no vector or matrix."""
    return not isinstance(value, Row) and value.ndim == 1


def is_whole(value: Value) -> bool:
    """Whether a value is one whole number, up to rounding."""
    found = plain(value)
    return is_number(value) and bool((np.abs(found - np.round(found[0])) <= WHOLE).all())


def place(value: Array) -> int:
    """A whole number that is the same on every draw, as one of Python."""
    if not is_whole(value):
        raise Undetermined("an index that is no whole number")
    return round(float(value[0]))


def whole(low: Array, high: Array) -> list[Array]:
    """The whole numbers from one end to the other."""
    first, last = place(low), place(high)
    if not 0 <= last - first < MOST_TERMS:
        raise Undetermined(f"{last - first + 1} whole numbers")
    return [np.array([float(value)]) for value in range(first, last + 1)]


def integral(
    body: Callable[[Array], Value], low: Array, high: Array, *, cuts: Sequence[float], spend: Callable[[int], None]
) -> Value:
    """Gauss-Legendre between the cuts, where the integrand is smooth, and on pieces that shrink towards the lower end.

    Raises:
        Undetermined: where two rules differ, or the ends depend on the draw or are not in order.
    """
    del spend  # doubles are cheap
    if len(low) > 1 or len(high) > 1 or low[0] > high[0]:
        raise Undetermined("an integral whose ends depend on the draw, or are not in order")
    pieces = _pieces(float(low[0]), float(high[0]), cuts)
    total, other = (_by_nodes(body, pieces, rule) for rule in (NODES, OTHERS))
    size = max(1.0, float(np.abs(plain(total)).max(initial=0.0)))
    if not (np.abs(plain(total) - plain(other)) <= APART * size).all():
        raise Undetermined("an integral that quadrature does not reach")
    return total


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
            term = times(np.array([half * weight]), body(np.array([left + half * (node + 1)])))
            total = term if total is None else plus(total, term)
    assert total is not None  # there is a piece
    return total


def supremum(body: object, low: object, high: object, /, *, opens: object, spend: object) -> Array:
    """None: doubles at points bound a supremum from below only."""
    raise Undetermined("a supremum over a continuum, which no points bound from above")


# -- truth -----------------------------------------------------------------------------------------


def related(left: Value, op: str, right: Value) -> np.ndarray:
    """Whether a comparison holds on every draw; vectors are equal where all entries are."""
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


def every(truths: Sequence[np.ndarray]) -> np.ndarray:
    """And, draw by draw."""
    return np.logical_and.reduce(np.broadcast_arrays(*truths))


def some(truths: Sequence[np.ndarray]) -> np.ndarray:
    """Or, draw by draw."""
    return np.logical_or.reduce(np.broadcast_arrays(*truths))


def denied(truth: np.ndarray) -> np.ndarray:
    """Not, draw by draw."""
    return ~truth


def indicator(truth: np.ndarray) -> Array:
    """1 where it holds, 0 where not."""
    return truth.astype(float)
