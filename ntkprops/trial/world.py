r"""What a world of small exact instances must offer, and the effort that a search may spend.

A ``World`` yields ``Setting`` values, smallest first: the sizes and data that no draw changes. A setting
yields ``Instance`` values, its draws made exact, and ``Cell`` values, which pave the space of draws with
certified masses. An instance gives symbols their values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ntkprops.language.notation import Symbol
from ntkprops.meaning.exact.tensor import Value
from ntkprops.meaning.exact.values import Number
from ntkprops.trial.sets import Law


class OutOfEffort(Exception):  # noqa: N818  a state of the search, not an error
    """The work that a search was allowed is done."""


@dataclass
class Effort:
    """Parts of formulas that may still be evaluated: counted, never timed, so that machines agree."""

    left: int

    def spend(self, amount: int = 1) -> None:
        """Count work. Raises ``OutOfEffort`` where none is left."""
        self.left -= amount
        if self.left < 0:
            raise OutOfEffort


@dataclass(frozen=True)
class Usage:
    """What formulas mention: spellings, and which are applied to a time other than 0."""

    names: frozenset[str]
    timed: frozenset[str] = field(default=frozenset())
    chosen: frozenset[str] = field(default=frozenset())  # families that the claim quantifies
    declared: Mapping[str, Symbol] = field(default_factory=dict, compare=False)  # sorts and laws that a draw obeys


class Instance(Protocol):
    """Values for symbols. Every method gives None where the instance does not know the symbol."""

    def value(self, name: str) -> Value | None:
        """The bare symbol."""
        ...

    def at(self, name: str, args: tuple[Value, ...]) -> Value | None:
        """The symbol applied to arguments."""
        ...

    def rate(self, name: str, args: tuple[Value, ...]) -> Value | None:
        """The time derivative of the symbol, applied to arguments."""
        ...

    def gradient(self, name: str, args: tuple[Value, ...]) -> Value | None:
        """The gradient by its last argument."""
        ...

    def draws(self, name: str) -> frozenset[str] | None:
        """The independent draws that the symbol is made of; none for data and sizes."""
        ...

    def law(self, name: str) -> Law | str | None:
        """The law of a draw: its atoms, or a name of ``sets.LAWS``."""
        ...

    def choices(self) -> Iterator[Instance]:
        """The instance with quantified families chosen in several ways, the most hostile first."""
        ...

    def members(self, name: str, place: int) -> Iterator[Value]:
        """Candidates for one member of a family, for "there is a w_k"; each is the whole family."""
        ...

    def shown(self) -> Mapping[str, str]:
        """The exact values, in the notation of the notes."""
        ...


@dataclass(frozen=True)
class Cell:
    """A part of the space of draws: its mass, the instance of all draws in it, and how to split it.

    ``size`` orders cells: it bounds the mass from above in floating point, and decides nothing.
    """

    mass: Number
    instance: Instance
    size: float = 0.0

    def halves(self) -> tuple[Cell, ...]:
        """Disjoint cells that fill this one but for a null set; none for an atom."""
        return ()


class Setting(Protocol):
    """Sizes and data: everything that is fixed before the draw."""

    @property
    def size(self) -> tuple[int, ...]:
        """What "smallest" means here, e.g. (n, m)."""
        ...

    @property
    def fixed(self) -> Instance:
        """The instance before any draw."""
        ...

    def starts(self, usage: Usage) -> Iterator[Instance]:
        """Exact draws, simplest first, with the families chosen."""
        ...

    def cells(self, usage: Usage) -> Iterable[Cell]:
        """Cells that fill the space of draws."""
        ...


class World(Protocol):
    """Settings, smallest first."""

    @property
    def spellings(self) -> frozenset[str]:
        """The symbols that its instances give values to."""
        ...

    def parts(self, name: str) -> frozenset[str]:
        """The symbols from which a symbol of the world is computed."""
        ...

    def settings(self, usage: Usage) -> Iterator[Setting]:
        """The settings for formulas that mention these symbols; none where a declared law has no exact form here."""
        ...
