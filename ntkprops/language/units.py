r"""In how many ways may a formula's units be chosen? ``freedom(trees, notation)``: a scaling check.

Every vector, matrix and scalar that is no count, index, sign, probability or time may have a unit of its own. Terms of
a sum and sides of a relation must agree, exponents and arguments of exp and log have none. What remains free is the
number of independent scalings under which every formula keeps its meaning: a factor that is lost on one side costs one.
Nothing follows from it but a preference: a true formula may have few.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from ntkprops.language.notation import Notation
from ntkprops.language.tree import BINDERS, Expr

UNITLESS = frozenset({"count", "index", "sign", "probability", "event", "truth"})
SAME = frozenset({  # as large as what they are taken of
    "neg", "abs", "norm", "E", "transpose", "lambda_min", "lambda_max", "sigma_min", "sigma_max", "tr", "Tr", "dot",
    "entry", "max", "min", "add", "set", "listing", "diag", "vec",
})  # fmt: skip
Unit = dict[str, Fraction] | None  # None where anything fits, such as the number 0


def freedom(trees: Iterable[Expr], notation: Notation) -> int:
    r"""How many independent scalings leave the meaning of some formulas alone.

    Args:
        trees: formulas, read together.
        notation: their symbols.

    >>> from ntkprops.language.notation import count, declare, vector
    >>> from ntkprops.language.reader import read
    >>> table = Notation((declare("d", count), declare("u", vector("d")), declare("v", vector("d"))))
    >>> [freedom([read(s, table)], table) for s in (r"u^\top v \leq \|u\|", r"u^\top v \leq \|u\| \|v\|")]
    [1, 2]
    """
    ledger = _Ledger(notation)
    for tree in trees:
        ledger.unit(tree)
    return len(ledger.names) - _rank(ledger.equal)


@dataclass
class _Ledger:
    """The names that have a unit, and the combinations of units that must vanish."""

    notation: Notation
    names: set[str] = field(default_factory=set)
    equal: list[dict[str, Fraction]] = field(default_factory=list)

    def unit(self, node: Expr) -> Unit:
        """The unit of a node, noting what must agree inside."""
        if node.head == "symbol":
            return self._named(node.name)
        if node.head == "number":
            return None if node.name == "0" else {}
        if node.head in ("entry", "dot", "apply"):
            for arg in node.args[1:]:
                self.unit(arg)
            return self.unit(node.args[0])
        if node.head in BINDERS:
            return self._bound(node)
        if node.head == "pow":
            return self._power(node)
        units = [self.unit(arg) for arg in node.args]
        return self._made(node, units)

    def _named(self, name: str) -> Unit:
        row = self.notation.table.get(name)
        if row is None or row.sort.kind in UNITLESS:
            return {}
        self.names.add(name)
        return {name: Fraction(1)}

    def _bound(self, node: Expr) -> Unit:
        variable, low, high, body = node.args
        units = [self.unit(low), self.unit(high)]
        inner = self.unit(body)
        if node.head == "integral":
            step = self.unit(variable) if variable.name in self.notation.table else next(filter(None, units), {})
            return _product(inner, step, 1)
        return None if inner is None or node.head == "prod" else inner

    def _power(self, node: Expr) -> Unit:
        base, exponent = node.args
        unit, value = self.unit(base), _value(exponent)
        if value is not None and unit is not None:
            return {name: value * size for name, size in unit.items()}
        self._agree(self.unit(exponent), {})
        if value is None:
            self._agree(unit, {})
        return unit if value is not None else {}

    def _made(self, node: Expr, units: list[Unit]) -> Unit:
        first = units[0] if units else {}
        if node.head in ("chain", "add", "max", "min", "inner", "mul", "hadamard"):
            if node.head in ("mul", "inner", "hadamard"):
                whole: Unit = {}
                for unit in units:
                    whole = _product(whole, unit, 1)
                return whole
            known = [unit for unit in units if unit is not None]
            for one, other in pairwise(known):
                self._agree(one, other)
            return known[0] if known else None
        if node.head in ("div", "derivative", "partial"):
            return _product(first, units[1], -1)
        if node.head == "grad":
            return first
        if node.head == "sqrt":
            return None if first is None else {name: size / 2 for name, size in first.items()}
        if node.head == "Var":
            return _product(first, first, 1)
        if node.head in ("exp", "log"):
            self._agree(first, {})
            return {}
        return first if node.head in SAME else {}

    def _agree(self, one: Unit, other: Unit) -> None:
        if one is not None and other is not None:
            self.equal.append(_product(one, other, -1) or {})


def _product(one: Unit, other: Unit, sign: int) -> Unit:
    if one is None or other is None:
        return None
    return {name: one.get(name, Fraction(0)) + sign * other.get(name, Fraction(0)) for name in {*one, *other}}


def _value(node: Expr) -> Fraction | None:
    """The number that an exponent is, if it is one."""
    if node.head == "number" and node.name.isdigit():
        return Fraction(node.name)
    if node.head == "neg":
        value = _value(node.args[0])
        return None if value is None else -value
    if node.head == "div":
        above, below = map(_value, node.args)
        return above / below if above is not None and below else None
    return None


def _rank(rows: list[dict[str, Fraction]]) -> int:
    """How many of some combinations are independent."""
    rows, rank = [{k: v for k, v in row.items() if v} for row in rows], 0
    while rows := [row for row in rows if row]:
        first, rank = rows.pop(), rank + 1
        name = min(first)
        for row in rows:
            ratio = row.get(name, Fraction(0)) / first[name]
            for key, value in first.items():
                row[key] = row.get(key, Fraction(0)) - ratio * value
        rows = [{k: v for k, v in row.items() if v} for row in rows]
    return rank


__all__ = ["freedom"]
