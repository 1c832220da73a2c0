r"""Printed LaTeX as typed tokens: the context that a grammar cannot see is settled here.

Settled here: which bar opens and which closes, whether ``(`` applies or groups, where a symbol's
spelling ends (``\lambda_0``, ``H^*``, ``R'``), whether ``ds`` ends an integral, and whether
``\frac{d..}{dt}`` is a derivative. ``\left.`` and ``\right.`` only balance lines and are dropped.
"""

from __future__ import annotations

import re

from lark import Token

from ntkprops.errors import UnreadError
from ntkprops.language.bars import Bars
from ntkprops.language.choices import Choices
from ntkprops.language.derivatives import Derivatives
from ntkprops.language.layers import SAYS_DEFINED, layer
from ntkprops.language.names import Names, said
from ntkprops.language.notation import Notation
from ntkprops.language.vocabulary import (
    IGNORED,
    INLINE_PARTIAL,
    PATTERN,
    RELATIONS,
    SIDED,
    SPACES,
    STYLED,
    WORDS,
    normal,
)

MIDDLE = re.compile(r"\\middle\s*(?:\||\\vert|\\mid)(?![A-Za-z])")
SIDES = {r"\lbrack": "[", r"\rbrack": "]"}


class _Tokens(Bars, Names, Derivatives):
    """One pass over one formula; the only mutable state of the reader."""

    def run(self) -> list[Token]:
        while self.position < len(self.text):
            after = self.after(self.skips.get(self.position, self.position))
            if after != self.position:
                self.position = after
            elif self.position in self.under:
                self.script_from_before()
            elif not (self.layered() or self.delimited() or self.derivative() or self.differential() or self.plain()):
                raise UnreadError(
                    f"{self.text[self.position]!r} cannot be read here", span=(self.position, self.position + 1)
                )
        return self.found

    def layered(self) -> bool:
        r"""``\stackrel``, ``\underbrace``, ``\underset``: the thing is read in its place, a note is not."""
        found = layer(self.text, self.position)
        if found is None:
            return False
        start, stop = found.inside
        word = self.text[start:stop].strip()
        if found.kind == "over" and word not in RELATIONS:
            raise UnreadError("no meaning is known for what stands above this", span=(self.position, found.end))
        if found.kind == "over":
            defined = word == "=" and SAYS_DEFINED.search(self.text[slice(*found.note)])
            self.emit("REL", ":=" if defined else RELATIONS[word], self.position, found.end)
            return True
        if found.kind == "under":
            self.under[stop] = found.note[0] - 1
            self.skips[found.note[1] + 1] = found.end
        else:
            self.skips[stop] = found.end
        self.position = start
        return True

    def script_from_before(self) -> None:
        r"""``\underset{x}{\min}`` as ``\min_{x}``."""
        at = self.under.pop(self.position)
        self.emit("SUB", "_", at, at)

    def delimited(self) -> bool:
        r"""``\left X`` and ``\right X``: the bar's side is said outright."""
        if middle := MIDDLE.match(self.text, self.position):
            self.emit("MID", middle[0], middle.start(), middle.end())
            return True
        match = SIDED.match(self.text, self.position)
        if not match:
            return False
        side, mark = match.groups()
        if mark == "(" and match.start(2) in self.applications:
            self.emit("APPLY", mark, match.start(), match.end())
            return True
        kind = {"|": "BAR", "\\|": "NORM"}.get(mark) or ("NORM" if mark.endswith("Vert") else "")
        kind = kind or ("BAR" if mark.endswith("vert") else "")
        name = ("L" if side == "left" else "R") + kind if kind else WORDS[SIDES.get(mark, mark)]
        name = "RAT" if name == "RBAR" and self.closer != "RBAR" else name
        self.emit(name, mark, match.start(), match.end())
        return True

    def plain(self) -> bool:
        match = PATTERN.match(self.text, self.position)
        if not match:
            return False
        kind = match.lastgroup if match.lastgroup not in ("word", "one") else "styled"
        text, start, stop = match[0], match.start(), match.end()
        if kind == "relation":
            self.emit("REL", RELATIONS[text], start, stop)
        elif kind == "eigen":
            self.eigenvalue(text, start, stop)
        elif kind in ("top", "pseudo"):
            self.emit(kind.upper(), text, start, stop)
        elif kind == "table":
            self.emit(("L" if "begin" in text else "R") + ("CASES" if "cases" in text else "MAT"), text, start, stop)
        elif kind == "bar":
            self.bar(text, start, stop)
        elif kind == "number":
            self.digits(text, start, stop)
        elif kind == "styled" and self.is_styled(match):
            self.emit(STYLED[said(match)], said(match), start, stop)
        elif text.startswith("\\arg") and text.endswith(("min", "max")):
            self.emit("OVER", "\\arg" + text[-3:], start, stop)
        elif kind in ("command", "mark") and text in WORDS and text not in self.notation.spellings:
            self.word(text, start, stop)
        elif kind == "mark" and text[0] in "&\\":
            self.emit("AMP" if text == "&" else "ROW", text, start, stop)
        elif kind == "change" and normal(text) not in self.notation.spellings and "\\Delta" in self.notation.spellings:
            self.spelling("\\Delta", start, start + len("\\Delta"))
        else:
            self.spelling(normal(text), start, stop)
        return True

    def word(self, text: str, start: int, stop: int) -> None:
        kind = WORDS[text]
        if text == "(" and start in self.applications:
            kind = "APPLY"
        if kind == "COLON":
            kind = {"LSET": "MID", "index": "COMMA"}.get(self.open[-1] if self.open else "", kind)
        if kind == "PARTIAL" and (inline := INLINE_PARTIAL.match(self.text, start)) and not self.in_fraction():
            self.slashes.add(inline.start("slash"))
            kind = "IPARTIAL"
        if start in self.slashes:
            kind = "PSLASH"
        if kind == "INT":
            self.integrals.append(len(self.open))
        if kind == "DOT":
            self.mark_application(self.text.find("}", stop) + 1 if self.text[stop : stop + 1] == "{" else stop + 1)
        if kind == "LANDAU" and not re.compile(SPACES + r"(?:\\left\s*)?\(").match(self.text, stop):
            kind = "SYMBOL"
        self.emit(kind, text, start, stop)

def tokens(latex: str, notation: Notation, choose: Choices) -> list[Token]:
    """The tokens of a printed formula, with half-open spans into ``latex``.

    Raises:
        UnreadError: at a character that no mathematics uses, or a number that may be two.
    """
    return _Tokens(latex, notation, choose).run()


def continues(latex: str) -> bool:
    r"""Whether a printed row starts with a relation, and so goes on from the row above.

    >>> continues(r"& \leq r"), continues(r"\left|e\right| \leq r"), continues(r"& |e| \leq r")
    (True, False, False)
    """
    skipped = IGNORED.match(latex)
    first = PATTERN.match(latex, skipped.end() if skipped else 0)
    return first is not None and first.lastgroup == "relation"
