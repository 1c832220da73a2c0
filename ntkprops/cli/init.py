"""``ntkprops init``: a copy of some notes with what was inferred and found as comments, ready to be corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ntkprops.cli.read import Notes
from ntkprops.cli.screen import app, console, progress, refuse, save
from ntkprops.errors import InputError, NtkpropsError
from ntkprops.memory import remembered
from ntkprops.notes.annotate import annotated
from ntkprops.notes.loader import load_notes
from ntkprops.notes.search import with_reasons


@app.command(epilog="Example: ntkprops init notes.tex --out notes.checked.tex")
def init(
    notes: Notes,
    out: Annotated[
        Path | None, typer.Option("--out", help="The copy; NOTES.annotated.SUFFIX if left out.", show_default=False)
    ] = None,
) -> None:
    """Write a copy of some notes with a red pen in the margin: notation that was inferred, reasons that were found."""
    screen = console()
    out = out if out is not None else notes.with_suffix(f".annotated{notes.suffix}")
    try:
        if out.exists():
            raise InputError(f"{out} must not exist yet, so that no correction is lost. Name another file with --out.")
        loaded = load_notes(notes)
        with progress(screen, "reasons") as step:
            loaded = with_reasons(loaded, step, store=remembered())
    except NtkpropsError as error:
        refuse(screen, error)
    save(out, annotated(notes.read_text(encoding="utf-8", errors="replace"), loaded), screen)
    screen.print(Text(f"wrote {out}: check it with ntkprops check {out}"))
