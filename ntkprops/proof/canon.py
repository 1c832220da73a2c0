r"""The canonical form of a formula: scalars as SymPy expressions over opaque atoms, the rest as ``Linear``.

Two formulas that differ only by linearity of sums, integrals, expectations and inner products, by the order of terms,
or by ``|a - b| = |b - a|``, get one canonical form; what algebra cannot look into becomes an atom. Nothing here is
an inequality, and nothing is assumed beyond the meaning of the operations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sympy as sp

from ntkprops.errors import FormulaError
from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Notation, Sort, Symbol
from ntkprops.language.tree import Expr, free_symbols, number, substitute, symbol
from ntkprops.proof.atoms import Atoms, Key, dummies, unused
from ntkprops.proof.events import event_of, indicator, probability
from ntkprops.proof.linear import Linear, add
from ntkprops.proof.operators import absolute, expectation, integral, split, summation, tidy

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
    noticed: dict[sp.Expr, None] = field(default_factory=dict)  # what is nonnegative by its printed form

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

    def notice(self, whole: sp.Expr, body: sp.Expr) -> sp.Expr:
        """``whole``, remembered as nonnegative if its body is one by its form: expansion would hide it."""
        if body.is_nonnegative and not whole.is_nonnegative and not dummies(self.atoms.names(whole)):
            self.noticed[whole] = None
        return whole

    def width(self, matrix: Key) -> str:
        """The spelled number of columns of a matrix key."""
        return _width(self, matrix)

    def key_names(self, key: object) -> frozenset[str]:
        """The names a key mentions."""
        return key_names(self, key)

    def atom(self, key: Key, expr: Expr, **assume: bool) -> sp.Symbol:
        return self.atoms.opaque(key, to_latex(expr), free_symbols(expr), **assume)

    def under(self, expr: Expr, read: Callable[[Expr], Value]) -> tuple[str, sp.Expr, sp.Expr, Value]:
        """A binder's dummy, range and body, with the variable renamed to the first dummy that the body leaves free."""
        variable, low, high, body = expr.args
        sort = Sort("real") if expr.head == "integral" else Sort("index", (to_latex(high),))
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


def _root(expr: Expr) -> Expr:
    while expr.head in ("apply", "dot", "entry"):
        expr = expr.args[0]
    return expr


def _apply(canon: Canon, expr: Expr) -> Value:
    row = canon.notation.table[_root(expr).name]
    return _thing(canon, expr, row.whole if row.over else row.sort)


def _entry(canon: Canon, expr: Expr) -> Value:
    base, *indices = expr.args
    root = _root(base)
    row = canon.notation.table.get(root.name) if root.head == "symbol" else None
    if row is not None and row.over and len(indices) == len(row.over):
        return _thing(canon, expr, row.sort)
    if base.head in ("symbol", "apply", "dot", "entry"):
        return canon.atom(("thing", expr), expr, real=True)
    return component(canon, canon.read(base), tuple(indices))


def component(canon: Canon, value: Value, indices: tuple[Expr, ...]) -> sp.Expr:
    """The component of a vector or the entry of a matrix, linearly."""
    assert isinstance(value, Linear)
    return sp.expand(sum((c * _key_component(canon, key, indices) for key, c in value.terms), sp.Integer(0)))


