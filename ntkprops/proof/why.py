r"""Why something is known: the derivation that the prover hands to the checker, written out only where it is asked for.

The prover works on canonical forms; ``quote`` turns them into trees again. Nothing here is trusted: what is quoted
wrongly, the checker does not accept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from ntkprops.derivation.judgment import Step
from ntkprops.derivation.terms import HEADS
from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.proof.atoms import Atoms
from ntkprops.proof.linear import Linear


@dataclass(frozen=True, eq=False)
class Why:
    """A rule with its arguments, which are made when the derivation is written, and why its premises hold."""

    rule: str
    args: Callable[[], tuple[Any, ...]]
    premises: tuple[Why, ...] = ()


def because(rule: str, *args: Any, premises: Iterable[Why] = ()) -> Why:
    """A rule whose arguments are at hand."""
    return Why(rule, lambda: args, tuple(premises))


def written(why: Why) -> Step:
    """The derivation, what is used twice written once."""
    done: dict[Why, Step] = {}

    def write(part: Why) -> Step:
        if part not in done:
            done[part] = Step(part.rule, part.args(), tuple(map(write, part.premises)))
        return done[part]

    return write(why)


# -- canonical forms as trees ------------------------------------------------------------------------------


def quote(atoms: Atoms, value: sp.Expr | Linear) -> Expr:
    """A scalar, or a combination of vectors or matrices, as a tree."""
    return _combination(atoms, value) if isinstance(value, Linear) else _scalar(atoms, value)


def _scalar(atoms: Atoms, expr: sp.Basic) -> Expr:
    if isinstance(expr, sp.Symbol):
        return _atom(atoms, expr)
    if isinstance(expr, sp.Rational):
        above, below = number(int(expr.p)), number(int(expr.q))
        return above if expr.q == 1 else Expr("div", (above, below))
    if expr is sp.pi:
        return Expr("constant", name="\\pi")
    if expr is sp.E:
        return Expr("exp", (number(1),))
    return Expr(HEADS.get(type(expr).__name__, "unknown"), tuple(_scalar(atoms, arg) for arg in expr.args))


def _atom(atoms: Atoms, part: sp.Symbol) -> Expr:
    info = atoms.info.get(part)
    if info is None or info.plain:
        return symbol(part.name)
    kind, *inside = info.key
    write = _ATOMS.get(kind)
    return Expr("unknown") if write is None else write(atoms, *inside)


def _binder(head: str) -> Callable[..., Expr]:
    def write(atoms: Atoms, dummy: str, low: sp.Expr, high: sp.Expr, body: sp.Expr) -> Expr:
        return bound(atoms, (head, dummy, low, high), _scalar(atoms, body))

    return write


def bound(atoms: Atoms, place: tuple, body: Expr) -> Expr:
    """A binder ``(head, dummy, low, high)`` around a body."""
    head, dummy, low, high = place
    return Expr(head, (symbol(str(dummy)), _scalar(atoms, low), _scalar(atoms, high), body))


_ATOMS: dict[str, Callable[..., Expr]] = {
    "thing": lambda atoms, tree: tree,
    "norm": lambda atoms, kind, value: Expr("norm", (_combination(atoms, value),), kind),
    "inner": lambda atoms, one, other: Expr("inner", (_vector(atoms, one), _vector(atoms, other))),
    "lambda_min": lambda atoms, value: Expr("lambda_min", (_combination(atoms, value),)),
    "lambda_max": lambda atoms, value: Expr("lambda_max", (_combination(atoms, value),)),
    "tr": lambda atoms, value: Expr("tr", (_combination(atoms, value),)),
    "E": lambda atoms, body: Expr("E", (_scalar(atoms, body),)),
    "Var": lambda atoms, body: Expr("Var", (_scalar(atoms, body),)),
    "Pr": lambda atoms, event: Expr("Pr", (quote_event(atoms, event),)),
    "indicator": lambda atoms, event: Expr("indicator", (quote_event(atoms, event),)),
    "derivative": lambda atoms, body, variable: Expr("derivative", (_scalar(atoms, body), symbol(variable))),
    "component of": lambda atoms, key, at: Expr("entry", (_vector(atoms, key), *at)),
    **{head: _binder(head) for head in ("sum", "integral", "maximum", "minimum")},
}


def quote_event(atoms: Atoms, event: Any) -> Expr:
    """An event key as a tree."""
    kind, *parts = event
    if kind == "relation":
        return relation(_scalar(atoms, parts[1]), parts[0], number(0))
    if kind == "not":
        return Expr("not", (quote_event(atoms, parts[0]),))
    if kind in ("and", "or"):
        return Expr("intersection" if kind == "and" else "union", tuple(quote_event(atoms, part) for part in parts[0]))
    return parts[0]


def _combination(atoms: Atoms, value: Linear) -> Expr:
    terms = [
        part if factor == 1 else Expr("mul", (_scalar(atoms, factor), part))
        for key, factor in value.terms
        for part in (_vector(atoms, key),)
    ]
    whole = terms[0] if len(terms) == 1 else Expr("add", tuple(terms))
    return Expr("transpose", (whole,)) if value.kind == "covector" else whole


def _vector(atoms: Atoms, key: Any) -> Expr:
    """A vector or matrix key as a tree."""
    kind, *inside = key
    if kind == "thing":
        return inside[0]
    if kind in ("product", "pair"):
        return Expr("mul", (_vector(atoms, inside[0]), _vector(atoms, inside[1])))
    if kind == "transposed":
        return Expr("transpose", (_vector(atoms, inside[0]),))
    if kind == "expectation":
        return Expr("E", (_vector(atoms, inside[0]),))
    if kind == "derivative":
        return Expr("derivative", (_vector(atoms, inside[0]), symbol(str(inside[1]))))
    if kind in ("sum", "integral"):
        dummy, low, high, terms = inside
        return bound(atoms, (kind, dummy, low, high), _combination(atoms, Linear("vector", terms)))
    if kind == "component":
        variable, body, high = inside
        return Expr("family", (symbol(variable), number(1), high, body))
    return Expr("unknown")


__all__ = ["Why", "because", "bound", "quote", "quote_event", "written"]
