r"""The sort of every part of a formula, with scope: ``sort_of(expr, scope)``; each head has its rule in ``RULES``."""

from __future__ import annotations

from collections.abc import Callable

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Sort, real
from ntkprops.language.sorts.scope import Scope
from ntkprops.language.tree import Expr

SCALAR_FUNCTIONS = frozenset({"exp", "log", "sqrt", "abs", "max", "min", "root"})
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
    found = sort_of(expr, scope)
    if not found.is_scalar:
        raise FormulaError(f"{place} must be a scalar; found {found}", span=expr.span)
    return found


def same(parts: tuple[Expr, ...], scope: Scope, what: str) -> Sort:
    sorts = [sort_of(part, scope) for part in parts]
    for part, found in zip(parts[1:], sorts[1:], strict=True):
        if not (sorts[0].is_scalar and found.is_scalar) and sorts[0] != found:
            raise FormulaError(f"{what} must agree; found {sorts[0]} and {found}", span=part.span)
    return real if sorts[0].is_scalar else sorts[0]
