"""Several widths under one false alarm: repeatable, whoever computes, and resumed where it stopped."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

import pytest

from ntkprops.empirical import (
    Family,
    Measurement,
    Member,
    Plan,
    Setting,
    measure,
    read_visits,
    visit_key,
    write_visits,
)
from ntkprops.errors import InputError

SHORT = Plan(Fraction(1, 4), 0.1, max_trials=30, most_widths=3, start=8)
SETTINGS = [Setting(Member(Family.CROSS_POLYTOPE, n), Fraction(1, 4)) for n in (1, 2)]


def whole(settings=SETTINGS, *, seed: int = 0, **options) -> list[Measurement]:
    """The finished measurements of a short run."""
    found = measure(settings, false_alarm=0.1, seed=seed, plan=SHORT, **options)
    return [one for one in found if one.is_whole]


def test_workers_do_not_change_a_result() -> None:
    """Two processes and none find the same visits, to the last bit."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert whole(executor=executor) == whole()


def test_the_order_of_the_settings_does_not_change_a_result() -> None:
    """Every trial is keyed by its own setting."""
    assert whole(SETTINGS[::-1])[::-1] == whole()


def test_another_seed_draws_anew() -> None:
    """The same settings, other trials."""
    assert whole()[0].visits != whole(seed=1)[0].visits


def test_all_searches_together_spend_the_false_alarm_once() -> None:
    """The levels of all widths that may be visited add up to no more than the whole."""
    found = whole()

    assert sum(one.plan.level * one.plan.most_widths for one in found) <= 0.1


def test_visits_survive_their_file_and_are_not_repeated(tmp_path: Path) -> None:
    """What was written after an interrupt is read back, and the run ends as it would have, drawing only what is new."""
    file, drawn = tmp_path / "visits.json", []
    first = next(iter(measure(SETTINGS, false_alarm=0.1, plan=SHORT)))
    write_visits(file, {visit_key(first, visit.m): visit for visit in first.visits})

    resumed = whole(known=read_visits(file), step=lambda label, done, total: drawn.append(label))

    assert resumed == whole()
    assert drawn and f"{first.setting.member.family.value} n = 1, m = {first.visits[0].m}" not in drawn


def test_visits_of_another_run_are_not_taken(tmp_path: Path) -> None:
    """Another seed, another key: nothing is recalled."""
    other = whole(SETTINGS[:1], seed=1)
    known = {visit_key(one, visit.m): visit for one in other for visit in one.visits}

    assert whole(SETTINGS[:1], known=known) == whole(SETTINGS[:1])


@pytest.mark.parametrize("text", ["", "{}", '{"visits": {"a": {"m": 1}}}', "[1]"])
def test_a_file_without_visits_is_refused(tmp_path: Path, text: str) -> None:
    """The message names the file and a remedy."""
    (tmp_path / "other.json").write_text(text)
    with pytest.raises(InputError) as caught:
        read_visits(tmp_path / "other.json")

    assert "other.json must hold the visits of an earlier search" in str(caught.value)


def test_a_missing_file_holds_no_visits(tmp_path: Path) -> None:
    """The first run starts from nothing."""
    assert read_visits(tmp_path / "none.json") == {}


def test_equal_settings_are_refused() -> None:
    """A setting that is given twice would spend its share twice."""
    with pytest.raises(InputError, match="2 times, must be once"):
        whole([SETTINGS[0], SETTINGS[0]])


def test_no_setting_is_refused() -> None:
    """There must be something to measure."""
    with pytest.raises(InputError, match="at least one"):
        whole([])


def test_bad_data_are_refused_before_the_first_trial() -> None:
    """The last of the settings is looked at before the first is searched."""
    drawn: list[str] = []
    bad = Setting(Member(Family.NEAR_PARALLEL, 1, lambda_0=0.1), Fraction(1, 10))
    with pytest.raises(InputError, match="a pair has two"):
        whole([*SETTINGS, bad], step=lambda label, done, total: drawn.append(label))

    assert not drawn
