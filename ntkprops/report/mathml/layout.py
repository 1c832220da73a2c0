r"""Printed LaTeX as a tree of boxes: ``layout(latex)``. It never fails; what it does not know it shows as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ntkprops.report.mathml import words
from ntkprops.report.mathml.boxes import (
    Box,
    Span,
    Token,
    fence,
    grow,
    is_start,
    leaf,
    prefixed,
    row,
    spanned,
    tight,
    word_box,
)

DEEPEST = 60  # a box in more boxes than this is shown as text
TOKEN = re.compile(
    r"(?P<blank>\s+|%[^\n]*)|\\[A-Za-z]+\*?|\\.|:=|\|\||\d+(?:\.\d+|\{,\}\d+)*|'+|.", re.DOTALL
)
TABLES = {"pmatrix": "()", "bmatrix": "[]", "vmatrix": "||", "cases": "{", "matrix": "", "array": ""}
TWO = {r"\frac": "mfrac", r"\dfrac": "mfrac", r"\tfrac": "mfrac", r"\cfrac": "mfrac", r"\binom": "mfrac"}
OVER = {r"\stackrel": "mover", r"\overset": "mover", r"\underset": "munder"}
SCRIPTS = {
    (True, True): ("msubsup", "munderover"), (True, False): ("msub", "munder"), (False, True): ("msup", "mover"),
}  # fmt: skip


def tokens(latex: str) -> list[Token]:
    r"""The words of a printed text without its blanks.

    >>> [token.text for token in tokens(r"x_{10} \leq y''")]
    ['x', '_', '{', '10', '}', '\\leq', 'y', "''"]
    """
    return [Token(found[0], found.span()) for found in TOKEN.finditer(latex) if found["blank"] is None]


def layout(latex: str) -> Box:
    """The row of boxes of a printed formula; its parts at top level are the parts of the row."""
    return _Layout(latex).whole()


class _Layout:
    def __init__(self, latex: str) -> None:
        self.latex, self.tokens, self.at, self.depth = latex, tokens(latex), 0, 0

    def whole(self) -> Box:
        parts: list[Box] = []
        while self.at < len(self.tokens):
            parts += self.row(())
            if self.at < len(self.tokens):  # a bracket that closes nothing
                parts.append(leaf("mo", self.take()))
        return row(parts, (0, len(self.latex)))

    def peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def take(self) -> Token:
        if self.at >= len(self.tokens):
            return Token("", (len(self.latex), len(self.latex)))
        self.at += 1
        return self.tokens[self.at - 1]

    def row(self, ends: Sequence[str]) -> list[Box]:
        """The boxes up to one of the tokens ``ends``, or one that closes a group; that one is left."""
        parts: list[Box] = []
        while self.at < len(self.tokens) and self.peek() not in (*ends, "}", r"\right", r"\end"):
            if self.peek() in ("_", "^") or self.peek()[0] == "'":
                parts.append(self.scripts(parts.pop() if parts else Box("mrow", span=self.tokens[self.at].span)))
                continue
            box = self.atom()
            if box is not None:
                if box.kind == "open" and parts and parts[-1].kind in ("function", "limits"):
                    parts[-1] = tight(parts[-1])
                parts.append(prefixed(box) if is_start(parts) else box)
                if box.kind == "close":
                    grow(parts)
        return parts

    def argument(self) -> Box:
        """A group or one atom."""
        if self.peek() in ("}", r"\right", r"\end", ""):
            return Box("mrow", span=self.here())
        return self.atom() or Box("mrow", span=self.here())

    def here(self) -> Span:
        end = self.tokens[self.at - 1].span[1] if self.at else 0
        return (end, end)

    def atom(self) -> Box | None:
        self.depth += 1
        try:
            return self.text_to_the_end() if self.depth > DEEPEST else self.command(self.take())
        finally:
            self.depth -= 1

    def text_to_the_end(self) -> Box:
        start, self.at = self.tokens[self.at].span[0], len(self.tokens)
        return Box("mtext", self.latex[start:], span=(start, len(self.latex)))

    def command(self, token: Token) -> Box | None:
        word = token.text
        if word == "{":
            return self.group(token)
        if word in words.SKIPPED or word == r"\\":
            return None
        for table, make in (
            (TWO, self.fraction), (OVER, self.stacked), (words.ACCENTS, self.accent), (words.BELOW, self.accent),
            (words.STYLES, self.style), (words.UPRIGHT, self.upright), (words.TEXT, self.words),
            (words.SIZES, self.sized),
        ):  # fmt: skip
            if word in table:
                return make(token)
        special = {
            r"\sqrt": self.root, r"\left": self.fenced, r"\begin": self.table, r"\tag": self.tag, r"\label": self.label,
            r"\not": self.negated, r"\substack": self.substack,
        }.get(word)  # fmt: skip
        return special(token) if special else word_box(token)

    def group(self, token: Token) -> Box:
        parts = self.row(())
        end = self.take().span[1] if self.peek() == "}" else self.here()[1]
        return row(parts, (token.span[0], end))

    def raw(self) -> tuple[str, Span]:
        """The text of a group as it is written."""
        if self.peek() != "{":
            token = self.take()
            return token.text, token.span
        start, depth = self.take().span[0], 1
        while depth and self.at < len(self.tokens):
            depth += {"{": 1, "}": -1}.get(self.take().text, 0)
        end = self.here()[1]
        return self.latex[start + 1 : end - (not depth)], (start, end)

    def scripts(self, base: Box) -> Box:
        found: dict[str, Box] = {}
        while self.peek() in ("_", "^") or self.peek()[:1] == "'":
            token = self.take()
            if token.text[0] == "'":
                script, side = Box("mo", "′" * len(token.text), span=token.span), "^"
            else:
                script, side = self.argument(), token.text
            before = [found[side]] if side in found else []
            found[side] = row([*before, script], ((*before, script)[0].span[0], script.span[1]))
        tag = SCRIPTS["_" in found, "^" in found][base.kind == "limits"]
        parts = (base, *(found[side] for side in ("_", "^") if side in found))
        return Box(tag, parts=parts, span=(base.span[0], self.here()[1]), kind="limits-done" if base.kind else "")

    def fraction(self, token: Token) -> Box:
        top, bottom = self.argument(), self.argument()
        span = (token.span[0], self.here()[1])
        if token.text != r"\binom":
            return Box("mfrac", parts=(top, bottom), span=span)
        bare = Box("mfrac", parts=(top, bottom), span=span, attributes=(("linethickness", "0"),))
        return row([fence("(", token.span), bare, fence(")", self.here())], span)

    def stacked(self, token: Token) -> Box:
        script, base = self.argument(), self.argument()
        return Box(OVER[token.text], parts=(base, script), span=(token.span[0], self.here()[1]), kind=base.kind)

    def accent(self, token: Token) -> Box:
        below, base = token.text in words.BELOW, self.argument()
        mark = words.BELOW[token.text] if below else words.ACCENTS[token.text]
        stretch = "true" if token.text in words.WIDE or below else "false"
        over = Box("mo", mark, span=token.span, attributes=(("stretchy", stretch),))
        brace = "limits" if token.text in (r"\underbrace", r"\overbrace") else ""
        tag, side = ("munder", "accentunder") if below else ("mover", "accent")
        span = (token.span[0], self.here()[1])
        return Box(tag, parts=(base, over), span=span, attributes=((side, "true"),), kind=brace)

    def style(self, token: Token) -> Box:
        text, span = self.raw()
        if not text.strip().isascii() or not text.strip().isalnum():
            self.at -= sum(one.span[0] >= span[0] for one in self.tokens[: self.at])
            return self.argument()
        shown = "".join(words.styled(one, words.STYLES[token.text]) for one in text.strip())
        tag = "mn" if shown.isdigit() and len(text.strip()) > 1 else "mi"
        return Box(tag, shown, span=(token.span[0], span[1]), attributes=(("mathvariant", "normal"),))

    def upright(self, token: Token) -> Box:
        text, span = self.raw()
        kind = "function" if len(text.strip()) > 1 else ""
        name = " ".join(re.sub(r"\\[,;:! ]|~", " ", text).split())
        if "\\" in name or "{" in name:
            self.at -= sum(one.span[0] >= span[0] for one in self.tokens[: self.at])
            return self.argument()
        normal = (("mathvariant", "normal"),)
        return Box("mi", name, span=(token.span[0], span[1]), attributes=normal, kind=kind)

    def words(self, token: Token) -> Box:
        text, span = self.raw()
        kept = text.replace("$", "").replace("~", "\N{NO-BREAK SPACE}")
        edge = "\N{NO-BREAK SPACE}"
        kept = edge * kept[:1].isspace() + " ".join(kept.split()) + edge * (kept[-1:].isspace() and bool(kept.strip()))
        return Box("mtext", kept, span=(token.span[0], span[1]))

    def sized(self, token: Token) -> Box:
        mark = self.take()
        side = {"l": "open", "r": "close"}.get(token.text[-1], "")
        size = {"b": "1.2em", "B": "1.8em"}[token.text[1]] if "gg" not in token.text else "2.4em"
        box = fence(words.FENCES.get(mark.text, mark.text), (token.span[0], mark.span[1]), side or None)
        return replace(box, attributes=(*box.attributes[1:], ("minsize", size), ("maxsize", size)))

    def root(self, token: Token) -> Box:
        degree: list[Box] = []
        if self.peek() == "[":
            self.take()
            degree = self.row(("]",))
            self.take()
        body = self.argument()
        span = (token.span[0], self.here()[1])
        if not degree:
            return Box("msqrt", parts=(body,), span=span)
        return Box("mroot", parts=(body, row(degree, degree[0].span)), span=span)

    def fenced(self, token: Token) -> Box:
        left = self.take()
        inner = self.row(())
        right = Token(".", self.here())
        if self.peek() == r"\right":
            self.take()
            right = self.take()
        span = (token.span[0], self.here()[1])
        ends = [
            fence(words.FENCES.get(end.text, end.text), end.span, side, stretchy=True) if end.text != "." else None
            for end, side in ((left, "open"), (right, "close"))
        ]
        return row([box for box in (ends[0], *inner, ends[1]) if box is not None], span)

    def table(self, token: Token) -> Box:
        name, _ = self.raw()
        fences = TABLES.get(name.rstrip("*"), "")
        rows: list[list[list[Box]]] = [[[]]]
        while self.at < len(self.tokens) and self.peek() != r"\end":
            rows[-1][-1] += self.row(("&", r"\\"))
            if self.peek() == "&":
                self.take()
                rows[-1].append([])
            elif self.peek() == r"\\":
                self.take()
                rows.append([[]])
            elif self.peek() in ("}", r"\right"):
                self.take()
        if self.peek() == r"\end":
            self.take()
            self.raw()
        span = (token.span[0], self.here()[1])
        cells = [
            tuple(Box("mtd", parts=tuple(cell), span=spanned(cell, span)) for cell in row)
            for row in rows
            if row != [[]]
        ]
        body = Box("mtable", parts=tuple(Box("mtr", parts=row, span=span) for row in cells), span=span)
        shown = [fence(one, span, side, stretchy=True) for one, side in zip(fences, ("open", "close"), strict=False)]
        return row([*shown[:1], body, *shown[1:]], span)

    def substack(self, token: Token) -> Box:
        return self.argument()

    def tag(self, token: Token) -> Box:
        text, span = self.raw()
        return Box("mtext", f"\N{EM SPACE}({text})", span=(token.span[0], span[1]))

    def label(self, token: Token) -> None:
        self.raw()

    def negated(self, token: Token) -> Box:
        box = self.argument()
        return replace(box, text=box.text + "\N{COMBINING LONG SOLIDUS OVERLAY}", span=(token.span[0], box.span[1]))


__all__ = ["layout", "tokens"]
