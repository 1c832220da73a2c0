r"""What remains of LaTeX once its macros are expanded: ``Expander(tokens, open_file).run()``.

Read: ``\newcommand``, ``\renewcommand``, ``\providecommand``, ``\def``, ``\let``, ``\DeclareMathOperator``,
``\newenvironment``, ``\newtheorem``, ``\input``, and ``\ifnum``, ``\iftrue``, ``\iffalse`` (every other condition is
false). What an argument brings keeps its place in the file; what a macro brings stands where it is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ntkprops.notes.model import NotesError
from ntkprops.notes.tex import Tok, spelled

DEEPEST_CALL, MOST = 60, 1_000_000
DEFINING = ("newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "gdef", "let")
OPERATORS = (r"\DeclareMathOperator",)
CONDITIONS = (r"\iftrue", r"\iffalse", r"\ifnum", r"\ifx", r"\ifdefined", r"\ifmmode", r"\ifdim", r"\ifcase", r"\ifodd")
TAKING = {r"\frac": 2, r"\tfrac": 2, r"\dfrac": 2, r"\cfrac": 2, r"\binom": 2, r"\sqrt": 1}
COMPARED = re.compile(r"(-?\d+)\s*([<=>])\s*(-?\d+)")


@dataclass(frozen=True)
class Macro:
    """What a macro stands for: its body, how many arguments it takes, and the default of the first."""

    body: tuple[Tok, ...]
    arguments: int = 0
    default: tuple[Tok, ...] | None = None


@dataclass
class Expander:
    """Expands the macros of a run of tokens; ``open_file`` gives the tokens of an ``\\input``, or None."""

    tokens: Iterator[Tok]
    open_file: Callable[[str, Tok], Iterator[Tok] | None] = lambda name, where: None
    macros: dict[str, Macro] = field(default_factory=dict)
    environments: dict[str, tuple[Macro, Macro]] = field(default_factory=dict)
    theorems: dict[str, str] = field(default_factory=dict)
    pending: list[Tok] = field(default_factory=list)
    sources: list[Iterator[Tok]] = field(default_factory=list)
    called: int = 0

    def run(self) -> Iterator[Tok]:
        """The tokens that remain.

        Raises:
            NotesError: where a macro calls itself, with the file and line of the call.
        """
        self.sources.append(self.tokens)
        while (tok := self.next()) is not None:
            if tok.kind == "macro" and tok.text in self.macros:
                self._call(self.macros[tok.text], tok)
            elif tok.kind == "macro" and (act := ACTS.get(tok.text)) is not None:
                act(self, tok)
            elif tok.kind in ("begin", "end") and tok.text in self.environments:
                self._call(self.environments[tok.text][tok.kind == "end"], tok)
            else:
                yield tok
                if tok.kind == "macro" and tok.text in TAKING:
                    self._brace(tok, TAKING[tok.text])

    def _brace(self, at: Tok, count: int) -> None:
        r"""Braces around what a command takes, so that ``\frac4\name`` takes all that the macro stands for."""
        found: list[Tok] = []
        for _ in range(count):
            ahead = self.skip("space", "comment")
            if ahead is None or (ahead.kind not in ("open", "macro") and not ahead.text.isalnum()):
                break
            found += [Tok("open", "{", at.place, at.depth), *self.argument(), Tok("close", "}", at.place, at.depth)]
        self.put_back(found)

    def next(self) -> Tok | None:
        """The next token that is not expanded yet."""
        if self.pending:
            return self.pending.pop()
        while self.sources:
            tok = next(self.sources[-1], None)
            if tok is not None:
                return tok
            self.sources.pop()
        return None

    def put_back(self, toks: list[Tok] | tuple[Tok, ...]) -> None:
        """Tokens to be read before all others."""
        self.pending.extend(reversed(toks))

    def skip(self, *kinds: str) -> Tok | None:
        """The next token of no such kind, which is put back."""
        while (tok := self.next()) is not None:
            if tok.kind not in kinds:
                self.pending.append(tok)
                return tok
        return None

    def argument(self) -> list[Tok]:
        """What stands in the next braces, or the next token alone."""
        self.skip("space", "comment")
        tok = self.next()
        return self._until("close") if tok is not None and tok.kind == "open" else [tok] if tok is not None else []

    def optional(self) -> list[Tok] | None:
        """What stands in square brackets, where they come next."""
        ahead = self.skip("space", "comment")
        if ahead is None or ahead.text != "[":
            return None
        self.next()
        return self._until("]")

    def _until(self, closing: str) -> list[Tok]:
        depth, found = 0, []
        while (tok := self.next()) is not None:
            if depth == 0 and closing in (tok.kind, tok.text):
                return found
            depth += (tok.kind == "open") - (tok.kind == "close")
            found.append(tok)
        return found

    def _call(self, macro: Macro, at: Tok) -> None:
        self.called += 1 + len(macro.body)
        if at.depth >= DEEPEST_CALL or self.called > MOST:
            raise NotesError(f"{at.place}: {at.text} must come to an end, but it calls itself. Mend its definition.")
        given: list[list[Tok]] = []
        for number in range(macro.arguments if at.kind != "end" else 0):
            first = self.optional() if number == 0 and macro.default is not None else None
            is_optional = number == 0 and macro.default is not None
            given.append(first if first is not None else list(macro.default or ()) if is_optional else self.argument())
        body: list[Tok] = []
        parts = iter(macro.body)
        for tok in parts:
            if tok.text != "#":
                body.append(replace(tok, place=at.place, depth=at.depth + 1))
            elif (number := next(parts, tok)).text.isdigit() and 0 < int(number.text) <= len(given):
                body += given[int(number.text) - 1]
        self.called += len(body)
        self.put_back(body)

    def define(self, at: Tok) -> None:
        r"""``\newcommand{\name}[2][default]{body}``, ``\def\name#1#2{body}`` and ``\let\name=\other``."""
        self._star()
        name = next((tok.text for tok in self.argument() if tok.kind == "macro"), "")
        if at.text == r"\let":
            self.skip("space")
            other = self._after_equals()
            self.macros[name] = self.macros.get(other[0].text, Macro(tuple(other))) if other else Macro(())
            return
        if at.text in (r"\def", r"\gdef"):
            parameters = self._parameters()
            if parameters is not None:
                self.macros[name] = Macro(tuple(self.argument()), parameters)
            return
        count, default = self.optional(), self.optional()
        body = tuple(self.argument())
        if name and not (at.text == r"\providecommand" and name in self.macros):
            self.macros[name] = Macro(body, _number(count), tuple(default) if default is not None else None)

    def _after_equals(self) -> list[Tok]:
        found = self.argument()
        return self.argument() if found and found[0].text == "=" else found

    def _parameters(self) -> int | None:
        """How many parameters a ``\\def`` has; None where something other than braces ends them (it is skipped)."""
        found: list[Tok] = []
        while (tok := self.next()) is not None and tok.kind != "open":
            found.append(tok)
        self.put_back([tok] if tok is not None else [])
        plain = "".join(tok.text for tok in found if tok.kind != "space")
        if re.fullmatch(r"(?:#\d)*", plain):
            return len(plain) // 2
        self.argument()
        return None

    def operator(self, at: Tok) -> None:
        r"""``\DeclareMathOperator{\tr}{tr}``: the word in upright letters, or a symbol as it is."""
        del at
        self._star()
        name, body = spelled(self.argument()).strip(), self.argument()
        word = re.sub(r"\\(?:textup|text|textrm|mathrm)\s*\{([^{}]*)\}", r"\1", spelled(body)).strip()
        where = body[0].place if body else None
        if where is not None and re.fullmatch(r"[A-Za-z]+", word):
            upright = [Tok("macro", r"\operatorname", where), Tok("open", "{", where)]
            body = [*upright, *(Tok("char", letter, where) for letter in word), Tok("close", "}", where)]
        self.macros[name] = Macro(tuple(body))

    def environment(self, at: Tok) -> None:
        r"""``\newenvironment{name}[1]{begin}{end}``."""
        del at
        self._star()
        name, count, default = spelled(self.argument()), self.optional(), self.optional()
        first, last = tuple(self.argument()), tuple(self.argument())
        default_of_first = tuple(default) if default is not None else None
        self.environments[name] = Macro(first, _number(count), default_of_first), Macro(last)

    def theorem(self, at: Tok) -> None:
        r"""``\newtheorem{lem}[thm]{Lemma}[section]``."""
        del at
        self._star()
        name = spelled(self.argument())
        self.optional()
        self.theorems[name] = spelled(self.argument()).strip()
        self.optional()

    def input(self, at: Tok) -> None:
        r"""``\input{macros}``: its tokens stand here, where the file can be had."""
        name = spelled(self.argument()).strip()
        if len(self.sources) > DEEPEST_CALL // 4:
            raise NotesError(f"{at.place}: {name} must not input itself. Take the line out.")
        found = self.open_file(name, at)
        if found is not None:
            self.sources.append(_whole(self.pending, found))
            self.pending = []

    def condition(self, at: Tok) -> None:
        r"""The branch of a condition that is taken; its ``\else`` and ``\fi`` go with it."""
        if at.text == r"\iftrue" or (at.text == r"\ifnum" and self._compared()):
            return
        self._to_branch(r"\else", r"\fi")

    def _compared(self) -> bool:
        words = ""
        while (tok := self.next()) is not None:
            if tok.kind == "macro" and tok.text in self.macros:
                self._call(self.macros[tok.text], tok)
                continue
            words += tok.text
            if tok.kind in ("macro", "par", "space") and COMPARED.search(words):
                self.put_back([tok])
                break
            if tok.kind == "par" or len(words) > 80:
                break
        found = COMPARED.search(words)
        if found is None:
            return False
        left, how, right = int(found[1]), found[2], int(found[3])
        return left < right if how == "<" else left > right if how == ">" else left == right

    def _to_branch(self, *ends: str) -> None:
        depth = 0
        while (tok := self.next()) is not None:
            if tok.kind != "macro":
                continue
            if depth == 0 and tok.text in ends:
                return
            depth += (tok.text in CONDITIONS) - (tok.text == r"\fi")

    def otherwise(self, at: Tok) -> None:
        r"""An ``\else`` behind a branch that was taken: all to ``\fi`` is left out."""
        del at
        self._to_branch(r"\fi")

    def _star(self) -> None:
        ahead = self.skip("space", "comment")
        if ahead is not None and ahead.text == "*":
            self.next()


def _whole(before: list[Tok], found: Iterator[Tok]) -> Iterator[Tok]:
    """A file, and then what was to be read behind the command that asked for it."""
    yield from found
    yield from reversed(before)


def _number(found: list[Tok] | None) -> int:
    digits = spelled(found or [])
    return int(digits) if digits.isdigit() and len(digits) == 1 else 0


ACTS: dict[str, Callable[[Expander, Tok], None]] = {
    **{f"\\{name}": Expander.define for name in DEFINING},
    **dict.fromkeys(OPERATORS, Expander.operator),
    **dict.fromkeys((r"\newenvironment", r"\renewenvironment"), Expander.environment),
    r"\newtheorem": Expander.theorem,
    **dict.fromkeys((r"\input", r"\include", r"\subfile"), Expander.input),
    **dict.fromkeys(CONDITIONS, Expander.condition),
    r"\else": Expander.otherwise,
    r"\fi": lambda expander, at: None,
}

__all__ = ["Expander", "Macro"]
