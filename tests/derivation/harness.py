"""Derivations by hand: notes of a few statements, steps from printed formulas, and what the checker says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import pytest

from ntkprops.derivation.check import Accepted, check
from ntkprops.derivation.judgment import Formula, Refused, Source, Step
from ntkprops.language.notation import (
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
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, symbol
from ntkprops.proof.book import Book
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Ledger, Row, Statement

SYMBOLS = (
    declare("n", count),
    declare("m", count),
    declare("d", count),
    index("i", "j", over="n"),
    index("k", "l", over="m"),
    index("p", over="d"),
    *(declare(name, real) for name in ("a", "b", "c", "x")),
    declare("r", nonnegative),
    declare("q", positive),
    declare(r"\delta", probability),
    declare("t", time),
    declare("s", time),
    declare("z", real, over=("n",)),
    declare("e", vector("d"), over=("n",)),
    *(declare(name, vector("d")) for name in ("v", "v'")),
    declare("y", vector("n")),
    *(declare(name, matrix("n", "n")) for name in ("S", "T")),
    declare("M", matrix("n", "d")),
    declare("X", real, random=True),
    declare("Y", nonnegative, random=True),
    declare("Z", real, over=("n",), random=True),
    declare("w", vector("d"), over=("m",), of=("time",), random=True, law="gaussian"),
    declare("g", vector("d"), random=True, law="gaussian"),
    declare(r"\xi", sign, over=("m",), random=True, law="rademacher"),
    declare(r"\zeta", sign),
    declare("u", vector("n"), of=("time",), random=True),
    declare("h", real, of=("time",)),
    declare("A", event, over=("n",), random=True),
    declare("B", event, random=True),
    declare("f", real, of=(vector("d"), "weights"), random=True),
    declare("L", real, of=("weights",), random=True),
    declare(r"\sigma", real, of=(real,)),
)
NOTES = Notation(SYMBOLS)


def notes(*more, always: tuple[str, ...] = ()) -> Notation:
    """The notation with more symbols, in which some formulas hold throughout."""
    return Notation((*SYMBOLS, *more), always=always)


def t(latex: str, notation: Notation = NOTES) -> Expr:
    """A printed formula as a tree."""
    return read(latex, notation)


def name(spelling: str) -> Expr:
    """A symbol, whatever its spelling."""
    return symbol(spelling)


def node(head: str, *args: str | Expr, spelled: str = "") -> Expr:
    """A node of a tree that no formula prints."""
    return Expr(head, tuple(t(arg) if isinstance(arg, str) else arg for arg in args), spelled)


# -- what is checked ---------------------------------------------------------------------------------------


def checked(
    then: str | Expr | tuple[str | Expr, ...] | Statement,
    *steps: Step,
    beside: tuple[Statement | Ledger, ...] = (),
    standing: Mapping[str, frozenset | None] | None = None,
    constants: Mapping[str, Expr] | None = None,
    constant: Expr | None = None,
    notation: Notation = NOTES,
    **parts,
) -> Accepted:
    """What the checker says of a claim, a step for each of its conclusions in printed order.

    Args:
        then: its conclusions, as printed or as trees (whatever their sorts), or the whole statement.
        steps: their derivations.
        beside: the claims before it; derived ones that averaged over nothing, if ``standing`` does not say otherwise.
        standing: how they stand; what is not in it may not be cited.
        constants: the hidden constants of cited claims.
        constant: the hidden constant of this one.
        notation: the symbols.
        parts: more parts of the statement.
    """
    goals: tuple[str | Expr, ...] = then if isinstance(then, tuple) else (then,)  # type: ignore[assignment]
    if not isinstance(then, Statement):
        then = Statement("claim", then=tuple(one if isinstance(one, str) else "0 = 0" for one in goals), **parts)
    book = Book(Lecture("notes", notation, (*beside, then)))
    if standing is None:
        standing = dict.fromkeys(book.entries.keys() - {"claim"}, frozenset())
    for label, averaged in standing.items():
        book.standing |= {(label, False): averaged, (label, True): averaged}
    for label, value in (constants or {}).items():
        book.constants |= {(label, False): value, (label, True): value}
    reading = book.reading("claim", corrected=False)
    trees = zip(reading.then, goals, strict=True) if len(goals) == len(reading.then) else ()
    reading = replace(reading, then=tuple(b if isinstance(b, Expr) else a for a, b in trees) or reading.then)
    places = [
        (place, at)
        for place, tree in enumerate(reading.then)
        for at, op in enumerate(o for item in (tree.args if tree.head == "items" else (tree,)) for o in item.relations)
        if op != ":="
    ]
    return check(book, reading, dict(zip(places, steps, strict=False)), corrected=False, constant=constant)


@contextmanager
def refused(reason: str) -> Iterator[None]:
    """The checker refuses, for this reason."""
    with pytest.raises(Refused, match=reason):
        yield


# -- steps -------------------------------------------------------------------------------------------------


def rule(name: str, *args, premises: tuple[Step, ...] = (), notation: Notation = NOTES) -> Step:
    """A rule at arguments, which may be printed formulas; signs of relation and ``=`` spellings stay as they are."""
    return Step(
        name, tuple(t(arg, notation) if isinstance(arg, str) and arg not in OPS else arg for arg in args), premises
    )


OPS = ("<=", "<", ">=", ">", "=", "!=", "spectral", "largest", "entry")


def scalar(stated: str, *premises: Step, notation: Notation = NOTES) -> Step:
    """A relation by arithmetic."""
    return Step("scalar", (t(stated, notation),), premises)


def fact(
    source: Source, values: Mapping[str, str | Expr] | None = None, *premises: Step, notation: Notation = NOTES
) -> Step:
    """A formula at values of its variables, from the steps that show its conditions."""
    at = tuple(
        (name, t(value, notation) if isinstance(value, str) else value) for name, value in (values or {}).items()
    )
    return Step("fact", (source, at), premises)


def given(place: int = 0, at: int = 0, values: Mapping[str, str | Expr] | None = None, *premises: Step) -> Step:
    """What the claim is given."""
    return fact(Source("given", (place, at)), values, *premises)


def ranged(place: int = 0, at: int = 0, values: Mapping[str, str | Expr] | None = None, *premises: Step) -> Step:
    """What the quantifiers of the claim say."""
    return fact(Source("range", (place, at)), values, *premises)


def local(stated: str | Expr | Formula, values: Mapping[str, str | Expr] | None = None, *premises: Step) -> Step:
    """What is supposed here."""
    tree = t(stated) if isinstance(stated, str) else stated
    return fact(Source("local", formula=tree if isinstance(tree, Formula) else Formula(tree)), values, *premises)


def cited(
    label: str,
    values: Mapping[str, str | Expr] | None = None,
    *premises: Step,
    kind: str = "cited",
    place: tuple[int, int] = (0, 0),
    at: Mapping[str, str | Expr] | None = None,
    whole: bool = False,
    timed: bool = False,
    notation: Notation = NOTES,
) -> Step:
    """What another claim says."""
    named = tuple((name, t(value, notation) if isinstance(value, str) else value) for name, value in (at or {}).items())
    source = Source(kind, place, label, False, named, whole, timed)
    return fact(source, values, *premises, notation=notation)


def let(names: Mapping[str, str], step: Step) -> Step:
    """A formula for all values of its variables, shown for fresh ones."""
    return Step("let", tuple(names.items()), (step,))


ELSE = "a step shows something else than it is used for"
WHERE = "a hypothesis is used that there is not, or out of its scope"
OUTSIDE = "is taken outside its sort"
ON_AN_EVENT = "an average is taken of what holds only on an event"
TRUE = scalar("0 = 0")  # what shows nothing
CHANCE = r"1 - \delta"
WEIGHTS = r"\{w_k\}_{k=1}^m"


def lemma(then: str | tuple[str, ...] = "0 = 0", label: str = "lemma", **parts) -> Statement:
    """A claim to cite."""
    return Statement(label, then=(then,) if isinstance(then, str) else then, **parts)


def chain(*rows: str, **parts) -> tuple[Statement, Ledger]:
    """A proof, row by row, of a statement that has these parts: ``row-0``, ``row-1`` .."""
    whole = Statement("of", then=("0 = 0",), **parts)
    return whole, Ledger(whole, tuple(Row(f"row-{at}", row) for at, row in enumerate(rows)))


def monotone(tree: str | Expr, op: str, other: str | Expr, *premises: Step) -> Step:
    """A relation under a sum, an integral or a mean."""
    return rule("monotone", tree, op, other, premises=premises)
