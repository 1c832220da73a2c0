r"""How likely has the test decided within ``n`` trials, if each fails with probability ``p``?

Exactly, not by simulation. The e-value against ``delta`` grows with the failures ``F`` and falls with
the successes, so it refutes where ``F >= c(n)`` for a step function ``c``; the e-value for support
decides where ``F <= b(n)``. ``F`` never falls, so a path has met a ceiling that is constant on a stretch
of trials exactly when it is on or above it at the end of the stretch, and a floor that is constant on a
stretch exactly when it is on or below it at its start. One convolution with a binomial law per step
therefore gives the law of the paths that are still undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ntkprops.evidence.mixture import log_against, log_support

Counts = NDArray[np.int64]
Law = NDArray[np.float64]  # the probability of F = 0, 1, 2, ...

_NEGLIGIBLE = 1e-30


def refuted_within(trials: int, p: float, *, delta: float, false_alarm: float) -> float:
    """``P(the e-value against P(fail) <= delta reaches 1/false_alarm within the trials)``.

    At ``p = delta`` it is the type I error of the stopped test:

    >>> 1e-7 < refuted_within(2000, 0.05, delta=0.05, false_alarm=1e-6) <= 1e-6
    True

    Accuracy:
        relative 1e-9, and never more than 1e-20 too high.
    """
    if delta > 0.5:  # few trials succeed: the same walk, step by step of the successes
        starts = _starts_of_successes(trials, float(delta), float(false_alarm))
        return _decided(((start, (0, most)) for most, start in enumerate(starts.tolist())), 1 - p)
    ends = _ends_of_ceilings(trials, float(delta), float(false_alarm))
    return _decided(((end, (ceiling, end)) for ceiling, end in enumerate(ends.tolist(), start=1)), p)


def supported_within(trials: int, p: float, *, delta: float, false_alarm: float) -> float:
    """``P(the e-value for P(fail) < delta reaches 1/false_alarm within the trials)``.

    >>> [supported_within(n, 0.0, delta=0.05, false_alarm=1e-6) for n in (324, 325)]
    [0.0, 1.0]
    """
    starts = _starts_of_floors(trials, float(delta), float(false_alarm))
    return _decided(((start, (0, floor)) for floor, start in enumerate(starts.tolist())), p)


def _decided(steps: Iterable[tuple[int, tuple[int, int]]], p: float) -> float:
    """Walk from step to step; at each, the paths whose F is within its bounds are decided and leave."""
    law, least, now, decided = np.ones(1), 0, 0, 0.0  # law[i] is the probability of F = least + i
    for time, (lo, hi) in steps:
        law = np.convolve(law, _binomial(time - now, p))
        region = slice(max(0, lo - least), max(0, hi + 1 - least))
        decided += float(law[region].sum())
        law[region] = 0.0
        alive = np.flatnonzero(law > _NEGLIGIBLE)
        if not alive.size:
            break
        law, least, now = law[alive[0] : alive[-1] + 1], least + int(alive[0]), time
    return decided


@lru_cache(maxsize=64)
def _ends_of_ceilings(trials: int, delta: float, false_alarm: float) -> Counts:
    """For c = 1, 2, .., c(trials): the last trial, up to ``trials``, at which c failures refute."""
    bar = -np.log(false_alarm)
    top = _first(lambda F: log_against(trials, F, delta=delta) >= bar, 0, trials + 1)
    ceilings = np.arange(1, int(top) + 1)
    too_late = _first(lambda n: log_against(n, ceilings, delta=delta) < bar, ceilings, trials + 1)
    return np.minimum(too_late - 1, trials)


@lru_cache(maxsize=64)
def _starts_of_floors(trials: int, delta: float, false_alarm: float) -> Counts:
    """For b = 0, 1, .., b(trials): the first trial at which b failures still support."""
    bar = -np.log(false_alarm)
    beyond = _first(lambda F: log_support(trials, F, delta=delta) < bar, 0, trials + 1)
    floors = np.arange(int(beyond))
    return _first(lambda n: log_support(n, floors, delta=delta) >= bar, floors, trials)


@lru_cache(maxsize=64)
def _starts_of_successes(trials: int, delta: float, false_alarm: float) -> Counts:
    """For s = 0, 1, ..: the first trial at which all but s failures refute."""
    bar = -np.log(false_alarm)
    beyond = _first(lambda s: log_against(trials, trials - s, delta=delta) < bar, 0, trials + 1)
    successes = np.arange(int(beyond))
    return _first(lambda n: log_against(n, n - successes, delta=delta) >= bar, successes, trials)


def _first(holds: Callable[[Counts], NDArray[np.bool_]], lo: int | Counts, hi: int | Counts) -> Counts:
    """The least integer in ``[lo, hi]`` from which on it holds, elementwise; ``hi`` if no earlier one."""
    low, high = np.broadcast_arrays(np.asarray(lo), np.asarray(hi))
    while np.any(low < high):
        middle = (low + high) // 2
        held = holds(middle)
        low, high = np.where(held, low, np.minimum(middle + 1, high)), np.where(held, middle, high)
    return high


def _binomial(trials: int, p: float) -> Law:
    """The binomial law of ``trials`` draws, without its negligible upper tail."""
    if p in (0.0, 1.0):
        return np.eye(1, trials + 1, k=trials if p else 0)[0]
    k = np.arange(1, trials + 1)
    steps = np.log((trials - k + 1) / k) + np.log(p) - np.log1p(-p)
    law = np.exp(np.concatenate(([0.0], np.cumsum(steps))) + trials * np.log1p(-p))
    return law[: np.flatnonzero(law > _NEGLIGIBLE).max(initial=0) + 1]
