r"""Who does the work? Processes of our own, through one small layer: ``with processes(4) as executor: ...``.

Whoever hands out work takes any ``concurrent.futures.Executor``; results do not depend on how many workers there are.
Ctrl-C reaches the process that a person started, which ends its workers.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import active_children, get_all_start_methods, get_context
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")


def available_cpus() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_fork() -> bool:
    """Whether workers may begin with all that this process knows."""
    return "fork" in get_all_start_methods()


@contextmanager
def processes(
    workers: int, *, forked: bool = False, start: Callable[..., None] | None = None, told: Sequence[Any] = ()
) -> Iterator[Executor]:
    """An executor of processes that leave Ctrl-C to this one, and end with the block, whatever they are at.

    Args:
        workers: how many.
        forked: whether they begin with all that this process knows, where the system can do that.
        start: called in each worker before its work, with what is ``told``.
    """
    before = set(active_children())
    context = get_context("fork" if forked and can_fork() else "spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(start, *told))
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(active_children()) - before:
            process.terminate()


def arriving(executor: Executor, work: Callable[[S], T], items: Iterable[S], *, chunk: int = 1) -> Iterator[T]:
    """The results of some work on every item, as they arrive; ``chunk`` items are handed out at a time."""
    waiting = [executor.submit(_each, work, part) for part in _parts(items, chunk)]
    for done in as_completed(waiting):
        yield from done.result()


def _parts(items: Iterable[S], chunk: int) -> Iterator[tuple[S, ...]]:
    every = tuple(items)
    yield from (every[at : at + chunk] for at in range(0, len(every), chunk))


def _each(work: Callable[[S], T], items: Sequence[S]) -> list[T]:
    return [work(item) for item in items]


def _begin(start: Callable[..., None] | None, *told: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if start is not None:
        start(*told)


__all__ = ["arriving", "available_cpus", "can_fork", "processes"]
