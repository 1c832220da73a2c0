"""Coverage says of every displayed formula whether it is encoded, altered or missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntkprops.errors import InputError
from ntkprops.language import Notation, declare, real
from ntkprops.notes.document import document_of
from ntkprops.notes.model import Document
from ntkprops.report.coverage import coverage, normal
from ntkprops.statement import Lecture, Ledger, Row, Statement, bundled_lecture, load_lecture

FORMULAS = Path(__file__).parents[1] / "data" / "lecture12_formulas.md"
CLAIM = Statement("claim", then=(r"x_1 + y \leq \frac{z}{2} + 17",))
CHAIN = Ledger(CLAIM, (Row("one", r"x + y \leq z + 100"), Row("two", r"\leq z + 200.")))
LECTURE = Lecture("small", Notation((declare("x", real),)), (CLAIM, CHAIN))


def notes_of(text: str) -> Document:
    """Notes in Markdown."""
    return document_of(text, Path("notes.md"))


def statuses(notes: str) -> list[str]:
    """What is said of each displayed formula."""
    return [found.status for found in coverage(notes_of(notes), LECTURE)]


def test_the_lecture_is_encoded_whole() -> None:
    """No displayed formula of lecture 12 is missing or altered."""
    found = coverage(notes_of(FORMULAS.read_text()), load_lecture(bundled_lecture()))

    assert len(found) == 33
    assert [one for one in found if one.status != "encoded"] == []


def test_every_changed_digit_is_noticed() -> None:
    """A 2 that becomes a 3 anywhere makes its formula altered or missing."""
    lecture = load_lecture(bundled_lecture())
    changed = [one.latex.replace("2", "3", 1) for one in notes_of(FORMULAS.read_text()).displays if "2" in one.latex]

    found = coverage(notes_of("\n\n".join(f"$${latex}$$" for latex in changed)), lecture)

    assert len(found) >= 20
    assert [one for one in found if one.status == "encoded"] == []


def test_spacing_and_sizes_do_not_matter() -> None:
    """Spaces, sizes, a tag and the closing full stop change nothing."""
    assert statuses(r"$$ x_{1}+y \, \leq \frac{z}{2} + 17. \quad (3) $$") == ["encoded"]


def test_what_is_appended_is_not_encoded() -> None:
    """A formula that contains an encoded one and more is altered."""
    assert statuses(r"$$x_1 + y \leq \frac{z}{2} + 17 + z^2$$") == ["altered"]


def test_several_rows_in_one_display_are_encoded() -> None:
    """A display of two rows of a chain is encoded if both are."""
    assert statuses(r"$$x + y \leq z + 100 \leq z + 200$$") == ["encoded"]


def test_a_formula_of_another_subject_is_missing() -> None:
    """What resembles nothing is missing, not altered."""
    assert statuses(r"\[ \oint_\gamma f(\zeta) \, d\zeta = 0 \]") == ["missing"]


def test_align_gives_one_formula_a_line() -> None:
    """Every line of an align environment is a formula of its own."""
    notes = r"\begin{align} x + y &\leq z + 100 \\ &\leq z + 300 \end{align}"

    assert statuses(notes) == ["encoded", "altered"]


def test_lines_are_counted_from_one() -> None:
    """The line is that on which the formula starts."""
    assert [one.line for one in notes_of("a\n\n$$x = 1$$\n\n$$y\n= 2$$").displays] == [3, 5]


def test_notes_without_a_formula_are_refused() -> None:
    """Notes of words alone are an error, not full coverage."""
    with pytest.raises(InputError, match="must hold a displayed formula"):
        coverage(notes_of("only words, and $x$ inline"), LECTURE)


def test_what_is_altered_is_shown() -> None:
    """A display that differs by one number says which stands in its place."""
    (found,) = coverage(notes_of(r"$$x + y \leq z + 102$$"), LECTURE)

    assert (found.label, found.differs) == ("one", "2 -> 0")


def test_macros_of_the_notes_are_expanded() -> None:
    """A formula that is printed with a macro is the formula that the macro stands for."""
    assert statuses(r"$$\newcommand{\rise}{17} x_1 + y \leq \frac{z}{2} + \rise$$") == ["encoded"]


def test_normal_form_keeps_what_matters() -> None:
    """Subscripts with braces are told from those without only where it matters."""
    assert normal(r"x_{i}^{2}") == normal("x_i^2")
    assert normal(r"x_{ij}") != normal("x_ij")
