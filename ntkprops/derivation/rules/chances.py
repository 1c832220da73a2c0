r"""The rules of means and probabilities: what holds of any law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntkprops.derivation.context import Scope
from ntkprops.derivation.judgment import Judgment, Refused, Step
from ntkprops.derivation.rules.trees import ONE, ZERO, e, minus, product, square
from ntkprops.derivation.tensors import indices
from ntkprops.derivation.terms import Tensor
from ntkprops.language.tree import Expr, relation

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker


def absolute_mean(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``|E z| <= E |z|``."""
    (tree,) = step.args
    return checker.conclude(relation(e("abs", e("E", tree)), "<=", e("E", e("abs", tree))), scope=scope)


def jensen(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``(E z)^2 <= E z^2``."""
    (tree,) = step.args
    return checker.conclude(relation(square(e("E", tree)), "<=", e("E", square(tree))), scope=scope)


def jensen_convex(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``exp(E z) <= E exp(z)``; from ``z > 0`` for every draw ``E log z <= log E z`` and ``1 / E z <= E[1 / z]``."""
    which, tree = step.args
    mean = e("E", tree)
    outside, inside = {
        "exp": (e("exp", mean), e("E", e("exp", tree))),
        "log": (e("E", e("log", tree)), e("log", mean)),
        "inverse": (e("div", ONE, mean), e("E", e("div", ONE, tree))),
    }[which]
    if which == "exp":
        return checker.conclude(relation(outside, "<=", inside), scope=scope)
    above = checker.surely(checker.shown(relation(tree, ">", ZERO), step.premises[0], scope))
    return checker.conclude(relation(outside, "<=", inside), above, scope=scope)


def mean_product(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``E[x y]^2 <= E[x^2] E[y^2]``."""
    one, other = step.args
    bound = product(e("E", square(one)), e("E", square(other)))
    return checker.conclude(relation(square(e("E", product(one, other))), "<=", bound), scope=scope)


def event_part(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``1[A_k] <= 1[A_1 or .. or A_n]``; ``1[A_k] >= 1[A_1 and .. and A_n]``."""
    tree, place = step.args
    op = {"union": "<=", "intersection": ">="}.get(tree.head)
    if op is None:
        raise Refused("this is no union and no intersection")
    part, whole = e("indicator", tree.args[place]), e("indicator", tree)
    return checker.conclude(relation(part, op, whole), scope=scope)


def event_union(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``1[A_1 or .. or A_n] <= 1[A_1] + .. + 1[A_n]``."""
    (tree,) = step.args
    if tree.head != "union":
        raise Refused("this is no union")
    parts = tuple(e("indicator", part) for part in tree.args)
    return checker.conclude(relation(e("indicator", tree), "<=", Expr("add", parts)), scope=scope)


def union_bound(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr(A_1 or .. or A_n) <= Pr(A_1) + .. + Pr(A_n)``."""
    (tree,) = step.args
    if tree.head != "union":
        raise Refused("this is no union")
    return checker.conclude(
        relation(e("Pr", tree), "<=", Expr("add", tuple(e("Pr", p) for p in tree.args))), scope=scope
    )


def union_over_indices(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr[max z op a] <= sum Pr[z op a]`` for ``op`` among > and >=, for a maximum of maxima likewise."""
    tree, level, op = step.args
    if op not in (">=", ">"):
        raise Refused("a union bound is of upper tails")
    binders, body = [], tree
    while body.head == "maximum":
        binders.append(body.args[:3])
        body = body.args[3]
    fixed(checker, *(end for _, *ends in binders for end in ends if not end.free & {one.name for one, *_ in binders}))
    if not binders or any(variable.name in level.free for variable, _, _ in binders):
        raise Refused("this is no maximum, or its level moves with the index")
    total = e("Pr", relation(body, op, level))
    for variable, low, high in reversed(binders):
        total = e("sum", variable, low, high, total)
    return checker.conclude(relation(e("Pr", relation(tree, op, level)), "<=", total), scope=scope)


def fixed(checker: Checker, *trees: Expr) -> None:
    """What a rule asks not to depend on the draw."""
    for tree in trees:
        value = checker.terms.value(tree)
        parts = [value.at(*indices(checker.terms, value))] if isinstance(value, Tensor) else [value]
        if any(map(checker.terms.varies, parts)):
            raise Refused("something must not depend on the draw here, and may")


def markov(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``x >= 0`` and ``a > 0``, a fixed: ``Pr[x op a] a <= E x`` for ``op`` among >= and >."""
    variable, level, op = step.args
    fixed(checker, level)
    if op not in (">=", ">"):
        raise Refused("Markov's inequality is of an upper tail")
    sign = checker.surely(checker.shown(relation(variable, ">=", ZERO), step.premises[0], scope))
    above = checker.shown(relation(level, ">", ZERO), step.premises[1], scope)
    tail = e("Pr", relation(variable, op, level))
    return checker.conclude(relation(product(tail, level), "<=", e("E", variable)), sign, above, scope=scope)


def chebyshev(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``a > 0``, a fixed: ``Pr[|x - E x| op a] a^2 <= Var x``."""
    variable, level, op = step.args
    fixed(checker, level)
    if op not in (">=", ">"):
        raise Refused("Chebyshev's inequality is of an upper tail")
    above = checker.shown(relation(level, ">", ZERO), step.premises[0], scope)
    tail = e("Pr", relation(e("abs", minus(variable, e("E", variable))), op, level))
    return checker.conclude(relation(product(tail, square(level)), "<=", e("Var", variable)), above, scope=scope)


def chernoff(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """From ``s >= 0``, s and a fixed: ``Pr[x op a] exp(s a) <= E exp(s x)`` for ``op`` among >= and >."""
    variable, level, rate, op = step.args
    fixed(checker, level, rate)
    if op not in (">=", ">"):
        raise Refused("Chernoff's bound is of an upper tail")
    sign = checker.shown(relation(rate, ">=", ZERO), step.premises[0], scope)
    tail = product(e("Pr", relation(variable, op, level)), e("exp", product(rate, level)))
    return checker.conclude(relation(tail, "<=", e("E", e("exp", product(rate, variable)))), sign, scope=scope)
