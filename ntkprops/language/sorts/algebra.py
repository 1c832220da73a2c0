"""The sorts of symbols, entries, products, powers, norms and derivatives."""

from __future__ import annotations

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Sort, real, time
from ntkprops.language.sorts.core import ANY, RULES, same, scalar, sort_of
from ntkprops.language.sorts.scope import Scope
from ntkprops.language.tree import Expr, free_symbols, walk

IDENTITY = Sort("matrix", (ANY, ANY))
NEVER_AN_INDEX = frozenset({"time", "positive", "nonnegative", "probability", "sign"})


def _symbol(expr: Expr, scope: Scope) -> Sort:
    """A bare symbol; one whose definition names its arguments must have them."""
    row = scope.notation.table.get(expr.name) if expr.name not in scope.bound else None
    if row is not None and row.of and any(isinstance(kind, Sort) for kind in row.of):
        raise FormulaError(
            f"{expr.name} takes {len(row.of)} argument{'s' * (len(row.of) > 1)}; found none", span=expr.span
        )
    return scope.lookup(expr)


def _number(expr: Expr, scope: Scope) -> Sort:
    del scope
    if not expr.name[0].isdigit():
        raise UnreadError(f"no meaning is known for {expr.name} as a number", span=expr.span)
    return real


def _product(expr: Expr, scope: Scope) -> Sort:
    result = sort_of(expr.args[0], scope)
    for factor in expr.args[1:]:
        result = _times(result, sort_of(factor, scope), factor)
    return result


def _times(left: Sort, right: Sort, where: Expr) -> Sort:
    if left.is_scalar or right.is_scalar:
        other = right if left.is_scalar else left
        if other.is_scalar or other.kind in ("vector", "covector", "matrix"):
            return real if other.is_scalar else other
    if left == IDENTITY and right.kind in ("vector", "matrix"):
        return right
    if right == IDENTITY and left.kind in ("covector", "matrix"):
        return left
    inner = {"covector": left.dims[-1:], "matrix": left.dims[-1:], "vector": ("1",)}.get(left.kind)
    if inner is not None and right.kind in ("vector", "matrix", "covector"):
        rows = right.dims[:1] if right.kind != "covector" else ("1",)
        if inner == rows or ANY in (*inner, *rows):
            height = () if left.kind == "covector" else left.dims[:1]
            width = {"vector": (), "matrix": right.dims[1:], "covector": right.dims[:1]}[right.kind]
            kinds = {(0, 0): real, (1, 0): Sort("vector", height), (0, 1): Sort("covector", width)}
            return kinds.get((len(height), len(width)), Sort("matrix", (*height, *width)))
    raise FormulaError(f"{left} times {right} is not defined", span=where.span)


def _entry(expr: Expr, scope: Scope) -> Sort:
    base, *indices = expr.args
    root = base.args[0] if base.head in ("apply", "dot") else base
    root = root.args[0] if root.head == "dot" else root
    row = scope.notation.table.get(root.name) if root.head == "symbol" and root.name not in scope.bound else None
    slots = (*(row.over if row else ()), *(row.sort if row else sort_of(base, scope)).dims)
    if base.head == "apply":
        sort_of(base, scope)
    elif root.head == "symbol":
        scope.lookup(root)
    own = len(row.over) if row else 0
    if len(indices) not in {own, len(slots)} - {0}:
        if row is not None and row.of and not slots:
            raise UnreadError(f"no meaning is known for {root.name} with these parameters", span=expr.span)
        what = f"{len(slots)} at most" if slots else "no index"
        raise FormulaError(f"{root.name or 'this'} takes {what}; found {len(indices)}", span=expr.span)
    for place, (given, over) in enumerate(zip(indices, slots, strict=False), start=1):
        found = scalar(given, scope, "an index")
        if found.kind in NEVER_AN_INDEX and given.head == "symbol":
            raise FormulaError(f"{given.name} is no index, but stands as index {place} of {root.name}", span=given.span)
        if found.kind == "index" and found.dims[0] != over and not found.dims[0].isdigit() and scope.exact_indices:
            raise FormulaError(
                f"{given.name} runs from 1 to {found.dims[0]} here, "
                f"but index {place} of {root.name} runs from 1 to {over}",
                span=given.span,
            )
    return row.sort if row and len(indices) == own else real


def _apply(expr: Expr, scope: Scope) -> Sort:
    base, *given = expr.args
    root = base.args[0] if base.head == "dot" else base
    found = scope.lookup(root)
    row = scope.notation.table.get(root.name)
    if row is None or not row.applies:
        raise FormulaError(f"{root.name} is {found} and cannot be applied", span=expr.span)
    if len(given) != len(row.of):
        raise FormulaError(
            f"{root.name} takes {len(row.of)} arguments ({', '.join(map(str, row.of))}); found {len(given)}",
            span=expr.span,
        )
    for arg, kind in zip(given, row.of, strict=True):
        _argument(root.name, arg, kind, scope)
    return found


