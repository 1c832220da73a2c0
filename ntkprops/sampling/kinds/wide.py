r"""A claim about trajectories at its own width, where that is out of reach of whole layers: ``at_own_width(claim)``.

A sketch holds a layer of any width for few samples, and its flow is exact. A conclusion that bounds the residual by an
exponential is decided along the whole flow; any other at a few times. Per number of samples one case is tried: at the
smallest failure probability whose trials draw no more neurons than the frame allows.

A trial counts as failed if the conclusion breaks anywhere along Clarke's flow. That refutes nothing yet, for the claim
may speak of one time and of the lecture's flow alone: a failure is decided again, on fresh draws, at one time, counting
only draws whose lecture's flow still exists there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion, ProbabilityDecision, candidate_share, decide_probability, median_trials
from ntkprops.proof.reading import CONSTANT
from ntkprops.sampling.claim import Claim, conditioned, obeying, recipe, stream, times_at
from ntkprops.sampling.decay import decay, holds_throughout
from ntkprops.sampling.frame import Case, Frame, obeys_before, scene_of
from ntkprops.sampling.measure.evaluate import Scene, scalar, sides
from ntkprops.sampling.measure.holds import broken
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.sampling.measure.wide import WideDraw, wide_draw
from ntkprops.sampling.points import Points, families
from ntkprops.sampling.result import Sampled, Says
from ntkprops.sampling.widths import bounds_of_width, least_width
from ntkprops.trial.question import Goal

MOST_SAMPLES = 2
CHANCES = (0.1, 0.25, 0.5, 0.9)  # failure probabilities, smallest first
TIMES = (0.1, 0.5, 2.0, 8.0)  # at which a conclusion is asked that is no exponential bound
MORE = 2  # times the median number of trials
BATCH = 4  # draws asked for at once


@dataclass(frozen=True)
class Wide:
    """A case at its own width, the failure probability that the claim allows there, and its level."""

    case: Case
    delta: float
    level: float
    key: int


def at_own_width(claim: Claim, constant: float, *, spent: int) -> Sampled | None:
    """What sampling says of the claim at its own width, or None where it is not such a claim.

    Args:
        claim: any.
        constant: fills a hidden constant.
        spent: how many candidates of the claim had their share of its false alarm before.
    """
    frame = claim.frame
    if not (claim.asked.usage.timed and claim.asked.probability and bounds_of_width(frame)) or claim.asked.usage.chosen:
        return None
    if frame.after:
        return Sampled(claim.label, Says.NOT_SAMPLED, "at its own width: under what is given of the draw")
    decided: list[tuple[Wide, ProbabilityDecision]] = []
    for place, wide in enumerate(_cases(claim, constant, spent=spent)):
        try:
            decision = _decide(claim, wide)
            if decision.conclusion is Conclusion.REFUTED:
                level = candidate_share(claim.budget, claim.label, candidate=spent + MOST_SAMPLES + place + 1)
                return _doubted(claim, replace(wide, level=level), decision)
        except (Unmeasured, InputError) as error:
            return Sampled(claim.label, Says.NOT_SAMPLED, f"at its own width: {error}")
        decided.append((wide, decision))
    if not decided:
        return None
    return _said(claim, Says.HELD, decided)


def _cases(claim: Claim, constant: float, *, spent: int) -> Iterator[Wide]:
    """Per number of samples the case of least failure probability that can be afforded."""
    for n in range(1, MOST_SAMPLES + 1):
        level = candidate_share(claim.budget, claim.label, candidate=spent + n)
        found = [
            (wide, width)
            for points in families(claim.frame.seed)
            if points.n == n and points.has_dataset
            for scalars in _grid(claim.frame, constant)
            for wide, width in _affordable(claim, points, scalars, level=level)
        ]
        if found:
            yield min(found, key=lambda one: (one[0].delta, one[1], -one[0].case.points.d))[0]


def _grid(frame: Frame, constant: float) -> Iterator[dict[str, float]]:
    """Every failure probability; every other scalar is 1."""
    names = [(name, sort.kind) for name, sort in frame.asked.parameters if sort.kind != "time"]
    values = [CHANCES if kind == "probability" else (1.0,) for _, kind in names]
    for chosen in product(*values):
        scalars = dict(zip((name for name, _ in names), chosen, strict=True))
        yield {**scalars, **({CONSTANT: constant} if frame.has_constant else {})}


def _affordable(
    claim: Claim, points: Points, scalars: Mapping[str, float], *, level: float
) -> Iterator[tuple[Wide, int]]:
    width = least_width(claim.frame, points, scalars)
    if width is None or width <= claim.frame.most_width:
        return
    case = Case(points, width, scalars)
    if not obeys_before(claim.frame, case):
        return
    delta = _allowed(claim, case)
    if 0 < delta < 1 and width * median_trials(0.0, delta=delta, false_alarm=level) <= claim.frame.most_neurons:
        yield Wide(case, delta, level, stream(claim, "wide", points.name, delta)), width


def _allowed(claim: Claim, case: Case) -> float:
    """The failure probability that the claim allows on a case."""
    nothing = wide_draw(claim.frame.roles, case.points, neurons=case.width, key=0)
    assert claim.asked.probability is not None
    return 1 - float(scalar(claim.asked.probability, scene_of(claim.frame, nothing, case.scalars))[0])


def _decide(claim: Claim, wide: Wide, *, moment: float | None = None) -> ProbabilityDecision:
    """Whether the claim fails too often: along the flow, or at one moment of the lecture's flow."""

    def failed(numbers: range) -> np.ndarray:
        draws = (_draw(claim, wide, number) for number in numbers)
        return np.array([_fails(claim, wide, draw, moment) for draw in draws], dtype=bool)

    most = MORE * median_trials(0.0, delta=wide.delta, false_alarm=wide.level)
    return decide_probability(failed, delta=wide.delta, false_alarm=wide.level, max_trials=most, batch=BATCH)


