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

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.latex import to_latex
from ntkprops.language.reader import read, readings
from ntkprops.language.vocabulary import DEFINES
from ntkprops.proof.book import Book
from ntkprops.proof.reading import printed
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Cite

T = TypeVar("T")
MOST = 8  # readings of one claim that are judged


@dataclass(frozen=True)
class Otherwise:
    """How a claim was read and how else it might be: sentences for a person, and the lectures that say the others."""

    notes: tuple[str, ...] = ()
    lectures: tuple[Lecture, ...] = ()


def otherwise(book: Book, label: str, *, corrected: bool) -> Otherwise:
    """The other readings of one form of a claim.

    Raises:
        UnreadError: where there are too many.
    """
    texts = dict.fromkeys(_texts(book, label, corrected=corrected))
    meant = {text: found for text in texts if len(found := _readings(text, book)) > 1}
    ways = list(product(*meant.values()))
    if len(ways) > MOST:
        raise UnreadError(f"this may be read in {len(ways)} ways", hint="print more brackets.")
    notes = tuple(f"read as {own}; could also mean {' or '.join(rest)}" for own, *rest in meant.values())
    spelled = [dict(zip(meant, way, strict=True)) for way in ways[1:]]
    return Otherwise(notes, tuple(_respelled_lecture(book.lecture, spelling) for spelling in spelled))


def _texts(book: Book, label: str, *, corrected: bool) -> Iterator[str]:
    entry = book.entry(label)
    for own in (label, entry.above) if entry.above else (label,):
        parts = printed(book.entry(own).item, book.entry(own).ledger, corrected=corrected)
        yield from (*parts.then, *parts.given, *filter(None, (parts.for_all, parts.probability)))
        yield from (text for reason in parts.by if isinstance(reason, Cite) for _, text in reason.at)
    yield from book.notation.always
    for other in book.entries.values():
        parts = printed(other.item, other.ledger, corrected=corrected)
        yield from (text for text in (*parts.then, *parts.given) if parts.defines or DEFINES.search(text))


def _readings(text: str, book: Book) -> tuple[str, ...]:
    try:
        read(text, book.notation)
    except FormulaError:
        return ()  # that is said elsewhere
    return tuple(map(to_latex, readings(text, book.notation)))


def _respelled_lecture(lecture: Lecture, spelling: Mapping[str, str]) -> Lecture:
    always = _respelled(lecture.notation.always, spelling)
    return replace(
        lecture, parts=_respelled(lecture.parts, spelling), notation=replace(lecture.notation, always=always)
    )


def _respelled(thing: T, spelling: Mapping[str, str]) -> T:
    """The thing with every text in it that is one of these spelled otherwise."""
    if isinstance(thing, str):
        return spelling.get(thing, thing)  # type: ignore[return-value]
    if isinstance(thing, tuple):
        return tuple(_respelled(part, spelling) for part in thing)  # type: ignore[return-value]
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: _respelled(getattr(thing, f.name), spelling) for f in fields(thing) if f.init})
    return thing
