r"""Is a formula true on one exact instance? An evaluator that shares with ntkprops nothing but the tree.

``breaks(case)`` and ``holds(case)`` look at the target of a case on its instance. Continuous ranges are walked on a
grid, integrals and derivatives are taken numerically: the instances are low polynomials, and the suite's margins are
wide. What this evaluator does not know raises ``Unknown``, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from adversary.arithmetic import SLACK, Undefined, Unknown, same
from adversary.claims import Case, Model, target
from adversary.terms import Scene, value
from ntkprops.language import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links, walk
from ntkprops.statement import Statement

STEPS = 12


def truth(tree: Expr, scene: Scene) -> bool:
    """Whether a formula holds; free indices range freely.

    Raises:
        Unknown: for what has no meaning here.
        Undefined: where a side has no value.
    """
    free = _free_indices(tree, scene)
    if free:
        name, over = free[0]
        return all(truth(tree, scene.bind(name, place)) for place in range(1, int(scene.look_up(over)) + 1))
    if tree.head == "items":
        return _quantified([i for i in tree.args if _binds(i)], [i for i in tree.args if not _binds(i)], scene)
    if tree.head == "set":
        return _quantified([i for i in tree.args if _binds(i)], [i for i in tree.args if not _binds(i)], scene)
    if tree.head == "chain":
        return all(_related(*link, scene) for link in links(tree))
    if tree.head == "not":
        return not truth(tree.args[0], scene)
    if tree.head in ("union", "intersection"):
        return (any if tree.head == "union" else all)(truth(arg, scene) for arg in tree.args)
    if tree.head in ("bigunion", "bigintersection"):
        variable, low, high, body = tree.args
        ends = range(int(value(low, scene)), int(value(high, scene)) + 1)
        each = (truth(body, scene.bind(variable.name, Fraction(place))) for place in ends)
        return any(each) if tree.head == "bigunion" else all(each)
    found = value(tree, scene)
    if not isinstance(found, bool):
        raise Unknown(f"{tree.head} is no formula")
    return found


def _binds(item: Expr) -> bool:
    return item.head in ("forall", "exists")


def _free_indices(tree: Expr, scene: Scene) -> list[tuple[str, str]]:
    table = scene.notation.table
    quantified = {name for part in walk(tree) if _binds(part) for name in _bound_names(part.args[0])}
    return [
        (name, table[name].sort.dims[0])
        for name in sorted(tree.free - quantified)
        if name in table and table[name].sort.kind == "index" and name not in scene.bound
    ]


def _bound_names(what: Expr) -> list[str]:
    if what.head == "symbol":
        return [what.name]
    middle = what.args[1:-1] or what.args[:1]
    return [part.name for part in middle if part.head == "symbol"]


def _quantified(binders: list[Expr], body: list[Expr], scene: Scene) -> bool:
    if not binders:
        return all(truth(part, scene) for part in body)
    (what,) = binders[0].args
    (name,) = _bound_names(what)
    each = (_quantified(binders[1:], body, scene.bind(name, point)) for point in _range(what, name, scene))
    return all(each) if binders[0].head == "forall" else any(each)


def _range(what: Expr, name: str, scene: Scene) -> Iterator[Any]:
    """The points of a quantifier's range: all of a finite one, a grid of a continuous one."""
    row = scene.notation.table.get(name)
    if what.head == "chain" and what.name == "in" and what.args[1].head == "space":
        space = what.args[1]
        if space.name == "[]" and space.args[0].head != "items":
            yield from (Fraction(place) for place in range(1, int(value(space.args[0], scene)) + 1))
            return
    low, high, open_low, open_high = _ends(what, name, scene)
    kind = row.sort.kind if row is not None else "real"
    if kind in ("time", "positive", "nonnegative", "probability", "count", "index"):
        low = max(low, Fraction(int(kind in ("count", "index"))))
        open_low |= kind in ("positive", "probability") and low == 0
    high = min(high, Fraction(1)) if kind == "probability" else high
    step = Fraction(1) if kind in ("count", "index") else (high - low) / STEPS
    place = low + (step / 2 if open_low else 0)
    while step > 0 and (place < high or (place == high and not open_high)):
        yield place
        place += step
    if step == 0 and not (open_low or open_high):
        yield low


