r"""Of what shape is a symbol here? ``shape_of(row, length)``: the extents of a scalar, a vector, a matrix, a family."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod

from ntkprops.language.notation import Sort, Symbol
from ntkprops.meaning.exact.tensor import Tensor, Value
from ntkprops.meaning.exact.values import Number, Undetermined

KINDS = ("vector", "matrix")
Length = Callable[[str], int]
Shape = tuple[int, ...]


def extents(row: Symbol) -> tuple[str, ...]:
    """The spellings of the extents of a symbol, its own indices first.

    Raises:
        Undetermined: for what is no number, vector, matrix or family of them.
    """
    if row.sort.kind == "index" or not (row.sort.is_scalar or row.sort.kind in KINDS):
        raise Undetermined(f"{row.name} is {row.sort}, which has no entries")
    return (*row.over, *row.sort.dims)


def argument_extents(row: Symbol) -> Iterable[str]:
    """The spellings of the extents of what a symbol is applied to."""
    return (dim for kind in row.of if isinstance(kind, Sort) for dim in kind.dims)


def shape_of(row: Symbol, length: Length) -> Shape:
    """The extents as whole numbers.

    >>> from ntkprops.language.notation import declare, vector
    >>> shape_of(declare("x", vector("d"), over=("n",)), {"n": 3, "d": 2}.__getitem__)
    (3, 2)
    """
    return tuple(length(dim) for dim in extents(row))


def shaped(entries: Iterable[Number], shape: Shape) -> Value:
    """Numbers in row-major order as a value of a shape."""
    found = tuple(entries)
    return found[0] if not shape else Tensor(shape, found)


def count(shape: Shape) -> int:
    """How many numbers a value of a shape holds."""
    return prod(shape)
