r"""The checker: does a derivation show what a claim says? PROVED means that ``check`` accepted it.

It searches for nothing. Every step is derived again from the steps below it. Hypotheses and citations are read from the
claims themselves (``claims.py``, ``sources.py``), at values whose sort is checked, under conditions that are derived in
turn; what the rules say is in ``rules/``; equal terms are told by their normal forms (``terms.py``); what is left is a
scalar inequality from a few others, of which the scalar prover must give a certificate (``scalars.py``).

What a sceptic must believe: these files and what they name. What is not known here is refused; a derivation is data,
and one that makes no sense is refused as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ntkprops.derivation import heads  # noqa: F401  what each head of the tree is
from ntkprops.derivation.claims import Claim, Place, Read, claim_of
from ntkprops.derivation.context import Library, Scope
from ntkprops.derivation.definitions import Rewrite, behind, definitions
from ntkprops.derivation.judgment import Formula, Hypothesis, Judgment, Refused, Step, local_sort
from ntkprops.derivation.rules import RULES
from ntkprops.derivation.scalars import ZERO, Scalars
from ntkprops.derivation.shown import Line, lines
from ntkprops.derivation.sources import always, named_equations, random_names
from ntkprops.derivation.tensors import indices
from ntkprops.derivation.terms import Tensor, Terms
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import BINDERS, Expr, number, relation, symbol, walk
from ntkprops.proof.scalar import Inequality
from ntkprops.verdict import Kind

AT_LEAST = {
    "positive": (">", 0),
    "probability": (">", 0),
    "nonnegative": (">=", 0),
    "time": (">=", 0),
    "count": (">=", 1),
}
MALFORMED = (AttributeError, AssertionError, IndexError, KeyError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True)
class Accepted:
    """An accepted derivation: the hypotheses that it used for every draw, and its lines as a person writes them."""

    averaged: frozenset[tuple[str, Place]]
    lines: tuple[Line, ...]
    kinds: frozenset[Kind]  # of the certificates of its scalar steps


def check(
    library: Library, reading: Read, derivations: Mapping[Place, Step], *, corrected: bool, constant: Expr | None
) -> Accepted:
    """Derive every conclusion of a claim again.

    Args:
        library: the claims that may be cited.
        reading: the claim.
        derivations: a step for each of its goals.
        corrected: in which form definitions count.
        constant: the hidden constant that the derivation chose.

    Raises:
        Refused: at the first step that does not hold.
    """
    try:
        checker = Checker(library, reading, corrected, constant)
        if not checker.claim.goals or checker.claim.goals.keys() - derivations.keys():
            raise Refused("a part of the conclusion has no derivation")
        shown = [checker.goal(place, derivations[place]) for place in checker.claim.goals]
        checker.spend(frozenset().union(*(judgment.used for judgment in shown)))
    except MALFORMED as error:
        raise Refused(f"the derivation makes no sense ({type(error).__name__}: {error})") from error
    averaged = checker.throughout.union(*(judgment.averaged for judgment in shown))
    places = frozenset(at for at, hypothesis in checker.hypotheses.items() if hypothesis in averaged)
    return Accepted(places, lines(checker.derived, library.notation), frozenset(checker.scalars.kinds))


@dataclass(eq=False)
class Checker:
    """One claim under check.

    ``events`` are the hypotheses that hold only on a cited event, each with the probability that it fails;
    ``throughout`` are the equations among the hypotheses that are unfolded wherever their left side stands.
    """

    library: Library
    reading: Read
    corrected: bool
    constant: Expr | None
    claim: Claim = field(init=False)
    terms: Terms = field(init=False)
    scalars: Scalars = field(init=False)
    hypotheses: dict[tuple[str, Place], Hypothesis] = field(default_factory=dict)
    throughout: frozenset[Hypothesis] = frozenset()
    events: dict[tuple, tuple[Hypothesis, Expr]] = field(default_factory=dict)
    derived: dict[tuple[Step, Scope], Judgment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claim = claim_of(self.reading, self.notation, self.constant)
        self.terms = Terms(self.notation, paths=self.library.paths())
        self.scalars = Scalars(self.terms)
        given = (rule for tree in self.reading.given for _, rule in definitions(tree, self.notation))
        self.terms.behind = behind((*self._defined, *self.claim.own, *given))
        self.terms.random = random_names(self)
        moving = frozenset(name for name, row in self.notation.table.items() if row.of == ("time",))
        lawful = frozenset(name for name, row in self.notation.table.items() if row.law)
        self.terms.moved = moving | (self.terms.random - lawful)
        for kind, place, formula in self.claim.hypotheses:
            varies = self.is_random(formula)
            sure = not varies or self.claim.probability is None
            self.hypotheses[(kind, place)] = Hypothesis(formula, kind, sure, varies)
        rewrites = tuple(rule for rule in named_equations(self) if not self._hides(rule))
        self.terms.unfold = lambda tree: _unfolded(rewrites, tree)
        if self.constant is not None and not self.terms.scalar(self.constant).is_positive:
            raise Refused("a hidden constant must be a positive number")

    @property
    def notation(self) -> Notation:
        """The symbols."""
        return self.library.notation

    def is_random(self, formula: Formula) -> bool:
        """Whether a formula speaks of the draw."""
        return self.terms.depends(formula.relation) or any(map(self.is_random, formula.conditions))

    @property
    def _defined(self) -> tuple[Rewrite, ...]:
        return tuple(rule for rules in self.library.defined(corrected=self.corrected).values() for rule in rules)

    @cached_property
    def behind(self) -> Mapping[str, frozenset[str]]:
        """What the names are made of that the notes define."""
        return behind(self._defined)

    def at(self, formula: Formula, values: Mapping[str, Expr]) -> Formula:
        """A formula at values of its variables; a defined name in it must not hide one that is taken elsewhere."""
        changed = {name for name, value in values.items() if value != symbol(name)}
        names = frozenset().union(*(tree.free for tree in formula.trees))
        hiding = sorted(name for name in names if changed & self.behind.get(name, frozenset()))
        if hiding:
            raise Refused(f"{hiding[0]} is defined by what is taken at another value")
        by = frozenset().union(*(_operated(tree) for tree in formula.trees))
        if any(self.terms.hides(value, name) for value in values.values() for name in by):
            raise Refused("a value may depend on what is differentiated by, or summed over, without showing it")
        return formula.at(values)

    def _hides(self, rule: Rewrite) -> bool:
        """Whether an equation speaks of a defined name that hides one of its variables."""
        names = rule.pattern.free | rule.body.free
        return any(rule.variables & self.behind.get(name, frozenset()) for name in names)

    @cached_property
    def tied(self) -> frozenset[str]:
        """The names for which no other value may stand: defined ones, dimensions, and what ``always`` speaks of."""
        rows = self.notation.table.values()
        dims = {dim for row in rows for dim in (*row.over, *row.sort.dims)}
        spoken = frozenset().union(*(formula.free for formula in always(self.notation).values()))
        return frozenset(self.library.defined(corrected=self.corrected).keys() | dims | spoken)

    # -- goals, and the budget of events -------------------------------------------------------------------

    def goal(self, place: Place, step: Step) -> Judgment:
        """Derive one conclusion, for all values of what it quantifies."""
        goal = self.claim.goals[place]
        inside = goal.bound | {name for name, _ in self.claim.quantified}
        if inside & (self.tied | {rule.pattern.name for rule in self.claim.own}):
            raise Refused("a symbol is quantified that is defined, or a dimension, or of which something always holds")
        self.at(goal, {name: number(0) for name in inside})  # no defined name hides it
        scope = Scope().inside(goal.variables)
        scope = replace(scope, supposed=tuple(map(self.suppose, goal.conditions)))
        self.defined(goal.relation, scope)
        judgment = self.shown(goal.relation, step, scope)
        for hypothesis, _ in self.events.values():
            if hypothesis in judgment.used and hypothesis.formula.free & inside:
                raise Refused(f"the event of {hypothesis.name} is another one for each value of what is quantified")
        return judgment

    def spend(self, used: frozenset[Hypothesis]) -> None:
        """The failures of the events that were used must add up to at most what the claim allows (union bound)."""
        spent = {_identity(key): failure for key, (hypothesis, failure) in self.events.items() if hypothesis in used}
        if spent and self.claim.probability is None:
            raise Refused("the claim has no probability to spend")
        if spent:
            total = Expr("add", (number(0), *spent.values()))
            allowed = Expr("add", (number(1), Expr("neg", (self.claim.probability or number(1),))))
            self.scalars.entails(
                relation(total, "<=", allowed), self.plain(Scope()), "the events leave less than is claimed"
            )

    # -- derivations ---------------------------------------------------------------------------------------

    def derive(self, step: Step, scope: Scope) -> Judgment:
        """What a step shows in a scope."""
        key = (step, scope)
        if key not in self.derived:
            if step.rule not in RULES:
                raise Refused(f"there is no rule {step.rule}")
            self.derived[key] = RULES[step.rule](self, step, scope)
        return self.derived[key]

    def shown(self, wanted: Expr, step: Step, scope: Scope) -> Judgment:
        """A premise: a step that shows a relation, up to normal forms and one scalar step."""
        judgment = self.derive(step, scope)
        if wanted != judgment.relation:
            self.defined(wanted, scope)
            self.scalars.entails(wanted, [judgment.relation], "a step shows something else than it is used for")
        return replace(judgment, relation=wanted)

    def holds(self, formula: Formula, step: Step, scope: Scope) -> Judgment:
        """A premise that is a whole formula: shown for fresh values of its variables, supposing its conditions."""
        if not formula.variables and not formula.conditions:
            return self.shown(formula.relation, step, scope)
        fresh = {name: symbol(new) for name, new in step.args} if step.rule == "let" else {}
        names = {value.name for value in fresh.values()}
        if step.rule != "let" or fresh.keys() != formula.bound or len(step.premises) != 1:
            raise Refused("a condition for all values of something is not shown as one")
        if len(names) < len(fresh) or names & (formula.free | (self.notation.table.keys() - formula.bound)):
            raise Refused("the variables of a proof for all values are not fresh")
        opened = self.at(formula, fresh)
        sorts = [(fresh[name].name, sort) for name, sort in formula.variables]
        if any(sort.kind == "index" and local_sort(name) not in (None, sort) for name, sort in sorts):
            raise Refused("a fresh variable is spelled with another range")
        supposed = tuple(map(self.suppose, opened.conditions))
        return self.shown(opened.relation, step.premises[0], scope.inside(sorts, supposed)).without(supposed)

    def suppose(self, formula: Formula) -> Hypothesis:
        """A local hypothesis; one that speaks of the draw is supposed of one outcome only."""
        varies = self.is_random(formula)
        return Hypothesis(formula, "what is supposed", not varies, varies)

    def surely(self, judgment: Judgment) -> Judgment:
        """A judgment as a rule takes it that averages over the draw: it must hold for every draw."""
        if not judgment.is_sure:
            names = ", ".join(sorted({h.name for h in judgment.used if not h.sure}))
            raise Refused(f"an average is taken of what holds only on an event: {names}")
        return replace(judgment, averaged=judgment.averaged | {h for h in judgment.used if h.random})

    def conclude(self, stated: Expr, *judgments: Judgment, scope: Scope) -> Judgment:
        """A relation from premises: it rests on all that they rest on, and its sides must be defined."""
        self.defined(stated, scope)
        used = frozenset().union(*(judgment.used for judgment in judgments))
        return Judgment(stated, used, frozenset().union(*(judgment.averaged for judgment in judgments)))

    # -- what terms and values must be ---------------------------------------------------------------------

    def defined(self, stated: Expr, scope: Scope) -> None:
        """Both sides of a relation must be defined: every denominator, root and logarithm in them."""
        before, self.terms.needs = self.terms.needs, {}
        try:
            for side in stated.args:
                value = self.terms.value(side)
                if isinstance(value, Tensor):
                    value.at(*indices(self.terms, value))
            needs = list(self.terms.needs)
        finally:
            self.terms.needs = before
        for need in needs:
            ends = [end for name, low, high in need.ranges
                    for end in (relation(low, "<=", symbol(name)), relation(symbol(name), "<=", high))]  # fmt: skip
            premises = [self.scalars.inequality(one) for one in (*self.plain(scope), *ends)]
            ways = (">", "<", "!=") if need.op == "!=" else (need.op,)  # a number of known sign is not 0
            goals = [Inequality(need.expr, op, ZERO) for op in ways]
            if not any(self.scalars.shows(goal, premises) for goal in goals):
                raise Refused(f"a side may be undefined: {self.scalars.show(goals[-1])} is not shown")

    def plain(self, scope: Scope) -> list[Expr]:
        """The relations between fixed scalars that are given or supposed, without conditions."""
        found = []
        for hypothesis in (*self.hypotheses.values(), *scope.supposed):
            formula = hypothesis.formula
            bare = not (formula.variables or formula.conditions or hypothesis.random)
            if bare and scope.reaches(hypothesis) and self._is_scalar(formula.relation):
                found.append(formula.relation)
        return found

    def _is_scalar(self, stated: Expr) -> bool:
        try:
            self.scalars.inequality(stated)
        except Refused:
            return False
        return True

    def fits(self, name: str, sort: Sort, value: Expr, scope: Scope) -> None:
        """A value may stand for a variable: it is of its sort, and nothing that depends on the draw is put for it."""
        row = self.notation.table.get(name)
        if value == symbol(name) and row is not None and row.sort == sort and name not in scope.hidden:
            return
        if name in self.tied:
            raise Refused(
                f"{name} is defined, or a dimension, or always obeys something: no other value may stand for it"
            )
        if sort.kind == "index":
            if value != number(1) and self.sort_of(value, scope) != sort:
                raise Refused(f"{name} runs from 1 to {sort.dims[0]}, and is taken at something else")
            return
        if not sort.is_scalar or sort.kind == "sign" or self.terms.depends(value):
            raise Refused(f"{name} is taken at a value that depends on the draw, or is no such scalar")
        self.in_sort(name, sort, value, scope)

    def in_sort(self, name: str, sort: Sort, value: Expr, scope: Scope) -> None:
        """A scalar must have the sign, and be as whole, as a sort says."""
        known = [self.scalars.inequality(one) for one in self.plain(scope)]
        found = self.terms.scalar(value)
        self.defined(relation(value, "=", value), scope)
        if sort.kind in ("count", "index") and not found.is_integer:
            raise Refused(f"{name} is a whole number, and is taken at something else")
        asked = [AT_LEAST[sort.kind]] if sort.kind in AT_LEAST else []
        for op, bound in [*asked, *([("<", 1)] if sort.kind == "probability" else [])]:
            self.scalars.entailed(Inequality(found, op, ZERO + bound), known, f"{name} is taken outside its sort")

    def sort_of(self, value: Expr, scope: Scope) -> Sort | None:
        """The sort of a variable."""
        if value.head != "symbol":
            return None
        row = self.notation.table.get(value.name)
        return scope.sorts.get(value.name) or (row.sort if row is not None and not row.over else None)


def _operated(tree: Expr) -> frozenset[str]:
    """The names by which something in a tree is differentiated, integrated or summed."""
    by = {part.args[1] for part in walk(tree) if part.head in ("derivative", "partial")}
    by |= {part.args[0] for part in walk(tree) if part.head in BINDERS}
    return frozenset().union(*(one.free for one in by))


def _unfolded(rewrites: Sequence[Rewrite], tree: Expr) -> Expr | None:
    for rule in rewrites:
        body = rule.apply(tree)
        if body is not None and body != tree:
            return body
    return None


def _identity(key: tuple) -> tuple:
    """What tells one event from another: all conclusions of a claim hold on one event, each tail is its own."""
    return key[:4] if key[3] == "event" else key[:6]


__all__ = ["Accepted", "Checker", "check"]
