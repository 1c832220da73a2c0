r"""One claim, tried: ``sample(claim)`` is ``held``, ``refuted``, ``suspect`` or ``not sampled``, never silent.

Three kinds of claim, three kinds of evidence:

- *with probability p over the draw*: every case is searched on its own draws; the cases that look worst are decided on
  fresh draws by a sequential test at their share of the claim's false alarm. Only that refutes.
- *between expectations*: likewise, with a test of the mean of left minus right, draw by draw.
- *for every draw*: one violation beyond rounding is a candidate; an exact instance confirms it, or it stays a
  suspicion.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import numpy as np

from ntkprops.errors import InputError
from ntkprops.evidence import (
    Budget,
    Conclusion,
    candidate_share,
    decide_expectation,
    decide_probability,
    share,
)
from ntkprops.language.tree import Expr
from ntkprops.sampling.cases import Case, Frame, cases, choices, drawn, index_choices, scene_of, trajectory_draw
from ntkprops.sampling.evaluate import Scene, scalar, sides
from ntkprops.sampling.holds import broken, given, ratio, tolerance
from ntkprops.sampling.instance import Array, Batch, Unmeasured
from ntkprops.sampling.linear import bounds, has_mean, is_linear
from ntkprops.sampling.points import Points
from ntkprops.sampling.result import Sampled, Says, slack_of
from ntkprops.trial.question import Goal, Question
from ntkprops.verdict import Witness

MOST_CASES = 24
CONSTANTS = (1.0, 100.0, 10000.0)  # tried for a hidden constant, in this order; the last not by statistics
RARE = 0.1  # relative standard error up to which a mean counts for the slack
TESTED = 2  # cases that are decided on fresh draws
MOMENTS = (0.05, 0.3, 0.7, 0.98)  # of the time for which the lecture's flow exists
SEARCH, DECIDE, SURE, TIMED = 256, 6000, 128, 4  # draws: of a search, of a decision, of a case of a sure claim


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


@dataclass
class Tally:
    """What was seen while a claim was tried."""

    trials: int = 0
    ratios: list[Array] = field(default_factory=list)
    probes: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)

    def saw(self, case: Case, number: int) -> None:
        """Count draws of a case."""
        self.trials += number
        if case.probe:
            self.probes[case.probe] = None


def sample(claim: Claim) -> Sampled:
    """Try a claim; for a hidden constant it is refuted only if it is for every constant of a ladder."""
    if not claim.asked.goals:
        return Sampled(claim.label, Says.NOT_SAMPLED, "it concludes no relation between numbers")
    found = Sampled(claim.label, Says.NOT_SAMPLED, "no case was found")
    if not claim.frame.has_constant:
        return _tried(claim, CONSTANTS[0])
    ladder = CONSTANTS if claim.asked.probability is None else CONSTANTS[:2]
    for constant in ladder:
        found = _tried(claim, constant)
        if found.says not in (Says.REFUTED, Says.SUSPECT):
            return replace(found, because=f"{found.because}, with the hidden constant taken as {constant:g}")
    return replace(found, because=f"{found.because}, with every hidden constant up to {ladder[-1]:g}")


def _tried(claim: Claim, constant: float) -> Sampled:
    asked = claim.asked
    if asked.probability is not None:
        return _by_chance(claim, constant)
    found = [(_in_mean if has_mean(goal.relation) else _surely)(claim, goal, constant) for goal in asked.goals]
    worst = max(found, key=lambda one: _RANK[one.says])
    return replace(worst, trials=sum(one.trials for one in found))


_RANK = {Says.NOT_SAMPLED: 1, Says.HELD: 0, Says.SUSPECT: 2, Says.REFUTED: 3}


def stream(claim: Claim, *what: object) -> int:
    """The key of the random stream of one purpose of one claim."""
    text = "|".join(map(str, (claim.label, *what)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


# -- with probability p over the draw -------------------------------------------------------------------


def _by_chance(claim: Claim, constant: float) -> Sampled:
    tally, looked = Tally(), []
    for place, case in enumerate(_thinned(claim, constant)):
        number = _searched(claim, case)
        try:
            delta = _failure(claim, case)
            failed = _failures(claim, case, stream(claim, "search", place), range(number), tally)
        except (Unmeasured, InputError) as error:
            tally.reasons[str(error)] = None
            continue
        tally.saw(case, number)
        looked.append((case, delta, _evidence(float(failed.mean()), delta, number), place))
    if not looked:
        return Sampled(claim.label, Says.NOT_SAMPLED, _first(tally), trials=tally.trials)
    return _decided(claim, looked, tally, constant)


def _decided(claim: Claim, looked: list, tally: Tally, constant: float) -> Sampled:
    """The worst cases on fresh draws: those that look false smallest first, else the most failing."""
    false = [one for one in looked if one[2] > 0 and not one[0].probe]
    own = [one for one in looked if not one[0].probe] or looked
    order = sorted(false, key=lambda one: (one[0].size, -one[2])) or sorted(own, key=lambda one: -one[2])
    last = None
    for rank, (case, delta, _, place) in enumerate(order[:TESTED], start=1):
        level = candidate_share(claim.budget, claim.label, candidate=_spent(rank, constant))
        key = stream(claim, "certify", place)
        most = _most_trials(claim, case)
        decision = decide_probability(
            lambda numbers, case=case, key=key: _failures(claim, case, key, numbers, tally),
            delta=delta, false_alarm=level, max_trials=most, batch=1024 if most > DECIDE else 64,
        )  # fmt: skip
        tally.saw(case, decision.trials)
        if decision.conclusion is Conclusion.REFUTED and not case.probe:
            words = f"{decision.failures} of {decision.trials} fresh draws fail, {delta:g} are allowed"
            return _result(
                claim,
                Says.REFUTED,
                words,
                tally,
                decision,
                _recipe(claim, case, key, kind="chance", delta=delta, level=level),
            )
        last = decision if last is None or decision.trials > last.trials else last
    assert last is not None  # something was looked at
    words = f"{last.failures} of {last.trials} draws fail where {last.delta:g} are allowed, in {len(looked)} cases"
    return _result(claim, Says.HELD, words, tally, last, {})


def _searched(claim: Claim, case: Case) -> int:
    """How many draws a search may cost."""
    if claim.asked.usage.timed or case.probe:
        return SEARCH // 32
    cost = case.width * case.points.d * case.points.n
    return SEARCH // 16 if _by_adversary(claim, case) else int(np.clip((1 << 20) // cost, SEARCH // 8, SEARCH * 4))


def _most_trials(claim: Claim, case: Case) -> int:
    """How many fresh draws a decision may cost."""
    if claim.asked.usage.timed:
        return 200
    if _by_adversary(claim, case):
        return DECIDE // 6
    cost = case.width * case.points.d * case.points.n
    return int(np.clip((1 << 25) // cost, DECIDE // 6, DECIDE * 10))


def _evidence(failed: float, delta: float, number: int) -> float:
    """How much each trial is expected to say against the claim, in nats; negative where it fails less than allowed."""
    seen = (failed * number + delta) / (number + 1)
    if failed <= delta + 2 * np.sqrt(delta * (1 - delta) / number) * (failed < 1):
        return failed - delta - 1
    return seen * np.log(seen / delta) + (1 - seen) * np.log((1 - seen) / (1 - delta))


def _spent(rank: int, constant: float) -> int:
    """The number of a candidate of a claim, over all hidden constants."""
    return rank + TESTED * CONSTANTS.index(constant)


def _failure(claim: Claim, case: Case) -> float:
    scene = scene_of(claim.frame, drawn(claim.frame, case, stream=0, numbers=range(1)), case.scalars)
    assert claim.asked.probability is not None
    delta = 1 - float(scalar(claim.asked.probability, scene)[0])
    if not 0 < delta < 1:
        raise Unmeasured(f"a failure probability of {delta:g}")
    return delta


def _failures(claim: Claim, case: Case, key: int, numbers: range, tally: Tally) -> np.ndarray:
    """Whether the claim breaks on each draw: some choice obeys what is given and breaks a conclusion."""
    batch = drawn(claim.frame, case, stream=key, numbers=numbers)
    if not claim.asked.usage.timed:
        return _breaks(claim, scene_of(claim.frame, batch, case.scalars), key, tally, case)
    single = (scene_of(claim.frame, batch.only(b), case.scalars) for b in range(len(batch.W)))
    return np.array([bool(_breaks(claim, one, key, tally, case).any()) for one in single])


def _breaks(claim: Claim, scene: Scene, key: int, tally: Tally, case: Case) -> np.ndarray:
    failed = np.zeros(len(scene.batch.W), dtype=bool)
    facts = [f for f in (*claim.asked.fixed, *claim.asked.drawn, *claim.asked.rates) if not _is_width(claim, case, f)]
    for timed in _moments(claim, scene):
        for chosen in choices(claim.frame, timed, stream=key):
            obeys = given(facts, chosen)
            for goal in claim.asked.goals:
                for here in index_choices(goal.relation, chosen, most=16):
                    failed |= obeys & broken(goal.relation, here)
                    tally.ratios.append(ratio(goal.relation, here)[:SURE])
    return failed


def _is_width(claim: Claim, case: Case, fact) -> bool:
    """Whether a hypothesis is the one that a probe's width misses."""
    return bool(case.probe) and claim.frame.roles.width in fact.relation.free


