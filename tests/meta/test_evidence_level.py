"""The check "does a rule keep its level?", and rules that it must refuse.

Each rule faces 1,000 runs of a true claim at its boundary. The check accepts the observed number of
false alarms if an exact binomial variable with the level as its probability is at least as large with
probability above one in a billion: that is its own false alarm.
"""

from functools import partial

import numpy as np
import pytest
from scipy.stats import binom, norm

from ntkprops.evidence import (
    Conclusion,
    candidate_share,
    decide_expectation,
    decide_probability,
    log_against,
    share,
    split_budget,
)

RUNS, TRIALS, DELTA, LEVEL = 1_000, 400, 0.05, 0.01
PLAN = {"false_alarm": LEVEL, "max_trials": 200, "batch": 200}


def keeps_level(false_alarms, *, level, runs=RUNS):
    """Whether so many false alarms are believable at the level."""
    return binom.sf(false_alarms - 1, runs, level) > 1e-9


def boundary_runs(*, trials=TRIALS, runs=RUNS, seed=0):
    """Trial numbers (trials,) and running failures (runs, trials) at P(fail) = delta."""
    failed = np.random.default_rng(seed).random((runs, trials)) < DELTA
    return np.arange(1, trials + 1), failed.cumsum(axis=1)


def mixture_rule(n, F):
    """Refute once the e-value has reached 1/level."""
    return log_against(np.broadcast_to(n, F.shape), F, delta=DELTA) >= -np.log(LEVEL)


def take(row, numbers):
    """The values of a simulated row at the given trial numbers."""
    return row[numbers.start : numbers.stop]


def naive_rule(n, F):
    """Refute once the observed share is above delta."""
    return F / n > DELTA


def wilson_rule(n, F):
    """Refute once Wilson's one-sided interval at the level lies above delta."""
    z, p_hat = norm.isf(LEVEL), F / n
    spread = z * np.sqrt(p_hat * (1 - p_hat) / n + z**2 / (4 * n**2))
    return (p_hat + z**2 / (2 * n) - spread) / (1 + z**2 / n) > DELTA


def exact_binomial_rule(n, F):
    """Refute once the exact test for the present n, taken alone, rejects at the level."""
    return binom.sf(F - 1, n, DELTA) <= LEVEL


def test_the_mixture_keeps_its_level():
    """1,000 runs at p = delta, looked at after every trial."""
    assert keeps_level(mixture_rule(*boundary_runs()).any(axis=1).sum(), level=LEVEL)


@pytest.mark.parametrize("rule", [naive_rule, wilson_rule, exact_binomial_rule])
def test_a_rule_that_ignores_stopping_is_seen_to_break_its_level(rule):
    """Negative control: the naive share, Wilson's interval, the exact test, each at every trial."""
    assert not keeps_level(rule(*boundary_runs()).any(axis=1).sum(), level=LEVEL)


def test_the_naive_share_breaks_its_level_even_at_one_look():
    """Negative control: p_hat > delta at a fixed n is wrong about half of the time."""
    assert not keeps_level(naive_rule(*boundary_runs())[:, -1].sum(), level=LEVEL)


@pytest.mark.parametrize("wrong", [Conclusion.REFUTED, Conclusion.SUPPORTED])
def test_decisions_at_the_boundary_keep_their_level_both_ways(wrong):
    """1,000 whole decisions at p = delta: neither conclusion comes more often than its false alarm."""
    rows = np.random.default_rng(1).random((RUNS, PLAN["max_trials"])) < DELTA

    found = [decide_probability(partial(take, row), delta=DELTA, **PLAN).conclusion for row in rows]

    assert keeps_level(found.count(wrong), level=LEVEL)


LAWS = {
    "a rare large value": (lambda rng, size: 20.0 * (rng.random(size) < 0.05), {"lo": 0, "hi": 20}),
    "exponential": (lambda rng, size: rng.exponential(1.0, size), {"lo": 0}),
    "heavy tail": (lambda rng, size: rng.pareto(3.0, size) * 2, {"variance": 3.0}),
    "heavy tail, mirrored": (lambda rng, size: 2 - rng.pareto(3.0, size) * 2, {"variance": 3.0}),
}


@pytest.mark.parametrize("name", LAWS)
def test_decisions_about_expectations_keep_their_level_both_ways(name):
    """1,000 decisions at E[X] = 1 exactly, for each law: either wrong conclusion within its false alarm."""
    law, assumption = LAWS[name]
    plan = {"at_most": 1.0, **assumption, **PLAN}
    rows = law(np.random.default_rng(2), (RUNS, 200))

    found = [decide_expectation(partial(take, row), **plan).conclusion for row in rows]

    assert keeps_level(found.count(Conclusion.REFUTED), level=LEVEL)
    assert keeps_level(found.count(Conclusion.SUPPORTED), level=LEVEL)


def test_a_normal_interval_for_a_mean_is_seen_to_break_its_level():
    """Negative control: z-statistics of an exponential variable, looked at after every trial."""
    x, n = np.random.default_rng(3).exponential(1.0, (RUNS, 200)), np.arange(1, 201)
    mean = x.cumsum(axis=1) / n
    deviation = np.sqrt(np.maximum((x**2).cumsum(axis=1) / n - mean**2, 1e-12))

    refuted = (mean - 1) * np.sqrt(n) / deviation > norm.isf(LEVEL)

    assert not keeps_level(refuted[:, 20:].any(axis=1).sum(), level=LEVEL)


def test_a_variance_understated_tenfold_is_seen_to_break_the_level():
    """Negative control: the stated assumption carries the level."""
    rows = np.random.default_rng(4).standard_normal((RUNS, 200))

    found = [decide_expectation(partial(take, row), variance=0.1, **PLAN).conclusion for row in rows]

    assert not keeps_level(found.count(Conclusion.REFUTED), level=LEVEL)


def false_alarms_of_suites(level_of, *, claims=5, candidates=3, level=0.1):
    """Suites, of 1,000, with any false REFUTED among true claims at the boundary."""
    n, F = boundary_runs(runs=RUNS * claims * candidates, trials=150, seed=5)
    peaks = log_against(np.broadcast_to(n, F.shape), F, delta=DELTA).max(axis=1)
    budget = split_budget(map(str, range(claims)), false_alarm=level)
    levels = [[level_of(budget, claim, j + 1) for j in range(candidates)] for claim in budget.claims]
    return (peaks.reshape(RUNS, claims, candidates) >= -np.log(levels)).any(axis=(1, 2)).sum()


def test_a_budget_keeps_the_level_of_a_whole_run():
    """1,000 suites of five true claims with three candidates each: any false REFUTED within the budget."""
    split = false_alarms_of_suites(lambda budget, claim, j: candidate_share(budget, claim, candidate=j))

    assert keeps_level(split, level=0.1)


def whole_budget(budget, claim, j):
    """As if every test were the only one of the run."""
    return budget.false_alarm


def thrice_the_share(budget, claim, j):
    """As if the candidates of a claim cost nothing."""
    return 3 * share(budget, claim)


@pytest.mark.parametrize("level_of", [whole_budget, thrice_the_share])
def test_an_unsplit_budget_is_seen_to_break_the_level_of_the_run(level_of):
    """Negative control: budgets that are spent more than once."""
    assert not keeps_level(false_alarms_of_suites(level_of), level=0.1)
