"""``ntkprops read``: what was understood of some notes, formula by formula."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ntkprops.cli.screen import EXIT_UNREADABLE, app, console, progress, refuse
from ntkprops.errors import NtkpropsError
from ntkprops.memory import remembered
from ntkprops.notes.loader import load_notes
from ntkprops.notes.search import with_reasons
from ntkprops.notes.status import State, statuses
from ntkprops.report.notes import understood

Notes = Annotated[Path, typer.Argument(help="Notes in LaTeX, Markdown or plain text.")]


@app.command(epilog="Example: ntkprops read notes.tex")
def read(
    notes: Notes,
    reasons: Annotated[bool, typer.Option("--reasons", help="Also look for the reasons that are not printed.")] = False,
) -> None:
    """What was understood of some notes: formulas, notation, skipped words; nothing is judged.

    Exit status: 0, every displayed formula is read; 2, one is not, or the notes cannot be taken apart.
    """
    screen = console()
    try:
        loaded = load_notes(notes)
        if reasons:
            with progress(screen, "reasons") as step:
                loaded = with_reasons(loaded, step, store=remembered())
    except NtkpropsError as error:
        refuse(screen, error)
    screen.print(understood(loaded))
    unread = any(one.state is not State.READ for one in statuses(loaded) if one.formula.display)
    raise typer.Exit(EXIT_UNREADABLE if unread else 0)
