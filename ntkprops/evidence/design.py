"""What can the test of ``P(fail) <= delta`` see, and what does it cost?

Three operations side by side, about the test of ``decision.py``:

    smallest_visible_gap   trials -> gap      what so many trials can see
    trials_for_gap         gap -> trials      what seeing so much costs
    median_trials          p -> trials        what it takes on half of the days

All three are computed from the exact law of the stopping time (``crossing.py``), not simulated.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import inf

from ntkprops.errors import InputError
from ntkprops.evidence.checks import at_least_one, open_unit
from ntkprops.evidence.crossing import refuted_within, supported_within

_TOLERANCE = 1e-3
_MOST_TRIALS = 2**24


@lru_cache(maxsize=256)
def smallest_visible_gap(trials: int, *, delta: float, false_alarm: float, miss: float) -> float:
    """The least gap such that ``P(fail) = delta + gap`` is refuted within the trials, but for ``miss``.

    Args:
        trials: the most trials that are run.
        delta: the claimed failure probability, in (0, 1).
        false_alarm: the level of the test, in (0, 1).
        miss: the accepted probability of not refuting, in (0, 1).

    Returns:
        the gap, in (0, 1 - delta]; infinite if that many trials miss even certain failure.

    Raises:
        InputError: a probability is not inside (0, 1), or there is no trial.

    Accuracy:
        rounded up, by at most one part in a thousand.

    Six trials are the fewest that can refute delta = 1/20 at one in a million:

    >>> smallest_visible_gap(5, delta=0.05, false_alarm=1e-6, miss=0.05)
    inf
    >>> round(smallest_visible_gap(750, delta=0.05, false_alarm=1e-6, miss=0.05), 2)
    0.07
    """
    trials, delta = at_least_one("trials", trials), open_unit("delta", delta)
    false_alarm, miss = open_unit("false_alarm", false_alarm), open_unit("miss", miss)

    def visible(gap: float) -> bool:
        p = min(1.0, delta + gap)
        return refuted_within(trials, p, delta=delta, false_alarm=false_alarm) >= 1 - miss

    hidden, seen = 0.0, 1 - delta
    if not visible(seen):
        return inf
    while seen - hidden > _TOLERANCE * seen:
        middle = (hidden + seen) / 2
        hidden, seen = (hidden, middle) if visible(middle) else (middle, seen)
    return seen


@lru_cache(maxsize=256)
def trials_for_gap(gap: float, *, delta: float, false_alarm: float, miss: float) -> int:
    """The fewest trials within which ``P(fail) = delta + gap`` is refuted, but for ``miss``.

    Args:
        gap: in (0, 1 - delta].
        delta: the claimed failure probability, in (0, 1).
        false_alarm: the level of the test, in (0, 1).
        miss: the accepted probability of not refuting, in (0, 1).

    Returns:
        the number of trials, exact.

    Raises:
        InputError: a probability is not inside (0, 1), the gap does not lie above 0 and below
            ``1 - delta``, or more than ``2^24`` trials would be needed.

    >>> trials_for_gap(0.95, delta=0.05, false_alarm=1e-6, miss=0.05)
    6
    """
    delta, miss = open_unit("delta", delta), open_unit("miss", miss)
    false_alarm = open_unit("false_alarm", false_alarm)
    if not 0 < gap <= 1 - delta:
        raise InputError(f"gap is {gap!r}, must lie in (0, {1 - delta!r}]. Give some p - delta > 0.")
    p = min(1.0, delta + gap)
    return _fewest(lambda n: refuted_within(n, p, delta=delta, false_alarm=false_alarm), 1 - miss, p)


@lru_cache(maxsize=256)
def median_trials(p: float, *, delta: float, false_alarm: float) -> int:
    """The trials within which half of all runs decide, if each trial fails with probability ``p``.

    Args:
        p: the true failure probability, in [0, 1], not ``delta``: above it the decision is to refute,
            below it to support.
        delta: the claimed failure probability, in (0, 1).
        false_alarm: the level of the test, in (0, 1).

    Returns:
        the median of the stopping time, exact.

    Raises:
        InputError: as for ``trials_for_gap``, or ``p`` is ``delta`` or no probability.

    >>> [median_trials(p, delta=0.05, false_alarm=1e-6) for p in (0.0, 1.0)]
    [325, 6]
    """
    delta, false_alarm = open_unit("delta", delta), open_unit("false_alarm", false_alarm)
    if not 0 <= p <= 1 or p == delta:
        raise InputError(
            f"p is {p!r}, must be a probability other than delta = {delta!r}, where no test decides. Move p."
        )
    within = refuted_within if p > delta else supported_within
    return _fewest(lambda n: within(n, p, delta=delta, false_alarm=false_alarm), 0.5, p)


def _fewest(decided_within: Callable[[int], float], target: float, p: float) -> int:
    """The least n with ``decided_within(n) >= target``: doubled until enough, then halved."""
    enough = 1
    while decided_within(enough) < target:
        enough *= 2
        if enough > _MOST_TRIALS:
            raise InputError(f"p = {p!r} needs more than {_MOST_TRIALS} trials. Ask for a larger gap.")
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        too_few, enough = (too_few, middle) if decided_within(middle) >= target else (middle, enough)
    return enough
