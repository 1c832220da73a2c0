"""The sequential decision: level, power, independence of the batches, messages."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion, decide_probability, describe_decision, median_trials, one_by_one

DESIGN = {"delta": 0.05, "false_alarm": 1e-6}


def coin(numbers, *, p, seed):
    """Trials that fail with probability p: number k looks at the k-th uniform of its seed."""
    return np.random.default_rng(seed).random(numbers.stop)[numbers.start :] < p


def decide(p, *, seed, batch=256, **plan):
    """The decision about one simulated coin."""
    return decide_probability(partial(coin, p=p, seed=seed), batch=batch, **plan)


@pytest.mark.parametrize(("p", "conclusion"), [(0.10, "refuted"), (0.15, "refuted"), (0.0, "supported")])
def test_simulated_medians_meet_the_design_within_a_quarter(p, conclusion):
    """Half of 60 runs stop by 1.25 times the exact median; a false alarm of this test has chance < 1e-3."""
    median = median_trials(p, **DESIGN)

    found = [decide(p, seed=seed, max_trials=4 * median, **DESIGN) for seed in range(60)]

    stopped = np.median([each.trials for each in found])
    assert stopped == pytest.approx(median, rel=0.25)
    assert all(each.conclusion.value == conclusion for each in found)


@given(st.integers(1, 400), st.integers(0, 10**6), st.sampled_from([0.02, 0.05, 0.3]))
def test_the_decision_does_not_depend_on_the_batches(batch, seed, p):
    """Same trials, any batch: the same record, bit for bit."""
    plan = {"delta": 0.05, "false_alarm": 0.01, "max_trials": 300}

    in_batches = decide(p, seed=seed, batch=batch, **plan)

    assert in_batches == decide(p, seed=seed, batch=300, **plan)


def test_the_interval_agrees_with_the_conclusion():
    """Refuted means p_lo >= delta; supported means p_hi <= delta."""
    refuted, supported = (decide(p, seed=1, max_trials=2000, **DESIGN) for p in (0.3, 0.0))

    assert (refuted.conclusion, supported.conclusion) == (Conclusion.REFUTED, Conclusion.SUPPORTED)
    assert refuted.p_lo >= 0.05 >= supported.p_hi


def test_no_trial_is_asked_for_beyond_the_maximum():
    """The last batch is cut, and an undecided run says so with its remedy."""
    asked = []

    found = decide_probability(
        one_by_one(lambda k: asked.append(k) or False), delta=0.05, false_alarm=1e-6, max_trials=100, batch=64
    )

    assert asked == list(range(100))
    assert found.conclusion is Conclusion.INCONCLUSIVE
    assert "raise max_trials" in found.conclusion.remedy


def test_the_line_of_an_inconclusive_decision():
    """Every line carries trials, false alarm and smallest visible gap."""
    found = decide_probability(one_by_one(lambda k: k == 7), delta=0.05, false_alarm=1e-6, max_trials=100)

    assert describe_decision(found) == (
        "P(fail) <= 0.05 inconclusive: 1 of 100 failed, p in [4.65e-10, 0.18], false alarm 1e-06, "
        "smallest visible gap 0.26"
    )


def test_numbers_instead_of_booleans_are_an_input_error():
    """A slack in place of its sign would pass as "failed" wherever it is not zero."""
    with pytest.raises(InputError, match=r"with shape \(10,\) of float64, must be \(10,\) of bool"):
        decide_probability(lambda numbers: np.zeros(len(numbers)), max_trials=10, **DESIGN)


def test_a_decision_is_neither_true_nor_false():
    """bool(decision) raises: three answers do not fit into two."""
    found = decide(0.0, seed=0, max_trials=10, **DESIGN)

    with pytest.raises(TypeError, match=r"ask decision\.conclusion"):
        bool(found)
