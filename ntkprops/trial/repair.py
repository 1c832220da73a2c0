r"""Which one-symbol edit was meant? ``repairs(judge)``: for every claim that does not stand, the edits that mend it.

The errata are not looked at. A working copy of the lecture without them is mended claim by claim, what is cited before
what cites it, and each mended claim is what later ones are judged with: its first-ranked repair stands in its place.

An edit is worth showing if the claim can then be read and says something, no small instance refutes it, and it follows
from its reasons. Such edits are ranked by how many of the claims that use them still follow, so that a formula weakened
until it is true comes after one that the rest of the proof needs; then the stronger before the weaker; then by how
likely the slip is. Where the reasons cannot prove any form of a claim (its events overspend, it leans on itself), edits
are ranked by likelihood alone.

A claim that is true yet too weak for a claim that cites it is mended too: where a claim does not follow from what it
cites, the edits of what it cites are tried first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ntkprops.errors import FormulaError, InternalError, NtkpropsError, guarded
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.statement.model import Cite
from ntkprops.statement.rules import Rule
from ntkprops.trial.altered import Known, Part, editable, without_errata
from ntkprops.trial.compare import hollow
from ntkprops.trial.hunt import hunt
from ntkprops.trial.judge import Judge
from ntkprops.trial.likely import Guess, guesses
from ntkprops.trial.ranking import SHOWN, Repair, ranked
from ntkprops.verdict import Outcome, Verdict

FEW = 8  # edits of one claim whose proofs are tried, where a whole lecture is mended
MANY = 24  # the same for one claim that is asked about
READ = 6  # times as many edits are read, and hunted for counterexamples
ROUNDS = 3  # a claim may be mended only once another has been
QUICK = 5_000  # parts of formulas evaluated in search of a counterexample to an edit
AT_FAULT = (Outcome.ILL_FORMED, Outcome.REFUTED)  # mended last: what only does not follow tells what is too weak
CALCULATION = frozenset({"algebra", "linearity", "substitution"})
BLOCKED = Verdict(Outcome.UNDECIDED, "its events overspend, or it leans on itself, in any form")
T = TypeVar("T")


@dataclass
class _Bench:
    """The working copy, and the repairs found so far."""

    known: Known
    limit: int
    found: dict[str, tuple[Repair, ...]] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    failed: dict[str, int] = field(default_factory=dict)  # how many repairs were known when a claim was not mended
    bugs: dict[str, str] = field(default_factory=dict)  # where this tool broke while it tried edits of a claim


def repairs(
    judge: Judge,
    *,
    only: str = "",
    limit: int = FEW,
    step: Callable[[str, int, int], None] = lambda label, done, total: None,
    bugs: dict[str, str] | None = None,
) -> dict[str, tuple[Repair, ...]]:
    """By label, the best few repairs of every claim that one edit mends.

    Args:
        judge: has judged the claims as printed; verdicts on printed forms that stand are taken over.
        only: mends this claim and what it rests on, nothing else.
        limit: how many edits of a claim are tried whose proof is to be sought; counted, so that machines agree.
        step: called with the label, the number done and the total before each claim that is mended.
        bugs: is told, by label, where this tool broke on an edit of a claim; such an edit is no repair.
    """
    if only in judge.book.entries:
        _judge_users(judge, only)
    bench = _Bench(Known(_copy(judge)), limit, bugs={} if bugs is None else bugs)
    wanted = [label for label in judge.book.entries if _is_suspect(bench, label)]
    wanted = [label for label in wanted if not only or label == only or _tells(bench, label, only)]
    wanted.sort(
        key=lambda label: judge.verdict(label, corrected=False).outcome in (Outcome.ILL_FORMED, Outcome.REFUTED)
    )
    for _ in range(ROUNDS):
        before = len(bench.found)
        bench.visited = set(bench.found)
        for done, label in enumerate(wanted):
            step(label, done, len(wanted))
            _visit(bench, label)
        if len(bench.found) == before:
            break
    return bench.found


def _judge_users(judge: Judge, label: str) -> None:
    """Judges what uses a claim, and what uses the claims that are mended with it, as the notes are, errata and all."""
    bench = _Bench(Known(_copy(judge)), FEW)
    citing = bench.known.citing
    below = [one for one in _cited(bench, label) if not judge.verdict(one, corrected=False).outcome.stands]
    for user in dict.fromkeys(user for near in (label, *below) for user in citing[near]):
        judge.verdict(user, corrected=False)
    bench.known = Known(_copy(judge))
    for user in [user for near in citing[label] if _tells(bench, near, label) for user in citing[near]]:
        judge.verdict(user, corrected=False)


def _tells(bench: _Bench, label: str, only: str) -> bool:
    """Whether a claim that cites another one may tell that this is too weak: it does not follow, and is not false."""
    verdict = bench.known.judge.book.verdicts.get((label, False))
    is_open = verdict is not None and not verdict.outcome.stands and verdict.outcome not in AT_FAULT
    return is_open and only in _cited(bench, label)


def _copy(judge: Judge) -> Judge:
    """A judge of the lecture without its errata who knows the verdicts on printed forms."""
    book = Book(without_errata(judge.book.lecture))
    plain = {key: found for key, found in judge.book.verdicts.items() if not key[1]}
    book.verdicts = {key: replace(found, findings=(), too_weak_for=()) for key, found in plain.items()}
    book.readings = {key: found for key, found in judge.book.readings.items() if not key[1]}
    book.constants = {key: found for key, found in judge.book.constants.items() if not key[1]}
    book.standing = {key: found for key, found in judge.book.standing.items() if not key[1]}
    argued = {key: found for key, found in judge.argued.items() if not key[1]}
    return Judge(book, argued=argued, contradictions=judge.contradictions, effort=0)


def _is_suspect(bench: _Bench, label: str) -> bool:
    found = bench.known.judge.book.verdicts.get((label, False))
    return found is not None and not found.outcome.stands


def _cited(bench: _Bench, label: str) -> tuple[str, ...]:
    """What a claim cites, in its order, and the row above it."""
    entry = bench.known.judge.book.entry(label)
    cited = [reason.label for reason in entry.item.by if isinstance(reason, Cite)]
    return tuple(one for one in (*cited, entry.above) if one in bench.known.judge.book.entries)


def _visit(bench: _Bench, label: str) -> None:
    """Mends a claim after what it cites."""
    if label in bench.visited:
        return
    bench.visited.add(label)
    for cited in _cited(bench, label):
        _visit(bench, cited)
    _tolerant(bench, label, lambda: _mend(bench, label), None)


def _tolerant(bench: _Bench, label: str, work: Callable[[], T], otherwise: T) -> T:
    """What some work on edits of a claim gives; where this tool breaks, that is noted with the claim."""
    try:
        with guarded():
            return work()
    except InternalError as error:
        bench.bugs.setdefault(label, error.message)
    except NtkpropsError:
        pass
    return otherwise


def _mend(bench: _Bench, label: str) -> None:
    """Mends one claim, unless it is unread, or this tool breaks on it: then nothing says that it is wrong."""
    verdict = bench.known.judge.verdict(label, corrected=False)
    argued = bench.known.judge.argued.get((label, False))
    unknown = verdict.is_bug or verdict.outcome is Outcome.UNREAD
    if unknown or verdict.outcome.stands or not _may_differ(bench, label):
        return
    if argued is not None and argued.is_proved:
        return  # where a claim follows from its reasons, what is open lies below it
    if verdict.outcome in (Outcome.UNDECIDED, Outcome.DOES_NOT_FOLLOW) and _strengthened(bench, label):
        return
    best = ranked(bench.known, tuple(_tried(bench, label, verdict)))
    bench.failed[label] = len(bench.found)
    if best:
        bench.found[label] = best
        _adopt(bench, best[0])


def _may_differ(bench: _Bench, label: str) -> bool:
    """Whether something that a claim rests on was mended after the claim was given up."""
    later = set(list(bench.found)[bench.failed.get(label, 0) :])
    below, waiting = {label}, [label]
    while waiting:
        further = [cited for cited in _cited(bench, waiting.pop()) if cited not in below]
        below.update(further)
        waiting += further
    return label not in bench.failed or bool(later & below)


def _adopt(bench: _Bench, repair: Repair) -> None:
    """Puts a repair in the place of what is printed; what may rest on it is judged again when it is asked for."""
    judge = bench.known.after(repair.part, repair.latex)
    stale, waiting = {repair.label}, [repair.label]
    while waiting:
        further = [user for user in bench.known.citing[waiting.pop()] if user not in stale]
        stale.update(further)
        waiting += further
    for key in [(label, False) for label in sorted(stale - {repair.label})]:
        known = judge.book.verdicts.get(key)
        if known is not None and not known.outcome.stands and known.outcome is not Outcome.REFUTED:
            judge.book.verdicts.pop(key)
            judge.book.standing.pop(key, None)
        if isinstance(judge.book.readings.get(key), FormulaError):
            judge.book.readings.pop(key)
    bench.known = Known(judge)


def _strengthened(bench: _Bench, label: str) -> bool:
    """Whether an edit of something that a claim cites makes the claim follow: then that was printed too weak."""
    for cited in _cited(bench, label):
        judge = bench.known.judge
        if judge.verdict(cited, corrected=False).outcome is not Outcome.PROVED:
            continue
        found, left = [], bench.limit
        for part, guess in _guesses(bench, cited, None):
            if not _is_worth_a_proof(bench, part, guess):
                continue
            repair, left = _proved(bench, part, guess, blocked=False, wanted=label), left - 1
            if repair is not None:
                found.append(repair)
            if len(found) >= (1 if bench.limit == FEW else SHOWN) or left == 0:
                break
        best = ranked(bench.known, tuple(found))
        if best:
            bench.found[cited] = best
            _adopt(bench, best[0])
            return True
    return False


def _tried(bench: _Bench, label: str, verdict: Verdict) -> Iterator[Repair]:
    """The edits of a claim that are worth showing, the likeliest first."""
    blocked, full, users, left = _is_blocked(bench, label), 0, 0, bench.limit
    error = _error(bench, label) if verdict.outcome is Outcome.ILL_FORMED else None
    for part, guess in _guesses(bench, label, error):
        if not _is_worth_a_proof(bench, part, guess):
            continue
        left -= 1
        repair = _proved(bench, part, guess, blocked=blocked)
        if repair is not None:
            yield repair
            users = max(users, len(repair.needed_by))
            full += (repair.is_proved and len(repair.needed_by) == users) or blocked
            if bench.limit == FEW and (repair.needed_by or (error is not None and guess.kind == "symbol")):
                return  # the likeliest edit that the rest of the proof needs, or that mends the symbol at fault
        if (full >= SHOWN and (users or blocked)) or left == 0:
            return


def _is_blocked(bench: _Bench, label: str) -> bool:
    """Whether no edit of its formulas can make a claim follow from its reasons."""
    judge = bench.known.judge
    checks = (judge.budget(label, corrected=False), judge.circle(label, corrected=False))
    return any(check is not None and check.outcome.falls for check in checks)


def _error(bench: _Bench, label: str) -> FormulaError | None:
    try:
        bench.known.judge.book.reading(label, corrected=False)
    except FormulaError as error:
        return error
    return None


def _guesses(bench: _Bench, label: str, error: FormulaError | None) -> Iterator[tuple[Part, Guess]]:
    """The edits of a claim that can be read, the likeliest first, and no more than may be hunted."""
    book = bench.known.judge.book
    count = 0
    parts, around = editable(book.entry(label).item), _around(bench, label)
    for part, guess in guesses(parts, book.notation, error=error, around=around):
        if _reads(bench, part, guess) is not None:
            count += 1
            yield part, guess
        if count >= READ * bench.limit:
            return


def _around(bench: _Bench, label: str) -> frozenset[str]:
    """The symbols that what a claim cites, what uses it and the rest of its ledger speak of."""
    book = bench.known.judge.book
    ledger = book.entry(label).ledger
    rows = () if ledger is None else (ledger.of.label, *(row.label for row in ledger.rows))
    found: set[str] = set()
    for near in {*_cited(bench, label), *bench.known.citing[label], *rows} - {label}:
        try:
            reading = book.reading(near, corrected=False)
        except FormulaError:
            continue
        found = found.union(*(tree.free for tree in (*reading.given, *reading.then)))
    return frozenset(found & book.notation.table.keys())


def _reads(bench: _Bench, part: Part, guess: Guess) -> Reading | None:
    def read() -> Reading:
        return bench.known.after(part, guess.latex).book.reading(part.label, corrected=False)

    return _tolerant(bench, part.label, read, None)


def _is_worth_a_proof(bench: _Bench, part: Part, guess: Guess) -> bool:
    """Whether an edited claim says something, no small instance refutes it, and its symbols mean one thing."""
    judge = bench.known.after(part, guess.latex)

    def is_worth_it() -> bool:
        reading = judge.book.reading(part.label, corrected=False)
        if hunt(judge.book, reading, corrected=False, effort=QUICK) is not None:
            return False
        if judge.clash(reading, corrected=False, effort=QUICK) is not None:
            return False
        return _needs_no_reason(reading) or not hollow(bench.known.judge, reading)

    return _tolerant(bench, part.label, is_worth_it, False)


def _needs_no_reason(reading: Reading) -> bool:
    """Whether a claim gives no reason but calculation."""
    return all(isinstance(reason, Rule) and reason.name in CALCULATION for reason in reading.printed.by)


def _proved(bench: _Bench, part: Part, guess: Guess, *, blocked: bool, wanted: str = "") -> Repair | None:
    """The edit with its verdict and what follows from it; None where it is not proved and might be, or gives less."""
    if blocked:
        return Repair(part.label, part, guess.latex, guess.name, guess.kind, BLOCKED)
    judge = bench.known.after(part, guess.latex)
    verdict, argued = judge.verdict(part.label, corrected=False), judge.argued.get((part.label, False))
    if verdict.is_bug:
        bench.bugs.setdefault(part.label, verdict.because)
    before = bench.known.judge
    is_below = any(not before.verdict(one, corrected=False).outcome.stands for one in _cited(bench, part.label))
    if not (verdict.outcome.stands or (is_below and argued is not None and argued.is_proved)):
        return None  # refused by the checker, unless what is open lies below it
    users = [user for user in bench.known.users_of(part) if not before.verdict(user, corrected=False).outcome.stands]
    if wanted and (wanted not in users or not judge.verdict(wanted, corrected=False).outcome.stands):
        return None
    needed = tuple(user for user in users if judge.verdict(user, corrected=False).outcome.stands)
    return Repair(part.label, part, guess.latex, guess.name, guess.kind, verdict, needed)


__all__ = ["FEW", "MANY", "repairs"]
