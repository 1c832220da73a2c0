r"""The state of a pass over one printed formula: what was found, which brackets are open, what is to be skipped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lark import Token

from ntkprops.language.choices import Choices
from ntkprops.language.notation import Notation
from ntkprops.language.vocabulary import APPLIED, ENDED_BEFORE, IGNORED, IGNORED_IN_ROWS, OPENERS

GROUPS = frozenset({"LPAR", "LBRACK", "LSET"})
ROWS = frozenset({"LMAT", "LCASES"})


@dataclass
class Lexer:
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
    under: dict[int, int] = field(default_factory=dict)  # where the script of an operator stands before it
    means: set[int] = field(default_factory=set)  # how many brackets are open in a set, a mean or ``\\Pr[..]``
    slashes: set[int] = field(default_factory=set)  # of derivatives that are printed in one line

    def emit(self, kind: str, value: str, start: int, stop: int) -> None:
        if kind in ENDED_BEFORE and self.found and self.found[-1].type in ("COMMA", "SEMI"):
            self.found.pop()
        self.found.append(Token(kind, value, start_pos=start, end_pos=stop))
        self.position = stop
        if kind in OPENERS:
            is_index = kind == "LBRACE" and [token.type for token in self.found[-2:-1]] == ["SUB"]
            self.open.append("index" if is_index else kind)
            parted = kind == "LSET" or (kind in GROUPS and self.is_mean())
            (self.means.add if parted else self.means.discard)(len(self.open))
        elif self.open and kind == self.closer:
            self.open.pop()

    @property
    def closer(self) -> str:
        """What closes the bracket that was opened last."""
        last = self.open[-1] if self.open else ""
        return OPENERS.get(last) or {"bar": "RBAR", "norm": "RNORM", "index": "RBRACE"}.get(last, "")

    def is_mean(self) -> bool:
        r"""Whether the bracket emitted last is that of ``\Pr[..]``, ``\mathbb{E}_{x}[..]`` or ``\mathrm{Var}(..)``."""
        place, depth = len(self.found) - 2, 0
        while place >= 0:
            depth += {"RBRACE": 1, "LBRACE": -1}.get(self.found[place].type, 0)
            place -= 1
            if depth <= 0:
                break
        before = [token.type for token in self.found[max(0, place) : place + 2]]
        is_scripted = before[:1] == ["SUB"] and place > 0
        return (self.found[place - 1].type if is_scripted else before[-1] if before else "") in ("PR", "EXPECT", "FUN")

    def after(self, stop: int) -> int:
        """Where the next thing that is read stands."""
        skipped = (IGNORED_IN_ROWS if self.open[-1:] and self.open[-1] in ROWS else IGNORED).match(self.text, stop)
        return skipped.end() if skipped else stop

    def mark_application(self, end: int) -> None:
        """Remember that the parenthesis behind the symbol and its scripts applies it."""
        match = APPLIED.match(self.text, end)
        if match:
            self.applications.add(match.end() - 1)
