r"""The canonical form of a formula: scalars as SymPy expressions over opaque atoms, the rest as ``Linear``.

Two formulas that differ only by linearity of sums, integrals, expectations and inner products, by the order of terms,
or by ``|a - b| = |b - a|``, get one canonical form; what algebra cannot look into becomes an atom. Nothing here is
an inequality, and nothing is assumed beyond the meaning of the operations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sympy as sp

from ntkprops.derivation.terms import magnitude, tidy
from ntkprops.errors import FormulaError
from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, free_symbols, substitute, symbol
from ntkprops.proof.atoms import Atoms, Key, dummies, unused
from ntkprops.proof.components import component
from ntkprops.proof.events import event_names, event_of, indicator, probability
from ntkprops.proof.linear import Linear, add
from ntkprops.proof.motion import antiderivative, between_ends, derivative, derivative_of, key_derivative
from ntkprops.proof.operators import expectation, integral, split, summation, terms
from ntkprops.proof.scalar.size import is_writable
from ntkprops.proof.vectors import extremum, inner, key_names, linear_names, norm, root_of, show, width_of

Value = sp.Expr | Linear


@dataclass
class Canon:
    """Reads trees into one table of atoms.

    Args:
        notation: what the symbols are.
        rewrite: applied to every tree first (definitions, cited equations).
        rules: names of rules that change the form itself: ``chain_rule``, ``fundamental_theorem``,
            ``exponential_integral``.
    """

    notation: Notation
    rewrite: Callable[[Expr], Expr] = lambda expr: expr
    rules: frozenset[str] = frozenset()
    atoms: Atoms = field(init=False)
    noticed: dict[sp.Expr, Expr] = field(default_factory=dict)  # what is nonnegative by its printed form

    def __post_init__(self) -> None:
        self.atoms = Atoms(self.notation)

    def scalar(self, expr: Expr) -> sp.Expr:
        """The canonical form of a scalar formula."""
        found = self.value(expr)
        if isinstance(found, Linear):
            raise FormulaError(f"{to_latex(expr)} is not a scalar", span=expr.span)
        return found

    def linear(self, expr: Expr) -> Linear:
        """The canonical form of a vector or matrix formula."""
        found = self.value(expr)
        if not isinstance(found, Linear):
            raise FormulaError(f"{to_latex(expr)} is a scalar", span=expr.span)
        return found

    def value(self, expr: Expr) -> Value:
        """The canonical form, after rewriting."""
        return self.read(self.rewrite(expr))

    def read(self, expr: Expr) -> Value:
        """The canonical form of a tree that is not rewritten again."""
        rule = _RULES.get(expr.head)
        if rule is None:
            raise FormulaError(f"{expr.head} has no value by itself", span=expr.span)
        return rule(self, expr)

    def numeric(self, expr: Expr) -> sp.Expr:
        found = self.read(expr)
        if isinstance(found, Linear):
            raise FormulaError(f"{to_latex(expr)} must be a scalar", span=expr.span)
        return found

    def eigenvalue(self, head: str, value: Linear) -> sp.Symbol:
        """``lambda_min``, ``lambda_max`` or the trace of a combination of matrices, as an atom."""
        return self.atoms.opaque((head, value), f"{head}({show(value)})", linear_names(self, value), real=True)

    def notice(self, whole: sp.Expr, body: sp.Expr, printed: Expr) -> sp.Expr:
        """``whole``, remembered as nonnegative if its body is one by its form: expansion would hide it."""
        if body.is_nonnegative and not whole.is_nonnegative and not dummies(self.atoms.names(whole)):
            self.noticed[whole] = printed
        return whole

    def atom(self, key: Key, expr: Expr, **assume: bool) -> sp.Symbol:
        return self.atoms.opaque(key, to_latex(expr), free_symbols(expr), **assume)

    def under(self, expr: Expr, read: Callable[[Expr], Value]) -> tuple[str, sp.Expr, sp.Expr, Value]:
        """A binder's dummy, range and body, with the variable renamed to the first dummy that the body leaves free."""
        variable, low, high, body = expr.args
        from_one = low.head == "number" and low.name.isdigit() and int(low.name) >= 1
        sort = Sort("index", (to_latex(high),)) if expr.head != "integral" and from_one else Sort("real")
        name = unused(sort, body.free)
        inside = read(substitute(body, variable, symbol(name)))
        return name, self.numeric(low), self.numeric(high), inside


