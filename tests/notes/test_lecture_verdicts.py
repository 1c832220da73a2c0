"""The formulas of lecture 12 as notes with nothing encoded, against the folder in which all is typed.

``tests/data/lecture12_notes.md`` holds the printed formulas between words of our own and no comment line. For the
reasons that the folder gives, both say the same of what is printed; ``DIFFER`` lists where they do not, and why.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ntkprops.notes.loader import load_notes
from ntkprops.notes.status import State, statuses
from ntkprops.statement import bundled_lecture, load_lecture
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Cite, Ledger, Reason, Statement, cite, definition
from ntkprops.trial.verdicts import judge_lecture

from ..test_lecture12 import VERDICTS

NOTES = Path(__file__).parents[1] / "data" / "lecture12_notes.md"
FOLDER = {  # what the folder calls otherwise
    "lemma-4.1": "lemma-4-radius",
    "lemma-4.2": "lemma-4-second-conclusion",
    "lecture12_notes.md:75": "lemma-4-markov",
    "lecture12_notes.md:94": "groenwall",
    "lecture12_notes.md:120": "width-condition",
    "lecture12_notes.md:124": "initial-residual",
    "lecture12_notes.md:124:90": "initial-residual-markov",
}
STEPS = "the folder proves it by steps of its own, which the notes do not print"
ABOVE = "eq-7 stands above, which is ill formed; the folder corrects it"
BALL = "the folder proves it in the ball that it corrects; in the printed one it is false"
WEAK = "line 94 is too weak as printed; only the folder's correction tells that this is why"
DIFFER = {
    "lemma-2": ("assumed", STEPS),
    "eq-8": ("undecided", ABOVE),
    "eq-9": ("undecided", ABOVE),
    "eq-12": ("refuted", BALL),
    "lecture12_notes.md:75": ("refuted", BALL),
    "eq-24": ("undecided", WEAK),
    "eq-25": ("undecided", WEAK),
    "eq-27": ("undecided", WEAK),
    "lecture12_notes.md:124": ("undecided", STEPS),
    "lecture12_notes.md:124:90": ("undecided", STEPS),
}


def reasoned(notes: Lecture, folder: Lecture) -> Lecture:
    """The notes with the folder's reasons; what the folder cites and the notes do not print is left out."""
    given = {item.label: item.by for item, _ in folder.rows()}
    ours = {theirs: label for label, theirs in FOLDER.items()}
    labels = {item.label for item, _ in notes.rows()}

    def told(label: str, own: tuple[Reason, ...]) -> tuple[Reason, ...]:
        named = [
            cite(ours.get(r.label, r.label), dict(r.at)) if isinstance(r, Cite) else r
            for r in given.get(FOLDER.get(label, label), own)
        ]
        kept = tuple(r for r in named if not isinstance(r, Cite) or r.label in labels)
        return (*map(definition, ("H", "f", r"\sigma")),) if label == "eq-5" else kept or own

    def put(part: Statement | Ledger) -> Statement | Ledger:
        if isinstance(part, Statement):
            return replace(part, by=told(part.label, part.by))
        return replace(part, rows=tuple(replace(row, by=told(row.label, row.by)) for row in part.rows))

    return replace(notes, parts=tuple(map(put, notes.parts)))


@pytest.fixture(scope="module")
def judged() -> dict[str, str]:
    """The verdict on every claim of the notes as it is printed."""
    lecture = reasoned(load_notes(NOTES).lecture, load_lecture(bundled_lecture()))
    return {one.label: one.verdict.outcome.value for one in judge_lecture(lecture)}


def test_every_display_is_read() -> None:
    """All 33 displays of the lecture are read as they are printed, and no comment line helps."""
    loaded = load_notes(NOTES)
    displays = [one for one in statuses(loaded) if one.formula.display]

    assert not loaded.marks
    assert [one.formula.printed for one in displays if one.state is State.UNREAD] == []


def test_both_say_the_same_of_what_is_printed(judged: dict[str, str]) -> None:
    """Every claim of which both speak has the folder's verdict, save those that are listed with the reason."""
    both = {label: FOLDER.get(label, label) for label in judged if FOLDER.get(label, label) in VERDICTS}
    differ = {label: judged[label] for label, theirs in both.items() if judged[label] != VERDICTS[theirs][0].value}

    assert len(both) == 38
    assert differ == {label: verdict for label, (verdict, _) in DIFFER.items()}


def test_nothing_that_is_true_is_refuted(judged: dict[str, str]) -> None:
    """What the notes have refuted or ill formed is so in the folder, or false in the printed ball."""
    fallen = {label for label, verdict in judged.items() if verdict in ("refuted", "ill formed")}
    theirs = {label for label in fallen if VERDICTS.get(FOLDER.get(label, label), (None,))[0] is not None}

    assert {label for label in theirs if VERDICTS[FOLDER.get(label, label)][0].value == "proved"} == {
        label for label, (verdict, _) in DIFFER.items() if verdict == "refuted"
    }
