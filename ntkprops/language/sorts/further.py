"""The sorts of what notes print beside plain algebra: matrices by their rows, operators over a set, what is given."""

from __future__ import annotations

from collections.abc import Callable

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Sort, event, real, truth
from ntkprops.language.sorts.binders import quantified
from ntkprops.language.sorts.core import ANY, RULES, same, scalar, sort_of
from ntkprops.language.sorts.scope import Scope, unknown
from ntkprops.language.tree import Expr, walk

Rule = Callable[[Expr, Scope], Sort]
EXTREMA = frozenset({"max", "min", "sup", "inf"})
WHOLE = frozenset({"argmin", "argmax"})


def _scalars(place: str) -> Rule:
    """A number of numbers."""

    def rule(expr: Expr, scope: Scope) -> Sort:
        for arg in expr.args:
            scalar(arg, scope, place)
        return real

    return rule


def _kind(expr: Expr, scope: Scope, *kinds: str, square: bool = False) -> Sort:
    found = sort_of(expr, scope)
    if found.kind not in kinds or (square and found.dims[0] != found.dims[-1]):
        wanted = f"a {'square ' * square}{' or a '.join(kinds)}"
        raise FormulaError(f"{wanted} must stand here; found {found}", span=expr.span)
    return found


def _diagonal(expr: Expr, scope: Scope) -> Sort:
    """The matrix with a diagonal, or the diagonal of a matrix."""
    found = _kind(expr.args[0], scope, "vector", "matrix")
    return Sort("matrix", found.dims * 2) if found.kind == "vector" else Sort("vector", found.dims[:1])


def _stacked(expr: Expr, scope: Scope) -> Sort:
    """All entries of a matrix as one vector, whose length has no name."""
    _kind(expr.args[0], scope, "matrix", "family")
    return Sort("vector", (ANY,))


def _covariance(expr: Expr, scope: Scope) -> Sort:
    found = same(expr.args, scope, "both sides of a covariance")  # or the one thing that it is of
    if not (found.is_scalar or found.kind == "vector"):
        raise FormulaError(f"a covariance is of numbers or vectors; found {found}", span=expr.span)
    return real if found.is_scalar else Sort("matrix", found.dims * 2)


def _norm_by(expr: Expr, scope: Scope) -> Sort:
    _kind(expr.args[0], scope, "vector", "covector", "matrix")
    order = expr.args[1]
    unknown_order = order.head == "symbol" and order.name not in {*scope.bound, *scope.notation.table}
    if unknown_order or not sort_of(order, scope).is_scalar:
        raise UnreadError("no meaning is known for a norm by this", span=expr.args[1].span)
    return real


def _entrywise(expr: Expr, scope: Scope) -> Sort:
    found = same(expr.args, scope, "both sides of an entrywise product")
    if found.is_scalar or found.kind not in ("vector", "covector", "matrix"):
        raise UnreadError(f"no meaning is known for this product of {found}", span=expr.span)
    return found


def _unknown_product(expr: Expr, scope: Scope) -> Sort:
    for arg in expr.args:
        sort_of(arg, scope)
    raise UnreadError(r"no meaning is known for \otimes", span=expr.span)


