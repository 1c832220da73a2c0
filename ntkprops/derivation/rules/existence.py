r"""The rules of events that the notes define: ``A = {exists w: C_1, .., C_r}``, opened both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntkprops.derivation.context import Scope
from ntkprops.derivation.definitions import bare, root_of
from ntkprops.derivation.judgment import Formula, Judgment, Refused, Step
from ntkprops.derivation.rules.trees import ONE, e, minus
from ntkprops.language.tree import Expr, links, relation

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker


def _opened(checker: Checker, event: Expr) -> tuple[frozenset[str], list[Expr]]:
    """What is said to exist in a defined event, and the conditions, which are relations."""
    everywhere = checker.library.defined(corrected=checker.corrected)
    bodies = [body for rule in everywhere.get(root_of(event).name, ()) if (body := rule.apply(event)) is not None]
    if len(bodies) != 1 or bodies[0].head != "set":
        raise Refused("the event is not defined, or defined twice")
    chosen = [arg.args[0] for arg in bodies[0].args if arg.head == "exists"]
    rest = [arg for arg in bodies[0].args if arg.head != "exists"]
    if not all(arg.head == "chain" for arg in rest) or not all(_is_member(checker, one) for one in chosen):
        raise Refused("the event's definition has a part that is not understood")
    conditions = [relation(a, op, b) for arg in rest for a, op, b in links(arg)]
    return frozenset(root_of(one).name for one in chosen), conditions


def _is_member(checker: Checker, tree: Expr) -> bool:
    row = checker.notation.table.get(root_of(tree).name)
    return tree.head == "entry" and tree.args[0].head == "symbol" and row is not None and len(row.over) == 1


def happens(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``1[C_k] <= 1[A]`` for ``A = {exists w: C_1, .., C_r}`` where the weights at hand obey the others (premises).

    For two indicators that must differ, ``|1[P] - 1[Q]| <= 1[A]``.
    """
    event, place = step.args
    _, conditions = _opened(checker, event)
    others = [condition for at, condition in enumerate(conditions) if at != place]
    judgments = [checker.shown(c, p, scope) for c, p in zip(others, step.premises, strict=True)]
    kept = conditions[place]
    both = kept.name == "!=" and all(side.head == "indicator" for side in kept.args)
    small = e("abs", minus(*kept.args)) if both else e("indicator", kept)
    return checker.conclude(relation(small, "<=", e("indicator", event)), *judgments, scope=scope)


def opened_inclusion(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr(A) <= Pr(B)`` for ``A = {exists w: C_1, .., C_r}`` where the conditions, of some ``w`` of which nothing else
    is known, give ``B`` (premise: ``1 <= 1[B]``); ``B`` does not speak of that ``w``."""
    event, large = step.args
    chosen, conditions = _opened(checker, event)
    if checker.reach.bare(bare(large)) & chosen:
        raise Refused("the larger event speaks of what is chosen in the smaller one")
    supposed = tuple(checker.suppose(Formula(condition)) for condition in conditions)
    inside = scope.opened(supposed, chosen, checker.reach)
    judgment = checker.shown(relation(ONE, "<=", e("indicator", large)), step.premises[0], inside)
    judgment = checker.surely(judgment.without(supposed))
    return checker.conclude(relation(e("Pr", event), "<=", e("Pr", large)), judgment, scope=scope)
