r"""What does a symbol, an entry, a value at a time or a derivative stand for on each draw?

Instances answer first, then what the notes define.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from ntkprops.language.tree import Expr
from ntkprops.sampling.measure.evaluate import MANY, Scene, Value, deeper, defined, evaluate, index, measures, plain
from ntkprops.sampling.measure.instance import Array, Unmeasured
from ntkprops.trial.calculus import derivative
from ntkprops.trial.defined import moves
from ntkprops.trial.values import Undetermined


@measures("number", parts=0, named=True)
def _number(tree: Expr, scene: Scene) -> Value:
    try:
        return np.array([float(tree.name)])
    except ValueError as error:
        raise Unmeasured(f"{tree.name} is no number") from error


@measures("constant", parts=0, named=True)
def _constant(tree: Expr, scene: Scene) -> Value:
    if tree.name != r"\pi":
        raise Unmeasured(f"{tree.name} is no known constant")
    return np.array([np.pi])


@measures("symbol", parts=0, named=True)
def _symbol(tree: Expr, scene: Scene) -> Value:
    if tree.name in scene.bound:
        return scene.bound[tree.name]
    if tree.name in scene.scalars:
        return np.array([scene.scalars[tree.name]])
    found = scene.batch.value(tree.name)
    if found is not None:
        return found
    body = defined(tree, scene)
    if body is None:
        raise Unmeasured(f"{tree.name} has no measure")
    return evaluate(body, replace(deeper(scene), bound={}))  # a bound s is not the definition's s


@measures("entry", parts=MANY)
def _entry(tree: Expr, scene: Scene) -> Value:
    base, *indices = tree.args
    try:
        found = plain(evaluate(base, scene))
    except Unmeasured:
        body = defined(tree, scene)
        if body is None:
            raise
        return evaluate(body, deeper(scene))
    return _member(found, indices, scene)


def _member(found: Array, indices: Sequence[Expr], scene: Scene) -> Array:
    for part in indices:
        place = index(part, scene)
        if found.ndim < 2 or not 0 <= place < found.shape[1]:
            raise Unmeasured("an entry that is not there")
        found = found[:, place]
    return found


@measures("apply", parts=MANY)
def _apply(tree: Expr, scene: Scene) -> Value:
    base, *given = tree.args
    ask = scene.batch.rate if base.head == "dot" else scene.batch.at
    name = (base.args[0] if base.head == "dot" else base).name
    written = defined(tree, scene) if base.head == "dot" else None
    if written is not None:
        return evaluate(written, deeper(scene))
    found = None
    if name not in scene.bound or name in scene.batch.roles.moving:
        found = ask(name, tuple(plain(evaluate(arg, scene)) for arg in given))
    if found is not None:
        return found
    body = defined(tree, scene)
    if body is None:
        raise Unmeasured(f"{name} cannot be applied here")
    return evaluate(body, deeper(scene))


@measures("grad", parts=range(1, 3))
def _gradient(tree: Expr, scene: Scene) -> Value:
    body = tree.args[0]
    if body.head != "apply" or body.args[0].head != "symbol":
        raise Unmeasured("a gradient of what is no named function")
    if tree.args[1:] not in ((), body.args[-1:]):
        raise Unmeasured("a gradient by another thing than the last argument")
    args = tuple(plain(evaluate(arg, scene)) for arg in body.args[1:])
    found = scene.batch.gradient(body.args[0].name, args)
    if found is None:
        raise Unmeasured(f"no gradient of {body.args[0].name}")
    return found


@measures("partial", parts=2)
def _partial(tree: Expr, scene: Scene) -> Value:
    body, by = tree.args
    whole = by.args[0] if by.head == "entry" else by
    if body.head != "apply" or whole != body.args[-1] or len(by.args) > 2:
        raise Unmeasured("a partial derivative by another thing than the weights")
    found = plain(_gradient(Expr("grad", (body,)), scene))
    return found if by is whole else _member(found, by.args[1:], scene)


@measures("derivative", parts=2)
def _derivative(tree: Expr, scene: Scene) -> Value:
    body, variable = tree.args
    try:
        known = partial(moves, notation=scene.notation, definitions=scene.definitions)
        written = derivative(body, variable, moves=known)
    except Undetermined as error:
        raise Unmeasured(str(error)) from error
    return evaluate(written, scene)
