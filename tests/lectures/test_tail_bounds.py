"""A second lecture about something else goes through the same machinery: ten statements, three planted typos."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntkprops.statement import Statement, load_lecture
from ntkprops.trial.verdicts import Judged, judge_lecture
from ntkprops.verdict import Outcome

FOLDER = Path(__file__).parent / "tail_bounds"

VERDICTS = {
    "second-moment": (Outcome.PROVED, None),
    "squared-event": (Outcome.PROVED, None),
    "squared-tail": (Outcome.PROVED, None),
    "spread": (Outcome.REFUTED, Outcome.PROVED),
    "spread-at-level": (Outcome.PROVED, None),
    "mean-size": (Outcome.PROVED, None),
    "tangent": (Outcome.PROVED, None),
    "means": (Outcome.PROVED, None),
    "small-deviation": (Outcome.PROVED, None),
    "sample-size": (Outcome.REFUTED, Outcome.PROVED),
    "largest": (Outcome.ILL_FORMED, Outcome.PROVED),
    "sum-of-squares": (Outcome.PROVED, None),
}


@pytest.fixture(scope="module")
def judged() -> dict[str, Judged]:
    """Every claim by label."""
    return {one.label: one for one in judge_lecture(load_lecture(FOLDER))}


def test_it_has_ten_statements() -> None:
    """The rows of the one ledger are not counted."""
    assert sum(isinstance(part, Statement) for part in load_lecture(FOLDER).parts) == 10


@pytest.mark.parametrize("label", VERDICTS)
def test_verdict_as_printed_and_with_its_erratum(judged: dict[str, Judged], label: str) -> None:
    """True statements are proved; each typo is found and its erratum confirmed."""
    found = judged[label]
    with_erratum = None if found.corrected is None else found.corrected.outcome

    assert (found.verdict.outcome, with_erratum) == VERDICTS[label]


def test_everything_is_as_it_should_be(judged: dict[str, Judged]) -> None:
    """Three errata are confirmed and nothing else is wrong."""
    assert set(judged) == set(VERDICTS)
    assert [one.label for one in judged.values() if not one.is_as_it_should_be] == []


def test_the_wrong_exponent_has_a_finite_law_as_witness(judged: dict[str, Judged]) -> None:
    """Var(X)/a is too small at some level below 1, for a law of a few atoms."""
    witness = judged["spread"].verdict.witness

    assert witness is not None
    assert "with probability" in witness.values["X"]


def test_the_undeclared_symbol_is_named(judged: dict[str, Judged]) -> None:
    """The verdict points at lambda."""
    assert r"\lambda is neither declared nor bound here" in judged["largest"].verdict.because
