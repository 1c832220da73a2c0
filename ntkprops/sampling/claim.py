r"""What is tried, and what every kind of claim shares: ``Claim``, ``Tally``, cases, times, and what is said.

A claim *for every draw*, one *with probability p over the draw* and one *between expectations* are tried in
``kinds``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ntkprops.evidence import Budget, ProbabilityDecision, share
from ntkprops.language.tree import Expr
from ntkprops.sampling.cases import cases
from ntkprops.sampling.choices import choices, index_choices
from ntkprops.sampling.frame import Case, Frame, is_declared
from ntkprops.sampling.measure.evaluate import Scene
from ntkprops.sampling.measure.holds import given
from ntkprops.sampling.measure.instance import Array, Unmeasured
from ntkprops.sampling.result import Sampled, Says, slack_of
from ntkprops.trial.question import Goal, Question
from ntkprops.verdict import Witness

MOST_CASES = 24
MOMENTS = (0.05, 0.3, 0.7, 0.98)  # of the time for which the lecture's flow exists
SURE, DECIDE = 128, 6000  # draws: of a case of a sure claim, of a decision


@dataclass(frozen=True)
class Claim:
    """What is tried: the label under which it was registered, the question, and a way to confirm exactly."""

    label: str
    frame: Frame
    budget: Budget
    confirm: Callable[[], Witness | None] = lambda: None

    @property
    def asked(self) -> Question:
        """The question."""
        return self.frame.asked

    @property
    def times(self) -> tuple[str, ...]:
        """The times that a claim about trajectories leaves open."""
        kinds = [(name, sort.kind) for name, sort in self.asked.parameters if name not in self.frame.free]
        return tuple(name for name, kind in kinds if kind == "time" and self.asked.usage.timed)


@dataclass
class Tally:
    """What was seen while a claim was tried; only draws that obey what is given are ``trials``; ``sets`` are drawn data
    that were looked at."""

    trials: int = 0
    drawn: int = 0
    sets: int = 0
    ratios: list[Array] = field(default_factory=list)
    probes: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)

    def saw(self, case: Case, drawn: int, *, obeying: int | None = None) -> None:
        """Count draws of a case; all of them obey what is given where nothing else is said."""
        self.trials += drawn if obeying is None else obeying
        self.drawn += drawn
        if case.probe:
            self.probes[case.probe] = None


def stream(claim: Claim, *what: object) -> int:
    """The key of the random stream of one purpose of one claim."""
    text = "|".join(map(str, (claim.label, *what)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def by_adversary(claim: Claim, case: Case) -> bool:
    """Whether a family is chosen against each draw, which costs."""
    return bool(claim.asked.usage.chosen) and claim.frame.speaks_of_draw and case.points.n > 1


def obeying(claim: Claim, case: Case, scene: Scene) -> np.ndarray:
    """Which draws obey what is given of the draw, of the family and of times, and what is declared, (B,)."""
    width = claim.frame.roles.width
    facts = [fact for fact in claim.frame.after if not (case.probe and width in fact.relation.free)]
    found = np.broadcast_to(given(facts, scene), len(scene.batch.W)).copy()
    for name in claim.asked.derived:
        if name in claim.frame.random and found.any():
            found &= is_declared(name, scene)
    return found


def spots(claim: Claim, goal: Goal, scene: Scene, *, stream: int, most: int) -> Iterator[tuple[Scene, np.ndarray]]:
    """The scene with every choice of what a goal says "for all" of, and on which draws its own conditions hold."""
    for chosen in choices(claim.frame, scene, stream=stream):
        yield from conditioned(goal, chosen, most=most)


def conditioned(goal: Goal, scene: Scene, *, most: int) -> Iterator[tuple[Scene, np.ndarray]]:
    """The scene with every choice of the free indices of a goal, and where the conditions of its quantifiers hold."""
    said = Expr("items", (goal.relation, *(condition.relation for condition in goal.conditions)))
    for here in index_choices(said, scene, most=most):
        yield here, np.broadcast_to(given(goal.conditions, here), len(scene.batch.W))


def only(tally: Tally) -> str:
    """Why what was drawn says nothing."""
    return f"only {tally.trials} of {tally.drawn} draws obey what is given"


def moments(claim: Claim, scene: Scene, *, names: Sequence[str]) -> list[Scene]:
    """The scene with these times at several shares of the time for which its flow exists."""
    if not names:
        return [scene]
    end = scene.batch.last_moment
    return [scene.at(times_at(claim, share * end, names=names)) for share in MOMENTS]


def times_at(claim: Claim, moment: float, *, names: Sequence[str]) -> dict[str, float]:
    """The time of the flow at a moment, other times at a part of it."""
    return {name: moment if name == claim.frame.roles.time else 0.6 * moment for name in names}


def thinned(claim: Claim, constant: float) -> Iterator[Case]:
    """Cases: every one on the first data, a spread of the others; fewer where trajectories or adversaries are dear."""
    every = list(cases(claim.frame, constant=constant))
    if claim.asked.usage.timed:
        every = [case for case in every if case.points.n <= 4]
    most = MOST_CASES // 2 if claim.asked.usage.timed or claim.asked.usage.chosen else MOST_CASES
    if not every:
        raise Unmeasured("no data, numbers and width that are tried obey what is given")
    first = [case for case in every if case.points is every[0].points]
    rest = [case for case in every if case.points is not every[0].points]
    return iter((*first, *rest[:: max(1, -(-len(rest) // most))]))


def first_reason(tally: Tally) -> str:
    """Why nothing was looked at."""
    return next(iter(tally.reasons), only(tally))


def recipe(claim: Claim, case: Case, *, key: int, **more: object) -> dict[str, Any]:
    """What replays a failure: data, width, scalars, seed and stream."""
    return {
        "data": {"name": case.points.name, "X": case.points.X.tolist(), "y": case.points.y.tolist()},
        "n": case.points.n,
        "m": case.width,
        "scalars": dict(case.scalars),
        "seed": claim.frame.seed,
        "stream": key,
        **more,
    }


def result(
    claim: Claim, says: Says, because: str, *, tally: Tally, decision: ProbabilityDecision | None = None,
    witness: Mapping[str, Any] | None = None, false_alarm: float | None = None,
) -> Sampled:  # fmt: skip
    """What is said of a claim; ``false_alarm`` is 0 where no statistics were needed, the claim's share if left out."""
    elsewhere = f" (elsewhere: {first_reason(tally)})" if says is Says.HELD and tally.reasons else ""
    return Sampled(
        label=claim.label,
        says=says,
        because=because + elsewhere,
        trials=tally.trials,
        failures=decision.failures if decision is not None else 0,
        false_alarm=share(claim.budget, claim.label) if false_alarm is None else false_alarm,
        smallest_gap=decision.smallest_gap if decision is not None else None,
        slack=slack_of(tally.ratios),
        witness=witness or {},
        probes=tuple(tally.probes),
    )
