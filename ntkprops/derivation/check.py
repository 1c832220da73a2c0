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
from itertools import chain, product

from ntkprops.derivation import heads  # noqa: F401  what each head of the tree is
from ntkprops.derivation.citations import THESE
from ntkprops.derivation.claims import Claim, Place, Read, claim_of, members_beyond
from ntkprops.derivation.context import Library, Scope
from ntkprops.derivation.definitions import Rewrite, unfolded
from ntkprops.derivation.judgment import Formula, Hypothesis, Judgment, Refused, Step, local_sort
from ntkprops.derivation.reach import Reach, reach_of
from ntkprops.derivation.rules import RULES
from ntkprops.derivation.scalars import ZERO, Scalars
from ntkprops.derivation.shape import is_plain
from ntkprops.derivation.shown import Line, lines
from ntkprops.derivation.sources import always
from ntkprops.derivation.tensors import indices, size
from ntkprops.derivation.terms import Range, Tensor, Terms
from ntkprops.derivation.unfolding import given_definitions, named_equations, random_names
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, number, relation, symbol
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
    places = frozenset(at for at, h in checker.hypotheses.items() if h in averaged)
    places |= {THESE} if checker.rests_on_these else frozenset()
    return Accepted(places, lines(checker.derived, library.notation), frozenset(checker.scalars.kinds))