def _symbol(canon: Canon, expr: Expr) -> Value:
    row = canon.notation.table.get(expr.name)
    if row is None or (row.sort.is_scalar and not row.over):
        return canon.atoms.plain(expr.name)
    return _thing(canon, expr, row.sort if not row.over else row.whole)


def _thing(canon: Canon, expr: Expr, sort: Sort) -> Value:
    """A declared thing as it stands: an atom if scalar, one key if not."""
    if sort.kind in ("vector", "covector", "matrix", "family"):
        return Linear.one("matrix" if sort.kind == "matrix" else "vector", ("thing", expr))
    return canon.atom(("thing", expr), expr, **_sign(sort))


def _sign(sort: Sort) -> dict[str, bool]:
    from_sort = {
        "positive": {"positive": True},
        "nonnegative": {"nonnegative": True},
        "sign": {"real": True, "nonzero": True},
    }
    return from_sort.get(sort.kind, {"real": True})


def _apply(canon: Canon, expr: Expr) -> Value:
    row = canon.notation.table[root_of(expr).name]
    return _thing(canon, expr, row.whole if row.over else row.sort)


def _entry(canon: Canon, expr: Expr) -> Value:
    base, *indices = expr.args
    root = root_of(base)
    row = canon.notation.table.get(root.name) if root.head == "symbol" else None
    if row is not None and row.over and len(indices) == len(row.over):
        return _thing(canon, expr, row.sort)
    if base.head in ("symbol", "apply", "dot", "entry", "grad", "partial"):
        return canon.atom(("thing", expr), expr, real=True)
    return component(canon, canon.read(base), tuple(indices))


def _add(canon: Canon, expr: Expr) -> Value:
    values = [canon.read(arg) for arg in expr.args]
    total = values[0]
    for value in values[1:]:
        if isinstance(total, Linear) and isinstance(value, Linear):
            total = add(total, value)
        elif not isinstance(total, Linear) and not isinstance(value, Linear):
            total = total + value
        else:
            raise FormulaError("a scalar and a vector cannot be added", span=expr.span)
    return total


def _mul(canon: Canon, expr: Expr) -> Value:
    result = canon.read(expr.args[-1])
    for factor in reversed(expr.args[:-1]):  # from the right, so that x^T H y needs no matrix on the left
        result = _times(canon, canon.read(factor), result, expr)
    return result


def _times(canon: Canon, left: Value, right: Value, expr: Expr) -> Value:
    if not isinstance(left, Linear):
        return right.scaled(left) if isinstance(right, Linear) else left * right
    if not isinstance(right, Linear):
        return left.scaled(right)
    if left.kind == "covector" and right.kind == "vector":
        return inner(canon, left, right)
    if left.kind == "matrix" and right.kind == "vector":
        return left.mapped(
            lambda m: right.mapped(lambda v: Linear.one("vector", ("product", m, v, width_of(canon, m))), "vector"),
            "vector",
        )
    pairs = {(("pair", m, v)): a * b for m, a in left.terms for v, b in right.terms}
    kind = {("covector", "matrix"): "covector", ("vector", "covector"): "matrix"}.get((left.kind, right.kind), "matrix")
    return Linear.of(kind, pairs)


def _norm(canon: Canon, expr: Expr) -> Value:
    return norm(canon, canon.read(expr.args[0]), expr.name or "2")


def _matrix_function(canon: Canon, expr: Expr) -> Value:
    value = canon.read(expr.args[0])
    assert isinstance(value, Linear)
    return canon.eigenvalue(expr.head, value)


def _transpose(canon: Canon, expr: Expr) -> Value:
    value = canon.read(expr.args[0])
    if not isinstance(value, Linear):
        return value
    if value.kind == "matrix":
        return value.mapped(lambda key: Linear.one("matrix", _transposed(key)), "matrix")
    return Linear({"vector": "covector", "covector": "vector"}[value.kind], value.terms)


