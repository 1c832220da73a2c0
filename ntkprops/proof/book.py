r"""A lecture as a book of claims that may cite each other: ``Book(lecture)``.

Every claim has two readings, as printed and as corrected. A citation made by a printed claim is of the printed form
if that form stands, else of its correction; a citation made by a corrected claim is of the correction. A row that
starts with a relation continues the row above and lends, besides itself, the composite from the head of its chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ntkprops.derivation.context import Standing
from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.judgment import Source
from ntkprops.errors import FormulaError, LectureError, UnreadError, guarded, nearest
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tokens import continues
from ntkprops.language.tree import Expr, links, number, relation, replace_free, symbol, walk
from ntkprops.proof.facts import Fact, Rewrite, rewriter
from ntkprops.proof.reading import (
    CONSTANT,
    Reading,
    at_time,
    definitions,
    families,
    hypotheses,
    printed,
    rated,
    relations,
    understand,
    universal,
)
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Cite, Ledger, Row, Statement
from ntkprops.verdict import Verdict

STRICTER = {"=": 0, "<=": 1, ">=": 1, "<": 2, ">": 2}


@dataclass(frozen=True)
class Entry:
    """A claim's place in the book: what it is, its ledger, and the label of the row above it in the chain."""

    item: Statement | Row
    ledger: Ledger | None
    above: str = ""


@dataclass(frozen=True)
class Event:
    """What a cited claim of probability lends: facts that hold but for an event of probability ``failure``."""

    label: str
    failure: Expr
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Meaning:
    """A definition and the claim that makes it; one that a claim is given does not hold ``everywhere``.

    An equation that is stated under a condition defines its left side only there.
    """

    label: str
    rule: Rewrite
    everywhere: bool
    conditional: bool = False


