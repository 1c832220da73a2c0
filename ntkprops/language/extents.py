r"""How far does what is printed without brackets reach? ``bracketed(tokens, choose)`` puts the brackets in.

A function takes the product that follows (``\log 2n``, ``\exp -x``, ``\mathbb{E} X^2 Y``), up to the next function.
``a/b c`` is (a/b) c. The body of a sum is a product: it stops at a plus or minus. Where print may mean another thing
(``\log n/\delta``, ``1/2 m``, ``\max_i a_i b``, ``\mathbb{E}(X)^2``, ``\sum_i a_i + b_i``) the other reading is offered
as a choice.
"""

from __future__ import annotations

from dataclasses import dataclass

from lark import Token

from ntkprops.language.choices import Choices
from ntkprops.language.vocabulary import OPENERS

GROUPS = frozenset({"LPAR", "LBRACK", "LBRACE", "LSET"})
OPERATORS = frozenset({"BIGOP", "MAXMIN", "OVER"})
BY = frozenset({"DDT", "DDP"})
TAKES_A_GROUP = frozenset({"EIG", "FUN", "EXPECT", "PR", "IND", "LAW", "LANDAU", "SOFT", "MAXMIN"})
SINGLE = frozenset({"SYMBOL", "NUMBER", "CONSTANT", "SPACE"})
LINEAR = frozenset({r"\sum", r"\bigcup", r"\bigcap"})  # a factor without the bound variable may stand in or outside


@dataclass(frozen=True)
class _Piece:
    """One operand of a product with what joins it to the one before: nothing, a dot or a slash."""

    joint: str
    start: int
    end: int
    is_big: bool


