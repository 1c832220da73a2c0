r"""What if ambiguous print is read otherwise? ``otherwise(book, label)``: lectures that say the other thing plainly.

A claim rests on its own text, on the row above it, on the values of its citations and on every definition of the
notes. Each of these that has several readings is replaced by each of its readings, written without ambiguity,
wherever it is printed. What the claim cites is judged by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import product
from typing import TypeVar

from ntkprops.errors import FormulaError, UnreadError, guarded
from ntkprops.language.latex import plainly
from ntkprops.language.reader import read, readings
from ntkprops.language.vocabulary import DEFINES
from ntkprops.proof.book import Book
from ntkprops.proof.reading import printed
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Cite, Row, Statement

T = TypeVar("T")
MOST = 8  # readings of one claim that are judged


@dataclass(frozen=True)
class Otherwise:
    """Another reading of a claim: a sentence that tells it from the usual one, and the lecture that says it.

    ``is_own`` says whether it is the claim's own text, and not a definition elsewhere, that may mean another thing.
    """

    note: str
    lecture: Lecture
    is_own: bool


def otherwise(book: Book, label: str, *, corrected: bool) -> tuple[Otherwise, ...]:
    """The other readings of one form of a claim.

    Raises:
        UnreadError: where there are too many.
    """
    own = frozenset(_own(book, label, corrected=corrected))
    texts = dict.fromkeys((*sorted(own), *_defining(book.lecture)))
    meant = {text: found for text in texts if (found := _readings(text, book))}
    usual, *others = product(*meant.values())
    if len(others) >= MOST:
        raise UnreadError(f"this may be read in {len(others) + 1} ways", hint="print more brackets.")
    taken, offered = dict(zip(meant, usual, strict=True)), (dict(zip(meant, other, strict=True)) for other in others)
    return tuple(_otherwise(book.lecture, taken, spelling, own) for spelling in offered)


def _otherwise(
    lecture: Lecture, taken: Mapping[str, str], spelling: Mapping[str, str], own: frozenset[str]
) -> Otherwise:
    changed = [text for text in taken if taken[text] != spelling[text]]
    note = "; ".join(f"read as {taken[text]}; could also mean {spelling[text]}" for text in changed)
    notation = replace(lecture.notation, always=_respelled(lecture.notation.always, spelling))
    return Otherwise(
        note,
        replace(lecture, parts=_respelled(lecture.parts, spelling), notation=notation),
        is_own=not own.isdisjoint(changed),
    )


def _own(book: Book, label: str, *, corrected: bool) -> Iterator[str]:
    entry = book.entry(label)
    for own in (label, entry.above) if entry.above else (label,):
        parts = printed(book.entry(own).item, book.entry(own).ledger, corrected=corrected)
        yield from (*parts.then, *parts.given, *filter(None, (parts.for_all, parts.probability)))
        yield from (text for reason in parts.by if isinstance(reason, Cite) for _, text in reason.at)


def _defining(lecture: Lecture) -> Iterator[str]:
    """Every text that says what something means, in whichever form."""
    yield from lecture.notation.always
    for item, _ in lecture.rows():
        texts = (item.latex,) if isinstance(item, Row) else (*item.then, *item.given)
        texts += tuple(erratum.corrected for erratum in item.errata if isinstance(erratum.corrected, str))
        is_definition = isinstance(item, Statement) and item.defines
        yield from (text for text in texts if is_definition or DEFINES.search(text))


def _readings(text: str, book: Book) -> tuple[str, ...]:
    try:
        with guarded():
            read(text, book.notation)
    except FormulaError:
        return ()  # that is said elsewhere
    found = readings(text, book.notation)
    return tuple(map(plainly, found)) if len(found) > 1 else ()


def _respelled(thing: T, spelling: Mapping[str, str]) -> T:
    """The thing with every text in it that is one of these spelled otherwise."""
    if isinstance(thing, str):
        return spelling.get(thing, thing)  # type: ignore[return-value]
    if isinstance(thing, tuple):
        return tuple(_respelled(part, spelling) for part in thing)  # type: ignore[return-value]
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: _respelled(getattr(thing, f.name), spelling) for f in fields(thing) if f.init})
    return thing
