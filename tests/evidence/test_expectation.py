"""Decisions about expectations: validity of each wager, power, batches, broken assumptions."""

from functools import partial
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion, decide_expectation
from ntkprops.evidence.wagers import Tails, log_factors

PLAN = {"false_alarm": 1e-6, "max_trials": 4000}
UNIT = st.floats(0.001, 0.999)


def draw(numbers, *, law, seed):
    """Value k is the k-th value of its seed."""
    return law(np.random.default_rng(seed), numbers.stop)[numbers.start :]


def decide(law, *, seed=0, **plan):
    """The decision about one simulated variable; ``law(rng, size)`` draws it."""
    return decide_expectation(partial(draw, law=law, seed=seed), **plan)


@given(UNIT, UNIT, st.floats(1.0, 100.0))
def test_no_bet_on_a_bounded_variable_has_a_positive_expectation(mean, share, upper):
    """Two-point laws with the claimed mean are the extreme ones: each factor averages at most 1."""
    low, high = mean * share, mean + upper
    weight = (mean - low) / (high - low)

    factors = np.exp(log_factors(np.array([low, high]), mean=mean, tails=Tails(lo=0.0)))

    assert ((1 - weight) * factors[0] + weight * factors[1] <= 1 + 1e-12).all()


@given(st.floats(-5, 5), UNIT, st.floats(0.01, 10))
def test_no_catoni_factor_has_an_expectation_above_one(mean, weight, deviation):
    """Two-point laws of any skew with the claimed mean and variance: each factor averages at most 1."""
    odds = ((1 - weight) / weight) ** 0.5
    high, low = mean + deviation * odds, mean - deviation / odds

    factors = np.exp(log_factors(np.array([low, high]), mean=mean, tails=Tails(variance=deviation**2)))

    assert ((1 - weight) * factors[0] + weight * factors[1] <= 1 + 1e-12).all()


def test_paired_differences_refute_a_false_comparison():
    """E[X] <= E[Y] with X uniform on [0, 1] and Y = X^2: the difference averages 1/6."""
    found = decide(lambda rng, size: (u := rng.random(size)) - u**2, lo=-1, hi=1, **PLAN)

    assert found.conclusion is Conclusion.REFUTED
    assert 0 < found.mean_lo < 1 / 6 < found.mean_hi


def test_paired_differences_support_a_true_comparison():
    """The same pair the other way round."""
    found = decide(lambda rng, size: (u := rng.random(size)) ** 2 - u, lo=-1, hi=1, **PLAN)

    assert found.conclusion is Conclusion.SUPPORTED
    assert found.mean_lo < -1 / 6 < found.mean_hi < 0


def test_a_non_negative_variable_needs_no_upper_bound_to_be_refuted():
    """An exponential variable of mean 2 against E[X] <= 1; its mean has no finite upper bound."""
    found = decide(lambda rng, size: rng.exponential(2.0, size), at_most=1, lo=0, **PLAN)

    assert found.conclusion is Conclusion.REFUTED
    assert (found.assumption, found.mean_hi) == ("X >= 0", inf)


def test_a_variance_bound_supports_a_claim_about_a_sub_exponential_variable():
    """A chi-square variable of mean 1 and variance 2 for E[X] <= 2: Catoni's side needs no upper bound."""
    found = decide(lambda rng, size: rng.standard_normal(size) ** 2, at_most=2, lo=0, variance=2, **PLAN)

    assert found.conclusion is Conclusion.SUPPORTED
    assert found.mean_lo < 1 < found.mean_hi < 2


def test_a_variance_bound_refutes_without_any_bound():
    """A normal variable of mean 1/2 against E[X] <= 0, known by its variance alone."""
    found = decide(lambda rng, size: 0.5 + rng.standard_normal(size), variance=1, **PLAN)

    assert found.conclusion is Conclusion.REFUTED
    assert 0 <= found.mean_lo < 0.5 < found.mean_hi


def test_without_an_assumption_nothing_is_concluded():
    """Any finite sample fits any mean if the tails may do what they like."""
    found = decide(lambda rng, size: 1 + rng.standard_normal(size), **PLAN)

    assert found.conclusion is Conclusion.INCONCLUSIVE
    assert (found.mean_lo, found.mean_hi, found.assumption) == (-inf, inf, "none")


@given(st.integers(1, 300), st.integers(0, 10**6))
def test_the_decision_does_not_depend_on_the_batches(batch, seed):
    """Same values, any batch: the same record, bit for bit."""
    plan = {"at_most": 0.4, "lo": 0, "hi": 1, "false_alarm": 0.05, "max_trials": 300}

    in_batches = decide(lambda rng, size: rng.random(size), seed=seed, batch=batch, **plan)

    assert in_batches == decide(lambda rng, size: rng.random(size), seed=seed, batch=300, **plan)


def test_a_value_outside_its_bounds_is_an_input_error():
    """A broken assumption is named with trial and value, never clipped."""
    with pytest.raises(InputError, match=r"trial 3 drew 1\.5, must be finite and within \[0, 1\]"):
        decide(lambda rng, size: np.where(np.arange(size) == 3, 1.5, 0.5), at_most=0.5, lo=0, hi=1, **PLAN)


def test_a_claim_at_a_bound_is_an_input_error():
    """E[X] <= 0 for X >= 0 says that X is 0 for sure; one draw decides it."""
    with pytest.raises(InputError, match="must lie strictly between lo = 0 and hi = inf"):
        decide(lambda rng, size: rng.random(size), lo=0, **PLAN)
