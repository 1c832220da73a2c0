r"""From formulas to shapes: ``solve(trees, settled=.., told=..)``.

Comment lines first, then words, printed memberships and laws, then every other relation in printed order. A relation
that contradicts what is known is set aside with both places (``Conflict``), and asks nothing. Then indices vote, and
then what no relation settles is taken by convention: a lower-case letter is no matrix, and what only numbers meet is a
number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr
from ntkprops.notes.constraints import Around, Collector
from ntkprops.notes.operations import RULES
from ntkprops.notes.said import Said
from ntkprops.notes.statements import relate, statement
from ntkprops.notes.unify import Clash, Node, Shapes, Where, dimension, is_no_number, is_number
from ntkprops.notes.uses import Use, occurrence, survey
from ntkprops.notes.votes import Election, elect

MOST_TRIES = 12
Link = tuple[Expr, str, Expr, Around]
Told = tuple[Said, Where]


@dataclass(frozen=True)
class Conflict:
    """A relation that no shapes allow beside those before it, and the symbols that it is about."""

    clash: Clash
    place: Where
    names: frozenset[str]


@dataclass
class Solution:
    """The shapes of a document, what was set aside, and how many relations stand behind each symbol."""

    collector: Collector
    election: Election
    conflicts: list[Conflict] = field(default_factory=list)
    support: Counter[str] = field(default_factory=Counter)
    assumed: dict[str, str] = field(default_factory=dict)  # what a convention settled


def solve(trees: Sequence[tuple[Where, Expr]], *, settled: Sequence[Told] = (), told: Sequence[Told] = ()) -> Solution:
    """The shapes that most of a document asks for: a formula that stands against several comes after them."""
    last: frozenset[Where] = frozenset()
    best, tried = _solved(trees, settled, told, last), set[Where]()
    for _ in range(MOST_TRIES):
        blamed = _blamed(best, tried)
        if blamed is None:
            break
        tried.add(blamed)
        other = _solved(trees, settled, told, last | {blamed})
        if len(other.conflicts) < len(best.conflicts):
            best, last = other, last | {blamed}
    return best


def _blamed(solution: Solution, tried: set[Where]) -> Where | None:
    """The formula that most of what was set aside stands against, if it is more than one."""
    against: Counter[Where] = Counter()
    for conflict in solution.conflicts:
        places = {conflict.clash.first[1], conflict.clash.second[1]} - {conflict.place, None}
        against.update(place for place in places if place is not None and place not in tried)
    ranked = against.most_common(1)
    return ranked[0][0] if ranked and ranked[0][1] > 1 else None


def _solved(
    trees: Sequence[tuple[Where, Expr]], settled: Sequence[Told], told: Sequence[Told], last: Collection[Where]
) -> Solution:
    uses = survey(tree for _, tree in trees)
    for said, _ in settled:
        if said.sort is not None:
            uses.setdefault(said.name, Use()).settled = len(said.over)
    solution = Solution(Collector(Shapes(), uses, RULES), Election())
    for said, place in (*settled, *told):
        _declared(solution, said, place, named=said.name in uses)
    _relations(solution, sorted(trees, key=lambda entry: entry[0] in last))
    fixed = {said.name: "".join(said.sort.dims[:1]) * (said.sort.kind == "index") for said, _ in settled if said.sort}
    solution.election = elect(solution.collector, fixed)
    _conventions(solution)
    return solution


def _declared(solution: Solution, said: Said, place: Where, *, named: bool) -> None:
    """The shape that words give a symbol."""
    if said.sort is None or said.sort.kind == "function" or not named:
        return
    collector, sort = solution.collector, said.sort

    def act() -> None:
        known, shapes = collector.known(said.name), collector.shapes
        shapes.unify(known.member, _shape(shapes, sort))
        if sort.kind in ("vector", "matrix"):
            shapes.no_number(known.member)
        for slot, over in zip(known.over, said.over, strict=False):
            shapes.unify(slot, shapes.name(over))
        known.given += [_argument(shapes, kind) for kind in said.of]

    if clash := collector.attempt(act, place):
        solution.conflicts.append(Conflict(clash, place, frozenset({said.name})))


def _shape(shapes: Shapes, sort: Sort) -> Node:
    named = [shapes.name(dim) for dim in sort.dims]
    if sort.kind == "vector":
        return shapes.vector(named[0] if named else shapes.new())
    if sort.kind == "matrix":
        return shapes.tensor(*(named if len(named) == 2 else (shapes.new(), shapes.new())))
    return shapes.event() if sort.kind == "event" else shapes.number()


def _argument(shapes: Shapes, kind: Sort | str) -> Node:
    return _shape(shapes, kind) if isinstance(kind, Sort) else shapes.new()


def _relations(solution: Solution, trees: Sequence[tuple[Where, Expr]]) -> None:
    """Every relation once, those that declare first."""
    links = [(place, link) for place, tree in trees for link in statement(solution.collector, tree)]
    for declares in (True, False):
        for place, link in links:
            if (link[1] in ("in", "~")) == declares:
                _relation(solution, place, link)


def _relation(solution: Solution, place: Where, link: Link) -> None:
    collector, (left, op, right, around) = solution.collector, link
    if not op:
        if occurrence(left) is None:
            collector.attempt(lambda: void(collector.shape(left, around)), place)
        return
    free = left.free | right.free
    clash = collector.attempt(lambda: relate(collector, left, op, right, around), place)
    if clash is None:
        solution.support.update(free)
    else:
        known = free & collector.symbols.keys()
        unsure = frozenset(name for name in known if not is_number(collector.symbols[name].member))
        solution.conflicts.append(Conflict(clash, place, (collector.blamed & free) or unsure or known))


def void(node: Node) -> None:
    del node


def is_capital(name: str) -> bool:
    """Whether a spelling is of a capital letter: such a letter may be a matrix."""
    name = re.sub(r"^\\Delta\s*(?=.)", "", name)
    letters = name.replace("\\mathcal", "").replace("\\mathbf", "").lstrip("\\{")
    for accent in ("hat", "tilde", "bar", "widehat", "widetilde", "overline", "vec", "boldsymbol", "bm"):
        letters = letters.removeprefix(accent).lstrip(" \\{")
    return letters[:1].isupper()


def _conventions(solution: Solution) -> None:
    """What no relation settles: each is tried by itself, and left where it contradicts anything."""
    collector = solution.collector
    for node in collector.numbers:
        if _is_unknown(node):
            _assume(solution, node, collector.shapes.number)
    for _ in range(2):
        for left, one, right, other, _result in collector.products:
            _factor(solution, left, one, right, other)
        for expr, node in collector.vectors:
            if not any(is_capital(name) and _is_unsettled(solution, name) for name in expr.free):
                _assume(solution, node, lambda: _some_vector(collector.shapes))
    _rest(solution)


def _some_vector(shapes: Shapes) -> Node:
    found = shapes.vector(shapes.new())
    shapes.no_number(found)
    return found


def _is_unsettled(solution: Solution, name: str) -> bool:
    """Whether the shape of a symbol, or one of its lengths, is not known."""
    if name not in solution.collector.symbols:
        return False
    value = solution.collector.symbols[name].member.root.value
    return value is None or any(part.root.value is None for part in value[1])


def _factor(solution: Solution, left: Expr, one: Node, right: Expr, other: Node) -> None:
    """A lower-case letter is no matrix, and a number stands before a matrix, not behind it."""
    shapes, assumed = solution.collector.shapes, solution.assumed
    before, behind = occurrence(left), occurrence(right)
    if _is_unknown(one) and is_no_number(other) and before is not None and not is_capital(before.name):
        assumed.setdefault(before.name, "a lower-case letter is no matrix")
        _assume(solution, one, shapes.number)
    if not (_is_unknown(other) and is_no_number(one)) or behind is None or is_capital(behind.name):
        return
    value = one.root.value
    if value is not None and value[0] == "tensor" and dimension(value[1][1]) == "1":
        assumed.setdefault(behind.name, "a lower-case letter is no matrix")
        _assume(solution, other, shapes.number)
    elif before is not None and is_capital(before.name):
        assumed.setdefault(behind.name, "a number stands before a matrix, a vector behind it")
        _assume(solution, other, lambda: _some_vector(shapes))


def _rest(solution: Solution) -> None:
    """What only numbers meet is a number; what may be a matrix beside something unknown stays open."""
    collector = solution.collector
    for name in list(collector.symbols):
        if _is_open(solution, name) and collector.symbols[name].member.root not in _doubtful(solution):
            solution.assumed.setdefault(name, "only numbers meet it")
            _assume(solution, collector.symbols[name].member, collector.shapes.number)


def _doubtful(solution: Solution) -> set[Node]:
    """All that hangs on a product with a letter that may be a matrix or a number."""
    found: set[Node] = set()
    for left, one, right, other, result in solution.collector.products:
        if is_number(one) or is_number(other) or (is_no_number(one) and is_no_number(other)):
            continue
        uses = ((occurrence(left), one), (occurrence(right), other))
        if any(is_no_number(node) or (use is not None and is_capital(use.name)) for use, node in uses):
            found |= {node.root for node in (one, other, result)}
    return found


def _is_unknown(node: Node) -> bool:
    return not is_number(node) and not is_no_number(node)


def _is_open(solution: Solution, name: str) -> bool:
    member = solution.collector.symbols[name].member
    return not is_number(member) and not is_no_number(member) and member.root.value is None


def _assume(solution: Solution, node: Node, shape: Callable[[], Node]) -> None:
    solution.collector.attempt(_same(solution, node, shape()))


def _same(solution: Solution, one: Node, other: Node) -> Callable[[], None]:
    return lambda: solution.collector.shapes.unify(one, other)
