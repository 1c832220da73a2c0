r"""What does a claim ask of its width? ``collect(book, label)`` reads it off what the claim cites.

Every event gets a failure probability of its own in place of its printed share. A constraint is a cited hypothesis
that bounds the width directly, or the gate of the continuity bootstrap with the bound that another cited claim gives
for it; without a bootstrap it is the conclusion itself. Nothing is decided by a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeGuard

import sympy as sp

from ntkprops.errors import FormulaError, LectureError
from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Notation, declare, probability
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, symbol, transform
from ntkprops.proof.argument import argue
from ntkprops.proof.book import Book
from ntkprops.proof.canon import Canon
from ntkprops.proof.circles import circles
from ntkprops.proof.facts import Fact, plain_norms
from ntkprops.proof.prover import Question, saturated
from ntkprops.proof.reading import CONSTANT, Reading, printed, relations
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.sources import Sources, sources
from ntkprops.proof.workspace import Workspace, replaced
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Assume, Cite, Reason, Statement
from ntkprops.width.model import Part, Share


@dataclass(frozen=True)
class Constraint:
    """What must hold of the width: ``asked``, its rows, and what is known of the quantities in it."""

    asked: Inequality
    parts: tuple[Part, ...]
    known: tuple[Inequality, ...]
    opaque: frozenset[sp.Symbol] = frozenset()


@dataclass(frozen=True)
class Collected:
    """All that a claim asks of its width, before anything is solved."""

    book: Book
    reading: Reading
    width: sp.Symbol
    failure: sp.Symbol
    shares: tuple[Share, ...]
    constraints: tuple[Constraint, ...]
    domain: tuple[Inequality, ...]
    printed: sp.Expr | None
    constants: tuple[tuple[str, sp.Expr], ...]
    rests_on: tuple[tuple[str, bool], ...]
    assumed: tuple[tuple[str, str], ...]


def collect(
    lecture: Lecture, label: str = "", *, by: tuple[Cite, ...] | None = None, given: tuple[str, ...] = ()
) -> Collected:
    """Everything that a claim asks of its width.

    Args:
        lecture: the lecture.
        label: the claim; by default the only one that bounds a count from below and uses several events.
        by: citations that take the place of the claim's own.
        given: what the claim is given as well, LaTeX.

    Raises:
        LectureError: no such claim, or one whose width nothing bounds, with what was found.
    """
    plain = book_of(lecture)
    claim = claim_of(plain, label)
    label = claim.printed.label
    width, rate = _width(plain, claim)
    claim = replace(claim, given=(*claim.given, *(transform(read(g, lecture.notation), plain_norms) for g in given)))
    if by is not None:
        kept = tuple(reason for reason in claim.printed.by if not isinstance(reason, Cite))
        claim = replace(claim, printed=replace(claim.printed, by=(*by, *kept)))
    book, claim, shares, failure = _shared(lecture, plain, claim)
    constants = tuple(_constants(book, claim))
    found = sources(book, claim, corrected=True, constant=symbol(CONSTANT))
    facts = tuple(fact for fact in found.facts if CONSTANT not in fact.relation.free)
    constraints, domain = _constraints(book, found, facts, claim, width)
    if not constraints:
        raise LectureError(
            f"{label} must bound {width} through what it cites; no cited hypothesis and no bootstrap speaks of it. "
            f"Cite the claims that do."
        )
    canon = Canon(book.notation)
    rests = {fact.name: True for fact in (*found.cited, *(f for e in found.events for f in e.facts))}
    return Collected(
        book=book,
        reading=claim,
        width=canon.atoms.plain(width),
        failure=failure,
        shares=shares,
        constraints=constraints,
        domain=domain,
        printed=None if rate is None else canon.scalar(rate),
        constants=constants,
        rests_on=tuple((name, _is_corrected(book, name)) for name in rests),
        assumed=tuple(dict.fromkeys(_assumed(book, rests))),
    )


def _assumed(book: Book, labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What some claims, and all that they cite, assume."""
    todo, seen = list(labels), set()
    while todo:
        for label in book.chain(todo.pop()):
            if label in seen:
                continue
            seen.add(label)
            entry = book.entry(label)
            for reason in printed(entry.item, entry.ledger, corrected=True).by:
                if isinstance(reason, Assume):
                    yield label, reason.words
                elif isinstance(reason, Cite):
                    todo.append(reason.label)


def _is_corrected(book: Book, label: str) -> bool:
    """Whether the erratum of a claim was used."""
    entry = book.entry(label)
    return bool(entry.item.errata)


@lru_cache(maxsize=8)
def book_of(lecture: Lecture) -> Book:
    """The book of a lecture, read once; no verdict is ever put into it."""
    return Book(lecture)


