r"""Errors that readers report in notes on optimisation and learning: each is refuted, its correction is not."""

from __future__ import annotations

import pytest

from ntkprops.language import Notation, count, declare, index, matrix, positive, real, time, vector
from ntkprops.proof.book import Book
from ntkprops.statement import Statement, assume
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.hunt import hunt, untried

NOTATION = Notation(
    (
        declare("n", count),
        declare("d", count),
        index("i", over="n"),
        declare("A", matrix("n", "d")),
        declare("b", vector("n")),
        declare("c", vector("n")),
        declare("c'", vector("n")),
        declare("x", vector("d")),
        declare("x'", vector("d")),
        declare("y", vector("d")),
        declare("z", vector("d")),
        declare("p", vector("d")),
        declare("v", vector("n")),
        declare(r"\tau", positive),
        declare("M", positive),
        declare("F", real, of=(vector("d"),)),
        declare("g", real, "convex and smooth", of=(vector("d"),)),
        declare("h", vector("d"), over=("n",), of=("time",)),
        declare("q", vector("d"), of=("time",)),
        declare("t", time),
        declare("X", real, random=True),
        declare("a", real),
        declare("s", positive),
    )
)
OBJECTIVE = Statement("objective", then=(r"F(x) = \frac{1}{2n} \|A x - b\|_2^2",), defines=True)
RESIDUALS = ("c = b - A x", r"x' = x + \tau p", "c' = b - A x'")
CONVEX = r"g(z) \geq g(y) + \langle \nabla g(y), z - y \rangle"
SMOOTH = r"g(z) \leq g(x) + \langle \nabla g(x), z - x \rangle + \frac{M}{2} \|z - x\|_2^2"
STEP = r"z = x - \frac{1}{M} (\nabla g(x) - \nabla g(y))"
GAP = r"g(y) - g(x) \leq \langle \nabla g(y), y - x \rangle - \frac{1}{2M} \|\nabla g(x) - \nabla g(y)\|_2"
MOVES = r"\|h_i(t) - h_i(0)\|_2 \leq M \|q(t) - q(0)\|_2"
NEAR = r"\|q(t) - q(0)\|_2 \leq \frac{s}{4 M}"
TOGETHER = r"\sqrt{\sum_{i=1}^n \|h_i(t) - h_i(0)\|_2^2} \leq \frac{s}{4}"
MGF = r"\mathbb{E}[\exp(r X)] \leq \exp(\frac{r^2 s^2}{2}), \forall r \geq 0"
TAIL = r"\Pr[X \geq a] \leq \exp(-\frac{a^2}{2 s^2})"

# what is given and concluded wrongly, and rightly
CASES = {
    "the residual moves along the wrong vector": ((RESIDUALS, r"c' = c - \tau A A^\top c"),
                                                  (RESIDUALS, r"c' = c - \tau A p")),
    "the gradient of a mean lacks its factor": (((), r"\nabla F(x) = A^\top (A x - b)"),
                                                ((), r"\nabla F(x) = \frac{1}{n} A^\top (A x - b)")),
    "the norm of a difference of gradients lacks its square": (((CONVEX, SMOOTH, STEP), GAP),
                                                               ((CONVEX, SMOOTH, STEP), GAP + "^2")),
    "the radius lacks a root of n": (((MOVES, NEAR), TOGETHER),
                                     ((MOVES, NEAR.replace("4 M", r"4 \sqrt{n} M")), TOGETHER)),
    "the level may be negative": (((MGF,), TAIL), ((MGF, r"a \geq 0"), TAIL)),
    "a sum stands before a whole norm": (((), r"\sum_{i=1}^n v_i^2 = \sum_{i=1}^n \|v\|_2^2"),
                                         ((), r"\sum_{i=1}^n v_i^2 = \|v\|_2^2")),
}  # fmt: skip


def told(given, then: str, by=()):
    """The counterexample to a claim, and why none is looked for."""
    parts = (OBJECTIVE, Statement("claim", given=tuple(given), then=(then,), by=by))
    book = Book(Lecture("notes", NOTATION, parts))
    reading = book.reading("claim", corrected=False)
    return hunt(book, reading, corrected=False), untried(book, reading, corrected=False)


@pytest.mark.parametrize("name", CASES)
def test_what_is_printed_wrong_is_refuted(name):
    """There is an exact instance, with at most two entries a vector."""
    witness, reason = told(*CASES[name][0])

    assert witness is not None, reason
    assert witness.values.get("d", "1") in "12"


@pytest.mark.parametrize("name", CASES)
def test_its_correction_is_not(name):
    """What is printed rightly has none."""
    assert told(*CASES[name][1])[0] is None


def test_a_source_does_not_save_what_is_false():
    """What is assumed is hunted like the rest, unless it may say what a free function is."""
    source = (assume("a book"),)

    assert told((), r"\|v\|_2 \leq M", source)[0] is not None
    assert told((), r"\|\nabla g(x) - \nabla g(y)\|_2 \leq M \|x - y\|_2", source)[0] is None
