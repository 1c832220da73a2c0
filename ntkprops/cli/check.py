"""``ntkprops check``: every formula of a lecture, as printed and with its errata."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from ntkprops.cli.cache import Cache, memory
from ntkprops.cli.coq import Coq, opinions_on
from ntkprops.cli.screen import (
    EXIT_FALLS,
    EXIT_INTERRUPTED,
    EXIT_UNREADABLE,
    STDOUT,
    Folder,
    JsonFile,
    app,
    console_beside,
    in_a_folder,
    judged,
    load,
    progress,
    refuse,
    save,
)
from ntkprops.errors import NtkpropsError
from ntkprops.evidence import RUN_FALSE_ALARM
from ntkprops.proof.book import Book
from ntkprops.report.coq import second, words
from ntkprops.report.document import Report, document
from ntkprops.report.html import as_html
from ntkprops.report.lines import as_github, as_sarif, as_short
from ntkprops.report.plain import as_json
from ntkprops.report.sampled import Beside
from ntkprops.report.sampled import table as sampled_table
from ntkprops.report.terminal import closing, summary
from ntkprops.sampling.pool import sample_lecture
from ntkprops.sampling.replay import write_witnesses
from ntkprops.sampling.result import Sampled
from ntkprops.sampling.run import Form, constants_of, forms
from ntkprops.statement.lecture import Lecture, bundled_lecture
from ntkprops.statement.places import places
from ntkprops.trial.judge import Judge
from ntkprops.trial.repair import repairs
from ntkprops.trial.second import Opinions
from ntkprops.trial.verdicts import Judged, with_repairs
from ntkprops.verdict import Outcome
from ntkprops.workers import available_cpus


class Shape(Enum):
    """What standard output is for."""

    TEXT = "text"
    SHORT = "short"
    GITHUB = "github"
    SARIF = "sarif"


WRITERS = {Shape.SHORT: as_short, Shape.GITHUB: as_github, Shape.SARIF: as_sarif}


@app.command(epilog="Example: ntkprops check my-lecture --json report.json")
def check(
    path: Folder = None,
    json: JsonFile = None,
    coq: Coq = False,
    sample: Annotated[
        bool, typer.Option("--sample/--no-sample", help="Also try every claim on drawn networks.")
    ] = True,
    false_alarm: Annotated[
        float, typer.Option("--false-alarm", help="That sampling calls any true claim of the run false, at most.")
    ] = RUN_FALSE_ALARM,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of every draw.")] = 0,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Processes; one a CPU if left out.", show_default=False),
    ] = None,
    repair: Annotated[
        bool, typer.Option("--repair/--no-repair", help="Also seek the one edit that mends what falls.")
    ] = True,
    cache: Cache = True,
    witnesses: Annotated[
        Path | None,
        typer.Option("--witnesses", help="A folder for failures that sampling finds.", show_default=False),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", help="Also write one page to look at, with the formulas typeset.", show_default=False,
            callback=in_a_folder,
        ),
    ] = None,
    form: Annotated[Shape, typer.Option("--format", help="What standard output is for.")] = Shape.TEXT,
) -> None:
    """Judge every formula of a lecture, as printed and with its errata, and try it on drawn networks.

    Exit status: 0, all is as it should be; 1, something falls or is open, two machines disagree, or this tool broke on
    a claim (the others have their verdicts); 2, something cannot be read, or the report not be written; 130,
    interrupted by Ctrl-C, after what was reached has been printed.
    """
    screen = console_beside(json, html, *([] if form is Shape.TEXT else [STDOUT]))
    lecture = load(path, screen, store=memory(cache).store)
    judge = Judge(Book(lecture), memory=memory(cache and not coq))  # what is remembered holds no obligations for Coq
    workers = workers or available_cpus()
    claims, interrupted = judged(judge, screen, workers=1 if coq else workers)
    if repair and not interrupted:
        claims, interrupted = _mended(judge, claims, screen)
    opinions = opinions_on(claims, screen) if coq and not interrupted else None
    plan = Plan(path, false_alarm, seed, workers) if sample and not interrupted else None
    sampled, stopped = _sampled(judge.book, plan, screen) if plan is not None else (None, False)
    report = document(
        judge.book, claims, sampled=sampled, places=places(path if path is not None else bundled_lecture()),
        budget={"false_alarm": false_alarm, "seed": seed, "claims": len(forms(lecture))} if plan else None,
        interrupted=interrupted or stopped, path=str(path) if path is not None else "",
    )  # fmt: skip
    if opinions is not None:
        report = replace(report, coq={opinion.label: opinion.word.value for opinion in opinions.claims})
    if sampled is not None and witnesses is not None:
        write_witnesses(sampled, witnesses, lecture=path, false_alarm=false_alarm)
    if form is Shape.TEXT:
        _print(report, claims, sampled, opinions, screen)
    else:
        save(STDOUT, WRITERS[form](report), screen)
    for file, write in ((json, as_json), (html, as_html)):
        if file is not None:
            save(file, write(report), screen)
    disagree = bool(report.complaints) or (opinions is not None and not opinions.agrees)
    status = _status(claims, lecture) or (EXIT_FALLS if disagree else 0)
    raise typer.Exit(EXIT_INTERRUPTED if report.interrupted else status)


def _print(
    report: Report, claims: list[Judged], sampled: Beside | None, opinions: Opinions | None, screen: Console
) -> None:
    """What people read: the summary, details, tables, and at the end what is not as it should be."""
    screen.print(summary(report, second=words(opinions) if opinions else None))
    if opinions is not None:
        screen.print(second(opinions))
    if sampled is not None:
        screen.print(sampled_table(claims, sampled))
    for complaint in report.complaints:
        screen.print(Text(complaint, style="bold red"))
    screen.print(closing(report))


@dataclass(frozen=True)
class Plan:
    """How a run samples: ``folder`` is None for the bundled lecture."""

    folder: Path | None
    false_alarm: float
    seed: int
    workers: int


def _mended(judge: Judge, claims: list[Judged], screen: Console) -> tuple[list[Judged], bool]:
    """The claims with the edits that mend what falls, or without them where Ctrl-C came."""
    bugs: dict[str, str] = {}
    with progress(screen, "mending") as step:
        mended = repairs(judge, step=step, bugs=bugs)
        return with_repairs(claims, mended, lecture=judge.book.lecture, bugs=bugs), False
    return claims, step.interrupted


def _sampled(book: Book, plan: Plan, screen: Console) -> tuple[dict[Form, Sampled], bool]:
    """What sampling says of every claim, or what was reached before Ctrl-C, and whether it came."""
    found: dict[Form, Sampled] = {}
    every, folder = forms(book.lecture), plan.folder if plan.folder is not None else bundled_lecture()
    try:
        with progress(screen, "sampling") as step:
            step("sampling", 0, len(every))
            for form, one in sample_lecture(
                folder, every, workers=plan.workers, false_alarm=plan.false_alarm, seed=plan.seed,
                constants=constants_of(book),
            ):  # fmt: skip
                found[form] = one
                step(form[0], len(found), len(every))
    except NtkpropsError as error:
        refuse(screen, error)
    return found, step.interrupted


READ = (Outcome.REFUTED, Outcome.DOES_NOT_FOLLOW, Outcome.UNDECIDED, Outcome.VACUOUS)  # what falls or is open


def _status(claims: list[Judged], lecture: Lecture) -> int:
    if lecture.broken:
        return EXIT_UNREADABLE
    open_ends = [claim.verdict.outcome for claim in claims if not claim.is_as_it_should_be]
    if any(outcome not in READ and not outcome.stands for outcome in open_ends):  # no erratum makes sense of it
        return EXIT_UNREADABLE
    return EXIT_FALLS if open_ends else 0
