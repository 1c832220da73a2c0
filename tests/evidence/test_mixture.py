"""The mixture e-process: what makes it valid, and what batches do to it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.evidence import Tally, add_counts, add_trials, log_against, log_support

DELTAS = st.floats(1e-6, 1 - 1e-6)
COUNTS = st.integers(0, 400)


@given(DELTAS, COUNTS, COUNTS)
def test_expectation_of_the_next_value_at_delta_is_at_most_the_present_one(delta, failures, successes):
    """Under P(fail) = delta the e-value against is a supermartingale, one step at a time."""
    n, F = failures + successes, failures

    after_failure, after_success = log_against([n + 1, n + 1], [F + 1, F], delta=delta)

    now = log_against(n, F, delta=delta)
    step = delta * np.exp(after_failure - now) + (1 - delta) * np.exp(after_success - now)
    assert step <= 1 + 1e-10


@given(DELTAS, COUNTS, COUNTS)
def test_support_is_a_supermartingale_at_delta(delta, failures, successes):
    """Under P(fail) = delta the e-value for support is a supermartingale too."""
    n, F = failures + successes, failures

    after_failure, after_success = log_support([n + 1, n + 1], [F + 1, F], delta=delta)

    now = log_support(n, F, delta=delta)
    step = delta * np.exp(after_failure - now) + (1 - delta) * np.exp(after_success - now)
    assert step <= 1 + 1e-10


@given(DELTAS, COUNTS, COUNTS)
def test_a_failure_raises_the_value_against_and_a_success_lowers_it(delta, failures, successes):
    """So that P(fail) = delta is the least favourable case of the claim."""
    n, F = failures + successes, failures

    after_failure, after_success = log_against([n + 1, n + 1], [F + 1, F], delta=delta)

    assert after_success <= log_against(n, F, delta=delta) <= after_failure


@given(st.floats(1e-6, 0.5), st.floats(1e-6, 0.5), COUNTS, COUNTS)
def test_the_value_against_falls_as_the_claim_gets_weaker(delta, more, failures, successes):
    """Monotone in delta, so that inverting it gives an interval."""
    n, F = failures + successes, failures

    weaker = min(delta + more, 1 - 1e-6)

    assert log_against(n, F, delta=weaker) <= log_against(n, F, delta=delta) + 1e-9


def test_the_mixture_equals_its_formula_in_exact_arithmetic():
    """Three failures in five trials at delta = 1/4, summed with fractions of the grid's own alternatives."""
    q = [Fraction(0.25 ** ((j + 0.5) / 32)) for j in range(32)]

    exact = sum((x / Fraction(1, 4)) ** 3 * ((1 - x) / Fraction(3, 4)) ** 2 for x in q) / 32

    assert np.exp(log_against(5, 3, delta=0.25)) == pytest.approx(float(exact), rel=1e-12)


@given(st.lists(st.booleans(), max_size=60), st.data())
def test_the_tally_does_not_depend_on_the_batches(outcomes, data):
    """Cut the same trials anywhere: the tally is the same, bit for bit."""
    failed = np.array(outcomes, dtype=bool)
    cut = data.draw(st.integers(0, len(outcomes)))

    in_two = add_trials(add_trials(Tally(), failed[:cut], delta=0.1), failed[cut:], delta=0.1)

    assert in_two == add_trials(Tally(), failed, delta=0.1)


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_counts_alone_are_never_stronger_than_the_trials_in_order(outcomes):
    """Looking once per batch can only miss a peak."""
    failed = np.array(outcomes)

    seen_once = add_counts(Tally(), trials=failed.size, failures=int(failed.sum()), delta=0.1)

    in_order = add_trials(Tally(), failed, delta=0.1)
    assert seen_once.peak_against <= in_order.peak_against
    assert seen_once.peak_support <= in_order.peak_support


@pytest.mark.parametrize("delta", [0.0, 1.0, -0.1, float("nan")])
def test_delta_outside_the_open_unit_interval_is_an_input_error(delta):
    """A claim P(fail) <= 0 is a sure event, not a matter of statistics."""
    with pytest.raises(InputError, match=r"delta is .*, must lie strictly between 0 and 1"):
        log_against(1, 0, delta=delta)
