"""``ntkprops threshold``: the width of a claim, derived from what it cites, with its constants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ntkprops.cli.screen import EXIT_FALLS, JsonFile, app, console_beside, load, refuse, save
from ntkprops.errors import InputError, NtkpropsError
from ntkprops.report.threshold import as_json, as_latex, report
from ntkprops.statement.lecture import Lecture
from ntkprops.width.ladder import bundled_ladder
from ntkprops.width.numbers import Number
from ntkprops.width.whole import judged, whole

Label = Annotated[str, typer.Argument(help="The claim; else the one with a width and several events.")]
Notes = Annotated[
    Path | None, typer.Option("--lecture", help="A folder of statements; lecture 12 if left out.", show_default=False)
]
Rows = Annotated[
    Path | None,
    typer.Option("--ladder", help="A folder of better rows; the bundled one if left out.", show_default=False),
]
With = Annotated[str, typer.Option("--with", help="Rows of the ladder to use, comma separated.", show_default=False)]
At = Annotated[list[str] | None, typer.Option("--at", help="Any other parameter: name=value.", show_default=False)]


def _value(help: str) -> object:
    return typer.Option(help=help, show_default=False)


@app.command(epilog="Example: ntkprops threshold --n 4 --lambda0 1/5 --delta 1/10 --best")
def threshold(
    label: Label = "",
    lecture: Notes = None,
    n: Annotated[str | None, _value("The number of samples.")] = None,
    lambda0: Annotated[str | None, _value("The least eigenvalue, an exact fraction.")] = None,
    delta: Annotated[str | None, _value("The failure probability, an exact fraction.")] = None,
    at: At = None,
    rows: With = "",
    ladder: Rows = None,
    best: Annotated[bool, typer.Option("--best", help="Search the ladder for the smallest width.")] = False,
    judge: Annotated[bool, typer.Option("--judge", help="Also judge all that the width rests on.")] = False,
    latex: Annotated[bool, typer.Option("--latex", help="Print LaTeX instead.")] = False,
    json: JsonFile = None,
) -> None:
    """From which width on does a theorem hold? Derived from what it cites, with every constant."""
    screen = console_beside(json)
    notes = load(lecture, screen)
    try:
        values = _values({"n": n, "lambda_0": lambda0, "delta": delta}, at or [])
        rungs = [name.strip() for name in rows.split(",") if name.strip()]
        better = Lecture("no ladder", notes.notation, ())
        if rungs or best:
            better = bundled_ladder() if ladder is None else load(ladder, screen)
        found = whole(notes, better, label, rungs=rungs, values=values, is_best=best)
        found = judged(found, notes, better) if judge else found
    except NtkpropsError as error:
        refuse(screen, error)
    if json is not None:
        save(json, as_json(found), screen)
    screen.print(Text(as_latex(found)) if latex else report(found), soft_wrap=latex)
    raise typer.Exit(EXIT_FALLS if any(outcome.falls for _, outcome in found.judged) else 0)


def _values(known: dict[str, str | None], extra: list[str]) -> dict[str, Number]:
    """The numbers that were given, by parameter."""
    found: dict[str, Number] = {name: value for name, value in known.items() if value is not None}
    for text in extra:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"--at takes name=value; found {text!r}. Write e.g. --at mu=3/2.")
        found[name.strip()] = value.strip()
    return found
