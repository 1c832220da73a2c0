r"""Which rows of the ladder give the smallest width? Every rung by itself, and the best combination of all.

Nothing is skipped without a reason that is checked: a combination whose floor (every event with the whole failure to
itself) is above the best width cannot win; rungs for a place that no coupled constraint speaks of are skipped where the
best width is already that of the coupled constraints alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from ntkprops.errors import InputError
from ntkprops.statement.lecture import Lecture
from ntkprops.width.collect import book_of, claim_of
from ntkprops.width.ladder import Rung, combinations, derive_with, rungs
from ntkprops.width.model import Derivation
from ntkprops.width.numbers import Number, least_integer, point
from ntkprops.width.optimum import floor_of, optimum


@dataclass(frozen=True)
class Outcome:
    """A combination of rungs with its widths; ``best`` is None where the best split is not solved exactly."""

    rungs: tuple[str, ...]
    derivation: Derivation
    equal: int
    best: int | None

    @property
    def least(self) -> int:
        """The smaller of the widths that were found."""
        return self.equal if self.best is None else min(self.equal, self.best)


@dataclass(frozen=True)
class Search:
    """Every rung by itself, the best combination, and the combinations that might still be better."""

    printed: Outcome
    single: tuple[Outcome, ...]
    best: Outcome
    undecided: tuple[tuple[str, ...], ...]


def search(lecture: Lecture, ladder: Lecture, label: str = "", *, values: Mapping[str, Number]) -> Search:
    """Search the combinations of a ladder for the smallest width at given numbers.

    Rungs for another draw stand by themselves only as a whole set; they count as one combination.
    """
    known = rungs(lecture, ladder, label)
    label = label or claim_of(book_of(lecture)).printed.label
    printed = outcome(lecture, ladder, (), label, values=values)
    alone = [(rung.label,) for rung in known if not rung.draw] + list(_sets(known))
    single = tuple(outcome(lecture, ladder, names, label, values=values) for names in alone)
    reached = {one.rungs: one for one in (printed, *single)}
    undecided: list[tuple[str, ...]] = []
    for names in _worth(known, printed):
        if names not in reached:
            reached[names] = outcome(lecture, ladder, names, label, values=values)
    best = min(reached.values(), key=lambda one: (one.least, len(one.rungs)))
    for names, one in list(reached.items()):
        if one.best is None and floor_of(one.derivation, point(one.derivation, values)) < best.least:
            undecided.append(names)
    if not _is_from_gates(best, values):
        undecided += [names for names in combinations([r for r in known if not r.draw]) if names not in reached]
    return Search(printed, single, best, tuple(undecided))


def outcome(
    lecture: Lecture, ladder: Lecture, names: tuple[str, ...], label: str, *, values: Mapping[str, Number]
) -> Outcome:
    """The widths with some rungs in place."""
    derivation = derive_with(lecture, ladder, names, label)
    there = point(derivation, values)
    failure = there[derivation.failure]
    parts = {share.symbol: failure / len(derivation.shares) for share in derivation.shares}
    try:
        best = optimum(derivation, there).width
    except InputError:  # bounds that couple the shares otherwise than by powers
        best = None
    return Outcome(names, derivation, least_integer(derivation.bounds, {**there, **parts}), best)


def _sets(known: Sequence[Rung]) -> Iterator[tuple[str, ...]]:
    """For every other draw, all rungs that are stated for it."""
    for draw in dict.fromkeys(rung.draw for rung in known if rung.draw):
        yield tuple(rung.label for rung in known if rung.draw == draw)


def _worth(known: Sequence[Rung], printed: Outcome) -> Iterator[tuple[str, ...]]:
    """The combinations of rungs whose places are in a constraint that couples several claims."""
    coupled = {label for bound in printed.derivation.bounds if len(bound.parts) > 1 for label in bound.labels}
    yield from combinations([rung for rung in known if not rung.draw and rung.replaces in coupled])


def _is_from_gates(best: Outcome, values: Mapping[str, Number]) -> bool:
    """Whether the best width is already asked by the coupled constraints alone, so that no other rung can lower it."""
    if best.best is None:
        return False
    gates = tuple(bound for bound in best.derivation.bounds if len(bound.parts) > 1)
    there: dict[sp.Symbol, sp.Expr] = dict(point(best.derivation, values))
    alone = replace(best.derivation, bounds=gates)
    return optimum(alone, there).width == best.best


__all__ = ["Outcome", "Search", "outcome", "search"]
