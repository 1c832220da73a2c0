r"""The rules of sums over a range of whole numbers: the last term, none at all, telescopes, geometric sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntkprops.derivation.context import Scope
from ntkprops.derivation.judgment import Judgment, Refused, Step
from ntkprops.derivation.rules.trees import ONE, ZERO, e, minus, product
from ntkprops.language.tree import Expr, relation, replace_free

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker


def last_term(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``low <= high``: ``sum_{k=low}^high z_k = sum_{k=low}^{high-1} z_k + z_high``."""
    variable, low, high, body = _range(step)
    ordered = checker.shown(relation(low, "<=", high), step.premises[0], scope)
    before = Expr("sum", (variable, low, minus(high, ONE), body))
    last = replace_free(body, {variable.name: high})
    return checker.conclude(relation(step.args[0], "=", e("add", before, last)), ordered, scope=scope)


def empty_sum(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``high < low``: ``sum_{k=low}^high z_k = 0``."""
    _, low, high, _ = _range(step)
    crossed = checker.shown(relation(high, "<", low), step.premises[0], scope)
    return checker.conclude(relation(step.args[0], "=", ZERO), crossed, scope=scope)


def geometric_sum(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``0 <= low <= high + 1``: ``(1 - b) sum_{k=low}^high b^k = b^low - b^{high+1}``, b free of k."""
    variable, low, high, body = _range(step)
    ordered = checker.shown(relation(low, "<=", e("add", high, ONE)), step.premises[0], scope)
    if body.head != "pow" or body.args[1] != variable or variable.name in body.args[0].free:
        raise Refused("this is no geometric sum")
    checker.scalars.entails(relation(ZERO, "<=", low), checker.plain(scope), "a geometric sum starts below 0")
    ratio = body.args[0]
    ends = minus(e("pow", ratio, low), e("pow", ratio, e("add", high, ONE)))
    whole = product(minus(ONE, ratio), step.args[0])
    return checker.conclude(relation(whole, "=", ends), ordered, scope=scope)


def telescope(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``low <= high + 1``: ``sum_{k=low}^high (z_{k+1} - z_k) = z_{high+1} - z_low``."""
    variable, low, high, body = _range(step)
    after = e("add", high, ONE)
    ordered = checker.shown(relation(low, "<=", after), step.premises[0], scope)
    following, last, first = (replace_free(body, {variable.name: at}) for at in (e("add", variable, ONE), after, low))
    whole = Expr("sum", (variable, low, high, minus(following, body)))
    return checker.conclude(relation(whole, "=", minus(last, first)), ordered, scope=scope)


def _range(step: Step) -> tuple[Expr, Expr, Expr, Expr]:
    """The parts of a sum."""
    (tree,) = step.args
    if tree.head != "sum":
        raise Refused("this is no sum")
    variable, low, high, body = tree.args
    return variable, low, high, body
