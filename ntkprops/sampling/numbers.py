r"""Numbers that obey their own bounds: ``mended(frame, points, scalars)``.

Of a number that is given to lie below 1/100, or in (0, 1), the usual choices may all be none: then one is taken from
near the ends that bound it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np

from ntkprops.language.tree import Expr, symbol
from ntkprops.proof.facts import Fact
from ntkprops.sampling.frame import SORTS, Frame, blank
from ntkprops.sampling.measure.evaluate import Scene, scalar
from ntkprops.sampling.measure.holds import given
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.sampling.points import Points
from ntkprops.sampling.said import reach


def mended(frame: Frame, points: Points, scalars: Mapping[str, float]) -> dict[str, float]:
    """The numbers of a claim, each that breaks a bound of its own replaced by one near the ends that obeys them all."""
    found = dict(scalars)
    for name, sort in frame.asked.parameters:
        ends = [(fact, end) for fact in _asked(frame) for end in _ends(fact, name, frame)]
        if ends and name in found:
            found[name] = _fitting(name, sort.kind, ends, blank(frame, points, found, width=1))
    return found


def _asked(frame: Frame) -> Iterator[Fact]:
    """What is given of numbers, and what the quantifiers of conclusions say of theirs."""
    yield from frame.before
    for goal in frame.asked.goals:
        yield from goal.conditions


def _ends(fact: Fact, name: str, frame: Frame) -> list[Expr]:
    """With what a fact compares a number, where that is fixed before the draw and the width."""
    left, right = fact.relation.args
    others = [other for side, other in ((left, right), (right, left)) if side == symbol(name)]
    late = frame.random | {name, frame.roles.width} | fact.universal
    return [end for end in others if not late & reach(end.free, frame.asked.definitions, frame.known)]


def _fitting(name: str, kind: str, ends: list[tuple[Fact, Expr]], scene: Scene) -> float:
    try:
        values = [float(scalar(end, scene)[0]) for _, end in ends]
        choices = [scene.scalars[name], *(v for end in values for v in (end / 2, 2 * end, end, end - 1, end + 1))]
        choices += [(a + b) / 2 for a, b in combinations(values, 2)]
        facts = [fact for fact, _ in ends]
        return next((v for v in choices if _obeys(v, name, kind, facts, scene)), scene.scalars[name])
    except Unmeasured:
        return scene.scalars[name]


def _obeys(value: float, name: str, kind: str, facts: list[Fact], scene: Scene) -> bool:
    admitted = kind not in SORTS or bool(SORTS[kind](np.array([value])).all())
    return admitted and bool(given(facts, scene.at({name: value})).all())
