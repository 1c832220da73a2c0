"""The search for an exact counterexample, with everything the book knows: definitions, hypotheses, the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.trial.foreign import meanings, notes
from ntkprops.trial.recheck import confirmed, printed_claim
from ntkprops.trial.refute import RECHECK, precise, refute
from ntkprops.trial.scene import Scene
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.trial.trail import Followed, Trail
from ntkprops.trial.unusable import unusable
from ntkprops.trial.world import Effort, Usage
from ntkprops.verdict import Witness

EFFORT = 200_000  # parts of formulas evaluated; some five seconds, spent only on what could not be proved


def hunt(
    book: Book,
    reading: Reading,
    *,
    corrected: bool,
    free: Sequence[str] = (),
    effort: int = EFFORT,
    trail: Trail | None = None,
) -> Witness | None:
    """An exact counterexample to a claim of the book, or None where none was found, or none can be looked for.

    Where there is a ``trail``, it is told in which setting of the world the counterexample lies.
    """
    asked, strange = _asked(book, reading, corrected)
    if strange or unusable(asked, book.notation):
        return None
    notation = book.notation
    if trail is not None:
        notation = replace(notation, world=Followed(notation.world or small_numbers(), trail))
    return refute(asked, notation, definitions=meanings(book, corrected=corrected), free=free, effort=effort)


def untried(book: Book, reading: Reading, *, corrected: bool) -> str:
    """Why no counterexample to a claim is looked for; empty where one is."""
    asked, strange = _asked(book, reading, corrected)
    return strange or unusable(asked, book.notation)


def _asked(book: Book, reading: Reading, corrected: bool) -> tuple[Reading, str]:
    """The claim with what the notes define besides, and why their world is not theirs."""
    with precise():
        told = notes(book, reading, corrected=corrected)
    return replace(reading, given=(*reading.given, *told.also)), told.strange


def breaks(book: Book, reading: Reading, values: Mapping[Any, Any], *, corrected: bool) -> bool:
    """Whether numbers that a prover found certainly obey all that is printed and break the conclusion.

    Args:
        book: the claim's book.
        reading: the claim, of scalars alone.
        values: a rational number for each of its symbols; any other number cannot be looked at, and breaks nothing.
        corrected: in which form the book counts.
    """
    if not all(getattr(value, "is_Rational", False) for value in values.values()):
        return False
    numbers = {str(name): Fraction(int(value.p), int(value.q)) for name, value in values.items()}
    usage = Usage(frozenset(numbers), declared=book.notation.table)
    setting = next(iter(small_numbers().settings(usage)))
    defined, (asked, _) = meanings(book, corrected=corrected), _asked(book, reading, corrected)
    with precise():
        scene = Scene(book.notation, setting.fixed, setting, numbers, defined, usage, Effort(RECHECK))
        return confirmed(printed_claim(asked, book.notation), scene)
