"""No false statement is proved, none that is true is refuted: on generated statements whose truth is known.

Some 300 in the plain run, the same each time; 20,000 fresh ones under HYPOTHESIS_PROFILE=long.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from adversary import arithmetic, models, networks, oracle
from adversary.claims import Case, target
from adversary.constructs import ABSENT, PRODUCTIONS, RELATIONS, constructs, lost, of_grammar
from adversary.judge import Verdict, fault, sampled, verdict
from adversary.kinds import ATTACKS, FACTS, KINDS, cases
from adversary.networks import sampled_claims
from ntkprops.errors import FormulaError
from ntkprops.sampling.result import Says
from ntkprops.verdict import Outcome

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SEED = os.urandom(4).hex() if LONG else "plain"
EACH = -(-20_000 // len(KINDS)) if LONG else 1
SAMPLED = sampled_claims() if LONG else sampled_claims()[1::3]


def said(case: Case) -> str:
    """A case as a message shows it."""
    statement = target(case)
    texts = (statement.given, statement.then) if statement is not None else (case.target,)
    form = " with errata" if case.corrected else ""
    values = dict(case.instance.values) if case.instance is not None else ""
    return f"{case.kind}{form} (seed {SEED}): {texts} is {case.truth} {case.why} {values}"


def judged(kind: str) -> list[Case]:
    """The cases of a kind that are judged; in the plain run of a fact and its false neighbour one, of every other kind the other."""
    found = list(cases(kind, seed=SEED, number=EACH))
    place = list(KINDS).index(kind) % len(found)
    return found[place : place + 1] if kind in FACTS and not LONG else found


def faults(found: Iterable[Case], judge: Verdict) -> Iterator[str]:
    """What is wrong with the verdicts on some cases."""
    for case in found:
        wrong = fault(case, judge(case))
        if wrong:
            yield f"{wrong}: {said(case)}"


@pytest.mark.parametrize("kind", KINDS)
def test_no_verdict_on_a_kind_of_statement_is_false(kind: str) -> None:
    """No false case is proved, no true one refuted, none whose givens an instance obeys is vacuous."""
    found = list(faults(judged(kind), verdict))

    assert not found, "\n".join(found)


@pytest.mark.parametrize("case", SAMPLED, ids=lambda case: case.parts[-1].then[0])
def test_no_false_statement_is_held(case: Case) -> None:
    """Sampling holds no claim on networks that is false by a wide margin, and refutes none that is true.

    A wrong answer by chance has the false alarm of a run, one in a million.
    """
    assert sampled(case) is not (Says.REFUTED if case.truth else Says.HELD), said(case)


def shown(case: Case) -> bool | None:
    """Whether the instance of a case shows its truth; None where there is none, or a word that the evaluator lacks."""
    try:
        return oracle.is_shown(case)
    except (arithmetic.Unknown, FormulaError):
        return None


@pytest.mark.parametrize("kind", KINDS)
def test_the_instance_of_a_case_shows_its_truth(kind: str) -> None:
    """By an evaluator of its own: the instance obeys what is given, and breaks what is false and nothing else."""
    wrong = [said(case) for case in cases(kind, seed=SEED, number=2) if shown(case) is False]

    assert not wrong, "\n".join(wrong)


def test_most_instances_are_looked_at() -> None:
    """Negative control: the evaluator knows four of five cases that have an instance, and denies the opposite truth."""
    found = [case for kind in FACTS for case in cases(kind, seed="plain", number=2) if case.instance is not None]
    known = [case for case in found if shown(case) is not None]

    assert len(known) > 0.8 * len(found)
    assert not [said(case) for case in known if shown(replace(case, truth=not case.truth))]


@pytest.mark.parametrize("kind", KINDS)
def test_no_instance_breaks_what_is_true(kind: str) -> None:
    """Random instances that obey what is given break no case that is called true."""
    for case in cases(kind, seed=SEED, number=1):
        statement = target(case)
        if case.truth is not True or statement is None or len(case.parts) > 1:
            continue
        try:
            assert models.found(Random(kind), statement, case.notation, breaking=True, tries=20) is None, said(case)
        except (arithmetic.Unknown, FormulaError):
            continue


def test_reading_loses_nothing() -> None:
    """Every letter and every number of a printed formula is somewhere in its tree."""
    found = set().union(*(lost(case) for kind in KINDS for case in cases(kind, seed="plain", number=2)))

    assert not found


def test_every_construct_occurs() -> None:
    """Every production of the grammar, every head of the tree and every relation is in some generated case."""
    looked_at = {kind: 3 if kind in networks.KINDS else 9 if kind in ATTACKS else 5 for kind in KINDS}
    found = set().union(*(constructs(c) for kind, number in looked_at.items() for c in cases(kind, seed="plain", number=number)))

    assert of_grammar() - found == set(ABSENT)


def test_the_grammar_names_its_constructs() -> None:
    """Negative control of the count: well over a hundred constructs are looked for."""
    assert len(of_grammar()) > 100
    assert {"integral", "qualified", "landau"} <= PRODUCTIONS
    assert {"<=", "~", "in", ":="} <= RELATIONS


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [(Outcome.PROVED, "false proved"), (Outcome.REFUTED, "false refuted"), (Outcome.VACUOUS, "false vacuous")],
)
def test_a_judge_that_says_one_thing_is_caught(answer: Outcome, wrong: str) -> None:
    """Negative control: whoever proves all, refutes all or calls all vacuous is wrong on most kinds."""
    caught = [kind for kind in KINDS if any(w.startswith(wrong) for w in faults(cases(kind, seed="plain", number=2), lambda _: answer))]

    assert len(caught) > len(KINDS) / 2


def test_a_judge_that_is_always_undecided_is_not_blamed() -> None:
    """Negative control: undecided is never a false verdict."""
    found = (case for kind in KINDS for case in cases(kind, seed="plain", number=1))

    assert not list(faults(found, lambda _: Outcome.UNDECIDED))
