"""Every row of the ladder has a verdict of the machinery: what can be proved is, and nothing falls."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ntkprops.checking import check
from ntkprops.trial.verdicts import judge_lecture
from ntkprops.verdict import Outcome
from ntkprops.width.ladder import bundled_ladder

ROOT = Path(__file__).parents[2]


def test_no_row_of_the_ladder_falls() -> None:
    """No exact counterexample to any row; a row that no rule carries is assumed from its source, not proved."""
    found = {claim.label: claim.verdict.outcome for claim in judge_lecture(bundled_ladder())}

    assert set(found.values()) == {Outcome.DEFINITION, Outcome.PROVED, Outcome.ASSUMED}
    assert (found["chernoff-flips"], found["hoeffding-pairs"]) == (Outcome.ASSUMED, Outcome.PROVED)


def test_the_residual_of_pairs_is_proved() -> None:
    """Where predictions start at 0 the squared residual is at most n."""
    assert check("paired-residual", lecture=bundled_ladder()).verdict.outcome is Outcome.PROVED


def test_the_script_prints_the_chain() -> None:
    """proofs/derive_width.py runs by itself and prints every constant with its certificate."""
    script = [sys.executable, str(ROOT / "proofs" / "derive_width.py")]
    found = subprocess.run(script, capture_output=True, text=True, check=True).stdout

    for text in ("512*", "768*n**6", "20736*n**6", "5184*n**6", "certificate: kernel", "4224303231941"):
        assert text in found
