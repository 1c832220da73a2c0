r"""The sorts of relations, definitions, events and formulas side by side."""

from __future__ import annotations

from dataclasses import replace

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language.notation import Sort, event, real, truth
from ntkprops.language.ranges import INFINITY
from ntkprops.language.sorts.binders import quantified
from ntkprops.language.sorts.core import RULES, same, scalar, sort_of
from ntkprops.language.sorts.scope import Scope, unknown
from ntkprops.language.tree import Expr, defined, walk
from ntkprops.language.vocabulary import ORDERS, VAGUE


def _chain(expr: Expr, scope: Scope) -> Sort:
    scope = _arguments_bound(expr, scope)
    _defines(expr)
    for left, op, right in zip(expr.args, expr.relations, expr.args[1:], strict=False):
        if op == "~":  # a law is said of a member with any index letter
            scope = replace(scope, exact_indices=False)
        _directed(right, op)
        _known_relation(op, right, scope)
        if op in ("~", "in") or "landau" in (left.head, right.head):
            for part in (left, right):
                if part.head not in ("law", "space", "landau", "set", "blank"):
                    sort_of(part, scope)
                elif part.head == "landau":
                    scalar(part.args[0], scope, "what a rate bounds")
            continue
        if "blank" in (left.head, right.head):
            sort_of(right if left.head == "blank" else left, scope)
            continue
        if op == "to" and right == INFINITY:
            scalar(left, scope, "what grows beyond all bounds")
            continue
        found = same((left, right), scope, "both sides of a relation")
        _ordered(op, found, left)
    return truth


def _ordered(op: str, found: Sort, left: Expr) -> None:
    r"""``\leq`` orders scalars, ``\preceq`` square matrices, ``\subseteq`` events."""
    if op in ("<=", "<", ">=", ">", *VAGUE - {"approx"}) and not found.is_scalar:
        raise FormulaError(f"only scalars are ordered; found {found}", span=left.span)
    if op in ORDERS and (found.kind != "matrix" or found.dims[0] != found.dims[-1]):
        raise FormulaError(f"only square matrices are ordered so; found {found}", span=left.span)
    if op == "subset" and found.kind not in ("event", "truth"):
        raise FormulaError(f"only events are contained in one another; found {found}", span=left.span)


def _known_relation(op: str, right: Expr, scope: Scope) -> None:
    r"""Behind ``\sim`` and ``\in`` stands a law or a set that is known."""
    root = right
    while root.args and root.head in ("mul", "entry", "apply"):
        root = root.args[0]
    if op in ("~", "in") and root.head == "symbol" and root.name not in {*scope.bound, *scope.notation.table}:
        raise unknown(root)
    if op == "~" and right.head != "law":
        raise UnreadError(r"no meaning is known for \sim without a law behind it", span=right.span)


def _directed(rate: Expr, op: str) -> None:
    r"""``O`` bounds from above and ``\Omega`` from below: on the other side of an inequality they say nothing."""
    wrong = {"O": (">=", ">"), "Omega": ("<=", "<")}.get(rate.name, ()) if rate.head == "landau" else ()
    if op in wrong:
        side, other = ("above", r"\Omega") if rate.name == "O" else ("below", "O")
        raise FormulaError(f"this bounds from {side}, and stands on the other side", span=rate.span, hint=f"{other}?")


def _defines(chain: Expr, beside: tuple[Expr, ...] = ()) -> None:
    r"""What ``:=`` defines must be a symbol, and nothing else in the formula may speak of it."""
    for place, op in enumerate(chain.relations):
        if op != ":=":
            continue
        left, right = chain.args[place : place + 2]
        at = place + (defined(left, right, place)[0] is right)
        target = root = chain.args[at]
        while root.head in ("entry", "apply"):
            root = root.args[0]
        if root.head == "dot":
            continue  # a derivative may be defined through what it is the derivative of
        if root.head != "symbol":
            raise FormulaError("what is defined must be a symbol", span=target.span)
        others = (*beside, *(part for k, part in enumerate(chain.args) if k != at))
        if any(root.name in part.free for part in others):
            raise FormulaError(f"{root.name} is defined by itself here", span=target.span)


def _arguments_bound(expr: Expr, scope: Scope) -> Scope:
    r"""In a definition ``f(x; w) = ...`` the printed arguments are bound, whatever else ``x`` may mean."""
    head = expr.args[0]
    root = head.args[0] if head.head == "apply" else head
    name = root.args[0].name if root.head == "dot" else root.name
    if head.head == "apply" and name in scope.notation.table and expr.relations[0] in ("=", ":="):
        row = scope.notation.table[name]
        for arg, kind in zip(head.args[1:], row.of, strict=False):
            if arg.head == "symbol" and (isinstance(kind, Sort) or arg.name not in scope.notation.table):
                scope = scope.bind(arg.name, kind if isinstance(kind, Sort) else real)
    return scope


def _event(expr: Expr, scope: Scope) -> Sort:
    inside = scope
    for condition in expr.args:
        if condition.head in ("exists", "forall"):
            _spoken_of(condition, expr, inside)
            continue
        found = sort_of(condition, inside)
        if expr.head in ("Pr", "indicator", "not", "union", "intersection") and found.kind not in (
            "event",
            "truth",
        ):
            raise FormulaError(f"an event or a relation must stand here; found {found}", span=condition.span)
    return real if expr.head in ("Pr", "indicator") else event


def _spoken_of(quantifier: Expr, conditions: Expr, scope: Scope) -> None:
    """What an event says to exist must make sense, and the other conditions must speak of it."""
    (what,) = quantifier.args
    if what.head != "entry":
        return
    sort_of(what, scope)
    if not any(what == part for other in conditions.args if other is not quantifier for part in walk(other)):
        raise FormulaError("what exists here is not spoken of by any condition", span=what.span)


def _probability(expr: Expr, scope: Scope) -> Sort:
    return _event(replace(expr, args=expr.args[:1]), scope)


def _expectation(expr: Expr, scope: Scope) -> Sort:
    found = sort_of(expr.args[0], scope)
    if found.kind in ("truth", "event", "function"):
        raise FormulaError(f"a mean is of a number, a vector or a matrix; found {found}", span=expr.args[0].span)
    return found


def _items(expr: Expr, scope: Scope) -> Sort:
    inside = scope
    for item in expr.args:
        if item.head in ("forall", "exists"):
            inside = quantified(item, inside)
            _occurs(item, expr)
    for item in expr.args:
        if item.head not in ("forall", "exists"):
            sort_of(item, inside)
            _defines(item, beside=tuple(other for other in expr.args if other.head == "forall"))
    return truth


def _occurs(quantifier: Expr, items: Expr) -> None:
    r"""The variable of ``\forall k \in [m]`` must occur in what is said for all of it."""
    (what,) = quantifier.args
    variable = what.args[0] if what.head == "chain" and what.name == "in" else what
    others = (item for item in items.args if item is not quantifier)
    if variable.head == "symbol" and not any(variable.name in item.free for item in others):
        raise FormulaError(f"{variable.name} is quantified, but nothing speaks of it", span=variable.span)


RULES |= {
    "chain": _chain,
    "items": _items,
    "set": _event,
    "indicator": _event,
    "Pr": _probability,
    "not": _event,
    "union": _event,
    "intersection": _event,
    "E": _expectation,
    "Var": lambda e, s: scalar(e.args[0], s, "the argument of a variance"),
    "landau": lambda e, s: scalar(e.args[0], s, "what a rate bounds"),
}