def _key_component(canon: Canon, key: Key, indices: tuple[Expr, ...]) -> sp.Expr:
    if key[0] == "thing":
        inner = key[1]
        assert isinstance(inner, Expr)
        parts = inner.args[1:] if inner.head == "entry" else ()
        base = inner.args[0] if inner.head == "entry" else inner
        return canon.numeric(canon.rewrite(Expr("entry", (base, *parts, *indices))))
    if key[0] == "component":  # of the family {body_i}
        _, variable, body = key
        return canon.scalar(substitute(body, symbol(str(variable)), indices[0]))  # type: ignore[arg-type]
    if key[0] == "product":
        _, matrix, vector, size = key
        taken = frozenset().union(key_names(canon, matrix), key_names(canon, vector), *(i.free for i in indices))
        name = unused(Sort("index", (str(size),)), taken)
        body = _key_component(canon, matrix, (indices[0], symbol(name))) * _key_component(
            canon, vector, (symbol(name),)
        )  # type: ignore[arg-type]
        return summation(canon.atoms, name, sp.Integer(1), canon.numeric(symbol(str(size))), body)
    if key[0] == "expectation":
        return expectation(canon.atoms, _key_component(canon, key[1], indices))  # type: ignore[arg-type]
    if key[0] == "derivative":
        _, inner, variable = key
        body = _key_component(canon, inner, indices)  # type: ignore[arg-type]
        moved = _moving_component(canon, inner, indices, str(variable))
        return derivative(canon, body, str(variable)) if moved is None else moved
    shown = f"[{key}]_{','.join(to_latex(i) for i in indices)}"
    names = frozenset().union(*(free_symbols(i) for i in indices))
    return canon.atoms.opaque(("component of", key, indices), shown, names, real=True)


def _moving_component(canon: Canon, thing: object, indices: tuple[Expr, ...], variable: str) -> sp.Expr | None:
    """What a cited equation says ``du_i(t)/dt`` is, or None."""
    if not (isinstance(thing, tuple) and thing[0] == "thing" and isinstance(thing[1], Expr)):
        return None
    tree = Expr("derivative", (Expr("entry", (thing[1], *indices)), symbol(variable)))
    changed = canon.rewrite(tree)
    return None if changed == tree else canon.numeric(changed)


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
            lambda m: right.mapped(lambda v: Linear.one("vector", ("product", m, v, _width(canon, m))), "vector"),
            "vector",
        )
    pairs = {(("pair", m, v)): a * b for m, a in left.terms for v, b in right.terms}
    kind = {("covector", "matrix"): "covector", ("vector", "covector"): "matrix"}.get((left.kind, right.kind), "matrix")
    return Linear.of(kind, pairs)


def _width(canon: Canon, matrix: Key) -> str:
    thing = matrix[1] if matrix[0] == "thing" else None
    row = canon.notation.table.get(_root(thing).name) if isinstance(thing, Expr) else None
    return row.sort.dims[-1] if row else "n"


def inner(canon: Canon, left: Linear, right: Linear) -> sp.Expr:
    """The inner product, bilinear; a sum on one side is pulled out."""
    total = sp.Integer(0)
    for one, a in left.terms:
        for other, b in right.terms:
            total += a * b * _inner_keys(canon, one, other)
    return sp.expand(total)


def _inner_keys(canon: Canon, one: Key, other: Key) -> sp.Expr:
    plain, whole = (one, other) if other[0] == "sum" else (other, one)
    if whole[0] == "sum" and plain[0] != "sum" and str(whole[1]) not in key_names(canon, plain):
        _, name, low, high, body = whole
        parts = [c * _inner_keys(canon, plain, key) for key, c in body]  # type: ignore[union-attr]
        return summation(canon.atoms, str(name), low, high, sp.Add(*parts))  # type: ignore[arg-type]
    first, second = sorted((one, other), key=repr)
    return canon.atoms.opaque(
        ("inner", first, second), f"<{show_key(first)}, {show_key(second)}>", key_names(canon, first) | key_names(canon, second),
        **({"nonnegative": True} if first == second else {"real": True}),
    )  # fmt: skip


def show_key(key: Key) -> str:
    """How a vector or matrix key prints."""
    if key[0] == "thing" and isinstance(key[1], Expr):
        return to_latex(key[1])
    return " ".join(
        show_key(k) if isinstance(k, tuple) else (to_latex(k) if isinstance(k, Expr) else str(k)) for k in key[1:]
    )


def show(value: Linear) -> str:
    """How a combination prints."""
    text = ""
    for key, c in value.terms:
        negative = c.could_extract_minus_sign()
        size = -c if negative else c
        text += (" - " if negative else " + ") + ("" if size == 1 else f"{sp.latex(size)} ") + show_key(key)
    return text.removeprefix(" + ").strip() or "0"


