r"""The rules of putting equals for equals, and of induction over a whole number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntkprops.derivation.citations import is_put
from ntkprops.derivation.context import Scope
from ntkprops.derivation.definitions import AVERAGES
from ntkprops.derivation.gradient import takes_a_vector
from ntkprops.derivation.judgment import Formula, Judgment, Refused, Step, local_sort
from ntkprops.derivation.rules.trees import ONE, e
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, relation, replace_free

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker

FUNCTIONS = frozenset({  # of the values of their parts, whatever these parts are called
    "add", "mul", "neg", "div", "pow", "sqrt", "root", "exp", "log", "abs", "max", "min", "norm", "inner", "transpose",
    "lambda_min", "lambda_max", "tr", "entry", "indicator", "chain", "sum", "prod", "maximum", "minimum", "family",
})  # fmt: skip


def equals(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``a = b``: ``T(a) = T(b)`` for a term in which a hole stands where a function of its value stands.

    Under a mean, a variance or a probability the equation must hold for every draw.
    """
    term, hole, one, other = step.args
    if local_sort(hole.name) is None or term == hole:
        raise Refused("a hole is a fresh name")
    if hole.name in one.free | other.free:
        raise Refused("a hole is filled with itself")
    judgment = checker.shown(relation(one, "=", other), step.premises[0], scope)
    if _is_averaged(term, hole.name, checker.notation):
        judgment = checker.surely(judgment)
    left, right = (replace_free(term, {hole.name: value}) for value in (one, other))
    return checker.conclude(relation(left, "=", right), judgment, scope=scope)


def _is_averaged(term: Expr, hole: str, notation: Notation) -> bool:
    """Whether a mean stands between the root of a term and its hole. Raises ``Refused`` where that is no function."""
    if hole not in term.free or term.head == "symbol":
        return False
    applied = term.head == "apply" and hole not in term.args[0].free and _is_function(term, notation)
    applied |= term.head == "grad" and takes_a_vector(notation, term)
    whole = term.head in AVERAGES and len(term.args) == 1
    if not (term.head in FUNCTIONS or applied or whole):
        raise Refused(f"what stands in a {term.head} is not only a value")
    inside = [_is_averaged(arg, hole, notation) for arg in term.args]
    return whole or any(inside)


def _is_function(term: Expr, notation: Notation) -> bool:
    """Whether something is applied to numbers or vectors: then its value is settled by theirs."""
    row = notation.table.get(term.args[0].name) if term.args[0].head == "symbol" else None
    return row is not None and all(isinstance(kind, Sort) or kind == "time" for kind in row.of)


def induction(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``P(N)`` for a whole ``N >= 1``: ``P(1)`` (premise 1), and ``P(k + 1)`` from ``P(k)`` and ``k + 1 <= N`` (2)."""
    stated, variable, end = step.args
    if local_sort(variable.name) != Sort("count") or variable.name in scope.sorts:
        raise Refused("induction runs over a fresh whole number")
    if variable.name in end.free:
        raise Refused("the end of an induction moves")
    checker.fits(variable.name, Sort("count"), end, scope)
    after = e("add", variable, ONE)
    first, following, last = (replace_free(stated, {variable.name: value}) for value in (ONE, after, end))
    for value in (ONE, after, end):
        is_put(checker, Formula(stated), {variable.name: value})
    begun = checker.shown(first, step.premises[0], scope)
    supposed = tuple(checker.suppose(Formula(one)) for one in (stated, relation(after, "<=", end)))
    inside = checker.inside(scope, [(variable.name, Sort("count"))], supposed)
    again = checker.shown(following, step.premises[1], inside).without(supposed)
    return checker.conclude(last, begun, again, scope=scope)
