r"""Mutants of a small lecture: each fate is met, and a run goes on where it ended, with any number of workers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ntkprops.cli import app
from ntkprops.errors import InputError
from ntkprops.language import Notation, declare, positive, real
from ntkprops.mutation import Fate, Mutant, Result, mutants, run_mutants
from ntkprops.mutation import run as running
from ntkprops.mutation.judged import judged_mutant
from ntkprops.mutation.run import UNEDITED, judged_lecture
from ntkprops.mutation.state import from_object, noted, resumed
from ntkprops.statement import Ledger, Row, Statement, assume, cite
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial import judge as judges
from ntkprops.trial.altered import Part

NOTATION = Notation((declare("p", positive), declare("q", positive)))
BOUND = Statement("bound", given=(r"p \leq q",), then=(r"2 p \leq p + q",), by=(algebra,))
USER = Statement("user", given=(r"p \leq q",), then=(r"2 p \leq p + q",), by=(cite("bound"),))
LECTURE = Lecture("small", NOTATION, (BOUND, USER))
SMALL = """
from ntkprops.language import Notation, count, declare, matrix, positive, real
notation = Notation((declare("p", positive), declare("q", positive)))
"""
CLAIM = r"""
from ntkprops.statement import Statement
bound = Statement("bound", given=(r"p \leq q",), then=(r"2 p \leq p + q",))
"""


def fate(latex: str | None, *, name: str = "then", label: str = "bound", lecture: Lecture = LECTURE) -> Fate:
    """What becomes of a text in the place of a printed one."""
    item = next(item for item, _ in lecture.rows() if item.label == label)
    part = Part(label, name, 0, getattr(item, name)[0])
    return judged_mutant(judged_lecture(lecture), Mutant(part, "symbol", "by hand", latex)).fate


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"2 s \leq p + q", Fate.ILL_FORMED),
        (r"3 p \leq p + q", Fate.REFUTED),
        (r"p + p \leq q + p", Fate.EQUIVALENT),
        (r"2 p \leq 2 q", Fate.EQUIVALENT),
    ],
)
def test_a_mutant_meets_its_fate(latex: str, expected: Fate) -> None:
    """What cannot be read, what is false, and what says the same are told apart."""
    assert fate(latex) is expected


def test_a_mutant_that_breaks_the_tool_has_crashed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is neither killed nor a survivor, though the judge goes on and calls it undecided."""
    base, whole = judged_lecture(LECTURE), judges.argue

    def argue(book, reading, **how):
        if "3 p" in reading.printed.then[0]:
            raise RecursionError("too deep")
        return whole(book, reading, **how)

    monkeypatch.setattr(judges, "argue", argue)
    part = Part("bound", "then", 0, BOUND.then[0])
    found = judged_mutant(base, Mutant(part, "symbol", "by hand", r"3 p \leq p + q"))

    assert found.fate is Fate.CRASHED
    assert "RecursionError: too deep" in found.because


