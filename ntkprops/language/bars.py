r"""Which bar opens, which closes, and which parts: ``|a| |b|``, ``\|v\|``, ``\Pr[A | B]``, ``f |_{t = 0}``."""

from __future__ import annotations

import re

from ntkprops.language.lexer import Lexer
from ntkprops.language.vocabulary import BARS, ENDS_OPERAND, PLAIN, RELATIONS

NO_OPERAND = "|".join(word[1:] for word in RELATIONS if word[0] == "\\")
BEGINS_OPERAND = re.compile(
    rf"[A-Za-z0-9(\[]|\\(?!(?:right|{NO_OPERAND}|cdot|times|cup|cap|odot|circ|mid|top|forall|end|implies|iff"
    r"|quad|text\{\s*(?:and|if|for all|where|or|for|when|with)\s*\})(?![A-Za-z]))[A-Za-z{]"
)


class Bars(Lexer):
    """What the lexer does at a bar whose side is not said."""

    def bar(self, text: str, start: int, stop: int) -> None:
        if text == "||" and self.is_two_bars(stop):
            self.bar("|", start, start + 1)
            self.bar("|", start + 1, stop)
            return
        kind = "NORM" if text in ("\\|", "||", "\\Vert") else "BAR"
        if kind == "BAR" and self.closer != "RBAR" and self.found and self.found[-1].type in ENDS_OPERAND:
            where = self.text[self.after(stop) :].startswith("_")
            if where or self.parts_group(stop):
                self.emit("RAT" if where else "MID", text, start, stop)
                return
        closes = self.closer == "R" + kind and self.open[-1] in PLAIN.values() and self.found[-1].type in ENDS_OPERAND
        if closes and BEGINS_OPERAND.match(self.text, self.after(stop)):
            closes = self.choose(2) == 0
        self.emit(("R" if closes else "L") + kind, text, start, stop)
        if not closes:
            self.open[-1] = PLAIN["L" + kind]

    def parts_group(self, stop: int) -> bool:
        """Whether a bar in the brackets of a mean or an event is the only one left there: what follows is given."""
        if len(self.open) not in self.means:
            return False
        depth, bars = 1, 0
        for mark in re.finditer(r"\\\||\\[{}]|[()\[\]{}|]", self.text[stop:]):
            depth += (mark[0] in ("(", "[", "{", "\\{")) - (mark[0] in (")", "]", "}", "\\}"))
            bars += mark[0] == "|"
            if depth == 0:
                break
        return bars % 2 == 0

    def is_two_bars(self, stop: int) -> bool:
        """Whether ``||`` closes one absolute value and then another, or opens two: the next bar is a single one."""
        if self.found and self.found[-1].type in ENDS_OPERAND and self.open:
            return self.open[-1] in ("LBAR", "bar")
        following = BARS.search(self.text, stop)
        return following is not None and following[0] == "|"
