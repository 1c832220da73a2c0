"""Which hypotheses may matter to a goal, and which come first.

``relevant_to`` follows shared symbols, nearest first. ``without_loose`` leaves out what cannot matter: ``x >= e`` where
``x`` occurs nowhere else, as a width where the goal names none. Whatever the other symbols are, some ``x`` satisfies
it; so it helps no proof, and a counterexample to the rest lacks only a value for ``x``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product
from math import ceil, floor

import sympy

from ntkprops.errors import InputError
from ntkprops.proof.scalar.ball import enclose, is_met
from ntkprops.proof.scalar.numbers import allowed, satisfies
from ntkprops.proof.scalar.relation import Inequality
from ntkprops.proof.scalar.search.system import bounds
from ntkprops.proof.scalar.terms import Values, free_symbols

TRIES = 40  # values of symbols that occur nowhere else


@dataclass(frozen=True)
class Bound:
    """A hypothesis ``symbol >= other``, strict or not, or ``symbol <= other`` where ``above`` is false."""

    hypothesis: Inequality
    symbol: sympy.Symbol
    other: sympy.Expr
    above: bool

    def met(self, values: Values) -> dict[sympy.Symbol, sympy.Expr] | None:
        """The values, with the simplest one for the symbol at which the hypothesis certainly holds, or None.

        Symbols without a value get a simple one.
        """
        missing = sorted(free_symbols(self.other) - set(values), key=str)
        for choice in islice(product(*map(allowed, missing)), TRIES):
            known = {**values, **dict(zip(missing, choice, strict=True))}
            for value in chain(allowed(self.symbol), self._beyond(known)):
                full = {**known, self.symbol: value}
                if satisfies(self.symbol, value) and is_met(self.hypothesis, full):
                    return full
        return None

    def _beyond(self, values: Values) -> Iterator[sympy.Integer]:
        """The next whole number on the right side of the other side's value, if that is finite."""
        try:
            ends = bounds(enclose(self.other, values))
        except InputError:
            ends = None
        if ends is not None:
            strict = "=" not in self.hypothesis.op
            yield sympy.Integer(ceil(ends[1]) + strict if self.above else floor(ends[0]) - strict)


def bounds_in(hypothesis: Inequality) -> Iterator[Bound]:
    """The hypothesis as a bound of a side that is a symbol alone, where the other side does not speak of it."""
    if hypothesis.op in ("=", "!="):
        return
    sides = (hypothesis.left, hypothesis.right)
    small, large = sides if hypothesis.op in ("<=", "<") else reversed(sides)
    for symbol, other, above in ((large, small, True), (small, large, False)):
        if isinstance(symbol, sympy.Symbol) and symbol not in free_symbols(other):
            yield Bound(hypothesis, symbol, other, above)


def without_loose(goal: Inequality, given: Sequence[Inequality]) -> tuple[list[Inequality], list[Bound]]:
    """The hypotheses that may matter, and the others in the order in which they were left out.

    >>> n, m = sympy.symbols("n m", positive=True, integer=True)
    >>> width = Inequality(m, ">=", n**6, "width")
    >>> without_loose(Inequality(n, ">=", 2), [width])[0]
    []
    >>> without_loose(Inequality(m, ">=", n), [width])[0] == [width]
    True
    """
    kept, left_out = list(given), []
    while True:
        occurs = Counter(symbol for part in (goal, *kept) for symbol in part.symbols)
        loose = (bound for part in kept for bound in bounds_in(part) if _is_loose(bound, occurs))
        found = next(loose, None)
        if found is None:
            return kept, left_out
        kept.remove(found.hypothesis)
        left_out.append(found)


def _is_loose(bound: Bound, occurs: Counter) -> bool:
    """Whether the symbol occurs in this bound alone, and its assumptions do not bound it on the same side."""
    is_stopped = bound.symbol.is_nonpositive if bound.above else bound.symbol.is_nonnegative
    return occurs[bound.symbol] == 1 and not is_stopped


def relevant_to(goal: Inequality, given: Sequence[Inequality]) -> list[int]:
    """Positions of the hypotheses connected to the goal by shared symbols, nearest first."""
    frequency = Counter(symbol for h in given for symbol in h.symbols)
    known, waiting, ordered = set(goal.symbols), list(range(len(given))), []
    while waiting:
        best = max(waiting, key=lambda i: (_closeness(given[i], known, frequency), -i))
        if _closeness(given[best], known, frequency) == 0:
            break
        waiting.remove(best)
        ordered.append(best)
        known |= given[best].symbols
    return ordered


def _closeness(hypothesis: Inequality, known: set, frequency: Counter) -> float:
    """How much of the hypothesis is about known symbols, rare ones first; 0 if nothing."""
    symbols = hypothesis.symbols
    shared = sum(1 / frequency[s] for s in symbols & known)
    return round(shared / len(symbols), 9) if symbols else 1.0  # not to depend on the order of a set


def in_order(positions: Sequence[int], given: Sequence[Inequality]) -> list[Inequality]:
    """The hypotheses at some positions, in the order in which they were given."""
    return [given[i] for i in sorted(positions)]
