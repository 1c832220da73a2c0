r"""A claim between expectations: tested by the mean of left minus right, draw by draw, on fresh draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from operator import itemgetter
from typing import Any

import numpy as np

from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion, candidate_share, decide_expectation
from ntkprops.language.tree import Expr
from ntkprops.sampling.cases import Case, choices, drawn, index_choices, scene_of
from ntkprops.sampling.claim import DECIDE, Claim, Tally, by_adversary, first_reason, recipe, result, stream, thinned
from ntkprops.sampling.measure.evaluate import Scene, sides
from ntkprops.sampling.measure.holds import Sides, tolerance
from ntkprops.sampling.measure.instance import Array, Unmeasured
from ntkprops.sampling.measure.linear import bounds, is_linear
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
    choice: int
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
    if not all(is_linear(side, claim.frame.random) for side in relation.args):
        return Sampled(claim.label, Says.NOT_SAMPLED, "an expectation that stands in no linear place")
    if relation.name not in ("<=", "<", ">=", ">", "="):
        return Sampled(claim.label, Says.NOT_SAMPLED, f"expectations related by {relation.name}")
    tally, looked = Tally(), []
    for number, case in enumerate(thinned(claim, constant)):
        try:
            looked += _search_means(claim, relation, case, number, tally)
        except (Unmeasured, InputError) as error:
            tally.reasons[str(error)] = None
    if not looked:
        return Sampled(claim.label, Says.NOT_SAMPLED, first_reason(tally), trials=tally.trials)
    if all(worst <= 0 for _, worst, _ in looked):
        words = f"draw by draw, on all of {tally.trials} draws"
        return result(claim, Says.HELD, words, tally=tally, false_alarm=0.0)
    return _decided_means(claim, goal, looked, tally, spent=spent)


def suspicion(claim: Claim, goal: Goal, case: Case, *, name: str, tally: Tally) -> tuple[Spot, float, float]:
    """The spot that looks worst on draws keyed by a name, its sign, and how far beyond chance it is.

    Raises:
        Unmeasured: where no test of the goal is possible.
    """
    if not _is_testable(goal.relation, claim):
        raise Unmeasured("no mean to be tested")
    looked = _search_means(claim, goal.relation, case, name, tally)
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
    decision = _test_mean(claim, goal.relation, spot, sign, level, tally)
    if isinstance(decision, str):
        return decision
    if decision.conclusion is not Conclusion.REFUTED:
        return None
    words = f"the mean of the difference of both sides is at least {decision.mean_lo:.3g}"
    place = {"choice": spot.choice, "place": spot.place, "sign": sign, "level": level}
    found = recipe(claim, spot.case, key=spot.key, kind="mean", goal=claim.asked.goals.index(goal), **place)
    return result(claim, Says.REFUTED, words, tally=tally, witness=found)


def _is_testable(relation: Expr, claim: Claim) -> bool:
    linear = all(is_linear(side, claim.frame.random) for side in relation.args)
    return linear and relation.name in ("<=", "<", ">=", ">", "=")


def _searched(claim: Claim, case: Case) -> int:
    """How many draws a search may cost."""
    if by_adversary(claim, case):
        return SEARCH // 16
    return SEARCH * 4 if case.points.n * case.width <= 64 else SEARCH // 4


def _search_means(
    claim: Claim, relation: Expr, case: Case, number: int | str, tally: Tally
) -> list[tuple[Spot, float, float]]:
    """Each spot of a case with its worst draw and the z-score that its decision may expect."""
    key = stream(claim, "search", relation, number)
    count = _searched(claim, case)
    scene = scene_of(claim.frame, drawn(claim.frame, case, stream=key, numbers=range(count)), case.scalars)
    found = []
    for choice, chosen in enumerate(choices(claim.frame, scene, stream=key)):
        for place, here in enumerate(index_choices(relation, chosen, most=4)):
            both = sides(relation, here)
            values = np.broadcast_to(_difference(relation, both), count)
            if count > SEARCH or values.max() <= tolerance(relation):
                tally.ratios.append(_mean_ratio(relation, both))
            spread = values.std() / np.sqrt(_mean_trials(claim, case)) + 1e-12
            found.append((Spot(case, choice, place, stream(claim, "certify", relation, number, choice, place)),
                          float(np.max(np.where(values > tolerance(relation), values, 0.0))),
                          float(values.mean() / spread)))  # fmt: skip
    tally.saw(case, count)
    return found


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
    tests = 0
    for candidate, ((spot, _, _), sign) in enumerate(product(order, signs), start=spent + 1):
        found = certified(claim, goal, spot, sign=sign, candidate=candidate, tally=tally)
        if isinstance(found, Sampled):
            return found
        unseen |= {} if found is None else {found: None}
        tests += found is None
    if not tests:
        return Sampled(claim.label, Says.NOT_SAMPLED, next(iter(unseen)), trials=tally.trials)
    note = f" ({next(iter(unseen))})" if unseen else ""
    return result(claim, Says.HELD, f"no mean was seen to break it{note}", tally=tally)


def _test_mean(claim: Claim, relation: Expr, spot: Spot, sign: float, level: float, tally: Tally):
    """A decision whether the mean of the signed difference is at most 0, or why there is none."""

    def here(numbers: range) -> Scene:
        batch = drawn(claim.frame, spot.case, stream=spot.key, numbers=numbers)
        scene = scene_of(claim.frame, batch, spot.case.scalars)
        chosen = next(islice(choices(claim.frame, scene, stream=spot.key), spot.choice, None))
        return next(islice(index_choices(relation, chosen, most=4), spot.place, None))

    def draw(numbers: range) -> Array:
        return np.broadcast_to(sign * _difference(relation, sides(relation, here(numbers))), len(numbers))

    lo, hi = _difference_bounds(claim, relation, here(range(1)), sign)
    if lo >= 0:  # of what is never negative a positive mean is still to be seen; any lower bound may be weakened
        lo = -SLIGHT * (hi if np.isfinite(hi) else 1.0)
    if not np.isfinite(lo) or hi <= 0:
        return "nothing bounds the difference of both sides" if hi > 0 else "the difference is never positive"
    most = _mean_trials(claim, spot.case)
    room = 1e-9 * (1 + abs(lo))
    decision = decide_expectation(
        draw,
        at_most=0.0, lo=lo - room, hi=hi + room, false_alarm=level, max_trials=most,
        batch=1024 if most > DECIDE else 128,
    )  # fmt: skip
    tally.saw(spot.case, decision.trials)
    return decision


def _difference_bounds(claim: Claim, relation: Expr, scene: Scene, sign: float) -> tuple[float, float]:
    (a, b), (c, d) = (bounds(side, scene, claim.frame.random) for side in relation.args)
    lo, hi = (c - b, d - a) if relation.name in (">=", ">") else (a - d, b - c)
    return (lo, hi) if sign > 0 else (-hi, -lo)


def fails_again(claim: Claim, case: Case, found: Mapping[str, Any]) -> bool:
    """Whether the mean that a recipe names is still refuted, on the same draws."""
    goal = claim.asked.goals[found["goal"]]
    spot = Spot(case, found["choice"], found["place"], found["stream"])
    decision = _test_mean(claim, goal.relation, spot, found["sign"], found["level"], Tally())
    return not isinstance(decision, str) and decision.conclusion is Conclusion.REFUTED
