"""The finder: a refutation of a system, by linear programming over candidate summands.

Small sets of columns are tried first, so that a proof uses few hypotheses. Whatever is found is
multiplied by the monomial that clears its divisions and handed to the kernel, which alone decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.columns import Column, Walk, products, rows_of, slacks, squares
from ntkprops.proof.scalar.solver import multipliers
from ntkprops.proof.scalar.system import Dense, System, Vector

MOST_PRODUCT_ROWS = 14


def refute(system: System, *, effort: int = 2, rlimit: int = 2_000_000) -> tuple[kernel.Refutation, tuple[int, ...]] | None:
    """A refutation that the kernel accepts and the rows it uses, or None.

    Args:
        effort: 0 takes the nearest constraints times monomials; 1 takes single constraints times monomials; 2 also products of two, and squares.
    """
    for columns in _candidates(system, effort):
        strict = [column.relation == ">" for column in columns]
        free = [column.relation == "=" for column in columns]
        found = multipliers([column.poly for column in columns], strict=strict, free=free, rlimit=rlimit)
        if found:
            refutation, rows = _assembled(system, [(columns[j], value) for j, value in found.items()])
            if not kernel.accepts(refutation):
                raise AssertionError("the finder assembled a certificate that the kernel rejects: a bug")
            return refutation, rows
    return None


def _candidates(system: System, effort: int) -> Iterator[list[Column]]:
    """Sets of columns, small ones first."""
    rows = rows_of(system)
    if effort == 0:
        yield from _walked(system, rows, divide=False, rounds=2, largest=60)
        return
    yield from _walked(system, rows, divide=False, rounds=5, largest=300)
    yield from _walked(system, rows, divide=True, rounds=3, largest=900)
    if effort >= 2:
        near = _nearest(system, rows)
        bases = [*rows, *products(near)]
        yield from _walked(system, bases, divide=False, rounds=3, largest=1500)
        yield from _walked(system, bases, divide=True, rounds=2, largest=2500)


def _walked(system: System, bases: Sequence[Column], *, divide: bool, rounds: int, largest: int) -> Iterator[list[Column]]:
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
    for base in bases:
        if base.factors and all(i < system.goals for i in base.factors):
            yield base
    if not system.goals or system.rows[0].relation != ">":
        unit = (0,) * len(system.variables)
        yield Column({unit: Fraction(1)}, ">", unit, ())
        yield from (base for base in bases if base.relation == ">" and not system.goals)


def _nearest(system: System, rows: Sequence[Column]) -> list[Column]:
    """The constraints whose products are tried: the goal, then those sharing most variables with it."""
    goal = [row for row in rows if row.factors[0] < system.goals]
    reached = set(range(len(system.variables))) if not goal else {i for row in goal for i in _support(row.poly)}
    others = [row for row in rows if row.factors[0] >= system.goals and row.relation != "="]
    order = sorted(others, key=lambda row: (len(_support(row.poly) - reached), len(row.poly)))
    return [*goal, *order][:MOST_PRODUCT_ROWS]


def _support(poly: Dense) -> set[int]:
    return {i for monomial in poly for i, exponent in enumerate(monomial) if exponent}


def _assembled(
    system: System, chosen: Sequence[tuple[Column, Fraction]]
) -> tuple[kernel.Refutation, tuple[int, ...]]:
    """The refutation in the kernel's terms, with only the rows it uses."""
    shift = tuple(max(0, *(-e for e in exponents)) for exponents in zip(*(c.multiplier for c, _ in chosen), strict=True))
    book = _Book(system)
    summands, multiples = [], []
    for column, value in chosen:
        multiplier = tuple(a + b for a, b in zip(column.multiplier, shift, strict=True))
        if column.relation == "=":
            multiples.append((book.monomial(multiplier, value), book.row(column.factors[0])))
        else:
            summands.append(book.summand(column, multiplier, value))
    return kernel.Refutation(book.constraints(), tuple(summands), tuple(multiples)), tuple(book.order)


class _Book:
    """Numbers the rows in the order of their first use and writes in the kernel's terms."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.order: dict[int, int] = {}

    def row(self, index: int) -> int:
        """The number of a row in the refutation."""
        return self.order.setdefault(index, len(self.order))

    def constraints(self) -> tuple[kernel.Constraint, ...]:
        """The rows used, named."""
        rows = [self.system.rows[i] for i in self.order]
        return tuple(kernel.Constraint(self.polynomial(r.poly), r.relation, r.claim.name) for r in rows)

    def summand(self, column: Column, multiplier: Vector, value: Fraction) -> kernel.Summand:
        """One summand: sign rows for the multiplier, an even power of what has no sign as a square."""
        factors = [self.row(i) for i in column.factors]
        halves = [0] * len(multiplier)
        for i, exponent in enumerate(multiplier):
            if i in self.system.sign_rows:
                factors += [self.row(self.system.sign_rows[i])] * exponent
            else:
                halves[i] = exponent // 2
        square = self.polynomial(column.square) if column.square else kernel.ONE
        square = kernel.product(square, self.monomial(tuple(halves), Fraction(1)))
        return kernel.Summand(value, tuple(factors), square)

    def monomial(self, exponents: Vector, value: Fraction) -> kernel.Polynomial:
        """``value * x^exponents``."""
        return self.polynomial({exponents: value})

    def polynomial(self, poly: Dense) -> kernel.Polynomial:
        """A polynomial with the names of the variables."""
        names = self.system.variables
        return {
            tuple(sorted((names[i], e) for i, e in enumerate(monomial) if e)): value
            for monomial, value in poly.items()
        }
