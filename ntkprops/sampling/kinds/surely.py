r"""A claim for every draw: one violation beyond rounding is a candidate; an exact instance confirms it, or it stays a
suspicion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ntkprops.errors import InputError
from ntkprops.sampling.choices import choices
from ntkprops.sampling.claim import (
    SURE,
    Claim,
    Tally,
    by_adversary,
    conditioned,
    first_reason,
    moments,
    obeying,
    only,
    recipe,
    result,
    stream,
    thinned,
)
from ntkprops.sampling.draws import drawn, trajectory_draw
from ntkprops.sampling.frame import Case, obeys_before, scene_of
from ntkprops.sampling.measure.evaluate import Scene, sides
from ntkprops.sampling.measure.holds import broken, ratio
from ntkprops.sampling.measure.instance import Array, Batch, Unmeasured
from ntkprops.sampling.result import Sampled, Says
from ntkprops.trial.question import Goal

TIMED = 4  # trajectories of a case
LEAST = 16  # draws and times that obey what is given, for a claim to be held


def surely(claim: Claim, goal: Goal, constant: float) -> Sampled:
    """Look for a violation on every case; ``constant`` fills a hidden constant."""
    tally, broke, tested = Tally(), None, 0
    for place, case in enumerate(thinned(claim, constant)):
        key = stream(claim, place)
        for number in range(_parts(claim, case)):
            part = _part_of(claim, case, key, number)
            try:
                met, wrong = _violation(claim, goal, scene_of(claim.frame, part, case.scalars), tally, case)
            except (Unmeasured, InputError) as error:
                tally.reasons[str(error)] = None
                continue
            tested += met
            if wrong is not None and case.probe:
                return Sampled(
                    claim.label, Says.NOT_SAMPLED, f"it breaks on a probe, {case.probe}", trials=tally.trials
                )
            if wrong is not None and broke is None:
                broke = case, key, number, wrong
    if broke is None and tested < LEAST:
        words = only(tally) if tally.drawn else first_reason(tally)
        return Sampled(claim.label, Says.NOT_SAMPLED, words, trials=tally.trials)
    if broke is None:
        return result(
            claim, Says.HELD, f"on all {tested} draws and times that obey what is given", tally=tally, false_alarm=0.0
        )
    return _doubted(claim, goal, tally, *broke)


def is_violated(claim: Claim, goal: Goal, case: Case, *, name: str, tally: Tally) -> bool:
    """Whether some draw keyed by a name breaks the goal."""
    return _look(claim, goal, case, key=stream(claim, name), tally=tally) is not None


def doubted(claim: Claim, goal: Goal, case: Case, *, name: str, tally: Tally) -> Sampled | None:
    """What a violation on draws keyed by a name amounts to; None where there is none."""
    key = stream(claim, name)
    wrong = _look(claim, goal, case, key=key, tally=tally)
    return None if wrong is None else _doubted(claim, goal, tally, case, key, 0, wrong)


def _look(claim: Claim, goal: Goal, case: Case, *, key: int, tally: Tally) -> tuple | None:
    part = _part_of(claim, case, key, 0)
    return _violation(claim, goal, scene_of(claim.frame, part, case.scalars), tally, case)[1]


def _parts(claim: Claim, case: Case) -> int:
    """How many batches, or trajectories: more of those that cost little."""
    if not claim.asked.usage.timed:
        return 1
    return 3 * TIMED if case.points.n * case.width <= 60 else TIMED


def _sure_draws(claim: Claim, case: Case) -> int:
    return SURE // 8 if by_adversary(claim, case) else SURE


def _part_of(claim: Claim, case: Case, key: int, number: int) -> Batch:
    """One trajectory, or one batch of draws."""
    if claim.asked.usage.timed:
        frame = claim.frame
        return trajectory_draw(case.points, frame.roles, width=case.width, seed=frame.seed, number=number)
    return drawn(claim.frame, case, stream=key, numbers=range(_sure_draws(claim, case)))


def _doubted(claim: Claim, goal: Goal, tally: Tally, case: Case, key: int, number: int, wrong: tuple) -> Sampled:
    """A violation in doubles: refuted if an exact instance confirms it."""
    exact = claim.confirm()
    words = f"{wrong[0]:.6g} against {wrong[1]:.6g} at n = {case.points.n}, m = {case.width}"
    found = recipe(claim, case, key=key, kind="sure", goal=claim.asked.goals.index(goal), number=number)
    if exact is None:
        words = f"broken in doubles, not confirmed exactly: {words}"
        return result(claim, Says.SUSPECT, words, tally=tally, witness=found, false_alarm=0.0)
    found["exact"] = {"values": dict(exact.values), "left": exact.left, "right": exact.right}
    words = f"broken in doubles ({words}) and on an exact instance"
    return result(claim, Says.REFUTED, words, tally=tally, witness=found, false_alarm=0.0)


def _violation(claim: Claim, goal: Goal, scene: Scene, tally: Tally, case: Case):
    """How often the hypotheses were met, and both sides at the first draw that breaks the relation, or None."""
    met, wrong, seen = 0, None, np.zeros(len(scene.batch.W), dtype=bool)
    for timed in moments(claim, scene, names=claim.times):
        for chosen in choices(claim.frame, timed, stream=1):
            obeys, here_met = obeying(claim, case, chosen), np.zeros(len(seen), dtype=bool)
            if not obeys.any():
                continue
            for here, asked in conditioned(goal, chosen, most=3 if claim.asked.usage.timed else 9):
                both, among = sides(goal.relation, here), obeys & asked
                here_met |= among
                bad = among & broken(goal.relation, both)
                tally.ratios.append(ratio(goal.relation, both, among=among)[:SURE])
                if wrong is None and bad.any():
                    wrong = tuple(_at(side, int(bad.argmax())) for side in both)
            met += int(here_met.sum())
            seen |= here_met
    tally.saw(case, len(seen), obeying=int(seen.sum()))
    return met, wrong


def _at(side: Array, place: int) -> float:
    entry = np.atleast_1d(side[min(place, len(side) - 1)]).ravel()
    return float(entry[0]) if len(entry) == 1 else float(np.linalg.norm(entry))


def fails_again(claim: Claim, case: Case, found: Mapping[str, Any]) -> bool:
    """Whether the draw that a recipe names still breaks the claim."""
    if not obeys_before(claim.frame, case):
        return False
    part = _part_of(claim, case, found["stream"], found["number"])
    scene = scene_of(claim.frame, part, case.scalars)
    return _violation(claim, claim.asked.goals[found["goal"]], scene, Tally(), case)[1] is not None
