r"""A Markdown or plain text file with ``$..$`` and ``$$..$$`` as a ``Document``: ``read_markdown(text, path)``.

A paragraph that begins with "Lemma 4." or "**Lemma 4** (title)." opens a theorem-like block, which ends with the
sentence that ends a paragraph, at a heading, or where another begins. "Proof." opens a proof, which ends at its box, or where
another block begins. LaTeX inside formulas is read as everywhere, macros that a formula defines included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from ntkprops.notes.displays import broken_over_displays, formulas
from ntkprops.notes.latex import CLOSING, DISPLAYED, STATING
from ntkprops.notes.macros import Expander, Macro
from ntkprops.notes.model import PROOF, TEXT, Block, Break, Document, Formula, Piece, Place, Remark, Words
from ntkprops.notes.tex import Tok, tokens

NUMBER = r"(?P<number>[A-Z]?\d[\w.]*?)"
HEADER = re.compile(
    rf"\s*[*_]{{0,3}}(?P<kind>{'|'.join(STATING)})\b[*_]*\s*{NUMBER}?[*_]*\s*(?:\((?P<title>[^()]*)\))?\s*[.:]?[*_]{{0,3}}[.:]?(?=\s|$)\s*",
    re.IGNORECASE,
)
PROVING = re.compile(r"\s*[*_]{0,3}Proof\b(?P<title>[^.:*]{0,60})[*_]{0,3}[.:][*_]{0,3}\s*", re.IGNORECASE)
BOX = re.compile(r"\\(?:square|qed|blacksquare|Box)(?![A-Za-z])|[□■◻∎]|\bq\.?e\.?d\b\.?", re.IGNORECASE)
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
ENDED = re.compile(r"[.!?][\"')*_\s]*$")


def read_markdown(text: str, path: Path) -> Document:
    """The blocks of the text of a Markdown file.

    Raises:
        NotesError: where macros do not end or braces nest too deep, with file and line.
    """
    parser = MarkdownIt("commonmark").disable(["code", "entity", "autolink"])
    parser.use(dollarmath_plugin, allow_space=True, allow_digits=True, double_inline=True).use(amsmath_plugin)
    builder = Builder(path.name, text)
    for token in parser.parse(text):
        builder.take(token)
    return Document(path.name, builder.finished(), tuple(builder.macros))


@dataclass
class Builder:
    """Takes Markdown tokens in and gives blocks; ``position`` is how far in the file they have come."""

    file: str
    text: str
    position: int = 0
    macros: dict[str, Macro] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    block: Block = field(init=False)
    heading: bool = False
    item: str = ""

    def __post_init__(self) -> None:
        self.block = Block(TEXT, Place(self.file, 1))
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def finished(self) -> tuple[Block, ...]:
        """The blocks."""
        self._open(Block(TEXT, self._place(len(self.text))))
        return tuple(self.blocks)

    def take(self, token: Token) -> None:
        """Read one token of the parser."""
        if token.map is not None:
            self.position = max(self.position, self.starts[min(token.map[0], len(self.starts) - 1)])
        if token.type == "heading_open":
            self.heading = True
        elif token.type == "heading_close":
            self.heading = False
        elif token.type == "list_item_open":
            self.item = f"{token.info}{token.markup}" if token.info else "•"
        elif token.type in ("paragraph_close", "list_item_close"):
            self.pieces.append(Break())
        elif token.type == "inline":
            self._paragraph(token)
        elif token.type in ("math_block", "math_block_label", "amsmath"):
            self._mathematics(token.content, display=True)
            self.pieces.append(Break())
        elif token.type == "html_block":
            self._remarks(token.content)

    def _place(self, position: int) -> Place:
        row = self.text.count("\n", 0, position)
        return Place(self.file, row + 1, position - self.starts[row] + 1)

    def _open(self, block: Block) -> None:
        pieces = tuple(broken_over_displays(self.pieces))
        if self.block.states or any(not isinstance(piece, Break) for piece in pieces):
            self.blocks.append(Block(**{**vars(self.block), "pieces": pieces}))
        self.block, self.pieces = block, []

    def _paragraph(self, token: Token) -> None:
        """A paragraph, a heading, or an item of a list; it may open a block."""
        place, said = self._place(self.position), token.content
        header, proving = HEADER.match(said), PROVING.match(said)
        skipped = 0
        if proving is not None:
            self._open(Block(PROOF, place, title=proving["title"].strip()))
            skipped = proving.end()
        elif header is not None and (header["number"] or re.search(r"[.:*]\s*$", header[0]) or self.heading):
            kind, title = header["kind"].lower(), header["title"] or ""
            self._open(Block(kind, place, title=title, number=header["number"] or ""))
            skipped = header.end()
        elif self.heading:
            self._open(Block(TEXT, place, title=said))
            skipped = len(said)
        elif self.block.states and not self.item and self._is_complete():
            self._open(Block(TEXT, place))
        if self.item:
            self.pieces.append(Break(self.item))
            self.item = ""
        self._children(token.children or [], said[:skipped])

    def _is_complete(self) -> bool:
        """Whether what the block says so far ends with a sentence."""
        last = next((p for p in reversed(self.pieces) if isinstance(p, Formula | Words)), None)
        return last is not None and ENDED.search(last.latex if isinstance(last, Formula) else last.text) is not None

    def _children(self, children: list[Token], header: str) -> None:
        left = len(re.sub(r"[*_\s]", "", header))  # letters of the header that are still to come
        for child in children:
            if child.type in ("math_inline", "math_inline_double"):
                self._mathematics(child.content, display=child.type != "math_inline")
            elif child.type == "html_inline":
                self._remarks(child.content)
            elif child.type in ("text", "softbreak", "hardbreak", "code_inline", "text_special"):
                text = child.content if child.type in ("text", "text_special") else " "
                while left and text:
                    left -= not (text[0].isspace() or text[0] in "*_")
                    text = text[1:]
                self._words(text)

    def _words(self, text: str) -> None:
        if not text:
            return
        parts = BOX.split(text, maxsplit=1)
        place = self._place(self._find(text))
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, Words):
            self.pieces[-1] = Words(last.text + parts[0], last.place)
        elif parts[0]:
            self.pieces.append(Words(parts[0], place))
        if len(parts) > 1:
            self._open(Block(TEXT, place)) if self.block.kind == PROOF else None
            self._words(parts[1])

    def _remarks(self, html: str) -> None:
        for match in COMMENT.finditer(html):
            self.pieces.append(Remark(re.sub(r"\s+", " ", match[1]).strip(), self._place(self._find(match[0]))))

    def _find(self, text: str) -> int:
        """Where a text stands, at or behind what was read before; the start of the block where it cannot be found."""
        at = self.text.find(text, self.position)
        if at < 0 or self.text.count("\n\n", self.position, at) > 1:
            return self.position
        self.position = at + len(text)
        return at

    def _mathematics(self, content: str, *, display: bool) -> None:
        place = self._place(self._find(content))
        found = tokens(content, self.file, line=place.line, column=place.column)
        expander = Expander(found, macros=self.macros)
        inside = [tok for tok in expander.run() if tok.text not in CLOSING and tok.text not in CLOSING.values()]
        inside, env = _inside(inside)
        self.pieces.extend(formulas(inside, display=display, env=env))


def _inside(found: list[Tok]) -> tuple[list[Tok], str]:
    """What stands in a displayed environment that is all there is, and its name."""
    bare: Iterator[int] = (at for at, tok in enumerate(found) if tok.kind not in ("space", "par", "comment"))
    first = next(bare, None)
    if first is None or found[first].kind != "begin" or found[first].text.rstrip("*") not in DISPLAYED:
        return found, ""
    name = found[first].text
    last = max((at for at, tok in enumerate(found) if tok.kind == "end" and tok.text == name), default=None)
    return (found, "") if last is None else (found[first + 1 : last], name.rstrip("*"))


__all__ = ["read_markdown"]
