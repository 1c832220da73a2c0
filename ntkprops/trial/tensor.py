r"""Vectors and matrices of certain numbers: products, norms, eigenvalues of small symmetric matrices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from ntkprops.trial.values import (
    Number,
    Undetermined,
    compare,
    hull,
    larger,
    magnitude,
    minus,
    negative,
    over,
    plus,
    power,
    root,
    smaller,
    times,
)


@dataclass(frozen=True)
class Tensor:
    """Numbers in row-major order; a transposed vector has shape (1, n)."""

    shape: tuple[int, ...]
    entries: tuple[Number, ...]

    def row(self, place: int) -> Value:
        """The part at 0-based ``place`` of the first axis."""
        if not 0 <= place < self.shape[0]:
            raise Undetermined(f"no entry {place + 1} of {self.shape[0]}")
        width = len(self.entries) // self.shape[0]
        part = self.entries[place * width : (place + 1) * width]
        return part[0] if len(self.shape) == 1 else Tensor(self.shape[1:], part)


Value = Fraction | Number | Tensor


def vector(entries: list[Number] | tuple[Number, ...]) -> Tensor:
    """A column vector."""
    return Tensor((len(entries),), tuple(entries))


def matrix(rows: list[list[Number]] | tuple[tuple[Number, ...], ...]) -> Tensor:
    """A matrix, or a family of vectors."""
    return Tensor((len(rows), len(rows[0])), tuple(entry for row in rows for entry in row))


def number(value: Value) -> Number:
    """The value as a scalar. Raises ``Undetermined`` where it is none."""
    if isinstance(value, Tensor):
        raise Undetermined("a scalar must stand here")
    return value


def mapped(value: Value, change: Callable[[Number], Number]) -> Value:
    """The value with every entry changed."""
    if isinstance(value, Tensor):
        return Tensor(value.shape, tuple(change(entry) for entry in value.entries))
    return change(value)


def joined(left: Value, right: Value, combine: Callable[[Number, Number], Number]) -> Value:
    """Two values of one shape, entry by entry."""
    if not isinstance(left, Tensor) and not isinstance(right, Tensor):
        return combine(left, right)
    if not (isinstance(left, Tensor) and isinstance(right, Tensor) and left.shape == right.shape):
        raise Undetermined("two shapes that do not agree")
    return Tensor(left.shape, tuple(map(combine, left.entries, right.entries)))


def product(left: Value, right: Value) -> Value:
    """Scalars scale; rows meet columns."""
    if not isinstance(left, Tensor):
        return mapped(right, lambda entry: times(left, entry))
    if not isinstance(right, Tensor):
        return mapped(left, lambda entry: times(entry, right))
    a = left if len(left.shape) == 2 else Tensor((left.shape[0], 1), left.entries)
    b = right if len(right.shape) == 2 else Tensor((right.shape[0], 1), right.entries)
    if a.shape[1] != b.shape[0]:
        raise Undetermined("two shapes that do not meet")
    rows, inner, columns = a.shape[0], a.shape[1], b.shape[1]
    entries = tuple(
        total(times(a.entries[i * inner + k], b.entries[k * columns + j]) for k in range(inner))
        for i in range(rows)
        for j in range(columns)
    )
    if rows == columns == 1:
        return entries[0]
    return Tensor((rows,), entries) if len(right.shape) == 1 else Tensor((rows, columns), entries)


def total(terms) -> Number:
    """The sum of numbers; 0 of none."""
    result: Number = Fraction(0)
    for term in terms:
        result = plus(result, term)
    return result


def transposed(value: Value) -> Value:
    """Rows become columns."""
    if not isinstance(value, Tensor):
        return value
    if len(value.shape) == 1:
        return Tensor((1, *value.shape), value.entries)
    if len(value.shape) != 2:
        raise Undetermined("no transpose")
    if value.shape[0] == 1:
        return Tensor(value.shape[1:], value.entries)
    rows, columns = value.shape
    return Tensor((columns, rows), tuple(value.entries[i * columns + j] for j in range(columns) for i in range(rows)))


def norm(value: Value, kind: str) -> Number:
    """The 2 (spectral), F, 1 or infinity norm.

    Raises:
        Undetermined: for a norm of a matrix that is not computed here.
    """
    if not isinstance(value, Tensor):
        return magnitude(value)
    if len(value.shape) == 1 or 1 in value.shape or kind == "F":
        return _vector_norm(value, kind)
    if kind in ("", "2") and value.shape[0] == value.shape[1]:
        return _spectral(value)
    raise Undetermined(f"the {kind} norm of a matrix")


def _vector_norm(value: Tensor, kind: str) -> Number:
    sizes = [magnitude(entry) for entry in value.entries]
    if kind == "1":
        return total(sizes)
    if kind == r"\infty":
        largest = sizes[0]
        for size in sizes[1:]:
            largest = larger(largest, size)
        return largest
    nonzero = [size for size in sizes if size != 0]
    if len(nonzero) <= 1:
        return nonzero[0] if nonzero else Fraction(0)
    return root(total(power(size, Fraction(2)) for size in nonzero))


def _spectral(value: Tensor) -> Number:
    if not is_symmetric(value):
        return root(eigenvalues(product(transposed(value), value))[-1])  # type: ignore[arg-type]
    low, *_, high = (*eigenvalues(value), eigenvalues(value)[-1])
    return larger(magnitude(low), magnitude(high))


def is_symmetric(value: Tensor) -> bool:
    """Whether the matrix certainly equals its transpose."""
    n = value.shape[0]
    pairs = ((value.entries[i * n + j], value.entries[j * n + i]) for i in range(n) for j in range(i))
    return all(one is other or compare(one, "=", other) is True for one, other in pairs)


def eigenvalues(value: Value) -> tuple[Number, ...]:
    r"""The least (first) and greatest (last) eigenvalue of a symmetric matrix, n <= 2 or diagonal.

    Source: :math:`\frac{a + c}{2} \pm \sqrt{(\frac{a - c}{2})^2 + b^2}`.

    >>> eigenvalues(matrix([[Fraction(1), Fraction(3)], [Fraction(3), Fraction(9)]]))
    (Fraction(0, 1), Fraction(10, 1))
    """
    if not isinstance(value, Tensor):
        return (value,)
    n = value.shape[0]
    diagonal = [value.entries[i * n + i] for i in range(n)]
    if all(value.entries[i * n + j] == 0 for i in range(n) for j in range(n) if i != j):
        return _extremes(diagonal)
    if n != 2:
        raise Undetermined("eigenvalues of a full matrix beyond 2 x 2")
    half = over(plus(diagonal[0], diagonal[1]), Fraction(2))
    gap = over(minus(diagonal[0], diagonal[1]), Fraction(2))
    spread = root(plus(power(gap, Fraction(2)), power(value.entries[1], Fraction(2))))
    return (minus(half, spread), plus(half, spread))


def _extremes(numbers: list[Number]) -> tuple[Number, ...]:
    low = high = numbers[0]
    for entry in numbers[1:]:
        low, high = smaller(low, entry), larger(high, entry)
    return (low, high)


def enclosing(left: Value, right: Value) -> Value:
    """The least enclosure of both."""
    return joined(left, right, hull)


__all__ = [
    "Tensor", "Value", "eigenvalues", "enclosing", "is_symmetric", "joined", "mapped", "matrix", "negative", "norm",
    "number", "product", "total", "transposed", "vector",
]  # fmt: skip
