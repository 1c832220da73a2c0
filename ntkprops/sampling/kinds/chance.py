r"""A claim with probability p over the draw: every case is searched on its own draws; the cases that look worst are
decided on fresh draws by a sequential test at their share of the claim's false alarm. Only that refutes.

A draw fails if it obeys what is given and breaks a conclusion: the claim is read as what it says at least, that both
together are rare. So a claim is held only where enough draws obey what is given: where their share exceeds the failure
probability that the claim allows by the smallest gap that the test sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

import numpy as np

from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion, ProbabilityDecision, candidate_share, decide_probability
from ntkprops.sampling.choices import choices, named_choices
from ntkprops.sampling.claim import (
    DECIDE,
    MOMENTS,
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
    times_at,
)
from ntkprops.sampling.draws import drawn
from ntkprops.sampling.frame import Case, obeys_before, scene_of
from ntkprops.sampling.measure.evaluate import Scene, scalar, sides
from ntkprops.sampling.measure.holds import broken, ratio
from ntkprops.sampling.measure.instance import Batch, Unmeasured
from ntkprops.sampling.result import Sampled, Says
from ntkprops.trial.question import printed_indices

TESTED = 2  # cases that are decided on fresh draws
SEARCH = 256  # draws of a search
ENOUGH = 200  # of the rarer of failures and successes, for any decision
CLEAR = 9.0  # nats on which a search by drawn data calls a case suspicious
MOST_PLACES = 4  # of what is printed and not said for all of
FAMILIES = 1  # the stream of families that are not drawn with the layer


@dataclass(frozen=True)
class Choice:
    r"""What a claim prints and does not say "for all" of: one index, one time, the same in every draw."""

    place: int = 0
    times: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """A case with a choice, how much each trial is expected to say against it, where its draws come from, and which
    share of the draws of a search obeyed what is given."""

    case: Case
    choice: Choice
    delta: float
    evidence: float
    key: int
    obeying: float = 1.0


@dataclass(frozen=True)
class Trials:
    """What became of draws: which failed, and which obey what is given."""

    failed: np.ndarray
    obeyed: np.ndarray


@dataclass(frozen=True)
class Decided:
    """A decision, and how many of its draws obey what is given."""

    decision: ProbabilityDecision
    obeying: int

    @property
    def sees(self) -> bool:
        """Whether the test sees a failure of every draw that obeys what is given."""
        one = self.decision
        return self.obeying >= (one.delta + one.smallest_gap) * one.trials


def by_chance(claim: Claim, constant: float, *, spent: int) -> Sampled:
    """Search every case, decide the worst.

    Args:
        claim: one with probability p over the draw.
        constant: fills a hidden constant.
        spent: how many candidates of the claim had their share of its false alarm before.
    """
    tally, looked = Tally(), []
    for number, case in enumerate(thinned(claim, constant)):
        try:
            looked += _search(claim, case, number, tally)
        except (Unmeasured, InputError) as error:
            tally.reasons[str(error)] = None
    if not looked:
        return Sampled(claim.label, Says.NOT_SAMPLED, first_reason(tally), trials=tally.trials)
    return _decided(claim, looked, tally, spent=spent)


def suspicion(claim: Claim, case: Case, *, name: str, tally: Tally) -> tuple[Candidate, float]:
    """The choice that looks worst on draws keyed by a name, and how much speaks against it beyond what chance may."""
    worst = max(_search(claim, case, name, tally), key=lambda one: one.evidence)
    return worst, worst.evidence * _searched(claim, case) - CLEAR


def _search(claim: Claim, case: Case, number: int | str, tally: Tally) -> list[Candidate]:
    """The case with every choice, on draws of its own."""
    delta, draws = _allowed_failure(claim, case), _searched(claim, case)
    batches = _batches(claim, case, key=stream(claim, "search", number), numbers=range(draws))
    found = []
    for turn, choice in enumerate(_choices(claim, case, batches)):
        tried = _broken(claim, case, batches, choice=choice, tally=tally)
        key = stream(claim, "certify", number, turn)
        evidence, obeyed = _evidence(float(tried.failed.mean()), delta, draws), float(tried.obeyed.mean())
        found.append(Candidate(case, choice, delta, evidence, key, obeyed))
    tally.saw(case, draws, obeying=round(max(one.obeying for one in found) * draws))
    return found


def _choices(claim: Claim, case: Case, batches: Sequence[Batch]) -> list[Choice]:
    """Every printed index, or a few of them, at every printed time: one that the flow of most draws reaches."""
    scene = scene_of(claim.frame, batches[0], case.scalars)
    places = range(len(list(named_choices(printed_indices(claim.asked), scene, most=MOST_PLACES))))
    times = [name for name in claim.times if name not in claim.asked.within]
    if not times:
        return [Choice(place) for place in places]
    end = float(np.median([batch.last_moment for batch in batches]))
    return [Choice(place, times_at(claim, share * end, names=times)) for place, share in product(places, MOMENTS)]


def _decided(claim: Claim, looked: Sequence[Candidate], tally: Tally, *, spent: int) -> Sampled:
    """The worst cases on fresh draws: those that look false smallest first, else the most failing."""
    false = [one for one in looked if one.evidence > 0 and not one.case.probe]
    own = [one for one in looked if not one.case.probe] or looked
    order = sorted(false, key=lambda one: (one.case.size, -one.evidence))
    order = order or sorted(own, key=lambda one: (one.obeying <= one.delta, -one.evidence, -one.obeying))
    decided = []
    for candidate, one in enumerate(order[:TESTED], start=spent + 1):
        found = certified(claim, one, candidate=candidate, tally=tally)
        if isinstance(found, Sampled):
            return found
        decided.append(found)
    wrong = next((one for one in decided if one.decision.conclusion is Conclusion.REFUTED), None)
    seen = [one for one in decided if one.sees and one is not wrong]
    if wrong is not None or not seen:
        words = only(tally) if wrong is None else f"it breaks on a probe, {next(iter(tally.probes))}"
        return result(claim, Says.NOT_SAMPLED, words, tally=tally, false_alarm=0.0)
    last = max(seen, key=lambda one: one.decision.trials)
    cases = len({id(one.case) for one in looked})
    words = f"{_count(last)} fail where {last.decision.delta:g} are allowed, in {cases} cases"
    return result(claim, Says.HELD, words, tally=tally, decision=last.decision)


def _count(found: Decided, draws: str = "draws") -> str:
    one = found.decision
    if found.obeying == one.trials:
        return f"{one.failures} of {one.trials} {draws}"
    return f"{one.failures} of the {found.obeying} {draws} that obey what is given, of {one.trials},"


def certified(claim: Claim, one: Candidate, *, candidate: int, tally: Tally) -> Sampled | Decided:
    """The refutation on fresh draws at the share of the claim's ``candidate``-th, or the decision that is none."""
    level = candidate_share(claim.budget, claim.label, candidate=candidate)
    found = _decide(claim, one, level=level, tally=tally)
    decision = found.decision
    tally.saw(one.case, decision.trials, obeying=found.obeying)
    if decision.conclusion is not Conclusion.REFUTED or one.case.probe:
        return found
    words = f"{_count(found, 'fresh draws')} fail, {one.delta:g} are allowed"
    choice = {"place": one.choice.place, "times": dict(one.choice.times)}
    again = recipe(claim, one.case, key=one.key, kind="chance", delta=one.delta, level=level, **choice)
    return result(claim, Says.REFUTED, words, tally=tally, decision=decision, witness=again)


