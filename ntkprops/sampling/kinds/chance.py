r"""A claim with probability p over the draw: every case is searched on its own draws; the cases that look worst are
decided on fresh draws by a sequential test at their share of the claim's false alarm. Only that refutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ntkprops.errors import InputError
from ntkprops.evidence import Conclusion, candidate_share, decide_probability
from ntkprops.sampling.cases import Case, choices, drawn, index_choices, scene_of
from ntkprops.sampling.claim import (
    DECIDE,
    SURE,
    Claim,
    Tally,
    by_adversary,
    first_reason,
    is_missed_width,
    moments,
    recipe,
    result,
    stream,
    thinned,
)
from ntkprops.sampling.measure.evaluate import Scene, scalar
from ntkprops.sampling.measure.holds import broken, given, ratio
from ntkprops.sampling.measure.instance import Unmeasured
from ntkprops.sampling.result import Sampled, Says

CONSTANTS = (1.0, 100.0, 10000.0)  # tried for a hidden constant, in this order; the last not by statistics
TESTED = 2  # cases that are decided on fresh draws
SEARCH = 256  # draws of a search


def by_chance(claim: Claim, constant: float) -> Sampled:
    """Search every case, decide the worst; ``constant`` fills a hidden constant."""
    tally, looked = Tally(), []
    for place, case in enumerate(thinned(claim, constant)):
        number = _searched(claim, case)
        try:
            delta = _allowed_failure(claim, case)
            failed = failures(claim, case, stream(claim, "search", place), range(number), tally)
        except (Unmeasured, InputError) as error:
            tally.reasons[str(error)] = None
            continue
        tally.saw(case, number)
        looked.append((case, delta, _evidence(float(failed.mean()), delta, number), place))
    if not looked:
        return Sampled(claim.label, Says.NOT_SAMPLED, first_reason(tally), trials=tally.trials)
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
            lambda numbers, case=case, key=key: failures(claim, case, key, numbers, tally),
            delta=delta, false_alarm=level, max_trials=most, batch=1024 if most > DECIDE else 64,
        )  # fmt: skip
        tally.saw(case, decision.trials)
        if decision.conclusion is Conclusion.REFUTED and not case.probe:
            words = f"{decision.failures} of {decision.trials} fresh draws fail, {delta:g} are allowed"
            return result(
                claim,
                Says.REFUTED,
                words,
                tally,
                decision,
                recipe(claim, case, key, kind="chance", delta=delta, level=level),
            )
        last = decision if last is None or decision.trials > last.trials else last
    assert last is not None  # something was looked at
    words = f"{last.failures} of {last.trials} draws fail where {last.delta:g} are allowed, in {len(looked)} cases"
    return result(claim, Says.HELD, words, tally, last, {})


def _searched(claim: Claim, case: Case) -> int:
    """How many draws a search may cost."""
    if claim.asked.usage.timed or case.probe:
        return SEARCH // 32
    cost = case.width * case.points.d * case.points.n
    return SEARCH // 16 if by_adversary(claim, case) else int(np.clip((1 << 20) // cost, SEARCH // 8, SEARCH * 4))


def _most_trials(claim: Claim, case: Case) -> int:
    """How many fresh draws a decision may cost."""
    if claim.asked.usage.timed:
        return 200
    if by_adversary(claim, case):
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


def _allowed_failure(claim: Claim, case: Case) -> float:
    scene = scene_of(claim.frame, drawn(claim.frame, case, stream=0, numbers=range(1)), case.scalars)
    assert claim.asked.probability is not None
    delta = 1 - float(scalar(claim.asked.probability, scene)[0])
    if not 0 < delta < 1:
        raise Unmeasured(f"a failure probability of {delta:g}")
    return delta


def failures(claim: Claim, case: Case, key: int, numbers: range, tally: Tally) -> np.ndarray:
    """Whether the claim breaks on each draw: some choice obeys what is given and breaks a conclusion.

    Args:
        claim: one with probability p over the draw.
        case: data, width and scalars.
        key: of the stream of draws.
        numbers: which draws of it.
        tally: keeps the ratios of both sides.

    Returns:
        One boolean a draw.
    """
    batch = drawn(claim.frame, case, stream=key, numbers=numbers)
    if not claim.asked.usage.timed:
        return _breaks(claim, scene_of(claim.frame, batch, case.scalars), key, tally, case)
    single = (scene_of(claim.frame, batch.only(b), case.scalars) for b in range(len(batch.W)))
    return np.array([bool(_breaks(claim, one, key, tally, case).any()) for one in single])


def _breaks(claim: Claim, scene: Scene, key: int, tally: Tally, case: Case) -> np.ndarray:
    failed = np.zeros(len(scene.batch.W), dtype=bool)
    facts = [
        f for f in (*claim.asked.fixed, *claim.asked.drawn, *claim.asked.rates) if not is_missed_width(claim, case, f)
    ]
    for timed in moments(claim, scene):
        for chosen in choices(claim.frame, timed, stream=key):
            obeys = given(facts, chosen)
            for goal in claim.asked.goals:
                for here in index_choices(goal.relation, chosen, most=16):
                    failed |= obeys & broken(goal.relation, here)
                    tally.ratios.append(ratio(goal.relation, here)[:SURE])
    return failed


def fails_again(claim: Claim, case: Case, found: Mapping[str, Any]) -> bool:
    """Whether the probability that a recipe names is still refuted, on the same draws."""
    tally = Tally()
    decision = decide_probability(
        lambda numbers: failures(claim, case, found["stream"], numbers, tally),
        delta=_allowed_failure(claim, case), false_alarm=found["level"], max_trials=_most_trials(claim, case), batch=64,
    )  # fmt: skip
    return decision.conclusion is Conclusion.REFUTED
