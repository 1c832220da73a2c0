"""Exact numbers at which an inequality fails, small ones first, every one of them re-checked.

Candidates come from simple numbers and from Z3's models; none of them is believed. A candidate counts
only where every hypothesis and every assumption of a symbol is certified to hold and the goal is
certified to fail; it is then shrunk, one symbol at a time, to the simplest value that still does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, product
from math import prod

import numpy as np
import sympy

from ntkprops.proof.scalar.ball import is_met
from ntkprops.proof.scalar.estimate import failures
from ntkprops.proof.scalar.models import values_from_models
from ntkprops.proof.scalar.numbers import allowed, satisfies, simpler
from ntkprops.proof.scalar.reading.facts import Claim
from ntkprops.proof.scalar.relation import Countermodel, Inequality
from ntkprops.proof.scalar.relevance import bounds_in
from ntkprops.proof.scalar.size import UndeterminedError, printed
from ntkprops.proof.scalar.terms import fraction, free_symbols, substituted
from ntkprops.proof.scalar.theory import Theory

Candidate = dict[sympy.Symbol, sympy.Expr]
MOST_COMBINATIONS = 4000
MOST_CERTIFIED = 40
MOST_MOVED = 8


class Search:
    """Looks for a counterexample to ``given => goal``; every candidate passes through ``refutes``.

    Args:
        goal: the inequality that is to fail.
        given: what is to hold.
        theory: ``given``, read.
        claim: the goal, read.
    """

    def __init__(
        self, goal: Inequality, given: Sequence[Inequality], *, theory: Theory, claim: Claim
    ) -> None:
        self.goal, self.given, self.theory, self.claim = goal, given, theory, claim
        self.definitions = {symbol: expr for symbol, (expr, _) in theory.reader.definitions.items()}
        symbols = goal.symbols.union(*(h.symbols for h in given)) - set(self.definitions)
        self.free = sorted(
            symbols, key=lambda s: (not s.is_integer, s.name, str(sorted(s.assumptions0.items())))
        )

    def among_simple_numbers(self) -> Countermodel | None:
        """A counterexample among combinations of simple numbers, or where a few of them are moved, or None."""
        return self._reported(self._near_simple())

    def is_refuted_simply(self) -> bool:
        """Whether ``among_simple_numbers`` finds a counterexample, which is not shrunk."""
        return any(map(self.refutes, self._near_simple()))

    def _near_simple(self) -> Iterator[Candidate]:
        return chain(self._simple.candidates, self._moved())

    def looks_false(self) -> bool:
        """Whether the goal clearly fails in floating point where all that was read holds.

        Then no proof from it can exist, short of rounding, and none need be looked for.
        """
        return self._simple.is_clear

    @cached_property
    def _simple(self) -> Screened:
        return _screened(self)

    def _moved(self) -> Iterator[Candidate]:
        """The simplest combinations, each symbol that a hypothesis bounds moved to where it is met."""
        moving = [bound for part in self.given for bound in bounds_in(part) if bound.symbol in self.free]
        pools = [allowed(symbol) for symbol in self.free]
        for row in _choices(tuple(map(len, pools)))[:MOST_MOVED] if moving and all(pools) else ():
            values = self._completed({symbol: pools[i][row[i]] for i, symbol in enumerate(self.free)})
            for bound in (*moving, *moving):  # one may be broken by what another moves
                moved = None if is_met(bound.hypothesis, values) else bound.met(values)
                if moved is not None:
                    values = self._completed({symbol: moved[symbol] for symbol in self.free})
            yield {symbol: values[symbol] for symbol in self.free}

    def among_models(self, negated: Sequence[Claim], *, rlimit: int) -> Countermodel | None:
        """A counterexample from Z3's models of the negated goal, or None."""
        return self._reported(values_from_models(self.theory, negated, symbols=self.free, rlimit=rlimit))

    def refutes(self, values: Candidate) -> bool:
        """Whether these values certainly satisfy everything given and certainly violate the goal."""
        if not all(satisfies(symbol, value) for symbol, value in values.items()):
            return False
        complete = self._completed(values)
        return (
            all(symbol in complete and satisfies(symbol, complete[symbol]) for symbol in self.definitions)
            and is_met(self.goal.negated(), complete)
            and all(is_met(hypothesis, complete) for hypothesis in self.given)
        )

    def _completed(self, values: Candidate) -> Candidate:
        """The values with those of the defined symbols, unless they are too large to be written out."""
        complete = dict(values)
        for symbol, expr in [*self.definitions.items()] * len(self.definitions):
            if symbol not in complete and free_symbols(expr) <= set(complete):
                with suppress(UndeterminedError):
                    complete[symbol] = substituted(expr, complete)
        return complete

    def _reported(self, candidates: Iterable[Candidate]) -> Countermodel | None:
        """The first candidate that refutes, shrunk."""
        found = next((values for values in candidates if self.refutes(values)), None)
        if found is None:
            return None
        values = self._completed(self._shrunk(found))
        ordered = dict(sorted(values.items(), key=lambda item: item[0].name))
        return Countermodel(ordered, *(shown_at(side, values) for side in (self.goal.left, self.goal.right)))

    def _shrunk(self, values: Candidate) -> Candidate:
        """The values with each made as simple as it can be, the others held."""
        best, better = dict(values), True
        while better:
            better = False
            for symbol in self.free:
                found = next((v for v in simpler(best[symbol]) if self.refutes({**best, symbol: v})), None)
                if found is not None:
                    best[symbol], better = found, True
        return best


