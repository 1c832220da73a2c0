r"""Does a whole claim follow from what it cites? Events and their budget, circles and the bootstrap, hidden constants.

A claim "with probability at least 1 - delta" is proved on the intersection of the events it cites, whose failures
must add up to at most delta. A claim whose citations lean on each other is a circle unless the continuity bootstrap
closes it.
A hidden constant (``\Omega``, ``O``) is searched for; a proof names the one it found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import sympy as sp

from ntkprops.errors import FormulaError
from ntkprops.language.tree import Expr, number, relation, replace_free, symbol, walk
from ntkprops.proof.book import Book, Event, Tools
from ntkprops.proof.constant import LARGEST, guesses, least, tree_of
from ntkprops.proof.facts import Fact, match
from ntkprops.proof.prover import Question, discharge, prove, saturated
from ntkprops.proof.reading import CONSTANT, NO_RELATIONS, Reading, has_rate, hypotheses, rated, relations
from ntkprops.proof.scalar import Inequality, Proof, contradictory
from ntkprops.proof.vectors import root_of
from ntkprops.proof.workspace import Answer, Workspace
from ntkprops.statement.model import Cite

ANY_CONSTANT = symbol(CONSTANT)


@dataclass(frozen=True)
class Sources:
    """What a claim rests on: its own hypotheses, what it cites for sure, the events it cites, its tools."""

    own: tuple[Fact, ...]
    cited: tuple[Fact, ...]
    events: tuple[Event, ...]
    tools: Tools

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All of it, the events' facts included."""
        return (*self.own, *self.cited, *(fact for event in self.events for fact in event.facts))


@dataclass(frozen=True)
class Argued:
    """The answers for each conclusion, with which hidden constant, what closed a circle, if there is one.

    ``hollow`` proves that nothing satisfies the hypotheses with that constant, so that the answers say nothing.
    """

    answers: tuple[Answer, ...]
    constant: Expr | None = None
    closing: tuple[Proof, ...] = ()
    hollow: Proof | None = None

    @property
    def bootstrapped(self) -> bool:
        """Whether continuity induction closed a circle."""
        return bool(self.closing)

    @property
    def is_proved(self) -> bool:
        """Whether every conclusion is proved, of something."""
        return self.hollow is None and bool(self.answers) and all(isinstance(a, Proof) for a in self.answers)


def sources(book: Book, reading: Reading, *, corrected: bool, constant: Expr) -> Sources:
    """Everything that the reasons of a claim let it use."""
    own = (*hypotheses(reading, constant), *book.always())
    cited: list[Fact] = []
    events: list[Event] = []
    for reason in reading.printed.by:
        if isinstance(reason, Cite):
            event = book.event(reason, corrected=corrected) if reading.probability is not None else None
            if event is not None:
                events.append(event)
            elif not _speaks_of_probability(book, reason, corrected=corrected):
                cited += book.cited(reason, corrected=corrected)
    return Sources(own, tuple(cited), tuple(events), book.tools(reading, corrected=corrected))


def _speaks_of_probability(book: Book, cite: Cite, *, corrected: bool) -> bool:
    """Whether the cited claim holds only with some probability: a sure claim may not rest on it."""
    version = book.version(cite.label, corrected=corrected)
    return version is not None and book.reading(cite.label, corrected=version).probability is not None


def argue(book: Book, reading: Reading, *, corrected: bool) -> Argued:
    """The answer for every conclusion of a claim; a hidden constant is found and named."""
    if not has_rate((*reading.given, *reading.then)):
        return _argue_at(book, reading, corrected, None)
    tried: dict[Expr, Argued] = {}

    def works(constant: Expr) -> bool:
        if constant not in tried:
            tried[constant] = _argue_at(book, reading, corrected, constant)
        return tried[constant].is_proved

    largest = _fraction(LARGEST)
    if _is_easier_the_larger(reading) and not works(largest) and tried[largest].hollow is None:
        return tried[largest]
    exact = next((c for c in map(tree_of, _guesses(book, reading, corrected)) if works(c)), None)
    if exact is None:
        value = least(lambda c: works(_fraction(c)))
        exact = None if value is None else _fraction(value)
    if exact is None:
        exact = next((c for c, argued in tried.items() if argued.hollow is not None), next(iter(tried)))
    return tried[exact]


def _is_easier_the_larger(reading: Reading) -> bool:
    r"""Whether a larger constant asks less: hypotheses ``m = \Omega(b)``, conclusions ``x = O(b)``."""
    sides = (("Omega", reading.given), ("O", reading.then))
    parts = [(part, name) for name, trees in sides for tree in trees for part in walk(tree)]
    return all(part.name == name for part, name in parts if part.head == "landau")


def _guesses(book: Book, reading: Reading, corrected: bool) -> Iterator[sp.Expr]:
    """Candidates for the hidden constant, from the thresholds of the conclusions and of the bootstrap's bounds."""
    rate = next(
        (link for tree in reading.given for link, _, _ in relations(tree) if link.args[1].head == "landau"),
        None,
    )
    found = sources(book, reading, corrected=corrected, constant=ANY_CONSTANT)
    if rate is None:
        yield from _bounds_of(book, reading, found)
        return
    goals = [link for tree in reading.then for link, _, _ in relations(tree) if link.name in ("<=", "<", ">=", ">")]
    facts = tuple(fact for fact in found.facts if CONSTANT not in fact.relation.free)
    if "bootstrap" in found.tools.rules:
        for loop in circles(found.facts):
            invariant, gate = loop.invariant, loop.gate
            strict = replace(gate.relation, name=gate.relation.name[0])
            yield from guesses(_question(book, found, strict, (*facts, replace(invariant, told=True))), rate)
    else:
        for goal in goals:
            yield from guesses(_question(book, found, goal, facts), rate)


