"""Searching among cases and certifying the worst on fresh draws keeps the false alarm of the run."""

from __future__ import annotations

import numpy as np

from ntkprops.evidence import Conclusion, candidate_share, decide_probability, split_budget

SUITES, DELTA, FALSE_ALARM = 150, 0.1, 0.1


def refuted(rng: np.random.Generator, share: float) -> bool:
    """One certification of a true claim at its boundary, P(fail) = delta."""
    draws = rng.random(512) < DELTA
    decision = decide_probability(
        lambda numbers: draws[numbers.start : numbers.stop], delta=DELTA, false_alarm=share, max_trials=512, batch=512
    )
    return decision.conclusion is Conclusion.REFUTED


def test_true_claims_at_the_boundary_are_refuted_within_the_budget() -> None:
    """Of 150 runs with three claims and two certified candidates each, at most one in ten may refute; the count stays
    below what a binomial law of that mean exceeds once in a thousand."""
    rng, budget = np.random.default_rng(4), split_budget(["a", "b", "c"], false_alarm=FALSE_ALARM)

    wrong = sum(
        any(refuted(rng, candidate_share(budget, name, candidate=rank)) for name in budget.claims for rank in (1, 2))
        for _ in range(SUITES)
    )

    assert wrong <= SUITES * FALSE_ALARM + 3.1 * np.sqrt(SUITES * FALSE_ALARM * (1 - FALSE_ALARM))
