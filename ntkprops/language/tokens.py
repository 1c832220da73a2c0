r"""Printed LaTeX as typed tokens: the context that a grammar cannot see is settled here.

Settled here: which bar opens and which closes, whether ``(`` applies or groups, where a symbol's
spelling ends (``\lambda_0``, ``H^*``, ``R'``), whether ``ds`` ends an integral, and whether
``\frac{d..}{dt}`` is a derivative. ``\left.`` and ``\right.`` only balance lines and are dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lark import Token

from ntkprops.errors import FormulaError
from ntkprops.language.notation import Notation

IGNORED = re.compile(
    r"(?:\s|~|&|\\\\|\\[,;:! ]|%[^\n]*|\\(?:quad|qquad|displaystyle|textstyle|limits|nonumber|notag)(?![A-Za-z])"
    r"|\\(?:tag|label)\{[^{}]*\}|\\(?:begin|end)\{(?:aligned?\*?|split|gathered|equation\*?)\}"
    r"|\\(?:[bB]ig|[bB]igg)[lrm]?(?![A-Za-z])|\\(?:left|right)\s*\.)+"
)
SPACES = r"(?:\s|\\[,;:!])*"

RELATIONS = {
    ":=": ":=", "\\coloneqq": ":=", "\\triangleq": ":=", "=": "=",
    "\\leq": "<=", "\\le": "<=", "\\leqslant": "<=", "\\geq": ">=", "\\ge": ">=", "\\geqslant": ">=",
    "<": "<", "\\lt": "<", ">": ">", "\\gt": ">", "\\neq": "!=", "\\ne": "!=", "\\sim": "~", "\\in": "in",
    "\\approx": "approx",
}  # fmt: skip

WORDS = {
    "\\frac": "FRAC", "\\dfrac": "FRAC", "\\tfrac": "FRAC", "\\sqrt": "SQRT", "\\cdot": "CDOT", "\\times": "CDOT",
    "\\cup": "CUP", "\\cap": "CAP", "\\bigcup": "BIGOP", "\\bigcap": "BIGOP",
    "\\sum": "BIGOP", "\\prod": "BIGOP", "\\int": "INT",
    "\\exp": "FUN", "\\log": "FUN", "\\ln": "FUN", "\\max": "MAXMIN", "\\min": "MAXMIN",
    "\\sup": "MAXMIN", "\\inf": "MAXMIN",
    "\\Pr": "PR", "\\nabla": "NABLA", "\\partial": "PARTIAL", "\\dot": "DOT", "\\forall": "FORALL",
    "\\exists": "EXISTS", "\\dots": "DOTS", "\\ldots": "DOTS", "\\cdots": "DOTS", "\\infty": "NUMBER",
    "\\pi": "CONSTANT", "\\Omega": "LANDAU", "\\Theta": "LANDAU", "\\mid": "MID",
    "\\langle": "LANGLE", "\\rangle": "RANGLE", "\\lVert": "LNORM", "\\rVert": "RNORM", "\\lvert": "LBAR",
    "\\rvert": "RBAR", "\\lbrace": "LSET", "\\rbrace": "RSET", "\\{": "LSET", "\\}": "RSET",
    "(": "LPAR", ")": "RPAR", "[": "LBRACK", "]": "RBRACK", "{": "LBRACE", "}": "RBRACE",
    "+": "PLUS", "-": "MINUS", "*": "CDOT", "/": "SLASH", ",": "COMMA", ";": "SEMI", "_": "SUB", "^": "SUP",
}  # fmt: skip

STYLED = {
    "E": "EXPECT", "P": "PR", "Pr": "PR", "1": "IND", "I": "IND", "R": "SPACE", "N": "LAW", "Var": "FUN",
    "Tr": "FUN", "tr": "FUN", "uniform": "LAW", "Uniform": "LAW", "Unif": "LAW", "exp": "FUN", "log": "FUN",
    "Bernoulli": "LAW", "op": "SYMBOL", "and": "COMMA", "for all": "FORALL",
}  # fmt: skip

PATTERN = re.compile(
    r"(?P<relation>:=|=|<|>|\\(?:coloneqq|triangleq|leqslant|leq|le|geqslant|geq|ge|lt|gt|neq|ne|sim|in|approx)(?![A-Za-z]))"
    r"|(?P<eigen>\\lambda_\{?\\?(?:min|max)(?![a-z])\}?|\\lambda_\{\\(?:text|mathrm|operatorname)\{(?:min|max)\}\})"
    r"|(?P<top>\^\{?\\(?:top|intercal|mathsf\{T\}|mathrm\{T\})(?![A-Za-z])\}?)"
    r"|(?P<styled>\\(?:mathbb|mathbf|mathrm|mathcal|text|operatorname|boldsymbol|mathit|textbf|textrm)\s*\{\s*(?P<word>[^{}]*?)\s*\})"
    r"|(?P<accent>\\(?:hat|tilde|bar|widehat|widetilde|overline|vec)\s*(?:\{[^{}]*\}|[A-Za-z]))"
    r"|(?P<bar>\\\||\\Vert(?![A-Za-z])|\|\||\||\\vert(?![A-Za-z]))"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<command>\\[A-Za-z]+|\\[{}])"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<mark>[-+*/(){}\[\],;_^])"
)

BARS = re.compile(r"\\\||\|\||\|")
DIFFERENTIAL = re.compile(r"(?:d|\\mathrm\{d\})\s*(\\[A-Za-z]+|[A-Za-z])(?![A-Za-z_(^])")
ENDS_OPERAND = frozenset(
    {
        "SYMBOL",
        "NUMBER",
        "CONSTANT",
        "RPAR",
        "RBRACK",
        "RSET",
        "RBRACE",
        "RBAR",
        "RNORM",
        "RANGLE",
        "TOP",
        "IND",
        "DIFF",
        "DOVER",
    }
)
OPENERS = {
    "LPAR": "RPAR",
    "APPLY": "RPAR",
    "LBRACK": "RBRACK",
    "LSET": "RSET",
    "LBRACE": "RBRACE",
    "LANGLE": "RANGLE",
}


@dataclass
class _Lexer:
    """One pass over one formula; the only mutable state of the reader."""

    text: str
    notation: Notation
    position: int = 0
    found: list[Token] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    applications: set[int] = field(default_factory=set)
    integrals: list[int] = field(default_factory=list)  # how many brackets were open at each
    derivative_ends: dict[int, re.Match[str]] = field(default_factory=dict)

    def emit(self, kind: str, value: str, start: int, stop: int) -> None:
        self.found.append(Token(kind, value, start_pos=start, end_pos=stop))
        self.position = stop
        if kind in OPENERS or kind in ("LBAR", "LNORM"):
            self.open.append(kind)
        elif self.open and (kind in OPENERS.values() or kind in ("RBAR", "RNORM")):
            self.open.pop()

    def run(self) -> list[Token]:
        while self.position < len(self.text):
            skipped = IGNORED.match(self.text, self.position)
            if skipped:
                self.position = skipped.end()
            elif not (self.delimited() or self.derivative() or self.differential() or self.plain()):
                raise FormulaError(
                    f"{self.text[self.position]!r} cannot be read here",
                    latex=self.text, span=(self.position, self.position + 1),
                )  # fmt: skip
        return self.found

    def delimited(self) -> bool:
        r"""``\left X`` and ``\right X``: the bar's side is said outright."""
        match = re.compile(r"\\(left|right)\s*(\\\||\\[lr]?Vert|\\[lr]?vert|\||\\[{}]|\\[lr]angle|[()\[\]])").match(
            self.text, self.position
        )
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
            self.open.pop()
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
            self.open.append("LBRACE")
        return True

    def differential(self) -> bool:
        """``ds`` behind an integrand; in braces opened since the integral (a script) it is a product."""
        match = DIFFERENTIAL.match(self.text, self.position)
        if not (self.integrals and match) or "LBRACE" in self.open[self.integrals[-1] :]:
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
        elif kind == "styled" and match["word"] in STYLED and text not in self.notation.table:
            self.emit(STYLED[match["word"]], match["word"], start, stop)
        elif kind in ("command", "mark") and text in WORDS and text not in self.notation.table:
            self.word(text, start, stop)
        else:
            self.spelling(text, start, stop)
        return True

    def bar(self, text: str, start: int, stop: int) -> None:
        if text == "||" and self.is_two_bars(stop):
            self.bar("|", start, start + 1)
            self.bar("|", start + 1, stop)
            return
        kind = "NORM" if text in ("\\|", "||", "\\Vert") else "BAR"
        closes = bool(self.open) and self.open[-1] == "L" + kind and self.found[-1].type in ENDS_OPERAND | {"CDOT"}
        self.emit(("R" if closes else "L") + kind, text, start, stop)

    def is_two_bars(self, stop: int) -> bool:
        """Whether ``||`` closes one absolute value and then another, or opens two: the next bar is a single one."""
        if self.found and self.found[-1].type in ENDS_OPERAND and self.open:
            return self.open[-1] == "LBAR"
        following = BARS.search(self.text, stop)
        return following is not None and following[0] == "|"

    def digits(self, text: str, start: int, stop: int) -> None:
        """Behind ``_``, ``^`` and an unbraced fraction a number is one digit."""
        before = [token.type for token in self.found[-2:]]
        if before[-1:] in (["SUB"], ["SUP"], ["FRAC"]) or (before[:1] == ["FRAC"] and before[-1] == "NUMBER"):
            text, stop = text[0], start + 1
        self.emit("NUMBER", text, start, stop)

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
        declared = self.notation.table
        if text not in declared and text in ("N", "O", "E", "P", "\\mathcal{N}") and self.special(text, start, stop):
            return
        pattern = re.compile(
            r"(?P<a>\^\*|\^\{\*\}|\^\\star|'*)(?P<b>_\{[^{}]*\}|_\\[A-Za-z]+|_[A-Za-z0-9])?(?P<c>\^\*|\^\{\*\}|\^\\star|'*)"
        )
        match = pattern.match(self.text, stop)
        assert match is not None  # every part is optional
        for end in sorted({match.end("c"), match.end("b"), match.end("a"), stop} - {-1}, reverse=True):
            name = _normal(self.text[start:end])
            if name in declared or (end == match.end("a") and match["a"]):
                break
        else:
            name, end = text, stop
            if match["b"] and match["b"][1:].strip("{}").isdigit() and text not in declared:
                name, end = _normal(self.text[start : match.end("b")]), match.end("b")
        if name == "e" and "e" not in declared and self.text[end : end + 1] == "^":
            self.emit("FUN", "\\exp", start, end + 1)
            return
        if name == "T" and "T" not in declared and self.found and self.found[-1].type == "SUP":
            caret = self.found.pop()
            self.emit("TOP", "^T", caret.start_pos or start, end)
            return
        if name in declared and declared[name].applies:
            self.mark_application(end)
        self.emit("SYMBOL", name, start, end)

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
        match = re.compile(
            SPACES + r"(?:_(?:\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9]))?" + SPACES + r"(?:\\left\s*)?\("
        ).match(self.text, end)
        if match:
            self.applications.add(match.end() - 1)


def _normal(spelling: str) -> str:
    r"""One spelling for ``H^{*}``, ``H^\star`` and ``\lambda_{0}``."""
    spelling = re.sub(r"\^(?:\{\*\}|\\star)", "^*", spelling)
    return re.sub(r"_\{([A-Za-z0-9]|\\[A-Za-z]+)\}", r"_\1", spelling)


def _matching_brace(text: str, start: int) -> int:
    """The index of the brace that closes the one at ``start``; the end of the text if none does."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0) if text[place - 1 : place] != "\\" else 0
        if depth == 0:
            return place
    return len(text)


def tokens(latex: str, notation: Notation) -> list[Token]:
    """The tokens of a printed formula, with half-open spans into ``latex``.

    Raises:
        FormulaError: at a character that no mathematics uses.
    """
    return _Lexer(latex, notation).run()
