r"""What only our reader cannot read is unread: never ill formed, never a number, never two things in silence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language import (
    Notation,
    Scope,
    count,
    declare,
    index,
    matrix,
    positive,
    probability,
    read,
    readings,
    real,
    sort_of,
    time,
    to_latex,
    vector,
)
from ntkprops.language.sorts import located
from ntkprops.language.tree import walk

NOTATION = Notation(
    (
        declare("n", count),
        declare("m", count),
        index("i", "j", over="n"),
        declare("a", positive),
        declare("b", real),
        declare("t", time),
        declare(r"\delta", probability),
        declare("v", vector("n")),
        declare("u", vector("n"), of=("time",)),
        declare("y", real, over=("n",)),
        declare("H", matrix("n", "n")),
        declare("X", real, random=True),
    )
)


def failure(latex: str) -> FormulaError:
    """The error of a formula that is not read or makes no sense."""
    with pytest.raises(FormulaError) as caught:
        sort_of(read(latex, NOTATION), Scope(NOTATION))
    return located(caught.value, latex)


@pytest.mark.parametrize(
    "latex",
    [
        r"v' \leq v",
        r"\frac{dv}{dt} = v",
        r"n \in \mathbb{N}",
        r"X \in \mathcal{R}",
        r"b \leq \{",
        r"b @ 2",
        r"\|v\|_{L^2} \leq 1",
        r"n < \infty",
        r"\sum_{i=1}^\infty b \leq 1",
        r"v = [1, \dots, 2]",
        r"b \leq 1 \mid a \leq 2",
        r"\{y_k\}_k = v",
        r"\sum_{x \in S} x \leq 1",
        r"t \geq 0, \forall t \in \mathbb{R}",
        r"b \leq 1, \forall x \in S",
        r"\sqrt{a, b} \leq 1",
        r"du(t)/dt = v",
        r"d u_i / dt \leq 1",
        r"a^{b, 2} \leq 1",
        r"a {b, 2} \leq 1",
        r"\lambda_{\min}(H, a) \leq 1",
        r"b \sim 1",
        r"b \sim a",
        r"\forall b \leq 1",
    ],
)
def test_what_has_no_meaning_here_is_unread(latex: str) -> None:
    """It is our limit, not the notes' fault."""
    assert isinstance(failure(latex), UnreadError)


@pytest.mark.parametrize(
    "latex",
    [
        r"\lambda \leq 1",
        r"\exp(-a v) \leq 1",
        r"\frac{du(t)}{ds} = v",
        r"\sum_{k} b \leq 1",
        r"\sum_{i=1}^n \|H_i\| \leq y_v",
        r"\hat{y} \leq 1",
        r"\mathbf{x} \leq 1",
        r"\mathbb{E}[X \leq 1] \leq 1",
        r"b_i \leq n, \forall t \in [m]",
    ],
)
def test_sorts_and_scope_are_the_fault_of_the_notes(latex: str) -> None:
    """Neighbours of what is unread: these can be read and make no sense."""
    assert not isinstance(failure(latex), UnreadError)


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        (r"\cos(a) \leq 1", r"\cos"),
        (r"\arccos(b) \leq 1", r"\arccos"),
        (r"\sin 2b \leq 1", r"\sin"),
        (r"X \sim \text{Bin}(n, a)", r"\text{Bin}"),
        (r"X \sim \mathrm{Poi}(a)", r"\mathrm{Poi}"),
        (r"X \sim D", "D"),
        (r"\mathrm{KL} \leq 1", r"\mathrm{KL}"),
        (r"z(a + 1) \leq 1", "z"),
        (r"\phi_i\left(a\right) \leq 1", r"\phi"),
    ],
)
def test_an_unknown_name_is_no_number(latex: str, name: str) -> None:
    """A word, a law and what stands before a parenthesis have a meaning that nobody declared."""
    found = failure(latex)

    assert isinstance(found, UnreadError)
    assert found.message == f"no meaning is known for {name}"
    assert r"declare \c" not in found.hint


def test_a_declared_word_is_a_symbol() -> None:
    r"""Who declares ``\cos`` may use it."""
    notation = Notation((declare(r"\cos", real, of=(real,)), declare(r"\text{gap}", real), declare("b", real)))

    sort_of(read(r"\cos(b) \leq \text{gap}", notation), Scope(notation))


@pytest.mark.parametrize(
    "latex",
    [
        r"\sup_{a < b} a \leq 1",
        r"\max_{0 \leq t \leq 1} t \leq 1",
        r"\max_{0 \leq s \leq 1} s \leq 1",
        r"\min_{t \in [0, 1]} t \leq 1",
        r"\max_{t} t \leq 1",
        r"\Pr[\bigcup_{0 \leq t \leq 1} \{b \leq t\}] \leq 1",
    ],
)
def test_an_extremum_over_reals_is_no_walk_in_whole_numbers(latex: str) -> None:
    """It is read, as an operator over all values that satisfy a condition."""
    tree = read(latex, NOTATION)

    assert "over" in {part.head for part in walk(tree)}
    assert not {"maximum", "minimum", "bigunion"} & {part.head for part in walk(tree)}
    sort_of(tree, Scope(NOTATION))


