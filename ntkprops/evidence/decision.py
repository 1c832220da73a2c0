"""Is ``P(fail) <= delta`` refuted, supported, or neither, by fresh independent trials?

``decide_probability`` runs trials until an e-value of ``mixture.py`` reaches ``1/false_alarm``. One trial
is one fresh initialisation, numbered 0, 1, 2, ..; what it draws must depend on its number alone, so the
result depends neither on the size of the batches nor on who computes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError
from ntkprops.evidence.checks import at_least_one, open_unit
from ntkprops.evidence.design import smallest_visible_gap
from ntkprops.evidence.interval import confidence_interval
from ntkprops.evidence.mixture import Tally, log_against, log_support, running_counts

Trials = Callable[[range], NDArray[np.bool_]]


class Conclusion(Enum):
    """How a sequential test ended; the value is the word that a report carries."""

    REFUTED = "refuted"
    SUPPORTED = "supported"
    INCONCLUSIVE = "inconclusive"

    @property
    def cause(self) -> str:
        """Why the test ended so."""
        return _CAUSES[self]

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return _REMEDIES[self]


_CAUSES = {
    Conclusion.REFUTED: "the e-value against the claim reached 1/false_alarm",
    Conclusion.SUPPORTED: "the e-value against the claim's opposite reached 1/false_alarm",
    Conclusion.INCONCLUSIVE: "neither e-value reached 1/false_alarm within max_trials",
}
_REMEDIES = {
    Conclusion.REFUTED: "look at a failing trial, or mend the claim",
    Conclusion.SUPPORTED: "none is needed",
    Conclusion.INCONCLUSIVE: "raise max_trials as trials_for_gap says, or accept the smallest visible gap",
}


@dataclass(frozen=True)
class ProbabilityDecision:
    """The end of a sequential test of ``P(fail) <= delta``.

    ``trials`` and ``failures`` are counted up to and including the deciding trial; ``log_against`` and
    ``log_support`` are the log e-values there. ``(p_lo, p_hi)`` is the confidence interval there, each end
    wrong with probability at most ``false_alarm``. ``smallest_gap`` belongs to the plan, not to the data:
    ``P(fail) = delta + smallest_gap`` is refuted within ``max_trials``, but for probability ``miss`` (plus at
    most ``false_alarm``, that it was wrongly supported before).
    """

    conclusion: Conclusion
    delta: float
    false_alarm: float
    miss: float
    max_trials: int
    trials: int
    failures: int
    log_against: float
    log_support: float
    p_lo: float
    p_hi: float
    smallest_gap: float

    def __bool__(self) -> bool:
        raise TypeError("a decision is neither true nor false; ask decision.conclusion")


def decide_probability(
    run_trials: Trials,
    *,
    delta: float,
    false_alarm: float,
    max_trials: int,
    miss: float = 0.01,
    batch: int = 256,
) -> ProbabilityDecision:
    """Test ``P(fail) <= delta`` until it is refuted, supported, or the trials are used up.

    Args:
        run_trials: answers a range of trial numbers with booleans ``(len(range),)``, true where the
            trial failed; must depend on the numbers alone. ``one_by_one`` makes one of a single trial.
        delta: the claimed failure probability, in (0, 1).
        false_alarm: the level. If the claim is true, the conclusion is REFUTED with at most this
            probability; if it is false, SUPPORTED with at most this probability.
        max_trials: the most trials that are run.
        miss: for ``smallest_gap``, in (0, 1).
        batch: trials asked for at once; changes the speed, never the result.

    Returns:
        The decision at the first trial at which an e-value reached ``1/false_alarm``, else at the last.
        Later trials of the same batch are not counted.

    Raises:
        InputError: a probability is not inside (0, 1), a count is not positive, or ``run_trials``
            answers with another shape or type.

    Source:
        Ville's inequality, for the mixture of ``mixture.py``.

    >>> never_fails = one_by_one(lambda k: False)
    >>> found = decide_probability(never_fails, delta=0.05, false_alarm=1e-6, max_trials=1000)
    >>> found.conclusion.value, found.trials
    ('supported', 325)
    """
    delta, false_alarm = open_unit("delta", delta), open_unit("false_alarm", false_alarm)
    max_trials, batch = at_least_one("max_trials", max_trials), at_least_one("batch", batch)
    smallest_gap = smallest_visible_gap(max_trials, delta=delta, false_alarm=false_alarm, miss=miss)
    conclusion, tally = _run(
        run_trials, delta=delta, false_alarm=false_alarm, max_trials=max_trials, batch=batch
    )
    p_lo, p_hi = confidence_interval(tally.trials, tally.failures, false_alarm=false_alarm)
    return ProbabilityDecision(
        conclusion=conclusion,
        delta=delta,
        false_alarm=false_alarm,
        miss=miss,
        max_trials=max_trials,
        trials=tally.trials,
        failures=tally.failures,
        log_against=float(log_against(tally.trials, tally.failures, delta=delta)),
        log_support=float(log_support(tally.trials, tally.failures, delta=delta)),
        p_lo=p_lo,
        p_hi=p_hi,
        smallest_gap=smallest_gap,
    )


def one_by_one(fails: Callable[[int], bool]) -> Trials:
    """Batched trials from a single one: ``fails(k)`` says whether trial ``k`` failed.

    >>> one_by_one(lambda k: k == 2)(range(1, 4))
    array([False,  True, False])
    """
    return lambda numbers: np.fromiter((fails(k) for k in numbers), dtype=np.bool_, count=len(numbers))


def describe_decision(decision: ProbabilityDecision) -> str:
    """One line: the conclusion with its trials, its false alarm and what it could have seen.

    >>> always_fails = one_by_one(lambda k: True)
    >>> found = decide_probability(always_fails, delta=0.05, false_alarm=1e-6, max_trials=750)
    >>> print(describe_decision(found))
    P(fail) <= 0.05 refuted: 6 of 6 failed, p in [0.0625, 1], false alarm 1e-06, smallest visible gap 0.077
    """
    return (
        f"P(fail) <= {decision.delta:.3g} {decision.conclusion.value}: "
        f"{decision.failures} of {decision.trials} failed, "
        f"p in [{decision.p_lo:.3g}, {decision.p_hi:.3g}], false alarm {decision.false_alarm:.3g}, "
        f"smallest visible gap {decision.smallest_gap:.2g}"
    )


def _run(
    run_trials: Trials, *, delta: float, false_alarm: float, max_trials: int, batch: int
) -> tuple[Conclusion, Tally]:
    """The conclusion and the counts at the trial that brought it."""
    bar, tally = -np.log(false_alarm), Tally()
    while tally.trials < max_trials:
        numbers = range(tally.trials, min(tally.trials + batch, max_trials))
        n, F = running_counts(tally, _checked(run_trials(numbers), numbers))
        refuted = log_against(n, F, delta=delta) >= bar
        decided = refuted | (log_support(n, F, delta=delta) >= bar)
        last = int(decided.argmax()) if decided.any() else len(numbers) - 1
        tally = Tally(int(n[last]), int(F[last]))
        if decided[last]:
            return (Conclusion.REFUTED if refuted[last] else Conclusion.SUPPORTED), tally
    return Conclusion.INCONCLUSIVE, tally


def _checked(failed: NDArray[np.bool_], numbers: range) -> NDArray[np.bool_]:
    """The answer of ``run_trials``, if it has the promised shape and type."""
    failed = np.asarray(failed)
    if failed.shape != (len(numbers),) or failed.dtype != np.bool_:
        raise InputError(
            f"run_trials answered trials {numbers.start} to {numbers.stop - 1} with shape {failed.shape} "
            f"of {failed.dtype}, must be ({len(numbers)},) of bool. Return one boolean per trial."
        )
    return failed
