r"""By what may a claim be proved? ``tools(book, reading)``: rules, rewritings and events, as its reasons allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ntkprops.errors import LectureError
from ntkprops.language.notation import Notation
from ntkprops.language.tree import symbol
from ntkprops.proof.book import Book, printed_relations
from ntkprops.proof.calculus import GradientRewrite
from ntkprops.proof.facts import Rewrite
from ntkprops.proof.reading import CONSTANT, Reading, at_time, definitions, hypotheses
from ntkprops.proof.vectors import root_of
from ntkprops.statement.model import Assume, Cite, Definition
from ntkprops.statement.rules import Rule

SHAPES = frozenset({"entry", "apply", "derivative", "partial", "grad"})


@dataclass(frozen=True)
class Tools:
    """What a claim's reasons allow: rules by name, rewritings, definitions of events, and what is assumed."""

    rules: frozenset[str]
    rewrites: tuple[Rewrite, ...]
    events: tuple[Rewrite, ...]
    assumed: tuple[str, ...]


def tools(book: Book, reading: Reading, *, corrected: bool) -> Tools:
    """The rules, rewritings and event definitions that a claim's reasons allow."""
    rules, rewrites, events, assumed = set(), [], [], []
    known = {**book.defined(corrected=corrected), **own_meanings(reading, book.notation)}
    for reason in reading.printed.by:
        if isinstance(reason, Rule):
            rules.add(reason.name)
        elif isinstance(reason, Assume):
            assumed.append(reason.words)
            rules |= {reason.rule.name} if reason.rule is not None else set()
        elif isinstance(reason, Definition):
            if reason.spelling not in known:
                raise LectureError(
                    f"{reading.printed.label} appeals to the definition of {reason.spelling}, "
                    f"which {book.lecture.name} does not define. Add a Statement with defines=True."
                )
            for rule in known[reason.spelling]:
                (events if rule.body.head == "set" else rewrites).append(rule)
        elif isinstance(reason, Cite):
            rewrites += _equations(book, reason, reading, corrected=corrected)
    if "gradient" in rules:
        kept = [rule for rule in rewrites if rule.pattern.head != "apply"]
        rewrites = [*kept, GradientRewrite(book.notation, tuple(rewrites))]
    return Tools(frozenset(rules), tuple(rewrites), tuple(events), tuple(assumed))


def own_meanings(reading: Reading, notation: Notation) -> dict[str, list[Rewrite]]:
    """What a claim is given as the meaning of a symbol: it goes before what other claims say."""
    found: dict[str, list[Rewrite]] = {}
    for tree in reading.given:
        for name, rule in definitions(tree, notation):
            if rule.pattern.head == "symbol" or ":=" in printed_relations(tree):
                found.setdefault(name, []).append(rule)
    return found


def _equations(book: Book, cite: Cite, reading: Reading, *, corrected: bool) -> Iterator[Rewrite]:
    """Cited equations whose left side has a shape that can be recognised, as rewritings.

    Only those whose conditions are hypotheses of the citing claim, word for word: a rewriting asks nothing later.
    """
    own = {fact.relation for fact in hypotheses(reading, symbol(CONSTANT)) if not fact.conditions}
    for fact in book.cited(cite, corrected=corrected):
        left, right = fact.relation.args
        if fact.relation.name == "=" and left.head in SHAPES and fact.is_met_by(own):
            moving = left.head == "derivative"  # an equation at time t speaks of everything at time t
            yield Rewrite(
                left,
                at_time(right, book.notation, left.args[1]) if moving else right,
                fact.universal,
                cite.label,
            )
            row = book.notation.table.get(root_of(left).name)
            if left.head == "entry" and row and row.of == ("time",):
                moment = symbol("\0time")
                yield Rewrite(
                    at_time(left, book.notation, moment),
                    at_time(right, book.notation, moment),
                    fact.universal | {"\0time"},
                    cite.label,
                )


__all__ = ["Tools", "own_meanings", "tools"]
