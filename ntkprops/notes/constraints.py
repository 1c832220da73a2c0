r"""What does a formula ask of the shapes of its symbols? ``Collector.relate(left, op, right)`` says it to ``Shapes``.

One rule a head, in the order of ``language/sorts``; what today's reader does not make is walked through and asks
nothing. What runs over an index is not unified but voted on (``Vote``): a slip in one sum must not make n and m one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ntkprops.language.tree import BINDERS, Expr, links, number
from ntkprops.notes.spellings import UNKNOWN_RANGE
from ntkprops.notes.unify import Clash, Node, Shapes, Where, dimension, is_no_number, is_number
from ntkprops.notes.uses import ORDERS, Occurrence, Use, arguments, is_moment, occurrence, quantified

NUMBERS = frozenset(
    {"exp", "log", "sqrt", "abs", "max", "min", "root", "Var", "landau", "factorial", "floor", "ceil", "binom", "logb", "sgn"}
)
EVENTS = frozenset({"indicator", "Pr", "not", "union", "intersection", "set"})
FROM_ELSEWHERE = "from elsewhere"  # the range of an index that does not start at 1
UNASKED = frozenset({"to", "subset"})


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


@dataclass
class Collector:
    """All that a document asks of its shapes."""

    shapes: Shapes
    uses: Mapping[str, Use]
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

    def relate(self, left: Expr, op: str, right: Expr, around: Around) -> None:
        """One link of a chain.

        Raises:
            Clash: where it asks for what cannot be.
        """
        if op == "in":
            self.member(left, right, around)
        elif op == "~":
            self.law(left, right, replace(around, counted=False))
        elif op in ORDERS:
            self.all_numbers(tuple(side for side in (left, right) if side.head != "blank"), around)
        elif op in UNASKED:
            self.shape(left, around)
            self.shape(right, around)
        elif "set" in (left.head, right.head):
            self.event(left, around)
            self.event(right, around)
        else:
            self.shapes.unify(self.shape(left, around), self.shape(right, around))

    def member(self, left: Expr, right: Expr, around: Around) -> None:
        found = self.shape(left, around)
        if right.head == "space" and right.name == "R":
            self.shapes.unify(found, self.space(right))
        elif right.head == "space":
            self.shapes.unify(found, self.shapes.number())
            if right.name == "[]" and left.head == "symbol" and right.args[0].head == "symbol" and self.shapes.place:
                self.quantified.setdefault(left.name, []).append((right.args[0].name, self.shapes.place))
        elif right.head == "set" and all(part.head in ("number", "neg") for part in right.args):
            self.shapes.unify(found, self.shapes.number())

    def space(self, space: Expr) -> Node:
        r"""``\mathbb{R}``, ``\mathbb{R}^d``, ``\mathbb{R}^{n \times d}``."""
        if not space.args:
            return self.shapes.number()
        exponent = space.args[0]
        sides = exponent.args if exponent.head == "mul" and len(exponent.args) == 2 else (exponent,)
        named = [self.range(side) for side in sides]
        return self.shapes.tensor(named[0], named[1]) if len(named) == 2 else self.shapes.vector(named[0])

    def range(self, end: Expr) -> Node:
        is_name = end.head in ("symbol", "number") and end.name != UNKNOWN_RANGE
        return self.shapes.name(end.name) if is_name else self.shapes.new()

    def law(self, left: Expr, right: Expr, around: Around) -> None:
        r"""``w_i(0) \sim N(0, I_d)`` is a vector, ``X \sim N(0, 1)`` and a uniform sign are numbers."""
        found = self.shape(left, around)
        if right.head != "law":
            return
        spread = right.args[-1]
        if right.name == "N" and spread.head == "entry" and spread.args[0].name == "I":
            self.shapes.unify(found, self.shapes.vector(self.range(spread.args[1])))
        elif right.name == "N" and spread == Expr("symbol", name="I"):
            self.shapes.unify(found, self.shapes.vector(self.shapes.new()))
            self.shapes.no_number(found)
        elif right.name != "N" or spread.head == "number":
            self.shapes.unify(found, self.shapes.number())

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
        rule = RULES.get(expr.head)
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

    def bind(self, what: Expr, around: Around) -> Around:
        r"""What ``\forall k \in [m]`` or ``\forall s \geq 0`` binds."""
        if what.head == "chain" and what.name == "in" and what.args[0].head == "symbol":
            space = what.args[1]
            if space.head == "space" and space.name == "[]":
                return around.index(what.args[0].name, space.args[0].name)
        for name in quantified(what):
            around = around.name(name, self.shapes.number())
        return around

    def statement(self, tree: Expr) -> list[tuple[Expr, str, Expr, Around]]:
        """The links of a formula, each with what is bound around it."""
        items, around = tree.args if tree.head == "items" else (tree,), Around()
        found = []
        for item in items:
            around = self.bind(item.args[0], around) if item.head == "forall" else around
        for item in items:
            what = item.args[0] if item.head in ("forall", "exists") else item
            inside = around
            for name in sorted(arguments(what)):
                inside = inside.name(name, self.shapes.new())
            if what.head == "chain":
                found += [(*link, inside) for link in links(what)]
                if what.relations[-1] == "in" and set(what.relations[:-1]) <= {"=", ":="} and len(what.args) > 2:
                    found.append((what.args[0], "in", what.args[-1], inside))
            else:
                found.append((what, "", Expr("blank"), inside))
        return found


def _add(self: Collector, expr: Expr, around: Around) -> Node:
    first, *others = [self.shape(part, around) for part in expr.args]
    for other in others:
        self.shapes.unify(first, other)
    return first


def _mul(self: Collector, expr: Expr, around: Around) -> Node:
    first, *rest = expr.args
    found, left = self.shape(first, around), first
    for factor in rest:
        _mean(self, left, factor)
        found = self.product(left, found, factor, self.shape(factor, around))
        left = factor
    return found


def _mean(self: Collector, left: Expr, right: Expr) -> None:
    r"""A mean ``\frac{1}{m} \sum_r`` whose range is not printed is by convention over r from 1 to m."""
    if left.head == "div" and left.args[0] == number(1) and left.args[1].head == "symbol":
        if right.head == "sum" and right.args[2].name == UNKNOWN_RANGE:
            self.averaged.setdefault(right.args[0].name, Counter())[left.args[1].name] += 1


def _div(self: Collector, expr: Expr, around: Around) -> Node:
    self.shapes.unify(self.shape(expr.args[1], around), self.shapes.number())
    return self.shape(expr.args[0], around)


def _pow(self: Collector, expr: Expr, around: Around) -> Node:
    base, exponent = expr.args
    self.shapes.unify(self.shape(exponent, around), self.shapes.number())
    found = self.shape(base, around)
    self.numbers.append(found)

    def rule() -> bool:
        if is_no_number(found) and exponent.head == "number":  # else it may be no power
            side = self.shapes.new()
            self.shapes.unify(found, self.shapes.tensor(side, side))
        return is_number(found) or is_no_number(found)

    self.shapes.later(rule)
    return found


def _norm(self: Collector, expr: Expr, around: Around) -> Node:
    found = self.shape(expr.args[0], around)
    self.shapes.no_number(found)
    if expr.name == "F":
        self.shapes.unify(found, self.shapes.tensor(self.shapes.new(), self.shapes.new()))
    else:
        self.vectors.append((expr.args[0], found))
    return self.shapes.number()


def _transpose(self: Collector, expr: Expr, around: Around) -> Node:
    rows, columns = self.shapes.new(), self.shapes.new()
    found = self.shape(expr.args[0], around)
    self.shapes.no_number(found)
    self.shapes.unify(found, self.shapes.tensor(rows, columns))
    self.vectors.append((expr.args[0], found))
    return self.shapes.tensor(columns, rows)


def _inner(self: Collector, expr: Expr, around: Around) -> Node:
    one, other = (self.shape(part, around) for part in expr.args)
    self.shapes.unify(one, other)
    self.shapes.no_number(one)
    self.vectors.append((expr.args[0], one))
    return self.shapes.number()


def _square(self: Collector, expr: Expr, around: Around) -> Node:
    side = self.shapes.new()
    self.shapes.unify(self.shape(expr.args[0], around), self.shapes.tensor(side, side))
    self.shapes.no_number(self.shape(expr.args[0], around))
    return self.shapes.number()


def _derivative(self: Collector, expr: Expr, around: Around) -> Node:
    self.shapes.unify(self.shape(expr.args[1], around), self.shapes.number())
    return self.shape(expr.args[0], around)


def _partial(self: Collector, expr: Expr, around: Around) -> Node:
    body, by = (self.shape(part, around) for part in expr.args)
    result, shapes = self.shapes.new(), self.shapes
    self.numbers.append(body)

    def rule() -> bool:
        if is_number(body):
            shapes.unify(result, by)
        return is_number(body) or is_no_number(body)

    self.shapes.later(rule)
    return result


def _gradient(self: Collector, expr: Expr, around: Around) -> Node:
    body = expr.args[0]
    self.shapes.unify(self.shape(body, around), self.shapes.number())
    if len(expr.args) > 1:
        return self.shape(expr.args[1], around)
    use = occurrence(body)
    return self.shape(use.given[-1], around) if use is not None and use.given else self.shapes.new()


def _listing(self: Collector, expr: Expr, around: Around) -> Node:
    members = [self.shape(part, around) for part in expr.args if part.head != "dots"]
    for other in members[1:]:
        self.shapes.unify(members[0], other)
    if len(members) < len(expr.args):
        return self.shapes.new()
    return self.family(members[0], self.shapes.name(str(len(members))))


def _expectation(self: Collector, expr: Expr, around: Around) -> Node:
    if len(expr.args) > 1 and expr.args[1].head == "chain":
        drawn = expr.args[1].args[0]
        if drawn.head == "symbol":
            if self.known(drawn.name).over and self.shapes.place:
                self.known(drawn.name).doubles.append(self.shapes.place)
            around = around.name(drawn.name, self.shapes.new())
        self.law(drawn, expr.args[1].args[1], around)
    return self.shape(expr.args[0], around)


def _identity(self: Collector, expr: Expr, around: Around) -> Node:
    side = self.range(expr.args[0]) if expr.args else self.shapes.new()
    return self.shapes.tensor(side, side)


def _values(self: Collector, expr: Expr, around: Around) -> Node:
    r"""``\sigma_{\min}(A)``: a number of a matrix."""
    self.shapes.no_number(self.shape(expr.args[0], around))
    return self.shapes.number()


def _over(self: Collector, expr: Expr, around: Around) -> Node:
    r"""``\sup_{x \in S} f(x)``, ``\lim_{t \to \infty} u(t)``: of the shape of its body; ``argmin`` of its variable."""
    variables, condition, body = expr.args
    for name in sorted(variables.free):
        if not self.uses.get(name, Use()).indices:
            around = around.name(name, self.shapes.new())
    self.shape(condition, around)
    found = self.shape(body, around)
    return self.shape(variables, around) if expr.name.startswith("arg") else found


def _conditional(self: Collector, expr: Expr, around: Around) -> Node:
    for given in expr.args[1:]:
        self.shape(given, around)
    found = self.shape(expr.args[0], around)
    return found if expr.name == "E" else self.shapes.number()


def _case(self: Collector, expr: Expr, around: Around) -> Node:
    for part in expr.args[1:]:
        self.shape(part, around)
    return self.shape(expr.args[0], around)


def _pnorm(self: Collector, expr: Expr, around: Around) -> Node:
    return _norm(self, Expr("norm", expr.args[:1]), around)


def _chain(self: Collector, expr: Expr, around: Around) -> Node:
    for left, op, right in links(expr):
        self.relate(left, op, right, around)
    return self.shapes.new()


RULES: dict[str, Callable[[Collector, Expr, Around], Node]] = {
    "number": lambda c, e, a: c.shapes.new() if e.name == "0" else c.shapes.number(),
    "constant": lambda c, e, a: c.shapes.number(),
    "neg": lambda c, e, a: c.shape(e.args[0], a),
    "add": _add,
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "norm": _norm,
    "transpose": _transpose,
    "inner": _inner,
    "lambda_min": _square,
    "lambda_max": _square,
    "tr": _square,
    "Tr": _square,
    "derivative": _derivative,
    "partial": _partial,
    "grad": _gradient,
    "listing": _listing,
    "E": _expectation,
    "chain": _chain,
    "identity": _identity,
    "sigma_min": _values,
    "sigma_max": _values,
    "rank": _values,
    "det": _square,
    "pnorm": _pnorm,
    "hadamard": _add,
    "over": _over,
    "conditional": _conditional,
    "cases": _add,
    "case": _case,
    "at": _case,
}
