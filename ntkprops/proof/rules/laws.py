r"""What is known of the draw itself: Gaussian weights, uniform signs, averages of independent terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from ntkprops.language.notation import Symbol
from ntkprops.language.tree import Expr, number
from ntkprops.proof.atoms import Key
from ntkprops.proof.linear import Linear
from ntkprops.proof.operators import expectation, summation
from ntkprops.proof.rules.tails import shown, tails
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.vectors import key_names, norm, thing_row
from ntkprops.proof.why import Why, bound, quote
from ntkprops.proof.workspace import Workspace


def _drawn(ws: Workspace, key: object, law: str) -> Symbol | None:
    """The row of a declared thing that has ``law`` at the start and is taken there, or None."""
    if not (isinstance(key, tuple) and key[0] == "thing" and isinstance(key[1], Expr)):
        return None
    row = thing_row(ws.canon, key)
    if row is None or row.law != law:
        return None
    base = key[1].args[0] if key[1].head == "entry" else key[1]
    moves = row.of == ("time",)  # what no training moves is at its start always
    return row if not moves or (base.head == "apply" and base.args[1] == number(0)) else None


def projection(ws: Workspace, atom: sp.Basic) -> tuple[Linear, Linear] | None:
    """``(a, g)`` where the atom is ``<a, g>`` with ``g`` standard Gaussian and ``a`` not random; else None."""
    key = ws.canon.atoms.key(atom)
    if key[0] != "inner":
        return None
    for fixed, drawn in ((key[1], key[2]), (key[2], key[1])):
        if _drawn(ws, drawn, "gaussian") and not ws.canon.atoms.is_random(key_names(ws.canon, fixed)):
            return Linear.one("vector", fixed), Linear.one("vector", drawn)
    return None


def _of(ws: Workspace, rule: str, *parts: sp.Expr | Linear, premises: tuple[Why, ...] = ()) -> Why:
    """A rule about some canonical values."""
    return Why(rule, lambda: tuple(quote(ws.canon.atoms, part) for part in parts), premises)


def anti_concentration(ws: Workspace) -> Iterator[Inequality]:
    r"""``sqrt(2 pi) \|a\| Pr(|<a, g>| <= r) <= 2 r`` for ``r >= 0``."""
    for atom, key in list(ws.keyed("Pr")):
        event = key[1]
        if not (isinstance(event, tuple) and event[0] == "relation" and event[1] == "<="):
            continue
        for size in event[2].atoms(sp.Abs):
            pair = projection(ws, size.args[0])
            radius = sp.expand(size - event[2])
            sign = shown(ws, radius, ">=") if pair is not None and not ws.canon.atoms.varies(radius) else None
            if pair is not None and sign is not None:
                mass = sp.sqrt(2 * sp.pi) * norm(ws.canon, pair[0], "2") * atom
                why = _of(ws, "anti_concentration", *pair, radius, premises=(sign,))
                yield Inequality(mass, "<=", 2 * radius, "Gaussian anti-concentration", why)


def gaussian_moments(ws: Workspace) -> Iterator[Inequality]:
    r"""``E max(0, <a, g>)^2 = \|a\|^2 / 2``; ``Pr(<a, g> >= 0) = 1/2`` for ``a != 0``; independent centred signs."""
    for atom, key in list(ws.keyed("Pr")):
        event = key[1]
        if isinstance(event, tuple) and event[0] == "relation" and event[1] == "<=":
            pair = projection(ws, sp.expand(-event[2]))
            if pair is not None:
                size = norm(ws.canon, pair[0], "2")
                half = Inequality(size * atom, "=", size / 2, "a half space through 0 has Gaussian mass 1/2")
                half = replace(half, why=_of(ws, "half_space", *pair))
                yield half  # 0 = 0 where there is no direction
                if (above := shown(ws, size, ">")) is not None:
                    whole = Inequality(atom, "=", sp.Rational(1, 2), half.name)
                    yield replace(whole, why=ws.step(whole, [half], above))
    for atom, key in list(ws.keyed("E")):
        yield from _mean(ws, atom, key[1])


def _mean(ws: Workspace, atom: sp.Symbol, body: sp.Expr) -> Iterator[Inequality]:
    base, power = body.as_base_exp()
    if power == 2 and isinstance(base, sp.Max) and sp.Integer(0) in base.args and len(base.args) == 2:
        pair = projection(ws, next(arg for arg in base.args if arg != 0))
        if pair is not None:
            half = norm(ws.canon, pair[0], "2") ** 2 / 2
            yield Inequality(atom, "=", half, "E max(0, g)^2 = 1/2", _of(ws, "rectified_square", *pair))
    if power == 2 and ws.canon.atoms.key(base)[0] == "sum":
        _, dummy, low, high, tied = ws.canon.atoms.key(base)
        if _signed(ws, tied, str(dummy)):
            squares = summation(ws.canon.atoms, str(dummy), low, high, expectation(ws.canon.atoms, _square(ws, tied)))
            atoms, key = ws.canon.atoms, ws.canon.atoms.key(base)
            why = Why("independent_signs", lambda: (bound(atoms, key[:4], quote(atoms, key[4])),))
            yield Inequality(atom, "=", squares, "independent centred terms", why)
    if _signed(ws, body, ""):
        yield Inequality(atom, "=", sp.Integer(0), "a uniform sign has mean 0", _of(ws, "sign_mean", body))


def _square(ws: Workspace, tied: sp.Expr) -> sp.Expr:
    """The square with signs squared away."""
    return sp.Mul(*(f**2 for f in sp.Mul.make_args(tied) if not _is_sign(ws, f)))


def _is_sign(ws: Workspace, factor: sp.Basic) -> Symbol | None:
    key = ws.canon.atoms.key(factor)
    return _drawn(ws, key, "rademacher")


def _signed(ws: Workspace, body: sp.Expr, dummy: str) -> bool:
    """Whether the product has exactly one uniform sign (of index ``dummy``) and nothing else depends on the signs."""
    factors = sp.Mul.make_args(body)
    signs = [f for f in factors if _is_sign(ws, f)]
    if len(signs) != 1 or (dummy and dummy not in ws.canon.atoms.names(signs[0])):
        return False
    row = _is_sign(ws, signs[0])
    assert row is not None
    rest = [ws.canon.atoms.names(f) for f in factors if f != signs[0]]
    mixing = {
        name
        for names in rest
        for name in names
        if (other := ws.notation.table.get(name)) and other.random and not other.law
    }
    return not any(row.name in names for names in rest) and not mixing


def hoeffding(ws: Workspace) -> Iterator[Inequality]:
    r"""``Pr(|S - E S| > a) <= 2 exp(-2 m a^2 / c^2)`` for ``S = (1/m) sum_k c Z_k``, ``Z_k`` independent in [0, 1]."""
    atoms = ws.canon.atoms
    for tail, variable, level, op in tails(ws):
        inside = _inside_bars(variable)
        above = shown(ws, level, ">=") if inside is not None else None
        average = _average(ws, inside) if inside is not None and above is not None else None
        if average is None or above is None:
            continue
        total, weight = average
        _, _, _, many, _ = key = atoms.key(total)
        bounded = shown(ws, 1 - sp.Abs(weight * many), ">=")
        if bounded is not None:
            why = Why(
                "hoeffding",
                lambda k=key, c=weight, a=level, o=op: (
                    bound(atoms, k[:4], quote(atoms, k[4])),
                    quote(atoms, c),
                    quote(atoms, a),
                    o,
                ),
                (above, bounded),
            )
            yield Inequality(tail, "<=", 2 * sp.exp(-2 * many * level**2), "Hoeffding", why)


def _inside_bars(variable: sp.Expr) -> sp.Expr | None:
    """``z`` with ``variable = |z|``, or None."""
    factors = sp.Mul.make_args(variable)
    if not any(isinstance(f, sp.Abs) for f in factors) or not all(
        isinstance(f, sp.Abs) or f.is_positive for f in factors
    ):
        return None
    return sp.Mul(*(f.args[0] if isinstance(f, sp.Abs) else f for f in factors))


def _average(ws: Workspace, inside: sp.Expr) -> tuple[sp.Expr, sp.Expr] | None:
    """The sum and ``c/m`` where ``inside = (c/m) sum_{k=1}^m Z_k`` minus its mean, up to sign; else None."""
    atoms = ws.canon.atoms
    inside = sp.expand(inside)
    terms = sp.Add.make_args(inside)
    random = [t for t in terms if atoms.varies(t)]
    if len(random) != 1:
        return None
    sums = [f for f in sp.Mul.make_args(random[0]) if atoms.key(f)[0] == "sum"]
    if len(sums) != 1 or sp.expand(inside - random[0] + expectation(atoms, random[0])) != 0:
        return None
    _, dummy, low, _, tied = atoms.key(sums[0])
    weight = random[0] / sums[0]
    inside_unit = all(atoms.key(factor)[0] == "indicator" for factor in sp.Mul.make_args(tied))
    independent = _through(ws, tied, str(dummy))
    if low != 1 or atoms.varies(weight) or not inside_unit or not independent:
        return None
    return sums[0], weight


def _through(ws: Workspace, tied: sp.Expr, dummy: str) -> bool:
    """Whether the term depends on the draw only through members ``dummy`` of families drawn independently."""
    todo: list[object] = [ws.canon.atoms.key(f) for f in tied.free_symbols]
    while todo:
        part = todo.pop()
        if isinstance(part, tuple) and part and part[0] == "thing" and isinstance(part[1], Expr):
            row = thing_row(ws.canon, part)
            if row is not None and row.random and not (row.law and _drawn(ws, part, row.law) and _indexed(part, dummy)):
                return False
        elif isinstance(part, tuple):
            todo += list(part)
        elif isinstance(part, sp.Basic):
            todo += [ws.canon.atoms.key(s) for s in part.free_symbols]
        elif isinstance(part, Expr) and ws.canon.atoms.is_random({part.name}):
            return False
    return True


def _indexed(key: Key, dummy: str) -> bool:
    thing = key[1]
    return isinstance(thing, Expr) and thing.head == "entry" and thing.args[1].name == dummy
