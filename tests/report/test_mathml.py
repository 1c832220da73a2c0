r"""Printed LaTeX as MathML: what is shown, what is marked, and that nothing breaks it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.report.mathml import Change, Mark, changed, piece, typeset
from ntkprops.report.mathml.layout import layout

WORDS = [
    r"\frac", r"\sqrt", "{", "}", "^", "_", "(", ")", "[", "]", r"\left(", r"\right)", "x", "2", r"\leq", r"\|", "'",
    r"\begin{cases}", r"\end{cases}", "&", r"\\", r"\text{a <b> c}", r"\mathbb", r"\lambda", r"\hat", r"\sum", "%",
    r"\bigl", r"\Big", r"\substack", r"\tag", r"\underbrace", r"\not", r"\stackrel", r"\sqrt[",
]  # fmt: skip


def shown(latex: str) -> str:
    """The text of the MathML."""
    return "".join(ElementTree.fromstring(f"<p>{typeset(latex)}</p>").itertext())


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}", "‖H−H(0)‖2≤λ04"),
        (r"\mathbb{E}_{w \sim \mathcal{N}(0, I)}[x^\top w]", "𝔼w∼𝒩(0,I)[x⊤w]"),
        (r"\max_{ij} |x_i| := \exp(-t) \forall t", "maxij|xi|≔exp(−t)∀t"),
        (r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", "(1001)"),
        (r"\operatorname{rank} A \not= 3", "rankA≠3"),
        (r"\unknown{x}", r"\unknownx"),
    ],
)
def test_formulas_are_shown_as_they_are_printed(latex: str, text: str) -> None:
    """Letters, operators and fences stand in printed order; what is not known is shown as it is written."""
    assert shown(latex) == text


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_whatever_is_printed_becomes_well_formed(latex: str) -> None:
    """Braces that do not match, and ends without a beginning, are shown all the same."""
    ElementTree.fromstring(f"<p>{typeset(latex, [Mark((0, 5), 'wrong')])}</p>")


@given(st.text(max_size=40))
def test_text_cannot_be_markup(text: str) -> None:
    """Every character of a formula is escaped."""
    ElementTree.fromstring(f"<p>{typeset(text.translate(dict.fromkeys(range(32))))}</p>".encode("utf-8", "replace"))


def test_deep_nesting_is_shown_as_text() -> None:
    """A formula that is nested a thousand deep costs no recursion."""
    assert "mtext" in typeset("{" * 1000 + "x" + "}" * 1000)


def test_a_chain_may_wrap_before_its_relations() -> None:
    """Every relation begins a formula of its own; one in brackets does not."""
    assert typeset(r"a \leq (b = c) < d").count("<math") == 3


def test_the_least_part_is_marked() -> None:
    """A mark on a subscript marks nothing else."""
    found = typeset(r"\frac{x_i}{2}", [Mark((8, 9), "wrong")])

    assert '<msub><mi>x</mi><mrow class="wrong"><mi>i</mi></mrow></msub>' in found


def test_spans_are_of_the_printed_text() -> None:
    """What is shown at top level knows where it is printed."""
    latex = r"\alpha + \frac{1}{n} \leq x_1"

    assert [latex[slice(*box.span)] for box in layout(latex).parts] == [
        r"\alpha", "+", r"\frac{1}{n}", r"\leq", "x_1"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        (r"a \leq b", r"a \geq b", [(r"\leq", r"\geq")]),
        (r"\frac{n}{\lambda^4}", r"\frac{n}{\lambda_0^4}", [(r"\lambda", r"\lambda_0")]),
        (r"\|x\|^2 < R", r"\|x\| < R", [(r"\|^2", r"\|")]),
        ("a b c", "a c", [("b", "")]),
        ("a = b,", "a = b", []),
    ],
)
def test_the_places_at_which_formulas_differ(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    """Words of LaTeX are compared, a script with what carries it; punctuation at the end is none."""
    assert [(old[slice(*one.old)], new[slice(*one.new)]) for one in changed(old, new)] == pieces


def test_formulas_that_share_nothing_differ_once() -> None:
    """Many differences are one, from the first to the last."""
    assert changed("a x b x c x d x e", "A x B x C x D x E") == [Change((0, 17), (0, 17))]


def test_a_bracket_is_shown_with_what_is_in_it() -> None:
    """The piece at a closing bar begins at the opening one."""
    latex = r"\|x\|^2"

    assert "<mi>x</mi>" in piece(latex, (3, 7)) and piece("a b", (0, 0)) == ""
