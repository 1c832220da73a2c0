r"""What may a printed formula lack, as people's errata say? ``insertions(tree, notation)``, one at a time, by kind.

==========  ================================================================================
missing     a factor of a side, a term or an exponent: a count, its root, 2, a scalar, a norm
divisor     the same as a divisor
index       on a symbol that is declared with one
sum         dropped, or put over an index that stands free
argument    a function taken from around its arguments, or put around one
root        a square for a root and the reverse, another exponent's sign and size, a power k
each        every coefficient of a sum squared
term        another vector added to one
==========  ================================================================================

They are tried on what is wrong; what spoils a true formula is in ``changes``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ntkprops.language.edits.changes import Change, named, negated, scaled
from ntkprops.language.edits.places import Place, places
from ntkprops.language.notation import Notation
from ntkprops.language.tree import BINDERS, Expr, number, symbol, transform, walk

INSERTED = ("missing", "divisor", "index", "sum", "argument", "root", "each", "term")
ONE, TWO = number(1), number(2)


def insertions(
    tree: Expr, notation: Notation, *, names: Sequence[str] = (), kinds: Sequence[str] = INSERTED
) -> Iterator[Change]:
    """Every insertion at one place, kind by kind in the order of ``kinds``; ``names`` are further symbols in scope."""
    whole = Expr("items", (tree, *map(symbol, names)))
    every = [here for here in places(tree) if here.node.head not in ("blank", "dots")]
    for kind in kinds:
        for here in every:
            yield from (named(here, new, kind) for new in _MAKERS[kind](here, whole, notation) if new != here.node)


def _missing(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    return (times(here.node, factor) for factor in _lacking(here, tree, notation))


def _divisor(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    return (over(here.node, factor) for factor in _lacking(here, tree, notation))


def _lacking(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    """What a side, a term, an exponent or a root may lack; what it has already is a power's business."""
    parent = here.parent
    if parent is None or parent.head not in ("chain", "add", "exp", "sqrt", "neg") or _is_nothing(here, notation):
        return
    if here.node.head in ("add", "neg") and parent.head != "chain":
        return
    if parent.head == "chain" and here.path[-1] == 0 and parent.name != ":=":
        return  # a factor of one side is a divisor of the other
    product = here.node.args[0] if here.node.head == "neg" else here.node
    yield from (one for one in factors(tree, notation) if one not in product.args and one != product)


def _is_nothing(here: Place, notation: Notation) -> bool:
    """Whether a factor would change nothing, or would stand where none may: at zero, an index, an event."""
    node = here.node
    row = notation.table.get(node.name) if node.head == "symbol" else None
    return (
        node == number(0)
        or node.head in ("forall", "exists", "items", "set", "space", "law", "landau", "typed")
        or (row is not None and row.sort.kind == "index")
        or any(one.head in ("entry", "forall", "exists") for one in here.above)
        or any(one.head in BINDERS and here.path[depth] < 3 for depth, one in enumerate(here.above))
    )


def factors(tree: Expr, notation: Notation) -> Iterator[Expr]:
    """What a formula may lack as a factor: counts and their roots, 2, scalars and norms of what it speaks of."""
    spoken = [notation.table[name] for name in sorted(tree.free & notation.table.keys())]
    for row in spoken:
        if row.over or row.of or row.random:
            continue
        if row.sort.kind in ("vector", "matrix"):
            yield Expr("norm", (symbol(row.name),))
        elif row.sort.is_scalar and row.sort.kind not in ("count", "sign"):
            yield symbol(row.name)
    yield TWO
    for name in counts(tree, notation):
        yield symbol(name)
        yield Expr("sqrt", (symbol(name),))


def counts(tree: Expr, notation: Notation) -> tuple[str, ...]:
    """The counts that a formula speaks of: by name, or by how long, how many or over what its symbols are."""
    bound = {part.args[0].name for part in walk(tree) if part.head in BINDERS}
    rows = [notation.table[name] for name in (tree.free | bound) & notation.table.keys()]
    found = {name for row in rows for name in (row.name, *row.over, *row.sort.dims)}
    return tuple(sorted(n for n in found if n in notation.table and notation.table[n].sort.kind == "count"))


def times(node: Expr, factor: Expr) -> Expr:
    """A product with one factor more, under the sign and after a number that leads it."""
    if node.head == "neg":
        return negated(times(node.args[0], factor))
    if node == ONE:
        return factor
    parts = node.args if node.head == "mul" else (node,)
    behind = parts[0].head == "number" or (factor.head == "norm" and parts[0].head in ("norm", "lambda_max"))
    return Expr("mul", (parts[0], factor, *parts[1:]) if behind else (factor, *parts))


