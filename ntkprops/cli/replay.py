"""``ntkprops replay``: does a failure that was written down still fail?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ntkprops.cli.screen import app, console
from ntkprops.sampling.replay import Replayed
from ntkprops.sampling.replay import replay as replayed


@app.command(epilog="Example: ntkprops replay witnesses/lemma-4-printed.json")
def replay(file: Annotated[Path, typer.Argument(help="A witness file that check --witnesses wrote.")]) -> None:
    """Whether a failure that was written down still fails: FIXED (0), STILL FAILS (1) or ERROR (2)."""
    outcome, why = replayed(file)
    console().print(Text(f"{outcome.value}: {why}"))
    raise typer.Exit(list(Replayed).index(outcome))
