r"""What stands in a document, and where: ``Document`` of ``Block``s of pieces: formulas, words, remarks.

LaTeX and Markdown both come down to these; nothing here knows either, and nothing says yet what a formula claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ntkprops.errors import LectureError
from ntkprops.statement.places import Place

TALK = ("remark", "example", "note", "exercise", "problem", "conjecture")
TEXT, PROOF, DEFINITION = "text", "proof", "definition"


class NotesError(LectureError):
    """A document that cannot be taken apart: an environment that nothing closes, macros that call themselves."""


@dataclass(frozen=True)
class Formula:
    r"""One formula, or one line of a chain.

    Args:
        latex: as it is read: macros expanded, without alignment marks, tags and labels.
        printed: as it stands in the file.
        display: whether it is displayed.
        place: where it starts.
        tag: the number that is printed beside it, without brackets.
        label: what ``\label`` calls it.
        also: further tags, of a formula that the notes break over several displays.
        goes_on: whether it stands in the same display as the formula before it.
    """

    latex: str
    printed: str
    display: bool
    place: Place
    tag: str = ""
    label: str = ""
    also: tuple[str, ...] = ()
    goes_on: bool = False

    @property
    def file(self) -> str:
        """The file in which it stands."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line on which it starts."""
        return self.place.line


@dataclass(frozen=True)
class Words:
    """A run of prose."""

    text: str
    place: Place


@dataclass(frozen=True)
class Remark:
    """A comment in the notes."""

    text: str
    place: Place


@dataclass(frozen=True)
class Break:
    """The end of a paragraph; ``item`` is the number of the list item that starts, ``"•"`` where it has none."""

    item: str = ""


Piece = Formula | Words | Remark | Break


@dataclass(frozen=True)
class Block:
    """A theorem-like block, a proof, or running text between them.

    ``kind`` is ``"text"``, ``"proof"`` or what the notes call it (``"lemma"``); ``number`` is the printed number.
    """

    kind: str
    place: Place
    pieces: tuple[Piece, ...] = ()
    title: str = ""
    number: str = ""
    label: str = ""

    @property
    def formulas(self) -> Iterator[Formula]:
        """Its formulas in printed order."""
        yield from (piece for piece in self.pieces if isinstance(piece, Formula))

    @property
    def states(self) -> bool:
        """Whether it is theorem-like."""
        return self.kind not in (TEXT, PROOF)

    @property
    def asserts(self) -> bool:
        """Whether every relation in it is one of its hypotheses or conclusions; remarks and examples only talk."""
        return self.states and self.kind not in TALK


@dataclass(frozen=True)
class Document:
    """Some notes: their blocks in printed order, and what macros they define."""

    name: str
    blocks: tuple[Block, ...]
    macros: tuple[str, ...] = field(default=())

    @property
    def formulas(self) -> Iterator[Formula]:
        """Every formula in printed order."""
        yield from (formula for block in self.blocks for formula in block.formulas)

    @property
    def displays(self) -> tuple[Formula, ...]:
        """Every displayed formula in printed order, a chain line by line."""
        return tuple(formula for formula in self.formulas if formula.display)

    @property
    def remarks(self) -> Iterator[Remark]:
        """Every comment in printed order."""
        yield from (piece for block in self.blocks for piece in block.pieces if isinstance(piece, Remark))


__all__ = ["Block", "Break", "Document", "Formula", "NotesError", "Piece", "Place", "Remark", "Words"]
