r"""What stays while a claim is tried, and one case of it: ``Frame``, ``Case``, ``obeys_before(frame, case)``.

A case is a data set, a width and the scalars of a claim, all of which obey what is given of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ntkprops.language.tree import symbol
from ntkprops.proof.facts import Fact
from ntkprops.sampling.measure.evaluate import Scene, scalar
from ntkprops.sampling.measure.holds import given
from ntkprops.sampling.measure.instance import Batch
from ntkprops.sampling.points import Points
from ntkprops.sampling.said import parts_of, randoms, reach
from ntkprops.trial.question import Question
from ntkprops.trial.small_networks import Roles

MOST_NEURONS = 150_000_000  # in a run that somebody waits for
WHOLE = 1e-9


@dataclass(frozen=True)
class Case:
    """Data, width and scalars; ``probe`` says by what the width misses what is given."""

    points: Points
    width: int
    scalars: Mapping[str, float] = field(default_factory=dict)
    probe: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """(n, m)."""
        return self.points.n, self.width


@dataclass(frozen=True)
class Frame:
    """What stays while a claim is tried: the question, who plays which role, how wide a layer may be."""

    asked: Question
    roles: Roles
    seed: int
    most_width: int
    widths: tuple[int, ...]
    has_constant: bool = False  # whether a rate leaves a constant open
    constant: float | None = None  # that constant, where a proof has found it
    free: tuple[str, ...] = ()  # variables that the claim leaves free by mistake
    most_neurons: int = MOST_NEURONS  # drawn for each number of samples at the claim's own width

    @property
    def speaks_of_draw(self) -> bool:
        """Whether a conclusion depends on the draw, also inside an expectation."""
        return any(self.random & goal.relation.free for goal in self.asked.goals)

    @cached_property
    def random(self) -> frozenset[str]:
        """The symbols that the draw determines."""
        roles = self.roles
        parts = {roles.weights, roles.signs, roles.network, roles.predictions, roles.loss, roles.gram}
        return randoms(parts, self.asked.notation, self.asked.definitions, self.known)

    @cached_property
    def known(self) -> frozenset[str]:
        """The symbols that an instance knows."""
        return parts_of(self.roles)

    @cached_property
    def before(self) -> tuple[Fact, ...]:
        """What is given of data and numbers, so that a case obeys it or is none."""
        return tuple(fact for fact in self._facts if not self._waits(fact))

    @cached_property
    def after(self) -> tuple[Fact, ...]:
        """What is given of the draw, of a family or of a time, so that a draw obeys it or is no trial."""
        return tuple(fact for fact in self._facts if self._waits(fact))

    @property
    def _facts(self) -> tuple[Fact, ...]:
        every = (*self.asked.fixed, *self.asked.drawn, *self.asked.rates)
        return tuple(fact for fact in every if fact.relation.name != ":=")

    def _waits(self, fact: Fact) -> bool:
        names = fact.relation.free.union(*(condition.relation.free for condition in fact.conditions))
        later = self.random | {name for name, sort in self.asked.parameters if sort.kind == "time"}
        return bool(later & reach(names, self.asked.definitions, self.known))


def scene_of(frame: Frame, batch: Batch, scalars: Mapping[str, float]) -> Scene:
    """A batch with the claim's scalars and definitions."""
    return Scene(frame.asked.notation, batch, scalars, frame.asked.definitions)


def blank(frame: Frame, points: Points, scalars: Mapping[str, float], *, width: int) -> Scene:
    """Data, a width and scalars before any draw, without memory for the layer."""
    W, a = np.broadcast_to(np.zeros(()), (1, width, points.d)), np.broadcast_to(np.ones(()), (1, width))
    return scene_of(frame, Batch(frame.roles, points, W, a), scalars)


def obeys_before(frame: Frame, case: Case) -> bool:
    """Whether a case obeys what is given of data and numbers, but for the width that a probe misses.

    Raises:
        Unmeasured: where that cannot be asked.
    """
    scene = blank(frame, case.points, case.scalars, width=case.width)
    facts = [fact for fact in frame.before if not (case.probe and frame.roles.width in fact.relation.free)]
    fixed = [name for name in frame.asked.derived if name not in frame.random]
    return bool(given(facts, scene).all()) and all(bool(is_declared(name, scene).all()) for name in fixed)


def is_declared(name: str, scene: Scene) -> np.ndarray:
    """Whether a symbol that is defined has, on each draw, a value that its sort admits, (B,)."""
    row = scene.notation.table.get(name)
    if row is None or row.sort.kind not in SORTS or row.over or row.of:
        return np.ones(1, dtype=bool)
    return SORTS[row.sort.kind](scalar(symbol(name), scene))


def _is_whole(values: np.ndarray) -> np.ndarray:
    return np.abs(values - np.round(values)) <= WHOLE


SORTS = {
    "positive": lambda v: v > 0,
    "nonnegative": lambda v: v >= 0,
    "time": lambda v: v >= 0,
    "probability": lambda v: (v > 0) & (v < 1),
    "count": lambda v: _is_whole(v) & (v >= 1),
    "sign": lambda v: np.abs(v) == 1,
}
