r"""Many claims judged at once: ``judge_ahead(judge, workers=4)`` leaves a judge who has reached every verdict.

A claim is handed out once what it cites, and every definition that a serial run would know by then, has a verdict; a
worker is told of these and of nothing else, so that verdicts do not depend on how many workers there are. Workers are
forked: where a system cannot fork, nothing is judged ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from ntkprops.memory import Memory, Store
from ntkprops.memory.question import cited, defining
from ntkprops.proof.argument import Argued
from ntkprops.proof.book import Book
from ntkprops.proof.scalar import Proof
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Verdict
from ntkprops.workers import can_fork, processes

FEW = 8  # claims for which more processes cost more than they save
Form = tuple[str, bool]  # a label, and whether its errata count


@dataclass(frozen=True)
class Reached:
    """What the judging of one form of a claim gave: verdicts with what they lend, and what it noted of others."""

    verdicts: Mapping[Form, Verdict]
    standing: Mapping[Form, Any]
    constants: Mapping[Form, Any]
    argued: Mapping[Form, Argued] = field(default_factory=dict)
    noted: Mapping[Form, Verdict] = field(default_factory=dict)


@dataclass
class _Worker:
    """What a process knows; set before the fork."""

    judge: Judge | None = None


_HERE = _Worker()


def judge_ahead(judge: Judge, *, workers: int, step: Callable[[str, int, int], None]) -> None:
    """Reaches the verdict on every claim as printed, then on every correction that differs.

    Args:
        judge: of the lecture; it has its verdicts afterwards, but none of the obligations that Coq would check.
        workers: processes; with one, nothing is judged ahead.
        step: called with the label, the number done and the total before each claim.
    """
    if workers < 2 or len(judge.book.entries) < FEW or not can_fork():
        return
    _HERE.judge = judge
    order, total = _serial(judge), len(judge.book.entries)
    with processes(workers, forked=True) as executor, suppress(BrokenProcessPool):  # the rest is judged here
        for corrected in (False, True):
            forms = [(label, corrected) for label in order if not corrected or _has_correction(judge, label)]
            _all(judge, executor, forms, lambda label, done: step(label, done, total))


def _has_correction(judge: Judge, label: str) -> bool:
    return bool(judge.book.entry(label).item.errata) or judge.book.verdicts[(label, False)].outcome.falls


def _serial(judge: Judge) -> list[str]:
    """The labels in the order in which one process would judge them: what is cited before what cites it."""
    order: dict[str, None] = {}
    busy: set[str] = set()

    def visit(label: str) -> None:
        if label not in order and label not in busy:
            busy.add(label)
            for below in judge.cited(label, corrected=False):
                for row in judge.book.chain(below):
                    visit(row)
            order[label] = None

    for label in judge.book.entries:
        visit(label)
    return list(order)


def _all(judge: Judge, executor: Executor, forms: Sequence[Form], step: Callable[[str, int], None]) -> None:
    """Judges some forms, each as soon as what it needs is there; what was reached is put together in serial order."""
    needs = {form: _needs(judge, form, forms[:place]) for place, form in enumerate(forms)}
    waiting, running, found = list(forms), {}, {}
    try:
        while waiting or running:
            for form in [form for form in waiting if found.keys() >= set(needs[form])]:
                waiting.remove(form)
                told = _told(judge.book, form, [found[one] for one in needs[form]])
                own = {one: _argued(known) for one, known in judge.argued.items() if one[0] == form[0]}
                running[executor.submit(_judged, form, replace(told, argued=own))] = form
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                form = running.pop(done)
                found[form] = done.result()
                step(form[0], len(found))
    finally:
        for form in filter(found.__contains__, forms):
            _take(judge, found[form])


def _needs(judge: Judge, form: Form, before: Sequence[Form]) -> list[Form]:
    """The forms on which the judging of one depends, among those that come before it."""
    names = _near(judge.book, form[0])
    return [one for one in before if one[0] in names]


def _near(book: Book, label: str) -> set[str]:
    names = {label, *cited(book, label), *defining(book)}
    return names | {row for name in names for row in book.chain(name)}


def _told(book: Book, form: Form, before: Sequence[Reached]) -> Reached:
    """What a worker is told: how that stands on which a claim depends, without the proofs."""
    names = _near(book, form[0])
    known = [Reached(book.verdicts, book.standing, book.constants), *before]
    verdicts = {key: found for one in reversed(known) for key, found in one.verdicts.items() if key[0] in names}
    standing = {key: found for one in reversed(known) for key, found in one.standing.items() if key in verdicts}
    constants = {key: found for one in reversed(known) for key, found in one.constants.items() if key in verdicts}
    return Reached({key: _bare(found) for key, found in verdicts.items()}, standing, constants)


def _bare(verdict: Verdict) -> Verdict:
    found = verdict.certificate
    return replace(verdict, certificate=found and replace(found, steps=(), obligations=(), derivation=()))


def _judged(form: Form, told: Reached) -> Reached:
    """In a worker: the verdict on one form, and whatever else had to be reached for it."""
    known = _HERE.judge
    assert known is not None, "a worker is forked from a process that has a judge"
    book = Book(known.book.lecture, readings=known.book.readings)
    book.verdicts, book.standing, book.constants = dict(told.verdicts), dict(told.standing), dict(told.constants)
    memory = Memory(Store(known.memory.store.file))
    judge = Judge(book, argued=dict(told.argued), effort=known.effort, memory=memory)
    judge.verdict(form[0], corrected=form[1])
    memory.store.close()
    fresh = {key: _light(found) for key, found in book.verdicts.items() if key not in told.verdicts}
    noted = {key: found for key, found in book.verdicts.items() if told.verdicts.get(key, found) is not found}
    return Reached(
        fresh,
        {key: book.standing[key] for key in fresh if key in book.standing},
        {key: book.constants[key] for key in fresh if key in book.constants},
        {key: _argued(judge.argued[key]) for key in fresh if key in judge.argued},
        noted,
    )


def _light(verdict: Verdict) -> Verdict:
    """A verdict without what only Coq asks for."""
    found = verdict.certificate
    return replace(verdict, certificate=found and replace(found, obligations=()))


def _argued(argued: Argued) -> Argued:
    """An argument without its reasons, which the checker has seen."""
    answers = tuple(_plain(one) if isinstance(one, Proof) else one for one in argued.answers)
    hollow = argued.hollow and _plain(argued.hollow)
    return replace(argued, answers=answers, closing=tuple(map(_plain, argued.closing)), hollow=hollow)


def _plain(proof: Proof) -> Proof:
    return replace(proof, certificate=(), obligations=(), why=None)


def _take(judge: Judge, found: Reached) -> None:
    """Puts what a worker reached among what is known; of what two reached, the first in serial order."""
    fresh = found.verdicts.keys() - judge.book.verdicts.keys()
    for form in fresh:
        judge.book.verdicts[form] = found.verdicts[form]
        judge.book.standing |= {form: found.standing[form]} if form in found.standing else {}
        judge.book.constants |= {form: found.constants[form]} if form in found.constants else {}
        judge.argued |= {form: found.argued[form]} if form in found.argued else {}
    for form, noted in found.noted.items():
        _note(judge, form, noted)


def _note(judge: Judge, key: Form, noted: Verdict) -> None:
    """Adds what a claim that cites another one found out about it."""
    known = judge.book.verdicts[key]
    judge.book.verdicts[key] = replace(
        known,
        findings=tuple(dict.fromkeys((*known.findings, *noted.findings))),
        too_weak_for=tuple(dict.fromkeys((*known.too_weak_for, *noted.too_weak_for))),
    )


__all__ = ["judge_ahead"]