def _draw(claim: Claim, wide: Wide, number: int) -> WideDraw:
    key = (claim.frame.seed << 96) | (number << 64) | wide.key
    return wide_draw(claim.frame.roles, wide.case.points, neurons=wide.case.width, key=key)


def _fails(claim: Claim, wide: Wide, draw: WideDraw, moment: float | None) -> bool:
    scene = scene_of(claim.frame, draw, wide.case.scalars)
    if moment is None:
        return any(_breaks_somewhere(claim, wide.case, goal, scene) for goal in claim.asked.goals)
    exists = moment <= draw.flow.classical_end
    return exists and any(_breaks(claim, wide.case, goal, scene, moment) for goal in claim.asked.goals)


def _breaks_somewhere(claim: Claim, case: Case, goal: Goal, scene: Scene) -> bool:
    """Along the whole flow where the conclusion is an exponential bound, else at a few times."""
    found = decay(goal.relation, scene, time=claim.frame.roles.time)
    if found is not None and claim.times == (claim.frame.roles.time,) and not goal.conditions:
        return not holds_throughout(found, scene.batch.flow)
    return any(_breaks(claim, case, goal, scene, moment) for moment in TIMES)


def _breaks(claim: Claim, case: Case, goal: Goal, scene: Scene, moment: float) -> bool:
    """Whether a draw obeys what is given and breaks a goal at a moment."""
    here = scene.at(times_at(claim, moment, names=claim.times))
    if not obeying(claim, case, here).all():
        return False
    chosen = conditioned(goal, here, most=4)
    return any(bool((asked & broken(goal.relation, sides(goal.relation, one))).any()) for one, asked in chosen)


def _doubted(claim: Claim, wide: Wide, first: ProbabilityDecision) -> Sampled:
    """A failure along Clarke's flow: refuted if it is one at a time that the lecture's flow reaches."""
    wide = replace(wide, key=stream(claim, "wide again", wide.case.points.name, wide.delta))
    ends = [_draw(claim, replace(wide, key=wide.key ^ 1), number).flow.classical_end for number in range(BATCH)]
    moment = float(min(*ends, 1.0)) / 4  # the lecture's flow of nearly every draw exists there
    decision = _decide(claim, wide, moment=moment)
    if decision.conclusion is Conclusion.REFUTED:
        found = recipe(claim, wide.case, key=wide.key, kind="wide", delta=wide.delta, level=wide.level, moment=moment)
        return replace(_said(claim, Says.REFUTED, [(wide, decision)]), witness=found)
    words = _said(claim, Says.SUSPECT, [(wide, first)])
    return replace(words, because=f"{words.because}, along Clarke's flow, not at a time that the lecture's reaches")


def _said(claim: Claim, says: Says, decided: list[tuple[Wide, ProbabilityDecision]]) -> Sampled:
    parts = [
        f"n = {wide.case.points.n}, m = {wide.case.width}: {one.failures} of {one.trials} draws fail where "
        f"{wide.delta:g} are allowed"
        for wide, one in decided
    ]
    return Sampled(
        claim.label,
        says,
        "at its own width " + "; ".join(parts),
        trials=sum(one.trials for _, one in decided),
        failures=sum(one.failures for _, one in decided),
        false_alarm=sum(wide.level for wide, _ in decided),
        smallest_gap=min(one.smallest_gap for _, one in decided),
    )


def fails_again(claim: Claim, case: Case, found: Mapping[str, Any]) -> bool:
    """Whether the probability that a recipe names is still refuted, on the same draws."""
    if not obeys_before(claim.frame, case):
        return False
    wide = Wide(case, _allowed(claim, case), found["level"], found["stream"])
    return _decide(claim, wide, moment=found["moment"]).conclusion is Conclusion.REFUTED
