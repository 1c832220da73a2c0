r"""At which widths are trials spent, and what do they say?

``search_width`` walks on a geometric grid of widths: doubling up to a supported width, halving down to a refuted
one, then bisecting both ends of what is left until they are neighbours on the grid or the trials do not decide. At
last it looks at twice the upper end, whether failures come back. At each width the claim p(m) <= delta is put to a
sequential test at the same level, ``false_alarm / most_widths``; see ``interval`` for what the visits mean together.

References: ``evidence.decision`` (the test); a union bound over the visits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ntkprops.empirical.interval import Visit
from ntkprops.empirical.trial import Answer, Answers
from ntkprops.errors import InputError
from ntkprops.evidence import (
    Conclusion,
    ProbabilityDecision,
    decide_probability,
    smallest_visible_gap,
    supported_within,
)

Draws = Callable[[int, range], Answers]  # (width, trial numbers) to their answers; must depend on these alone

_ROUNDED_DOWN = 1 - 2.0**-40  # so that rounded levels never sum to more than the whole
_TOLERANCE = 1e-3


@dataclass(frozen=True)
class Plan:
    """How a search for the least width is carried out.

    Args:
        delta: the failure probability of the theorem, in (0, 1).
        false_alarm: of the whole search, in (0, 1).
        max_trials: the most trials at one width.
        most_widths: the most widths that are visited; each may spend ``false_alarm / most_widths``.
        per_doubling: grid widths from one width to its double.
        start: the first width.
        max_width: no width beyond this is visited.
        miss: for what the trials can see.

    Raises:
        InputError: a probability that is not inside (0, 1), a count below 1, a start beyond the greatest width, or
            fewer trials than it takes to support anything.
    """

    delta: Fraction
    false_alarm: float
    max_trials: int = 800
    most_widths: int = 20
    per_doubling: int = 2
    start: int = 16
    max_width: int = 1 << 14
    miss: float = 0.1

    def __post_init__(self) -> None:
        for name in ("delta", "false_alarm", "miss"):
            value = getattr(self, name)
            if not 0 < value < 1:
                raise InputError(f"{name} is {value}, must lie strictly between 0 and 1. Give one such as 1/10.")
        for name in ("max_trials", "most_widths", "per_doubling", "start"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}, must be at least 1. Give a positive count.")
        if self.max_width < self.start:
            raise InputError(f"max_width is {self.max_width}, must be at least start = {self.start}. Raise it.")
        if supported_within(self.max_trials, 0.0, delta=float(self.delta), false_alarm=self.level) < 1:
            raise InputError(
                f"max_trials is {self.max_trials}, too few to support delta = {self.delta} at false alarm "
                f"{self.level:.2g} a width, even if no trial ever fails. Raise it."
            )

    @property
    def level(self) -> float:
        """The false alarm of one visit."""
        return self.false_alarm / self.most_widths * _ROUNDED_DOWN


def search_width(
    draws: Draws, plan: Plan, *, recall: Callable[[int], Visit | None] = lambda m: None
) -> Iterator[tuple[Visit, ...]]:
    """Visit width after width; after each, all visits so far, in their order.

    Args:
        draws: answers trials at a width by their numbers; the same numbers, the same answers.
        plan: where to look and what to spend.
        recall: gives the visit to a width in an earlier run of the same search, if there was one: not repeated.

    Yields:
        The visits so far. The last tuple is the whole search; ``interval_of`` reads it.

    >>> def always_holds(m, numbers): return np.zeros(len(numbers), dtype=np.int8)
    >>> *_, visits = search_width(always_holds, Plan(Fraction(1, 10), 0.01, start=4))
    >>> [visit.m for visit in visits]
    [4, 2, 1]
    """
    visits: tuple[Visit, ...] = ()
    while (m := next_width(visits, plan)) is not None:
        visit = recall(m) or visit_width(draws, m, plan=plan)
        visits = (*visits, visit)
        yield visits


def visit_width(draws: Draws, m: int, *, plan: Plan) -> Visit:
    """The sequential test at one width.

    Unclear trials count as held where the claim might be refuted, and as failed where it might be supported: two
    tests of the same trials, each of which can err in one direction only, so that the level is spent once.
    """
    memory = np.zeros(0, dtype=np.int8)

    def recalled(numbers: range) -> Answers:
        nonlocal memory
        if numbers.stop > memory.size:
            memory = np.concatenate([memory, draws(m, range(memory.size, numbers.stop))])
        return memory[numbers.start : numbers.stop]

    def decided(fails: Callable[[Answers], NDArray[np.bool_]]) -> ProbabilityDecision:
        return decide_probability(
            lambda numbers: fails(recalled(numbers)),
            delta=float(plan.delta),
            false_alarm=plan.level,
            max_trials=plan.max_trials,
            miss=plan.miss,
            batch=32,
        )

    kind = strict = decided(lambda drawn: drawn == Answer.FAILS)
    if (memory[: kind.trials] == Answer.UNCLEAR).any():
        strict = decided(lambda drawn: drawn != Answer.HOLDS)
    conclusion = _joined(kind.conclusion, strict.conclusion)
    used = memory[: max(kind.trials, strict.trials)]
    failures, unclear = int((used == Answer.FAILS).sum()), int((used == Answer.UNCLEAR).sum())
    return Visit(m, conclusion, used.size, failures, unclear, kind.p_lo, strict.p_hi)


def next_width(visits: Sequence[Visit], plan: Plan) -> int | None:
    """Where to look next; None when the search is over.

    >>> plan = Plan(Fraction(1, 10), 0.01)
    >>> next_width([], plan), next_width([Visit(16, Conclusion.REFUTED, 9, 9, 0, 0.5, 1.0)], plan)
    (16, 32)
    """
    grid = _grid(plan)
    if len(visits) >= plan.most_widths:
        return None
    if not visits:
        return grid[_place(grid, plan.start)]
    seen = {grid.index(visit.m): visit.conclusion for visit in visits}
    place = _next_place(seen, grid)
    return None if place is None else grid[place]


def _joined(kind: Conclusion, strict: Conclusion) -> Conclusion:
    """Refuted by the test that counts unclear trials as held, supported by the one that counts them as failed."""
    if kind is Conclusion.REFUTED:
        return kind
    return strict if strict is Conclusion.SUPPORTED else Conclusion.INCONCLUSIVE


def undecided_band(plan: Plan) -> tuple[float, float]:
    """Between which values of p(m) a visit may end undecided with a probability above ``miss``.

    >>> lo, hi = undecided_band(Plan(Fraction(1, 10), 0.001))
    >>> 0 < lo < 0.1 < hi < 1
    True
    """
    delta = float(plan.delta)
    gap = smallest_visible_gap(plan.max_trials, delta=delta, false_alarm=plan.level, miss=plan.miss)
    return _supportable(plan.max_trials, delta, plan.level, plan.miss), min(1.0, delta + gap)


def _next_place(seen: Mapping[int, Conclusion], grid: tuple[int, ...]) -> int | None:
    """The next place on the grid: up, down, into the larger of the two gaps, or far above as a last check."""
    top = max((i for i, found in seen.items() if found is not Conclusion.SUPPORTED), default=-1)
    hi = min((i for i in seen if i > top), default=None)
    if hi is None:
        return None if top == len(grid) - 1 else _place(grid, 2 * grid[max(seen)])
    lo = max((i for i, found in seen.items() if found is Conclusion.REFUTED), default=-1)
    if lo < 0 < min(seen):
        return _place(grid, grid[min(seen)] // 2)
    below_hi, above_lo = max((i for i in seen if i < hi), default=-1), min(i for i in seen if i > lo)
    gaps = sorted([(hi - below_hi, below_hi, hi), (above_lo - lo, lo, above_lo)])
    width, left, right = gaps[-1]
    if width > 1 and left >= 0:
        return (left + right) // 2
    far = _place(grid, 2 * grid[hi])
    return far if max(seen) < far else None


@lru_cache(maxsize=16)
def _grid(plan: Plan) -> tuple[int, ...]:
    """1 and up, geometrically, to the greatest width."""
    widths, place = set(), 0
    while (m := round(2 ** (place / plan.per_doubling))) <= plan.max_width:
        widths.add(m)
        place += 1
    return tuple(sorted(widths))


def _place(grid: tuple[int, ...], m: int) -> int:
    """Where the grid is nearest to a width from below."""
    return max((i for i, width in enumerate(grid) if width <= m), default=0)


@lru_cache(maxsize=64)
def _supportable(trials: int, delta: float, level: float, miss: float) -> float:
    """The greatest p that is supported within the trials, but for ``miss``; 0 if not even p = 0 is."""
    lo, hi = 0.0, delta
    while hi - lo > _TOLERANCE * delta:
        middle = (lo + hi) / 2
        seen = supported_within(trials, middle, delta=delta, false_alarm=level) >= 1 - miss
        lo, hi = (middle, hi) if seen else (lo, middle)
    return lo
