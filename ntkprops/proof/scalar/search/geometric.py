"""Inequalities between monomials: the goal as a product of powers of the hypotheses.

Where the negated goal ``A > B`` and hypotheses ``a_i <= b_i`` are all between positive monomials, a
contradiction is a set of whole ``k, k_i >= 0`` with ``A^k prod b_i^k_i = c B^k prod a_i^k_i``, ``c <= 1``:
a linear program in the exponents. It becomes an identity for the kernel by telescoping,

    prod_j b_j - prod_j a_j = sum_j (prod_{i<j} a_i) (b_j - a_j) (prod_{i>j} b_i).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, log, prod

from ntkprops.proof.scalar.reading.polynomial import factors
from ntkprops.proof.scalar.search.columns import Column, is_strict
from ntkprops.proof.scalar.search.linear import multipliers
from ntkprops.proof.scalar.search.system import Row, System, Vector

MOST_FACTORS = 60


@dataclass(frozen=True)
class Ratio:
    """``big - small`` relation 0 for monomials with coefficients; ``row`` is where it comes from."""

    big: tuple[Fraction, Vector]
    small: tuple[Fraction, Vector]
    relation: str
    row: int
    flipped: bool = False  # an equality read from right to left


def geometric(system: System) -> list[tuple[Column, Fraction]] | None:
    """The summands of a refutation by products of monomial inequalities, or None."""
    exact = [i for i, row in enumerate(system.rows) if row.claim.rule != "ball"]
    return _among(system, exact) or _among(system, range(len(system.rows)))


def _among(system: System, rows: Sequence[int]) -> list[tuple[Column, Fraction]] | None:
    """The same with the given rows only: bounds of constants are left out at first."""
    ratios = [ratio for i in rows for ratio in _ratios(system, i, system.rows[i])]
    goal = [ratio.row < system.goals for ratio in ratios]
    if not any(goal):
        return None
    columns = [_exponents(ratio) for ratio in ratios] + [{(-1,): Fraction(1)}]
    found = multipliers(columns, strict=[*goal, False], free=[False] * len(columns))
    if found is None:
        return None
    scale = lcm(*(value.denominator for j, value in found.items() if j < len(ratios)))  # not of the slack
    powers = [(ratios[j], int(value * scale)) for j, value in found.items() if j < len(ratios)]
    factors = [ratio for ratio, power in powers for _ in range(min(power, MOST_FACTORS + 1))]
    return _telescoped(system, factors) if len(factors) <= MOST_FACTORS else None


def _ratios(system: System, index: int, row: Row) -> Iterator[Ratio]:
    """The row as an inequality between two positive monomials, if it is one."""
    if len(row.poly) != 2 or not all(is_strict(system, monomial) for monomial in row.poly):
        return
    (positive, p), (negative, q) = sorted(row.poly.items(), key=lambda item: -item[1])
    if p < 0 or q > 0:
        return
    yield Ratio((p, positive), (-q, negative), row.relation, index)
    if row.relation == "=":
        yield Ratio((-q, negative), (p, positive), row.relation, index, flipped=True)


def _exponents(ratio: Ratio) -> dict[tuple[int, ...], Fraction]:
    """What one use of the ratio adds: exponents by variable, and log(big/small) of the coefficients."""
    difference = [b - a for a, b in zip(ratio.small[1], ratio.big[1], strict=True)]
    column = {(i,): Fraction(e) for i, e in enumerate(difference) if e}
    size = _logarithm(ratio.big[0]) - _logarithm(ratio.small[0])
    return column | ({(-1,): size} if size else {})


def _logarithm(value: Fraction) -> Fraction:
    """A rational near ``log value``, additive in products: those of equal numbers cancel exactly."""
    parts = (k * Fraction(log(p)).limit_denominator(10**9) for p, k in factors(value).items())
    return sum(parts, Fraction(0))


def _telescoped(system: System, factors: Sequence[Ratio]) -> list[tuple[Column, Fraction]] | None:
    """The summands of the telescoping identity; None where rounding has misled about the constant."""
    one = Fraction(1)
    surplus = prod((f.small[0] for f in factors), start=one) - prod((f.big[0] for f in factors), start=one)
    if surplus < 0 or (not surplus and not any(f.relation == ">" for f in factors)):
        return None
    summands = [_summand(system, factors, j) for j in range(len(factors))]
    total = tuple(map(sum, zip(*(f.big[1] for f in factors), strict=True)))
    if surplus:
        summands.append((Column({total: Fraction(1)}, ">", total, ()), surplus))
    return summands


def _summand(system: System, factors: Sequence[Ratio], position: int) -> tuple[Column, Fraction]:
    """``(prod_{i<j} small_i) row_j (prod_{i>j} big_i)``."""
    beside = [f.small for f in factors[:position]] + [f.big for f in factors[position + 1 :]]
    chosen = factors[position]
    width = len(system.variables)
    multiplier = tuple(sum(vector[i] for _, vector in beside) for i in range(width))
    row = system.rows[chosen.row]
    value = prod((c for c, _ in beside), start=Fraction(1)) * (-1 if chosen.flipped else 1)
    return Column(row.poly, row.relation, multiplier, (chosen.row,)), value
