"""Every row of the ladder has a verdict of the machinery: what can be proved is, and nothing falls."""

from __future__ import annotations

from ntkprops.checking import check
from ntkprops.trial.verdicts import judge_lecture
from ntkprops.verdict import Outcome
from ntkprops.width.ladder import bundled_ladder


def test_no_row_of_the_ladder_falls() -> None:
    """No exact counterexample to any row; a row that no rule carries is assumed from its source, not proved."""
    found = {claim.label: claim.verdict.outcome for claim in judge_lecture(bundled_ladder())}

    assert set(found.values()) == {Outcome.DEFINITION, Outcome.PROVED, Outcome.ASSUMED}
    assert (found["chernoff-flips"], found["hoeffding-pairs"]) == (Outcome.ASSUMED, Outcome.PROVED)


def test_the_residual_of_pairs_is_proved() -> None:
    """Where predictions start at 0 the squared residual is at most n."""
    assert check("paired-residual", lecture=bundled_ladder()).verdict.outcome is Outcome.PROVED
