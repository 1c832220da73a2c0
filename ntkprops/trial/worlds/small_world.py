r"""Any notes as a world: sizes 1, 2, 3, and independent draws of small exact laws. ``small_world(..)``.

A setting fixes the sizes and a law for every random symbol that nothing defines. What else a claim speaks of is free,
and filled in by ``fill``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice, product

from ntkprops.language.notation import Symbol
from ntkprops.meaning.exact.tensor import Value
from ntkprops.meaning.exact.values import Undetermined
from ntkprops.trial.sets import Law
from ntkprops.trial.world import Cell, Usage
from ntkprops.trial.worlds.laws import LAWS, laws_of, outcomes
from ntkprops.trial.worlds.shapes import Shape, argument_extents, extents, shape_of
from ntkprops.trial.worlds.values import written

SIZES = (1, 2, 3)
START = ("start",)  # the argument of what does not move
MOST_SETTINGS = 8  # choices of sizes, and of laws of variables that do not all have the same


@dataclass(frozen=True)
class SmallWorld:
    """The settings of notes; ``needed`` are the symbols that must have a value besides those that a usage names."""

    needed: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()  # computed, not drawn
    laws: tuple[Law, ...] = LAWS
    independent: frozenset[str] = frozenset()  # said to be drawn independently of all else, every copy by itself
    table: Mapping[str, Symbol] = field(default_factory=dict, compare=False)

    @property
    def spellings(self) -> frozenset[str]:
        """What is drawn, and the sizes."""
        return frozenset(row.name for row in self._drawn(self.needed, self.table)) | frozenset(
            sizes(self.needed - self.defined, self.table)
        )

    def parts(self, name: str) -> frozenset[str]:
        """Nothing here is computed that the notes do not define."""
        del name
        return frozenset()

    def settings(self, usage: Usage) -> Iterator[SmallSetting]:
        """Small sizes first; at each, every law that is declared, or allowed by the sort."""
        table, names = usage.declared or self.table, self.needed | usage.names
        drawn = self._drawn(names, table)
        known = [laws_of(row, self.laws) for row in drawn]
        if not all(known):
            return
        for lengths in _lengths(sizes(names - self.defined, table)):
            shapes = {row.name: _shape(row, lengths) for row in drawn}
            if all(shape is not None for shape in shapes.values()):
                for laws in _together(known):
                    yield SmallSetting(dict(zip((r.name for r in drawn), laws, strict=True)), shapes, lengths)  # type: ignore[arg-type]

    def _drawn(self, names: frozenset[str], table: Mapping[str, Symbol]) -> list[Symbol]:
        rows = (table[name] for name in sorted(names - self.defined) if name in table)
        return [row for row in rows if row.random and row.of in ((), START) and row.sort.kind != "event"]


def sizes(names: Iterable[str], table: Mapping[str, Symbol]) -> tuple[str, ...]:
    """The counts that are extents of some symbols."""
    rows = [table[name] for name in names if name in table]
    found = {dim for row in rows for dim in (*row.over, *row.sort.dims, *argument_extents(row))}
    return tuple(sorted(dim for dim in found if not dim.isdigit()))


def _lengths(names: Sequence[str]) -> list[dict[str, int]]:
    """Choices of sizes, the smallest first."""
    every = sorted(product(SIZES, repeat=len(names)), key=lambda lengths: (max(lengths, default=0), sum(lengths)))
    chosen = every if len(names) < 2 else [*islice(every, MOST_SETTINGS), every[-1]]
    return [dict(zip(names, lengths, strict=True)) for lengths in dict.fromkeys(chosen)]


def _together(known: Sequence[Sequence[Law]]) -> list[tuple[Law, ...]]:
    """The same law for all whose sort allows it, then different ones."""
    places = range(max(map(len, known), default=1))
    alike = [tuple(laws[place % len(laws)] for laws in known) for place in places]
    some = islice(places, MOST_SETTINGS)
    shifted = [tuple(laws[(place + 2 * at) % len(laws)] for at, laws in enumerate(known)) for place in some]
    return list(dict.fromkeys([*alike, *(shifted if len(known) > 1 else ())]))


def _shape(row: Symbol, lengths: Mapping[str, int]) -> Shape | None:
    try:
        if all(dim.isdigit() or dim in lengths for dim in extents(row)):
            return shape_of(row, lambda dim: int(dim) if dim.isdigit() else lengths[dim])
    except Undetermined:
        pass
    return None


@dataclass(frozen=True)
class SmallInstance:
    """The sizes, and what is drawn; nothing of it before the draw."""

    laws: Mapping[str, Law]
    lengths: Mapping[str, int]
    drawn: Mapping[str, Value] = field(default_factory=dict)

    def value(self, name: str) -> Value | None:
        """The size, or the drawn value."""
        return Fraction(self.lengths[name]) if name in self.lengths else self.drawn.get(name)

    def at(self, name: str, args: tuple[Value, ...]) -> Value | None:
        """What is drawn at the start and stays; what a function is, its rewriting says."""
        del args
        return self.drawn.get(name)

    def rate(self, name: str, args: tuple[Value, ...]) -> None:
        """So it is with what moves."""
        del name, args

    def gradient(self, name: str, args: tuple[Value, ...]) -> None:
        """And with gradients."""
        del name, args

    def draws(self, name: str) -> frozenset[str] | None:
        """What is drawn is a draw of its own, a size is none."""
        return frozenset({name} & self.laws.keys()) if name in self.laws or name in self.lengths else None

    def law(self, name: str) -> Law | None:
        """The law of every entry."""
        return self.laws.get(name)

    def choices(self) -> Iterator[SmallInstance]:
        """Nothing here is chosen after the draw."""
        yield self

    def members(self, name: str, place: int) -> Iterator[Value]:
        """No member is chosen here."""
        del name, place
        yield from ()

    def shown(self) -> Mapping[str, str]:
        """The sizes, the laws and the drawn values."""
        found = {name: str(size) for name, size in self.lengths.items()}
        found |= {n: ", ".join(f"{v} with probability {p}" for v, p in law) for n, law in self.laws.items()}
        return found | {name: written(value) for name, value in self.drawn.items()}


@dataclass(frozen=True)
class SmallSetting:
    """Sizes and laws."""

    laws: Mapping[str, Law]
    shapes: Mapping[str, Shape]
    lengths: Mapping[str, int]

    @property
    def size(self) -> tuple[int, ...]:
        """The sizes, then the greatest number of atoms where anything is drawn."""
        atoms = [max(map(len, self.laws.values()))] if self.laws else []
        return (*self.lengths.values(), *atoms)

    @property
    def fixed(self) -> SmallInstance:
        """Before the draw."""
        return SmallInstance(self.laws, self.lengths)

    def starts(self, usage: Usage) -> Iterator[SmallInstance]:
        """Every outcome."""
        del usage
        yield from (instance for _, instance in self._outcomes)

    def cells(self, usage: Usage) -> Iterable[Cell]:
        """Every outcome with its probability."""
        del usage
        return [Cell(mass, instance, float(mass)) for mass, instance in self._outcomes]

    @cached_property
    def _outcomes(self) -> list[tuple[Fraction, SmallInstance]]:
        found = outcomes(self.laws, self.shapes)
        return [(mass, replace(self.fixed, drawn=drawn)) for mass, drawn in found]
