"""``ntkprops explain``: one claim with its reasons, its certificate and all it rests on."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from ntkprops.cli.coq import Coq, opinions_on
from ntkprops.cli.screen import EXIT_FALLS, Folder, app, console, judged, load, progress, refuse
from ntkprops.errors import LectureError, nearest
from ntkprops.proof.book import Book
from ntkprops.report.coq import second
from ntkprops.report.document import claim_of
from ntkprops.report.sampled import slack_lines
from ntkprops.report.terminal import at_length
from ntkprops.sampling.run import budget_of, forms, sample_claim
from ntkprops.statement.lecture import bundled_lecture
from ntkprops.statement.places import places
from ntkprops.trial.judge import Judge
from ntkprops.trial.repair import MANY, repairs
from ntkprops.trial.verdicts import with_repairs


@app.command(epilog="Example: ntkprops explain lemma-4-radius")
def explain(
    label: Annotated[str, typer.Argument(help="The label of a claim, e.g. eq-24.")],
    path: Folder = None,
    coq: Coq = False,
    sample: Annotated[bool, typer.Option("--sample", help="Also say how much slack a bound has.")] = False,
) -> None:
    """Everything about one claim: printed form, reasons, certificate, counterexample, erratum."""
    screen = console()
    lecture = load(path, screen)
    judge = Judge(Book(lecture))
    claims = {name: claim for claim in judged(judge, screen)[0] for name in (claim.label, *claim.also)}
    if label not in claims:
        refuse(screen, LectureError(f"no claim is labelled {label}. {nearest(label, claims)}"))
    bugs: dict[str, str] = {}
    with progress(screen, "mending") as step:
        mended = repairs(judge, only=claims[label].label, limit=MANY, step=step, bugs=bugs)
        claims[label] = with_repairs([claims[label]], mended, lecture=lecture, bugs=bugs)[0]
    entry = judge.book.entries.get(claims[label].label)
    written = places(path if path is not None else bundled_lecture()).get(claims[label].label)
    screen.print(at_length(claim_of(claims[label], entry, place=written)))
    for name, corrected in forms(lecture) if sample else ():
        if entry is not None and name == entry.item.label:
            one = sample_claim(Book(lecture), name, corrected=corrected, budget=budget_of(lecture))
            for line in (one.label, *slack_lines(one)):
                screen.print(Text(line))
    opinions = opinions_on([claims[label]], screen) if coq else None
    if opinions is not None:
        screen.print(second(opinions))
        raise typer.Exit(0 if opinions.agrees else EXIT_FALLS)

