"""The sorts of what binds a variable: sums, integrals, maxima, families, quantifiers."""

from __future__ import annotations

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Sort, event, real
from ntkprops.language.ranges import is_infinite, is_whole_range
from ntkprops.language.sorts.core import RULES, scalar, sort_of
from ntkprops.language.sorts.scope import Scope
from ntkprops.language.tree import BINDERS, CONTINUOUS, Expr, free_symbols


def _binder(expr: Expr, scope: Scope) -> Sort:
    variable, low, high, body = expr.args
    for end in (end for end in (low, high) if expr.head not in CONTINUOUS or not is_infinite(end)):
        scalar(end, scope, "a bound of the range")
    if variable.head != "symbol":
        raise FormulaError("a bound variable is one symbol", span=variable.span)
    over = high.name if high.head in ("symbol", "number") else "?"
    bound = real if expr.head in CONTINUOUS else Sort("index", (over,))
    _summand_uses(expr, scope)
    try:
        inside = sort_of(body, scope.bind(variable.name, bound))
    except FormulaError as error:
        error.hint = error.hint or _left_free(expr, scope)
        raise
    if expr.head == "family" and variable.name not in body.free:
        raise FormulaError(f"{variable.name} does not occur in the members of the family", span=body.span)
    if expr.head == "family" and low.head == "number" and low.name != "1" and high.head == "symbol":
        raise FormulaError(f"the members of a family are counted from 1; found {low.name}", span=low.span)
    if expr.head == "family" and inside.kind == "covector":
        return Sort("matrix", (over, *inside.dims))
    if expr.head == "family":
        return Sort("vector", (over,)) if inside.is_scalar else Sort("family", (inside.kind, *inside.dims, over))
    if expr.head in ("bigunion", "bigintersection"):
        return event
    if expr.head in ("sum", "integral") and inside.kind in ("vector", "matrix", "covector"):
        return inside
    if not inside.is_scalar:
        raise FormulaError(f"{expr.head} is of scalars or vectors; found {inside}", span=body.span)
    return real


def _summand_uses(expr: Expr, scope: Scope) -> None:
    """A sum that binds ``i`` while its body speaks of a free index of the very range: a slip, not a constant."""
    variable, _, high, body = expr.args
    if expr.head not in ("sum", "prod") or not scope.exact_indices:
        return
    for name in sorted(free_symbols(body) - set(scope.bound) - {variable.name}):
        row = scope.notation.table.get(name)
        if (
            row
            and row.sort.kind == "index"
            and row.sort.dims[0] == high.name
            and variable.name not in free_symbols(body)
        ):
            raise FormulaError(
                f"the sum runs over {variable.name}, but its summand speaks of {name}, which stays free",
                span=expr.span, hint=f"sum over {name}?",
            )  # fmt: skip


def _left_free(expr: Expr, scope: Scope) -> str:
    """The hint that another index, with the range of this binder, stays free under it."""
    variable, _, high, body = expr.args
    for name in sorted(free_symbols(body) - set(scope.bound) - {variable.name}):
        row = scope.notation.table.get(name)
        if row and row.sort.kind == "index" and row.sort.dims[0] == high.name:
            bound = f"stays free here while {variable.name} is bound"
            return f"{name}, which runs from 1 to {high.name}, {bound}: {expr.head} over {name}?"
    return ""


def quantified(item: Expr, scope: Scope) -> Scope:
    r"""The scope in which ``\forall k \in [m]`` or ``\forall 0 \leq s \leq t`` holds."""
    (what,) = item.args
    if what.head == "chain" and what.name == "in" and what.args[1].head not in ("set", "interval"):
        if what.args[0].head != "symbol":
            raise FormulaError("what is quantified must be a symbol", span=what.args[0].span)
        if what.args[1].head != "space" or what.args[1].name == "R":
            return _over_a_set(what, scope)
    if what.head == "chain" and what.name == "in" and is_whole_range(what.args[1]):
        row = scope.notation.table.get(what.args[0].name)
        if row is not None and (row.sort.kind != "index" or row.over):
            told = f"{row.name} is declared as {row.sort}, and cannot run through whole numbers"
            raise FormulaError(told, span=what.args[0].span)
        (over,) = what.args[1].args
        return scope.bind(what.args[0].name, Sort("index", (over.name if over.head in ("symbol", "number") else "?",)))
    for part in what.args if what.head == "chain" else ():
        if part.head == "symbol" and part.name not in scope.notation.table:
            scope = scope.bind(part.name, real)
    if what.head == "chain" and what.name != "in":
        sort_of(what, scope)  # a range is between scalars
    return scope


def _over_a_set(what: Expr, scope: Scope) -> Scope:
    r"""``\forall s \in \mathbb{R}``: s is a real number, or is declared as one; no other set is known here."""
    variable, over = what.args
    row = scope.notation.table.get(variable.name)
    if over.head == "space" and not over.args and (row is None or row.whole == real):
        return scope.bind(variable.name, real)
    if over.head == "space" and row is not None and row.whole == Sort("vector", tuple(arg.name for arg in over.args)):
        return scope
    if over.head == "space" and over.args and row is None:
        dims = over.args[0].args if over.args[0].head == "mul" else over.args
        kind = {1: "vector", 2: "matrix"}.get(len(dims), "")
        if kind and all(dim.head in ("symbol", "number") for dim in dims):
            return scope.bind(variable.name, Sort(kind, tuple(dim.name for dim in dims)))
    own = f" of {row.name}, which is declared as {row.sort.kind}" if row is not None else ""
    raise UnreadError(f"no meaning is known for this range{own}", span=what.span)


RULES |= dict.fromkeys(BINDERS, _binder)
