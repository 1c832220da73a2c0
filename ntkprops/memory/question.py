r"""What may a search for a proof or a counterexample look at? ``question(book, label)``: all of it, as one digest.

Coarse on purpose: the whole notation, every claim that defines something, and whatever the claim cites, directly or
not, each with its text in both forms and with how it stands; the sources of this package, and the versions of what it
calls. Where any of these differs, nothing is remembered.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import ntkprops
from ntkprops.language.vocabulary import DEFINES
from ntkprops.proof.book import Book, Entry
from ntkprops.statement.model import Assume, Cite, Erratum, Row, Statement

CALLED = ("sympy", "z3-solver", "python-flint", "lark", "numpy")
SOURCES = (".py", ".lark")
FORMS = (False, True)  # as printed, and corrected


def question(book: Book, label: str, *, corrected: bool, effort: int) -> str:
    """The key of the searches for one form of a claim; empty where the notation's world cannot be told by its text."""
    table = book.notation
    around = repr((table.symbols, table.always, table.world, table.open))
    if " at 0x" in around:
        return ""
    said = [
        [(_said(book, one), [_stands(book, (one, form)) for form in FORMS]) for one in (label, *cited(book, label))],
        [(_said(book, one), [_falls(book, (one, form)) for form in FORMS]) for one in defining(book)],
    ]
    asked = (fingerprint(), around, sorted(book.paths()), label, corrected, effort, said)
    return hashlib.sha256(repr(asked).encode()).hexdigest()


def _said(book: Book, label: str) -> str:
    """A claim with its place, as text."""
    entry = book.entries[label]
    ledger = entry.ledger and (entry.ledger.of, entry.ledger.given, entry.ledger.for_all, entry.ledger.title)
    return repr((entry.item, ledger, entry.above))


def _falls(book: Book, form: tuple[str, bool]) -> bool:
    """Whether a form of a definition counts for nothing; what else becomes of it is the same to those that use it."""
    verdict = book.verdicts.get(form)
    return verdict is not None and verdict.outcome.falls


def _stands(book: Book, form: tuple[str, bool]) -> tuple[object, ...]:
    verdict, standing = book.verdicts.get(form), book.standing.get(form, "")
    shown = sorted(standing) if isinstance(standing, frozenset) else standing
    return None if verdict is None else verdict.outcome.value, shown, book.constants.get(form)


def cited(book: Book, label: str) -> list[str]:
    """What a claim rests on, in either form and however far away, in the order of the lecture."""
    found, waiting = set(), [label]
    while waiting:
        further = {one for one in _beside(book.entries[waiting.pop()]) if one in book.entries} - found
        found |= further
        waiting += further
    return [one for one in book.entries if one in found - {label}]


def _beside(entry: Entry) -> Iterator[str]:
    corrections = [erratum.corrected for erratum in entry.item.errata if isinstance(erratum.corrected, tuple)]
    yield from (reason.label for by in (entry.item.by, *corrections) for reason in by if isinstance(reason, Cite))
    yield from filter(None, (entry.above, entry.ledger.of.label if entry.ledger else ""))


def defining(book: Book) -> list[str]:
    """The claims that say what something is, or suppose it."""
    return [label for label, entry in book.entries.items() if _defines(entry.item)]


def _defines(item: Statement | Row) -> bool:
    """Whether a claim defines something, or takes something for granted of what the notes leave free."""
    assumes = any(isinstance(reason, Assume) for reason in item.by)
    return assumes or (isinstance(item, Statement) and item.defines) or any(map(DEFINES.search, _texts(item)))


def _texts(item: Statement | Row) -> Iterator[str]:
    yield from (item.latex,) if isinstance(item, Row) else (*item.then, *item.given)
    errata: tuple[Erratum, ...] = item.errata
    yield from (erratum.corrected for erratum in errata if isinstance(erratum.corrected, str))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """The same for the same sources of this package, called with the same versions of what it calls."""
    folder = Path(ntkprops.__file__).parent
    found = hashlib.sha256(repr((platform.python_version(), [*map(_version, CALLED)])).encode())
    for path in sorted(path for path in folder.rglob("*") if path.suffix in SOURCES and "lectures" not in path.parts):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


__all__ = ["cited", "defining", "fingerprint", "question"]
