r"""Derivatives by time in canonical form: linear, opaque unless the chain rule is a reason of the row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from ntkprops.language.tree import Expr, substitute, symbol
from ntkprops.proof.atoms import Key
from ntkprops.proof.linear import Linear, add
from ntkprops.proof.vectors import inner, key_names

if TYPE_CHECKING:
    from ntkprops.proof.canon import Canon, Value


def antiderivative(canon: Canon, body: Linear, name: str, at: Expr) -> Linear | None:
    """The combination whose derivative by ``name`` is ``body``, at one end, or None."""
    total = Linear(body.kind, ())
    for key, c in body.terms:
        if key[0] != "derivative" or key[2] != name or name in canon.atoms.names(c):
            return None
        _, inner, _ = key
        assert isinstance(inner, tuple) and isinstance(inner[1], Expr)
        moved = canon.read(substitute(inner[1], symbol(name), at))
        assert isinstance(moved, Linear)
        total = add(total, moved.scaled(c))
    return total


def between_ends(canon: Canon, expr: Expr) -> sp.Expr | None:
    """``g(b) - g(a)`` for the integral of a derivative of scalars from ``a`` to ``b``, or None."""
    variable, low, high, body = expr.args
    primitive = _primitive(body, variable)
    if primitive is None:
        return None
    above, below = (canon.read(substitute(primitive, variable, end)) for end in (high, low))
    return None if isinstance(above, Linear) or isinstance(below, Linear) else sp.expand(above - below)


def _primitive(body: Expr, variable: Expr) -> Expr | None:
    """What the body is printed as the derivative of, or None."""
    if body.head == "derivative":
        return body.args[0] if body.args[1] == variable else None
    if body.head not in ("add", "neg", "mul"):
        return None
    moving = [arg for arg in body.args if variable.name in arg.free]
    found = {arg: _primitive(arg, variable) for arg in moving}
    whole = body.head != "mul" or len(moving) == 1
    if None in found.values() or not moving or (body.head == "add" and len(moving) < len(body.args)) or not whole:
        return None
    return replace(body, args=tuple(found.get(arg) or arg for arg in body.args))


def derivative_of(canon: Canon, expr: Expr) -> Value:
    body, variable = expr.args
    value = canon.read(body)
    if isinstance(value, Linear):
        return value.mapped(lambda key: key_derivative(canon, key, variable.name), value.kind)
    return derivative(canon, value, variable.name)


def key_derivative(canon: Canon, key: Key, variable: str) -> Linear:
    if variable not in key_names(canon, key):
        return Linear("vector", ())
    return Linear.one("vector", ("derivative", key, variable))


def derivative(canon: Canon, body: sp.Expr, variable: str) -> sp.Expr:
    """The derivative by a time variable: opaque, or through the atoms where the chain rule is allowed."""
    if variable not in canon.atoms.names(body):
        return sp.Integer(0)
    total = sp.Integer(0)
    for atom in sorted(body.free_symbols, key=str):
        info = canon.atoms.info.get(atom)
        if info is not None and variable in info.names:
            if info.plain or "chain_rule" in canon.rules or body == atom:
                total += sp.diff(body, atom) * _atom_derivative(canon, atom, variable)
            else:
                return canon.atoms.opaque(
                    ("derivative", body, variable),
                    f"d/d{variable} [{body}]",
                    canon.atoms.names(body),
                    real=True,
                )
    return sp.expand(total)


def _atom_derivative(canon: Canon, atom: sp.Basic, variable: str) -> sp.Expr:
    info = canon.atoms.info[atom]
    if info.plain:
        return sp.Integer(int(str(atom) == variable))
    if "chain_rule" in canon.rules and info.key[:2] == ("norm", "2"):
        value = info.key[2]
        assert isinstance(value, Linear)
        if value.kind == "vector":
            velocity = value.mapped(lambda key: key_derivative(canon, key, variable), "vector")
            return inner(canon, value, canon_products(canon, velocity)) / atom
    if "chain_rule" in canon.rules and info.key[0] == "inner":
        _, one, other = info.key
        first, second = Linear.one("vector", one), Linear.one("vector", other)
        ends = [v.mapped(lambda key: key_derivative(canon, key, variable), "vector") for v in (first, second)]
        return inner(canon, canon_products(canon, ends[0]), second) + inner(
            canon, first, canon_products(canon, ends[1])
        )
    if "chain_rule" in canon.rules and info.key[0] == "thing" and isinstance(info.key[1], Expr):
        along = _through_families(canon, info.key[1], variable)
        if along is not None:
            return along
    return canon.atoms.opaque(("derivative", atom, variable), f"d/d{variable} {info.shown}", info.names, real=True)


def _through_families(canon: Canon, thing: Expr, variable: str) -> sp.Expr | None:
    """``d/dt f(x; w(t)) = <df/dw(t), dw(t)/dt>`` where only ``w(t)`` moves, else None."""
    moving = [arg for arg in thing.args[1:] if variable in arg.free] if thing.head == "apply" else []
    if len(moving) != 1 or moving[0].head != "apply":
        return None
    velocity = canon_products(canon, Linear.one("vector", ("derivative", ("thing", moving[0]), variable)))
    return inner(canon, Linear.one("vector", ("thing", Expr("partial", (thing, moving[0])))), velocity)


def canon_products(canon: Canon, velocity: Linear) -> Linear:
    """Velocities with the rewriting applied: ``du(t)/dt`` may have been given a value."""

    def replaced(key: Key) -> Linear:
        if key[0] == "derivative" and isinstance(key[1], tuple) and key[1][0] == "thing":
            tree = Expr("derivative", (key[1][1], symbol(str(key[2]))))
            changed = canon.rewrite(tree)
            if changed != tree:
                value = canon.read(changed)
                assert isinstance(value, Linear)
                return value
        return Linear.one("vector", key)

    return velocity.mapped(replaced, "vector")
