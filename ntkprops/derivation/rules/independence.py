r"""The rules of independence: what is declared to be drawn apart from everything else, and what follows.

Symbols with a law are drawn independently of everything else, their members too: so says the notation. So are those
whose declaration says it in so many words (``SAID``). Of the terms of a rule one may depend on what is only drawn by
the world of the notes (``notation.independent``): the others are independent of it. Nothing else ever is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.derivation.context import Scope
from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.judgment import Judgment, Refused, Step
from ntkprops.derivation.rules.chances import fixed
from ntkprops.derivation.rules.logic import under_binder
from ntkprops.derivation.rules.trees import ONE, TWO, ZERO, e, minus, product, square
from ntkprops.language.notation import Notation, Sort, Symbol
from ntkprops.language.tree import Expr, relation, replace_free, symbol

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker


SAID = frozenset({"independent", "mutually independent", "independent copies", "i.i.d.", "iid", "a sample"})


def drawn_apart(notation: Notation) -> frozenset[str]:
    """What is drawn independently of everything else: what has a law, or is declared so between commas."""
    rows = notation.table.values()
    return frozenset(row.name for row in rows if row.law or SAID & {part.strip() for part in row.meaning.split(",")})


def _drawn(checker: Checker, tree: Expr) -> Symbol | None:
    """The row of a symbol, or of a member of a family, that is drawn by itself, at the start if it moves; or None."""
    root, notation = root_of(tree), checker.notation
    row = notation.table.get(root.name) if root.head == "symbol" else None
    drawn = drawn_apart(notation) | notation.independent
    if row is None or row.name not in drawn or not row.random or any(map(checker.terms.depends, tree.args[1:])):
        return None
    if row.name in checker.reach.defined or row.name in checker.claim.families:
        return None
    base = tree.args[0] if tree.head == "entry" else tree
    if row.over and not (tree.head == "entry" and len(tree.args) == 1 + len(row.over)):
        return None
    if row.of == ("time",):
        return row if base.head == "apply" and base.args[1:] == (ZERO,) else None
    return row if base.head == "symbol" and row.of in ((), ("start",)) else None


def _members(checker: Checker, tree: Expr) -> frozenset[Expr]:
    """The members of what is drawn by itself on which a normal form depends. Raises ``Refused`` where there is more."""
    if tree.head in ("E", "Pr") and len(tree.args) == 1:
        return frozenset()
    if tree.head in ("entry", "apply", "symbol") and _drawn(checker, tree) is not None:
        return frozenset({tree})
    if tree.head == "entry" and len(tree.args) > 2:  # a component of a member
        return _members(checker, Expr("entry", tree.args[:-1])) | _members(checker, tree.args[-1])
    if tree.head == "symbol" and tree.name in checker.terms.random:
        raise Refused(f"{tree.name} is not said to be drawn independently")
    return frozenset().union(*(_members(checker, arg) for arg in tree.args))


def _of(checker: Checker, tree: Expr) -> frozenset[Expr]:
    """As ``_members``, for a printed term."""
    value = checker.terms.scalar(tree)
    return frozenset().union(*(_members(checker, checker.terms.tree(part)) for part in value.free_symbols))


def _apart(checker: Checker, parts: tuple[Expr, ...]) -> None:
    """Terms must depend on different symbols, all but one of them on such that are drawn apart."""
    names = [frozenset(root_of(one).name for one in _of(checker, part)) for part in parts]
    apart = drawn_apart(checker.notation)
    if sum(map(len, names)) != len(frozenset().union(*names)) or sum(not one <= apart for one in names) > 1:
        raise Refused("the terms are not independent")


def independent_product(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``E[x y] = E[x] E[y]`` for terms that depend on different symbols that are drawn independently."""
    _apart(checker, step.args)
    means = product(*(e("E", part) for part in step.args))
    return checker.conclude(relation(e("E", product(*step.args)), "=", means), scope=scope)


def independent_variance(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Var(x + y) = Var(x) + Var(y)`` for terms that depend on different symbols that are drawn independently."""
    _apart(checker, step.args)
    total = e("add", *(e("Var", part) for part in step.args))
    return checker.conclude(relation(e("Var", e("add", *step.args)), "=", total), scope=scope)


def _own_members(checker: Checker, tree: Expr) -> None:
    """The terms of a sum over a family must depend on the draw through independent members of their own alone."""
    if tree.head != "sum" or tree.args[1] != ONE or tree.args[2].head != "symbol":
        raise Refused("this is no sum over a family")
    variable, _, high, body = tree.args
    fixed(checker, high)
    name = checker.terms.fresh(Sort("index", (high.name,)))
    inside = checker.terms.scalar(replace_free(body, {variable.name: symbol(name)}))
    parts = (_members(checker, checker.terms.tree(part)) for part in sp.expand(inside).free_symbols)
    for one in frozenset().union(*parts):
        row = _drawn(checker, one)
        own = row is not None and row.over == (high.name,) and row.name in drawn_apart(checker.notation)
        if not own or one.args[1:] != (symbol(name),):
            raise Refused("the terms are not independent")


def independent_sum(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Var(sum_k z_k) = sum_k Var(z_k)`` where ``z_k`` depends on the draw through independent members ``k`` alone."""
    (tree,) = step.args
    _own_members(checker, tree)
    variable, low, high, body = tree.args
    total = e("sum", variable, low, high, e("Var", body))
    return checker.conclude(relation(e("Var", tree), "=", total), scope=scope)


def hoeffding_bounded(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr[S - E S op a] <= exp(-2 a^2 / (m c^2 (h - l)^2))`` for ``S = c sum_{k=1}^m z_k``, ``a >= 0``, where
    ``l <= z_k <= h`` (premises 2, 3) and ``z_k`` depends on the draw through independent members ``k`` alone.

    Of ``|S - E S|`` twice that.
    """
    tree, weight, level, op, low, high, absolute = step.args
    _own_members(checker, tree)
    if op not in (">=", ">"):
        raise Refused("Hoeffding's inequality is of an upper tail")
    variable, _, many, body = tree.args
    fixed(checker, weight, level, low, high)
    above = checker.shown(relation(level, ">=", ZERO), step.premises[0], scope)
    inside, _ = under_binder(tree, scope, checker)
    if variable.name in low.free | high.free:
        raise Refused("the ends of an interval move with the index")
    bounds = relation(low, "<=", body), relation(body, "<=", high)
    ends = [
        checker.surely(checker.shown(bound, premise, inside))
        for bound, premise in zip(bounds, step.premises[1:], strict=True)
    ]
    total = product(weight, tree)
    gap = minus(total, e("E", total))
    spread = product(many, square(product(weight, minus(high, low))))
    bound = e("exp", e("neg", e("div", product(TWO, square(level)), spread)))
    gap, bound = (e("abs", gap), product(TWO, bound)) if absolute == "both" else (gap, bound)
    return checker.conclude(relation(e("Pr", relation(gap, op, level)), "<=", bound), above, *ends, scope=scope)