@dataclass
class _Extents:
    """One pass over the tokens, from the right, so that what stands inside is settled before what stands around it."""

    found: list[Token]
    choose: Choices

    def run(self) -> list[Token]:
        """The tokens with brackets round what reaches further than the grammar would take it."""
        for at in range(len(self.found) - 1, -1, -1):
            kind = self.kind(at)
            if kind in ("FUN", "EXPECT"):
                self.function(at)
            elif kind == "SLASH":
                self.denominator(at)
            elif self.is_big(at) and kind not in BY:
                self.big(at)
        return self.found

    def kind(self, at: int) -> str:
        """What stands there; nothing behind the end."""
        return self.found[at].type if at < len(self.found) else ""

    def bracket(self, start: int, end: int) -> None:
        """Brackets that nobody printed: they take no room in the text."""
        first, last = self.found[start].start_pos, self.found[end - 1].end_pos
        self.found.insert(end, Token("RPAR", ")", start_pos=last, end_pos=last))
        self.found.insert(start, Token("LPAR", "(", start_pos=first, end_pos=first))

    def function(self, at: int) -> None:
        start = self.subscripted(at + 1)
        if self.kind(start) in GROUPS:
            self.function_of_group(at, start)
            return
        signed = self.kind(start) == "MINUS"
        pieces = self.pieces(start + signed, stops={"EXPECT"} if self.kind(at) == "EXPECT" else {"FUN", "EXPECT"})
        if not pieces:
            return
        usual = self.usual(pieces, is_mean=self.kind(at) == "EXPECT")
        others = [k for k in range(len(pieces)) if k != usual and self.may_end(pieces, k, signed=signed)]
        self.bracket(start, pieces[[usual, *others][self.choose(1 + len(others))]].end)

    def function_of_group(self, at: int, start: int) -> None:
        r"""The brackets are all of it, save that ``\log(x)^2`` and ``\mathbb{E}(X)^2 Y`` may mean more."""
        pieces = self.pieces(start, stops={"EXPECT"})
        mean = self.kind(at) == "EXPECT"
        if self.kind(start) != "LPAR" or not (mean or self.found[at] in (r"\log", r"\ln", "log")):
            return
        ends = [piece.end for piece in (pieces if mean else pieces[:1]) if piece.end > self.close(start)]
        taken = self.choose(1 + len(ends)) if ends else 0
        if taken:
            self.bracket(start, ends[taken - 1])

    def usual(self, pieces: list[_Piece], *, is_mean: bool) -> int:
        """The last operand that a function takes as a rule: up to a dot, and up to a sum where it is no mean."""
        for place, piece in enumerate(pieces[1:], start=1):
            if piece.joint == "CDOT" or (piece.is_big and not is_mean):
                return place - 1
        return len(pieces) - 1

    def may_end(self, pieces: list[_Piece], place: int, *, signed: bool) -> bool:
        r"""Whether someone may end the argument there: nobody ends ``\log 2n`` behind the 2, ``\exp -x y`` behind x."""
        joint = pieces[place + 1].joint if place + 1 < len(pieces) else "CDOT"
        is_number = place == 0 and pieces[0].end == pieces[0].start + 1 and self.kind(pieces[0].start) == "NUMBER"
        return joint == "CDOT" or not (signed or (is_number and not joint and not pieces[1].is_big))

    def denominator(self, at: int) -> None:
        pieces = self.pieces(at + 1, stops=set())
        run = [p for k, p in enumerate(pieces) if not p.is_big and all(not q.joint for q in pieces[: k + 1])]
        if len(run) > 1 and self.kind(at + 1) not in GROUPS and self.choose(2):
            self.bracket(at + 1, run[-1].end)

    def big(self, at: int) -> None:
        lower = self.script(at + 2)
        names = self.bound(at + 2, lower)
        start = self.script(lower + 1) if self.kind(lower) == "SUP" else lower
        pieces = self.pieces(start, stops=set())
        if not pieces:
            return
        far = self.last_mention(pieces[-1].end, names)
        if far and self.choose(2):
            self.bracket(start, far)
        elif not far and self.found[at] not in LINEAR:
            last = max((k for k, p in enumerate(pieces) if self.mentions(p.start, p.end, names)), default=0)
            if last < len(pieces) - 1 and self.choose(2):
                self.bracket(at, pieces[last].end)

    def bound(self, start: int, end: int) -> set[str]:
        """The names that ``_{i=1}``, ``_{ij}`` or ``_{1 \\leq i \\leq n}`` binds."""
        parts: list[set[str]] = [set()]
        for token in self.found[start:end]:
            if token.type == "REL":
                parts.append(set())
            elif token.type == "SYMBOL":
                parts[-1].add(str(token))
        return next((part for part in parts if part), set())

    def last_mention(self, at: int, names: set[str]) -> int:
        """Behind a body: the end of the last further term that speaks of what is bound, or 0."""
        far = 0
        while self.kind(at) in ("PLUS", "MINUS", "CUP", "CAP"):
            pieces = self.pieces(at + 1, stops=set())
            if not pieces:
                break
            far = pieces[-1].end if self.mentions(at, pieces[-1].end, names) else far
            at = pieces[-1].end
        return far

    def mentions(self, start: int, end: int, names: set[str]) -> bool:
        """Whether one of the names stands there, other than in a sum that binds it itself."""
        at = start
        while at < end:
            if self.is_big(at) and self.kind(at) not in BY and names & self.bound(at + 2, self.script(at + 2)):
                at = max(at + 1, self.behind_big(at))
            elif self.kind(at) == "SYMBOL" and str(self.found[at]) in names:
                return True
            else:
                at += 1
        return False

    def pieces(self, at: int, *, stops: set[str]) -> list[_Piece]:
        """The operands of the product that begins there, up to one whose kind is in ``stops``."""
        found: list[_Piece] = []
        while not (found and (found[-1].is_big or self.kind(at) in stops)):
            joint = self.kind(at) if found and self.kind(at) in ("CDOT", "SLASH") else ""
            start = at + bool(joint)
            end = self.behind_big(start) if self.is_big(start) else self.operand(start)
            if end == start or (joint and self.kind(start) in stops):
                break
            found.append(_Piece(joint, start, end, self.is_big(start)))
            at = end
        return found

    def is_big(self, at: int) -> bool:
        kind = self.kind(at)
        return kind in BY or (kind in OPERATORS and self.kind(at + 1) == "SUB")

    def behind_big(self, at: int) -> int:
        lower = at + 1 if self.kind(at) == "DDT" else self.close(at) if self.kind(at) == "DDP" else self.script(at + 2)
        start = self.script(lower + 1) if self.kind(lower) == "SUP" else lower
        pieces = self.pieces(start, stops=set())
        return pieces[-1].end if pieces else start

    def operand(self, at: int) -> int:
        """Behind the operand that begins there, its scripts included; ``at`` where none begins."""
        end = self.unscripted(at)
        while end > at and self.kind(end) in ("SUB", "SUP", "TOP", "PSEUDO", "BANG", "APPLY"):
            has_script = self.kind(end) in ("SUB", "SUP")
            end = self.script(end + 1) if has_script else self.close(end) if self.kind(end) == "APPLY" else end + 1
        return min(end, len(self.found))

    def unscripted(self, at: int) -> int:
        kind, start = self.kind(at), self.subscripted(at + 1)
        if kind in OPENERS:
            return self.close(at)
        if kind in ("FRAC", "BINOM"):
            return self.script(self.script(at + 1))
        if kind == "SQRT":
            return self.script(self.close(start) if self.kind(start) == "LBRACK" else start)
        if kind in ("DOT", "EPOW"):
            return self.script(at + 1)
        if kind in TAKES_A_GROUP:
            return self.close(start) if self.kind(start) in GROUPS else start if kind == "IND" else at
        if kind == "IPARTIAL":
            slash = next((k for k in range(at, len(self.found)) if self.kind(k) == "PSLASH"), at)
            return self.operand(slash + 2)
        if kind == "INT":
            return self.behind_integral(at)
        if kind == "NABLA":
            return self.operand(start)
        return at + 1 if kind in SINGLE else at

    def subscripted(self, at: int) -> int:
        while self.kind(at) in ("SUB", "SUP"):
            at = self.script(at + 1)
        return at

    def script(self, at: int) -> int:
        """Behind one script, or one part of a fraction."""
        if self.kind(at) == "LBRACE":
            return self.close(at)
        return self.script(self.script(at + 1)) if self.kind(at) == "FRAC" else min(at + 1, len(self.found))

    def close(self, at: int) -> int:
        """Behind the bracket that closes the one that opens there."""
        depth = 0
        for place in range(at, len(self.found)):
            depth += (self.kind(place) in OPENERS) - (self.kind(place) in CLOSERS)
            if depth == 0:
                return place + 1
        return len(self.found)

    def behind_integral(self, at: int) -> int:
        depth = 0
        for place in range(at, len(self.found)):
            depth += (self.kind(place) == "INT") - (self.kind(place) == "DIFF")
            if depth == 0:
                return place + 1
        return len(self.found)


CLOSERS = frozenset(OPENERS.values())


def bracketed(tokens: list[Token], choose: Choices) -> list[Token]:
    """The tokens with the brackets that print leaves out; where it may mean two things, ``choose`` decides."""
    return _Extents(tokens, choose).run()