def claim_of(book: Book, label: str = "") -> Reading:
    """The corrected reading of a claim; by default of the only one that has a width and several events.

    Raises:
        LectureError: no such claim, or no single one.
    """
    label = label or _only_claim(book)
    if label not in book.entries or not isinstance(book.entry(label).item, Statement):
        known = [name for name, entry in book.entries.items() if isinstance(entry.item, Statement)]
        raise LectureError(f"{label} must label a statement of {book.lecture.name}. Known: {', '.join(known)}.")
    return book.reading(label, corrected=True)


def _only_claim(book: Book) -> str:
    """The only claim that bounds a count from below and uses several events."""
    found = []
    for label, entry in book.entries.items():
        if not isinstance(entry.item, Statement):
            continue
        try:
            reading = book.reading(label, corrected=True)
        except FormulaError:
            continue
        events = [reason for reason in reading.printed.by if _is_event(reason, book, reading)]
        if len(events) > 1 and any(True for _ in _rates(book, reading)):
            found.append(label)
    if len(found) != 1:
        raise LectureError(
            f"{book.lecture.name} must hold one claim that bounds a count from below and uses several events; "
            f"found {', '.join(found) or 'none'}. Name the claim."
        )
    return found[0]


def _is_event(reason: Reason, book: Book, reading: Reading) -> TypeGuard[Cite]:
    if not isinstance(reason, Cite) or reason.label not in book.entries or reading.probability is None:
        return False
    return book.event(reason, corrected=True) is not None


def _rates(book: Book, reading: Reading) -> Iterator[tuple[str, Expr]]:
    r"""Every given ``m = \Omega(b)`` or ``m \geq b`` on a count, as (m, b)."""
    for tree in reading.given:
        for link, _, _ in relations(tree):
            left, right = link.args
            row = book.notation.table.get(left.name) if left.head == "symbol" else None
            is_count = row is not None and row.sort.kind == "count" and not row.over
            if is_count and (right.head == "landau" or link.name in (">=", ">")):
                yield left.name, right.args[0] if right.head == "landau" else right


def _width(book: Book, reading: Reading) -> tuple[str, Expr | None]:
    """The count that the claim bounds from below, and the rate it prints."""
    found = next(_rates(book, reading), None)
    if found is None:
        label = reading.printed.label
        raise LectureError(
            rf"{label} must bound a count from below (m = \Omega(..), m \geq ..); none of its hypotheses does."
        )
    return found


# -- every event its own failure probability -----------------------------------------------------------


def _shared(lecture: Lecture, plain: Book, claim: Reading) -> tuple[Book, Reading, tuple[Share, ...], sp.Symbol]:
    """The book with a symbol for every event's share, and the claim that cites the events at these."""
    name = _failure_name(plain, claim)
    cites = [reason for reason in claim.printed.by if isinstance(reason, Cite)]
    names = list(_fresh(lecture.notation, name, len(cites)))  # as many for every choice of rows: one book
    rows = tuple(declare(fresh, probability, "an event's share of the failure") for fresh in names)
    notation = replace(lecture.notation, symbols=(*lecture.notation.symbols, *rows))
    book = book_of(replace(lecture, notation=notation))
    canon = Canon(notation)
    shares, reasons = [], []
    for reason in claim.printed.by:
        if not _is_event(reason, plain, claim):
            reasons.append(reason)
            continue
        fresh = names[len(shares)]
        kept = tuple((key, value) for key, value in reason.at if key != name)
        own = Cite(reason.label, (*kept, (name, fresh)))
        event, there = book.event(own, corrected=True), book.event(reason, corrected=True)
        assert event is not None and there is not None
        if sp.simplify(canon.scalar(event.failure) - canon.atoms.plain(fresh)) != 0:
            raise LectureError(
                f"{reason.label} must fail with probability {name} at most; it fails with "
                f"{to_latex(event.failure)}. State it for {name}."
            )
        shares.append(Share(reason.label, canon.atoms.plain(fresh), sp.expand(canon.scalar(there.failure))))
        reasons.append(own)
    claim = replace(claim, printed=replace(claim.printed, by=tuple(reasons)))
    return book, claim, tuple(shares), canon.atoms.plain(name)


def _failure_name(book: Book, claim: Reading) -> str:
    """The spelling of the failure probability of a claim "with probability 1 - delta"."""
    table = book.notation.table
    names = claim.probability.free if claim.probability is not None else frozenset()
    found = sorted(name for name in names if name in table and table[name].sort.kind == "probability")
    if not found:
        found = sorted(name for name, row in table.items() if row.sort.kind == "probability" and not row.over)[:1]
    if len(found) != 1:
        raise LectureError(f"{claim.printed.label} must name one failure probability; found {found or 'none'}.")
    return found[0]


