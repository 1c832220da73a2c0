r"""Does a conclusion bound the residual by an exponential of time? Then a whole flow decides it, no time sampled.

``decay(relation, scene, time)`` reads :math:`\|u(t) - y\|^p \leq K e^{-c t}` off a formula and finds p, c and K on a
draw; between events :math:`\log\|u(t) - y\|` is a convex function of time, so its events decide
(``network.largest_excess``).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from ntkprops.language.tree import Expr, symbol
from ntkprops.network import Trajectory, largest_excess
from ntkprops.sampling.measure.evaluate import Scene, scalar
from ntkprops.sampling.measure.holds import TOLERANCE

TWO = Expr("number", name="2")


@dataclass(frozen=True)
class Decay:
    r"""The claim :math:`\|u(t) - y\|^{power} \leq e^{log\_bound - rate\,t}` for all t."""

    power: int
    rate: float
    log_bound: float


def decay(relation: Expr, scene: Scene, *, time: str) -> Decay | None:
    """The bound that a conclusion states on the draw of a scene; None where it is of another form."""
    if relation.name not in ("<=", ">=") or len(relation.args) != 2:
        return None
    left, right = relation.args if relation.name == "<=" else relation.args[::-1]
    power = _power_of_residual(left, scene, time)
    if power == 0 or not _is_exponential(right, time):
        return None
    logs = []
    for moment in (0.0, 1.0, 2.0):
        value = float(scalar(right, scene.at({time: moment}))[0])
        if value <= 0:
            return None
        logs.append(log(value))
    if abs(logs[0] - 2 * logs[1] + logs[2]) > TOLERANCE * (1 + max(map(abs, logs))):
        return None  # a definition hides another dependence on time
    return Decay(power, logs[0] - logs[1], logs[0])


def holds_throughout(found: Decay, flow: Trajectory) -> bool:
    """Whether the bound holds at every time of a flow, up to rounding."""
    square = float(flow.start.r @ flow.start.r)
    if square == 0.0:
        return True
    excess = largest_excess(flow, rate=2 * found.rate / found.power)
    return found.power / 2 * (log(square) + excess) <= found.log_bound + TOLERANCE


def _power_of_residual(tree: Expr, scene: Scene, time: str) -> int:
    r"""1 for :math:`\|u(t) - y\|_2`, 2 for its square, 0 for anything else."""
    power = 1
    if tree.head == "pow" and tree.args[1] == TWO:
        tree, power = tree.args[0], 2
    roles = scene.batch.roles
    moving, labels = Expr("apply", (symbol(roles.predictions), symbol(time))), symbol(roles.labels)
    forms = [Expr("add", (a, Expr("neg", (b,)))) for a, b in ((moving, labels), (labels, moving))]
    return power if tree.head == "norm" and tree.name in ("", "2") and tree.args[0] in forms else 0


def _is_exponential(tree: Expr, time: str) -> bool:
    """Whether a tree is a product of what time does not change and of exponentials of multiples of time."""
    if time not in tree.free:
        return True
    if tree.head == "mul":
        return all(_is_exponential(arg, time) for arg in tree.args)
    if tree.head == "div":
        return time not in tree.args[1].free and _is_exponential(tree.args[0], time)
    return tree.head == "exp" and _is_linear(tree.args[0], time)


def _is_linear(tree: Expr, time: str) -> bool:
    if tree == symbol(time) or time not in tree.free:
        return True
    if tree.head in ("add", "neg"):
        return all(_is_linear(arg, time) for arg in tree.args)
    if tree.head == "div":
        return time not in tree.args[1].free and _is_linear(tree.args[0], time)
    return (
        tree.head == "mul"
        and sum(time in arg.free for arg in tree.args) == 1
        and all(_is_linear(arg, time) for arg in tree.args)
    )


__all__ = ["Decay", "decay", "holds_throughout"]