def over(node: Expr, factor: Expr) -> Expr:
    """A quotient with one divisor more: in the denominator if there is one."""
    if node.head == "neg":
        return negated(over(node.args[0], factor))
    if node.head == "div":
        return replace(node, args=(node.args[0], times(node.args[1], factor)))
    if node.head == "mul" and node.args[0].head == "div":
        return replace(node, args=(over(node.args[0], factor), *node.args[1:]))
    if node.head in ("symbol", "number"):
        return Expr("div", (node, factor))
    return times(node, Expr("div", (ONE, factor)))


def _index(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    row = notation.table.get(here.node.name) if here.node.head == "symbol" else None
    if row is None or here.is_base or here.is_variable or (not row.over and row.sort.kind != "vector"):
        return
    ranges = row.over or row.sort.dims
    for name, other in sorted(notation.table.items()):
        if other.sort.kind == "index" and other.sort.dims == ranges[:1]:
            yield Expr("entry", (here.node, symbol(name)))


def _sum(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    if here.node.head == "sum":
        yield here.node.args[3]
        return
    if here.parent is None or here.parent.head not in ("chain", "sqrt", "mul", "div", "add"):
        return
    for name in sorted(here.node.free & notation.table.keys()):
        row = notation.table[name]
        if row.sort.kind == "index" and here.node.head != "symbol":
            yield Expr("sum", (symbol(name), ONE, symbol(row.sort.dims[0]), here.node))


def _argument(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    node = here.node
    if here.is_variable or here.is_base or (here.parent is not None and here.parent.head in ("apply", "grad")):
        return
    if node.head in ("norm", "abs", "apply") and any(part.head == "apply" for part in walk(node)):
        yield transform(node, _bare)
    if node.head != "symbol" or node.name not in notation.table or notation.table[node.name].applies:
        return
    for name in sorted(tree.free & notation.table.keys()):
        if notation.table[node.name].sort in notation.table[name].of:
            yield Expr("apply", (symbol(name), node))


def _bare(node: Expr) -> Expr:
    return node.args[1] if node.head == "apply" and len(node.args) == 2 else node


def _root(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    node = here.node
    if node.head == "sqrt":
        yield Expr("pow", (node.args[0], TWO))
    if node.head == "pow" and node.args[1] == TWO:
        yield Expr("sqrt", (node.args[0],))
    if here.is_exponent and here.parent is not None and here.parent.head == "pow" and node.head != "number":
        yield from (negated(other) for other in scaled(node))
    row = notation.table.get(node.name) if node.head == "symbol" else None
    if row is None or not row.sort.is_scalar or row.of or row.over or row.sort.kind in ("index", "count", "time"):
        return
    if here.parent is None or here.parent.head not in ("mul", "div", "chain", "add"):
        return
    for name in sorted(tree.free & notation.table.keys()):
        if notation.table[name].sort.kind in ("index", "count"):
            yield Expr("pow", (node, symbol(name)))


def _each(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    if here.node.head != "add" or here.parent is None or here.parent.head != "chain":
        return
    rows = notation.table

    def squared(part: Expr) -> Expr:
        scalar = part.head == "symbol" and part.name in rows and rows[part.name].whole.is_scalar
        return Expr("pow", (part, TWO)) if scalar and not rows[part.name].random else part

    terms = [replace(t, args=tuple(map(squared, t.args))) if t.head == "mul" else t for t in here.node.args]
    yield replace(here.node, args=tuple(terms))


def _term(here: Place, tree: Expr, notation: Notation) -> Iterator[Expr]:
    row = notation.table.get(here.node.name) if here.node.head == "symbol" else None
    if row is None or row.sort.kind != "vector" or row.over or row.of:
        return
    if here.parent is None or here.parent.head not in ("norm", "inner"):
        return
    for name in sorted(tree.free & notation.table.keys()):
        if name != row.name and notation.table[name].whole == row.sort and not notation.table[name].of:
            yield Expr("add", (here.node, symbol(name)))
            yield Expr("add", (here.node, negated(symbol(name))))


_MAKERS = {
    "missing": _missing, "divisor": _divisor, "index": _index, "sum": _sum, "argument": _argument, "root": _root,
    "each": _each, "term": _term,
}  # fmt: skip

__all__ = ["INSERTED", "factors", "insertions", "over", "times"]
