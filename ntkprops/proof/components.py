r"""Components of vectors and entries of matrices in canonical form: linear, sums for products."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.language.latex import to_latex
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, substitute, symbol
from ntkprops.proof.atoms import Key, unused
from ntkprops.proof.linear import Linear
from ntkprops.proof.motion import derivative
from ntkprops.proof.operators import expectation, summation
from ntkprops.proof.vectors import key_names

if TYPE_CHECKING:
    from ntkprops.proof.canon import Canon, Value


def component(canon: Canon, value: Value, indices: tuple[Expr, ...]) -> sp.Expr:
    """The component of a vector or the entry of a matrix, linearly."""
    assert isinstance(value, Linear)
    return sp.expand(sum((c * _key_component(canon, key, indices) for key, c in value.terms), sp.Integer(0)))


def _key_component(canon: Canon, key: Key, indices: tuple[Expr, ...]) -> sp.Expr:
    if key[0] == "thing":
        inner = key[1]
        assert isinstance(inner, Expr)
        parts = inner.args[1:] if inner.head == "entry" else ()
        base = inner.args[0] if inner.head == "entry" else inner
        return canon.numeric(canon.rewrite(Expr("entry", (base, *parts, *indices))))
    if key[0] == "component":  # of the family {body_i}
        _, variable, body, _ = key
        return canon.scalar(substitute(body, symbol(str(variable)), indices[0]))
    if key[0] == "product":
        _, matrix, vector, size = key
        taken = frozenset().union(key_names(canon, matrix), key_names(canon, vector), *(i.free for i in indices))
        name = unused(Sort("index", (str(size),)), taken)
        body = _key_component(canon, matrix, (indices[0], symbol(name))) * _key_component(
            canon, vector, (symbol(name),)
        )
        return summation(canon.atoms, name, sp.Integer(1), canon.numeric(symbol(str(size))), body)
    if key[0] == "transposed":
        return _key_component(canon, key[1], indices[::-1])
    if key[0] == "expectation":
        return expectation(canon.atoms, _key_component(canon, key[1], indices))
    if key[0] == "derivative":
        _, inner, variable = key
        body = _key_component(canon, inner, indices)
        moved = _moving_component(canon, inner, indices, str(variable))
        return derivative(canon, body, str(variable)) if moved is None else moved
    shown = f"[{key}]_{','.join(to_latex(i) for i in indices)}"
    names = key_names(canon, key).union(*(i.free for i in indices))
    return canon.atoms.opaque(("component of", key, indices), shown, names, real=True)


def _moving_component(canon: Canon, thing: object, indices: tuple[Expr, ...], variable: str) -> sp.Expr | None:
    """What a cited equation says ``du_i(t)/dt`` is, or None."""
    if not (isinstance(thing, tuple) and thing[0] == "thing" and isinstance(thing[1], Expr)):
        return None
    tree = Expr("derivative", (Expr("entry", (thing[1], *indices)), symbol(variable)))
    changed = canon.rewrite(tree)
    return None if changed == tree else canon.numeric(changed)
