r"""Where facts come from: hypotheses, what holds throughout, citations, events; and what is unfolded without mention.

A citation lends the formula that the cited claim states, its hypotheses as conditions, at values of the right sort. A
claim that holds with some probability lends its formula on an event; so does a bound on the probability of a relation,
off the tail. A claim that nothing here proved asks for its hypotheses at every draw, one that was derived only for those
that its derivation averaged over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.derivation.claims import Claim, Lent, Place, claim_of, Read, hypotheses_of, lends, timed
from ntkprops.derivation.context import Scope, Standing
from ntkprops.derivation.definitions import AVERAGES, Rewrite, at_time, bare, definitions, root_of, unfolded
from ntkprops.derivation.heads import drawn_by, is_of
from ntkprops.derivation.judgment import MOMENT, Formula, Hypothesis, Judgment, Refused, Source, Step
from ntkprops.derivation.reach import reach_of, redefined
from ntkprops.derivation.tensors import indices
from ntkprops.derivation.terms import Tensor, Terms
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links, number, relation, symbol, walk
from ntkprops.statement.model import Cite, Definition

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker

SHAPES = frozenset({"entry", "apply", "derivative", "partial", "grad"})  # left sides that are recognised in a term
MATCHED = frozenset({"index", "time", "real"})  # sorts of variables of which a term shows by itself that it fits
OPPOSITE = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}
THESE = ("the weights at hand", (0, 0))  # in how a claim stands: it rests on what is said of these alone


def fact(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """An instance of a formula at values of its variables, its conditions shown by the premises."""
    source, values = step.args
    formula, lent, own = resolved(checker, source, scope)
    chosen = {**{name: symbol(name) for name in formula.bound}, **dict(values)}
    if chosen.keys() != formula.bound:
        raise Refused("a fact is taken at values for other variables than it has")
    for name, sort in formula.variables:
        checker.fits(name, sort, chosen[name], scope)
    _is_put(checker, formula, chosen)
    instance = formula.at(chosen)
    if len(instance.conditions) != len(step.premises):
        raise Refused("not every condition of a fact is shown")
    shown = []
    for place, (condition, premise) in enumerate(zip(instance.conditions, step.premises, strict=True)):
        judgment = checker.holds(condition, premise, scope)
        sure = lent is not None and _asks_for_every_draw(
            checker, formula.conditions[place], lent.hypotheses[place], source
        )
        shown.append(checker.surely(judgment) if sure else judgment)
    used = own.union(*(judgment.used for judgment in shown))
    return Judgment(instance.relation, used, frozenset().union(*(judgment.averaged for judgment in shown)))


def _asks_for_every_draw(checker: Checker, condition: Formula, place: tuple[str, Place] | None, source: Source) -> bool:
    """Whether a condition of a cited claim must hold surely: its derivation averaged over it, or there is none."""
    if source.kind == "event" or place is None:
        return False
    if source.kind == "tail" and condition.bare & cited_claim(checker, source).families:
        return False
    standing = _averaged(checker, source)
    return checker.is_random(condition) if standing is None else place in standing


def _averaged(checker: Checker, source: Source) -> Standing:
    rows = checker.library.chain(source.label) if source.whole else (source.label,)
    found = [checker.library.standing[(row, source.corrected)] for row in rows]
    return None if None in found else frozenset().union(*(one for one in found if one is not None))


def resolved(checker: Checker, source: Source, scope: Scope) -> tuple[Formula, Lent | None, frozenset[Hypothesis]]:
    """The formula of a source, what lends it, and the hypotheses that it is."""
    if source.kind == "local":
        found = next((h for h in scope.supposed if h.formula == source.formula), None)
        if found is None:
            raise Refused("something is used that nobody supposed")
        return found.formula, None, frozenset({found})
    if source.kind in ("given", "range"):
        hypothesis = checker.hypotheses.get((source.kind, source.place))
        if hypothesis is None or not scope.reaches(hypothesis, checker.reach):
            raise Refused("a hypothesis is used that there is not, or out of its scope")
        return hypothesis.formula, None, frozenset({hypothesis})
    lent, own = None, frozenset()
    if source.kind == "always":
        formula = always(checker.notation)[source.place]
        _is_of_these(checker, formula, source, scope)
    elif source.kind in ("event", "tail"):
        lent, hypothesis = event(checker, source)
        _is_of_these(checker, lent.formula, source, scope)
        formula, own = lent.formula, frozenset({hypothesis})
    elif source.kind == "cited":
        if cited_claim(checker, source).probability is not None:
            raise Refused(f"{source.label} holds only with some probability")
        lent = lent_by(checker, source)
        formula = lent.formula
        _is_of_these(checker, formula, source, scope)
    else:
        raise Refused(f"there is no source of facts {source.kind}")
    if formula.free & scope.hidden:
        raise Refused("what is cited speaks of a symbol that is a local variable here")
    return formula, lent, own


def _is_of_these(checker: Checker, formula: Formula, source: Source, scope: Scope) -> None:
    """What is said of the weights at hand says nothing of weights that are chosen here."""
    these = these_weights(checker, formula, source)
    if these & (checker.claim.families | scope.without):
        raise Refused("what is cited is said of the weights at hand, and used of any")
    checker.rests_on_these |= bool(these)


def these_weights(checker: Checker, formula: Formula, source: Source) -> frozenset[str]:
    """The weights at hand of which something is said: not "for any", not shown here of any, and no definition."""
    table = checker.notation.table
    found = {
        name
        for name in checker.reach.bare(formula.bare)
        if name in table and table[name].over and table[name].of == ("time",)
    }
    if source.kind != "always":
        found -= cited_claim(checker, source).families
        standing = _averaged(checker, source)
        everywhere = checker.library.everywhere(corrected=source.corrected)
        rules = everywhere.get(root_of(formula.relation.args[0]).name, ())
        defined = formula.relation.name == "=" and any(
            {rule.pattern, rule.body} == set(formula.relation.args) for rule in rules
        )
        found = set() if defined or (standing is not None and THESE not in standing) else found
    return frozenset(found)


def _is_put(checker: Checker, formula: Formula, values: Mapping[str, Expr]) -> None:
    """Values may be put for symbols only where nothing else in a formula speaks of them unseen."""
    names = _named(formula)
    for name, value in values.items():
        if value != symbol(name) and checker.reach.hides(name, names):
            raise Refused(f"{name} is taken at a value where something else speaks of it unseen")


def _named(formula: Formula) -> frozenset[str]:
    """All names in a formula, those in the sorts of its variables included."""
    dims = {dim for _, sort in formula.variables for dim in sort.dims}
    return formula.relation.free.union(formula.bound, dims, *map(_named, formula.conditions))


def always(notation: Notation) -> dict[Place, Formula]:
    """What the notation says holds throughout."""
    found = {}
    for place, text in enumerate(notation.always):
        formulas, _ = hypotheses_of(read(text, notation), notation)
        found |= {(place, at): formula for at, formula in formulas}
    return found


# -- citations ---------------------------------------------------------------------------------------------


def cited_claim(checker: Checker, source: Source) -> Claim:
    """The claim that a source cites, read afresh. Raises ``Refused`` where it does not stand."""
    key = (source.label, source.corrected)
    if key not in checker.library.standing:
        raise Refused(f"{source.label} is cited, and is not proved")
    reading = checker.library.reading(source.label, corrected=source.corrected)
    if source.corrected != checker.corrected:
        _means_the_same(checker, source, reading)
    claim = claim_of(reading, checker.notation, checker.library.constants.get(key))
    if claim.unused and checker.library.standing[key] is None:
        raise Refused(f"{source.label} is given something that has no meaning here")
    return claim


def _means_the_same(checker: Checker, source: Source, reading: Read) -> None:
    """A claim of the other form may be cited where all that it speaks of is defined alike in both."""
    forms = [checker.library.everywhere(corrected=form) for form in (False, True)]
    names = frozenset().union(*(tree.free for tree in (*reading.given, *reading.then, *reading.for_all)))
    if redefined(forms, names, checker.notation):
        raise Refused(f"{source.label} is cited in its other form, where its symbols mean something else")


def lent_by(checker: Checker, source: Source) -> Lent:
    """What a cited claim lends at a place, with the values that the citation names."""
    claim = cited_claim(checker, source)
    stated = _composite(checker, source) if source.whole else None
    if stated is None and source.place not in claim.goals:
        raise Refused(f"{source.label} has no such conclusion")
    lent = lends(claim, checker.notation, source.place, stated)
    lent = timed(lent, claim, checker.notation) if source.timed else lent
    outside = Scope()
    for rule in claim.own:
        row = checker.notation.table.get(rule.pattern.name)
        if row is not None and rule.pattern.name not in checker.library.everywhere(corrected=source.corrected):
            checker.in_sort(rule.pattern.name, row.sort, rule.body, outside)
    sorts = dict(lent.formula.variables)
    free = tuple(one for one in lent.formula.variables if one[0] not in checker.settled)
    lent = replace(lent, formula=replace(lent.formula, variables=free))
    for name, value in source.at:
        if name in checker.settled:
            raise Refused(f"{name} is settled by the notes, or by the draw, and cannot be set to a value")
        row = checker.notation.table.get(name)
        sort = sorts.get(name) or (row.sort if row is not None and not (row.over or row.of or row.random) else None)
        if sort is None:
            raise Refused(f"{name} cannot be set to a value")
        checker.fits(name, sort, value, outside)
    _is_put(checker, lent.formula, dict(source.at))
    alone = {rule.pattern.name for rule in claim.own if rule not in checker.claim.own}
    if checker.reach.of(_named(lent.formula)) & alone:
        raise Refused(f"{source.label} defines for itself what something in it speaks of unseen")
    return replace(lent, formula=lent.formula.at(dict(source.at)))


def _composite(checker: Checker, source: Source) -> Expr:
    """From the head of a cited row's chain to its right end, where all relations point one way."""
    last = checker.library.reading(source.label, corrected=source.corrected)
    ends: list[Expr] = []
    ops: list[str] = []
    for row in checker.library.chain(source.label):
        if (row, source.corrected) not in checker.library.standing:
            raise Refused(f"{row} stands above {source.label}, and is not proved")
        reading = checker.library.reading(row, corrected=source.corrected)
        if (reading.given, reading.for_all, reading.probability) != (last.given, last.for_all, None):
            raise Refused("the rows of a chain are given different things")
        tree = reading.then[0]
        steps = [(a, op, b) for a, op, b in links(tree) if op != ":="] if tree.head == "chain" else []
        if not steps or (ends and ends[-1] != steps[0][0]):
            raise Refused("the rows of a chain do not hang together")
        ends += [steps[0][0]] if not ends else []
        ends += [right for _, _, right in steps]
        ops += [op for _, op, _ in steps]
    if len({op[0] for op in ops if op != "="}) > 1 or not set(ops) <= {"<=", "<", ">=", ">", "="}:
        raise Refused("the relations of a chain point both ways")
    return relation(ends[0], min((op for op in ops if op != "="), key=len, default="="), ends[-1])


