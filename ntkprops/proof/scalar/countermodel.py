"""Exact numbers at which an inequality fails, small ones first, every one of them re-checked.

Candidates come from simple numbers and from Z3's models; none of them is believed. A candidate counts
only where every hypothesis and every assumption of a symbol is certified to hold and the goal is
certified to fail; it is then shrunk, one symbol at a time, to the simplest value that still does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

import sympy

from ntkprops.errors import InputError
from ntkprops.proof.scalar.ball import certified, enclose
from ntkprops.proof.scalar.reading.atoms import Undetermined
from ntkprops.proof.scalar.reading.facts import Claim
from ntkprops.proof.scalar.relation import Countermodel, Inequality
from ntkprops.proof.scalar.search.system import System
from ntkprops.proof.scalar.solver import feasible, number
from ntkprops.proof.scalar.theory import Theory

Values = dict[sympy.Symbol, sympy.Expr]
SIMPLE = tuple(sympy.Rational(p, q) for p, q in ((1, 1), (0, 1), (2, 1), (1, 2), (-1, 1), (3, 1), (1, 4), (4, 1),
               (-2, 1), (-1, 2), (1, 10), (10, 1), (1, 100), (100, 1)))  # fmt: skip
COUNTS = tuple(sympy.Integer(k) for k in (1, 2, 3, 4, 10, 100))
MOST_TRIED = 300


class Search:
    """The one predicate that every candidate passes through."""

    def __init__(self, goal: Inequality, given: Sequence[Inequality], theory: Theory) -> None:
        self.goal, self.given, self.theory = goal, given, theory
        self.definitions = {symbol: expr for symbol, (expr, _) in theory.reader.definitions.items()}
        symbols = set(goal.symbols).union(*(h.symbols for h in given))
        self.free = sorted(symbols - set(self.definitions), key=lambda s: (not s.is_integer, s.name, str(s.assumptions0)))

    def among_simple_numbers(self) -> Countermodel | None:
        """A counterexample among small combinations of simple numbers, or None."""
        return self._reported(_simple_values(self.free))

    def among_models(self, negated: Sequence[Claim], *, rlimit: int) -> Countermodel | None:
        """A counterexample from Z3's models of the negated goal, or None."""
        return self._reported(_solver_values(self.theory, negated, self.free, rlimit))

    def _reported(self, candidates: Iterable[Values]) -> Countermodel | None:
        """The first candidate that refutes, shrunk."""
        found = next((values for values in candidates if self.refutes(values)), None)
        if found is None:
            return None
        values = self.completed(self.shrunk(found))
        ordered = dict(sorted(values.items(), key=lambda item: item[0].name))
        return Countermodel(ordered, str(self.goal.left.xreplace(values)), str(self.goal.right.xreplace(values)))

    def completed(self, values: Values) -> Values:
        """The values with those of the defined symbols."""
        complete = dict(values)
        for _ in self.definitions:
            for symbol, expr in self.definitions.items():
                if symbol not in complete and expr.free_symbols <= set(complete):
                    complete[symbol] = expr.xreplace(complete)
        return complete

    def refutes(self, values: Values) -> bool:
        """Whether these values certainly satisfy everything given and certainly violate the goal."""
        if not all(satisfies(symbol, value) for symbol, value in values.items()):
            return False
        complete = self.completed(values)
        try:
            return (
                all(satisfies(symbol, complete[symbol]) for symbol in self.definitions)
                and certified(self.goal, complete) is False
                and all(certified(hypothesis, complete) is True for hypothesis in self.given)
            )
        except InputError:  # a value that is no number, such as 1/0: not a candidate
            return False

    def shrunk(self, values: Values) -> Values:
        """The values with each made as simple as it can be, the others held."""
        best, better = dict(values), True
        while better:
            better = False
            for symbol in self.free:
                for simpler in _simpler(best[symbol]):
                    if self.refutes({**best, symbol: simpler}):
                        best[symbol], better = simpler, True
                        break
        return best


def satisfies(symbol: sympy.Symbol, value: sympy.Expr) -> bool:
    """Whether the value has every property that the symbol is assumed to have.

    >>> satisfies(sympy.Symbol("n", positive=True, integer=True), sympy.Rational(1, 2))
    False
    """
    if not value.is_Rational:
        return _satisfies_by_ball(symbol, value)
    return all(getattr(value, f"is_{name}") is truth for name, truth in symbol.assumptions0.items())


_ORDER = {"positive": ">", "negative": "<", "nonnegative": ">=", "nonpositive": "<=", "zero": "=", "nonzero": "!="}


