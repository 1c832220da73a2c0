r"""From formulas to shapes: ``solve(trees, settled=.., told=..)``.

Comment lines first, then words, printed memberships and laws, then every other relation in printed order. A relation that
contradicts what is known is set aside with both places (``Conflict``), and asks nothing. Then indices vote, and then what no
relation settles is taken by convention: a lower-case letter is no matrix, and what only numbers meet is a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr
from ntkprops.notes.constraints import Around, Collector
from ntkprops.notes.said import Said
from ntkprops.notes.unify import Clash, Node, Shapes, Where, is_no_number, is_number
from ntkprops.notes.uses import Use, occurrence, survey
from ntkprops.notes.votes import Election, elect

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
    """The shapes that most of a document asks for."""
    uses = survey(tree for _, tree in trees)
    for said, _ in settled:
        if said.sort is not None:
            uses.setdefault(said.name, Use()).settled = len(said.over)
    solution = Solution(Collector(Shapes(), uses), Election())
    for said, place in (*settled, *told):
        _declared(solution, said, place, named=said.name in uses)
    _relations(solution, trees)
    fixed = {said.name: said.sort.dims[0] for said, _ in settled if said.sort and said.sort.kind == "index" and said.sort.dims}
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
    links = [(place, link) for place, tree in trees for link in solution.collector.statement(tree)]
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
    clash = collector.attempt(lambda: collector.relate(left, op, right, around), place)
    if clash is None:
        solution.support.update(free)
    else:
        names = collector.blamed & free
        solution.conflicts.append(Conflict(clash, place, names or frozenset(free & collector.symbols.keys())))


def void(node: Node) -> None:
    del node


def is_capital(name: str) -> bool:
    """Whether a spelling is of a capital letter: such a letter may be a matrix."""
    letters = name.replace("\\mathcal", "").replace("\\mathbf", "").lstrip("\\{")
    for accent in ("hat", "tilde", "bar", "widehat", "widetilde", "overline", "vec", "boldsymbol", "bm"):
        letters = letters.removeprefix(accent).lstrip(" \\{")
    return letters[:1].isupper()


def _conventions(solution: Solution) -> None:
    """What no relation settles: each is tried by itself, and left where it contradicts anything."""
    collector = solution.collector
    for node in collector.numbers:
        if not is_number(node) and not is_no_number(node):
            _assume(solution, node, collector.shapes.number)
    for expr, node in collector.vectors:
        capital = any(is_capital(name) and _is_open(solution, name) for name in expr.free)
        if not capital and node.root.value is None:
            _assume(solution, node, lambda: collector.shapes.vector(collector.shapes.new()))
        elif not capital and node.root.value is not None and node.root.value[0] == "tensor":
            columns = node.root.value[1][1]
            if columns.root.value is None:
                collector.attempt(_same(solution, columns, collector.shapes.name("1")))
    for left, one, right, other, _ in collector.products:
        for factor, node, beside in ((left, one, other), (right, other, one)):
            use = occurrence(factor)
            unknown = not is_number(node) and not is_no_number(node)
            if use is not None and unknown and not is_capital(use.name) and is_no_number(beside):
                solution.assumed.setdefault(use.name, "a lower-case letter is no matrix")
                _assume(solution, node, collector.shapes.number)
    _rest(solution)


def _rest(solution: Solution) -> None:
    """What only numbers meet is a number; what may be a matrix beside something unknown stays open."""
    collector = solution.collector
    for name in list(collector.symbols):
        if _is_open(solution, name) and collector.symbols[name].member.root not in _doubtful(solution):
            solution.assumed.setdefault(name, "only numbers meet it")
            _assume(solution, collector.symbols[name].member, collector.shapes.number)


def _doubtful(solution: Solution) -> set[Node]:
    """All that hangs on a product whose capital letter may be a matrix or a number."""
    groups: list[set[Node]] = []
    for left, one, right, other, result in solution.collector.products:
        if is_number(one) or is_number(other) or (is_no_number(one) and is_no_number(other)):
            continue
        group = {node.root for node in (one, other, result) if not is_number(node)}
        uses = [(occurrence(left), one), (occurrence(right), other)]
        is_seed = any(u is not None and is_capital(u.name) and not is_number(n) and not is_no_number(n) for u, n in uses)
        groups.append(group if is_seed else set())
        if not is_seed:
            groups[-1] = set()
    return set().union(*groups)


def _is_open(solution: Solution, name: str) -> bool:
    member = solution.collector.symbols[name].member
    return not is_number(member) and not is_no_number(member) and member.root.value is None


def _assume(solution: Solution, node: Node, shape: Callable[[], Node]) -> None:
    solution.collector.attempt(_same(solution, node, shape()))


def _same(solution: Solution, one: Node, other: Node) -> Callable[[], None]:
    return lambda: solution.collector.shapes.unify(one, other)
