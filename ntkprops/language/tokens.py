r"""Printed LaTeX as typed tokens: the context that a grammar cannot see is settled here.

Settled here: which bar opens and which closes, whether ``(`` applies or groups, where a symbol's
spelling ends (``\lambda_0``, ``H^*``, ``R'``), whether ``ds`` ends an integral, and whether
``\frac{d..}{dt}`` is a derivative. ``\left.`` and ``\right.`` only balance lines and are dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lark import Token

from ntkprops.errors import UnreadError
from ntkprops.language.choices import Choices
from ntkprops.language.notation import Notation
from ntkprops.language.vocabulary import (
    APPLIED,
    BARS,
    DIFFERENTIAL,
    ENDS_OPERAND,
    IGNORED,
    INLINE_DERIVATIVE,
    OPENERS,
    PATTERN,
    PLAIN,
    RELATIONS,
    SCRIPT,
    SIDED,
    SPACES,
    STYLED,
    TWO_NUMBERS,
    WORDS,
    normal,
)

LISTING = frozenset({"LPAR", "APPLY", "LBRACK", "LSET", "LANGLE", "index"})  # in which a comma tells two things apart
BARRED = frozenset({*PLAIN, *PLAIN.values()})
BEGINS_OPERAND = re.compile(
    r"[A-Za-z0-9(\[]|\\(?!(?:right|leq?|geq?|lt|gt|neq?|sim|in|approx|cdot|times|cup|cap|leqslant|geqslant|mid|top|forall"
    r"|quad|text\{\s*and\s*\})(?![A-Za-z]))[A-Za-z{]"
)


@dataclass
class _Lexer:
    """One pass over one formula; the only mutable state of the reader."""

    text: str
    notation: Notation
    choose: Choices
    position: int = 0
    found: list[Token] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    applications: set[int] = field(default_factory=set)
    integrals: list[int] = field(default_factory=list)  # how many brackets were open at each
    derivative_ends: dict[int, re.Match[str]] = field(default_factory=dict)
    skips: dict[int, int] = field(default_factory=dict)  # scripts that were read with an earlier symbol

    def emit(self, kind: str, value: str, start: int, stop: int) -> None:
        self.found.append(Token(kind, value, start_pos=start, end_pos=stop))
        self.position = stop
        if kind in OPENERS:
            is_index = kind == "LBRACE" and [token.type for token in self.found[-2:-1]] == ["SUB"]
            self.open.append("index" if is_index else kind)
        elif self.open and kind == self.closer:
            self.open.pop()

    @property
    def closer(self) -> str:
        """What closes the bracket that was opened last."""
        last = self.open[-1] if self.open else ""
        return OPENERS.get(last) or {"bar": "RBAR", "norm": "RNORM", "index": "RBRACE"}.get(last, "")

    def run(self) -> list[Token]:
        while self.position < len(self.text):
            after = self.after(self.skips.get(self.position, self.position))
            if after != self.position:
                self.position = after
            elif not (self.delimited() or self.derivative() or self.differential() or self.plain()):
                raise UnreadError(
                    f"{self.text[self.position]!r} cannot be read here", span=(self.position, self.position + 1)
                )
        return self.found

    def delimited(self) -> bool:
        r"""``\left X`` and ``\right X``: the bar's side is said outright."""
        match = SIDED.match(self.text, self.position)
        if not match:
            return False
        side, mark = match.groups()
        if mark == "(" and match.start(2) in self.applications:
            self.emit("APPLY", mark, match.start(), match.end())
            return True
        kind = {"|": "BAR", "\\|": "NORM"}.get(mark) or ("NORM" if mark.endswith("Vert") else "")
        kind = kind or ("BAR" if mark.endswith("vert") else "")
        name = ("L" if side == "left" else "R") + kind if kind else WORDS[mark]
        self.emit(name, mark, match.start(), match.end())
        return True

    def derivative(self) -> bool:
        r"""``\frac{d ..}{dt}`` and ``\frac{d}{dt}``; the denominator decides, since ``d`` may be a dimension."""
        if self.position in self.derivative_ends:
            match = self.derivative_ends[self.position]
            self.emit("DOVER", match["variable"], match.start(), match.end())
            return True
        if inline := self.inline_derivative():
            if inline["body"]:
                raise UnreadError("this may be a derivative", span=inline.span(), hint="print it as a fraction.")
            self.emit("DDT", inline["by"], inline.start(), inline.end())
            return True
        head = re.compile(r"\\[dt]?frac\s*\{\s*(?:d|\\mathrm\{d\})(?![A-Za-z]*\s*\}\s*\{\s*[^d\\])\s*").match(
            self.text, self.position
        )
        if not head:
            return False
        close = _matching_brace(self.text, self.text.index("{", self.position))
        tail = re.compile(r"\}\s*\{\s*(?:d|\\mathrm\{d\})\s*(?P<variable>\\?[A-Za-z]+)\s*(?:\([^()]*\))?\s*\}").match(
            self.text, close
        )
        if not tail:
            return False
        if head.end() == close:
            self.emit("DDT", tail["variable"], head.start(), tail.end())
        else:
            self.derivative_ends[close] = tail
            self.emit("DFRAC", "d", head.start(), head.end())
        return True

    def inline_derivative(self) -> re.Match[str] | None:
        """``d/dt`` or ``dy/dt``; by a count nothing is differentiated, and a script is none."""
        match = INLINE_DERIVATIVE.match(self.text, self.position)
        row = self.notation.table.get(match["by"]) if match else None
        is_script = bool(self.found) and self.found[-1].type in ("SUB", "SUP")
        return None if is_script or (row is not None and row.sort.kind == "count") else match

    def differential(self) -> bool:
        """``ds`` behind an integrand; in braces opened since the integral (a script) it is a product."""
        match = DIFFERENTIAL.match(self.text, self.position)
        if not (self.integrals and match) or {"LBRACE", "DFRAC", "index"} & {*self.open[self.integrals[-1] :]}:
            return False
        if self.found[-1].type in ("SUB", "SUP"):
            return False
        self.integrals.pop()
        self.emit("DIFF", match[1], match.start(), match.end())
        return True

    def plain(self) -> bool:
        match = PATTERN.match(self.text, self.position)
        if not match:
            return False
        kind = match.lastgroup if match.lastgroup != "word" else "styled"
        text, start, stop = match[0], match.start(), match.end()
        if kind == "relation":
            self.emit("REL", RELATIONS[text], start, stop)
        elif kind == "eigen":
            self.emit("EIG", "lambda_min" if "min" in text else "lambda_max", start, stop)
        elif kind == "top":
            self.emit("TOP", "^T", start, stop)
        elif kind == "bar":
            self.bar(text, start, stop)
        elif kind == "number":
            self.digits(text, start, stop)
        elif kind == "styled" and self.is_styled(match):
            self.emit(STYLED[match["word"]], match["word"], start, stop)
        elif kind in ("command", "mark") and text in WORDS and text not in self.notation.spellings:
            self.word(text, start, stop)
        else:
            self.spelling(text, start, stop)
        return True

    def is_styled(self, match: re.Match[str]) -> bool:
        r"""Whether a word in upright or fancy type is one that we know; ``\mathbb{N}`` and ``\mathbf{I}_d`` are not."""
        text, word = match[0], match["word"]
        if word not in STYLED or text in self.notation.spellings:
            return False
        if text.startswith("\\mathbb" if word == "N" else "\\mathcal"):
            return False
        return word != "I" or self.text[self.after(match.end()) :].startswith(("(", "[", "\\{", "\\left"))

    def bar(self, text: str, start: int, stop: int) -> None:
        if text == "||" and self.is_two_bars(stop):
            self.bar("|", start, start + 1)
            self.bar("|", start + 1, stop)
            return
        kind = "NORM" if text in ("\\|", "||", "\\Vert") else "BAR"
        closes = self.closer == "R" + kind and self.open[-1] in PLAIN.values() and self.found[-1].type in ENDS_OPERAND
        if closes and BEGINS_OPERAND.match(self.text, self.after(stop)):
            closes = self.choose(2) == 0
        self.emit(("R" if closes else "L") + kind, text, start, stop)
        if not closes:
            self.open[-1] = PLAIN["L" + kind]

    def after(self, stop: int) -> int:
        """Where the next thing that is read stands."""
        skipped = IGNORED.match(self.text, stop)
        return skipped.end() if skipped else stop

    def is_two_bars(self, stop: int) -> bool:
        """Whether ``||`` closes one absolute value and then another, or opens two: the next bar is a single one."""
        if self.found and self.found[-1].type in ENDS_OPERAND and self.open:
            return self.open[-1] in ("LBAR", "bar")
        following = BARS.search(self.text, stop)
        return following is not None and following[0] == "|"

    def digits(self, text: str, start: int, stop: int) -> None:
        """Behind ``_``, ``^`` and an unbraced fraction a number is one digit; else ``1{,}000`` is one number."""
        before = [token.type for token in self.found[-2:]]
        if before[-1:] in (["SUB"], ["SUP"], ["FRAC"], ["EPOW"]) or (before[:1] == ["FRAC"] and before[-1] == "NUMBER"):
            self.emit("NUMBER", text[0], start, start + 1)
            return
        pair, inside = TWO_NUMBERS.match(self.text, start), [kind for kind in self.open if kind not in BARRED]
        if pair and (pair["thousands"] or not inside or inside[-1] not in LISTING):
            raise UnreadError(
                f"{pair[0]} may be one number or two",
                span=pair.span(),
                hint=f"write {pair[0].replace(',', '{,}')} for one number, {pair[0].replace(',', ', ')} for two.",
            )
        grouped = text.replace("\\,", "").replace("{,}", "" if re.fullmatch(r"[1-9]\d*(?:\{,\}\d{3})+", text) else ".")
        self.emit("NUMBER", grouped, start, stop)

    def word(self, text: str, start: int, stop: int) -> None:
        kind = WORDS[text]
        if text == "(" and start in self.applications:
            kind = "APPLY"
        if kind == "INT":
            self.integrals.append(len(self.open))
        if kind == "DOT":
            self.mark_application(self.text.find("}", stop) + 1 if self.text[stop : stop + 1] == "{" else stop + 1)
        if kind == "LANDAU" and not re.compile(SPACES + r"(?:\\left\s*)?\(").match(self.text, stop):
            kind = "SYMBOL"
        self.emit(kind, text, start, stop)

    def spelling(self, text: str, start: int, stop: int) -> None:
        """The longest declared spelling that begins here, or the bare one."""
        declared = self.notation.spellings
        if text not in declared and text in ("N", "O", "E", "P", "\\mathcal{N}") and self.special(text, start, stop):
            return
        name, end = self.name(text, start, stop)
        if name == "e" and "e" not in declared and self.text[end : end + 1] == "^":
            self.emit("EPOW", "\\exp", start, end + 1)
            return
        if name == "T" and "T" not in declared and self.found and self.found[-1].type == "SUP":
            caret = self.found.pop()
            self.emit("TOP", "^T", caret.start_pos or start, end)
            return
        is_script = bool(self.found) and self.found[-1].type in ("SUB", "SUP", "EPOW")  # x^u(t) is x^u times t
        if name in declared and self.notation.table[declared[name]].applies and not is_script:
            self.mark_application(end)
        self.emit("SYMBOL", declared.get(name, name), start, end)

    def name(self, text: str, start: int, stop: int) -> tuple[str, int]:
        """The longest declared name that begins here and where it ends; else the letter with its stars and primes."""
        declared, ends = self.notation.spellings, [stop]
        while script := SCRIPT.match(self.text, ends[-1]):
            ends.append(script.end())
        for end in reversed(ends[1:]):
            if (name := normal(self.text[start:end])) in declared:
                return name, end
        if len(ends) == 1:
            return text, stop
        first = normal(self.text[stop : ends[1]])
        if first[0] == "_" and len(ends) > 2:  # H_{ij}^\infty prints as H^\infty_{ij} does
            name = normal(text + self.text[ends[1] : ends[2]])
            if name in declared:
                self.skips[ends[1]] = ends[2]
                return name, stop
        is_number = first[0] == "_" and first[1:].strip("{}").isdigit() and text not in declared
        return (text + first, ends[1]) if first == "^*" or first[0] == "'" or is_number else (text, stop)

    def special(self, text: str, start: int, stop: int) -> bool:
        """``O(..)``, ``N(..)`` behind ``~``, ``E[..]``, ``P(..)`` where the letter is not declared."""
        opens = re.compile(SPACES + r"(?:\\left\s*)?([(\[])").match(self.text, stop)
        kind = {"O": "LANDAU", "E": "EXPECT", "P": "PR"}.get(text, "LAW")
        if not opens or (kind == "LAW" and (not self.found or self.found[-1] != "~")):
            return False
        self.emit(kind, "N" if kind == "LAW" else text, start, stop)
        return True

    def mark_application(self, end: int) -> None:
        """Remember that the parenthesis behind the symbol and its scripts applies it."""
        match = APPLIED.match(self.text, end)
        if match:
            self.applications.add(match.end() - 1)


def _matching_brace(text: str, start: int) -> int:
    """The index of the brace that closes the one at ``start``; the end of the text if none does."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0) if text[place - 1 : place] != "\\" else 0
        if depth == 0:
            return place
    return len(text)


def tokens(latex: str, notation: Notation, choose: Choices) -> list[Token]:
    """The tokens of a printed formula, with half-open spans into ``latex``.

    Raises:
        UnreadError: at a character that no mathematics uses, or a number that may be two.
    """
    return _Lexer(latex, notation, choose).run()


def continues(latex: str) -> bool:
    r"""Whether a printed row starts with a relation, and so goes on from the row above.

    >>> continues(r"& \leq r"), continues(r"\left|e\right| \leq r"), continues(r"& |e| \leq r")
    (True, False, False)
    """
    skipped = IGNORED.match(latex)
    first = PATTERN.match(latex, skipped.end() if skipped else 0)
    return first is not None and first.lastgroup == "relation"
