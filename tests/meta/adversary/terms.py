"""The value of a term on one exact instance: ``value(tree, scene)``, one line of the table a head."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from adversary.arithmetic import (
    Row,
    Undefined,
    Unknown,
    add,
    divide,
    logarithm,
    power,
    real_root,
    root,
    scale,
    slope,
    times,
)
from adversary.claims import Model
from ntkprops.language import Notation
from ntkprops.language.tree import Expr


@dataclass(frozen=True)
class Scene:
    """Where a formula is looked at: the instance, one outcome of the draw, the bound variables, and what tells truth."""

    notation: Notation
    model: Model
    holds: Callable[[Expr, Scene], bool]
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


def _terms(tree: Expr, scene: Scene) -> Iterator[Any]:
    variable, low, high, body = tree.args
    first, last = value(low, scene), value(high, scene)
    if any(Fraction(end).denominator != 1 for end in (first, last)):
        raise Undefined("a real end of a sum")
    yield from (value(body, scene.bind(variable.name, Fraction(k))) for k in range(int(first), int(last) + 1))


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
    return max(map(abs, flat)) if tree.name == r"\infty" else root(sum((x * x for x in flat), Fraction(0)))


def _mean(tree: Expr, scene: Scene) -> Any:
    if len(tree.args) > 1:
        raise Unknown("a partial expectation")
    return reduce(add, [scale(chance, value(tree.args[0], one)) for chance, one in scene.outcomes()])


def _variance(tree: Expr, scene: Scene) -> Any:
    found = [(chance, value(tree.args[0], one)) for chance, one in scene.outcomes()]
    mean = sum(chance * x for chance, x in found)
    return sum(chance * (x - mean) ** 2 for chance, x in found)


def _integral(tree: Expr, scene: Scene) -> Any:
    variable, low, high, body = tree.args
    ends = [float(value(end, scene)) for end in (low, high)]
    half = (ends[1] - ends[0]) / 2
    parts = [
        scale(half * weight, value(body, scene.bind(variable.name, ends[0] + half * (1 + node))))
        for node, weight in zip(*np.polynomial.legendre.leggauss(24), strict=True)
    ]
    return reduce(add, parts)


def _derivative(tree: Expr, scene: Scene) -> Any:
    body, variable = tree.args
    return slope(lambda at: value(body, scene.bind(variable.name, at)), scene.look_up(variable.name))


def _applied(tree: Expr, scene: Scene) -> Any:
    base, *given = tree.args
    found = scene.look_up(base.args[0].name if base.head == "dot" else base.name)
    if not isinstance(found, Callable):
        raise Unknown(f"{base.name} is not applied here")
    if base.head == "dot":
        return slope(found, value(given[0], scene))
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
        total = term if total is None else add(total, term)
    return Fraction(0) if total is None else total


def _product(tree: Expr, scene: Scene) -> Any:
    total = value(tree.args[0], scene)
    for factor in tree.args[1:]:
        total = times(total, value(factor, scene))
    return total


def _eigen(pick: int) -> Callable[[Expr, Scene], float]:
    return lambda e, s: float(np.linalg.eigvalsh(np.array(value(e.args[0], s), dtype=float))[pick])


def _each(change: Callable[..., Any]) -> Callable[[Expr, Scene], Any]:
    return lambda e, s: change(*(value(arg, s) for arg in e.args))


def _sum_of(e: Expr, s: Scene) -> Any:
    total = value(e.args[0], s)
    for term in e.args[1:]:
        total = add(total, value(term, s))
    return total


_VALUES: dict[str, Callable[[Expr, Scene], Any]] = {
    "number": lambda e, s: Fraction(e.name),
    "constant": lambda e, s: math.pi,
    "symbol": lambda e, s: s.look_up(e.name),
    "entry": _entry,
    "apply": _applied,
    "add": _sum_of,
    "mul": _product,
    "neg": _each(lambda x: scale(Fraction(-1), x)),
    "div": _each(divide),
    "pow": _each(power),
    "sqrt": _each(root),
    "root": _each(lambda degree, x: real_root(degree, x)),
    "exp": _each(math.exp),
    "log": _each(logarithm),
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
    "indicator": lambda e, s: Fraction(int(s.holds(e.args[0], s))),
    "Pr": lambda e, s: sum((c for c, one in s.outcomes() if one.holds(e.args[0], one)), Fraction(0)),
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