def key_names(canon: Canon, key: object) -> frozenset[str]:
    """The names a key mentions."""
    if isinstance(key, Expr):
        return free_symbols(key)
    if isinstance(key, sp.Basic):
        return canon.atoms.names(key)
    if isinstance(key, tuple):
        inside = frozenset().union(*(key_names(canon, part) for part in key)) if key else frozenset()
        return inside - {key[1]} if key and key[0] in ("sum", "integral", "component") else inside
    return frozenset()


def _norm(canon: Canon, expr: Expr) -> Value:
    return norm(canon, canon.read(expr.args[0]), expr.name or "2")


def norm(canon: Canon, value: Value, kind: str) -> sp.Expr:
    """The norm of a combination: scalar factors come out, the sign does not matter."""
    if not isinstance(value, Linear):
        return absolute(canon.atoms, value)
    if not value.terms:
        return sp.Integer(0)
    if len(value.terms) == 1:
        key, factor = value.terms[0]
        value, outside = Linear.one(value.kind, key), absolute(canon.atoms, factor)
    else:
        value, outside = value.unsigned(), sp.Integer(1)
    size = canon.atoms.opaque(
        ("norm", kind, value), rf"\|{show(value)}\|_{kind}", linear_names(canon, value), nonnegative=True
    )
    return outside * size


def linear_names(canon: Canon, value: Linear) -> frozenset[str]:
    """The names that a combination mentions."""
    return (
        frozenset().union(*(key_names(canon, key) | canon.atoms.names(c) for key, c in value.terms))
        if value.terms
        else frozenset()
    )


def _matrix_function(canon: Canon, expr: Expr) -> Value:
    value = canon.read(expr.args[0])
    assert isinstance(value, Linear)
    return canon.eigenvalue(expr.head, value)


def _transpose(canon: Canon, expr: Expr) -> Value:
    value = canon.read(expr.args[0])
    if not isinstance(value, Linear):
        return value
    swapped = {"vector": "covector", "covector": "vector"}
    return Linear(swapped.get(value.kind, value.kind), value.terms)


def _sum(canon: Canon, expr: Expr) -> Value:
    name, low, high, body = canon.under(expr, canon.read)
    if not isinstance(body, Linear):
        return canon.notice(summation(canon.atoms, name, low, high, body), body)
    total: dict[Key, sp.Expr] = {}
    for key, coefficient in body.terms:
        for term in sp.Add.make_args(tidy(coefficient)):
            free, tied = split(term, frozenset(f for f in sp.Mul.make_args(term) if name in canon.atoms.names(f)))
            constant = tied == 1 and name not in key_names(canon, key)
            whole: Key = key if constant else ("sum", name, low, high, ((key, tied),))
            total[whole] = total.get(whole, sp.Integer(0)) + ((high - low + 1) * free if constant else free)
    return Linear.of(body.kind, total)


def _integral(canon: Canon, expr: Expr) -> Value:
    name, low, high, body = canon.under(expr, canon.read)
    if not isinstance(body, Linear):
        return integral(canon.atoms, name, low, high, body, rules=canon.rules)
    if "fundamental_theorem" in canon.rules:
        ends = [
            _antiderivative(canon, body, name, expr.args[1]),
            _antiderivative(canon, body, name, expr.args[2]),
        ]
        if ends[0] is not None and ends[1] is not None:
            return add(ends[1], ends[0].scaled(sp.Integer(-1)))
    return Linear.one(body.kind, ("integral", name, low, high, body.terms))


def _antiderivative(canon: Canon, body: Linear, name: str, at: Expr) -> Linear | None:
    """The combination whose derivative by ``name`` is ``body``, at one end, or None."""
    total = Linear(body.kind, ())
    for key, c in body.terms:
        if key[0] != "derivative" or key[2] != name or name in canon.atoms.names(c):
            return None
        _, inner, _ = key
        assert isinstance(inner, tuple) and isinstance(inner[1], Expr)
        moved = canon.read(substitute(inner[1], symbol(name), at))
        assert isinstance(moved, Linear)
        total = add(total, moved.scaled(c))
    return total


