r"""Do drawn data break a claim that the fixed families did not, or break it on less? ``beyond(claim, found, ...)``.

What the search of ``drawn`` hands out is decided on fresh draws, smallest first, at shares of the claim's false alarm
of its own; only that refutes.
"""

from __future__ import annotations

from dataclasses import replace

from ntkprops.sampling.claim import Claim, Tally
from ntkprops.sampling.drawn import TRIED, is_cheap, suspects
from ntkprops.sampling.frame import Case
from ntkprops.sampling.kinds import chance, means, surely
from ntkprops.sampling.measure.linear import has_mean
from ntkprops.sampling.result import Sampled, Says
from ntkprops.trial.question import Goal


def beyond(claim: Claim, goal: Goal | None, found: Sampled, *, constant: float, spent: int) -> Sampled:
    """What is said of a claim after a search among drawn data.

    Args:
        claim: any; where it is too dear to be searched so, nothing changes.
        goal: the conclusion in question; None for a claim of probability, of which all count.
        found: what the fixed families say.
        constant: fills a hidden constant.
        spent: how many candidates of the claim had their share of its false alarm before.
    """
    smallest = found.says is Says.REFUTED and (found.witness["n"], found.witness["m"]) == (1, 1)
    if not is_cheap(claim) or found.says in (Says.NOT_SAMPLED, Says.SUSPECT) or smallest:
        return found
    tally = Tally()
    better = _refuted(claim, goal, constant=constant, spent=spent, tally=tally)
    trials = found.trials + tally.trials
    if better is None:
        more = f", and on {tally.sets} drawn data sets" if found.says is Says.HELD and tally.sets else ""
        words = found.because + more
        return replace(found, because=words, trials=trials)
    old = (found.witness["n"], found.witness["m"]) if found.says is Says.REFUTED else None
    is_less = old is None or (better.witness["n"], better.witness["m"]) < old
    return replace(better, trials=trials) if is_less else replace(found, trials=trials)


def _refuted(claim: Claim, goal: Goal | None, *, constant: float, spent: int, tally: Tally) -> Sampled | None:
    if goal is None:
        return _by_chance(claim, constant=constant, spent=spent, tally=tally)
    if has_mean(goal.relation):
        return _in_mean(claim, goal, constant=constant, spent=spent, tally=tally)
    return _surely(claim, goal, constant=constant, tally=tally)


def _by_chance(claim: Claim, *, constant: float, spent: int, tally: Tally) -> Sampled | None:
    seen: dict[str, chance.Candidate] = {}

    def look(case: Case, name: str) -> float:
        seen[name], against = chance.suspicion(claim, case, name=name, tally=tally)
        tally.sets += 1
        return against

    for candidate, (name, _) in enumerate(suspects(claim, constant, look=look), start=spent + 1):
        found = chance.certified(claim, seen[name], candidate=candidate, tally=tally)
        if isinstance(found, Sampled):
            return found
    return None


def _in_mean(claim: Claim, goal: Goal, *, constant: float, spent: int, tally: Tally) -> Sampled | None:
    seen: dict[str, tuple[means.Spot, float]] = {}

    def look(case: Case, name: str) -> float:
        spot, sign, against = means.suspicion(claim, goal, case, name=name, tally=tally)
        seen[name] = spot, sign
        tally.sets += 1
        return against

    for candidate, (name, _) in enumerate(suspects(claim, constant, look=look), start=spent + 1):
        spot, sign = seen[name]
        found = means.certified(claim, goal, spot, sign=sign, candidate=candidate, tally=tally)
        if isinstance(found, Sampled):
            return found
    return None


def _surely(claim: Claim, goal: Goal, *, constant: float, tally: Tally) -> Sampled | None:
    """One violation is enough; whether an exact instance confirms it is asked once, for the smallest."""

    def look(case: Case, name: str) -> float:
        against = 1.0 if surely.is_violated(claim, goal, case, name=name, tally=tally) else -1.0
        tally.sets += 1
        return against

    for name, case in suspects(claim, constant, look=look)[:1]:
        return surely.doubted(claim, goal, case, name=name, tally=tally)
    return None


__all__ = ["TRIED", "beyond"]
