r"""How far a weight moves: the speed of the flow integrated, row by row, to the bound that the lecture defines.

    python proofs/derive_movement.py [FOLDER [SYMBOL]]

Nothing is typed in: the claim is the row that ends in ``:= SYMBOL``; before it stand all rows that it rests on. The
integral is worked out by SymPy, and its limit is the smallest bound that holds at all times.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sympy as sp
from page import run, say, say_claim

from ntkprops.errors import LectureError, NtkpropsError
from ntkprops.language.tree import Expr, links, walk
from ntkprops.proof.book import Book
from ntkprops.proof.canon import Canon
from ntkprops.proof.reading import printed
from ntkprops.statement.lecture import load_lecture
from ntkprops.statement.model import Cite
from ntkprops.trial.judge import Judge


def defining_row(book: Book, symbol: str) -> str:
    """The row of a ledger that ends in ``:= symbol``.

    Raises:
        LectureError: there is none.
    """
    for label, entry in book.entries.items():
        if entry.above and any(_defines(tree, symbol) for tree in book.reading(label, corrected=True).then):
            return label
    raise LectureError(f"a row must end in := {symbol}; none does. Name the symbol that stands for the bound.")


def rests_on(book: Book, label: str) -> Iterator[str]:
    """The rows that a row rests on, each behind what it cites itself."""
    for row in book.chain(label):
        entry = book.entry(row)
        for reason in printed(entry.item, entry.ledger, corrected=True).by:
            if isinstance(reason, Cite):
                yield from rests_on(book, reason.label)
        yield row


def main(folder: str, symbol: str = "R'") -> None:
    """Print the rows, and the integral."""
    judge = Judge(Book(load_lecture(folder)))
    book, canon = judge.book, Canon(judge.book.notation)
    label = defining_row(book, symbol)
    rows = list(dict.fromkeys(rests_on(book, label)))
    say(f"How far may a weight move? {label} defines {symbol}; it rests on {', '.join(rows[:-1])}")
    say()
    for row in rows:
        say_claim(judge, row)
    for variable, low, high, body in _integrals(book, canon, rows):
        value = sp.simplify(sp.integrate(body, (variable, low, high)))
        say(f"the integral of {body} for {variable} from {low} to {high} is {value}")
        say(f"  and grows to {sp.limit(value, high, sp.oo)}")
    ends = [left for tree in book.reading(label, corrected=True).then for left, op, _ in links(tree) if op == ":="]
    say(f"so {symbol} = {sp.powsimp(canon.scalar(ends[0]))}")


def _defines(tree: Expr, symbol: str) -> bool:
    return tree.head == "chain" and any(op == ":=" and right.name == symbol for _, op, right in links(tree))


def _integrals(book: Book, canon: Canon, rows: list[str]) -> Iterator[tuple[sp.Expr, ...]]:
    """Variable, ends and body of the integrals of numbers that stand on the right of some rows."""
    ends = (book.reading(row, corrected=True).then[-1].args[-1] for row in rows)
    for node in dict.fromkeys(node for end in ends for node in walk(end) if node.head == "integral"):
        with contextlib.suppress(NtkpropsError):  # the integral of a vector is none of a number
            variable, *rest = (canon.scalar(part) for part in node.args)
            if variable in rest[-1].free_symbols:  # SymPy sees how the body depends on it
                yield variable, *rest


if __name__ == "__main__":
    run(main)
