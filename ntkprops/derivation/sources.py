r"""Where facts come from: hypotheses, what holds throughout, citations, events; and what is unfolded without mention.

A citation lends the formula that the cited claim states, its hypotheses as conditions, at values of the right sort. A
claim that holds with some probability lends its formula on an event; so does a bound on the probability of a relation,
off the tail. A claim that nothing here proved asks for its hypotheses at every draw; one that was derived asks so only
for those that its derivation averaged over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ntkprops.derivation.claims import Claim, Lent, Place, claim_of, indices_among, lends, timed
from ntkprops.derivation.context import Scope, Standing
from ntkprops.derivation.definitions import Rewrite, at_time, bare, definitions, root_of
from ntkprops.derivation.judgment import MOMENT, Formula, Hypothesis, Judgment, Refused, Source, Step
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links, number, relation, symbol, walk
from ntkprops.statement.model import Cite, Definition

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker

SHAPES = frozenset({"entry", "apply", "derivative", "partial", "grad"})  # left sides that are recognised in a term
OPPOSITE = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}
AVERAGES = frozenset({"E", "Pr", "Var"})


def fact(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """An instance of a formula at values of its variables, its conditions shown by the premises."""
    source, values = step.args
    formula, lent, own = resolved(checker, source, scope)
    chosen = {**{name: symbol(name) for name in formula.bound}, **dict(values)}
    if chosen.keys() != formula.bound:
        raise Refused("a fact is taken at values for other variables than it has")
    for name, sort in formula.variables:
        checker.fits(name, sort, chosen[name], scope)
    instance = checker.at(formula, chosen)
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
        if hypothesis is None or not scope.reaches(hypothesis):
            raise Refused("a hypothesis is used that there is not, or out of its scope")
        return hypothesis.formula, None, frozenset({hypothesis})
    lent, own = None, frozenset()
    if source.kind == "always":
        formula = always(checker.notation)[source.place]
    elif source.kind in ("event", "tail"):
        lent, hypothesis = event(checker, source)
        formula, own = lent.formula, frozenset({hypothesis})
    elif source.kind == "cited":
        if cited_claim(checker, source).probability is not None:
            raise Refused(f"{source.label} holds only with some probability")
        lent = lent_by(checker, source)
        formula = lent.formula
    else:
        raise Refused(f"there is no source of facts {source.kind}")
    if formula.free & scope.hidden:
        raise Refused("what is cited speaks of a symbol that is a local variable here")
    return formula, lent, own


def always(notation: Notation) -> dict[Place, Formula]:
    """What the notation says holds throughout."""
    found = {}
    for place, text in enumerate(notation.always):
        tree = read(text, notation)
        items = tree.args if tree.head == "items" else (tree,)
        for at, (left, op, right) in enumerate(link for item in items for link in links(item)):
            stated = relation(left, op, right)
            letters = tuple(indices_among(stated.free, notation))
            found[(place, at)] = Formula(stated, letters)
    return found


# -- citations ---------------------------------------------------------------------------------------------


def cited_claim(checker: Checker, source: Source) -> Claim:
    """The claim that a source cites, read afresh. Raises ``Refused`` where it does not stand."""
    key = (source.label, source.corrected)
    if key not in checker.library.standing:
        raise Refused(f"{source.label} is cited, and is not proved")
    reading = checker.library.reading(source.label, corrected=source.corrected)
    claim = claim_of(reading, checker.notation, checker.library.constants.get(key))
    if claim.unused and checker.library.standing[key] is None:
        raise Refused(f"{source.label} is given something that has no meaning here")
    return claim


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
        if row is not None and rule.pattern.name not in checker.library.defined(corrected=source.corrected):
            checker.in_sort(rule.pattern.name, row.sort, rule.body, outside)
    sorts = dict(lent.formula.variables)
    for name, value in source.at:
        row = checker.notation.table.get(name)
        sort = sorts.get(name) or (row.sort if row is not None and not (row.over or row.of or row.random) else None)
        if sort is None:
            raise Refused(f"{name} cannot be set to a value")
        checker.fits(name, sort, value, outside)
    return replace(lent, formula=checker.at(lent.formula, dict(source.at)))


def _composite(checker: Checker, source: Source) -> Expr:
    """From the head of a cited row's chain to its right end, where all relations point one way."""
    ends: list[Expr] = []
    ops: list[str] = []
    for row in checker.library.chain(source.label):
        if (row, source.corrected) not in checker.library.standing:
            raise Refused(f"{row} stands above {source.label}, and is not proved")
        tree = checker.library.reading(row, corrected=source.corrected).then[0]
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
        failure = Formula(relation(failure, "=", number(0))).at(dict(source.at)).relation.args[0]
    else:
        inside = frozenset({MOMENT})
        whole, failure = _off_the_tail(checker, lent, claim)
    if checker.terms.depends(failure):
        raise Refused("a probability of failure depends on the draw")
    formula = replace(whole, variables=tuple(one for one in whole.variables if one[0] in inside))
    key = (source.label, source.corrected, source.at, source.kind, source.place, source.whole, source.timed)
    if key not in checker.events:
        checker.events[key] = (Hypothesis(formula, source.label, sure=False, random=True), failure)
    return replace(lent, formula=formula), checker.events[key][0]


