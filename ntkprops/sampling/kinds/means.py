r"""A claim between expectations: tested by the mean of left minus right, draw by draw, on fresh draws.

What is given of data and numbers holds on every case. What is given of the draw holds for every draw or not at all, and
no number of draws shows the first: only a ball in which a family lies is obeyed by choice, and a claim that is given
anything else of the draw is not sampled. An equation is held only where both directions were tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from operator import itemgetter
from typing import Any

import numpy as np

from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion, ExpectationDecision, candidate_share, decide_expectation
from ntkprops.language.tree import Expr
from ntkprops.sampling.claim import (
    DECIDE,
    Claim,
    Tally,
    by_adversary,
    first_reason,
    recipe,
    result,
    spots,
    stream,
    thinned,
)
from ntkprops.sampling.draws import drawn
from ntkprops.sampling.frame import Case, obeys_before, scene_of
from ntkprops.sampling.measure.evaluate import Scene, sides
from ntkprops.sampling.measure.events import radius_formula
from ntkprops.sampling.measure.holds import Sides, tolerance
from ntkprops.sampling.measure.instance import Array, Unmeasured
from ntkprops.sampling.measure.linear import ANYTHING, bounds, is_linear
from ntkprops.sampling.measure.moments import spread
from ntkprops.sampling.result import Sampled, Says
from ntkprops.trial.question import Goal

RARE = 0.1  # relative standard error up to which a mean counts for the slack
SLIGHT = 0.01  # of the upper bound: how far a lower bound of 0 is weakened
TESTED = 2  # cases that are decided on fresh draws
SEARCH = 256  # draws of a search
CLEAR = 5.0  # standard errors on which a search by drawn data calls a spot suspicious


@dataclass(frozen=True)
class Spot:
    """Where a mean is compared: the case, and which choice of family and indices."""

    case: Case
    place: int
    key: int


def in_mean(claim: Claim, goal: Goal, constant: float, *, spent: int) -> Sampled:
    """Search every case, decide the worst spots.

    Args:
        claim: the one that concludes the goal.
        goal: a relation between expectations.
        constant: fills a hidden constant.
        spent: how many candidates of the claim had their share of its false alarm before.
    """
    relation = goal.relation
    _refuse(claim, relation)
    tally, looked = Tally(), []
    for number, case in enumerate(thinned(claim, constant)):
        try:
            looked += _search_means(claim, goal, case, number, tally)
        except (Unmeasured, InputError) as error:
            tally.reasons[str(error)] = None
    if not looked:
        return Sampled(claim.label, Says.NOT_SAMPLED, first_reason(tally), trials=tally.trials)
    if all(worst <= 0 for _, worst, _ in looked):
        if relation.name in ("<", ">") and not all(score < 0 for _, _, score in looked):
            return Sampled(claim.label, Says.NOT_SAMPLED, "both sides are the same on every draw", trials=tally.trials)
        words = f"draw by draw, on all of {tally.trials} draws"
        return result(claim, Says.HELD, words, tally=tally, false_alarm=0.0)
    return _decided_means(claim, goal, looked, tally, spent=spent)


def suspicion(claim: Claim, goal: Goal, case: Case, *, name: str, tally: Tally) -> tuple[Spot, float, float]:
    """The spot that looks worst on draws keyed by a name, its sign, and how far beyond chance it is.

    Raises:
        Unmeasured: where no test of the goal is possible.
    """
    _refuse(claim, goal.relation)
    looked = _search_means(claim, goal, case, name, tally)
    signs = (1.0, -1.0) if goal.relation.name == "=" else (1.0,)
    score, sign, spot = max(
        ((sign * score, sign, spot) for spot, _, score in looked for sign in signs), key=itemgetter(0)
    )
    return spot, sign, score * np.sqrt(_searched(claim, case) / _mean_trials(claim, case)) - CLEAR


def certified(
    claim: Claim, goal: Goal, spot: Spot, *, sign: float, candidate: int, tally: Tally
) -> Sampled | str | None:
    """The refutation on fresh draws at the share of the claim's ``candidate``-th; None where there is none, or why no
    test is possible."""
    level = candidate_share(claim.budget, claim.label, candidate=candidate)
    decision = _test_mean(claim, goal, spot, sign, level, tally)
    if decision is None or isinstance(decision, str):
        return decision
    if decision.conclusion is not Conclusion.REFUTED:
        return None
    if spot.case.probe:
        return f"it breaks on a probe, {spot.case.probe}"
    words = f"the mean of the difference of both sides is at least {decision.mean_lo:.3g}"
    place = {"place": spot.place, "sign": sign, "level": level}
    found = recipe(claim, spot.case, key=spot.key, kind="mean", goal=claim.asked.goals.index(goal), **place)
    return result(claim, Says.REFUTED, words, tally=tally, witness=found)


def _refuse(claim: Claim, relation: Expr) -> None:
    """Nothing, where a relation between expectations can be tested. Raises ``Unmeasured`` where it cannot."""
    if not all(is_linear(side, claim.frame.random) for side in relation.args):
        raise Unmeasured("an expectation that stands in no linear place")
    if relation.name not in ("<=", "<", ">=", ">", "="):
        raise Unmeasured(f"expectations related by {relation.name}")
    if any(radius_formula(fact.relation, claim.frame.roles.weights) is None for fact in claim.frame.after):
        raise Unmeasured("an expectation under what is given of the draw")
    if claim.frame.random & set(claim.asked.derived):
        raise Unmeasured("an expectation beside what the draw determines")


def _searched(claim: Claim, case: Case) -> int:
    """How many draws a search may cost."""
    if by_adversary(claim, case):
        return SEARCH // 16
    return SEARCH * 4 if case.points.n * case.width <= 64 else SEARCH // 4


def _search_means(
    claim: Claim, goal: Goal, case: Case, number: int | str, tally: Tally
) -> list[tuple[Spot, float, float]]:
    """Each spot of a case with its worst draw and the z-score that its decision may expect."""
    relation = goal.relation
    key = stream(claim, "search", relation, number)
    count = _searched(claim, case)
    found = []
    for place, here in enumerate(_spots(claim, goal, case, key=key, numbers=range(count))):
        if here is None:
            continue
        both = sides(relation, here)
        values = np.broadcast_to(_difference(relation, both), count)
        missed = np.abs(values) if relation.name == "=" else values
        if count > SEARCH or values.max() <= tolerance(relation):
            tally.ratios.append(_mean_ratio(relation, both))
        error = values.std() / np.sqrt(_mean_trials(claim, case)) + 1e-12
        spot = Spot(case, place, stream(claim, "certify", relation, number, place))
        found.append((spot, float(missed[missed > tolerance(relation)].max(initial=0.0)), float(values.mean() / error)))
    tally.saw(case, count)
    return found


def _spots(claim: Claim, goal: Goal, case: Case, *, key: int, numbers: range) -> Iterator[Scene | None]:
    """The draws of a case with every choice of family and indices, where a mean is taken; None where the conditions of
    the goal do not hold.

    Raises:
        Unmeasured: where they hang on the draw.
    """
    scene = scene_of(claim.frame, drawn(claim.frame, case, stream=key, numbers=numbers), case.scalars)
    for here, asked in spots(claim, goal, scene, stream=key, most=4):
        if asked.any() and not asked.all():
            raise Unmeasured("an expectation under a condition on the draw")
        yield replace(here, averaging=True) if asked.all() else None


def _mean_trials(claim: Claim, case: Case) -> int:
    """How many fresh draws the test of a mean may cost."""
    if by_adversary(claim, case):
        return DECIDE // 10
    return DECIDE * 4 if case.width <= 8 else DECIDE // 2


def _difference(relation: Expr, both: Sides) -> Array:
    """What has a mean of at most 0 if the relation holds, (B,); for an equation, left minus right."""
    left, right = both
    found = (right - left) if relation.name in (">=", ">") else (left - right)
    if found.ndim != 1:
        raise Unmeasured("a mean of what is no number")
    return found


def _mean_ratio(relation: Expr, both: Sides) -> Array:
    if any(side.std() > RARE * np.sqrt(len(side)) * abs(side.mean()) for side in both):
        return np.empty(0)  # so rare that the ratio of the means says nothing
    left, right = (float(np.mean(side)) for side in both)
    low, high = (right, left) if relation.name in (">=", ">") else (left, right)
    return np.array([low / high]) if low >= 0 and high > 0 and relation.name != "=" else np.empty(0)


def _decided_means(claim: Claim, goal: Goal, looked: Sequence, tally: Tally, *, spent: int) -> Sampled:
    signs = (1.0, -1.0) if goal.relation.name == "=" else (1.0,)
    order = sorted(looked, key=lambda one: -(abs(one[2]) if len(signs) > 1 else one[2]))[:TESTED]
    unseen: dict[str, None] = {}
    for candidate, ((spot, _, _), sign) in enumerate(product(order, signs), start=spent + 1):
        found = certified(claim, goal, spot, sign=sign, candidate=candidate, tally=tally)
        if isinstance(found, Sampled):
            return found
        unseen |= {} if found is None else {found: None}
    if unseen:
        return Sampled(claim.label, Says.NOT_SAMPLED, next(iter(unseen)), trials=tally.trials)
    return result(claim, Says.HELD, "no mean was seen to break it", tally=tally)


def _test_mean(claim: Claim, goal: Goal, spot: Spot, sign: float, level: float, tally: Tally):
    """A decision whether the mean of the signed difference is at most 0, None where it never is positive, or why there
    is none."""
    relation = goal.relation

    def here(numbers: range) -> Scene:
        found = next(islice(_spots(claim, goal, spot.case, key=spot.key, numbers=numbers), spot.place, None), None)
        if found is None:
            raise Unmeasured("a choice that the conditions of the claim exclude")
        return found

    def draw(numbers: range) -> Array:
        return np.broadcast_to(sign * _difference(relation, sides(relation, here(numbers))), len(numbers))

    first = here(range(1))
    lo, hi = _difference_bounds(claim, relation, first, sign)
    deviation = sum(spread(side, first, claim.frame.random) for side in relation.args)
    if hi <= 0:
        return None
    if lo >= 0:  # of what is never negative a positive mean is still to be seen; any lower bound may be weakened
        lo = -SLIGHT * (hi if np.isfinite(hi) else 1.0)
    if not np.isfinite(lo) and not np.isfinite(deviation):
        return "nothing bounds the difference of both sides"
    most = _mean_trials(claim, spot.case)
    room = 1e-9 * (1 + abs(lo)) if np.isfinite(lo) else 0.0
    decision = decide_expectation(
        draw,
        at_most=0.0, lo=lo - room, hi=hi + room, variance=max(deviation, SLIGHT) ** 2, false_alarm=level,
        max_trials=most, batch=1024 if most > DECIDE else 128,
    )  # fmt: skip
    tally.saw(spot.case, decision.trials)
    return decision


def _difference_bounds(claim: Claim, relation: Expr, scene: Scene, sign: float) -> tuple[float, float]:
    try:
        (a, b), (c, d) = (bounds(side, scene, claim.frame.random) for side in relation.args)
    except Unmeasured:
        return ANYTHING
    lo, hi = (c - b, d - a) if relation.name in (">=", ">") else (a - d, b - c)
    return (lo, hi) if sign > 0 else (-hi, -lo)


def fails_again(claim: Claim, case: Case, found: Mapping[str, Any]) -> bool:
    """Whether the mean that a recipe names is still refuted, on the same draws."""
    if not obeys_before(claim.frame, case):
        return False
    goal = claim.asked.goals[found["goal"]]
    _refuse(claim, goal.relation)
    decision = _test_mean(
        claim, goal, Spot(case, found["place"], found["stream"]), found["sign"], found["level"], Tally()
    )
    return isinstance(decision, ExpectationDecision) and decision.conclusion is Conclusion.REFUTED
