r"""Notes as a ``Lecture``: ``load_notes(path)``, and ``open_lecture(path)`` for notes and folders alike.

The document is taken apart, what each formula says is heard, the red pen is heeded, the notation is found, and out
come the same statements, ledgers and errata that a folder of Python would hold, each at its file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ntkprops.notes.claims import Parts, parts_of
from ntkprops.notes.document import SUFFIXES, read_document
from ntkprops.notes.marks import Mark, mark_of
from ntkprops.notes.model import Break, Document, Formula, NotesError, Remark
from ntkprops.notes.naming import Found, notation_of
from ntkprops.notes.saying import CLAIM, DEFINED, GIVEN, MENTIONED, Saying
from ntkprops.notes.structure import sayings
from ntkprops.statement.lecture import Lecture, load_lecture

ROLES = {"claim": CLAIM, "given": GIVEN, "definition": DEFINED, "skip": MENTIONED}


@dataclass(frozen=True)
class Loaded:
    """Notes that were read: the lecture, and all that it was made from."""

    lecture: Lecture
    document: Document
    said: tuple[Saying, ...]
    skipped: tuple[tuple[str, int], ...]
    found: Found
    parts: Parts
    marks: tuple[Mark, ...]


def open_lecture(path: Path | str) -> Lecture:
    """The lecture of a folder of statements or of a file of notes.

    Raises:
        LectureError: where it cannot be read.
    """
    return load_notes(path).lecture if is_notes(path) else load_lecture(path)


def is_notes(path: Path | str) -> bool:
    """Whether a path is a file of notes rather than a folder of statements."""
    file = Path(path)
    return not file.is_dir() and (file.is_file() or file.suffix.lower() in SUFFIXES)


def load_notes(path: Path | str, infer: Callable[[Document, Sequence[Mark]], Found] = notation_of) -> Loaded:
    """Notes as a lecture.

    Args:
        path: a LaTeX, Markdown or text file.
        infer: finds the notation of a document, given its marks.

    Raises:
        NotesError: where the file cannot be taken apart, with file and line.
        NotationError: where a mark is none, with file and line.
    """
    document = read_document(path)
    pen, marks = penned(document)
    heard, skipped = sayings(document)
    said = tuple(_by_pen(one, pen.get(one.formula, ())) for one in heard)
    found = infer(document, marks)
    parts = parts_of(document, said, pen, found.notation)
    always = (*found.notation.always, *(text for text in parts.always if text not in found.notation.always))
    notation = replace(found.notation, always=always)
    if not parts.parts:
        raise NotesError(
            f"{path} must claim or define something; no formula in it does. ntkprops read says what was heard."
        )
    lecture = Lecture(document.name, notation, tuple(parts.parts))
    return Loaded(lecture, document, said, skipped, found, parts, marks)


def _by_pen(one: Saying, marks: Sequence[Mark]) -> Saying:
    """What a formula says, as the red pen has it."""
    for mark in marks:
        if mark.kind == "words":
            one = replace(one, left=())
        elif mark.kind in ROLES:
            one = replace(one, role=ROLES[mark.kind])
    return one


def penned(document: Document) -> tuple[dict[Formula, list[Mark]], tuple[Mark, ...]]:
    """The marks that speak of each formula, and all marks.

    A mark speaks of the formula whose display it stands in or whose line it ends; else of the next one.
    """
    pen: dict[Formula, list[Mark]] = {}
    every: list[Mark] = []
    pieces = [piece for block in document.blocks for piece in block.pieces]
    for at, piece in enumerate(pieces):
        mark = mark_of(piece) if isinstance(piece, Remark) else None
        if mark is None:
            continue
        every.append(mark)
        formula = _spoken_of(pieces, at)
        if formula is not None and mark.kind not in ("declare", "always"):
            pen.setdefault(formula, []).append(mark)
    return pen, tuple(every)


def _spoken_of(pieces: Sequence[object], at: int) -> Formula | None:
    place = pieces[at].place  # type: ignore[attr-defined]
    for piece in reversed(pieces[:at]):
        if isinstance(piece, Formula):
            return piece if piece.display or piece.line == place.line else _next(pieces, at)
        if isinstance(piece, Break) or not isinstance(piece, Remark):
            before = next((p for p in reversed(pieces[:at]) if isinstance(p, Formula)), None)
            return before if before is not None and before.line == place.line else _next(pieces, at)
    return _next(pieces, at)


def _next(pieces: Sequence[object], at: int) -> Formula | None:
    return next((piece for piece in pieces[at:] if isinstance(piece, Formula)), None)


__all__ = ["Loaded", "is_notes", "load_notes", "open_lecture", "penned"]
