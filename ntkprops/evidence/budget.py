r"""How much may each claim of a run spend of the one false alarm that the run is allowed?

Every claim gets the same share ``false_alarm / claims``, so the shares depend neither on the order of
the claims nor on what became of them. A claim tests candidates (a dataset, a width) that a search has
put into an order; its ``j``-th candidate is tested on fresh trials at ``w_j`` times the share, with

    w_j = 6/(pi^2 j^2),   sum_j w_j = 1.

So however many candidates a search finds, and however it found them, the union bound gives

    P(any wrong conclusion in the run) <= false_alarm.

A true claim can only be refuted wrongly and a false one only be supported wrongly: the two levels of
one test are never spent together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import pi

from ntkprops.errors import InputError
from ntkprops.evidence.checks import at_least_one, open_unit

RUN_FALSE_ALARM = 1e-6
_ROUNDED_DOWN = 1 - 2.0**-40  # so that rounded shares never sum to more than the whole


@dataclass(frozen=True)
class Budget:
    """The false alarm of a whole run, and the labels of the claims that share it, sorted."""

    false_alarm: float
    claims: tuple[str, ...]


def split_budget(claims: Iterable[str], *, false_alarm: float = RUN_FALSE_ALARM) -> Budget:
    """Register every claim of a run, once, before the first trial.

    Args:
        claims: the labels, in any order.
        false_alarm: of the whole run, in (0, 1).

    Raises:
        InputError: ``false_alarm`` is not inside (0, 1), no label is given, or one is given twice.

    >>> split_budget(["lemma-4", "lemma-3"]).claims
    ('lemma-3', 'lemma-4')
    """
    counts = Counter(claims)
    if not counts:
        raise InputError("no claim is registered, there must be at least one. Give the labels of the claims.")
    label, times = counts.most_common(1)[0]
    if times > 1:
        raise InputError(f"the claim {label!r} is registered {times} times, must be once. Remove a copy.")
    return Budget(open_unit("false_alarm", false_alarm), tuple(sorted(counts)))


def share(budget: Budget, claim: str) -> float:
    """What one claim may spend.

    Raises:
        InputError: the claim was never registered.

    >>> f"{share(split_budget(['a', 'b'], false_alarm=0.02), 'a'):.6f}"
    '0.010000'
    """
    if claim not in budget.claims:
        raise InputError(f"the claim {claim!r} is not registered, must be one of {', '.join(budget.claims)}.")
    return budget.false_alarm / len(budget.claims) * _ROUNDED_DOWN


def candidate_share(budget: Budget, claim: str, *, candidate: int) -> float:
    """What the test of a claim's j-th candidate may spend, ``w_j`` times the claim's share; j from 1.

    Raises:
        InputError: the claim was never registered, or the candidate's number is less than 1.

    >>> budget = split_budget(["a"], false_alarm=0.5)
    >>> f"{candidate_share(budget, 'a', candidate=1) / candidate_share(budget, 'a', candidate=3):.6f}"
    '9.000000'
    """
    return share(budget, claim) * 6 / (pi * at_least_one("candidate", candidate)) ** 2


def describe_budget(budget: Budget) -> str:
    """The split in one line, for the report.

    >>> describe_budget(split_budget(["eq-9", "eq-4"]))
    'false alarm 1e-06 for the run: 5e-07 for each of 2 claims (eq-4, eq-9), 6/(pi j)^2 of it for candidate j'
    """
    each, count = budget.false_alarm / len(budget.claims), len(budget.claims)
    whom = f"for each of {count} claims" if count > 1 else "for the claim"
    return (
        f"false alarm {budget.false_alarm:.3g} for the run: {each:.3g} {whom} ({', '.join(budget.claims)}), "
        "6/(pi j)^2 of it for candidate j"
    )
