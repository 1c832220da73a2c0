r"""Eigenvalues of symmetric matrices: Weyl's inequality and the Rayleigh quotient."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, number, symbol
from ntkprops.proof.atoms import Key
from ntkprops.proof.components import component
from ntkprops.proof.linear import Linear, add
from ntkprops.proof.rules.inequalities import norms
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.vectors import dimensions, inner, norm, width_of
from ntkprops.proof.why import Why, quote
from ntkprops.proof.workspace import Workspace


def weyl(ws: Workspace) -> Iterator[Inequality]:
    r"""``lambda_min(A) >= lambda_min(B) - \|A - B\|_2`` for every two matrices whose eigenvalues are spoken of."""
    live = [(atom, key[1]) for atom, key in ws.keyed("lambda_min")]
    for low, one in live:
        for other, two in live:
            if low != other and isinstance(one, Linear) and isinstance(two, Linear):
                gap = norm(ws.canon, add(one, two.scaled(sp.Integer(-1))), "2")
                why = Why("weyl", lambda pair=(one, two): tuple(quote(ws.canon.atoms, side) for side in pair))
                yield Inequality(low, ">=", other - gap, "Weyl", why)


def rayleigh(ws: Workspace) -> Iterator[Inequality]:
    r"""``lambda_min(M) \|v\|^2 <= v^T M v`` and ``lambda_min(M) <= M_ii``."""
    matrices: dict[Key, None] = {}
    for _, key in ws.keyed("inner"):
        for side in key[1:]:
            if isinstance(side, tuple) and side[0] == "product":
                matrices[side[1]] = None
    for _, key in ws.keyed("lambda_min"):
        value = key[1]
        if isinstance(value, Linear):
            at = _any_index(ws, value)
            least, entry = ws.canon.eigenvalue("lambda_min", value), component(ws.canon, value, (at, at))
            why = Why("rayleigh_entry", lambda pair=(value, at): (quote(ws.canon.atoms, pair[0]), pair[1]))
            yield Inequality(least, "<=", entry, "Rayleigh", why)
    for matrix in matrices:
        least = ws.canon.eigenvalue("lambda_min", Linear.one("matrix", matrix))
        for size, vector in list(norms(ws, "2", "vector")):
            image = vector.mapped(
                lambda v, m=matrix: Linear.one("vector", ("product", m, v, width_of(ws.canon, m))), "vector"
            )
            pair = (Linear.one("matrix", matrix), vector)
            why = Why("rayleigh", lambda pair=pair: tuple(quote(ws.canon.atoms, part) for part in pair))
            yield Inequality(least * size**2, "<=", inner(ws.canon, vector, image), "Rayleigh", why)


def _any_index(ws: Workspace, value: Linear) -> Expr:
    """An index letter of the matrix's range, which stands for any; 1 where none is declared."""
    dims = dimensions(ws.canon, value) or ("",)
    letters = (row.name for row in ws.notation.table.values() if row.sort == Sort("index", dims[:1]) and not row.over)
    return next(map(symbol, letters), number(1))
