"""The judge on trial: the verdict on a case, what sampling says of it, and whether either is a fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from adversary.claims import Case
from ntkprops.language import Notation
from ntkprops.proof.book import Book
from ntkprops.sampling.result import Says
from ntkprops.sampling.run import budget_of, sample_claim
from ntkprops.statement import Lecture
from ntkprops.trial.judge import Judge
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.verdict import Outcome

EFFORT = 4_000  # of each search for a counterexample: the suite asks for wrong answers, not for many right ones

Verdict = Callable[[Case], Outcome]


def lecture_of(case: Case) -> Lecture:
    """The lecture of a case; one that speaks of random numbers gets the world of small laws."""
    return Lecture("adversary", _with_world(case.notation), case.parts)


def _with_world(notation: Notation) -> Notation:
    drawn = [row for row in notation.table.values() if row.random and row.sort.is_scalar and not row.of]
    if notation.world is not None or not drawn:
        return notation
    single = tuple(row.name for row in drawn if not row.over)
    samples = {row.name: row.over[0] for row in drawn if len(row.over) == 1}
    return replace(notation, world=small_numbers(variables=single, samples=samples))


def verdict(case: Case, *, effort: int = EFFORT) -> Outcome:
    """What the judge says of a case."""
    judge = Judge(Book(lecture_of(case)), effort=effort)
    return judge.verdict(case.target, corrected=case.corrected).outcome


def sampled(case: Case) -> Says:
    """What sampling says of a case whose notation has a network to draw."""
    lecture = lecture_of(case)
    return sample_claim(Book(lecture), case.target, corrected=case.corrected, budget=budget_of(lecture)).says


def fault(case: Case, outcome: Outcome) -> str:
    """What is wrong with a verdict on a case, or nothing."""
    if outcome in (Outcome.PROVED, Outcome.HELD) and case.truth is not True:
        return f"false {outcome.value}"
    if outcome is Outcome.REFUTED and case.truth is not False:
        return "false refuted"
    return "false vacuous" if outcome is Outcome.VACUOUS and case.instance is not None else ""
