r"""What does a universal variable of a hypothesis run through: ``index_range(dimension, scene)``, ``ends(..)``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from ntkprops.language.tree import Expr, symbol
from ntkprops.meaning.arithmetic import Undetermined
from ntkprops.meaning.scene import Scene
from ntkprops.meaning.walk import scalar

MOST_INDEX = 16
DIRECTIONS = {"<=": True, "<": True, ">=": False, ">": False}  # whether the left side lies below


def index_range(dimension: str, scene: Scene, *, most: int = MOST_INDEX) -> Sequence[Any]:
    """The values of an index that runs from 1 to ``dimension``.

    Raises:
        Undetermined: where that is no small whole number here.
    """
    last = scalar(Expr("number" if dimension.isdigit() else "symbol", name=dimension), scene)
    values = scene.SYSTEM.whole(scene.SYSTEM.number(Fraction(1)), last)
    if not 1 <= len(values) <= most:
        raise Undetermined(f"an index up to {dimension}")
    return values


def ends(name: str, conditions: Iterable[Expr], scene: Scene) -> tuple[Any, Any]:
    """The closed interval that conditions allow a variable; None for an end at infinity.

    Raises:
        Undetermined: where one of them says something else of it, or none says anything.
    """
    lows, highs = [], []
    for condition in (condition for condition in conditions if name in condition.free):
        left, right = condition.args
        is_left = left == symbol(name)
        end, other = (right, left) if is_left else (left, right)
        if condition.name not in DIRECTIONS or other != symbol(name) or name in end.free:
            raise Undetermined(f"{name} ranges over no interval")
        (highs if is_left == DIRECTIONS[condition.name] else lows).append(scalar(end, scene))
    if not (lows or highs):
        raise Undetermined(f"{name} ranges without bounds")
    larger, smaller = scene.SYSTEM.larger, scene.SYSTEM.smaller
    return reduce(larger, lows) if lows else None, reduce(smaller, highs) if highs else None
