r"""When does a row of relations hold, and when do conditions at once?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ntkprops.language.tree import Expr
from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.scene import Scene
from ntkprops.meaning.walk import evaluate, judged

RELATIONS = frozenset({"=", "!=", "<=", "<", ">=", ">", ":="})


def chain(tree: Expr, scene: Scene) -> Any:
    """Every relation of a row, each term evaluated once."""
    known: dict[int, Any] = {}

    def value(place: int) -> Any:
        if place not in known:
            known[place] = evaluate(tree.args[place], scene)
        return known[place]

    if len(tree.relations) != len(tree.args) - 1 or not tree.relations:
        raise Undetermined("a row of relations with a part too many")
    return scene.SYSTEM.every([_link(tree, place, op, value, scene) for place, op in enumerate(tree.relations)])


def _link(tree: Expr, place: int, op: str, value: Callable[[int], Any], scene: Scene) -> Any:
    left, right = tree.args[place : place + 2]
    if op in ("in", "~"):
        return scene.classified(left, op, right, lambda: value(place))
    if op not in RELATIONS:
        raise Undetermined(f"{op} is no relation that has a meaning here")
    for target, body, said in ((left, right, place + 1), (right, left, place)) if op in ("=", ":=") else ():
        if scene.says(target, body):
            value(said)  # what is defined as nothing is nothing
            return scene.SYSTEM.every([])
    return scene.SYSTEM.related(value(place), op, value(place + 1))


def event(tree: Expr, scene: Scene) -> Any:
    """Conditions at once; what exists fulfils those that follow it."""
    first, *rest = tree.args
    if first.head == "exists":
        return scene.exists(first, rest)
    return scene.SYSTEM.every([judged(part, scene) for part in tree.args])