def _transposed(key: Key) -> Key:
    return key[1] if key[0] == "transposed" else ("transposed", key)


def _sum(canon: Canon, expr: Expr) -> Value:
    name, low, high, body = canon.under(expr, canon.read)
    if not isinstance(body, Linear):
        return canon.notice(summation(canon.atoms, name, low, high, body), body, expr)
    total: dict[Key, sp.Expr] = {}
    for key, coefficient in body.terms:
        for term in sp.Add.make_args(tidy(coefficient)):
            free, tied = split(term, frozenset(f for f in sp.Mul.make_args(term) if name in canon.atoms.names(f)))
            constant = tied == 1 and name not in key_names(canon, key)
            whole: Key = key if constant else ("sum", name, low, high, ((key, tied),))
            total[whole] = total.get(whole, sp.Integer(0)) + (
                terms(canon.atoms, name, (low, high)) * free if constant else free
            )
    return Linear.of(body.kind, total)


def _integral(canon: Canon, expr: Expr) -> Value:
    whole = between_ends(canon, expr) if "fundamental_theorem" in canon.rules else None
    if whole is not None:
        return whole
    name, low, high, body = canon.under(expr, canon.read)
    if not isinstance(body, Linear):
        return integral(canon.atoms, name, low, high, body, rules=canon.rules)
    if "fundamental_theorem" in canon.rules:
        ends = [
            antiderivative(canon, body, name, expr.args[1]),
            antiderivative(canon, body, name, expr.args[2]),
        ]
        if ends[0] is not None and ends[1] is not None:
            return add(ends[1], ends[0].scaled(sp.Integer(-1)))
    return Linear.one(body.kind, ("integral", name, low, high, body.terms))


def _family(canon: Canon, expr: Expr) -> Value:
    variable, _, high, body = expr.args
    return Linear.one("vector", ("component", variable.name, body, high))


def _dot(canon: Canon, expr: Expr) -> Value:
    raise FormulaError("a dotted symbol needs a time", span=expr.span)


def _dotted(canon: Canon, expr: Expr) -> Value | None:
    r"""``\dot{w}_k(s)`` is the derivative of ``w_k`` at ``s``; ``s`` must be a variable."""
    base = expr.args[0] if expr.head == "entry" else expr
    if base.head != "apply" or base.args[0].head != "dot":
        return None
    (moving,) = base.args[0].args
    time = base.args[1]
    plain = Expr("apply", (moving, *base.args[1:]))
    whole = Expr("entry", (plain, *expr.args[1:])) if expr.head == "entry" else plain
    value = canon.read(whole)
    if time.head != "symbol":
        return (
            canon.atom(("thing", expr), expr)
            if not isinstance(value, Linear)
            else Linear.one(value.kind, ("thing", expr))
        )
    if isinstance(value, Linear):
        return value.mapped(lambda key: key_derivative(canon, key, time.name), value.kind)
    return derivative(canon, value, time.name)


def _either(canon: Canon, expr: Expr) -> Value:
    dotted = _dotted(canon, expr)
    if dotted is not None:
        return dotted
    return _apply(canon, expr) if expr.head == "apply" else _entry(canon, expr)


def _opaque_vector(canon: Canon, expr: Expr) -> Value:
    return Linear.one("vector", ("thing", expr))


def _grad(canon: Canon, expr: Expr) -> Value:
    return _opaque_vector(canon, expr)


def _function(canon: Canon, expr: Expr) -> Value:
    values = [canon.numeric(arg) for arg in expr.args]
    functions: dict[str, Callable[..., sp.Expr]] = {
        "exp": sp.exp, "log": sp.log, "max": sp.Max, "min": sp.Min, "sqrt": sp.sqrt,
        "root": lambda k, x: sp.root(x, k), "abs": magnitude,
    }  # fmt: skip
    return _real(functions[expr.head](*values), expr)


