r"""What do the symbols of a document mean? ``notation_of(document, marks)``: inferred, and settled by the marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ntkprops.notes.marks import Mark
from ntkprops.notes.model import Break, Document, Formula, Words
from ntkprops.notes.sorts import Inferred, infer


def notation_of(document: Document, marks: Sequence[Mark]) -> Inferred:
    """The notation that formulas and words give; a mark overrides them.

    Raises:
        NotationError: where a mark is no declaration, with file and line.
    """
    formulas = [piece for block in document.blocks for piece in block.pieces if isinstance(piece, Formula)]
    settled = [mark for mark in marks if mark.kind == "declare"]
    found = infer(formulas, prose=prose_of(document), directives=settled)
    always = tuple(mark.text for mark in marks if mark.kind == "always")
    notation = replace(found.notation, always=(*found.notation.always, *always), open=tuple(found.unsettled))
    return replace(found, notation=notation)


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


__all__ = ["notation_of", "prose_of"]
