r"""Events inside one another: ``A implies B`` gives ``Pr(A) <= Pr(B)``; a defined event is opened where that helps.

``A = {exists w: C_1, .., C_r}`` is opened both ways. To prove that A happens, its conditions are checked for the ``w``
at hand. To use that A happens, some ``w`` is taken of which the conditions hold and nothing else is known: every other
fact about the bare ``w`` is left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from ntkprops.language.tree import Expr, links, relation, walk
from ntkprops.proof.atoms import Key
from ntkprops.proof.cases import decide_cases
from ntkprops.proof.events import event_of, indicator
from ntkprops.proof.facts import Fact, Rewrite
from ntkprops.proof.operators import absolute, mass
from ntkprops.proof.scalar import Inequality, Proof
from ntkprops.proof.workspace import Workspace

Discharge = Callable[[Fact], bool]
ProveOpened = Callable[[tuple[Fact, ...], frozenset[str], Expr], bool]


def inclusions(
    ws: Workspace, definitions: tuple[Rewrite, ...], discharge: Discharge, prove_opened: ProveOpened
) -> Iterator[Inequality]:
    """Definitions of the live events opened, and probabilities compared by implication.

    Args:
        ws: the proof attempt.
        definitions: what the events were defined as.
        discharge: whether a condition follows from the facts.
        prove_opened: whether an event follows from the conditions of another, without the facts about some families.
    """
    for atom, key in list(ws.keyed("indicator")):
        event = key[1]
        if isinstance(event, tuple) and event[0] == "event" and isinstance(event[1], Expr):
            yield from _opened(ws, atom, _definition(event[1], definitions), discharge)
    yield from _compared(ws, definitions, prove_opened)


def _definition(event: Expr, definitions: tuple[Rewrite, ...]) -> Expr | None:
    return next((body for rule in definitions if (body := rule.apply(event)) is not None), None)


def _conditions(body: Expr) -> list[Expr]:
    return [
        part for arg in body.args if arg.head == "chain" for part in (relation(a, op, b) for a, op, b in links(arg))
    ]


def _opened(ws: Workspace, atom: sp.Symbol, body: Expr | None, discharge: Discharge) -> Iterator[Inequality]:
    """``1[C] <= 1[A]`` for the one condition that is not known already."""
    if body is None or body.head != "set":
        return
    parts = _conditions(body)
    settled = [part for part in parts if not _speaks_of_indicators(part) and discharge(Fact(part, "condition"))]
    rest = [part for part in parts if part not in settled]
    if len(rest) == 1 and rest[0].name == "!=":
        left, right = (ws.canon.scalar(arg) for arg in rest[0].args)
        yield Inequality(absolute(ws.canon.atoms, left - right), "<=", atom, "the event's definition")
    elif len(rest) == 1:
        yield Inequality(indicator(ws.canon.atoms, event_of(ws.canon, rest[0])), "<=", atom, "the event's definition")


def _speaks_of_indicators(part: Expr) -> bool:
    return any(arg.head == "indicator" for arg in part.args)


def _compared(ws: Workspace, definitions: tuple[Rewrite, ...], prove_opened: ProveOpened) -> Iterator[Inequality]:
    """``Pr(A) <= Pr(B)`` for live events with ``1[A] <= 1[B]``, one of them on the goal's larger side."""
    above = ws.above()
    live = [(atom, key[1]) for atom, key in ws.keyed("Pr")]
    for below, small in live:
        for bound, large in live:
            if (
                small != large
                and (bound in above) != (below in above)
                and _implies(ws, small, large, definitions, prove_opened)
            ):
                yield Inequality(mass(ws.canon.atoms, small), "<=", mass(ws.canon.atoms, large), "event inclusion")


def _implies(
    ws: Workspace, small: Key, large: Key, definitions: tuple[Rewrite, ...], prove_opened: ProveOpened
) -> bool:
    body = _definition(small[1], definitions) if small[0] == "event" and isinstance(small[1], Expr) else None
    if body is not None and body.head == "set":
        target = ws.canon.atoms.printed.get(large)
        chosen = {part.name for arg in body.args if arg.head == "exists" for part in walk(arg) if part.head == "symbol"}
        families = frozenset(name for name in chosen if (row := ws.notation.table.get(name)) and row.over)
        opened = tuple(Fact(part, "the event's definition", told=True) for part in _conditions(body))
        return target is not None and not bare(target) & families and prove_opened(opened, families, target)
    known = [fact for fact in ws.about(frozenset()) if fact.name not in ws.unsure]
    goal = Inequality(indicator(ws.canon.atoms, small), "<=", indicator(ws.canon.atoms, large))
    return isinstance(decide_cases(ws, goal, known), Proof)


def bare(expr: Expr) -> frozenset[str]:
    """The symbols that occur without being applied: ``w`` in ``w_k``, not in ``w_k(0)``."""
    if expr.head == "symbol":
        return frozenset({expr.name})
    args = expr.args[1:] if expr.head == "apply" else expr.args
    return frozenset().union(*(bare(arg) for arg in args))