def _off_the_tail(checker: Checker, lent: Lent, claim: Claim) -> tuple[Formula, Expr]:
    """From ``Pr[E] <= p`` what holds off ``E``, for any weights that are chosen after the draw.

    The weights of the claim may then be the worst ones wherever there are any, and those of the start elsewhere: what
    is given of them must hold of those of the start, and be said of one outcome at a time.
    """
    left, right = lent.formula.relation.args
    inside = left.args[0] if left.head == "Pr" and len(left.args) == 1 else Expr("blank")
    bounded = lent.formula.relation.name in ("<=", "<") and inside.head == "chain" and len(inside.args) == 2
    if not bounded or inside.name not in OPPOSITE:
        raise Refused("this bounds no probability of a relation")
    for condition in lent.formula.conditions:
        if claim.families & condition.bare:
            _holds_at_the_start(checker, condition, claim.families)
    if claim.families & bare(inside) and _averages(inside):
        raise Refused("an average over weights that are chosen after the draw")
    return replace(lent.formula, relation=relation(inside.args[0], OPPOSITE[inside.name], inside.args[1])), right


def _averages(tree: Expr) -> bool:
    return any(part.head in AVERAGES for part in walk(tree))


def _holds_at_the_start(checker: Checker, condition: Formula, families: frozenset[str]) -> None:
    if condition.conditions or _averages(condition.relation):
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

    A definition as a mean is of something fixed: the notes say so.
    """
    terms, notation = checker.terms, checker.notation
    everywhere = checker.library.defined(corrected=checker.corrected).values()
    rules = [rule for found in everywhere for rule in found if rule.body.head != "E"]
    rules += [*checker.claim.own, *(rule for tree in checker.reading.given for _, rule in definitions(tree, notation))]
    pairs = [(root_of(rule.pattern).name, rule.body) for rule in rules]
    for formula in checker.claim.given.values():
        if formula.relation.name == "=":
            pairs += [(root_of(a).name, b) for a, b in (formula.relation.args, formula.relation.args[::-1])]
    found = {name for name, row in notation.table.items() if row.random}
    more = found
    while more:
        terms.random = frozenset(found)
        more = {name for name, body in pairs if name and name not in found and terms.depends(body)}
        found = found | more
    return frozenset(found)


def named_equations(checker: Checker) -> Iterator[Rewrite]:
    """The definitions and cited equations that the claim's reasons name: they are unfolded wherever they fit."""
    own: dict[str, list[Rewrite]] = {}
    for tree in checker.reading.given:
        for name, rule in definitions(tree, checker.notation):
            if rule.pattern.head == "symbol" or ":=" in tree.relations:
                own.setdefault(name, []).append(rule)
    known = {**checker.library.defined(corrected=checker.corrected), **own}
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
    for lent in _all_lent(checker, Source("cited", label=cite.label, corrected=version, at=values)):
        left, right = lent.formula.relation.args
        conditions, names = lent.formula.conditions, lent.formula.bound
        if lent.formula.relation.name != "=" or left.head not in SHAPES or not set(conditions) <= given:
            continue
        moving = left.head == "derivative"
        yield Rewrite(left, at_time(right, notation, left.args[1]) if moving else right, names, cite.label)
        row = notation.table.get(root_of(left).name)
        if left.head == "entry" and row and row.of == ("time",) and not conditions:
            moment = symbol("\0time")
            left, right = (at_time(side, notation, moment) for side in (left, right))
            yield Rewrite(left, right, names | {"\0time"}, cite.label)


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


__all__ = ["always", "fact", "named_equations", "random_names"]
