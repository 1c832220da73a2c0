r"""What does each formula of a document say? ``sayings(document)``: its role, under what, for all what, and why.

A sentence runs on over displays and paragraphs until it is ended. The hypotheses of a sentence, its ranges and its
probability hold for what the sentence claims, and what is assumed with "assume", "suppose" or "let" holds to the end of
its block; what introduces a list holds for its items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ntkprops.notes.english import Heard, heard
from ntkprops.notes.model import PROOF, Block, Break, Document, Formula, Piece, Words
from ntkprops.notes.saying import Frame, Saying
from ntkprops.notes.sentence import Sentence

ENDED = re.compile(r"[.!?](?=\s+[A-Z\"'(\\]|\s*$)")
ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|eq|eqs|fig|thm|lem|resp|w\.r\.t|s\.t|etc|vs|ineq)|\b[A-Z])\.$", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"(?:was|were|is|are|has been|have been) (?:proved|proven|shown|established|given) in (?:the |an? )?"
    r"(?:previous|earlier|last)|is left (?:as|to)|see \[",
    re.IGNORECASE,
)

Run = list[str | Formula | Break]


def sayings(document: Document) -> tuple[tuple[Saying, ...], tuple[tuple[str, int], ...]]:
    """Every formula of a document that says something, and the sentences with words that were not understood.

    Returns:
        the sayings in printed order; each skipped sentence with its line.
    """
    found: list[Saying] = []
    skipped: list[tuple[str, int]] = []
    seen: list[str] = []
    for number, block in enumerate(document.blocks):
        reader = _Reader(number, block, seen)
        found += reader.read()
        skipped += reader.skipped
        seen += [formula.latex for formula in block.formulas]
    return tuple(found), tuple(skipped)


@dataclass
class _Reader:
    """Reads one block; ``seen`` are the formulas before it."""

    number: int
    block: Block
    seen: list[str]
    skipped: list[tuple[str, int]] = field(default_factory=list)
    frame: Frame = field(default_factory=Frame)
    last: Frame | None = None
    left: list[str] = field(default_factory=list)

    def read(self) -> list[Saying]:
        """What its formulas say. Words that are not understood anywhere in a theorem are left over for all of it."""
        found: list[Saying] = []
        for sentence, item in self._sentences():
            found += self._sentence(sentence, item)
        if self.block.asserts:
            everything = tuple(dict.fromkeys(self.left))
            found = [replace(one, left=everything) for one in found]
        return found

    def _sentences(self) -> Iterator[tuple[Run, str]]:
        sentence: Run = []
        item = ""
        for piece in self.block.pieces:
            if isinstance(piece, Break):
                ends = _ends(sentence)
                if piece.item:
                    if not ends and any(not isinstance(part, Break) for part in sentence):
                        sentence.append(piece)  # what introduces a list holds for its items
                    yield sentence, item
                    sentence, item = [], piece.item.strip("().")
                elif ends:
                    yield sentence, item
                    sentence = []
                else:
                    sentence.append(piece)
            elif isinstance(piece, Formula):
                sentence.append(piece)
            elif isinstance(piece, Words):
                starts = re.match(r"\s*[A-Z]", piece.text) is not None and bool(sentence)
                if starts and (
                    isinstance(sentence[-1], Break) or (isinstance(sentence[-1], Formula) and _ends(sentence))
                ):
                    yield sentence, item
                    sentence = []
                *whole, rest = _cut(piece.text)
                for text in whole:
                    yield [*sentence, text], item
                    sentence = []
                sentence.append(rest)
        yield sentence, item

    def _sentence(self, sentence: Run, item: str) -> list[Saying]:
        parts = [part for part in sentence if not isinstance(part, Break)]
        leads = bool(sentence) and isinstance(sentence[-1], Break) and bool(sentence[-1].item)
        if not any(isinstance(part, Formula) or part.strip() for part in parts):
            return []
        gaps: list[tuple[Heard, str, Formula | None]] = []
        words = ""
        for part in parts:
            if isinstance(part, Formula):
                gaps.append((heard(words), words, part))
                words = ""
            else:
                words += f" {part}"
        gaps.append((heard(words), words, None))
        frame = self._frame(gaps[0][0], item)
        reader = Sentence(self, item, frame, gaps)
        found = reader.read()
        if leads:
            self.last = frame
        elif not item:
            self.last = None if not (frame.given or frame.probability or frame.for_all) else frame
        return found

    def _frame(self, first: Heard, item: str) -> Frame:
        """What a sentence starts with: the block's, and in an item or after "moreover" the last sentence's."""
        if self.last is not None and (item or first.carries):
            return self.last.copy()
        return self.frame.copy()


def _last(sentence: Sequence[str | Formula | Break]) -> str | Formula | None:
    return next(
        (
            part
            for part in reversed(sentence)
            if not isinstance(part, Break) and (isinstance(part, Formula) or part.strip())
        ),
        None,
    )


def _ends(sentence: Sequence[str | Formula | Break]) -> bool:
    last = _last(sentence)
    if last is None:
        return False
    text = last.latex if isinstance(last, Formula) else last
    return re.search(r"[.!?][\"')\s]*$", text) is not None


def _cut(text: str) -> list[str]:
    """A run of words cut behind the ends of sentences."""
    parts, start = [], 0
    for match in ENDED.finditer(text):
        if ABBREVIATED.search(text[: match.end()]) is None:
            parts.append(text[start : match.end()])
            start = match.end()
    return [*parts, text[start:]]


def is_taken_from_elsewhere(block: Block) -> bool:
    """Whether a proof says only that the proof is somewhere else."""
    return (
        block.kind == PROOF and not any(block.formulas) and ELSEWHERE.search(" ".join(_texts(block.pieces))) is not None
    )


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    yield from (piece.text for piece in pieces if isinstance(piece, Words))


__all__ = ["is_taken_from_elsewhere", "sayings"]