@dataclass(eq=False)
class Checker:
    """One claim under check.

    ``events`` are the hypotheses that hold only on a cited event, each with the probability that it fails;
    ``throughout`` are the equations among the hypotheses that are unfolded wherever their left side stands. ``spoken``
    are the names that no local variable may have, ``settled`` those that are one thing throughout; ``rests_on_these``
    says whether something was used that is said of the weights at hand alone.
    """

    library: Library
    reading: Read
    corrected: bool
    constant: Expr | None
    claim: Claim = field(init=False)
    terms: Terms = field(init=False)
    scalars: Scalars = field(init=False)
    hypotheses: dict[tuple[str, Place], Hypothesis] = field(default_factory=dict)
    reach: Reach = field(init=False)
    spoken: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    rests_on_these: bool = False
    throughout: frozenset[Hypothesis] = frozenset()
    events: dict[tuple, tuple[Hypothesis, Expr]] = field(default_factory=dict)
    derived: dict[tuple[Step, Scope], Judgment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claim = claim_of(self.reading, self.notation, self.constant)
        self.terms = Terms(self.notation, paths=self.library.paths())
        self.scalars = Scalars(self.terms)
        self.terms.beyond = members_beyond(self.claim, self.notation)
        self.terms.random = random_names(self)
        self.reach = reach_of(self._definitions(), self.notation)
        self.terms.hides = self.reach.hides
        throughout = (formula.free for formula in always(self.notation).values())
        self.settled = self.terms.random.union(self.reach.defined, *throughout)
        moving = frozenset(name for name, row in self.notation.table.items() if row.of == ("time",))
        lawful = frozenset(name for name, row in self.notation.table.items() if row.law)
        self.terms.moved = moving | (self.terms.random - lawful)
        for kind, place, formula in self.claim.hypotheses:
            varies = self.is_random(formula)
            sure = not varies or (self.claim.probability is None and kind == "given")
            self.hypotheses[(kind, place)] = Hypothesis(formula, kind, sure, varies)
        rewrites = tuple(named_equations(self))
        self.spoken = self.reach.spoken.union(
            *((rule.pattern.free | rule.body.free) - rule.variables for rule in rewrites)
        )
        self.terms.unfold = lambda tree: unfolded(rewrites, tree, self.terms.depends, self.reach.hides)
        if self.constant is not None and (self.constant.free or not self.terms.scalar(self.constant).is_positive):
            raise Refused("a hidden constant must be a positive number")
        if self.claim.probability is not None and self.terms.depends(self.claim.probability):
            raise Refused("a probability depends on the draw")

    @property
    def notation(self) -> Notation:
        """The symbols."""
        return self.library.notation

    def _definitions(self) -> list[Rewrite]:
        everywhere = self.library.defined(corrected=self.corrected)
        return [*(rule for rules in everywhere.values() for rule in rules), *self.claim.own, *given_definitions(self)]

    def is_random(self, formula: Formula) -> bool:
        """Whether a formula speaks of the draw."""
        return self.terms.depends(formula.relation) or any(map(self.is_random, formula.conditions))

    # -- goals, and the budget of events -------------------------------------------------------------------

    def goal(self, place: Place, step: Step) -> Judgment:
        """Derive one conclusion, for all values of what it quantifies."""
        goal, scope = self.claim.goals[place], self.before(place)
        inside = self.ranging(goal)
        self.defined(goal.relation, scope)
        judgment = self.shown(goal.relation, step, scope)
        for hypothesis, _ in self.events.values():
            if hypothesis in judgment.used and self.reach.of(hypothesis.formula.free) & inside:
                raise Refused(f"the event of {hypothesis.name} is another one for each value of what is quantified")
        return judgment

    def before(self, place: Place) -> Scope:
        """The scope in which a conclusion is derived: what it quantifies is fresh, under its conditions."""
        goal = self.claim.goals[place]
        if self.ranging(goal) & self.reach.defined:
            raise Refused("a symbol is quantified that is defined")
        scope = self.inside(Scope(), goal.variables)
        return replace(scope, supposed=tuple(map(self.suppose, goal.conditions)))

    def ranging(self, goal: Formula) -> frozenset[str]:
        """What a conclusion is quantified over, by itself or by the claim."""
        return goal.bound | {name for name, _ in self.claim.quantified}

    def spend(self, used: frozenset[Hypothesis]) -> None:
        """The failures of the events that were used must add up to at most what the claim allows (union bound)."""
        spent = {_identity(key): failure for key, (hypothesis, failure) in self.events.items() if hypothesis in used}
        plain = self.plain(Scope())
        if spent and self.claim.probability is None:
            raise Refused("the claim has no probability to spend")
        if spent:
            for failure in spent.values():
                self.scalars.entails(relation(number(0), "<=", failure), plain, "an event fails less often than never")
        if self.claim.probability is not None:
            total = Expr("add", (number(0), *spent.values()))
            allowed = Expr("add", (number(1), Expr("neg", (self.claim.probability,))))
            self.scalars.entails(relation(total, "<=", allowed), plain, "the events leave less than is claimed")

    # -- derivations ---------------------------------------------------------------------------------------

    def derive(self, step: Step, scope: Scope) -> Judgment:
        """What a step shows in a scope."""
        key = (step, scope)
        if key not in self.derived:
            if step.rule not in RULES:
                raise Refused(f"there is no rule {step.rule}")
            if not all(map(is_plain, step.args)):
                raise Refused("a step speaks of something that no formula says")
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
        opened = formula.at(fresh)
        sorts = [(fresh[name].name, sort) for name, sort in formula.variables]
        supposed = tuple(map(self.suppose, opened.conditions))
        return self.shown(opened.relation, step.premises[0], self.inside(scope, sorts, supposed)).without(supposed)

    def inside(self, scope: Scope, variables: Sequence[tuple[str, Sort]], supposed: Sequence[Hypothesis] = ()) -> Scope:
        """The scope of some fresh variables, each spelled as its sort asks; nothing else may speak of them unseen."""
        for name, sort in variables:
            row = self.notation.table.get(name)
            undeclared = row is None and sort.kind != "vector"  # which would be read as a scalar
            plain = undeclared or (row and row.sort == sort and not (row.over or row.of or row.random or row.law))
            if not plain or local_sort(name) not in (None, sort, Sort("real")):
                raise Refused(f"a local variable is spelled {name}, which is something else")
            if name in self.spoken:
                raise Refused(f"a local variable is spelled {name}, of which a definition or a sort speaks")
        return scope.inside(variables, supposed)

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
            for ends in product(*(_orders(one) for one in need.ranges)):
                premises = [self.scalars.inequality(one) for one in (*self.plain(scope), *chain.from_iterable(ends))]
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
            if bare and scope.reaches(hypothesis, self.reach) and self._is_scalar(formula.relation):
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
        if sort.kind == "index":
            if value != number(1) and (self.sort_of(value, scope) != sort or self.terms.depends(value)):
                self._counted(name, sort, value, scope)
            return
        if not (sort.is_scalar or sort.kind == "vector") or sort.kind == "sign" or self.terms.depends(value):
            raise Refused(f"{name} is taken at a value that depends on the draw, or is no such scalar")
        if sort.kind == "vector":
            self._shaped(name, sort, value, scope)
        else:
            self.in_sort(name, sort, value, scope)

    def _shaped(self, name: str, sort: Sort, value: Expr, scope: Scope) -> None:
        """A value may stand for a vector if it is a vector of that length, and defined."""
        found = self.terms.tensor(value)
        if (found.kind, found.dims) != ("vector", sort.dims):
            raise Refused(f"{name} is a vector of length {sort.dims[0]}, and is taken at something else")
        self.defined(relation(value, "=", value), scope)

    def _counted(self, name: str, sort: Sort, value: Expr, scope: Scope) -> None:
        """A value may stand for an index if it is a whole number that is shown to run from 1 to its end."""
        known = [self.scalars.inequality(one) for one in self.plain(scope)]
        found = self.terms.scalar(value)
        wrong = f"{name} runs from 1 to {sort.dims[0]}, and is taken at something else"
        if not found.is_integer or self.terms.depends(value):
            raise Refused(wrong)
        for gap in (found - 1, size(self.terms, sort.dims[0]) - found):
            self.scalars.entailed(Inequality(gap, ">=", ZERO), known, wrong)

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


def _orders(one: Range) -> list[tuple[Expr, Expr]]:
    """What is known of a bound variable: its range, for an integral in either order."""
    name, low, high, either = one
    pairs = [(low, high), (high, low)] if either else [(low, high)]
    return [(relation(least, "<=", symbol(name)), relation(symbol(name), "<=", most)) for least, most in pairs]


def _identity(key: tuple) -> tuple:
    """What tells one event from another: all conclusions of a claim hold on one event, each tail is its own."""
    return key[:4] if key[3] == "event" else key[:6]


__all__ = ["Accepted", "Checker", "check"]