@pytest.mark.parametrize("latex", [r"\sup(a, b) \leq 1", r"\max_{x \in S} x \leq 1"])
def test_an_extremum_over_what_nobody_knows_is_unread(latex: str) -> None:
    """What x is is not said."""
    assert isinstance(failure(latex), UnreadError)


@pytest.mark.parametrize(
    "latex",
    [
        r"\max_i y_i \leq 1",
        r"\inf_{i} y_i \leq 1",
        r"\max_{ij} H_{ij} \leq 1",
        r"\max_{1 \leq i \leq n} y_i \leq 1",
        r"\max_{1 \leq k \leq n} y_k \leq 1",
        r"\max_{k \in [m]} k \leq m",
        r"\sum_{k=1}^2 y_k \leq 1",
        r"\sum_{k=0}^{m-1} a^k \leq m",
        r"\prod_{k=1}^m a \leq b",
    ],
)
def test_whole_numbers_keep_their_meaning(latex: str) -> None:
    """A declared index, an index of the body, the range of a sum."""
    sort_of(read(latex, NOTATION), Scope(NOTATION))


@pytest.mark.parametrize(
    "latex", ["n \\geq 1,000", "b \\leq 0,5", r"\sqrt{0,5} \leq b", "(1,000 + n) b \\leq a", r"\max(1,000, n) \leq b"]
)
def test_digits_around_a_comma_are_not_two_numbers_in_silence(latex: str) -> None:
    """The remedy says how to print one number and how to print two."""
    found = failure(latex)

    assert isinstance(found, UnreadError)
    assert "for one number" in found.hint


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"n \geq 1{,}000", r"n \geq 1000"),
        (r"n \geq 1{,}000{,}000", r"n \geq 1000000"),
        (r"n \geq 1\,000", r"n \geq 1000"),
        (r"b \leq 0{,}5", r"b \leq 0.5"),
        (r"b \leq \max(0,5)", r"b \leq \max\{0, 5\}"),
        (r"H_{1,2} \leq 1", r"H_{1, 2} \leq 1"),
        (r"b \in \{0,1\}", r"b \in \{0, 1\}"),
        (r"b \geq 1, a \geq 2", r"b \geq 1, a \geq 2"),
    ],
)
def test_one_number_and_plain_lists_are_read(latex: str, shown: str) -> None:
    """Neighbours of the comma that may mean two things."""
    assert to_latex(read(latex, NOTATION)) == shown


def test_numbers_side_by_side_are_no_product() -> None:
    """2 3 is 6 to nobody."""
    assert isinstance(failure(r"b \leq 2 3"), UnreadError)
    assert to_latex(read(r"b^2 3", NOTATION)) == r"b^{2} \cdot 3"


@pytest.mark.parametrize(
    ("latex", "head"),
    [(r"\exp(a, b) \leq 1", "exp is of one thing"), (r"\mathbb{E}[X, b] \leq 1", "a mean is of one thing")],
)
def test_a_second_argument_is_not_dropped(latex: str, head: str) -> None:
    """What takes one thing takes no second one."""
    assert head in failure(latex).message


@pytest.mark.parametrize(
    "latex",
    [
        r"\sqrt{" * 99 + "a" + "}" * 99,
        "(" * 2000 + "a" + ")" * 2000,
        "b^{" * 60 + "a" + "}" * 60,
        r"\frac{dut)}{dt} = 1",
        r"\frac{d u}{dt",
        r"\{y_i\}_",
    ],
)
def test_no_formula_ends_in_a_traceback(latex: str) -> None:
    """Too deep, or broken: an error that can be shown."""
    assert isinstance(failure(latex), UnreadError)


def test_a_long_sum_is_read() -> None:
    """Its terms stand beside each other, not within each other."""
    assert len(read(" + ".join(["a"] * 5000), NOTATION).args) == 5000


PIECES = re.findall(
    r"\S+",
    r"\frac{ } { ( ) [ ] \{ \} | \| || \left| \right| \left( \right) \left. _ ^ ' , ; + - * / = \leq := \in \sim "
    r"\forall \exists \sum_{i=1}^n \max_{i} \max \exp \log \mathbb{E} \Pr \int_0^t dt ds \frac{d }{dt} \nabla "
    r"\partial \dot u v y_i a b t 0 1 2 12 1,000 . e^ T \infty \mid \dots \cup O( N( \sqrt \text{and} "
    r"\mathbb{R} \cdot & \\ \top \lambda_{\min}( d",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_text_is_read_or_refused(latex: str) -> None:
    """Whatever is printed, the reader answers with a tree that can be printed, or with an error that can be shown."""
    try:
        trees = readings(latex, NOTATION)
        sort_of(trees[0], Scope(NOTATION))
    except FormulaError as error:
        assert str(error)
    else:
        assert all(to_latex(tree) for tree in trees if tree.head != "blank")
