r"""How strongly do the values ``x_1, x_2, ..`` speak against ``E[X] <= mu``?

Two answers, for two assumptions. Either is a mixture, over a grid of stakes ``theta_j`` in (0, 1), of
products of one factor per value, each factor of conditional expectation at most 1 if ``E[X | past] <= mu``:

* **a lower bound is known**, ``X >= lo``: bet the fraction ``theta`` of the capital at fair odds,
  ``1 - theta + theta (x - lo)/(mu - lo)``. Nothing is asked of the upper tail.
* **a variance bound is known**, ``Var(X | past) <= v``: Catoni's influence function ``psi``,
  ``exp(psi(z) - theta^2/2)``, ``z = theta (x - mu)/sqrt(v)``, ``psi(z) = sgn(z) log(1 + |z| + z^2/2)``.
  As ``exp(psi(z)) <= 1 + z + z^2/2`` and ``psi`` rises, the expectation is at most
  ``(1 + theta^2/2) exp(-theta^2/2) <= 1``. Nothing is asked of the tails: sub-exponential, or heavier.

Both fall as ``mu`` grows, so confidence bounds follow by inversion. Evidence for ``E[X] < mu`` is evidence
against ``E[-X] <= -mu``.

References: Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting";
Wang and Ramdas 2023, "Catoni-style confidence sequences for heavy-tailed mean estimation".
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, log, sqrt

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError

Values = NDArray[np.float64]

STAKES = 2.0 ** -(np.arange(24) / 2 + 0.5)  # from 0.71 down to 0.00024
_ROUNDING = 2.0**-44
_BLOCK = 4096


@dataclass(frozen=True)
class Tails:
    """What is assumed of X: ``lo <= X``, or ``Var(X | past) <= variance``; infinite where nothing is."""

    lo: float = -inf
    variance: float = inf


def log_factors(x: Values, *, mean: float, tails: Tails) -> Values:
    """The logarithm of each value's factor for each stake, ``(b, stakes)``, against ``E[X] <= mean``.

    Without an assumption there is no bet, and every factor is 1.

    Raises:
        InputError: ``mean`` is not above ``tails.lo``, or ``tails.variance`` is not positive.

    Accuracy:
        rounded down by ``2^-44`` of one plus its size, enough for sums of a million factors.
    """
    if isfinite(tails.lo):
        _must_be_above("mean", mean, "lo", tails.lo)
        logs = np.log1p(STAKES * ((x - tails.lo) / (mean - tails.lo) - 1)[:, None])
    elif isfinite(tails.variance):
        _must_be_above("variance", tails.variance, "zero", 0.0)
        z = STAKES * ((x - mean) / sqrt(tails.variance))[:, None]
        logs = np.copysign(np.log1p(np.abs(z) * (1 + np.abs(z) / 2)), z) - STAKES**2 / 2
    else:
        return np.zeros((x.size, STAKES.size))
    return logs - _ROUNDING * (1 + np.abs(logs))


def log_capital(x: Values, *, mean: float, tails: Tails) -> float:
    """Log e-value of all values together against ``E[X] <= mean``; their order is immaterial.

    A value four times the claimed mean, a hundred times over, is beyond chance:

    >>> log_capital(np.full(100, 4.0), mean=1.0, tails=Tails(lo=0.0)) > log(1e40)
    True
    """
    total = np.zeros(STAKES.size)
    for start in range(0, x.size, _BLOCK):
        total += log_factors(x[start : start + _BLOCK], mean=mean, tails=tails).sum(axis=0)
    return float(log_mixture(total[None, :])[0])


def log_mixture(logs: Values) -> Values:
    """Logarithm of the mean over the stakes, ``(b, stakes) -> (b,)``."""
    top = logs.max(axis=1)
    return top + np.log(np.exp(logs - top[:, None]).mean(axis=1))


def mean_lo(x: Values, *, tails: Tails, false_alarm: float) -> float:
    """The anytime-valid lower confidence bound of ``E[X]``: values below are excluded.

    Args:
        x: the values so far, ``(n,)``.
        tails: the assumption.
        false_alarm: the probability that the bound is ever too high.

    Returns:
        the bound, at most the sample mean; ``tails.lo`` (or minus infinity) while nothing is excluded.

    Accuracy:
        rounded down by halving, to one part in a million of the distance to the sample mean.
    """
    if not x.size:
        return tails.lo
    inside, bar = float(x.mean()), -log(false_alarm)
    outside = tails.lo if isfinite(tails.lo) else _excluded_below(x, inside, tails=tails, bar=bar)
    if not isfinite(outside):
        return outside
    for _ in range(20):
        middle = (inside + outside) / 2
        if not outside < middle < inside:
            break
        excluded = log_capital(x, mean=middle, tails=tails) >= bar
        inside, outside = (inside, middle) if excluded else (middle, outside)
    return outside


def _excluded_below(x: Values, inside: float, *, tails: Tails, bar: float) -> float:
    """Some excluded mean, found by doubling the distance; minus infinity without an assumption."""
    if not isfinite(tails.variance):
        return -inf
    distance = sqrt(tails.variance)
    while isfinite(distance) and log_capital(x, mean=inside - distance, tails=tails) < bar:
        distance *= 2
    return inside - distance


def _must_be_above(name: str, value: float, bound_name: str, bound: float) -> None:
    if not value > bound:
        raise InputError(f"{name} is {value!r}, must exceed {bound_name} = {bound!r}: no room for a bet.")