def _bounds_of(book: Book, reading: Reading, found: Sources) -> Iterator[sp.Expr]:
    """For ``X = O(b)``: the ratio of ``b`` to every bound that is known of ``X``."""
    for tree in reading.then:
        for link, _, _ in relations(tree):
            if link.args[1].head != "landau":
                continue
            body = link.args[1].args[0]
            ws = saturated(_question(book, found, relation(link.args[0], "<=", body), found.facts))
            if ws is None or ws.goal is None:
                continue
            for fact in ws.known.values():
                if fact.left == ws.goal.left and fact.op in ("<=", "<", "="):
                    ratio = sp.simplify(fact.right / ws.goal.right)
                    if ratio.is_number and ratio.is_positive:
                        yield ratio


def _fraction(value: Fraction) -> Expr:
    whole = number(value.numerator)
    return whole if value.denominator == 1 else Expr("div", (whole, number(value.denominator)))


def _argue_at(book: Book, reading: Reading, corrected: bool, hidden: Expr | None) -> Argued:
    constant = hidden if hidden is not None else number(1)
    found = sources(book, reading, corrected=corrected, constant=constant)
    if reading.probability is not None:
        budget = spend(book, reading.probability, found.events)
        if not isinstance(budget, Proof):
            return Argued((budget,), hidden)
    facts, closing = found.facts, ()
    if "bootstrap" in found.tools.rules:
        closed = tuple(bootstrap(book, found))
        facts = (*facts, *(invariant for invariant, _ in closed))
        closing = tuple(proof for _, proofs in closed for proof in proofs)
    answers = []
    for tree in reading.then:
        for link, conditions, _ in relations(tree):
            if link.name in (":=", *NO_RELATIONS):
                continue
            question = _question(book, found, rated(link, constant), (*facts, *conditions))
            answers.append(prove(question))
    argued = Argued(tuple(answers), hidden, closing)
    if hidden is None or not argued.is_proved:
        return argued
    return replace(argued, hollow=contradiction(book, reading, constant=hidden, beside=tuple(_at_hand(found))))


def _at_hand(found: Sources) -> Iterator[Fact]:
    """What is cited for sure under conditions that are given, word for word."""
    own = {fact.relation for fact in found.own if not fact.conditions}
    for fact in found.cited:
        if all(condition.relation in own and not condition.conditions for condition in fact.conditions):
            yield replace(fact, conditions=())


def _question(book: Book, found: Sources, goal: Expr, facts: tuple[Fact, ...]) -> Question:
    return Question(goal, book.notation, facts, found.tools.rewrites, found.tools.rules, found.tools.events)


def contradiction(
    book: Book, reading: Reading, *, constant: Expr = ANY_CONSTANT, beside: tuple[Fact, ...] = ()
) -> Proof | None:
    """A proof that nothing satisfies what a claim is given, or what it defines, or None.

    Args:
        book: holds the notation, and what holds throughout.
        reading: the claim.
        constant: its hidden constant; any positive one if left out.
        beside: facts that hold besides.
    """
    ws = Workspace(book.notation, ())
    positive = Fact(relation(constant, ">", number(0)), "a constant")
    taken = (*hypotheses(reading, constant), *_defined(reading, constant), *book.always(), positive, *beside)
    given = []
    for fact in taken:
        if fact.conditions:
            continue
        try:
            given.append(ws.inequality(fact.relation, fact.name))
        except FormulaError:
            continue  # an equation of vectors says nothing about scalars
    probe = Inequality(sp.Integer(0), "=", sp.Integer(0))
    return contradictory([*given, *ws.built_in(probe, given)]) if given else None


def _defined(reading: Reading, constant: Expr) -> Iterator[Fact]:
    """What a claim that only defines says."""
    for tree in reading.then if reading.printed.defines else ():
        for link, conditions, _ in relations(tree):
            if link.name not in NO_RELATIONS:
                yield Fact(rated(link, constant), "definition", conditions=conditions)


def total_failure(events: tuple[Event, ...]) -> Expr:
    """The sum of the failure probabilities of some events."""
    parts = tuple(event.failure for event in events)
    return parts[0] if len(parts) == 1 else Expr("add", parts) if parts else number(0)


def spend(book: Book, probability: Expr, events: tuple[Event, ...]) -> Answer:
    """Whether the failures of the events add up to at most ``1 - probability`` (union bound)."""
    allowed = Expr("add", (number(1), Expr("neg", (probability,))))
    return prove(Question(relation(total_failure(events), "<=", allowed), book.notation))


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
        question = _question(book, found, strict, (*found.facts, given))
        start = _question(book, found, _at_zero(gate.relation, invariant), found.own)
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
        question = _question(book, found, condition.relation, found.facts)
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
    question = _question(book, found, relation(number(0), "<=", number(0)), found.facts)
    return [loop for loop in circles(found.facts) if not discharge(question, loop.invariant, ())]


__all__ = [
    "Argued",
    "Sources",
    "argue",
    "bootstrap",
    "contradiction",
    "leans_on_itself",
    "sources",
    "spend",
    "total_failure",
]
