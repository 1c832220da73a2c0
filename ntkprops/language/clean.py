r"""A tree without what only groups, and with elided lists spelled out: ``cleaned(tree)``."""

from __future__ import annotations

from dataclasses import replace

from ntkprops.errors import UnreadError
from ntkprops.language.tree import HEADS, Expr, depth, number, symbol

COLUMN = "column"  # how a list is named that stands upright
TAKES_ITEMS = frozenset({"parens", "brackets", "over", "conditional", "builder", "case"})
DEEPEST = 40  # what reads a tree recurses, and must not run out of stack


def _clean(expr: Expr) -> Expr:
    """Grouping dropped, lists told from groups, elided families spelled out."""
    if expr.head in ("parens", "brackets"):
        (inside,) = expr.args
        return replace(inside, head="listing") if inside.head == "items" else inside
    if expr.head == "transpose" and expr.args[0].head == "listing" and expr.args[0].name != COLUMN:
        return _family(expr.args[0]) or replace(expr.args[0], name=COLUMN)
    if expr.head == "listing" and expr.name == COLUMN:
        return _family(expr) or expr
    if expr.head == "family" and expr.args[2].head == "blank":
        raise UnreadError("the range of this family is not printed", span=expr.span)
    if expr.head in ("given", "cells"):
        raise UnreadError("what is given can only stand in a mean or a probability", span=expr.span)
    if expr.head == "half_open":
        raise UnreadError("an interval can only stand behind \\in", span=expr.span)
    if expr.head == "symbol" and not expr.name:
        return Expr("blank")
    return replace(expr, name="") if expr.head == "family" else expr


def cleaned(expr: Expr) -> Expr:
    """The tree without what only groups. Every head is one of ``HEADS``.

    Raises:
        UnreadError: where it is nested too deep.
    """
    if depth(expr) > DEEPEST:
        raise UnreadError(f"this is nested more than {DEEPEST} deep", hint="name a part of it.")
    return _cleaned(expr)


def _cleaned(expr: Expr) -> Expr:
    for arg in expr.args:
        if arg.head == "items" and expr.head not in TAKES_ITEMS:
            raise UnreadError("a comma cannot stand here", span=arg.span)
    node = _clean(replace(expr, args=tuple(map(_cleaned, expr.args))))
    assert node.head in HEADS, f"the reader makes {node.head}, which HEADS does not list"
    return node


def _family(listing: Expr) -> Expr | None:
    r"""``[f(x_1), \dots, f(x_n)]^\top`` as the vector with i-th component ``f(x_i)``."""
    if len(listing.args) < 3 or listing.args[-2].head != "dots":
        return None
    first, last = listing.args[0], listing.args[-1]
    ends: set[Expr] = set()
    body = _unify(first, last, ends)
    if body is None or len(ends) != 1:
        return None
    return Expr("family", (symbol("i"), number(1), ends.pop(), body), span=listing.span)


def _unify(first: Expr, last: Expr, ends: set[Expr]) -> Expr | None:
    """The common shape of the first and the last member, ``i`` where they differ (1 against the end)."""
    if first == last:
        return first
    if first == number(1):
        ends.add(last)
        return symbol("i")
    if (first.head, first.name, len(first.args)) != (last.head, last.name, len(last.args)) or not first.args:
        return None
    parts = [_unify(one, other, ends) for one, other in zip(first.args, last.args, strict=True)]
    return None if None in parts else replace(first, args=tuple(part for part in parts if part))