def _satisfies_by_ball(symbol: sympy.Symbol, value: sympy.Expr) -> bool:
    """The same for an irrational number: signs by ball arithmetic, the rest by its structure."""
    if value.free_symbols or not value.is_number or not enclose(value).is_finite():
        return False
    for name, truth in symbol.assumptions0.items():
        key = name.removeprefix("extended_")
        if key in _ORDER:
            if certified(Inequality(value, _ORDER[key], sympy.Integer(0))) is not truth:
                return False
        elif key in ("integer", "noninteger", "rational", "irrational", "even", "odd", "prime", "composite"):
            if truth and getattr(value, f"is_{key}") is not True:
                return False
    return True


def _simpler(value: sympy.Expr) -> Iterator[sympy.Expr]:
    """Simpler numbers than ``value``, simplest first."""
    pool = sorted({*SIMPLE, *COUNTS, sympy.floor(value), sympy.ceiling(value), *_rounded(value)}, key=_size)
    yield from (simple for simple in pool if _size(simple) < _size(value))


def _rounded(value: sympy.Expr) -> Iterator[sympy.Expr]:
    exact = Fraction(int(value.p), int(value.q))  # type: ignore[attr-defined]
    for limit in (2, 4, 10, 100):
        near = exact.limit_denominator(limit)
        yield sympy.Rational(near.numerator, near.denominator)


def _size(value: sympy.Expr) -> tuple:
    """How simple a rational is: 1, 0, 2, 1/2, then by height."""
    if value in SIMPLE[:4]:
        return (0, SIMPLE.index(value))
    return (1, abs(int(value.p)) + int(value.q), int(value.p) < 0)  # type: ignore[attr-defined]


def _simple_values(symbols: Sequence[sympy.Symbol]) -> Iterator[Values]:
    """Simple numbers for few symbols, in all combinations, simplest first."""
    if not symbols:
        yield {}
        return
    pools = [[v for v in (COUNTS if s.is_integer and s.is_positive else SIMPLE) if satisfies(s, v)] for s in symbols]
    width = max(1, int(MOST_TRIED ** (1 / len(symbols))))
    ranges = [range(min(width, len(pool))) for pool in pools]
    for choice in sorted(product(*ranges), key=lambda c: (max(c), sum(c)))[:MOST_TRIED]:
        yield {symbol: pool[i] for symbol, pool, i in zip(symbols, pools, choice, strict=True)}


def _solver_values(theory: Theory, negated: Sequence[Claim], symbols: Sequence[sympy.Symbol], rlimit: int) -> Iterator[Values]:
    """Candidates from Z3's models, with counts and arguments of functions pinned to simple numbers."""
    for part in negated:
        try:
            system = theory.system([part])
        except Undetermined:
            continue
        for pins in _pins(theory, symbols):
            extra = _pinned(theory, system, pins)
            model = feasible(system.rows, extra=extra, rlimit=rlimit // 4)
            if model.status == "sat":
                yield {symbol: pins.get(symbol, sympy.Integer(1)) for symbol in symbols} | _symbols_of(
                    theory, system, model.values, symbols
                )


def _pins(theory: Theory, symbols: Sequence[sympy.Symbol]) -> Iterator[Values]:
    """Simple values of the counts and of the symbols inside functions; first none pinned but counts."""
    atoms = theory.atoms.known.values()
    inside = set().union(*(a.meaning.free_symbols for a in atoms if a.kind in ("exp", "log", "erf")))
    counts = [s for s in symbols if s.is_integer]
    others = [s for s in symbols if s in inside and not s.is_integer]
    for count in COUNTS[:3] if counts else COUNTS[:1]:
        for value in SIMPLE[:4] if others else SIMPLE[:1]:
            pins = {s: count for s in counts} | {s: value for s in others}
            if all(satisfies(s, v) for s, v in pins.items()):
                yield pins
    yield {}


def _pinned(theory: Theory, system: System, pins: Values) -> list[str]:
    """The pins as assertions: each variable between the ends of its ball."""
    lines = []
    for i, (name, scale) in enumerate(system.scales):
        known = theory.atoms.known.get(name)
        if known is None or known.kind == "word" or not known.meaning.free_symbols <= set(pins):
            continue
        value = enclose(known.meaning.xreplace(pins) ** sympy.Rational(1, scale), bits=64)
        if value.is_finite():
            lines += [f"(<= {_decimal(value.lower())} x{i})", f"(<= x{i} {_decimal(value.upper())})"]
    return lines


def _decimal(ball) -> str:
    """An SMT-LIB number for a ball without radius."""
    mantissa, exponent = ball.mid().man_exp()
    exact = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return number(exact)


def _symbols_of(
    theory: Theory, system: System, values: Mapping[int, Fraction], symbols: Sequence[sympy.Symbol]
) -> Values:
    """The values of the symbols among the variables of a model."""
    found = {}
    for i, (name, scale) in enumerate(system.scales):
        known = theory.atoms.known.get(name)
        if known is not None and known.kind == "symbol" and known.meaning in symbols and i in values:
            value = values[i] ** scale
            found[known.meaning] = sympy.Rational(value.numerator, value.denominator)
    return found
