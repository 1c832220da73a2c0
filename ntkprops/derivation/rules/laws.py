r"""The rules of the draw itself: standard Gaussian members, fair signs, averages of independent terms.

Members of a family, and different families, are drawn independently: so says the notation that declares their laws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.derivation.context import Scope
from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.judgment import Judgment, Refused, Step
from ntkprops.derivation.rules.chances import fixed
from ntkprops.derivation.rules.trees import HALF, ONE, TWO, ZERO, e, minus, product, size, square
from ntkprops.language.notation import Sort, Symbol
from ntkprops.language.tree import Expr, relation, replace_free, symbol

if TYPE_CHECKING:
    from ntkprops.derivation.check import Checker


NAMED = ("entry", "apply", "symbol")


def _drawn(checker: Checker, tree: Expr, law: str) -> Symbol | None:
    """The row of a member that is drawn by ``law``, at the start if it moves, not chosen by the draw; or None."""
    row = checker.notation.table.get(root_of(tree).name)
    chosen = any(map(checker.terms.depends, tree.args[1:]))
    if row is None or row.law != law or root_of(tree).head != "symbol" or chosen:
        return None
    base = tree.args[0] if tree.head == "entry" else tree
    if row.over and not (tree.head == "entry" and len(tree.args) == 1 + len(row.over)):
        return None
    if row.of == ("time",):
        return row if base.head == "apply" and base.args[1:] == (ZERO,) else None
    return row if base.head == "symbol" else None


def _whole(entry: Expr) -> Expr:
    """What an entry is a component of."""
    base, *indices = entry.args
    return Expr("entry", (base, *indices[:-1])) if len(indices) > 1 else base


def _projection(checker: Checker, direction: Expr, drawn: Expr) -> Expr:
    """``<a, g>`` for a fixed ``a`` and a standard Gaussian ``g``."""
    if _drawn(checker, drawn, "gaussian") is None or checker.terms.tensor(drawn).kind != "vector":
        raise Refused("this is not drawn from a standard Gaussian")
    fixed(checker, direction)
    return e("inner", direction, drawn)


def anti_concentration(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""From ``r >= 0``, r fixed: ``sqrt(2 pi) \|a\| Pr[|<a, g>| <= r] <= 2 r``."""
    direction, drawn, radius = step.args
    inside = _projection(checker, direction, drawn)
    fixed(checker, radius)
    sign = checker.shown(relation(radius, ">=", ZERO), step.premises[0], scope)
    root = e("sqrt", product(TWO, Expr("constant", name="\\pi")))
    tail = e("Pr", relation(e("abs", inside), "<=", radius))
    return checker.conclude(
        relation(product(root, size(direction), tail), "<=", product(TWO, radius)), sign, scope=scope
    )


