"""Is a measured width found again by another seed, and is it the true one?"""

from __future__ import annotations

import os
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from ntkprops.empirical import Family, Measurement, Member, Plan, Setting, measure

sys.path.insert(0, str(Path(__file__).parent))
from single_sample import failure_shares

TENTH = Fraction(1, 10)
CHEAP = Plan(TENTH, 0.01, max_trials=200)
long_only = pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") != "long", reason="minutes: tox -e long")


def measured(family: Family, *, ns: tuple[int, ...], seed: int, plan: Plan, false_alarm: float) -> list[Measurement]:
    """The widths for some numbers of samples, by one seed."""
    settings = [Setting(Member(family, n), TENTH) for n in ns]
    found = measure(settings, false_alarm=false_alarm, seed=seed, plan=plan)
    return [one for one in found if one.is_whole]


def assert_reproduced(first: list[Measurement], second: list[Measurement]) -> None:
    """Each best guess lies in the other seed's interval, and the intervals have a width in common."""
    for one, other in zip(first, second, strict=True):
        a, b = one.interval, other.interval
        assert a.upper is not None and b.upper is not None
        assert max(a.lower, b.lower) < min(a.upper, b.upper), (one.setting.name, a, b)
        assert a.lower < b.m_hat <= a.upper and b.lower < a.m_hat <= b.upper, (one.setting.name, a, b)


def true_width(*, y: float) -> tuple[int, int]:
    """Between which widths m* lies for one sample, by counting survivors in 8,000 layers of every width to 60.

    Each share is within 0.03 of its probability but for 1e-6 (Hoeffding: 2 exp(-2 8000 0.03^2)).
    """
    shares = failure_shares(range(1, 61), y=y, layers=8000, seed=0)
    last_above = [int(np.flatnonzero(shares > 0.1 + slack).max()) + 1 for slack in (0.03, -0.03)]
    return last_above[0] + 1, last_above[1] + 1


def test_the_interval_for_one_sample_holds_the_true_width() -> None:
    """The flow's interval against the closed form's sawtooth, whose last width above 1/10 is 29."""
    least, most = true_width(y=1.0)
    (found,) = measured(Family.CROSS_POLYTOPE, ns=(1,), seed=0, plan=CHEAP, false_alarm=0.01)

    assert least <= 30 <= most
    assert found.interval.lower < most and least <= found.interval.upper
    assert found.interval.lower < 30 <= found.interval.upper


def test_a_second_seed_finds_the_same_widths() -> None:
    """One and two samples, with few trials."""
    runs = [measured(Family.CROSS_POLYTOPE, ns=(1, 2), seed=seed, plan=CHEAP, false_alarm=0.05) for seed in (0, 1)]

    assert_reproduced(*runs)


@long_only
@pytest.mark.parametrize("family", [Family.CROSS_POLYTOPE, Family.RANDOM])
def test_a_second_seed_finds_the_same_widths_up_to_eight_samples(family: Family) -> None:
    """n = 1, 2, 4, 8 with the trials of the command."""
    plan = Plan(TENTH, 0.001)
    runs = [measured(family, ns=(1, 2, 4, 8), seed=seed, plan=plan, false_alarm=0.001) for seed in (0, 1)]

    assert_reproduced(*runs)
