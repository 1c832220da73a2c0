r"""Vectors and matrices of certain numbers: products, norms, eigenvalues of small symmetric matrices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.exact.enclosures import Number
from ntkprops.meaning.exact.values import (
    compare,
    conjunction,
    larger,
    magnitude,
    minus,
    over,
    plus,
    power,
    root,
    smaller,
    times,
)


@dataclass(frozen=True)
class Tensor:
    """Numbers in row-major order; ``is_row`` tells a transposed vector from a vector."""

    shape: tuple[int, ...]
    entries: tuple[Number, ...]
    is_row: bool = False

    def row(self, place: int) -> Value:
        """The part at 0-based ``place`` of the first axis."""
        if not 0 <= place < self.shape[0]:
            raise Undetermined(f"no entry {place + 1} of {self.shape[0]}")
        width = len(self.entries) // self.shape[0]
        part = self.entries[place * width : (place + 1) * width]
        return part[0] if len(self.shape) == 1 else Tensor(self.shape[1:], part)


Value = Fraction | Number | Tensor


def vector(entries: Sequence[Number]) -> Tensor:
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
        return Tensor(value.shape, tuple(change(entry) for entry in value.entries), value.is_row)
    return change(value)


def joined(left: Value, right: Value, combine: Callable[[Number, Number], Number]) -> Value:
    """Two values of one shape, entry by entry."""
    if not isinstance(left, Tensor) and not isinstance(right, Tensor):
        return combine(left, right)
    if not (isinstance(left, Tensor) and isinstance(right, Tensor) and agree(left, right)):
        raise Undetermined("two shapes that do not agree")
    return Tensor(left.shape, tuple(map(combine, left.entries, right.entries)), left.is_row)


def agree(left: Tensor, right: Tensor) -> bool:
    """Whether two tensors are of one kind."""
    return (left.shape, left.is_row) == (right.shape, right.is_row)


def product(left: Value, right: Value) -> Value:
    """Scalars scale; rows meet columns."""
    if not isinstance(left, Tensor):
        return mapped(right, lambda entry: times(left, entry))
    if not isinstance(right, Tensor):
        return mapped(left, lambda entry: times(entry, right))
    (rows, inner), (outer, columns) = _extent(left), _extent(right)
    if inner != outer:
        raise Undetermined("two shapes that do not meet")
    entries = tuple(
        total(times(left.entries[i * inner + k], right.entries[k * columns + j]) for k in range(inner))
        for i in range(rows)
        for j in range(columns)
    )
    if left.is_row:
        return entries[0] if not right.is_row and len(right.shape) == 1 else Tensor((columns,), entries, True)
    return (
        Tensor((rows,), entries)
        if len(right.shape) == 1 and not right.is_row
        else Tensor((rows, columns), entries)
    )


def _extent(value: Tensor) -> tuple[int, int]:
    """Rows and columns."""
    if len(value.shape) == 2:
        return value.shape[0], value.shape[1]
    return (1, value.shape[0]) if value.is_row else (value.shape[0], 1)


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
        return Tensor(value.shape, value.entries, not value.is_row)
    if len(value.shape) != 2:
        raise Undetermined("no transpose")
    rows, columns = value.shape
    return Tensor(
        (columns, rows), tuple(value.entries[i * columns + j] for j in range(columns) for i in range(rows))
    )


def stacked(members: Sequence[Value]) -> Value:
    """A family as one tensor, its index first."""
    parts = [member for member in members if isinstance(member, Tensor)]
    if not parts:
        return vector([number(member) for member in members])
    if len(parts) < len(members) or len({part.shape for part in parts}) > 1:
        raise Undetermined("a family of unlike members")
    return Tensor((len(parts), *parts[0].shape), tuple(entry for part in parts for entry in part.entries))


def norm(value: Value, kind: str) -> Number:
    """The 2 (spectral), F, 1 or infinity norm.

    Raises:
        Undetermined: for a norm of a matrix that is not computed here.
    """
    if not isinstance(value, Tensor):
        return magnitude(value)
    is_thin = 1 in value.shape and (kind in ("", "2") or value.shape == (1, 1))
    if len(value.shape) == 1 or is_thin or kind == "F":
        return _vector_norm(value, kind)
    if len(value.shape) == 2 and kind in ("", "2"):
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
    rows, columns = value.shape
    if rows != columns or not is_symmetric(value):
        turned = transposed(value)
        return root(eigenvalues(product(turned, value) if columns <= rows else product(value, turned))[-1])
    low, *_, high = (*eigenvalues(value), eigenvalues(value)[-1])
    return larger(magnitude(low), magnitude(high))


def is_symmetric(value: Tensor) -> bool:
    """Whether the matrix certainly equals its transpose."""
    n = _square(value)
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
    n = _square(value)
    diagonal = [value.entries[i * n + i] for i in range(n)]
    if all(value.entries[i * n + j] == 0 for i in range(n) for j in range(n) if i != j):
        return _extremes(diagonal)
    if n != 2:
        raise Undetermined("eigenvalues of a full matrix beyond 2 x 2")
    half = over(plus(diagonal[0], diagonal[1]), Fraction(2))
    gap = over(minus(diagonal[0], diagonal[1]), Fraction(2))
    spread = root(plus(power(gap, Fraction(2)), power(value.entries[1], Fraction(2))))
    return (minus(half, spread), plus(half, spread))


def _square(value: Tensor) -> int:
    if len(value.shape) != 2 or value.shape[0] != value.shape[1]:
        raise Undetermined("a square matrix must stand here")
    return value.shape[0]


def _extremes(numbers: list[Number]) -> tuple[Number, ...]:
    low = high = numbers[0]
    for entry in numbers[1:]:
        low, high = smaller(low, entry), larger(high, entry)
    return (low, high)


def eigenvalue(value: Value, place: int) -> Number:
    """The least (place 0) or greatest (-1) eigenvalue of a matrix known to be symmetric."""
    if isinstance(value, Tensor) and not is_symmetric(value):
        raise Undetermined("a matrix not known to be symmetric")
    return eigenvalues(value)[place]


def trace(value: Value) -> Number:
    """The sum of the diagonal."""
    if not isinstance(value, Tensor):
        return value
    n = _square(value)
    return total(value.entries[i * (n + 1)] for i in range(n))


def inner(left: Value, right: Value) -> Number:
    """The inner product of two numbers, two vectors, or two families of vectors."""
    if not isinstance(left, Tensor) and not isinstance(right, Tensor):
        return times(left, right)
    if not (isinstance(left, Tensor) and isinstance(right, Tensor) and agree(left, right)):
        raise Undetermined("an inner product of what are no two vectors")
    return total(map(times, left.entries, right.entries))


def divided(left: Value, right: Number) -> Value:
    """Every entry over one number."""
    return mapped(left, lambda entry: over(entry, right))


def related(left: Value, op: str, right: Value) -> bool | None:
    """A relation of two values, in three values of truth; vectors are equal where all entries are."""
    op = "=" if op == ":=" else op
    if isinstance(left, Tensor) and right == 0 and not isinstance(right, Tensor):  # the zero of its shape
        right = mapped(left, lambda entry: Fraction(0))
    if not isinstance(left, Tensor) and not isinstance(right, Tensor):
        return compare(left, op, right)
    if op not in ("=", "!=") or not (
        isinstance(left, Tensor) and isinstance(right, Tensor) and agree(left, right)
    ):
        return None
    same = conjunction([compare(a, "=", b) for a, b in zip(left.entries, right.entries, strict=True)])
    return same if op == "=" or same is None else not same

