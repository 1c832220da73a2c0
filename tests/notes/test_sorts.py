"""What is inferred of symbols from the formulas of a document, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ntkprops.errors import NotationError
from ntkprops.language import count, event, matrix, positive, probability, real, sign, time, vector
from ntkprops.language.notation import Sort
from ntkprops.notes.sorts import Inferred, infer


@dataclass(frozen=True)
class Line:
    """A formula, or a comment line, of some notes."""

    latex: str
    line: int
    file: str = "notes.tex"

    @property
    def text(self) -> str:
        return self.latex


def lines(*texts: str) -> list[Line]:
    return [Line(text, place) for place, text in enumerate(texts, start=1)]


def inferred(*formulas: str, prose: str = "", settled: tuple[str, ...] = ()) -> Inferred:
    return infer(lines(*formulas), prose=[(prose,)] if prose else (), directives=lines(*settled))


def sorts(found: Inferred) -> dict[str, Sort]:
    return {name: row.sort for name, row in found.notation.table.items()}


def kinds(found: Inferred) -> set[tuple[str, str]]:
    return {(one.symbol, one.kind) for one in found.open}


@pytest.mark.parametrize(
    ("formulas", "name", "sort"),
    [
        ((r"A \in \mathbb{R}^{n \times d}",), "A", matrix("n", "d")),
        ((r"A \in \mathbb{R}^{n \times d}", "A v = b"), "v", vector("d")),
        ((r"A \in \mathbb{R}^{n \times d}", "A v = b"), "b", vector("n")),
        ((r"g \in \mathbb{R}^p", r"\|g - h\| \leq 1"), "h", vector("p")),
        ((r"\frac{du(t)}{dt} = -u(t)",), "t", time),
        ((r"a_i \sim \text{uniform}\{-1, 1\}", r"\sum_{i=1}^n a_i \leq n"), "a", sign),
        ((r"\Pr(A) \leq \delta",), "A", event),
        ((r"\kappa = \frac{\beta}{\alpha} > 0",), r"\kappa", positive),
        ((r"\beta \leq \alpha",), r"\beta", real),
        ((r"f: \mathbb{R}^d \to \mathbb{R}", r"f(x) \leq 1"), "x", vector("d")),
        ((r"H v = -\dot{u}(t)", r"u \in \mathbb{R}^n", r"\lambda_{\min}(H) \geq 1"), "H", matrix("n", "n")),
    ],
)
def test_one_formula_settles_a_sort(formulas: tuple[str, ...], name: str, sort: Sort) -> None:
    """A membership, a law, a derivative, an event, an equation each say what a symbol is."""
    assert sorts(inferred(*formulas)).get(name) == sort


def test_ranges_come_from_the_sums() -> None:
    """A letter without a printed range runs where the slots it stands in run."""
    found = inferred(r"\sum_{i=1}^n \|x_i\|^2 \leq r", r"\|x_j\| \leq 1", r"x_i \in \mathbb{R}^d")

    assert found.notation.table["x"].over == ("n",)
    assert sorts(found)["j"] == Sort("index", ("n",))
    assert sorts(found)["n"] == count


def test_a_bare_letter_in_an_operation_is_a_vector() -> None:
    """``u - y`` makes vectors of what else would be families of numbers."""
    alone = inferred(r"\sum_{i=1}^n u_i \leq 1")
    beside = inferred(r"\sum_{i=1}^n u_i \leq 1", r"\|u - y\| \leq 1")

    assert (sorts(alone)["u"], alone.notation.table["u"].over) == (real, ("n",))
    assert (sorts(beside)["u"], sorts(beside)["y"]) == (vector("n"), vector("n"))


def test_randomness_follows_definitions() -> None:
    """What is defined by something random is random, its mean is not."""
    table = inferred(r"X \sim N(0, 1)", r"Y = X^2 + c", r"\mu = \mathbb{E}[Y]").notation.table

    assert [table[name].random for name in ("X", "Y", r"\mu", "c")] == [True, True, False, False]
    assert table["X"].law == "gaussian"


def test_a_contradiction_is_told_and_not_resolved() -> None:
    """Of two uses that no sort allows, both are named, and the symbol has no row."""
    found = inferred(r"x \in \mathbb{R}^d", r"x \in \mathbb{R}^n")
    (one,) = [one for one in found.open if one.symbol == "x"]

    assert one.kind == "contradiction"
    assert {place.line for place in (*one.places, *one.against)} == {1, 2}
    assert "x" not in found.notation.table


def test_a_slip_is_outvoted_by_three_other_uses() -> None:
    """One formula against many is told, and the table follows the many."""
    many = [r"y \in \mathbb{R}^n", r"\|y - u\| \leq 1", r"\|y\| \leq 2", r"\|y + u\| \leq 3", r"z \leq \exp(-y)"]
    found = inferred(*many)

    assert ("y", "outvoted") in kinds(found)
    assert sorts(found)["y"] == vector("n")


def test_a_sum_over_the_wrong_letter_does_not_make_two_ranges_one() -> None:
    """A slip in one range leaves n and m apart, whatever comes first."""
    found = inferred(
        r"\sum_{i=1}^m \Pr(A_{ik}) \leq 1", r"\Pr(A_{ik}) \leq \frac{1}{n} \sum_{i=1}^n y_i", r"\Pr(A_{ik}) \leq y_i",
        r"\sum_{i=1}^n \Pr(A_{ik}) \leq 1", r"|y_i| \leq 1, \forall i \in [n]",
        r"\Pr(A_{jk}) \leq y_j, \forall k \in [m]",
    )  # fmt: skip

    assert found.notation.table["A"].over == ("n", "m")
    assert ("A", "outvoted") in kinds(found)


def test_a_capital_before_a_letter_may_be_a_matrix() -> None:
    """Where nothing says that ``A x`` is a matrix and a vector, all that hangs on it stays open."""
    found = inferred(r"r = b - A x", r"\eta \leq 1")

    assert {name for name, kind in kinds(found) if kind == "unsettled"} == {"r", "b", "A", "x"}
    assert sorts(found) == {r"\eta": real}


def test_a_comment_line_settles_all_that_hangs_on_it() -> None:
    """One directive is enough for every symbol that unification reaches."""
    found = inferred(r"r = b - A x", settled=("A: matrix(n, d)",))

    assert sorts(found) == {
        "n": count,
        "d": count,
        "A": matrix("n", "d"),
        **dict.fromkeys("rb", vector("n")),
        "x": vector("d"),
    }
    assert not found.open


def test_a_length_that_may_be_a_printed_count_stays_open() -> None:
    """A fresh name for the length of v would refute what is true with n for it."""
    assert ("v", "unsettled") in kinds(inferred(r"\|v\|_1 \leq \sqrt{n} \|v\|_2"))
    assert sorts(inferred(r"\langle f, g \rangle = \langle g, f \rangle"))["f"].kind == "vector"


def test_no_sign_is_guessed() -> None:
    """What only stands in a denominator is a real number: a sign is a hypothesis, and must be printed."""
    assert sorts(inferred(r"\frac{1}{\gamma} \leq k_0"))[r"\gamma"] == real


def test_a_range_binds_its_letter() -> None:
    """A letter that only a range introduces is of no sort by itself."""
    found = inferred(r"\frac{du(t)}{dt} = -u(t)", r"0 \leq s \leq t", r"u(s) \leq 1")

    assert ("s", "local") in kinds(found)
    assert "s" not in found.notation.table


def test_a_quantified_number_needs_no_row() -> None:
    r"""``\forall s \geq 0`` binds s in its formula."""
    found = inferred(r"\mathbb{E}[\exp(s X)] \leq \exp(s^2), \forall s \geq 0")

    assert "s" not in found.notation.table
    assert found.notation.table["X"].random


def test_a_stray_letter_is_not_declared() -> None:
    r"""``\lambda`` once beside ``\lambda_0`` many times is no symbol of its own."""
    found = inferred(r"\lambda_0 \leq 1", r"\lambda_0 \leq R", r"R \leq 2 \lambda_0", r"R \leq \lambda^4")

    assert (r"\lambda", "stray") in kinds(found)
    assert r"\lambda" not in found.notation.table


def test_steps_are_not_times() -> None:
    """What is applied to k + 1 moves in steps, and nothing says from where k counts."""
    found = inferred(r"W(k+1) = W(k) - \eta \nabla L(W(k))", settled=("W: vector(d)",))

    assert found.notation.table["W"].of == ("step",)
    assert ("k", "unsettled") in kinds(found)


def test_words_say_sorts_and_signs() -> None:
    """Nouns before a symbol, and a sign in a sentence that assumes it."""
    prose = (
        r"Let $A$ be a matrix, $X$ a number. The step size $\eta > 0$. With probability at least $1 - \delta$ it holds."
    )
    found = inferred(r"A v = b", r"\eta \leq 1", r"\delta \leq \eta", prose=prose)

    assert (sorts(found)[r"\eta"], sorts(found)[r"\delta"]) == (positive, probability)
    assert sorts(found)["A"].kind == "matrix"


def test_a_sign_in_a_conclusion_is_no_hypothesis() -> None:
    """Negative control: "so $c > 0$" claims what "let $c > 0$" assumes."""
    assert sorts(inferred(r"c \leq 1", prose="and so $c > 0$."))["c"] == real
    assert sorts(inferred(r"c \leq 1", prose="Let $c > 0$."))["c"] == positive


def test_directives_override_everything() -> None:
    """A comment line is followed against what is printed, and the printed places are told."""
    found = inferred(r"x \in \mathbb{R}^d", settled=("x is a real",))

    assert sorts(found)["x"] == real
    assert ("x", "outvoted") in kinds(found)


@pytest.mark.parametrize("text", ["s", "s is a thing", "w: vector(d) above m", ": time"])
def test_a_directive_that_is_not_understood_is_an_error(text: str) -> None:
    """The error gives examples of what can be said."""
    with pytest.raises(NotationError, match="s is a time"):
        inferred("s = 1", settled=(text,))


def test_what_is_open_forbids_only_its_own_formulas() -> None:
    """A formula without an open symbol may be judged."""
    open_one, fine = lines(r"r = b - A x", r"\eta \leq 1")
    found = infer([open_one, fine])

    assert found.forbids(open_one)
    assert not found.forbids(fine)


def test_a_sequence_moves_in_steps() -> None:
    """``x_{k+1}`` is the value of x at the next step, not an entry of it."""
    table = inferred(r"f: \mathbb{R}^d \to \mathbb{R}", r"x_{k+1} = x_k - \eta \nabla f(x_k)").notation.table

    assert (table["x"].sort, table["x"].of) == (vector("d"), ("step",))


def test_a_count_below_a_letter_makes_a_name() -> None:
    """``S_n`` beside a sum up to n is one number; with an index as well it is a member."""
    assert sorts(inferred(r"S_n = \sum_{i=1}^n X_i"))["S_n"] == real
    assert "X_n" not in sorts(inferred(r"X_n \leq 1", r"\sum_{i=1}^n X_i \leq 1"))


def test_a_vector_beside_a_matrix_takes_its_length() -> None:
    """A quadratic form settles the vector on both sides of it."""
    found = inferred(r"\Sigma \in \mathbb{R}^{d \times d}", r"v^\top \Sigma v \leq 1")

    assert sorts(found)["v"] == vector("d")


def test_every_row_has_a_reason() -> None:
    """Nothing stands in the table that nothing explains."""
    found = inferred(r"x_i \in \mathbb{R}^d", r"\sum_{i=1}^n x_i^\top v \leq \epsilon", r"\frac{du(t)}{dt} = -u(t)")

    assert found.notation.table.keys() <= found.why.keys()
