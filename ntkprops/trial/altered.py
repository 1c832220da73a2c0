r"""A lecture with one printed part changed, judged with what is known of the rest: ``Altered``.

A claim's verdict rests on its own text, on what it cites, on the rows above it in its chain and on the definitions it
names. So after a change only the changed claim is judged anew and, if it stands, the claims that use it, as far as
verdicts can differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ntkprops.errors import FormulaError
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.proof.book import Book, printed_relations
from ntkprops.proof.reading import definitions, printed
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Cite, Definition, Ledger, Row, Statement
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Verdict

Item = Statement | Row


@dataclass(frozen=True)
class Part:
    """A printed part of a claim: ``name`` is ``then``, ``given``, ``probability`` or ``for_all``."""

    label: str
    name: str
    index: int
    latex: str


def parts_of(item: Item) -> Iterator[Part]:
    """Every printed part of a claim that is a formula, conclusions first."""
    if isinstance(item, Row):
        yield Part(item.label, "then", 0, item.latex)
        return
    for name in ("then", "given"):
        for index, text in enumerate(getattr(item, name)):
            yield Part(item.label, name, index, text)
    for name in ("probability", "for_all"):
        if getattr(item, name):
            yield Part(item.label, name, 0, getattr(item, name))


def editable(item: Item) -> tuple[Part, ...]:
    """Every printed part of a claim, and of a statement an empty one for a hypothesis that it may lack."""
    lacking = () if isinstance(item, Row) else (Part(item.label, "given", len(item.given), ""),)
    return (*parts_of(item), *lacking)


def mapped(lecture: Lecture, change: Callable[[Item], Item]) -> Lecture:
    """The lecture with every statement and row changed."""

    def part(one: Statement | Ledger) -> Statement | Ledger:
        if isinstance(one, Statement):
            return change(one)  # type: ignore[return-value]
        return replace(one, of=change(one.of), rows=tuple(map(change, one.rows)))  # type: ignore[arg-type]

    return replace(lecture, parts=tuple(map(part, lecture.parts)))


def with_part(lecture: Lecture, part: Part, text: str | None) -> Lecture:
    """The lecture with another text for one part; a hypothesis is dropped where the text is None."""

    def change(item: Item) -> Item:
        if item.label != part.label:
            return item
        if isinstance(item, Row):
            return replace(item, latex=text or item.latex)
        if part.name in ("probability", "for_all"):
            return replace(item, **{part.name: text or ""})
        entries = list(getattr(item, part.name))
        entries[part.index : part.index + 1] = [] if text is None else [text]
        return replace(item, **{part.name: tuple(entries)})

    return mapped(lecture, change)


def without_errata(lecture: Lecture) -> Lecture:
    """The lecture as if nobody had found anything wrong with it."""
    return mapped(lecture, lambda item: replace(item, errata=()))


def as_corrected(lecture: Lecture) -> Lecture:
    """The lecture in which the corrected parts are the printed ones."""

    def change(item: Item) -> Item:
        if isinstance(item, Statement):
            mended = printed(item, None, corrected=True)
            kept = {name: getattr(mended, name) for name in ("then", "given", "probability", "for_all", "by")}
            return replace(item, **kept, errata=())
        for erratum in item.errata:
            if erratum.part == "then" and isinstance(erratum.corrected, str):
                item = replace(item, latex=erratum.corrected)
            elif erratum.part == "by" and not isinstance(erratum.corrected, str):
                item = replace(item, by=erratum.corrected)
        return replace(item, errata=())

    return mapped(lecture, change)


@dataclass(frozen=True)
class Fallout:
    """What a change does: the verdict on the changed claim, and on those that use it, up to the first that falls."""

    own: Verdict
    users: tuple[tuple[str, Verdict], ...] = ()

    @property
    def fallen(self) -> tuple[str, Verdict] | None:
        """The user that no longer stands, if there is one."""
        return next(((label, found) for label, found in self.users if not found.outcome.stands), None)


@dataclass(frozen=True)
class Known:
    """A judge who has judged the claims of a lecture without errata, and who uses whom in it."""

    judge: Judge

    @cached_property
    def definers(self) -> dict[str, list[str]]:
        """By spelling, the claims that define it."""
        return _definers(self.judge.book)

    @cached_property
    def citing(self) -> dict[str, tuple[str, ...]]:
        """By label, the claims that use it: they cite it, stand below it in a chain, or unfold what it defines."""
        book = self.judge.book
        found: dict[str, list[str]] = {label: [] for label in book.entries}
        for label in book.entries:
            for used in sorted(_used(book, label, self.definers)):
                found[used].append(label)
        return {label: tuple(users) for label, users in found.items()}

    def users_of(self, part: Part) -> tuple[str, ...]:
        """The claims whose verdicts rest on a part: those that cite its claim, and rows that inherit a hypothesis."""
        entries = self.judge.book.entries
        rows = [label for label, e in entries.items() if e.ledger is not None and e.ledger.of.label == part.label]
        inherit = {row for row in rows if part.name != "then" and _inherits(self.judge.book, row, part.name)}
        return tuple(label for label in entries if label in inherit or label in self.citing[part.label])

    def namesakes(self, part: Part, text: str | None) -> tuple[str, ...]:
        """The other claims that define what the part defines, before the change or after it: no two may differ."""
        entries, notation = self.judge.book.entries, self.judge.book.notation
        names = [name for latex in (part.latex, text) if latex for name in _names_in(latex, notation)]
        found = {label for name in names for label in self.definers.get(name, ())}
        return tuple(label for label in entries if label in found and label != part.label)

    def after(self, part: Part, text: str | None) -> Judge:
        """A judge of the lecture with one part changed, who knows the verdicts that cannot differ."""
        book = self.judge.book
        fresh = Book(with_part(book.lecture, part, text))
        stale = {part.label, *self.users_of(part), *self.namesakes(part, text)}
        fresh.readings = {key: found for key, found in book.readings.items() if key[0] not in stale}
        fresh.verdicts = {key: found for key, found in book.verdicts.items() if key[0] not in stale}
        fresh.constants = {key: found for key, found in book.constants.items() if key[0] not in stale}
        fresh.standing = {key: found for key, found in book.standing.items() if key[0] not in stale}
        argued = {key: found for key, found in self.judge.argued.items() if key[0] not in stale}
        return Judge(fresh, argued=argued, contradictions=self.judge.contradictions, effort=self.judge.effort)

    def fallout(self, part: Part, text: str | None) -> Fallout:
        """What becomes of the changed claim and of those that use it; stops at the first that does not stand."""
        judge = self.after(part, text)
        own = judge.verdict(part.label, corrected=False)
        if not own.outcome.stands:
            return Fallout(own)
        waiting, reached = [*self.users_of(part), *self.namesakes(part, text)], []
        if self._constant_differs(judge, part.label):
            waiting += self.citing[part.label]
        waiting = list(dict.fromkeys(waiting))
        seen = set(waiting)
        while waiting:
            label = waiting.pop(0)
            reached.append((label, judge.verdict(label, corrected=False)))
            if not reached[-1][1].outcome.stands:
                break
            if self._constant_differs(judge, label):
                further = [user for user in self.citing[label] if user not in seen]
                for user in further:
                    judge.book.verdicts.pop((user, False), None)
                    judge.book.standing.pop((user, False), None)
                seen.update(further)
                waiting += further
        return Fallout(own, tuple(reached))

    def _constant_differs(self, judge: Judge, label: str) -> bool:
        """Whether a claim now holds with another hidden constant, which those that cite it are told."""
        return judge.book.constants.get((label, False)) != self.judge.book.constants.get((label, False))


def _inherits(book: Book, row: str, name: str) -> bool:
    ledger = book.entry(row).ledger
    assert ledger is not None
    return name == "probability" or getattr(ledger, name) is None


def _used(book: Book, label: str, defined: dict[str, list[str]]) -> set[str]:
    """What a claim cites with the chains above it, the row above it, and what defines the symbols it unfolds."""
    entry = book.entry(label)
    found = {entry.above} - {""}
    for reason in entry.item.by:
        if isinstance(reason, Cite) and reason.label in book.entries:
            found.update(book.chain(reason.label))
        elif isinstance(reason, Definition):
            found.update(defined.get(reason.spelling, ()))
    return found - {label}


def _definers(book: Book) -> dict[str, list[str]]:
    """By spelling, the claims that define it."""
    found: dict[str, list[str]] = {}
    for label, entry in book.entries.items():
        if book.version(label, corrected=False) is None:
            continue
        reading = book.reading(label, corrected=False)
        defines = getattr(entry.item, "defines", False)
        for tree in (*reading.given, *reading.then):
            if defines or ":=" in printed_relations(tree):
                for name, _ in definitions(tree, book.notation):
                    found.setdefault(name, []).append(label)
    return found


def _names_in(latex: str, notation: Notation) -> list[str]:
    """What a formula defines where it stands."""
    try:
        tree = read(latex, notation)
    except FormulaError:
        return []
    return [name for name, _ in definitions(tree, notation)] if ":=" in printed_relations(tree) else []


def known(lecture: Lecture, *, effort: int | None = None, step: Callable[[str, int, int], None] | None = None) -> Known:
    """A lecture without errata, judged whole."""
    judge = Judge(Book(lecture))
    if effort is not None:
        judge.effort = effort
    for done, label in enumerate(judge.book.entries):
        if step is not None:
            step(label, done, len(judge.book.entries))
        judge.verdict(label, corrected=False)
    return Known(judge)


__all__ = [
    "Fallout", "Known", "Part", "as_corrected", "editable", "known", "mapped", "parts_of", "with_part", "without_errata"
]  # fmt: skip
