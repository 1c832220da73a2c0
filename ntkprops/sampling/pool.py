r"""Who samples the claims? ``sample_lecture(folder)``: processes of their own, one claim at a time each.

A claim's draws depend on the seed and its label alone, so the answers are the same on any number of workers; only the
order in which they arrive differs. Every worker loads the lecture from its folder, so nothing of it must be picklable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from ntkprops.errors import InputError
from ntkprops.evidence import RUN_FALSE_ALARM, Budget
from ntkprops.notes.loader import open_lecture
from ntkprops.proof.book import Book
from ntkprops.sampling.result import Sampled, Says
from ntkprops.sampling.run import Form, budget_of, name_of, sample_claim
from ntkprops.workers import processes

Task = tuple[str, float, int, Form, float | None]  # folder, false alarm, seed, form, hidden constant
FEW = 6  # forms for which one more process costs more than it saves


def sample_lecture(
    folder: Path,
    forms: Sequence[Form],
    *,
    workers: int,
    false_alarm: float = RUN_FALSE_ALARM,
    seed: int = 0,
    constants: Mapping[Form, float] | None = None,
) -> Iterator[tuple[Form, Sampled]]:
    """What sampling says of some forms of claims, as the answers arrive.

    Args:
        folder: of the lecture.
        forms: which claims, in which form.
        workers: processes; one is this process itself.
        false_alarm: of the whole run, split over every form of the lecture.
        seed: of every draw.
        constants: hidden constants that are known, of some forms.

    A worker that dies, for want of memory or by a bug in what we call, takes one claim with it: what it leaves behind
    is sampled one form to a process.

    Raises:
        InputError: fewer than one worker.
        KeyboardInterrupt: after the workers have been ended.
    """
    if workers < 1:
        raise InputError(f"workers is {workers}, must be at least 1. Leave it out for all processors.")
    tasks = [(str(folder), false_alarm, seed, form, (constants or {}).get(form)) for form in forms]
    if workers == 1 or len(forms) <= FEW:
        yield from ((task[3], _sampled(*task)) for task in tasks)
        return
    reached: set[Form] = set()
    for form, found in _in_processes(tasks, min(workers, len(forms))):
        if found is not None:
            reached.add(form)
            yield form, found
    for task in tasks:
        if task[3] not in reached:
            yield task[3], dict(_in_processes([task], 1)).get(task[3]) or _died(task[3])


def _in_processes(tasks: Sequence[Task], workers: int) -> Iterator[tuple[Form, Sampled | None]]:
    """What processes of their own reach, as it arrives; None of a form whose process died."""
    with processes(workers) as executor, suppress(BrokenProcessPool):  # before every form was handed out
        waiting = {executor.submit(_sampled, *task): task[3] for task in tasks}
        for done in as_completed(waiting):
            dead = isinstance(done.exception(), BrokenProcessPool)
            yield waiting[done], None if dead else done.result()


def _died(form: Form) -> Sampled:
    why = "internal error, please report: the process that sampled it died, perhaps for want of memory"
    return Sampled(name_of(*form), Says.NOT_SAMPLED, why, is_bug=True)


def _sampled(folder: str, false_alarm: float, seed: int, form: Form, constant: float | None) -> Sampled:
    book, budget = _loaded(folder, false_alarm)
    return sample_claim(book, form[0], corrected=form[1], budget=budget, seed=seed, constant=constant)


@lru_cache(maxsize=1)
def _loaded(folder: str, false_alarm: float) -> tuple[Book, Budget]:
    lecture = open_lecture(folder)
    return Book(lecture), budget_of(lecture, false_alarm=false_alarm)