def _ends(what: Expr, name: str, scene: Scene) -> tuple[Fraction, Fraction, bool, bool]:
    low, high, open_low, open_high = Fraction(-15), Fraction(15), False, False
    if what.head == "chain" and what.name == "in":
        ends, is_open = _interval(what.args[1])
        return Fraction(value(ends[0], scene)), Fraction(value(ends[1], scene)), is_open, is_open
    for left, op, right in links(what) if what.head == "chain" else ():
        if left.head == "symbol" and left.name == name:
            left, op, right = right, {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}.get(op, op), left
        if op not in ("<=", "<", ">=", ">"):
            raise Unknown(f"a range by {op}")
        end = Fraction(value(left, scene))
        if op in ("<=", "<"):
            low, open_low = end, op == "<"
        else:
            high, open_high = end, op == ">"
    return low, high, open_low, open_high


def _related(left: Expr, op: str, right: Expr, scene: Scene) -> bool:
    if op == "in":
        return _member(value(left, scene), right, scene)
    if op in ("~", "approx"):
        raise Unknown(f"a relation {op}")
    one, other = value(left, scene), value(right, scene)
    if isinstance(one, tuple):
        return same(one, other) == (op in ("=", ":="))
    if op in ("=", ":=", "!="):
        return same(one, other) == (op != "!=")
    gap = other - one if op in ("<=", "<") else one - other
    exact = isinstance(gap, Fraction)
    return gap >= (0 if exact else -SLACK) if op in ("<=", ">=") else gap > (0 if exact else SLACK)


def _member(point: Any, space: Expr, scene: Scene) -> bool:
    if space.head == "space" and space.name == "R":
        return True
    if space.head == "set":
        return any(same(point, value(arg, scene)) for arg in space.args)
    ends, is_open = _interval(space)
    low, high = (value(end, scene) for end in ends)
    return low < point < high if is_open else low <= point <= high


def _interval(space: Expr) -> tuple[tuple[Expr, ...], bool]:
    """The ends of ``[a, b]`` or ``(a, b)``, and whether it is open."""
    if space.head == "space" and space.name == "[]" and space.args[0].head == "items":
        return space.args[0].args, False
    if space.head == "listing" and len(space.args) == 2:
        return space.args, True
    raise Unknown(f"membership in {space.head} {space.name}")


def obeys(statement: Statement, notation: Notation, model: Model) -> bool:
    """Whether an instance obeys all that is given, at every outcome of the draw."""
    trees = [read(text, notation) for text in (*notation.always, *statement.given)]
    scene = Scene(notation, model, truth)
    try:
        return all(truth(tree, one) for tree in trees for _, one in scene.outcomes())
    except Undefined:  # what is given is defined
        return False


def failure(statement: Statement, notation: Notation, model: Model) -> Fraction:
    """The probability with which an instance breaks a conclusion.

    Raises:
        Undefined: where a side has no value.
    """
    trees = [read(text, notation) for text in statement.then]
    if statement.for_all:
        told = read(statement.for_all, notation)
        binders = [Expr("forall", (binder,)) for binder in (told.args if told.head == "items" else (told,))]
        trees = [Expr("items", (*binders, tree)) for tree in trees]
    scene = Scene(notation, model, truth)
    return sum((c for c, one in scene.outcomes() if not all(truth(t, one) for t in trees)), Fraction(0))


def breaks(statement: Statement, notation: Notation, model: Model) -> bool:
    """Whether the instance obeys what is given and breaks the conclusion more often than is allowed."""
    allowed = Fraction(0)
    if statement.probability:
        allowed = 1 - value(read(statement.probability, notation), Scene(notation, model, truth))
    return obeys(statement, notation, model) and failure(statement, notation, model) > allowed


def is_shown(case: Case) -> bool:
    """Whether the instance of a case shows its truth: it obeys what is given, and breaks the claim if that is false.

    Where the truth is None a side has no value there.
    """
    statement = target(case)
    if statement is None or case.instance is None:
        raise Unknown("a row, or a case without an instance")
    if not obeys(statement, case.notation, case.instance):
        return False
    try:
        return breaks(statement, case.notation, case.instance) == (case.truth is False) and case.truth is not None
    except Undefined:
        return case.truth is None
