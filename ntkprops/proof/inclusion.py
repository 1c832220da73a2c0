r"""Events inside one another: ``A implies B`` gives ``Pr(A) <= Pr(B)``; a defined event is opened where that helps.

``A = {exists w: C_1, .., C_r}`` is opened both ways. To prove that A happens, its conditions are checked for the ``w``
at hand. To use that A happens, some ``w`` is taken of which the conditions hold and nothing else is known: every other
fact about the bare ``w`` is left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from ntkprops.derivation.definitions import bare
from ntkprops.derivation.terms import magnitude
from ntkprops.language.tree import Expr, links, relation, walk
from ntkprops.proof.atoms import Key
from ntkprops.proof.cases import decide_cases
from ntkprops.proof.events import event_of, indicator
from ntkprops.proof.facts import Fact, Rewrite, supposed
from ntkprops.proof.operators import mass
from ntkprops.proof.scalar import Inequality, Proof
from ntkprops.proof.why import Why, because, quote_event
from ntkprops.proof.workspace import Workspace

Discharge = Callable[[Fact], Why | None]
ProveOpened = Callable[[tuple[Fact, ...], frozenset[str], Expr], Why | None]


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
            yield from _opened(ws, atom, event[1], _definition(event[1], definitions), discharge)
    yield from _compared(ws, definitions, prove_opened)


def _definition(event: Expr, definitions: tuple[Rewrite, ...]) -> Expr | None:
    return next((body for rule in definitions if (body := rule.apply(event)) is not None), None)


def _conditions(body: Expr) -> list[Expr]:
    return [
        part for arg in body.args if arg.head == "chain" for part in (relation(a, op, b) for a, op, b in links(arg))
    ]


def _opened(
    ws: Workspace, atom: sp.Symbol, event: Expr, body: Expr | None, discharge: Discharge
) -> Iterator[Inequality]:
    """``1[C] <= 1[A]`` for the one condition that is not known already."""
    if body is None or body.head != "set":
        return
    parts = _conditions(body)
    reasons = {part: discharge(Fact(part, "condition")) for part in parts if not _speaks_of_indicators(part)}
    rest = [part for part in parts if reasons.get(part) is None]
    if len(rest) != 1:
        return
    shown = [why for part in parts if (why := reasons.get(part)) is not None]
    why = because("happens", event, parts.index(rest[0]), premises=shown)
    if rest[0].name == "!=":
        left, right = (ws.canon.scalar(arg) for arg in rest[0].args)
        yield Inequality(magnitude(left - right), "<=", atom, "the event's definition", why)
    else:
        small = indicator(ws.canon.atoms, event_of(ws.canon, rest[0]))
        yield Inequality(small, "<=", atom, "the event's definition", why)


def _speaks_of_indicators(part: Expr) -> bool:
    return any(arg.head == "indicator" for arg in part.args)


def _compared(ws: Workspace, definitions: tuple[Rewrite, ...], prove_opened: ProveOpened) -> Iterator[Inequality]:
    """``Pr(A) <= Pr(B)`` for live events with ``1[A] <= 1[B]``, one of them on the goal's larger side."""
    above = ws.above()
    live = [(atom, key[1]) for atom, key in ws.keyed("Pr")]
    for below, small in live:
        for bound, large in live:
            if small == large or (bound in above) == (below in above):
                continue
            why = _implies(ws, small, large, definitions, prove_opened)
            if why is not None:
                masses = [mass(ws.canon.atoms, event) for event in (small, large)]
                yield Inequality(masses[0], "<=", masses[1], "event inclusion", why)


def _implies(
    ws: Workspace, small: Key, large: Key, definitions: tuple[Rewrite, ...], prove_opened: ProveOpened
) -> Why | None:
    atoms = ws.canon.atoms
    body = _definition(small[1], definitions) if small[0] == "event" and isinstance(small[1], Expr) else None
    if body is not None and body.head == "set":
        target = ws.canon.atoms.printed.get(large)
        chosen = {part.name for arg in body.args if arg.head == "exists" for part in walk(arg) if part.head == "symbol"}
        families = frozenset(name for name in chosen if (row := ws.notation.table.get(name)) and row.over)
        opened = tuple(supposed(part, "the event's definition", told=True) for part in _conditions(body))
        if target is None or bare(target) & families:
            return None
        shown = prove_opened(opened, families, target)
        return None if shown is None else because("opened_inclusion", small[1], target, premises=(shown,))
    known = [fact for fact in ws.about(frozenset()) if fact.name not in ws.unsure]
    goal = Inequality(indicator(ws.canon.atoms, small), "<=", indicator(ws.canon.atoms, large))
    answer = decide_cases(ws, goal, known)
    if not isinstance(answer, Proof):
        return None

    def args() -> tuple:
        events = [Expr("indicator", (quote_event(atoms, event),)) for event in (small, large)]
        return Expr("E", (events[0],)), "<=", events[1]

    return Why("monotone", args, (answer.why or because("unknown"),))
