r"""Does one claim of a lecture stand? ``check(label)`` in a test of your own.

``check`` raises ``AssertionError`` with the counterexample; ``judged`` gives the verdicts and ``objection`` the words.
Judging a claim judges what it cites and no more, except that an erratum may rest on a claim which does not follow from
the printed form: then those that cite it are judged as well. A lecture is read, and each claim judged, once a process.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import StringIO
from pathlib import Path
from types import ModuleType

from rich.console import Console, Group

from ntkprops.errors import InputError
from ntkprops.evidence import RUN_FALSE_ALARM, Budget
from ntkprops.notes.loader import is_notes, load_notes
from ntkprops.notes.search import with_reasons
from ntkprops.proof.book import Book
from ntkprops.report.document import Claim, claim_of
from ntkprops.report.sampled import Beside, breakdowns, disagreements
from ntkprops.report.terminal import detail, witness
from ntkprops.report.words import explain_command
from ntkprops.sampling.result import Sampled
from ntkprops.sampling.run import Form, budget_of, constants_of, forms, sample_claim
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.statement.model import Ledger, Statement
from ntkprops.statement.places import Place, places, shown
from ntkprops.trial.judge import Judge
from ntkprops.trial.repair import repairs
from ntkprops.trial.verdicts import Judged, said, with_repairs
from ntkprops.trial.verdicts import judge_claim as judged
from ntkprops.verdict import Outcome

WIDTH = 100


@dataclass(frozen=True)
class Docket:
    """A lecture, the judge who knows the verdicts reached so far, and the file and the line of each claim."""

    lecture: Lecture
    judge: Judge
    files: Mapping[str, Path]
    places: Mapping[str, Place]
    folder: str


def check(claim: Statement | str, *, lecture: Lecture | Path | str | None = None, sample: bool = False) -> Judged:
    r"""Assert that a claim is as it should be: it stands, or it is printed wrong and its erratum is confirmed.

    Args:
        claim: a label, or a statement; one that the lecture lacks, or has in another form, is judged in it.
        lecture: the lecture, or its folder; the bundled lecture 12 if left out.
        sample: also try the claim on drawn networks, at the false alarm of one run.

    Returns:
        The claim with its verdicts.

    Raises:
        AssertionError: the claim falls or is undecided, or its erratum is not confirmed, or sampling breaks what is
            proved; with the counterexample.
        LectureError: the folder cannot be read, or holds no such label.
        InputError: the statement has the label of a row.

    >>> check("lemma-2").verdict.outcome.value
    'proved'
    """
    __tracebackhide__ = True
    judge = _judge_of(lecture)
    label = claim if isinstance(claim, str) else claim.label
    if isinstance(claim, Statement):
        book = _with(judge.book.lecture, claim)
        judge = judge if book is judge.book.lecture else _judge(book, id(book.notation.world))
    claims = judged(judge, label)
    wrong = [objection(described(judge, mended(judge, one))) for one in claims if not one.is_as_it_should_be]
    wrong += complaints(claims, sampled(judge, label)) if sample else []
    if wrong:
        raise AssertionError("\n\n".join(wrong))
    return claims[0]


def sampled(judge: Judge, label: str, *, false_alarm: float = RUN_FALSE_ALARM, seed: int = 0) -> dict[Form, Sampled]:
    """What sampling says of each form of a claim, at its share of the false alarm of a run over the whole lecture."""
    entries = judge.book.entries
    label = next((own for own, entry in entries.items() if label in entry.item.also), label)
    every, budget = _registered(judge.book.lecture, id(judge.book.notation.world), false_alarm)
    constants = constants_of(judge.book)
    return {
        form: sample_claim(judge.book, label, corrected=form[1], budget=budget, seed=seed, constant=constants.get(form))
        for form in every
        if form[0] == label
    }


def complaints(claims: Sequence[Judged], beside: Beside) -> list[str]:
    """What sampling has against some claims: it breaks what is proved, or this tool broke while it sampled."""
    return [*disagreements(claims, beside), *breakdowns(claims, beside)]


@lru_cache(maxsize=8)
def _registered(lecture: Lecture, _world: int, false_alarm: float) -> tuple[list[Form], Budget]:
    return forms(lecture), budget_of(lecture, false_alarm=false_alarm)


def mended(judge: Judge, claim: Judged) -> Judged:
    """The claim with the edits that mend it, where it falls."""
    if claim.label not in judge.book.entries:
        return claim
    bugs: dict[str, str] = {}
    found = repairs(judge, only=claim.label, bugs=bugs)
    return with_repairs([claim], found, lecture=judge.book.lecture, bugs=bugs)[0]


def described(judge: Judge, claim: Judged, *, place: Place | None = None, sampled: Beside | None = None) -> Claim:
    """The claim as reports show it."""
    return claim_of(claim, judge.book.entries.get(claim.label), place=place, sampled=sampled)


def objection(claim: Claim, *, folder: str = "") -> str:
    """What is wrong with a claim that is not as it should be: the reason, the counterexample, the remedy.

    With a ``folder`` it ends with the command that shows the claim at length.
    """
    body = [detail(claim)]
    if claim.erratum is not None and claim.erratum.verdict.witness is not None:
        body += ["  against the erratum:", *witness(claim.erratum.verdict.witness)]
    more = f"\n\n{explain_command(claim.label, folder)}" if folder else ""
    return f"{_headline(claim)}\n{_plain(Group(*body))}{more}"


def docket(folder: Path | str) -> Docket:
    """The docket of some notes or of a folder of statements; the same one until a file of it changes.

    Raises:
        LectureError: where the folder cannot be read.
    """
    folder = Path(folder).resolve()
    if is_notes(folder):
        return _docket_of_notes(folder, folder.stat().st_mtime_ns if folder.exists() else 0)
    files = [(file, file.stat()) for file in sorted(folder.glob("*.py"))]
    return _docket(folder, tuple((file, stat.st_mtime_ns, stat.st_size) for file, stat in files))


@lru_cache(maxsize=8)
def _docket(folder: Path, _stamps: tuple[tuple[Path, int, int], ...]) -> Docket:
    lecture = load_lecture(folder)
    return Docket(lecture, Judge(Book(lecture)), _files(folder), places(folder), shown(folder))


@lru_cache(maxsize=8)
def _docket_of_notes(file: Path, _stamp: int) -> Docket:
    lecture = with_reasons(load_notes(file)).lecture
    items = [item for item, _ in lecture.rows()]
    known = {item.label: place for item in items if (place := Place.of(item.source)) is not None}
    return Docket(lecture, Judge(Book(lecture)), {item.label: file for item in items}, known, shown(file))


@lru_cache(maxsize=32)
def _judge(lecture: Lecture, _world: int) -> Judge:
    """The judge of a lecture; equal lectures whose small instances differ have different judges."""
    return Judge(Book(lecture))


def _judge_of(lecture: Lecture | Path | str | None) -> Judge:
    if isinstance(lecture, Lecture):
        return _judge(lecture, id(lecture.notation.world))
    return docket(lecture if lecture is not None else bundled_lecture()).judge


def _with(lecture: Lecture, claim: Statement) -> Lecture:
    """The lecture with a statement in the place of the one with its label, or at its end."""
    if claim in lecture.parts:
        return lecture
    if any(item.label == claim.label for item, ledger in lecture.rows() if ledger is not None):
        raise InputError(f"{claim.label!r} must label one claim; {lecture.name} has a row of that label. Rename it.")
    parts = tuple(_in_place_of(part, claim) for part in lecture.parts)
    return replace(lecture, parts=parts if claim in parts else (*parts, claim))


def _in_place_of(part: Statement | Ledger, claim: Statement) -> Statement | Ledger:
    if isinstance(part, Ledger):
        return replace(part, of=claim) if part.of.label == claim.label else part
    return claim if part.label == claim.label else part


def _headline(claim: Claim) -> str:
    verdict = claim.printed.verdict
    as_printed = f"{claim.label} is {said(verdict)} as printed"
    if verdict.outcome is Outcome.UNREAD:
        return f"{as_printed}: that is our reader's limit. Print it in another way."
    if claim.erratum is None:
        return f"{as_printed}, and no erratum mends it. Correct it, or put an Erratum beside it."
    if not claim.erratum.verdict.outcome.stands:
        return f"{as_printed} and {said(claim.erratum.verdict)} with its erratum. Mend the erratum."
    if verdict.outcome.stands:
        return f"{as_printed}, so its erratum corrects nothing. Remove the erratum."
    return f"{as_printed}, so that nothing shows an error which its erratum could correct. Show one, or remove it."


def _plain(what: Group) -> str:
    screen = Console(file=StringIO(), width=WIDTH, color_system=None, highlight=False)
    with screen.capture() as shown:
        screen.print(what)
    return "\n".join(line.rstrip() for line in shown.get().splitlines())


def _files(folder: Path) -> dict[str, Path]:
    """The file of every claim: where it is given a name, else where it is first imported, else where its ledger is."""
    modules = [(file, module, _assigned(file)) for file, module in _loaded(folder)]
    found = [(label, file) for file, module, names in modules for label in _labels(module, names)]
    found += [(label, file) for file, module, _ in modules for label in _labels(module, set(vars(module)))]
    found += [(label, file) for file, module, names in modules for label in _written_inside(module, names)]
    return dict(reversed(found))


def _loaded(folder: Path) -> Iterator[tuple[Path, ModuleType]]:
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) if name.startswith("ntkprops_lecture_") else None
        if file is not None and Path(file).parent == folder:
            yield Path(file), module


def _assigned(file: Path) -> set[str]:
    """The names to which a file gives a value, rather than importing them."""
    names = (node for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def _labels(module: ModuleType, names: set[str]) -> Iterator[str]:
    for name, value in vars(module).items():
        if name in names and isinstance(value, Statement | Ledger):
            yield from (value.label,) if isinstance(value, Statement) else (row.label for row in value.rows)


def _written_inside(module: ModuleType, names: set[str]) -> Iterator[str]:
    """The labels of statements that are written inside their ledgers."""
    return (value.of.label for name, value in vars(module).items() if name in names and isinstance(value, Ledger))


__all__ = ["Docket", "check", "complaints", "described", "docket", "judged", "mended", "objection", "sampled"]
