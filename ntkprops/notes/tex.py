r"""LaTeX as a flat run of tokens that know where they stand: ``tokens(text, file)``.

pylatexenc tells commands, environments, comments and characters apart. Nothing nests here, so that a megabyte of
braces costs no stack; how deep they may nest is held by what reads the tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pylatexenc.latexwalker import LatexWalker, LatexWalkerEndOfStream, LatexWalkerParseError

from ntkprops.notes.model import NotesError, Place

DEEPEST = 60  # nested braces or environments
LARGEST = 4_000_000  # characters of a file
KINDS = {
    "char": "char", "macro": "macro", "comment": "comment", "brace_open": "open", "brace_close": "close",
    "begin_environment": "begin", "end_environment": "end", "mathmode_inline": "math", "mathmode_display": "math",
    "specials": "char",
}  # fmt: skip
VERBATIM = ("verbatim", "Verbatim", "lstlisting", "minted", "comment", "filecontents")
VERB = re.compile(r"\\verb\*?([^A-Za-z\s*])(?:.*?)\1")


@dataclass(frozen=True, slots=True)
class Tok:
    """A token: ``kind`` is one of ``KINDS``' values, ``space`` or ``par``; ``depth`` counts the macros around it."""

    kind: str
    text: str
    place: Place
    depth: int = 0


def tokens(text: str, file: str, *, line: int = 1, column: int = 1) -> Iterator[Tok]:
    """The tokens of a text that starts at a line and column of a file.

    Raises:
        NotesError: where the text is larger than any notes are.

    >>> [(tok.kind, tok.text) for tok in tokens("a $b$", "notes.tex")]
    [('char', 'a'), ('space', ' '), ('math', '$'), ('char', 'b'), ('math', '$')]
    """
    if len(text) > LARGEST:
        raise NotesError(f"{file} must have at most {LARGEST} characters, found {len(text)}. Check a part of it.")
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(position: int) -> Place:
        row = bisect_right(starts, position) - 1
        return Place(file, line + row, position - starts[row] + (column if row == 0 else 1))

    walker = LatexWalker(text, tolerant_parsing=True)
    state, position, inline = walker.make_parsing_state(), 0, False
    while position < len(text):
        try:
            token = walker.get_token(position, parsing_state=state)
        except LatexWalkerEndOfStream:
            return
        except LatexWalkerParseError:  # a \begin without a name, at the end of the text
            yield Tok("char", text[position], at(position))
            position += 1
            continue
        if token.pre_space:
            yield Tok("par" if token.pre_space.count("\n") > 1 else "space", " ", at(position))
        position = max(token.pos + token.len, position + 1)
        raw = text[token.pos : position]
        if token.tok == "comment":
            yield Tok("comment", str(token.arg), at(token.pos))
        elif raw.isspace():
            yield Tok("par", " ", at(token.pos))
        elif token.tok in ("begin_environment", "end_environment"):
            yield Tok(KINDS[token.tok], str(token.arg), at(token.pos))
            if token.tok == "begin_environment" and token.arg in VERBATIM:
                position = max(position, text.find(rf"\end{{{token.arg}}}", position))
        elif verb := VERB.match(text, token.pos):
            position = verb.end()
        elif token.tok == "macro":
            yield Tok("math" if token.arg in tuple("()[]") else "macro", f"\\{token.arg}", at(token.pos))
            if token.post_space:
                yield Tok("space", " ", at(position - 1))
        else:
            if raw == "$$" and inline:  # the end of one formula and the start of the next
                raw, position = "$", position - 1
            inline = inline != (raw == "$")
            yield Tok(KINDS[token.tok], raw, at(token.pos))


def spelled(found: Iterable[Tok]) -> str:
    r"""The text of some tokens, with a space where a command would run into a letter.

    >>> here = Place("notes.tex", 1)
    >>> spelled([Tok("macro", r"\alpha", here), Tok("char", "x", here)])
    '\\alpha x'
    """
    parts: list[str] = []
    for tok in found:
        text = rf"\{tok.kind}{{{tok.text}}}" if tok.kind in ("begin", "end") else tok.text
        if tok.kind == "comment":
            continue
        if parts and text[:1].isalpha() and re.search(r"\\[A-Za-z]+$", parts[-1]):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


__all__ = ["DEEPEST", "Tok", "spelled", "tokens"]
