r"""What may a claim lean on? ``sources(book, reading)``: its hypotheses, what it cites, the events, the tools."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ntkprops.language.tree import Expr
from ntkprops.proof.book import Book, Event
from ntkprops.proof.facts import Fact
from ntkprops.proof.prover import Question
from ntkprops.proof.reading import Reading, hypotheses
from ntkprops.proof.tools import Tools, tools
from ntkprops.statement.model import Cite


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

    @property
    def at_hand(self) -> tuple[Fact, ...]:
        """What is cited for sure under conditions that are given, word for word."""
        own = {fact.relation for fact in self.own if not fact.conditions}
        return tuple(replace(fact, conditions=()) for fact in self.cited if fact.is_met_by(own))


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
    return Sources(own, tuple(cited), tuple(events), tools(book, reading, corrected=corrected))


def _speaks_of_probability(book: Book, cite: Cite, *, corrected: bool) -> bool:
    """Whether the cited claim holds only with some probability: a sure claim may not rest on it."""
    version = book.version(cite.label, corrected=corrected)
    return version is not None and book.reading(cite.label, corrected=version).probability is not None


def asked(
    book: Book, found: Sources, goal: Expr, facts: tuple[Fact, ...], *, thoroughly: bool = True
) -> Question:
    """Whether ``goal`` follows from facts, by what the claim's reasons allow."""
    by = found.tools
    return Question(goal, book.notation, facts, by.rewrites, by.rules, by.events, thoroughly=thoroughly)


__all__ = ["Sources", "asked", "sources"]
