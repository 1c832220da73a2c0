r"""Every construct of the grammar is listed, printed, and read back as the same tree, with one reading."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.language import (
    Expr,
    Notation,
    count,
    declare,
    event,
    heads,
    index,
    matrix,
    positive,
    read,
    readings,
    real,
    time,
    to_latex,
    vector,
)
from ntkprops.language.latex import plainly
from ntkprops.language.tree import number, symbol, walk

NOTATION = Notation(
    (
        declare("n", count),
        declare("m", count),
        index("i", "j", over="n"),
        index("k", over="m"),
        declare("v", vector("n"), of=("time",)),
        declare("y", vector("n")),
        declare("w", vector("n"), over=("m",)),
        declare("M", matrix("n", "n")),
        declare(r"H^\infty", matrix("n", "n")),
        declare("g", real, of=(real,)),
        declare("p", positive),
        declare("q", real),
        declare("t", time),
        declare("A", event, over=("n",)),
        declare("X", real, random=True),
    )
)

EXAMPLES = {
    "number": "2", "constant": r"\pi", "symbol": "p", "entry": "y_i", "apply": "g(p)", "dot": r"\dot{v}(t)",
    "add": "p + q - 1", "mul": "p q", "neg": "-p", "div": r"\frac{p}{q}", "pow": "p^2", "sqrt": r"\sqrt{p}",
    "root": r"\sqrt[3]{p}", "exp": r"\exp(p)", "log": r"\log(p)", "Var": r"\mathrm{Var}(X)", "tr": r"\mathrm{tr}(M)",
    "Tr": r"\mathrm{Tr}(M)", "abs": "|q|", "max": r"\max\{p, q\}", "min": r"\min(p, q)", "norm": r"\|y\|_2",
    "inner": r"\langle y, y \rangle", "transpose": r"y^\top", "lambda_min": r"\lambda_{\min}(M)",
    "lambda_max": r"\lambda_{\max}(M)", "indicator": r"\mathbf{1}[p \leq q]", "Pr": r"\Pr[X \geq p]",
    "E": r"\mathbb{E}_{X}[X]", "sum": r"\sum_{i=1}^n y_i", "prod": r"\prod_{i=1}^n y_i",
    "integral": r"\int_0^t g(s) ds",
    "family": r"\{w_k\}_{k=1}^m", "maximum": r"\max_i y_i", "minimum": r"\min_{2 \leq i \leq n} y_i",
    "supremum": r"\sup_{s \in [0, t)} g(s)", "infimum": r"\inf_{s \geq 0} s p",
    "bigunion": r"\bigcup_{i=1}^n A_i", "bigintersection": r"\bigcap_{i=1}^n A_i", "derivative": r"\frac{d v(t)}{dt}",
    "partial": r"\frac{\partial g(p)}{\partial p}", "grad": r"\nabla g(p)", "listing": "[1, 2]", "set": r"\{1, 2\}",
    "union": r"A_1 \cup A_2", "intersection": r"A_1 \cap A_2", "exists": r"\exists p", "forall": r"\forall h \in [m]",
    "landau": r"O(n)", "law": r"X \sim N(0, 1)", "space": r"y \in \mathbb{R}^n", "chain": r"p \leq q", "items": "p, q",
    "dots": r"\dots", "blank": r"\leq p",
    "factorial": "n!", "floor": r"\lfloor p \rfloor", "ceil": r"\lceil p \rceil", "binom": r"\binom{n}{2}",
    "logb": r"\log_2 p", "Cov": r"\mathrm{Cov}(X, X)", "diag": r"\mathrm{diag}(y)", "rank": r"\mathrm{rank}(M)",
    "det": r"\det(M)", "sgn": r"\mathrm{sign}(q)", "vec": r"\mathrm{vec}(M)", "sigma_min": r"\sigma_{\min}(M)",
    "sigma_max": r"\sigma_{\max}(M)", "pnorm": r"\|y\|_q", "hadamard": r"M \odot M", "kronecker": r"M \otimes M",
    "pinv": r"M^\dagger", "hessian": r"\nabla^2 g(p)", "identity": "M - I", "ones": r"\mathbf{1}^\top y",
    "rows": r"\begin{pmatrix} p & q \\ q & p \end{pmatrix}",
    "cases": r"\begin{cases} p & q > 0 \\ 0 & \text{otherwise} \end{cases}",
    "case": r"\begin{cases} p & \text{if } q > 0 \\ q & q \leq 0 \end{cases}", "at": r"\left. g(q) \right|_{q = 0}",
    "upper": "q^{(n)}", "conditional": r"\mathbb{E}[X \mid X \geq 0]", "over": r"\lim_{s \to 0} g(s)",
    "builder": r"\{s : s \geq 0\}", "typed": r"g : \mathbb{R} \to \mathbb{R}", "not": r"A_1^c",
    "or": r"p \leq q \text{ or } q \leq p",
    "implies": r"p \leq q \text{ if } q > 1", "soft": r"\tilde{O}(n)",
}  # fmt: skip


def test_the_heads_are_these() -> None:
    """Who handles a formula may count on the list."""
    assert heads() == frozenset(EXAMPLES)


@pytest.mark.parametrize("head", sorted(EXAMPLES))
def test_every_head_is_read_printed_and_read(head: str) -> None:
    """An example of each head makes it, and comes back the same."""
    tree = read(EXAMPLES[head], NOTATION)

    assert head in {part.head for part in walk(tree)}
    assert read(to_latex(tree), NOTATION) == tree
    assert readings(plainly(tree), NOTATION) == (tree,)


def test_no_production_of_the_grammar_is_without_an_example() -> None:
    """The productions are counted, so that a new one is noticed here."""
    text = files("ntkprops.language").joinpath("grammar.lark").read_text()
    productions = {line.split("->")[1].strip() for line in text.splitlines() if "->" in line}

    assert productions == {
        "items", "forall", "exists", "qualified", "dots", "chain", "union", "add", "subtract", "negate", "same",
        "multiply", "multiply_juxtaposed", "divide", "big", "extremum", "ddt", "subscript", "power", "transpose",
        "apply", "function", "expect", "set", "symbol", "number", "constant", "fraction", "partial", "derivative",
        "sqrt", "root", "dot", "bars", "norm", "inner", "integral", "eigenvalue", "probability", "indicator", "landau",
        "law", "space", "gradient", "parens", "brackets", "left_open", "right_open",
        "implies", "provided", "either", "quantified", "typed", "entrywise", "ddp", "pseudo", "factorial", "at",
        "complement", "function_below", "function_above", "hessian", "both_signs", "builder", "binomial",
        "floor", "ceil",
        "soft", "table", "cells", "cases", "case", "ones", "given", "integral_over",
    }  # fmt: skip


leaves = st.sampled_from(
    [symbol(name) for name in ("n", "p", "q", "t", "X")]
    + [number(value) for value in (0, 1, 2, 16)]
    + [
        read(text, NOTATION)
        for text in (r"\pi", "0.5", "y_i", "w_{k i}", r"H^\infty_{ij}", "v_i(t)", r"\|y\|", r"\|M\|_F")
    ]
    + [read(EXAMPLES[head], NOTATION) for head in ("lambda_min", "inner", "tr", "Var", "dot", "derivative", "partial")]
)
RELATIONS = ("<=", "<", ">=", ">", "=", "!=")
BOUND = ("sum", "prod", "maximum", "minimum")
PAIRS, SINGLES = ("div", "pow", "root", "max", "min"), ("neg", "exp", "log", "sqrt", "abs", "E", "Var")


def one(head: str, part: st.SearchStrategy[Expr], name: str = "") -> st.SearchStrategy[Expr]:
    """A node with one part."""
    return st.builds(lambda a: Expr(head, (a,), name), part)


def related(part: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """A relation between two parts."""
    return st.builds(lambda a, b, op: Expr("chain", (a, b), op), part, part, st.sampled_from(RELATIONS))


def vectors(part: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Vectors over scalars."""
    y, m = symbol("y"), symbol("M")
    return st.one_of(
        st.builds(lambda a: Expr("mul", (a, y)), part),
        st.builds(lambda a: Expr("add", (y, Expr("neg", (Expr("mul", (a, y)),)))), part),
        st.sampled_from([Expr("mul", (Expr("transpose", (m,)), y)), Expr("grad", (read("g(q)", NOTATION),))]),
    )


