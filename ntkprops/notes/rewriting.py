r"""One form for what print may write in several ways, before anything is asked of it: ``plain(trees, parametric)``.

``x^{(i)}`` is the member ``x_i`` where its letter runs through a range somewhere in the notes, ``\theta^{t+1}`` and
``w^{(t)}`` are the value at a moment, and so are ``x_{k+1}`` and ``x_k`` where no range of k is printed;
``f_\theta(x)`` is ``f(x; \theta)``, and ``f_\theta`` alone is a function of which nothing more is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ntkprops.language.tree import BINDERS, Expr, transform, walk
from ntkprops.notes.unify import Where

WHOLE = "whole function"  # the head of a function that stands without its arguments
MEMBER = "member"  # of an entry whose first index was printed above
ALWAYS_INDEX = frozenset({"i", "j"})


def plain(trees: Sequence[tuple[Where, Expr]], parametric: Collection[str]) -> list[tuple[Where, Expr]]:
    """The trees of a document, each use of a symbol in one form."""
    parts = [part for _, tree in trees for part in walk(tree)]
    letters = ALWAYS_INDEX | {part.args[0].name for part in parts if part.head in BINDERS and part.head != "integral"}
    members = {
        _root(part).name
        for _, tree in trees
        for part in walk(tree)
        if part.head == "upper" and part.args[1].free & letters
    }

    steps = _sequences(trees, letters)

    def change(node: Expr) -> Expr:
        if node.head == "upper":
            return _upper(node, letters, members)
        if node.head == "entry" and node.args[0].name in steps and len(node.args) == 2:
            return replace(node, head="apply")
        return _parameters(node, parametric) if node.head == "entry" else node

    return [(where, transform(tree, change)) for where, tree in trees]


def _sequences(trees: Sequence[tuple[Where, Expr]], letters: Collection[str]) -> set[str]:
    """The symbols with an index ``k + 1`` whose letter runs through no printed range."""
    nodes = [part for _, tree in trees for part in walk(tree)]
    within = {part.args[0].name for part in nodes if part.head == "chain" and part.args[-1].name == "[]"}
    found = set[str]()
    for part in nodes:
        index = part.args[1] if part.head == "entry" and part.args[0].head == "symbol" and len(part.args) == 2 else part
        is_next = (
            index is not part and index.head == "add" and any(term.head in ("number", "neg") for term in index.args)
        )
        if is_next and not index.free & ({*letters} | within):
            found.add(part.args[0].name)
    return found


def _root(node: Expr) -> Expr:
    while node.args:
        node = node.args[0]
    return node


def _upper(node: Expr, letters: Collection[str], members: Collection[str]) -> Expr:
    """What stands above is an index of the family, or a moment."""
    base, index = node.args
    is_index = bool(index.free & {*letters}) or (index.head == "number" and _root(base).name in members)
    if not is_index:
        return Expr("apply", (base, index), span=node.span)
    if base.head == "entry":
        return replace(base, args=(base.args[0], index, *base.args[1:]), name=MEMBER)
    return Expr("entry", (base, index), MEMBER, node.span)


def _parameters(node: Expr, parametric: Collection[str]) -> Expr:
    base, *given = node.args
    function = base.args[0] if base.head == "apply" else base
    if function.head != "symbol" or function.name not in parametric:
        return node
    if base.head == "apply":
        return replace(base, args=(*base.args, *given))
    return Expr(WHOLE, tuple(given), function.name, node.span)