def half_space(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``\|a\| Pr[<a, g> >= 0] = \|a\| / 2``."""
    direction, drawn = step.args
    tail = e("Pr", relation(_projection(checker, direction, drawn), ">=", ZERO))
    length = size(direction)
    return checker.conclude(relation(product(length, tail), "=", product(HALF, length)), scope=scope)


def rectified_square(checker: Checker, step: Step, scope: Scope) -> Judgment:
    r"""``E max(0, <a, g>)^2 = \|a\|^2 / 2``."""
    direction, drawn = step.args
    body = square(e("max", ZERO, _projection(checker, direction, drawn)))
    return checker.conclude(relation(e("E", body), "=", product(HALF, square(size(direction)))), scope=scope)


def _is_independent(checker: Checker, tree: Expr, sign: Symbol) -> bool:
    """Whether what depends on the draw in a tree is drawn by laws of its own, apart from the signs."""
    if tree.head in ("E", "Pr") and len(tree.args) == 1:
        return True
    for law in ("gaussian", "rademacher"):
        row = _drawn(checker, tree, law) if tree.head in NAMED else None
        if row is not None:
            return row.name != sign.name and not any(map(checker.terms.depends, tree.args[1:]))
    if tree.head == "entry":  # a component of a member
        inner = _whole(tree)
        return _is_independent(checker, inner, sign)
    if tree.head == "symbol":
        return tree.name not in checker.terms.random
    return all(_is_independent(checker, arg, sign) for arg in tree.args)


def _signed(checker: Checker, body: sp.Expr, index: str) -> sp.Expr | None:
    """What stands beside the one fair sign of a product (with the index), independent of it; else None."""
    factors = sp.Mul.make_args(body)
    signs = [f for f in factors if f.is_Symbol and _drawn(checker, checker.terms.tree(f), "rademacher")]
    if len(signs) != 1 or (index and index not in checker.terms.names(signs[0])):
        return None
    row = _drawn(checker, checker.terms.tree(signs[0]), "rademacher")
    rest = sp.Mul(*(factor for factor in factors if factor != signs[0]))
    assert row is not None
    alone = all(_is_independent(checker, checker.terms.tree(part), row) for part in rest.free_symbols)
    return rest if alone else None


def sign_mean(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``E[s z] = 0`` for a fair sign ``s`` and ``z`` independent of it."""
    (tree,) = step.args
    body = sp.expand(checker.terms.scalar(tree))
    if any(_signed(checker, term, "") is None for term in sp.Add.make_args(body)):
        raise Refused("this is no fair sign times something independent of it")
    return checker.conclude(relation(e("E", tree), "=", ZERO), scope=scope)


def independent_signs(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``E[(sum_k s_k z_k)^2] = sum_k E[z_k^2]`` for fair signs ``s_k`` and ``z`` independent of them."""
    (tree,) = step.args
    if tree.head != "sum":
        raise Refused("this is no sum")
    variable, low, high, body = tree.args
    fixed(checker, low, high)
    counted = low == ONE and high.head == "symbol"
    name = checker.terms.fresh(Sort("index", (high.name,)) if counted else None)
    inside = checker.terms.scalar(replace_free(body, {variable.name: symbol(name)}))
    rest = None if inside.is_Add else _signed(checker, sp.expand(inside), name)
    if rest is None:
        raise Refused("these are no fair signs times something independent of them")
    squares = e("sum", symbol(name), low, high, e("E", checker.terms.quote(sp.expand(rest**2))))
    return checker.conclude(relation(e("E", square(tree)), "=", squares), scope=scope)


def hoeffding(checker: Checker, step: Step, scope: Scope) -> Judgment:
    """``Pr[|S - E S| op a] <= 2 exp(-2 m a^2)`` for ``S = c sum_{k=1}^m Z_k``, where ``a >= 0``, ``|c m| <= 1`` and
    ``Z_k`` is a product of indicators that depends on the draw through independent members ``k`` alone."""
    tree, weight, level, op = step.args
    if op not in (">=", ">") or tree.head != "sum" or tree.args[1] != ONE or tree.args[2].head != "symbol":
        raise Refused("this is no upper tail of a sum over a family")
    variable, _, many, body = tree.args
    fixed(checker, weight, level, many)
    name = checker.terms.fresh(Sort("index", (many.name,)))
    inside = checker.terms.scalar(replace_free(body, {variable.name: symbol(name)}))
    if not all(checker.terms.tree(f).head == "indicator" for f in sp.Mul.make_args(inside)):
        raise Refused("the terms are no products of indicators")
    if not all(_only_member(checker, checker.terms.tree(f), name, many.name) for f in inside.free_symbols):
        raise Refused("the terms are not independent")
    above = checker.shown(relation(level, ">=", ZERO), step.premises[0], scope)
    bounded = checker.shown(relation(e("abs", product(weight, many)), "<=", ONE), step.premises[1], scope)
    average = product(weight, tree)
    tail = e("Pr", relation(e("abs", minus(average, e("E", average))), op, level))
    bound = product(TWO, e("exp", e("neg", product(TWO, many, square(level)))))
    return checker.conclude(relation(tail, "<=", bound), above, bounded, scope=scope)


def _only_member(checker: Checker, tree: Expr, index: str, over: str) -> bool:
    """Whether a tree depends on the draw only through members ``index`` of families that are drawn independently."""
    for law in ("gaussian", "rademacher"):
        row = _drawn(checker, tree, law) if tree.head in NAMED else None
        if row is not None:
            return row.over == (over,) and tree.head == "entry" and tree.args[1:] == (symbol(index),)
    if tree.head == "entry":
        inner = _whole(tree)
        return _only_member(checker, inner, index, over)
    if tree.head == "symbol":
        return tree.name not in checker.terms.random
    return all(_only_member(checker, arg, index, over) for arg in tree.args)
