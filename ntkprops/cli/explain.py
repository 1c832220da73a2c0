"""``ntkprops explain``: one claim with its reasons, its certificate and all it rests on."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from ntkprops.cli.cache import Cache, memory
from ntkprops.cli.coq import Coq, opinions_on
from ntkprops.cli.screen import EXIT_FALLS, Folder, app, console, load, progress, refuse
from ntkprops.errors import NtkpropsError
from ntkprops.proof.book import Book
from ntkprops.report.coq import second
from ntkprops.report.document import claim_of, place_of
from ntkprops.report.sampled import slack_lines
from ntkprops.report.terminal import at_length
from ntkprops.sampling.run import budget_of, forms, sample_claim
from ntkprops.statement.lecture import bundled_lecture
from ntkprops.statement.places import places
from ntkprops.trial.judge import Judge
from ntkprops.trial.repair import MANY, repairs
from ntkprops.trial.verdicts import Judged, judge_claim, with_repairs


@app.command(epilog="Example: ntkprops explain lemma-4-radius")
def explain(
    label: Annotated[str, typer.Argument(help="The label of a claim, e.g. eq-24.")],
    path: Folder = None,
    coq: Coq = False,
    sample: Annotated[bool, typer.Option("--sample", help="Also say how much slack a bound has.")] = False,
    cache: Cache = True,
) -> None:
    """Everything about one claim: printed form, reasons, certificate, counterexample, erratum."""
    screen = console()
    lecture = load(path, screen, store=memory(cache).store)
    judge = Judge(Book(lecture), memory=memory(cache and not coq))
    claim = _judged(judge, label, screen)
    bugs: dict[str, str] = {}
    with progress(screen, "mending") as step:
        mended = repairs(judge, only=claim.label, limit=MANY, step=step, bugs=bugs)
        claim = with_repairs([claim], mended, lecture=lecture, bugs=bugs)[0]
    entry = judge.book.entries.get(claim.label)
    written = places(path if path is not None else bundled_lecture())
    screen.print(at_length(claim_of(claim, entry, place=place_of(claim, entry, written))))
    for name, corrected in forms(lecture) if sample else ():
        if entry is not None and name == entry.item.label:
            one = sample_claim(Book(lecture), name, corrected=corrected, budget=budget_of(lecture))
            for line in (one.label, *slack_lines(one)):
                screen.print(Text(line))
    opinions = opinions_on([claim], screen) if coq else None
    if opinions is not None:
        screen.print(second(opinions))
        raise typer.Exit(0 if opinions.agrees else EXIT_FALLS)


def _judged(judge: Judge, label: str, screen: Console) -> Judged:
    """The claim that is asked about, or its budget, or its circle; a label that is not there is refused."""
    whole = next((own for own in judge.book.entries if label in (f"{own}-budget", f"{own}-circle")), label)
    try:
        found = {name: one for one in judge_claim(judge, whole) for name in (one.label, *one.also)}
        return found[label] if label in found else judge_claim(judge, label)[0]
    except NtkpropsError as error:
        refuse(screen, error)
