"""The red pen: comments declare symbols, correct formulas and give reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntkprops.notes.loader import load_notes
from ntkprops.notes.marks import mark_of
from ntkprops.notes.model import Place, Remark
from ntkprops.statement.model import Cite, Ledger, Statement
from ntkprops.statement.rules import algebra, linearity

from .texts import SYMBOLS, written

HERE = Place("notes.tex", 4)


@pytest.mark.parametrize(
    "text", ["by the way, see [3]", "read this again", "TODO: fix", "(12) is wrong", "read: later"]
)
def test_ordinary_comments_are_left_alone(text: str) -> None:
    """Only what parses as a mark is one."""
    assert mark_of(Remark(text, HERE)) is None


def test_an_erratum_stands_beside_its_formula(tmp_path: Path) -> None:
    """``read`` corrects the claim on its line; the printed one stays."""
    text = SYMBOLS + "**Lemma 1.** We have $x^2 \\geq x$. <!-- read $x^2 \\geq -1$: a slip -->\n"

    (part,) = load_notes(written(tmp_path, text)).lecture.parts

    assert isinstance(part, Statement)
    assert (part.then, [(e.part, e.corrected, e.because) for e in part.errata]) == (
        (r"x^2 \geq x",),
        [("then", r"x^2 \geq -1", "a slip")],
    )


def test_an_erratum_of_a_hypothesis_keeps_its_range(tmp_path: Path) -> None:
    """A hypothesis is corrected where it stands."""
    text = (
        SYMBOLS
        + "**Lemma 1.** Assume\n\n<!-- read $x \\geq 2$: stronger -->\n$$x \\geq 1.$$\n\nThen we have $x \\geq 0$.\n"
    )

    (part,) = load_notes(written(tmp_path, text)).lecture.parts

    assert isinstance(part, Statement)
    assert [(e.part, e.index, e.corrected) for e in part.errata] == [("given", 0, r"x \geq 2")]


def test_reasons_in_the_margin(tmp_path: Path) -> None:
    """``(2) linearity, (1)`` numbers a line of a chain and gives its reasons."""
    text = (
        SYMBOLS
        + "We know that\n\n$$\n\\begin{aligned}\nx &\\leq y \\tag{1} \\\\\n"
        + "&\\leq z % (2) linearity, (1)\n\\end{aligned}\n$$\n"
    )

    (part,) = load_notes(written(tmp_path, text)).lecture.parts

    assert isinstance(part, Ledger)
    assert [(row.label, row.by) for row in part.rows] == [("eq-1", ()), ("eq-2", (linearity, Cite("eq-1")))]


def test_a_formula_may_be_skipped(tmp_path: Path) -> None:
    """``skip`` makes a formula no claim."""
    text = SYMBOLS + "We have $x \\leq y$. <!-- ntkprops: skip -->\n\nIt holds that $x \\leq x$. <!-- by algebra -->\n"

    (part,) = load_notes(written(tmp_path, text)).lecture.parts

    assert isinstance(part, Ledger)
    assert [(row.latex, row.by) for row in part.rows] == [(r"x \leq x", (algebra,))]
