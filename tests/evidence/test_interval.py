"""The confidence interval, in step with the decisions."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.evidence import confidence_interval, log_against, log_support

COUNTS = st.integers(0, 500)


@given(COUNTS, COUNTS)
def test_the_interval_holds_the_observed_share(failures, successes):
    """p_lo <= F/n <= p_hi, and without trials it is [0, 1]."""
    n = failures + successes

    p_lo, p_hi = confidence_interval(n, failures, false_alarm=1e-3)

    assert 0 <= p_lo <= failures / max(n, 1) <= p_hi <= 1


@given(COUNTS, COUNTS, st.floats(0.01, 0.99))
def test_a_value_is_excluded_exactly_when_its_e_value_has_reached_the_bar(failures, successes, p):
    """Inversion: outside the interval if and only if refuted, up to the halving's last bit."""
    n, bar = failures + successes, -np.log(1e-3)

    p_lo, p_hi = confidence_interval(n, failures, false_alarm=1e-3)

    assert (log_against(n, failures, delta=p) >= bar) == (p <= p_lo)
    assert (log_support(n, failures, delta=p) >= bar) == (p >= p_hi)


def test_failures_and_successes_exchanged_mirror_the_interval():
    """[p_lo, p_hi] for 3 of 50 is 1 minus that for 47 of 50."""
    p_lo, p_hi = confidence_interval(50, 3, false_alarm=1e-3)

    mirrored_lo, mirrored_hi = confidence_interval(50, 47, false_alarm=1e-3)

    assert np.allclose([p_lo, p_hi], [1 - mirrored_hi, 1 - mirrored_lo], atol=1e-9)