def _decide(claim: Claim, one: Candidate, *, level: float, tally: Tally) -> Decided:
    most, obeyed = _most_trials(claim, one.case, one.delta), []

    def failed(numbers: range) -> np.ndarray:
        batches = _batches(claim, one.case, key=one.key, numbers=numbers)
        tried = _broken(claim, one.case, batches, choice=one.choice, tally=tally)
        obeyed.append(tried.obeyed)
        return tried.failed

    batch = 1024 if most > DECIDE else 64
    decision = decide_probability(failed, delta=one.delta, false_alarm=level, max_trials=most, batch=batch)
    return Decided(decision, int(np.concatenate(obeyed)[: decision.trials].sum()))


def _searched(claim: Claim, case: Case) -> int:
    """How many draws a search may cost."""
    if claim.asked.usage.timed or case.probe:
        return SEARCH // 32
    cost = case.width * case.points.d * case.points.n
    return SEARCH // 16 if by_adversary(claim, case) else int(np.clip((1 << 20) // cost, SEARCH // 8, SEARCH * 4))


def _most_trials(claim: Claim, case: Case, delta: float) -> int:
    """How many fresh draws a decision may cost."""
    if claim.asked.usage.timed:
        return 200
    if by_adversary(claim, case):
        return DECIDE // 6
    cost = case.width * case.points.d * case.points.n
    enough = max(DECIDE, round(ENOUGH / min(delta, 1 - delta)))
    return min(enough, int(np.clip((1 << 25) // cost, DECIDE // 6, DECIDE * 10)))


def _evidence(failed: float, delta: float, number: int) -> float:
    """How much each trial is expected to say against the claim, in nats; negative where it fails less than allowed."""
    seen = (failed * number + delta) / (number + 1)
    if failed <= delta + 2 * np.sqrt(delta * (1 - delta) / number) * (failed < 1):
        return failed - delta - 1
    return seen * np.log(seen / delta) + (1 - seen) * np.log((1 - seen) / (1 - delta))


def _allowed_failure(claim: Claim, case: Case) -> float:
    scene = scene_of(claim.frame, drawn(claim.frame, case, stream=0, numbers=range(1)), case.scalars)
    assert claim.asked.probability is not None
    delta = 1 - float(scalar(claim.asked.probability, scene)[0])
    if not 0 < delta < 1:
        raise Unmeasured(f"a failure probability of {delta:g}")
    return delta


def failures(
    claim: Claim, case: Case, *, key: int, numbers: range, choice: Choice | None = None, tally: Tally | None = None
) -> np.ndarray:
    """Whether the claim breaks on each draw: some family obeys what is given and breaks a conclusion.

    Args:
        claim: one with probability p over the draw.
        case: data, width and scalars.
        key: of the stream of draws.
        numbers: which draws of it.
        choice: of what is printed and not said for all of; the first index if left out.
        tally: keeps the ratios of both sides.

    Returns:
        One boolean a draw.
    """
    batches = _batches(claim, case, key=key, numbers=numbers)
    return _broken(claim, case, batches, choice=choice or Choice(), tally=tally or Tally()).failed


def _batches(claim: Claim, case: Case, *, key: int, numbers: range) -> list[Batch]:
    """The draws at once, or one by one where each has a trajectory."""
    batch = drawn(claim.frame, case, stream=key, numbers=numbers)
    return [batch.only(b) for b in range(len(batch.W))] if claim.asked.usage.timed else [batch]


def _broken(claim: Claim, case: Case, batches: Sequence[Batch], *, choice: Choice, tally: Tally) -> Trials:
    names, found = printed_indices(claim.asked), []
    for batch in batches:
        scene = scene_of(claim.frame, batch, {**case.scalars, **choice.times})
        if any(time > batch.last_moment for time in choice.times.values()):
            nothing = np.zeros(len(batch.W), dtype=bool)  # a time at which the lecture's flow is no more
            found.append(Trials(nothing, nothing))
            continue
        scene = next(islice(named_choices(names, scene, most=MOST_PLACES), choice.place, None), None)
        if scene is None:
            raise Unmeasured(f"a choice of {', '.join(names)} that is not there")
        found.append(_breaks(claim, scene, case, tally=tally))
    return Trials(*(np.concatenate(parts) for parts in zip(*((one.failed, one.obeyed) for one in found), strict=True)))


def _breaks(claim: Claim, scene: Scene, case: Case, *, tally: Tally) -> Trials:
    failed, obeyed = (np.zeros(len(scene.batch.W), dtype=bool) for _ in range(2))
    for timed in moments(claim, scene, names=[name for name in claim.times if name in claim.asked.within]):
        for chosen in choices(claim.frame, timed, stream=FAMILIES):
            obeys = obeying(claim, case, chosen)
            for goal in claim.asked.goals:
                for here, asked in conditioned(goal, chosen, most=16):
                    both = sides(goal.relation, here)
                    failed |= obeys & asked & broken(goal.relation, both)
                    obeyed |= obeys & asked
                    tally.ratios.append(ratio(goal.relation, both, among=obeys & asked)[:SURE])
    return Trials(failed, obeyed)


def fails_again(claim: Claim, case: Case, found: Mapping[str, Any]) -> bool:
    """Whether the probability that a recipe names is still refuted, on the same draws."""
    if not obeys_before(claim.frame, case):
        return False
    choice = Choice(found["place"], found["times"])
    one = Candidate(case, choice, _allowed_failure(claim, case), 0.0, found["stream"])
    return _decide(claim, one, level=found["level"], tally=Tally()).decision.conclusion is Conclusion.REFUTED
