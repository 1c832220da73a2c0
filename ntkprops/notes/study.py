r"""All that was found out of a document, and what is noted of it: ``Study``, ``Reason``, ``Open``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ntkprops.language.tree import Expr
from ntkprops.notes.facts import Facts
from ntkprops.notes.solving import Solution, Told
from ntkprops.notes.spellings import Spellings
from ntkprops.notes.unify import Node, Where, dimension, is_number

LENGTHS = ("d", "n", "p", "q", "m", "D", "N")  # letters that print uses for a length


@dataclass(frozen=True)
class Reason:
    """One thing that was inferred, from what: a formula, words, a comment line, a convention."""

    said: str
    by: str
    latex: str = ""
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        at = f" ({self.file}:{self.line})" if self.line else ""
        return f"{self.said}: {self.by}{' ' + self.latex if self.latex else ''}{at}"


@dataclass(frozen=True)
class Open:
    """What is not settled of a symbol, the places that need it, and the comment line that settles it.

    Args:
        symbol: its spelling.
        kind: ``unsettled`` or ``contradiction`` (no claim that speaks of the symbol may be judged), ``double`` (it
            means something else at ``places``, which may not be judged), ``local`` (it has a meaning only where a
            range binds it), ``stray`` (nothing introduces it, and another letter may be meant), ``outvoted`` (one
            formula stands against all others, which the table follows).
        problem: what is not settled, in words.
        places: the formulas that need it, or that stand against the others.
        remedy: the comment line.
        against: formulas that say otherwise.
    """

    symbol: str
    kind: str
    problem: str
    places: tuple[Where, ...]
    remedy: str
    against: tuple[Where, ...] = ()


@dataclass
class Study:
    """The shapes and facts of a document, what its author says outright, and the notes taken on the way."""

    solution: Solution
    facts: Facts
    settled: Sequence[Told]
    told: Sequence[Told]
    found: Spellings
    trees: Sequence[tuple[Where, Expr]]
    why: dict[str, list[Reason]] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)
    fresh: dict[Node, str] = field(default_factory=dict)

    def note(
        self,
        name: str,
        kind: str,
        problem: str,
        places: Iterable[Where],
        remedy: str = "",
        *,
        against: tuple[Where, ...] = (),
    ) -> None:
        """Note what is open; one entry for all that is of one kind and one symbol."""
        for at, known in enumerate(self.open):
            if (known.symbol, known.kind) == (name, kind):
                self.open[at] = replace(known, places=tuple(dict.fromkeys((*known.places, *places))))
                return
        remedy = remedy or f"{name} is a real; or {name}: vector(d)"
        self.open.append(Open(name, kind, problem, tuple(dict.fromkeys(places)), remedy, against))

    def because(self, name: str, said: str, by: str, place: Where | None = None) -> None:
        """Note why a row is as it is."""
        latex, file, line = (place.latex, place.file, place.line) if place is not None else ("", "", 0)
        reason = Reason(said, by or ("formula" if place else "convention"), latex, file, line)
        known = self.why.setdefault(name, [])
        if reason not in known:
            known.append(reason)

    def places(self, name: str) -> tuple[Where, ...]:
        """The formulas that speak of a symbol."""
        return tuple(dict.fromkeys(where for where, tree in self.trees if name in tree.free))

    def first(self, name: str) -> Where | None:
        """The first formula that speaks of a symbol."""
        return next(iter(self.places(name)), None)

    def is_settled(self, name: str) -> bool:
        """Whether a comment line says of what sort a symbol is."""
        return any(said.name == name and said.sort is not None for said, _ in self.settled)

    def lengths(self) -> set[str]:
        """Every length and range that is printed."""
        collector = self.solution.collector
        nodes = [part for known in collector.symbols.values() for part in (known.member.root.value or ("", ()))[1]]
        nodes += [slot for known in collector.symbols.values() for slot in known.over]
        ranges = {over for tally in collector.bound.values() for over in tally}
        ranges |= {over for ranged in collector.quantified.values() for over, _ in ranged}
        ranges |= {*self.solution.election.letters.values()}
        return ({dimension(node) for node in nodes} | ranges) - {""}

    def length(self, side: Node) -> str:
        """The name of a length; a fresh one where no printed letter may be meant, else nothing."""
        if dimension(side) or side.root in self.fresh:
            return dimension(side) or self.fresh[side.root]
        used = {*self.solution.collector.symbols, *self.found.letters, *self.found.bare}
        named = self.lengths()
        if any(letter in used and letter not in named and self.may_count(letter) for letter in LENGTHS):
            return ""
        taken = used | named | {*self.fresh.values()}
        name = next((letter for letter in LENGTHS if letter not in taken), "")
        if name:
            self.fresh[side.root] = name
            self.because(name, f"{name} is a fresh name of a length that is never printed", "convention")
        return name

    def may_count(self, letter: str) -> bool:
        """Whether a letter may be a length: it is a number, and no index."""
        known = self.solution.collector.symbols.get(letter)
        return known is not None and is_number(known.member) and letter not in self.solution.election.letters
