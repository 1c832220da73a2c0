r"""The checker: does a derivation show what a claim says? PROVED means that ``check`` accepted it.

It searches for nothing. Every step is derived again from the steps below it: hypotheses and citations are read from the
claims themselves, instantiated at values whose sort is checked, under conditions that are derived in turn; the rules are
in ``rules.py``; equal terms are told by their normal forms (``terms.py``); what is left is a scalar inequality from a few
others, of which the scalar prover must give a certificate that its kernel accepts. What is not known here is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import sympy as sp

from ntkprops.derivation.claims import Claim, Lent, Place, Read, claim_of, lends, timed
from ntkprops.derivation.definitions import Rewrite, at_time, bare, definitions, match, root_of
from ntkprops.derivation.judgment import MOMENT, Formula, Hypothesis, Judgment, Refused, Source, Step, local_sort
from ntkprops.derivation.rules import RULES
from ntkprops.derivation.terms import Tensor, Terms
from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links, number, relation, symbol, walk
from ntkprops.proof.scalar import Inequality, Proof, contradictory, implied
from ntkprops.statement.model import Cite, Definition

Standing = frozenset[tuple[str, Place]] | None  # hypotheses used under an average; None: nothing here proved the claim
SHAPES = frozenset({"entry", "apply", "derivative", "partial", "grad"})
OPPOSITE = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}


class Library(Protocol):
    """The claims of a lecture, and how those that are settled stand."""

    @property
    def notation(self) -> Notation: ...
    standing: Mapping[tuple[str, bool], Standing]
    constants: Mapping[tuple[str, bool], Expr]

    def paths(self) -> frozenset[str]: ...

    def reading(self, label: str, *, corrected: bool) -> Read: ...
    def chain(self, label: str) -> tuple[str, ...]: ...
    def version(self, label: str, *, corrected: bool) -> bool | None: ...
    def chain_version(self, label: str, *, corrected: bool) -> bool | None: ...
    def everywhere(self, *, corrected: bool) -> Mapping[str, Sequence[Rewrite]]: ...


@dataclass(frozen=True, eq=False)
class Scope:
    """Where a step stands: local variables with their sorts, what is supposed of them, and whose names are out of reach."""

    sorts: Mapping[str, Sort] = field(default_factory=dict)
    supposed: tuple[Hypothesis, ...] = ()
    hidden: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()  # families of which, bare, nothing that was given is known

    def inside(self, variables: Iterable[tuple[str, Sort]], supposed: Sequence[Hypothesis] = ()) -> Scope:
        """The scope of some fresh variables: what was known of their names is out of reach."""
        variables = tuple(variables)
        names = frozenset(name for name, _ in variables)
        kept = tuple(h for h in self.supposed if not names & h.formula.free)
        return replace(
            self, sorts={**self.sorts, **dict(variables)}, supposed=(*kept, *supposed), hidden=self.hidden | names
        )


    def opened(self, supposed: Sequence[Hypothesis], families: frozenset[str]) -> Scope:
        """The scope in which some weights are taken of which nothing is known but what is supposed."""
        kept = tuple(h for h in self.supposed if not families & h.formula.bare)
        return replace(self, supposed=(*kept, *supposed), without=self.without | families)


@dataclass(frozen=True)
class Accepted:
    """What an accepted derivation rests on: hypotheses used under an average, and the events it spent."""

    averaged: frozenset[tuple[str, Place]]
    steps: int


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
    checker = Checker(library, reading, corrected, constant)
    missing = checker.claim.goals.keys() - derivations.keys()
    if missing or not checker.claim.goals:
        raise Refused("a part of the conclusion has no derivation" if missing else "there is no conclusion")
    used = [checker.goal(place, derivations[place]) for place in checker.claim.goals]
    checker.spend(frozenset().union(*(judgment.used for judgment in used)))
    averaged = frozenset().union(*(judgment.averaged for judgment in used))
    places = frozenset(place for place, h in checker.hypotheses.items() if h in averaged)
    return Accepted(places, len(checker.derived))


@dataclass(eq=False)
class Checker:
    """One claim under check."""

    library: Library
    reading: Read
    corrected: bool
    constant: Expr | None
    claim: Claim = field(init=False)
    terms: Terms = field(init=False)
    hypotheses: dict[tuple[str, Place], Hypothesis] = field(default_factory=dict)
    events: dict[tuple, Hypothesis] = field(default_factory=dict)
    failures: dict[Hypothesis, tuple[tuple, Expr]] = field(default_factory=dict)
    derived: dict[tuple[Step, Scope], Judgment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claim = claim_of(self.reading, self.notation, self.constant)
        self.terms = Terms(self.notation, paths=self.library.paths())
        random = self._random()
        moving = frozenset(name for name, row in self.notation.table.items() if row.of == ("time",))
        lawful = frozenset(name for name, row in self.notation.table.items() if row.law)
        self.terms.random, self.terms.moved = random, moving | (random - lawful)
        for kind, place, formula in self.claim.hypotheses:
            varies = self.is_random(formula)
            sure = not varies or self.claim.probability is None
            self.hypotheses[(kind, place)] = Hypothesis(formula, kind, sure, varies)
        self.rewrites = tuple(self._rewrites())
        self.terms.unfold = self._unfolded

    @property
    def notation(self) -> Notation:
        """The symbols."""
        return self.library.notation

    # -- what depends on the draw --------------------------------------------------------------------------

    def _random(self) -> frozenset[str]:
        """The names that depend on the draw: declared so, or equal to something that does."""
        found = {name for name, row in self.notation.table.items() if row.random}
        everywhere = self.library.everywhere(corrected=self.corrected).values()
        pairs = [(root_of(rule.pattern).name, rule.body) for rules in everywhere for rule in rules if rule.body.head != "E"]
        stated = (*self.claim.own, *(rule for tree in self.reading.given for _, rule in definitions(tree, self.notation)))
        pairs += [(rule.pattern.name, rule.body) for rule in stated]
        for formula in self.claim.given.values():
            left, right = formula.relation.args
            if formula.relation.name == "=":
                pairs += [(root_of(one).name, other) for one, other in ((left, right), (right, left))]
        grew = True
        while grew:
            self.terms.random = frozenset(found)
            more = {name for name, body in pairs if name and name not in found and self.terms.depends(body)}
            found |= more
            grew = bool(more)
        return frozenset(found)

    def is_random(self, formula: Formula) -> bool:
        """Whether a formula speaks of the draw."""
        return self.terms.depends(formula.relation) or any(map(self.is_random, formula.conditions))

    # -- definitions and equations that are unfolded -------------------------------------------------------

    def _rewrites(self) -> Iterator[Rewrite]:
        own: dict[str, list[Rewrite]] = {}
        for tree in self.reading.given:
            for name, rule in definitions(tree, self.notation):
                if rule.pattern.head == "symbol" or ":=" in tree.relations:
                    own.setdefault(name, []).append(rule)
        known = {**self.library.everywhere(corrected=self.corrected), **own}
        for reason in self.reading.printed.by:
            if isinstance(reason, Definition):
                yield from (rule for rule in known.get(reason.spelling, ()) if rule.body.head != "set")
            elif isinstance(reason, Cite):
                yield from self._equations(reason)

    def _equations(self, cite: Cite) -> Iterator[Rewrite]:
        """Cited equations under no condition but hypotheses of this very claim that hold surely."""
        version = self.library.version(cite.label, corrected=self.corrected)
        if version is None or (cite.label, version) not in self.library.standing:
            return
        source = Source("cited", label=cite.label, corrected=version, at=self._values(cite))
        given = {h.formula for h in self.hypotheses.values() if h.sure and not h.random}
        for lent in self._all_lent(source):
            left, right = lent.formula.relation.args
            conditions = lent.formula.conditions
            if lent.formula.relation.name != "=" or left.head not in SHAPES or not set(conditions) <= given:
                continue
            names, moving = lent.formula.bound, left.head == "derivative"
            yield Rewrite(left, at_time(right, self.notation, left.args[1]) if moving else right, names, cite.label)
            row = self.notation.table.get(root_of(left).name)
            if left.head == "entry" and row and row.of == ("time",) and not conditions:
                moment = symbol("\0time")
                sides = (at_time(side, self.notation, moment) for side in (left, right))
                yield Rewrite(*sides, names | {"\0time"}, cite.label)

    def _all_lent(self, source: Source) -> Iterator[Lent]:
        """What a citation that holds surely lends, the relation of its whole chain included."""
        try:
            claim = self.cited_claim(source)
        except Refused:
            return
        sources = [replace(source, place=place) for place in claim.goals]
        version = self.library.chain_version(source.label, corrected=source.corrected)
        sources += [replace(source, corrected=version, whole=True)] if version is not None else []
        for one in sources if claim.probability is None else ():
            try:
                yield self._lent(one)
            except Refused:
                continue

    def _values(self, cite: Cite) -> tuple[tuple[str, Expr], ...]:
        return tuple((name, read(text, self.notation)) for name, text in cite.at)

    def _unfolded(self, tree: Expr) -> Expr | None:
        for rule in self.rewrites:
            values = match(rule.pattern, tree, rule.variables)
            if values is not None and (body := rule.apply(tree)) != tree:
                return body
        return None

    # -- goals, and the budget of events -------------------------------------------------------------------

    def goal(self, place: Place, step: Step) -> Judgment:
        """Derive one conclusion, for all values of what it quantifies."""
        goal = self.claim.goals[place]
        scope = Scope().inside(goal.variables)
        scope = replace(scope, supposed=tuple(self.suppose(c) for c in goal.conditions))
        self.defined(goal.relation, scope)
        judgment = self.derive(step, scope)
        self.follows(goal.relation, judgment, scope)
        inside = goal.bound | {name for name, _ in self.claim.quantified}
        for hypothesis in judgment.used & self.failures.keys():
            if hypothesis.formula.free & inside:
                raise Refused(f"the event of {hypothesis.name} is another one for each value of what is quantified")
        return judgment

    def spend(self, used: frozenset[Hypothesis]) -> None:
        """The failures of the events that were used must add up to at most what the claim allows."""
        spent = dict(self.failures[hypothesis] for hypothesis in used & self.failures.keys())
        if not spent:
            return
        assert self.claim.probability is not None
        total = Expr("add", (number(0), *spent.values()))
        allowed = Expr("add", (number(1), Expr("neg", (self.claim.probability,))))
        self.entails(relation(total, "<=", allowed), self.plain(Scope()), "the events leave less than the claim says")

    # -- derivations ---------------------------------------------------------------------------------------

    def derive(self, step: Step, scope: Scope) -> Judgment:
        """What a step shows in a scope."""
        key = (step, scope)
        if key not in self.derived:
            rule = STRUCTURE.get(step.rule) or RULES.get(step.rule)
            if rule is None:
                raise Refused(f"there is no rule {step.rule}")
            self.derived[key] = rule(self, step, scope)
        return self.derived[key]

    def shown(self, wanted: Expr, step: Step, scope: Scope) -> Judgment:
        """A premise: a step that shows a relation."""
        judgment = self.derive(step, scope)
        self.follows(wanted, judgment, scope)
        return replace(judgment, relation=wanted)

    def surely(self, judgment: Judgment) -> Judgment:
        """A judgment as a rule takes it that averages over the draw: it must hold for every draw."""
        if not judgment.is_sure:
            raise Refused(f"an average is taken of what holds only on an event: {_names(judgment)}")
        return replace(judgment, averaged=judgment.averaged | {h for h in judgment.used if h.random})

    def suppose(self, formula: Formula) -> Hypothesis:
        """A local hypothesis; one that speaks of the draw is supposed of one outcome only."""
        varies = self.is_random(formula)
        return Hypothesis(formula, "supposed", not varies, varies)

    def holds(self, formula: Formula, step: Step, scope: Scope) -> Judgment:
        """Whether a step shows a whole formula: for fresh values of its variables, supposing its conditions."""
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
        if any(local_sort(name) not in (None, sort) and sort.kind == "index" for name, sort in sorts):
            raise Refused("a fresh variable is spelled with another range")
        supposed = tuple(map(self.suppose, opened.conditions))
        judgment = self.shown(opened.relation, step.premises[0], scope.inside(sorts, supposed))
        return judgment.without(supposed)

    def follows(self, wanted: Expr, judgment: Judgment, scope: Scope) -> None:
        """Whether a relation is what was derived, up to what normal forms and one scalar step tell."""
        if wanted != judgment.relation:
            self.entails(wanted, [judgment.relation], "a step shows something else than it is used for")

    def conclude(self, stated: Expr, *judgments: Judgment, scope: Scope) -> Judgment:
        """A relation from premises: it rests on all that they rest on, and its sides must be defined."""
        self.defined(stated, scope)
        used = frozenset().union(*(judgment.used for judgment in judgments))
        return Judgment(stated, used, frozenset().union(*(judgment.averaged for judgment in judgments)))

    # -- scalars -------------------------------------------------------------------------------------------

    def inequality(self, stated: Expr) -> Inequality:
        """A relation between scalars in normal form."""
        left, right = (self.terms.scalar(side) for side in stated.args)
        return Inequality(left, stated.name, right, "")

    def entails(self, goal: Expr, premises: Sequence[Expr], otherwise: str) -> Proof | None:
        """A certificate that scalar premises give a scalar goal. Raises ``Refused`` where there is none."""
        if self._is_same(goal, premises):
            return None
        return self.entailed(self.inequality(goal), [self.inequality(one) for one in premises], otherwise)

    def _is_same(self, goal: Expr, premises: Sequence[Expr]) -> bool:
        """Whether an equation between vectors is one of the premises, component by component."""
        values = [self.terms.value(side) for side in goal.args]
        if not any(isinstance(value, Tensor) for value in values):
            return False
        for premise in (goal, *premises):
            sides = [self.terms.value(side) for side in premise.args]
            ends = [values, values[::-1]] if goal is not premise else [[values[0], values[0]]]
            if premise.name == goal.name == "=" and any(self._agree(sides, end) for end in ends):
                return True
        raise Refused("an equation between vectors is not shown")

    def _agree(self, one: Sequence, other: Sequence) -> bool:
        pairs = list(zip(one, other, strict=True))
        if not all(isinstance(a, Tensor) and isinstance(b, Tensor) for a, b in pairs):
            return False
        if any((a.kind, a.dims) != (b.kind, b.dims) for a, b in pairs):
            return False
        over = self.terms.indices(pairs[0][0])
        return all(sp.expand(a.at(*over) - b.at(*over)) == 0 for a, b in pairs)

    def entailed(self, goal: Inequality, premises: Sequence[Inequality], otherwise: str) -> Proof | None:
        """As ``entails``, for normal forms."""
        gap = sp.expand(goal.left - goal.right)
        if goal.op in ("=", "<=", ">=") and gap == 0:
            return None
        if any(one.op == goal.op and sp.expand(one.left - one.right - gap) == 0 for one in premises):
            return None
        named = [replace(one, name=f"premise {place}") for place, one in enumerate(premises, start=1)]
        given = [*named, *self.built_in([goal, *named])]
        found = implied(goal, given, effort=2)
        found = implied(goal, given, effort=3) if found is None else found
        if found is None:
            raise Refused(f"{otherwise}: {self.show(goal)}")
        return found

    def absurd(self, premises: Sequence[Inequality]) -> bool:
        """Whether scalar premises contradict each other, with a certificate."""
        return contradictory([*premises, *self.built_in(premises)]) is not None

    def built_in(self, among: Sequence[Inequality]) -> list[Inequality]:
        """What the sorts of the atoms say: probabilities are at most 1, signs have square 1, an index is in its range."""
        facts: list[Inequality] = []
        for part in sorted({s for one in among for s in one.symbols}, key=str):
            tree = self.terms.tree(part)
            row = self.notation.table.get(root_of(tree).name)
            sort = local_sort(tree.name) if tree.head == "symbol" else None
            sort = sort or (row.sort if row is not None else Sort("real"))
            if tree.head in ("Pr", "indicator"):
                facts.append(Inequality(part, "<=", sp.Integer(1), "at most 1"))
            elif sort.kind == "probability":
                facts.append(Inequality(part, "<", sp.Integer(1), "a probability"))
            elif sort.kind == "sign":
                facts.append(Inequality(part**2, "=", sp.Integer(1), "a sign"))
            elif sort.kind == "index" and tree.head == "symbol":
                facts.append(Inequality(part, "<=", self.terms.size(sort.dims[0]), "an index"))
        symbols = frozenset().union(*(one.symbols for one in among))
        squares = [value for value in self.terms.nonnegative if value.free_symbols and value.free_symbols <= symbols]
        return facts + [Inequality(value, ">=", sp.Integer(0), "by its form") for value in sorted(squares, key=str)]

    def plain(self, scope: Scope) -> list[Expr]:
        """The relations between fixed scalars that are given or supposed, without conditions."""
        found = []
        for hypothesis in (*self.hypotheses.values(), *scope.supposed):
            formula = hypothesis.formula
            bare = not (formula.variables or formula.conditions or hypothesis.random)
            if bare and self.is_in_reach(hypothesis, scope) and self._is_scalar(formula.relation):
                found.append(formula.relation)
        return found

    def _is_scalar(self, stated: Expr) -> bool:
        try:
            self.inequality(stated)
        except Refused:
            return False
        return True

    def is_in_reach(self, hypothesis: Hypothesis, scope: Scope) -> bool:
        """Whether a hypothesis of the claim may be used: it speaks of no name that is a local variable here."""
        local = hypothesis in scope.supposed
        names = hypothesis.formula.free
        return local or not (names & scope.hidden or hypothesis.formula.bare & scope.without)

    def defined(self, stated: Expr, scope: Scope) -> None:
        """Whether both sides of a relation are defined: every denominator, root and logarithm in them."""
        before, self.terms.needs = self.terms.needs, {}
        try:
            for side in stated.args:
                value = self.terms.value(side)
                if isinstance(value, Tensor):
                    value.at(*self.terms.indices(value))
            needs = list(self.terms.needs)
        finally:
            self.terms.needs = before
        for need in needs:
            ends = [end for name, low, high in need.ranges
                    for end in (relation(low, "<=", symbol(name)), relation(symbol(name), "<=", high))]  # fmt: skip
            premises = [self.inequality(one) for one in (*self.plain(scope), *ends)]
            self.entailed(Inequality(need.expr, need.op, sp.Integer(0)), premises, "a side may be undefined")

    def show(self, one: Inequality) -> str:
        """A relation between normal forms, printed."""
        return f"{to_latex(self.terms.quote(one.left))} {one.op} {to_latex(self.terms.quote(one.right))}"

    # -- values --------------------------------------------------------------------------------------------

    def fits(self, name: str, sort: Sort, value: Expr, scope: Scope) -> None:
        """Whether a value may stand for a variable of a sort; what depends on the draw may not stand for what is fixed."""
        if value == symbol(name) and name in self.notation.table and self.notation.table[name].sort == sort:
            return
        if sort.kind == "index":
            if value != number(1) and self.sort_of(value, scope) != sort:
                raise Refused(f"{name} runs from 1 to {sort.dims[0]}, and is taken at something else")
            return
        if not sort.is_scalar or self.terms.depends(value):
            raise Refused(f"{name} is taken at a value that depends on the draw, or is no scalar")
        number_ = self.terms.scalar(value)
        asked = {"positive": [(">", 0)], "probability": [(">", 0), ("<", 1)], "nonnegative": [(">=", 0)],
                 "time": [(">=", 0)], "count": [(">=", 1)], "real": []}.get(sort.kind)  # fmt: skip
        if asked is None or (sort.kind == "count" and not number_.is_integer):
            raise Refused(f"{name} is {sort.kind}, and is taken at something else")
        known = [self.inequality(one) for one in self.plain(scope)]
        for op, bound in asked:
            self.entailed(Inequality(number_, op, sp.Integer(bound)), known, f"{name} is taken outside its sort")
        self.defined(relation(value, "=", value), scope)

    def sort_of(self, value: Expr, scope: Scope) -> Sort | None:
        """The sort of a variable."""
        if value.head != "symbol":
            return None
        row = self.notation.table.get(value.name)
        return scope.sorts.get(value.name) or (row.sort if row is not None and not row.over else None)

    # -- facts ---------------------------------------------------------------------------------------------

    def cited_claim(self, source: Source) -> Claim:
        """The claim that a source cites, read afresh. Raises ``Refused`` where it does not stand."""
        if (source.label, source.corrected) not in self.library.standing:
            raise Refused(f"{source.label} is cited, and is not proved")
        reading = self.library.reading(source.label, corrected=source.corrected)
        constant = self.library.constants.get((source.label, source.corrected))
        claim = claim_of(reading, self.notation, constant)
        if claim.unused and self.library.standing[(source.label, source.corrected)] is None:
            raise Refused(f"{source.label} is given something that has no meaning here")
        return claim

    def _lent(self, source: Source) -> Lent:
        """What a cited claim lends at a place, with the values that the citation names."""
        claim = self.cited_claim(source)
        stated = self._composite(source) if source.whole else None
        if stated is None and source.place not in claim.goals:
            raise Refused(f"{source.label} has no such conclusion")
        lent = lends(claim, self.notation, None if stated is not None else source.place, stated)
        lent = timed(lent, claim, self.notation) if source.timed else lent
        values = dict(source.at)
        sorts = dict(lent.formula.variables)
        for name, value in values.items():
            row = self.notation.table.get(name)
            sort = sorts.get(name) or (row.sort if row is not None and not (row.over or row.of or row.random) else None)
            if sort is None:
                raise Refused(f"{name} cannot be set to a value")
            self.fits(name, sort, value, Scope())
        return replace(lent, formula=lent.formula.at(values))

    def _composite(self, source: Source) -> Expr:
        """From the head of a cited row's chain to its right end, where all relations point one way."""
        terms_, ops = [], []
        for row in self.library.chain(source.label):
            if (row, source.corrected) not in self.library.standing:
                raise Refused(f"{row} stands above {source.label}, and is not proved")
            tree = self.library.reading(row, corrected=source.corrected).then[0]
            if tree.head != "chain":
                raise Refused("a chain is one of relations")
            steps = [(a, op, b) for a, op, b in links(tree) if op != ":="]
            if terms_ and terms_[-1] != steps[0][0]:
                raise Refused("the rows of a chain do not hang together")
            terms_ += [steps[0][0]] if not terms_ else []
            terms_ += [right for _, _, right in steps]
            ops += [op for _, op, _ in steps]
        if len({op[0] for op in ops if op != "="}) > 1 or not set(ops) <= {"<=", "<", ">=", ">", "="}:
            raise Refused("the relations of a chain point both ways")
        strict = [op for op in ops if len(op) == 1 and op != "="]
        weak = [op for op in ops if op != "="]
        return relation(terms_[0], (strict or weak or ["="])[0], terms_[-1])

    def averaged(self, source: Source) -> Standing:
        """Which hypotheses of a cited claim its derivation used for every draw; None if it may be any."""
        rows = self.library.chain(source.label) if source.whole else (source.label,)
        found = [self.library.standing[(row, source.corrected)] for row in rows]
        return None if None in found else frozenset().union(*(one for one in found if one is not None))

    def event(self, source: Source) -> tuple[Formula, Lent, Hypothesis]:
        """What a cited claim of probability says off an event, as a hypothesis that holds only there."""
        if self.claim.probability is None:
            raise Refused(f"{source.label} holds only with some probability")
        claim = self.cited_claim(source)
        lent = self._lent(replace(source, kind="cited"))
        if source.kind == "event":
            if claim.probability is None:
                raise Refused(f"{source.label} speaks of no probability")
            goal = claim.goals[source.place]
            inside = goal.bound | {name for name, _ in claim.quantified} | {MOMENT}
            failure = Expr("add", (number(1), Expr("neg", (claim.probability,))))
            whole = lent.formula
        else:
            inside = frozenset()
            whole, failure = self._off_the_tail(lent, claim)
        kept = tuple(one for one in whole.variables if one[0] in inside)
        formula = replace(whole, variables=kept)
        failure = Formula(relation(failure, "=", number(0))).at(dict(source.at)).relation.args[0]
        if self.terms.depends(failure):
            raise Refused("a probability of failure depends on the draw")
        key = (source.label, source.corrected, source.at, source.kind)
        place = (*key, source.place, source.timed)
        if place not in self.events:
            self.events[place] = Hypothesis(formula, source.label, sure=False, random=True)
            self.failures[self.events[place]] = (key, failure)
        return formula, replace(lent, formula=formula), self.events[place]

    def _off_the_tail(self, lent: Lent, claim: Claim) -> tuple[Formula, Expr]:
        """From ``Pr[E] <= p`` what holds off ``E``, for any weights that are chosen after the draw.

        The weights of the claim may then be the worst ones wherever there are any, and those of the start elsewhere:
        what is given of them must hold of those of the start, and of one outcome at a time.
        """
        left, right = lent.formula.relation.args
        inside = left.args[0] if left.head == "Pr" and len(left.args) == 1 else Expr("blank")
        if lent.formula.relation.name not in ("<=", "<") or inside.head != "chain" or len(inside.args) != 2:
            raise Refused("this bounds no probability of a relation")
        opposite = OPPOSITE.get(inside.name)
        if opposite is None:
            raise Refused("the complement of this relation is not known")
        for condition in lent.formula.conditions:
            if claim.families & condition.bare:
                self._holds_at_the_start(condition, claim.families)
        if claim.families & bare(inside) and any(p.head in ("E", "Pr", "Var") for p in walk(inside)):
            raise Refused("an average over weights that are chosen after the draw")
        return replace(lent.formula, relation=relation(inside.args[0], opposite, inside.args[1])), right

    def _holds_at_the_start(self, condition: Formula, families: frozenset[str]) -> None:
        start = dict.fromkeys(sorted(families))
        values = {name: Expr("apply", (symbol(name), number(0))) for name in start}

        def moved(tree: Expr) -> Expr:
            if tree.head == "apply" and tree.args[0].head == "symbol" and tree.args[0].name in families:
                return tree
            if tree.head == "symbol" and tree.name in families:
                return values[tree.name]
            return replace(tree, args=tuple(map(moved, tree.args)))

        if condition.conditions or any(p.head in ("E", "Pr", "Var") for p in walk(condition.relation)):
            raise Refused("what is given of any weights must be said of one outcome")
        self.entails(moved(condition.relation), [], "what is given of any weights does not hold of those at the start")


