r"""False statements by a second hand, aimed at a proof checker: each with the reason why it is false, in one line.

None was written with a look at how anything is proved. They stand in ``fresh_logic``, ``fresh_terms`` and
``fresh_networks``; ``case(one)`` is the case that a judge is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from adversary.claims import Case
from ntkprops.language import (
    Notation,
    count,
    declare,
    event,
    index,
    matrix,
    nonnegative,
    positive,
    probability,
    real,
    sign,
    time,
    vector,
)
from ntkprops.statement import RULES, Ledger, Row, Statement, assume
from ntkprops.statement.model import Reason

ALL = tuple(RULES.values())
BOOK = (assume("a book"),)
NOTATION = Notation(
    (
        *(declare(name, count) for name in ("n", "m", "d")),
        index("i", "j", over="n"),
        index("k", "l", over="m"),
        index("p", over="d"),
        *(declare(name, real) for name in ("a", "b", "c", r"\beta")),
        *(declare(name, positive) for name in ("q", r"\lambda")),
        declare(r"\rho", nonnegative),
        *(declare(name, probability) for name in (r"\delta", r"\epsilon")),
        declare(r"\varsigma", sign),
        *(declare(name, time) for name in ("t", "s", "r")),
        *(declare(name, real, of=("time",)) for name in ("g", "h")),
        declare(r"\phi", real, of=(real,)),
        *(declare(name, real, over=("n",)) for name in ("z", "y")),
        declare("A", real, over=("n", "m")),
        *(declare(name, vector("n")) for name in ("u", "v")),
        declare("w", vector("d")),
        declare("x", vector("d"), over=("n",)),
        *(declare(name, matrix("n", "n")) for name in ("M", "B")),
        declare("Q", matrix("n", "d")),
        declare("V", vector("n"), of=("time",)),
        *(declare(name, real, random=True) for name in ("X", "Y")),
        declare("Z", real, over=("n",), random=True),
        declare("W", real, over=("n", "n"), random=True),
        declare("K", real, of=("time",), random=True),
        *(declare(name, event, random=True) for name in ("S", "F")),
        declare("G", event, over=("n",), random=True),
        declare(r"\xi", real, over=("n",), random=True, law="gaussian"),
        declare(r"\varepsilon", sign, over=("n",), random=True, law="rademacher"),
    )
)


@dataclass(frozen=True)
class Fresh:
    """A false claim and why it is false; ``rare`` says that no random instance is likely to show it."""

    then: str
    why: str
    given: tuple[str, ...] = ()
    by: tuple[Reason, ...] = ALL
    before: tuple[Statement | Ledger, ...] = ()
    probability: str = ""
    for_all: str = ""
    rows: tuple[Row, ...] = ()
    rare: bool = False


def lemma(then: str, *given: str, label: str = "lemma", **rest) -> Statement:
    """What a claim cites: taken from a book."""
    return Statement(label, given=given, then=(then,), by=BOOK, **rest)


def defined(then: str, label: str = "name") -> Statement:
    """A definition of the notes."""
    return Statement(label, then=(then,), defines=True)


def case(one: Fresh) -> Case:
    """The case that a judge is asked."""
    told = Statement("claim", given=one.given, then=(one.then,), by=one.by, probability=one.probability, for_all=one.for_all)
    proof = (Ledger(told, rows=one.rows),) if one.rows else ()
    return Case(NOTATION, (*one.before, told, *proof), "claim", False, kind="fresh", why=one.why)
