r"""Any printed formula on a batch of draws, in doubles: ``evaluate(tree, scene)`` and ``sides(link, scene)``.

A value has the draws as its leading axis: a scalar is (B,), a vector (B, n), a matrix (B, n, n), a family of vectors
(B, m, d);
``Row`` is a transposed vector. ``E`` and ``Pr`` are taken draw by draw: what stands under them is the value on each
draw, so that the mean over draws is their value wherever they stand in a linear place (``linear.py`` sees to that).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr, links
from ntkprops.proof.facts import Rewrite
from ntkprops.sampling.instance import Array, Batch, Unmeasured
from ntkprops.trial.calculus import derivative
from ntkprops.trial.values import Undetermined

NODES, WEIGHTS = np.polynomial.legendre.leggauss(8)
MOST_TERMS = 256
MOST_PIECES = 24
DEPTH = 12  # of definitions inside definitions


class Row(NamedTuple):
    """A transposed vector, (B, n)."""

    entries: Array


Value = Array | Row


@dataclass(frozen=True)
class Scene:
    """Where a formula is evaluated: a batch, the scalars that a trial chose, what is defined, what is bound."""

    notation: Notation
    batch: Batch
    scalars: Mapping[str, float]
    definitions: Mapping[str, Sequence[Rewrite]]
    bound: Mapping[str, Array] = field(default_factory=dict)
    depth: int = 0

    def bind(self, name: str, value: Array) -> Scene:
        """The scene inside a binder."""
        return replace(self, bound={**self.bound, name: value})


def evaluate(tree: Expr, scene: Scene) -> Value:
    """The value of a formula on every draw.

    Raises:
        Unmeasured: where nothing here measures a part of it; the message names the part.
    """
    rule = _RULES.get(tree.head)
    if rule is None:
        raise Unmeasured(f"nothing measures {tree.head}")
    return rule(tree, scene)


def scalar(tree: Expr, scene: Scene) -> Array:
    """The value of a formula that is a number, (B,)."""
    found = evaluate(tree, scene)
    if isinstance(found, Row) or found.ndim != 1:
        raise Unmeasured(f"a number was expected where {tree.head} stands")
    return found


def sides(link: Expr, scene: Scene) -> tuple[Array, Array]:
    """Both sides of a relation of two terms, (B, ...) each, of one shape."""
    left, right = (_plain(evaluate(part, scene)) for part in link.args)
    if left.ndim != right.ndim and left.ndim > 1 and right.ndim > 1:
        raise Unmeasured("two sides of different shapes")
    return left, right


def truth(tree: Expr, scene: Scene) -> np.ndarray:
    """Whether a relation or an event holds on every draw, (B,) of booleans, in doubles as they are."""
    if tree.head == "chain":
        return _all(_link(link, scene) for link in links(tree))
    if tree.head in ("set", "intersection", "items"):
        return _event(tree.args, scene)
    if tree.head == "union":
        return np.logical_or.reduce(np.broadcast_arrays(*(truth(part, scene) for part in tree.args)))
    if tree.head == "not":
        return ~truth(tree.args[0], scene)
    body = _defined(tree, scene)
    if body is None:
        raise Unmeasured(f"nothing says when {tree.head} holds")
    return truth(body, _deeper(scene))


COMPARE: dict[str, Callable[[Array, Array], np.ndarray]] = {
    "<=": np.less_equal,
    "<": np.less,
    ">=": np.greater_equal,
    ">": np.greater,
    "=": np.equal,
    ":=": lambda a, b: np.ones(np.broadcast_shapes(a.shape, b.shape), dtype=bool),
    "!=": np.not_equal,
}


def _link(link: tuple[Expr, str, Expr], scene: Scene) -> np.ndarray:
    left, op, right = link
    if op not in COMPARE:
        raise Unmeasured(f"the relation {op}")
    return COMPARE[op](*sides(Expr("chain", (left, right), op), scene))


def _all(parts) -> np.ndarray:
    return np.logical_and.reduce(np.broadcast_arrays(*parts))


def _event(parts: Sequence[Expr], scene: Scene) -> np.ndarray:
    """Conditions at once; ``exists w_k`` asks whether some move of the member within its ball fulfils the rest."""
    if not parts or parts[0].head != "exists":
        return _all(truth(part, scene) for part in parts)
    (what,) = parts[0].args
    if what.head != "entry" or what.args[0].name != scene.batch.roles.weights:
        raise Unmeasured("the existence of what is no weight")
    radius = next((r for part in parts[1:] if (r := ball_radius(part, scene)) is not None), None)
    if radius is None:
        raise Unmeasured("the existence of a weight in no ball")
    place = index(what.args[1], scene)
    radius = np.broadcast_to(radius, len(scene.batch.W))
    found = [_event(parts[1:], scene.bind(what.args[0].name, W)) for W in scene.batch.members(place, radius)]
    return np.logical_or.reduce(np.broadcast_arrays(*found))


def ball_radius(tree: Expr, scene: Scene) -> Array | None:
    r"""The radius of ``\|w_k - w_k(0)\| <= r`` or of its square; None for every other condition."""
    if tree.head != "chain" or tree.relations[0] not in ("<=", "<"):
        return None
    left, squared = tree.args[0], False
    if left.head == "pow" and left.args[1] == Expr("number", name="2"):
        left, squared = left.args[0], True
    if left.head != "norm" or not _is_move(left.args[0], scene.batch.roles.weights):
        return None
    radius = scalar(tree.args[1], scene)
    return np.sqrt(radius) if squared else radius


def _is_move(tree: Expr, weights: str) -> bool:
    """Whether a tree is ``w_k - w_k(0)``, in either order."""
    if tree.head != "add" or len(tree.args) != 2:
        return False
    parts = [part.args[0] if part.head == "neg" else part for part in tree.args]
    bases = [part.args[0] for part in parts if part.head == "entry"]
    start = Expr("apply", (Expr("symbol", name=weights), Expr("number", name="0")))
    return Expr("symbol", name=weights) in bases and start in bases


def index(tree: Expr, scene: Scene) -> int:
    """A 1-based index as a 0-based place."""
    return round(float(scalar(tree, scene)[0])) - 1


def _deeper(scene: Scene) -> Scene:
    if scene.depth >= DEPTH:
        raise Unmeasured("definitions that lean on each other")
    return replace(scene, depth=scene.depth + 1)


def _defined(tree: Expr, scene: Scene) -> Expr | None:
    base = tree
    while base.head in ("entry", "apply", "dot"):
        base = base.args[0]
    for rewrite in scene.definitions.get(base.name, ()) if base.head == "symbol" else ():
        body = rewrite.apply(tree)
        if body is not None and body != tree:
            return body
    return None


def _symbol(tree: Expr, scene: Scene) -> Value:
    if tree.name in scene.bound:
        return scene.bound[tree.name]
    if tree.name in scene.scalars:
        return np.array([scene.scalars[tree.name]])
    found = scene.batch.value(tree.name)
    if found is not None:
        return found
    body = _defined(tree, scene)
    if body is None:
        raise Unmeasured(f"{tree.name} has no measure")
    return evaluate(body, replace(_deeper(scene), bound={}))  # a bound s is not the definition's s


def _entry(tree: Expr, scene: Scene) -> Value:
    base, *indices = tree.args
    try:
        found = _plain(evaluate(base, scene))
    except Unmeasured:
        body = _defined(tree, scene)
        if body is None:
            raise
        return evaluate(body, _deeper(scene))
    for part in indices:
        place = index(part, scene)
        if found.ndim < 2 or not 0 <= place < found.shape[1]:
            raise Unmeasured("an entry that is not there")
        found = found[:, place]
    return found


def _apply(tree: Expr, scene: Scene) -> Value:
    base, *given = tree.args
    ask = scene.batch.rate if base.head == "dot" else scene.batch.at
    name = (base.args[0] if base.head == "dot" else base).name
    defined = _defined(tree, scene) if base.head == "dot" else None
    if defined is not None:
        return evaluate(defined, _deeper(scene))
    found = None
    if name not in scene.bound or name in scene.batch.roles.moving:
        found = ask(name, tuple(_plain(evaluate(arg, scene)) for arg in given))
    if found is not None:
        return found
    body = _defined(tree, scene)
    if body is None:
        raise Unmeasured(f"{name} cannot be applied here")
    return evaluate(body, _deeper(scene))


def _gradient(tree: Expr, scene: Scene) -> Value:
    body = tree.args[0]
    if body.head != "apply" or body.args[0].head != "symbol":
        raise Unmeasured("a gradient of what is no named function")
    args = tuple(_plain(evaluate(arg, scene)) for arg in body.args[1:])
    found = scene.batch.gradient(body.args[0].name, args)
    if found is None:
        raise Unmeasured(f"no gradient of {body.args[0].name}")
    return found


def _partial(tree: Expr, scene: Scene) -> Value:
    body, by = tree.args
    if body.head != "apply" or by != body.args[-1]:
        raise Unmeasured("a partial derivative by another thing than the weights")
    return _gradient(Expr("grad", (body,)), scene)


def _derivative(tree: Expr, scene: Scene) -> Value:
    body, variable = tree.args
    try:
        written = derivative(body, variable)
    except Undetermined as error:
        raise Unmeasured(str(error)) from error
    return evaluate(written, scene)


def _number(tree: Expr, scene: Scene) -> Value:
    try:
        return np.array([float(tree.name)])
    except ValueError as error:
        raise Unmeasured(f"{tree.name} is no number") from error


def _constant(tree: Expr, scene: Scene) -> Value:
    if tree.name != r"\pi":
        raise Unmeasured(f"{tree.name} is no known constant")
    return np.array([np.pi])


def _plain(value: Value) -> Array:
    return value.entries if isinstance(value, Row) else value


def _grown(value: Array, ndim: int) -> Array:
    return value.reshape(value.shape + (1,) * (ndim - value.ndim))


def _add(left: Value, right: Value) -> Value:
    a, b = _plain(left), _plain(right)
    if a.ndim != b.ndim:
        raise Unmeasured("a sum of things of different shapes")
    total = a + b
    return Row(total) if isinstance(left, Row) else total


def multiply(left: Value, right: Value) -> Value:
    """The product of two values, by their shapes."""
    if isinstance(left, Row) and isinstance(right, Row):
        raise Unmeasured("a product of two transposed vectors")
    a, b = _plain(left), _plain(right)
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


def _fold(combine: Callable[[Value, Value], Value]) -> Callable[[Expr, Scene], Value]:
    def folded(tree: Expr, scene: Scene) -> Value:
        result = evaluate(tree.args[0], scene)
        for part in tree.args[1:]:
            result = combine(result, evaluate(part, scene))
        return result

    return folded


def _mapped(change: Callable[[Array], Array]) -> Callable[[Expr, Scene], Value]:
    def mapped(tree: Expr, scene: Scene) -> Value:
        found = evaluate(tree.args[0], scene)
        return Row(change(found.entries)) if isinstance(found, Row) else change(found)

    return mapped


def _function(change: Callable[..., Array]) -> Callable[[Expr, Scene], Value]:
    def applied(tree: Expr, scene: Scene) -> Value:
        with np.errstate(all="ignore"):
            found = change(*(scalar(arg, scene) for arg in tree.args))
        if not np.isfinite(found).all():
            raise Unmeasured(f"{tree.head} outside its domain or range")
        return found

    return applied


def _divided(tree: Expr, scene: Scene) -> Value:
    above, below = evaluate(tree.args[0], scene), scalar(tree.args[1], scene)
    if (below == 0).any():
        raise Unmeasured("a denominator of zero")
    return multiply(above, 1 / below)


def _norm(tree: Expr, scene: Scene) -> Value:
    found = _plain(evaluate(tree.args[0], scene))
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


def _inner(tree: Expr, scene: Scene) -> Value:
    left, right = (_plain(evaluate(arg, scene)) for arg in tree.args)
    if left.ndim != right.ndim:
        raise Unmeasured("an inner product of different shapes")
    product = left * right
    return product.reshape(len(product), -1).sum(axis=1)


def _transposed(tree: Expr, scene: Scene) -> Value:
    found = evaluate(tree.args[0], scene)
    if isinstance(found, Row):
        return found.entries
    if found.ndim <= 1:
        return found
    return Row(found) if found.ndim == 2 else np.swapaxes(found, 1, 2)


def _eigenvalue(place: int) -> Callable[[Expr, Scene], Value]:
    def eigenvalue(tree: Expr, scene: Scene) -> Value:
        found = _plain(evaluate(tree.args[0], scene))
        if found.ndim != 3 or not np.allclose(found, np.swapaxes(found, 1, 2), atol=1e-12):
            raise Unmeasured("an eigenvalue of what is no symmetric matrix")
        return np.asarray(np.linalg.eigvalsh(found)[:, place], dtype=np.float64)

    return eigenvalue


def _indicator(tree: Expr, scene: Scene) -> Value:
    return truth(tree.args[0], scene).astype(float)


def _members(tree: Expr, scene: Scene) -> list[Array]:
    variable, low, high, body = tree.args
    places = range(index(low, scene) + 1, index(high, scene) + 2)
    if len(places) > MOST_TERMS:
        raise Unmeasured(f"a sum of {len(places)} terms")
    values = [_plain(evaluate(body, scene.bind(variable.name, np.array([float(p)])))) for p in places]
    return list(np.broadcast_arrays(*values))


def _gathered(gather: Callable[[list[Array]], Array]) -> Callable[[Expr, Scene], Value]:
    return lambda tree, scene: gather(_members(tree, scene))


def _listing(tree: Expr, scene: Scene) -> Value:
    return np.stack(np.broadcast_arrays(*(scalar(part, scene) for part in tree.args)), axis=1)


def _integral(tree: Expr, scene: Scene) -> Value:
    """Gauss-Legendre between the events of the flow, where the integrand is smooth."""
    variable, low, high, body = tree.args
    ends = [float(scalar(end, scene)[0]) for end in (low, high)]
    if any(len(scalar(end, scene)) > 1 for end in (low, high)) or ends[0] > ends[1]:
        raise Unmeasured("an integral whose ends depend on the draw, or are not in order")
    total: Value | None = None
    for left, right in _pieces(body, scene, ends[0], ends[1]):
        half = (right - left) / 2
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            here = scene.bind(variable.name, np.array([left + half * (node + 1)]))
            term = multiply(np.array([half * weight]), evaluate(body, here))
            total = term if total is None else _add(total, term)
    assert total is not None  # there is a piece
    return total


def _pieces(body: Expr, scene: Scene, low: float, high: float) -> list[tuple[float, float]]:
    """Between the events of the flow where the integrand speaks of one, and shrinking towards the lower end."""
    spoken = body.free & scene.batch.roles.moving
    cuts = [t for t in (scene.batch.flow.times if spoken and len(scene.batch.W) == 1 else ()) if low < t < high]
    if len(cuts) > MOST_PIECES:
        raise Unmeasured(f"an integral across {len(cuts)} events of the flow")
    even = [low + (high - low) * part for part in (1 / 64, 1 / 16, 1 / 4, 1 / 2)]
    edges = sorted({low, *cuts, *even, high}) if low < high else [low, high]
    return list(pairwise(edges))


def _mean(tree: Expr, scene: Scene) -> Value:
    return evaluate(tree.args[0], scene)


_RULES: dict[str, Callable[[Expr, Scene], Value]] = {
    "number": _number,
    "constant": _constant,
    "symbol": _symbol,
    "entry": _entry,
    "apply": _apply,
    "grad": _gradient,
    "partial": _partial,
    "derivative": _derivative,
    "add": _fold(_add),
    "mul": _fold(multiply),
    "neg": _mapped(np.negative),
    "div": _divided,
    "pow": _function(np.power),
    "sqrt": _function(np.sqrt),
    "root": lambda e, s: scalar(e.args[1], s) ** (1 / scalar(e.args[0], s)),
    "exp": _function(np.exp),
    "log": _function(np.log),
    "abs": _function(np.abs),
    "max": _fold(lambda a, b: np.maximum(_plain(a), _plain(b))),
    "min": _fold(lambda a, b: np.minimum(_plain(a), _plain(b))),
    "norm": _norm,
    "inner": _inner,
    "transpose": _transposed,
    "lambda_min": _eigenvalue(0),
    "lambda_max": _eigenvalue(-1),
    "tr": lambda e, s: np.trace(_plain(evaluate(e.args[0], s)), axis1=1, axis2=2),
    "indicator": _indicator,
    "sum": _gathered(lambda parts: np.sum(parts, axis=0)),
    "prod": _gathered(lambda parts: np.prod(parts, axis=0)),
    "family": _gathered(lambda parts: np.stack(parts, axis=1)),
    "maximum": _gathered(lambda parts: np.maximum.reduce(parts)),
    "minimum": _gathered(lambda parts: np.minimum.reduce(parts)),
    "listing": _listing,
    "E": _mean,
    "Pr": _indicator,
    "integral": _integral,
}
