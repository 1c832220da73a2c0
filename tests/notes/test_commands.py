"""``check``, ``read``, ``init``, ``explain`` and pytest take notes as they take folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ntkprops.cli import app

from .texts import MARKDOWN, SYMBOLS, written

pytest_plugins = ["pytester"]
TRUE = SYMBOLS + "**Lemma 1.** For all $x$ and $y$ we have $2xy \\leq x^2 + y^2$.\n"


def run(*words: str) -> tuple[int, str]:
    """Exit status and output of a command."""
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_check_judges_notes(tmp_path: Path) -> None:
    """The false claim of some notes is refuted, with its counterexample; the status says so."""
    status, output = run("check", "--no-sample", "--no-repair", str(written(tmp_path, MARKDOWN)))

    assert status == 1
    assert "lemma-2" in output and "x = 1/2" in output


def test_check_is_content_with_true_notes(tmp_path: Path) -> None:
    """Notes that stand exit with 0, sampled by workers or not."""
    assert run("check", "--workers", "1", str(written(tmp_path, TRUE)))[0] == 0


def test_read_says_what_was_understood(tmp_path: Path) -> None:
    """Formulas with their roles, the notation, and the share of displays that are read."""
    status, output = run("read", str(written(tmp_path, MARKDOWN)))

    assert status == 0
    assert "3 displayed formulas, 3 read (100 %)" in output


def test_reasons_that_were_found_are_called_so(tmp_path: Path) -> None:
    """``read --reasons``, ``check`` and ``explain`` tell them from those that are printed."""
    file = str(written(tmp_path, MARKDOWN))

    assert "lemma-1  found, not printed: markov" in run("read", "--reasons", file)[1]
    assert "found, not printed: markov" in " ".join(run("check", "--no-sample", "--no-repair", file)[1].split())
    assert "(found, not printed)" in " ".join(run("explain", "lemma-1", file)[1].split())


def test_read_points_at_what_is_unread(tmp_path: Path) -> None:
    """A formula that cannot be read is shown with a caret at its line."""
    status, output = run("read", str(written(tmp_path, SYMBOLS + "$$x \\circledast y = z$$\n")))

    assert status == 2
    assert "notes.md:6:3" in output and "^" in output


def test_init_writes_a_copy_and_overwrites_none(tmp_path: Path) -> None:
    """The copy stands beside the notes; one that exists is kept."""
    file = written(tmp_path, TRUE)

    assert run("init", str(file))[0] == 0
    assert run("init", str(file))[0] == 2


def test_explain_finds_a_claim_by_its_label(tmp_path: Path) -> None:
    """A claim of some notes is explained by its printed number."""
    status, output = run("explain", "lemma-1", str(written(tmp_path, TRUE)))

    assert status == 0 and "proved" in output


def test_broken_notes_are_refused_in_a_line(tmp_path: Path) -> None:
    """No traceback for an environment that is not closed."""
    status, output = run("check", str(written(tmp_path, "\\begin{lemma} $x = 1$", "notes.tex")))

    assert status == 2 and "notes.tex:1:1" in output


def test_pytest_collects_one_item_a_claim(pytester: pytest.Pytester) -> None:
    """Notes that are named are collected, each claim at its line."""
    pytester.makefile(".md", notes=MARKDOWN)

    result = pytester.runpytest_subprocess("notes.md", "--ntk-no-sample", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["*lemma-2*refuted*"])


def test_pytest_leaves_other_peoples_notes_alone(pytester: pytest.Pytester) -> None:
    """Negative control: a Markdown file without a mark is not collected unless it is named."""
    pytester.makefile(".md", readme="# A project\n\nIt costs $x = 5$.\n", notes=TRUE)

    result = pytester.runpytest_subprocess("--ntk-no-sample", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=1)
