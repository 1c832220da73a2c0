r"""Equals for equals: a goal with what is given to equal something replaced by that (``substituted``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ntkprops.derivation.judgment import Step
from ntkprops.language.tree import BINDERS, Expr, relation, symbol
from ntkprops.proof.direct.given import instances
from ntkprops.proof.direct.sight import MOST_DEPTH, Sight

HOLE = symbol("@hole")
NAMED = ("symbol", "entry", "apply", "grad")  # what something may be given to equal
MOST = 8  # replacements in one side of a relation
Shows = Callable[[Sight, Expr], Step | None]
Equations = dict[Expr, tuple[Expr, Step]]


def equations(sight: Sight) -> Equations:
    """What things are given to equal, each with the step that says so; none leads back to itself."""
    found: Equations = {}
    for step in instances(sight, [], lambda *_: None):
        stated = sight.derive(step)
        for one, other in (stated.args, stated.args[::-1]) if stated is not None and stated.name == "=" else ():
            local = one.head == "symbol" and one.name in sight.scope.sorts
            if one.head in NAMED and one not in found and not local and _put(_written_out(other, found), one) is None:
                found[one] = (other, step)
                break
    return found


def _written_out(tree: Expr, known: Equations) -> Expr:
    """A tree with everything that equals something replaced."""
    for _ in range(MOST):
        changed = next((put for one, (other, _) in known.items() if (put := _put(tree, one, other)) is not None), None)
        if changed is None:
            break
        tree = changed
    return tree


def _put(tree: Expr, old: Expr, new: Expr = HOLE) -> Expr | None:
    """A tree with one thing put for another wherever that stands free; None where it does not."""
    if tree == old:
        return new
    if tree.head in BINDERS and tree.args[0].name in old.free | new.free:
        return None
    args = [_put(arg, old, new) for arg in tree.args]
    kept = tuple(arg if put is None else put for arg, put in zip(tree.args, args, strict=True))
    return replace(tree, args=kept) if any(put is not None for put in args) else None


def substituted(sight: Sight, goal: Expr, shows: Shows) -> Step | None:
    """The goal from the same one without what equals something else, and hypotheses without it likewise."""
    known = equations(sight) if sight.depth < MOST_DEPTH else {}
    if not known:
        return None
    inner, new = replace(sight, depth=MOST_DEPTH, known={}, tried=set()), False
    for step in instances(sight, [goal], lambda *_: None):
        stated = sight.derive(step)
        if stated is not None and stated.args[0] not in known and sight.kind(stated.args[0]) == "scalar":
            changed, equal = _rewritten(sight, stated, known)
            inner.learn(Step("scalar", (changed,), (step, *equal)) if equal else step)
            new |= bool(equal)
    changed, equal = _rewritten(sight, goal, known)
    step = shows(inner, changed) if equal or new else None
    if step is None:
        return None
    whole = Step("scalar", (goal,), (step, *equal))
    return whole if sight.derive(whole) is not None else None


def _rewritten(sight: Sight, stated: Expr, known: Equations) -> tuple[Expr, list[Step]]:
    """A relation with equals put in, and the steps that show its sides equal to the new ones."""
    steps: list[Step] = []
    sides = []
    for side in stated.args:
        for one in [one for _ in range(MOST) for one in known]:
            term = _put(side, one)
            if term is None:
                continue
            value, why = known[one]
            step = Step("equals", (term, HOLE, one, value), (why,)) if term != HOLE else why
            if sight.derive(step) is not None:
                steps.append(step)
                side = _put(side, one, value) or side
        sides.append(side)
    return relation(sides[0], stated.name, sides[1]), steps


__all__ = ["substituted"]
