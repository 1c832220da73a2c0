r"""Does a claim that stands say anything? One whose probability is at most 0 holds whatever it concludes.

``says_nothing(book, reading)`` is sure of it, ``says_something`` of the opposite; between them ``empty_at`` names
numbers at which the probability is at most 0, such as ``\delta = 1`` of ``1 - \delta`` where nothing bounds ``\delta``.
``reservations`` is what a report adds to a verdict for such reasons.
"""

from __future__ import annotations

from collections.abc import Iterator

from ntkprops.language.latex import to_latex
from ntkprops.language.tree import Expr, free_symbols, number, relation, symbol
from ntkprops.proof.book import Book
from ntkprops.proof.prover import Question, prove
from ntkprops.proof.reading import CONSTANT, Reading, hypotheses
from ntkprops.proof.scalar import Countermodel, Proof
from ntkprops.proof.workspace import Answer
from ntkprops.verdict import Outcome, Verdict


def says_nothing(book: Book, reading: Reading) -> bool:
    """Whether the probability that a claim is said to have is at most 0, so that it says nothing."""
    return isinstance(_against_zero(book, reading, "<="), Proof)


def says_something(book: Book, reading: Reading) -> bool:
    """Whether a claim has no probability beside it, or one that is certainly above 0."""
    return reading.probability is None or isinstance(_against_zero(book, reading, ">"), Proof)


def empty_at(book: Book, reading: Reading) -> str:
    """Numbers at which the probability of a claim is at most 0, by what is given of numbers; empty where it cannot be.

    >>> from ntkprops.language import Notation, declare, positive
    >>> from ntkprops.statement import Lecture, Statement
    >>> claim = Statement("a", then=("d > 0",), probability="1 - d")
    >>> book = Book(Lecture("one", Notation((declare("d", positive),)), (claim,)))
    >>> empty_at(book, book.reading("a", corrected=False))
    'd = 1'
    """
    answer = _against_zero(book, reading, ">")
    if not isinstance(answer, Countermodel) or not _is_of_numbers(book, reading.probability):
        return ""
    return ", ".join(f"{name} = {value}" for name, value in sorted(answer.values.items(), key=str))


def chance_of(reading: Reading) -> str:
    """The probability that a claim is said to have, in words."""
    return f"the probability {to_latex(reading.probability or number(1))}"


def reservations(book: Book, reading: Reading, verdict: Verdict, untried: str) -> Iterator[str]:
    """What the reader of a claim that stands is to know all the same; ``untried`` is why no instance was looked at."""
    empty = empty_at(book, reading) if verdict.outcome.stands else ""
    if empty:
        yield f"nothing given of numbers keeps {chance_of(reading)} above 0: at {empty} this says nothing"
    if verdict.outcome is Outcome.ASSUMED and untried:
        yield f"no instance was tried: {untried}"


def _against_zero(book: Book, reading: Reading, op: str) -> Answer | None:
    if reading.probability is None:
        return None
    facts = (*hypotheses(reading, symbol(CONSTANT)), *book.always())
    return prove(Question(relation(reading.probability, op, number(0)), book.notation, facts))


def _is_of_numbers(book: Book, tree: Expr | None) -> bool:
    """Whether a formula speaks of fixed numbers alone, which are what the notes say and no more."""
    rows = [book.notation.table.get(name) for name in free_symbols(tree)] if tree is not None else []
    return all(row is not None and row.sort.is_scalar and not (row.over or row.of or row.random) for row in rows)


__all__ = ["chance_of", "empty_at", "reservations", "says_nothing", "says_something"]
