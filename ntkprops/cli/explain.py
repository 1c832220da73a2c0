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
from ntkprops.proof.reading import printed
from ntkprops.report.coq import second
from ntkprops.report.sampled import slack_lines
from ntkprops.report.terminal import at_length
from ntkprops.sampling.run import budget_of, forms, sample_claim
from ntkprops.statement.model import Assume, Cite, Definition, Reason
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
    lecture = load(path, screen)
    judge = Judge(Book(lecture), memory=memory(cache and not coq))
    claim = _judged(judge, label, screen)
    found = next(((item, ledger) for item, ledger in lecture.rows() if label in (item.label, *item.also)), None)
    parts = printed(*found, corrected=False) if found else None
    bugs: dict[str, str] = {}
    with progress(screen, "mending") as step:
        mended = repairs(judge, only=claim.label, limit=MANY, step=step, bugs=bugs)
        claim = with_repairs([claim], mended, lecture=lecture, bugs=bugs)[0]
    reasons = [_reason(reason) for reason in parts.by] if parts else []
    screen.print(at_length(claim, given=parts.given if parts else (), reasons=reasons))
    for name, corrected in forms(lecture) if sample and found is not None else ():
        if found is not None and name == found[0].label:
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


def _reason(reason: Reason) -> str:
    if isinstance(reason, Cite):
        at = ", ".join(f"{name} = {value}" for name, value in reason.at)
        return reason.label + (f" at {at}" if at else "")
    if isinstance(reason, Definition):
        return f"the definition of {reason.spelling}"
    if isinstance(reason, Assume):
        return f"assumed: {reason.words}"
    return f"{reason.name}: {reason.says}"