def _moments(claim: Claim, scene: Scene) -> list[Scene]:
    """The scene at several times of its flow, other times being parts of the first."""
    chosen = set(claim.frame.free)
    times = [name for name, sort in claim.asked.parameters if sort.kind == "time" and name not in chosen]
    if not times or not claim.asked.usage.timed:
        return [scene]
    end, found = scene.batch.last_moment, []
    for share_ in MOMENTS:
        values = {name: share_ * end * (1.0 if name == claim.frame.roles.time else 0.6) for name in times}
        found.append(replace(scene, scalars={**scene.scalars, **values}))
    return found


def _thinned(claim: Claim, constant: float):
    """Cases, fewer of them where a claim speaks of trajectories."""
    every = list(cases(claim.frame, constant=constant))
    if claim.asked.usage.timed:
        every = [case for case in every if case.points.n <= 4]
    most = MOST_CASES // 2 if claim.asked.usage.timed else MOST_CASES
    first, rest = (
        [c for c in every if c.points is every[0].points],
        [c for c in every if c.points is not every[0].points],
    )
    step = max(1, -(-len(rest) // most))
    return iter((*first, *rest[::step]))


def _first(tally: Tally) -> str:
    return next(iter(tally.reasons), "no case could be drawn")


# -- for every draw ---------------------------------------------------------------------------------------


def _surely(claim: Claim, goal: Goal, constant: float) -> Sampled:
    tally, broke, tested = Tally(), None, 0
    for place, case in enumerate(_thinned(claim, constant)):
        key = stream(claim, place)
        for number in range(_parts(claim, case)):
            part = _part(claim, case, key, number)
            try:
                met, wrong = _violation(claim, goal, scene_of(claim.frame, part, case.scalars), tally, case)
            except (Unmeasured, InputError) as error:
                tally.reasons[str(error)] = None
                continue
            tally.saw(case, len(part.W))
            tested += met
            if wrong is not None and broke is None and not case.probe:
                broke = case, key, number, wrong
    if not tested:
        words = _first(tally) if tally.reasons or not tally.trials else "no draw obeyed what is given"
        return Sampled(claim.label, Says.NOT_SAMPLED, words, trials=tally.trials)
    if broke is None:
        return _result(claim, Says.HELD, f"on all {tested} draws and times that obey what is given", tally, None, {})
    return _doubted(claim, goal, tally, *broke)


def _parts(claim: Claim, case: Case) -> int:
    """How many batches, or trajectories: more of those that cost little."""
    if not claim.asked.usage.timed:
        return 1
    return 3 * TIMED if case.points.n * case.width <= 60 else TIMED


def _sure_draws(claim: Claim, case: Case) -> int:
    return SURE // 8 if _by_adversary(claim, case) else SURE


def _part(claim: Claim, case: Case, key: int, number: int) -> Batch:
    """One trajectory, or one batch of draws."""
    if claim.asked.usage.timed:
        frame = claim.frame
        return trajectory_draw(case.points, frame.roles, width=case.width, seed=frame.seed, number=number)
    return drawn(claim.frame, case, stream=key, numbers=range(_sure_draws(claim, case)))


def _doubted(claim: Claim, goal: Goal, tally: Tally, case: Case, key: int, number: int, wrong: tuple) -> Sampled:
    """A violation in doubles: refuted if an exact instance confirms it."""
    exact = claim.confirm()
    words = f"{wrong[0]:.6g} against {wrong[1]:.6g} at n = {case.points.n}, m = {case.width}"
    recipe = _recipe(claim, case, key, kind="sure", goal=claim.asked.goals.index(goal), number=number)
    if exact is None:
        return _result(claim, Says.SUSPECT, f"broken in doubles, not confirmed exactly: {words}", tally, None, recipe)
    recipe["exact"] = {"values": dict(exact.values), "left": exact.left, "right": exact.right}
    return _result(claim, Says.REFUTED, f"broken in doubles ({words}) and on an exact instance", tally, None, recipe)


def _violation(claim: Claim, goal: Goal, scene: Scene, tally: Tally, case: Case):
    """How often the hypotheses were met, and both sides at the first draw that breaks the relation, or None."""
    facts = [f for f in (*claim.asked.fixed, *claim.asked.drawn, *claim.asked.rates, *goal.conditions)
             if not _is_width(claim, case, f)]  # fmt: skip
    met, wrong = 0, None
    for timed in _moments(claim, scene):
        for chosen in choices(claim.frame, timed, stream=1):
            obeys = np.broadcast_to(given(facts, chosen), len(scene.batch.W))
            if not obeys.any():
                continue
            met += int(obeys.sum())
            for here in index_choices(goal.relation, chosen, most=3 if claim.asked.usage.timed else 9):
                bad = obeys & broken(goal.relation, here)
                tally.ratios.append(_where(ratio(goal.relation, here), obeys)[:SURE])
                if wrong is None and bad.any():
                    first = int(bad.argmax())
                    wrong = tuple(_at(side, first) for side in sides(goal.relation, here))
    return met, wrong


def _where(values: Array, mask: np.ndarray) -> Array:
    return values[mask] if len(values) == len(mask) else values if mask.all() else values[:0]


def _at(side: Array, place: int) -> float:
    entry = np.atleast_1d(side[min(place, len(side) - 1)]).ravel()
    return float(entry[0]) if len(entry) == 1 else float(np.linalg.norm(entry))


# -- between expectations ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """Where a mean is compared: the case, and which choice of family and indices."""

    case: Case
    choice: int
    place: int
    key: int


def _in_mean(claim: Claim, goal: Goal, constant: float) -> Sampled:
    relation = goal.relation
    if not all(is_linear(side, claim.frame.random) for side in relation.args):
        return Sampled(claim.label, Says.NOT_SAMPLED, "an expectation that stands in no linear place")
    if relation.name not in ("<=", "<", ">=", ">", "="):
        return Sampled(claim.label, Says.NOT_SAMPLED, f"expectations related by {relation.name}")
    tally, looked = Tally(), []
    for number, case in enumerate(_thinned(claim, constant)):
        try:
            looked += _search_means(claim, relation, case, number, tally)
        except (Unmeasured, InputError) as error:
            tally.reasons[str(error)] = None
    if not looked:
        return Sampled(claim.label, Says.NOT_SAMPLED, _first(tally), trials=tally.trials)
    if all(worst <= 0 for _, worst, _ in looked):
        words = f"draw by draw, on all of {tally.trials} draws"
        return _result(claim, Says.HELD, words, tally, None, {})
    return _decided_means(claim, goal, looked, tally)


def _search_means(
    claim: Claim, relation: Expr, case: Case, number: int, tally: Tally
) -> list[tuple[Spot, float, float]]:
    """Each spot of a case with its worst draw and the z-score that its decision may expect."""
    key = stream(claim, "search", relation, number)
    count = (
        SEARCH * 4
        if case.points.n * case.width <= 64 and not _by_adversary(claim, case)
        else SEARCH // 16
        if _by_adversary(claim, case)
        else SEARCH // 4
    )
    scene = scene_of(claim.frame, drawn(claim.frame, case, stream=key, numbers=range(count)), case.scalars)
    found = []
    for choice, chosen in enumerate(choices(claim.frame, scene, stream=key)):
        for place, here in enumerate(index_choices(relation, chosen, most=4)):
            values = _difference(relation, here)
            if count > SEARCH or values.max() <= tolerance(relation):
                tally.ratios.append(_mean_ratio(relation, here))
            spread = values.std() / np.sqrt(_mean_trials(claim, case)) + 1e-12
            found.append((Spot(case, choice, place, stream(claim, "certify", relation, number, choice, place)),
                          float(np.max(np.where(values > tolerance(relation), values, 0.0))),
                          float(values.mean() / spread)))  # fmt: skip
    tally.saw(case, count)
    return found


def _mean_trials(claim: Claim, case: Case) -> int:
    """How many fresh draws the test of a mean may cost."""
    if _by_adversary(claim, case):
        return DECIDE // 10
    return DECIDE * 4 if case.width <= 8 else DECIDE // 2


def _by_adversary(claim: Claim, case: Case) -> bool:
    return bool(claim.asked.usage.chosen) and claim.frame.speaks_of_draw and case.points.n > 1


def _difference(relation: Expr, scene: Scene) -> Array:
    """What has a mean of at most 0 if the relation holds, (B,); for an equation, left minus right."""
    left, right = sides(relation, scene)
    found = (right - left) if relation.name in (">=", ">") else (left - right)
    if found.ndim != 1:
        raise Unmeasured("a mean of what is no number")
    return np.broadcast_to(found, len(scene.batch.W))


def _mean_ratio(relation: Expr, scene: Scene) -> Array:
    both = sides(relation, scene)
    if any(side.std() > RARE * np.sqrt(len(side)) * abs(side.mean()) for side in both):
        return np.empty(0)  # so rare that the ratio of the means says nothing
    left, right = (float(np.mean(side)) for side in both)
    low, high = (right, left) if relation.name in (">=", ">") else (left, right)
    return np.array([low / high]) if low >= 0 and high > 0 and relation.name != "=" else np.empty(0)


def _decided_means(claim: Claim, goal: Goal, looked: Sequence, tally: Tally) -> Sampled:
    relation = goal.relation
    signs = (1.0, -1.0) if relation.name == "=" else (1.0,)
    order = sorted(looked, key=lambda one: -(abs(one[2]) if len(signs) > 1 else one[2]))[:TESTED]
    unseen: dict[str, None] = {}
    before = claim.asked.goals.index(goal) * TESTED * 2  # every goal of a claim spends other candidates of its share
    tests = 0
    for rank, (spot, _, _) in enumerate(order, start=1):
        for turn, sign in enumerate(signs):
            candidate = before + (rank - 1) * len(signs) + turn + 1
            level = candidate_share(claim.budget, claim.label, candidate=candidate)
            decision = _test_mean(claim, relation, spot, sign, level, tally)
            if isinstance(decision, str):
                unseen[decision] = None
                continue
            tests += 1
            if decision.conclusion is Conclusion.REFUTED:
                words = f"the mean of the difference of both sides is at least {decision.mean_lo:.3g}"
                recipe = _recipe(claim, spot.case, spot.key, kind="mean", goal=claim.asked.goals.index(goal),
                                 choice=spot.choice, place=spot.place, sign=sign, level=level)  # fmt: skip
                return _result(claim, Says.REFUTED, words, tally, None, recipe)
    if not tests:
        return Sampled(claim.label, Says.NOT_SAMPLED, next(iter(unseen)), trials=tally.trials)
    note = f" ({next(iter(unseen))})" if unseen else ""
    return _result(claim, Says.HELD, f"no mean was seen to break it{note}", tally, None, {})


def _test_mean(claim: Claim, relation: Expr, spot: Spot, sign: float, level: float, tally: Tally):
    """A decision whether the mean of the signed difference is at most 0, or why there is none."""

    def here(numbers: range) -> Scene:
        batch = drawn(claim.frame, spot.case, stream=spot.key, numbers=numbers)
        scene = scene_of(claim.frame, batch, spot.case.scalars)
        chosen = next(islice(choices(claim.frame, scene, stream=spot.key), spot.choice, None))
        return next(islice(index_choices(relation, chosen, most=4), spot.place, None))

    lo, hi = _difference_bounds(claim, relation, here(range(1)), sign)
    if not lo < 0:
        return "nothing bounds the difference of both sides from the side that could refute"
    if not np.isfinite(lo) or hi <= 0:
        return "nothing bounds the difference of both sides" if hi > 0 else "the difference is never positive"
    most = _mean_trials(claim, spot.case)
    room = 1e-9 * (1 + abs(lo))
    decision = decide_expectation(
        lambda numbers: sign * _difference(relation, here(numbers)),
        at_most=0.0, lo=lo - room, hi=hi + room, false_alarm=level, max_trials=most,
        batch=1024 if most > DECIDE else 128,
    )  # fmt: skip
    tally.saw(spot.case, decision.trials)
    return decision


def _difference_bounds(claim: Claim, relation: Expr, scene: Scene, sign: float) -> tuple[float, float]:
    (a, b), (c, d) = (bounds(side, scene, claim.frame.random) for side in relation.args)
    lo, hi = (c - b, d - a) if relation.name in (">=", ">") else (a - d, b - c)
    return (lo, hi) if sign > 0 else (-hi, -lo)


# -- what is said ---------------------------------------------------------------------------------------------


def _recipe(claim: Claim, case: Case, key: int, **more: object) -> dict:
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


def _result(claim: Claim, says: Says, because: str, tally: Tally, decision, witness: dict) -> Sampled:
    return Sampled(
        label=claim.label,
        says=says,
        because=because,
        trials=tally.trials,
        failures=decision.failures if decision is not None else 0,
        false_alarm=share(claim.budget, claim.label),
        smallest_gap=decision.smallest_gap if decision is not None else None,
        slack=slack_of(tally.ratios),
        witness=witness,
        probes=tuple(tally.probes),
    )


def fails_again(claim: Claim, recipe: Mapping[str, Any]) -> bool:
    """Whether a recipe still refutes the claim: the same data, scalars, seeds and level."""
    data = recipe["data"]
    points = Points(data["name"], np.array(data["X"]), np.array(data["y"]))
    case, tally = Case(points, recipe["m"], recipe["scalars"]), Tally()
    if recipe["kind"] == "chance":
        decision = decide_probability(
            lambda numbers: _failures(claim, case, recipe["stream"], numbers, tally),
            delta=_failure(claim, case), false_alarm=recipe["level"], max_trials=_most_trials(claim, case), batch=64,
        )  # fmt: skip
        return decision.conclusion is Conclusion.REFUTED
    goal = claim.asked.goals[recipe["goal"]]
    if recipe["kind"] == "mean":
        spot = Spot(case, recipe["choice"], recipe["place"], recipe["stream"])
        found = _test_mean(claim, goal.relation, spot, recipe["sign"], recipe["level"], tally)
        return not isinstance(found, str) and found.conclusion is Conclusion.REFUTED
    part = _part(claim, case, recipe["stream"], recipe["number"])
    return _violation(claim, goal, scene_of(claim.frame, part, case.scalars), tally, case)[1] is not None
