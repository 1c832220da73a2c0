"""The finder: a refutation of a system, by linear programming over candidate summands.

Small sets of columns are tried first, so that a proof uses few hypotheses. Whatever is found is
multiplied by the monomial that clears its divisions and handed to the kernel, which alone decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.reading.facts import Claim
from ntkprops.proof.scalar.search.assemble import assembled
from ntkprops.proof.scalar.search.columns import (
    Column,
    Walk,
    conjugates,
    products,
    rows_of,
    slacks,
    squares,
    strict_matches,
)
from ntkprops.proof.scalar.search.geometric import geometric
from ntkprops.proof.scalar.search.linear import multipliers
from ntkprops.proof.scalar.search.signs import sharpened
from ntkprops.proof.scalar.search.system import Dense, System

MOST_PRODUCT_ROWS = 14


@dataclass(frozen=True)
class Refuted:
    """A refutation the kernel has accepted, the claims behind it, and whether the negated goal is needed."""

    refutation: kernel.Refutation
    claims: tuple[Claim, ...]
    uses_goal: bool


def refute(system: System, *, effort: int) -> Refuted | None:
    """A refutation that the kernel accepts, or None.

    Args:
        effort: 0 takes the nearest constraints times monomials; 1 all that are met without dividing,
            and products of inequalities between monomials; 2 divides by positive variables; 3 also
            takes products of two constraints.
    """
    for current, columns in _stages(system, effort):
        chosen = geometric(current) if columns is None else _combination(columns)
        if chosen:
            return _checked(current, chosen)
    return None


def _checked(system: System, chosen: Sequence[tuple[Column, Fraction]]) -> Refuted:
    """The refutation, accepted by the kernel."""
    refutation, rows = assembled(system, chosen)
    if not kernel.accepts(refutation):
        raise AssertionError("the finder assembled a certificate that the kernel rejects: a bug")
    claims = tuple(system.rows[i].claim for i in rows)
    by_goal = any(i < system.goals for i in rows) or any(s.by_goal for claim in claims for s in claim.support)
    return Refuted(refutation, claims, by_goal or not system.goals)


def _combination(columns: Sequence[Column]) -> list[tuple[Column, Fraction]] | None:
    """The columns that cancel, with their multipliers, or None."""
    strict = [column.relation == ">" for column in columns]
    free = [column.relation == "=" for column in columns]
    found = multipliers([column.poly for column in columns], strict=strict, free=free)
    return None if found is None else [(columns[j], value) for j, value in found.items()]


def _stages(system: System, effort: int) -> Iterator[tuple[System, list[Column] | None]]:
    """Systems with sets of columns, small ones first; no columns stands for products of monomials."""
    if effort <= 1:
        yield from ((system, columns) for columns in _candidates(system, effort))
    if effort >= 1:
        sharp = sharpened(system)
        if effort == 1:
            yield sharp, None
        else:
            yield from ((sharp, columns) for columns in _candidates(sharp, effort))


def _candidates(system: System, effort: int) -> Iterator[list[Column]]:
    """Sets of columns, small ones first."""
    rows = rows_of(system)
    if effort == 0:
        yield from _walked(system, rows, divide=False, rounds=2, largest=60)
    elif effort == 1:
        yield from _walked(system, rows, divide=False, rounds=4, largest=300)
        yield from _walked(system, [*conjugates(system), *rows], divide=False, rounds=4, largest=300)
    elif effort == 2:
        yield from _walked(system, rows, divide=True, rounds=3, largest=400)
    else:
        bases = [*rows, *products(system, _nearest(system, rows))]
        yield from _walked(system, bases, divide=False, rounds=3, largest=600)
        yield from _walked(system, bases, divide=True, rounds=2, largest=600)


def _walked(
    system: System, bases: Sequence[Column], *, divide: bool, rounds: int, largest: int
) -> Iterator[list[Column]]:
    """The columns after each round of the walk that starts at the negated goal."""
    walk = Walk(system, bases, divide=divide, largest=largest)
    for column in _seeds(system, bases):
        walk.add(column)
    moving = True
    for _ in range(rounds):
        found = list(walk.columns.values())
        yield [*found, *slacks(system, found), *squares(system, found)]
        if not moving:
            return
        moving = walk.step()
    found = list(walk.columns.values())
    yield [*found, *slacks(system, found), *squares(system, found)]


def _seeds(system: System, bases: Sequence[Column]) -> Iterator[Column]:
    """Where the walk starts: the negated goal and its products with itself; else 1 and the strict rows."""
    yield from (base for base in bases if base.factors and all(i < system.goals for i in base.factors))
    if not system.goals or system.rows[0].relation != ">":
        unit = (0,) * len(system.variables)
        yield Column({unit: Fraction(1)}, ">", unit, ())
        yield from (base for base in bases if base.relation == ">" and not system.goals)
        yield from strict_matches(system)


def _nearest(system: System, rows: Sequence[Column]) -> list[Column]:
    """The constraints whose products are tried: the goal, then those sharing most variables with it."""
    goal = [row for row in rows if row.factors[0] < system.goals]
    reached = (
        set(range(len(system.variables))) if not goal else {i for row in goal for i in _support(row.poly)}
    )
    others = [row for row in rows if row.factors[0] >= system.goals and row.relation != "="]
    order = sorted(others, key=lambda row: (len(_support(row.poly) - reached), len(row.poly)))
    return [*goal, *order][:MOST_PRODUCT_ROWS]


def _support(poly: Dense) -> set[int]:
    return {i for monomial in poly for i, exponent in enumerate(monomial) if exponent}
