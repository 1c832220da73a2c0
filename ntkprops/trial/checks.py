r"""Two checks of a claim's argument by themselves: the budget of its events, and the circle of what it cites.

Both read only what a claim cites, so they can be made of a claim that is itself ill-formed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import sympy as sp

from ntkprops.errors import FormulaError, NtkpropsError
from ntkprops.language.latex import to_latex
from ntkprops.language.tree import Expr, number, symbol
from ntkprops.proof.argument import Argued, spend, total_failure
from ntkprops.proof.book import Book
from ntkprops.proof.canon import Canon
from ntkprops.proof.circles import leans_on_itself
from ntkprops.proof.reading import CONSTANT, Reading, printed, understand
from ntkprops.proof.scalar import Obligation, Proof
from ntkprops.proof.sources import Sources, sources
from ntkprops.statement.model import Statement
from ntkprops.trial.emptiness import says_nothing
from ntkprops.verdict import Certificate, Kind, Outcome, Verdict


def budget(book: Book, label: str, *, corrected: bool) -> Verdict | None:
    """Whether the events that a claim of probability uses add up to at most what it allows; None for one event."""
    found = _sources(book, label, corrected)
    if found is None or found[0].probability is None or len(found[1].events) < 2:
        return None
    reading, used = found
    spent = _plain(book, total_failure(used.events))
    answer = spend(book, found[0].probability, used.events)
    events = ", ".join(f"{event.label} at {_plain(book, event.failure)}" for event in used.events)
    if isinstance(answer, Proof) and says_nothing(book, reading):
        return Verdict(Outcome.VACUOUS, f"the events fit, as any would: they may fail with certainty ({events})")
    if isinstance(answer, Proof):
        return Verdict(
            Outcome.PROVED,
            f"the events fit: {events}",
            certificate=Certificate(Kind.KERNEL, answer.steps, obligations=answer.obligations),
        )
    return Verdict(
        Outcome.DOES_NOT_FOLLOW,
        f"{len(used.events)} events leave probability 1 - {spent}, "
        f"not {to_latex(reading.probability or number(1))}: {events}",
    )


def circle(book: Book, label: str, argued: Argued | None, *, corrected: bool) -> Verdict | None:
    """Whether what a claim cites leans on itself, and whether the bootstrap closes it; None where nothing does."""
    found = _sources(book, label, corrected)
    if found is None:
        return None
    used = found[1]
    loops = leans_on_itself(book, used)
    if not loops:
        return None
    loop = loops[0]
    shown = (
        f"{loop.asks} needs {to_latex(loop.invariant.relation)} at all earlier times, "
        f"which {loop.gives} gives under a bound that only {loop.asks} gives"
    )
    if "bootstrap" not in used.tools.rules:
        return Verdict(Outcome.DOES_NOT_FOLLOW, f"a circle: {shown}; only the continuity bootstrap may close it")
    if argued is not None and argued.bootstrapped:
        return Verdict(
            Outcome.PROVED,
            "the bound is kept strictly, so continuity closes the circle",
            certificate=Certificate(Kind.RULE, ("bootstrap",), obligations=obligations_of(argued.closing)),
        )
    return Verdict(
        Outcome.UNDECIDED,
        f"a circle that the bootstrap does not close: the strict bound was not shown ({shown})",
    )


def _plain(book: Book, failure: Expr) -> str:
    """A failure probability, multiplied out."""
    return sp.latex(sp.expand(Canon(book.notation).scalar(failure)))


def _sources(book: Book, label: str, corrected: bool) -> tuple[Reading, Sources] | None:
    """The claim read as far as its citations need it, and what it rests on."""
    entry = book.entry(label)
    if not isinstance(entry.item, Statement):
        return None
    parts = printed(entry.item, entry.ledger, corrected=corrected)
    readable = replace(parts, given=tuple(_readable(book, parts.given)))
    try:
        reading = understand(readable, book.notation)
        return reading, sources(book, reading, corrected=corrected, constant=symbol(CONSTANT))
    except NtkpropsError:
        return None


def _readable(book: Book, given: tuple[str, ...]) -> Iterator[str]:
    for text in given:
        try:
            understand(printed(Statement("", then=(), given=(text,)), None, corrected=False), book.notation)
        except FormulaError:
            continue
        yield text


def obligations_of(proofs: Sequence[Proof]) -> tuple[Obligation, ...]:
    """What some proofs come down to."""
    return tuple(obligation for proof in proofs for obligation in proof.obligations)
