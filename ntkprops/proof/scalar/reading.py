"""Reading a SymPy expression as a polynomial over atoms, with every side condition proved on the way.

Atoms are symbols, primes under a root, pi, ``exp`` of a monomial, logarithms, absolute values,
maxima, and *words*: polynomials that occur under a root, in a denominator or in a logarithm.
Positive atoms may carry negative and fractional exponents, so fractions and roots need no special
case afterwards. The expression is walked as it is: nothing is simplified before its denominators,
roots and logarithms have been seen, since ``D/D`` says nothing at ``D = 0``.

A denominator, a root or a logarithm whose sign cannot be proved raises ``Undetermined``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import sympy

from ntkprops.errors import NtkpropsError
from ntkprops.proof.scalar.kernel import Refutation
from ntkprops.proof.scalar.polynomial import (
    UNIT,
    Mono,
    Poly,
    add,
    atom,
    atoms_of,
    constant,
    content,
    divide,
    mono_power,
    multiply,
    number_power,
    power,
    scale,
    subtract,
)

LARGEST_EXPANSION = 4000  # terms; beyond, an expression is left unread rather than expanded


class Undetermined(NtkpropsError):
    """The sign of a denominator, root or logarithm is not known, or a function is not understood."""


@dataclass(frozen=True)
class Support:
    """What a reading rests on: a definition used or a side condition proved, and by which hypotheses."""

    text: str
    used: tuple[str, ...] = ()
    certificate: tuple[Refutation, ...] = ()
    rules: frozenset[str] = frozenset()  # the bridges used
    by_goal: bool = False  # whether the negated goal was used

    def __hash__(self) -> int:
        return hash((self.text, self.used))


@dataclass(frozen=True)
class Atom:
    """An indivisible part of an expression.

    ``kind`` is one of symbol, prime, pi, exp, log, word, abs, max, min, other; ``meaning`` is the
    expression it stands for, ``inside`` the polynomials it is made of (exponent, argument, cases).
    """

    name: str
    kind: str
    meaning: sympy.Expr
    inside: tuple[Poly, ...] = ()


# Given a polynomial and whether its positivity must be strict, a proof of it or None.
Prover = Callable[[Poly, bool], "Support | None"]


@dataclass
class Reader:
    """Turns expressions into polynomials over ``atoms``; remembers what each reading rests on.

    Args:
        prove: proves the sign of a polynomial from the hypotheses read so far.
        definitions: symbols to be read as the expression a hypothesis gives them, with its name.
    """

    prove: Prover
    definitions: Mapping[sympy.Symbol, tuple[sympy.Expr, str]] = field(default_factory=dict)
    atoms: dict[str, Atom] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)  # atom -> ">" or ">="; absent: any sign
    reasons: dict[str, frozenset[Support]] = field(default_factory=dict)  # why an atom has its sign
    exponents: list[Poly] = field(default_factory=list)  # every argument of exp met
    logarithms: list[tuple[Poly, Poly]] = field(default_factory=list)  # (argument, its logarithm)
    _cache: dict[sympy.Expr, tuple[Poly, frozenset[Support]]] = field(default_factory=dict)
    _support: set[Support] = field(default_factory=set)

    def read(self, expr: sympy.Expr) -> Poly:
        """``expr`` as a polynomial.

        Raises:
            Undetermined: a side condition could not be proved.
        """
        if expr not in self._cache:
            outer, self._support = self._support, set()
            try:
                poly = self._build(expr)
                self._cache[expr] = poly, frozenset(self._support)
            finally:
                self._support = outer
        poly, support = self._cache[expr]
        self._support |= support
        return poly

    def read_with_support(self, expr: sympy.Expr) -> tuple[Poly, frozenset[Support]]:
        """``expr`` as a polynomial, and all that this reading rests on."""
        poly = self.read(expr)
        return poly, self._cache[expr][1]

    def sign_of(self, poly: Poly) -> str | None:
        """``>`` or ``>=`` where every term shows it, else None."""
        relations = [self._term_sign(mono, coefficient) for mono, coefficient in poly.items()]
        if None in relations:
            return None
        return ">" if ">" in relations else ">="

    def shown(self, poly: Poly, *, strict: bool) -> frozenset[Support] | None:
        """What shows ``poly > 0`` (``>= 0`` unless strict), or None where nothing does."""
        outer, self._support = self._support, set()
        try:
            shown = self._require(poly, strict=strict)
            return frozenset(self._support) if shown else None
        finally:
            self._support = outer

    def pi(self) -> str:
        """The atom of pi."""
        return self._declare("pi", sympy.pi, ">")

    def is_positive(self, name: str) -> bool:
        """Whether the atom is known to be strictly positive."""
        return self.signs.get(name) == ">"

    # -- the walk ------------------------------------------------------------------------------

    def _build(self, expr: sympy.Expr) -> Poly:
        if expr.is_Rational:
            return constant(Fraction(int(expr.p), int(expr.q)))  # type: ignore[attr-defined]
        if expr.is_Symbol:
            return self._symbol(expr)  # type: ignore[arg-type]
        if expr is sympy.pi:
            return atom(self.pi())
        if expr is sympy.E:
            return self.exponential(constant(1))
        if isinstance(expr, sympy.exp):
            return self.exponential(self.read(expr.exp))
        if isinstance(expr, sympy.log):
            return self.logarithm(self.read(expr.args[0]))  # type: ignore[arg-type]
        if expr.is_Add:
            return add(*(self.read(part) for part in expr.args))  # type: ignore[arg-type]
        if expr.is_Mul:
            return self._product(expr)
        if expr.is_Pow:
            return self._power(expr.base, expr.exp)  # type: ignore[attr-defined]
        return self._function(expr)

    def _product(self, expr: sympy.Expr) -> Poly:
        result = constant(1)
        for part in expr.args:
            result = self._multiplied(result, self.read(part))  # type: ignore[arg-type]
        return result

    def _multiplied(self, p: Poly, q: Poly) -> Poly:
        if len(p) * len(q) > LARGEST_EXPANSION:
            raise Undetermined("a product is too long to expand")
        return multiply(p, q)

    def _symbol(self, symbol: sympy.Symbol) -> Poly:
        if symbol in self.definitions:
            expr, name = self.definitions[symbol]
            self._support.add(Support(f"{symbol} := {expr}  ({name})", (name,)))
            return self.read(expr)
        if symbol.is_real is False:
            raise Undetermined(f"symbol {symbol} is not real")
        sign = ">" if symbol.is_positive else ">=" if symbol.is_nonnegative else None
        return atom(self._declare("symbol", symbol, sign))

    def _declare(self, kind: str, meaning: sympy.Expr, sign: str | None, *inside: Poly) -> str:
        """Registers an atom under a name of its own; returns the name.

        Two symbols may share a spelling and differ in their assumptions, and a symbol may be spelt
        like a prime or like ``exp(x)``: the name gets a prime mark until it is free.
        """
        name = f"_{meaning}" if str(meaning).isdigit() else str(meaning)
        name = f"({name})" if kind == "word" else name
        while name in self.atoms and (self.atoms[name].kind, self.atoms[name].meaning) != (kind, meaning):
            name += "'"
        if name not in self.atoms:
            self.atoms[name] = Atom(name, kind, meaning, inside)
            if sign:
                self.signs[name] = sign
        self._support |= self.reasons.get(name, frozenset())
        return name

    def _power(self, base: sympy.Expr, exponent: sympy.Expr) -> Poly:
        if base is sympy.E:
            return self.exponential(self.read(exponent))
        if not exponent.is_Rational:
            return self.exponential(self._multiplied(self.read(exponent), self.logarithm(self.read(base))))
        value = Fraction(int(exponent.p), int(exponent.q))  # type: ignore[attr-defined]
        poly = self.read(base)
        if value.denominator == 1 and value >= 0:
            if len(poly) ** min(int(value), 50) > LARGEST_EXPANSION:
                raise Undetermined(f"({base})**{value} is too long to expand")
            return power(poly, int(value))
        if value.denominator == 1:
            return power(self.reciprocal(poly), int(-value))
        return self._root(poly, value)

    # -- side conditions -----------------------------------------------------------------------

    def _term_sign(self, mono: Mono, coefficient: Fraction) -> str | None:
        if coefficient < 0:
            return None
        strict = True
        for name, exponent in mono:
            if name.isdigit() or self.is_positive(name):
                continue
            even = exponent.denominator == 1 and exponent % 2 == 0
            if name not in self.signs and not even:
                return None
            strict = False
        return ">" if strict else ">="

    def _shown_sign(self, poly: Poly) -> str | None:
        """``sign_of``, with the reasons of the atoms recorded."""
        sign = self.sign_of(poly)
        for name in atoms_of(poly) if sign else ():
            self._support |= self.reasons.get(name, frozenset())
        return sign

    def _require(self, poly: Poly, *, strict: bool) -> bool:
        """Whether ``poly > 0`` (or ``>= 0``) is shown; records the proof."""
        sign = self._shown_sign(poly)
        if sign == ">" or (sign == ">=" and not strict):
            return True
        support = self.prove(poly, strict)
        if support is None:
            return False
        self._support.add(support)
        return True

    def _promote(self, mono: Mono) -> bool:
        """Whether every atom of ``mono`` is, or can be proved, strictly positive."""
        for name, _ in mono:
            if name.isdigit() or self.is_positive(name):
                self._support |= self.reasons.get(name, frozenset())
                continue
            support = self.prove(atom(name), True)
            if support is None:
                return False
            self.signs[name] = ">"
            self.reasons[name] = self.reasons.get(name, frozenset()) | {support}
            self._support |= self.reasons[name]
        return True

    def reciprocal(self, poly: Poly) -> Poly:
        """``1 / poly``, its sign proved: positive, negative, or at least not zero."""
        if not poly:
            raise Undetermined("a denominator is zero")
        if len(poly) == 1:
            ((mono, coefficient),) = poly.items()
            if self._promote(mono):
                return scale(mono_power(mono, -1), 1 / coefficient)
        positive, primitive = self._primitive(poly)
        outside = mono_power(positive, -1)
        if self._require(primitive, strict=True):
            return multiply(outside, atom(self._word(primitive, ">"), -1))
        if self._require(scale(primitive, -1), strict=True):
            return scale(multiply(outside, atom(self._word(scale(primitive, -1), ">"), -1)), -1)
        square = self._multiplied(primitive, primitive)
        if self._require(square, strict=True):
            return multiply(multiply(outside, primitive), atom(self._word(square, ">"), -1))
        raise Undetermined(f"the denominator {self.show(poly)} is not known to differ from 0")

    def _root(self, poly: Poly, exponent: Fraction) -> Poly:
        """``poly ** exponent`` for a fractional exponent; the base is proved nonnegative."""
        if not poly:
            if exponent > 0:
                return {}
            raise Undetermined("a denominator is zero")
        if len(poly) == 1:
            ((mono, coefficient),) = poly.items()
            if coefficient > 0 and all(name.isdigit() or name in self.signs for name, _ in mono):
                if exponent < 0 and not self._promote(mono):
                    raise Undetermined(f"the denominator {self.show(poly)} is not known to differ from 0")
                return multiply(number_power(coefficient, exponent), mono_power(mono, exponent))
        positive, primitive = self._primitive(poly)
        strict = self._require(primitive, strict=True)
        if not strict and (exponent < 0 or not self._require(primitive, strict=False)):
            raise Undetermined(f"the sign of {self.show(poly)} under a root is not known")
        word = self._word(primitive, ">" if strict else ">=")
        return multiply(mono_power(positive, exponent), atom(word, exponent))

    def _primitive(self, poly: Poly) -> tuple[Mono, Poly]:
        """``poly`` as a positive monomial times what cannot be divided further."""
        positive = content(poly, [name for name in atoms_of(poly) if self.is_positive(name)])
        return positive, divide(poly, positive)

    def _word(self, poly: Poly, sign: str) -> str:
        """The atom that stands for ``poly``, whose sign has just been shown."""
        meaning = self.expression(poly)
        name = self._declare("word", meaning, sign, poly)
        if sign == ">":
            self.signs[name] = ">"
        self.reasons[name] = self.reasons.get(name, frozenset()) | frozenset(self._support)
        return name

    # -- functions -----------------------------------------------------------------------------

    def exponential(self, poly: Poly) -> Poly:
        """``exp(poly)`` as a product of powers of ``exp(monomial)``; ``exp(c log x) = x^c``."""
        if poly not in self.exponents:
            self.exponents.append(poly)
        result = constant(1)
        for mono, coefficient in poly.items():
            result = multiply(result, self._exponential_term(mono, coefficient))
        return result

    def _exponential_term(self, mono: Mono, coefficient: Fraction) -> Poly:
        if len(mono) == 1 and mono[0][1] == 1 and self.atoms[mono[0][0]].kind == "log":
            (base,) = self.atoms[mono[0][0]].inside
            return self._root(base, coefficient) if coefficient.denominator > 1 else _whole(self, base, coefficient)
        meaning = self.expression({mono: Fraction(1)})
        name = self._declare("exp", sympy.exp(meaning), ">", {mono: Fraction(1)})
        return atom(name, coefficient)

    def logarithm(self, poly: Poly) -> Poly:
        """``log(poly)`` as a sum of logarithms of atoms; the argument is proved positive."""
        if not poly:
            raise Undetermined("a logarithm of zero")
        if len(poly) == 1:
            ((mono, coefficient),) = poly.items()
            if coefficient > 0 and self._promote(mono):
                return self._remember(poly, self._logarithm_of_product(mono, coefficient))
        positive, primitive = self._primitive(poly)
        if not self._require(primitive, strict=True):
            raise Undetermined(f"the argument {self.show(poly)} of a logarithm is not known to be positive")
        word = self._word(primitive, ">")
        return self._remember(poly, add(self._logarithm_of_product(positive, Fraction(1)), self._log_atom(word)))

    def _remember(self, argument: Poly, value: Poly) -> Poly:
        if (argument, value) not in self.logarithms:
            self.logarithms.append((argument, value))
        return value

    def _logarithm_of_product(self, mono: Mono, coefficient: Fraction) -> Poly:
        parts = [scale(self._log_atom(name), exponent) for name, exponent in mono]
        for number, sign in ((coefficient.numerator, 1), (coefficient.denominator, -1)):
            for prime, k in sympy.factorint(number).items():
                parts.append(scale(self._log_atom(str(prime)), sign * k))
        return add(*parts)

    def _log_atom(self, name: str) -> Poly:
        """The logarithm of one positive atom."""
        if not name.isdigit() and self.atoms[name].kind == "exp":
            return self.atoms[name].inside[0]
        meaning = sympy.Integer(int(name)) if name.isdigit() else self.atoms[name].meaning
        base = constant(int(name)) if name.isdigit() else atom(name)
        above_one = name.isdigit() or self.atoms[name].kind == "pi"
        return atom(self._declare("log", sympy.log(meaning, evaluate=False), ">" if above_one else None, base))

    def _function(self, expr: sympy.Expr) -> Poly:
        if isinstance(expr, sympy.Abs):
            return self._absolute(self.read(expr.args[0]))  # type: ignore[arg-type]
        if isinstance(expr, sympy.Max | sympy.Min):
            kind = "max" if isinstance(expr, sympy.Max) else "min"
            cases = [self.read(part) for part in expr.args]  # type: ignore[arg-type]
            result = cases[0]
            for case in cases[1:]:
                result = self._extreme(kind, result, case)
            return result
        if isinstance(expr, sympy.erf):
            inner = self.read(expr.args[0])  # type: ignore[arg-type]
            return atom(self._declare("erf", sympy.erf(self.expression(inner)), None, inner))
        raise Undetermined(f"{expr.func} is not understood")

    def _absolute(self, inner: Poly) -> Poly:
        for value in (inner, scale(inner, -1)):
            if self._shown_sign(value):
                return value
        return atom(self._declare("abs", sympy.Abs(self.expression(inner)), ">=", inner))

    def _extreme(self, kind: str, first: Poly, second: Poly) -> Poly:
        gap = subtract(first, second)
        for difference, larger, smaller in ((gap, first, second), (scale(gap, -1), second, first)):
            if not difference or self._shown_sign(difference):
                return larger if kind == "max" else smaller
        function = sympy.Max if kind == "max" else sympy.Min
        meaning = function(self.expression(first), self.expression(second))
        return atom(self._declare(kind, meaning, None, first, second))

    # -- back to expressions -------------------------------------------------------------------

    def expression(self, poly: Poly) -> sympy.Expr:
        """The SymPy expression that ``poly`` stands for."""
        terms = [_rational(c) * sympy.Mul(*(self._factor(n, e) for n, e in mono)) for mono, c in poly.items()]
        return sympy.Add(*terms)

    def show(self, poly: Poly) -> str:
        """``poly`` in print."""
        return str(self.expression(poly))

    def _factor(self, name: str, exponent: Fraction) -> sympy.Expr:
        base = sympy.Integer(int(name)) if name.isdigit() else self.atoms[name].meaning
        return base ** _rational(exponent)


def _whole(reader: Reader, base: Poly, exponent: Fraction) -> Poly:
    """``base ** exponent`` for a whole exponent of either sign."""
    return power(base if exponent >= 0 else reader.reciprocal(base), int(abs(exponent)))


def _rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def is_constant(poly: Poly) -> bool:
    """Whether ``poly`` is a rational number.

    >>> is_constant(constant(3))
    True
    """
    return all(mono == UNIT for mono in poly)
