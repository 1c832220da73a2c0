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
from ntkprops.language.layers import SAYS_DEFINED, layer, matching_brace
from ntkprops.language.notation import Notation
from ntkprops.language.vocabulary import (
    APPLIED,
    BARS,
    DIFFERENTIAL,
    ENDED_BEFORE,
    ENDS_OPERAND,
    IGNORED,
    IGNORED_IN_ROWS,
    INLINE_DERIVATIVE,
    INLINE_PARTIAL,
    OPENERS,
    PARTIAL_AT,
    PARTIAL_BY,
    PATTERN,
    PLAIN,
    RELATIONS,
    SCRIPT,
    SCRIPTED,
    SIDED,
    SPACES,
    STYLED,
    TWO_NUMBERS,
    WORDS,
    normal,
)

LISTING = frozenset({"LPAR", "APPLY", "LBRACK", "LSET", "LANGLE", "index"})  # in which a comma tells two things apart
BARRED = frozenset({*PLAIN, *PLAIN.values()})
NO_OPERAND = "|".join(word[1:] for word in RELATIONS if word[0] == "\\")
BEGINS_OPERAND = re.compile(
    rf"[A-Za-z0-9(\[]|\\(?!(?:right|{NO_OPERAND}|cdot|times|cup|cap|odot|circ|mid|top|forall|end|implies|iff"
    r"|quad|text\{\s*(?:and|if|for all|where|or|for|when|with)\s*\})(?![A-Za-z]))[A-Za-z{]"
)
GROUP_FOLLOWS = re.compile(r"(?:\\(?:left|[bB]igg?l?)\s*)?[(\[]|\{")
SPECIAL = {
    "N": "LAW", "\\mathcal{N}": "LAW", "O": "LANDAU", "\\mathcal{O}": "LANDAU", "E": "EXPECT", "P": "PR", "o": "SOFT", "I": "IND",
    **{
        rf"\{wide}tilde{{{letter}}}": "SOFT"
        for wide in ("", "wide")
        for letter in ("O", r"\Omega", r"\Theta", r"\mathcal{O}")
    },
}  # fmt: skip
GROUPS = frozenset({"LPAR", "LBRACK", "LSET"})
MIDDLE = re.compile(r"\\middle\s*(?:\||\\vert|\\mid)(?![A-Za-z])")
SIDES = {r"\lbrack": "[", r"\rbrack": "]"}
ROWS = frozenset({"LMAT", "LCASES"})


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
    under: dict[int, int] = field(default_factory=dict)  # where the script of an operator stands before it
    means: set[int] = field(default_factory=set)  # how many brackets are open in one of ``\\Pr[..]`` or a mean
    slashes: set[int] = field(default_factory=set)  # of derivatives that are printed in one line

    def emit(self, kind: str, value: str, start: int, stop: int) -> None:
        if kind in ENDED_BEFORE and self.found and self.found[-1].type in ("COMMA", "SEMI"):
            self.found.pop()
        self.found.append(Token(kind, value, start_pos=start, end_pos=stop))
        self.position = stop
        if kind in OPENERS:
            is_index = kind == "LBRACE" and [token.type for token in self.found[-2:-1]] == ["SUB"]
            self.open.append("index" if is_index else kind)
            (self.means.add if kind in GROUPS and self.is_mean() else self.means.discard)(len(self.open))
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
        if by := PARTIAL_BY.match(self.text, self.position):
            self.emit("DDP", "{", by.start(), by.end())
            return True
        if at := PARTIAL_AT.match(self.text, self.position):
            self.mark_application(at.end())
        head = re.compile(r"\\[dt]?frac\s*\{\s*(?:d|\\mathrm\{d\})(?![A-Za-z]*\s*\}\s*\{\s*[^d\\])\s*").match(
            self.text, self.position
        )
        if not head:
            return False
        close = matching_brace(self.text, self.text.index("{", self.position))
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
            self.emit(STYLED[_said(match)], _said(match), start, stop)
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

    def eigenvalue(self, text: str, start: int, stop: int) -> None:
        r"""``\lambda_{\min}`` of a matrix in brackets, or the bare name."""
        name = text[1 : text.index("_")] + ("_min" if "min" in text else "_max")
        plain = "\\" + name.replace("_", r"_{\\") + "}"
        declared = self.notation.spellings.get(normal(text)) or self.notation.spellings.get(plain)
        follows = GROUP_FOLLOWS.match(self.text, self.after(stop))
        if not follows or (declared and self.choose(2)):
            self.emit("SYMBOL", declared or plain, start, stop)
        else:
            self.emit("EIG", name, start, stop)

    def is_styled(self, match: re.Match[str]) -> bool:
        r"""Whether a word in upright or fancy type is one that we know; ``\mathbb{N}`` and ``\mathbf{I}_d`` are not."""
        text, word = normal(match[0]), _said(match)
        if word not in STYLED or text in self.notation.spellings:
            return False
        if text.startswith("\\mathbb" if word == "N" else ("\\mathcal", "\\mathscr", "\\mathfrak")):
            return False
        following = self.text[self.after(match.end()) :]
        if word == "I":
            return following.startswith(("(", "[", "\\{", "\\left", "\\lbrace"))
        return STYLED[word] not in ("MAXMIN", "OVER") or following.startswith(("_", "}", "(", "\\{", "\\left"))

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

    def is_two_bars(self, stop: int) -> bool:
        """Whether ``||`` closes one absolute value and then another, or opens two: the next bar is a single one."""
        if self.found and self.found[-1].type in ENDS_OPERAND and self.open:
            return self.open[-1] in ("LBAR", "bar")
        following = BARS.search(self.text, stop)
        return following is not None and following[0] == "|"

    def digits(self, text: str, start: int, stop: int) -> None:
        """Behind ``_``, ``^`` and an unbraced fraction a number is one digit; else ``1{,}000`` is one number."""
        if text == "1" and self.text[stop:].lstrip().startswith(("\\{", "\\left\\{")):
            self.emit("IND", text, start, stop)
            return
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

    def in_fraction(self) -> bool:
        r"""Whether this is the numerator or the denominator of ``\frac{\partial ..}{\partial ..}``."""
        kinds = [token.type for token in self.found[-2:]]
        return kinds[-1:] == ["LBRACE"] and kinds[:-1] in (["FRAC"], ["RBRACE"])

    def spelling(self, text: str, start: int, stop: int) -> None:
        """The longest declared spelling that begins here, or the bare one."""
        declared = self.notation.spellings
        if text not in declared and text in SPECIAL and self.special(text, start, stop):
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
        kind = SPECIAL[text]
        drawn = rf"(?:_{SCRIPTED})?" if kind in ("EXPECT", "PR") else ""
        opens = re.compile(rf"{drawn}{SPACES}(?:\\left\s*)?(?:[(\[]|\\\{{)").match(self.text, stop)
        braced = opens is not None and opens[0].endswith("{")
        if braced != (kind == "IND"):
            return False
        letter_of_law = kind == "LAW" and "mathcal" not in text
        if not opens or (letter_of_law and (not self.found or self.found[-1] != "~")):
            return False
        word = "N" if kind == "LAW" else "O" if text == "\\mathcal{O}" else text
        self.emit(kind, word, start, stop)
        return True

    def mark_application(self, end: int) -> None:
        """Remember that the parenthesis behind the symbol and its scripts applies it."""
        match = APPLIED.match(self.text, end)
        if match:
            self.applications.add(match.end() - 1)


def _said(match: re.Match[str]) -> str:
    """The word in upright or fancy type, its spaces single."""
    return " ".join((match["word"] if match["one"] is None else match["one"]).replace(r"\,", "").split())


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
