r"""Monotonicity: an inequality between summands, integrands or random variables passes to the whole.

``lifts(workspace)`` looks at every live sum, integral and expectation. If something known bounds its body, the bound
passes through; if two of one kind are live, the prover is asked whether one body is below the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from ntkprops.proof.atoms import Key, dummies
from ntkprops.proof.cases import decide_cases
from ntkprops.proof.operators import expectation, integral, summation
from ntkprops.proof.scalar import Inequality, Proof
from ntkprops.proof.workspace import Workspace

FLIPPED = {"<=": ">=", ">=": "<=", "<": ">=", ">": "<=", "=": "="}
WEAK = {"<": "<=", ">": ">="}
PAIRS = 24  # bodies compared at most; a proof that needs more is not found


def lifts(ws: Workspace) -> Iterator[Inequality]:
    """Every inequality that monotonicity gives from what is known now."""
    kinds = ("sum", "integral") if ws.is_conditional else ("sum", "integral", "E")
    binders = [(atom, key) for kind in kinds for atom, key in ws.keyed(kind) if _is_forward(ws, key)]
    for atom, key in binders:
        known, found = _inside(ws, key), False
        settled = key[-1].subs(ws.equals([fact for fact in known if fact.symbols & key[-1].free_symbols]))
        if settled != key[-1]:
            yield Inequality(atom, "=", _again(ws, key)(settled), "equals for equals")
        for op, other in _bounds(ws, key[-1], known):
            found = True
            yield Inequality(atom, op, _again(ws, key)(other), "monotone")
        if not found and ws.implied(Inequality(key[-1], "<=", sp.Integer(1)), known) is not None:
            yield Inequality(atom, "<=", _again(ws, key)(sp.Integer(1)), "monotone")
    yield from _extremes(ws)
    masses = [(atom, ("E", ws.canon.atoms.symbols[("indicator", key[1])])) for atom, key in ws.keyed("Pr")]
    yield from _pairs(ws, binders if ws.is_conditional else [*binders, *masses])


def _extremes(ws: Workspace) -> Iterator[Inequality]:
    """``max_i z_i <= c`` where ``z_i <= c`` for all ``i`` of a range that is not empty; ``min_i z_i >= c`` likewise."""
    for kind, op in (("maximum", "<="), ("minimum", ">=")):
        for atom, key in ws.keyed(kind):
            _, dummy, low, high, body = key
            for found, other in _bounds(ws, body, _inside(ws, key)) if (high - low).is_nonnegative else ():
                if found in (op, "=") and str(dummy) not in ws.canon.atoms.names(other):
                    yield Inequality(atom, op, other, "monotone")


def _is_forward(ws: Workspace, key: Key) -> bool:
    """Whether the binder is monotone: an integral is if its lower end is known to lie below its upper end."""
    if key[0] != "integral" or (key[3] - key[2]).is_nonnegative:
        return True
    ends = Inequality(key[2], "<=", key[3])
    return ws.implied(ends, ws.about(_dummies(ws, key[2] + key[3]))) is not None


def _inside(ws: Workspace, key: Key) -> list[Inequality]:
    """What may be used under the binder: for an expectation only what holds for every draw."""
    if key[0] == "E":
        return [fact for fact in ws.about(_dummies(ws, key[-1])) if fact.name not in ws.unsure]
    _, dummy, low, high, body = key
    variable = ws.canon.atoms.plain(str(dummy))
    ends = [Inequality(low, "<=", variable, "range"), Inequality(variable, "<=", high, "range")]
    return [*ws.about(_dummies(ws, body) | {str(dummy)}), *ends]


def _dummies(ws: Workspace, body: sp.Expr) -> frozenset[str]:
    return dummies(ws.canon.atoms.names(body))


def _again(ws: Workspace, key: Key) -> Callable[[sp.Expr], sp.Expr]:
    """The binder applied to another body."""
    atoms = ws.canon.atoms
    if key[0] == "E":
        return lambda body: expectation(atoms, body)
    kind, dummy, low, high, _ = key
    if kind == "sum":
        return lambda body: summation(atoms, str(dummy), low, high, body)
    return lambda body: integral(atoms, str(dummy), low, high, body, rules=ws.rules)


def _bounds(ws: Workspace, body: sp.Expr, known: list[Inequality]) -> Iterator[tuple[str, sp.Expr]]:
    """Bounds of ``body`` read off what is known: one side is a positive multiple of it, or it occurs linearly."""
    for fact in known:
        if fact.op not in FLIPPED:
            continue
        for side, other, op in ((fact.left, fact.right, fact.op), (fact.right, fact.left, FLIPPED[fact.op])):
            if not body.free_symbols or not side.free_symbols >= body.free_symbols:
                continue
            ratio = sp.simplify(side / body)
            if ratio.is_positive and not ratio.free_symbols & body.free_symbols:
                yield WEAK.get(op, op), sp.expand(other / ratio)
        if isinstance(body, sp.Symbol) and body not in (fact.left, fact.right):
            difference = sp.expand(fact.left - fact.right)
            slope = sp.diff(difference, body)
            if slope.is_number and slope != 0:
                op = fact.op if slope > 0 else FLIPPED[fact.op]
                yield WEAK.get(op, op), sp.expand(body - difference / slope)


def _pairs(ws: Workspace, binders: list[tuple[sp.Symbol, tuple]]) -> Iterator[Inequality]:
    """``B[x] <= B[y]`` where the goal's larger side speaks of ``B[y]`` and ``x <= y`` can be shown."""
    above, asked = ws.above(), 0
    for large, upper in binders:
        for small, lower in binders:
            if large not in above or small in above or lower[:-1] != upper[:-1] or asked >= PAIRS:
                continue
            asked += 1
            if isinstance(decide_cases(ws, Inequality(lower[-1], "<=", upper[-1]), _inside(ws, lower)), Proof):
                yield Inequality(small, "<=", large, "monotone")
