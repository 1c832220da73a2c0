"""The standard steps of such notes are proved, and none of their false neighbours is."""

from __future__ import annotations

import pytest
from steps import NOTATION, STEPS, Standard

from ntkprops.proof.book import Book
from ntkprops.statement import Lecture, Statement
from ntkprops.trial.judge import Judge
from ntkprops.trial.verdicts import judge_lecture
from ntkprops.verdict import Outcome

SHORT = 5_000  # parts of formulas that a hunt may look at: what counts here is that nothing false is proved
ALL = [(kind, step) for kind, steps in STEPS.items() for step in steps]
IDS = [f"{kind}-{place}" for kind, steps in STEPS.items() for place in range(len(steps))]


def outcome(latex: str, step: Standard) -> Outcome:
    """The verdict on a form of a step."""
    claim = Statement("claim", then=(latex,), given=step.given, by=step.rules)
    lecture = Lecture("battery", NOTATION, (claim,))
    (found,) = judge_lecture(lecture, judge=Judge(Book(lecture), effort=SHORT))
    return found.verdict.outcome


@pytest.mark.parametrize(("kind", "step"), ALL, ids=IDS)
def test_a_standard_step_is_proved(kind: str, step: Standard) -> None:
    """By its reasons; one that says why it is open is not."""
    assert (outcome(step.true, step) is Outcome.PROVED) == (not step.open)


@pytest.mark.parametrize(("kind", "step"), ALL, ids=IDS)
def test_its_false_neighbour_is_not(kind: str, step: Standard) -> None:
    """Under the same reasons and hypotheses."""
    assert outcome(step.false, step) in (Outcome.REFUTED, Outcome.UNDECIDED, Outcome.DOES_NOT_FOLLOW)


def test_most_of_them_are_proved():
    """At least nine in ten; each of the others says why."""
    still_open = [step for _, step in ALL if step.open]

    assert len(ALL) >= 90
    assert len(still_open) <= len(ALL) / 10
