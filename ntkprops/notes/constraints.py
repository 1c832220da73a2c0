r"""What does a formula ask of the shapes of its symbols? ``Collector.shape(tree, around)`` says it to ``Shapes``.

Here are the symbols and what binds them; ``operations.py`` says what an operation asks, ``statements.py`` what a
relation does. A head without a rule is walked through and asks nothing. What runs over an index is not unified but
voted on (``Vote``): a slip in one sum must not make n and m one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ntkprops.language.tree import BINDERS, Expr, number
from ntkprops.notes.spellings import UNKNOWN_RANGE
from ntkprops.notes.unify import Clash, Node, Shapes, Where, dimension, is_no_number, is_number
from ntkprops.notes.uses import Occurrence, Use, is_moment, occurrence

NUMBERS = frozenset(
    {
        "exp",
        "log",
        "sqrt",
        "abs",
        "max",
        "min",
        "root",
        "Var",
        "landau",
        "factorial",
        "floor",
        "ceil",
        "binom",
        "logb",
        "sgn",
    }
)
EVENTS = frozenset({"indicator", "Pr", "not", "union", "intersection", "set"})
FROM_ELSEWHERE = "from elsewhere"  # the range of an index that does not start at 1


@dataclass(frozen=True)
class Vote:
    """An index stands in a slot: its printed range, or its letter where none is printed."""

    slot: Node
    owner: str
    over: str
    letter: str
    place: Where


@dataclass
class Known:
    """The shape of one symbol: a member, the ranges of its own indices, and its arguments."""

    member: Node
    over: tuple[Node, ...] = ()
    given: list[Node] = field(default_factory=list)
    mixed: set[int] = field(default_factory=set)
    doubles: list[Where] = field(default_factory=list)


@dataclass(frozen=True)
class Around:
    """What is bound around a part: index letters with their printed ranges, and local names."""

    ranges: Mapping[str, str] = field(default_factory=dict)
    local: Mapping[str, Node] = field(default_factory=dict)
    counted: bool = True  # whether indices tell ranges here; those of a law do not

    def index(self, name: str, over: str) -> Around:
        return replace(self, ranges={**self.ranges, name: over})

    def name(self, name: str, node: Node) -> Around:
        return replace(self, local={**self.local, name: node})


Rule = Callable[["Collector", Expr, Around], Node]


@dataclass
class Collector:
    """All that a document asks of its shapes."""

    shapes: Shapes
    uses: Mapping[str, Use]
    rules: Mapping[str, Rule]
    symbols: dict[str, Known] = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)
    quantified: dict[str, list[tuple[str, Where]]] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()
    products: list[tuple[Expr, Node, Expr, Node, Node]] = field(default_factory=list)
    vectors: list[tuple[Expr, Node]] = field(default_factory=list)  # vectors by default: in a norm, an inner product
    blamed: frozenset[str] = frozenset()  # what the last contradiction was about
    bound: dict[str, Counter[str]] = field(default_factory=dict)
    averaged: dict[str, Counter[str]] = field(default_factory=dict)  # the m of a mean 1/m sum_r
    numbers: list[Node] = field(default_factory=list)  # numbers by default: raised to a power, differentiated

    def known(self, name: str) -> Known:
        """The shape of a symbol, unknown at first."""
        if name not in self.symbols:
            place, self.shapes.place = self.shapes.place, None
            own = self.uses[name].own if name in self.uses else 0
            self.symbols[name] = Known(self.shapes.new(), tuple(self.shapes.new() for _ in range(own)))
            self.shapes.place = place
        return self.symbols[name]

    def whole(self, name: str, use: Occurrence | None = None) -> Node:
        """The shape of a symbol without indices; a family that stands for one of its members is anything."""
        known = self.known(name)
        if not known.over:
            return known.member
        moments = use is None or all(map(is_moment, use.given))
        if (self.uses[name].computed and self.uses[name].tensors) or not moments:
            known.doubles += [self.shapes.place] if self.shapes.place else []
            return self.shapes.new()
        return self.shapes.family(known.member, known.over)

    def attempt(self, action: Callable[[], None], place: Where | None = None) -> Clash | None:
        """Do something, and take it back where it asks for what cannot be; its contradiction is the answer."""
        self.shapes.place, mark = place, self.shapes.mark()
        lists = (self.votes, self.products, self.vectors, self.numbers)
        lengths = [len(one) for one in lists]
        try:
            action()
            self.shapes.settle()
        except Clash as clash:
            self.blamed = frozenset(name for name in self.symbols if self.is_about(name, clash))
            self.shapes.undo(mark)
            for one, length in zip(lists, lengths, strict=True):
                del one[length:]
            return clash
        return None

    def is_about(self, name: str, clash: Clash) -> bool:
        """Whether a contradiction is about the shape of a symbol, or about a dimension of it."""
        member = self.symbols[name].member.root
        sides = {part.root for part in (member.value or ("", ()))[1] if dimension(part) != "1"}
        return not {member, *sides}.isdisjoint(clash.nodes)

    def range(self, end: Expr) -> Node:
        is_name = end.head in ("symbol", "number") and end.name != UNKNOWN_RANGE
        return self.shapes.name(end.name) if is_name else self.shapes.new()

    def shape(self, expr: Expr, around: Around) -> Node:
        """The shape of a tree."""
        found = occurrence(expr)
        if found is not None:
            return self.use(found, around)
        if expr.head in NUMBERS:
            return self.all_numbers(expr.args, around)
        if expr.head in EVENTS:
            return self.events(expr, around)
        if expr.head in BINDERS:
            return self.binder(expr, around)
        rule = self.rules.get(expr.head)
        if rule is not None:
            return rule(self, expr, around)
        for part in expr.args:
            self.shape(part, around)
        return self.shapes.new()

    def all_numbers(self, parts: tuple[Expr, ...], around: Around) -> Node:
        for part in parts:
            self.shapes.unify(self.shape(part, around), self.shapes.number())
        return self.shapes.number()

    def use(self, use: Occurrence, around: Around) -> Node:
        if use.name in around.ranges or use.name == UNKNOWN_RANGE:
            return self.shapes.number()
        self.arguments(use, around)
        for index in use.indices:
            self.shapes.unify(self.shape(index, around), self.shapes.number())
        if use.name == "I" and not use.given:
            side = self.range(use.indices[0]) if use.indices else self.shapes.new()
            return self.shapes.tensor(side, side)
        if use.name in around.local:
            return around.local[use.name] if not use.indices else self.shapes.number()
        return self.indexed(use, around) if use.indices else self.whole(use.name, use)

    def indexed(self, use: Occurrence, around: Around) -> Node:
        known, count = self.known(use.name), len(use.indices)
        if use.is_member and not known.over:
            known.doubles += [self.shapes.place] if self.shapes.place else []
            return self.shapes.new()
        slots, own = list(known.over), len(known.over)
        if count > own:
            sides = tuple(self.shapes.new() for _ in range(count - own))
            if len(sides) > 2:
                return self.shapes.new()
            whole = self.shapes.vector(sides[0]) if len(sides) == 1 else self.shapes.tensor(*sides)
            self.shapes.no_number(known.member)
            self.shapes.unify(known.member, whole)
            slots += sides
        for slot, index in zip(slots, use.indices, strict=False):
            self.vote(slot, use.name, index, around)
        return known.member if count == own else self.shapes.number()

    def vote(self, slot: Node, owner: str, index: Expr, around: Around) -> None:
        if index.head != "symbol" or not around.counted or not self.shapes.place:
            return
        over = around.ranges.get(index.name, "")
        if over != FROM_ELSEWHERE:
            self.votes.append(Vote(slot, owner, over, "" if over else index.name, self.shapes.place))

    def arguments(self, use: Occurrence, around: Around) -> None:
        """The arguments are each of one shape; where they are not, the table will only say a word."""
        if not use.is_applied:
            return
        given = self.known(use.name).given
        for place, argument in enumerate(use.given):
            found = self.shape(argument, around)
            if place == len(given):
                given.append(self.shapes.new())
            if is_moment(argument):  # H(t) may be short for H(w(t))
                continue
            mark = self.shapes.mark()
            try:
                self.shapes.unify(given[place], found)
            except Clash:
                self.shapes.undo(mark)
                self.known(use.name).mixed.add(place)

    def event(self, expr: Expr, around: Around) -> Node:
        found = self.shape(expr, around)
        if occurrence(expr) is not None:
            self.shapes.unify(found, self.shapes.event())
        return found

    def events(self, expr: Expr, around: Around) -> Node:
        parts = expr.args[:1] if expr.head == "Pr" else expr.args
        for part in parts:
            if expr.head == "set":
                self.shape(part, around)
            else:
                self.event(part, around)
        return self.shapes.number() if expr.head in ("Pr", "indicator") else self.shapes.event()

    def binder(self, expr: Expr, around: Around) -> Node:
        variable, low, high, body = expr.args
        for end in (low, high):
            if end.name != UNKNOWN_RANGE:
                self.shapes.unify(self.shape(end, around), self.shapes.number())
        if expr.head == "integral":
            return self.shape(body, around.name(variable.name, self.shapes.number()))
        over = high.name if high.head in ("symbol", "number") and low == number(1) else ""
        over = "" if over == UNKNOWN_RANGE else over
        if over:
            self.bound.setdefault(variable.name, Counter())[over] += 1
        found = self.shape(body, around.index(variable.name, over if low == number(1) else FROM_ELSEWHERE))
        if expr.head == "sum":
            return found
        if expr.head == "family":
            return self.family(found, self.range(high) if over else self.shapes.new())
        if expr.head in ("bigunion", "bigintersection"):
            self.shapes.unify(found, self.shapes.event())
            return found
        self.shapes.unify(found, self.shapes.number())
        return self.shapes.number()

    def family(self, member: Node, over: Node) -> Node:
        """Numbers in a row are a vector; of anything else a family."""
        result = self.shapes.new()

        def rule() -> bool:
            if is_number(member):
                self.shapes.unify(result, self.shapes.vector(over))
            elif is_no_number(member):
                self.shapes.unify(result, self.stacked(member, over))
            return is_number(member) or is_no_number(member)

        self.shapes.later(rule)
        return result

    def stacked(self, member: Node, over: Node) -> Node:
        """Rows one above the other are a matrix; columns, and whole matrices, stay a family."""
        value = member.root.value
        if value is not None and value[0] == "tensor" and dimension(value[1][0]) == "1":
            return self.shapes.tensor(over, value[1][1])
        return self.shapes.family(member, (over,))

    def product(self, left: Expr, one: Node, right: Expr, other: Node) -> Node:
        """A number times anything, or rows times columns."""
        result, shapes = self.shapes.new(), self.shapes
        self.products.append((left, one, right, other, result))

        def rule() -> bool:
            if is_number(one) or is_number(other):
                shapes.unify(result, other if is_number(one) else one)
                return True
            if is_number(result) and (is_no_number(one) or is_no_number(other)):
                shapes.no_number(one)
                shapes.no_number(other)
            if not (is_no_number(one) and is_no_number(other)):
                return False
            rows, inner, columns = shapes.new(), shapes.new(), shapes.new()
            shapes.unify(one, shapes.tensor(rows, inner))
            shapes.unify(other, shapes.tensor(inner, columns))
            shapes.unify(result, shapes.tensor(rows, columns))
            return True

        shapes.later(rule)
        return result
