r"""Which points of the sphere have rational coordinates, and which of them are orthogonal, or close?

Every rational ``t`` gives a unit vector without a root, the stereographic projection from ``-e_1``:

    x = ((1 - |t|^2)/(1 + |t|^2),  2 t/(1 + |t|^2)),

and every rational unit vector but ``-e_1`` arises so. Reflections and turns by rational half-angle
tangents stay rational. All arithmetic is exact, so ``|x| = 1`` holds exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError

Row = tuple[Fraction, ...]
Rows = tuple[Row, ...]


def stereographic(t: Sequence[Fraction]) -> Row:
    """The unit row of ``t``, one longer than ``t``; zero gives ``e_1``, nothing gives ``(1,)``.

    >>> [str(x) for x in stereographic([Fraction(1, 2)])]
    ['3/5', '4/5']
    """
    square = sum((each * each for each in t), Fraction(0))
    return ((1 - square) / (1 + square), *(2 * each / (1 + square) for each in t))


def orthogonal(row: Row, *, axis: int) -> Row:
    """A unit row orthogonal to ``row``: where the reflection of ``e_1`` to ``row`` sends ``e_axis``.

    Args:
        row: a unit row of length d >= 2.
        axis: from 1 to d - 1 (``e_0`` would be ``row`` itself); different axes give orthogonal rows.

    Raises:
        InputError: no such axis.

    >>> [str(x) for x in orthogonal((Fraction(3, 5), Fraction(4, 5)), axis=1)]
    ['4/5', '-3/5']
    """
    if not 1 <= axis < len(row):
        raise InputError(f"axis is {axis}, must be from 1 to {len(row) - 1}: row has {len(row)} coordinates.")
    target = tuple(Fraction(int(j == axis)) for j in range(len(row)))
    normal = (row[0] - 1, *row[1:])
    square = sum(each * each for each in normal)
    if not square:
        return target
    return tuple(e - 2 * normal[axis] * v / square for e, v in zip(target, normal, strict=True))


def turned(row: Row, towards: Row, *, half_tangent: Fraction) -> Row:
    """``row`` turned towards an orthogonal unit row by the angle ``2 atan(half_tangent)``.

    >>> e_1, e_2 = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    >>> turned(e_1, e_2, half_tangent=Fraction(1)) == e_2
    True
    """
    cosine, sine = stereographic([half_tangent])
    return tuple(cosine * a + sine * b for a, b in zip(row, towards, strict=True))


def opposite(row: Row) -> Row:
    """The antipode."""
    return tuple(-x for x in row)


def simple_fractions(*, max_denominator: int) -> tuple[Fraction, ...]:
    """All fractions in [-1, 1] with such denominators, the simplest first: shrinking follows this order.

    >>> [str(x) for x in simple_fractions(max_denominator=2)]
    ['0', '1', '-1', '1/2', '-1/2']
    """
    found = {Fraction(p, q) for q in range(1, max_denominator + 1) for p in range(-q, q + 1)}
    return tuple(sorted(found, key=lambda x: (x.denominator, abs(x), x < 0)))


def as_array(rows: Sequence[Row]) -> NDArray[np.float64]:
    """The nearest doubles, shape (n, d), read-only."""
    array = np.array([[float(x) for x in row] for row in rows])
    array.setflags(write=False)
    return array
