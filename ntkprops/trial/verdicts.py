r"""Every claim of a lecture with its verdicts, as printed and with its errata: ``judge_lecture(lecture)``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ntkprops.language.edits import flat
from ntkprops.language.reader import read
from ntkprops.proof.book import Book, Entry
from ntkprops.proof.reading import printed
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Ledger, Row, Statement
from ntkprops.trial.judge import Judge
from ntkprops.trial.ranking import Repair
from ntkprops.verdict import Outcome, Verdict


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
        """Whether the claim stands, or is printed wrong and its erratum is confirmed (not by what is unread)."""
        if self.corrected is None or self.verdict.outcome is Outcome.UNREAD:
            return self.verdict.outcome.stands
        return self.corrected.outcome.stands and not (
            self.corrected_latex and self.verdict.outcome.stands and not self.verdict.findings
        )


def judge_lecture(
    lecture: Lecture,
    *,
    judge: Judge | None = None,
    step: Callable[[str, int, int], None] = lambda label, done, total: None,
) -> Iterator[Judged]:
    """Every claim of a lecture in printed order, once all are judged (a later claim may find an earlier one too weak).

    Args:
        lecture: what ``load_lecture`` gave.
        judge: of this lecture, where its book is wanted afterwards; a new one if left out.
        step: called with the label, the number done and the total before each claim.

    Raises:
        KeyboardInterrupt: after what was reached has been handed out.
    """
    judge = Judge(Book(lecture)) if judge is None else judge
    total, reached = len(judge.book.entries), 0
    interrupted = False
    try:
        for label in judge.book.entries:
            step(label, reached, total)
            judge.verdict(label, corrected=False)
            reached += 1
    except KeyboardInterrupt:
        interrupted = True
    for label, entry in list(judge.book.entries.items())[:reached]:
        yield from judged_claim(judge, label, entry)
    if interrupted:
        raise KeyboardInterrupt


def judged_claim(judge: Judge, label: str, entry: Entry) -> Iterator[Judged]:
    """What became of one claim that has been judged, and of its budget and its circle where it has them."""
    verdict = judge.book.verdicts[(label, False)]
    item = entry.item
    corrected = judge.verdict(label, corrected=True) if item.errata or verdict.outcome.falls else None
    if corrected is not None and not item.errata and not corrected.outcome.stands:
        corrected = None
    parts = [printed(item, entry.ledger, corrected=version) for version in (False, True)]
    title, source = (
        (item.title, item.source) if isinstance(item, Statement) else (entry.ledger.title if entry.ledger else "", "")
    )
    changed = tuple(new for old, new in _changes(item))
    yield Judged(
        label,
        parts[0].then,
        verdict,
        title,
        source,
        changed if corrected is not None else (),
        corrected,
        tuple(e.because for e in item.errata),
        parts[0].given,
        item.also,
    )
    for name, check in (("budget", judge.budget), ("circle", judge.circle)):
        yield from _checked(label, name, check)


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
    claims: Iterable[Judged], found: Mapping[str, Sequence[Repair]], *, lecture: Lecture
) -> list[Judged]:
    """The claims with their repairs, each told from or found equal to the erratum that stands beside the claim."""
    items = {item.label: (item, ledger) for item, ledger in lecture.rows()}
    return [
        replace(claim, repairs=tuple(_compared(repair, *items[claim.label], lecture) for repair in found[claim.label]))
        if claim.label in found
        else claim
        for claim in claims
    ]


def _compared(repair: Repair, item: Statement | Row, ledger: Ledger | None, lecture: Lecture) -> Repair:
    mended, plain = (printed(item, ledger, corrected=version) for version in (True, False))
    name, index = repair.part.name, repair.part.index
    old, new = (getattr(parts, name) for parts in (plain, mended))
    texts = (old[index : index + 1], new[index : index + 1]) if isinstance(old, tuple) else ((old,), (new,))
    if texts[0] == texts[1] or not texts[1]:
        return repair
    trees = (flat(read(text, lecture.notation)) for text in (*texts[1], repair.latex))
    return replace(repair, is_erratum=len(set(trees)) == 1)
