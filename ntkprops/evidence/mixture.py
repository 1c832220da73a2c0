r"""How strongly do yes/no trials speak against ``P(fail) <= delta``, or for it?

``log_against`` and ``log_support`` answer with the logarithm of an e-value. Both are a mixture of
likelihood ratios, of every alternative on a grid to the boundary ``delta``:

    E_n(delta) = (1/K) sum_j (q_j/delta)^F ((1 - q_j)/(1 - delta))^(n - F),   q_j = delta^(theta_j),

with ``F`` failures in ``n`` trials and ``theta_j = (j - 1/2)/K``, so the alternatives are
log-spaced in ``(delta, 1)``. If every trial fails with probability at most ``delta`` given the past,
each factor has conditional expectation at most 1 (it grows with a failure, and has expectation
exactly 1 at ``delta``), so ``E_n`` is a non-negative supermartingale, and Ville's inequality gives

    P(some n: E_n >= 1/false_alarm) <= false_alarm.

So one may look after every trial and stop when one likes. Support is the same mixture with the words
exchanged: successes for failures, ``1 - delta`` for ``delta``; it rejects ``P(fail) >= delta``.

Both depend on ``n`` and ``F`` alone. Order matters only through the running maximum, and looking
less often can only lower that maximum: batches are sound, and as strong as single trials where the
order inside a batch is known (``add_trials``).

References: Ville 1939; Robbins 1970; Ramdas, Grunwald, Vovk and Shafer 2023, "Game-theoretic statistics
and safe anytime-valid inference".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ntkprops.evidence.checks import open_unit

GRID = 32
_THETA = (np.arange(GRID) + 0.5) / GRID
_ROUNDING = 2.0**-48  # more than the relative error of the few operations between a count and a logarithm


@dataclass(frozen=True)
class Tally:
    """Trials so far, and the running maxima of both log e-values."""

    trials: int = 0
    failures: int = 0
    peak_against: float = 0.0
    peak_support: float = 0.0


def log_against(trials: ArrayLike, failures: ArrayLike, *, delta: float) -> NDArray[np.float64]:
    r"""Log e-value against ``P(fail) <= delta``, elementwise.

    Args:
        trials: counts ``n >= 0``, any shape.
        failures: counts ``0 <= F <= n``, same shape.
        delta: the claimed failure probability, in (0, 1).

    Returns:
        ``log E_n(delta)``, of the common shape; 0 before the first trial.

    Raises:
        InputError: ``delta`` is not inside (0, 1).

    Accuracy:
        rounded down: by at most ``2^-47`` of the sum of the absolute logarithms that enter.

    Six failures in six trials at delta = 1/20 are worth more than a million to one:

    >>> float(np.exp(log_against(6, 6, delta=0.05))) > 1e6
    True
    """
    n, F = _counts(trials, failures)
    delta = open_unit("delta", delta)
    return _log_mixture(F, n - F, np.log(delta), np.log1p(-delta))


def log_support(trials: ArrayLike, failures: ArrayLike, *, delta: float) -> NDArray[np.float64]:
    """Log e-value for ``P(fail) < delta``, elementwise: it rejects ``P(fail) >= delta``.

    Arguments, result, errors and accuracy are those of ``log_against``. At delta = 1/20 a million to
    one takes 325 trials without a failure:

    >>> [bool(np.exp(log_support(n, 0, delta=0.05)) >= 1e6) for n in (324, 325)]
    [False, True]
    """
    n, F = _counts(trials, failures)
    delta = open_unit("delta", delta)
    return _log_mixture(n - F, F, np.log1p(-delta), np.log(delta))


def add_trials(tally: Tally, failed: NDArray[np.bool_], *, delta: float) -> Tally:
    """The tally after more trials, in their order: the maxima are taken after every single trial.

    ``failed`` has shape ``(b,)``. However the trials are cut into batches, the tally is the same.
    """
    if not failed.size:
        return tally
    n, F = running_counts(tally, failed)
    return Tally(
        trials=int(n[-1]),
        failures=int(F[-1]),
        peak_against=max(tally.peak_against, float(log_against(n, F, delta=delta).max())),
        peak_support=max(tally.peak_support, float(log_support(n, F, delta=delta).max())),
    )


def add_counts(tally: Tally, *, trials: int, failures: int, delta: float) -> Tally:
    """The tally after a batch of which only the counts are known: sound, and looked at once, at its end.

    >>> add_counts(Tally(), trials=40, failures=2, delta=0.05).failures
    2
    """
    n, F = tally.trials + trials, tally.failures + failures
    return Tally(
        trials=n,
        failures=F,
        peak_against=max(tally.peak_against, float(log_against(n, F, delta=delta))),
        peak_support=max(tally.peak_support, float(log_support(n, F, delta=delta))),
    )


def running_counts(
    tally: Tally, failed: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Trials and failures after each further trial, both ``(b,)``."""
    n = tally.trials + np.arange(1, failed.size + 1)
    return n, tally.failures + np.cumsum(failed, dtype=np.int64)


def _counts(trials: ArrayLike, failures: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.asarray(trials, dtype=np.float64), np.asarray(failures, dtype=np.float64)


def _log_mixture(
    hits: NDArray[np.float64], misses: NDArray[np.float64], log_hit: float, log_miss: float
) -> NDArray[np.float64]:
    """The mixture for ``P(hit) <= base``, given ``log base`` and ``log(1 - base)``."""
    up, up_error = _difference(_THETA * log_hit, log_hit)
    down, down_error = _difference(np.log(-np.expm1(_THETA * log_hit)), log_miss)
    exponents = hits[..., None] * (up - up_error) + misses[..., None] * (down - down_error)
    top = exponents.max(axis=-1)
    return top + np.log(np.exp(exponents - top[..., None]).mean(axis=-1)) - _ROUNDING * np.abs(top)


def _difference(a: NDArray[np.float64], b: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """``a - b`` and a bound of its rounding error."""
    return a - b, _ROUNDING * (np.abs(a) + abs(b))
