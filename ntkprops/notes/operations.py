r"""What does each operation ask of the shapes of its parts? ``RULES``: one rule a head, as in ``language/sorts``."""

from __future__ import annotations

from collections import Counter

from ntkprops.language.tree import Expr, links, number
from ntkprops.notes.constraints import Around, Collector, Rule
from ntkprops.notes.spellings import UNKNOWN_RANGE
from ntkprops.notes.statements import law, relate
from ntkprops.notes.unify import Node, is_no_number, is_number
from ntkprops.notes.uses import Use, occurrence


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
    is_share = left.head == "div" and left.args[0] == number(1) and left.args[1].head == "symbol"
    if is_share and right.head == "sum" and right.args[2].name == UNKNOWN_RANGE:
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
    result = self.shapes.tensor(columns, rows)
    self.shapes.no_number(result)
    return result


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
    body, *under = expr.args
    if under and under[0].head == "chain":
        drawn, spread, *_ = under[0].args
        if drawn.head == "symbol":
            if self.known(drawn.name).over and self.shapes.place:
                self.known(drawn.name).doubles.append(self.shapes.place)
            around = around.name(drawn.name, self.shapes.new())
        law(self, drawn, spread, around)
    return self.shape(body, around)


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
        relate(self, left, op, right, around)
    return self.shapes.new()


RULES: dict[str, Rule] = {
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
