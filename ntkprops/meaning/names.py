"""What does a symbol, an entry, a value at a time or a derivative stand for? Instances answer first, then notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from ntkprops.language.tree import Expr
from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.defined import defined, moves
from ntkprops.meaning.derivative import derivative
from ntkprops.meaning.scene import Scene
from ntkprops.meaning.walk import evaluate, index


def symbol(tree: Expr, scene: Scene) -> Any:
    """What is bound, else a parameter, else what the instance knows, else what the notes define."""
    found = scene.scalar(tree.name)
    if found is None:
        found = scene.known.value(tree.name)
    if found is not None:
        return found
    body = _written(tree, scene, f"{tree.name} has no value here")
    return evaluate(body, scene.unfolded(bound={}))  # a bound s is not the definition's s


def _written(tree: Expr, scene: Scene, otherwise: str) -> Expr:
    body = defined(tree, scene)
    if body is None:
        raise Undetermined(otherwise)
    return body


def entry(tree: Expr, scene: Scene) -> Any:
    """A member of what has a value; else what the notes define the member as."""
    base, *indices = tree.args
    try:
        found = evaluate(base, scene)
    except Undetermined:
        body = defined(tree, scene)
        if body is None:
            raise
        return evaluate(body, scene.unfolded())
    return _member(found, indices, scene)


def _member(found: Any, indices: Sequence[Expr], scene: Scene) -> Any:
    for part in indices:
        found = scene.SYSTEM.member(found, index(part, scene))
    return found


def _arguments(given: Sequence[Expr], scene: Scene) -> tuple[Any, ...]:
    return tuple(scene.argument(evaluate(arg, scene)) for arg in given)


def apply(tree: Expr, scene: Scene) -> Any:
    """A symbol, or its rate, at arguments; a family that is bound is still asked for its start."""
    base, *given = tree.args
    is_rate = base.head == "dot"
    name = (base.args[0] if is_rate else base).name
    body = defined(tree, scene) if is_rate and not scene.KNOWS_RATES else None
    held, args = scene.scalar(name), _arguments(given, scene) if body is None else ()
    if body is None and (held is None or not scene.SYSTEM.is_number(held)):
        ask = scene.known.rate if is_rate else scene.known.at
        found = ask(name, args)
        if found is not None:
            return found
    body = body or defined(tree, scene) or (None if is_rate else scene.stepped(name, args))
    if body is None:
        raise Undetermined(f"{name} cannot be applied here")
    return evaluate(body, scene.unfolded())


def gradient(tree: Expr, scene: Scene) -> Any:
    """The gradient of a named function by its last argument."""
    body = tree.args[0]
    if body.head != "apply" or body.args[0].head != "symbol":
        raise Undetermined("a gradient of what is no named function")
    if tree.args[1:] not in ((), body.args[-1:]):
        raise Undetermined("a gradient by another thing than the last argument")
    name = body.args[0].name
    found = scene.known.gradient(name, _arguments(body.args[1:], scene))
    found = scene.slope(body) if found is None else found
    if found is None:
        raise Undetermined(f"no gradient of {name}")
    return found


def partially(tree: Expr, scene: Scene) -> Any:
    """The derivative of a named function by its last argument, or by one member of that."""
    body, by = tree.args
    whole, place = (by.args[0], by.args[1:]) if by.head == "entry" else (by, ())
    if body.head != "apply" or body.args[-1] != whole or len(place) > 1:
        raise Undetermined("a derivative by what is not the last argument")
    return _member(gradient(Expr("grad", (body,)), scene), place, scene)


def derived(tree: Expr, scene: Scene) -> Any:
    """The value of the formula that the rules of calculus give."""
    known = partial(moves, notation=scene.notation, definitions=scene.definitions)
    return evaluate(derivative(*tree.args, moves=known), scene)
