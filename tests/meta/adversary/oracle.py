r"""Is a formula true on one exact instance? An evaluator that shares with ntkprops nothing but the tree.

``breaks(case)`` and ``holds(case)`` look at the target of a case on its instance. Continuous ranges are walked on a
grid, integrals and derivatives are taken numerically: the instances are low polynomials, and the suite's margins are
wide. What this evaluator does not know raises ``Unknown``, never a guess.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np
from adversary.claims import Case, Model, target

from ntkprops.language import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links, walk
from ntkprops.statement import Statement

SLACK = 1e-7
STEPS = 12


class Unknown(Exception):  # noqa: N818  a limit of this evaluator, not an error
    """This evaluator has no meaning for that."""


class Undefined(Exception):  # noqa: N818  a fact about the instance
    """A side has no value here: a denominator of 0, the logarithm of a negative number, an empty maximum."""


@dataclass(frozen=True)
class Scene:
    """Where a formula is looked at: the instance, one outcome of the draw, and the bound variables."""

    notation: Notation
    model: Model
    drawn: Mapping[str, Any] = field(default_factory=dict)
    bound: Mapping[str, Any] = field(default_factory=dict)

    def bind(self, name: str, value: Any) -> Scene:
        """The scene inside a binder."""
        return replace(self, bound={**self.bound, name: value})

    def outcomes(self) -> Iterator[tuple[Fraction, Scene]]:
        """Every outcome with its probability."""
        yield from ((chance, replace(self, drawn=drawn)) for chance, drawn in self.model.draws)

    def look_up(self, name: str) -> Any:
        """The value of a spelling."""
        for values in (self.bound, self.drawn, self.model.values):
            if name in values:
                return values[name]
        raise Unknown(f"the instance gives no value to {name}")


def value(tree: Expr, scene: Scene) -> Any:
    """The value of a term: a number, a tuple, a tuple of tuples.

    Raises:
        Unknown: for a head that is not in the table.
        Undefined: where the instance gives no value.
    """
    if tree.head not in _VALUES:
        raise Unknown(f"no value for {tree.head}")
    return _VALUES[tree.head](tree, scene)


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
        return _same(one, other) == (op in ("=", ":="))
    if op in ("=", ":=", "!="):
        return _same(one, other) == (op != "!=")
    gap = other - one if op in ("<=", "<") else one - other
    exact = isinstance(gap, Fraction)
    return gap >= (0 if exact else -SLACK) if op in ("<=", ">=") else gap > (0 if exact else SLACK)


def _member(point: Any, space: Expr, scene: Scene) -> bool:
    if space.head == "space" and space.name == "R":
        return True
    if space.head == "set":
        return any(_same(point, value(arg, scene)) for arg in space.args)
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


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) != isinstance(other, tuple):
        raise Unknown("things of two sorts")
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one == other
    return abs(one - other) <= SLACK * max(1.0, abs(one))


def _terms(tree: Expr, scene: Scene) -> Iterator[Any]:
    variable, low, high, body = tree.args
    first, last = value(low, scene), value(high, scene)
    if any(Fraction(end).denominator != 1 for end in (first, last)):
        raise Undefined("a real end of a sum")
    yield from (value(body, scene.bind(variable.name, Fraction(k))) for k in range(int(first), int(last) + 1))


def _add(one: Any, other: Any) -> Any:
    return tuple(map(_add, one, other)) if isinstance(one, tuple) else one + other


def _scale(factor: Any, thing: Any) -> Any:
    return tuple(_scale(factor, part) for part in thing) if isinstance(thing, tuple) else factor * thing


def _array(thing: Any) -> Any:
    return np.array(thing, dtype=object)


def _tuples(thing: Any) -> Any:
    return tuple(_tuples(part) for part in thing) if isinstance(thing, np.ndarray) else thing


@dataclass(frozen=True)
class Row:
    """A transposed vector."""

    parts: tuple[Any, ...]


def _times(one: Any, other: Any) -> Any:
    if isinstance(one, Row) and isinstance(other, Row):
        raise Unknown("row times row")
    if isinstance(one, Row):
        found = _array(one.parts) @ _array(other) if isinstance(other, tuple) else Row(_scale(other, one.parts))
        return Row(_tuples(found)) if isinstance(found, np.ndarray) else found
    if isinstance(other, Row):
        return tuple(_scale(part, other.parts) for part in one) if isinstance(one, tuple) else Row(_scale(one, other.parts))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _tuples(_array(one) @ _array(other))
    return _scale(other, one) if isinstance(one, tuple) else _scale(one, other)


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, tuple):
        raise Unknown("a power of a matrix")
    if base == 0 and exponent <= 0:
        raise Undefined("a power of 0")
    if Fraction(exponent).denominator != 1:
        if base < 0:
            raise Undefined("a fractional power of a negative number")
        return float(base) ** float(exponent)
    return base ** int(exponent)


def _divide(one: Any, other: Any) -> Any:
    if other == 0:
        raise Undefined("a division by 0")
    return _scale(1 / other, one)


def _root(found: Any) -> Any:
    if found < 0:
        raise Undefined("the root of a negative number")
    exact = Fraction(found) if isinstance(found, Fraction) else None
    if exact is not None:
        top, low = math.isqrt(exact.numerator), math.isqrt(exact.denominator)
        if top * top == exact.numerator and low * low == exact.denominator:
            return Fraction(top, low)
    return math.sqrt(found)


def _real_root(degree: Any, found: Any) -> float:
    if found < 0:
        raise Undefined("the root of a negative number")
    return float(found) ** (1 / float(degree))


def _log(found: Any) -> float:
    if found <= 0:
        raise Undefined("the logarithm of what is not positive")
    return math.log(found)


def _norm(tree: Expr, scene: Scene) -> Any:
    thing = value(tree.args[0], scene)
    thing = thing.parts if isinstance(thing, Row) else thing
    flat = [part for row in thing for part in (row if isinstance(row, tuple) else (row,))]
    is_matrix = isinstance(thing[0], tuple)
    if is_matrix and tree.name in ("", "2"):
        return float(np.linalg.norm(np.array(thing, dtype=float), 2))
    if is_matrix and tree.name in ("1", r"\infty"):
        raise Unknown("an operator norm")
    if tree.name == "1":
        return sum(map(abs, flat))
    return max(map(abs, flat)) if tree.name == r"\infty" else _root(sum((x * x for x in flat), Fraction(0)))


def _mean(tree: Expr, scene: Scene) -> Any:
    if len(tree.args) > 1:
        raise Unknown("a partial expectation")
    return reduce(_add, [_scale(chance, value(tree.args[0], one)) for chance, one in scene.outcomes()])


def _variance(tree: Expr, scene: Scene) -> Any:
    found = [(chance, value(tree.args[0], one)) for chance, one in scene.outcomes()]
    mean = sum(chance * x for chance, x in found)
    return sum(chance * (x - mean) ** 2 for chance, x in found)


def _integral(tree: Expr, scene: Scene) -> Any:
    variable, low, high, body = tree.args
    ends = [float(value(end, scene)) for end in (low, high)]
    half = (ends[1] - ends[0]) / 2
    parts = [
        _scale(half * weight, value(body, scene.bind(variable.name, ends[0] + half * (1 + node))))
        for node, weight in zip(*np.polynomial.legendre.leggauss(24), strict=True)
    ]
    return reduce(_add, parts)


def _derivative(tree: Expr, scene: Scene) -> Any:
    body, variable = tree.args
    return _slope(lambda at: value(body, scene.bind(variable.name, at)), scene.look_up(variable.name))


def _slope(function: Callable[[Any], Any], at: Any) -> Any:
    """The derivative by two central differences, exact for polynomials up to degree 4."""

    def central(step: Fraction) -> Any:
        return _scale(1 / (2 * step), _add(function(at + step), _scale(Fraction(-1), function(at - step))))

    wide, narrow = (central(Fraction(1, size)) for size in (512, 1024))
    return _add(_scale(Fraction(4, 3), narrow), _scale(Fraction(-1, 3), wide))


def _applied(tree: Expr, scene: Scene) -> Any:
    base, *given = tree.args
    found = scene.look_up(base.args[0].name if base.head == "dot" else base.name)
    if not isinstance(found, Callable):
        raise Unknown(f"{base.name} is not applied here")
    if base.head == "dot":
        return _slope(found, value(given[0], scene))
    return found(*(value(arg, scene) for arg in given))


def _entry(tree: Expr, scene: Scene) -> Any:
    found = value(tree.args[0], scene)
    for place in tree.args[1:]:
        at = value(place, scene)
        if Fraction(at).denominator != 1 or not 1 <= at <= len(found):
            raise Undefined("an index beyond its range")
        found = found[int(at) - 1]
    return found


def _extremum(pick: Callable[..., Any]) -> Callable[[Expr, Scene], Any]:
    def found(tree: Expr, scene: Scene) -> Any:
        row = scene.notation.table.get(tree.args[0].name)
        if row is None or row.sort.kind != "index":
            raise Unknown("an extremum over what may be a range of reals")
        terms = list(_terms(tree, scene))
        if not terms:
            raise Undefined("an empty maximum")
        return pick(terms)

    return found


def _transposed(tree: Expr, scene: Scene) -> Any:
    found = value(tree.args[0], scene)
    if isinstance(found, Row):
        return found.parts
    return tuple(zip(*found, strict=True)) if isinstance(found[0], tuple) else Row(found)


def _summed(tree: Expr, scene: Scene) -> Any:
    total = None
    for term in _terms(tree, scene):
        total = term if total is None else _add(total, term)
    return Fraction(0) if total is None else total


def _product(tree: Expr, scene: Scene) -> Any:
    total = value(tree.args[0], scene)
    for factor in tree.args[1:]:
        total = _times(total, value(factor, scene))
    return total


def _eigen(pick: int) -> Callable[[Expr, Scene], float]:
    return lambda e, s: float(np.linalg.eigvalsh(np.array(value(e.args[0], s), dtype=float))[pick])


def _each(change: Callable[..., Any]) -> Callable[[Expr, Scene], Any]:
    return lambda e, s: change(*(value(arg, s) for arg in e.args))


def _sum_of(e: Expr, s: Scene) -> Any:
    total = value(e.args[0], s)
    for term in e.args[1:]:
        total = _add(total, value(term, s))
    return total


_VALUES: dict[str, Callable[[Expr, Scene], Any]] = {
    "number": lambda e, s: Fraction(e.name),
    "constant": lambda e, s: math.pi,
    "symbol": lambda e, s: s.look_up(e.name),
    "entry": _entry,
    "apply": _applied,
    "add": _sum_of,
    "mul": _product,
    "neg": _each(lambda x: _scale(Fraction(-1), x)),
    "div": _each(_divide),
    "pow": _each(_power),
    "sqrt": _each(_root),
    "root": _each(lambda degree, x: _real_root(degree, x)),
    "exp": _each(math.exp),
    "log": _each(_log),
    "abs": _each(abs),
    "max": _each(lambda *xs: max(xs)),
    "min": _each(lambda *xs: min(xs)),
    "norm": _norm,
    "inner": _each(lambda a, b: sum(x * y for x, y in zip(a, b, strict=True))),
    "transpose": _transposed,
    "lambda_min": _eigen(0),
    "lambda_max": _eigen(-1),
    "tr": _each(lambda a: sum(a[k][k] for k in range(len(a)))),
    "Tr": _each(lambda a: sum(a[k][k] for k in range(len(a)))),
    "indicator": lambda e, s: Fraction(int(truth(e.args[0], s))),
    "Pr": lambda e, s: sum((c for c, one in s.outcomes() if truth(e.args[0], one)), Fraction(0)),
    "E": _mean,
    "Var": _variance,
    "sum": _summed,
    "prod": lambda e, s: math.prod(_terms(e, s), start=Fraction(1)),
    "integral": _integral,
    "maximum": _extremum(max),
    "minimum": _extremum(min),
    "family": lambda e, s: tuple(_terms(e, s)),
    "listing": lambda e, s: tuple(value(arg, s) for arg in e.args),
    "derivative": _derivative,
}


def obeys(statement: Statement, notation: Notation, model: Model) -> bool:
    """Whether an instance obeys all that is given, at every outcome of the draw."""
    trees = [read(text, notation) for text in (*notation.always, *statement.given)]
    scene = Scene(notation, model)
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
    scene = Scene(notation, model)
    return sum((c for c, one in scene.outcomes() if not all(truth(t, one) for t in trees)), Fraction(0))


def breaks(statement: Statement, notation: Notation, model: Model) -> bool:
    """Whether the instance obeys what is given and breaks the conclusion more often than is allowed."""
    allowed = Fraction(0)
    if statement.probability:
        allowed = 1 - value(read(statement.probability, notation), Scene(notation, model))
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