def shown_at(side: sympy.Expr, values: Candidate) -> str:
    """A side of the goal at the values, in print; as it stands where its value is too large to write out."""
    try:
        return printed(substituted(side, values))
    except UndeterminedError:
        return printed(side)


@dataclass(frozen=True)
class Screened:
    """The candidates that floating point leaves over, and whether the goal clearly fails at one."""

    candidates: tuple[Candidate, ...]
    is_clear: bool


def _screened(search: Search) -> Screened:
    """Combinations of simple numbers that look promising in floating point, simplest first."""
    pools = [allowed(symbol) for symbol in search.free]
    if not all(pools):
        return Screened((), is_clear=False)
    choices = _choices(tuple(len(pool) for pool in pools))
    known = {a.meaning: a.name for a in search.theory.atoms.known.values() if a.kind == "symbol"}
    read = [i for i, symbol in enumerate(search.free) if symbol in known]
    table = np.zeros((len(choices), len(read)))
    for column, i in enumerate(read):
        table[:, column] = np.array([float(fraction(value)) for value in pools[i]])[choices[:, i]]
    names = [known[search.free[i]] for i in read]
    fine, clear = failures(search.theory.atoms, table, names, claims=search.theory.claims, goal=search.claim)
    rows = [choices[row] for row in fine[:MOST_CERTIFIED]]
    found = [{symbol: pools[i][row[i]] for i, symbol in enumerate(search.free)} for row in rows]
    return Screened(tuple(found), is_clear=clear.size > 0)


@cache
def _choices(sizes: tuple[int, ...]) -> np.ndarray:
    """Positions in pools of these sizes: all of them if few, else the first of each and a fixed sample.

    Returns:
        shape (combinations, pools), simplest first.
    """
    width = max(sizes, default=1)
    while width > 1 and prod(min(size, width) for size in sizes) > MOST_COMBINATIONS:
        width -= 1
    combinations = list(product(*(range(min(size, width)) for size in sizes)))
    grid = np.array(combinations, dtype=int).reshape(len(combinations), len(sizes))
    if width < max(sizes, default=1):
        draw = np.random.Generator(np.random.Philox(key=12))
        sample = np.minimum(draw.geometric(0.35, size=(MOST_COMBINATIONS, len(sizes))), np.array(sizes)) - 1
        grid = np.unique(np.vstack([grid, sample]), axis=0)
    return grid[np.lexsort((grid.sum(axis=1), grid.max(axis=1, initial=0)))]
