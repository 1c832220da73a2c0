"""``explain`` says how much room a bound leaves on drawn networks."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from ntkprops.cli import app

from .lectures import folder_of


def test_explain_shows_the_slack_of_a_bound(tmp_path: Path) -> None:
    """The quantiles of both sides, and with which smaller constant the bound would still hold."""
    folder = folder_of(tmp_path / "notes", r"(r'\|H(0)\|_F \leq 3 n',)")
    found = CliRunner().invoke(app, ["explain", "claim-0", str(folder), "--sample"], env={"COLUMNS": "200"})

    assert "slack, smaller side over larger: 50%" in found.output
    assert "it would still hold with a constant 3 times smaller" in found.output
