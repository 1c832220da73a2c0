r"""A declared name is read whole, with its upper index; what prints like one and is not declared is no power."""

from __future__ import annotations

import pytest

from ntkprops.errors import UnreadError
from ntkprops.language import (
    Notation,
    Scope,
    continues,
    count,
    declare,
    index,
    matrix,
    read,
    real,
    sort_of,
    to_latex,
    vector,
)
from ntkprops.language.tree import walk

NOTATION = Notation(
    (
        declare("n", count),
        index("i", "j", over="n"),
        declare("y", real),
        declare("b", real),
        declare(r"\lambda", real),
        declare("H", matrix("n", "n")),
        declare(r"H^\infty", matrix("n", "n")),
        declare("H^{(2)}", matrix("n", "n")),
        declare("K^{cts}", matrix("n", "n")),
        declare("w^+", real),
        declare("v", vector("n"), random=True),
    )
)


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        (r"H^\infty", r"H^\infty"),
        (r"H^{\infty}", r"H^\infty"),
        (r"H ^ \infty", r"H^\infty"),
        ("H^{(2)}", "H^{(2)}"),
        ("K^{cts}", "K^{cts}"),
        ("w^{+}", "w^+"),
        ("H", "H"),
    ],
)
def test_a_declared_name_is_one_symbol(latex: str, name: str) -> None:
    """However its upper index is spelled."""
    tree = read(latex, NOTATION)

    assert (tree.head, tree.name) == ("symbol", name)


def test_an_upper_index_may_stand_behind_the_lower_one() -> None:
    r"""``H_{ij}^\infty`` prints as ``H^\infty_{ij}`` does."""
    assert read(r"H_{ij}^\infty", NOTATION) == read(r"H^\infty_{ij}", NOTATION)
    assert sort_of(read(r"H_{ij}^\infty \leq 1", NOTATION), Scope(NOTATION)).kind == "truth"


@pytest.mark.parametrize(
    "latex", ["y^{(i)} \\geq 1", r"\lambda^{(b)} \leq 1", r"v_i^{(n+1)} \leq 1", r"v^\infty = v", "b^\\infty"]
)
def test_what_is_not_declared_is_no_power(latex: str) -> None:
    """A letter with an index in brackets above it is another name."""
    tree = read(latex, NOTATION)

    assert "pow" not in {part.head for part in walk(tree)}
    with pytest.raises(UnreadError, match="is a name"):
        sort_of(tree, Scope(NOTATION))


@pytest.mark.parametrize("latex", ["2^{(n+1)}", "(y + b)^{(n)}", "y^{n+1}", "y^{-(n+1)}", r"e^{(n)}"])
def test_a_power_stays_a_power(latex: str) -> None:
    """Of a number, of brackets, or with an exponent that is not all in brackets."""
    assert read(latex, NOTATION).head in ("pow", "exp")


@pytest.mark.parametrize("sort", [real, count, vector("n"), matrix("n", "n")])
def test_declaring_a_letter_does_not_change_a_law(sort) -> None:
    """N(0, I_n) is the same with a symbol I beside it."""
    other = Notation((*NOTATION.symbols, declare("I", sort)))
    latex = r"v \sim N(0, I_n)"

    assert read(latex, other) == read(latex, NOTATION)
    assert sort_of(read(latex, other), Scope(other)).kind == "truth"


def test_a_fancy_letter_is_not_an_operator() -> None:
    r"""``\mathbf{I}_n`` is the identity and no indicator, ``\mathcal{E}(y)`` no mean."""
    assert read(r"\mathbf{I}_n", NOTATION).head == "identity"
    assert "E" not in {part.head for part in read(r"\mathcal{E} (y)", NOTATION).args}


@pytest.mark.parametrize(
    ("latex", "goes_on"),
    [
        (r"\leq r", True),
        (r"& \leq r", True),
        (r" \quad &= r", True),
        (r"\approx r", True),
        (r":= r", True),
        (r"& |e| \leq r", False),
        (r"\left|e\right| \leq r", False),
        (r"\lesssim r", True),
        (r"\left( a \right) = b", False),
        (r"\lt r", True),
        ("", False),
    ],
)
def test_a_row_goes_on_from_the_row_above_if_a_relation_comes_first(latex: str, goes_on: bool) -> None:
    r"""``\left|`` is not ``\le``, and ``&`` is no relation."""
    assert continues(latex) is goes_on


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        (r"y \in (0, 1)", "0 < y < 1"),
        (r"y \in [0, 1]", r"0 \leq y \leq 1"),
        (r"y \in (0, 1]", r"0 < y \leq 1"),
        (r"y \in [0, 1)", r"0 \leq y < 1"),
        (r"y \in [0, \infty)", r"0 \leq y"),
        (r"y \in (-\infty, b)", "y < b"),
        (r"0 \leq y^2 \in [0, 1]", r"0 \leq y^{2}, 0 \leq y^{2} \leq 1"),
        (r"b \leq 1, \forall y \in (0, b)", r"b \leq 1, \forall 0 < y < b"),
        (r"y_{ij} \leq 1, \forall i, j \in [n]", r"y_{ij} \leq 1, \forall i \in [n], \forall j \in [n]"),
        (r"y \in (0, 1) \forall i \in [n]", r"0 < y < 1, \forall i \in [n]"),
        (r"b \leq 1 \forall i \in [n], y \leq 2", r"b \leq 1, \forall i \in [n], y \leq 2"),
    ],
)
def test_membership_in_an_interval_is_two_inequalities(latex: str, meant: str) -> None:
    """Open ends are strict, infinite ones say nothing."""
    assert to_latex(read(latex, NOTATION)) == meant


@pytest.mark.parametrize(
    "latex", [r"v \in [0, 1]^n", r"y \in (0, 1, 2)", r"y \in (0, 1) \leq b", r"y = (0, 1]", r"y \in (-\infty, \infty)"]
)
def test_other_sets_are_unread(latex: str) -> None:
    """They are not dropped, and not ill formed."""
    with pytest.raises(UnreadError):
        read(latex, NOTATION)
