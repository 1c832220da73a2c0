r"""Where facts come from: hypotheses, what holds throughout, citations, events.

A claim that holds with some probability lends its formula on an event; so does a bound on the probability of a
relation, off the tail. A claim that nothing here proved asks for its hypotheses at every draw; one that was derived
asks so only for those that its derivation averaged over.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ntkprops.derivation.citations import averaged, cited_claim, is_put, lent_by, these_weights
from ntkprops.derivation.claims import Claim, Lent, Place, hypotheses_of
from ntkprops.derivation.context import Scope
from ntkprops.derivation.definitions import AVERAGES, bare
from ntkprops.derivation.judgment import MOMENT, Formula, Hypothesis, Judgment, Refused, Source, Step
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, number, relation, symbol, walk

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker

OPPOSITE = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}


def fact(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """An instance of a formula at values of its variables, its conditions shown by the premises."""
    source, values = step.args
    formula, lent, own = resolved(checker, source, scope)
    chosen = {**{name: symbol(name) for name in formula.bound}, **dict(values)}
    if chosen.keys() != formula.bound:
        raise Refused("a fact is taken at values for other variables than it has")
    for name, sort in formula.variables:
        checker.fits(name, sort, chosen[name], scope)
    is_put(checker, formula, chosen)
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
    standing = averaged(checker, source)
    return checker.is_random(condition) if standing is None else place in standing


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


def always(notation: Notation) -> dict[Place, Formula]:
    """What the notation says holds throughout."""
    found = {}
    for place, text in enumerate(notation.always):
        formulas, _ = hypotheses_of(read(text, notation), notation)
        found |= {(place, at): formula for at, formula in formulas}
    return found


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
        is_put(checker, stated, dict(source.at))
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

    The weights of the claim may then be the worst ones wherever there are any, and those of the start elsewhere: what
    is given of them must hold of those of the start, and be said of one outcome at a time.
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


__all__ = ["always", "fact"]
