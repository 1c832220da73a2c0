r"""How does a changed tree read in the printed text? The new part in the place of the old, the rest as printed.

What the change keeps is copied from the printed text, so that ``\left(`` stays ``\left(``. Every splice is read again:
it counts only if it says what was meant, else a larger part is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ntkprops.errors import FormulaError
from ntkprops.language.edits.changes import Change
from ntkprops.language.edits.places import Path, at
from ntkprops.language.latex import RELATIONS, kept, to_latex
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, transform, walk

SUBSCRIPT = re.compile(r"\s*_\s*(\{[^{}]*\}|\\?\w)")
RELATION = re.compile(r":=|=|<|>|\\(?:coloneqq|triangleq|leqslant|leq|le|geqslant|geq|ge|lt|gt|neq|ne)(?![A-Za-z])")
BASES = frozenset({"entry", "apply", "dot"})  # of these the printed form looks at what stands first
OPEN = frozenset({"neg", "forall", "exists", "blank", "dots", "symbol", "number", "constant"})


@dataclass(frozen=True)
class Spliced:
    """A printed text with a change in it, and what it reads as."""

    tree: Expr
    latex: str
    span: tuple[int, int]
    new: str


@dataclass(frozen=True)
class Splice:
    """A printed formula into which changes are put."""

    latex: str
    tree: Expr
    notation: Notation
    own: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", frozenset(map(id, walk(self.tree))))

    def whole(self, change: Change) -> Expr:
        """The whole tree with the change made."""
        return put(self.tree, change.path, change.new)

    def text(self, change: Change) -> Spliced | None:
        """The printed text with the change made, the smallest part replaced; None where nothing reads as meant."""
        meant = flat(self.whole(change))
        for span, new in self._tries(change):
            text = self.latex[: span[0]] + new + self.latex[span[1] :]
            try:
                tree = read(text, self.notation)
            except (FormulaError, ValueError):
                continue
            if flat(tree) == meant:
                return Spliced(tree, text, span, new)
        return None

    def _tries(self, change: Change) -> Iterator[tuple[tuple[int, int], str]]:
        if change.link is not None:
            yield from self._relation(change.path, change.link, change.new.relations[change.link])
        for length in range(len(change.path) - self._is_later_term(change), -1, -1):
            path = change.path[:length]
            span = self._extent(at(self.tree, path))
            if span == (0, 0):
                continue
            inner = put(at(self.tree, path), change.path[length:], change.new)
            for new in self._written(inner, span):
                yield span, new
        yield (0, len(self.latex)), to_latex(self.whole(change))

    def _is_later_term(self, change: Change) -> bool:
        """Whether the sign of a term that is not the first changes: then the sum is written anew."""
        parent = at(self.tree, change.path[:-1]) if change.path else self.tree
        return bool(change.path) and parent.head == "add" and change.path[-1] > 0 and change.kind == "sign"

    def _written(self, node: Expr, span: tuple[int, int]) -> Iterator[str]:
        try:
            plain = to_latex(self._keep(node))
        except ValueError:
            return
        after = self.latex[span[1] : span[1] + 1]
        spaced = plain + (" " if re.search(r"\\[A-Za-z]+$", plain) and after.isalpha() else "")
        before = self.latex[: span[0]].rstrip()
        if len(plain) > 1 and before[-1:] in ("^", "_"):
            yield f"{{{plain}}}"
        if before[-1:].isdigit() and plain[:1].isdigit():
            yield rf"\cdot {spaced}"
        yield spaced
        yield f"({plain})"
        yield f"{{{plain}}}"

    def _keep(self, node: Expr) -> Expr:
        """The node with every part that the change left alone standing for its printed text."""
        if id(node) in self.own and node.head not in OPEN and self._extent(node) != (0, 0):
            return kept(node, self.latex[slice(*self._extent(node))])
        first = node.args[:1] if node.head in BASES else ()
        args = (*(self._open(arg) for arg in first), *(self._keep(arg) for arg in node.args[len(first) :]))
        return replace(node, args=args) if args else node

    def _open(self, node: Expr) -> Expr:
        return replace(node, args=tuple(map(self._keep, node.args))) if node.args else node

    def _extent(self, node: Expr) -> tuple[int, int]:
        r"""Where a node is printed; a norm with the subscript that stands behind its bars."""
        start, stop = node.span
        if node.head == "norm" and node.name and (script := SUBSCRIPT.match(self.latex, stop)):
            stop = script.end()
        return start, stop

    def _relation(self, path: Path, link: int, op: str) -> Iterator[tuple[tuple[int, int], str]]:
        left, right = at(self.tree, path).args[link : link + 2]
        start, stop = self._extent(left)[1], right.span[0]
        for found in RELATION.finditer(self.latex, start, max(start, stop)):
            new = RELATIONS.get(op, op)
            crowded = new[0] == "\\" and self.latex[found.end() : found.end() + 1].isalpha()
            yield found.span(), new + (" " if crowded else "")


def put(tree: Expr, path: Path, new: Expr) -> Expr:
    """The tree with ``new`` at ``path``; what is not on the path stays the same objects."""
    if not path:
        return new
    place, *rest = path
    args = (*tree.args[:place], put(tree.args[place], tuple(rest), new), *tree.args[place + 1 :])
    return replace(tree, args=args)


def flat(tree: Expr) -> Expr:
    """The tree without nesting of products in products and sums in sums, which brackets need not show."""

    def once(node: Expr) -> Expr:
        if node.head not in ("add", "mul") or all(arg.head != node.head for arg in node.args):
            return node
        return replace(
            node, args=tuple(p for arg in node.args for p in (arg.args if arg.head == node.head else (arg,)))
        )

    return transform(tree, once)


__all__ = ["Splice", "Spliced", "flat", "put"]
