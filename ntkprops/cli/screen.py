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
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from ntkprops.cli.commands import EXIT_FALLS, EXIT_INTERRUPTED, EXIT_UNREADABLE, app
from ntkprops.errors import InputError, NtkpropsError
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.trial.judge import Judge
from ntkprops.trial.verdicts import Judged, judge_lecture

Folder = Annotated[
    Path | None,
    typer.Argument(help="A folder of statements; the bundled lecture 12 if left out.", show_default=False),
]


def _in_a_folder(path: Path | None) -> Path | None:
    """Refuses a file in no folder before any work is done."""
    if path is not None and not path.resolve().parent.is_dir():
        raise typer.BadParameter(f"{path} must lie in a folder that exists; {path.parent} does not. Make it first.")
    return path


JsonFile = Annotated[
    Path | None,
    typer.Option("--json", help="Also write the report to this file.", show_default=False, callback=_in_a_folder),
]


@dataclass
class Step:
    """Shows how far the work has come: ``step(label, done, total)``; ``interrupted`` by Ctrl-C, or not."""

    show: Callable[[str, int, int], None]
    interrupted: bool = False

    def __call__(self, label: str, done: int, total: int) -> None:
        self.show(label, done, total)


def console() -> Console:
    """The terminal; 80 columns of plain text where there is none. What its letters lack is shown by number."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    found = Console(highlight=False, soft_wrap=False)
    return found if found.is_terminal else Console(highlight=False, width=80, no_color=True)


@contextmanager
def progress(screen: Console, doing: str) -> Iterator[Step]:
    """A bar where a person is watching; Ctrl-C inside ends the work, and what was reached is kept."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
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


def load(path: Path | None, screen: Console) -> Lecture:
    """The lecture of a folder, or a refusal."""
    try:
        return load_lecture(path if path is not None else bundled_lecture())
    except NtkpropsError as error:
        refuse(screen, error)


def save(path: Path, text: str, screen: Console) -> None:
    """Write a report, or refuse."""
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        refuse(screen, InputError(f"{path} must be a file that can be written: {error.strerror}. Name another."))


def refuse(screen: Console, error: NtkpropsError) -> NoReturn:
    """Say what is wrong and exit with the status of what cannot be read."""
    screen.print(Text(str(error)))
    raise typer.Exit(EXIT_UNREADABLE)


__all__ = [
    "EXIT_FALLS", "EXIT_INTERRUPTED", "EXIT_UNREADABLE", "Folder", "JsonFile", "Step", "app", "console", "judged",
    "load", "progress", "refuse", "save",
]  # fmt: skip
