r"""What do the symbols of a document mean? ``notation_of(document, marks)``.

The one place where the notation of notes is made: from the marks alone, what nothing declares stays open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ntkprops.language.notation import Notation
from ntkprops.notes.marks import Mark, declared_notation
from ntkprops.notes.model import Break, Document, Formula, Words


@dataclass(frozen=True)
class Found:
    """A notation, why its symbols are what they are, and what is not settled."""

    notation: Notation
    why: Mapping[str, Sequence[object]]
    open: Sequence[object] = ()


def notation_of(document: Document, marks: Sequence[Mark]) -> Found:
    """The notation that the marks declare.

    Raises:
        NotationError: where a mark is no declaration, with file and line.
    """
    del document
    return Found(declared_notation(marks), {})


def prose_of(document: Document) -> list[tuple[str, str, int]]:
    """The paragraphs of a document with their formulas between dollars, each with its file and line."""
    found: list[tuple[str, str, int]] = []
    for block in document.blocks:
        text, place = "", block.place
        for piece in (*block.pieces, Break()):
            if isinstance(piece, Break):
                if text.strip():
                    found.append((text, place.file, place.line))
                text = ""
            elif isinstance(piece, Words | Formula):
                place = piece.place if not text.strip() else place
                text += piece.text if isinstance(piece, Words) else f"${piece.latex}$"
    return found


__all__ = ["Found", "notation_of", "prose_of"]
