"""LaTeX and Markdown come down to blocks and formulas that know where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntkprops.notes.document import read_document
from ntkprops.notes.model import NotesError

from .texts import LATEX, MARKDOWN, latex, markdown


def shown(text: str) -> list[str]:
    """The formulas of some LaTeX, macros expanded."""
    return [formula.latex for formula in latex(text).formulas]


def test_macros_with_arguments_are_expanded() -> None:
    """A macro's arguments stand in its body, a default where none is given."""
    text = r"\newcommand{\n}[2][2]{\|#2\|_{#1}} $\n{x}$ and $\n[1]{y}$"

    assert shown(text) == [r"\|x\|_{2}", r"\|y\|_{1}"]


def test_def_let_and_operators_are_expanded() -> None:
    """Every way to name a macro is read."""
    text = r"\def\half#1{\frac{#1}{2}}\let\h\half\DeclareMathOperator{\tr}{tr} $\h{x}$ $\tr A$"

    assert shown(text) == [r"\frac{x}{2}", r"\operatorname{tr} A"]


def test_a_macro_is_one_argument_of_a_fraction() -> None:
    """``\\frac4\\name`` takes all that the macro stands for."""
    assert shown(r"\newcommand{\l}{\lambda_0} $\frac4\l$") == [r"\frac{4}{\lambda_0}"]


def test_a_condition_leaves_one_branch() -> None:
    """Numbers are compared; every other condition is false."""
    text = r"\def\on{0}\ifnum\on=1 \newcommand{\a}{1}\else\newcommand{\a}{2}\fi $\a = x$"

    assert shown(text) == ["2 = x"]


def test_files_are_input(tmp_path: Path) -> None:
    """Macros of a file that is input are known, and formulas in it stand in that file."""
    (tmp_path / "defs.tex").write_text("\\newcommand{\\R}{\\mathbb{R}}\n$y = 1$\n")
    (tmp_path / "notes.tex").write_text("\\input{defs}\n$x \\in \\R$\n")

    found = list(read_document(tmp_path / "notes.tex").formulas)

    assert [(one.latex, one.file, one.line) for one in found] == [
        ("y = 1", "defs.tex", 2),
        (r"x \in \mathbb{R}", "notes.tex", 2),
    ]


def test_each_line_of_an_align_is_a_formula_at_its_line() -> None:
    """Lines know their line, tag and whether they go on a chain."""
    found = latex(LATEX).displays

    assert [(one.latex, one.line, one.tag, one.goes_on) for one in found] == [
        ("x^2 \\geq x.", 11, "", False),
        (r"x^2 = x \cdot x", 17, "7", False),
        (r"\geq x", 18, "", True),
    ]


def test_theorems_and_proofs_are_blocks() -> None:
    """Environments that ``\\newtheorem`` names are blocks of that kind, with title and label."""
    blocks = [(b.kind, b.title, b.label) for b in latex(LATEX).blocks]

    assert (
        blocks[1:3] == [("text", "", ""), ("lemma", "squares", "lem:squares")]
        or ("lemma", "squares", "lem:squares") in blocks
    )
    assert [kind for kind, _, _ in blocks if kind != "text"] == ["lemma", "proof"]


def test_markdown_paragraphs_are_blocks() -> None:
    """A bold header opens a lemma, "Proof." a proof that ends at its box."""
    kinds = [(block.kind, block.number) for block in markdown(MARKDOWN).blocks if block.kind != "text"]

    assert kinds == [("lemma", "1"), ("proof", ""), ("lemma", "2"), ("lemma", "3")]


def test_columns_are_those_of_the_file() -> None:
    """An inline formula knows its column."""
    (found,) = markdown("one\n\ntwo words $x = 1$ three").formulas

    assert (found.line, found.place.column) == (3, 12)


def test_a_display_may_end_a_paragraph() -> None:
    """No blank line is asked for around dollars, and what comes after them is read."""
    text = "By it,\n$$\n\\begin{align}\na &= b \\\\\n&= c\n\\end{align}\n$$\nand so $c = d$."

    assert [(one.latex, one.line) for one in markdown(text).formulas] == [("a = b", 4), ("= c", 5), ("c = d", 8)]


def test_a_formula_broken_over_displays_is_one() -> None:
    """What a ``\\left`` holds open is put together, with both numbers."""
    (found,) = markdown("$$x = \\left( a \\right. \\quad (5)$$\n\n$$\\left. + b \\right) \\quad (6)$$").displays

    assert (found.tag, found.also) == ("5", ("6",))


def test_code_and_figures_hold_no_formula() -> None:
    """What is verbatim or in a figure is left out."""
    assert shown("\\begin{verbatim} $x = 1$ \\end{verbatim} $y = 2$ \\begin{figure} $z$ \\end{figure}") == ["y = 2"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a\n\\begin{lemma} $x = 1$", r"notes\.tex:2:1: .*must be closed by"),
        ("a\n\n\\begin{align} x &= 1", r"notes\.tex:3:1: .*must be closed by"),
        ("$x = 1$\n\\end{lemma}", r"notes\.tex:2:1: .*closes nothing"),
        ("\\begin{lemma}\\begin{proof}\\end{lemma}\\end{proof}", r"notes\.tex:1:14: .*must be closed by"),
        ("\\newcommand{\\a}{\\b}\\newcommand{\\b}{\\a}\n$\\a$", r"notes\.tex:2:2: .*calls itself"),
        ("\\newcommand{\\a}{\\a\\a}\n\\a", r"notes\.tex:2:1: .*calls itself"),
        ("x\n$" + "{" * 500_000 + "}" * 500_000 + "$", r"notes\.tex:2:\d+: braces nest deeper"),
        ("\\begin{quote}" * 5_000, r"notes\.tex:1:\d+: environments nest deeper"),
        ("an open $x = 1", r"notes\.tex:1:9: .*must be closed by"),
    ],
)
def test_what_cannot_be_taken_apart_is_told_with_its_line(text: str, where: str) -> None:
    """Open environments, endless macros and a megabyte of braces are errors with file and line."""
    with pytest.raises(NotesError, match=where):
        latex(text)


def test_a_file_that_inputs_itself_is_refused(tmp_path: Path) -> None:
    """Inputs come to an end."""
    (tmp_path / "loop.tex").write_text("\\input{loop} $x = 1$")

    with pytest.raises(NotesError, match="must not input itself"):
        read_document(tmp_path / "loop.tex")


def test_notes_without_a_formula_are_refused(tmp_path: Path) -> None:
    """Words alone are an error."""
    (tmp_path / "words.md").write_text("no formula")

    with pytest.raises(NotesError, match="must hold a formula"):
        read_document(tmp_path / "words.md")
