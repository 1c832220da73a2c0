r"""Which reasons make a claim follow, where the notes name none, or too few? ``with_reasons(loaded)``.

The finder is asked with all that may give a claim at once: the rules about what it speaks of, the definitions it means,
what stands near it. Of the derivation that the checker accepts only what it uses is kept, and made smaller by leaving
out one after another. Where the whole is too much, small sets are tried. A claim that cannot be judged, or that falls
on a small instance, is searched for no further; what it may rest on is settled before it. Nothing is proved here: what
is found is put down as the claim's reasons, and judged as any others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ntkprops.derivation.check import check
from ntkprops.derivation.context import Standing
from ntkprops.derivation.judgment import Refused, Source, Step
from ntkprops.errors import NtkpropsError, guarded
from ntkprops.language.claims import vague
from ntkprops.language.tree import walk
from ntkprops.memory import Store
from ntkprops.notes.candidates import meant, rules_about, stated_before
from ntkprops.notes.loader import Loaded
from ntkprops.notes.parts import Asked, Parts, resolved
from ntkprops.notes.recall import FORMS, Reasons, Recall
from ntkprops.proof.argument import argue
from ntkprops.proof.book import Book
from ntkprops.proof.reading import Reading
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Assume, Cite, Definition, Ledger, Reason, Row, Statement, cite
from ntkprops.statement.rules import RULES, Rule
from ntkprops.trial.hunt import hunt
from ntkprops.verdict import Outcome, Verdict

MOST_NEAR = 5
SPLITTING, LARGE = (RULES["triangle"],), 70  # what takes large terms apart is tried on them alone, and last
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
Item = TypeVar("Item", Statement, Row)


@dataclass
class _Search:
    """Looks for reasons claim by claim; ``book`` holds how what was found so far may be cited."""

    loaded: Loaded
    book: Book
    recall: Recall = field(default_factory=Recall)
    found: dict[str, Reasons] = field(default_factory=dict)
    cites: dict[str, set[str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    tried: dict[tuple[str, Reasons, bool], _Derived | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for label in self.loaded.parts.asked:
            named = _named(self.loaded.parts, label)
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
        """What is recalled of a claim, where that still gives it, else what a search comes to."""
        sets = list(dict.fromkeys(tuple(dict.fromkeys(by)) for by in self._sets(reading, asked)))
        if any(map(vague, reading.then)):
            return sets[0]
        labels = list(dict.fromkeys(one.label for by in sets for one in by if isinstance(one, Cite)))
        among = [(name, "open" if name in self.open else "") for name in labels if name in self.book.entries]
        key = self.recall.key(self.book, reading.printed.label, sets[0], among)
        kept = self.recall.get(key, labels)
        if kept is not None and self._is_so(reading, *kept):
            return kept[0]
        by, gave = self._searched(reading, sets)
        self.recall.put(key, by, labels, gave=gave)
        return by

    def _is_so(self, reading: Reading, by: Reasons, gave: bool) -> bool:
        """Whether reasons that are said to give a claim do; of one that has none it is told again whether it falls."""
        if not gave:
            self._falls(reading)
            return True
        return any(self._follows(reading, by, thoroughly=thoroughly) for thoroughly in (False, True))

    def _searched(self, reading: Reading, sets: Sequence[Reasons]) -> tuple[Reasons, bool]:
        """The smallest reasons that were found, and whether there are any; else what is named.

        A claim that falls has the rules about it besides, so that an edit of it may follow.
        """
        named, widest = sets[0], max(sets, key=len)
        assumed = tuple(one for one in self.book.entry(reading.printed.label).item.by if isinstance(one, Assume))
        if self._follows(reading, named):
            return self._smallest(named, reading), True
        if self._falls(reading):
            return tuple(dict.fromkeys((*named, *(assumed or rules_about(reading.then))))), False
        for by in sets[1:]:
            if self._follows(reading, by):
                return self._smallest(by, reading), True
        rules, cited = _parted(widest)
        for by in dict.fromkeys((named, (*named, *rules), (*named, *cited))):
            if self._follows(reading, by, thoroughly=True):
                return self._smallest(by, reading, thoroughly=True), True
        return (*named, *assumed), False

    def _sets(self, reading: Reading, asked: Asked) -> Iterator[Reasons]:
        """Sets of reasons, likely ones first, in each what is wanted most first."""
        label = reading.printed.label
        named = tuple(one for one in _named(self.loaded.parts, label) if not self._leans(one, label))
        rules, (direct, deep) = rules_about(reading.then), meant(self.book, reading)
        names = (*asked.near[:MOST_NEAR], *stated_before(self.loaded.lecture, label))
        lent = [one for one in map(cite, dict.fromkeys(names)) if not self._leans(one, label)]
        fallen = {one for one, form in self.book.verdicts if not form}
        sure = tuple(one for one in lent if one.label not in self.open)
        unsure = tuple(one for one in lent if one.label in self.open - fallen)
        if sum(1 for tree in reading.then for _ in walk(tree)) > LARGE:
            rules, late = tuple(one for one in rules if one not in SPLITTING), SPLITTING
        else:
            late = ()
        yield named
        yield (*named, *rules, *direct)
        for cited in filter(None, (sure, unsure)):
            for some in [cited] if reading.probability is None else [(one,) for one in cited]:  # each event is paid for
                yield (*named, *some)
                yield (*named, *rules, *direct, *some)
        yield (*named, *CALCULUS, *deep)
        yield from ((*named, one) for one in (*rules, *lent[:MOST_NEAR], *late) if one not in named)

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

    def _follows(self, reading: Reading, by: Reasons, *, thoroughly: bool = False) -> Sequence[Step]:
        """The steps of a derivation from some reasons, as printed or as corrected, that the checker accepts."""
        label, key = reading.printed.label, (reading.printed.label, by, thoroughly)
        if key not in self.tried:
            attempt = replace(reading, printed=replace(reading.printed, by=by))
            forms = FORMS if self.book.entry(label).item.errata else FORMS[:1]
            accepted = (self._accepted(attempt, form, thoroughly) for form in forms)
            self.tried[key] = next((one for one in accepted if one is not None), None)
        found = self.tried[key]
        if found is None:
            return ()
        self.book.standing[(label, found.form)] = found.averaged
        return found.steps

    def _accepted(self, attempt: Reading, form: bool, thoroughly: bool) -> _Derived | None:
        try:
            with guarded():
                argued = argue(self.book, attempt, corrected=form, thoroughly=thoroughly)
                if not argued.is_proved:
                    return None
                steps = argued.derivations()
                accepted = check(self.book, attempt, steps, corrected=form, constant=argued.constant)
                return _Derived(tuple(steps.values()), form, accepted.averaged)
        except (NtkpropsError, Refused):
            return None

    def _smallest(self, by: Reasons, reading: Reading, *, thoroughly: bool = False) -> Reasons:
        """Without what is not needed: what the derivation does not use, then one after another."""
        needed = _used(self._follows(reading, by, thoroughly=thoroughly), by)
        by = needed if self._follows(reading, needed, thoroughly=thoroughly) else by
        for reason in by[::-1]:
            fewer = tuple(one for one in by if one != reason)
            by = fewer if self._follows(reading, fewer, thoroughly=thoroughly) else by
        self._follows(reading, by, thoroughly=thoroughly)  # as it is cited from now on
        return by


@dataclass(frozen=True)
class _Derived:
    """A derivation that was accepted, of which form, and how the claim may be cited."""

    steps: tuple[Step, ...]
    form: bool
    averaged: Standing


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


def with_reasons(
    loaded: Loaded,
    step: Callable[[str, int, int], None] = lambda label, done, total: None,
    *,
    store: Store | None = None,
) -> Loaded:
    """The notes with reasons for every claim; those that a mark gives stay as they are.

    Args:
        loaded: what ``load_notes`` gave.
        step: called with the label, the number done and the total before each claim.
        store: of earlier searches; nothing is recalled if left out.
    """
    search = _Search(loaded, Book(loaded.lecture), Recall(store) if store is not None else Recall())
    for done, label in enumerate(search.book.entries):
        step(label, done, len(search.book.entries))
        search.settle(label)
    return replace(loaded, lecture=_with(loaded, search.found))


def _with(loaded: Loaded, by: Mapping[str, Reasons]) -> Lecture:
    """The lecture with reasons in their places; those that the notes do not name are told apart."""
    parts = loaded.parts

    def given(item: Item) -> Item:
        reasons, known = by.get(item.label, item.by), (*item.by, *_named(parts, item.label))
        return replace(item, by=reasons, found=tuple(one for one in reasons if one not in known))

    def put(part: Statement | Ledger) -> Statement | Ledger:
        if isinstance(part, Statement):
            return given(part)
        return replace(part, of=given(part.of), rows=tuple(map(given, part.rows)))

    return replace(loaded.lecture, parts=tuple(map(put, loaded.lecture.parts)))


def _named(parts: Parts, label: str) -> Reasons:
    """The reasons that the notes name."""
    return resolved(parts.asked.get(label, Asked()).named, parts.labels)


__all__ = ["with_reasons"]
