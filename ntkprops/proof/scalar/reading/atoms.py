"""The indivisible parts of expressions: their names, their signs, and what shows those signs.

Atoms are symbols, primes under a root, pi, ``exp`` of a monomial, logarithms, absolute values, maxima,
and *words*: polynomials that occur under a root, in a denominator or in a logarithm. Positive atoms may
carry negative and fractional exponents, so fractions and roots need no special case afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction

import sympy

from ntkprops.proof.scalar.kernel import Refutation
from ntkprops.proof.scalar.reading.polynomial import Mono, Poly, atom, atoms_of, content, divide
from ntkprops.proof.scalar.size import printed
from ntkprops.proof.scalar.terms import rational


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
    """One part: ``meaning`` is the expression it stands for, ``inside`` the polynomials it is made of.

    ``kind`` is one of symbol, pi, exp, log, word, abs, max, min, erf; ``inside`` holds the exponent, the
    argument or the cases.
    """

    name: str
    kind: str
    meaning: sympy.Expr
    inside: tuple[Poly, ...] = ()


# Given a polynomial and whether its positivity must be strict, a proof of it or None.
Prover = Callable[[Poly, bool], "Support | None"]


@dataclass
class Atoms:
    """All atoms met, with their signs; records in ``support`` what the reading in progress rests on.

    Args:
        prove: proves the sign of a polynomial from the hypotheses read so far.
    """

    prove: Prover
    known: dict[str, Atom] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)  # ">" or ">="; absent: any sign
    reasons: dict[str, frozenset[Support]] = field(default_factory=dict)  # why an atom has its sign
    exponents: list[Poly] = field(default_factory=list)  # every argument of exp met
    logarithms: list[tuple[Poly, Poly]] = field(default_factory=list)  # (argument, its logarithm)
    support: set[Support] = field(default_factory=set)

    @contextmanager
    def recording(self) -> Iterator[set[Support]]:
        """Collects what is rested on inside the block alone."""
        outer, self.support = self.support, set()
        try:
            yield self.support
        finally:
            self.support = outer

    def declare(self, kind: str, meaning: sympy.Expr, sign: str | None, *inside: Poly) -> str:
        """Registers an atom under a name of its own; returns the name.

        Two symbols may share a spelling and differ in their assumptions, and a symbol may be spelt
        like a prime or like ``exp(x)``: the name gets a prime mark until it is free.
        """
        spelt = printed(meaning)
        name = f"_{spelt}" if spelt.isdigit() else spelt
        name = f"({name})" if kind == "word" else name
        while name in self.known and (self.known[name].kind, self.known[name].meaning) != (kind, meaning):
            name += "'"
        if name not in self.known:
            self.known[name] = Atom(name, kind, meaning, inside)
            if sign:
                self.signs[name] = sign
        self.rest_on(name)
        return name

    def pi(self) -> str:
        """The atom of pi."""
        return self.declare("pi", sympy.pi, ">")

    def rest_on(self, *names: str) -> None:
        """Notes that the signs of these atoms are used."""
        for name in names:
            self.support |= self.reasons.get(name, frozenset())

    # -- signs -----------------------------------------------------------------------------------

    def is_positive(self, name: str) -> bool:
        """Whether the atom is known to be strictly positive."""
        return name.isdigit() or self.signs.get(name) == ">"

    def sign_of(self, poly: Poly) -> str | None:
        """``>`` or ``>=`` where every term shows it, else None."""
        relations = [self._term_sign(mono, coefficient) for mono, coefficient in poly.items()]
        if None in relations:
            return None
        return ">" if ">" in relations else ">="

    def _term_sign(self, mono: Mono, coefficient: Fraction) -> str | None:
        unsure = [(name, e) for name, e in mono if not self.is_positive(name)]
        if coefficient < 0 or any(name not in self.signs and e % 2 for name, e in unsure):
            return None
        return ">=" if unsure else ">"

    def shown_sign(self, poly: Poly) -> str | None:
        """``sign_of``, with the reasons of the atoms noted."""
        sign = self.sign_of(poly)
        if sign:
            self.rest_on(*atoms_of(poly))
        return sign

    def require(self, poly: Poly, *, strict: bool) -> bool:
        """Whether ``poly > 0`` (``>= 0`` unless strict) is shown; notes the proof."""
        sign = self.shown_sign(poly)
        if sign == ">" or (sign == ">=" and not strict):
            return True
        support = self.prove(poly, strict)
        if support is not None:
            self.support.add(support)
        return support is not None

    def shown(self, poly: Poly, *, strict: bool) -> frozenset[Support] | None:
        """What shows ``poly > 0`` (``>= 0`` unless strict), or None where nothing does."""
        with self.recording() as support:
            is_shown = self.require(poly, strict=strict)
        return frozenset(support) if is_shown else None

    def promote(self, mono: Mono) -> bool:
        """Whether every atom of ``mono`` is, or can be proved, strictly positive."""
        for name, _ in mono:
            if not self.is_positive(name):
                support = self.prove(atom(name), True)
                if support is None:
                    return False
                self.signs[name] = ">"
                self.reasons[name] = self.reasons.get(name, frozenset()) | {support}
            self.rest_on(name)
        return True

    # -- words -----------------------------------------------------------------------------------

    def primitive(self, poly: Poly) -> tuple[Mono, Poly]:
        """``poly`` as a positive monomial times what cannot be divided further."""
        positive = content(poly, [name for name in atoms_of(poly) if self.is_positive(name)])
        self.rest_on(*(name for name, _ in positive))
        return positive, divide(poly, positive)

    def word(self, poly: Poly, sign: str) -> str:
        """The atom that stands for ``poly``, whose sign has just been shown."""
        name = self.declare("word", self.expression(poly), sign, poly)
        if sign == ">":
            self.signs[name] = ">"
        self.reasons[name] = self.reasons.get(name, frozenset()) | frozenset(self.support)
        return name

    # -- back to expressions ---------------------------------------------------------------------

    def expression(self, poly: Poly) -> sympy.Expr:
        """The SymPy expression that ``poly`` stands for."""
        terms = [rational(c) * sympy.Mul(*(self._factor(n, e) for n, e in mono)) for mono, c in poly.items()]
        return sympy.Add(*terms)

    def show(self, poly: Poly) -> str:
        """``poly`` in print."""
        return printed(self.expression(poly))

    def _factor(self, name: str, exponent: Fraction) -> sympy.Expr:
        base = sympy.Integer(int(name)) if name.isdigit() else self.known[name].meaning
        return base ** rational(exponent)