# -- events ------------------------------------------------------------------------------------------------


def event(checker: Checker, source: Source) -> tuple[Lent, Hypothesis]:
    """What a cited claim of probability says, as a hypothesis that holds only on an event."""
    if checker.claim.probability is None:
        raise Refused(f"{source.label} holds only with some probability")
    claim = cited_claim(checker, source)
    lent = lent_by(checker, source)
    if source.kind == "event":
        if claim.probability is None:
            raise Refused(f"{source.label} speaks of no probability")
        inside = claim.goals[source.place].bound | {name for name, _ in claim.quantified} | {MOMENT}
        whole, failure = lent.formula, Expr("add", (number(1), Expr("neg", (claim.probability,))))
        stated = Formula(relation(failure, "=", number(0)))
        _is_put(checker, stated, dict(source.at))
        failure = stated.at(dict(source.at)).relation.args[0]
    else:
        inside = frozenset({MOMENT})
        whole, failure = _off_the_tail(checker, lent, lent_by(checker, replace(source, timed=False)), claim)
    if failure.free & inside:
        raise Refused("a probability of failure is another one for each value of what the event is of")
    if checker.terms.depends(failure):
        raise Refused("a probability of failure depends on the draw")
    formula = replace(whole, variables=tuple(one for one in whole.variables if one[0] in inside))
    key = (source.label, source.corrected, source.at, source.kind, source.place, source.whole, source.timed)
    if key not in checker.events:
        checker.events[key] = (Hypothesis(formula, source.label, sure=False, random=True), failure)
    return replace(lent, formula=formula), checker.events[key][0]


