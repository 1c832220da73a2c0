r"""Between which values does ``P(fail)`` lie, whenever one stops?

Inverting the mixture of ``mixture.py``: a value ``p`` is excluded once the e-value against
``P(fail) <= p``, or for ``P(fail) < p``, has reached ``1/false_alarm``. The e-value against falls, and
the e-value for rises, as ``p`` grows (each summand does), so what is left is an interval.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ntkprops.evidence.checks import open_unit
from ntkprops.evidence.mixture import log_against, log_support

_HALVINGS = 60


def confidence_interval(trials: int, failures: int, *, false_alarm: float) -> tuple[float, float]:
    """An anytime-valid interval for the failure probability.

    Args:
        trials: ``n >= 0``.
        failures: ``0 <= F <= n``.
        false_alarm: for **each** end, the probability that it is ever on the wrong side.

    Returns:
        ``(p_lo, p_hi)``: for every stopping rule, ``P(p < p_lo) <= false_alarm`` and
        ``P(p > p_hi) <= false_alarm``. In step with the decisions: up to the accuracy,
        ``p_lo >= delta`` when the e-value against ``P(fail) <= delta`` has reached ``1/false_alarm``.

    Raises:
        InputError: ``false_alarm`` is not inside (0, 1).

    Accuracy:
        rounded outwards, by at most ``2^-60``.

    >>> p_lo, p_hi = confidence_interval(1000, 0, false_alarm=1e-6)
    >>> p_lo, round(p_hi, 4)
    (0.0, 0.0165)
    """
    bar = -np.log(open_unit("false_alarm", false_alarm))
    if trials == 0:
        return 0.0, 1.0
    p_hat = failures / trials
    p_lo = _last_excluded(lambda p: float(log_against(trials, failures, delta=p)) >= bar, p_hat, 0.0)
    p_hi = _last_excluded(lambda p: float(log_support(trials, failures, delta=p)) >= bar, p_hat, 1.0)
    return p_lo, p_hi


def _last_excluded(excludes: Callable[[float], bool], inside: float, outside: float) -> float:
    """The excluded value nearest to ``inside``, by halving; ``outside`` counts as excluded."""
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        if middle in (inside, outside, 0.0, 1.0):
            break
        if excludes(middle):
            outside = middle
        else:
            inside = middle
    return outside
