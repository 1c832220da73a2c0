r"""Derivatives by time in normal form.

A *path* is a function of time whose derivative the notes speak of; it is differentiable by their convention. Sums,
products, powers, exponentials, logarithms and Euclidean norms are differentiated through; what has corners is refused.
"""

from __future__ import annotations

import sympy as sp

from ntkprops.derivation.definitions import is_path, root_of
from ntkprops.derivation.judgment import Refused
from ntkprops.derivation.sums import opened, summed
from ntkprops.derivation.tensors import binders, indices, inner
from ntkprops.derivation.terms import ONE, Tensor, Terms
from ntkprops.language.tree import Expr, symbol


def differentiate(terms: Terms, body: sp.Expr, name: str) -> sp.Expr:
    """The derivative of a normal form by the time ``name``."""
    total = sp.Integer(0)
    for atom in sorted(body.free_symbols, key=str):
        if name not in terms.tree(atom).free:
            continue
        outer = sp.diff(body, atom)
        if outer.has(sp.Derivative, sp.Subs, sp.sign, sp.Heaviside):
            raise Refused("this has corners, so that the chain rule does not apply")
        moved = outer * _velocity(terms, atom, name)
        for power in moved.atoms(sp.Pow):
            if power.exp.is_negative:
                terms.need(power.base, "!=", power.base.is_nonzero)
        total += moved
    return sp.expand(total)


def _velocity(terms: Terms, atom: sp.Basic, name: str) -> sp.Expr:
    """The derivative of an atom."""
    tree = terms.tree(atom)
    if tree == symbol(name):
        return ONE
    if tree.head == "sum":
        over, body = opened(terms, atom)
        if any(name in terms.names(end) for _, *ends in over for end in ends):
            raise Refused("the range of a sum moves")
        return summed(terms, over, differentiate(terms, body, name))
    if tree.head == "norm" and tree.name in ("2", "F"):
        value = terms.tensor(tree.args[0])
        if tree.name == "F" or value.kind == "vector":
            over = indices(terms, value)
            body = value.at(*over)
            moved = body * differentiate(terms, body, name)
            return summed(terms, binders(terms, over, value.dims), moved) / atom  # type: ignore[operator]
    if is_path(tree, name, terms.paths):
        return _path_velocity(terms, tree, name)
    return _along_weights(terms, tree, name)


def _path_velocity(terms: Terms, tree: Expr, name: str) -> sp.Expr:
    r"""The velocity of a component: what an equation says of ``du(t)/dt``, ``du_i(t)/dt``, ``\dot u``; else an atom."""
    base, indices_ = (tree.args[0], tree.args[1:]) if tree.head == "entry" else (tree, ())
    row = terms.notation.table[root_of(base).name]
    dotted = Expr("apply", (Expr("dot", (base.args[0],)), *base.args[1:]))
    for cut in dict.fromkeys((*range(len(indices_) + 1), len(row.over))):
        for whole in (
            Expr("derivative", (_member(base, indices_[:cut]), symbol(name))),
            _member(dotted, indices_[:cut]),
        ):
            if terms.unfold(whole) is not None:
                value = terms.value(whole)
                return value.at(*indices_[cut:]) if isinstance(value, Tensor) else value
    return terms.atom(Expr("derivative", (tree, symbol(name))))


def _member(base: Expr, indices_: tuple[Expr, ...]) -> Expr:
    return Expr("entry", (base, *indices_)) if indices_ else base


def _along_weights(terms: Terms, tree: Expr, name: str) -> sp.Expr:
    """``d/dt f(x; w(t)) = <df/dw(t), dw(t)/dt>`` where only the weights move."""
    moving = [arg for arg in tree.args[1:] if name in arg.free] if tree.head == "apply" else []
    if len(moving) != 1 or not is_path(moving[0], name, terms.paths):
        raise Refused("no rule says how this moves")
    weights = terms.tensor(Expr("derivative", (moving[0], symbol(name))))
    return inner(terms, terms.tensor(Expr("partial", (tree, moving[0]))), weights)


__all__ = ["differentiate"]
