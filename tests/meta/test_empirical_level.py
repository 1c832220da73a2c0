"""The check "does a search for the least width keep its false alarm?", and searches that it must refuse.

Each search runs 200 times on a curve made to mislead it: exactly delta from the true width on, or a hair above delta up
to it. The check accepts the observed number of wrong intervals if an exact binomial variable with the false alarm as
its probability is at least as large with probability above one in a billion.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from ntkprops.empirical import Plan, Visit, interval_of, search, search_width
from ntkprops.evidence import Conclusion

sys.path.insert(0, str(Path(__file__).parents[1] / "empirical"))
from curves import draws_of, plateau_at, shelf_above

RUNS, TRUTH, LEVEL = 200, 64, 0.02
PLAN = Plan(Fraction(1, 10), LEVEL, max_trials=200, start=64, max_width=256)
CURVES = {
    "exactly delta above": plateau_at(0.1, from_width=TRUTH),
    "a hair above delta below": shelf_above(0.1, until_width=TRUTH),
}


def wrong_intervals(curve, *, runs: int = RUNS) -> int:
    """How many of the searches end with an interval that misses the true width."""
    wrong = 0
    for seed in range(runs):
        *_, visits = search_width(draws_of(curve, seed=seed), PLAN)
        found = interval_of(visits, delta=0.1)
        wrong += not (found.lower < TRUTH and (found.upper is None or found.upper >= TRUTH))
    return wrong


def keeps_level(wrong: int, *, runs: int = RUNS) -> bool:
    """Whether so many wrong intervals are believable at the level."""
    return bool(binom.sf(wrong - 1, runs, LEVEL) > 1e-9)


@pytest.mark.parametrize("name", CURVES)
def test_the_search_keeps_its_false_alarm(name: str) -> None:
    """On either curve, wherever the search goes."""
    assert keeps_level(wrong_intervals(CURVES[name]))


def naive_visit(draws, m: int, *, plan: Plan) -> Visit:
    """Stop as soon as the observed share differs from delta by two standard deviations of that many trials."""
    failures = draws(m, range(plan.max_trials)).cumsum()
    n = np.arange(1, plan.max_trials + 1)
    away = (failures - 0.1 * n) / np.sqrt(0.09 * n)
    decided = np.flatnonzero((np.abs(away) > 2) & (n >= 20))
    last = int(decided[0]) if decided.size else plan.max_trials - 1
    sides = {True: Conclusion.REFUTED, False: Conclusion.SUPPORTED}
    conclusion = sides[bool(away[last] > 0)] if decided.size else Conclusion.INCONCLUSIVE
    return Visit(m, conclusion, last + 1, int(failures[last]), 0, 0.0, 1.0)


def fixed_visit(draws, m: int, *, plan: Plan) -> Visit:
    """Compare the share of all trials with delta, once."""
    failures = int(draws(m, range(plan.max_trials)).sum())
    conclusion = Conclusion.REFUTED if failures > 0.1 * plan.max_trials else Conclusion.SUPPORTED
    return Visit(m, conclusion, plan.max_trials, failures, 0, 0.0, 1.0)


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("visit", [naive_visit, fixed_visit])
def test_a_search_that_ignores_stopping_or_chance_is_seen_to_break_it(monkeypatch, name: str, visit) -> None:
    """Negative control: two standard deviations at any trial, and the plain share at the last."""
    monkeypatch.setattr(search, "visit_width", visit)

    assert not keeps_level(wrong_intervals(CURVES[name]))


def test_an_interval_from_the_observed_shares_alone_is_seen_to_break_it() -> None:
    """Negative control: the best guess taken for the truth."""
    wrong = 0
    for seed in range(RUNS):
        *_, visits = search_width(draws_of(CURVES["exactly delta above"], seed=seed), PLAN)
        wrong += interval_of(visits, delta=0.1).m_hat != TRUTH

    assert not keeps_level(wrong)
