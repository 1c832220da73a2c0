r"""Citations that lean on each other, and the continuity bootstrap that may close such a circle.

A circle: one cited claim needs ``P`` at all earlier times, another gives ``P`` at one time under ``Q``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ntkprops.derivation.definitions import match
from ntkprops.derivation.judgment import Formula, Source
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, number, relation, replace_free, symbol, walk
from ntkprops.proof.book import Book
from ntkprops.proof.facts import Fact
from ntkprops.proof.prover import discharge, prove
from ntkprops.proof.scalar import Proof
from ntkprops.proof.sources import Sources, asked
from ntkprops.proof.why import Why, because


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
        given = replace(invariant, told=True, origin=Source("local", formula=_until(invariant)))
        kept = prove(asked(book, found, strict, (*found.facts, given)))
        start = asked(book, found, _at_zero(gate.relation, invariant), found.own)
        begun = prove(start) if isinstance(kept, Proof) else kept
        back = _gives_back(book, found, loop) if isinstance(begun, Proof) else None
        if isinstance(kept, Proof) and isinstance(begun, Proof) and back is not None:
            whys = (_for_all(gate, kept.why), _for_all(gate, begun.why), back)
            times = frozenset(
                c.relation.args[0].name for c in invariant.conditions if c.relation.args[0].head == "symbol"
            )
            universal = invariant.universal | times
            origin = partial(_at_all_times, loop, _gate(book, gate), whys)
            yield replace(invariant, conditions=(), universal=universal, name="bootstrap", origin=origin), (kept, begun)


def _until(invariant: Fact) -> Formula:
    """The invariant at all times up to one, as the checker supposes it."""
    moment = min(invariant.universal)
    return Formula(
        invariant.relation, ((moment, Sort("time")),), tuple(Formula(c.relation) for c in invariant.conditions)
    )


def _gate(book: Book, gate: Fact) -> Formula:
    """The bound that is kept, for all its indices."""
    table = book.notation.table
    return Formula(gate.relation, tuple((name, table[name].sort) for name in sorted(gate.universal & table.keys())))


def _at_all_times(loop: Loop, gate: Formula, premises: tuple[Why, ...], values: Mapping[str, Expr]) -> Why:
    """The invariant at a time, by continuity induction."""
    moment = min(loop.invariant.universal)
    at = values.get(moment, symbol(moment))
    return because("bootstrap", loop.invariant.relation, symbol(moment), gate, loop.end, at, premises=premises)


def _for_all(gate: Fact, why: Why) -> Why:
    """A proof of a bound for all its indices: the letters stand for any."""
    names = tuple((name, name) for name in sorted(gate.universal))
    return because("let", *names, premises=(why,)) if names else why


def _gives_back(book: Book, found: Sources, loop: Loop) -> Why | None:
    """Why the bound gives the invariant at one time: what else is asked for holds without it."""
    shown: list[Why] = []
    for condition in loop.given_back.conditions:
        question = asked(book, found, condition.relation, found.facts)
        if condition == loop.gate:
            gate = _gate(book, condition)
            here = replace(condition, origin=Source("local", formula=gate))
            why = discharge(replace(question, facts=(here,)), condition, ())
        elif condition.universal or condition.conditions:
            why = discharge(question, condition, ())
        else:
            answer = prove(question)
            why = answer.why if isinstance(answer, Proof) else None
        if why is None:
            return None
        shown.append(why)
    return loop.given_back.why(shown)


def _is_continuous(book: Book, gate: Expr) -> bool:
    """Whether both sides are continuous in time: no indicator, no function that the notes never differentiate."""
    table = book.notation.table
    moving = {part.name for part in walk(gate) if part.head == "symbol" and part.name in table and table[part.name].of}
    return not any(part.head == "indicator" for part in walk(gate)) and moving <= book.paths()


def _at_zero(gate: Expr, invariant: Fact) -> Expr:
    ends = {
        c.relation.args[1].name for c in invariant.conditions if c.relation.args[1].head == "symbol"
    } - invariant.universal
    return replace_free(gate, {end: number(0) for end in ends})


@dataclass(frozen=True)
class Loop:
    """``asks`` needs ``invariant`` at all earlier times; ``gives`` yields it at one time under ``gate``.

    ``end`` is that time, and ``given_back`` what ``gives`` says at it, all its conditions included.
    """

    asks: str
    gives: str
    invariant: Fact
    gate: Fact
    end: Expr
    given_back: Fact


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
                there = other.at(values)
                for gate in there.conditions:
                    if not gate.conditions and end.name in gate.relation.free:
                        yield Loop(fact.name, other.name, invariant, gate, end, there)


def leans_on_itself(book: Book, found: Sources) -> list[Loop]:
    """The circles among what a claim cites whose hypotheses nothing else supplies."""
    question = asked(book, found, relation(number(0), "<=", number(0)), found.facts)
    return [loop for loop in circles(found.facts) if not discharge(question, loop.invariant, ())]


__all__ = ["Loop", "bootstrap", "circles", "leans_on_itself"]
