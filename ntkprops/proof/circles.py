r"""Citations that lean on each other, and the continuity bootstrap that may close such a circle.

A circle: one cited claim needs ``P`` at all earlier times, another gives ``P`` at one time under ``Q``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ntkprops.language.tree import Expr, number, relation, replace_free, walk
from ntkprops.proof.book import Book
from ntkprops.proof.facts import Fact, match
from ntkprops.proof.prover import discharge, prove
from ntkprops.proof.scalar import Proof
from ntkprops.proof.sources import Sources, asked
from ntkprops.proof.vectors import root_of


def bootstrap(book: Book, found: Sources) -> Iterator[tuple[Fact, tuple[Proof, ...]]]:
    r"""``P`` at all times by continuity induction: ``P`` on ``[0, t]`` keeps ``Q`` strictly, and ``Q`` gives ``P``.

    ``P`` is a hypothesis "for all s <= t" of a cited claim; ``Q`` is the hypothesis under which another cited claim
    concludes ``P`` at one time. ``Q`` is an inequality between continuous functions of time that holds at 0.
    With ``P`` come the proofs that ``Q`` is kept strictly and holds at 0.
    """
    for loop in circles(found.facts):
        invariant, gate = loop.invariant, loop.gate
        if gate.relation.name not in ("<=", ">=") or not _is_continuous(book, gate.relation):
            continue
        strict = replace(gate.relation, name=gate.relation.name[0])
        given = replace(invariant, told=True)
        question = asked(book, found, strict, (*found.facts, given))
        start = asked(book, found, _at_zero(gate.relation, invariant), found.own)
        kept = prove(question)
        begun = prove(start) if isinstance(kept, Proof) else kept
        if isinstance(kept, Proof) and isinstance(begun, Proof) and _are_met(book, found, loop.besides):
            times = frozenset(
                c.relation.args[0].name for c in invariant.conditions if c.relation.args[0].head == "symbol"
            )
            always = replace(invariant, conditions=(), universal=invariant.universal | times, name="bootstrap")
            yield always, (kept, begun)


def _are_met(book: Book, found: Sources, conditions: tuple[Fact, ...]) -> bool:
    """Whether what is cited gives some conditions, without the invariant that they are to help to."""
    for condition in conditions:
        question = asked(book, found, condition.relation, found.facts)
        bare = not condition.universal and not condition.conditions
        if not (isinstance(prove(question), Proof) if bare else discharge(question, condition, ())):
            return False
    return True


def _is_continuous(book: Book, gate: Expr) -> bool:
    """Whether both sides are continuous in time: no indicator, no function that the notes never differentiate."""
    table = book.notation.table
    moving = {part.name for part in walk(gate) if part.head == "symbol" and part.name in table and table[part.name].of}
    return not any(part.head == "indicator" for part in walk(gate)) and moving <= _differentiated(book)


def _differentiated(book: Book) -> set[str]:
    """The functions of time whose derivative the notes speak of."""
    found = set()
    for tree in book.trees():
        for part in walk(tree):
            if part.head in ("derivative", "dot"):
                found.add(root_of(part.args[0]).name)
    return found


def _at_zero(gate: Expr, invariant: Fact) -> Expr:
    ends = {
        c.relation.args[1].name for c in invariant.conditions if c.relation.args[1].head == "symbol"
    } - invariant.universal
    return replace_free(gate, {end: number(0) for end in ends})


@dataclass(frozen=True)
class Loop:
    """``asks`` needs ``invariant`` at all earlier times; ``gives`` yields it at one time under ``gate``.

    ``besides`` is what ``gives`` needs as well, at no later time than the gate.
    """

    asks: str
    gives: str
    invariant: Fact
    gate: Fact
    besides: tuple[Fact, ...] = ()


def circles(facts: tuple[Fact, ...]) -> Iterator[Loop]:
    """Every hypothesis for all earlier times with the hypothesis at one time under which a cited claim yields it."""
    seen = set()
    for fact in facts:
        for invariant in fact.conditions:
            if not invariant.universal or not invariant.conditions:
                continue
            end = next((c.relation.args[1] for c in invariant.conditions if c.relation.args[1].head == "symbol"
                        and c.relation.args[1].name not in invariant.universal), None)  # fmt: skip
            if end is None:
                continue
            (variable, *_) = sorted(invariant.universal)
            wanted = replace_free(invariant.relation, {variable: end})
            for other in facts:
                values = match(other.relation, wanted, other.universal)
                if values is None or (invariant, other.name) in seen:
                    continue
                seen.add((invariant, other.name))
                conditions = other.at(values).conditions
                for gate in conditions:
                    if not gate.conditions and end.name in gate.relation.free:
                        besides = tuple(condition for condition in conditions if condition != gate)
                        yield Loop(fact.name, other.name, invariant, gate, besides)


def leans_on_itself(book: Book, found: Sources) -> list[Loop]:
    """The circles among what a claim cites whose hypotheses nothing else supplies."""
    question = asked(book, found, relation(number(0), "<=", number(0)), found.facts)
    return [loop for loop in circles(found.facts) if not discharge(question, loop.invariant, ())]


__all__ = ["Loop", "bootstrap", "circles", "leans_on_itself"]
