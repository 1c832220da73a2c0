"""Reading a SymPy expression as a polynomial over atoms, with every side condition proved on the way.

The expression is walked as it is: nothing is simplified before its denominators, roots and logarithms
have been seen, since ``D/D`` says nothing at ``D = 0``. A denominator, a root or a logarithm whose sign
cannot be proved raises ``UndeterminedError``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

import sympy

from ntkprops.proof.scalar.reading.atoms import Atoms, Support
from ntkprops.proof.scalar.reading.functions import absolute, error_function, exponential, extreme, logarithm
from ntkprops.proof.scalar.reading.inverse import root, whole_power
from ntkprops.proof.scalar.reading.polynomial import Poly, add, atom, constant, multiply
from ntkprops.proof.scalar.size import MOST_BITS, UndeterminedError, bits
from ntkprops.proof.scalar.terms import fraction, parts

LARGEST_EXPANSION = 4000  # terms; beyond, an expression is left unread rather than expanded


@dataclass
class Reader:
    """Turns expressions into polynomials over ``atoms``; remembers what each reading rests on.

    Args:
        atoms: the atoms met so far.
        definitions: symbols to be read as the expression a hypothesis gives them, with its name.
    """

    atoms: Atoms
    definitions: Mapping[sympy.Symbol, tuple[sympy.Expr, str]] = field(default_factory=dict)
    _cache: dict[sympy.Expr, tuple[Poly, frozenset[Support]]] = field(default_factory=dict)

    def read(self, expr: sympy.Expr) -> Poly:
        """``expr`` as a polynomial.

        Raises:
            UndeterminedError: a side condition could not be proved.
        """
        poly, support = self.read_with_support(expr)
        self.atoms.support |= support
        return poly

    def read_with_support(self, expr: sympy.Expr) -> tuple[Poly, frozenset[Support]]:
        """``expr`` as a polynomial, and all that this reading rests on."""
        if expr not in self._cache:
            with self.atoms.recording() as support:
                poly = self._build(expr)
            self._cache[expr] = poly, frozenset(support)
        return self._cache[expr]

    def _build(self, expr: sympy.Expr) -> Poly:
        """One step of the walk."""
        if expr.is_Rational:
            return constant(_written(expr))
        if isinstance(expr, sympy.Symbol):
            return self._symbol(expr)
        if expr is sympy.pi:
            return atom(self.atoms.pi())
        if expr is sympy.E:
            return exponential(self.atoms, constant(1))
        if isinstance(expr, sympy.exp):
            return exponential(self.atoms, self.read(parts(expr)[-1]))
        if expr.is_Pow:
            return self._power(*parts(expr))
        return self._applied(expr, [self.read(part) for part in parts(expr)])

    def _applied(self, expr: sympy.Expr, inside: list[Poly]) -> Poly:
        """A sum, a product or a function of what has been read."""
        if expr.is_Add:
            return add(*inside)
        if expr.is_Mul:
            return reduce(_product, inside)
        if isinstance(expr, sympy.log):
            return logarithm(self.atoms, inside[0])
        if isinstance(expr, sympy.Abs):
            return absolute(self.atoms, inside[0])
        if isinstance(expr, sympy.Max | sympy.Min):
            kind = "max" if isinstance(expr, sympy.Max) else "min"
            return reduce(lambda p, q: extreme(self.atoms, kind, p, q), inside)
        if isinstance(expr, sympy.erf):
            return error_function(self.atoms, inside[0])
        raise UndeterminedError(f"{expr.func} is not understood")

    def _symbol(self, symbol: sympy.Symbol) -> Poly:
        """The atom of the symbol, or its definition read."""
        if symbol in self.definitions:
            expr, name = self.definitions[symbol]
            self.atoms.support.add(Support(f"{symbol} := {expr}  ({name})", (name,)))
            return self.read(expr)
        if symbol.is_real is False:
            raise UndeterminedError(f"symbol {symbol} is not real")
        sign = ">" if symbol.is_positive else ">=" if symbol.is_nonnegative else None
        return atom(self.atoms.declare("symbol", symbol, sign))

    def _power(self, base: sympy.Expr, exponent: sympy.Expr) -> Poly:
        """``base ** exponent``: whole, a root, or ``exp(exponent log base)``."""
        if base is sympy.E:
            return exponential(self.atoms, self.read(exponent))
        if not exponent.is_Rational:
            return exponential(
                self.atoms, _product(self.read(exponent), logarithm(self.atoms, self.read(base)))
            )
        value, poly = _written(exponent), self.read(base)
        if value.denominator > 1:
            return root(self.atoms, poly, value)
        return whole_power(self.atoms, poly, int(value))


def _product(p: Poly, q: Poly) -> Poly:
    """``p q``, unless it is too long."""
    if len(p) * len(q) > LARGEST_EXPANSION:
        raise UndeterminedError("a product is too long to expand")
    return multiply(p, q)


def _written(number: sympy.Expr) -> Fraction:
    """A rational number, unless it is too long."""
    if bits(number) > MOST_BITS:
        raise UndeterminedError(f"a number of {bits(number)} bits is too long to calculate with")
    return fraction(number)