def _off_the_tail(checker: Checker, lent: Lent, untimed: Lent, claim: Claim) -> tuple[Formula, Expr]:
    """From ``Pr[E] <= p`` what holds off ``E``, for any weights that are chosen after the draw.

    The weights of the claim may then be the worst ones wherever there are any, and those of the start elsewhere: what is
    given of them must hold of those of the start, and be said of one outcome at a time.
    """
    left, right = lent.formula.relation.args
    inside = left.args[0] if left.head == "Pr" and len(left.args) == 1 else Expr("blank")
    bounded = lent.formula.relation.name in ("<=", "<") and inside.head == "chain" and len(inside.args) == 2
    if not bounded or inside.name not in OPPOSITE:
        raise Refused("this bounds no probability of a relation")
    for condition in untimed.formula.conditions:
        if claim.families & condition.bare:
            _holds_at_the_start(checker, condition, claim.families)
    if _averages_over(checker, untimed.formula.relation.args[0].args[0], claim.families):
        raise Refused("an average over weights that are chosen after the draw")
    return replace(lent.formula, relation=relation(inside.args[0], OPPOSITE[inside.name], inside.args[1])), right


def _averages_over(checker: Checker, tree: Expr, families: frozenset[str]) -> bool:
    """Whether a mean or a probability stands in a tree, or is hidden by a symbol in it, while it speaks of families."""
    reach = checker.reach
    shown = any(part.head in AVERAGES for part in walk(tree)) and families & reach.bare(bare(tree))
    return bool(shown) or any(families & reach.bare({name}) for name in reach.bare(bare(tree)) & reach.averaging)


