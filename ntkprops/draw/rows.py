"""Strategies for exact unit rows, with the coincidences on which statements about rows break.

Independent rows are in general position, where little goes wrong. So a row may also be drawn in a
``Relation`` to an earlier one: its antipode, orthogonal to it, nearly parallel to it, or its copy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from itertools import count

from hypothesis import strategies as st

from ntkprops.draw.sphere import Row, Rows, opposite, orthogonal, simple_fractions, stereographic, turned
from ntkprops.errors import InputError

_TANGENTS = simple_fractions(max_denominator=8)
_FINEST_TURN = 16  # half-angle tangents down to 2^-16, angles down to 31 millionths


class Relation(Enum):
    """How a row may stand to an earlier one."""

    FREE = "free"
    ORTHOGONAL = "orthogonal"
    ANTIPODAL = "antipodal"
    NEAR_PARALLEL = "near parallel"
    REPEATED = "repeated"


ALL_RELATIONS = tuple(Relation)
DISTINCT_RELATIONS = tuple(relation for relation in Relation if relation is not Relation.REPEATED)
_NEEDS_A_PLANE = (Relation.ORTHOGONAL, Relation.NEAR_PARALLEL)
_PARTS = {  # of anchor, axis and halvings, how many a relation needs
    Relation.FREE: 0,
    Relation.ANTIPODAL: 1,
    Relation.REPEATED: 1,
    Relation.ORTHOGONAL: 2,
    Relation.NEAR_PARALLEL: 3,
}


@cache
def unit_row(d: int) -> st.SearchStrategy[Row]:
    """One unit row with rational coordinates; shrinks to ``e_1``.

    Args:
        d: the dimension; for 1 the rows are (1,) and (-1,).

    Raises:
        InputError: ``d`` is less than 1.
    """
    if d < 1:
        raise InputError(f"d is {d}, must be at least 1. Give the dimension of the input.")
    # The last tangents may be left out, so that a row keeps its choices while the dimension shrinks.
    tangents = st.lists(st.sampled_from(_TANGENTS), max_size=d - 1)
    hemisphere = tangents.map(lambda t: stereographic([*t, *[Fraction(0)] * (d - 1 - len(t))]))
    return st.one_of(hemisphere, hemisphere.map(opposite))


def unit_rows(
    n: int, d: int, *, relations: Collection[Relation] = ALL_RELATIONS
) -> st.SearchStrategy[Rows]:
    """``n`` unit rows of dimension ``d`` with rational coordinates; shrinks to ``e_1`` over and over.

    Args:
        n: number of rows, at least 1.
        d: dimension, at least 1.
        relations: what a row may be to an earlier one; those that need a plane are left out if d = 1.

    Returns:
        a strategy for ``n`` tuples of ``d`` fractions, each of norm exactly 1.

    Raises:
        InputError: ``n`` or ``d`` is less than 1, or no relation is left.

    >>> from hypothesis import find
    >>> find(unit_rows(1, 2), lambda rows: True)
    ((Fraction(1, 1), Fraction(0, 1)),)
    """
    if n < 1:
        raise InputError(f"n is {n}, must be at least 1. Give the number of rows.")
    return st.lists(placements(d, relations), min_size=n, max_size=n).map(placed)


@dataclass(frozen=True)
class Placement:
    """How a row is found once the earlier rows are known; what its relation does not need is not drawn."""

    fresh: Row
    relation: Relation
    anchor: int = 0
    axis: int = 1
    halvings: int = 1


def placements(d: int, relations: Collection[Relation]) -> st.SearchStrategy[Placement]:
    """Independent placements in dimension d: a list of them may lose any member and be ``placed`` still.

    Each holds a fresh row, used or not, so that the free placement is the shortest, where shrinking ends.

    Raises:
        InputError: ``d`` is less than 1, or no relation is left.
    """
    allowed = [each for each in Relation if each in relations and (d > 1 or each not in _NEEDS_A_PLANE)]
    if not allowed:
        raise InputError(f"relations leaves nothing to draw in dimension {d}. Add Relation.FREE.")
    parts = (st.integers(0, 15), st.integers(1, max(1, d - 1)), st.integers(1, _FINEST_TURN))
    return st.one_of(
        [
            st.tuples(unit_row(d), st.just(relation), *parts[: _PARTS[relation]]).map(lambda t: Placement(*t))
            for relation in allowed
        ]
    )


def placed(drawn: Iterable[Placement]) -> Rows:
    """The rows, one after the other; a first row that stands in a relation stands in it to ``e_1``."""
    rows: Rows = ()
    for placement in drawn:
        e_1 = stereographic([Fraction(0)] * (len(placement.fresh) - 1))
        rows = (*rows, _place(placement, rows or (e_1,)))
    return rows


def distinct(rows: Rows) -> Rows:
    """The rows, each that occurred before replaced by its antipode, else by the simplest turned copy.

    In dimension 1 there are two rows to be had, in every other as many as one likes.
    """
    found: Rows = ()
    for row in rows:
        found = (*found, next(each for each in _alternatives(row) if each not in found))
    return found


def _alternatives(row: Row) -> Iterator[Row]:
    yield row
    yield opposite(row)
    for k in count(1):
        yield turned(row, orthogonal(row, axis=1), half_tangent=Fraction(1, k))


def _place(placement: Placement, earlier: Rows) -> Row:
    anchor = earlier[placement.anchor % len(earlier)]
    match placement.relation:
        case Relation.FREE:
            return placement.fresh
        case Relation.ANTIPODAL:
            return opposite(anchor)
        case Relation.REPEATED:
            return anchor
        case Relation.ORTHOGONAL:
            return orthogonal(anchor, axis=placement.axis)
        case Relation.NEAR_PARALLEL:
            beside = orthogonal(anchor, axis=placement.axis)
            return turned(anchor, beside, half_tangent=Fraction(1, 2**placement.halvings))
