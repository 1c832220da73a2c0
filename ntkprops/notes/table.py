r"""From shapes and facts to the rows of a notation table, each with its reasons: ``tabulate(trees, ..)``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ntkprops.language.notation import Sort, Symbol, count, event, probability, real, sign, time
from ntkprops.language.tree import Expr, number, walk
from ntkprops.language.vocabulary import is_word
from ntkprops.notes.facts import Facts, facts, items
from ntkprops.notes.rewriting import WHOLE, plain
from ntkprops.notes.said import Said
from ntkprops.notes.solving import Conflict, Solution, Told, solve
from ntkprops.notes.spellings import UNKNOWN_RANGE, Spellings
from ntkprops.notes.unify import Node, Where, dimension, is_number, words
from ntkprops.notes.uses import arguments, quantified

COUNTS = ("n", "m", "N")
LENGTHS = ("d", "n", "p", "q", "m", "D", "N")  # letters that print uses for a length
STEPS = ("k", "l", "i", "j")
RESERVED = frozenset({UNKNOWN_RANGE, "I", ""})


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

    ``kind`` is ``unsettled`` or ``contradiction`` (no claim that speaks of the symbol may be judged), ``double`` (it means
    something else at ``places``, which may not be judged), ``local`` (it has a meaning only where a range binds it),
    ``stray`` (nothing introduces it, and another letter may be meant), or ``outvoted`` (one formula stands against all
    others, which the table follows). ``against`` are places that say otherwise.
    """

    symbol: str
    kind: str
    problem: str
    places: tuple[Where, ...]
    remedy: str
    against: tuple[Where, ...] = ()


@dataclass
class Table:
    """Rows, reasons by spelling, and what is open."""

    rows: list[Symbol] = field(default_factory=list)
    why: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)


def tabulate(
    trees: Sequence[tuple[Where, Expr]], *, settled: Sequence[Told], told: Sequence[Told], found: Spellings
) -> Table:
    """The table of what was read."""
    trees = plain(trees, found.parametric)
    solution = solve(trees, settled=settled, told=told)
    return _Tabulation(solution, facts(trees), settled, told, found, trees).run()


