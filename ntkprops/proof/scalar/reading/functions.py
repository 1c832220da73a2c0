"""exp, log, |.|, max, min and erf of polynomials, as polynomials over atoms."""

from __future__ import annotations

from fractions import Fraction

import sympy

from ntkprops.proof.scalar.reading.atoms import Atoms
from ntkprops.proof.scalar.reading.inverse import root, whole_power
from ntkprops.proof.scalar.reading.polynomial import (
    Mono,
    Poly,
    add,
    atom,
    constant,
    multiply,
    named_factors,
    scale,
    subtract,
)
from ntkprops.proof.scalar.size import UndeterminedError


def exponential(atoms: Atoms, poly: Poly) -> Poly:
    """``exp(poly)`` as a product of powers of ``exp(monomial)``; ``exp(c log x) = x^c``."""
    result = constant(1)
    for mono, coefficient in poly.items():
        result = multiply(result, _exponential_term(atoms, mono, coefficient))
    if poly not in atoms.exponents:
        atoms.exponents.append(poly)
    return result


def _exponential_term(atoms: Atoms, mono: Mono, coefficient: Fraction) -> Poly:
    """``exp(coefficient * mono)``."""
    if len(mono) == 1 and mono[0][1] == 1 and atoms.known[mono[0][0]].kind == "log":
        (base,) = atoms.known[mono[0][0]].inside
        whole = coefficient.denominator == 1
        return whole_power(atoms, base, int(coefficient)) if whole else root(atoms, base, coefficient)
    inside = {mono: Fraction(1)}
    return atom(atoms.declare("exp", sympy.exp(atoms.expression(inside)), ">", inside), coefficient)


def logarithm(atoms: Atoms, poly: Poly) -> Poly:
    """``log(poly)`` as a sum of logarithms of atoms, the argument proved positive.

    Raises:
        UndeterminedError: the argument may be zero or negative.
    """
    if not poly:
        raise UndeterminedError("a logarithm of zero")
    value = _logarithm(atoms, poly)
    if (poly, value) not in atoms.logarithms:
        atoms.logarithms.append((poly, value))
    return value


def _logarithm(atoms: Atoms, poly: Poly) -> Poly:
    """The sum; a product is taken apart, anything else becomes a word."""
    if len(poly) == 1:
        ((mono, coefficient),) = poly.items()
        if coefficient > 0 and atoms.promote(mono):
            return _logarithm_of_product(atoms, mono, coefficient)
    positive, primitive = atoms.primitive(poly)
    if not atoms.require(primitive, strict=True):
        raise UndeterminedError(f"{atoms.show(poly)}, whose logarithm or power is taken, is not known to be positive")
    word = atoms.word(primitive, ">")
    return add(_logarithm_of_product(atoms, positive, Fraction(1)), _logarithm_of_atom(atoms, word))


def _logarithm_of_product(atoms: Atoms, mono: Mono, coefficient: Fraction) -> Poly:
    """The logarithm of a positive number times a monomial of positive atoms."""
    parts = [scale(_logarithm_of_atom(atoms, name), exponent) for name, exponent in mono]
    parts += [scale(_logarithm_of_atom(atoms, prime), k) for prime, k in named_factors(coefficient).items()]
    return add(*parts)


def _logarithm_of_atom(atoms: Atoms, name: str) -> Poly:
    """The logarithm of one positive atom."""
    if not name.isdigit() and atoms.known[name].kind == "exp":
        return atoms.known[name].inside[0]
    meaning = sympy.Integer(int(name)) if name.isdigit() else atoms.known[name].meaning
    base = constant(int(name)) if name.isdigit() else atom(name)
    above_one = name.isdigit() or atoms.known[name].kind == "pi"
    return atom(atoms.declare("log", sympy.log(meaning, evaluate=False), ">" if above_one else None, base))


def absolute(atoms: Atoms, inner: Poly) -> Poly:
    """``|inner|``, itself where its sign is known."""
    for value in (inner, scale(inner, -1)):
        if atoms.shown_sign(value):
            return value
    return atom(atoms.declare("abs", sympy.Abs(atoms.expression(inner)), ">=", inner))


def extreme(atoms: Atoms, kind: str, first: Poly, second: Poly) -> Poly:
    """``max`` or ``min`` of two, the larger or smaller where that is known."""
    gap = subtract(first, second)
    for difference, larger, smaller in ((gap, first, second), (scale(gap, -1), second, first)):
        if not difference or atoms.shown_sign(difference):
            return larger if kind == "max" else smaller
    function = sympy.Max if kind == "max" else sympy.Min
    meaning = function(atoms.expression(first), atoms.expression(second))
    return atom(atoms.declare(kind, meaning, None, first, second))


def error_function(atoms: Atoms, inner: Poly) -> Poly:
    """``erf(inner)``."""
    return atom(atoms.declare("erf", sympy.erf(atoms.expression(inner)), None, inner))
