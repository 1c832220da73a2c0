"""The command line: ``ntkprops check``, ``explain``, ``coverage``.

Exit status 0: all as it should be, printed errata confirmed; 1: something falls; 2: something cannot be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from ntkprops.errors import LectureError, NtkpropsError
from ntkprops.evidence import RUN_FALSE_ALARM
from ntkprops.proof.book import Book
from ntkprops.proof.coq.runner import MISSING, has_coq
from ntkprops.proof.reading import printed
from ntkprops.report.coq import second, words
from ntkprops.report.coverage import coverage as covered
from ntkprops.report.plain import as_json
from ntkprops.report.sampled import disagreements, slack_lines
from ntkprops.report.sampled import table as sampled_table
from ntkprops.report.terminal import at_length, summary
from ntkprops.sampling.replay import Replayed, write_witnesses
from ntkprops.sampling.replay import replay as replayed
from ntkprops.sampling.result import Sampled
from ntkprops.sampling.run import budget_of, forms, sample_claim, sample_lecture
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.statement.model import Assume, Cite, Definition, Reason
from ntkprops.trial.second import Opinions, second_opinion
from ntkprops.trial.verdicts import Judged, judge_lecture
from ntkprops.verdict import Outcome

app = typer.Typer(
    pretty_exceptions_enable=False,
    help="Check lecture notes on the neural tangent kernel: every printed formula gets a verdict.",
    no_args_is_help=True,
    add_completion=False,
)
EXIT_FALLS, EXIT_UNREADABLE = 1, 2

Folder = Annotated[
    Path | None,
    typer.Argument(help="A folder of statements; the bundled lecture 12 if left out.", show_default=False),
]
JsonFile = Annotated[
    Path | None, typer.Option("--json", help="Also write the report to this file.", show_default=False)
]

Coq = Annotated[bool, typer.Option("--coq", help="Also let Coq check what every proof comes down to.")]


def console() -> Console:
    """The terminal; 80 columns of plain text where there is none."""
    found = Console(highlight=False, soft_wrap=False)
    return found if found.is_terminal else Console(highlight=False, width=80, no_color=True)


def judged(lecture: Lecture, screen: Console) -> list[Judged]:
    """All verdicts, with progress where a person is watching; Ctrl-C returns what was reached."""
    claims: list[Judged] = []
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("reading", total=None)

        def step(label: str, done: int, total: int) -> None:
            bar.update(task, description=f"{label:<28}", completed=done, total=total)

        try:
            for claim in judge_lecture(lecture, step=step):
                claims.append(claim)
        except KeyboardInterrupt:
            screen.print("interrupted; this is what was reached")
    return claims


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
    lecture = _load(path, screen)
    claims = judged(lecture, screen)
    opinions = _opinions(claims, screen) if coq else None
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
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=screen, transient=True,
                  disable=not screen.is_terminal) as bar:  # fmt: skip
        task = bar.add_task("sampling", total=None)

        def step(label: str, done: int, total: int) -> None:
            bar.update(task, description=f"{label:<28}", completed=done, total=total)

        try:
            for label, corrected, one in sample_lecture(lecture, false_alarm=false_alarm, seed=seed, step=step):
                found[(label, corrected)] = one
        except NtkpropsError as error:
            _refuse(screen, error)
        except KeyboardInterrupt:
            screen.print("interrupted; this is what was reached")
    return found


@app.command(epilog="Example: ntkprops replay witnesses/lemma-4-printed.json")
def replay(file: Annotated[Path, typer.Argument(help="A witness file that check --witnesses wrote.")]) -> None:
    """Whether a failure that was written down still fails: FIXED (0), STILL FAILS (1) or ERROR (2)."""
    outcome, why = replayed(file)
    console().print(Text(f"{outcome.value}: {why}"))
    raise typer.Exit(list(Replayed).index(outcome))


def _opinions(claims: list[Judged], screen: Console) -> Opinions | None:
    """What Coq says of every proof; where it is not installed, that it is skipped."""
    if not has_coq():
        screen.print(Text(f"coq skipped: {MISSING}"))
        return None
    verdicts = [(claim.label, verdict) for claim in claims for verdict in (claim.verdict, claim.corrected)]
    try:
        return second_opinion([(label, v.certificate) for label, v in verdicts if v is not None and v.certificate])
    except NtkpropsError as error:
        _refuse(screen, error)


def _status(claims: list[Judged], lecture: Lecture) -> int:
    if lecture.broken:
        return EXIT_UNREADABLE
    open_ends = [claim for claim in claims if not claim.is_as_it_should_be]
    if any(claim.verdict.outcome is Outcome.ILL_FORMED for claim in open_ends):  # no erratum makes sense of it
        return EXIT_UNREADABLE
    return EXIT_FALLS if open_ends else 0


@app.command(epilog="Example: ntkprops explain lemma-4-radius")
def explain(
    label: Annotated[str, typer.Argument(help="The label of a claim, e.g. eq-24.")],
    path: Folder = None,
    coq: Coq = False,
    sample: Annotated[bool, typer.Option("--sample", help="Also say how much slack a bound has.")] = False,
) -> None:
    """Everything about one claim: printed form, reasons, certificate, counterexample, erratum."""
    screen = console()
    lecture = _load(path, screen)
    claims = {name: claim for claim in judged(lecture, screen) for name in (claim.label, *claim.also)}
    if label not in claims:
        _refuse(screen, LectureError(f"no claim is labelled {label}. Known: {', '.join(claims)}."))
    found = next(((item, ledger) for item, ledger in lecture.rows() if label in (item.label, *item.also)), None)
    parts = printed(*found, corrected=False) if found else None
    reasons = [_reason(reason) for reason in parts.by] if parts else []
    screen.print(at_length(claims[label], given=parts.given if parts else (), reasons=reasons))
    for name, corrected in forms(lecture) if sample and found is not None else ():
        if found is not None and name == found[0].label:
            one = sample_claim(Book(lecture), name, corrected=corrected, budget=budget_of(lecture))
            for line in (one.label, *slack_lines(one)):
                screen.print(Text(line))
    opinions = _opinions([claims[label]], screen) if coq else None
    if opinions is not None:
        screen.print(second(opinions))
        raise typer.Exit(0 if opinions.agrees else EXIT_FALLS)


def _reason(reason: Reason) -> str:
    if isinstance(reason, Cite):
        at = ", ".join(f"{name} = {value}" for name, value in reason.at)
        return reason.label + (f" at {at}" if at else "")
    if isinstance(reason, Definition):
        return f"the definition of {reason.spelling}"
    if isinstance(reason, Assume):
        return f"assumed: {reason.words}"
    return f"{reason.name}: {reason.says}"


@app.command(epilog="Example: ntkprops coverage lecture12.txt")
def coverage(
    notes: Annotated[Path, typer.Argument(help="Notes in Markdown or LaTeX.")],
    path: Folder = None,
) -> None:
    """Which displayed formulas of some notes are encoded, altered or missing."""
    screen = console()
    try:
        found = covered(notes.read_text(), _load(path, screen))
    except OSError as error:
        _refuse(screen, LectureError(f"{notes} must be a readable file: {error.strerror}."))
    except NtkpropsError as error:
        _refuse(screen, error)
    table = Table("line", "status", "label", "formula", box=None, pad_edge=False, header_style="bold")
    for one in found:
        shown = one.latex if len(one.latex) <= 44 else one.latex[:43] + "…"
        table.add_row(str(one.line), one.status, one.label, Text(shown.replace("\n", " ")))
    screen.print(table)
    missing = sum(one.status != "encoded" for one in found)
    screen.print(f"{len(found)} displayed formulas, {missing} missing or altered")
    raise typer.Exit(EXIT_FALLS if missing else 0)


def _load(path: Path | None, screen: Console) -> Lecture:
    try:
        return load_lecture(path if path is not None else bundled_lecture())
    except NtkpropsError as error:
        _refuse(screen, error)


def _refuse(screen: Console, error: NtkpropsError) -> NoReturn:
    screen.print(Text(str(error)))
    raise typer.Exit(EXIT_UNREADABLE)


if __name__ == "__main__":
    app()