@dataclass
class _Tabulation:
    solution: Solution
    facts: Facts
    settled: Sequence[Told]
    told: Sequence[Told]
    found: Spellings
    trees: Sequence[tuple[Where, Expr]]
    table: Table = field(default_factory=Table)
    why: dict[str, list[Reason]] = field(default_factory=dict)
    fresh: dict[Node, str] = field(default_factory=dict)

    def run(self) -> Table:
        self.contradictions()
        blocked = {one.symbol for one in self.table.open if one.kind == "contradiction"}
        rows = {said.name: self.row(said.name) for said, _ in self.settled}
        for name in self.names():
            if name not in rows and name not in blocked:
                rows[name] = self.row(name)
        kept = [row for row in rows.values() if row is not None]
        dims = {dim for row in kept for dim in (*row.over, *row.sort.dims, *_of(row)) if not dim.isdigit()}
        by_name = {row.name: row for row in kept}
        for dim in sorted(dims):
            if by_name.get(dim, _COUNT).sort != count:
                self.open(dim, "contradiction", f"{dim} is a length, and used as {by_name[dim].sort}", self.places(dim))
            by_name[dim] = Symbol(dim, count)
            self.because(dim, f"{dim} is a count", "what is of this length or range", self.length_place(dim))
        order = {"count": 0, "index": 1}
        self.table.rows = sorted(by_name.values(), key=lambda row: order.get(row.sort.kind, 2))
        self.unsaid(by_name.keys())
        self.table.why = {name: tuple(reasons) for name, reasons in self.why.items()}
        return self.table

    def unsaid(self, known: Collection[str]) -> None:
        """Whatever stands free in a formula, and was passed over, is open."""
        noted = {*known, *RESERVED, *(one.symbol for one in self.table.open if one.kind != "double")}
        for where, tree in self.trees:
            for part in walk(tree):
                if part.head == WHOLE:
                    self.open(part.name, "double", f"{part.name} is a function, and stands here without its argument", (where,))
            for item in items(tree):
                bound = arguments(item) | (quantified(item.args[0]) if item.head == "forall" else frozenset())
                for name in sorted(tree.free - bound - noted):
                    if not is_word(name):
                        self.open(name, "unsettled", f"nothing was found out of {name}", (where,))

    def names(self) -> Iterator[str]:
        """The symbols that occur free, in order of their first use."""
        known = self.solution.collector.symbols
        uses = self.solution.collector.uses
        yield from (name for name in known if name in uses and name not in RESERVED and not is_word(name))

    def row(self, name: str) -> Symbol | None:
        """The row of one symbol; None, and an entry of what is open, where it is not settled."""
        said = next((said for said, _ in self.settled if said.name == name), Said(name))
        if said.sort is not None:
            self.because(name, f"{name} is {said.sort}", "comment line", next(p for s, p in self.settled if s is said))
        known = self.solution.collector.symbols.get(name)
        if known is not None and known.doubles:
            problem = f"{name} is a family, and stands here for one of its members"
            self.open(name, "double", problem, tuple(dict.fromkeys(known.doubles)))
        letter = said.sort is None and name in self.solution.election.letters
        sort = self.letter(name) if letter else self.sort(name, said)
        if sort is None:
            return None
        over = said.over or (self.over(name) if known is not None and said.sort is None else ())
        if over is None:
            return None
        random = said.random or (name in self.facts.random and sort.kind not in ("index", "count"))
        law = said.law or self.facts.laws.get(name, ("",))[0] * (sort.kind in ("vector", "sign", "real"))
        if random and not said.random:
            self.because(name, f"{name} is random", self.facts.random[name][0], self.facts.random[name][1])
        return Symbol(name, sort, "", tuple(over), said.of or self.of(name), random, law)

    def letter(self, name: str) -> Sort | None:
        over = self.solution.election.letters[name]
        votes = [vote for vote in self.solution.collector.votes if vote.letter == name]
        others = [vote for vote in votes if dimension(vote.slot) not in ("", over)]
        if over and 3 * len(others) > len(votes) - len(others) and not self.is_settled(name):
            problem = f"{name} runs to {over} in most places, and to {dimension(others[0].slot)} in others"
            self.open(name, "contradiction", problem, [vote.place for vote in others], f"{name} over {over}")
            return None
        if not over:
            places = tuple(dict.fromkeys(vote.place for vote in votes))
            self.open(name, "unsettled", f"the range of the index {name} is not printed", places, f"{name} over n")
            return None
        first = next((place for over_, place in self.solution.collector.quantified.get(name, ()) if over_ == over), None)
        self.because(name, f"{name} runs from 1 to {over}", "its uses", first or votes[0].place)
        return Sort("index", (over,))

    def is_settled(self, name: str) -> bool:
        return any(said.name == name and said.sort is not None for said, _ in self.settled)

    def sort(self, name: str, said: Said) -> Sort | None:
        known = self.solution.collector.symbols.get(name)
        if said.sort is not None and (known is None or said.sort.dims or said.sort.kind not in ("vector", "matrix", "function")):
            return said.sort
        if known is None:
            return None
        value = known.member.root.value
        if is_number(known.member):
            return self.number(name)
        if value is None or value[0] == "family":
            problem = f"nothing says whether {name} is a number, a vector or a matrix"
            self.open(name, "unsettled", problem, self.places(name), f"{name} is a real; or {name}: vector(d)")
            return None
        self.because(name, f"{name} is {words(known.member)}", "", known.member.root.place)
        return event if value[0] == "event" else self.tensor(name, value[1])

    def tensor(self, name: str, sides: tuple[Node, ...]) -> Sort | None:
        lengths = [self.length(side) for side in sides]
        if "" in lengths:
            if self.follows(name, sides[lengths.index("")]):
                return None
            problem = f"a length of {name} is not printed, and may be one of the counts that are"
            self.open(name, "unsettled", problem, self.places(name), f"{name}: vector(d)" if lengths[1] == "1" else f"{name}: matrix(n, d)")
            return None
        rows, columns = lengths
        return Sort("vector", (rows,)) if columns == "1" else Sort("covector", (columns,)) if rows == "1" else Sort("matrix", (rows, columns))

    def follows(self, name: str, side: Node) -> bool:
        """Whether a length is the range of an index that is open itself; then the remedy is that of the index."""
        votes = (vote for vote in self.solution.collector.votes if vote.letter and vote.slot.root is side.root)
        letter = next((vote.letter for vote in votes if not self.solution.election.letters.get(vote.letter)), "")
        if letter:
            problem = f"a length of {name} is the range of {letter}, which is not printed"
            self.open(name, "unsettled", problem, self.places(name), f"{letter} over n")
        return bool(letter)

    def length(self, side: Node) -> str:
        """The name of a length; a fresh one where no printed letter may be meant."""
        if dimension(side):
            return dimension(side)
        if side.root in self.fresh:
            return self.fresh[side.root]
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
        known = self.solution.collector.symbols.get(letter)
        return known is not None and is_number(known.member) and letter not in self.solution.election.letters

    def lengths(self) -> set[str]:
        """Every length and range that is printed."""
        collector = self.solution.collector
        nodes = [part for known in collector.symbols.values() for part in (known.member.root.value or ("", ()))[1]]
        nodes += [slot for known in collector.symbols.values() for slot in known.over]
        ranges = {over for tally in collector.bound.values() for over in tally}
        ranges |= {over for ranged in collector.quantified.values() for over, _ in ranged}
        ranges |= {*self.solution.election.letters.values()}
        return ({dimension(node) for node in nodes} | ranges) - {""}

    def number(self, name: str) -> Sort | None:
        """What kind of number."""
        if name in self.lengths():
            self.because(name, f"{name} is a count", "what is of this length or range", self.length_place(name))
            return count
        for said, place in self.told:
            steps = said.sort == time and name in self.facts.stepping
            if said.name == name and said.sort is not None and said.sort.is_scalar and not steps:
                self.because(name, f"{name} is a {said.sort.kind}", f"words: {said.words}", place)
                return said.sort
        if self.facts.laws.get(name, ("",))[0] == "rademacher":
            self.because(name, f"{name} is a sign", "its law", self.facts.laws[name][1])
            return sign
        if name in self.facts.signs:
            sort, place = self.facts.signs[name]
            self.because(name, f"{name} is {sort.kind}", "printed behind its definition, taken as a hypothesis", place)
            return sort
        is_count = name in COUNTS and name not in self.facts.defined
        return self.conventional(name) if is_count else self.moment(name)

    def conventional(self, name: str) -> Sort:
        self.because(name, f"{name} is a count", "convention: this letter is a whole number")
        return count

    def moment(self, name: str) -> Sort | None:
        """A time, a step, or any real number."""
        if name in self.facts.stepping and name not in self.facts.moving:
            problem = f"{name} counts steps, and nothing says from where"
            self.open(name, "unsettled", problem, self.places(name), f"{name} is a count; or {name} is a time")
            return None
        if self.is_stray(name):
            remedy = f"{name} is a real"
            self.open(name, "stray", f"{name} stands in one formula only, and nothing introduces it", self.places(name), remedy)
            return None
        bound = name in self.facts.ranged and name not in self.facts.times
        if bound and self.is_argument(name):
            where = self.facts.ranged[name]
            self.open(name, "local", f"{name} has a meaning only where {where.latex} binds it", (where,), f"{name} is a time")
            return None
        if name in self.facts.times or (name == "t" and self.facts.moving and self.is_argument(name)):
            self.because(name, f"{name} is a time", "convention: what moves with it", self.facts.times.get(name))
            return time
        if name in STEPS:
            self.open(name, "unsettled", f"{name} is a number here, and may be whole", self.places(name), f"{name} is a count")
            return None
        self.because(name, f"{name} is a real number", self.solution.assumed.get(name, "its uses"), self.first(name))
        return real

    def is_stray(self, name: str) -> bool:
        r"""Whether a letter stands once, where another would be meant: ``\lambda`` beside ``\lambda_0``, the end of a time."""
        places = self.places(name)
        if len(places) != 1 or name in self.facts.defined:
            return False
        alike = [other for other in self.solution.collector.symbols if other.startswith(f"{name}_")]
        ends = {part.args[2] for _, tree in self.trees for part in walk(tree) if part.head == "integral"}
        is_end = any(end.name == name for end in ends) and bool(self.facts.times)
        return is_end or any(len(self.places(other)) >= 3 for other in alike)

    def is_argument(self, name: str) -> bool:
        given = (part for use in self.solution.collector.uses.values() for parts in use.given for part in parts)
        return any(part.head == "symbol" and part.name == name for part in given)

    def over(self, name: str) -> tuple[str, ...] | None:
        """The ranges of a symbol's own indices."""
        known, found = self.solution.collector.symbols[name], []
        for slot in known.over:
            length = dimension(slot)
            if not length and self.follows(name, slot):
                return None
            if not length:
                self.open(name, "unsettled", f"the range of an index of {name} is not printed", self.places(name), f"{name}: vector(d) over n")
                return None
            vote = next((v for v in self.solution.collector.votes if v.owner == name and v.slot.root is slot.root), None)
            self.because(name, f"an index of {name} runs from 1 to {length}", "its uses", vote.place if vote else None)
            found.append(length)
        return tuple(found)

    def of(self, name: str) -> tuple[Sort | str, ...]:
        """What a symbol is applied to: sorts where it always is applied, else words."""
        use, known = self.solution.collector.uses.get(name), self.solution.collector.symbols.get(name)
        raised = self.found.doubtful[name] and name not in self.found.applied  # a moment above it, and then a factor
        if use is None or known is None or not use.given or raised:
            return ()
        return tuple(self.argument(name, place) for place in range(len(known.given)))

    def argument(self, name: str, place: int) -> Sort | str:
        use, known = self.solution.collector.uses[name], self.solution.collector.symbols[name]
        given = {parts[place] for parts in use.given if len(parts) > place}
        if len(known.given) == 1 and name in self.facts.moving and name not in self.facts.stepping:
            return "time"
        if len(known.given) == 1 and name in self.facts.stepping:
            return "step"
        if given == {number(0)}:
            return "start"
        value = known.given[place].root.value
        if use.plain or place in known.mixed or value is None or value[0] != "tensor":
            return min((part.name for part in given if part.head == "symbol"), default="argument")
        sides = [self.length(side) for side in value[1]]
        if "" in sides:
            return "argument"
        return real if sides == ["1", "1"] else Sort("vector", (sides[0],)) if sides[1] == "1" else Sort("matrix", tuple(sides))

    def contradictions(self) -> None:
        """Relations that were set aside: what most others ask for stands, where they are three to one."""
        against: dict[str, list[Conflict]] = {}
        for conflict in self.solution.conflicts:
            lengths = self.solution.election.letters.keys() | self.lengths()
            for name in conflict.names - lengths or conflict.names:
                against.setdefault(name, []).append(conflict)
        for name, conflicts in against.items():
            enough = self.is_settled(name) or self.solution.support[name] >= 3 * len(conflicts)
            places = tuple(dict.fromkeys(conflict.place for conflict in conflicts))
            both = {place: None for c in conflicts for _, place in (c.clash.first, c.clash.second) if place is not None}
            others = tuple(place for place in both if place not in places)
            self.open(name, self.kind(places, enough=enough), f"{name}: {conflicts[0].clash}", places, against=others)
        for owner, over, lost, won in self.solution.election.lost:
            places = tuple(dict.fromkeys(vote.place for vote in lost))
            other = next((vote.over or self.solution.election.letters.get(vote.letter, "") for vote in lost), "")
            enough = len(won) >= 2 * len(lost) or self.is_settled(owner) or self.is_printed(owner)
            problem = f"an index of {owner} runs to {over or 'one range'} in most uses, and to {other} here"
            others = tuple(vote.place for vote in won[:1])
            self.open(owner, self.kind(places, enough=enough), problem, places, against=others)

    @staticmethod
    def kind(places: tuple[Where, ...], *, enough: bool) -> str:
        """A slip stands alone; what is said twice against the rest is another use of the letter."""
        return "contradiction" if not enough else "outvoted" if len(places) == 1 else "double"

    def is_printed(self, owner: str) -> bool:
        """Whether the lengths of a symbol are printed as a space."""
        spaces = {part.name for _, tree in self.trees for part in _memberships(tree)}
        return owner in spaces

    def open(
        self, name: str, kind: str, problem: str, places: Iterable[Where], remedy: str = "", *, against: tuple[Where, ...] = ()
    ) -> None:
        """Note what is open; one entry for all that is of one kind and one symbol."""
        remedy = remedy or f"{name} is a real; or {name}: vector(d)"
        for at, known in enumerate(self.table.open):
            if (known.symbol, known.kind) == (name, kind):
                self.table.open[at] = replace(known, places=tuple(dict.fromkeys((*known.places, *places))))
                return
        self.table.open.append(Open(name, kind, problem, tuple(places), remedy, against))

    def because(self, name: str, said: str, by: str, place: Where | None = None) -> None:
        latex, file, line = (place.latex, place.file, place.line) if place is not None else ("", "", 0)
        reason = Reason(said, by or ("formula" if place else "convention"), latex, file, line)
        known = self.why.setdefault(name, [])
        if reason not in known:
            known.append(reason)

    def places(self, name: str) -> tuple[Where, ...]:
        return tuple(dict.fromkeys(where for where, tree in self.trees if name in tree.free))

    def first(self, name: str) -> Where | None:
        return next(iter(self.places(name)), None)

    def length_place(self, name: str) -> Where | None:
        return self.first(name)


def _memberships(tree: Expr) -> Iterator[Expr]:
    for item in tree.args if tree.head == "items" else (tree,):
        if item.head == "chain" and item.relations[-1] == "in":
            root = item.args[-2]
            while root.head in ("entry", "apply"):
                root = root.args[0]
            yield root


def _of(row: Symbol) -> Iterator[str]:
    for kind in row.of:
        if isinstance(kind, Sort):
            yield from kind.dims


_COUNT = Symbol("", count)
PROBABILITY = probability
