r"""Everything free in a claim filled in, simplest first: ``filled(asked, scene, ..)`` yields scenes.

Hypotheses are looked at as soon as all that they speak of has a value, so that what cannot obey them is left early.
After the simple values, in the order of how simple they are together, come random small ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import chain, islice, product
from random import Random

from ntkprops.language.notation import Symbol
from ntkprops.language.tree import symbol
from ntkprops.meaning import evaluate, scalar
from ntkprops.meaning.exact.tensor import Value, stacked
from ntkprops.meaning.exact.values import Undetermined
from ntkprops.proof.facts import Fact
from ntkprops.trial.holds import holds
from ntkprops.trial.question import Question
from ntkprops.trial.scene import Scene
from ntkprops.trial.worlds.functions import Choice, choices_of
from ntkprops.trial.worlds.meant import admits, length_one
from ntkprops.trial.worlds.shapes import Shape, shape_of
from ntkprops.trial.worlds.solve import Recursion, reached, recursions
from ntkprops.trial.worlds.tight import tight
from ntkprops.trial.worlds.values import random, simple

MOST_RANKED, MOST_RANDOM = 400, 300  # scenes of one setting
MOST_FORMS = 60  # of one function, with its constants
TRIES = 5  # at a value that obeys the hypotheses, in a random scene
MOST_LENGTH = 16

Enter = Callable[[Scene], Scene]


@dataclass
class Unknown:
    """Something free: the ways to give it a value, simplest first, and a random one."""

    names: frozenset[str]
    ways: Callable[[Scene], Sequence[Enter]]
    any: Callable[[Scene, Random], Enter]
    number: str = ""  # its name where it is a plain number
    checks: list[Fact] = field(default_factory=list)
    known: Sequence[Enter] | None = None

    def options(self, scene: Scene) -> Sequence[Enter]:
        """The ways, which are the same in every scene of one setting."""
        if self.known is None:
            self.known = self.ways(scene)
        return self.known


def filled(
    asked: Question, scene: Scene, but: Collection[str] = (), unknown: str = "", *, most: int = MOST_RANKED
) -> Iterator[Scene | None]:
    """The scene with a value for everything free; None where a hypothesis denies what was tried, to count it.

    Args:
        asked: the claim.
        scene: sizes and laws.
        but: symbols that have a value.
        unknown: a symbol that shall have none.
        most: simple values of all that are looked at.
    """
    unknowns = _unknowns(asked, frozenset({*but, unknown}))
    early = _place(asked, scene, unknowns, unknown) if asked.whole or asked.free else []
    try:
        if all(holds(fact, scene) is True for fact in early):
            yield from _ranked(unknowns, scene, most)
            if unknowns and (asked.whole or asked.free):
                yield from _random(unknowns, scene)
    except Undetermined:
        return


# -- what is free ----------------------------------------------------------------------------------


def _unknowns(asked: Question, but: frozenset[str]) -> list[Unknown]:
    scalars = [Symbol(name, sort) for name, sort in asked.parameters if name not in but]
    scalars = sorted(scalars, key=lambda row: row.sort.kind != "time") if asked.whole else scalars
    rows = {row.name: row for row in asked.free if row.name not in but}
    continued = recursions(asked.fixed, {name: row for name, row in rows.items() if row.over and not row.of})
    units = length_one(asked.fixed)
    plain = [row for row in rows.values() if row.name not in continued]
    found = [_functions(row) if row.of else _values(row, units, 0) for row in plain]
    found += [_values(_worded(row, asked), units, 0) for row in scalars]
    later = (_sequence(rows[name], recursion) for name, recursion in continued.items())
    return [*(_turned(unknown, place) for place, unknown in enumerate(found)), *later]


def _worded(row: Symbol, asked: Question) -> Symbol:
    """A plain number with the words of its declaration."""
    return replace(row, meaning=known.meaning) if (known := asked.notation.table.get(row.name)) else row


def _turned(unknown: Unknown, by: int) -> Unknown:
    """The vectors of a claim begin with different values, so that the simplest scene is not a degenerate one."""
    ways = unknown.ways

    def turned(scene: Scene) -> Sequence[Enter]:
        known = ways(scene)
        start = by % max(1, min(5, len(known)))
        return known if by == 0 or len(known) < 9 else [*known[start:], *known[:start]]

    return replace(unknown, ways=turned)


def _length(scene: Scene) -> Callable[[str], int]:
    """The extents of symbols in a scene."""

    def length(dim: str) -> int:
        found = Fraction(dim) if dim.isdigit() else scalar(symbol(dim), scene)
        if not isinstance(found, Fraction) or found.denominator != 1 or not 1 <= found <= MOST_LENGTH:
            raise Undetermined(f"an extent {dim} that is no small number")
        return int(found)

    return length


def _with(name: str, value: Value) -> Enter:
    return lambda scene: scene.given_parameter(name, value)


def _values(row: Symbol, units: frozenset[str], extra: int) -> Unknown:
    """A number, a vector, a matrix or a family of them."""
    is_unit = row.name in units

    def ways(scene: Scene) -> list[Enter]:
        shape = _longer(shape_of(row, _length(scene)), extra)
        return [_with(row.name, value) for value in simple(row, shape, units=is_unit) if admits(row, value)]

    def any_(scene: Scene, rng: Random) -> Enter:
        shape = _longer(shape_of(row, _length(scene)), extra)
        tried = (random(row, shape, rng, units=is_unit) for _ in range(TRIES))
        value = next((value for value in tried if admits(row, value)), None)
        return _with(row.name, value) if value is not None else rng.choice(ways(scene))

    return Unknown(frozenset({row.name}), ways, any_, number="" if row.over or not row.sort.is_scalar else row.name)


def _longer(shape: Shape, extra: int) -> Shape:
    return (shape[0] + extra, *shape[1:]) if extra else shape


def _functions(row: Symbol) -> Unknown:
    """A function of the catalogue, with constants; of time also where it starts, if steps say how it goes on."""
    found = choices_of(row)

    def ways(scene: Scene) -> list[Enter]:
        length = _length(scene)
        lists = []
        for choice in found:
            constants = [_constants(c, simple(c, shape_of(c, length))) for c in choice.constants]
            lists.append([_entered(choice, values) for values in _by_rank(constants)])
        mixed = (one for ranked in zip(*(_padded(ways) for ways in lists), strict=True) for one in ranked if one)
        return list(islice(mixed, MOST_FORMS))

    def any_(scene: Scene, rng: Random) -> Enter:
        if not found:
            raise Undetermined(f"no function of the kind of {row.name}")
        length, choice = _length(scene), rng.choice(found)
        return _entered(choice, [_with(c.name, random(c, shape_of(c, length), rng)) for c in choice.constants])

    return Unknown(frozenset({row.name}), ways, any_)


def _constants(row: Symbol, values: Sequence[Value]) -> list[Enter]:
    return [_with(row.name, value) for value in values]


def _by_rank(lists: Sequence[Sequence[Enter]]) -> list[tuple[Enter, ...]]:
    ranks = sorted(product(*(range(len(values)) for values in lists)), key=lambda rank: (sum(rank), rank))
    return [tuple(values[at] for values, at in zip(lists, rank, strict=True)) for rank in ranks[:MOST_FORMS]]


def _padded(ways: Sequence[Enter]) -> Iterator[Enter | None]:
    return islice(chain(ways, (None for _ in range(MOST_FORMS))), MOST_FORMS)


def _entered(choice: Choice, constants: Sequence[Enter]) -> Enter:
    def enter(scene: Scene) -> Scene:
        for constant in constants:
            scene = constant(scene)
        name = choice.rules[0].name
        return replace(scene, definitions={**scene.definitions, name: choice.rules})

    return enter


def _sequence(row: Symbol, recursion: Recursion) -> Unknown:
    """A sequence that an equation continues from its first member."""
    first = replace(row, over=())

    def goes_on(value: Value, scene: Scene) -> Scene:
        members = [value]
        steps = shape_of(row, _length(scene))[0]
        for step in range(1, steps + 1):
            here = scene.given_parameter(row.name, stacked(members)).bind(recursion.variable, Fraction(step))
            members.append(evaluate(recursion.body, here))
        return scene.given_parameter(row.name, stacked(members))

    def ways(scene: Scene) -> list[Enter]:
        return [partial(goes_on, value) for value in simple(first, shape_of(first, _length(scene)))]

    def any_(scene: Scene, rng: Random) -> Enter:
        return partial(goes_on, random(first, shape_of(first, _length(scene)), rng))

    return Unknown(frozenset({row.name}), ways, any_)


# -- hypotheses in time ----------------------------------------------------------------------------


def _place(asked: Question, scene: Scene, unknowns: list[Unknown], unknown: str) -> list[Fact]:
    """Every hypothesis at the last unknown that it needs; those that need none are given back."""
    early = []
    for fact in asked.fixed:
        needs = needed(fact, scene)
        places = [place for place, one in enumerate(unknowns) if one.names & needs]
        if unknown in needs:
            continue
        (unknowns[max(places)].checks if places else early).append(fact)
    return early


def needed(fact: Fact, scene: Scene) -> frozenset[str]:
    """What a hypothesis speaks of, through definitions too."""
    trees = [fact.relation, *(condition.relation for condition in fact.conditions)]
    return frozenset().union(*(reached(tree, scene.definitions) for tree in trees)) - fact.universal


def _enter(unknown: Unknown, way: Enter, scene: Scene) -> Scene | None:
    """The scene with one more value, unless a hypothesis does not certainly hold."""
    scene.effort.spend()
    try:
        found = way(scene)
    except Undetermined:
        return None
    return found if all(holds(fact, found) is True for fact in unknown.checks) else None


def _ranked(unknowns: Sequence[Unknown], scene: Scene, most: int) -> Iterator[Scene | None]:
    """Scenes by the sum of the ranks of their values."""
    seen: dict[tuple[int, ...], Scene | None] = {(): scene}
    lists = [unknown.options(scene) for unknown in unknowns]
    left = [most]

    def at(ranks: tuple[int, ...], rest: int) -> Iterator[Scene | None]:
        if left[0] <= 0:
            return
        here, place = seen[ranks], len(ranks)
        if place == len(lists) and here is not None:
            left[0] -= 1
            yield here
        if here is None or place == len(lists):
            return
        last = place == len(lists) - 1
        for rank in range(rest if last else 0, min(rest, len(lists[place]) - 1) + 1):
            key = (*ranks, rank)
            if key not in seen:
                seen[key] = _enter(unknowns[place], lists[place][rank], here)
                if seen[key] is None:
                    left[0] -= 1
                    yield None
            yield from at(key, rest - rank)

    for total in range(sum(max(len(options) - 1, 0) for options in lists) + 1):
        if left[0] <= 0:
            return
        yield from at((), total)


def _random(unknowns: Sequence[Unknown], scene: Scene) -> Iterator[Scene | None]:
    """Random scenes, always the same ones."""
    rng = Random(0)
    for _ in range(MOST_RANDOM):
        here: Scene | None = scene
        for unknown in unknowns:
            assert here is not None
            tried = (_enter(unknown, _way(unknown, here, rng), here) for _ in range(TRIES))
            here = next((found for found in tried if found is not None), None)
            if here is None:
                break
        yield here


def _way(unknown: Unknown, scene: Scene, rng: Random) -> Enter:
    """A simple value, any value, or one at which a hypothesis holds with equality."""
    if unknown.number and unknown.checks and rng.random() < 0.5:
        solved = list(tight(unknown.checks, unknown.number, scene))
        if solved:
            return _with(unknown.number, rng.choice(solved))
    options = unknown.options(scene)
    return rng.choice(options) if options and rng.random() < 0.4 else unknown.any(scene, rng)
