r"""What ranges over what: the scripts of sums, ``\in [m]``, intervals, and what is quantified."""

from __future__ import annotations

from dataclasses import replace

from ntkprops.errors import UnreadError
from ntkprops.language.tree import Expr, number, walk

SETS = frozenset({"space", "set", "symbol", "entry", "apply", "builder", "not"})
INFINITY = Expr("number", name="\\infty")


def is_infinite(end: Expr) -> bool:
    """Whether an end of a range is plus or minus infinity."""
    return (end.args[0] if end.head == "neg" else end) == INFINITY


def ranges(lower: Expr, upper: Expr | None) -> list[tuple[Expr, Expr | None, Expr | None]]:
    r"""The variables and ranges of ``_{k=1}^m``, ``_{ij}``, ``_{i,j=1}^n``, ``_{1 \leq i \leq n}``, ``_{i \in [n]}``"""
    if lower.head == "items":
        *first, last = lower.args
        (variable, low, high), *_ = ranges(last, upper)
        return [(name, low, high) for name in (*first, variable)]
    if lower.head == "chain" and lower.name == "=":
        names = lower.args[0].args if lower.args[0].head == "mul" else (lower.args[0],)
        return [(name, lower.args[1], upper) for name in names]
    if lower.head == "chain" and lower.name == "<= <=":
        low, variable, high = lower.args
        return [(variable, low, high)]
    if lower.head == "chain" and lower.name == "in" and is_whole_range(lower.args[1]):
        return [(lower.args[0], number(1), lower.args[1].args[0])]
    if lower.head == "mul":
        return [(name, None, None) for name in lower.args]
    return [(lower, None, None)]


def interval_of(lower: Expr) -> tuple[Expr, Expr, Expr, str] | None:
    r"""The variable, the ends and their brackets of ``_{0 \leq s < t}``, ``_{s \geq 0}``, ``_{s \in \mathbb{R}}``.

    None for any other range, and where either of two symbols may be the variable.
    """
    nowhere = Expr("neg", (INFINITY,))
    if lower.name == "in" and lower.args[1] == Expr("space", name="R"):
        return lower.args[0], nowhere, INFINITY, "()"
    if lower.head != "chain" or len({op[0] for op in lower.relations} - {"=", "!", "i", "~"}) != 1:
        return None
    turned = -1 if lower.name[0] == ">" else 1
    terms, ops = lower.args[::turned], lower.relations[::turned]
    left, right = ("([" [op.endswith("=")] for op in (ops[0], ops[-1]))
    if len(terms) == 3:
        return terms[1], terms[0], terms[2], left + "])"[right == "("]
    is_name = [part.head == "symbol" for part in terms]
    is_name[0] = is_name[0] and not (len(terms) == 2 and terms[0].span > terms[1].span)  # of a membership
    if is_name == [False, True]:
        return terms[1], terms[0], INFINITY, left + ")"
    return (terms[0], nowhere, terms[1], "(" + "])"[right == "("]) if is_name == [True, False] else None


def is_whole_range(expr: Expr) -> bool:
    """Whether this is ``[m]``, the whole numbers from 1 to m."""
    return expr.head == "space" and expr.name == "[]"


def membership(expr: Expr) -> Expr:
    r"""What stands behind ``\in``: ``[m]``, an interval, a named space, or members in braces."""
    if expr.head == "brackets" and expr.args[0].head != "items":
        return replace(expr, head="space", name="[]")
    if (
        expr.head in ("parens", "brackets", "half_open")
        and expr.args[0].head == "items"
        and len(expr.args[0].args) == 2
    ):
        name = {"parens": "()", "brackets": "[]"}.get(expr.head, expr.name)
        return Expr("interval", expr.args[0].args, name, expr.span)
    if expr.head not in SETS:
        raise UnreadError("no meaning is known for this set", span=expr.span)
    return expr


def within(what: Expr, interval: Expr) -> Expr:
    """The inequalities that say that something lies in an interval; an infinite end says nothing."""
    low, high = interval.args
    first, last = ("<" if mark in "()" else "<=" for mark in interval.name)
    terms, names = [what], []
    if not (low.head == "neg" and low.args[0] == INFINITY):
        terms, names = [low, *terms], [first]
    if high != INFINITY:
        terms, names = [*terms, high], [*names, last]
    if not names:
        raise UnreadError("this range says nothing", span=interval.span)
    return Expr("chain", tuple(terms), " ".join(names), (what.span[0], interval.span[1]))


def is_index(variable: Expr, body: Expr) -> bool:
    return any(part.head == "entry" and any(variable.name in k.free for k in part.args[1:]) for part in walk(body))


def quantified_membership(item: Expr) -> Expr | None:
    r"""The membership that ends ``\forall i, j \in [n]``."""
    what = item.args[0] if item.head == "forall" else item
    return what if what.head == "chain" and what.name == "in" and what.args[0].head == "symbol" else None
