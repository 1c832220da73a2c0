"""Candidates for counterexamples from Z3: models of the negated goal, with some values pinned.

Counts are pinned to small ones, since Z3 is asked about reals only; so are the arguments of functions,
since Z3 knows no exponential: with its argument fixed, ``exp`` is a number between rational bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import sympy

from ntkprops.proof.scalar.ball import enclose
from ntkprops.proof.scalar.numbers import COUNTS, SIMPLE, satisfies
from ntkprops.proof.scalar.reading.facts import Claim
from ntkprops.proof.scalar.search.system import System, bounds
from ntkprops.proof.scalar.size import UndeterminedError
from ntkprops.proof.scalar.solver import feasible, number
from ntkprops.proof.scalar.terms import free_symbols, rational
from ntkprops.proof.scalar.theory import Theory

Candidate = dict[sympy.Symbol, sympy.Expr]


def values_from_models(
    theory: Theory, negated: Sequence[Claim], *, symbols: Sequence[sympy.Symbol], rlimit: int
) -> Iterator[Candidate]:
    """Values of ``symbols`` at which, as Z3 sees it, the claims and a negated goal (if any) hold."""
    default: Candidate = {symbol: sympy.Integer(1) for symbol in symbols}
    for part in [[claim] for claim in negated] or [[]]:
        try:
            system = theory.system(part)
        except UndeterminedError:
            continue
        for pins in _pins(theory, symbols):
            model = feasible(system.rows, extra=_pinned(theory, system, pins), rlimit=rlimit // 6)
            if model.status == "sat":
                yield {**default, **_values_of_symbols(theory, system, model.values), **pins}


def _pins(theory: Theory, symbols: Sequence[sympy.Symbol]) -> Iterator[Candidate]:
    """Simple values of the counts and of the symbols inside functions; nothing pinned at last."""
    atoms = theory.atoms.known.values()
    inside = frozenset().union(*(free_symbols(a.meaning) for a in atoms if a.kind in ("exp", "log", "erf")))
    counts = [s for s in symbols if s.is_integer]
    others = [s for s in symbols if s in inside and not s.is_integer]
    for count in COUNTS[:3] if counts else COUNTS[:1]:
        for value in SIMPLE[:4] if others else SIMPLE[:1]:
            pins = {**dict.fromkeys(counts, count), **dict.fromkeys(others, value)}
            if pins and all(satisfies(s, v) for s, v in pins.items()):
                yield pins
    yield {}


def _pinned(theory: Theory, system: System, pins: Candidate) -> list[str]:
    """The pins as assertions: each variable between the ends of its ball."""
    lines = []
    for i, (name, scale) in enumerate(system.scales):
        known = theory.atoms.known.get(name)
        if known is not None and known.kind != "word" and free_symbols(known.meaning) <= set(pins):
            value = enclose(known.meaning ** sympy.Rational(1, scale), pins, bits=64)
            ends = bounds(value)
            if ends is not None:
                lines += [f"(<= {number(ends[0])} x{i})", f"(<= x{i} {number(ends[1])})"]
    return lines


def _values_of_symbols(theory: Theory, system: System, values: Mapping[int, Fraction]) -> Candidate:
    """The values of the symbols among the variables of a model."""
    found: Candidate = {}
    for i, (name, scale) in enumerate(system.scales):
        known = theory.atoms.known.get(name)
        if known is not None and isinstance(known.meaning, sympy.Symbol) and i in values:
            found[known.meaning] = rational(values[i] ** scale)
    return found
