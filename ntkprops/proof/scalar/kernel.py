"""The checker: is this sum of things that cannot be negative identically zero?

A claim is proved by refuting its negation together with the hypotheses (Positivstellensatz). Let
every constraint say ``p > 0``, ``p >= 0`` or ``e = 0``. A refutation is an identity of polynomials

    sum_j c_j (product of constraints)_j q_j^2  +  sum_k a_k e_k  =  0

with rational ``c_j > 0``, any polynomials ``q_j`` and ``a_k``, and at least one summand that is a
product of strict constraints alone: the left side is then positive wherever all constraints hold,
so they hold nowhere. Moving the summands that contain the negated goal to the other side, this reads
``sigma goal = sum_j c_j (product of hypotheses)_j q_j^2 + sum_k a_k e_k`` with ``sigma > 0``.

The rest of the package finds such identities; what is trusted is this file, which knows nothing but
``Fraction`` and ``dict``, and the reading of expressions as polynomials.

Source: G. Stengle, A Nullstellensatz and a Positivstellensatz in semialgebraic geometry (1974).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

Monomial = tuple[tuple[str, int], ...]  # (variable, exponent >= 1), sorted by variable
Polynomial = dict[Monomial, Fraction]  # no zero coefficient
ONE: Polynomial = {(): Fraction(1)}


@dataclass(frozen=True)
class Constraint:
    """``polynomial relation 0`` with a relation among ``>``, ``>=``, ``=``, and where it comes from."""

    polynomial: Polynomial
    relation: str
    name: str


@dataclass(frozen=True)
class Summand:
    """``coefficient * product of constraints[i] for i in factors * square**2``."""

    coefficient: Fraction
    factors: tuple[int, ...]
    square: Polynomial = field(default_factory=lambda: ONE)


@dataclass(frozen=True)
class Refutation:
    """No point satisfies all ``constraints``: the summands and the multiples of equalities cancel."""

    constraints: tuple[Constraint, ...]
    summands: tuple[Summand, ...]
    multiples: tuple[tuple[Polynomial, int], ...] = ()


def accepts(refutation: Refutation) -> bool:
    """Whether the identity holds and every sign in it is what it must be.

    >>> x = {(("x", 1),): Fraction(1)}
    >>> minus_x = {(("x", 1),): Fraction(-1)}
    >>> both = (Constraint(x, ">", "x > 0"), Constraint(minus_x, ">=", "x <= 0"))
    >>> accepts(Refutation(both, (Summand(Fraction(1), (0,)), Summand(Fraction(1), (1,)))))
    True
    """
    constraints = refutation.constraints
    for summand in refutation.summands:
        if summand.coefficient <= 0 or any(
            _relation(constraints, i) not in (">", ">=") for i in summand.factors
        ):
            return False
    if any(_relation(constraints, i) != "=" for _, i in refutation.multiples):
        return False
    strict = any(
        summand.square == ONE and all(constraints[i].relation == ">" for i in summand.factors)
        for summand in refutation.summands
    )
    return strict and not total(_expanded(refutation))


def _relation(constraints: tuple[Constraint, ...], index: int) -> str:
    """The relation of a constraint; none where the index points outside."""
    return constraints[index].relation if 0 <= index < len(constraints) else ""


def _expanded(refutation: Refutation) -> Iterable[Polynomial]:
    """Every summand and every multiple, multiplied out."""
    for summand in refutation.summands:
        value = product({(): summand.coefficient}, product(summand.square, summand.square))
        for index in summand.factors:
            value = product(value, refutation.constraints[index].polynomial)
        yield value
    for multiplier, index in refutation.multiples:
        yield product(multiplier, refutation.constraints[index].polynomial)


def product(p: Polynomial, q: Polynomial) -> Polynomial:
    """``p q``, expanded."""
    return total({_joined(a, b): x * y} for a, x in p.items() for b, y in q.items())


def total(polynomials: Iterable[Polynomial]) -> Polynomial:
    """The sum, without zero coefficients."""
    result: Polynomial = {}
    for polynomial in polynomials:
        for monomial, coefficient in polynomial.items():
            result[monomial] = result.get(monomial, Fraction(0)) + coefficient
    return {monomial: coefficient for monomial, coefficient in result.items() if coefficient}


def _joined(a: Monomial, b: Monomial) -> Monomial:
    """The product of two monomials."""
    exponents = dict(a)
    for variable, exponent in b:
        exponents[variable] = exponents.get(variable, 0) + exponent
    return tuple(sorted(exponents.items()))
