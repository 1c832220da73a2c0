r"""Many mutants, judged in parallel: ``run_mutants(lecture, ...)``.

Workers are forked once the lecture is judged, so that each knows its verdicts; where a system cannot fork, each worker
judges the lecture first. Results come as they are reached and do not depend on the number of workers.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ntkprops.errors import InternalError, guarded
from ntkprops.mutation.fate import Fate, Result
from ntkprops.mutation.judged import judged_mutant
from ntkprops.mutation.mutants import Mutant, chosen, every_part, of_part
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.altered import Known, Part, known
from ntkprops.workers import arriving, can_fork, processes

EFFORT = 5_000  # of each hunt: what is no longer proved is noticed anyway
CHUNK = 4
UNEDITED = "unedited"  # the kind of a mutant that stands for all of a part that breaks this tool; its name says how


@dataclass
class _Worker:
    """What a process knows; set before the fork, or by ``_start``."""

    known: Known | None = None


_HERE = _Worker()


def run_mutants(
    base: Known, *, workers: int = 1, sample: int | None = None, seed: int = 0, done: Sequence[Result] = ()
) -> Iterator[tuple[Mutant, ...] | Result]:
    """First the mutants that are to be judged, then the result of each as it is reached, those of ``done`` first.

    Args:
        base: the corrected lecture, judged; see ``judged_lecture``.
        workers: processes; 1 works in this one.
        sample: how many mutants, all if None.
        seed: of the choice.
        done: results of an earlier run, which are not reached again.
    """
    _HERE.known = base
    lecture = base.judge.book.lecture
    if workers == 1:
        yield from _judged(lecture, map, sample=sample, seed=seed, done=done)
        return
    gc.collect()
    gc.freeze()  # what the workers share is never garbage, and is not copied to be looked at
    told = () if can_fork() else (lecture,)
    with processes(workers, forked=True, start=_start if told else None, told=told) as executor:
        yield from _judged(lecture, partial(arriving, executor), sample=sample, seed=seed, done=done, chunk=CHUNK)


def judged_lecture(lecture: Lecture, **step) -> Known:
    """The corrected lecture, judged whole, with hunts as short as mutants are given."""
    return known(lecture, effort=EFFORT, **step)


def _judged(lecture: Lecture, mapper, *, sample: int | None, seed: int, done: Sequence[Result], **chunk: int):
    parts = list(every_part(lecture))
    by_part = dict(mapper(_mutants, [(place, *part) for place, part in enumerate(parts)]))
    every = chosen([m for place in range(len(parts)) for m in by_part[place]], sample=sample, seed=seed)
    yield tuple(every)
    known_already = {result.mutant.key: result for result in done}
    yield from (known_already[mutant.key] for mutant in every if mutant.key in known_already)
    rest = [mutant for mutant in every if mutant.key not in known_already]
    yield from mapper(_one, rest, **chunk)


def _start(lecture: Lecture) -> None:
    _HERE.known = judged_lecture(lecture)


def _mutants(what: tuple[int, Part, tuple[str, ...]]) -> tuple[int, list[Mutant]]:
    """The mutants of a part; one in the place of all where this tool breaks on the part, or on its claim as it is."""
    place, part, names = what
    book = _known().judge.book
    as_it_is = book.verdicts[(part.label, False)]
    if as_it_is.is_bug:
        return place, [Mutant(part, UNEDITED, as_it_is.because, part.latex)]
    try:
        with guarded():
            return place, list(of_part(part, book.notation, names=names))
    except InternalError as error:
        return place, [Mutant(part, UNEDITED, error.message, part.latex)]


def _one(mutant: Mutant) -> Result:
    if mutant.kind == UNEDITED:
        return Result(replace(mutant, name="every edit"), Fate.CRASHED, mutant.name)
    try:
        with guarded():
            return judged_mutant(_known(), mutant)
    except InternalError as error:  # whatever a mutant makes the checker raise is found out here, and the rest goes on
        return Result(mutant, Fate.CRASHED, error.message)


def _known() -> Known:
    assert _HERE.known is not None, "a worker starts with a judged lecture"
    return _HERE.known


__all__ = ["EFFORT", "judged_lecture", "run_mutants"]
