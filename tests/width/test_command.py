"""``ntkprops threshold``: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ntkprops.cli import app

RUN = CliRunner()
NUMBERS = ("--n", "4", "--lambda0", "1/5", "--delta", "1/10")


def test_it_prints_the_chain() -> None:
    """The constants of the chain, the splits and the class stand in the report; no line is wider than 80 columns."""
    found = RUN.invoke(app, ["threshold"])

    assert found.exit_code == 0
    for text in ("512 n^5", "768 n^6", "6600.5", "1650.1", "n^6/(delta^3 lambda_0^4)", "equal to what the chain needs"):
        assert text in found.output
    assert max(map(len, found.output.splitlines())) <= 80


def test_it_prints_integers_and_the_ladder(tmp_path: Path) -> None:
    """At numbers: the exact widths, what each row buys, the best combination; the same in JSON."""
    file = tmp_path / "width.json"
    found = RUN.invoke(app, ["threshold", *NUMBERS, "--best", "--json", str(file)])
    written = json.loads(file.read_text())

    assert found.exit_code == 0
    assert "16 897 212 927 763" in found.output
    assert written["least_width"]["best split of all"] == "4224303231941"
    assert written["ladder"]["best"]["best"] == "104303784"
    assert max(map(len, found.output.splitlines())) <= 80


def test_long_integers_are_never_cut() -> None:
    """Integers of 40 digits stand one a line, whole."""
    found = RUN.invoke(app, ["threshold", "--n", "2", "--lambda0", "1/2", "--delta", "1e-9", "--best"])

    assert found.exit_code == 0
    assert "1 689 721 292 776 213 341 441 829 743 253 739" in found.output
    assert "…" not in found.output
    assert max(map(len, found.output.splitlines())) <= 80


def test_a_claim_without_events_is_solved_alone() -> None:
    """The width condition by itself, in terms of the residual."""
    found = RUN.invoke(app, ["threshold", "width-condition"])

    assert found.exit_code == 0
    assert "m >= 512 n^5 |u(0) - y|_2^2/(pi delta^2 lambda_0^4)" in found.output
    assert "its own hypotheses alone" in found.output


def test_it_takes_rows_of_the_ladder() -> None:
    """--with puts rows in their places."""
    found = RUN.invoke(app, ["threshold", *NUMBERS, "--with", "chernoff-flips,subgaussian-residual"])

    assert found.exit_code == 0
    assert "chernoff-flips, subgaussian-residual" in found.output
    assert "chernoff-flips assumes Chernoff" in found.output


def test_it_prints_latex() -> None:
    """--latex prints an align* with the notes' own spellings."""
    found = RUN.invoke(app, ["threshold", "--latex"])

    assert found.output.startswith(r"\begin{align*}")
    assert r"\lambda_0" in found.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([*NUMBERS[:5], "1"], "strictly between 0 and 1"),
        ([*NUMBERS[:3], "3/5", *NUMBERS[4:]], "least-eigenvalue-bound"),
        (["--n", "0", *NUMBERS[2:]], "at least 1"),
        ([*NUMBERS[:3], "a fifth", *NUMBERS[4:]], "exactly"),
        ([*NUMBERS, "--with", "magic"], "must be a row of the ladder"),
        ([*NUMBERS, "--with", "paired-residual"], "does not meet"),
        (["--best"], "needs numbers"),
        (["--n", "4"], "is missing"),
        (["lemma-9"], "must label a statement"),
        (["--at", "n"], "name=value"),
    ],
)
def test_it_refuses_what_cannot_be(arguments: list[str], message: str) -> None:
    """Status 2 and one sentence, no traceback."""
    found = RUN.invoke(app, ["threshold", *arguments])

    assert found.exit_code == 2
    assert message in " ".join(found.output.split())
    assert "Traceback" not in found.output