@dataclass
class Book:
    """The claims of a lecture by label, their readings, and the verdicts reached so far."""

    lecture: Lecture
    entries: dict[str, Entry] = field(default_factory=dict)
    readings: dict[tuple[str, bool], Reading | FormulaError] = field(default_factory=dict)
    verdicts: dict[tuple[str, bool], Verdict] = field(default_factory=dict)
    constants: dict[tuple[str, bool], Expr] = field(default_factory=dict)
    standing: dict[tuple[str, bool], Standing] = field(default_factory=dict)  # what may be cited; see derivation/check

    def __post_init__(self) -> None:
        above, ledger_before = "", None
        for item, ledger in self.lecture.rows():
            above = above if ledger is ledger_before and ledger is not None else ""
            goes_on = isinstance(item, Row) and continues(item.latex)
            self.entries[item.label] = Entry(item, ledger, above if goes_on else "")
            above, ledger_before = item.label, ledger

    @property
    def notation(self) -> Notation:
        """The lecture's symbols."""
        return self.lecture.notation

    def entry(self, label: str) -> Entry:
        """The claim of a label. Raises ``LectureError`` where there is none."""
        if label not in self.entries:
            raise LectureError(
                f"{label} is cited, but {self.lecture.name} holds no such label. {nearest(label, self.entries)}"
            )
        return self.entries[label]

    def beside(self, label: str) -> tuple[str, ...]:
        """The words beside a claim, or beside what its ledger proves, that were not understood."""
        entry = self.entry(label)
        return tuple(dict.fromkeys((*entry.item.beside, *(entry.ledger.of.beside if entry.ledger is not None else ()))))

    def reading(self, label: str, *, corrected: bool) -> Reading:
        """The trees of a claim. Raises ``FormulaError`` where it is ill-formed."""
        key = (label, corrected)
        if key not in self.readings:
            entry = self.entry(label)
            try:
                with guarded():  # whoever looks at every claim must not fall over one
                    left = self._left(entry, corrected) if entry.above else None
                    self.readings[key] = understand(
                        printed(entry.item, entry.ledger, corrected=corrected), self.notation, left=left
                    )
            except FormulaError as error:
                self.readings[key] = error
        found = self.readings[key]
        if isinstance(found, FormulaError):
            raise found
        return found

    def _left(self, entry: Entry, corrected: bool) -> Expr:
        """The right end of the row above; its correction where the printed one cannot be read."""
        failure: FormulaError = UnreadError("")
        for version in (corrected, True):
            try:
                tree = self.reading(entry.above, corrected=version).then[0]
            except FormulaError as error:
                failure = type(error)(f"the row above, {entry.above}, cannot be read in either form")
                continue
            ends = [left for left, op, _ in links(tree) if op == ":="]
            return ends[0] if ends else tree.args[-1]
        raise failure

    def version(self, label: str, *, corrected: bool) -> bool | None:
        """Which form of a cited claim counts: the asked one if it stands or is not judged yet, else its correction."""
        for version in dict.fromkeys((corrected, True)):
            verdict = self.verdicts.get((label, version))
            if (verdict is None or not verdict.outcome.falls) and self._is_readable(label, version):
                return version
        return None

    def always(self) -> list[Fact]:
        """What the notation says holds throughout."""
        found = []
        for place, text in enumerate(self.notation.always):
            for at, (link, conditions, variables) in enumerate(relations(read(text, self.notation))):
                names = {
                    n
                    for n in _names(link)
                    if (row := self.notation.table.get(n)) and row.sort.kind == "index" and not row.over
                }
                origin = Source("always", (place, at))
                found.append(Fact(link, "notation", frozenset(names | variables), conditions, origin=origin))
        return found

    def cited(self, cite: Cite, *, corrected: bool) -> list[Fact]:
        """The facts that a citation lends, its givens as conditions, taken at the values it names."""
        version = self.version(cite.label, corrected=corrected)
        if version is None:
            return []
        reading = self.reading(cite.label, corrected=version)
        constant = self.constants.get((cite.label, version), symbol(CONSTANT))
        unfold = rewriter(self._own_definitions(reading))
        conditions = tuple(h for h in hypotheses(reading, constant) if h.relation.name != ":=")
        values = {name: read(text, self.notation) for name, text in cite.at}
        facts = []
        for place, link, ranges, variables in self._lent(cite.label, reading, corrected=version):
            if any(part.head == "landau" for part in link.args) and (cite.label, version) not in self.constants:
                continue
            fact = Fact(
                rated(link, constant),
                cite.label,
                universal(reading, link) | variables,
                (*ranges, *conditions),
            )
            free = frozenset(universal(reading, link) | variables | _time_variables(reading, conditions))
            fact = replace(fact, universal=free)
            form = version if place is not None else bool(self.chain_version(cite.label, corrected=version))
            source = Source("cited", place or (0, 0), cite.label, form, tuple(values.items()), whole=place is None)
            for one in self._timed(fact, reading):
                timed = "\0moment" in one.universal
                lent = _mapped(one, unfold).at(values)
                facts.append(replace(lent, origin=replace(source, timed=timed), bindings=()))
        return facts

    def _own_definitions(self, reading: Reading) -> list[Rewrite]:
        trees = (*reading.given, *reading.then)
        return [
            rule
            for tree in trees
            for _, rule in definitions(tree, self.notation)
            if rule.pattern.head == "symbol" and ":=" in printed_relations(tree)
        ]

    def _timed(self, fact: Fact, reading: Reading) -> list[Fact]:
        """For a claim about any family ``w``, also what it says of ``w(t)``."""
        own = families(reading)
        if not own:
            return [fact]
        moment = symbol("\0moment")
        timed = _mapped(fact, lambda tree: at_time(tree, self.notation, moment))
        return [fact, replace(timed, universal=(fact.universal - own) | {"\0moment"})]

    def _lent(
        self, label: str, reading: Reading, *, corrected: bool
    ) -> Iterator[tuple[tuple[int, int] | None, Expr, tuple[Fact, ...], frozenset[str]]]:
        for place, tree in enumerate(reading.then):
            yield from (((place, at), *part) for at, part in enumerate(relations(tree)))
        head = self._composite(label, corrected=corrected)
        if head is not None:
            yield None, head, (), frozenset()

    def chain(self, label: str) -> tuple[str, ...]:
        """The rows of the chain that ends at a row, its head first; a statement is a chain of its own."""
        rows = [label]
        while (above := self.entry(rows[0]).above) != "":
            rows.insert(0, above)
        return tuple(rows)

    def chain_version(self, label: str, *, corrected: bool) -> bool | None:
        """The form in which every row of a chain counts: all as asked, else all corrected; None if neither stands."""
        rows = self.chain(label)
        for version in dict.fromkeys((corrected, True)):
            fallen = [
                row for row in rows if (found := self.verdicts.get((row, version))) is not None and found.outcome.falls
            ]
            if not fallen and all(self._is_readable(row, version) for row in rows):
                return version
        return None

    def _is_readable(self, label: str, version: bool) -> bool:
        try:
            self.reading(label, corrected=version)
        except FormulaError:
            return False
        return True

    def _composite(self, label: str, *, corrected: bool) -> Expr | None:
        """The relation from the head of the chain to the right end of this row, if all point one way and none falls."""
        version = self.chain_version(label, corrected=corrected)
        if version is None:
            return None
        terms: list[Expr] = []
        ops: list[str] = []
        for row in self.chain(label):
            tree = self.reading(row, corrected=version).then[0]
            if tree.head != "chain":
                return None
            steps = [(left, op, right) for left, op, right in links(tree) if op != ":="]
            terms += [steps[0][0]] if not terms else []
            terms += [right for _, _, right in steps]
            ops += [op for _, op, _ in steps]
        directions = {op[0] for op in ops if op != "="}
        if len(ops) < 2 or len(directions) > 1 or not set(ops) <= set(STRICTER):
            return None
        return relation(terms[0], max(ops, key=lambda op: STRICTER[op]), terms[-1])

    def event(self, cite: Cite, *, corrected: bool) -> Event | None:
        """What a citation lends if it is of a claim about probability."""
        version = self.version(cite.label, corrected=corrected)
        if version is None:
            return None
        reading = self.reading(cite.label, corrected=version)
        facts = self.cited(cite, corrected=corrected)
        values = {name: read(text, self.notation) for name, text in cite.at}
        if reading.probability is not None:
            failure = replace_free(Expr("add", (number(1), Expr("neg", (reading.probability,)))), values)
            within = inside_the_event(reading)
            held = tuple(
                replace(fact, sure=False, universal=fact.universal & within, origin=_of_kind(fact, "event"))
                for fact in facts
            )
            return Event(cite.label, failure, held)
        tails = [(fact, opposite) for fact in facts if (opposite := _complement(fact.relation)) is not None]
        if not tails:
            return None
        fact, opposite = min(tails, key=lambda pair: len(repr(pair[0].relation.args[1])))
        return Event(
            cite.label,
            fact.relation.args[1],
            (
                replace(
                    fact, relation=opposite, sure=False, universal=frozenset(), origin=_of_kind(fact, "tail")
                ),
            ),
        )

    def trees(self) -> Iterator[Expr]:
        """Everything that the notes say and that can be read, in either form."""
        for label in self.entries:
            for version in (False, True):
                if self._is_readable(label, version):
                    reading = self.reading(label, corrected=version)
                    yield from (*reading.given, *reading.then)

    def meanings(self, *, corrected: bool) -> dict[str, list[Meaning]]:
        """Every definition in the book by spelling, in the form that counts, each said once."""
        found: dict[str, dict[tuple[Rewrite, bool], Meaning]] = {}
        for label in self.entries:
            version = self.version(label, corrected=corrected)
            if version is None:
                continue
            reading = self.reading(label, corrected=version)
            for everywhere, trees in ((reading.printed.defines, reading.given), (True, reading.then)):
                for tree in trees:
                    is_bare = ":=" not in printed_relations(tree)
                    if reading.printed.defines or not is_bare:
                        for name, rule in definitions(tree, self.notation):
                            known = found.setdefault(name, {})
                            meaning = Meaning(label, rule, everywhere, is_bare and bool(reading.given))
                            known.setdefault((rule, everywhere), meaning)
        return {name: list(known.values()) for name, known in found.items()}

    def paths(self) -> frozenset[str]:
        """The functions of time whose derivative the notes speak of."""
        moving = (part for tree in self.trees() for part in walk(tree) if part.head in ("derivative", "dot"))
        return frozenset(root_of(part.args[0]).name for part in moving)

    def defined(self, *, corrected: bool) -> dict[str, list[Rewrite]]:
        """Every definition that holds everywhere by spelling, in the form that counts.

        What a claim is given as the meaning of a symbol is its own: where another claim speaks of it, it is any value.
        """
        return {
            name: rules
            for name, known in self.meanings(corrected=corrected).items()
            if (rules := [meaning.rule for meaning in known if meaning.everywhere and not meaning.conditional])
        }


