r"""Vectors and matrices in normal form: components, products, inner products, norms."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from ntkprops.derivation.definitions import root_of
from ntkprops.derivation.judgment import Refused
from ntkprops.derivation.sums import Binder, nested, summed
from ntkprops.derivation.terms import ONE, Tensor, Terms, Value, magnitude
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, symbol, transform


def size(terms: Terms, dim: str) -> sp.Expr:
    """A dimension as a number."""
    return sp.Integer(dim) if dim.isdigit() else terms.plain(dim)


def indices(terms: Terms, tensor: Tensor) -> list[Expr]:
    """Fresh index variables, one for each dimension."""
    return [symbol(terms.fresh(Sort("index", (dim,)))) for dim in tensor.dims]


def binders(terms: Terms, over: list[Expr], dims: tuple[str, ...]) -> list[Binder]:
    """The full range of each index."""
    return [(variable.name, ONE, size(terms, dim)) for variable, dim in zip(over, dims, strict=True)]


def scaled(factor: Value, value: Value) -> Value:
    """A scalar times anything."""
    if isinstance(factor, Tensor):
        raise Refused("these shapes have no product")
    if isinstance(value, Tensor):
        return Tensor(value.kind, value.dims, lambda *at: sp.expand(factor * value.at(*at)))
    return factor * value


def added(values: list[Value]) -> Value:
    """The sum of scalars, or of vectors or matrices of one shape."""
    tensors = [value for value in values if isinstance(value, Tensor)]
    if not tensors:
        return sp.Add(*values)  # type: ignore[arg-type]
    if len(tensors) != len(values) or len({(t.kind, t.dims) for t in tensors}) > 1:
        raise Refused("the terms of a sum must be of one shape")
    return Tensor(tensors[0].kind, tensors[0].dims, lambda *at: sp.Add(*(value.at(*at) for value in tensors)))


def transposed(value: Value) -> Value:
    """The transpose; of a scalar the scalar."""
    if not isinstance(value, Tensor):
        return value
    if value.kind == "matrix":
        return Tensor("matrix", value.dims[::-1], lambda i, j: value.at(j, i))
    return Tensor({"vector": "covector", "covector": "vector"}[value.kind], value.dims, value.at)


def inner(terms: Terms, left: Tensor, right: Tensor) -> sp.Expr:
    """The sum over all indices of the products of the components."""
    if left.dims != right.dims:
        raise Refused(f"an inner product of lengths {', '.join(left.dims)} and {', '.join(right.dims)}")
    over = indices(terms, left)
    return summed(terms, binders(terms, over, left.dims), left.at(*over) * right.at(*over))


def times(terms: Terms, left: Value, right: Value) -> Value:
    """The product of scalars, vectors, covectors and matrices."""
    if not isinstance(left, Tensor) or not isinstance(right, Tensor):
        return scaled(left, right) if isinstance(right, Tensor) else scaled(right, left)
    if (left.kind, right.kind) == ("vector", "covector"):
        return Tensor("matrix", (*left.dims, *right.dims), lambda i, j: sp.expand(left.at(i) * right.at(j)))
    if left.kind == "vector" or right.kind == "covector":
        raise Refused("these shapes have no product")
    if left.dims[-1] != right.dims[0]:
        raise Refused(f"a product over lengths {left.dims[-1]} and {right.dims[0]}")
    dims, cut = (*left.dims[:-1], *right.dims[1:]), len(left.dims) - 1

    def contracted(*at: Expr) -> sp.Expr:
        over = symbol(terms.fresh(Sort("index", (left.dims[-1],))))
        body = left.at(*at[:cut], over) * right.at(over, *at[cut:])
        return summed(terms, binders(terms, [over], left.dims[-1:]), body)

    if not dims:
        return contracted()
    kind = "matrix" if len(dims) == 2 else "vector" if left.kind == "matrix" else "covector"
    return Tensor(kind, dims, contracted)


def norm(terms: Terms, kind: str, value: Value) -> sp.Expr:
    """The norm: scalar factors come out, the sign does not matter."""
    if not isinstance(value, Tensor):
        return magnitude(value)
    over = indices(terms, value)
    names = {variable.name for variable in over}
    factors = sp.Mul.make_args(_in_common(terms, sp.expand(value.at(*over)), names))
    outside = sp.Mul(*(magnitude(factor) for factor in factors if not names & terms.names(factor)))
    body = sp.expand(sp.Mul(*(factor for factor in factors if names & terms.names(factor))))
    if outside == 0:
        return sp.Integer(0)
    sides = (components(terms, value, over, side) for side in (body, sp.expand(-body)))
    return outside * terms.atom(
        Expr("norm", (min(sides, key=repr),), {"": "2", "op": "2"}.get(kind, kind)), nonnegative=True
    )


def _in_common(terms: Terms, body: sp.Expr, names: set[str]) -> sp.Expr:
    """A sum of components with the factors in front that all its terms share."""
    parts: dict[sp.Expr, sp.Expr] = {}
    for term in sp.Add.make_args(body):
        inside = sp.Mul(*(factor for factor in sp.Mul.make_args(term) if names & terms.names(factor)))
        parts[inside] = parts.get(inside, sp.Integer(0)) + term / inside
    if len(parts) > 1:
        return sp.factor_terms(body)
    ((inside, beside),) = parts.items()
    return sp.Mul(sp.factor_terms(beside), inside, evaluate=False) if beside.is_Add else beside * inside


def components(terms: Terms, value: Tensor, over: list[Expr], body: sp.Expr) -> Expr:
    """A vector or matrix as the family of its components."""
    tree = nested(terms, "family", binders(terms, over, value.dims), body)
    assert tree is not None
    return tree


def trace(terms: Terms, value: Tensor) -> sp.Expr:
    """The sum of the components on the diagonal of a square matrix."""
    if value.kind != "matrix" or value.dims[0] != value.dims[1]:
        raise Refused("a trace is of a square matrix")
    over = symbol(terms.fresh(Sort("index", value.dims[:1])))
    return summed(terms, binders(terms, [over], value.dims[:1]), value.at(over, over))


def matrix_atom(terms: Terms, head: str, value: Tensor) -> sp.Expr:
    """``lambda_min`` or ``lambda_max`` of a matrix, as an atom.

    Eigenvalues are of symmetric matrices: declared ones are so by the notes, others must be by form.
    """
    if value.kind != "matrix" or value.dims[0] != value.dims[1]:
        raise Refused(f"{head} is of a square matrix")
    over = indices(terms, value)
    body = sp.expand(value.at(*over))
    if _mirrored(terms, body) != _mirrored(terms, sp.expand(value.at(*over[::-1]))):
        raise Refused(f"{head} is of a symmetric matrix")
    return terms.atom(Expr(head, (components(terms, value, over, body),)))


def _mirrored(terms: Terms, body: sp.Expr) -> sp.Expr:
    """A normal form in which the entries of every declared square matrix have their indices in order."""

    def ordered(tree: Expr) -> Expr:
        row = terms.notation.table.get(root_of(tree).name) if tree.head == "entry" else None
        square = row is not None and row.sort.kind == "matrix" and row.sort.dims[0] == row.sort.dims[1]
        if not square or row is None or row.over or len(tree.args) != 3:
            return tree
        return replace(tree, args=(tree.args[0], *sorted(tree.args[1:], key=repr)))

    return sp.expand(terms.scalar(transform(terms.quote(body), ordered)))


__all__ = [
    "added",
    "binders",
    "components",
    "indices",
    "inner",
    "matrix_atom",
    "norm",
    "scaled",
    "size",
    "times",
    "trace",
    "transposed",
]
