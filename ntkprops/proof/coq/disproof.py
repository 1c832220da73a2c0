r"""Where Coq proves no obligation: does it prove the opposite? ``disproof(name, obligation)``.

A point among simple rationals at which, in floating point, every hypothesis holds and the goal clearly fails is only
a suggestion; Coq is asked to prove both there. A disproof means that our prover and Coq disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, product
from typing import Any

import numpy as np
import sympy as sp

from ntkprops.proof.coq.lemma import assumptions, spellings
from ntkprops.proof.coq.term import proposition, term
from ntkprops.proof.scalar import Inequality, Obligation

PREAMBLE = """\
From Coq Require Import Reals Lra Psatz.
From Interval Require Import Tactic.
Open Scope R_scope.
Ltac number := first [ lra | nra | field | interval ].
"""
SIMPLE: list[Any] = [
    sp.Rational(p, q) for p, q in ((1, 1), (2, 1), (1, 2), (0, 1), (-1, 1), (4, 1), (1, 10), (10, 1), (1, 4), (-2, 1))
]
MOST = 20_000  # points tried
CLEARLY, ABOUT = 1e-6, 1e-12

Point = Mapping[sp.Symbol, Any]


def disproof(name: str, obligation: Obligation) -> str:
    r"""A lemma that the obligation fails at a point, or nothing where no point suggests itself.

    >>> x = sp.Symbol("x", positive=True)
    >>> print(disproof("never", Obligation(Inequality(x, "<=", x / 2))))
    Lemma never : exists x : R, 0 < x /\ x > (x / 2).
    Proof. exists 1. repeat match goal with |- _ /\ _ => split end; number. Qed.
    """
    point = suggestion(obligation)
    if point is None:
        return ""
    names = spellings((obligation.goal, *obligation.given))
    against = obligation.goal.negated()
    denied = f"{term(against.left, names)} {against.op.replace('!=', '<>')} {term(against.right, names)}"
    facts = [*assumptions(names), *(proposition(fact, names) for fact in obligation.given), denied]
    bound = f"exists {' '.join(names.values())} : R, " if names else ""
    chosen = "".join(f" exists {term(point[symbol], names)}." for symbol in names)
    statement = rf"Lemma {name} : {bound}" + r" /\ ".join(facts) + "."
    return rf"{statement}{chr(10)}Proof.{chosen} repeat match goal with |- _ /\ _ => split end; number. Qed."


def suggestion(obligation: Obligation) -> Point | None:
    """A simple point at which every hypothesis seems to hold and the goal clearly to fail."""
    facts = (obligation.goal, *obligation.given)
    symbols = sorted(set[sp.Symbol]().union(*(fact.symbols for fact in facts)), key=str)
    given = _definitions(obligation.given)
    free = [symbol for symbol in symbols if symbol not in given]
    points = list(islice(product(*_choices(free)), MOST))
    grid = np.array(points, dtype=float).T
    with np.errstate(all="ignore"):
        gaps = [_gap(fact, free, given)(*grid) for fact in facts]
        bounds = [_gap(fact, free, given)(*grid) for fact in _ranges(given)]
        seen = np.broadcast_to(gaps[0] < -CLEARLY, (len(points),)).copy()
        for fact, gap in zip((*obligation.given, *_ranges(given)), (*gaps[1:], *bounds), strict=True):
            seen &= gap > CLEARLY if fact.op in ("<", ">", "!=") else gap >= -ABOUT
    if not seen.any():
        return None
    point = dict(zip(free, points[int(np.argmax(seen))], strict=True))
    return point | {symbol: value.subs(point) for symbol, value in given.items()}


def _choices(free: Sequence[sp.Symbol]) -> list[list[Any]]:
    """For each symbol the simple values that obey its assumptions; fewer where there are many symbols."""
    most = max(2, int(MOST ** (1 / max(1, len(free)))))
    return [[value for value in SIMPLE if _suits(symbol, value)][:most] for symbol in free]


def _suits(symbol: sp.Symbol, value: Any) -> bool:
    kinds = ("integer", "positive", "negative", "nonzero", "nonnegative", "nonpositive")
    return all(getattr(value, f"is_{kind}") for kind in kinds if getattr(symbol, f"is_{kind}"))


def _definitions(given: Sequence[Inequality]) -> dict[sp.Symbol, Any]:
    """Symbols that a hypothesis gives outright, in terms of symbols that none does."""
    found: dict[sp.Symbol, Any] = {}
    for fact in given:
        left, used = fact.left, fact.right.free_symbols
        is_free = isinstance(left, sp.Symbol) and not used & {left, *found}
        if fact.op == "=" and is_free and not any(left in value.free_symbols for value in found.values()):
            found[left] = fact.right  # type: ignore[index]
    return found


def _ranges(given: Mapping[sp.Symbol, Any]) -> list[Inequality]:
    """What the assumptions of the symbols given outright ask of them."""
    zero = sp.Integer(0)
    signs = {symbol: ">" if symbol.is_positive else ">=" if symbol.is_nonnegative else "" for symbol in given}
    return [Inequality(symbol, op, zero) for symbol, op in signs.items() if op]


def _gap(fact: Inequality, free: Sequence[sp.Symbol], given: Mapping[sp.Symbol, Any]) -> Any:
    """How much a relation has to spare at points of a grid: negative where it fails."""
    gap: Any = fact.right - fact.left if fact.op in ("<=", "<", "=", "!=") else fact.left - fact.right
    gap = {"=": -sp.Abs(gap), "!=": sp.Abs(gap)}.get(fact.op, gap)
    return sp.lambdify(free, gap.subs(given), modules="numpy")