def test_a_part_whose_edits_break_the_tool_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts as one mutant that crashed; the edits of the others are judged."""
    whole = running.of_part

    def of_part(part, notation, **how):
        if part.label == "bound" and part.name == "given":
            raise MemoryError("no room")
        return whole(part, notation, **how)

    monkeypatch.setattr(running, "of_part", of_part)
    _, *found = run_mutants(judged_lecture(LECTURE))

    crashed = [one for one in found if isinstance(one, Result) and one.fate is Fate.CRASHED]
    assert [one.mutant.kind for one in crashed] == [UNEDITED] and "no room" in crashed[0].because
    assert len(found) > 10


def test_a_hypothesis_that_is_needed_is_missed() -> None:
    """Without it the claim is false."""
    assert fate(None, name="given") is Fate.REFUTED


def test_rows_that_inherit_a_hypothesis_fall_with_it() -> None:
    """A hypothesis of a statement is one of the rows of its proof."""
    claim = Statement("claim", given=(r"p \leq q",), then=(r"0 \leq p",), by=(algebra,))
    rows = Ledger(claim, (Row("row", r"2 p \leq p + q", by=(algebra,)),))
    source = replace(LECTURE, parts=(claim, rows))

    found = judged_mutant(
        judged_lecture(source), Mutant(Part("claim", "given", 0, r"p \leq q"), "relation", "by hand", r"p \geq q")
    )

    assert (found.fate, found.where) == (Fate.REFUTED, "row")


SIZE = r"\mathbb{E}[|g|] \leq"


@pytest.mark.parametrize(
    ("claim", "latex", "excuse"),
    [
        (Statement("one", then=(f"{SIZE} 3 p",), by=(cite("book"), algebra)), f"{SIZE} 2 p", "slack"),
        (Statement("one", then=(r"p := 2 q",), defines=True), r"p := 3 q", "not observable"),
        (Statement("one", then=(f"{SIZE} p",), by=(assume("a book"),)), f"{SIZE} q", "undecided"),
    ],
    ids=["slack", "definition", "source"],
)
def test_a_survivor_has_its_excuse(claim: Statement, latex: str, excuse: str) -> None:
    """A bound with room, a definition that nothing unfolds, and what is taken from a book can be changed unseen."""
    symbols = (*NOTATION.symbols, declare("g", real, random=True, law="gaussian"))  # which no exact instance draws
    book = Statement("book", then=(f"{SIZE} p",), by=(assume("a book"),))
    base = judged_lecture(Lecture("two", Notation(symbols), (book, claim)))

    found = judged_mutant(base, Mutant(Part("one", "then", 0, claim.then[0]), "symbol", "by hand", latex))

    assert found.fate is Fate.SURVIVED
    assert found.because.startswith(excuse)


def test_every_edit_of_every_part_is_a_mutant() -> None:
    """Conclusions and hypotheses are edited, and every hypothesis is dropped."""
    every = mutants(LECTURE)

    assert {mutant.part.name for mutant in every} == {"then", "given"}
    assert sum(mutant.kind == "hypothesis" for mutant in every) == 2
    assert len({mutant.key for mutant in every}) == len(every)


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    """The choice depends on the seed alone, and keeps the order."""
    keys = [mutant.key for mutant in mutants(LECTURE)]
    one, other = ([mutant.key for mutant in mutants(LECTURE, sample=9, seed=3)] for _ in range(2))

    assert one == other == [key for key in keys if key in one]


def results(**options: int) -> dict[str, Fate]:
    """The fates of a sample of mutants by key."""
    found = [r for r in run_mutants(judged_lecture(LECTURE), sample=12, **options) if isinstance(r, Result)]
    return {result.mutant.key: result.fate for result in found}


def test_workers_change_nothing() -> None:
    """Two processes find what one finds."""
    assert results(workers=1) == results(workers=2)


def test_a_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    """What is in the file is not judged again, and a line that was cut short is left out."""
    file = tmp_path / "mutants.jsonl"
    base = judged_lecture(LECTURE)
    assert resumed(file, LECTURE) == []
    _, *found = run_mutants(base, sample=6)
    for result in found[:3]:
        assert isinstance(result, Result)
        noted(file, result)
    file.write_text(file.read_text() + '{"label": "bou')

    done = resumed(file, LECTURE)

    assert done == found[:3]
    assert list(run_mutants(base, sample=6, done=done))[1:] == found


def test_results_of_another_lecture_are_refused(tmp_path: Path) -> None:
    """A file of results is held against the lecture."""
    file = tmp_path / "mutants.jsonl"
    resumed(file, LECTURE)

    with pytest.raises(InputError, match="another form"):
        resumed(file, replace(LECTURE, parts=(BOUND,)))


def test_the_command_reports_and_writes_json(tmp_path: Path) -> None:
    """``mutate`` prints both tables and the rate within 80 columns, and JSON holds every mutant."""
    folder = tmp_path / "lecture"
    folder.mkdir()
    (folder / "notation.py").write_text(SMALL)
    (folder / "a.py").write_text(CLAIM)
    target = tmp_path / "mutants.json"

    arguments = ["mutate", str(folder), "--sample", "20", "--workers", "1", "--json", str(target)]
    found = CliRunner().invoke(app, arguments, env={"COLUMNS": "80", "NO_COLOR": "1"})

    assert found.exit_code == 0, found.output
    assert "20 mutants" in found.output
    assert max(map(len, found.output.splitlines())) <= 80
    assert len([from_object(one) for one in json.loads(target.read_text())["mutants"]]) == 20
