r"""Equals for equals: a goal with symbols replaced by what they are given to equal (``substituted``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ntkprops.derivation.judgment import Step
from ntkprops.language.tree import Expr, relation, replace_free, symbol
from ntkprops.proof.direct.given import instances
from ntkprops.proof.direct.sight import MOST_DEPTH, Sight

HOLE = symbol("@hole")
Shows = Callable[[Sight, Expr], Step | None]


def equations(sight: Sight) -> dict[str, tuple[Expr, Step]]:
    """What symbols are given to equal, each with the step that says so; none leads back to itself."""
    found: dict[str, tuple[Expr, Step]] = {}
    for step in instances(sight, [], lambda *_: None):
        stated = sight.derive(step)
        if stated is None or stated.name != "=":
            continue
        for one, other in (stated.args, stated.args[::-1]):
            taken = {name for name, (value, _) in found.items() if one.name in value.free}
            free = one.head == "symbol" and one.name not in other.free and not (taken & _all(other, found))
            if (
                free
                and one.name not in found
                and one.name not in _all(other, found)
                and one.name not in sight.scope.sorts
            ):
                found[one.name] = (other, step)
                break
    return found


def _all(tree: Expr, found: dict[str, tuple[Expr, Step]]) -> frozenset[str]:
    """The names of a tree once everything that is known to equal something is put in."""
    names, waiting = set(), list(tree.free)
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += found[name][0].free if name in found else ()
    return frozenset(names)


def substituted(sight: Sight, goal: Expr, shows: Shows) -> Step | None:
    """The goal from the same one without the symbols that equal something, and hypotheses without them likewise."""
    known = equations(sight) if sight.depth < MOST_DEPTH else {}
    if not known:
        return None
    inner, new = replace(sight, depth=MOST_DEPTH, known={}), False
    for step in instances(sight, [goal], lambda *_: None):
        stated = sight.derive(step)
        if stated is not None and stated.args[0].name not in known and sight.kind(stated.args[0]) == "scalar":
            changed, equal = _put(sight, stated, known)
            inner.learn(Step("scalar", (changed,), (step, *equal)) if equal else step)
            new |= bool(equal)
    changed, equal = _put(sight, goal, known)
    step = shows(inner, changed) if equal or new else None
    if step is None:
        return None
    whole = Step("scalar", (goal,), (step, *equal))
    return whole if sight.derive(whole) is not None else None


def _put(sight: Sight, stated: Expr, known: dict[str, tuple[Expr, Step]]) -> tuple[Expr, list[Step]]:
    """A relation with equals put in, and the steps that show its sides equal to the new ones."""
    steps: list[Step] = []
    sides = []
    for side in stated.args:
        while (name := next((one for one in sorted(side.free) if one in known), None)) is not None:
            value, why = known[name]
            term = replace_free(side, {name: HOLE})
            step = Step("equals", (term, HOLE, symbol(name), value), (why,)) if term != HOLE else why
            if sight.derive(step) is None:
                return stated, []
            steps.append(step)
            side = replace_free(side, {name: value})
        sides.append(side)
    return relation(sides[0], stated.name, sides[1]), steps


__all__ = ["substituted"]
