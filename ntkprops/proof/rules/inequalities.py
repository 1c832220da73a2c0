r"""Triangle inequality, Cauchy-Schwarz, and how norms dominate each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import sympy as sp

from ntkprops.derivation.terms import magnitude
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, number, relation, symbol, transform, walk
from ntkprops.proof.atoms import unused
from ntkprops.proof.canon import Canon
from ntkprops.proof.components import component
from ntkprops.proof.linear import Linear, add
from ntkprops.proof.operators import integral, summation
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.vectors import dimensions, extremum, inner, linear_names, norm
from ntkprops.proof.why import Why, bound, quote
from ntkprops.proof.workspace import Workspace

MOST_PARTS = 3  # of a combination whose norm is taken apart


def magnitudes(ws: Workspace) -> list[sp.Abs]:
    """Every ``|.|`` that is live, also inside sums and expectations, in a fixed order."""
    found: set[sp.Abs] = set()
    for fact in (*ws.known.values(), *([ws.goal] if ws.goal is not None else [])):
        found |= fact.left.atoms(sp.Abs) | fact.right.atoms(sp.Abs)
    for atom in ws.live():
        for part in ws.canon.atoms.key(atom):
            for body in part if isinstance(part, tuple) else (part,):
                if isinstance(body, sp.Basic):
                    found |= body.atoms(sp.Abs)
    return sorted(found, key=str)


def norms(ws: Workspace, kind: str, shape: str) -> Iterator[tuple[sp.Symbol, Linear]]:
    """The live norms of one kind of vectors or of matrices."""
    for atom, key in ws.keyed("norm"):
        _, name, value = key
        if name == kind and isinstance(value, Linear) and value.kind in (shape, "co" + shape):
            yield atom, value


def triangle(ws: Workspace) -> Iterator[Inequality]:
    r"""``|sum z| <= sum |z|``; ``\|sum c v\| <= sum |c| \|v\|``; ``\|int v\| <= int \|v\|``; two terms likewise."""
    for size in magnitudes(ws):
        found = _termwise(ws, size.args[0])
        if found is not None:
            yield Inequality(size, "<=", found[0], "triangle inequality", found[1])
    for atom, value in (*norms(ws, "2", "vector"), *norms(ws, "2", "matrix")):
        found = _norm_termwise(ws.canon, value)
        if found is not None:
            yield Inequality(atom, "<=", found[0], "triangle inequality", found[1])
    yield from _detours(ws)


def _under(canon: Canon, place: tuple, body: sp.Expr | Linear) -> Why:
    """The triangle inequality for a sum or an integral of a body."""
    atoms, (_, _, low, high) = canon.atoms, place
    forward = Why("scalar", lambda: (relation(quote(atoms, low), "<=", quote(atoms, high)),))
    premises = (forward,) if place[0] == "integral" else ()
    return Why("triangle_under", lambda: (bound(atoms, place, quote(atoms, body)),), premises)


def _termwise(ws: Workspace, inside: sp.Expr) -> tuple[sp.Expr, Why] | None:
    """``sum |z|`` or ``int |z|`` for a combination of sums over one range, and why."""
    atoms, body, seen = ws.canon.atoms, sp.Integer(0), set()
    for term in sp.Add.make_args(sp.expand(inside)):
        bounded = [s for s in sp.Mul.make_args(term) if atoms.key(s)[0] in ("sum", "integral")]
        if len(bounded) != 1:
            return None
        *around, tied = atoms.key(bounded[0])
        seen.add(tuple(around))
        body += term / bounded[0] * tied
    if len(seen) != 1:
        return None
    place = seen.pop()
    kind, index, low, high = place
    why = _under(ws.canon, place, body)
    if kind == "sum":
        return summation(atoms, index, low, high, magnitude(body)), why
    if not (high - low).is_nonnegative:
        return None
    return integral(atoms, index, low, high, magnitude(body), rules=ws.rules), why


def _norm_termwise(canon: Canon, value: Linear) -> tuple[sp.Expr, Why] | None:
    """The norms of a few terms, or the norm under the sum or integral where all are over one range, and why."""
    places = {key[:-1] for key, _ in value.terms if key[0] in ("sum", "integral")}
    if not places and 1 < len(value.terms) <= MOST_PARTS:
        parts = [norm(canon, Linear.one(value.kind, key), "2") * magnitude(c) for key, c in value.terms]
        return sp.Add(*parts), _added(canon, [Linear(value.kind, (term,)) for term in value.terms])
    if len(places) != 1 or any(key[0] not in ("sum", "integral") for key, _ in value.terms):
        return None
    place = places.pop()
    kind, index, low, high = place
    parts = Linear(value.kind, ())
    for key, weight in value.terms:
        parts = add(parts, Linear.of(value.kind, {k: weight * c for k, c in key[-1]}))
    why = _under(canon, place, parts)
    if kind == "integral":
        whole = integral(canon.atoms, str(index), low, high, norm(canon, parts, "2"), rules=canon.rules)
        return (whole, why) if (high - low).is_nonnegative else None
    if len(parts.terms) > 1:
        return summation(canon.atoms, str(index), low, high, norm(canon, parts, "2")), why
    sizes = [magnitude(c) * norm(canon, Linear.one(value.kind, key), "2") for key, c in parts.terms]
    return summation(canon.atoms, str(index), low, high, sp.Add(*sizes)), why


def _added(canon: Canon, parts: Sequence[Linear]) -> Why:
    """The triangle inequality for a few terms."""
    return Why("triangle", lambda: tuple(quote(canon.atoms, part) for part in parts))


def _detours(ws: Workspace) -> Iterator[Inequality]:
    r"""``\|a\| <= \|b\| + \|c\|`` wherever ``a = b + c`` up to signs among the live norms."""
    for shape in ("vector", "matrix"):
        live = list(norms(ws, "2", shape))
        for whole, value in live:
            for i, (one, left) in enumerate(live):
                for other, right in live[i + 1 :]:
                    signs = (add(left, right), add(left, right.scaled(sp.Integer(-1))))
                    chosen = next((s for s in signs if s.unsigned().terms == value.terms), None)
                    if whole not in (one, other) and chosen is not None:
                        parts = (left, right if chosen == signs[0] else right.scaled(sp.Integer(-1)))
                        yield Inequality(whole, "<=", one + other, "triangle inequality", _added(ws.canon, parts))


def cauchy_schwarz(ws: Workspace) -> Iterator[Inequality]:
    r"""``|<a, b>| <= \|a\| \|b\|`` for combinations with a common vector; ``(sum z)^2 <= n sum z^2``."""
    atoms = ws.canon.atoms
    for size in magnitudes(ws):
        pair = _common(ws, size.args[0])
        if pair is not None:
            sizes = norm(ws.canon, pair[0], "2") * norm(ws.canon, pair[1], "2")
            yield Inequality(size, "<=", sizes, "Cauchy-Schwarz", _paired(ws, *pair))
    yield from _along_differences(ws)
    for atom, key in ws.keyed("inner"):
        pair = [Linear.one("vector", k) for k in key[1:]]
        sides = [norm(ws.canon, side, "2") for side in pair]
        yield Inequality(sp.Abs(atom), "<=", sides[0] * sides[1], "Cauchy-Schwarz", _paired(ws, *pair))
    yield from _own_products(ws)
    for atom, key in ws.keyed("sum"):
        if ws.goal is None or atom not in ws.goal.symbols:
            continue
        _, index, low, high, tied = key
        squares = summation(atoms, str(index), low, high, tied**2)
        why = Why("sum_squared", lambda k=key: (bound(atoms, k[:4], quote(atoms, k[4])),))
        yield Inequality(atom**2, "<=", (high - low + 1) * squares, "Cauchy-Schwarz", why)


def _paired(ws: Workspace, one: Linear, other: Linear) -> Why:
    return Why("cauchy_schwarz", lambda: (quote(ws.canon.atoms, one), quote(ws.canon.atoms, other)))


def _squared(ws: Workspace, value: Linear) -> Why:
    return Why("norm_definition", lambda: (quote(ws.canon.atoms, value),))


def _own_products(ws: Workspace) -> Iterator[Inequality]:
    r"""``<v, v> = \|v\|^2``, and ``\|a + b\|^2`` multiplied out where ``<a, b>`` is spoken of."""
    products = list(ws.keyed("inner"))
    spoken = {frozenset(key[1:]) for _, key in products}
    for atom, key in products:
        if key[1] == key[2]:
            own = Linear.one("vector", key[1])
            yield Inequality(atom, "=", norm(ws.canon, own, "2") ** 2, "<v, v> = ||v||^2", _squared(ws, own))
    for size, value in norms(ws, "2", "vector"):
        pairs = {frozenset(pair) for pair in combinations([key for key, _ in value.terms], 2)}
        if len(value.terms) <= MOST_PARTS and pairs & spoken:
            whole = inner(ws.canon, value, value)
            yield Inequality(size**2, "=", whole, "||v||^2 = <v, v>", _squared(ws, value))


def _along_differences(ws: Workspace) -> Iterator[Inequality]:
    r"""``|<a, b> - <a, c>| <= \|a\| \|b - c\|`` wherever that norm and both products are spoken of."""
    products = {frozenset(key[1:]): key[1:] for _, key in ws.keyed("inner")}
    for size, value in list(norms(ws, "2", "vector")):
        if len(value.terms) < 2:
            continue
        for first in [keys for pair, keys in products.items() if value.terms[0][0] in pair]:
            other = first[1] if first[0] == value.terms[0][0] else first[0]
            if all(frozenset({other, key}) in products for key, _ in value.terms):
                along = inner(ws.canon, Linear.one("vector", other), value)
                sizes = norm(ws.canon, Linear.one("vector", other), "2") * size
                why = _paired(ws, Linear.one("vector", other), value)
                yield Inequality(magnitude(along), "<=", sizes, "Cauchy-Schwarz", why)


def _common(ws: Workspace, inside: sp.Expr) -> tuple[Linear, Linear] | None:
    """``sum_l c_l <a, b_l>`` as ``(a, sum_l c_l b_l)``, or None."""
    pairs = []
    for term in sp.Add.make_args(sp.expand(inside)):
        factors = [s for s in sp.Mul.make_args(term) if ws.canon.atoms.key(s)[0] == "inner"]
        if len(factors) != 1:
            return None
        pairs.append((ws.canon.atoms.key(factors[0])[1:], term / factors[0]))
    for shared in pairs[0][0]:
        if all(shared in keys for keys, _ in pairs):
            total = Linear("vector", ())
            for keys, c in pairs:
                other = keys[1] if keys[0] == shared else keys[0]
                total = add(total, Linear.one("vector", other).scaled(c))
            return Linear.one("vector", shared), total
    return None


def norm_domination(ws: Workspace) -> Iterator[Inequality]:
    r"""``\|M\|_2 <= \|M\|_F <= sum_ij |M_ij|``, ``\|M\|_F <= sqrt(rows columns) max_ij |M_ij|``; likewise vectors."""
    values = {
        value: None
        for kind in ("2", "F", "1", "\\infty")
        for shape in ("matrix", "vector")
        for _, value in norms(ws, kind, shape)
    }
    for value in values:
        dims = dimensions(ws.canon, value)
        if dims is None:
            continue
        spectral, total = norm(ws.canon, value, "2"), _entry_sum(ws.canon, value, dims)
        sizes = [ws.canon.atoms.plain(dim) for dim in dims]
        largest = _largest(ws.canon, value, dims)
        middle = norm(ws.canon, value, "F") if value.kind == "matrix" else spectral

        def why(which: str, value: Linear = value) -> Why:
            return Why("norm_domination", lambda: (which, quote(ws.canon.atoms, value)))

        if value.kind == "matrix":
            yield Inequality(spectral, "<=", middle, "||M||_2 <= ||M||_F", why("spectral"))
        yield Inequality(middle, "<=", total, "norm domination", why("sum"))
        yield Inequality(middle, "<=", sp.sqrt(sp.Mul(*sizes)) * largest, "norm domination", why("largest"))
        yield Inequality(largest, "<=", spectral, "norm domination", why("entry"))
        if value.kind == "vector":
            yield Inequality(norm(ws.canon, value, "1"), "=", total, "norm domination", why("1"))
            yield Inequality(norm(ws.canon, value, "\\infty"), "=", largest, "norm domination", why("\\infty"))


def _over_entries(canon: Canon, value: Linear, dims: tuple[str, ...]) -> tuple[list[str], sp.Expr]:
    names: list[str] = []
    for dim in dims:
        names.append(unused(Sort("index", (dim,)), {*names, *linear_names(canon, value)}))
    return names, magnitude(component(canon, value, tuple(map(symbol, names))))


def _entry_sum(canon: Canon, value: Linear, dims: tuple[str, ...]) -> sp.Expr:
    dummies, body = _over_entries(canon, value, dims)
    for name, dim in zip(reversed(dummies), reversed(dims), strict=True):
        body = summation(canon.atoms, name, sp.Integer(1), canon.atoms.plain(dim), body)
    return body


def _largest(canon: Canon, value: Linear, dims: tuple[str, ...]) -> sp.Expr:
    dummies, body = _over_entries(canon, value, dims)
    for name, dim in zip(reversed(dummies), reversed(dims), strict=True):
        body = extremum(canon.atoms, "maximum", name, (sp.Integer(1), canon.atoms.plain(dim)), body)
    return body


def norm_definition(ws: Workspace) -> Iterator[Inequality]:
    r"""``\|v\|_2^2 = <v, v> = sum_i v_i^2``, for all that is spoken of and every sum of squares that is printed."""
    yield from _own_products(ws)
    printed = [ws.canon.value(v) for v in _squared_vectors(ws.printed)] if ws.printed is not None else []
    values = [value for _, value in norms(ws, "2", "vector")] + [
        value for value in printed if isinstance(value, Linear)
    ]
    for value in values:
        dims = dimensions(ws.canon, value)
        if dims is not None:
            names, body = _over_entries(ws.canon, value, dims)
            squares = summation(
                ws.canon.atoms, names[0], sp.Integer(1), ws.canon.atoms.plain(dims[0]), sp.expand(body**2)
            )
            whole = norm(ws.canon, value, "2") ** 2
            yield Inequality(whole, "=", squares, "definition of the norm", _squared(ws, value))


def _squared_vectors(tree: Expr) -> Iterator[Expr]:
    """``v`` for every printed ``sum_i v_i^2``."""
    for part in walk(tree):
        if part.head == "sum" and part.args[3].head == "pow" and part.args[3].args[1] == number(2):
            vector = transform(
                part.args[3].args[0],
                lambda node, i=part.args[0]: node.args[0] if node.head == "entry" and node.args[1:] == (i,) else node,
            )
            if part.args[0].name not in vector.free:
                yield vector


__all__ = ["cauchy_schwarz", "magnitudes", "norm_definition", "norm_domination", "norms", "triangle"]
