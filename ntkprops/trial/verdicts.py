r"""Claims with their verdicts, printed and corrected: ``judge_lecture(lecture)``, ``judge_claim(judge, label)``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ntkprops.errors import FormulaError, LectureError, guarded, nearest
from ntkprops.language.edits import flat
from ntkprops.language.reader import read
from ntkprops.proof.book import Book, Entry
from ntkprops.proof.reading import printed
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Cite, Ledger, Row, Statement
from ntkprops.trial.ahead import judge_ahead
from ntkprops.trial.judge import Judge
from ntkprops.trial.ranking import Repair
from ntkprops.verdict import Verdict, reached


@dataclass(frozen=True)
class Judged:
    """A claim with its verdicts: as it stands in the notes, and with the errata where that differs."""

    label: str
    latex: tuple[str, ...]
    verdict: Verdict
    title: str = ""
    source: str = ""
    corrected_latex: tuple[str, ...] = ()
    corrected: Verdict | None = None
    because: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def is_as_it_should_be(self) -> bool:
        """Whether the claim stands, or is printed wrong and its correction is confirmed."""
        return self.verdict.outcome.stands if self.corrected is None else not self.doubt

    @property
    def is_bug(self) -> bool:
        """Whether this tool broke on either form of the claim."""
        return any(found is not None and found.is_bug for found in (self.verdict, self.corrected))

    @property
    def doubt(self) -> str:
        """Why the correction of the claim is not confirmed; empty where it is, or where there is none.

        It is confirmed only if it stands and something is shown to be wrong with the printed form.
        """
        if self.corrected is None:
            return ""
        if not self.corrected.outcome.stands:
            return f"the erratum is {said(self.corrected)}"
        if self.verdict.is_wrong:
            return ""
        if self.verdict.outcome.stands:
            return f"what is printed is {said(self.verdict)}, so that the erratum corrects nothing"
        return f"what is printed is only {said(self.verdict)}: nothing shows that it is wrong"


def judge_lecture(
    lecture: Lecture,
    *,
    judge: Judge | None = None,
    step: Callable[[str, int, int], None] = lambda label, done, total: None,
    workers: int = 1,
) -> Iterator[Judged]:
    """Every claim of a lecture in printed order, once all are judged (a later claim may find an earlier one too weak).

    Args:
        lecture: what ``load_lecture`` gave.
        judge: of this lecture, where its book is wanted afterwards; a new one if left out.
        step: called with the label, the number done and the total before each claim.
        workers: processes that judge; with more than one, certificates come without obligations for Coq.

    Raises:
        KeyboardInterrupt: after what was reached has been handed out.
    """
    judge = Judge(Book(lecture)) if judge is None else judge
    interrupted = False
    try:
        judge_ahead(judge, workers=workers, step=step)
        for done, label in enumerate(judge.book.entries):
            step(label, done, len(judge.book.entries))
            judge.verdict(label, corrected=False)
    except KeyboardInterrupt:
        interrupted = True
    for label, entry in takewhile(lambda one: (one[0], False) in judge.book.verdicts, judge.book.entries.items()):
        yield from judged_claim(judge, label, entry)
    if interrupted:
        raise KeyboardInterrupt


def judge_claim(judge: Judge, label: str) -> tuple[Judged, ...]:
    """The verdicts on one claim, and on its budget and its circle where it has them; any label of it will do.

    What it cites is judged, and no more; where it stands beside an erratum also what cites it, which may find it weak.

    Raises:
        LectureError: where the lecture holds no such label.
    """
    entries = judge.book.entries
    label = next((own for own, entry in entries.items() if label in entry.item.also), label)
    if label not in entries:
        raise LectureError(f"no claim of {judge.book.lecture.name} is labelled {label}. {nearest(label, entries)}")
    entry = entries[label]
    if judge.verdict(label, corrected=False).outcome.stands and entry.item.errata:
        for other in _citing(judge.book, label):
            judge.verdict(other, corrected=False)
    return judged_claim(judge, label, entry)


def _citing(book: Book, label: str) -> Iterator[str]:
    for other, entry in book.entries.items():
        reasons = printed(entry.item, entry.ledger, corrected=False).by
        if any(isinstance(reason, Cite) and reason.label == label for reason in reasons):
            yield other


def judged_claim(judge: Judge, label: str, entry: Entry) -> tuple[Judged, ...]:
    """What became of one claim that has been judged, and of its budget and its circle where it has them."""
    found = reached(lambda: tuple(_parts_of_claim(judge, label, entry)))
    return (Judged(label, (), found),) if isinstance(found, Verdict) else found


def _parts_of_claim(judge: Judge, label: str, entry: Entry) -> Iterator[Judged]:
    verdict = judge.book.verdicts[(label, False)]
    item = entry.item
    corrected = judge.verdict(label, corrected=True) if item.errata or verdict.outcome.falls else None
    if corrected is not None and not item.errata and not corrected.outcome.stands:
        corrected = None
    parts = [printed(item, entry.ledger, corrected=version) for version in (False, True)]
    title = item.title if isinstance(item, Statement) else entry.ledger.title if entry.ledger else ""
    changed = tuple(new for old, new in _changes(item))
    yield Judged(
        label,
        parts[0].then,
        verdict,
        title,
        item.source,
        changed if corrected is not None else (),
        corrected,
        tuple(e.because for e in item.errata),
        parts[0].given,
        item.also,
    )
    for name, check in (("budget", judge.budget), ("circle", judge.circle)):
        yield from () if verdict.is_bug else _checked(label, name, check)


def said(verdict: Verdict) -> str:
    """The outcome in words."""
    return verdict.outcome.value.replace("_", " ")


def _changes(item: Statement | Row) -> Iterator[tuple[str, str]]:
    for erratum in item.errata:
        if isinstance(erratum.corrected, str):
            yield erratum.part, erratum.corrected


def _checked(label: str, name: str, check: Callable[..., Verdict | None]) -> Iterator[Judged]:
    as_printed, corrected = check(label, corrected=False), check(label, corrected=True)
    if as_printed is not None:
        differs = corrected is not None and corrected.outcome != as_printed.outcome
        yield Judged(
            f"{label}-{name}",
            (),
            as_printed,
            f"The {name} of {label}",
            corrected=corrected if differs else None,
        )


def with_repairs(
    claims: Iterable[Judged],
    found: Mapping[str, Sequence[Repair]],
    *,
    lecture: Lecture,
    bugs: Mapping[str, str] | None = None,
) -> list[Judged]:
    """The claims with their repairs, each told from or found equal to the erratum that stands beside the claim.

    Args:
        claims: the claims.
        found: their repairs by label.
        lecture: theirs.
        bugs: where this tool broke on an edit of a claim, by label; that becomes a finding.
    """
    items = {item.label: (item, ledger) for item, ledger in lecture.rows()}
    whole = []
    for claim in claims:
        mended = tuple(_compared(repair, *items[claim.label], lecture) for repair in found.get(claim.label, ()))
        bug = (bugs or {}).get(claim.label)
        findings = (*claim.verdict.findings, *([f"on an edit of it: {bug}"] if bug else []))
        whole.append(replace(claim, repairs=mended, verdict=replace(claim.verdict, findings=findings)))
    return whole


def _compared(repair: Repair, item: Statement | Row, ledger: Ledger | None, lecture: Lecture) -> Repair:
    mended, plain = (printed(item, ledger, corrected=version) for version in (True, False))
    name, index = repair.part.name, repair.part.index
    old, new = (getattr(parts, name) for parts in (plain, mended))
    texts = (old[index : index + 1], new[index : index + 1]) if isinstance(old, tuple) else ((old,), (new,))
    if texts[0] == texts[1] or not texts[1]:
        return repair
    try:
        with guarded():
            trees = {flat(read(text, lecture.notation)) for text in (*texts[1], repair.latex)}
    except FormulaError:  # the erratum says nothing that a repair could say
        return repair
    return replace(repair, is_erratum=len(trees) == 1)
