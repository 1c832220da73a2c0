r"""Groenwall's inequality: ``g' <= c g`` on ``[0, T]`` gives ``g(T) <= exp(c T) g(0)``, whatever the sign of ``c``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from ntkprops.errors import FormulaError
from ntkprops.language.tree import Expr, number, relation, substitute, symbol
from ntkprops.proof.facts import Fact, supposed
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.why import Why, quote
from ntkprops.proof.workspace import Workspace

Discharge = Callable[[Fact, tuple[Fact, ...]], Why | None]


def growth(ws: Workspace, discharge: Discharge) -> Iterator[Inequality]:
    """What Groenwall's inequality gives from every fact that bounds a derivative by a multiple of the function."""
    for fact in ws.facts:
        left, right = fact.relation.args if len(fact.relation.args) == 2 else (None, None)
        if left is None or right is None or left.head != "derivative" or fact.relation.name not in ("<=", "<", "="):
            continue
        body, variable = left.args
        rate = _rate(ws, body, right, variable.name)
        if rate is None or variable.name not in fact.universal:
            continue
        for end in _ends(ws, variable):
            why = _holds_until(ws, fact, variable, end, rate, discharge)
            if why is not None:
                at_end, at_start = (ws.canon.scalar(substitute(body, variable, at)) for at in (end, number(0)))
                yield Inequality(at_end, "<=", sp.exp(rate * ws.canon.scalar(end)) * at_start, "Groenwall", why)


def _rate(ws: Workspace, body: Expr, bound: Expr, variable: str) -> sp.Expr | None:
    """The constant ``c`` with ``bound = c body``, or None."""
    try:
        rate = sp.cancel(ws.canon.scalar(bound) / ws.canon.scalar(body))
    except (FormulaError, ZeroDivisionError):
        return None
    return None if variable in ws.canon.atoms.names(rate) or ws.canon.atoms.varies(rate) else rate


def _ends(ws: Workspace, variable: Expr) -> Iterator[Expr]:
    yield variable
    for name in sorted({n for s in ws.live() if s in ws.canon.atoms.info for n in ws.canon.atoms.info[s].names}):
        row = ws.notation.table.get(name)
        is_time = (row is not None and row.sort.kind == "time") or (row is None and not name.startswith("#"))
        if is_time and name != variable.name:
            yield symbol(name)


def _holds_until(
    ws: Workspace, fact: Fact, variable: Expr, end: Expr, rate: sp.Expr, discharge: Discharge
) -> Why | None:
    """Why Groenwall's inequality applies: the bound on the derivative holds at every time from 0 to ``end``."""
    moment = symbol("@moment")
    between = (
        supposed(relation(number(0), "<=", moment), "0 <= s"),
        supposed(relation(moment, "<=", end), "s <= t"),
    )
    forward = discharge(Fact(relation(number(0), "<=", end), "0 <= t"), ())
    now = fact.at({variable.name: moment})
    needed = [discharge(condition, between) for condition in now.conditions] if forward is not None else [None]
    shown = [why for why in needed if why is not None]
    if forward is None or len(shown) < len(now.conditions):
        return None
    body = now.relation.args[0].args[0]
    return Why("groenwall", lambda: (body, moment, quote(ws.canon.atoms, rate), end), (now.why(shown), forward))
