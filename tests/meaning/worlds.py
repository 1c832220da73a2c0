"""The smallest world for both number systems: letters with values, nothing drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np

from ntkprops.language import Notation, declare, index, matrix, real, vector
from ntkprops.language.notation import count
from ntkprops.language.tree import Expr
from ntkprops.meaning import Scene
from ntkprops.meaning.arithmetic import Arithmetic
from ntkprops.meaning.doubles import DOUBLES
from ntkprops.meaning.exact.system import EXACT
from ntkprops.meaning.exact.tensor import Tensor

NOTATION = Notation(
    (
        *(declare(name, real) for name in ("p", "q", "r")),
        declare("n", count),
        index("k", over="n"),
        declare("v", vector("n")),
        declare("z", vector("n")),
        declare("M", matrix("n", "n")),
    )
)


@dataclass(frozen=True)
class Letters:
    """Values of symbols, and ``f(s) = s p`` with its rate and gradient."""

    values: Mapping[str, Any]
    system: Arithmetic

    def value(self, name: str) -> Any:
        """The letter."""
        return self.values.get(name)

    def at(self, name: str, args: tuple[Any, ...]) -> Any:
        """The function at a number."""
        return self.system.times(args[0], self.values["p"]) if name == "f" else None

    def rate(self, name: str, args: tuple[Any, ...]) -> Any:
        """The rate of the function."""
        return self.values["p"] if name == "f" else None

    gradient = rate


@dataclass(frozen=True)
class Plain(Scene):
    """A scene on letters, where a mean is that of what is certain."""

    SYSTEM: ClassVar[Arithmetic] = EXACT

    letters: Letters
    notation: Notation = NOTATION
    definitions: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    bound: Mapping[str, Any] = field(default_factory=dict)
    depth: int = 0

    @property
    def known(self) -> Letters:
        """The letters."""
        return self.letters

    def scalar(self, name: str) -> Any:
        """What is bound."""
        return self.bound.get(name)

    def mean(self, tree: Expr, body: Callable[[Any], Any]) -> Any:
        """Nothing is drawn."""
        return body(self)


@dataclass(frozen=True)
class InDoubles(Plain):
    """The same in doubles."""

    SYSTEM: ClassVar[Arithmetic] = DOUBLES


def both(values: Mapping[str, Any]) -> tuple[Plain, InDoubles]:
    """The exact scene of letters with rational values, and the same in doubles."""
    floats = {name: as_double(value) for name, value in values.items()}
    return Plain(Letters(values, EXACT)), InDoubles(Letters(floats, DOUBLES))


def as_double(value: Any) -> np.ndarray:
    """An exact value as one draw."""
    if isinstance(value, Tensor):
        return np.array([float(entry) for entry in value.entries]).reshape(1, *value.shape)
    return np.array([float(Fraction(value))])
