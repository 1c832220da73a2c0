r"""Which formulas are one edit away? ``edits(latex, notation)``, each with its name, its kind and its place.

What may mend a formula (``mendings``) is more than what spoils one, and most of it is never written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ntkprops.language.edits.changes import KINDS, Change, changes
from ntkprops.language.edits.insertions import insertions
from ntkprops.language.edits.splice import Splice, flat, put
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
    for whole, change in _distinct(tree, changes(tree, notation, names=names, kinds=kinds)):
        yield from _spliced(splice, whole, change)


@dataclass(frozen=True)
class Planned:
    """A change that is not yet put into the text: what the whole would read as, and the edit, which costs a reading."""

    whole: Expr
    change: Change
    splice: Splice

    @property
    def edit(self) -> Edit | None:
        """The edit; None where no text says what is meant."""
        return next(_spliced(self.splice, self.whole, self.change), None)


def mendings(latex: str, notation: Notation, *, names: Sequence[str] = ()) -> Iterator[Planned]:
    r"""Every change of one place and every insertion, without repetition: what may mend a wrong formula.

    Args:
        latex: the printed formula.
        notation: the symbols.
        names: further symbols that the claim speaks of, any of which may be lacking.

    Raises:
        FormulaError: where the printed formula cannot be read.

    >>> from ntkprops.language.notation import Notation, count, declare, positive
    >>> planned = mendings("q < 1", Notation((declare("q", positive), declare("n", count))))
    >>> [one.edit.latex for one in planned if one.change.kind == "missing"][:3]
    ['q < q']
    """
    tree = read(latex, notation)
    splice = Splice(latex, tree, notation)
    for whole, change in _distinct(tree, chain(changes(tree, notation), insertions(tree, notation, names=names))):
        yield Planned(whole, change, splice)


def _distinct(tree: Expr, found: Iterable[Change]) -> Iterator[tuple[Expr, Change]]:
    """The changes that say different things, each with the whole tree."""
    seen = {flat(tree)}
    for change in found:
        whole = flat(put(tree, change.path, change.new))
        if whole not in seen:
            seen.add(whole)
            yield whole, change


def _spliced(splice: Splice, whole: Expr, change: Change) -> Iterator[Edit]:
    found = splice.text(change)
    if found is not None:
        yield Edit(found.tree, found.latex, change.name, found.span, change.kind, found.new)


__all__ = ["Edit", "Planned", "edits", "mendings"]
