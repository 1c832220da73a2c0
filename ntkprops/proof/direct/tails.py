r"""Tails in sight: Chebyshev around a known mean, Chernoff at the best parameter (``tails``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

import sympy as sp

from ntkprops.derivation.judgment import Step
from ntkprops.derivation.rules.logic import under_binder
from ntkprops.language.tree import Expr, links, number, relation, symbol
from ntkprops.proof.direct.given import instances, sources
from ntkprops.proof.direct.moves import tails_of
from ntkprops.proof.direct.sight import UNAVAILABLE, Sight
from ntkprops.proof.direct.under import apart

HOLE = symbol("@hole")
ZERO = number(0)
Shows = Callable[[Sight, Expr], Step | None]


def tails(sight: Sight, terms: Iterable[Expr], shows: Shows) -> Iterator[Step]:
    """What Chebyshev and Chernoff say of the chances in some terms."""
    terms = list(terms)
    for large, op, level in tails_of(terms):
        if "chebyshev" in sight.rules and large.head == "abs":
            yield from _around(sight, large, op, level, shows)
        if "hoeffding" in sight.rules:
            for one, other in ((large, level), *_shifted(sight, large, level)):
                yield from _bounded(sight, one, op, other, shows)
        if "chernoff" in sight.rules or sight.rules >= {"markov", "event_inclusion"}:
            yield from _exponential(sight, (large, op, level), terms, shows)


def _around(sight: Sight, large: Expr, op: str, level: Expr, shows: Shows) -> Iterator[Step]:
    """Chebyshev for ``|x - c|`` where ``c`` is known to be the mean of ``x``."""
    above = shows(sight, relation(level, ">", ZERO))
    if above is None:
        return
    for variable, mean, middle, is_mean in _centred(sight, large.args[0], shows):
        yield Step("chebyshev", (variable, level, op), (above,))
        yield _moved(large, (op, level), variable, (mean, middle, is_mean))


def _centred(sight: Sight, gap: Expr, shows: Shows) -> Iterator[tuple[Expr, Expr, Expr, Step]]:
    """``x - c`` as ``x``, ``E x``, ``c`` and why they are equal, either way round where that is known."""
    inside = sight.value(gap)
    if not isinstance(inside, sp.Expr):
        return
    terms = sight.checker.terms
    fixed = sp.Add(*(part for part in sp.Add.make_args(sp.expand(inside)) if not terms.varies(part)))
    for sign in (1, -1):
        variable, middle = (terms.quote(sp.expand(sign * part)) for part in (inside - fixed, -fixed))
        mean = Expr("E", (variable,))
        is_mean = shows(sight, relation(mean, "=", middle))
        if is_mean is not None:
            yield variable, mean, middle, is_mean
            return


def _moved(large: Expr, tail: tuple[str, Expr], variable: Expr, equal: tuple[Expr, Expr, Step]) -> Step:
    """That the chance around a mean is the one around what the mean equals."""
    gap = Expr("add", (variable, Expr("neg", (HOLE,))))
    whole = Expr("abs", (gap,)) if large.head == "abs" else gap
    return Step("equals", (Expr("Pr", (relation(whole, *tail),)), HOLE, *equal[:2]), (equal[2],))


def _bounded(sight: Sight, large: Expr, op: str, level: Expr, shows: Shows) -> Iterator[Step]:
    """Hoeffding for a sum of independent terms in an interval that is given, around a known mean."""
    above = shows(sight, relation(level, ">=", ZERO))
    gap, both = (large.args[0], "both") if large.head == "abs" else (large, "one")
    if above is None:
        return
    for variable, mean, middle, is_mean in _centred(sight, gap, shows):
        weight, total = _weighted(sight, variable)
        for low, high, bounds in _intervals(sight, total) if total.head == "sum" else ():
            yield Step("hoeffding_bounded", (total, weight, level, op, low, high, both), (above, *bounds))
            yield _moved(large, (op, level), variable, (mean, middle, is_mean))


def _weighted(sight: Sight, tree: Expr) -> tuple[Expr, Expr]:
    """A number times one sum as its two factors; where it is none, the second is no sum."""
    value, terms = sight.value(tree), sight.checker.terms
    scalar = value if isinstance(value, sp.Expr) else sp.Integer(0)
    sums = [one for one in scalar.free_symbols if isinstance(one, sp.Symbol) and terms.tree(one).head == "sum"]
    weight = scalar / sums[0] if len(sums) == 1 else sp.Integer(0)
    return terms.quote(weight), tree if weight.has(*sums) or weight == 0 else apart(terms.tree(sums[0]), sight.depth)


def _shifted(sight: Sight, large: Expr, level: Expr) -> Iterator[tuple[Expr, Expr]]:
    """``x >= c + a`` as ``x - c >= a``, for every term c of the level."""
    value = sight.value(level)
    parts = sp.Add.make_args(sp.expand(value)) if isinstance(value, sp.Expr) and large.head != "abs" else ()
    for part in parts if len(parts) > 1 else ():
        middle, rest = (sight.checker.terms.quote(sp.expand(one)) for one in (-part, value - part))
        yield Expr("add", (large, middle)), rest


def _intervals(sight: Sight, total: Expr) -> Iterator[tuple[Expr, Expr, tuple[Step, Step]]]:
    """The intervals that the terms of a sum are given to lie in."""
    try:
        inner = sight.inside(under_binder(total, sight.scope, sight.checker)[0])
    except UNAVAILABLE:
        return
    body, ends = total.args[3], {"low": {}, "high": {}}
    for step in instances(inner, [body], lambda *_: None):
        stated = inner.learn(step)
        for left, op, right in links(stated) if stated is not None and inner.kind(stated.args[0]) == "scalar" else ():
            below = op in ("<=", "<")
            for side, where in ((right, "high" if below else "low"), (left, "low" if below else "high")):
                ends[where][side] = None
            if left.head == "abs":
                ends["low"][Expr("neg", (right,))] = None
    fixed = ([one for one in ends[side] if not sight.checker.terms.depends(one)] for side in ("low", "high"))
    for low, high in product(*fixed):
        bounds = tuple(inner.follows(one) for one in (relation(low, "<=", body), relation(body, "<=", high)))
        if None not in bounds:
            yield low, high, bounds  # type: ignore[misc]
            return


def _exponential(sight: Sight, tail: tuple[Expr, str, Expr], terms: list[Expr], shows: Shows) -> Iterator[Step]:
    """Chernoff at the parameters that are spoken of, and where a given bound on ``E exp(s x)`` is smallest."""
    large, op, level = tail
    for rate in _spoken(sight, large, terms):
        sign = shows(sight, relation(rate, ">=", ZERO))
        if sign is not None:
            yield Step("chernoff", (large, level, rate, op), (sign,))
    for source, formula in sources(sight):
        left = formula.relation.args[0]
        if len(formula.variables) != 1 or left.head != "E" or formula.relation.name not in ("<=", "<", "="):
            continue
        name = formula.variables[0][0]
        for rate in _best(sight, formula.relation.args[1], name, level):
            conditions = [shows(sight, one.relation) for one in formula.at({name: rate}).conditions]
            sign = shows(sight, relation(rate, ">=", ZERO))
            if sign is not None and None not in conditions:
                premises = tuple(one for one in conditions if one is not None)
                yield Step("fact", (source, ((name, rate),)), premises)
                yield Step("chernoff", (large, level, rate, op), (sign,))


def _spoken(sight: Sight, large: Expr, terms: Iterable[Expr]) -> Iterator[Expr]:
    """The parameters ``s`` of the means ``E exp(s x)`` that are printed."""
    variable = sight.value(large)
    for term in terms:
        if term.head == "E" and term.args[0].head == "exp" and isinstance(variable, sp.Expr):
            exponent = sight.value(term.args[0].args[0])
            rate = sp.simplify(exponent / variable) if isinstance(exponent, sp.Expr) and variable != 0 else None
            if rate is not None and not sight.checker.terms.varies(rate):
                yield sight.checker.terms.quote(sp.expand(rate))


def _best(sight: Sight, bound: Expr, name: str, level: Expr) -> list[Expr]:
    """The stationary points of ``log(bound) - s level`` in ``s``."""
    terms = sight.checker.terms
    try:
        value, at = terms.scalar(bound), terms.scalar(level)
        rate = terms.plain(name)
        exponent = sp.expand_log(sp.log(value), force=True) - rate * at
        found = sp.solve(sp.diff(exponent, rate), rate)
        return [terms.quote(sp.expand(one)) for one in found if one.is_real is not False][:2]
    except (*UNAVAILABLE, NotImplementedError):
        return []


__all__ = ["tails"]