def _argument(name: str, arg: Expr, kind: Sort | str, scope: Scope) -> None:
    """An argument must be of its declared sort; a word declares none, save that a time is a scalar."""
    got = sort_of(arg, scope)
    wanted = time if kind in ("time", "start") else kind
    if not isinstance(wanted, Sort):
        return
    misfit = got.kind in ("matrix", "family", "truth", "event") if wanted.is_scalar else got.is_scalar
    if misfit:
        raise FormulaError(f"{name} is of {wanted}; found {got}", span=arg.span)


def _power(expr: Expr, scope: Scope) -> Sort:
    base, exponent = expr.args
    scalar(exponent, scope, "an exponent")
    found = sort_of(base, scope)
    if found.is_scalar or (found.kind == "matrix" and found.dims[0] == found.dims[1]):
        return real if found.is_scalar else found
    if exponent.head not in ("number", "neg", "div"):
        raise UnreadError("no meaning is known for this index above", span=exponent.span, hint="declare of what it is.")
    raise FormulaError(f"{found} cannot be raised to a power", span=expr.span)


def _norm(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    allowed = ("matrix",) if expr.name == "F" else ("vector", "matrix", "covector")
    if found.kind not in allowed:
        raise FormulaError(f"a norm is of a vector or a matrix; found {found}", span=expr.span)
    return real


def _matrix_function(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    if found.kind != "matrix" or found.dims[0] != found.dims[1]:
        raise FormulaError(f"{expr.head} is of a square matrix; found {found}", span=expr.args[0].span)
    return real


def _inner(expr: Expr, scope: Scope) -> Sort:
    found = same(expr.args, scope, "both sides of an inner product")
    if found.kind not in ("vector", "family", "matrix", "covector"):
        raise FormulaError(f"an inner product is of two vectors; found {found}", span=expr.span)
    return real


def _transpose(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    swapped = {"vector": "covector", "covector": "vector", "matrix": "matrix"}.get(found.kind)
    if found.is_scalar:
        raise UnreadError("a scalar has no transpose", span=expr.span, hint="if this is a power, declare its exponent.")
    if swapped is None:
        raise FormulaError(f"{found} has no transpose", span=expr.span)
    return Sort(swapped, found.dims[::-1])


def _derivative(expr: Expr, scope: Scope) -> Sort:
    body, variable = expr.args
    _has_arguments(body, scope)
    if expr.head == "derivative" and variable.name not in free_symbols(body):
        if not any(part.head == "apply" for part in walk(body)):  # the notes may mean a function of it
            said = f"no meaning is known for a derivative by {variable.name} of what is not printed as a function of it"
            raise UnreadError(said, span=expr.span, hint=f"print its argument, as in y({variable.name}).")
        raise FormulaError(f"the derivative is by {variable.name}, which its body does not mention", span=expr.span)
    found = sort_of(body, scope.bind(variable.name, real) if variable.name not in scope.notation.table else scope)
    if expr.head == "derivative":
        return found
    by = sort_of(variable, scope)
    return by if found.is_scalar else Sort("matrix", (*found.dims, *by.dims))


def _has_arguments(body: Expr, scope: Scope) -> None:
    """Notes differentiate functions with their arguments left out, and we do not guess them."""
    row = scope.notation.table.get(body.name) if body.head == "symbol" and body.name not in scope.bound else None
    if row is not None and any(isinstance(kind, Sort) for kind in row.of):
        raise UnreadError(f"{body.name} is differentiated without its arguments", span=body.span, hint="print them.")


def _gradient(expr: Expr, scope: Scope) -> Sort:
    body = expr.args[0]
    _has_arguments(body, scope)
    scalar(body, scope, "what a gradient is taken of")
    if len(expr.args) > 1:
        return sort_of(expr.args[1], scope)
    inside = [arg for arg in body.args[1:] if not sort_of(arg, scope).is_scalar]
    return sort_of(inside[-1], scope) if inside else real


def _listing(expr: Expr, scope: Scope) -> Sort:
    if any(arg.head == "dots" for arg in expr.args):
        raise UnreadError("no meaning is known for a list that is not printed whole", span=expr.span)
    if not same(expr.args, scope, "the members of a list").is_scalar:
        raise UnreadError("no meaning is known for a list of what are no numbers", span=expr.span)
    return Sort("vector", (str(len(expr.args)),))


RULES |= {
    "number": _number,
    "constant": lambda e, s: real,
    "symbol": _symbol,
    "dot": lambda e, s: sort_of(e.args[0], s),
    "neg": lambda e, s: sort_of(e.args[0], s),
    "add": lambda e, s: same(e.args, s, "the terms of a sum"),
    "mul": _product,
    "div": lambda e, s: (scalar(e.args[1], s, "a denominator"), sort_of(e.args[0], s))[1],
    "pow": _power,
    "entry": _entry,
    "apply": _apply,
    "norm": _norm,
    "inner": _inner,
    "transpose": _transpose,
    "lambda_min": _matrix_function,
    "lambda_max": _matrix_function,
    "tr": _matrix_function,
    "Tr": _matrix_function,
    "derivative": _derivative,
    "partial": _derivative,
    "grad": _gradient,
    "listing": _listing,
}
