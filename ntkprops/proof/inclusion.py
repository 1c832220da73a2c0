r"""Events inside one another: ``A implies B`` gives ``Pr(A) <= Pr(B)``; a defined event is opened where that helps.

``A = {exists w: C_1, .., C_r}`` is opened both ways. To prove that A happens, its conditions are checked for the ``w`` at
hand. To use that A happens, a fresh ``w`` is taken of which the conditions hold and nothing else is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from ntkprops.language.tree import Expr, links, relation
from ntkprops.proof.cases import decide_cases
from ntkprops.proof.events import event_of, indicator
from ntkprops.proof.facts import Fact, Rewrite
from ntkprops.proof.operators import absolute, mass
from ntkprops.proof.scalar import Inequality, Proof
from ntkprops.proof.workspace import Workspace

Discharge = Callable[[Fact], bool]


def inclusions(ws: Workspace, definitions: tuple[Rewrite, ...], discharge: Discharge) -> Iterator[Inequality]:
    """Definitions of the live events opened, and probabilities compared by implication."""
    for atom, key in list(ws.keyed("indicator")):
        event = key[1]
        if isinstance(event, tuple) and event[0] == "event" and isinstance(event[1], Expr):
            yield from _opened(ws, atom, _definition(event[1], definitions), discharge)
    yield from _compared(ws, definitions)


def _definition(event: Expr, definitions: tuple[Rewrite, ...]) -> Expr | None:
    return next((body for rule in definitions if (body := rule.apply(event)) is not None), None)


def _conditions(body: Expr) -> list[Expr]:
    return [part for arg in body.args if arg.head == "chain" for part in (relation(a, op, b) for a, op, b in links(arg))]


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


def _compared(ws: Workspace, definitions: tuple[Rewrite, ...]) -> Iterator[Inequality]:
    """``Pr(A) <= Pr(B)`` for live events with ``1[A] <= 1[B]``."""
    live = [key[1] for _, key in ws.keyed("Pr")]
    for small in live:
        for large in live:
            if small != large and _implies(ws, small, large, definitions):  # type: ignore[arg-type]
                yield Inequality(mass(ws.canon.atoms, small), "<=", mass(ws.canon.atoms, large), "event inclusion")


def _implies(ws: Workspace, small: tuple, large: tuple, definitions: tuple[Rewrite, ...]) -> bool:
    known = [fact for fact in ws.about(frozenset()) if fact.name not in ws.unsure]
    conclusion = indicator(ws.canon.atoms, large)
    body = _definition(small[1], definitions) if small[0] == "event" else None
    if body is None or body.head != "set":
        goal = Inequality(indicator(ws.canon.atoms, small), "<=", conclusion)
        return isinstance(decide_cases(ws, goal, known), Proof)
    opened = [_as_known(ws, part) for part in _conditions(body)]
    return isinstance(decide_cases(ws, Inequality(sp.Integer(1), "<=", conclusion), [*known, *opened]), Proof)


def _as_known(ws: Workspace, part: Expr) -> Inequality:
    return ws.inequality(part, "in the event")
