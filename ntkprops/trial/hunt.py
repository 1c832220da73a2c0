"""The search for an exact counterexample, with everything the book knows: definitions, hypotheses, the world."""

from __future__ import annotations

from collections.abc import Sequence

from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.trial.refute import refute
from ntkprops.verdict import Witness

EFFORT = 200_000  # parts of formulas evaluated; some five seconds, spent only on what could not be proved


def hunt(
    book: Book, reading: Reading, *, corrected: bool, free: Sequence[str] = (), effort: int = EFFORT
) -> Witness | None:
    """An exact counterexample to a claim of the book, or None where none was found."""
    return refute(reading, book.notation, definitions=book.defined(corrected=corrected), free=free, effort=effort)
