"""Reciprocals and roots of polynomials, with the sign that each of them needs proved on the way."""

from __future__ import annotations

from fractions import Fraction

from ntkprops.proof.scalar.reading.atoms import Atoms
from ntkprops.proof.scalar.reading.polynomial import (
    Poly,
    atom,
    mono_power,
    multiply,
    number_power,
    power,
    scale,
)
from ntkprops.proof.scalar.size import UndeterminedError


def reciprocal(atoms: Atoms, poly: Poly) -> Poly:
    """``1 / poly``, its sign proved: positive, negative, or at least not zero.

    Raises:
        UndeterminedError: the polynomial may be zero.
    """
    if not poly:
        raise UndeterminedError("a denominator is zero")
    if len(poly) == 1:
        ((mono, coefficient),) = poly.items()
        if atoms.promote(mono):
            return scale(mono_power(mono, -1), 1 / coefficient)
    positive, primitive = atoms.primitive(poly)
    outside, square = mono_power(positive, -1), multiply(primitive, primitive)
    if atoms.require(primitive, strict=True):
        return multiply(outside, atom(atoms.word(primitive, ">"), -1))
    if atoms.require(scale(primitive, -1), strict=True):
        return scale(multiply(outside, atom(atoms.word(scale(primitive, -1), ">"), -1)), -1)
    if atoms.require(square, strict=True):
        return multiply(multiply(outside, primitive), atom(atoms.word(square, ">"), -1))
    raise UndeterminedError(f"the denominator {atoms.show(poly)} is not known to differ from 0")


def root(atoms: Atoms, poly: Poly, exponent: Fraction) -> Poly:
    """``poly ** exponent`` for a fractional exponent, the base proved nonnegative.

    Raises:
        UndeterminedError: the base may be negative, or zero under a negative exponent.
    """
    if not poly:
        if exponent < 0:
            raise UndeterminedError("a denominator is zero")
        return {}
    if len(poly) == 1:
        ((mono, coefficient),) = poly.items()
        if coefficient > 0 and all(name.isdigit() or name in atoms.signs for name, _ in mono):
            return _root_of_monomial(atoms, poly, exponent)
    positive, primitive = atoms.primitive(poly)
    strict = atoms.require(primitive, strict=True)
    if not strict and (exponent < 0 or not atoms.require(primitive, strict=False)):
        raise UndeterminedError(f"the sign of {atoms.show(poly)} under a root is not known")
    word = atoms.word(primitive, ">" if strict else ">=")
    return multiply(mono_power(positive, exponent), atom(word, exponent))


def _root_of_monomial(atoms: Atoms, poly: Poly, exponent: Fraction) -> Poly:
    """The root taken of every factor."""
    ((mono, coefficient),) = poly.items()
    if exponent < 0 and not atoms.promote(mono):
        raise UndeterminedError(f"the denominator {atoms.show(poly)} is not known to differ from 0")
    atoms.rest_on(*(name for name, _ in mono))
    return multiply(number_power(coefficient, exponent), mono_power(mono, exponent))


def whole_power(atoms: Atoms, poly: Poly, exponent: int) -> Poly:
    """``poly ** exponent`` for a whole exponent of either sign."""
    return power(poly if exponent >= 0 else reciprocal(atoms, poly), abs(exponent))