def _family(canon: Canon, expr: Expr) -> Value:
    variable, _, _, body = expr.args
    return Linear.one("vector", ("component", variable.name, body))


def _derivative(canon: Canon, expr: Expr) -> Value:
    body, variable = expr.args
    value = canon.read(body)
    if isinstance(value, Linear):
        return value.mapped(lambda key: _key_derivative(canon, key, variable.name), value.kind)
    return derivative(canon, value, variable.name)


def _key_derivative(canon: Canon, key: Key, variable: str) -> Linear:
    if variable not in key_names(canon, key):
        return Linear("vector", ())
    return Linear.one("vector", ("derivative", key, variable))


def derivative(canon: Canon, body: sp.Expr, variable: str) -> sp.Expr:
    """The derivative by a time variable: opaque, or through the atoms where the chain rule is allowed."""
    if variable not in canon.atoms.names(body):
        return sp.Integer(0)
    total = sp.Integer(0)
    for atom in sorted(body.free_symbols, key=str):
        info = canon.atoms.info.get(atom)  # type: ignore[arg-type]
        if info is not None and variable in info.names:
            if info.plain or "chain_rule" in canon.rules or body == atom:
                total += sp.diff(body, atom) * _atom_derivative(canon, atom, variable)  # type: ignore[arg-type]
            else:
                return canon.atoms.opaque(
                    ("derivative", body, variable),
                    f"d/d{variable} [{body}]",
                    canon.atoms.names(body),
                    real=True,
                )
    return sp.expand(total)


def _atom_derivative(canon: Canon, atom: sp.Symbol, variable: str) -> sp.Expr:
    info = canon.atoms.info[atom]
    if info.plain:
        return sp.Integer(int(atom.name == variable))
    if "chain_rule" in canon.rules and info.key[:2] == ("norm", "2"):
        value = info.key[2]
        assert isinstance(value, Linear)
        if value.kind == "vector":
            velocity = value.mapped(lambda key: _key_derivative(canon, key, variable), "vector")
            return inner(canon, value, canon_products(canon, velocity)) / atom
    if "chain_rule" in canon.rules and info.key[0] == "inner":
        _, one, other = info.key
        first, second = Linear.one("vector", one), Linear.one("vector", other)  # type: ignore[arg-type]
        ends = [v.mapped(lambda key: _key_derivative(canon, key, variable), "vector") for v in (first, second)]
        return inner(canon, canon_products(canon, ends[0]), second) + inner(
            canon, first, canon_products(canon, ends[1])
        )
    if "chain_rule" in canon.rules and info.key[0] == "thing" and isinstance(info.key[1], Expr):
        along = _through_families(canon, info.key[1], variable)
        if along is not None:
            return along
    return canon.atoms.opaque(("derivative", atom, variable), f"d/d{variable} {info.shown}", info.names, real=True)


def _through_families(canon: Canon, thing: Expr, variable: str) -> sp.Expr | None:
    """``d/dt f(x; w(t)) = <df/dw(t), dw(t)/dt>`` where only ``w(t)`` moves, else None."""
    moving = [arg for arg in thing.args[1:] if variable in arg.free] if thing.head == "apply" else []
    if len(moving) != 1 or moving[0].head != "apply":
        return None
    velocity = canon_products(canon, Linear.one("vector", ("derivative", ("thing", moving[0]), variable)))
    return inner(canon, Linear.one("vector", ("thing", Expr("partial", (thing, moving[0])))), velocity)


def canon_products(canon: Canon, velocity: Linear) -> Linear:
    """Velocities with the rewriting applied: ``du(t)/dt`` may have been given a value."""

    def replaced(key: Key) -> Linear:
        if key[0] == "derivative" and isinstance(key[1], tuple) and key[1][0] == "thing":
            tree = Expr("derivative", (key[1][1], symbol(str(key[2]))))  # type: ignore[arg-type]
            changed = canon.rewrite(tree)
            if changed != tree:
                value = canon.read(changed)
                assert isinstance(value, Linear)
                return value
        return Linear.one("vector", key)

    return velocity.mapped(replaced, "vector")


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
        return value.mapped(lambda key: _key_derivative(canon, key, time.name), value.kind)
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
        "root": lambda k, x: sp.root(x, k), "abs": lambda x: absolute(canon.atoms, x),
    }  # fmt: skip
    return functions[expr.head](*values)


