"""``ntkprops check``: every formula of a lecture, as printed and with its errata."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from ntkprops.cli.coq import Coq, opinions_on
from ntkprops.cli.screen import (
    EXIT_FALLS,
    EXIT_UNREADABLE,
    Folder,
    JsonFile,
    app,
    console,
    judged,
    load,
    progress,
    refuse,
)
from ntkprops.errors import NtkpropsError
from ntkprops.evidence import RUN_FALSE_ALARM
from ntkprops.report.coq import second, words
from ntkprops.report.plain import as_json
from ntkprops.report.sampled import disagreements
from ntkprops.report.sampled import table as sampled_table
from ntkprops.report.terminal import summary
from ntkprops.sampling.replay import write_witnesses
from ntkprops.sampling.result import Sampled
from ntkprops.sampling.run import forms, sample_lecture
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.verdicts import Judged
from ntkprops.verdict import Outcome


@app.command(epilog="Example: ntkprops check my-lecture --json report.json")
def check(
    path: Folder = None,
    json: JsonFile = None,
    coq: Coq = False,
    sample: Annotated[bool, typer.Option("--sample", help="Also try every claim on drawn networks.")] = False,
    false_alarm: Annotated[
        float, typer.Option("--false-alarm", help="With --sample: of the whole run.")
    ] = RUN_FALSE_ALARM,
    seed: Annotated[int, typer.Option("--seed", min=0, help="With --sample: of every draw.")] = 0,
    witnesses: Annotated[
        Path | None, typer.Option("--witnesses", help="With --sample: a folder for failures.", show_default=False)
    ] = None,
) -> None:
    """Judge every formula of a lecture, as printed and with its errata."""
    screen = console()
    lecture = load(path, screen)
    claims = judged(lecture, screen)
    opinions = opinions_on(claims, screen) if coq else None
    screen.print(summary(claims, broken=lecture.broken, second=words(opinions) if opinions else None))
    if opinions is not None:
        screen.print(second(opinions))
    beside = _sampled(lecture, screen, false_alarm=false_alarm, seed=seed) if sample else None
    clashes = disagreements(claims, beside or {})
    budget = {"false_alarm": false_alarm, "seed": seed, "claims": len(forms(lecture))} if sample else None
    if beside is not None:
        screen.print(sampled_table(claims, beside))
        for clash in clashes:
            screen.print(Text(f"PROOF AND SAMPLING DISAGREE: {clash}", style="bold red"))
        if witnesses is not None:
            write_witnesses(beside, witnesses, lecture=path, false_alarm=false_alarm)
    if json is not None:
        json.write_text(as_json(claims, broken=lecture.broken, budget=budget, sampled=beside))
    status = _status(claims, lecture)
    disagree = bool(clashes) or (opinions is not None and not opinions.agrees)
    raise typer.Exit(status or (EXIT_FALLS if disagree else 0))


def _sampled(lecture: Lecture, screen: Console, *, false_alarm: float, seed: int) -> dict[tuple[str, bool], Sampled]:
    """What sampling says of every claim; Ctrl-C returns what was reached."""
    found: dict[tuple[str, bool], Sampled] = {}
    try:
        with progress(screen, "sampling") as step:
            for label, corrected, one in sample_lecture(lecture, false_alarm=false_alarm, seed=seed, step=step):
                found[(label, corrected)] = one
    except NtkpropsError as error:
        refuse(screen, error)
    return found


def _status(claims: list[Judged], lecture: Lecture) -> int:
    if lecture.broken:
        return EXIT_UNREADABLE
    open_ends = [claim for claim in claims if not claim.is_as_it_should_be]
    if any(claim.verdict.outcome is Outcome.ILL_FORMED for claim in open_ends):  # no erratum makes sense of it
        return EXIT_UNREADABLE
    return EXIT_FALLS if open_ends else 0
