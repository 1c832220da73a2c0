r"""The radius within which the Gram matrix stays near its start, solved from what the lecture's proof needs of it.

    python proofs/derive_radius.py [FOLDER [SYMBOL]]

Nothing is typed in: the rows before the one that puts the radius' definition bound a mean in terms of it; Markov's
inequality turns that into a probability. That this probability is at most what the notes allow is solved for the
radius by SymPy, and both directions are proved by the kernel.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from page import run, say, say_claim, say_proof

from ntkprops.errors import LectureError
from ntkprops.language.tree import Expr, walk
from ntkprops.proof.book import Book
from ntkprops.proof.canon import Canon
from ntkprops.proof.reading import printed
from ntkprops.proof.scalar import Inequality, Proof, decide
from ntkprops.statement.lecture import load_lecture
from ntkprops.statement.model import Cite, Definition
from ntkprops.statement.rules import markov
from ntkprops.trial.judge import Judge


@dataclass(frozen=True)
class Steps:
    """Where a radius enters: the row that bounds a mean by it, the row that puts its value, Markov's row."""

    bounded: str
    put: str
    markov: str


def steps(book: Book, symbol: str) -> Steps:
    """The rows that a radius is chosen for.

    Raises:
        LectureError: no row puts the definition of the symbol, or no Markov step cites that chain.
    """
    reasons = {label: printed(e.item, e.ledger, corrected=True).by for label, e in book.entries.items()}
    for put, by in reasons.items():
        if Definition(symbol) not in by or not book.entry(put).above:
            continue
        for label, uses in reasons.items():
            if markov in uses and any(isinstance(r, Cite) and put in book.chain(r.label) for r in uses):
                return Steps(book.entry(put).above, put, label)
    raise LectureError(f"{symbol} must be put into a bound on a mean that a Markov step cites; no row does that.")


def main(folder: str, symbol: str = "R") -> None:
    """Print the chain, and the radius that it asks for."""
    judge = Judge(Book(load_lecture(folder)))
    book, canon = judge.book, Canon(judge.book.notation)
    found = steps(book, symbol)
    say(f"How large may {symbol} be? From {found.bounded} and Markov's inequality in {found.markov}")
    say()
    for label in (*book.chain(found.bounded), found.markov):
        say_claim(judge, label)

    radius = canon.atoms.plain(symbol)
    mean = canon.scalar(_end(book, found.bounded))
    level, allowed = canon.scalar(_level(book, found.markov)), canon.scalar(_end(book, found.markov))
    asked = Inequality(mean / level, "<=", allowed)
    largest = sp.solve(sp.Eq(asked.left, asked.right), radius)[0]
    answer = Inequality(radius, "<=", largest)
    say(f"Markov at {level}: {asked}")
    for why, goal, given in (("necessary", answer, asked), ("sufficient", asked, answer)):
        proof = decide(goal, [given])
        if not isinstance(proof, Proof):
            raise LectureError(f"{goal} is not proved from {given}: {proof}")
        say_proof(goal, why, (given,), proof)
    say(f"  so {symbol} = {largest} is the largest that this proof allows")
    put = canon.scalar(_end(book, found.put)) / level
    say(f"  with what the notes put for {symbol} the probability is {sp.simplify(put)}: {_compared(put - allowed)}")


def _compared(excess: sp.Expr) -> str:
    excess = sp.simplify(excess)
    if excess == 0:
        return "they print the largest"
    return "too large a radius is printed" if excess.is_positive else "a larger radius would do"


def _end(book: Book, label: str) -> Expr:
    """The right end of a row."""
    return book.reading(label, corrected=True).then[-1].args[-1]


def _level(book: Book, label: str) -> Expr:
    """The level that a probability's event asks of what is averaged."""
    chance = next(node for node in walk(book.reading(label, corrected=True).then[0]) if node.head == "Pr")
    return next(node for node in walk(chance) if node.head == "chain").args[-1]


if __name__ == "__main__":
    run(main)
