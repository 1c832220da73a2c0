r"""Which reasons make a claim follow, where the notes name none, or too few? ``with_reasons(loaded)``.

Tried in turn: what the notes name; with it the rules that are about what the claim speaks of and the definitions of its
symbols; with these each claim that stands near before it, last first, then each theorem before it; then two that are
near. The first that does is made as small as it can be by leaving out one after another. Nothing is proved here: what is
found is put down as the claim's reasons, and judged as any others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ntkprops.errors import NtkpropsError, guarded
from ntkprops.language.tree import walk
from ntkprops.notes.claims import Asked, resolved
from ntkprops.notes.loader import Loaded
from ntkprops.proof.argument import argue
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Assume, Cite, Definition, Ledger, Reason, Row, Statement, cite, definition
from ntkprops.statement.rules import RULES

ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\\Pr|\\mathbb\{?P|\\mathbf\{?1|\\mathbb\{?[1I]", ("event_inclusion", "union_bound", "linearity", "anti_concentration", "markov", "chebyshev", "hoeffding")),
    (r"\\mathbb\{?\s*E|\\Var|Var", ("linearity", "absolute_expectation", "jensen", "gaussian_moments", "norm_domination")),
    (r"\\\||\\Vert|\\lVert", ("triangle", "cauchy_schwarz", "norm_definition", "norm_domination", "linearity")),
    (r"\\langle|\\top", ("cauchy_schwarz", "norm_definition", "linearity")),
    (r"\|", ("triangle", "cauchy_schwarz", "linearity")),
    (r"lambda_\{?\\?(?:min|max)", ("weyl", "rayleigh", "triangle")),
    (r"\\sum", ("linearity", "triangle", "cauchy_schwarz")),
    (r"\\int", ("fundamental_theorem", "exponential_integral", "triangle", "linearity")),
    (r"\\frac\{\s*d|\\dot", ("chain_rule", "gradient", "linearity", "rayleigh")),
    (r"\\nabla|\\partial", ("gradient", "chain_rule")),
    (r"\\exp", ("groenwall",)),
)  # fmt: skip
ALWAYS = ("algebra", "substitution")
MOST_NEAR, MOST_STATED = 5, 6


@dataclass
class _Search:
    """Looks for reasons claim by claim; ``lecture`` is what was found so far."""

    loaded: Loaded
    book: Book
    cites: dict[str, set[str]] = field(default_factory=dict)
    found: dict[str, tuple[Reason, ...]] = field(default_factory=dict)

    def reasons(self, label: str, item: Statement | Row, asked: Asked) -> tuple[Reason, ...]:
        """The smallest reasons that were found, or all that were named and are about it."""
        named = tuple(r for r in resolved(asked.named, self.loaded.parts.labels) if not self._leans(r, label))
        try:
            with guarded():
                reading = self.book.reading(label, corrected=False)
        except NtkpropsError:
            return named
        wide = self._wide(reading, named)
        for by in self._tries(label, reading, named, wide, asked):
            for corrected in (False, True):
                if self._follows(reading, by, corrected):
                    return self._smallest(by, lambda part, form=corrected: self._follows(reading, part, form))
        return tuple(dict.fromkeys((*named, *(r for r in item.by if isinstance(r, Assume)), *wide)))

    def _tries(
        self, label: str, reading: Reading, named: tuple[Reason, ...], wide: tuple[Reason, ...], asked: Asked
    ) -> Iterator[tuple[Reason, ...]]:
        if named:
            yield named
        yield wide
        every = [name for name in asked.near if not self._leans(cite(name), label)]
        near = every[:MOST_NEAR]
        for name in near:
            yield (*wide, cite(name))
        for name in self._stated_before(label)[:MOST_STATED]:
            if name not in near:
                yield (*wide, cite(name))
        if len(near) > 1 and reading.probability is None:
            yield (*wide, *map(cite, near))

    def _wide(self, reading: Reading, named: Sequence[Reason]) -> tuple[Reason, ...]:
        text = " ".join(reading.printed.then)
        rules = [*ALWAYS, *(name for pattern, names in ABOUT if re.search(pattern, text) for name in names)]
        symbols = {part.name for tree in reading.then for part in walk(tree) if part.head == "symbol"}
        meant = self._meant(symbols)
        return tuple(dict.fromkeys((*named, *(RULES[name] for name in rules), *map(definition, meant))))

    def _meant(self, symbols: set[str]) -> list[str]:
        """The symbols that the notes define, and those that these definitions speak of."""
        known = self.book.meanings(corrected=False)
        found: list[str] = []
        waiting = sorted(symbols)
        while waiting and len(found) < 8:
            name = waiting.pop(0)
            if name in found or name not in known:
                continue
            found.append(name)
            waiting += sorted({p.name for m in known[name] for p in walk(m.rule.value) if p.head == "symbol"})
        return found

    def _stated_before(self, label: str) -> list[str]:
        """What is stated or defined before a claim and is no row, last first, definitions at the end."""
        before: list[Statement] = []
        for item, _ in self.loaded.lecture.rows():
            if item.label == label:
                break
            if isinstance(item, Statement) and not label.startswith(f"{item.label}.") and item.label != label:
                before.append(item)
        proving = next((part.of.label for part in self.loaded.lecture.parts if isinstance(part, Ledger) and any(row.label == label for row in part.rows)), "")
        own = [one for one in before if not part_of_proof(one.label, proving)]
        return [one.label for one in sorted(reversed(own), key=lambda one: one.defines) if not self._leans(cite(one.label), label)]

    def _leans(self, reason: Reason, label: str) -> bool:
        """Whether a citation leads back to the claim that would cite it."""
        seen: set[str] = set()
        waiting = [reason.label] if isinstance(reason, Cite) else []
        while waiting:
            name = waiting.pop()
            if name == label:
                return True
            if name not in seen:
                seen.add(name)
                waiting += self.cites.get(name, ())
        return False

    def _follows(self, reading: Reading, by: Sequence[Reason], corrected: bool) -> bool:
        attempt = replace(reading, printed=replace(reading.printed, by=tuple(by)))
        try:
            with guarded():
                return argue(self.book, attempt, corrected=corrected).is_proved
        except NtkpropsError:
            return False

    def _smallest(self, by: tuple[Reason, ...], follows: Callable[[Sequence[Reason]], bool]) -> tuple[Reason, ...]:
        """Without what is not needed: halves first, then one at a time."""
        kept = list(by)
        size = max(1, len(kept) // 2)
        while kept:
            for start in range(0, len(kept), size):
                fewer = [*kept[:start], *kept[start + size :]]
                if fewer != kept and follows(fewer):
                    kept = fewer
                    break
            else:
                if size == 1:
                    break
                size //= 2
        return tuple(kept)


def part_of_proof(label: str, proving: str) -> bool:
    """Whether a label is of what a proof proves, or of a part of it."""
    return bool(proving) and (label == proving or label.startswith(f"{proving}."))


def with_reasons(loaded: Loaded, step: Callable[[str, int, int], None] = lambda label, done, total: None) -> Loaded:
    """The notes with reasons for every claim; those that a mark gives stay as they are.

    Args:
        loaded: what ``load_notes`` gave.
        step: called with the label, the number done and the total before each claim.
    """
    search = _Search(loaded, Book(loaded.lecture))
    for label, asked in loaded.parts.asked.items():
        search.cites[label] = {r.label for r in resolved(asked.named, loaded.parts.labels) if isinstance(r, Cite)}
    every = list(loaded.lecture.rows())
    for done, (item, _) in enumerate(every):
        step(item.label, done, len(every))
        asked = loaded.parts.asked.get(item.label)
        if asked is None or (asked.firm and item.by and not any(isinstance(r, Assume) for r in item.by)):
            continue
        by = search.reasons(item.label, item, asked)
        search.found[item.label] = by
        search.cites[item.label] = {r.label for r in by if isinstance(r, Cite)}
    return replace(loaded, lecture=_with(loaded.lecture, search.found))


def _with(lecture: Lecture, found: dict[str, tuple[Reason, ...]]) -> Lecture:
    """The lecture with reasons in their places."""

    def put(part: Statement | Ledger) -> Statement | Ledger:
        if isinstance(part, Statement):
            return replace(part, by=found.get(part.label, part.by))
        rows = tuple(replace(row, by=found.get(row.label, row.by)) for row in part.rows)
        return replace(part, of=put(part.of), rows=rows)

    return replace(lecture, parts=tuple(put(part) for part in lecture.parts))


def are_found(loaded: Loaded, label: str, by: Sequence[Reason]) -> tuple[Reason, ...]:
    """Those reasons of a claim that the notes do not name."""
    asked = loaded.parts.asked.get(label, Asked())
    named = resolved(asked.named, loaded.parts.labels)
    return tuple(reason for reason in by if reason not in named)


__all__ = ["Definition", "are_found", "with_reasons"]
