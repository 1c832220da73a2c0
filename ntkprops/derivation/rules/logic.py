r"""The rules of logic and of order: arithmetic, entry by entry, monotonicity, extrema, cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.derivation.context import Scope
from ntkprops.derivation.events import event_of, indicator
from ntkprops.derivation.judgment import Formula, Hypothesis, Judgment, Refused, Step, local_sort
from ntkprops.derivation.rules.trees import ONE, e
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, relation, replace_free, symbol
from ntkprops.proof.scalar import Inequality

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker


BOUNDS = {"maximum": "<=", "minimum": ">="}  # how a member stands to an extremum


def scalar(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``args[0]`` from the premises by arithmetic."""
    (stated,) = step.args
    judgments = [checker.derive(premise, scope) for premise in step.premises]
    checker.scalars.entails(stated, [judgment.relation for judgment in judgments], "the premises do not give this")
    return checker.conclude(stated, *judgments, scope=scope)


def entrywise(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """An equation between vectors from that of their components, at fresh indices."""
    stated, names = step.args
    left, right = (checker.terms.tensor(side) for side in stated.args)
    if (left.kind, left.dims) != (right.kind, right.dims) or stated.name != "=":
        raise Refused("the sides are of different shapes")
    sorts = [(name, Sort("index", (dim,))) for name, dim in zip(names, left.dims, strict=True)]
    if any(local_sort(name) != sort or name in scope.sorts or name in stated.free for name, sort in sorts):
        raise Refused("the indices of an equation entry by entry are not fresh")
    at = tuple(map(symbol, names))
    judgment = checker.derive(step.premises[0], checker.inside(scope, sorts))
    goal = Inequality(left.at(*at), "=", right.at(*at))
    checker.scalars.entailed(goal, [checker.scalars.inequality(judgment.relation)], "the entries do not agree")
    return checker.conclude(stated, judgment, scope=scope)


def under_binder(
    tree: Expr, scope: Scope, checker: Checker, *, ranged: bool = True
) -> tuple[Scope, tuple[Hypothesis, ...]]:
    """The scope under a binder, and what is supposed of its variable: its range, where that is not backwards."""
    variable, low, high, _ = tree.args
    if variable.name in low.free | high.free:
        raise Refused("the ends of a range speak of its variable")
    ends = (relation(low, "<=", variable), relation(variable, "<=", high))
    counted = tree.head != "integral" and low == ONE and high.head in ("symbol", "number")
    whole = tree.head != "integral" and all(checker.terms.scalar(end).is_integer for end in (low, high))
    sort = Sort("index", (high.name,)) if counted else Sort("whole") if whole else Sort("real")
    if (local_sort(variable.name) or sort) not in (sort, Sort("real") if whole and not counted else sort):
        raise Refused("a variable is spelled with another range than it has")
    supposed = () if counted or not ranged else tuple(checker.suppose(Formula(end)) for end in ends)
    return checker.inside(scope, [(variable.name, sort)], supposed), supposed


def monotone(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``x op y`` under it: ``B x op B y`` for a sum, a mean, or an integral with ends in order (premise 2).

    For an equation under an integral the ends may be in any order, if it holds without a range.
    """
    tree, op, other = step.args
    premises = list(step.premises)
    if op not in ("<=", ">=", "="):
        raise Refused("only weak relations pass under a sum, an integral or a mean")
    if tree.head == "E" and len(tree.args) == 1:
        judgment = checker.surely(checker.shown(relation(tree.args[0], op, other), premises[0], scope))
        return checker.conclude(relation(tree, op, e("E", other)), judgment, scope=scope)
    if tree.head not in ("sum", "integral"):
        raise Refused(f"a {tree.head} is not monotone")
    ordered = tree.head == "integral" and (op != "=" or len(premises) > 1)
    inside, supposed = under_binder(tree, scope, checker, ranged=ordered or tree.head == "sum")
    judgments = [checker.shown(relation(tree.args[3], op, other), premises[0], inside).without(supposed)]
    if ordered:
        judgments.append(checker.shown(relation(tree.args[1], "<=", tree.args[2]), premises[1], scope))
    whole = Expr(tree.head, (*tree.args[:3], other))
    return checker.conclude(relation(tree, op, whole), *judgments, scope=scope)


def extreme(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``z <= c`` for every index: ``max z <= c``; from ``z >= c``: ``min z >= c``. The range is not empty."""
    tree, bound = step.args
    op = BOUNDS.get(tree.head)
    if op is None or tree.args[0].name in bound.free:
        raise Refused("this is no bound of an extremum")
    inside, supposed = under_binder(tree, scope, checker)
    judgment = checker.shown(relation(tree.args[3], op, bound), step.premises[0], inside).without(supposed)
    return checker.conclude(relation(tree, op, bound), judgment, scope=scope)


def member(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``z_j <= max_k z_k`` and ``min_k z_k <= z_j`` for an index ``j`` of the range, which is counted from 1."""
    tree, index = step.args
    op = BOUNDS.get(tree.head)
    if op is None or tree.args[1] != ONE or tree.args[2].head not in ("symbol", "number"):
        raise Refused("this is no extremum over a range that is counted")
    variable, _, high, body = tree.args
    checker.fits(variable.name, Sort("index", (high.name,)), index, scope)
    return checker.conclude(relation(replace_free(body, {variable.name: index}), op, tree), scope=scope)


def cases(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """A relation in every case of some events: each happens, its indicator being 1, or not, its indicator being 0."""
    stated, events = step.args
    judgments = [checker.derive(premise, scope) for premise in step.premises]
    goal = checker.scalars.inequality(stated)
    known = [checker.scalars.inequality(judgment.relation) for judgment in judgments]
    atoms = [indicator(checker.terms, event_of(checker.terms, event)) for event in events]
    if len(atoms) > 8 or not all(atom.is_Symbol for atom in atoms):
        raise Refused("these are not at most eight events")
    for number_ in range(2 ** len(atoms)):
        values = {atom: sp.Integer(number_ >> place & 1) for place, atom in enumerate(atoms)}
        told = [fact for atom, value in values.items() for fact in _told(checker, atom, value)]
        facts = [_valued(fact, values) for fact in (*known, *told)]
        if any(_is_false(fact) for fact in facts):
            continue
        kept = [fact for fact in facts if fact.symbols]
        try:
            checker.scalars.entailed(_valued(goal, values), kept, "a case is left open")
        except Refused:
            if not checker.scalars.absurd(kept):
                raise
    return checker.conclude(stated, *judgments, scope=scope)


def _told(checker: Checker, atom: sp.Basic, value: sp.Integer) -> list[Inequality]:
    """What the value of an indicator says of its relation."""
    (event,) = checker.terms.tree(atom).args
    if event.head != "chain":
        return []
    op = event.name if value == 1 else {"<=": ">", "=": "!="}[event.name]
    return [Inequality(checker.terms.scalar(event.args[0]), op, sp.Integer(0))]


def _valued(one: Inequality, values: dict) -> Inequality:
    return Inequality(sp.expand(one.left.xreplace(values)), one.op, sp.expand(one.right.xreplace(values)), one.name)


def _is_false(one: Inequality) -> bool:
    if not (one.left.is_Rational and one.right.is_Rational):
        return False
    gap = one.left - one.right
    holds = {"<=": gap <= 0, "<": gap < 0, ">=": gap >= 0, ">": gap > 0, "=": gap == 0, "!=": gap != 0}
    return not bool(holds[one.op])
