r"""Vectors and matrices in canonical form: inner products, norms, and what each key mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.terms import magnitude
from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Symbol
from ntkprops.language.tree import Expr, free_symbols
from ntkprops.proof.atoms import Atoms, Key
from ntkprops.proof.linear import Linear
from ntkprops.proof.operators import summation

if TYPE_CHECKING:
    from ntkprops.proof.canon import Canon, Value


def width_of(canon: Canon, matrix: Key) -> str:
    if matrix[0] == "transposed":
        return (dimensions(canon, Linear.one("matrix", matrix)) or ("n", "n"))[1]
    thing = matrix[1] if matrix[0] == "thing" else None
    row = canon.notation.table.get(root_of(thing).name) if isinstance(thing, Expr) else None
    return row.sort.dims[-1] if row else "n"


def inner(canon: Canon, left: Linear, right: Linear) -> sp.Expr:
    """The inner product, bilinear; a sum on one side is pulled out."""
    total = sp.Integer(0)
    for one, a in left.terms:
        for other, b in right.terms:
            total += a * b * _inner_keys(canon, one, other)
    return sp.expand(total)


def _inner_keys(canon: Canon, one: Key, other: Key) -> sp.Expr:
    plain, whole = (one, other) if other[0] == "sum" else (other, one)
    if whole[0] == "sum" and plain[0] != "sum" and str(whole[1]) not in key_names(canon, plain):
        _, name, low, high, body = whole
        parts = [c * _inner_keys(canon, plain, key) for key, c in body]
        return summation(canon.atoms, str(name), low, high, sp.Add(*parts))
    first, second = sorted((one, other), key=repr)
    shown, names = f"<{show_key(first)}, {show_key(second)}>", key_names(canon, first) | key_names(canon, second)
    assume = {"nonnegative": True} if first == second else {"real": True}
    return canon.atoms.opaque(("inner", first, second), shown, names, **assume)


def show_key(key: Key) -> str:
    """How a vector or matrix key prints."""
    if key[0] == "thing" and isinstance(key[1], Expr):
        return to_latex(key[1])
    if key[0] == "transposed":
        return rf"{show_key(key[1])}^\top"
    return " ".join(
        show_key(k) if isinstance(k, tuple) else (to_latex(k) if isinstance(k, Expr) else str(k)) for k in key[1:]
    )


def show(value: Linear) -> str:
    """How a combination prints."""
    text = ""
    for key, c in value.terms:
        negative = c.could_extract_minus_sign()
        size = -c if negative else c
        text += (" - " if negative else " + ") + ("" if size == 1 else f"{sp.latex(size)} ") + show_key(key)
    return text.removeprefix(" + ").strip() or "0"


def key_names(canon: Canon, key: object) -> frozenset[str]:
    """The names a key mentions."""
    if isinstance(key, Expr):
        return free_symbols(key)
    if isinstance(key, sp.Basic):
        return canon.atoms.names(key)
    if isinstance(key, tuple):
        inside = frozenset().union(*(key_names(canon, part) for part in key)) if key else frozenset()
        return inside - {key[1]} if key and key[0] in ("sum", "integral", "component") else inside
    return frozenset()


def norm(canon: Canon, value: Value, kind: str) -> sp.Expr:
    """The norm of a combination: scalar factors come out, the sign does not matter."""
    if not isinstance(value, Linear):
        return magnitude(value)
    if not value.terms:
        return sp.Integer(0)
    if len(value.terms) == 1:
        key, factor = value.terms[0]
        value, outside = Linear.one(value.kind, key), magnitude(factor)
    else:
        value, outside = value.unsigned(), sp.Integer(1)
    size = canon.atoms.opaque(
        ("norm", kind, value), rf"\|{show(value)}\|_{kind}", linear_names(canon, value), nonnegative=True
    )
    return outside * size


def linear_names(canon: Canon, value: Linear) -> frozenset[str]:
    """The names that a combination mentions."""
    return (
        frozenset().union(*(key_names(canon, key) | canon.atoms.names(c) for key, c in value.terms))
        if value.terms
        else frozenset()
    )


def extremum(atoms: Atoms, head: str, name: str, ends: tuple[sp.Expr, sp.Expr], body: sp.Expr) -> sp.Symbol:
    """The largest or smallest of ``body`` over a range, as an atom."""
    assume = {"nonnegative": True} if body.is_nonnegative else {"real": True}
    shown = f"{head}_{name}={ends[0]}..{ends[1]} [{body}]"
    return atoms.opaque(
        (head, name, *ends, body), shown, atoms.names(body) - {name}, fixed=not atoms.varies(body), **assume
    )


def dimensions(canon: Canon, value: Linear) -> tuple[str, ...] | None:
    """The spelled dimensions of a combination, from its first declared member."""
    wanted = 2 if value.kind == "matrix" else 1
    todo: list[object] = [key for key, _ in value.terms]
    while todo:
        part = todo.pop(0)
        if isinstance(part, tuple) and part and part[0] == "transposed":
            inside = dimensions(canon, Linear.one("matrix", part[1]))
            return None if inside is None else inside[::-1]
        row = thing_row(canon, part) if isinstance(part, tuple) and part and part[0] == "thing" else None
        if row is not None and len(row.sort.dims) >= wanted:
            return row.sort.dims[:wanted]
        if row is None and isinstance(part, tuple):
            todo += list(part[1:])
    return None


def thing_row(canon: Canon, key: Key) -> Symbol | None:
    """The notation row of a declared thing."""
    root = root_of(key[1]) if isinstance(key[1], Expr) else None
    return canon.notation.table.get(root.name) if root is not None else None
