r"""The gradient of a defined function, coordinate by coordinate: ``gradient(tree, scene, evaluate)``.

The derivative of ``f(p + s e)`` by ``s`` at 0, for every unit ``e``, by the rules of ``calculus``; the definitions that
the function is made of are put in first. Where a rule is missing, or at a kink, there is no gradient.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod

from ntkprops.language.tree import Expr, replace_free, symbol, transform, walk
from ntkprops.meaning import Scene, Undetermined
from ntkprops.meaning.defined import defined
from ntkprops.meaning.derivative import derivative
from ntkprops.meaning.exact.tensor import Tensor, Value, number, vector

POINT, ALONG, STEP = symbol("\0point"), symbol("\0along"), symbol("\0step")
MOST_UNFOLDED, MOST_COORDINATES = 8, 16


def gradient(tree: Expr, scene: Scene, evaluate: Callable[[Expr, Scene], Value]) -> Value:
    """The gradient of an application by its last argument, at that argument's value.

    Args:
        tree: ``f(.., p)``.
        scene: says what ``f`` is defined as.
        evaluate: the value of a formula in a scene.

    Raises:
        Undetermined: where ``f`` is not defined here, or something has no derivative.
    """
    point = evaluate(tree.args[-1], scene)
    body = _unfolded(Expr("apply", (*tree.args[:-1], POINT)), scene)
    moved = replace_free(body, {POINT.name: Expr("add", (POINT, Expr("mul", (STEP, ALONG))))})
    slope = derivative(moved, STEP, moves=lambda name: False)
    here = scene.bind(POINT.name, point).bind(STEP.name, Fraction(0))

    def along(direction: Value) -> Value:
        return evaluate(slope, here.bind(ALONG.name, direction))

    if not isinstance(point, Tensor):
        return along(Fraction(1))
    size = prod(point.shape)
    if size > MOST_COORDINATES or point.is_row:
        raise Undetermined("a gradient with too many coordinates")
    units = (Tensor(point.shape, tuple(Fraction(k == at) for k in range(size))) for at in range(size))
    entries = [number(along(unit)) for unit in units]
    return vector(entries) if len(point.shape) == 1 else Tensor(point.shape, tuple(entries))


def _unfolded(tree: Expr, scene: Scene) -> Expr:
    """The formula with the definitions put in of whatever is applied to something that moves."""

    def unfold(node: Expr) -> Expr:
        if node.head != "apply" or not any(POINT.name in arg.free for arg in node.args[1:]):
            return node
        body = defined(node, scene)
        if body is None:
            raise Undetermined("a gradient of what is not defined here")
        return body

    for _ in range(MOST_UNFOLDED):
        changed = transform(tree, unfold)
        if changed == tree:
            break
        tree = changed
    if any(part.head == "apply" and any(POINT.name in arg.free for arg in part.args[1:]) for part in walk(tree)):
        raise Undetermined("a gradient of a definition that leans on itself")
    return tree
