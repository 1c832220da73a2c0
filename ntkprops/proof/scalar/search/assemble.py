"""From columns and their multipliers to a refutation in the kernel's terms.

The divisions are cleared by one positive monomial; the monomial in front of a constraint becomes a
product of sign constraints, or a square where a variable has no sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ntkprops.proof.scalar import kernel
from ntkprops.proof.scalar.search.columns import Column, expanded
from ntkprops.proof.scalar.search.roots import differences
from ntkprops.proof.scalar.search.system import Dense, System, Vector


def assembled(
    system: System, chosen: Sequence[tuple[Column, Fraction]]
) -> tuple[kernel.Refutation, tuple[int, ...]]:
    """The refutation in the kernel's terms, with only the rows it uses."""
    shift = _shift(system, [column.multiplier for column, _ in chosen])
    book = _Book(system)
    summands, multiples = [], []
    strict = next(i for i, (column, _) in enumerate(chosen) if column.relation == ">")
    for i, (column, value) in enumerate(chosen):
        multiplier = tuple(a + b for a, b in zip(column.multiplier, shift, strict=True))
        if column.relation == "=":
            multiples.append((book.monomial(multiplier, value), book.row(column.factors[0])))
        else:
            summands.append(book.summand(column, multiplier, value, strict=i == strict))
    for row, multiple in differences(system, _total(system, chosen, shift)).items():
        multiples.append((book.polynomial(multiple), book.row(row)))
    return kernel.Refutation(book.constraints(), tuple(summands), tuple(multiples)), tuple(book.order)


def _total(system: System, chosen: Sequence[tuple[Column, Fraction]], shift: Vector) -> Dense:
    """The sum before roots of primes are taken for numbers; nothing where there are none."""
    result: Dense = {}
    for column, value in chosen if system.roots else ():
        poly = {tuple(a + b for a, b in zip(column.multiplier, shift, strict=True)): value}
        for factor in (
            *(system.rows[i].poly for i in column.factors),
            *([column.square] * 2 if column.square else []),
        ):
            poly = expanded(poly, factor)
        for monomial, coefficient in poly.items():
            result[monomial] = result.get(monomial, Fraction(0)) + coefficient
    return result


def _shift(system: System, multipliers: Sequence[Vector]) -> Vector:
    """The monomial that clears all divisions and common factors (an even power where there is no sign)."""
    lowest = [min(exponents) for exponents in zip(*multipliers, strict=True)]
    return tuple(-e if sign else -(e - e % 2) for e, sign in zip(lowest, system.signs, strict=True))


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

    def summand(self, column: Column, multiplier: Vector, value: Fraction, *, strict: bool) -> kernel.Summand:
        """One summand: sign rows for the multiplier, an even power of what has no sign as a square.

        The weaker sign will do unless this is the summand that must be positive.
        """
        signs = self.system.sign_rows if strict else {**self.system.sign_rows, **self.system.weak_rows}
        factors = [self.row(i) for i in column.factors]
        halves = [0] * len(multiplier)
        for i, exponent in enumerate(multiplier):
            if exponent and i in signs:
                factors += [self.row(signs[i])] * exponent
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
