r"""The values of what notes print beside plain algebra: ``FURTHER[head](*values)``, in numbers that cannot err.

Each is a function of values alone, so that it knows neither trees nor instances.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.exact.enclosures import Number, interval
from ntkprops.meaning.exact.tensor import Tensor, Value, joined, mapped, number, product, total, vector
from ntkprops.meaning.exact.values import compare, logarithm, magnitude, negative, over, power, times

ZERO, ONE = Fraction(0), Fraction(1)
LARGEST = 400  # of which a factorial is taken


def floor(value: Value) -> Number:
    """The greatest whole number that is not greater.

    >>> floor(Fraction(7, 2)), ceiling(Fraction(7, 2)), floor(Fraction(-1, 2))
    (Fraction(3, 1), Fraction(4, 1), Fraction(-1, 1))
    """
    found = number(value)
    if isinstance(found, Fraction):
        return Fraction(math.floor(found))
    inside = interval(found)
    ends = [end.floor().unique_fmpz() if end.is_finite() else None for end in (inside.lo, inside.hi)]
    if ends[0] is None or ends[0] != ends[1]:
        raise Undetermined("a floor on either side of a whole number")
    return Fraction(int(ends[0]))


def ceiling(value: Value) -> Number:
    """The least whole number that is not less."""
    return negative(floor(negative(number(value))))


def _count(value: Value) -> int:
    found = number(value)
    if not isinstance(found, Fraction) or found.denominator != 1 or not 0 <= found <= LARGEST:
        raise Undetermined(f"what must be a whole number up to {LARGEST}")
    return found.numerator


def logarithm_to(base: Value, value: Value) -> Number:
    """The logarithm to a base; exact for a whole power of it.

    >>> logarithm_to(Fraction(2), Fraction(8)), logarithm_to(Fraction(2), Fraction(1, 4))
    (Fraction(3, 1), Fraction(-2, 1))
    """
    one, other = number(base), number(value)
    if isinstance(one, Fraction) and isinstance(other, Fraction) and one > 1 and other > 0:
        near = round(math.log(other) / math.log(one)) if max(other.numerator, other.denominator) < 1 << 512 else 0
        if one**near == other:
            return Fraction(near)
    return over(logarithm(other), logarithm(one))


def sign(value: Value) -> Number:
    """1, 0 or -1."""
    found = number(value)
    for op, result in ((">", 1), ("<", -1), ("=", 0)):
        if compare(found, op, ZERO) is True:
            return Fraction(result)
    raise Undetermined("the sign of what may be 0")


def diagonal(value: Value) -> Tensor:
    """The matrix with a diagonal, or the diagonal of a matrix."""
    if not isinstance(value, Tensor) or value.is_row:
        raise Undetermined("a diagonal of what is neither a vector nor a matrix")
    n = value.shape[0]
    if len(value.shape) == 1:
        return Tensor((n, n), tuple(value.entries[i] if i == j else ZERO for i in range(n) for j in range(n)))
    return vector([value.entries[i * value.shape[1] + i] for i in range(min(value.shape))])


def identity(size: Value) -> Tensor:
    """The identity matrix of a size."""
    return diagonal(ones(size))


def ones(size: Value) -> Tensor:
    """The vector of so many ones."""
    count = _count(size)
    if count == 0:
        raise Undetermined("a vector without entries")
    return vector([ONE] * count)


def by_rows(*rows: Value) -> Tensor:
    """A matrix by its rows."""
    widths = {row.shape if isinstance(row, Tensor) else () for row in rows}
    if len(widths) != 1 or len(next(iter(widths))) != 1:
        raise Undetermined("rows that make no matrix")
    return Tensor((len(rows), *widths.pop()), tuple(entry for row in rows for entry in row.entries))  # type: ignore


def entrywise(left: Value, right: Value) -> Value:
    """The product entry by entry."""
    return joined(left, right, times)


def norm_by(value: Value, order: Value) -> Number:
    r"""``(\sum_i |v_i|^p)^{1/p}`` of a vector, for p at least 1."""
    p = number(order)
    if not isinstance(value, Tensor) or len(value.shape) != 1 or not isinstance(p, Fraction) or p < 1:
        raise Undetermined("a norm that is not computed here")
    sizes = [size for size in map(magnitude, value.entries) if size != 0]
    if len(sizes) <= 1 or p == 1:
        return total(sizes)
    return power(total(power(size, p) for size in sizes), 1 / p)


def determinant(value: Value) -> Number:
    """The determinant of a matrix of at most 3 rows.

    >>> from ntkprops.meaning.exact.tensor import matrix
    >>> determinant(matrix([[Fraction(1), Fraction(2)], [Fraction(3), Fraction(4)]]))
    Fraction(-2, 1)
    """
    if not isinstance(value, Tensor) or len(value.shape) != 2 or value.shape[0] != value.shape[1] or value.shape[0] > 3:
        raise Undetermined("a determinant that is not computed here")
    n = value.shape[0]
    if n == 1:
        return value.entries[0]
    parts = (times(value.entries[j], determinant(_minor(value, 0, j))) for j in range(n))
    return total(part if j % 2 == 0 else negative(part) for j, part in enumerate(parts))


def _minor(value: Tensor, row: int, column: int) -> Tensor:
    n = value.shape[0]
    kept = [value.entries[i * n + j] for i in range(n) for j in range(n) if i != row and j != column]
    return Tensor((n - 1, n - 1), tuple(kept))


def inverse(value: Value) -> Tensor:
    """The inverse of a matrix of at most 2 rows, its determinant certainly not 0."""
    below = determinant(value)
    if not isinstance(value, Tensor) or value.shape[0] > 2:
        raise Undetermined("an inverse that is not computed here")
    if value.shape[0] == 1:
        return Tensor((1, 1), (over(ONE, below),))
    a, b, c, d = value.entries
    turned = Tensor((2, 2), (d, negative(b), negative(c), a))
    return mapped(turned, lambda entry: over(entry, below))  # type: ignore[return-value]


def matrix_power(base: Tensor, exponent: Number) -> Value:
    """A whole power of a square matrix."""
    if not isinstance(exponent, Fraction) or exponent.denominator != 1 or not -4 <= exponent <= 8:
        raise Undetermined("a power of a matrix that is not computed here")
    if len(base.shape) != 2 or base.shape[0] != base.shape[1]:
        raise Undetermined("a power of what is no square matrix")
    found: Value = identity(Fraction(base.shape[0]))
    for _ in range(abs(exponent.numerator)):
        found = product(found, base if exponent > 0 else inverse(base))
    return found


FURTHER: dict[str, Callable[..., Value]] = {
    "floor": floor,
    "ceil": ceiling,
    "factorial": lambda value: Fraction(math.factorial(_count(value))),
    "binom": lambda above, below: Fraction(math.comb(_count(above), _count(below))),
    "logb": logarithm_to,
    "sgn": sign,
    "diag": diagonal,
    "identity": identity,
    "ones": ones,
    "rows": by_rows,
    "hadamard": entrywise,
    "pnorm": norm_by,
    "det": determinant,
}
