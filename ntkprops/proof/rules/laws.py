r"""What is known of the draw itself: Gaussian weights, uniform signs, averages of independent terms."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from ntkprops.language.notation import Symbol
from ntkprops.language.tree import Expr, number
from ntkprops.proof.atoms import Key
from ntkprops.proof.linear import Linear
from ntkprops.proof.operators import expectation, summation
from ntkprops.proof.rules.tails import _proved, _tails
from ntkprops.proof.scalar import Inequality
from ntkprops.proof.vectors import key_names, norm, thing_row
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


def projection(ws: Workspace, atom: sp.Basic) -> Linear | None:
    """``a`` where the atom is ``<a, g>`` with ``g`` standard Gaussian and ``a`` not random; else None."""
    key = ws.canon.atoms.key(atom)
    if key[0] != "inner":
        return None
    for fixed, drawn in ((key[1], key[2]), (key[2], key[1])):
        if _drawn(ws, drawn, "gaussian") and not ws.canon.atoms.is_random(key_names(ws.canon, fixed)):
            return Linear.one("vector", fixed)
    return None


def anti_concentration(ws: Workspace) -> Iterator[Inequality]:
    r"""``sqrt(2 pi) \|a\| Pr(|<a, g>| <= r) <= 2 r`` for ``r >= 0``."""
    for atom, key in list(ws.keyed("Pr")):
        event = key[1]
        if not (isinstance(event, tuple) and event[0] == "relation" and event[1] == "<="):
            continue
        for size in event[2].atoms(sp.Abs):
            direction = projection(ws, size.args[0])
            radius = sp.expand(size - event[2])
            if direction is not None and not ws.canon.atoms.varies(radius) and _proved(ws, radius, ">="):
                yield Inequality(
                    sp.sqrt(2 * sp.pi) * norm(ws.canon, direction, "2") * atom,
                    "<=",
                    2 * radius,
                    "Gaussian anti-concentration",
                )


def gaussian_moments(ws: Workspace) -> Iterator[Inequality]:
    r"""``E max(0, <a, g>)^2 = \|a\|^2 / 2``; ``Pr(<a, g> >= 0) = 1/2`` for ``a != 0``; independent centred signs."""
    for atom, key in list(ws.keyed("Pr")):
        event = key[1]
        if isinstance(event, tuple) and event[0] == "relation" and event[1] == "<=":
            direction = projection(ws, sp.expand(-event[2]))
            if direction is not None:
                size = norm(ws.canon, direction, "2")
                size = sp.Integer(1) if _proved(ws, size, ">") else size  # else 0 = 0 where there is no direction
                yield Inequality(size * atom, "=", size / 2, "a half space through 0 has Gaussian mass 1/2")
    for atom, key in list(ws.keyed("E")):
        yield from _mean(ws, atom, key[1])


def _mean(ws: Workspace, atom: sp.Symbol, body: sp.Expr) -> Iterator[Inequality]:
    base, power = body.as_base_exp()
    if power == 2 and isinstance(base, sp.Max) and sp.Integer(0) in base.args and len(base.args) == 2:
        direction = projection(ws, next(arg for arg in base.args if arg != 0))
        if direction is not None:
            yield Inequality(atom, "=", norm(ws.canon, direction, "2") ** 2 / 2, "E max(0, g)^2 = 1/2")
    if power == 2 and ws.canon.atoms.key(base)[0] == "sum":
        _, dummy, low, high, tied = ws.canon.atoms.key(base)
        if _signed(ws, tied, str(dummy)):
            squares = summation(ws.canon.atoms, str(dummy), low, high, expectation(ws.canon.atoms, _square(ws, tied)))
            yield Inequality(atom, "=", squares, "independent centred terms")
    if _signed(ws, body, ""):
        yield Inequality(atom, "=", sp.Integer(0), "a uniform sign has mean 0")


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
    for tail, variable, level in _tails(ws):
        inside = _inside_bars(variable)
        if inside is None or not _proved(ws, level, ">="):
            continue
        average = _average(ws, inside)
        if average is not None:
            count, weight = average
            bound = 2 * sp.exp(-2 * count * level**2)
            if _proved(ws, 1 - sp.Abs(weight * count), ">="):
                yield Inequality(tail, "<=", bound, "Hoeffding")


def _inside_bars(variable: sp.Expr) -> sp.Expr | None:
    """``z`` with ``variable = |z|``, or None."""
    factors = sp.Mul.make_args(variable)
    if not any(isinstance(f, sp.Abs) for f in factors) or not all(
        isinstance(f, sp.Abs) or f.is_positive for f in factors
    ):
        return None
    return sp.Mul(*(f.args[0] if isinstance(f, sp.Abs) else f for f in factors))


def _average(ws: Workspace, inside: sp.Expr) -> tuple[sp.Expr, sp.Expr] | None:
    """``(m, c/m)`` where ``inside = (c/m) sum_{k=1}^m Z_k`` minus its mean, up to sign; else None."""
    atoms = ws.canon.atoms
    inside = sp.expand(inside)
    terms = sp.Add.make_args(inside)
    random = [t for t in terms if atoms.varies(t)]
    if len(random) != 1:
        return None
    sums = [f for f in sp.Mul.make_args(random[0]) if atoms.key(f)[0] == "sum"]
    if len(sums) != 1 or sp.expand(inside - random[0] + expectation(atoms, random[0])) != 0:
        return None
    _, dummy, low, high, tied = atoms.key(sums[0])
    weight = random[0] / sums[0]
    inside_unit = all(atoms.key(factor)[0] == "indicator" for factor in sp.Mul.make_args(tied))
    independent = _through(ws, tied, str(dummy))
    if low != 1 or atoms.varies(weight) or not inside_unit or not independent:
        return None
    return high, weight


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
