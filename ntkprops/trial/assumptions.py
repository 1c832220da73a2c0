r"""What do the notes assume of the symbols of a claim? ``assumptions(book, reading, ..)``: further hypotheses.

A claim that is taken from a source without proof, "f is L-smooth", may say what a free function is. It is among what an
instance must obey wherever it is cited, or speaks of the same function; and of itself it is not refuted along one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ntkprops.errors import FormulaError
from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading, printed
from ntkprops.statement.model import Assume, Cite, Reason


def assumptions(book: Book, reading: Reading, *, corrected: bool) -> tuple[Expr, ...]:
    """What is assumed by what a claim cites, or of the functions that it speaks of: conditions and conclusions."""
    functions = functions_of(book.notation, _trees(reading)) - book.defined(corrected=corrected).keys()
    cited = _cited(book, reading)
    found: list[Expr] = []
    for label, entry in book.entries.items():
        version = book.version(label, corrected=corrected)
        if label == reading.printed.label or version is None:
            continue
        if not _is_assumed(printed(entry.item, entry.ledger, corrected=version).by):
            continue
        try:
            other = book.reading(label, corrected=version)
        except FormulaError:
            continue
        if other.probability is None and (label in cited or functions & functions_of(book.notation, _trees(other))):
            found += [*other.given, *other.then]
    return tuple(dict.fromkeys(found))


def supposed_of(book: Book, reading: Reading) -> str:
    """Why an assumed claim about free functions is not tried: it may say what they are. Empty for any other."""
    if not _is_assumed(reading.printed.by):
        return ""
    defined = book.defined(corrected=False).keys() | book.defined(corrected=True).keys()
    free = sorted(functions_of(book.notation, _trees(reading)) - defined)
    return f"what is assumed may say what {free[0]} is" if free else ""


def functions_of(notation: Notation, trees: tuple[Expr, ...]) -> frozenset[str]:
    """The functions that some formulas speak of."""
    names = frozenset().union(*(tree.free for tree in trees))
    return frozenset(name for name in names if name in notation.table and notation.table[name].of)


def _trees(reading: Reading) -> tuple[Expr, ...]:
    return (*reading.given, *reading.then)


def _is_assumed(reasons: tuple[Reason, ...]) -> bool:
    return any(isinstance(reason, Assume) and reason.rule is None for reason in reasons)


def _cited(book: Book, reading: Reading) -> frozenset[str]:
    """Everything that a claim cites, and what that cites."""
    waiting, found = [*_labels(reading.printed.by, book)], set()
    while waiting:
        label = waiting.pop()
        if label not in found:
            found.add(label)
            entry = book.entries[label]
            waiting += _labels(printed(entry.item, entry.ledger, corrected=False).by, book)
    return frozenset(found)


def _labels(reasons: tuple[Reason, ...], book: Book) -> Iterator[str]:
    return (reason.label for reason in reasons if isinstance(reason, Cite) and reason.label in book.entries)