def _holds_at_the_start(checker: Checker, condition: Formula, families: frozenset[str]) -> None:
    if condition.conditions or _averages_over(checker, condition.relation, families):
        raise Refused("what is given of any weights must be said of one outcome")

    def moved(tree: Expr) -> Expr:
        if tree.head == "apply" and tree.args[0].name in families:
            return tree
        if tree.head == "symbol" and tree.name in families:
            return Expr("apply", (tree, number(0)))
        return replace(tree, args=tuple(map(moved, tree.args)))

    reason = "what is given of any weights does not hold of those at the start"
    checker.scalars.entails(moved(condition.relation), [], reason)


# -- what depends on the draw, and what is unfolded ----------------------------------------------------------


def random_names(checker: Checker) -> frozenset[str]:
    """The names that depend on the draw: declared so, or defined by or given equal to something that does.

    A definition as a mean over all that is drawn in it is of something fixed.
    """
    terms, notation = checker.terms, checker.notation
    everywhere = checker.library.everywhere(corrected=checker.corrected).values()
    rules = [*(rule for found in everywhere for rule in found), *checker.claim.own, *given_definitions(checker)]
    drawn = frozenset(name for name, row in notation.table.items() if row.random or row.law or row.sort.kind == "event")
    written = [rule for rule in rules if rule.body.head != "set"]
    rules = [rule for rule in rules if not _is_whole_mean(checker, rule.body, written, drawn)]
    pairs = [(root_of(rule.pattern).name, rule.body) for rule in rules]
    for formula in checker.claim.given.values():
        if formula.relation.name == "=":
            pairs += [(root_of(a).name, b) for a, b in (formula.relation.args, formula.relation.args[::-1])]
    found = set(drawn)
    more = found
    while more:
        terms.random = frozenset(found)
        more = {name for name, body in pairs if name and name not in found and terms.depends(body)}
        found = found | more
    return frozenset(found)


