r"""Tails in sight: Chebyshev around a known mean, Chernoff at the best parameter (``tails``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import sympy as sp

from ntkprops.derivation.judgment import Step
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.proof.direct.given import sources
from ntkprops.proof.direct.moves import tails_of
from ntkprops.proof.direct.sight import UNAVAILABLE, Sight

HOLE = symbol("@hole")
ZERO = number(0)
Shows = Callable[[Sight, Expr], Step | None]


def tails(sight: Sight, terms: Iterable[Expr], shows: Shows) -> Iterator[Step]:
    """What Chebyshev and Chernoff say of the chances in some terms."""
    for large, op, level in tails_of(terms):
        if "chebyshev" in sight.rules and large.head == "abs":
            yield from _around(sight, large, op, level, shows)
        if "chernoff" in sight.rules or sight.rules >= {"markov", "event_inclusion"}:
            yield from _exponential(sight, large, op, level, shows)


def _around(sight: Sight, large: Expr, op: str, level: Expr, shows: Shows) -> Iterator[Step]:
    """Chebyshev for ``|x - c|`` where ``c`` is known to be the mean of ``x``."""
    inside = sight.value(large.args[0])
    above = shows(sight, relation(level, ">", ZERO))
    if above is None or not isinstance(inside, sp.Expr):
        return
    terms = sight.checker.terms
    fixed = sp.Add(*(part for part in sp.Add.make_args(sp.expand(inside)) if not terms.varies(part)))
    for sign in (1, -1):
        variable, middle = (terms.quote(sp.expand(sign * part)) for part in (inside - fixed, -fixed))
        mean = Expr("E", (variable,))
        is_mean = shows(sight, relation(mean, "=", middle))
        if is_mean is None:
            continue
        yield Step("chebyshev", (variable, level, op), (above,))
        gap = Expr("add", (variable, Expr("neg", (HOLE,))))
        tail = Expr("Pr", (relation(Expr("abs", (gap,)), op, level),))
        yield Step("equals", (tail, HOLE, mean, middle), (is_mean,))
        return


def _exponential(sight: Sight, large: Expr, op: str, level: Expr, shows: Shows) -> Iterator[Step]:
    """Chernoff at the parameters that make a given bound on ``E exp(s x)`` smallest."""
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
