r"""Between which widths does the least width lie, and what exactly does that mean?

Let p(m) = P(the conclusion fails at width m). It need not fall with m (at n = 1 it has teeth: whether fewer than
m/4 neurons survive is a question of rounding), so the measured width is the one that a theorem "if m >= .." can name:

    m* = min {m : p(m') <= delta for every m' >= m}.

- A refuted width, p(lower) > delta, gives m* > lower, whatever p does elsewhere.
- At ``upper`` and at every visited width above it p <= delta is supported; m* <= upper follows if p does not rise
  above delta again at a width that was not visited. (The teeth at n = 1 are 0.03 deep where p is 0.1: far too shallow
  for 800 trials, not for 100,000 on a fine grid, where the upper end may be a tooth too low.)
- Between them lie widths where the trials did not decide: no sequential test decides at p = delta.

Each of the visits is wrong with probability at most its own level, so all of them together with at most their sum,
however the search chose where to go: a level is fixed before the first trial of a visit, and its trials are fresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ntkprops.evidence import Conclusion


@dataclass(frozen=True)
class Visit:
    """What was found at one width: the conclusion on P(fail) <= delta, the trials behind it, and a confidence interval
    for P(fail), each end at the visit's level; ``unclear`` of the trials counted against either conclusion."""

    m: int
    conclusion: Conclusion
    trials: int
    failures: int
    unclear: int
    p_lo: float
    p_hi: float


@dataclass(frozen=True)
class WidthInterval:
    """``lower < m* <= upper``; ``lower`` is 0 where nothing is refuted, ``upper`` None where no upper end is supported.

    ``m_hat`` is the best guess, the least visited width from which on the observed share of failures is at most delta;
    ``undecided`` are the widths inside that were visited in vain.
    """

    lower: int
    upper: int | None
    m_hat: int | None
    undecided: tuple[int, ...]


def interval_of(visits: Sequence[Visit], *, delta: float) -> WidthInterval:
    """The interval that some visits, in any order, amount to.

    >>> wide = Visit(64, Conclusion.SUPPORTED, 200, 0, 0, 0.0, 0.05)
    >>> narrow = Visit(8, Conclusion.REFUTED, 20, 14, 0, 0.2, 0.95)
    >>> interval_of([wide, narrow], delta=0.1)
    WidthInterval(lower=8, upper=64, m_hat=64, undecided=())
    """
    lower = max((v.m for v in visits if v.conclusion is Conclusion.REFUTED), default=0)
    open_end = max((v.m for v in visits if v.conclusion is not Conclusion.SUPPORTED), default=0)
    upper = min((v.m for v in visits if v.m > open_end), default=None)
    too_often = max((v.m for v in visits if v.failures > delta * v.trials), default=0)
    return WidthInterval(
        lower,
        upper,
        min((v.m for v in visits if v.m > too_often), default=None),
        tuple(sorted(v.m for v in visits if v.conclusion is Conclusion.INCONCLUSIVE and v.m > lower)),
    )