def _is_whole_mean(checker: Checker, tree: Expr, rules: list[Rewrite], drawn: frozenset[str]) -> bool:
    """Whether a tree is a mean over all that it depends on, once everything that is defined is written out."""
    if tree.head != "E" or len(tree.args) == 1:
        return tree.head == "E"
    terms = Terms(checker.notation, random=drawn, unfold=lambda part: unfolded(rules, part, lambda _: True))
    try:
        value = terms.value(tree.args[0])
        body = value.at(*indices(terms, value)) if isinstance(value, Tensor) else value
        return is_of(terms, terms.quote(sp.expand(body)), drawn_by(tree.args[1]))
    except Refused:
        return False


def given_definitions(checker: Checker) -> list[Rewrite]:
    """What is given as a definition of something, by either sign."""
    return [rule for tree in checker.reading.given for _, rule in definitions(tree, checker.notation)]


def named_equations(checker: Checker) -> Iterator[Rewrite]:
    """The definitions and cited equations that the claim's reasons name: they are unfolded wherever they fit."""
    own: dict[str, list[Rewrite]] = {}
    for tree in checker.reading.given:
        for name, rule in definitions(tree, checker.notation):
            if rule.pattern.head == "symbol" or ":=" in tree.relations:
                own.setdefault(name, []).append(rule)
    known = {**checker.library.everywhere(corrected=checker.corrected), **own}
    for reason in checker.reading.printed.by:
        if isinstance(reason, Definition):
            if reason.spelling in own:
                _rest_on_equations(checker, own[reason.spelling])
            yield from (rule for rule in known.get(reason.spelling, ()) if rule.body.head != "set")
        elif isinstance(reason, Cite):
            yield from _cited_equations(checker, reason)


def _rest_on_equations(checker: Checker, rules: list[Rewrite]) -> None:
    """What is unfolded from a hypothesis is used for every draw."""
    for hypothesis in checker.hypotheses.values():
        sides = set(hypothesis.formula.relation.args)
        if any({rule.pattern, rule.body} == sides for rule in rules) and hypothesis.random:
            if not hypothesis.sure:
                raise Refused("an equation that is given of one outcome cannot be unfolded")
            checker.throughout |= {hypothesis}


def _cited_equations(checker: Checker, cite: Cite) -> Iterator[Rewrite]:
    """Cited equations under no condition but hypotheses of this very claim that speak of no draw."""
    version = checker.library.version(cite.label, corrected=checker.corrected)
    if version is None:
        return
    notation = checker.notation
    values = tuple((name, read(text, notation)) for name, text in cite.at)
    given = {h.formula for h in checker.hypotheses.values() if not h.random}
    source = Source("cited", label=cite.label, corrected=version, at=values)
    for lent in _all_lent(checker, source):
        left, right = lent.formula.relation.args
        conditions, names = lent.formula.conditions, lent.formula.bound
        if lent.formula.relation.name != "=" or left.head not in SHAPES or not set(conditions) <= given:
            continue
        moving = left.head == "derivative"
        right = at_time(right, notation, left.args[1]) if moving else right
        stated = Formula(relation(left, "=", right), lent.formula.variables)
        if these_weights(checker, stated, source) or any(sort.kind not in MATCHED for _, sort in stated.variables):
            continue
        yield Rewrite(left, right, names, cite.label)
        row = notation.table.get(root_of(left).name)
        if left.head == "entry" and row and row.of == ("time",) and not conditions:
            moment = symbol("\0time")
            sides = (at_time(side, notation, moment) for side in (left, right))
            yield Rewrite(*sides, names | {"\0time"}, cite.label)


def _all_lent(checker: Checker, source: Source) -> Iterator[Lent]:
    """What a citation that holds surely lends, the relation of its whole chain included."""
    try:
        claim = cited_claim(checker, source)
    except Refused:
        return
    sources = [replace(source, place=place) for place in claim.goals]
    version = checker.library.chain_version(source.label, corrected=source.corrected)
    sources += [replace(source, corrected=version, whole=True)] if version is not None else []
    for one in sources if claim.probability is None else ():
        try:
            yield lent_by(checker, one)
        except Refused:
            continue


__all__ = ["always", "fact", "given_definitions", "named_equations", "random_names"]
