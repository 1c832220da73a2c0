r"""One claim, tried: ``sample(claim)`` is ``held``, ``refuted``, ``suspect`` or ``not sampled``, never silent.

Which kind of claim it is decides what counts as evidence; see ``kinds``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ntkprops.sampling.beyond import TRIED, beyond
from ntkprops.sampling.claim import Claim
from ntkprops.sampling.exact import exact_chance, exact_words
from ntkprops.sampling.frame import Case
from ntkprops.sampling.kinds import chance, means, surely, wide
from ntkprops.sampling.measure.linear import has_mean
from ntkprops.sampling.points import Points
from ntkprops.sampling.result import Sampled, Says
from ntkprops.trial.question import Goal

LADDER = (1.0, 100.0, 10000.0)  # tried for a hidden constant, in this order; the last not by statistics
CANDIDATES = chance.TESTED + TRIED + 2 * wide.MOST_SAMPLES  # of a claim of probability, for each constant of the ladder
GOAL = 2 * means.TESTED + TRIED  # candidates of a goal between expectations
_AGAIN = {"chance": chance.fails_again, "mean": means.fails_again, "sure": surely.fails_again, "wide": wide.fails_again}
_RANK = {Says.NOT_SAMPLED: 1, Says.HELD: 0, Says.SUSPECT: 2, Says.REFUTED: 3}


def sample(claim: Claim) -> Sampled:
    """Try a claim: at the hidden constant that a proof found, or else at every constant of a ladder; no ladder refutes
    it, unless an exact instance does so for every constant.

    A refuted one carries the exact failure probability where its witness has one."""
    found = _sampled(claim)
    exact = exact_chance(claim, found.witness) if found.says is Says.REFUTED else None
    if exact is None:
        return found
    return replace(found, because=f"{found.because}, {exact_words(exact)}", witness={**found.witness, "exact": exact})


def _sampled(claim: Claim) -> Sampled:
    if not claim.asked.goals:
        return Sampled(claim.label, Says.NOT_SAMPLED, "it concludes no relation between numbers")
    if not claim.frame.has_constant:
        return _tried(claim, LADDER[0], rank=0)
    if claim.frame.constant is not None:
        found = _tried(claim, claim.frame.constant, rank=0)
        return replace(found, because=f"{found.because}, with the constant of the proof, {claim.frame.constant:g}")
    ladder = LADDER if claim.asked.probability is None else LADDER[:2]
    found = Sampled(claim.label, Says.NOT_SAMPLED, "no case was found")
    for rank, constant in enumerate(ladder):
        found = _tried(claim, constant, rank=rank)
        if found.says not in (Says.REFUTED, Says.SUSPECT):
            return replace(found, because=f"{found.because}, with the hidden constant taken as {constant:g}")
    words = f"{found.because}, with every hidden constant up to {ladder[-1]:g}"
    if found.says is Says.REFUTED and claim.confirm() is not None:
        return replace(found, because=words)
    return Sampled(claim.label, Says.NOT_SAMPLED, f"a larger hidden constant may do: {words}", trials=found.trials)


def _tried(claim: Claim, constant: float, *, rank: int) -> Sampled:
    if claim.asked.probability is not None:
        spent = CANDIDATES * rank
        found = beyond(
            claim, None, chance.by_chance(claim, constant, spent=spent), constant=constant, spent=spent + chance.TESTED
        )
        return _with_own_width(claim, found, constant, spent=spent + chance.TESTED + TRIED)
    every = [
        _of_goal(claim, goal, constant, spent=GOAL * (rank * len(claim.asked.goals) + place))
        for place, goal in enumerate(claim.asked.goals)
    ]
    worst = max(every, key=lambda one: _RANK[one.says])
    return replace(worst, trials=sum(one.trials for one in every), false_alarm=max(one.false_alarm for one in every))


def _of_goal(claim: Claim, goal: Goal, constant: float, *, spent: int) -> Sampled:
    if has_mean(goal.relation):
        found = means.in_mean(claim, goal, constant, spent=spent)
    else:
        found = surely.surely(claim, goal, constant)
    return beyond(claim, goal, found, constant=constant, spent=spent + 2 * means.TESTED)


def _with_own_width(claim: Claim, probe: Sampled, constant: float, *, spent: int) -> Sampled:
    """What was said at widths that can be drawn whole, and at the claim's own where only probes were."""
    if not probe.probes or probe.says not in (Says.HELD, Says.NOT_SAMPLED) or claim.frame.free:
        return probe
    own = wide.at_own_width(claim, constant, spent=spent)
    if own is None:
        return probe
    if own.says is Says.NOT_SAMPLED:
        return replace(probe, because=f"{probe.because}; {own.because}")
    trials = own.trials + probe.trials
    return replace(own, trials=trials, probes=probe.probes, slack=probe.slack, own_width=own.trials > 0)


def fails_again(claim: Claim, recipe: Mapping[str, Any]) -> bool:
    """Whether a recipe still refutes the claim: the same data, scalars, seeds and level."""
    data = recipe["data"]
    points = Points(data["name"], np.array(data["X"]), np.array(data["y"]))
    return _AGAIN[recipe["kind"]](claim, Case(points, recipe["m"], recipe["scalars"]), recipe)
