r"""Events in canonical form, their indicators and probabilities.

An event key is ``("relation", "<=" or "=", z)`` for ``z <= 0`` or ``z = 0``, ``("not", key)``, ``("and", keys)``,
``("or", keys)`` or ``("event", tree, shown)`` for a declared one. A strict relation is the complement of the other,
so that ``1[z < 0] = 1 - 1[z >= 0]`` needs no rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.errors import FormulaError
from ntkprops.language.latex import to_latex
from ntkprops.language.tree import Expr, free_symbols, links
from ntkprops.proof.atoms import Atoms, Key
from ntkprops.proof.operators import mass, show_event

if TYPE_CHECKING:
    from ntkprops.proof.canon import Canon


def event_of(canon: Canon, expr: Expr) -> Key:
    """The canonical key of an event or relation."""
    key = _key(canon, expr)
    canon.atoms.printed.setdefault(key, expr)
    return key


def _key(canon: Canon, expr: Expr) -> Key:
    if expr.head == "chain":
        return conjunction([_link(canon, left, op, right) for left, op, right in links(expr)])
    if expr.head in ("union", "intersection"):
        parts = [event_of(canon, arg) for arg in expr.args]
        flat = [
            p for part in parts for p in (part[1] if part[0] == ("or" if expr.head == "union" else "and") else (part,))
        ]
        return ("or" if expr.head == "union" else "and", tuple(sorted(set(flat), key=repr)))
    if expr.head == "not":
        return complement(event_of(canon, expr.args[0]))
    if expr.head == "items" or (expr.head == "set" and not any(arg.head in ("exists", "forall") for arg in expr.args)):
        return conjunction([event_of(canon, arg) for arg in expr.args])
    if expr.head in ("symbol", "entry", "apply", "set", "bigunion", "bigintersection"):
        rewritten = canon.rewrite(expr)
        return ("event", rewritten, to_latex(rewritten))
    raise FormulaError(f"{expr.head} is not an event", span=expr.span)


def _link(canon: Canon, left: Expr, op: str, right: Expr) -> Key:
    difference = sp.expand(canon.numeric(left) - canon.numeric(right))
    return relation_key(op, difference)


def relation_key(op: str, difference: sp.Expr) -> Key:
    """The key of ``difference op 0``."""
    if op in ("=", ":=", "!="):
        sign = -1 if difference.could_extract_minus_sign() else 1
        key: Key = ("relation", "=", sp.expand(sign * difference))
        return key if op != "!=" else ("not", key)
    if op in ("<=", ">="):
        return ("relation", "<=", difference if op == "<=" else sp.expand(-difference))
    if op in ("<", ">"):  # a < b is not (b <= a)
        return ("not", ("relation", "<=", sp.expand(-difference) if op == "<" else difference))
    raise FormulaError(f"{op} makes no event")


def conjunction(keys: list[Key]) -> Key:
    """All of the events at once."""
    return keys[0] if len(keys) == 1 else ("and", tuple(sorted(set(keys), key=repr)))


def complement(key: Key) -> Key:
    """The event that ``key`` does not happen."""
    return key[1] if key[0] == "not" else ("not", key)


def event_names(atoms: Atoms, key: object) -> frozenset[str]:
    """The names that an event mentions."""
    if isinstance(key, Expr):
        return free_symbols(key)
    if isinstance(key, sp.Basic):
        return atoms.names(key)
    if isinstance(key, tuple):
        return frozenset().union(*(event_names(atoms, part) for part in key)) if key else frozenset()
    return frozenset()


def indicator(atoms: Atoms, key: Key) -> sp.Expr:
    """``1[key]``, with ``1[not A] = 1 - 1[A]``."""
    if key[0] == "not":
        return 1 - indicator(atoms, key[1])
    return atoms.opaque(
        ("indicator", key), f"1[{show_event(key)}]", event_names(atoms, key), integer=True, nonnegative=True
    )


def probability(atoms: Atoms, key: Key) -> sp.Expr:
    """``Pr[key]``, with ``Pr[not A] = 1 - Pr[A]``."""
    if key[0] == "not":
        return 1 - probability(atoms, key[1])
    indicator(atoms, key)
    return mass(atoms, key)
