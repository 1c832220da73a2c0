"""The search on synthetic curves, where the least width is known."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from ntkprops.empirical import Answer, Plan, Visit, WidthInterval, interval_of, search_width, undecided_band
from ntkprops.empirical.search import next_width, visit_width
from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion

sys.path.insert(0, str(Path(__file__).parent))
from curves import draws_of, falling

TENTH = Plan(Fraction(1, 10), 1e-3)


def searched(curve, *, plan: Plan = TENTH, seed: int = 0) -> tuple[tuple[Visit, ...], WidthInterval]:
    """All visits of a search, and their interval."""
    *_, visits = search_width(draws_of(curve, seed=seed), plan)
    return visits, interval_of(visits, delta=float(plan.delta))


@pytest.mark.parametrize("start", [1, 16, 1000])
def test_the_interval_of_a_falling_curve_holds_its_width(start: int) -> None:
    """16/m is at most 1/10 from m = 160 on, wherever the search starts."""
    _, found = searched(falling, plan=Plan(Fraction(1, 10), 1e-3, start=start))

    assert found.upper is not None and found.lower < 160 <= found.upper
    assert found.upper <= 5 * found.lower


def test_the_best_guess_lies_in_the_interval() -> None:
    """An observed share decides nothing, but it never contradicts what is decided."""
    for seed in range(20):
        _, found = searched(falling, seed=seed)

        assert found.m_hat is not None and found.upper is not None
        assert found.lower < found.m_hat <= found.upper


def test_more_trials_narrow_the_interval() -> None:
    """Ten times the trials on a finer grid decide more widths."""
    _, rough = searched(falling)
    _, fine = searched(falling, plan=Plan(Fraction(1, 10), 1e-3, max_trials=20_000, per_doubling=6, most_widths=40))

    assert fine.upper / fine.lower < 1.5 < rough.upper / rough.lower


def test_failures_that_come_back_move_the_interval_up() -> None:
    """A curve that rises again at twice the first supported width: the upper end is beyond."""
    _, found = searched(lambda m: 0.9 if m < 20 or 40 < m < 90 else 0.0)

    assert found.lower >= 64 and found.upper is not None and found.upper >= 90


def test_a_curve_that_never_falls_has_no_upper_end() -> None:
    """The search ends at the greatest width and says so."""
    visits, found = searched(lambda m: 0.5, plan=Plan(Fraction(1, 10), 1e-3, max_width=256))

    assert found.upper is None and found.lower == 256 == visits[-1].m


def test_a_curve_that_never_fails_is_below_the_least_width() -> None:
    """Nothing is refuted down to one neuron."""
    _, found = searched(lambda m: 0.0)

    assert (found.lower, found.upper) == (0, 1)


def test_the_number_of_widths_is_bounded() -> None:
    """The last of the widths that were paid for is the last."""
    visits, _ = searched(falling, plan=Plan(Fraction(1, 10), 1e-3, most_widths=3))

    assert len(visits) == 3


def test_no_width_is_visited_twice() -> None:
    """The level of a width is spent once."""
    for seed in range(10):
        widths = [visit.m for visit in searched(falling, seed=seed)[0]]

        assert len(widths) == len(set(widths))


def test_all_levels_together_are_within_the_false_alarm() -> None:
    """As many visits as are ever made, at the level of each."""
    assert TENTH.level * TENTH.most_widths <= TENTH.false_alarm


def unclear_draws(share: float):
    """Trials that hold or are unclear."""

    def draws(m: int, numbers: range) -> np.ndarray:
        return np.where(np.random.default_rng(m).random(numbers.stop)[numbers.start :] < share, Answer.UNCLEAR, 0)

    return draws


def test_unclear_trials_neither_refute_nor_support() -> None:
    """All unclear decides nothing; a few are outvoted, as failures would be."""
    vain = visit_width(unclear_draws(1.0), 8, plan=TENTH)
    few = visit_width(unclear_draws(0.03), 8, plan=TENTH)

    assert (vain.conclusion, vain.unclear, vain.p_lo, vain.p_hi) == (Conclusion.INCONCLUSIVE, vain.trials, 0.0, 1.0)
    assert few.conclusion is Conclusion.SUPPORTED and few.failures == 0 and few.unclear > 0


def test_visits_are_recalled_and_not_drawn_again() -> None:
    """A search that goes on from its own visits draws nothing and says the same."""
    visits, _ = searched(falling)
    known = {visit.m: visit for visit in visits}

    def refuse(m: int, numbers: range) -> np.ndarray:
        raise AssertionError(f"drawn again at {m}")

    *_, again = search_width(refuse, TENTH, recall=known.get)

    assert again == visits


def test_the_undecided_band_is_where_visits_are_in_vain() -> None:
    """Just inside the band more than one visit in ten decides nothing; well outside all decide."""
    lo, hi = undecided_band(TENTH)

    def share(p: float) -> float:
        found = [visit_width(draws_of(lambda m: p, seed=seed), 8, plan=TENTH).conclusion for seed in range(40)]
        return found.count(Conclusion.INCONCLUSIVE) / 40

    assert share((lo + 0.1) / 2) > 0.1 and share((hi + 0.1) / 2) > 0.1
    assert share(lo / 2) == 0.0 and share(2 * hi) == 0.0


def test_the_first_width_is_the_start() -> None:
    """The greatest grid width up to the start."""
    assert next_width([], TENTH) == 16


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"delta": Fraction(1)}, "delta is 1, must lie strictly between 0 and 1"),
        ({"false_alarm": 0.0}, "false_alarm is 0.0"),
        ({"max_trials": 0}, "max_trials is 0, must be at least 1"),
        ({"max_width": 3}, "must be at least start = 16"),
        ({"max_trials": 60}, "too few to support delta = 1/10"),
    ],
)
def test_a_plan_out_of_bounds_is_refused(change: dict, words: str) -> None:
    """The message names the value and the bound."""
    with pytest.raises(InputError) as caught:
        Plan(**{"delta": Fraction(1, 10), "false_alarm": 0.01, **change})

    assert words in str(caught.value)
