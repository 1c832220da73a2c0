r"""Sums, products, norms and functions of values, draw by draw; ``multiply(left, right)`` goes by their shapes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ntkprops.language.tree import Expr
from ntkprops.sampling.measure.evaluate import MANY, Row, Rule, Scene, Value, evaluate, measures, plain, scalar
from ntkprops.sampling.measure.instance import Array, Unmeasured


def add(left: Value, right: Value) -> Value:
    """The sum of two values of one shape."""
    a, b = plain(left), plain(right)
    if a.ndim != b.ndim:
        raise Unmeasured("a sum of things of different shapes")
    total = a + b
    return Row(total) if isinstance(left, Row) else total


def multiply(left: Value, right: Value) -> Value:
    """The product of two values, by their shapes."""
    if isinstance(left, Row) and isinstance(right, Row):
        raise Unmeasured("a product of two transposed vectors")
    a, b = plain(left), plain(right)
    if a.ndim == 1 or b.ndim == 1:
        ndim = max(a.ndim, b.ndim)
        found = _grown(a, ndim) * _grown(b, ndim)
        return Row(found) if isinstance(left, Row) or isinstance(right, Row) else found
    if isinstance(left, Row):
        return (a * b).sum(axis=1) if b.ndim == 2 else Row((a[:, None, :] @ b)[:, 0])
    if isinstance(right, Row):
        return a[:, :, None] * b[:, None, :]
    if a.ndim == 3:
        return a @ b if b.ndim == 3 else (a @ b[:, :, None])[:, :, 0]
    raise Unmeasured("a product of two vectors")


def _grown(value: Array, ndim: int) -> Array:
    return value.reshape(value.shape + (1,) * (ndim - value.ndim))


def _fold(combine: Callable[[Value, Value], Value]) -> Rule:
    def folded(tree: Expr, scene: Scene) -> Value:
        result = evaluate(tree.args[0], scene)
        for part in tree.args[1:]:
            result = combine(result, evaluate(part, scene))
        return result

    return folded


def _extreme(choose: Callable[[Array, Array], Array]) -> Rule:
    def extreme(tree: Expr, scene: Scene) -> Value:
        first, *others = (scalar(arg, scene) for arg in tree.args)
        for other in others:
            first = choose(first, other)
        return first

    return extreme


def _mapped(change: Callable[[Array], Array]) -> Rule:
    def mapped(tree: Expr, scene: Scene) -> Value:
        found = evaluate(tree.args[0], scene)
        return Row(change(found.entries)) if isinstance(found, Row) else change(found)

    return mapped


def _function(change: Callable[..., Array]) -> Rule:
    def applied(tree: Expr, scene: Scene) -> Value:
        with np.errstate(all="ignore"):
            found = change(*(scalar(arg, scene) for arg in tree.args))
        if not np.isfinite(found).all():
            raise Unmeasured(f"{tree.head} outside its domain or range")
        return found

    return applied


@measures("div", parts=2)
def _divided(tree: Expr, scene: Scene) -> Value:
    above, below = evaluate(tree.args[0], scene), scalar(tree.args[1], scene)
    if (below == 0).any():
        raise Unmeasured("a denominator of zero")
    return multiply(above, 1 / below)


@measures("norm", parts=1, named=True)
def _norm(tree: Expr, scene: Scene) -> Value:
    found = plain(evaluate(tree.args[0], scene))
    if found.ndim == 1:
        return np.abs(found)
    if found.ndim == 2:
        order = {"1": 1, r"\infty": np.inf, "": 2, "2": 2}.get(tree.name)
        if order is None:
            raise Unmeasured(f"the norm {tree.name} of a vector")
        return np.linalg.norm(found, ord=order, axis=1)
    if tree.name == "F":
        return np.sqrt((found**2).sum(axis=(1, 2)))
    if tree.name in ("", "2"):
        return np.linalg.norm(found, ord=2, axis=(1, 2))
    raise Unmeasured(f"the norm {tree.name} of a matrix")


@measures("inner", parts=2)
def _inner(tree: Expr, scene: Scene) -> Value:
    left, right = (plain(evaluate(arg, scene)) for arg in tree.args)
    if left.ndim != right.ndim:
        raise Unmeasured("an inner product of different shapes")
    product = left * right
    return product.reshape(len(product), -1).sum(axis=1)


@measures("transpose", parts=1)
def _transposed(tree: Expr, scene: Scene) -> Value:
    found = evaluate(tree.args[0], scene)
    if isinstance(found, Row):
        return found.entries
    if found.ndim <= 1:
        return found
    return Row(found) if found.ndim == 2 else np.swapaxes(found, 1, 2)


@measures("listing", parts=MANY)
def _listing(tree: Expr, scene: Scene) -> Value:
    return np.stack(np.broadcast_arrays(*(scalar(part, scene) for part in tree.args)), axis=1)


def _eigenvalue(place: int) -> Rule:
    def eigenvalue(tree: Expr, scene: Scene) -> Value:
        found = plain(evaluate(tree.args[0], scene))
        if found.ndim != 3 or not np.allclose(found, np.swapaxes(found, 1, 2), atol=1e-12):
            raise Unmeasured("an eigenvalue of what is no symmetric matrix")
        return np.asarray(np.linalg.eigvalsh(found)[:, place], dtype=np.float64)

    return eigenvalue


@measures("tr", parts=1)
def _trace(tree: Expr, scene: Scene) -> Value:
    return np.trace(plain(evaluate(tree.args[0], scene)), axis1=1, axis2=2)


for head, (parts, rule) in {
    "add": (MANY, _fold(add)),
    "mul": (MANY, _fold(multiply)),
    "max": (MANY, _extreme(np.maximum)),
    "min": (MANY, _extreme(np.minimum)),
    "neg": (1, _mapped(np.negative)),
    "pow": (2, _function(np.power)),
    "sqrt": (1, _function(np.sqrt)),
    "root": (2, _function(lambda degree, base: base ** (1 / degree))),
    "exp": (1, _function(np.exp)),
    "log": (1, _function(np.log)),
    "abs": (1, _function(np.abs)),
    "lambda_min": (1, _eigenvalue(0)),
    "lambda_max": (1, _eigenvalue(-1)),
}.items():
    measures(head, parts=parts)(rule)