def _real(value: sp.Expr, expr: Expr) -> sp.Expr:
    """The value of a function or power, unless SymPy has made it complex or undefined."""
    if value.is_extended_real is False or value.has(sp.zoo, sp.nan, sp.I):
        raise FormulaError(f"{to_latex(expr)} is not a real number", span=expr.span)
    return value


def _power(canon: Canon, expr: Expr) -> Value:
    base, exponent = canon.numeric(expr.args[0]), canon.numeric(expr.args[1])
    if not is_writable(base, exponent):
        raise FormulaError(f"{to_latex(expr)} is too large to be written out", span=expr.span)
    return _real(tidy(base**exponent) if base.is_Symbol else base**exponent, expr)


def _extremum(canon: Canon, expr: Expr) -> Value:
    name, low, high, body = canon.under(expr, canon.read)
    assert not isinstance(body, Linear)
    return extremum(canon.atoms, expr.head, name, (low, high), body)


def _expectation(canon: Canon, expr: Expr) -> Value:
    value = canon.read(expr.args[0])
    if isinstance(value, Linear):
        return value.mapped(lambda key: _key_expectation(canon, key, value.kind), value.kind)
    if len(expr.args) == 2 and not _random_names(canon, value) <= expr.args[1].free:
        return canon.atom(("thing", expr), expr)  # a mean over a part of the draw still depends on the rest
    return canon.notice(expectation(canon.atoms, value), value, expr)


def _chance(canon: Canon, expr: Expr) -> Value:
    event = event_of(canon, expr.args[0])
    if len(expr.args) == 2:
        names = event_names(canon.atoms, event)
        if not frozenset(name for name in names if canon.atoms.is_random({name})) <= expr.args[1].free:
            return canon.atom(("thing", expr), expr)
    return probability(canon.atoms, event)


def _random_names(canon: Canon, value: sp.Expr) -> frozenset[str]:
    return frozenset(name for name in canon.atoms.names(value) if canon.atoms.is_random({name}))


def _key_expectation(canon: Canon, key: Key, kind: str) -> Linear:
    random = canon.atoms.is_random(key_names(canon, key))
    return Linear.one(kind, ("expectation", key)) if random else Linear.one(kind, key)


def _fraction(canon: Canon, expr: Expr) -> Value:
    above, below = canon.read(expr.args[0]), canon.numeric(expr.args[1])
    if below == 0:
        raise FormulaError("division by zero", span=expr.span)
    return above.scaled(1 / below) if isinstance(above, Linear) else above / below


def _negative(canon: Canon, expr: Expr) -> Value:
    value = canon.read(expr.args[0])
    return value.scaled(sp.Integer(-1)) if isinstance(value, Linear) else -value


def _inner_product(canon: Canon, expr: Expr) -> Value:
    left, right = (canon.read(arg) for arg in expr.args)
    if not (isinstance(left, Linear) and isinstance(right, Linear)):
        raise FormulaError("an inner product is of two vectors", span=expr.span)
    return inner(canon, left, right)


_RULES: dict[str, Callable[[Canon, Expr], Value]] = {
    "number": lambda c, e: sp.Rational(e.name) if e.name != "\\infty" else sp.oo,
    "constant": lambda c, e: sp.pi,
    "symbol": _symbol, "apply": _either, "entry": _either, "dot": _dot, "add": _add, "mul": _mul,
    "neg": _negative, "div": _fraction, "pow": _power, "norm": _norm, "inner": _inner_product,
    "exp": _function, "log": _function, "max": _function, "min": _function, "sqrt": _function, "root": _function,
    "abs": _function, "lambda_min": _matrix_function, "lambda_max": _matrix_function, "tr": _matrix_function,
    "transpose": _transpose, "sum": _sum, "integral": _integral, "family": _family, "maximum": _extremum,
    "minimum": _extremum, "derivative": derivative_of, "partial": _opaque_vector, "grad": _grad, "E": _expectation,
    "Pr": _chance,
    "indicator": lambda c, e: indicator(c.atoms, event_of(c, e.args[0])),
    "Var": lambda c, e: c.atom(("Var", c.numeric(e.args[0])), e, nonnegative=True, fixed=True),
}  # fmt: skip
