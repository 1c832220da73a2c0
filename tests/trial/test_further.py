r"""What notes print beside plain algebra has its exact value: whole parts, counts, matrices by their entries."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb

from ntkprops.language import Notation, count, declare, positive, real
from ntkprops.meaning.exact import further
from ntkprops.meaning.exact.enclosures import ball
from ntkprops.meaning.exact.tensor import matrix, product, related, vector
from ntkprops.meaning.exact.values import Undetermined, compare
from ntkprops.proof.book import Book
from ntkprops.statement import Statement
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial.judge import Judge
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.verdict import Outcome

F = Fraction
ROWS = matrix([[F(1), F(2)], [F(3), F(4)]])
NOTATION = Notation(
    (
        declare("n", count),
        declare("a", positive),
        declare("b", real),
        declare("X", real, random=True),
        declare("Y", real, random=True),
    ),
    world=small_numbers(variables=("X", "Y")),
)


def outcome(latex: str) -> Outcome:
    """The verdict on one claim of algebra."""
    claim = Statement("claim", then=(latex,), by=(algebra,))
    return Judge(Book(Lecture("probe", NOTATION, (claim,)))).verdict("claim", corrected=False).outcome


@pytest.mark.parametrize(
    ("head", "values", "expected"),
    [
        ("floor", (F(-7, 2),), F(-4)),
        ("ceil", (F(-7, 2),), F(-3)),
        ("floor", (ball(arb(2).sqrt()),), F(1)),
        ("factorial", (F(5),), F(120)),
        ("binom", (F(5), F(2)), F(10)),
        ("binom", (F(2), F(5)), F(0)),
        ("logb", (F(2), F(1, 8)), F(-3)),
        ("sgn", (F(-2),), F(-1)),
        ("sgn", (F(0),), F(0)),
        ("pnorm", (vector([F(3), F(-4)]), F(2)), F(5)),
        ("pnorm", (vector([F(0), F(-4)]), F(3)), F(4)),
        ("det", (ROWS,), F(-2)),
        ("det", (matrix([[F(2), F(0), F(1)], [F(1), F(1), F(0)], [F(0), F(3), F(1)]]),), F(5)),
        ("hadamard", (ROWS, ROWS), matrix([[F(1), F(4)], [F(9), F(16)]])),
        ("diag", (vector([F(1), F(2)]),), matrix([[F(1), F(0)], [F(0), F(2)]])),
        ("diag", (ROWS,), vector([F(1), F(4)])),
        ("identity", (F(2),), matrix([[F(1), F(0)], [F(0), F(1)]])),
        ("ones", (F(3),), vector([F(1)] * 3)),
    ],
)
def test_the_value_is_exact(head: str, values: tuple, expected: object) -> None:
    """By hand."""
    assert further.FURTHER[head](*values) == expected


@pytest.mark.parametrize(
    ("head", "values"),
    [
        ("floor", (ball(arb(1, 0.1)),)),
        ("sgn", (ball(arb(0, 0.1)),)),
        ("factorial", (F(1, 2),)),
        ("factorial", (F(-1),)),
        ("factorial", (F(10**9),)),
        ("logb", (F(1), F(2))),
        ("logb", (F(2), F(-1))),
        ("pnorm", (ROWS, F(3))),
        ("pnorm", (vector([F(1)]), F(1, 2))),
        ("det", (vector([F(1)]),)),
        ("ones", (F(0),)),
    ],
)
def test_what_is_not_certain_has_no_value(head: str, values: tuple) -> None:
    """An enclosure across a jump, a point outside of the domain, a case that nobody computes."""
    with pytest.raises(Undetermined):
        further.FURTHER[head](*values)


def test_an_inverse_undoes_its_matrix() -> None:
    """By multiplication; a singular matrix has none."""
    one = further.identity(F(2))

    assert product(further.matrix_power(ROWS, F(-1)), ROWS) == one
    assert further.matrix_power(ROWS, F(2)) == product(ROWS, ROWS)
    with pytest.raises(Undetermined):
        further.inverse(matrix([[F(1), F(2)], [F(2), F(4)]]))


def test_a_norm_lies_between_its_neighbours() -> None:
    """The third norm of (1, 2) is the cube root of 9."""
    found = further.norm_by(vector([F(1), F(2)]), F(3))

    assert compare(found, ">", F(2)) is True and compare(found, "<", F(209, 100)) is True


def test_a_vector_is_0_where_all_its_entries_are() -> None:
    """0 stands for the zero of any shape."""
    assert related(vector([F(0), F(0)]), "=", F(0)) is True
    assert related(vector([F(0), F(1)]), "=", F(0)) is False
    assert related(vector([F(0), F(1)]), "=", F(1)) is None


@pytest.mark.parametrize(
    "latex",
    [
        r"n! \leq 2^n", r"\binom{n}{2} \geq n", r"\log_2 a \leq 1", r"\lfloor 2 a \rfloor = 2 \lfloor a \rfloor",
        r"\lceil a \rceil \leq a", r"\mathrm{sgn}(b) = 1", r"\mathrm{tr}(I_n) = 1", r"\|(a, b)^\top\|_3 \geq a + |b|",
        r"\det(\begin{pmatrix} a & b \\ b & a \end{pmatrix}) \geq 0", r"\mathrm{Cov}(X, X) \geq 1",
    ],
)  # fmt: skip
def test_a_false_claim_falls(latex: str) -> None:
    """With an exact counterexample."""
    assert outcome(latex) is Outcome.REFUTED


@pytest.mark.parametrize(
    "latex",
    [
        r"n! \geq 1", r"\binom{n}{2} \leq n^2", r"\log_2 a \leq a",
        r"\lfloor a \rfloor + \lfloor b \rfloor \leq \lfloor a + b \rfloor",
        r"\lceil a \rceil < a + 1", r"\mathrm{sgn}(b) b = |b|", r"\mathrm{tr}(I_n) = n",
        r"\|(a, b)^\top\|_3 \leq a + |b|",
        r"\det(\begin{pmatrix} a & b \\ -b & a \end{pmatrix}) \geq 0", r"\mathrm{Cov}(X, X) \geq 0",
        r"\mathrm{Cov}(X, Y) = \mathrm{Cov}(Y, X)",
    ],
)  # fmt: skip
def test_a_true_claim_does_not(latex: str) -> None:
    """Neighbours of the above."""
    assert outcome(latex) in (Outcome.PROVED, Outcome.UNDECIDED)
