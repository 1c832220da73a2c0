"""``ntkprops mutate``: every correct formula spoiled by one edit, to find out whether the check would notice."""

from __future__ import annotations

import json as jsons
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from ntkprops.cli.screen import (
    EXIT_FALLS,
    EXIT_INTERRUPTED,
    Folder,
    JsonFile,
    app,
    console_beside,
    load,
    progress,
    refuse,
    save,
)
from ntkprops.errors import LectureError, NtkpropsError
from ntkprops.mutation import Fate, Result, run_mutants
from ntkprops.mutation.run import judged_lecture
from ntkprops.mutation.state import as_object, noted, resumed
from ntkprops.report.mutation import report
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.altered import Known, as_corrected
from ntkprops.workers import available_cpus


@app.command(epilog="Example: ntkprops mutate --sample 500 --resume mutants.jsonl")
def mutate(
    path: Folder = None,
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, help="So many of the mutants; all if left out.", show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the choice of the sample.")] = 0,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Processes; one a CPU if left out.", show_default=False),
    ] = None,
    resume: Annotated[
        Path | None,
        typer.Option("--resume", help="A file that keeps results and goes on where it ends.", show_default=False),
    ] = None,
    json: JsonFile = None,
) -> None:
    """Spoil every formula of the corrected lecture by one edit, and say whether the check would notice.

    Exit status: 0, done; 1, a mutant is proved though an instance refutes it, or the checker crashed; 2, the lecture
    cannot be read or does not stand; 130, interrupted by Ctrl-C, after what was reached has been printed.
    """
    screen = console_beside(json)
    lecture = as_corrected(load(path, screen))
    run = Run(sample, seed, workers or available_cpus(), resume)
    try:
        interrupted = _run(run, lecture, screen)
    except NtkpropsError as error:
        refuse(screen, error)
    found = sorted(run.results, key=lambda result: run.order.get(result.mutant.key, 0))
    screen.print(report(found, expected=run.expected))
    if json is not None:
        text = jsons.dumps({"mutants": [as_object(one) for one in found]}, indent=1, ensure_ascii=False)
        save(json, text + "\n", screen)
    bugs = any(result.fate in (Fate.CONTRADICTED, Fate.CRASHED) for result in found)
    raise typer.Exit(EXIT_INTERRUPTED if interrupted else EXIT_FALLS if bugs else 0)


@dataclass
class Run:
    """What is asked, and what was reached."""

    sample: int | None
    seed: int
    workers: int
    resume: Path | None
    results: list[Result] = field(default_factory=list)
    order: dict[str, int] = field(default_factory=dict)

    @property
    def expected(self) -> int:
        """How many mutants there are to judge."""
        return len(self.order)


def _run(run: Run, lecture: Lecture, screen: Console) -> bool:
    """Judges the lecture, then its mutants; whether Ctrl-C came."""
    done = resumed(run.resume, lecture) if run.resume is not None else []
    with progress(screen, "reading") as step:
        base = judged_lecture(lecture, step=step)
    if step.interrupted:
        return True
    _refuse_what_falls(base, screen)
    known_already = {result.mutant.key for result in done}
    reached = run_mutants(base, workers=run.workers, sample=run.sample, seed=run.seed, done=done)
    every = next(reached)
    assert isinstance(every, tuple)
    run.order = {mutant.key: place for place, mutant in enumerate(every)}
    with progress(screen, "mutants") as step:
        for result in reached:
            assert isinstance(result, Result)
            run.results.append(result)
            if run.resume is not None and result.mutant.key not in known_already:
                noted(run.resume, result)
            step(result.mutant.part.label, len(run.results), run.expected)
    return step.interrupted


def _refuse_what_falls(base: Known, screen: Console) -> None:
    """A mutant tells something only where the original stands: what does not is named, and its mutants are spoiled."""
    book = base.judge.book
    fallen = [label for label in book.entries if not book.verdicts[(label, False)].outcome.stands]
    if len(fallen) == len(book.entries):
        raise LectureError(f"no claim of {book.lecture.name} stands, so that no mutant says anything. Check it first.")
    for label in fallen:
        screen.print(Text(f"{label} does not stand; its mutants, and those it would betray, say nothing."))
