"""Measured widths as a table, in words, as JSON and as a picture."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from rich.console import Console

from ntkprops.empirical import Axis, Family, Measurement, Member, Plan, Setting, Visit
from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion
from ntkprops.report.empirical import as_json, as_table

TENTH = Fraction(1, 10)


def measured(n: int, *, lower: int, upper: int | None, is_whole: bool = True) -> Measurement:
    """A measurement with two visits."""
    visits = [Visit(lower, Conclusion.REFUTED, 30, 20, 0, 0.3, 0.9)]
    if upper is not None:
        visits.append(Visit(upper, Conclusion.SUPPORTED, 200, 2, 0, 0.0, 0.05))
    setting = Setting(Member(Family.CROSS_POLYTOPE, n), TENTH)
    return Measurement(setting, 0.5, 0.5, 0, Plan(TENTH, 0.001), tuple(visits), is_whole)


FOUND = [measured(1, lower=16, upper=32), measured(4, lower=64, upper=128)]


def printed(found, **options) -> str:
    """The table as a person sees it at 80 columns."""
    screen = Console(width=80, no_color=True, highlight=False, force_terminal=False)
    with screen.capture() as captured:
        screen.print(as_table(found, false_alarm=0.001, **options))
    return captured.get()


def test_the_table_shows_the_interval_with_its_evidence() -> None:
    """Interval, guess, trials, false alarm, visible gap, and what it rests on."""
    text = printed(FOUND)

    assert "cross-polytope  1       0.5   1/10        (16, 32]     32     230       2" in text
    assert all(word in text for word in ("false alarm of the run", "visible gap", "beyond the upper end"))
    assert max(map(len, text.splitlines())) <= 80


def test_exponents_stand_beside_proved_ones() -> None:
    """From (16, 32] to (64, 128] over two doublings: between a half and one and a half."""
    text = printed(FOUND, proved={Axis.N: 6})

    assert "exponent in n from 1 to 4: in (0.51, 1.46) on average; proved 6" in text
    assert "a power law through all intervals has an exponent in (0.50, 1.50)" in text


def test_widths_from_elsewhere_get_a_column() -> None:
    """One value for every measurement."""
    text = printed(FOUND, curves={"proved": [10**9, 10**12]})

    assert "proved" in text and "1e+09" in text and "1e+12" in text


def test_open_and_interrupted_searches_are_marked() -> None:
    """A question mark and a star, each with its remedy."""
    text = printed([measured(1, lower=64, upper=None, is_whole=False)])

    assert "(64, ?]*" in text and "Raise --max-width" in text and "interrupted" in text


def test_several_datasets_show_their_spread() -> None:
    """The same kind with two seeds: one line from the narrowest to the widest."""
    other = replace(measured(1, lower=64, upper=128), setting=Setting(Member(Family.CROSS_POLYTOPE, 1, seed=1), TENTH))

    assert "n = 1, delta = 1/10: over 2 datasets from (16, 32] to (64, 128]" in " ".join(
        printed([FOUND[0], other]).split()
    )


def test_json_carries_every_visit_and_both_ranges_of_the_exponent() -> None:
    """What the table says, and the trials behind it."""
    report = json.loads(as_json(FOUND, false_alarm=0.001, proved={Axis.N: 6}, curves={"proved": [7, 8]}))

    first = report["measurements"][0]
    assert (first["lower"], first["upper"], first["guess"], first["trials"]) == (16, 32, 32, 230)
    assert first["visits"][0]["conclusion"] == "refuted" and first["beside"] == {"proved": 7}
    assert report["exponents"][0]["in"] == "n" and report["exponents"][0]["proved"] == 6
    assert report["false_alarm"] == 0.001 and "ntkprops" in report["versions"]


def test_json_of_an_open_search_is_json() -> None:
    """No infinity where nothing bounds an exponent."""
    text = as_json([FOUND[0], measured(4, lower=64, upper=None)], false_alarm=0.001)

    assert json.loads(text)["exponents"][0]["mean_hi"] is None and "Infinity" not in text


@pytest.mark.parametrize("name", ["widths.png", "widths.svg"])
def test_the_picture_is_written(tmp_path: Path, name: str) -> None:
    """Measured widths with proved ones beside, and an open end."""
    plot = pytest.importorskip("ntkprops.report.width_plot", exc_type=ModuleNotFoundError)
    found = [*FOUND, measured(8, lower=128, upper=None)]
    plot.plot_widths(found, tmp_path / name, axis=Axis.N, curves={"proved": [10**6, 10**9, 10**11]})

    assert (tmp_path / name).stat().st_size > 5000


def test_the_legend_names_what_differs() -> None:
    """Two deltas are two series; what all have in common is not repeated."""
    plot = pytest.importorskip("ntkprops.report.width_plot", exc_type=ModuleNotFoundError)
    other = Measurement(
        Setting(Member(Family.CROSS_POLYTOPE, 1), Fraction(1, 20)), 0.5, 0.5, 0, FOUND[0].plan, (), True
    )

    assert list(plot._groups([*FOUND, other], Axis.N)) == [
        "measured, cross-polytope, δ = 1/10",
        "measured, cross-polytope, δ = 1/20",
    ]


@pytest.mark.parametrize("name", ["widths.txt", "nowhere/widths.png"])
def test_a_picture_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    """An unknown ending, a folder that is not there: the path is named."""
    plot = pytest.importorskip("ntkprops.report.width_plot", exc_type=ModuleNotFoundError)
    with pytest.raises(InputError, match="must be a picture that can be written"):
        plot.plot_widths(FOUND, tmp_path / name, axis=Axis.N)
