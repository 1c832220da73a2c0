"""Is ``E[X] <= mu`` refuted, supported, or neither, by fresh independent values of X?

A row that compares expectations, ``E[X] <= E[Y]``, is the claim ``E[X - Y] <= 0`` about paired
differences: draw both sides from the same trial. The assumption about the tails is stated by the caller and
carried by the decision; there is none by default, and then nothing is ever concluded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite, log

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError
from ntkprops.evidence.checks import at_least_one, finite, open_unit
from ntkprops.evidence.decision import Conclusion
from ntkprops.evidence.wagers import STAKES, Tails, Values, log_factors, log_mixture, mean_lo

Draws = Callable[[range], NDArray[np.float64]]


@dataclass(frozen=True)
class ExpectationDecision:
    """The end of a sequential test of ``E[X] <= at_most``.

    ``assumption`` is what the caller vouched for. ``(mean_lo, mean_hi)`` is the confidence interval at the
    last counted trial, each end wrong with probability at most ``false_alarm``; an end is infinite where the
    assumption gives none.
    """

    conclusion: Conclusion
    assumption: str
    at_most: float
    false_alarm: float
    max_trials: int
    trials: int
    mean: float
    mean_lo: float
    mean_hi: float
    log_against: float
    log_support: float

    def __bool__(self) -> bool:
        raise TypeError("a decision is neither true nor false; ask decision.conclusion")


def decide_expectation(
    draw: Draws,
    *,
    at_most: float = 0.0,
    lo: float = -inf,
    hi: float = inf,
    variance: float = inf,
    false_alarm: float,
    max_trials: int,
    batch: int = 256,
) -> ExpectationDecision:
    """Test ``E[X] <= at_most`` until it is refuted, supported, or the trials are used up.

    Args:
        draw: answers a range of trial numbers with independent values ``(len(range),)`` of X, or of
            ``X - Y``; must depend on the numbers alone.
        at_most: the claimed bound of the expectation, strictly between ``lo`` and ``hi``.
        lo: X is never below; lets the claim be refuted by betting, whatever the upper tail.
        hi: X is never above; lets the claim be supported likewise.
        variance: a bound of Var X; stands in, by Catoni's method, for a bound that is infinite.
        false_alarm: the level: of a REFUTED if the claim is true, of a SUPPORTED if it is false.
        max_trials: the most trials that are run.
        batch: values asked for at once; changes the speed, never the result.

    Returns:
        The decision at the first trial at which an e-value reached ``1/false_alarm``, else at the last.

    Raises:
        InputError: a parameter breaks its bound, ``draw`` answers with another shape, or a value breaks
            the assumption (which is named, never mended).

    Source:
        Ville's inequality for the wagers of ``wagers.py``.

    >>> def four_of_five(numbers): return np.array([0.0 if k % 5 == 0 else 1.0 for k in numbers])
    >>> found = decide_expectation(four_of_five, at_most=0.5, lo=0, hi=1, false_alarm=1e-6, max_trials=1000)
    >>> found.conclusion.value, found.mean_lo > 0.5
    ('refuted', True)
    """
    below, above = _sides(finite("at_most", at_most), lo=lo, hi=hi, variance=variance)
    false_alarm, batch = open_unit("false_alarm", false_alarm), at_least_one("batch", batch)
    max_trials = at_least_one("max_trials", max_trials)
    values, logs, conclusion = np.empty(0), np.zeros((2, STAKES.size)), Conclusion.INCONCLUSIVE
    while conclusion is Conclusion.INCONCLUSIVE and values.size < max_trials:
        numbers = range(values.size, min(values.size + batch, max_trials))
        x = _checked(draw(numbers), numbers, lo=lo, hi=hi)
        against = _walk(logs[0], log_factors(x, mean=at_most, tails=below))
        support = _walk(logs[1], log_factors(-x, mean=-at_most, tails=above))
        conclusion, last = _first_decision(log_mixture(against), log_mixture(support), bar=-log(false_alarm))
        values, logs = np.concatenate((values, x[: last + 1])), np.stack((against[last], support[last]))
    log_against, log_support = log_mixture(logs).tolist()
    return ExpectationDecision(
        conclusion=conclusion,
        assumption=_describe(lo=lo, hi=hi, variance=variance),
        at_most=at_most,
        false_alarm=false_alarm,
        max_trials=max_trials,
        trials=values.size,
        mean=float(values.mean()),
        mean_lo=mean_lo(values, tails=below, false_alarm=false_alarm),
        mean_hi=-mean_lo(-values, tails=above, false_alarm=false_alarm),
        log_against=log_against,
        log_support=log_support,
    )


def _sides(at_most: float, *, lo: float, hi: float, variance: float) -> tuple[Tails, Tails]:
    """What is assumed of X for refuting, and of -X for supporting."""
    if not lo < at_most < hi:
        raise InputError(
            f"at_most is {at_most!r}, must lie strictly between lo = {lo!r} and hi = {hi!r}. "
            "At or beyond a bound the claim is about every draw, not about the expectation."
        )
    if not variance > 0:
        raise InputError(f"variance is {variance!r}, must be positive. Give an upper bound of Var X.")
    return Tails(lo=lo, variance=variance), Tails(lo=-hi, variance=variance)


def _walk(start: Values, factors: Values) -> Values:
    """Running sums from ``start``, added in the order of the trials, whatever the batches."""
    return np.cumsum(np.concatenate((start[None, :], factors)), axis=0)[1:]


def _first_decision(against: Values, support: Values, *, bar: float) -> tuple[Conclusion, int]:
    """The conclusion and the place in the batch that brought it; the last place if there is none."""
    crossed = np.flatnonzero((against >= bar) | (support >= bar))
    if not crossed.size:
        return Conclusion.INCONCLUSIVE, against.size - 1
    first = int(crossed[0])
    return (Conclusion.REFUTED if against[first] >= bar else Conclusion.SUPPORTED), first


def _checked(x: NDArray[np.float64], numbers: range, *, lo: float, hi: float) -> Values:
    """The drawn values, if they have the promised shape and keep the assumption."""
    x = np.asarray(x, dtype=np.float64)
    if x.shape != (len(numbers),):
        raise InputError(f"draw answered {len(numbers)} trials with shape {x.shape}. Return one value each.")
    outside = np.flatnonzero(~((lo <= x) & (x <= hi) & np.isfinite(x)))
    if outside.size:
        index = int(outside[0])
        raise InputError(
            f"trial {numbers[index]} drew {float(x[index])!r}, must be finite and within [{lo!r}, {hi!r}]. "
            "Give bounds that hold for every draw, with room for rounding."
        )
    return x


def _describe(*, lo: float, hi: float, variance: float) -> str:
    """The assumption in words.

    >>> _describe(lo=0.0, hi=inf, variance=2.0)
    'X >= 0.0, Var X <= 2.0'
    """
    bounds = (("X >= ", lo), ("X <= ", hi), ("Var X <= ", variance))
    return ", ".join(f"{words}{bound!r}" for words, bound in bounds if isfinite(bound)) or "none"
