r"""The default world: only numbers, and real random variables with laws of two or three atoms.

``small_numbers()`` suits lectures whose symbols are scalars and counts. ``small_numbers(variables=("X",))``
also gives a random variable its laws; ``E``, ``Pr`` and ``Var`` are then exact sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import prod

from ntkprops.language.notation import Symbol
from ntkprops.language.tree import Expr
from ntkprops.trial.sets import LAWS as NAMED
from ntkprops.trial.sets import Law, lies_in
from ntkprops.trial.tensor import Tensor, Value, vector
from ntkprops.trial.values import Number, Undetermined, negative
from ntkprops.trial.world import Cell, Usage

F = Fraction

SIZES = (1, 2, 3)
MOST_OUTCOMES = 100
LAWS: tuple[Law, ...] = (
    ((F(1), F(1)),),
    ((F(0), F(1, 2)), (F(1), F(1, 2))),
    ((F(-1), F(1, 2)), (F(1), F(1, 2))),
    ((F(0), F(3, 4)), (F(1), F(1, 4))),
    ((F(0), F(9, 10)), (F(10), F(1, 10))),
    ((F(-1), F(1, 4)), (F(0), F(1, 2)), (F(1), F(1, 4))),
    ((F(-2), F(1, 8)), (F(0), F(3, 4)), (F(2), F(1, 8))),
    ((F(1), F(1, 2)), (F(2), F(1, 2))),
    ((F(0), F(1)),),
    ((F(1, 2), F(1)),),
    ((F(1, 4), F(1, 2)), (F(3, 4), F(1, 2))),
)


def small_numbers(
    *, variables: Iterable[str] = (), samples: Mapping[str, str] | None = None, laws: Iterable[Law] = LAWS
) -> SmallNumbers:
    r"""The world of numbers.

    Args:
        variables: spellings of real random variables, independent of each other, e.g. ``("X",)``.
        samples: families of independent copies with their counts, e.g. ``{"X": "n"}`` for ``X_1, ..., X_n``.
        laws: their laws, simplest first: pairs of value and probability.

    >>> world = small_numbers(variables=("X",))
    >>> next(world.settings(Usage(frozenset({"X"})))).fixed.shown()
    {'X': '1 with probability 1'}
    """
    return SmallNumbers(tuple(variables), tuple((samples or {}).items()), tuple(laws))


@dataclass(frozen=True)
class SmallNumbers:
    """A setting for every law and every small sample size, the smallest first."""

    variables: tuple[str, ...]
    samples: tuple[tuple[str, str], ...]
    laws: tuple[Law, ...]

    @property
    def spellings(self) -> frozenset[str]:
        """The random variables, and the sizes of samples."""
        return frozenset(self.variables) | frozenset(name for pair in self.samples for name in pair)

    @property
    def independent(self) -> frozenset[str]:
        """What is drawn independently of everything else, every copy of a sample by itself."""
        return frozenset(self.variables) | frozenset(name for name, _ in self.samples)

    def parts(self, name: str) -> frozenset[str]:
        """Nothing here is computed."""
        del name
        return frozenset()

    def settings(self, usage: Usage) -> Iterator[NumberSetting]:
        """Every variable that is mentioned has its declared law, else the same one as all whose sort allows that."""
        single = tuple(name for name in self.variables if name in usage.names)
        families = tuple((name, count) for name, count in self.samples if {name, count} & usage.names)
        drawn = (*single, *(name for name, _ in families))
        possible = [self._possible(usage.declared.get(name)) for name in drawn]
        if not all(possible):
            return
        for size in SIZES if families else (1,):
            for place in range(max(map(len, possible), default=1)):
                laws = {name: known[place % len(known)] for name, known in zip(drawn, possible, strict=True)}
                yield NumberSetting(laws, single, families, size)

    def _possible(self, row: Symbol | None) -> list[Law]:
        """The laws that a declaration allows, simplest first."""
        if row is None:
            return list(self.laws)
        named = NAMED.get(row.law)
        laws = self.laws if not row.law else () if named is None or isinstance(named, str) else (named,)
        return [law for law in laws if all(lies_in(row, value, scalar_of_nothing) for value, _ in law)]


def scalar_of_nothing(tree: Expr) -> Number:
    """The value of a formula before any symbol has one: that of a whole number."""
    if tree.head == "number" and tree.name.isdigit():
        return F(tree.name)
    if tree.head == "neg":
        return negative(scalar_of_nothing(tree.args[0]))
    raise Undetermined(f"no value for {tree.head}")


@dataclass(frozen=True)
class NumberInstance:
    """Values of the random variables, none before the draw; ``counts`` are the sizes of samples."""

    laws: Mapping[str, Law]
    counts: Mapping[str, int]
    drawn: Mapping[str, Value] = field(default_factory=dict)

    def value(self, name: str) -> Value | None:
        """The drawn value or the size."""
        return F(self.counts[name]) if name in self.counts else self.drawn.get(name)

    def at(self, name: str, args: tuple[Value, ...]) -> None:
        """Nothing here is applied."""
        del name, args

    def rate(self, name: str, args: tuple[Value, ...]) -> None:
        """Nothing here moves."""
        del name, args

    def gradient(self, name: str, args: tuple[Value, ...]) -> None:
        """Nothing here has a gradient."""
        del name, args

    def draws(self, name: str) -> frozenset[str] | None:
        """A variable is a draw of its own, a size none."""
        return frozenset({name} & self.laws.keys()) if name in self.laws or name in self.counts else None

    def law(self, name: str) -> Law | None:
        """The law of a variable."""
        return self.laws.get(name)

    def choices(self) -> Iterator[NumberInstance]:
        """Nothing here is chosen after the draw."""
        yield self

    def members(self, name: str, place: int) -> Iterator[Value]:
        """No family here is quantified."""
        del name, place
        yield from ()

    def shown(self) -> Mapping[str, str]:
        """The sizes, the laws and the drawn values."""
        found = {name: str(size) for name, size in self.counts.items()}
        found |= {n: ", ".join(f"{v} with probability {p}" for v, p in law) for n, law in self.laws.items()}
        for name, value in self.drawn.items():
            entries = value.entries if isinstance(value, Tensor) else (value,)
            found[name] = ", ".join(map(str, entries))
        return found


@dataclass(frozen=True)
class NumberSetting:
    """A law for every random variable, and one size for all samples."""

    laws: Mapping[str, Law]
    single: tuple[str, ...]
    families: tuple[tuple[str, str], ...]
    sample: int

    @property
    def size(self) -> tuple[int, int]:
        """The sample size and the greatest number of atoms."""
        return self.sample, max(map(len, self.laws.values()), default=0)

    @property
    def fixed(self) -> NumberInstance:
        """Before the draw."""
        return NumberInstance(self.laws, {count: self.sample for _, count in self.families})

    def starts(self, usage: Usage) -> Iterator[NumberInstance]:
        """Every outcome."""
        del usage
        yield from (instance for _, instance in self._outcomes())

    def cells(self, usage: Usage) -> Iterable[Cell]:
        """Every outcome with its probability."""
        del usage
        return [Cell(mass, instance, float(mass)) for mass, instance in self._outcomes()]

    def _outcomes(self) -> Iterator[tuple[Fraction, NumberInstance]]:
        copies = [*self.single, *(name for name, _ in self.families for _ in range(self.sample))]
        if prod(len(self.laws[name]) for name in copies) > MOST_OUTCOMES:
            raise Undetermined(f"more than {MOST_OUTCOMES} outcomes")
        for atoms in product(*(self.laws[name] for name in copies)):
            values = [value for value, _ in atoms]
            drawn: dict[str, Value] = dict(zip(self.single, values, strict=False))
            for place, (name, _) in enumerate(self.families):
                first = len(self.single) + place * self.sample
                drawn[name] = vector(values[first : first + self.sample])
            yield prod((p for _, p in atoms), start=F(1)), replace(self.fixed, drawn=drawn)
