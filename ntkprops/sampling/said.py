r"""Is every part of a claim understood by what samples it? ``heard(reading, ...)``: the claim in words that draws obey.

Memberships in intervals and in finite sets become inequalities and an equation; a law is heard where it is the one by
which layers are drawn; ``R = e`` among what is given defines R, as ``R := e`` does. Every other part is a relation
between terms, or what ``\forall`` ranges over. Whatever is none of these is not passed over: the claim is not sampled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Notation, real
from ntkprops.language.reader import read
from ntkprops.language.sorts import Scope, sort_of
from ntkprops.language.tree import Expr, defined, free_symbols, links, number, relation, symbol, walk
from ntkprops.proof.facts import Fact, Rewrite
from ntkprops.proof.reading import CONSTANT, Reading, hypotheses, relations
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.trial.small_networks import Roles

COMPARED = frozenset({"=", "<=", "<", ">=", ">", "!="})
Definitions = Mapping[str, Sequence[Rewrite]]
INTERVALS = {("space", "[]"): "<= <=", ("listing", ""): "< <"}
UNIFORM = frozenset({"uniform", "Uniform", "Unif"})


def heard(reading: Reading, *, roles: Roles, known: Definitions) -> Reading:
    """The claim in words that draws obey.

    Args:
        reading: the claim, rates of conclusions filled in.
        roles: what an instance knows.
        known: what the notes define elsewhere; an equation among what is given does not define it again.

    Raises:
        Unmeasured: at the first part that has no such words; the message prints it.
    """
    scope = reading.scope
    binders = tuple(_binder(binder, scope, roles) for binder in reading.for_all)
    given = [part for tree in reading.given for part in _parts(tree, scope, roles)]
    then = [part for tree in reading.then for part in _parts(tree, scope, roles)]
    _refuse_hidden(given, then)
    return replace(reading, given=_solved(given, scope.notation, roles, known), then=tuple(then), for_all=binders)


def facts_of(reading: Reading, *, roles: Roles) -> list[Fact]:
    """What a heard claim is given, and what its notation says holds throughout."""
    notation = reading.scope.notation
    found = list(hypotheses(reading, symbol(CONSTANT)))
    for text in notation.always:
        for part in _parts(read(text, notation), Scope(notation), roles):
            for link, conditions, variables in relations(part):
                found.append(Fact(link, "notation", _indices(link, notation) | variables, conditions))
    return found


def _indices(tree: Expr, notation: Notation) -> frozenset[str]:
    table = notation.table
    return frozenset(
        n for n in free_symbols(tree) if n in table and table[n].sort.kind == "index" and not table[n].over
    )


def _parts(tree: Expr, scope: Scope, roles: Roles) -> list[Expr]:
    """A formula whose every item is a chain of comparisons or a quantifier over a range; definitions stand apart."""
    items: list[Expr] = []
    for item in tree.args if tree.head == "items" else (tree,):
        if item.head == "forall" and len(item.args) == 1:
            items.append(replace(item, args=(_binder(item.args[0], scope, roles),)))
        elif item.head == "chain" and len(item.relations) == len(item.args) - 1:
            items += _chain(item, scope, roles)
        else:
            raise _not_heard(item)
    return [*(item for item in items if item.name == ":="), Expr("items", tuple(i for i in items if i.name != ":="))]


def _chain(chain: Expr, scope: Scope, roles: Roles) -> Iterator[Expr]:
    for place, (left, op, right) in enumerate(links(chain)):
        if op == ":=":
            target, body = defined(left, right, place)
            yield relation(target, "=" if root(target).name in parts_of(roles) else ":=", body)
        elif op in COMPARED:
            yield relation(left, op, right)
        elif op == "in":
            yield from member(left, right, scope)
        elif op != "~" or not is_law_of_layers(left, right, roles):
            raise _not_heard(relation(left, op, right))


def member(left: Expr, right: Expr, scope: Scope) -> Iterator[Expr]:
    """What membership says in inequalities; nothing where the sort of the left side says it."""
    is_new = left.head == "symbol" and left.name not in scope.notation.table and left.name not in scope.bound
    sort = real if is_new else sort_of(left, scope)  # what a quantifier introduces is a number
    ends = right.args[0].args if right.args and right.args[0].head == "items" else right.args
    if sort.is_scalar and (right.head, right.name) in INTERVALS and len(ends) == 2:
        yield Expr("chain", (ends[0], left, ends[1]), INTERVALS[right.head, right.name])
    elif sort.is_scalar and right.head == "set" and right.args and all(sort_of(p, scope).is_scalar for p in right.args):
        differences = [Expr("add", (left, Expr("neg", (part,)))) for part in right.args]
        yield relation(reduce(lambda a, b: Expr("mul", (a, b)), differences), "=", number(0))
    elif right != Expr("space", tuple(map(symbol, sort.dims)), "R") or not (sort.is_scalar or sort.kind == "vector"):
        raise _not_heard(relation(left, "in", right))


def _binder(what: Expr, scope: Scope, roles: Roles) -> Expr:
    """What is quantified: a range, an index over its own range, or the weights."""
    if what.head == "family":
        variable, low, high, body = what.args
        weights = Expr("entry", (symbol(roles.weights), variable))
        if (low, high, body) == (number(1), symbol(roles.width), weights):
            return what
    row = scope.notation.table.get(what.name) if what.head == "symbol" else None
    if what.head == "symbol" and (row is None or row.whole.is_scalar):
        return what
    if what.head == "chain" and what.name == "in" and what.args[0].head == "symbol":
        return _ranged(what, scope)
    if what.head == "chain" and set(what.relations) <= COMPARED - {"="}:
        return what
    raise _not_heard(Expr("forall", (what,)))


def _ranged(what: Expr, scope: Scope) -> Expr:
    r"""``k \in [m]`` as it is, where k is declared so; ``x \in (0, 1)`` as a chain."""
    variable, over = what.args
    row = scope.notation.table.get(variable.name)
    if over.head == "space" and over.name == "[]" and len(over.args) == 1 and over.args[0].head != "items":
        if row is not None and row.sort.kind == "index" and row.sort.dims == (over.args[0].name,):
            return what
        raise _not_heard(what)
    found = list(member(variable, over, scope))
    if len(found) != 1 or found[0].head != "chain" or len(found[0].args) != 3:
        raise _not_heard(what)
    return found[0]


def _refuse_hidden(given: Iterable[Expr], then: Iterable[Expr]) -> None:
    r"""A given ``O`` hides a constant that nothing fixes; a given ``\Omega`` one that may be as large as one likes,
    unless the conclusion hides one too."""
    concluded = any(part.name == CONSTANT or part.head == "landau" for tree in then for part in walk(tree))
    for tree in (*given, *(tree for tree in then if any(part.head == "landau" for part in walk(tree)))):
        if any(part.head == "landau" and (part.name != "Omega" or concluded) for part in walk(tree)):
            raise Unmeasured(f"{_shown(tree)} hides a constant that nothing fixes")


def _solved(given: Sequence[Expr], notation: Notation, roles: Roles, known: Definitions) -> tuple[Expr, ...]:
    """The hypotheses, the first equation for each plain number read as its definition."""
    bodies = {root(tree.args[0]).name: [tree.args[1]] for tree in given if tree.name == ":="}
    bodies |= {name: [rule.body for rule in rules] for name, rules in known.items()}
    found: list[Expr] = []
    for tree in given:
        kept = []
        for item in tree.args if tree.head == "items" else ():
            pairs = [(a, b) for a, _, b in links(item)] if item.name == "=" and not _quantifies(tree) else []
            both = [pair for a, b in pairs for pair in ((a, b), (b, a))]
            solved = next(((a, b) for a, b in both if _defines(a, b, notation, roles, bodies)), None)
            if solved is None:
                kept.append(item)
            else:
                bodies[solved[0].name] = [solved[1]]
                found.append(relation(solved[0], ":=", solved[1]))
        found.append(replace(tree, args=tuple(kept)) if tree.head == "items" else tree)
    return tuple(found)


def _quantifies(tree: Expr) -> bool:
    return any(item.head == "forall" for item in tree.args)


def _defines(target: Expr, body: Expr, notation: Notation, roles: Roles, bodies: Mapping[str, list[Expr]]) -> bool:
    """Whether an equation may be read as what its target is, and makes no circle."""
    if not _is_plain(target, notation, roles) or target.name in bodies or body.head == "landau":
        return False
    return not _indices(body, notation) and target.name not in _reached(body.free, bodies)


def _is_plain(target: Expr, notation: Notation, roles: Roles) -> bool:
    """Whether a term is the symbol of a number that nothing else determines."""
    row = notation.table.get(target.name) if target.head == "symbol" else None
    known = target.name in parts_of(roles)
    return row is not None and not known and row.sort.is_scalar and not (row.over or row.of or row.random)


def is_law_of_layers(left: Expr, law: Expr, roles: Roles) -> bool:
    """Whether a law at the start is the one by which layers are drawn: standard Gaussian weights, fair signs."""
    start = left.args[0] if left.head == "entry" else left
    at_start = start.head == "symbol" or (start.head == "apply" and start.args[1:] == (number(0),))
    if not at_start or law.head != "law":
        return False
    name = root(left).name
    if name == roles.weights:
        return law.name == "N" and len(law.args) == 2 and law.args[0] == number(0) and root(law.args[1]).name == "I"
    fair = {Expr("neg", (number(1),)), number(1)}
    return name == roles.signs and law.name in UNIFORM and len(law.args) == 2 and set(law.args) == fair


def parts_of(roles: Roles) -> frozenset[str]:
    """The symbols that an instance knows; a time is chosen."""
    return frozenset(vars(roles).values()) - {roles.time}


def root(tree: Expr) -> Expr:
    """What stands under indices, arguments and dots."""
    while tree.head in ("entry", "apply", "dot"):
        tree = tree.args[0]
    return tree


def reach(names: Iterable[str], definitions: Definitions, known: Collection[str]) -> frozenset[str]:
    """These names and all that they reach through definitions; what an instance knows is not unfolded."""
    inside = {
        name: [Expr("items", tuple(map(symbol, rule.body.free - rule.variables))) for rule in rules]
        for name, rules in definitions.items()
        if name not in known
    }
    return _reached(names, inside)


def _reached(names: Iterable[str], bodies: Mapping[str, Sequence[Expr]]) -> frozenset[str]:
    found, waiting = set(), set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set().union(*(body.free for body in bodies.get(name, ()))) - found
    return frozenset(found)


def randoms(
    parts: Iterable[str], notation: Notation, definitions: Definitions, known: Collection[str]
) -> frozenset[str]:
    """The symbols that the draw determines: parts of a layer, what is declared so, what is defined through such."""
    declared = {*parts, *(name for name, row in notation.table.items() if row.random)}
    return frozenset(declared | {name for name in definitions if reach({name}, definitions, known) & declared})


def _not_heard(tree: Expr) -> Unmeasured:
    return Unmeasured(f"{_shown(tree)} is nothing that draws can obey or break")


def _shown(tree: Expr) -> str:
    try:
        return to_latex(tree)
    except (ValueError, LookupError):  # a head without a printed form
        return f"a {tree.head}"
