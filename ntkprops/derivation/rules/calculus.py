r"""The rules of calculus: Groenwall's inequality, the fundamental theorem, and continuity induction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntkprops.derivation.context import Scope
from ntkprops.derivation.judgment import Formula, Judgment, Refused, Step
from ntkprops.derivation.rules.trees import ZERO, e, minus, product
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, relation, replace_free, symbol

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker


def groenwall(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``g'(s) <= c g(s)`` for ``0 <= s <= T`` and ``0 <= T``: ``g(T) <= exp(c T) g(0)``, c free of s."""
    body, variable, rate, end = step.args
    if variable.name in rate.free or variable.name in end.free or checker.terms.timeless(rate):
        raise Refused("the rate or the end moves")
    ends = (relation(ZERO, "<=", variable), relation(variable, "<=", end))
    supposed = tuple(checker.suppose(Formula(one)) for one in ends)
    inside = checker.inside(scope, [(variable.name, Sort("real"))], supposed)
    bound = relation(e("derivative", body, variable), "<=", product(rate, body))
    judgment = checker.shown(bound, step.premises[0], inside).without(supposed)
    checker.defined(bound, inside)
    forward = checker.shown(relation(ZERO, "<=", end), step.premises[1], scope)
    at_end, at_start = (replace_free(body, {variable.name: at}) for at in (end, ZERO))
    grown = product(e("exp", product(rate, end)), at_start)
    return checker.conclude(relation(at_end, "<=", grown), judgment, forward, scope=scope)


def fundamental_theorem(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``int_low^high g'(s) ds = g(high) - g(low)`` for a smooth function ``g`` of paths, defined all along."""
    body, variable, low, high = step.args
    if variable.head != "symbol" or variable.name in low.free | high.free:
        raise Refused("the ends of a range speak of its variable")
    if not _is_smooth(checker, body, variable.name):
        raise Refused("this is no smooth function of what the notes differentiate")
    whole = e("integral", variable, low, high, e("derivative", body, variable))
    at_high, at_low = (replace_free(body, {variable.name: at}) for at in (high, low))
    return checker.conclude(relation(whole, "=", minus(at_high, at_low)), scope=scope)


def bootstrap(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """Continuity induction: ``P`` at any time ``at``, for all of whose times from 0 it is shown together with ``Q``.

    ``P`` on ``[0, t]`` gives ``Q`` strictly at ``t`` (premise 1), ``Q`` holds at 0 (2), and ``Q`` at ``t`` gives ``P``
    at ``t`` (3), where ``Q`` is ``<=`` or ``>=``, for finitely many indices, between continuous functions of time: the
    times until which ``Q`` holds are then open and closed.
    """
    kept, moment, gate, now, at = step.args
    if (
        gate.relation.name not in ("<=", ">=")
        or gate.conditions
        or any(sort.kind != "index" for _, sort in gate.variables)
    ):
        raise Refused("the bound that is kept must be weak, for finitely many indices")
    if moment.name == now.name or now.name in kept.free or moment.name in gate.free:
        raise Refused("what is kept speaks of the one time, and its bound of the other")
    if not all(_is_continuous(checker, side, now.name) for side in gate.relation.args):
        raise Refused("the bound that is kept must be between continuous functions of time")
    checker.fits(moment.name, Sort("time"), at, scope)
    strict = Formula(relation(gate.relation.args[0], gate.relation.name[0], gate.relation.args[1]), gate.variables)
    ends = (Formula(relation(ZERO, "<=", moment)), Formula(relation(moment, "<=", now)))
    until = checker.suppose(Formula(kept, ((moment.name, Sort("time")),), ends))
    here = checker.suppose(gate)
    time = [(now.name, Sort("time"))]
    first = checker.holds(strict, step.premises[0], checker.inside(scope, time, (until,))).without((until,))
    begun = checker.holds(gate.at({now.name: ZERO}), step.premises[1], scope)
    back = replace_free(kept, {moment.name: now})
    again = checker.shown(back, step.premises[2], checker.inside(scope, time, (here,))).without((here,))
    return checker.conclude(replace_free(kept, {moment.name: at}), first, begun, again, scope=scope)


SMOOTH = frozenset({"add", "mul", "neg", "norm", "inner", "entry", "transpose", "sum", "exp"})
CONTINUOUS = SMOOTH | {"abs", "max", "min"}


def _is_smooth(checker: Checker, tree: Expr, name: str) -> bool:
    """Whether a tree is smooth in a time where it is defined; its derivative asks that norms and roots are not 0."""
    return _is_continuous(checker, tree, name, SMOOTH | {"log", "div", "sqrt"})


def _is_continuous(checker: Checker, tree: Expr, name: str, by: frozenset[str] = CONTINUOUS) -> bool:
    """Whether a tree is a continuous function of a time: operations on functions that the notes differentiate."""
    if name not in tree.free or tree == symbol(name):
        return True
    if tree.head == "apply" and tree.args[1:] == (symbol(name),):
        return tree.args[0].head == "symbol" and tree.args[0].name in checker.terms.paths
    if tree.head == "pow":
        return tree.args[1].head == "number" and _is_continuous(checker, tree.args[0], name, by)
    if tree.head == "sum" and any(name in end.free for end in tree.args[1:3]):
        return False
    return tree.head in by and all(_is_continuous(checker, arg, name, by) for arg in tree.args)
