"""The formulas of lecture 12 as notes with nothing encoded, against the folder in which all is typed.

``tests/data/lecture12_notes.md`` holds the printed formulas between words of our own, without one comment line. Where
both speak of a formula as it is printed, both say the same; ``DIFFER`` lists where they do not, and why.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ntkprops.notes.loader import load_notes
from ntkprops.notes.search import with_reasons
from ntkprops.notes.status import State, state_of
from ntkprops.trial.verdicts import Judged, judge_lecture

NOTES = Path(__file__).parents[1] / "data" / "lecture12_notes.md"
FOLDER = {  # what the notes call what the folder calls otherwise; all other labels are the same
    "lemma-4.1": "lemma-4-radius",
    "lemma-4.2": "lemma-4-second-conclusion",
    "lecture12_notes.md:89": "lemma-4-markov",
    "lecture12_notes.md:105": "groenwall",
    "lecture12_notes.md:131": "width-condition",
    "lecture12_notes.md:135": "initial-residual",
    "lecture12_notes.md:135:90": "initial-residual-markov",
}
BALL = "the proof is of the ball of radius R; the folder corrects the lemma's before it proves, the notes print squares"
STEPS = "the folder proves it by steps of its own that the notes do not print"
DIFFER: dict[str, tuple[str, str]] = {}


@pytest.fixture(scope="module")
def judged() -> dict[str, Judged]:
    """Every claim of the notes, reasons found."""
    return {one.label: one for one in judge_lecture(with_reasons(load_notes(NOTES)).lecture)}


def test_every_display_is_read() -> None:
    """All 33 displays of the lecture are read as they are printed, without a comment line."""
    loaded = load_notes(NOTES)

    assert not loaded.marks
    assert [f.latex for f in loaded.document.displays if state_of(loaded, f) is State.UNREAD] == []
