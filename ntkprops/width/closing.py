r"""Is the claim proved at the width that was derived? ``closes(lecture, derivation)``.

The claim is read with its bounds in the place of its rate, and with the events' own shares in the place of its
probability; then the machinery that judges lectures must prove it, the continuity bootstrap included. Nothing is taken
from the derivation but the bounds.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from ntkprops.language.tree import Expr, number, relation, symbol
from ntkprops.proof.argument import Argued, argue
from ntkprops.proof.reading import relations
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.model import Cite
from ntkprops.width.collect import collect
from ntkprops.width.model import Derivation


def closes(
    lecture: Lecture, derivation: Derivation, *, by: tuple[Cite, ...] | None = None, given: tuple[str, ...] = ()
) -> Argued:
    """What the prover says of the claim at the derived width; ``by`` and ``given`` as in ``derive``."""
    found = collect(lecture, derivation.label, by=by, given=given)
    width = symbol(derivation.width.name)
    kept = [tree for tree in found.reading.given if not any(link.args[0] == width for link, _, _ in relations(tree))]
    bounds = [relation(width, bound.op, tree_of(bound.value)) for bound in derivation.bounds]
    spent = Expr("add", tuple(symbol(share.symbol.name) for share in derivation.shares))
    chance = Expr("add", (number(1), Expr("neg", (spent,)))) if derivation.shares else found.reading.probability
    return argue(found.book, replace(found.reading, given=(*kept, *bounds), probability=chance), corrected=True)


def tree_of(value: sp.Expr) -> Expr:
    """An expression in the notes' own scalars as a tree.

    >>> n = sp.Symbol("n", positive=True)
    >>> tree_of(sp.log(2 * n)).head
    'log'
    """
    if value.is_Symbol:
        return symbol(value.name)  # type: ignore[attr-defined]
    if value == sp.pi:
        return Expr("constant", name="\\pi")
    if value.is_Integer:
        return number(int(value))
    if value.is_Add:
        return Expr("add", tuple(tree_of(term) for term in value.args))  # type: ignore[arg-type]
    if isinstance(value, sp.log):
        return Expr("log", (tree_of(value.args[0]),))  # type: ignore[arg-type]
    above, below = value.as_numer_denom()
    if below != 1:
        return Expr("div", (tree_of(above), tree_of(below)))
    base, power = value.as_base_exp()
    if power == sp.Rational(1, 2):
        return Expr("sqrt", (tree_of(base),))
    if power != 1:
        return Expr("pow", (tree_of(base), tree_of(power)))
    return Expr("mul", tuple(tree_of(factor) for factor in sp.Mul.make_args(value)))


__all__ = ["closes", "tree_of"]
