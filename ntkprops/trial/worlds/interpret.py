r"""What do the symbols of a claim mean on an instance? ``interpret(reading, notation, facts, known)``.

Defined symbols are computed; an equation among the hypotheses defines what it has bare on a side; what is random and
not defined is drawn; the counts that are extents are sizes; everything else is free. Notes about a two-layer network
have the world of small networks, which solves its flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ntkprops.language.notation import Notation, Symbol
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr
from ntkprops.proof.facts import Fact, Rewrite
from ntkprops.proof.reading import CONSTANT, Reading, families
from ntkprops.trial.question import own_definitions
from ntkprops.trial.small_networks import SmallNetworks
from ntkprops.trial.small_numbers import small_numbers
from ntkprops.trial.world import World
from ntkprops.trial.worlds.functions import choices_of
from ntkprops.trial.worlds.meant import is_determined
from ntkprops.trial.worlds.small_world import SmallWorld, sizes
from ntkprops.trial.worlds.solve import reached, solved, wholes
from ntkprops.trial.worlds.steps import is_stepped


@dataclass(frozen=True)
class Interpretation:
    """A world for one claim, and what is computed in it."""

    world: World
    definitions: Mapping[str, Sequence[Rewrite]]
    unsolved: str = ""  # why some symbol has no value here

    @property
    def is_small(self) -> bool:
        """Whether the world is made of nothing but the notes."""
        return isinstance(self.world, SmallWorld)


def interpret(
    reading: Reading,
    notation: Notation,
    facts: Sequence[Fact],
    known: Mapping[str, Sequence[Rewrite]],
    *,
    network: SmallNetworks | None,
) -> Interpretation:
    """The world of a claim.

    Args:
        reading: the claim.
        notation: the symbols.
        facts: every hypothesis.
        known: what the notes define, by spelling.
        network: the world of the networks that the notes are about, if they are.
    """
    defined: dict[str, Sequence[Rewrite]] = dict(own_definitions(reading, notation, known))
    if network is not None and network.flows:
        return Interpretation(network, defined)
    for name, rules in wholes(defined, notation.table).items():
        defined[name] = (*defined[name], *rules)
    names = frozenset().union(*(reached(tree, defined) for tree in _spoken(reading, notation)))
    names -= network.spellings if network is not None else frozenset()
    free = {name: notation.table[name] for name in sorted(names & notation.table.keys() - defined.keys())}
    fixed = families(reading).union(sizes(names, notation.table))
    open_ = {name: row for name, row in free.items() if name not in fixed and _may_be_fixed(row)}
    for name, rule in solved([f for f in facts if CONSTANT not in f.relation.free], open_, defined).items():
        defined[name] = (rule,)
    if network is not None:
        return Interpretation(network, defined)
    given = notation.world if isinstance(notation.world, SmallWorld) else small_numbers()
    world = replace(given, needed=names, defined=frozenset(defined), table=notation.table)
    told = frozenset().union(*(fact.relation.free for fact in facts if fact.name != "notation"))
    return Interpretation(world, defined, _unsolved(free.values(), defined, told))


def _spoken(reading: Reading, notation: Notation) -> list[Expr]:
    chance = () if reading.probability is None else (reading.probability,)
    always = (read(text, notation) for text in notation.always)
    return [*reading.given, *reading.then, *reading.for_all, *chance, *always]


def _may_be_fixed(row: Symbol) -> bool:
    return not row.of and row.sort.kind not in ("index", "event", "function")


def _unsolved(free: Iterable[Symbol], defined: Mapping[str, Sequence[Rewrite]], told: frozenset[str]) -> str:
    """Why something that the notes do not define can be nothing that is tried; ``told`` is what hypotheses speak of."""
    for row in free:
        if is_determined(row) and row.name not in told:
            return f"{row.name} is said to be {row.meaning}, and nothing given says so"
        if row.of and rf"\dot{{{row.name}}}" in defined:
            return f"no solver for the motion of {row.name}"
        if row.of and not row.random and not choices_of(row) and not is_stepped(defined.get(row.name, ())):
            return f"nothing defines {row.name}, and no function of its kind is tried"
    return ""
