r"""Gradients through what is unfolded: ``\nabla L(w)``, ``\partial f / \partial w_k``, ``\nabla f(x)`` by a vector.

The derivative by component ``c`` of member ``k`` is found on normal forms: sums, products, powers, ``exp``, ``log`` and
``max(0, z)' = 1[z >= 0]``, the convention of the notes. A component ``w_jc`` under a sum over all ``j`` leaves the term
``j = k``. What may depend on the weights unseen is refused, never taken for a constant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.events import event_of, indicator
from ntkprops.derivation.judgment import Refused, local_sort
from ntkprops.derivation.sums import Binder, opened, summed
from ntkprops.derivation.tensors import inner, size
from ntkprops.derivation.terms import Tensor, Terms, Value
from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, number, relation, replace_free, walk

ANY = Expr("symbol", name="\0any")
Slope = tuple[sp.Expr, dict[str, Expr]]  # a coefficient, and the bound variables that must equal an index


def gradient(terms: Terms, tree: Expr) -> Value:
    """The gradient as a matrix of components, of one member as a vector; an atom where nothing unfolds the function."""
    body = tree.args[0]
    if takes_a_vector(terms.notation, tree):
        return _at_a_vector(terms, body)
    weights = tree.args[1] if len(tree.args) > 1 else _weights(terms, body)
    family, member = (weights.args[0], weights.args[1:]) if weights.head == "entry" else (weights, ())
    row = terms.notation.table.get(root_of(family).name)
    if row is None or len(row.over) != 1 or row.sort.kind != "vector" or len(member) > 1:
        raise Refused("a gradient is taken by a family of vectors or by a member of one")
    by = _Weights(terms, body, family, row.over[0])
    if member:
        return Tensor("vector", row.sort.dims, lambda c: by.component(member[0], c))
    return Tensor("matrix", (row.over[0], *row.sort.dims), by.component)


def takes_a_vector(notation: Notation, tree: Expr) -> bool:
    """Whether this is the gradient of a function of one vector, at a point."""
    body = tree.args[0]
    row = notation.table.get(body.args[0].name) if body.head == "apply" else None
    kinds = row.of if row is not None and len(tree.args) == 1 and row.sort.is_scalar and not row.over else ()
    return len(kinds) == 1 and isinstance(kinds[0], Sort) and kinds[0].kind == "vector"


def _at_a_vector(terms: Terms, body: Expr) -> Tensor:
    """The gradient of a function at a point; through its definition where the point is a vector by name.

    The definition must speak of that vector by its argument alone: it is differentiated as a function of the argument.
    """
    function, point = body.args
    row, value = terms.notation.table[function.name], terms.tensor(point)
    length = row.of[0].dims  # type: ignore[union-attr]
    if (value.kind, value.dims) != ("vector", length):
        raise Refused(f"{function.name} is of vectors of length {length[0]}")
    opened, elsewhere = terms.unfold(body), terms.unfold(Expr("apply", (function, ANY)))
    if elsewhere is None:
        return Tensor("vector", length, lambda c: terms.atom(Expr("entry", (Expr("grad", (body,)), c))))
    named = point.head == "symbol" and point.name in terms.notation.table
    if not named or replace_free(elsewhere, {ANY.name: point}) != opened:
        raise Refused("a gradient is taken at a vector by its name")
    if point.name in elsewhere.free or terms.hides(point.name, elsewhere.free):
        raise Refused(f"the definition of {function.name} speaks of {point.name} itself")
    by = _Vector(terms, replace_free(elsewhere, {ANY.name: point}), point, length[0])
    return Tensor("vector", length, by.component)


def _weights(terms: Terms, body: Expr) -> Expr:
    """The argument of a function that is a family."""
    for arg in body.args[1:]:
        row = terms.notation.table.get(root_of(arg).name) if arg.head in ("symbol", "apply") else None
        if row is not None and row.over:
            return arg
    raise Refused("it is not printed by what this gradient is taken")


@dataclass(frozen=True)
class _Weights:
    """By what is differentiated: ``family``, whose members run over ``over``."""

    terms: Terms
    body: Expr
    family: Expr
    over: str

    def component(self, *at: Expr) -> sp.Expr:
        """The derivative of the body by the component ``c`` of the member ``k``."""
        if self.terms.unfold(self.body) is None and self.body.head == "apply":
            return self.terms.atom(Expr("entry", (Expr("partial", (self.body, self.family)), *at)))
        found = list(self.slopes(self._read(), *at))
        if any(fixed for _, fixed in found):
            raise Refused("a member of the family stands outside the sum over all of them")
        return sp.expand(sp.Add(*(slope for slope, _ in found)))

    def _read(self) -> sp.Expr:
        return self.terms.scalar(self.body)

    def slopes(self, body: sp.Expr, *at: Expr) -> Iterator[Slope]:
        """The derivative of a normal form, as coefficients times Kronecker deltas."""
        if body.is_Add:
            for part in body.args:
                yield from self.slopes(part, *at)  # type: ignore[arg-type]
        elif body.is_Mul:
            for part in body.args:
                yield from self._outer(body / part, part, *at)  # type: ignore[arg-type, operator]
        elif body.is_Symbol:
            yield from self._atom(body, *at)
        elif body.is_Pow and body.args[0] is not sp.E and not list(self.slopes(body.args[1], *at)):  # type: ignore[arg-type]
            base, power = body.as_base_exp()
            if not (power - 1).is_nonnegative and self._moves(base, *at):
                self.terms.need(base, "!=", base.is_nonzero)
            yield from self._outer(power * base ** (power - 1), base, *at)
        elif isinstance(body, sp.exp):
            yield from self._outer(body, body.args[0], *at)  # type: ignore[arg-type]
        elif isinstance(body, sp.log):
            yield from self._outer(1 / body.args[0], body.args[0], *at)  # type: ignore[arg-type, operator]
        elif isinstance(body, sp.Max) and len(body.args) == 2 and sp.Integer(0) in body.args:
            (inside,) = (arg for arg in body.args if arg != 0)
            active = event_of(self.terms, relation(self.terms.quote(inside), ">=", number(0)))  # type: ignore[arg-type]
            yield from self._outer(indicator(self.terms, active), inside, *at)  # type: ignore[arg-type]
        elif body.free_symbols:
            for part in body.free_symbols:
                if list(self.slopes(part, *at)):  # type: ignore[arg-type]
                    raise Refused("no rule differentiates this by the weights")

    def _moves(self, part: sp.Expr, *at: Expr) -> bool:
        return bool(list(self.slopes(part, *at)))

    def _outer(self, factor: sp.Expr, part: sp.Expr, *at: Expr) -> Iterator[Slope]:
        yield from ((factor * slope, fixed) for slope, fixed in self.slopes(part, *at))

    def _atom(self, atom: sp.Expr, *at: Expr) -> Iterator[Slope]:
        tree = self.terms.tree(atom)
        if not self._mentions(tree):
            self._stays(tree)
            return
        if tree.head == "entry" and tree.args[0] == self.family and len(tree.args) == 1 + len(at):
            yield sp.Integer(1), {one.name: at for one, at in zip(tree.args[1:], at, strict=True) if one != at}
        elif tree.head == "sum":
            yield from self._sum(atom, *at)
        elif tree.head == "apply" and len(at) == 2:
            yield self.terms.atom(Expr("entry", (Expr("partial", (tree, self.family)), *at))), {}
        else:
            raise Refused(f"no rule differentiates a {tree.head} by the weights")

    def _sum(self, atom: sp.Expr, *at: Expr) -> Iterator[Slope]:
        """Under a sum a delta of its variable leaves the one term, if the sum runs over the whole range."""
        binders, body = opened(self.terms, atom)
        for slope, fixed in self.slopes(body, *at):
            taken = {name: fixed[name] for name, _, _ in binders if name in fixed}
            if not all(self._is_whole(binder) for binder in binders if binder[0] in taken):
                raise Refused("a sum over a part of the family")
            kept = [
                (name, self.terms.renamed(low, taken), self.terms.renamed(high, taken))
                for name, low, high in binders
                if name not in taken
            ]
            slope = self.terms.renamed(slope, taken)
            outer = {name: index for name, index in fixed.items() if name not in taken}
            yield (summed(self.terms, kept, slope) if kept else slope), outer

    def _is_whole(self, binder: Binder) -> bool:
        """Whether a variable runs through the whole range of its sort."""
        name, low, high = binder
        sort = local_sort(name)
        return sort is not None and sort.kind == "index" and low == 1 and high == size(self.terms, sort.dims[0])

    def _starts(self, tree: Expr) -> bool:
        """Whether a part is not the family at another time than the start, or at an unsaid one."""
        named = root_of(self.family)
        if tree.head == "apply" and tree.args[0] == named:
            return tree.args[1:] == (number(0),)
        return self.family == named or named not in tree.args or tree.head == "apply"

    def _stays(self, tree: Expr) -> None:
        """What is not differentiated must not depend on the weights unseen."""
        own = root_of(self.family).name
        hidden = (tree.free & self.terms.moved) - {own}
        if hidden or self.terms.hides(own, tree.free) or not all(self._starts(part) for part in walk(tree)):
            raise Refused(f"{', '.join(sorted(hidden or tree.free))} may depend on the weights, and is not unfolded")

    def _mentions(self, tree: Expr) -> bool:
        if tree == self.family:
            return True
        args = tree.args[1:] if tree.head == "apply" and tree.args[0].head == "symbol" else tree.args
        return any(self._mentions(arg) for arg in args)


@dataclass(frozen=True)
class _Vector(_Weights):
    """By what is differentiated: a vector by name, ``family``, of length ``over``; all else is fixed meanwhile."""

    def _read(self) -> sp.Expr:
        """The body with Euclidean norms at even powers written out, as they are then smooth everywhere."""
        body = self.terms.scalar(self.body)
        even = {power for power in body.atoms(sp.Pow) if power.exp.is_Integer and power.exp > 0 and power.exp % 2 == 0}
        squares = {power: _squared(self.terms, power) for power in even}
        return sp.expand(body.xreplace({power: value for power, value in squares.items() if value is not None}))

    def _stays(self, tree: Expr) -> None:
        """The definition speaks of the vector by its argument alone, so that nothing else moves with it."""


def _squared(terms: Terms, power: sp.Pow) -> sp.Expr | None:
    r"""``\|v\|^{2k}`` as a power of the sum of squares of the components; None of anything else."""
    tree = terms.tree(power.base)
    value = terms.tensor(tree.args[0]) if tree.head == "norm" else None
    if value is None or not (tree.name == "F" or (tree.name == "2" and value.kind != "matrix")):
        return None
    return inner(terms, value, value) ** (power.exp / 2)


__all__ = ["gradient"]