def _power(canon: Canon, expr: Expr) -> Value:
    base, exponent = canon.numeric(expr.args[0]), canon.numeric(expr.args[1])
    return tidy(base**exponent) if base.is_Symbol else base**exponent


def _extremum(canon: Canon, expr: Expr) -> Value:
    name, low, high, body = canon.under(expr, canon.read)
    assert not isinstance(body, Linear)
    return extremum(canon.atoms, expr.head, name, (low, high), body)


def extremum(atoms: Atoms, head: str, name: str, ends: tuple[sp.Expr, sp.Expr], body: sp.Expr) -> sp.Symbol:
    """The largest or smallest of ``body`` over a range, as an atom."""
    assume = {"nonnegative": True} if body.is_nonnegative else {"real": True}
    shown = f"{head}_{name}={ends[0]}..{ends[1]} [{body}]"
    return atoms.opaque(
        (head, name, *ends, body), shown, atoms.names(body) - {name}, fixed=not atoms.varies(body), **assume
    )


def dimensions(canon: Canon, value: Linear) -> tuple[str, ...] | None:
    """The spelled dimensions of a combination, from its first declared member."""
    wanted = 2 if value.kind == "matrix" else 1
    todo: list[object] = [key for key, _ in value.terms]
    while todo:
        part = todo.pop(0)
        row = thing_row(canon, part) if isinstance(part, tuple) and part and part[0] == "thing" else None
        if row is not None and len(row.sort.dims) >= wanted:
            return row.sort.dims[:wanted]
        if row is None and isinstance(part, tuple):
            todo += list(part[1:])
    return None


def thing_row(canon: Canon, key: Key) -> Symbol | None:
    """The notation row of a declared thing."""
    root = _root(key[1]) if isinstance(key[1], Expr) else None
    return canon.notation.table.get(root.name) if root is not None else None


def _expectation(canon: Canon, expr: Expr) -> Value:
    value = canon.read(expr.args[0])
    if isinstance(value, Linear):
        return value.mapped(lambda key: _key_expectation(canon, key), value.kind)
    return canon.notice(expectation(canon.atoms, value), value)


def _key_expectation(canon: Canon, key: Key) -> Linear:
    kind = (
        "vector"
        if key[0] != "thing"
        else "matrix"
        if isinstance(canon.read(key[1]), Linear) and canon.read(key[1]).kind == "matrix"
        else "vector"
    )  # type: ignore[arg-type,union-attr]
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
    assert isinstance(left, Linear) and isinstance(right, Linear)
    return inner(canon, left, right)


_RULES: dict[str, Callable[[Canon, Expr], Value]] = {
    "number": lambda c, e: sp.Rational(e.name) if e.name != "\\infty" else sp.oo,
    "constant": lambda c, e: sp.pi,
    "symbol": _symbol, "apply": _either, "entry": _either, "dot": _dot, "add": _add, "mul": _mul,
    "neg": _negative, "div": _fraction, "pow": _power, "norm": _norm, "inner": _inner_product,
    "exp": _function, "log": _function, "max": _function, "min": _function, "sqrt": _function, "root": _function,
    "abs": _function, "lambda_min": _matrix_function, "lambda_max": _matrix_function, "tr": _matrix_function,
    "transpose": _transpose, "sum": _sum, "integral": _integral, "family": _family, "maximum": _extremum,
    "minimum": _extremum, "derivative": _derivative, "partial": _opaque_vector, "grad": _grad, "E": _expectation,
    "Pr": lambda c, e: probability(c.atoms, event_of(c, e.args[0])),
    "indicator": lambda c, e: indicator(c.atoms, event_of(c, e.args[0])),
    "Var": lambda c, e: c.atom(("Var", c.numeric(e.args[0])), e, nonnegative=True, fixed=True),
}  # fmt: skip

__all__ = ["Canon", "Value", "component", "inner", "norm", "number"]
