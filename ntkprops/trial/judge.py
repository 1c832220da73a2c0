r"""The verdict on one claim, in either of its forms: ``Judge(book).verdict(label, corrected=...)``.

For each claim: is it well formed; is it a definition; do its reasons prove it; if not, is there an exact
counterexample; if not, is some citation too weak, do its events overspend the budget, does it lean on itself; else it
is undecided, with the reason. What a claim cites is judged before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ntkprops.derivation.check import Accepted, check
from ntkprops.derivation.judgment import Refused
from ntkprops.derivation.reach import redefined
from ntkprops.errors import FormulaError, InternalError, RowAboveError, UnreadError, caret
from ntkprops.language.claims import vague
from ntkprops.language.latex import to_latex
from ntkprops.language.sorts import UndeclaredError
from ntkprops.language.tree import Expr, number, walk
from ntkprops.memory import NOTHING, Memory, Searches
from ntkprops.proof.argument import Argued, argue, contradiction
from ntkprops.proof.book import Book
from ntkprops.proof.meanings import Clash, Way, clash
from ntkprops.proof.reading import Reading, printed, understand
from ntkprops.proof.scalar import Countermodel, Proof
from ntkprops.statement.model import Assume, Cite
from ntkprops.trial.checks import budget, circle, obligations_of
from ntkprops.trial.emptiness import chance_of, reservations, says_nothing, says_something
from ntkprops.trial.hunt import EFFORT, breaks, hunt, untried
from ntkprops.trial.otherwise import otherwise
from ntkprops.trial.trail import Trail
from ntkprops.verdict import Certificate, Kind, Outcome, Verdict, Witness, reached

WEAKEST = (Kind.IDENTITY, Kind.KERNEL, Kind.BALL, Kind.RULE, Kind.SOLVER, Kind.CITED, Kind.ASSUMED)

REMEMBERED = (Outcome.PROVED, Outcome.REFUTED, Outcome.UNDECIDED)  # what may rest on searches of another run
CLASHES = {
    Way.REDEFINED: Outcome.DOES_NOT_FOLLOW,
    Way.GIVEN: Outcome.VACUOUS,
    Way.AMBIGUOUS: Outcome.UNDECIDED,
    Way.UNSETTLED: Outcome.UNDECIDED,
}
SCALAR_HEADS = frozenset(
    {
        "number",
        "constant",
        "symbol",
        "add",
        "mul",
        "neg",
        "div",
        "pow",
        "sqrt",
        "root",
        "exp",
        "log",
        "abs",
        "max",
        "min",
    }
    | {"chain", "items"}
)


FALLS_AS_READ = (Outcome.REFUTED, Outcome.VACUOUS, Outcome.DOES_NOT_FOLLOW)
MOST_WORDS = 6


@dataclass
class Judge:
    """Judges the claims of one book; ``book.verdicts`` is what it has reached so far."""

    book: Book
    busy: set[tuple[str, bool]] = field(default_factory=set)
    argued: dict[tuple[str, bool], Argued] = field(default_factory=dict)
    contradictions: dict[tuple[Expr, ...], Proof | None] = field(default_factory=dict)
    effort: int = EFFORT  # of each hunt
    memory: Memory = field(default_factory=Memory)  # of earlier searches

    def verdict(self, label: str, *, corrected: bool) -> Verdict:
        """The verdict on one form of a claim; what it cites is judged first."""
        key = (label, corrected)
        if key not in self.book.verdicts and key not in self.busy:
            self.busy.add(key)
            try:
                self.book.verdicts[key] = self._heard(label, reached(lambda: self._with_cited(label, corrected)))
                self._settle(key, self.book.verdicts[key].outcome)
            finally:
                self.busy.discard(key)
        return self.book.verdicts.get(key, _PENDING)

    def _heard(self, label: str, verdict: Verdict) -> Verdict:
        """What falls only if words beside it, which nobody understood, say no more than was read, is undecided."""
        beside = self.book.beside(label)
        words = ", ".join(beside[:MOST_WORDS]) + (", ..." if len(beside) > MOST_WORDS else "")
        if verdict.outcome.stands and any(" " not in word for word in beside):
            return replace(verdict, findings=(*verdict.findings, f"words beside it are not understood: {words}"))
        if not beside or verdict.outcome not in FALLS_AS_READ:
            return verdict
        said = verdict.outcome.value.replace("_", " ")
        because = f"{said}, unless what is not understood beside it says more: {words} ({verdict.because})"
        return replace(verdict, outcome=Outcome.UNDECIDED, because=because, witness=None)

    def _settle(self, key: tuple[str, bool], outcome: Outcome) -> None:
        """What may be cited from now on: what is defined, assumed, or proved in every reading."""
        if outcome in (Outcome.DEFINITION, Outcome.ASSUMED):
            self.book.standing[key] = None
        elif outcome is not Outcome.PROVED:
            self.book.standing.pop(key, None)

    def _with_cited(self, label: str, corrected: bool) -> Verdict:
        """The verdict on a claim, after those on what it cites."""
        for cited in self.cited(label, corrected=corrected):
            rows = self.book.chain(cited)
            fallen = [row for row in rows if self.verdict(row, corrected=corrected).outcome.falls]
            for row in rows if fallen and not corrected else ():
                self.verdict(row, corrected=True)
        same = corrected and self._is_unchanged(label)
        return self._as_printed(label) if same else self._in_every_reading(label, corrected)

    def _as_printed(self, label: str) -> Verdict:
        """The verdict on the printed form, for a corrected form that is the same."""
        verdict = self.verdict(label, corrected=False)
        for found in (self.book.constants, self.argued, self.book.standing):
            if (label, False) in found:
                found[(label, True)] = found[(label, False)]  # type: ignore[index, assignment]
        return verdict

    def _is_unchanged(self, label: str) -> bool:
        """Whether no erratum touches the claim, its ledger, anything it cites, or what its symbols mean."""
        entry = self.book.entry(label)
        plain = [printed(entry.item, entry.ledger, corrected=version) for version in (False, True)]
        if plain[0] != plain[1] or not all(self._is_unchanged(cited) for cited in self.cited(label, corrected=False)):
            return False
        try:
            reading = self.book.reading(label, corrected=False)
        except FormulaError:
            return True
        forms = [self.book.defined(corrected=form) for form in (False, True)]
        names = frozenset().union(*(tree.free for tree in (*reading.given, *reading.then)))
        return not redefined(forms, names, self.book.notation)

    def cited(self, label: str, *, corrected: bool) -> list[str]:
        """What a claim cites, and the row above it."""
        entry = self.book.entry(label)
        parts = printed(entry.item, entry.ledger, corrected=corrected)
        cited = [reason.label for reason in parts.by if isinstance(reason, Cite) and reason.label in self.book.entries]
        return [*cited, *([entry.above] if entry.above else [])]

    def _in_every_reading(self, label: str, corrected: bool) -> Verdict:
        """The verdict on a claim as it is read; undecided where another reading of the same print has another."""
        verdict, notes = self._judge(label, corrected), []
        for other in otherwise(self.book, label, corrected=corrected):
            judge = Judge(Book(other.lecture), effort=self.effort, memory=self.memory)
            found = judge.verdict(label, corrected=corrected).outcome
            if found is Outcome.ILL_FORMED:  # nobody means that
                continue
            if found is not verdict.outcome:
                said = f"{verdict.outcome.value} as it is read here, {found.value} as it may also be meant"
                return Verdict(Outcome.UNDECIDED, said.replace("_", " "), findings=(other.note,))
            notes += [other.note] if other.is_own else []
        return replace(verdict, findings=(*verdict.findings, *notes)) if notes else verdict

    def _judge(self, label: str, corrected: bool) -> Verdict:
        book = self.book
        try:
            reading = book.reading(label, corrected=corrected)
        except InternalError:
            raise
        except FormulaError as error:
            self._blame_citations(label)
            return self._read_freely(label, error, corrected)
        hurt = self.clash(reading, corrected=corrected, effort=self.effort)
        if hurt is not None:
            return Verdict(CLASHES[hurt.way], str(hurt))
        if self._contradiction(reading) is not None:
            taken = "is defined here" if reading.printed.defines else "is given"
            return Verdict(Outcome.VACUOUS, f"nothing satisfies what {taken}: it contradicts itself, or the notation")
        if reading.printed.defines:
            return Verdict(Outcome.DEFINITION, "read, and its sorts agree")
        if says_nothing(book, reading):
            return Verdict(Outcome.VACUOUS, f"{chance_of(reading)} is at most 0, so that this says nothing")
        sign = next(filter(None, map(vague, reading.then)), "")
        if sign:
            return Verdict(Outcome.UNDECIDED, f"{sign} is not a claim that can be checked")
        verdict = self._weighed(label, reading, corrected)
        untold = untried(book, reading, corrected=corrected) if verdict.outcome is Outcome.ASSUMED else ""
        return replace(verdict, findings=(*verdict.findings, *reservations(book, reading, verdict, untold)))

    def _weighed(self, label: str, reading: Reading, corrected: bool) -> Verdict:
        """What the reasons of a claim and the search for counterexamples say of it, with what is remembered of both.

        That may prove or refute a claim, since it is checked again, or leave it open; nothing else is said on its word.
        """
        key = self.memory.key(self.book, label, corrected=corrected, effort=self.effort)
        told = self.memory.of(key)
        verdict, found = self._searched(label, reading, corrected, told)
        if verdict.outcome not in REMEMBERED and told is not NOTHING:
            verdict, found = self._searched(label, reading, corrected, NOTHING)
        if verdict.outcome in REMEMBERED and (found.argued, found.place) != (told.argued, told.place):
            self.memory.keep(key, found)
        return verdict

    def _searched(self, label: str, reading: Reading, corrected: bool, told: Searches) -> tuple[Verdict, Searches]:
        """The same, where something is told of the searches, and what they gave."""
        book = self.book
        try:
            argued = told.argued or argue(book, reading, corrected=corrected)
        except InternalError:
            raise
        except FormulaError as error:  # a proof has no form for it; a counterexample needs none
            witness, place = self._hunted(reading, corrected, told.place)
            untold = self._untold(error.message, reading, corrected)
            open_end = Verdict(Outcome.UNDECIDED, untold)
            return (open_end if witness is None else _refuted(witness)), Searches(place=place)
        self.argued[(label, corrected)] = argued
        refusal = ""
        if argued.is_proved:
            unsettled = self._open_below(label, corrected)
            if unsettled:
                rests = f"follows from its reasons, but rests on {', '.join(unsettled)}, which is not proved"
                return Verdict(Outcome.UNDECIDED, rests), Searches(argued)
            try:
                given = {"corrected": corrected, "constant": argued.constant}
                accepted = check(book, reading, argued.derivations(), **given)
                return self._proved(label, argued, accepted, corrected), Searches(argued)
            except Refused as reason:
                if told.argued is not None:  # what is remembered is no derivation of this
                    return self._searched(label, reading, corrected, NOTHING)
                refusal = f"a proof was found, but the checker refuses it: {reason}"
        witness, place = self._hunted(reading, corrected, told.place)
        if witness is None and _is_about_scalars(book, reading):
            witness = self._scalar_witness(reading, argued, corrected)
        found = Searches(argued, place)
        if witness is not None:
            return _refuted(witness), found
        if refusal:
            refusal = self._untold(refusal, reading, corrected)
            taken = self._taken(label, reading, corrected)
            return Verdict(Outcome.UNDECIDED, refusal) if taken is None else taken, NOTHING
        return self._unproved(label, reading, argued, corrected), found

    def _hunted(
        self, reading: Reading, corrected: bool, place: int | None, *, free: tuple[str, ...] = ()
    ) -> tuple[Witness | None, int]:
        """A counterexample, first where it is said to lie, and in which setting it does; none and 0 where none is."""
        for only in dict.fromkeys((place or 0, 0)) if place != 0 else ():
            trail = Trail(only)
            found = hunt(self.book, reading, corrected=corrected, free=free, effort=self.effort, trail=trail)
            if found is not None:
                return found, trail.place
        return None, 0

    def _untold(self, reason: str, reading: Reading, corrected: bool) -> str:
        """A reason, with why no counterexample was looked for, where none was."""
        told = untried(self.book, reading, corrected=corrected)
        return "; ".join(part for part in (reason, f"no counterexample was looked for: {told}" if told else "") if part)

    def clash(self, reading: Reading, *, corrected: bool, effort: int) -> Clash | None:
        """Where the definitions that a claim means disagree, if they do; ``effort`` is that of each hunt."""

        def differ(equation: Expr) -> bool:
            alone = replace(reading, given=(), then=(equation,), for_all=(), probability=None)
            return hunt(self.book, alone, corrected=corrected, effort=effort) is not None

        return clash(self.book, reading, corrected=corrected, differ=differ)

    def _contradiction(self, reading: Reading) -> Proof | None:
        """A proof that what is taken as given contradicts itself; rows of one ledger share it."""
        taken = (*reading.given, *(reading.then if reading.printed.defines else ()))
        if taken not in self.contradictions:
            self.contradictions[taken] = contradiction(self.book, reading)
        return self.contradictions[taken]

    def _proved(self, label: str, argued: Argued, accepted: Accepted, corrected: bool) -> Verdict:
        """The verdict on a claim whose derivation the checker accepted."""
        self.book.standing[(label, corrected)] = accepted.averaged
        proofs = [answer for answer in argued.answers if isinstance(answer, Proof)]
        steps = tuple(dict.fromkeys(step for proof in proofs for step in proof.steps))
        rests = self._rests_on(label, corrected)
        kinds = {proof.kind for proof in proofs} | (accepted.kinds & {Kind.SOLVER})
        kind = max(kinds, key=WEAKEST.index, default=Kind.IDENTITY)
        because = "follows from its reasons"
        if argued.constant is not None:
            self.book.constants[(label, corrected)] = argued.constant
            because = f"holds with the hidden constant {to_latex(argued.constant or number(1))}"
        if argued.bootstrapped:
            because += "; continuity closes the circle"
        shown = obligations_of((*proofs, *argued.closing))
        return Verdict(Outcome.PROVED, because, certificate=Certificate(kind, steps, rests, shown, accepted.lines))

    def _open_below(self, label: str, corrected: bool) -> tuple[str, ...]:
        """What a claim cites, the chains above it included, that is neither defined nor proved."""
        entry = self.book.entry(label)
        found: dict[str, None] = {}
        for reason in printed(entry.item, entry.ledger, corrected=corrected).by:
            if isinstance(reason, Cite):
                version = self.book.chain_version(reason.label, corrected=corrected)
                rows = self.book.chain(reason.label) if version is not None else (reason.label,)
                version = version if version is not None else bool(self.book.version(reason.label, corrected=corrected))
                found |= dict.fromkeys(
                    row for row in rows if not self.book.verdicts.get((row, version), _PENDING).outcome.stands
                )
        return tuple(found)

    def _rests_on(self, label: str, corrected: bool) -> tuple[str, ...]:
        """Every cited or assumed thing below a claim, transitively."""
        found: dict[str, None] = {}
        entry = self.book.entry(label)
        for reason in printed(entry.item, entry.ledger, corrected=corrected).by:
            if isinstance(reason, Assume):
                found[f"assumed: {reason.words}"] = None
            elif isinstance(reason, Cite):
                version = self.book.version(reason.label, corrected=corrected)
                found[reason.label + (" (corrected)" if version and not corrected else "")] = None
                for row in self.book.chain(reason.label):  # a citation lends the chain from its head
                    verdict = self.book.verdicts.get((row, bool(version)))
                    if verdict is not None and verdict.certificate is not None:
                        found |= dict.fromkeys(verdict.certificate.rests_on)
        return tuple(found)

    def _read_freely(self, label: str, error: FormulaError, corrected: bool) -> Verdict:
        """An ill-formed claim; where only a variable is free, also what becomes of it with that variable free."""
        if isinstance(error, RowAboveError):
            return Verdict(Outcome.UNDECIDED, error.message)
        if isinstance(error, UnreadError):
            return Verdict(Outcome.UNREAD, str(error), latex=error.latex, span=error.span)
        verdict = _ill_formed(error)
        if not isinstance(error, UndeclaredError) or not error.latex:
            return verdict
        name = error.latex[slice(*error.span)].strip()
        entry = self.book.entry(label)
        try:
            reading = understand(
                _with_free(printed(entry.item, entry.ledger, corrected=corrected), name), self.book.notation
            )
        except FormulaError:
            return verdict
        key = self.memory.key(self.book, label, corrected=corrected, effort=self.effort)
        told = self.memory.of(key)
        witness, place = self._hunted(reading, corrected, told.place, free=(name,))
        if place != told.place:
            self.memory.keep(key, Searches(place=place))
        if witness is None:
            return verdict
        return replace(verdict, witness=witness, findings=(*verdict.findings, f"read with {name} free it is false"))

    def _scalar_witness(self, reading: Reading, argued: Argued, corrected: bool) -> Witness | None:
        """The scalar prover's counterexample to a claim about the notes' own scalars, looked at again."""
        for answer in argued.answers:
            if isinstance(answer, Countermodel) and breaks(self.book, reading, answer.values, corrected=corrected):
                return Witness(
                    {str(k): str(v) for k, v in sorted(answer.values.items(), key=str)}, answer.left, answer.right
                )
        return None

    def _unproved(self, label: str, reading: Reading, argued: Argued, corrected: bool) -> Verdict:
        weak = self._too_weak(reading, corrected)
        if weak:
            return Verdict(
                Outcome.DOES_NOT_FOLLOW,
                f"does not follow from {weak} as printed; from the correction it does",
            )
        open_end = self.budget(label, corrected=corrected), self.circle(label, corrected=corrected)
        for found in open_end:
            if found is not None and found.outcome.falls:
                return found
        taken = self._taken(label, reading, corrected)
        if taken is not None:
            return taken
        if argued.hollow is not None:
            shown = to_latex(argued.constant or number(1))
            return Verdict(Outcome.UNDECIDED, f"proved with the hidden constant {shown}, but nothing satisfies it then")
        counter = next((a for a in argued.answers if isinstance(a, Countermodel)), None)
        reason = "; ".join(getattr(a, "because", "") for a in argued.answers if not isinstance(a, Proof | Countermodel))
        if counter is not None:
            reason = f"the reasons named leave room: {counter.left} against {counter.right} fits all they give"
        reason = self._untold(reason, reading, corrected)
        return Verdict(Outcome.UNDECIDED, reason or "no proof and no counterexample was found")

    def _taken(self, label: str, reading: Reading, corrected: bool) -> Verdict | None:
        """The verdict on a claim that is taken from a source that it names, and rests on nothing that is open."""
        taken = [f"assumed: {r.words}" for r in reading.printed.by if isinstance(r, Assume) and r.rule is None]
        if not taken or self._open_below(label, corrected):
            return None
        certificate = Certificate(Kind.ASSUMED, rests_on=self._rests_on(label, corrected))
        return Verdict(Outcome.ASSUMED, f"nothing here proves it; {'; '.join(taken)}", certificate=certificate)

    def _too_weak(self, reading: Reading, corrected: bool) -> str:
        """The citation without whose correction the claim does not follow, if there is one."""
        if corrected:
            return ""
        cited = [r.label for r in reading.printed.by if isinstance(r, Cite) and self._is_printed(r.label)]
        if not cited or not argue(self.book, reading, corrected=True).is_proved:
            return ""
        for label in cited:
            note = f"too weak as printed: {reading.printed.label} does not follow from it"
            known = self.book.verdicts[(label, False)]
            self.book.verdicts[(label, False)] = replace(
                known,
                findings=tuple(dict.fromkeys((*known.findings, note))),
                too_weak_for=tuple(dict.fromkeys((*known.too_weak_for, reading.printed.label))),
            )
        return " and ".join(cited)

    def _blame_citations(self, label: str) -> None:
        """Of an ill-formed claim: whether its correct text would follow from what it cites, as that is printed."""
        try:
            reading = self.book.reading(label, corrected=True)
        except FormulaError:
            return
        cites_printed = any(isinstance(r, Cite) and self._is_printed(r.label) for r in reading.printed.by)
        if cites_printed and not argue(self.book, reading, corrected=False).is_proved:
            self._too_weak(reading, corrected=False)

    def _is_printed(self, label: str) -> bool:
        """Whether a citation of the label means its printed form although a correction stands beside it."""
        return self.book.version(label, corrected=False) is False and bool(self.book.entry(label).item.errata)

    def budget(self, label: str, *, corrected: bool) -> Verdict | None:
        """Whether the events that a claim uses fit what it allows; None for one event."""
        return reached(lambda: budget(self.book, label, corrected=corrected))

    def circle(self, label: str, *, corrected: bool) -> Verdict | None:
        """Whether what a claim cites leans on itself; None where nothing does."""
        return reached(lambda: circle(self.book, label, self.argued.get((label, corrected)), corrected=corrected))


_PENDING = Verdict(Outcome.UNDECIDED, "its proof leans on itself")


def _with_free(parts, name: str):
    """The claim with one more variable that ranges freely."""
    return replace(parts, for_all=", ".join(part for part in (parts.for_all, rf"0 \leq {name}") if part))


def _refuted(witness: Witness) -> Verdict:
    because = "every hypothesis holds and the conclusion fails on an exact instance"
    return Verdict(Outcome.REFUTED, because, witness=witness)


def _ill_formed(error: FormulaError) -> Verdict:
    shown = caret(error.latex, error.span)
    findings = tuple(part for part in (shown, error.hint) if part)
    return Verdict(Outcome.ILL_FORMED, error.message, findings=findings, latex=error.latex, span=error.span)


def _is_about_scalars(book: Book, reading: Reading) -> bool:
    """Whether a claim speaks of free scalars alone, so that any values of them are an instance.

    A symbol that the lecture defines is not free, a random one is no number, and a hidden constant is not any constant.
    Where the probability of a claim may be 0, an instance that breaks its conclusion breaks nothing.
    """
    if not says_something(book, reading):
        return False
    table = book.notation.table
    defined = {name for version in (False, True) for name in book.defined(corrected=version)}
    for tree in (*reading.given, *reading.then):
        for part in walk(tree):
            row = table.get(part.name) if part.head == "symbol" else None
            own = row is not None and row.sort.is_scalar and not (row.over or row.of or row.random)
            if part.head not in SCALAR_HEADS or (part.head == "symbol" and (not own or part.name in defined)):
                return False
    return True
