r"""Events in normal form, with their indicators and probabilities.

An event is ``z <= 0``, ``z = 0``, a complement, a union, an intersection, or a named one. A strict relation is the
complement of the other, so that ``1[z < 0] = 1 - 1[z >= 0]`` needs no rule.
"""

from __future__ import annotations

import sympy as sp

from ntkprops.derivation.judgment import Refused
from ntkprops.derivation.terms import ONE, Terms
from ntkprops.language.tree import Expr, links, number, relation


def event_of(terms: Terms, tree: Expr) -> Expr:
    """The normal form of an event."""
    if tree.head == "chain":
        return _joined("intersection", [_link(terms, a, op, b) for a, op, b in links(tree)])
    if tree.head in ("union", "intersection"):
        return _joined(tree.head, [event_of(terms, arg) for arg in tree.args])
    if tree.head == "not":
        return complement(event_of(terms, tree.args[0]))
    if tree.head in ("set", "items") and not any(arg.head in ("exists", "forall") for arg in tree.args):
        return _joined("intersection", [event_of(terms, arg) for arg in tree.args])
    if tree.head in ("symbol", "entry", "apply"):
        return tree
    raise Refused(f"no rule says what event a {tree.head} is")


def complement(event: Expr) -> Expr:
    """The event that it does not happen."""
    return event.args[0] if event.head == "not" else Expr("not", (event,))


def _joined(head: str, events: list[Expr]) -> Expr:
    flat = {part for event in events for part in (event.args if event.head == head else (event,))}
    parts = sorted(flat, key=repr)
    return parts[0] if len(parts) == 1 else Expr(head, tuple(parts))


def _link(terms: Terms, left: Expr, op: str, right: Expr) -> Expr:
    gap = sp.expand(terms.scalar(left) - terms.scalar(right))
    if op in (">=", ">"):
        gap, op = sp.expand(-gap), op.replace(">", "<")
    if op == "<=":
        return relation(terms.quote(gap), "<=", number(0))
    if op == "<":  # a < b is not (b <= a)
        return complement(relation(terms.quote(sp.expand(-gap)), "<=", number(0)))
    if op in ("=", "!="):
        gap = min((gap, sp.expand(-gap)), key=lambda side: repr(terms.quote(side)))
        found = relation(terms.quote(gap), "=", number(0))
        return found if op == "=" else complement(found)
    raise Refused(f"{op} makes no event")


def indicator(terms: Terms, event: Expr) -> sp.Expr:
    """``1[event]``, with ``1[not A] = 1 - 1[A]``."""
    if event.head == "not":
        return ONE - indicator(terms, event.args[0])
    return terms.atom(Expr("indicator", (event,)), integer=True, nonnegative=True)


def probability(terms: Terms, event: Expr) -> sp.Expr:
    """``Pr[event]``, with ``Pr[not A] = 1 - Pr[A]``; of what does not depend on the draw the indicator."""
    if event.head == "not":
        return ONE - probability(terms, event.args[0])
    return terms.atom(Expr("Pr", (event,)), nonnegative=True) if terms.depends(event) else indicator(terms, event)


__all__ = ["complement", "event_of", "indicator", "probability"]
