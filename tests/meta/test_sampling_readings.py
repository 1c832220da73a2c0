r"""A claim of probability that prints an index speaks of each; with a quantifier it speaks of all at once."""

from __future__ import annotations

from dataclasses import replace

from ntkprops.proof.book import Book
from ntkprops.sampling.result import Says
from ntkprops.sampling.run import budget_of, sample_claim
from ntkprops.statement.lecture import bundled_lecture, load_lecture
from ntkprops.statement.model import Statement
from ntkprops.trial.refute import refute

LECTURE = load_lecture(bundled_lecture())
HALF = r"x_i^\top w_k(0) \leq 0"  # of probability 1/2 for each k, of 2^-m for all k at once


def both(then: str) -> tuple[Says, bool]:
    """What sampling says of a claim with probability 1/2, and whether it has an exact counterexample."""
    claim = Statement("half", over="w(0)", probability=r"\frac{1}{2}", then=(then,))
    lecture = replace(LECTURE, parts=(*LECTURE.parts, claim))
    book = Book(lecture)
    found = sample_claim(book, "half", corrected=False, budget=budget_of(lecture))
    reading = book.reading("half", corrected=False)
    return found.says, refute(reading, book.notation, definitions=book.defined(corrected=False)) is not None


def test_a_printed_index_is_the_same_in_every_draw() -> None:
    """Each preactivation is at most 0 with probability 1/2; that some of many is not refutes nothing."""
    assert both(HALF) == (Says.HELD, False)


def test_all_indices_at_once_are_refuted() -> None:
    """That all preactivations are at most 0 has probability 2^-m: refuted by sampling and exactly."""
    assert both(HALF + r", \forall k \in [m]") == (Says.REFUTED, True)
