r"""Sums, integrals and means in normal form: linear, each factor where it belongs, bound variables canonically named.

A sum of sums, or of products of sums, is one sum over all indices; it falls apart into the products of those parts that
share no index, and each part is named by the least of its spellings. Expectations and integrals are linear over finite
sums; what does not depend on the draw comes out of an expectation, and no independence is ever assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import sympy as sp

from ntkprops.derivation.definitions import is_path
from ntkprops.derivation.judgment import Refused, local_sort
from ntkprops.derivation.terms import ONE, Terms, tidy
from ntkprops.language.tree import Expr, replace_free, symbol

Binder = tuple[str, sp.Expr, sp.Expr]  # a variable with its ends
MOST = 4  # indices of one sum that are brought into a canonical order, and the largest power that is opened


def summed(terms: Terms, binders: Sequence[Binder], body: sp.Expr) -> sp.Expr:
    """``sum over all binders of body``."""
    return sp.expand(sp.Add(*(_term(terms, list(binders), term) for term in sp.Add.make_args(tidy(body)))))


def _term(terms: Terms, binders: list[Binder], term: sp.Expr) -> sp.Expr:
    binders, factors = _flat(terms, binders, list(sp.Mul.make_args(term)))
    result = ONE
    while binders:
        group, binders = _connected(terms, binders, factors)
        names = {binder[0] for binder in group}
        inside = [factor for factor in factors if names & terms.names(factor)]
        factors = [factor for factor in factors if factor not in inside]
        result *= _sum_atom(terms, group, sp.Mul(*inside)) if inside else _many(terms, group)
    return result * sp.Mul(*factors)


def _flat(terms: Terms, binders: list[Binder], factors: list[sp.Expr]) -> tuple[list[Binder], list[sp.Expr]]:
    """Sums among the factors that depend on the binders become binders themselves."""
    waiting, done = list(factors), []
    while waiting:
        factor = waiting.pop()
        base, power = factor.as_base_exp()
        tied = {binder[0] for binder in binders} & terms.names(factor)
        if tied and _is_sum(terms, base, power):
            for _ in range(int(power)):
                inner, body = opened(terms, base)
                binders = [*binders, *inner]
                waiting += sp.Mul.make_args(body)
        else:
            done.append(factor)
    return binders, done


def _is_sum(terms: Terms, base: sp.Basic, power: sp.Basic) -> bool:
    return terms.tree(base).head == "sum" and bool(power.is_Integer) and 0 < int(power) <= MOST  # type: ignore[arg-type]


def opened(terms: Terms, atom: sp.Basic) -> tuple[list[Binder], sp.Expr]:
    """The binders of a sum, under fresh names, and its body."""
    tree, binders, names = terms.tree(atom), [], {}
    while tree.head == "sum":
        variable, low, high, tree = tree.args
        fresh = terms.fresh(local_sort(variable.name))
        ends = (terms.scalar(replace_free(end, names)) for end in (low, high))
        names[variable.name] = symbol(fresh)
        binders.append((fresh, *ends))
    return binders, terms.scalar(replace_free(tree, names))


def _connected(terms: Terms, binders: list[Binder], factors: list[sp.Expr]) -> tuple[list[Binder], list[Binder]]:
    """The binders that hang together with the first, through factors or ranges, and the others."""
    group, rest, grew = [binders[0]], binders[1:], True
    ties = [terms.names(factor) for factor in factors]
    ties += [terms.names(low) | terms.names(high) | {name} for name, low, high in binders]
    while grew:
        names = {binder[0] for binder in group}
        reach = names.union(*(tie for tie in ties if tie & names))
        more = [binder for binder in rest if binder[0] in reach]
        rest, grew = [binder for binder in rest if binder not in more], bool(more)
        group += more
    return group, rest


def _sum_atom(terms: Terms, group: list[Binder], body: sp.Expr) -> sp.Expr:
    orders = permutations(group) if len(group) <= MOST else iter([tuple(group)])
    found = [tree for order in orders if (tree := nested(terms, "sum", order, body)) is not None]
    if not found:
        raise Refused("the ranges of a sum depend on one another in a circle")
    return terms.atom(min(found, key=repr), **sign(body))


def nested(terms: Terms, head: str, order: Sequence[Binder], body: sp.Expr) -> Expr | None:
    """Binders around a body in this order, under canonical names; None where a range comes before its variable."""
    own = {binder[0] for binder in order}
    taken = (
        frozenset().union(terms.names(body), *(terms.names(low) | terms.names(high) for _, low, high in order)) - own
    )
    names: dict[str, Expr] = {}
    ends = []
    for name, low, high in order:
        if (terms.names(low) | terms.names(high)) & own - names.keys():
            return None
        ends.append([terms.quote(terms.renamed(end, names)) for end in (low, high)])
        names[name] = symbol(terms.unused(name, taken | {value.name for value in names.values()}))
    tree = terms.quote(terms.renamed(body, names))
    for (name, _, _), (low, high) in reversed(list(zip(order, ends, strict=True))):
        tree = Expr(head, (names[name], low, high, tree))
    return tree


def _many(terms: Terms, group: list[Binder]) -> sp.Expr:
    """How many terms a sum of ones has; an atom where the range may be empty by more than one."""
    if len(group) > 1:
        raise Refused("the number of terms of a sum over ranges that depend on one another")
    ((_, low, high),) = group
    many = sp.expand(high - low + 1)
    return many if many.is_nonnegative and many.is_integer else _sum_atom(terms, group, ONE)


def sign(body: sp.Expr) -> dict[str, bool]:
    """What the sign of a body says of its sum, maximum or mean."""
    return {"nonnegative": True} if body.is_nonnegative else {}


def integrated(terms: Terms, name: str, low: sp.Expr, high: sp.Expr, body: sp.Expr) -> sp.Expr:
    """``int_low^high body``: finite sums come out, powers, exponentials and velocities of paths in closed form."""
    total = sp.Integer(0)
    for term in sp.Add.make_args(tidy(body)):
        inside = [factor for factor in sp.Mul.make_args(term) if name in terms.names(factor)]
        outside = sp.Mul(*(factor for factor in sp.Mul.make_args(term) if factor not in inside))
        total += outside * _integral(terms, name, low, high, inside)
    return sp.expand(total)


def _integral(terms: Terms, name: str, low: sp.Expr, high: sp.Expr, factors: list[sp.Expr]) -> sp.Expr:
    if not factors:
        return high - low
    if len(factors) == 1 and terms.tree(factors[0]).head == "sum":
        binders, body = opened(terms, factors[0])
        if all(name not in terms.names(end) for _, *ends in binders for end in ends):
            return summed(terms, binders, integrated(terms, name, low, high, body))
    tied = sp.Mul(*factors)
    for closed in (_exponential, _power):
        found = closed(terms, name, low, high, tied)
        if found is not None:
            return found
    moving = terms.tree(tied)
    if moving.head == "derivative" and moving.args[1].name == name and is_path(moving.args[0], name, terms.paths):
        above, below = (terms.scalar(replace_free(moving.args[0], {name: terms.quote(end)})) for end in (high, low))
        return above - below
    tree = nested(terms, "integral", [(name, low, high)], tied)
    assert tree is not None
    return terms.atom(tree, **(sign(tied) if (high - low).is_nonnegative else {}))


def _exponential(terms: Terms, name: str, low: sp.Expr, high: sp.Expr, body: sp.Expr) -> sp.Expr | None:
    """``int exp(c s) ds = (exp(c high) - exp(c low)) / c`` for a nonzero ``c``."""
    if not isinstance(body, sp.exp):
        return None
    moment = terms.plain(name)
    rate = sp.diff(body.args[0], moment)
    linear = name not in terms.names(rate) and rate.is_nonzero and sp.expand(rate * moment - body.args[0]) == 0
    return (sp.exp(rate * high) - sp.exp(rate * low)) / rate if linear else None


def _power(terms: Terms, name: str, low: sp.Expr, high: sp.Expr, body: sp.Expr) -> sp.Expr | None:
    """``int s^k ds = (high^(k+1) - low^(k+1)) / (k+1)`` for whole ``k >= 1``."""
    base, power = body.as_base_exp()
    if base != terms.plain(name) or not power.is_Integer or int(power) < 1:  # type: ignore[arg-type]
        return None
    return (high ** (power + 1) - low ** (power + 1)) / (power + 1)


def mean(terms: Terms, body: sp.Expr) -> sp.Expr:
    """``E[body]``."""
    total = sp.Integer(0)
    for term in sp.Add.make_args(tidy(body)):
        factors = list(sp.Mul.make_args(term))
        fixed = sp.Mul(*(factor for factor in factors if not terms.varies(factor)))
        binders, flat = [], []
        for factor in (factor for factor in factors if terms.varies(factor)):
            base, power = factor.as_base_exp()
            whole = _is_sum(terms, base, power) and not _has_random_ends(terms, base)
            for _ in range(int(power) if whole else 0):  # type: ignore[arg-type]
                inner, inside = opened(terms, base)
                binders += inner
                flat += sp.Mul.make_args(inside)
            flat += [] if whole else [factor]
        if any(_has_random_ends(terms, factor.as_base_exp()[0]) for factor in flat):
            binders, flat = [], [factor for factor in factors if terms.varies(factor)]
        binders, flat = _flat(terms, binders, flat)
        inside = _mean(terms, tidy(sp.Mul(*flat)))
        total += fixed * (summed(terms, binders, inside) if binders else inside)
    return sp.expand(total)


def _has_random_ends(terms: Terms, base: sp.Basic) -> bool:
    """Whether an atom is a sum over a range that depends on the draw, however deep."""
    tree = terms.tree(base)
    while tree.head == "sum":
        if any(terms.depends(end) for end in tree.args[1:3]):
            return True
        tree = tree.args[3]
    return False


def _mean(terms: Terms, body: sp.Expr) -> sp.Expr:
    """``E`` of a product without sums that depend on the draw."""
    factors = sp.Mul.make_args(body)
    fixed = sp.Mul(*(factor for factor in factors if not terms.varies(factor)))
    random = sp.Mul(*(factor for factor in factors if terms.varies(factor)))
    tree = terms.tree(random)
    if random == ONE:
        return fixed
    if tree.head == "indicator":
        return fixed * terms.atom(Expr("Pr", tree.args), nonnegative=True)
    signs = {"positive": True} if random.is_positive else sign(random)
    return fixed * terms.atom(Expr("E", (terms.quote(random),)), **signs)


__all__ = ["Binder", "integrated", "mean", "nested", "opened", "sign", "summed"]
