r"""Which reasons make a claim follow, where the notes name none, or too few? ``with_reasons(loaded)``.

The finder is asked once with all that may give a claim: the rules about what it speaks of, the definitions it means,
what stands near it. Of the derivation that the checker accepts only what it uses is kept, and made smaller by leaving
out one after another. Where the whole is too much to be found, small sets are tried. A claim that cannot be judged, or
that falls on a small instance, is not searched for any further; what it may rest on is settled before it. Nothing is proved here:
what is found is put down as the claim's reasons, and judged as any others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ntkprops.derivation.check import check
from ntkprops.derivation.judgment import Refused, Source, Step
from ntkprops.errors import NtkpropsError, guarded
from ntkprops.language.claims import vague
from ntkprops.notes.candidates import meant, rules_about, stated_before
from ntkprops.notes.loader import Loaded
from ntkprops.notes.parts import Asked, resolved
from ntkprops.proof.argument import argue
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Assume, Cite, Definition, Ledger, Reason, Statement, cite
from ntkprops.statement.rules import RULES, Rule
from ntkprops.trial.hunt import hunt
from ntkprops.verdict import Outcome, Verdict

MOST_NEAR = 5
SMALL = 5_000  # parts of formulas evaluated in search of a counterexample, before reasons are looked for in earnest
CALCULUS = (RULES["gradient"], RULES["chain_rule"])
NAMED_BY = {  # steps of a derivation that are called otherwise than the rule that they apply
    "triangle_under": "triangle", "sum_squared": "cauchy_schwarz", "rayleigh_entry": "rayleigh",
    "spectral_radius": "norm_domination", "absolute_mean": "absolute_expectation", "event_part": "event_inclusion",
    "event_union": "union_bound", "union_over_indices": "union_bound", "happens": "event_inclusion",
    "opened_inclusion": "event_inclusion", "half_space": "gaussian_moments", "rectified_square": "gaussian_moments",
    "sign_mean": "gaussian_moments", "independent_signs": "gaussian_moments", "independent_product": "independence",
    "independent_variance": "independence", "independent_sum": "independence", "induction": "algebra",
}  # fmt: skip
DIRECT = frozenset({"algebra", "hoelder", "operator_norm", "chernoff", "independence"})
UNSEEN = frozenset({"gradient", "chain_rule", "fundamental_theorem", "exponential_integral", "linearity"})
Reasons = tuple[Reason, ...]
FORMS = (False, True)  # as printed, and with errata


@dataclass
class _Search:
    """Looks for reasons claim by claim; ``book`` holds how what was found so far may be cited."""

    loaded: Loaded
    book: Book
    found: dict[str, Reasons] = field(default_factory=dict)
    cites: dict[str, set[str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for label, asked in self.loaded.parts.asked.items():
            named = resolved(asked.named, self.loaded.parts.labels)
            self.cites[label] = {reason.label for reason in named if isinstance(reason, Cite)}

    def settle(self, label: str) -> None:
        """Finds the reasons of a claim, after those of what it may rest on."""
        if label in self.found:
            return
        item, asked = self.book.entry(label).item, self.loaded.parts.asked.get(label, Asked())
        self.found[label] = item.by
        for name in (*asked.near[:MOST_NEAR], *sorted(self.cites.get(label, ()))):
            if name in self.book.entries:
                self.settle(name)
        try:
            with guarded():
                reading = self.book.reading(label, corrected=False)
        except NtkpropsError:
            return
        is_taken = any(isinstance(reason, Assume) for reason in item.by)
        if reading.printed.defines:
            self._lend(label)
        elif asked.firm and item.by and not is_taken:
            self._follows(reading, item.by)
        else:
            self.found[label] = self._reasons(reading, asked)
            self.cites[label] = {reason.label for reason in self.found[label] if isinstance(reason, Cite)}
        if not any((label, form) in self.book.standing for form in FORMS):
            self.open |= set() if is_taken else {label}
            self._lend(label)

    def _lend(self, label: str) -> None:
        """What is defined, taken from elsewhere or open may be cited as what nothing here derives."""
        self.book.standing |= {(label, form): None for form in FORMS}

    def _reasons(self, reading: Reading, asked: Asked) -> Reasons:
        """The smallest reasons that were found, else what is named; with the rules about it where it falls."""
        tried = list(dict.fromkeys(tuple(dict.fromkeys(by)) for by in self._sets(reading, asked)))
        label, named = reading.printed.label, tried[0]
        if any(map(vague, reading.then)):
            return named
        for by in tried:
            if self._follows(reading, by):
                return self._smallest(by, reading)
        assumed = tuple(reason for reason in self.book.entry(label).item.by if isinstance(reason, Assume))
        if self._falls(reading):
            return tuple(dict.fromkeys((*named, *assumed, *(() if assumed else rules_about(reading.then)))))
        rules, cited = _parted(max(tried, key=len))
        for by in dict.fromkeys((named, (*named, *rules), (*named, *cited), (*named, *rules, *cited))):
            if self._follows(reading, by, thoroughly=True):
                return self._smallest(by, reading, thoroughly=True)
        return (*named, *assumed)

    def _sets(self, reading: Reading, asked: Asked) -> Iterator[Reasons]:
        """Sets of reasons, likely ones first, in each what is wanted most first."""
        label = reading.printed.label
        named = tuple(r for r in resolved(asked.named, self.loaded.parts.labels) if not self._leans(r, label))
        rules, (direct, deep) = rules_about(reading.then), meant(self.book, reading)
        names = (*asked.near[:MOST_NEAR], *stated_before(self.loaded.lecture, label))
        lent = [one for one in map(cite, dict.fromkeys(names)) if not self._leans(one, label)]
        fallen = {one for one, form in self.book.verdicts if not form}
        sure = tuple(one for one in lent if one.label not in self.open)
        unsure = tuple(one for one in lent if one.label in self.open - fallen)
        yield named
        yield (*named, *rules, *direct)
        for cited in filter(None, (sure, unsure)):
            for some in [cited] if reading.probability is None else [(one,) for one in cited]:  # each event is paid for
                yield (*named, *some)
                yield (*named, *rules, *direct, *some)
        yield (*named, *CALCULUS, *deep)
        yield from ((*named, one) for one in (*rules, *lent[:MOST_NEAR]) if one not in named)

    def _leans(self, reason: Reason, label: str) -> bool:
        """Whether a citation leads back to the claim that would cite it."""
        seen: set[str] = set()
        waiting = [reason.label] if isinstance(reason, Cite) else []
        while waiting:
            name = waiting.pop()
            if name == label:
                return True
            if name not in seen:
                seen.add(name)
                waiting += self.cites.get(name, ())
        return False

    def _falls(self, reading: Reading) -> bool:
        """Whether a small instance breaks a claim, which then lends nothing as it is printed."""
        label = reading.printed.label
        try:
            with guarded():
                if hunt(self.book, reading, corrected=False, effort=SMALL) is None:
                    return False
        except NtkpropsError:
            return False
        for form in (False,) if self.book.entry(label).item.errata else FORMS:
            self.book.verdicts[(label, form)] = Verdict(Outcome.REFUTED, "it falls on a small instance")
        return True

    def _follows(self, reading: Reading, by: Reasons, *, thoroughly: bool = False) -> Mapping[Any, Step]:
        """A derivation of a claim from some reasons, as printed or as corrected, that the checker accepts."""
        attempt = replace(reading, printed=replace(reading.printed, by=by))
        label = reading.printed.label
        for form in FORMS if self.book.entry(label).item.errata else FORMS[:1]:
            try:
                with guarded():
                    argued = argue(self.book, attempt, corrected=form, thoroughly=thoroughly)
                    if not argued.is_proved:
                        continue
                    steps = argued.derivations()
                    accepted = check(self.book, attempt, steps, corrected=form, constant=argued.constant)
            except (NtkpropsError, Refused):
                continue
            self.book.standing[(label, form)] = accepted.averaged
            return steps
        return {}

    def _smallest(self, by: Reasons, reading: Reading, *, thoroughly: bool = False) -> Reasons:
        """Without what is not needed: what the derivation does not use, then one after another."""
        needed = _used(self._follows(reading, by, thoroughly=thoroughly).values(), by)
        if len(needed) < len(by) and self._follows(reading, needed, thoroughly=thoroughly):
            by = needed
        for reason in by[::-1]:
            fewer = tuple(one for one in by if one != reason)
            by = fewer if self._follows(reading, fewer, thoroughly=thoroughly) else by
        self._follows(reading, by, thoroughly=thoroughly)
        return by


def _parted(by: Reasons) -> tuple[Reasons, Reasons]:
    """The rules among some reasons that only derivations on normal forms know, with the definitions; and citations."""
    rules = tuple(one for one in by if isinstance(one, Definition) or (isinstance(one, Rule) and one.name in DIRECT))
    return rules, tuple(one for one in by if isinstance(one, Cite))


def _used(steps: Iterable[Step], by: Reasons) -> Reasons:
    """Those of some reasons that a derivation mentions, or may have used without a step of its own."""
    names, labels, waiting, seen = set(UNSEEN), set(), list(steps), set()
    while waiting:
        step = waiting.pop()
        if id(step) not in seen:
            seen.add(id(step))
            waiting += step.premises
            names.add(NAMED_BY.get(step.rule, step.rule))
            labels |= {arg.label for arg in step.args if isinstance(arg, Source)}
    return tuple(
        one
        for one in by
        if (one.name in names if isinstance(one, Rule) else one.label in labels if isinstance(one, Cite) else True)
    )


def with_reasons(loaded: Loaded, step: Callable[[str, int, int], None] = lambda label, done, total: None) -> Loaded:
    """The notes with reasons for every claim; those that a mark gives stay as they are.

    Args:
        loaded: what ``load_notes`` gave.
        step: called with the label, the number done and the total before each claim.
    """
    search = _Search(loaded, Book(loaded.lecture))
    for done, label in enumerate(search.book.entries):
        step(label, done, len(search.book.entries))
        search.settle(label)
    return replace(loaded, lecture=_with(loaded.lecture, search.found))


def _with(lecture: Lecture, found: Mapping[str, Reasons]) -> Lecture:
    """The lecture with reasons in their places."""

    def put(part: Statement | Ledger) -> Statement | Ledger:
        if isinstance(part, Statement):
            return replace(part, by=found.get(part.label, part.by))
        rows = tuple(replace(row, by=found.get(row.label, row.by)) for row in part.rows)
        return replace(part, of=put(part.of), rows=rows)

    return replace(lecture, parts=tuple(put(part) for part in lecture.parts))


def are_found(loaded: Loaded, label: str, by: Sequence[Reason]) -> Reasons:
    """Those reasons of a claim that the notes do not name."""
    asked = loaded.parts.asked.get(label, Asked())
    named = resolved(asked.named, loaded.parts.labels)
    return tuple(reason for reason in by if reason not in named)


__all__ = ["are_found", "with_reasons"]
