"""``ntkprops width``: what it prints, what it writes, how it refuses and goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ntkprops.cli import app, width

FAST = ("--n", "1", "--delta", "1/4", "--workers", "1", "--false-alarm", "0.2", "--max-trials", "60")


def run(*arguments: str | Path) -> Result:
    """The outcome of the command."""
    return CliRunner().invoke(app, ["width", *map(str, arguments)], env={"COLUMNS": "80", "NO_COLOR": "1"})


def said(found: Result) -> str:
    """What was printed, with line breaks taken as spaces."""
    return " ".join(found.output.split())


def test_a_width_is_measured_and_written(tmp_path: Path) -> None:
    """The interval on the screen is the one in the file; nothing is wider than the terminal."""
    found = run(*FAST, "--json", tmp_path / "width.json")
    first = json.loads((tmp_path / "width.json").read_text())["measurements"][0]

    assert found.exit_code == 0
    assert f"({first['lower']}, {first['upper']}]" in found.output
    assert max(map(len, found.output.splitlines())) <= 80


def test_a_run_is_the_same_twice_and_resumes_without_drawing(tmp_path: Path, monkeypatch) -> None:
    """From the kept visits the same report is written, byte for byte."""
    run(*FAST, "--json", tmp_path / "a.json", "--resume", tmp_path / "visits.json")
    monkeypatch.setattr("ntkprops.empirical.measurement.answers", None)
    found = run(*FAST, "--json", tmp_path / "b.json", "--resume", tmp_path / "visits.json")

    assert found.exit_code == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_an_interrupt_keeps_what_was_reached(tmp_path: Path, monkeypatch) -> None:
    """Ctrl-C after the second width: the table has a star, the status is 130, the visits are kept."""
    whole = width.measure

    def interrupted(*arguments, **options):
        for count, one in enumerate(whole(*arguments, **options), start=1):
            yield one
            if count == 2:
                raise KeyboardInterrupt

    monkeypatch.setattr(width, "measure", interrupted)
    found = run(*FAST, "--resume", tmp_path / "visits.json")

    assert found.exit_code == 130
    assert "]*" in found.output and "interrupted; what was visited until then" in said(found)
    assert len(json.loads((tmp_path / "visits.json").read_text())["visits"]) == 2


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    """With matplotlib installed the file is there."""
    pytest.importorskip("matplotlib")

    assert run(*FAST, "--plot", tmp_path / "width.png").exit_code == 0
    assert (tmp_path / "width.png").stat().st_size > 5000


def test_without_matplotlib_a_picture_is_refused_before_the_first_trial(tmp_path: Path, monkeypatch) -> None:
    """The message says how to install what is missing."""

    def missing(name: str):
        raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")

    monkeypatch.setattr(width, "import_module", missing)
    found = run("--plot", tmp_path / "width.png")

    assert found.exit_code == 2
    assert "--plot needs matplotlib" in said(found) and "pip install ntkprops[plot]" in said(found)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--n", "0"), "--n is '0', must be a whole number of at least 1"),
        (("--n", "1,,2"), "must be values between commas"),
        (("--n", "2,2"), "must not hold a value twice"),
        (("--delta", "1"), "--delta is 1, must lie strictly between 0 and 1"),
        (("--delta", "a tenth"), "must be a number such as 1/10 or 0.1"),
        (("--family", "hexagon"), "must be one of cross-polytope, random, near-parallel"),
        (("--family", "near-parallel", "--n", "2"), "lambda_0 is missing"),
        (("--family", "near-parallel", "--n", "2", "--lambda0", "3/4"), "must be in (0, 1/2]"),
        (("--lambda0", "1/4"), "Use the family near-parallel"),
        (("--max-trials", "50"), "too few to support delta = 1/10"),
        (("--false-alarm", "0"), "false_alarm is 0.0, must lie strictly between 0 and 1"),
    ],
)
def test_what_cannot_be_measured_is_refused(arguments: tuple[str, ...], words: str) -> None:
    """One sentence with what was found, what must hold and a remedy; no traceback; status 2."""
    found = run(*arguments, "--workers", "1")

    assert found.exit_code == 2
    assert words in said(found)
    assert "Traceback" not in found.output


def test_a_resume_file_of_something_else_is_refused(tmp_path: Path) -> None:
    """It is named, and left as it is."""
    (tmp_path / "notes.json").write_text("{}")
    found = run(*FAST, "--resume", tmp_path / "notes.json")

    assert found.exit_code == 2
    assert "must hold the visits of an earlier search" in said(found)
    assert (tmp_path / "notes.json").read_text() == "{}"


def test_help_has_an_example() -> None:
    """The command shows how it is used."""
    assert "Example: ntkprops width" in said(run("--help"))
