r"""Does a definition of the notes hold on their world? ``agrees(link, notation, world, rules)``.

It is held against the smallest settings of every small size, at a few draws: where it fails for every value of what it
leaves open, the world computes something else; where it is never seen to hold, nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product

from ntkprops.language.notation import Notation, Sort
from ntkprops.language.tree import Expr, transform, walk
from ntkprops.meaning import truth
from ntkprops.meaning.exact.tensor import Tensor, Value
from ntkprops.meaning.exact.values import Undetermined
from ntkprops.proof.facts import Rewrite
from ntkprops.proof.reading import at_time
from ntkprops.trial.defined import moved, root
from ntkprops.trial.quantified import is_index
from ntkprops.trial.scene import Scene
from ntkprops.trial.sets import sort_span
from ntkprops.trial.world import Effort, OutOfEffort, Setting, Usage, World
from ntkprops.trial.worlds.values import candidates

MOST_SIZE = 2  # of the settings that a definition is held against
STARTS, VALUES, EFFORT = 4, 3, 40_000
MOTION = ("derivative", "dot")


def names_in(tree: Expr) -> frozenset[str]:
    """Every spelling that occurs, bound or free."""
    return frozenset(part.name for part in walk(tree) if part.head == "symbol")


def is_motion(tree: Expr, notation: Notation) -> bool:
    """Whether a formula speaks of another time than the start."""
    return bool(moved(tree, notation)) or any(part.head in MOTION for part in walk(tree))


@lru_cache(maxsize=2048)
def agrees(
    link: Expr, notation: Notation, world: World, rules: tuple[tuple[str, tuple[Rewrite, ...]], ...]
) -> bool | None:
    """Whether a definition holds on the smallest settings: True where seen and never denied, None where not seen."""
    tree, found, effort = _at_one_time(link, notation), None, Effort(EFFORT)
    usage = Usage(names_in(tree), moved(tree, notation), declared=notation.table)
    try:
        for setting in _smallest(world, usage):
            for start in islice(setting.starts(usage), STARTS):
                scene = Scene(notation, start, setting, {}, dict(rules), usage, effort)
                for here, grids in _places(tree, scene, world.spellings):
                    fates = [truth(tree, replace(here, parameters=grid)) for grid in grids]
                    if all(fate is False for fate in fates):
                        return False
                    found = found or (True if True in fates else None)
    except (OutOfEffort, Undetermined):
        pass
    return found


def _smallest(world: World, usage: Usage) -> list[Setting]:
    """The first setting of every small size."""
    found: dict[tuple[int, ...], Setting] = {}
    for setting in islice(world.settings(usage), 64):
        if max(setting.size) <= MOST_SIZE:
            found.setdefault(setting.size, setting)
    return list(found.values())


def _at_one_time(link: Expr, notation: Notation) -> Expr:
    """What is said of a bare function of time beside one that is taken at a moment is said of that moment."""
    times = {part.args[1] for part in walk(link) if part.head == "apply" and root(part).name in moved(part, notation)}
    if len(times) != 1:
        return link
    (moment,) = times

    def dotted(node: Expr) -> Expr:
        if node.head == "dot" and node.args[0].head == "apply":
            return Expr("apply", (Expr("dot", node.args[0].args[:1]), *node.args[0].args[1:]))
        if node.head == "apply" and node.args[0].head == "apply":  # it had a moment already
            return Expr("apply", (node.args[0].args[0], *node.args[1:]))
        return node

    return transform(at_time(link, notation, moment), dotted)


def _places(
    tree: Expr, scene: Scene, given: frozenset[str]
) -> Iterator[tuple[Scene, list[dict[str, Value]]]]:
    """Every choice of what a definition is said for all of, each with choices of the numbers that it leaves open."""
    ranged: dict[str, Sequence[Value]] = {}
    open_: dict[str, Sequence[Value]] = {}
    arguments = _arguments(tree, scene.notation)
    for name in sorted(tree.free - (given - arguments.keys())):
        row = scene.notation.table.get(name)
        if name in arguments:
            ranged[name] = _members(name, arguments[name], scene)
        elif row is not None and is_index(row):
            ranged[name] = sort_span(row, lambda e: scene.instance.value(e.name) or Fraction(e.name)).values or ()  # type: ignore[arg-type, return-value]
        elif row is None or row.sort.kind == "time":
            ranged[name] = candidates(Sort("time"))
        elif row.sort.is_scalar and not row.over and not row.of and name not in scene.definitions:
            open_[name] = candidates(row.sort)[:VALUES]
    grids = [dict(zip(open_, values, strict=True)) for values in product(*open_.values())]
    for values in product(*ranged.values()):
        yield replace(scene, bound=dict(zip(ranged, values, strict=True))), grids


def _arguments(tree: Expr, notation: Notation) -> dict[str, Sort]:
    """The variables of a defined function, ``x`` in ``f(x; w) = ..``, with their sorts."""
    left = tree.args[0]
    row = notation.table.get(root(left).name) if left.head == "apply" else None
    pairs = zip(left.args[1:], row.of, strict=False) if row is not None else ()
    return {arg.name: kind for arg, kind in pairs if arg.head == "symbol" and isinstance(kind, Sort)}


def _members(name: str, sort: Sort, scene: Scene) -> Sequence[Value]:
    """Values of an argument: the members of the family of its name, else simple numbers."""
    known = scene.instance.value(name)
    if isinstance(known, Tensor) and not sort.is_scalar:
        return [known.row(place) for place in range(known.shape[0])]
    return candidates(sort)[:VALUES]