def _fresh(notation: Notation, name: str, count: int) -> Iterator[str]:
    r"""``\delta_1``, ``\delta_2``, ... for ``\delta``, spelled as nothing else is."""
    base, place = name.split("_")[0], 0
    for _ in range(count):
        place += 1
        while f"{base}_{place}" in notation.table:
            place += 1
        yield f"{base}_{place}"


def _constants(book: Book, claim: Reading) -> Iterator[tuple[str, sp.Expr]]:
    """The hidden constants of the cited claims that have one, each found with its proof."""
    for reason in claim.printed.by:
        if not isinstance(reason, Cite):
            continue
        cited = book.reading(reason.label, corrected=True)
        if any(part.head == "landau" for tree in cited.then for link, _, _ in relations(tree) for part in link.args):
            argued = argue(book, cited, corrected=True)
            if not argued.is_proved or argued.constant is None:
                raise LectureError(
                    f"{reason.label} hides a constant that its own reasons do not give. Print it, or cite what does."
                )
            book.constants[(reason.label, True)] = argued.constant
            yield reason.label, Canon(book.notation).scalar(argued.constant)


# -- the constraints -----------------------------------------------------------------------------------


def _constraints(
    book: Book, found: Sources, facts: tuple[Fact, ...], claim: Reading, width: str
) -> tuple[tuple[Constraint, ...], tuple[Inequality, ...]]:
    """The constraints in cited order, and what the workspaces knew of the notes' own scalars."""
    direct, domain = list(_direct(book, facts, width)), {}
    reached: list[Constraint] = []
    for goal, label, allowed in _goals(found, facts, claim):
        question = Question(goal, book.notation, allowed, found.tools.rewrites, found.tools.rules, found.tools.events)
        ws = saturated(question)
        if ws is None or ws.goal is None:
            continue
        reached += _forms(ws, label, width)
        domain |= dict.fromkeys(_domain(ws, width))
    return tuple(dict.fromkeys((*direct, *reached))), tuple(domain)


def _direct(book: Book, facts: tuple[Fact, ...], width: str) -> Iterator[Constraint]:
    """Cited hypotheses that bound the width from below."""
    ws = Workspace(book.notation, ())
    for fact in facts:
        for condition in fact.conditions:
            if _bounds_below(condition, width):
                asked = ws.inequality(condition.relation, fact.name)
                yield Constraint(asked, (Part(fact.name, asked, wanted=True),), ())


def _bounds_below(condition: Fact, width: str) -> bool:
    link = condition.relation
    return link.args[0] == symbol(width) and link.name in (">=", ">") and not condition.conditions


def _goals(found: Sources, facts: tuple[Fact, ...], claim: Reading) -> Iterator[tuple[Expr, str, tuple[Fact, ...]]]:
    """What must be shown with the width: the strict gates of the bootstrap, else the claim's conclusions."""
    if "bootstrap" in found.tools.rules:
        for loop in circles(facts):
            gate = loop.gate.relation
            strict = replace(gate, name=gate.name[0])
            yield strict, loop.gives, (*facts, replace(loop.invariant, told=True))
        return
    for tree in claim.then:
        for link, conditions, _ in relations(tree):
            if link.name in ("<=", "<", ">=", ">") and link.args[1].head != "landau":
                yield link, claim.printed.label, (*facts, *conditions)


def _forms(ws: Workspace, label: str, width: str) -> Iterator[Constraint]:
    """The goal with its smaller side replaced by every bound known of it, where that makes it speak of the width."""
    assert ws.goal is not None
    known = tuple(ws.known.values())
    equal = ws.equals(known)
    m = ws.canon.atoms.plain(width)
    goal = ws.goal
    own = Part(label, goal, wanted=True)
    forms = [(goal, (own,))]
    forms += [
        (Inequality(fact.right, goal.op, goal.right), (Part(fact.name, fact), own))
        for fact in known
        if fact.op in ("<=", "<") and fact.left == goal.left
    ]
    for form, parts in forms:
        asked = replaced(form, equal)
        parts = parts if len(parts) > 1 else (Part(label, asked, wanted=True),)
        if m in asked.symbols:
            opaque = frozenset(s for s in asked.symbols if not ws.canon.atoms.is_plain(s))
            yield Constraint(asked, parts, known, opaque)


def _domain(ws: Workspace, width: str) -> Iterator[Inequality]:
    """What is known of the notes' own scalars by themselves, the width apart."""
    for fact in ws.known.values():
        plain = all(ws.canon.atoms.is_plain(s) for s in fact.symbols)
        if plain and ws.canon.atoms.plain(width) not in fact.symbols and fact.op != "=":
            yield fact


__all__ = ["Collected", "Constraint", "book_of", "claim_of", "collect"]
