r"""Which formulas are one edit away? ``edits(latex, notation)``, each with its name, its kind and its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntkprops.language.edits.changes import KINDS, changes
from ntkprops.language.edits.splice import Splice, flat
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr


@dataclass(frozen=True)
class Edit:
    r"""A formula one edit away from a printed one.

    Args:
        tree: what ``latex`` reads as.
        latex: the printed text with the edit in its place, all the rest as printed.
        name: what was done, e.g. ``exponent -\lambda_0 y -> -\lambda_0 t``.
        span: the half-open range of the printed text that was replaced.
        kind: one of ``KINDS``.
        new: what stands at ``span`` now.
    """

    tree: Expr
    latex: str
    name: str
    span: tuple[int, int]
    kind: str
    new: str = ""


def edits(latex: str, notation: Notation, *, names: Sequence[str] = (), kinds: Sequence[str] = KINDS) -> Iterator[Edit]:
    r"""Every formula one edit away, without repetition, in the order of the text for each kind of edit.

    The formula need not make sense: what can be read can be edited, and an edit need not make sense either.

    Args:
        latex: the printed formula.
        notation: the symbols, each of which may stand for another.
        names: further symbols in scope, such as what the claim quantifies.
        kinds: which kinds of edits, in which order.

    Raises:
        FormulaError: where the printed formula cannot be read.

    >>> from ntkprops.language.notation import Notation, declare, time
    >>> [edit.latex for edit in edits(r"t \leq 2", Notation((declare("t", time),))) if edit.kind == "constant"]
    ['t \\leq 4', 't \\leq 1', 't \\leq 3']
    """
    tree = read(latex, notation)
    splice = Splice(latex, tree, notation)
    seen = {flat(tree)}
    for change in changes(tree, notation, names=names, kinds=kinds):
        whole = flat(splice.whole(change))
        if whole in seen:
            continue
        seen.add(whole)
        found = splice.text(change)
        if found is not None:
            yield Edit(found.tree, found.latex, change.name, found.span, change.kind, found.new)


__all__ = ["Edit", "edits"]
