r"""What is kept of the searches for one form of a claim: the argument, and where a counterexample lies.

``Memory(store).of(book, label, ..)`` gives what is remembered; ``keep`` remembers. An argument that is read back says
no more than where to look: its derivation has yet to be checked, the numbers against it have yet to be looked at.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy as sp

from ntkprops.language.tree import Expr
from ntkprops.memory.codec import Unpackable, packed, unpacked
from ntkprops.memory.question import question
from ntkprops.memory.store import Store
from ntkprops.proof.argument import Argued
from ntkprops.proof.book import Book
from ntkprops.proof.scalar import Countermodel, Proof, Unknown
from ntkprops.proof.why import Why
from ntkprops.verdict import Kind

WRONG = (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError, Unpackable)


@dataclass(frozen=True)
class Searches:
    """What the searches for one form of a claim gave.

    Args:
        argued: the argument; None where none is known.
        place: which setting of the world holds a counterexample, from 1; 0 where none was found, None where none was
            looked for.
    """

    argued: Argued | None = None
    place: int | None = None


NOTHING = Searches()


@dataclass(frozen=True)
class Memory:
    """The searches of earlier runs; without a file it is empty and stays so."""

    store: Store = field(default_factory=lambda: Store(None))

    def key(self, book: Book, label: str, *, corrected: bool, effort: int) -> str:
        """Under which key searches are kept; empty where they are not."""
        return question(book, label, corrected=corrected, effort=effort) if self.store.file is not None else ""

    def of(self, key: str) -> Searches:
        """What is remembered under a key."""
        text = self.store.get(key) if key else None
        try:
            return NOTHING if text is None else _read(json.loads(text))
        except WRONG:
            return NOTHING

    def keep(self, key: str, found: Searches) -> None:
        """Remembers, where that can be written down."""
        try:
            text = json.dumps(_written(found), ensure_ascii=False) if key and found is not NOTHING else ""
        except Unpackable:
            return
        if text:
            self.store.put(key, text)


def _written(found: Searches) -> dict[str, Any]:
    argued = found.argued
    if argued is None:
        return {"place": found.place}
    if argued.hollow is not None or not (argued.is_proved or not argued.closing):
        raise Unpackable("what nothing satisfies, and what closes a circle and proves nothing, is not kept")
    steps = argued.derivations() if argued.is_proved else {}
    unplaced = [None] * (len(argued.answers) - len(argued.places))
    nodes, values = packed([*(steps.get(place) for place in argued.places), *unplaced, argued.constant])
    return {
        "answers": [_answer(answer) for answer in argued.answers],
        "closing": [_answer(proof) for proof in argued.closing],
        "places": argued.places,
        "nodes": nodes,
        "values": values,
        "place": found.place,
    }


def _answer(answer: Proof | Countermodel | Unknown) -> list[Any]:
    if isinstance(answer, Proof):
        return ["proof", answer.kind.value, answer.steps]
    if isinstance(answer, Unknown):
        return ["unknown", answer.because]
    if not all(getattr(value, "is_Rational", False) for value in answer.values.values()):
        raise Unpackable("a number that is no fraction")
    return ["model", {str(name): str(value) for name, value in answer.values.items()}, answer.left, answer.right]


def _read(kept: dict[str, Any]) -> Searches:
    place = None if kept["place"] is None else max(int(kept["place"]), 0)
    if "answers" not in kept:
        return Searches(place=place)
    *whys, constant = unpacked(kept["nodes"], kept["values"])
    places = tuple((int(tree), int(link)) for tree, link in kept["places"])
    if constant is not None and not isinstance(constant, Expr):
        raise Unpackable("a hidden constant is no tree")
    answers = [_answered(answer, why) for answer, why in zip(kept["answers"], whys, strict=True)]
    closing = tuple(_answered(answer, None) for answer in kept["closing"])
    closes = any(isinstance(why, Why) and _closes(why) for why in whys)
    argued = Argued(tuple(answers), places, constant, closing if closes else ())  # type: ignore[arg-type]
    return Searches(argued, place)


def _answered(kept: list[Any], why: Why | None) -> Proof | Countermodel | Unknown:
    match kept:
        case ["proof", kind, list(steps)] if why is None or isinstance(why, Why):
            return Proof(Kind(kind), steps=tuple(map(str, steps)), why=why)
        case ["unknown", str(because)]:
            return Unknown(because)
        case ["model", dict(values), str(left), str(right)]:
            return Countermodel({sp.Symbol(name): _fraction(value) for name, value in values.items()}, left, right)
    raise Unpackable("this is no answer")


def _fraction(text: str) -> sp.Expr:
    value = Fraction(text)
    return sp.Rational(value.numerator, value.denominator)


def _closes(why: Why) -> bool:
    """Whether a derivation closes a circle by continuity."""
    seen, waiting = set(), [why]
    while waiting:
        one = waiting.pop()
        if one.rule == "bootstrap":
            return True
        waiting += [part for part in one.premises if part not in seen]
        seen.update(one.premises)
    return False


__all__ = ["NOTHING", "Memory", "Searches"]
