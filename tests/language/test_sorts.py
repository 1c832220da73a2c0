"""The sort checker finds what makes no sense, and says where."""

from __future__ import annotations

import pytest

from ntkprops.errors import FormulaError, NotationError
from ntkprops.language import (
    Notation,
    Scope,
    count,
    declare,
    event,
    index,
    matrix,
    positive,
    read,
    real,
    sort_of,
    vector,
)

NOTATION = Notation(
    (
        declare("n", count),
        declare("m", count),
        index("i", "j", over="n"),
        index("k", over="m"),
        declare("y", vector("n")),
        declare("b", vector("m")),
        declare("H", matrix("n", "n")),
        declare("w", vector("n"), over=("m",)),
        declare("A", event, over=("n", "m")),
        declare(r"\lambda_0", positive),
        declare("f", real, of=(real,)),
        declare("t", real),
    )
)


def sort(latex: str) -> str:
    """The sort of a formula in words."""
    return str(sort_of(read(latex, NOTATION), Scope(NOTATION)))


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\|y\|_2", "a scalar"),
        (r"H y", "a vector of length n"),
        (r"y^\top H y", "a scalar"),
        (r"y y^\top", "a n x n matrix"),
        (r"\sum_{i=1}^n y_i", "a scalar"),
        (r"w_k", "a vector of length n"),
        (r"\lambda_{\min}(H)", "a scalar"),
        (r"\Pr(A_{ik})", "a scalar"),
        (r"y = H y", "a relation"),
        (r"A_{ik}", "an event"),
    ],
)
def test_sorts_are_derived(latex: str, expected: str) -> None:
    """The sort of a part follows from the table."""
    assert sort(latex) == expected


@pytest.mark.parametrize(
    ("latex", "words", "at"),
    [
        (r"\exp(-\lambda_0 y)", "an exponent must be a scalar", r"-\lambda_0 y"),
        (r"\lambda t", r"\lambda is neither declared", r"\lambda"),
        (r"\sum_{i=1}^n A_k", "2 at most", "A_k"),
        (r"y + b", "must agree", "b"),
        (r"H b", "is not defined", "b"),
        (r"y \leq H y", "only scalars are ordered", "y"),
        (r"\|\lambda_0\|", "a norm is of a vector or a matrix", r"\|\lambda_0\|"),
        (r"\frac{t}{y}", "a denominator must be a scalar", "y"),
        (r"f(t, t)", "takes 1 arguments", "f(t, t)"),
        (r"t^{y}", "an exponent must be a scalar", "y"),
        (r"y^2", "cannot be raised to a power", "y^2"),
        (r"\lambda_{\min}(y)", "is of a square matrix", "y"),
        (r"w_i", "index 1 of w runs from 1 to m", "i"),
    ],
)
def test_nonsense_is_found_with_its_place(latex: str, words: str, at: str) -> None:
    """The message says what must hold; the span is that of the offending part."""
    with pytest.raises(FormulaError) as caught:
        sort(latex)

    assert words in str(caught.value)
    assert latex[slice(*caught.value.span)].strip() == at


def test_a_free_summand_index_is_found() -> None:
    """A sum over i whose summand speaks of j of the same range is a slip, and the remedy is named."""
    with pytest.raises(FormulaError, match="stays free") as caught:
        sort(r"\sum_{i=1}^n y_j")

    assert "sum over j?" in caught.value.hint


def test_the_nearest_spelling_is_named() -> None:
    """An undeclared symbol is answered with the declared one most like it."""
    with pytest.raises(FormulaError) as caught:
        sort(r"\lambda^4")

    assert caught.value.hint == r"did you mean \lambda_0?"


def test_a_variable_is_free_after_its_quantifier_closed() -> None:
    """s is bound in the formula that quantifies it and nowhere else."""
    sort(r"f(s) \leq t, \forall 0 \leq s \leq t")

    with pytest.raises(FormulaError, match="s is neither declared nor bound here"):
        sort(r"f(s) \leq t")


@pytest.mark.parametrize("name", ["H", "y", "w_k"])
def test_a_quantified_range_is_one_of_scalars(name: str) -> None:
    """A declared matrix or vector cannot range between two numbers."""
    with pytest.raises(FormulaError, match="only scalars are ordered"):
        sort(rf"f(t) \leq \lambda_0, \|{name}\|_2 \leq t, \forall 0 \leq {name} \leq t")


@pytest.mark.parametrize("latex", [r"t \geq O(n)", r"t > O(n)", r"t \leq \Omega(n)", r"t < \Omega(n)"])
def test_a_rate_bounds_from_its_own_side(latex: str) -> None:
    """At least O(n) says nothing."""
    with pytest.raises(FormulaError, match="stands on the other side"):
        sort(latex)


@pytest.mark.parametrize("latex", [r"t = O(n)", r"t \leq O(n)", r"n = \Omega(m)", r"n \geq \Omega(m)"])
def test_a_rate_on_its_own_side_is_read(latex: str) -> None:
    """Both usual spellings are."""
    assert sort(latex) == "a relation"


@pytest.mark.parametrize("name", ["t", "n", "y", "w"])
def test_only_an_index_runs_through_whole_numbers(name: str) -> None:
    """What is declared as something else keeps its meaning."""
    with pytest.raises(FormulaError, match="cannot run through whole numbers"):
        sort(rf"b_k \leq {name}, \forall {name} \in [m]")


def test_only_a_symbol_is_quantified() -> None:
    """For all -k in [m] means nothing."""
    with pytest.raises(FormulaError, match="must be a symbol"):
        sort(r"b_k \leq t, \forall -k \in [m]")


def test_a_bound_variable_hides_a_declared_one() -> None:
    """Inside an integral over t, t is the variable of integration."""
    assert sort(r"\int_0^1 f(t) dt") == "a scalar"


def test_a_dimension_must_be_a_count() -> None:
    """A vector whose length is not declared is refused."""
    with pytest.raises(NotationError, match="dimension d must be declared as a count"):
        _ = Notation((declare("x", vector("d")),)).table


@pytest.mark.parametrize("latex", [r"\frac{t}{2", r"\|y\|_{3, 1}", r"t \leq", "t @ 2", r"\sum_{s} t", "(t", "t)", ""])
def test_what_cannot_be_read_is_refused(latex: str) -> None:
    """Every failure is a FormulaError that can be shown; none is a bare crash."""
    with pytest.raises(FormulaError) as caught:
        read(latex, NOTATION)

    assert caught.value.message
