r"""Probabilities: union bound, Markov, Chebyshev, and what holds of indicators by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from ntkprops.derivation.terms import magnitude
from ntkprops.proof.atoms import Key
from ntkprops.proof.events import indicator, probability, relation_key
from ntkprops.proof.operators import expectation, summation
from ntkprops.proof.rules.inequalities import magnitudes
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.why import Why, quote, quote_event
from ntkprops.proof.workspace import Workspace


def events(ws: Workspace) -> Iterator[Inequality]:
    """Unions and intersections of events, as far as their indicators tell by themselves."""
    for atom, key in ws.keyed("indicator"):
        event = key[1]
        if not isinstance(event, tuple) or event[0] not in ("or", "and"):
            continue
        members = [indicator(ws.canon.atoms, part) for part in event[1]]

        def why(rule: str, *args: int, event: Key = event) -> Why:
            return Why(rule, lambda: (quote_event(ws.canon.atoms, event), *args))

        for place, member in enumerate(members):
            op = "<=" if event[0] == "or" else ">="
            yield Inequality(member, op, atom, "a part of the event", why("event_part", place))
        if event[0] == "or":
            yield Inequality(atom, "<=", sp.Add(*members), "a union is one of its parts", why("event_union"))


def union_bound(ws: Workspace) -> Iterator[Inequality]:
    """``Pr(A or B) <= Pr(A) + Pr(B)`` and ``Pr(max_i Z_i > a) <= sum_i Pr(Z_i > a)``."""
    for atom, key in ws.keyed("Pr"):
        event = key[1]
        if isinstance(event, tuple) and event[0] == "or":
            total = sp.Add(*(probability(ws.canon.atoms, part) for part in event[1]))
            why = Why("union_bound", lambda event=event: (quote_event(ws.canon.atoms, event),))
            yield Inequality(atom, "<=", total, "union bound", why)
        elif isinstance(event, tuple) and event[0] == "relation" and event[1] == "<=":
            bound = _over_maximum(ws, event[2])
            if bound is not None:
                yield Inequality(1 - atom, "<=", bound, "union bound", _over_indices(ws, event[2]))


def _over_maximum(ws: Workspace, difference: sp.Expr) -> sp.Expr | None:
    """``sum_i Pr(Z_i > a)`` for ``difference = max_i Z_i - a``, or None."""
    atoms = ws.canon.atoms
    for top in sorted(difference.free_symbols, key=str):
        key = atoms.key(top)
        if key[0] == "maximum" and sp.diff(difference, top) == 1:
            _, dummy, low, high, body = key
            inside = difference - top + body
            deeper = _over_maximum(ws, sp.expand(inside))
            tail = deeper if deeper is not None else 1 - probability(atoms, relation_key("<=", sp.expand(inside)))
            return summation(atoms, str(dummy), low, high, tail)
    return None


def _over_indices(ws: Workspace, difference: sp.Expr) -> Why:
    """The union bound for the maximum in ``difference = max_i Z_i - a``."""
    atoms = ws.canon.atoms
    symbols = [s for s in sorted(difference.free_symbols, key=str) if isinstance(s, sp.Symbol)]
    top = next(s for s in symbols if atoms.key(s)[0] == "maximum")
    level = sp.expand(top - difference)
    return Why("union_over_indices", lambda: (quote(atoms, top), quote(atoms, level), ">"))


def _one_sided(ws: Workspace, event: Key) -> tuple[sp.Expr, sp.Expr] | None:
    """``z <= 0`` as (what depends on the draw, what does not)."""
    if event[0] != "relation" or event[1] != "<=":
        return None
    difference = event[2]
    assert isinstance(difference, sp.Expr)
    terms = sp.Add.make_args(sp.expand(difference))
    random = sp.Add(*(t for t in terms if ws.canon.atoms.varies(t)))
    return random, sp.expand(difference - random)


def shown(ws: Workspace, left: sp.Expr, op: str) -> Why | None:
    """Why ``left op 0`` holds, by its form or from what is known; None where that is not shown."""
    goal = Inequality(left, op, sp.Integer(0))
    if (op == ">=" and left.is_nonnegative) or (op == ">" and left.is_positive):
        return ws.step(goal, [])
    proof = ws.implied(goal, list(ws.known.values()))
    return proof.why if proof is not None and isinstance(proof.why, Why) else None


def tails(ws: Workspace) -> Iterator[tuple[sp.Expr, sp.Expr, sp.Expr, str]]:
    """The live tail probabilities as (Pr[X >= a] or Pr[X > a], X, a, the relation)."""
    for atom, key in list(ws.keyed("Pr")):
        sides = _one_sided(ws, key[1])
        if sides is not None:
            random, fixed = sides
            yield atom, sp.expand(-random), fixed, ">="  # a - X <= 0
            yield 1 - atom, random, sp.expand(-fixed), ">"  # not (X - a <= 0)


def markov(ws: Workspace) -> Iterator[Inequality]:
    """``a Pr(X >= a) <= E X`` for ``X >= 0`` and ``a > 0``."""
    atoms = ws.canon.atoms
    for tail, variable, level, op in tails(ws):
        sign = shown(ws, variable, ">=") if variable != 0 else None
        above = shown(ws, level, ">") if sign is not None else None
        if sign is not None and above is not None:
            args = (variable, level, op)
            why = Why("markov", lambda a=args: (quote(atoms, a[0]), quote(atoms, a[1]), a[2]), (sign, above))
            yield Inequality(tail * level, "<=", expectation(atoms, variable), "Markov", why)


def chebyshev(ws: Workspace) -> Iterator[Inequality]:
    """``a^2 Pr(|X - E X| >= a) <= Var(X)`` for ``a > 0``."""
    atoms = ws.canon.atoms
    for tail, variable, level, op in tails(ws):
        inside = variable.args[0] if isinstance(variable, sp.Abs) else None
        above = shown(ws, level, ">") if inside is not None else None
        if inside is None or above is None:
            continue
        random = sp.Add(*(t for t in sp.Add.make_args(sp.expand(inside)) if ws.canon.atoms.varies(t)))
        for value in (random, -random):
            if sp.expand(expectation(ws.canon.atoms, value) - (value - (inside if value == random else -inside))) == 0:
                spread = ws.canon.atoms.opaque(
                    ("Var", value), f"Var({value})", ws.canon.atoms.names(value), fixed=True, nonnegative=True
                )
                args = (value, level, op)
                why = Why("chebyshev", lambda a=args: (quote(atoms, a[0]), quote(atoms, a[1]), a[2]), (above,))
                yield Inequality(tail * level**2, "<=", spread, "Chebyshev", why)


def absolute_expectation(ws: Workspace) -> Iterator[Inequality]:
    """``|E X| <= E |X|``."""
    atoms = ws.canon.atoms
    for size in magnitudes(ws):
        inside = size.args[0]
        if atoms.key(inside)[0] == "E":
            body = atoms.key(inside)[1]
            why = Why("absolute_mean", lambda body=body: (quote(atoms, body),))
            yield Inequality(size, "<=", expectation(atoms, magnitude(body)), "|E X| <= E |X|", why)


def jensen(ws: Workspace) -> Iterator[Inequality]:
    """``(E X)^2 <= E X^2`` and ``(E |X|)^2 <= E X^2`` for every mean of a square that is spoken of."""
    atoms = ws.canon.atoms
    for atom, key in ws.keyed("E"):
        root = _square_root(key[1])
        if root is not None:
            for one in (magnitude(root), root):
                why = Why("jensen", lambda one=one: (quote(atoms, one),))
                yield Inequality(expectation(atoms, one) ** 2, "<=", atom, "Jensen", why)


def _square_root(body: sp.Expr) -> sp.Expr | None:
    """The product whose square is ``body``, or None."""
    powers = [factor.as_base_exp() for factor in sp.Mul.make_args(body)]
    even = all(power.is_Integer and power.is_positive and power.is_even for _, power in powers)
    return sp.Mul(*(base ** (power / 2) for base, power in powers)) if even else None


def variances(ws: Workspace) -> Iterator[Inequality]:
    """``0 <= Var X = E X^2 - (E X)^2``, by definition."""
    atoms = ws.canon.atoms
    for atom, key in ws.keyed("Var"):
        value = sp.expand(key[1])
        square, mean = expectation(atoms, sp.expand(value**2)), expectation(atoms, value)
        defined = Inequality(atom, "=", square - mean**2, "definition of Var")
        yield replace(defined, why=ws.step(defined, []))
        why = Why("jensen", lambda value=value: (quote(atoms, value),))
        yield Inequality(mean**2, "<=", square, "Var >= 0", why)
