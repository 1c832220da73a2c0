r"""The sort of every part of a formula, with scope: ``sort_of(expr, scope)``; each head has its rule in ``RULES``."""

from __future__ import annotations

from collections.abc import Callable

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Sort, real
from ntkprops.language.sorts.scope import Scope
from ntkprops.language.tree import Expr, number

SCALAR_FUNCTIONS = frozenset({"exp", "log", "sqrt", "abs", "max", "min", "root"})
ANY = "?"  # a dimension that is not printed
HAVE_ZERO = frozenset({"vector", "covector", "matrix"})
ZERO = number(0)
RULES: dict[str, Callable[[Expr, Scope], Sort]] = {}


def sort_of(expr: Expr, scope: Scope) -> Sort:
    """The sort of a tree.

    Raises:
        FormulaError: where a part has another sort than its place asks for, with its span.
    """
    rule = RULES.get(expr.head)
    if rule is not None:
        return rule(expr, scope)
    if expr.head in SCALAR_FUNCTIONS:
        for arg in expr.args:
            scalar(arg, scope, f"the argument of {expr.head}" if expr.head != "exp" else "an exponent")
        return real
    word = rf"\{expr.head}" if expr.head in ("forall", "exists") else f"a {expr.head}"
    raise UnreadError(f"no meaning is known for {word} that stands by itself", span=expr.span)


def scalar(expr: Expr, scope: Scope, place: str) -> Sort:
    """The sort of what must be a scalar."""
    found = sort_of(expr, scope)
    if not found.is_scalar:
        raise FormulaError(f"{place} must be a scalar; found {found}", span=expr.span)
    return found


def same(parts: tuple[Expr, ...], scope: Scope, what: str) -> Sort:
    """The sort that all parts have; a 0 is that of whatever stands beside it."""
    sorts = [sort_of(part, scope) for part in parts]
    solid = [(part, found) for part, found in zip(parts, sorts, strict=True) if part != ZERO] or [(parts[0], sorts[0])]
    first = next((found for _, found in solid if ANY not in found.dims), solid[0][1])
    if not all(found.is_scalar or found.kind in HAVE_ZERO for _, found in solid):
        solid = list(zip(parts, sorts, strict=True))
    for part, found in solid:
        if not (first.is_scalar and found.is_scalar) and not fits(first, found):
            raise FormulaError(f"{what} must agree; found {first} and {found}", span=part.span)
    return real if first.is_scalar else first


def fits(one: Sort, other: Sort) -> bool:
    """Whether two sorts agree; the size of an identity matrix that prints none is any."""
    pairs = zip(one.dims, other.dims, strict=False)
    sized = len(one.dims) == len(other.dims) and all(a == b or ANY in (a, b) for a, b in pairs)
    return one.kind == other.kind and (one.dims == other.dims or (one.kind in HAVE_ZERO and sized))
