"""Polynomials with rational exponents: sums of ``c * x^a * y^b ...`` over named atoms.

Negative and fractional exponents belong to atoms that are positive; a name that is a prime number
is that prime, so ``12^(1/2)`` is ``2 * 3^(1/2)`` and products of roots of numbers meet as they should.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor

import flint

from ntkprops.proof.scalar.size import MOST_BITS, UndeterminedError, bits, has_few_terms

Mono = tuple[tuple[str, Fraction], ...]  # (atom, exponent != 0), sorted by atom
Poly = dict[Mono, Fraction]  # no zero coefficient
UNIT: Mono = ()
TRIALS = 6542  # primes looked for in a number: those below 2**16


def constant(value: Fraction | int) -> Poly:
    """The constant polynomial ``value``."""
    return {UNIT: Fraction(value)} if value else {}


def atom(name: str, exponent: Fraction | int = 1) -> Poly:
    """``name ** exponent``."""
    return {((name, Fraction(exponent)),): Fraction(1)}


def add(*polys: Poly) -> Poly:
    """The sum.

    >>> add(atom("x"), constant(1), scale(atom("x"), -1)) == constant(1)
    True
    """
    result: Poly = {}
    for poly in polys:
        for mono, coefficient in poly.items():
            result[mono] = result.get(mono, Fraction(0)) + coefficient
    return {mono: coefficient for mono, coefficient in result.items() if coefficient}


def scale(poly: Poly, factor: Fraction | int) -> Poly:
    """``factor * poly``."""
    return {mono: coefficient * factor for mono, coefficient in poly.items()} if factor else {}


def subtract(p: Poly, q: Poly) -> Poly:
    """``p - q``."""
    return add(p, scale(q, -1))


def multiply(p: Poly, q: Poly) -> Poly:
    """``p q``, expanded, with whole powers of primes moved into the coefficients."""
    terms = []
    for a, x in p.items():
        for b, y in q.items():
            factor, mono = joined(a, b)
            terms.append({mono: x * y * factor})
    return add(*terms)


def power(poly: Poly, exponent: int) -> Poly:
    """``poly ** exponent`` for a whole exponent >= 0.

    Raises:
        UndeterminedError: the power is too large to be written out.
    """
    if not has_few_terms(len(poly), exponent):
        raise UndeterminedError(f"the power {exponent} of a sum of {len(poly)} terms is too long to write out")
    if not poly:
        return constant(exponent == 0)
    if len(poly) == 1:
        ((mono, coefficient),) = poly.items()
        return scale(mono_power(mono, exponent), number_to(coefficient, exponent))
    result = constant(1)
    for _ in range(exponent):
        result = multiply(result, poly)
    return result


def joined(a: Mono, b: Mono) -> tuple[Fraction, Mono]:
    """The product of two monomials as a rational factor and a monomial."""
    exponents = dict(a)
    for name, exponent in b:
        exponents[name] = exponents.get(name, Fraction(0)) + exponent
    factor = Fraction(1)
    for name, exponent in exponents.items():
        if name.isdigit():
            whole = floor(exponent)
            factor *= number_to(Fraction(int(name)), whole)
            exponents[name] = exponent - whole
    return factor, tuple(sorted((name, exponent) for name, exponent in exponents.items() if exponent))


def mono_power(mono: Mono, exponent: Fraction | int) -> Poly:
    """``mono ** exponent``; fractional and negative exponents are meant for positive atoms."""
    factor, reduced = joined(tuple((name, e * exponent) for name, e in mono), UNIT)
    return {reduced: factor}


def number_to(value: Fraction, exponent: int) -> Fraction:
    """``value ** exponent`` for a whole exponent.

    Raises:
        UndeterminedError: the number is too long to be written out.
    """
    if abs(value) != 1 and bits(value) * abs(exponent) > MOST_BITS:
        raise UndeterminedError(f"the power {exponent} of a number is too long to write out")
    return value**exponent


def factors(value: Fraction) -> dict[int, int]:
    """``value > 0`` as a product of powers of primes (of a composite rest, where that is large).

    >>> factors(Fraction(12, 5))
    {2: 2, 3: 1, 5: -1}
    """
    above, below = (flint.fmpz(part).factor(trial_limit=TRIALS) for part in (value.numerator, value.denominator))
    return {int(p): int(k) for p, k in above} | {int(p): -int(k) for p, k in below}


def named_factors(value: Fraction) -> dict[str, int]:
    """``factors`` by the names of the primes as atoms.

    Raises:
        UndeterminedError: the number is too long for a name.
    """
    if bits(value) > MOST_BITS:
        raise UndeterminedError(f"a number of {bits(value)} bits is too long to be taken apart")
    return {str(prime): k for prime, k in factors(value).items()}


def number_power(value: Fraction, exponent: Fraction) -> Poly:
    """``value ** exponent`` for ``value > 0``, in roots of primes.

    >>> number_power(Fraction(12), Fraction(1, 2)) == {(("3", Fraction(1, 2)),): Fraction(2)}
    True
    """
    exponents = {prime: k * exponent for prime, k in named_factors(value).items()}
    factor, mono = joined(tuple(exponents.items()), UNIT)
    return {mono: factor}


def content(poly: Poly, names: Iterable[str]) -> Mono:
    """The largest monomial in ``names`` that divides every term (exponents may be negative)."""
    chosen = set(names)
    rows = [dict(mono) for mono in poly]
    seen = {name for row in rows for name in row} & chosen
    lowest = {name: min(row.get(name, Fraction(0)) for row in rows) for name in seen}
    return tuple(sorted((name, exponent) for name, exponent in lowest.items() if exponent))


def divide(poly: Poly, mono: Mono) -> Poly:
    """``poly / mono``."""
    return multiply(poly, mono_power(mono, -1))


def atoms_of(poly: Poly) -> frozenset[str]:
    """The names that occur."""
    return frozenset(name for mono in poly for name, _ in mono)


def is_constant(poly: Poly) -> bool:
    """Whether ``poly`` is a rational number.

    >>> is_constant(constant(3))
    True
    """
    return all(mono == UNIT for mono in poly)