def _names(judgment: Judgment) -> str:
    return ", ".join(sorted({h.name for h in judgment.used if not h.sure}))


# -- the rules that are about the logic, not about mathematics --------------------------------------------------


def _scalar(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``args[0]`` from the premises by arithmetic."""
    (stated,) = step.args
    judgments = [checker.derive(premise, scope) for premise in step.premises]
    checker.entails(stated, [judgment.relation for judgment in judgments], "the premises do not give this")
    return checker.conclude(stated, *judgments, scope=scope)


def _entrywise(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """An equation between vectors from that of their components, at fresh indices."""
    stated, names = step.args
    left, right = (checker.terms.tensor(side) for side in stated.args)
    if (left.kind, left.dims) != (right.kind, right.dims) or stated.name != "=":
        raise Refused("the sides are of different shapes")
    sorts = [(name, Sort("index", (dim,))) for name, dim in zip(names, left.dims, strict=True)]
    if any(local_sort(name) != sort or name in scope.sorts for name, sort in sorts):
        raise Refused("the indices of an equation entry by entry are not fresh")
    at = tuple(map(symbol, names))
    judgment = checker.derive(step.premises[0], scope.inside(sorts))
    goal = Inequality(left.at(*at), "=", right.at(*at))
    checker.entailed(goal, [checker.inequality(judgment.relation)], "the entries do not agree")
    return checker.conclude(stated, judgment, scope=scope)


def _fact(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """An instance of a hypothesis, of what holds throughout, or of what is cited, its conditions shown."""
    source, values = step.args
    formula, lent, own = _resolved(checker, source, scope)
    values = {**{name: symbol(name) for name in formula.bound}, **dict(values)}
    if values.keys() != formula.bound:
        raise Refused("a fact is taken at values for other variables than it has")
    for name, sort in formula.variables:
        checker.fits(name, sort, values[name], scope)
    instance = formula.at(values)
    if len(instance.conditions) != len(step.premises):
        raise Refused("not every condition of a fact is shown")
    shown = [checker.holds(c, p, scope) for c, p in zip(instance.conditions, step.premises, strict=True)]
    if lent is not None:
        standing = checker.averaged(source)
        shown = [
            checker.surely(one) if _asks_for_every_draw(checker, formula.conditions[k], lent.hypotheses[k], standing, source) else one
            for k, one in enumerate(shown)
        ]
    used = frozenset().union(own, *(judgment.used for judgment in shown))
    return Judgment(instance.relation, used, frozenset().union(*(judgment.averaged for judgment in shown)))


def _asks_for_every_draw(
    checker: Checker, condition: Formula, place: tuple[str, Place] | None, standing: Standing, source: Source
) -> bool:
    """Whether a condition of a cited claim must hold surely, because the claim's derivation averaged over it."""
    if source.kind == "event" or place is None:
        return False
    if source.kind == "tail" and condition.bare & checker.cited_claim(source).families:
        return False
    return checker.is_random(condition) if standing is None else place in standing


def _resolved(checker: Checker, source: Source, scope: Scope) -> tuple[Formula, Lent | None, frozenset[Hypothesis]]:
    if source.kind in ("given", "range"):
        hypothesis = checker.hypotheses.get((source.kind, source.place))
        if hypothesis is None or not checker.is_in_reach(hypothesis, scope):
            raise Refused("a hypothesis is used that there is not, or out of its scope")
        return hypothesis.formula, None, frozenset({hypothesis})
    if source.kind == "local":
        found = [h for h in scope.supposed if h.formula == source.formula]
        if not found:
            raise Refused("something is used that nobody supposed")
        return found[0].formula, None, frozenset({found[0]})
    if source.kind == "always":
        return always(checker.notation)[source.place], None, frozenset()
    if source.kind in ("event", "tail"):
        formula, lent, hypothesis = checker.event(source)
        if formula.free & scope.hidden:
            raise Refused("an event is used for a local variable")
        return formula, lent, frozenset({hypothesis})
    if source.kind == "cited":
        if checker.cited_claim(source).probability is not None:
            raise Refused(f"{source.label} holds only with some probability")
        lent = checker._lent(source)
        return lent.formula, lent, frozenset()
    raise Refused(f"there is no source of facts {source.kind}")


def always(notation: Notation) -> dict[Place, Formula]:
    """What the notation says holds throughout."""
    found = {}
    for place, text in enumerate(notation.always):
        tree = read(text, notation)
        items = tree.args if tree.head == "items" else (tree,)
        for at, (left, op, right) in enumerate(link for item in items for link in links(item)):
            stated = relation(left, op, right)
            letters = [(n, notation.table[n].sort) for n in sorted(stated.free)
                       if n in notation.table and notation.table[n].sort.kind == "index" and not notation.table[n].over]  # fmt: skip
            found[(place, at)] = Formula(stated, tuple(letters))
    return found


STRUCTURE = {"scalar": _scalar, "entrywise": _entrywise, "fact": _fact}


__all__ = ["Accepted", "Checker", "Library", "Scope", "Standing", "always", "check"]
