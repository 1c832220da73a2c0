r"""A LaTeX file as a ``Document``: ``read_latex(text, path)``.

Theorem-like environments (the usual ones, and those that ``\newtheorem`` names) and proofs become blocks; what stands
between them is running text. Figures, tables and listings are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ntkprops.notes.displays import broken_over_displays, formulas
from ntkprops.notes.macros import Expander
from ntkprops.notes.model import PROOF, TEXT, Block, Break, Document, NotesError, Piece, Place, Remark, Words
from ntkprops.notes.tex import DEEPEST, Tok, spelled, tokens

THEOREMS = {
    "thm": "theorem", "lem": "lemma", "lma": "lemma", "prop": "proposition", "cor": "corollary", "coro": "corollary",
    "defn": "definition", "defi": "definition", "rem": "remark", "rmk": "remark", "assump": "assumption",
    "ex": "example", "eg": "example", "conj": "conjecture", "obs": "observation",
}  # fmt: skip
STATING = (
    "theorem", "lemma", "proposition", "corollary", "definition", "claim", "fact", "remark", "assumption", "example",
    "conjecture", "observation", "condition", "property", "exercise", "problem", "note",
)  # fmt: skip
DISPLAYED = (
    "equation", "align", "gather", "multline", "eqnarray", "flalign", "alignat", "displaymath", "math", "dmath",
)  # fmt: skip
LEFT_OUT = (
    "figure", "table", "tabular", "tikzpicture", "thebibliography", "algorithm", "algorithmic", "verbatim", "Verbatim",
    "lstlisting", "minted", "comment", "filecontents", "wrapfigure", "abstract*",
)  # fmt: skip
HEADINGS = ("chapter", "section", "subsection", "subsubsection", "paragraph", "part", "sec", "subsec", "title")
POINTING = ("ref", "eqref", "cref", "Cref", "autoref", "labelcref")
WITHOUT_ARGUMENT = (
    "cite", "citep", "citet", "vspace", "hspace", "includegraphics", "bibliography", "bibliographystyle", "usepackage",
    "documentclass", "color", "setcounter", "pagestyle", "url", "index", "input", "label", "author", "date",
    "setlength",
)  # fmt: skip
CLOSING = {r"\[": r"\]", r"\(": r"\)", "$": "$", "$$": "$$"}
BESIDE = ("macros", "preamble", "commands", "defs", "notation", "header")  # files that a chapter leans on


def read_latex(text: str, path: Path) -> Document:
    """The blocks of the text of a LaTeX file; what it inputs is looked for beside it.

    Raises:
        NotesError: where an environment is not closed, or macros do not end, with file and line.
    """
    expander = Expander(tokens(text, path.name), lambda name, at: _opened(path.parent, name))
    if r"\documentclass" not in text:
        for name in BESIDE:
            beside = Expander(_opened(path.parent, name) or iter(()), theorems=expander.theorems)
            beside.macros, beside.environments = expander.macros, expander.environments
            for _ in beside.run() if path.stem != name else ():
                pass
    builder = Builder(path.name, expander.theorems)
    builder.take(expander.run())
    return Document(path.name, builder.finished(), tuple(expander.macros))


def _opened(folder: Path, name: str) -> Iterator[Tok] | None:
    for file in (folder / name, folder / f"{name}.tex"):
        if name and file.is_file():
            return tokens(file.read_text(encoding="utf-8", errors="replace"), file.name)
    return None


@dataclass
class Open:
    """A block that is being read: its environment, and the pieces so far."""

    name: str
    block: Block
    pieces: list[Piece | _Said] = field(default_factory=list)


@dataclass
class Builder:
    """Takes expanded tokens in and gives blocks; ``environments`` are those that are open."""

    file: str
    theorems: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    environments: list[Tok] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        self.stack = [Open("", Block(TEXT, Place(self.file, 1)))]

    def take(self, tokens: Iterator[Tok]) -> None:
        """Read tokens to their end, or to ``\\end{document}``."""
        found = Stream(tokens)
        for tok in found:
            if tok.kind == "math":
                self._mathematics(tok, _to(found, tok, CLOSING.get(tok.text, tok.text)), "")
            elif tok.kind == "begin":
                self._begin(tok, found)
            elif tok.kind == "end":
                if tok.text == "document":
                    return
                self._end(tok)
            elif tok.kind == "macro":
                self._macro(tok, found)
            elif tok.kind == "par":
                self._put(Break())
            elif tok.kind == "comment":
                self._put(Remark(tok.text.strip(), tok.place))
            elif tok.kind in ("char", "space"):
                self._say(" " if tok.text == "~" else tok.text, tok.place)

    def finished(self) -> tuple[Block, ...]:
        """The blocks. Raises ``NotesError`` where an environment is still open."""
        still = [tok for tok in self.environments if tok.text != "document"]
        if still:
            raise _unbalanced(still[-1], rf"\end{{{still[-1].text}}}")
        self._close()
        return tuple(self.blocks)

    def _put(self, piece: Piece | _Said) -> None:
        self.stack[-1].pieces.append(piece)

    def _say(self, text: str, place: Place) -> None:
        last = self.stack[-1].pieces[-1] if self.stack[-1].pieces else None
        if isinstance(last, _Said):
            last.parts.append(text)
        else:
            self._put(_Said(text, place))

    def _close(self) -> None:
        """The innermost block is whole; what comes next belongs to the one around it."""
        done = self.stack.pop()
        pieces = tuple(broken_over_displays([p.whole if isinstance(p, _Said) else p for p in done.pieces]))
        if any(not isinstance(piece, Break) for piece in pieces) or done.block.states:
            self.blocks.append(Block(**{**vars(done.block), "pieces": pieces}))

    def _cut(self, kind: str, tok: Tok, title: str = "") -> None:
        """A new block starts inside the present one, which goes on after it."""
        outer = self.stack[-1]
        self._close()
        self.stack.append(Open(outer.name, Block(TEXT, tok.place, title=outer.block.title)))
        if kind != TEXT:
            self.stack.append(Open(tok.text, Block(kind, tok.place, title=title)))

    def _mathematics(self, tok: Tok, inside: list[Tok], env: str) -> None:
        display = tok.text not in ("$", r"\(")
        for piece in formulas(inside, display=display, env=env):
            self._put(piece)

    def _begin(self, tok: Tok, found: Stream) -> None:
        name = tok.text.rstrip("*")
        if len(self.environments) >= DEEPEST:
            raise NotesError(f"{tok.place}: environments nest deeper than {DEEPEST} here. Close some of them.")
        if name in DISPLAYED:
            inside = _to(found, tok, tok.text, kind="end")
            self._mathematics(tok, inside[2:] if name == "alignat" else inside, name)
        elif name in LEFT_OUT:
            _to(found, tok, tok.text, kind="end")
        else:
            self.environments.append(tok)
            kind = self._kind(name)
            if kind is not None:
                self._cut(kind, tok, _bracketed(found))
            elif name in ("enumerate", "itemize", "description"):
                _bracketed(found)
            elif name == "document":
                self.blocks, self.stack = [], [Open("", Block(TEXT, tok.place))]

    def _kind(self, name: str) -> str | None:
        if name in ("proof", "pf"):
            return PROOF
        called = self.theorems.get(name, "").lower() or THEOREMS.get(name, name)
        known = next((kind for kind in STATING if kind in called), None)
        return known or (called if name in self.theorems else None)

    def _end(self, tok: Tok) -> None:
        if not self.environments or self.environments[-1].text != tok.text:
            expected = self.environments[-1] if self.environments else None
            raise _unbalanced(expected, rf"\end{{{expected.text}}}") if expected else _unbalanced(tok, "nothing")
        self.environments.pop()
        if self._kind(tok.text.rstrip("*")) is not None:
            self._close()

    def _macro(self, tok: Tok, found: Stream) -> None:
        name = tok.text[1:]
        if name in HEADINGS:
            title = spelled(_argument(found))
            self._cut(TEXT, tok)
            self.stack[-1].block = Block(TEXT, tok.place, title=title)
        elif name == "item":
            self._put(Break(_bracketed(found) or "•"))
        elif name == "label":
            self._labelled(spelled(_argument(found)))
        elif name in POINTING:
            target = spelled(_argument(found))
            self._say(f"({target})" if name == "eqref" else target, tok.place)
        elif name in WITHOUT_ARGUMENT:
            _bracketed(found)
            _argument(found)
        elif name in ("par", "newpage", "bigskip", "medskip", "smallskip"):
            self._put(Break())
        elif name in ("qed", "square", "blacksquare", "qedhere", "Box"):
            self._say(" ∎ ", tok.place)
        elif name in ("ldots", "dots", "\\", " ", ",", "quad", "newline"):
            self._say(" ", tok.place)
        elif not name.isalpha() and len(name) == 1:
            self._say(name if name in "%&#_$" else "", tok.place)

    def _labelled(self, label: str) -> None:
        block = self.stack[-1].block
        if block.states and not block.label:
            self.stack[-1].block = Block(**{**vars(block), "label": label})


@dataclass
class Stream:
    """Tokens of which the next may be looked at before it is taken."""

    rest: Iterator[Tok]
    held: Tok | None = None

    def __iter__(self) -> Iterator[Tok]:
        return self

    def __next__(self) -> Tok:
        held, self.held = self.held, None
        return held if held is not None else next(self.rest)

    def ahead(self) -> Tok | None:
        """The next token that is neither space nor comment."""
        for tok in self:
            if tok.kind not in ("space", "comment"):
                self.held = tok
                return tok
        return None


@dataclass
class _Said:
    """Words that are being read."""

    start: str
    place: Place
    parts: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Words:
        return Words(re.sub(r"\s+", " ", self.start + "".join(self.parts)), self.place)


def _to(found: Iterable[Tok], start: Tok, text: str, *, kind: str = "math") -> list[Tok]:
    """The tokens to the mark that closes what ``start`` opened. A ``$`` in braces closes nothing."""
    inside: list[Tok] = []
    depth, nested = 0, 0
    for tok in found:
        if kind == "end" and tok.kind == "begin" and tok.text == text:
            nested += 1
        elif tok.kind == kind and tok.text == text and (kind == "end" or depth <= 0):
            if nested == 0:
                return inside
            nested -= 1
        elif tok.kind == "par" and text in ("$", r"\)"):
            break
        depth += (tok.kind == "open") - (tok.kind == "close")
        inside.append(tok)
    raise _unbalanced(start, rf"\end{{{text}}}" if kind == "end" else text)


def _unbalanced(tok: Tok, expected: str) -> NotesError:
    what = rf"\{tok.kind}{{{tok.text}}}" if tok.kind in ("begin", "end") else tok.text
    if expected == "nothing":
        return NotesError(f"{tok.place}: {what} closes nothing. Take it out, or open it before.")
    return NotesError(f"{tok.place}: {what} must be closed by {expected}, and nothing closes it. Add that.")


def _bracketed(found: Stream) -> str:
    """What stands in square brackets, where they come next."""
    if (first := found.ahead()) is None or first.text != "[":
        return ""
    next(found)
    inside: list[Tok] = []
    for tok in found:
        if tok.text == "]":
            break
        inside.append(tok)
    return spelled(inside)


def _argument(found: Stream) -> list[Tok]:
    """What stands in the next braces; nothing where none come next."""
    if (first := found.ahead()) is None or first.kind != "open":
        return []
    depth, inside = 0, []
    for tok in found:
        depth += (tok.kind == "open") - (tok.kind == "close")
        if depth == 0:
            return inside[1:]
        inside.append(tok)
    return inside[1:]


__all__ = ["read_latex"]