def _pseudoinverse(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    if found.kind != "matrix":
        raise UnreadError(f"no meaning is known for this mark above {found}", span=expr.span)
    return Sort("matrix", found.dims[::-1])


def _hessian(expr: Expr, scope: Scope) -> Sort:
    found = RULES["grad"](expr, scope)
    return found if found.is_scalar else Sort("matrix", (found.dims if len(found.dims) == 1 else (ANY,)) * 2)


def _identity(expr: Expr, scope: Scope) -> Sort:
    return Sort("matrix", (_size(expr, scope),) * 2)


def _ones(expr: Expr, scope: Scope) -> Sort:
    return Sort("vector", (_size(expr, scope),))


def _size(expr: Expr, scope: Scope) -> str:
    if not expr.args:
        return ANY
    scalar(expr.args[0], scope, "a size")
    return expr.args[0].name or ANY


def _rows(expr: Expr, scope: Scope) -> Sort:
    cells = tuple(cell for row in expr.args for cell in row.args)
    if any(cell.head == "dots" for cell in cells):
        raise UnreadError("no meaning is known for a matrix that is not printed whole", span=expr.span)
    if not same(cells, scope, "the entries of a matrix").is_scalar:
        raise UnreadError("no meaning is known for a matrix of blocks", span=expr.span)
    return Sort("matrix", (str(len(expr.args)), str(len(expr.args[0].args))))


def _cases(expr: Expr, scope: Scope) -> Sort:
    for case in expr.args:
        for condition in case.args[1:]:
            sort_of(condition, scope)
    return same(tuple(case.args[0] for case in expr.args), scope, "the cases")


def _at(expr: Expr, scope: Scope) -> Sort:
    """A value where something holds: what is fixed there need not be declared."""
    inside = _bound(expr.args[1], (), scope)
    if expr.args[1].head == "chain":
        sort_of(expr.args[1], inside)
    return sort_of(expr.args[0], inside)


def _upper(expr: Expr, scope: Scope) -> Sort:
    sort_of(expr.args[0], scope) if expr.args[0].head != "symbol" else scope.lookup(expr.args[0])
    raise UnreadError(
        "a letter with such an upper index is a name, and this one is not declared", span=expr.span,
        hint="declare it with its upper index, or say what it is of; print a power without the brackets.",
    )  # fmt: skip


def _conditional(expr: Expr, scope: Scope) -> Sort:
    body, given, *_ = expr.args
    sort_of(given, scope)
    found = sort_of(body, scope)
    if expr.name == "Pr" and found.kind not in ("event", "truth"):
        raise FormulaError(f"an event or a relation must stand here; found {found}", span=body.span)
    if expr.name != "Pr" and found.kind in ("truth", "event", "function"):
        raise FormulaError(f"a mean is of a number, a vector or a matrix; found {found}", span=body.span)
    return real if expr.name != "E" or found.is_scalar else found


def _over(expr: Expr, scope: Scope) -> Sort:
    variables, condition, body = expr.args
    names = variables.args if variables.head == "items" else (variables,)
    if expr.name == "int":
        return sort_of(body, scope.bind(names[0].name, real))
    if expr.name in ("E", "Pr"):
        return RULES[expr.name](Expr(expr.name, (body,), span=expr.span), _drawn(names[0], condition, scope))
    inside = _bound(condition, names, scope)
    found = sort_of(body, inside)
    if expr.name in WHOLE:
        scalar(body, inside, f"what {expr.name} compares")
        return sort_of(names[0], inside)
    if expr.name in EXTREMA and not found.is_scalar:
        raise FormulaError(f"{expr.name} is of scalars; found {found}", span=body.span)
    return event if expr.name.startswith("big") else found


def _drawn(name: Expr, condition: Expr, scope: Scope) -> Scope:
    r"""The scope under ``\mathbb{E}_{h \sim N(0, I_d)}``: h is of the sort that its law or its row says."""
    row, law = scope.notation.table.get(name.name), condition.args[-1]
    if condition.name != "~":
        return _bound(condition, (name,), scope)
    if row is not None:
        return scope.bind(name.name, row.sort)
    if law.head != "law":
        raise unknown(name)
    spread = law.args[-1].args[-1] if law.args[-1].head == "mul" else law.args[-1]
    size = spread.args[1].name if spread.head == "entry" else ANY
    is_identity = (spread.args[0] if spread.head == "entry" else spread).name == "I"
    return scope.bind(name.name, Sort("vector", (size,)) if is_identity else real)


def _bound(condition: Expr, names: tuple[Expr, ...], scope: Scope) -> Scope:
    """The scope under a condition: what nobody declares is of the set or the range that it prints."""
    parts = condition.args if condition.head == "items" else (condition,)
    for part in parts:
        left = part.args[0] if part.head == "chain" else part
        if left.head == "symbol" and left.name not in scope.notation.table and part.name == "in":
            scope = scope if left.name in scope.bound else quantified(Expr("forall", (part,), span=part.span), scope)
    undeclared = [
        name for name in dict.fromkeys(p.name for p in (*walk(condition), *names) if p.head == "symbol")
        if name and name not in scope.notation.table and name not in scope.bound
    ]  # fmt: skip
    ranged = {p.name for part in parts if part.head == "chain" for p in part.args if p.head == "symbol"}
    for name in undeclared:
        if name not in ranged:
            raise unknown(next(p for p in (*names, *walk(condition)) if p.name == name))
        scope = scope.bind(name, real)
    return scope


def _logical(expr: Expr, scope: Scope) -> Sort:
    for arg in expr.args:
        found = sort_of(arg, scope)
        if found.kind not in ("truth", "event"):
            raise FormulaError(f"a relation must stand here; found {found}", span=arg.span)
    return truth


def _set_of(expr: Expr, scope: Scope) -> Sort:
    raise UnreadError("no meaning is known for a set or a function that is described", span=expr.span)


RULES |= {
    **dict.fromkeys(("factorial", "binom", "floor", "ceil", "logb", "sgn", "soft"), _scalars("what stands here")),
    "rank": lambda e, s: (_kind(e.args[0], s, "matrix"), real)[1],
    "det": lambda e, s: (_kind(e.args[0], s, "matrix", square=True), real)[1],
    "sigma_min": lambda e, s: (_kind(e.args[0], s, "matrix"), real)[1],
    "sigma_max": lambda e, s: (_kind(e.args[0], s, "matrix"), real)[1],
    "diag": _diagonal,
    "vec": _stacked,
    "Cov": _covariance,
    "pnorm": _norm_by,
    "hadamard": _entrywise,
    "kronecker": _unknown_product,
    "pinv": _pseudoinverse,
    "hessian": _hessian,
    "identity": _identity,
    "ones": _ones,
    "rows": _rows,
    "cases": _cases,
    "at": _at,
    "upper": _upper,
    "conditional": _conditional,
    "over": _over,
    "builder": _set_of,
    "typed": _set_of,
    "or": _logical,
    "implies": _logical,
}
