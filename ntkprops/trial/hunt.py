"""The search for an exact counterexample, with everything the book knows: definitions, hypotheses, the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.trial.assumptions import assumptions, supposed_of
from ntkprops.trial.foreign import NOT, UNTOLD, meanings, notes
from ntkprops.trial.question import given_facts
from ntkprops.trial.recheck import confirmed, printed_claim
from ntkprops.trial.refute import RECHECK, precise, refute
from ntkprops.trial.scene import Scene
from ntkprops.trial.small_networks import SmallNetworks
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.trial.trail import Trail
from ntkprops.trial.unusable import unusable
from ntkprops.trial.world import Effort, Usage
from ntkprops.trial.worlds.interpret import Interpretation, interpret
from ntkprops.trial.worlds.recognise import network_of
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
    plan = _plan(book, reading, corrected)
    if plan.untried:
        return None
    return refute(plan.asked, book.notation, meant=plan.meant, free=free, effort=effort, trail=trail)


def untried(book: Book, reading: Reading, *, corrected: bool) -> str:
    """Why no counterexample to a claim is looked for; empty where one is."""
    return _plan(book, reading, corrected).untried


@dataclass(frozen=True)
class Plan:
    """What is looked for: the claim with what the notes ask besides, and what it means; or why nothing is."""

    asked: Reading
    meant: Interpretation
    untried: str = ""


def _plan(book: Book, reading: Reading, corrected: bool) -> Plan:
    """On networks under the flow, if the notes are about them; else on networks that only start, else on neither."""
    network = network_of(book.notation)
    first = _told(book, reading, network, corrected)
    if network is None or network is book.notation.world:
        return first
    plan = first
    for other in (replace(network, flows=False), None):
        if not plan.untried.startswith((NOT, UNTOLD)):
            return plan
        plan = _told(book, reading, other, corrected)
    return plan


def _told(book: Book, reading: Reading, network: SmallNetworks | None, corrected: bool) -> Plan:
    """The claim with what the notes define besides, and why it cannot be tried."""
    with precise():
        told = notes(book, reading, network, corrected=corrected)
    also = () if network is not None else assumptions(book, reading, corrected=corrected)
    asked = replace(reading, given=(*reading.given, *told.also, *also))
    facts, known = given_facts(asked, book.notation), meanings(book, corrected=corrected)
    meant = interpret(asked, book.notation, facts, known, network=network)
    whose = "" if network is not None else supposed_of(book, reading)
    return Plan(asked, meant, told.strange or whose or unusable(asked, book.notation, meant))


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
    defined, asked = meanings(book, corrected=corrected), _plan(book, reading, corrected).asked
    with precise():
        scene = Scene(book.notation, setting.fixed, setting, numbers, defined, usage, Effort(RECHECK))
        return confirmed(printed_claim(asked, book.notation), scene)