def nodes(inside: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """One scalar node over smaller scalars, of every kind."""
    i, s, n = symbol("i"), symbol("s"), symbol("n")
    events = st.one_of(related(inside), st.sampled_from([read("A_i", NOTATION), read(r"A_1 \cup A_2", NOTATION)]))
    return st.one_of(
        st.builds(lambda parts: Expr("add", tuple(parts)), st.lists(inside, min_size=2, max_size=3)),
        st.builds(lambda parts: Expr("mul", tuple(parts)), st.lists(inside, min_size=2, max_size=3)),
        st.builds(lambda head, a, b: Expr(head, (a, b)), st.sampled_from(PAIRS), inside, inside),
        st.builds(lambda head, a: Expr(head, (a,)), st.sampled_from(SINGLES), inside),
        st.builds(lambda a: Expr("E", (a, symbol("X"))), inside),
        st.builds(lambda head, low, a: Expr(head, (i, low, n, a)), st.sampled_from(BOUND), inside, inside),
        st.builds(lambda low, high, a: Expr("integral", (s, low, high, a)), inside, inside, inside),
        st.builds(lambda head, a: Expr(head, (a,)), st.sampled_from(["Pr", "indicator"]), events),
        st.builds(lambda a: Expr("norm", (a,), "2"), vectors(inside)),
        st.builds(lambda a: Expr("apply", (symbol("g"), a)), inside),
    )


scalars = st.recursive(leaves, nodes, max_leaves=8)
quantifiers = st.sampled_from(
    [read(text, NOTATION) for text in (r"\forall h \in [m]", r"\forall 0 \leq s \leq t", r"\forall y \in \mathbb{R}^n")]
)
relations = st.one_of(
    st.builds(
        lambda terms, ops: Expr("chain", tuple(terms), " ".join(ops[: len(terms) - 1])),
        st.lists(scalars, min_size=2, max_size=4),
        st.lists(st.sampled_from((*RELATIONS, ":=", "approx")), min_size=3, max_size=3),
    ),
    st.builds(lambda a: Expr("chain", (symbol("p"), Expr("landau", (a,), "Omega")), "="), scalars),
    st.builds(lambda a, b: Expr("chain", (symbol("X"), Expr("law", (a, b), "N")), "~"), scalars, scalars),
    st.builds(lambda a, b: Expr("chain", (symbol("q"), Expr("set", (a, b))), "in"), scalars, scalars),
)
formulas = st.one_of(
    relations,
    st.builds(lambda a, b: Expr("items", (a, b)), relations, st.one_of(relations, quantifiers)),
    st.builds(lambda a, b, c: Expr("items", (a, b, c)), relations, quantifiers, quantifiers),
)


@settings(max_examples=150)
@given(formulas)
def test_what_is_printed_is_read_back(tree: Expr) -> None:
    """Any formula, written and read, is the same tree."""
    assert read(to_latex(tree), NOTATION) == tree


@settings(max_examples=80)
@given(formulas)
def test_what_is_printed_plainly_has_one_reading(tree: Expr) -> None:
    """With the side of every bar said nothing can be taken for another thing."""
    assert readings(plainly(tree), NOTATION) == (tree,)
