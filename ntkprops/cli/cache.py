"""``ntkprops cache``: what is remembered of earlier runs, and how to forget it."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer
from rich.text import Text

from ntkprops.cli.screen import app, console
from ntkprops.memory import Memory, remembered

Cache = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Remember searches from one run to the next; all are checked again.")
]


class Act(Enum):
    """What may be done with the cache."""

    INFO = "info"
    CLEAR = "clear"


@app.command(epilog="Example: ntkprops cache clear")
def cache(act: Annotated[Act, typer.Argument(help="Say where it is and how large, or empty it.")] = Act.INFO) -> None:
    """What is remembered of earlier runs: where it is, how much of it there is; or forget it."""
    store = remembered()
    if act is Act.CLEAR:
        store.clear()
    where = store.file if store.file is not None else "nowhere: the environment turns it off"
    console().print(Text(f"{store.size()} searches are remembered, {where}"), soft_wrap=True)


def memory(is_wanted: bool) -> Memory:
    """What a command may remember."""
    return Memory(remembered()) if is_wanted else Memory()
