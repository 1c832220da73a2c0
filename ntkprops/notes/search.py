r"""Which reasons make a claim follow, where the notes name none, or too few? ``with_reasons(loaded)``.

Tried in turn, with what the notes name: nothing more; one rule that is about what the claim speaks of; one claim that
stands near before it or one theorem; all of the rules with all of the definitions; a rule and the claim before. The first
that does is made as small as it can be by leaving out one after another. Nothing is proved here: what is found is put
down as the claim's reasons, and judged as any others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ntkprops.errors import NtkpropsError, guarded
from ntkprops.language.latex import to_latex
from ntkprops.language.tree import Expr, walk
from ntkprops.notes.loader import Loaded
from ntkprops.notes.parts import Asked, resolved
from ntkprops.notes.saying import left_side
from ntkprops.proof.argument import argue
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Assume, Cite, Definition, Ledger, Reason, Row, Statement, cite, definition
from ntkprops.statement.rules import RULES

ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\\Pr|\\mathbb\{?P|\\mathbb\{?E.*\\math(?:bf|bb)\{?[1I]", ("event_inclusion", "union_bound", "linearity", "anti_concentration", "markov", "chebyshev", "hoeffding")),
    (r"\\mathbb\{?\s*E|\\Var|Var", ("linearity", "absolute_expectation", "jensen", "gaussian_moments", "norm_domination")),
    (r"\\\||\\Vert|\\lVert", ("triangle", "cauchy_schwarz", "norm_definition", "norm_domination", "linearity")),
    (r"\\langle|\\top", ("cauchy_schwarz", "rayleigh", "norm_definition", "linearity")),
    (r"\|", ("triangle", "cauchy_schwarz", "linearity")),
    (r"lambda_\{?\\?(?:min|max)", ("weyl", "rayleigh", "triangle")),
    (r"\\sum", ("linearity", "triangle", "cauchy_schwarz")),
    (r"\\int", ("fundamental_theorem", "exponential_integral", "triangle", "linearity")),
    (r"\\frac\{\s*d|\\dot", ("chain_rule", "gradient", "linearity", "rayleigh")),
    (r"\\nabla|\\partial", ("gradient", "chain_rule")),
    (r"\\exp", ("groenwall",)),
)  # fmt: skip
SPLITTING, LARGE = ("triangle",), 70  # what takes large terms apart is tried on them late
MOST_NEAR, MOST_PAIRED, MOST_STATED, MOST_MEANT = 5, 3, 6, 6


@dataclass
class _Search:
    """Looks for reasons claim by claim; ``lecture`` is what was found so far."""

    loaded: Loaded
    book: Book
    cites: dict[str, set[str]] = field(default_factory=dict)
    found: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)  # claims for which no reasons were found

    @property
    def forms(self) -> tuple[bool, ...]:
        """As printed; where the notes have errata, also as corrected."""
        return (False, True) if any(item.errata for item, _ in self.loaded.lecture.rows()) else (False,)

    def reasons(self, label: str, item: Statement | Row, asked: Asked) -> tuple[Reason, ...]:
        """The smallest reasons that were found, or all that were named and are about it."""
        named = tuple(r for r in resolved(asked.named, self.loaded.parts.labels) if not self._leans(r, label))
        try:
            with guarded():
                reading = self.book.reading(label, corrected=False)
        except NtkpropsError:
            return named
        tries = (tuple(dict.fromkeys(by)) for by in self._tries(label, reading, named, asked))
        for by in dict.fromkeys(tries):
            if self._follows(reading, by):
                return self._smallest(by, reading)
        self.lost.add(label)
        assumed = tuple(reason for reason in item.by if isinstance(reason, Assume))
        return (*named, *assumed) if assumed else tuple(dict.fromkeys((*named, *self._about(reading))))

    def _tries(
        self, label: str, reading: Reading, named: tuple[Reason, ...], asked: Asked
    ) -> Iterator[tuple[Reason, ...]]:
        """Sets of reasons, small and likely ones first; their number does not depend on the machine."""
        rules = self._about(reading)
        near = [cite(name) for name in asked.near if not self._leans(cite(name), label)]
        near = sorted(near, key=lambda one: one.label in self.lost)[:MOST_NEAR]
        stated = [cite(name) for name in self._stated_before(label)[:MOST_STATED]]
        direct, meant = self._meant(reading)
        calculus = (RULES["gradient"], RULES["linearity"])
        large = sum(1 for tree in reading.then for _ in walk(tree)) > LARGE
        late = [RULES[name] for name in SPLITTING if large]
        yield named
        yield from ((*named, rule) for rule in rules if rule not in late)
        yield from ((*named, one) for one in (*near, *stated))
        yield (*named, *(rule for rule in rules if rule not in late), *direct)
        for one in near[:MOST_PAIRED]:
            about = dict.fromkeys((*rules, *self._about(self._read(one.label))))
            yield from ((*named, rule, one) for rule in about if rule not in late)
        if len(near) > 1 and reading.probability is None:
            yield (*named, *near)
        yield (*named, *calculus, *meant)
        yield from ((*named, rule) for rule in late)

    def _read(self, label: str) -> Reading | None:
        try:
            return self.book.reading(label, corrected=False)
        except NtkpropsError:
            return None

    def _about(self, reading: Reading | None) -> tuple[Reason, ...]:
        """The rules that are about what a claim speaks of."""
        if reading is None:
            return ()
        text = " ".join((*reading.printed.then, *([to_latex(reading.then[0])] if reading.then else [])))
        names = [name for pattern, names in ABOUT if re.search(pattern, text) for name in names]
        return tuple(RULES[name] for name in dict.fromkeys(names))

    def _meant(self, reading: Reading) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """The definitions of the symbols of a claim, and these with what they speak of in turn."""
        direct = {name for tree in reading.then for name in _names(tree)}
        own = {left_side(text) for text in reading.printed.given if ":=" in text}
        known = {
            name: [m.rule.body for m in meanings]
            for name, meanings in self.book.meanings(corrected=False).items()
            if name in own or all(m.everywhere for m in meanings)
        }
        found: list[str] = []
        waiting = sorted(direct)
        while waiting and len(found) < MOST_MEANT:
            name = waiting.pop(0)
            if name in known and name not in found:
                found.append(name)
                waiting += sorted({inner for body in known[name] for inner in _names(body)})
        return tuple(definition(name) for name in found if name in direct), tuple(map(definition, found))

    def _stated_before(self, label: str) -> list[str]:
        """What is stated or defined before a claim and is no row, last first, definitions at the end."""
        before: list[Statement] = []
        for item, _ in self.loaded.lecture.rows():
            if item.label == label:
                break
            if isinstance(item, Statement) and not label.startswith(f"{item.label}.") and item.label != label:
                before.append(item)
        proving = next(
            (
                part.of.label
                for part in self.loaded.lecture.parts
                if isinstance(part, Ledger) and any(row.label == label for row in part.rows)
            ),
            "",
        )
        own = [one for one in before if not part_of_proof(one.label, proving)]
        return [
            one.label
            for one in (*(one for one in own[::-1] if not one.defines), *(one for one in own[::-1] if one.defines))
            if not self._leans(cite(one.label), label)
        ]

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

    def _follows(self, reading: Reading, by: Sequence[Reason]) -> bool:
        """Whether a claim follows from some reasons as they are printed, else as they are corrected."""
        attempt = replace(reading, printed=replace(reading.printed, by=tuple(by)))
        try:
            with guarded():
                return any(argue(self.book, attempt, corrected=form).is_proved for form in self.forms)
        except NtkpropsError:
            return False

    def _smallest(self, by: tuple[Reason, ...], reading: Reading) -> tuple[Reason, ...]:
        """Without what is not needed: halves first, then one at a time."""
        kept, size = list(by), max(1, len(by) // 2)
        while kept:
            cuts = ([*kept[:start], *kept[start + size :]] for start in range(0, len(kept), size))
            fewer = next((cut for cut in cuts if self._follows(reading, cut)), None)
            if fewer is None and size == 1:
                break
            kept, size = (kept, size // 2) if fewer is None else (fewer, min(size, max(1, len(fewer) // 2)))
        return tuple(kept)


def _names(tree: Expr) -> Iterator[str]:
    """The spellings under which the parts of a formula may be defined."""
    for part in walk(tree):
        if part.head == "symbol":
            yield part.name
        elif part.head == "dot" and part.args[0].head == "symbol":
            yield rf"\dot{{{part.args[0].name}}}"


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
