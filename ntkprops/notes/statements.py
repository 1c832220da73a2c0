r"""What does a relation ask, and what is bound around it? ``relate(collector, ..)``, ``statement(collector, tree)``."""

from __future__ import annotations

from dataclasses import replace

from ntkprops.language.tree import Expr, links
from ntkprops.notes.constraints import Around, Collector
from ntkprops.notes.unify import Node
from ntkprops.notes.uses import ORDERS, arguments, quantified

UNASKED = frozenset({"to", "subset"})


def relate(collector: Collector, left: Expr, op: str, right: Expr, around: Around) -> None:
    """One link of a chain.

    Raises:
        Clash: where it asks for what cannot be.
    """
    if op == "in":
        _membership(collector, left, right, around)
    elif op == "~":
        law(collector, left, right, replace(around, counted=False))
    elif op in ORDERS:
        collector.all_numbers(tuple(side for side in (left, right) if side.head != "blank"), around)
    elif op in UNASKED:
        collector.shape(left, around)
        collector.shape(right, around)
    elif "set" in (left.head, right.head):
        collector.event(left, around)
        collector.event(right, around)
    else:
        collector.shapes.unify(collector.shape(left, around), collector.shape(right, around))


def _membership(collector: Collector, left: Expr, right: Expr, around: Around) -> None:
    found = collector.shape(left, around)
    if right.head == "space" and right.name == "R":
        collector.shapes.unify(found, _space(collector, right))
    elif right.head == "space":
        collector.shapes.unify(found, collector.shapes.number())
        if right.name == "[]" and left.head == "symbol" and right.args[0].head == "symbol" and collector.shapes.place:
            collector.quantified.setdefault(left.name, []).append((right.args[0].name, collector.shapes.place))
    elif right.head == "set" and all(part.head in ("number", "neg") for part in right.args):
        collector.shapes.unify(found, collector.shapes.number())


def _space(collector: Collector, space: Expr) -> Node:
    r"""``\mathbb{R}``, ``\mathbb{R}^d``, ``\mathbb{R}^{n \times d}``."""
    if not space.args:
        return collector.shapes.number()
    exponent = space.args[0]
    is_pair = exponent.head == "mul" and collector.shapes.place and r"\times" in collector.shapes.place.latex
    sides = exponent.args if is_pair and len(exponent.args) == 2 else (exponent,)
    named = [collector.range(side) for side in sides]
    return collector.shapes.tensor(named[0], named[1]) if len(named) == 2 else collector.shapes.vector(named[0])


def law(collector: Collector, left: Expr, right: Expr, around: Around) -> None:
    r"""``w_i(0) \sim N(0, I_d)`` is a vector, ``X \sim N(0, 1)`` and a uniform sign are numbers."""
    found = collector.shape(left, around)
    if right.head != "law":
        return
    spread = right.args[-1]
    if right.name == "N" and spread.head == "entry" and spread.args[0].name == "I":
        collector.shapes.unify(found, collector.shapes.vector(collector.range(spread.args[1])))
    elif right.name == "N" and spread == Expr("symbol", name="I"):
        collector.shapes.unify(found, collector.shapes.vector(collector.shapes.new()))
        collector.shapes.no_number(found)
    elif right.name != "N" or spread.head == "number":
        collector.shapes.unify(found, collector.shapes.number())


def statement(collector: Collector, tree: Expr) -> list[tuple[Expr, str, Expr, Around]]:
    """The links of a formula, each with what is bound around it."""
    items, around = tree.args if tree.head == "items" else (tree,), Around()
    found = []
    for item in items:
        around = _bind(collector, item.args[0], around) if item.head == "forall" else around
    for item in items:
        what = item.args[0] if item.head in ("forall", "exists") else item
        inside = around
        for name in sorted(arguments(what)):
            inside = inside.name(name, collector.shapes.new())
        if what.head == "chain":
            found += [(*link, inside) for link in links(what)]
            if what.relations[-1] == "in" and set(what.relations[:-1]) <= {"=", ":="} and len(what.args) > 2:
                found.append((what.args[0], "in", what.args[-1], inside))
        else:
            found.append((what, "", Expr("blank"), inside))
    return found


def _bind(collector: Collector, what: Expr, around: Around) -> Around:
    r"""What ``\forall k \in [m]`` or ``\forall s \geq 0`` binds."""
    if what.head == "chain" and what.name == "in" and what.args[0].head == "symbol":
        space = what.args[1]
        if space.head == "space" and space.name == "[]":
            return around.index(what.args[0].name, space.args[0].name)
    for name in quantified(what):
        around = around.name(name, collector.shapes.number())
    return around
