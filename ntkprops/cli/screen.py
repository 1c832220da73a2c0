"""What every command shares: its arguments, the terminal, progress, and how a user is refused."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from ntkprops.cli.commands import EXIT_FALLS, EXIT_INTERRUPTED, EXIT_UNREADABLE, app
from ntkprops.errors import InputError, NtkpropsError
from ntkprops.memory import Store
from ntkprops.notes.loader import is_notes, load_notes
from ntkprops.notes.search import with_reasons
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.trial.judge import Judge
from ntkprops.trial.verdicts import Judged, judge_lecture

STDOUT = Path("-")
Folder = Annotated[
    Path | None,
    typer.Argument(help="Notes (.tex, .md, .txt) or a folder of statements; else lecture 12.", show_default=False),
]


def in_a_folder(path: Path | None) -> Path | None:
    """Refuses a file in no folder before any work is done."""
    if path is not None and not path.resolve().parent.is_dir():
        raise typer.BadParameter(f"{path} must lie in a folder that exists; {path.parent} does not. Make it first.")
    return path


JsonFile = Annotated[
    Path | None,
    typer.Option(
        "--json", help="Also write the report to this file; - for standard output.", show_default=False,
        callback=in_a_folder,
    ),
]


@dataclass
class Step:
    """Shows how far the work has come: ``step(label, done, total)``; ``interrupted`` by Ctrl-C, or not."""

    show: Callable[[str, int, int], None]
    interrupted: bool = False

    def __call__(self, label: str, done: int, total: int) -> None:
        self.show(label, done, total)


def console(*, stderr: bool = False) -> Console:
    """The terminal; 80 columns of plain text where there is none. What its letters lack is shown by number.

    With ``stderr`` it is the other stream: for errors, and for people where a program reads standard output.
    """
    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    found = Console(highlight=False, soft_wrap=False, stderr=stderr)
    return found if found.is_terminal else Console(highlight=False, width=80, no_color=True, stderr=stderr)


def console_beside(*files: Path | None) -> Console:
    """The terminal for what people read where the files may be standard output, which then is a program's."""
    return console(stderr=STDOUT in files)


@contextmanager
def progress(screen: Console, doing: str) -> Iterator[Step]:
    """A bar where a person is watching; Ctrl-C inside ends the work, and what was reached is kept."""
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    watched = console(stderr=True)
    with Progress(*columns, console=watched, transient=True, disable=not watched.is_terminal) as bar:
        task = bar.add_task(doing, total=None)

        def show(label: str, done: int, total: int) -> None:
            bar.update(task, description=f"{label:<28}", completed=done, total=total)

        step = Step(show)
        try:
            yield step
        except KeyboardInterrupt:
            step.interrupted = True
            screen.print("interrupted; this is what was reached")


def judged(judge: Judge, screen: Console, *, workers: int = 1) -> tuple[list[Judged], bool]:
    """All verdicts, with progress, or those that were reached before Ctrl-C; and whether it came."""
    claims: list[Judged] = []
    with progress(screen, "reading") as step:
        for claim in judge_lecture(judge.book.lecture, judge=judge, step=step, workers=workers):
            claims.append(claim)
    return claims, step.interrupted


def load(path: Path | None, screen: Console, *, store: Store | None = None) -> Lecture:
    """The lecture of some notes, with reasons found where they name none, or of a folder; or a refusal."""
    try:
        if path is not None and is_notes(path):
            notes = load_notes(path)
            with progress(screen, "reasons") as step:
                return with_reasons(notes, step, store=store).lecture
            return notes.lecture
        return load_lecture(path if path is not None else bundled_lecture())
    except NtkpropsError as error:
        refuse(screen, error)


def save(path: Path, text: str, screen: Console) -> None:
    """Write a report, to standard output where its file is ``-``, or refuse."""
    if path == STDOUT:
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        refuse(screen, InputError(f"{path} must be a file that can be written: {error.strerror}. Name another."))


def refuse(screen: Console, error: NtkpropsError) -> NoReturn:
    """Say on standard error what is wrong and exit with the status of what cannot be read."""
    del screen
    console(stderr=True).print(Text(str(error)))
    raise typer.Exit(EXIT_UNREADABLE)


__all__ = [
    "EXIT_FALLS", "EXIT_INTERRUPTED", "EXIT_UNREADABLE", "Folder", "JsonFile", "Step", "app", "console", "judged",
    "load", "progress", "refuse", "save",
]  # fmt: skip
