r"""Everything about the width of one claim, put together: ``whole(lecture, ladder)``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from ntkprops.errors import InputError
from ntkprops.proof.book import Book
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Outcome
from ntkprops.width.closing import closes
from ntkprops.width.exponents import Comparison, Exponents, Family, compared, exponents, family, halfway
from ntkprops.width.ladder import derive_with, place
from ntkprops.width.model import Bound, Derivation
from ntkprops.width.numbers import Number, least_integer, point
from ntkprops.width.optimum import optimum
from ntkprops.width.search import Search, search
from ntkprops.width.split import Split, best_split, equal_split, printed_split


@dataclass(frozen=True)
class Width:
    """All that is reported of one claim's width; what needs numbers is empty where none were given.

    Args:
        derivation: the constraints, solved.
        splits: the failure probability over the events.
        classes: the class of every constraint that is not dominated.
        comparison: how the printed class stands to them.
        families: on which smaller classes fail.
        values: the numbers, as given.
        widths: the least width for every split, by the name of the split.
        shares: the best split, by the label of the event.
        search: the rows of the ladder.
        rungs: the rows that stand in the place of the lecture's.
        judged: the verdicts of what the width rests on, where they were asked for.
        closed: what the prover says of the claim at this width, where it was asked for.
    """

    derivation: Derivation
    splits: tuple[Split, ...]
    classes: tuple[Exponents, ...] = ()
    comparison: Comparison | None = None
    families: tuple[Family, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    shares: tuple[tuple[str, sp.Expr], ...] = ()
    search: Search | None = None
    rungs: tuple[str, ...] = ()
    judged: tuple[tuple[str, Outcome], ...] = ()
    closed: str = ""


def whole(
    lecture: Lecture,
    ladder: Lecture,
    label: str = "",
    *,
    rungs: Sequence[str] = (),
    values: Mapping[str, Number] | None = None,
    is_best: bool = False,
) -> Width:
    """The width of a claim with its splits, its class and, at given numbers, its integers.

    Args:
        lecture: the lecture.
        ladder: better rows.
        label: the claim; by default the one with a width and several events.
        rungs: rows of the ladder in the place of the lecture's.
        values: the parameters, exactly.
        is_best: whether to search the combinations of the ladder.

    Raises:
        LectureError: no such claim or row, or a constraint that cannot be solved.
        InputError: a value that the claim does not allow.
    """
    if is_best and not values:
        raise InputError("the best combination needs numbers; none were given. Give --n, --lambda0 and --delta.")
    derivation = derive_with(lecture, ladder, tuple(rungs), label)
    there = point(derivation, values) if values else {}
    splits = tuple(_splits(derivation))
    largest = _largest(derivation, splits)
    classes = tuple(exponents(derivation, bound) for bound in largest)
    found = Width(
        derivation,
        splits,
        classes,
        comparison=_worst([compared(derivation, one) for one in classes]),
        families=tuple(_families(derivation, splits, classes)),
        rungs=tuple(rungs),
    )
    if not values:
        return found
    numbered = _numbered(found, there, values)
    return replace(numbered, search=search(lecture, ladder, label, values=values)) if is_best else numbered


def judged(width: Width, lecture: Lecture, ladder: Lecture) -> Width:
    """The same with the verdict of every claim that the width rests on, and of the claim itself at this width."""
    placed = place(lecture, ladder, width.rungs, width.derivation.label)
    judge = Judge(Book(placed.lecture))
    verdicts = [(label, judge.verdict(label, corrected=True).outcome) for label, _ in width.derivation.rests_on]
    argued = closes(placed.lecture, width.derivation, by=placed.by, given=placed.draw)
    words = "proved from these" if argued.is_proved else "not proved from these"
    closed = words + ("; continuity closes the circle" if argued.bootstrapped else "")
    return replace(width, judged=tuple(verdicts), closed=closed)


def _splits(derivation: Derivation) -> Iterator[Split]:
    if derivation.shares:
        printed, equal = printed_split(derivation), equal_split(derivation)
        yield from (equal,) if printed.shares == equal.shares else (printed, equal)
        yield from best_split(derivation) or ()


def _largest(derivation: Derivation, splits: Sequence[Split]) -> tuple[Bound, ...]:
    """The constraints that matter at the first split."""
    asked = {bound.asked for split in splits[:1] for bound in split.largest}
    return tuple(bound for bound in derivation.bounds if not splits or bound.asked in asked)


def _worst(found: Sequence[Comparison | None]) -> Comparison | None:
    """The comparison of a printed class with several derived ones: it must do for all of them."""
    if None in found or not found:
        return None
    order = (Comparison.TOO_WEAK, Comparison.EQUAL, Comparison.STRONGER)
    return next(one for one in order if one in found)


def _families(derivation: Derivation, splits: Sequence[Split], classes: Sequence[Exponents]) -> Iterator[Family]:
    """One family for every parameter, where a single monomial constraint is the largest."""
    if len(classes) != 1 or classes[0].logarithms or not splits:
        return
    for symbol, exponent in halfway(classes[0]):
        yield family(derivation, splits[0].largest[0], symbol=symbol, exponent=exponent)


def _numbered(width: Width, there: dict[sp.Symbol, sp.Expr], values: Mapping[str, Number]) -> Width:
    """The report with the least integers; the best split only where it is solved."""
    derivation, failure = width.derivation, there[width.derivation.failure]
    widths = []
    for split in width.splits:
        if (
            not any(part == 0 for _, part in split.shares)
            and sp.Add(*(p for _, p in split.shares)) == derivation.failure
        ):
            parts = {symbol: part.subs(derivation.failure, failure) for symbol, part in split.shares}
            widths.append((f"{split.name} split", least_integer(derivation.bounds, {**there, **parts})))
    shares: tuple[tuple[str, sp.Expr], ...] = ()
    try:
        best = optimum(derivation, there)
    except InputError:
        best = None
    if best is not None:
        widths.append(("best split of all", best.width))
        labels = {share.symbol: share.label for share in derivation.shares}
        shares = tuple((labels[symbol], part) for symbol, part in best.shares)
    given = tuple((name, str(value)) for name, value in values.items())
    return replace(width, values=given, widths=tuple(widths), shares=shares)


__all__ = ["Width", "judged", "whole"]
