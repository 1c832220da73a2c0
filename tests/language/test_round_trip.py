r"""What ``to_latex`` writes, ``read`` reads back as the same tree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.language import (
    Expr,
    Notation,
    count,
    declare,
    event,
    index,
    matrix,
    positive,
    read,
    real,
    time,
    to_latex,
    vector,
)
from ntkprops.language.tree import number, symbol
from ntkprops.statement import Row, bundled_lecture, load_lecture

NOTATION = Notation(
    (
        declare("n", count),
        index("i", "j", over="n"),
        declare("v", vector("n"), of=("time",)),
        declare("y", vector("n")),
        declare("M", matrix("n", "n")),
        declare("H^*", matrix("n", "n")),
        declare("g", real, of=(real,)),
        declare(r"\lambda_0", positive),
        declare("R'", positive),
        declare("q", real),
        declare("t", time),
        declare("A", event, over=("n",)),
    )
)

leaves = st.sampled_from(
    [symbol(name) for name in ("n", r"\lambda_0", "R'", "q", "t")]
    + [number(value) for value in (0, 1, 2, 16, 240)]
    + [Expr("constant", name=r"\pi"), Expr("number", name="0.5")]
    + [Expr("entry", (symbol("y"), symbol("i"))), Expr("entry", (symbol("M"), symbol("i"), symbol("j")))]
    + [Expr("entry", (symbol("H^*"), symbol("i"), symbol("j")))]
    + [Expr("entry", (Expr("apply", (symbol("v"), symbol("t"))), symbol("i")))]
    + [Expr("norm", (symbol("y"),), "2"), Expr("norm", (symbol("M"),), "F"), Expr("norm", (symbol("y"),))]
    + [Expr("lambda_min", (symbol("M"),)), Expr("inner", (symbol("y"), symbol("y")))]
)
RELATIONS = ("<=", "<", ">=", ">", "=", "!=")


def nodes(inside: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """One scalar node over smaller scalars."""
    pair = st.tuples(inside, inside)
    relations = st.builds(lambda ends, op: Expr("chain", ends, op), pair, st.sampled_from(RELATIONS))
    bound = st.builds(lambda low, high, body: (symbol("i"), low, high, body), inside, inside, inside)
    integral = st.builds(lambda low, high, body: (symbol("s"), low, high, body), inside, inside, inside)
    return st.one_of(
        st.builds(lambda a, b: Expr("add", (a, b)), inside, inside),
        st.builds(lambda a, b, c: Expr("add", (a, b, c)), inside, inside, inside),
        st.builds(lambda a, b: Expr("mul", (a, b)), inside, inside),
        st.builds(lambda a, b, c: Expr("mul", (a, b, c)), inside, inside, inside),
        st.builds(lambda a: Expr("neg", (a,)), inside),
        st.builds(lambda a, b: Expr("div", (a, b)), inside, inside),
        st.builds(lambda a, b: Expr("pow", (a, b)), inside, inside),
        st.builds(lambda head, a: Expr(head, (a,)), st.sampled_from(["exp", "log", "sqrt", "abs"]), inside),
        st.builds(lambda head, ends: Expr(head, ends), st.sampled_from(["max", "min"]), pair),
        st.builds(lambda a: Expr("apply", (symbol("g"), a)), inside),
        st.builds(lambda parts: Expr("sum", parts), bound),
        st.builds(lambda parts: Expr("integral", parts), integral),
        st.builds(lambda a: Expr("E", (a,)), inside),
        st.builds(lambda a: Expr("Pr", (a,)), relations),
        st.builds(lambda a: Expr("indicator", (a,)), relations),
        st.builds(lambda a: Expr("norm", (Expr("mul", (a, symbol("y"))),), "2"), inside),
    )


scalars = st.recursive(leaves, nodes, max_leaves=8)
chains = st.builds(
    lambda terms, ops: Expr("chain", tuple(terms), " ".join(ops[: len(terms) - 1])),
    st.lists(scalars, min_size=2, max_size=4),
    st.lists(st.sampled_from((*RELATIONS, ":=")), min_size=3, max_size=3),
)


@settings(max_examples=600)
@given(chains)
def test_generated_relations_survive(tree: Expr) -> None:
    """Any relation between scalars, written and read, is the same tree."""
    assert read(to_latex(tree), NOTATION) == tree


@settings(max_examples=300)
@given(scalars)
def test_writing_is_stable(tree: Expr) -> None:
    """What was written, read and written again is the same text."""
    text = to_latex(tree)

    assert to_latex(read(text, NOTATION)) == text


def printed_formulas() -> Iterator[str]:
    """Every formula of the bundled lecture, as printed and as corrected."""
    for item, _ in load_lecture(bundled_lecture()).rows():
        texts = (item.latex,) if isinstance(item, Row) else (*item.then, *item.given, item.for_all, item.probability)
        yield from filter(None, texts)
        yield from (erratum.corrected for erratum in item.errata if isinstance(erratum.corrected, str))


@pytest.mark.parametrize("latex", sorted(set(printed_formulas())))
def test_lecture_formulas_survive(latex: str) -> None:
    """Every formula of the lecture, read, written and read again, is the same tree."""
    notation = load_lecture(bundled_lecture()).notation
    tree = read(latex, notation)

    assert read(to_latex(tree), notation) == tree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\frac{q}{2}", r"q / 2"),
        (r"\dfrac{q}{2}", r"\frac q2"),
        (r"y^\top y", r"y^T y"),
        (r"H^*_{ij}", r"H^\star_{i j}"),
        (r"\left( q + 1 \right) t", r"(q + 1) t"),
        (r"\|y\|_2", r"\lVert y \rVert_2"),
        (r"v_i(t)", r"v(t)_i"),
        (r"q \cdot t", r"q t"),
        (r"q \le t", r"q \leq t,"),
        (r"\mathbb{E}[q]", r"\mathrm{E}[q]"),
        (r"\exp(t)", r"e^{t}"),
    ],
)
def test_spellings_of_one_thing_agree(one: str, other: str) -> None:
    """Two customary spellings give one tree."""
    assert read(one, NOTATION) == read(other, NOTATION)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(q + t) + n", "q + (t + n)"),
        ("(q t) n", "q (t n)"),
        ("q - (t - n)", "q - t - n"),
        ("-q^2", "(-q)^2"),
        (r"\sum_{i=1}^n y_i + 1", r"\sum_{i=1}^n (y_i + 1)"),
        (r"q^{t n}", r"q^t n"),
    ],
)
def test_different_groupings_differ(one: str, other: str) -> None:
    """Brackets that matter are not lost."""
    assert read(one, NOTATION) != read(other, NOTATION)
    assert read(to_latex(read(one, NOTATION)), NOTATION) == read(one, NOTATION)