def _of_kind(fact: Fact, kind: str) -> Source:
    assert isinstance(fact.origin, Source)
    return replace(fact.origin, kind=kind)


def inside_the_event(reading: Reading) -> frozenset[str]:
    r"""What a claim of probability says "for all" of; an index that is only printed stays one and the same."""
    ranged = frozenset().union(*(variables for tree in reading.then for _, _, variables in relations(tree)))
    bound = frozenset().union(*(binder.free for binder in reading.for_all))
    return ranged | bound | {"\0moment"}


def _mapped(fact: Fact, change) -> Fact:
    return replace(fact, relation=change(fact.relation), conditions=tuple(_mapped(c, change) for c in fact.conditions))


def _time_variables(reading: Reading, conditions: tuple[Fact, ...]) -> frozenset[str]:
    """The times that the claim's givens mention freely: they range with the claim."""
    table = reading.scope.notation.table
    names = {
        n for c in conditions for part in (c, *c.conditions) for n in _names(part.relation) if n not in c.universal
    }
    return frozenset(n for n in names if n in table and table[n].sort.kind == "time")


def _complement(link: Expr) -> Expr | None:
    """From ``Pr[E] <= p`` the relation that holds off ``E``."""
    left = link.args[0]
    if link.name not in ("<=", "<") or left.head != "Pr" or left.args[0].head != "chain" or len(left.args[0].args) != 2:
        return None
    inside = left.args[0]
    opposite = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}.get(inside.name)
    return relation(inside.args[0], opposite, inside.args[1]) if opposite else None


def printed_relations(tree: Expr) -> tuple[str, ...]:
    """The relation signs of a formula, in order."""
    items = tree.args if tree.head == "items" else (tree,)
    return tuple(op for item in items for op in item.relations)


def _names(tree: Expr) -> set[str]:
    return (
        {tree.name}
        if tree.head == "symbol"
        else set().union(*(_names(arg) for arg in tree.args))
        if tree.args
        else set()
    )
