"""What the test sees and what it costs: three operations that must agree with each other."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.evidence import median_trials, refuted_within, smallest_visible_gap, trials_for_gap

LEVEL = {"delta": 0.05, "false_alarm": 1e-6}


@pytest.mark.parametrize(("p", "designed"), [(0.10, 750), (0.15, 214), (0.0, 319)])
def test_median_trials_are_those_of_the_design_within_a_quarter(p, designed):
    """At delta = 1/20 and one in a million: the table of the design document, section 6."""
    assert median_trials(p, **LEVEL) == pytest.approx(designed, rel=0.25)


def test_median_trials_are_pinned():
    """The exact medians of this very mixture, so that a change of the grid is noticed."""
    assert [median_trials(p, **LEVEL) for p in (0.0, 0.025, 0.10, 0.15, 1.0)] == [325, 1815, 737, 214, 6]


@settings(max_examples=15)
@given(st.floats(0.03, 0.9), st.sampled_from([0.5, 0.05, 0.01]))
def test_trials_for_gap_are_enough_and_one_less_is_not(gap, miss):
    """The number of trials is the least with the promised power."""
    n = trials_for_gap(gap, miss=miss, **LEVEL)

    assert refuted_within(n, 0.05 + gap, **LEVEL) >= 1 - miss
    assert refuted_within(n - 1, 0.05 + gap, **LEVEL) < 1 - miss


@settings(max_examples=15)
@given(st.integers(6, 3000))
def test_the_smallest_visible_gap_is_visible_and_a_little_less_is_not(trials):
    """The gap is the least with the promised power, to one part in a thousand."""
    gap = smallest_visible_gap(trials, miss=0.05, **LEVEL)

    assert refuted_within(trials, 0.05 + gap, **LEVEL) >= 0.95
    assert refuted_within(trials, 0.05 + gap * 0.998, **LEVEL) < 0.95


@settings(max_examples=15)
@given(st.integers(6, 3000))
def test_gap_and_trials_are_inverse(trials):
    """The gap that so many trials see does not cost more than so many trials."""
    gap = smallest_visible_gap(trials, miss=0.05, **LEVEL)

    assert trials_for_gap(gap, miss=0.05, **LEVEL) <= trials


def test_too_few_trials_see_no_gap():
    """Five failures in five trials are not yet a million to one against delta = 1/20."""
    assert smallest_visible_gap(5, miss=0.05, **LEVEL) == inf


@pytest.mark.parametrize("gap", [0.0, -0.1, 0.96])
def test_a_gap_outside_its_range_is_an_input_error(gap):
    """delta + gap must be a probability above delta."""
    with pytest.raises(InputError, match=r"gap is .*, must lie in \(0, 0.95\]"):
        trials_for_gap(gap, miss=0.05, **LEVEL)


def test_there_is_no_median_at_the_boundary():
    """At p = delta neither direction decides with probability one half."""
    with pytest.raises(InputError, match="must be a probability other than delta"):
        median_trials(0.05, **LEVEL)
