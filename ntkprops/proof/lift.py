r"""Monotonicity: an inequality between summands, integrands or random variables passes to the whole.

``lifts(workspace)`` looks at every live sum, integral and expectation. If something known bounds its body, the bound
passes through; if two of one kind are live, the prover is asked whether one body is below the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import sympy as sp

from ntkprops.language.tree import Expr
from ntkprops.proof.atoms import Atoms, Key, dummies
from ntkprops.proof.cases import decide_cases
from ntkprops.proof.operators import expectation, integral, summation
from ntkprops.proof.scalar import Inequality, Proof
from ntkprops.proof.why import Why, because, bound, quote
from ntkprops.proof.workspace import Workspace

FLIPPED = {"<=": ">=", ">=": "<=", "<": ">=", ">": "<=", "=": "="}
WEAK = {"<": "<=", ">": ">="}
PAIRS = 24  # bodies compared at most; a proof that needs more is not found


def lifts(ws: Workspace) -> Iterator[Inequality]:
    """Every inequality that monotonicity gives from what is known now."""
    kinds = ("sum", "integral") if ws.is_conditional else ("sum", "integral", "E")
    binders = [(atom, key) for kind in kinds for atom, key in ws.keyed(kind) if _is_forward(ws, key)]
    for _, key in binders:
        known, found = _inside(ws, key), False
        near = [fact for fact in known if fact.symbols & key[-1].free_symbols]
        settled = key[-1].subs(ws.equals(near))
        if settled != key[-1]:
            equal = [fact for fact in near if fact.op == "="]
            yield _lifted(ws, key, Inequality(key[-1], "=", settled, "equals for equals"), equal)
        for op, other, fact in _bounds(ws, key[-1], known):
            found = True
            yield _lifted(ws, key, Inequality(key[-1], op, other, "monotone"), [fact])
        most = Inequality(key[-1], "<=", sp.Integer(1), "monotone")
        proof = ws.implied(most, known) if not found else None
        if proof is not None:
            yield _lifted(ws, key, most, [], proof.why)
    yield from _extremes(ws)
    masses = [(atom, ("E", ws.canon.atoms.symbols[("indicator", key[1])])) for atom, key in ws.keyed("Pr")]
    yield from _pairs(ws, binders if ws.is_conditional else [*binders, *masses])


def _lifted(ws: Workspace, key: Key, inside: Inequality, facts: list[Inequality], why: Why | None = None) -> Inequality:
    """What a relation under a binder says of the whole, and why; it follows from facts, or for a reason of its own."""
    atoms = ws.canon.atoms
    whole = [_again(ws, key)(side) for side in (inside.left, inside.right)]
    premises = [ws.step(inside, facts) if why is None else why]
    if key[0] == "integral":
        premises.append(_forward(ws, key) or because("unknown"))

    def args() -> tuple:
        body = quote(atoms, inside.left)
        tree = Expr("E", (body,)) if key[0] == "E" else bound(atoms, key[:4], body)
        return tree, inside.op, quote(atoms, inside.right)

    return Inequality(whole[0], inside.op, whole[1], inside.name, Why("monotone", args, tuple(premises)))


def _extremes(ws: Workspace) -> Iterator[Inequality]:
    """``max_i z_i <= c`` where ``z_i <= c`` for all ``i`` of a range that is not empty; ``min_i z_i >= c`` likewise."""
    for kind, op in (("maximum", "<="), ("minimum", ">=")):
        for atom, key in ws.keyed(kind):
            _, dummy, low, high, body = key
            for found, other, fact in _bounds(ws, body, _inside(ws, key)) if (high - low).is_nonnegative else ():
                if found in (op, "=") and str(dummy) not in ws.canon.atoms.names(other):
                    inside = ws.step(Inequality(body, op, other), [fact])
                    why = Why("extreme", partial(_extreme, ws.canon.atoms, key, other), (inside,))
                    yield Inequality(atom, op, other, "monotone", why)


def _extreme(atoms: Atoms, key: Key, bound_: sp.Expr) -> tuple:
    return bound(atoms, key[:4], quote(atoms, key[4])), quote(atoms, bound_)


def _is_forward(ws: Workspace, key: Key) -> bool:
    """Whether the binder is monotone: an integral is if its lower end is known to lie below its upper end."""
    return key[0] != "integral" or _forward(ws, key) is not None


def _forward(ws: Workspace, key: Key) -> Why | None:
    """Why the ends of an integral are in order, if that is known."""
    ends = Inequality(key[2], "<=", key[3])
    if (key[3] - key[2]).is_nonnegative:
        return ws.step(ends, [])
    proof = ws.implied(ends, ws.about(_dummies(ws, key[2] + key[3])))
    return None if proof is None else proof.why


def _inside(ws: Workspace, key: Key) -> list[Inequality]:
    """What may be used under the binder: for an expectation only what holds for every draw."""
    if key[0] == "E":
        return [fact for fact in ws.about(_dummies(ws, key[-1])) if fact.name not in ws.unsure]
    _, dummy, low, high, body = key
    variable = ws.canon.atoms.plain(str(dummy))
    ends = [ws.told(Inequality(low, "<=", variable, "range")), ws.told(Inequality(variable, "<=", high, "range"))]
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


def _bounds(ws: Workspace, body: sp.Expr, known: list[Inequality]) -> Iterator[tuple[str, sp.Expr, Inequality]]:
    """Bounds of ``body`` read off what is known: one side is a positive multiple of it, or it occurs linearly."""
    for fact in known:
        if fact.op not in FLIPPED:
            continue
        for side, other, op in ((fact.left, fact.right, fact.op), (fact.right, fact.left, FLIPPED[fact.op])):
            if not body.free_symbols or not side.free_symbols >= body.free_symbols:
                continue
            ratio = sp.simplify(side / body)
            if ratio.is_positive and not ratio.free_symbols & body.free_symbols:
                yield WEAK.get(op, op), sp.expand(other / ratio), fact
        if isinstance(body, sp.Symbol) and body not in (fact.left, fact.right):
            difference = sp.expand(fact.left - fact.right)
            slope = sp.diff(difference, body)
            if slope.is_number and slope != 0:
                op = fact.op if slope > 0 else FLIPPED[fact.op]
                yield WEAK.get(op, op), sp.expand(body - difference / slope), fact


def _pairs(ws: Workspace, binders: list[tuple[sp.Symbol, tuple]]) -> Iterator[Inequality]:
    """``B[x] <= B[y]`` where the goal's larger side speaks of ``B[y]`` and ``x <= y`` can be shown."""
    above, asked = ws.above(), 0
    for large, upper in binders:
        for small, lower in binders:
            if large not in above or small in above or lower[:-1] != upper[:-1] or asked >= PAIRS:
                continue
            asked += 1
            inside = Inequality(lower[-1], "<=", upper[-1], "monotone")
            answer = decide_cases(ws, inside, _inside(ws, lower))
            if isinstance(answer, Proof):
                yield replace(_lifted(ws, lower, inside, [], answer.why), left=small, right=large)
