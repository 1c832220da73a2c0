r"""Where in a tree may something be changed? ``places(tree)``, each with what stands above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ntkprops.language.tree import BINDERS, Expr

Path = tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """A node with the nodes above it, the root first."""

    path: Path
    node: Expr
    above: tuple[Expr, ...]

    @property
    def parent(self) -> Expr | None:
        """The node above, if there is one."""
        return self.above[-1] if self.above else None

    @property
    def is_base(self) -> bool:
        """Whether the node is what is indexed, applied or dotted."""
        return self.parent is not None and self.parent.head in ("entry", "apply", "dot") and self.path[-1] == 0

    @property
    def is_variable(self) -> bool:
        """Whether the node is a bound variable or the variable of a derivative."""
        if self.parent is None:
            return False
        return (self.parent.head in BINDERS and self.path[-1] == 0) or (
            self.parent.head in ("derivative", "partial") and self.path[-1] == 1
        )

    @property
    def is_index(self) -> bool:
        """Whether the node stands in a subscript."""
        return self.parent is not None and self.parent.head == "entry" and self.path[-1] > 0

    @property
    def is_exponent(self) -> bool:
        """Whether the node is a power's exponent or the argument of an exponential."""
        return self.parent is not None and (
            (self.parent.head == "pow" and self.path[-1] == 1) or self.parent.head == "exp"
        )


def at(tree: Expr, path: Path) -> Expr:
    """The node at a path."""
    for place in path:
        tree = tree.args[place]
    return tree


def places(tree: Expr) -> Iterator[Place]:
    """Every node in printed order, without what a law, a space or an elided part holds."""
    todo = [Place((), tree, ())]
    while todo:
        here = todo.pop()
        yield here
        below = [Place((*here.path, k), arg, (*here.above, here.node)) for k, arg in enumerate(here.node.args)]
        todo += [] if here.node.head == "space" else reversed(below)


__all__ = ["Path", "Place", "at", "places"]
