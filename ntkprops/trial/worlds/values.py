r"""The simple values that a free symbol may have: ``simple(row, shape)`` in order, ``random(..)`` beyond them.

Numbers are those of ``question.NUMBERS``; vectors and matrices are made of small rationals: units, ones, alternating
signs, identities, triangles, rational unit vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

from ntkprops.language.notation import Sort, Symbol
from ntkprops.meaning.exact.tensor import Tensor, Value
from ntkprops.meaning.exact.values import Number
from ntkprops.trial.worlds.shapes import Shape, shaped

F = Fraction
SIMPLE = (F(1), F(1, 2), F(2), F(1, 4), F(10), F(1, 10), F(1, 100))
NUMBERS: dict[str, tuple[Fraction, ...]] = {
    "positive": SIMPLE,
    "nonnegative": (*SIMPLE, F(0)),
    "time": (F(1), F(1, 2), F(2), F(10), F(0)),
    "probability": (F(1, 2), F(1, 4), F(1, 10), F(1, 100)),
    "real": (F(1), F(0), F(-1), F(1, 2), F(2), F(-2), F(10)),
    "count": (F(1), F(2), F(3), F(10)),
    "sign": (F(1), F(-1)),
}
ENTRIES = tuple(map(F, (1, -1, 2, 0, -2, 3, F(1, 2))))
UNITS = ((F(3, 5), F(4, 5)), (F(4, 5), F(-3, 5)), (F(-3, 5), F(4, 5)), (F(5, 13), F(12, 13)))
MOST_TUPLES = 24

Pattern = Callable[[Shape], Fraction]
PATTERNS: tuple[Pattern, ...] = (
    lambda at: F(at[-1] == (at[0] if len(at) > 1 else 0)),  # the first unit, the identity, a row of units
    lambda at: F(1),
    lambda at: F(at[-1] == (at[0] + 1 if len(at) > 1 else 1)),  # the second unit, a shift
    lambda at: F((-1) ** (sum(at) % 2)),
    lambda at: F(1 + at[-1] + 2 * sum(at[:-1])),  # 1, 2, ..; 1, 2; 3, 4
    lambda at: F(2 if len(set(at)) == 1 and at[0] == 0 else 1),
    lambda at: F(0),
    lambda at: F(at[0] <= at[-1]),  # a triangle
    lambda at: F(1 + at[0]) if len(set(at)) == 1 else F(0),  # a diagonal
    lambda at: F(2, 1 + sum(at)),
    lambda at: F(-1 if at[-1] == 0 else 3),
    lambda at: F((at[0] < at[-1]) - (at[0] > at[-1])) if at[1:] else F(at[0] - 1),  # a quarter turn
    lambda at: F(1, 2),
    lambda at: F(1 if any(at) else -2),
)


def candidates(sort: Sort) -> tuple[Fraction, ...]:
    """The simple numbers of a sort, simplest first."""
    return NUMBERS.get(sort.kind, ())


def simple(row: Symbol, shape: Shape, *, units: bool = False) -> Sequence[Value]:
    """Simple values of a symbol, simplest first; of norm 1 along the last axis where ``units`` are asked for.

    >>> from ntkprops.language.notation import declare, vector
    >>> [value.entries[1] for value in simple(declare("v", vector("d")), (2,))][:3]
    [Fraction(0, 1), Fraction(1, 1), Fraction(1, 1)]
    """
    if not shape:
        return candidates(row.sort)
    if units:
        return list(dict.fromkeys(shaped(rows, shape) for rows in _units(shape)))
    if row.sort.is_scalar and row.sort.kind != "real":
        return list(_tuples(candidates(row.sort), shape))
    places = list(product(*map(range, shape)))
    return list(dict.fromkeys(shaped(map(pattern, places), shape) for pattern in PATTERNS))


def _tuples(numbers: Sequence[Fraction], shape: Shape) -> Iterator[Value]:
    """Families of numbers of a sort: all equal, then mixed."""
    size = prod(shape)
    every = [(number,) * size for number in numbers]
    if len(numbers) ** size <= MOST_TUPLES:
        every += product(numbers, repeat=size)
    every += [tuple(numbers[(start + step * at) % len(numbers)] for at in range(size))
              for step in (1, 2, 3) for start in range(len(numbers))]  # fmt: skip
    return (shaped(entries, shape) for entries in dict.fromkeys(every))


def _units(shape: Shape) -> Iterator[tuple[Fraction, ...]]:
    """Families of rational unit vectors."""
    dimension, rows = shape[-1], prod(shape[:-1])
    known = unit_vectors(dimension)
    for step in (1, 0, 2):
        for start in range(len(known)):
            yield tuple(x for row in range(rows) for x in known[(start + step * row) % len(known)])


def unit_vectors(dimension: int) -> list[tuple[Fraction, ...]]:
    """Rational vectors of norm 1."""
    axes = [tuple(F(k == j) for k in range(dimension)) for j in range(dimension)]
    slanted = [(*pair, *(F(0),) * (dimension - 2)) for pair in UNITS] if dimension > 1 else []
    return [*axes, *slanted[:1], *(tuple(-x for x in axis) for axis in axes), *slanted[1:]]


def random(row: Symbol, shape: Shape, rng: Random, *, units: bool = False) -> Value:
    """Any value of a symbol made of small numbers."""
    if units and shape:
        known = unit_vectors(shape[-1])
        return shaped((x for _ in range(prod(shape[:-1])) for x in rng.choice(known)), shape)
    if row.sort.is_scalar and row.sort.kind != "real":
        return shaped([rng.choice(candidates(row.sort)) for _ in range(prod(shape))], shape)
    kept = rng.choice((1, 2, 3))  # some are small, so that bounds are met; many are whole
    return shaped([rng.choice(ENTRIES) / rng.choice((1, kept)) for _ in range(prod(shape))], shape)


def written(value: Value | Number) -> str:
    """A value with its brackets: ``(1, 2)``, ``((1, 0), (0, 1))``."""
    if not isinstance(value, Tensor):
        return str(value)
    return "(" + ", ".join(written(value.row(place)) for place in range(value.shape[0])) + ")"
