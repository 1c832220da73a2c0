"""What sampling reports: slack, and where proof and sampling disagree."""

from __future__ import annotations

import numpy as np

from ntkprops.report.sampled import disagreements
from ntkprops.sampling.result import Sampled, Says, slack_of
from ntkprops.trial.verdicts import Judged
from ntkprops.verdict import Outcome, Verdict


def judged(outcome: Outcome) -> Judged:
    """A claim with a verdict."""
    return Judged("a", ("x",), Verdict(outcome, "reason"))


def test_the_factor_is_what_the_largest_ratio_leaves() -> None:
    """A bound that was at most half used would hold with half the constant."""
    assert slack_of([np.array([0.1, 0.5])]).factor == 2.0


def test_something_proved_and_refuted_is_a_disagreement() -> None:
    """Both sides are named."""
    beside = {("a", False): Sampled("a", Says.REFUTED, "3 of 3 fail")}

    (clash,) = disagreements([judged(Outcome.PROVED)], beside)

    assert "proof says proved" in clash and "sampling says refuted" in clash


def test_something_refuted_exactly_and_held_on_draws_is_none() -> None:
    """A rare counterexample need not be drawn."""
    beside = {("a", False): Sampled("a", Says.HELD, "rare")}

    assert disagreements([judged(Outcome.REFUTED)], beside) == []
