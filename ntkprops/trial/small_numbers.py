r"""The default world: only numbers, and real random variables with laws of two or three atoms.

``small_numbers()`` suits lectures whose symbols are scalars and counts. ``small_numbers(variables=("X",))`` also gives a
random variable its laws; ``E``, ``Pr`` and ``Var`` are then exact sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ntkprops.trial.tensor import Value
from ntkprops.trial.world import Cell, Usage

F = Fraction
Law = tuple[tuple[Fraction, Fraction], ...]  # (value, probability)

LAWS: tuple[Law, ...] = (
    ((F(1), F(1)),),
    ((F(0), F(1, 2)), (F(1), F(1, 2))),
    ((F(-1), F(1, 2)), (F(1), F(1, 2))),
    ((F(0), F(3, 4)), (F(1), F(1, 4))),
    ((F(0), F(9, 10)), (F(10), F(1, 10))),
    ((F(-1), F(1, 4)), (F(0), F(1, 2)), (F(1), F(1, 4))),
    ((F(-2), F(1, 8)), (F(0), F(3, 4)), (F(2), F(1, 8))),
    ((F(1), F(1, 2)), (F(2), F(1, 2))),
)


def small_numbers(*, variables: Iterable[str] = (), laws: Iterable[Law] = LAWS) -> SmallNumbers:
    r"""The world of numbers.

    Args:
        variables: spellings of real random variables, independent of each other, e.g. ``("X",)``.
        laws: their laws, simplest first: pairs of value and probability.

    >>> world = small_numbers(variables=("X",))
    >>> next(world.settings(Usage(frozenset({"X"})))).fixed.shown()
    {'X': '1 with probability 1'}
    """
    return SmallNumbers(tuple(variables), tuple(laws))


@dataclass(frozen=True)
class SmallNumbers:
    """A setting for every choice of laws, those with fewer atoms first."""

    variables: tuple[str, ...]
    laws: tuple[Law, ...]

    @property
    def spellings(self) -> frozenset[str]:
        """The random variables."""
        return frozenset(self.variables)

    def settings(self, usage: Usage) -> Iterator[NumberSetting]:
        """All random variables that are mentioned have one law each; the first ones change fastest."""
        names = [name for name in self.variables if name in usage.names]
        for law in self.laws if names else ((),):
            yield NumberSetting({name: law for name in names})


@dataclass(frozen=True)
class NumberInstance:
    """Values of the random variables, none before the draw."""

    laws: Mapping[str, Law]
    drawn: Mapping[str, Fraction] = field(default_factory=dict)

    def value(self, name: str) -> Value | None:
        """The drawn value."""
        return self.drawn.get(name)

    def at(self, name: str, args: tuple[Value, ...]) -> None:
        """Nothing here is applied."""
        del name, args

    def rate(self, name: str, args: tuple[Value, ...]) -> None:
        """Nothing here moves."""
        del name, args

    def gradient(self, name: str, args: tuple[Value, ...]) -> None:
        """Nothing here has a gradient."""
        del name, args

    def choices(self) -> Iterator[NumberInstance]:
        """Nothing here is chosen after the draw."""
        yield self

    def members(self, name: str, place: int) -> Iterator[Value]:
        """Nothing here is a family."""
        del name, place
        yield from ()

    def shown(self) -> Mapping[str, str]:
        """The laws, and the drawn values."""
        found = {n: ", ".join(f"{v} with probability {p}" for v, p in law) for n, law in self.laws.items()}
        return {**found, **{name: str(value) for name, value in self.drawn.items()}}


@dataclass(frozen=True)
class NumberSetting:
    """One law for every random variable."""

    laws: Mapping[str, Law]

    @property
    def size(self) -> tuple[int, ...]:
        """The number of atoms."""
        return (max((len(law) for law in self.laws.values()), default=0),)

    @property
    def fixed(self) -> NumberInstance:
        """Before the draw."""
        return NumberInstance(self.laws)

    def starts(self, usage: Usage) -> Iterator[NumberInstance]:
        """Every outcome."""
        del usage
        yield from (instance for _, instance in self._outcomes())

    def cells(self, usage: Usage) -> Iterable[Cell]:
        """Every outcome with its probability."""
        del usage
        return [Cell(mass, instance, float(mass)) for mass, instance in self._outcomes()]

    def _outcomes(self) -> Iterator[tuple[Fraction, NumberInstance]]:
        outcomes = [(F(1), self.fixed)]
        for name, law in self.laws.items():
            outcomes = [
                (mass * p, replace(instance, drawn={**instance.drawn, name: v})) for mass, instance in outcomes for v, p in law
            ]
        yield from outcomes
