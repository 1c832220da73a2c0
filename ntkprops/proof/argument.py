r"""Does a whole claim follow from what it cites? Events and their budget, hidden constants, the bootstrap.

A claim "with probability at least 1 - delta" is proved on the intersection of the events it cites, whose failures
must add up to at most delta. A claim whose citations lean on each other is a circle unless the continuity bootstrap
closes it.
A hidden constant (``\Omega``, ``O``) is searched for; a proof names the one it found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import sympy as sp

from ntkprops.derivation.check import MALFORMED, Checker
from ntkprops.derivation.judgment import Refused, Step
from ntkprops.errors import FormulaError
from ntkprops.language.tree import Expr, number, relation, symbol, walk
from ntkprops.proof.book import Book, Event
from ntkprops.proof.circles import bootstrap, circles
from ntkprops.proof.constant import LARGEST, guesses, least, tree_of
from ntkprops.proof.direct.search import derived
from ntkprops.proof.facts import Fact
from ntkprops.proof.prover import Question, prove, saturated
from ntkprops.proof.reading import CONSTANT, NO_RELATIONS, Reading, has_rate, hypotheses, rated, relations
from ntkprops.proof.scalar import Inequality, Proof, contradictory
from ntkprops.proof.sources import Sources, asked, sources
from ntkprops.proof.why import Why, written
from ntkprops.proof.workspace import Answer, Workspace
from ntkprops.statement.rules import Rule
from ntkprops.verdict import Kind

ANY_CONSTANT = symbol(CONSTANT)


@dataclass(frozen=True)
class Argued:
    """The answers for each conclusion, with which hidden constant, what closed a circle, if there is one.

    ``places`` says where each conclusion stands. ``hollow`` proves that nothing satisfies the hypotheses with that
    constant, so that the answers say nothing.
    """

    answers: tuple[Answer, ...]
    places: tuple[tuple[int, int], ...] = ()
    constant: Expr | None = None
    closing: tuple[Proof, ...] = ()
    hollow: Proof | None = None

    @property
    def bootstrapped(self) -> bool:
        """Whether continuity induction closed a circle."""
        return bool(self.closing)

    def derivations(self) -> dict[tuple[int, int], Step]:
        """A derivation of every conclusion that is proved, for the checker."""
        found = zip(self.places, self.answers, strict=True)
        whys = {place: a.why for place, a in found if isinstance(a, Proof)}
        steps = {place: written(why) if isinstance(why, Why) else why for place, why in whys.items()}
        return {place: step for place, step in steps.items() if isinstance(step, Step)}

    @property
    def is_proved(self) -> bool:
        """Whether every conclusion is proved, of something."""
        return self.hollow is None and bool(self.answers) and all(isinstance(a, Proof) for a in self.answers)


def argue(book: Book, reading: Reading, *, corrected: bool, thoroughly: bool = True) -> Argued:
    """The answer for every conclusion of a claim; a hidden constant is found and named.

    Args:
        book: holds what the claim cites.
        reading: the claim.
        corrected: in which form.
        thoroughly: whether everything is tried; else only saturation, no countermodel and no hidden constant.
    """
    if not has_rate((*reading.given, *reading.then)):
        return _argue_at(book, reading, corrected, None, thoroughly=thoroughly)
    if not thoroughly:
        return Argued(())
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
            yield from guesses(asked(book, found, strict, (*facts, replace(invariant, told=True))), rate)
    else:
        for goal in goals:
            yield from guesses(asked(book, found, goal, facts), rate)


def _bounds_of(book: Book, reading: Reading, found: Sources) -> Iterator[sp.Expr]:
    """For ``X = O(b)``: the ratio of ``b`` to every bound that is known of ``X``."""
    for tree in reading.then:
        for link, _, _ in relations(tree):
            if link.args[1].head != "landau":
                continue
            body = link.args[1].args[0]
            ws = saturated(asked(book, found, relation(link.args[0], "<=", body), found.facts))
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


def _argue_at(
    book: Book, reading: Reading, corrected: bool, hidden: Expr | None, *, thoroughly: bool = True
) -> Argued:
    constant = hidden if hidden is not None else number(1)
    found = sources(book, reading, corrected=corrected, constant=constant)
    if reading.probability is not None:
        budget = spend(book, reading.probability, found.events)
        if not isinstance(budget, Proof):
            return Argued((budget,), constant=hidden)
    facts, closing = found.facts, ()
    if "bootstrap" in found.tools.rules:
        closed = tuple(bootstrap(book, found))
        facts = (*facts, *(invariant for invariant, _ in closed))
        closing = tuple(proof for _, proofs in closed for proof in proofs)
    answers = {}
    for place, tree in enumerate(reading.then):
        for number_, (link, conditions, _) in enumerate(relations(tree)):
            if link.name not in (":=", *NO_RELATIONS):
                question = asked(
                    book, found, rated(link, constant), (*facts, *conditions), thoroughly=thoroughly
                )
                answers[(place, number_)] = prove(question)
    if hidden is None and thoroughly and not all(isinstance(answer, Proof) for answer in answers.values()):
        answers |= _directly(book, reading, corrected, answers)
    argued = Argued(tuple(answers.values()), tuple(answers), hidden, closing)
    if hidden is None or not argued.is_proved:
        return argued
    return replace(argued, hollow=contradiction(book, reading, constant=hidden, beside=tuple(found.at_hand)))


def _directly(
    book: Book, reading: Reading, corrected: bool, answers: Mapping[tuple[int, int], Answer]
) -> dict[tuple[int, int], Answer]:
    """What the checker's own normal forms show of the conclusions that saturation leaves open."""
    rules = frozenset(reason.name for reason in reading.printed.by if isinstance(reason, Rule))
    steps: dict[tuple[int, int], Step | None] = {}
    try:
        checker = Checker(book, reading, corrected, None)
        for place in (place for place, answer in answers.items() if not isinstance(answer, Proof)):
            steps[place] = derived(checker, place, rules)
            if steps[place] is None:
                return {}
    except (Refused, NotImplementedError, ArithmeticError, *MALFORMED):  # nothing is found
        return {}
    said = ("derived on the checker's normal forms",)
    return {place: Proof(kind=Kind.RULE, steps=said, why=step) for place, step in steps.items()}


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
    taken = (*hypotheses(reading, constant), *_defined(reading, constant), positive, *beside)
    given = []
    for fact in (*taken, *_always_at(book, frozenset().union(*(fact.relation.free for fact in taken)))):
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


def _always_at(book: Book, names: frozenset[str]) -> Iterator[Fact]:
    """What holds throughout, also at the index letters that a claim uses."""
    table = book.notation.table
    indices = [name for name in sorted(names) if name in table and table[name].sort.kind == "index"]
    for fact in book.always():
        yield fact
        for variable in sorted(fact.universal & table.keys()):
            for name in indices:
                if name != variable and table[name].sort == table[variable].sort and not table[name].over:
                    yield fact.at({variable: symbol(name)})


def total_failure(events: tuple[Event, ...]) -> Expr:
    """The sum of the failure probabilities of some events."""
    parts = tuple(event.failure for event in events)
    return parts[0] if len(parts) == 1 else Expr("add", parts) if parts else number(0)


def spend(book: Book, probability: Expr, events: tuple[Event, ...]) -> Answer:
    """Whether the failures of the events add up to at most ``1 - probability`` (union bound)."""
    allowed = Expr("add", (number(1), Expr("neg", (probability,))))
    return prove(Question(relation(total_failure(events), "<=", allowed), book.notation))


__all__ = ["Argued", "argue", "contradiction", "spend", "total_failure"]
