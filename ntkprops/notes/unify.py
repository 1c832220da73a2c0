r"""What shape has a thing of which only uses are known? Unification of shapes, with a way back.

A shape is ``tensor(rows, columns)`` (a number is 1 x 1, a vector d x 1), a ``family`` of members over ranges, or an
``event``; a dimension is a name. ``Shapes.unify`` makes two shapes one and raises ``Clash`` where they cannot be, with
both places; ``mark`` and ``undo`` take back all that was concluded since. Names: ``Node``, ``Shapes``, ``Clash``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


class Where(Protocol):
    """A printed formula and where it stands."""

    @property
    def latex(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


Value = tuple[str, tuple["Node", ...]]
Rule = Callable[[], bool]  # whether it has said all that it will ever say


@dataclass(eq=False)
class Node:
    """A shape or a dimension: unknown, known, or the same as another."""

    value: Value | None = None
    place: Where | None = None
    link: Node | None = None
    is_number: bool | None = None  # only known to be none, while the shape is not

    @property
    def root(self) -> Node:
        node = self
        while node.link is not None:
            node = node.link
        return node


class Clash(Exception):  # noqa: N818  it is caught, and told as what is open
    """Two uses that no one shape allows; each with its place and what it asks for."""

    def __init__(self, first: tuple[str, Where | None], second: tuple[str, Where | None], nodes: tuple[Node, ...]):
        super().__init__(f"{first[0]} against {second[0]}")
        self.first, self.second, self.nodes = first, second, nodes


@dataclass
class Shapes:
    """All shapes of one document.

    >>> shapes = Shapes()
    >>> x, y = shapes.new(), shapes.vector(shapes.name("d"))
    >>> shapes.unify(x, y)
    >>> words(x)
    'a vector of length d'
    """

    place: Where | None = None
    trail: list[tuple[Node, str, object]] = field(default_factory=list)
    waiting: tuple[tuple[Where | None, Rule], ...] = ()

    def new(self) -> Node:
        """A shape, or a dimension, of which nothing is known."""
        return Node(place=self.place)

    def name(self, dimension: str) -> Node:
        return Node((f"={dimension}", ()), self.place)

    def tensor(self, rows: Node, columns: Node) -> Node:
        return Node(("tensor", (rows, columns)), self.place)

    def vector(self, length: Node) -> Node:
        return self.tensor(length, self.name("1"))

    def number(self) -> Node:
        return self.tensor(self.name("1"), self.name("1"))

    def family(self, member: Node, over: tuple[Node, ...]) -> Node:
        return Node(("family", (member, *over)), self.place)

    def event(self) -> Node:
        return Node(("event", ()), self.place)

    def set(self, node: Node, attribute: str, value: object) -> None:
        self.trail.append((node, attribute, getattr(node, attribute)))
        setattr(node, attribute, value)

    def mark(self) -> tuple[int, tuple[tuple[Where | None, Rule], ...]]:
        return len(self.trail), self.waiting

    def undo(self, mark: tuple[int, tuple[tuple[Where | None, Rule], ...]]) -> None:
        """Take back everything since ``mark``."""
        length, self.waiting = mark
        while len(self.trail) > length:
            node, attribute, value = self.trail.pop()
            setattr(node, attribute, value)

    def unify(self, one: Node, other: Node) -> None:
        """Make two shapes one.

        Raises:
            Clash: where they differ.
        """
        one, other = one.root, other.root
        if one is other:
            return
        if one.value is None:
            one, other = other, one
        if other.value is None:
            self.set(other, "link", one)
            if other.is_number is False:
                self.no_number(one)
            return
        assert one.value is not None
        (head, parts), (second, others) = one.value, other.value
        if head != second or len(parts) != len(others):
            raise self.clash(one, other)
        told = words(one), words(other)
        self.set(other, "link", one)
        try:
            for part, matching in zip(parts, others, strict=True):
                self.unify(part, matching)
        except Clash as clash:
            said = told[::-1] if one.place is self.place else told
            raise Clash((said[0], clash.first[1]), (said[1], clash.second[1]), (*clash.nodes, one, other)) from clash

    def clash(self, one: Node, other: Node) -> Clash:
        """The contradiction of two roots, the earlier use first."""
        if one.place is self.place:
            one, other = other, one
        return Clash((words(one), one.place), (words(other), self.place or other.place), (one, other))

    def no_number(self, node: Node) -> None:
        """Say that a shape is none of a number."""
        node = node.root
        if is_number(node):
            raise Clash((words(node), node.place), ("a vector or a matrix", self.place), (node,))
        if node.is_number is None:
            self.set(node, "is_number", False)

    def later(self, rule: Rule) -> None:
        """Try a rule now, and again whenever more is known, until it has said all."""
        if not rule():
            self.waiting = (*self.waiting, (self.place, rule))

    def settle(self) -> None:
        """Let the waiting rules speak until none has more to say."""
        moved, before = True, self.place
        while moved:
            waiting, length = self.waiting, len(self.trail)
            left = tuple(entry for entry in waiting if not self._try(*entry))
            self.waiting = (*left, *self.waiting[len(waiting) :])
            moved = len(left) < len(waiting) or len(self.trail) > length
        self.place = before

    def _try(self, place: Where | None, rule: Rule) -> bool:
        self.place = place or self.place
        return rule()


def is_number(node: Node) -> bool:
    """Whether a shape is known to be 1 x 1."""
    value = node.root.value
    return value is not None and value[0] == "tensor" and all(dimension(part) == "1" for part in value[1])


def is_no_number(node: Node) -> bool:
    """Whether a shape is known not to be 1 x 1."""
    node = node.root
    if node.value is None or node.is_number is False:
        return node.is_number is False
    return node.value[0] != "tensor" or any(dimension(part) not in ("", "1") for part in node.value[1])


def dimension(node: Node) -> str:
    """The name of a dimension, or an empty string."""
    value = node.root.value
    return value[0][1:] if value is not None and value[0].startswith("=") else ""


def words(node: Node) -> str:
    """A shape in words, as an error says it."""
    value = node.root.value
    if value is None:
        return "something" if node.root.is_number is None else "a vector or a matrix"
    head, parts = value
    if head.startswith("="):
        return f"length {head[1:]}"
    if head != "tensor":
        return {"family": "a family", "event": "an event"}[head]
    rows, columns = (dimension(part) for part in parts)
    if rows == columns == "1":
        return "a number"
    if columns == "1":
        return f"a vector of length {rows}" if rows else "a vector"
    return f"a {rows or '?'} x {columns or '?'} matrix"
