"""Roots of primes are numbers: ``s^L = p`` is used while searching, and written out for the kernel.

The search keeps the exponent of ``s = p^(1/L)`` below ``L``, so that ``sqrt(2) sqrt(2)`` is 2 at once. The
kernel knows no such rule; the identity handed to it contains the multiples of ``s^L - p`` that make up
the difference.
"""

from __future__ import annotations

from fractions import Fraction

from ntkprops.proof.scalar.search.system import Dense, System, Vector


def settled_monomial(system: System, monomial: Vector) -> tuple[Fraction, Vector]:
    """The monomial with exponents of roots in ``[0, L)``, and the rational factor that this leaves."""
    if not system.roots:
        return Fraction(1), monomial
    factor, exponents = Fraction(1), list(monomial)
    for i, (degree, prime, _) in system.roots.items():
        whole, exponents[i] = divmod(exponents[i], degree)
        factor *= Fraction(prime) ** whole
    return factor, tuple(exponents)


def settled(system: System, poly: Dense) -> Dense:
    """The polynomial with every monomial settled."""
    if not system.roots:
        return poly
    result: Dense = {}
    for monomial, value in poly.items():
        factor, key = settled_monomial(system, monomial)
        result[key] = result.get(key, Fraction(0)) + factor * value
    return {key: value for key, value in result.items() if value}


def differences(system: System, total: Dense) -> dict[int, Dense]:
    """By row, the multipliers ``a`` such that ``total + sum a (s^L - p)`` has all exponents below ``L``."""
    multiples: dict[int, Dense] = {}
    rest = dict(total)
    for i, (degree, prime, row) in system.roots.items():
        while high := [monomial for monomial, value in rest.items() if monomial[i] >= degree and value]:
            for monomial in high:
                value = rest.pop(monomial)
                lower = tuple(e - degree * (j == i) for j, e in enumerate(monomial))
                rest[lower] = rest.get(lower, Fraction(0)) + prime * value
                multiple = multiples.setdefault(row, {})
                multiple[lower] = multiple.get(lower, Fraction(0)) - value
    cleaned = {row: {m: v for m, v in multiple.items() if v} for row, multiple in multiples.items()}
    return {row: multiple for row, multiple in cleaned.items() if multiple}
