"""The exact law of the stopping time."""

from itertools import product

import numpy as np
import pytest

from ntkprops.evidence import log_against, log_support, refuted_within, supported_within


def crossing_by_enumeration(log_e_value, *, trials, p, delta, false_alarm):
    """The probability that the e-value crosses, over all 2^trials sequences."""
    sequences = np.array(list(product((False, True), repeat=trials)))
    n, F = np.arange(1, trials + 1), sequences.cumsum(axis=1)
    crossed = (log_e_value(np.broadcast_to(n, F.shape), F, delta=delta) >= -np.log(false_alarm)).any(axis=1)
    return float((np.where(sequences, p, 1 - p).prod(axis=1) * crossed).sum())


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_refuted_within_equals_the_sum_over_all_sequences(p):
    """Twelve trials at delta = 1/5 and one in twenty: all 4,096 sequences agree."""
    plan = {"delta": 0.2, "false_alarm": 0.05}

    summed = crossing_by_enumeration(log_against, trials=12, p=p, **plan)

    assert refuted_within(12, p, **plan) == pytest.approx(summed, rel=1e-12)


@pytest.mark.parametrize("p", [0.0, 0.7, 0.95, 1.0])
def test_where_most_trials_fail_the_law_is_the_same(p):
    """Above delta = 1/2 the walk goes by successes: twelve trials at delta = 3/5, all 4,096 sequences agree."""
    plan = {"delta": 0.6, "false_alarm": 0.1}

    summed = crossing_by_enumeration(log_against, trials=12, p=p, **plan)

    assert refuted_within(12, p, **plan) == pytest.approx(summed, rel=1e-12)


@pytest.mark.parametrize("p", [0.0, 0.1, 0.3, 0.5, 1.0])
def test_supported_within_equals_the_sum_over_all_sequences(p):
    """Twelve trials at delta = 1/2 and one in twenty: all 4,096 sequences agree."""
    plan = {"delta": 0.5, "false_alarm": 0.05}

    summed = crossing_by_enumeration(log_support, trials=12, p=p, **plan)

    assert supported_within(12, p, **plan) == pytest.approx(summed, rel=1e-12)


@pytest.mark.parametrize("false_alarm", [1e-6, 0.01, 0.2])
@pytest.mark.parametrize("delta", [0.001, 0.05, 0.5, 0.95])
def test_the_exact_type_one_error_stays_below_the_false_alarm(delta, false_alarm):
    """At the boundary p = delta, 5,000 looks, either direction: computed, not simulated."""
    wrong = [
        within(5_000, delta, delta=delta, false_alarm=false_alarm)
        for within in (refuted_within, supported_within)
    ]

    assert max(wrong) <= false_alarm


def test_the_exact_type_one_error_is_not_wasted():
    """At delta = 1/20 the test spends more than a third of its false alarm within 5,000 trials."""
    assert refuted_within(5_000, 0.05, delta=0.05, false_alarm=1e-6) > 1e-6 / 3
