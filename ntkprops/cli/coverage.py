"""``ntkprops coverage``: which displayed formulas of some notes a folder of statements encodes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from ntkprops.cli.screen import EXIT_FALLS, Folder, app, console, load, refuse
from ntkprops.errors import NtkpropsError
from ntkprops.notes.document import read_document
from ntkprops.report.coverage import coverage as covered


@app.command(epilog="Example: ntkprops coverage lecture12.txt")
def coverage(
    notes: Annotated[Path, typer.Argument(help="Notes in Markdown or LaTeX.")],
    path: Folder = None,
) -> None:
    """Which displayed formulas of some notes are encoded, altered or missing."""
    screen = console()
    try:
        found = covered(read_document(notes), load(path, screen))
    except NtkpropsError as error:
        refuse(screen, error)
    table = Table("line", "status", "label", "formula", "printed -> here", box=None, pad_edge=False, header_style="bold")
    for one in found:
        shown = one.latex if len(one.latex) <= 44 else one.latex[:43] + "…"
        table.add_row(str(one.line), one.status, one.label, Text(shown.replace("\n", " ")), Text(one.differs))
    screen.print(table)
    missing = sum(one.status != "encoded" for one in found)
    screen.print(f"{len(found)} displayed formulas, {missing} missing or altered")
    raise typer.Exit(EXIT_FALLS if missing else 0)
