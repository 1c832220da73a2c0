r"""Where a formula is evaluated: ``Scene``, what gives symbols their values and what a world says of means.

The walk over a formula knows no world. A world gives it a scene: an instance that knows symbols, a number system, what
the notes define, what is bound, and how to take a mean, to show that something exists, to read a membership or a law.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr
from ntkprops.meaning.arithmetic import Arithmetic, Undetermined

S = TypeVar("S", bound="Scene")


class Scene:
    """What the walk asks; the scenes of worlds are frozen dataclasses with these fields and more.

    Args:
        notation: the symbols.
        definitions: what the notes define, by spelling: each gives its ``body`` for a tree, by ``apply``.
        bound: the values of bound variables; they come first.
        depth: how many definitions have been unfolded to come here.
    """

    SYSTEM: ClassVar[Arithmetic]
    DEEPEST: ClassVar[int] = 32  # definitions within definitions
    KNOWS_RATES: ClassVar[bool] = True  # at least as well as the notes define them

    notation: Notation
    definitions: Mapping[str, Sequence[Any]]
    bound: Mapping[str, Any]
    depth: int

    @property
    def known(self) -> Any:
        """What gives symbols values: ``value(name)``, ``at(name, args)``, ``rate`` and ``gradient``, or None."""
        raise NotImplementedError

    def scalar(self, name: str) -> Any:
        """The value of a bound variable or a parameter; None for any other symbol."""
        raise NotImplementedError

    def bind(self: S, name: str, value: Any) -> S:
        """The scene inside a binder."""
        return self.changed(bound={**self.bound, name: value})

    def unfolded(self: S, **changes: Any) -> S:
        """The scene inside a definition.

        Raises:
            Undetermined: where definitions lean on themselves.
        """
        if self.depth >= self.DEEPEST:
            raise Undetermined("a definition that leans on itself")
        return self.changed(depth=self.depth + 1, **changes)

    def changed(self: S, **changes: Any) -> S:
        """The scene with other fields."""
        return replace(self, **changes)  # type: ignore[type-var]  every scene is a dataclass

    def spend(self, amount: int = 1) -> None:
        """Count work, where it is counted."""

    def computed(self, rule: Callable[[Expr, Any], Any], tree: Expr) -> Any:
        """The value that a rule gives a tree; a scene may count the work, or keep what is found."""
        self.spend()
        return rule(tree, self)

    def argument(self, value: Any) -> Any:
        """A value as what gives symbols their values takes it."""
        return value

    def stepped(self, name: str, args: Sequence[Any]) -> Expr | None:
        """What a recursion says of a symbol at arguments, where nothing else says it."""
        return None

    def slope(self, body: Expr) -> Any:
        """The gradient of what is only defined, by its last argument; None where there is none."""
        return None

    def mean(self: S, tree: Expr, body: Callable[[S], Any]) -> Any:
        r"""The mean of ``body`` over what ``\mathbb{E}`` or ``\Pr`` at the root of a tree draws."""
        raise Undetermined("a mean over what is not drawn")

    def exists(self, what: Expr, conditions: Sequence[Expr]) -> Any:
        """Whether some value of ``what`` fulfils conditions."""
        raise Undetermined("what exists is not searched here")

    def classified(self, left: Expr, op: str, right: Expr, value: Callable[[], Any]) -> Any:
        r"""The truth of ``left \in right`` and ``left \sim right``, where ``value()`` is that of the left side."""
        raise Undetermined(f"the relation {op}")

    def says(self, target: Expr, body: Expr) -> bool:
        """Whether a symbol is here what a definition says, and nothing else gives it a value."""
        return False

    def cuts(self, body: Expr) -> Sequence[float]:
        """The moments between which a formula depends smoothly on a time."""
        return ()
