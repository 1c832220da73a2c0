r"""Sums, integrals and expectations in canonical form: linear, constants outside, the rest opaque."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from ntkprops.derivation.terms import tidy
from ntkprops.proof.atoms import Atoms

ONE = sp.Integer(1)


def split(term: sp.Expr, tied: frozenset[sp.Expr]) -> tuple[sp.Expr, sp.Expr]:
    """A product as (the factors outside ``tied``, the factors in it)."""
    outside = [factor for factor in sp.Mul.make_args(term) if factor not in tied]
    inside = [factor for factor in sp.Mul.make_args(term) if factor in tied]
    return sp.Mul(*outside), sp.Mul(*inside)


def put(body: sp.Expr, values: Mapping[Any, sp.Expr]) -> sp.Expr:
    """The expression with symbols, or whole parts, replaced by what they equal.

    Symbols are replaced at once, which is much faster; parts such as roots need SymPy's eye for powers.
    """
    if all(key.is_Symbol for key in values):
        return body.xreplace(dict(values))  # type: ignore[return-value]
    return body.subs(dict(values))  # type: ignore[return-value, arg-type]


def _terms(body: sp.Expr) -> tuple[sp.Expr, ...]:
    return sp.Add.make_args(tidy(body))


def _by_name(atoms: Atoms, term: sp.Expr, dummy: str) -> tuple[sp.Expr, sp.Expr]:
    return split(term, frozenset(f for f in sp.Mul.make_args(term) if dummy in atoms.names(f)))


def summation(atoms: Atoms, dummy: str, low: sp.Expr, high: sp.Expr, body: sp.Expr) -> sp.Expr:
    """``sum_{dummy=low}^{high} body``, linear; a constant is multiplied by the number of terms."""
    total = sp.Integer(0)
    for term in _terms(body):
        free, tied = _by_name(atoms, term, dummy)
        total += free * (
            terms(atoms, dummy, (low, high)) if tied == ONE else _bound(atoms, "sum", dummy, (low, high), tied)
        )
    return sp.expand(total)


def terms(atoms: Atoms, dummy: str, ends: tuple[sp.Expr, sp.Expr]) -> sp.Expr:
    """The number of terms of a sum; opaque where the range may be empty by more than one."""
    number = sp.expand(ends[1] - ends[0] + 1)
    return number if number.is_nonnegative else _bound(atoms, "sum", dummy, ends, ONE)


def integral(atoms: Atoms, dummy: str, low: sp.Expr, high: sp.Expr, body: sp.Expr, *, rules: frozenset[str]) -> sp.Expr:
    """``int_low^high body d dummy``, linear; exponentials in closed form where the rule is given."""
    total = sp.Integer(0)
    for term in _terms(body):
        free, tied = _by_name(atoms, term, dummy)
        if tied == ONE:
            total += free * (high - low)
        elif "exponential_integral" in rules and (rate := _rate(atoms, tied, dummy)) is not None:
            total += free * (sp.exp(rate * high) - sp.exp(rate * low)) / rate
        else:
            total += free * _bound(atoms, "integral", dummy, (low, high), tied)
    return sp.expand(total)


def _rate(atoms: Atoms, tied: sp.Expr, dummy: str) -> sp.Expr | None:
    """The nonzero ``c`` with ``tied = exp(c dummy)``, or None."""
    if not isinstance(tied, sp.exp):
        return None
    rate = sp.diff(tied.args[0], atoms.plain(dummy))
    exact = dummy not in atoms.names(rate) and sp.expand(rate * atoms.plain(dummy) - tied.args[0]) == 0
    return rate if exact and rate.is_nonzero else None


def _bound(atoms: Atoms, kind: str, dummy: str, ends: tuple[sp.Expr, sp.Expr], tied: sp.Expr) -> sp.Symbol:
    names = (atoms.names(tied) - {dummy}) | atoms.names(ends[0]) | atoms.names(ends[1])
    ordered = kind == "sum" or (ends[1] - ends[0]).is_nonnegative
    assume = {"nonnegative": True} if tied.is_nonnegative and ordered else {"real": True}
    shown = f"{kind}_{dummy}={ends[0]}..{ends[1]} [{tied}]"
    return atoms.opaque((kind, dummy, *ends, tied), shown, names, fixed=not atoms.varies(tied), **assume)


def expectation(atoms: Atoms, body: sp.Expr) -> sp.Expr:
    """``E[body]``, linear; what does not depend on the draw comes out, sums and integrals change places with E."""
    total = sp.Integer(0)
    for term in _terms(body):
        fixed, random = split(term, frozenset(f for f in sp.Mul.make_args(term) if atoms.varies(f)))
        total += fixed * (_mean(atoms, random) if random != ONE else ONE)
    return sp.expand(total)


def _mean(atoms: Atoms, random: sp.Expr) -> sp.Expr:
    key = atoms.key(random)
    if key[0] == "sum":
        _, dummy, low, high, tied = key
        return summation(atoms, str(dummy), low, high, expectation(atoms, tied))
    if key[0] == "integral":
        _, dummy, low, high, tied = key
        return integral(atoms, str(dummy), low, high, expectation(atoms, tied), rules=frozenset())
    if key[0] == "indicator":
        return mass(atoms, key[1])
    assume = {"nonnegative": True} if random.is_nonnegative else {"real": True}
    return atoms.opaque(("E", random), f"E[{random}]", atoms.names(random), fixed=True, **assume)


def mass(atoms: Atoms, event: object) -> sp.Symbol:
    """The opaque probability of an event key."""
    known = atoms.opaque(("indicator", event), f"1[{show_event(event)}]", (), integer=True, nonnegative=True)
    names = atoms.info[known].names
    return atoms.opaque(("Pr", event), f"Pr[{show_event(event)}]", names, fixed=True, nonnegative=True)


def show_event(event: object) -> str:
    """How an event key prints."""
    if not isinstance(event, tuple):
        return str(event)
    kind, *parts = event
    if kind == "relation":
        return f"{parts[1]} {parts[0]} 0"
    if kind == "not":
        return f"not {show_event(parts[0])}"
    if kind in ("and", "or"):
        return f" {kind} ".join(show_event(part) for part in parts[0])
    return str(parts[-1])
