r"""Several widths under one false alarm: ``measure(settings, ...)``.

A ``Setting`` is a dataset and a delta; each gets the same share of the false alarm. Trials are keyed by seed,
dataset, width and number alone, so the result depends neither on the workers nor on the order of the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import numpy as np

from ntkprops.empirical.families import Member, dataset
from ntkprops.empirical.interval import Visit, WidthInterval, interval_of
from ntkprops.empirical.search import Plan, search_width
from ntkprops.empirical.trial import Answers, answers
from ntkprops.errors import InputError
from ntkprops.evidence import share, split_budget
from ntkprops.network import Dataset

Step = Callable[[str, int, int], None]

_PIECE = 8  # trials in one piece of work for an executor


@dataclass(frozen=True)
class Setting:
    """What is measured: the width for one dataset at one failure probability."""

    member: Member
    delta: Fraction

    @property
    def name(self) -> str:
        """What tells this setting from every other."""
        return f"{self.member.name}, delta = {self.delta}"


@dataclass(frozen=True)
class Measurement:
    """A search, whole or as far as it went: the setting, lambda_0 of its data (and a proved lower bound of it), the
    seed of the draws, the plan and the visits."""

    setting: Setting
    lambda_0: float
    lambda_0_lo: float
    seed: int
    plan: Plan
    visits: tuple[Visit, ...]
    is_whole: bool

    @property
    def interval(self) -> WidthInterval:
        """What the visits amount to."""
        return interval_of(self.visits, delta=float(self.setting.delta))

    @property
    def trials(self) -> int:
        """All trials, at all widths."""
        return sum(visit.trials for visit in self.visits)


def measure(
    settings: Sequence[Setting],
    *,
    false_alarm: float,
    seed: int = 0,
    plan: Plan | None = None,
    executor: Executor | None = None,
    known: Mapping[str, Visit] | None = None,
    step: Step = lambda label, done, total: None,
) -> Iterator[Measurement]:
    """Search the least width of every setting, one after the other.

    Args:
        settings: what is measured, no two alike.
        false_alarm: the probability that any interval of the run is wrong, as ``interval`` says what that means.
        seed: of all initial draws; the seeds of the data are in the settings.
        plan: grid, trials and widths; its delta and false alarm are replaced, setting by setting.
        executor: runs the trials, if given; the result is the same.
        known: visits of an earlier run by ``visit_key``; not repeated.
        step: told the setting, the trials so far at the present width and the most there.

    Yields:
        The measurement of the present setting after every visited width; ``is_whole`` at its last.

    Raises:
        InputError: no setting, two alike, a member that is no dataset, or a plan out of bounds.
    """
    names = [setting.name for setting in settings]
    if not names:
        raise InputError("no setting is given, there must be at least one. Give an n.")
    budget = split_budget(names, false_alarm=false_alarm)
    datas = [dataset(setting.member) for setting in settings]  # refuse before the first trial
    for setting, data in zip(settings, datas, strict=True):
        spent = replace(
            plan or Plan(setting.delta, false_alarm), delta=setting.delta, false_alarm=share(budget, setting.name)
        )
        found = Measurement(setting, data.lambda_0, data.lambda_0_lo, seed, spent, (), False)
        draws = partial(_draws, data, found=found, executor=executor, step=step)
        for visits in search_width(draws, spent, recall=partial(_recall, known or {}, found)):
            found = replace(found, visits=visits)
            yield found
        yield replace(found, is_whole=True)


def visit_key(found: Measurement, m: int) -> str:
    """What a visit depends on, in one line: equal keys, equal visits."""
    plan = found.plan
    return f"{found.setting.name}|seed {found.seed}|level {plan.level!r}|{plan.max_trials} trials|m = {m}"


def _recall(known: Mapping[str, Visit], found: Measurement, m: int) -> Visit | None:
    return known.get(visit_key(found, m))


def _draws(
    data: Dataset, m: int, numbers: range, *, found: Measurement, executor: Executor | None, step: Step
) -> Answers:
    """The answers of some trials, in pieces for the executor."""
    step(f"{_short(found.setting)}, m = {m}", numbers.start, found.plan.max_trials)
    pieces = [range(k, min(k + _PIECE, numbers.stop)) for k in range(numbers.start, numbers.stop, _PIECE)]
    work = partial(answers, data, m, stream=f"{found.seed}|{found.setting.member.name}")
    return np.concatenate(list((executor.map if executor else map)(work, pieces)))


def _short(setting: Setting) -> str:
    return f"{setting.member.family.value} n = {setting.member.n}"
