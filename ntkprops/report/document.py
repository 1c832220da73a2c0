r"""A run as a document: what terminal, JSON, HTML, SARIF and GitHub show, so that all say the same in the same words.

``document(book, claims)`` makes the ``Report``; ``claim_of(judged)`` one ``Claim`` of it. A claim has one or two
``Form``s, as printed and with its errata, each with its verdict and what sampling says; ``State`` is what it comes to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from ntkprops.proof.book import Book, Entry
from ntkprops.proof.reading import Printed, printed
from ntkprops.report.sampled import Beside, breakdowns, disagreements
from ntkprops.sampling.result import Sampled
from ntkprops.statement.model import Assume, Cite, Definition, Reason, Row, Statement
from ntkprops.statement.places import Place
from ntkprops.trial.ranking import Repair
from ntkprops.trial.verdicts import Judged
from ntkprops.verdict import Outcome, Verdict

Item = Statement | Row


class State(Enum):
    """What a claim comes to; the value is the heading under which reports list it."""

    WRONG = "wrong"
    OPEN = "open"
    CORRECTED = "printed wrong, and rightly corrected"
    FINE = "as it should be"

    @property
    def is_as_it_should_be(self) -> bool:
        """Whether nobody has to do anything."""
        return self in (State.CORRECTED, State.FINE)


@dataclass(frozen=True)
class Form:
    """A claim as it is printed, or with its errata: its formulas, its verdict and what sampling says of it."""

    latex: tuple[str, ...]
    verdict: Verdict
    sampled: Sampled | None = None


@dataclass(frozen=True)
class Fix:
    """One printed part and what its erratum puts in its place; ``old`` is empty where something was missing."""

    part: str
    old: str
    new: str
    because: str = ""


FOUND = "found, not printed"
NOTHING = Printed("", ())  # the frame of what is no claim of the notes' own


@dataclass(frozen=True)
class Claim:
    """A claim of the notes with all that is known of it.

    Args:
        label: its own; ``also`` are further labels of the same formula.
        title: in words, or of the proof in which it stands.
        source: where the notes have it, in words.
        place: file and line, where known.
        frame: what is given, quantified, drawn and promised.
        by: its own reasons in words; ``found`` those that the notes do not print; ``cites`` the labels among them, with
            the row that it continues.
        printed: the form in the notes.
        erratum: the form with its errata, where one was judged; ``fixes`` are its changes.
        doubt: why the erratum is not confirmed.
        repairs: edits that mend it.
        proof_of: the statement in whose proof it is a row.
    """

    label: str
    printed: Form
    title: str = ""
    source: str = ""
    place: Place | None = None
    also: tuple[str, ...] = ()
    frame: Printed = NOTHING
    by: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    erratum: Form | None = None
    fixes: tuple[Fix, ...] = ()
    why: tuple[str, ...] = ()
    doubt: str = ""
    repairs: tuple[Repair, ...] = ()
    proof_of: str = ""

    @property
    def state(self) -> State:
        """What it comes to; an erratum of what stands is wrong."""
        outcome = self.printed.verdict.outcome
        if self.erratum is not None and not self.doubt:
            return State.CORRECTED
        if outcome.stands and self.erratum is None:
            return State.FINE
        return State.WRONG if outcome.falls or outcome.stands else State.OPEN

    @property
    def is_bug(self) -> bool:
        """Whether this tool broke on it."""
        forms = [form.verdict for form in (self.printed, self.erratum) if form is not None]
        return any(verdict.is_bug for verdict in forms)


@dataclass(frozen=True)
class Report:
    """A run: its claims in printed order, and what else came up; ``coq`` is its word on each proof, where asked."""

    name: str
    claims: tuple[Claim, ...]
    broken: tuple[str, ...] = ()
    budget: Mapping[str, float] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()
    interrupted: bool = False
    path: str = ""
    coq: Mapping[str, str] = field(default_factory=dict)

    def within(self, state: State) -> tuple[Claim, ...]:
        """The claims that come to a state."""
        return tuple(claim for claim in self.claims if claim.state is state)


def document(
    book: Book,
    claims: Sequence[Judged],
    *,
    sampled: Beside | None = None,
    places: Mapping[str, Place] | None = None,
    budget: Mapping[str, float] | None = None,
    interrupted: bool = False,
    path: str = "",
) -> Report:
    """The document of a run.

    Args:
        book: the lecture's.
        claims: its claims with their verdicts.
        sampled: what sampling says of every form, where it ran.
        places: where the claims are written, by label; a source that names file and line comes before it.
        budget: the false alarm, the seed and the number of forms, where sampling ran.
        interrupted: whether Ctrl-C came.
        path: what the user called the lecture on the command line, for the commands that reports suggest.
    """
    found = [
        claim_of(judged, entry, place=place_of(judged, entry, places or {}), sampled=sampled)
        for judged in claims
        for entry in [book.entries.get(judged.label)]
    ]
    complaints = (
        *(f"PROOF AND SAMPLING DISAGREE: {clash}" for clash in disagreements(claims, sampled or {})),
        *breakdowns(claims, sampled or {}),
    )
    return Report(
        book.lecture.name, tuple(found), book.lecture.broken, dict(budget or {}), complaints, interrupted, path
    )


def claim_of(
    judged: Judged, entry: Entry | None = None, *, place: Place | None = None, sampled: Beside | None = None
) -> Claim:
    """One claim of the document; what only its entry in the book knows is left out where it has none."""
    item, ledger = (entry.item, entry.ledger) if entry is not None else (None, None)
    above = [entry.above] if entry is not None and entry.above else []
    frame = printed(item, ledger, corrected=False) if item is not None else replace(NOTHING, given=judged.given)
    erratum = None
    if judged.corrected is not None:
        erratum = Form(judged.corrected_latex, judged.corrected, (sampled or {}).get((judged.label, True)))
    return Claim(
        judged.label,
        Form(judged.latex, judged.verdict, (sampled or {}).get((judged.label, False))),
        title=judged.title,
        source=judged.source,
        place=place,
        also=judged.also,
        frame=frame,
        by=tuple(map(said, frame.by)),
        found=tuple(said(one) for one in frame.by if item is not None and one in item.found),
        cites=(*above, *(one.label for one in frame.by if isinstance(one, Cite))),
        erratum=erratum,
        fixes=_fixes(item, frame) if item is not None and erratum is not None else (),
        why=judged.because,
        doubt=judged.doubt,
        repairs=judged.repairs,
        proof_of=ledger.of.label if ledger is not None and isinstance(item, Row) else "",
    )


def said(reason: Reason) -> str:
    """A reason in words."""
    if isinstance(reason, Cite):
        at = ", ".join(f"{name} = {value}" for name, value in reason.at)
        return reason.label + (f" at {at}" if at else "")
    if isinstance(reason, Definition):
        return f"the definition of {reason.spelling}"
    if isinstance(reason, Assume):
        return f"assumed: {reason.words}"
    return f"{reason.name}: {reason.says}"


def word(outcome: Outcome) -> str:
    """The outcome as every report spells it."""
    return outcome.value.replace("_", " ")


def _fixes(item: Item, frame: Printed) -> tuple[Fix, ...]:
    """What the errata of a claim change, part by part."""
    found = []
    for erratum in item.errata:
        entries = getattr(frame, erratum.part)
        entries = entries if isinstance(entries, tuple) else (entries,)
        old = entries[erratum.index] if erratum.index < len(entries) else ""
        if isinstance(erratum.corrected, str):
            found.append(Fix(erratum.part, old, erratum.corrected, erratum.because))
    return tuple(found)


def place_of(judged: Judged, entry: Entry | None, known: Mapping[str, Place]) -> Place | None:
    """Where a claim is written: as its source says, else as is known; its budget and its circle are where it is."""
    source = getattr(entry.item, "source", "") if entry is not None else judged.source
    return Place.of(source) or known.get(judged.label) or known.get(judged.label.rpartition("-")[0])


def wrong_part(claim: Claim) -> tuple[str, tuple[int, int]] | None:
    """The printed text that is at fault and where in it, as far as something shows it."""
    verdict = claim.printed.verdict
    return (verdict.latex, verdict.span) if verdict.latex and verdict.span[1] > verdict.span[0] else None


__all__ = [
    "FOUND",
    "Claim",
    "Fix",
    "Form",
    "Report",
    "State",
    "claim_of",
    "document",
    "place_of",
    "said",
    "word",
    "wrong_part",
]
