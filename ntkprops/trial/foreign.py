r"""Are the notes about their world? ``notes(book, reading, ..)`` holds the world's values against what is defined.

A world of small exact instances gives values to symbols that the notes define themselves. Where a definition says
otherwise, what is found on an instance tells nothing of the notes: a network that descends in steps is not judged along
a gradient flow. What else a definition says, and is no rewriting, is among what an instance must obey.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product

from ntkprops.language.notation import Notation, Sort
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, links, relation, symbol, transform, walk
from ntkprops.proof.book import Book
from ntkprops.proof.facts import Rewrite, plain_norms
from ntkprops.proof.reading import Reading, at_time
from ntkprops.statement.model import Statement
from ntkprops.trial.defined import moved, root
from ntkprops.trial.evaluate import truth
from ntkprops.trial.quantified import is_index
from ntkprops.trial.question import candidates
from ntkprops.trial.scene import Scene
from ntkprops.trial.sets import sort_span
from ntkprops.trial.tensor import Tensor, Value
from ntkprops.trial.values import Undetermined
from ntkprops.trial.world import Effort, OutOfEffort, Setting, Usage, World

MOST_SIZE = 2  # of the settings that a definition is held against
STARTS, VALUES, EFFORT = 4, 3, 40_000
UNTOLD = "nobody can tell whether these notes are"
MOTION = ("derivative", "dot")


@dataclass(frozen=True)
class Notes:
    """What the notes say of the symbols of a claim: further hypotheses, and why their world is not theirs."""

    also: tuple[Expr, ...] = ()
    strange: str = ""


def notes(book: Book, reading: Reading, *, corrected: bool) -> Notes:
    """What the definitions that a claim reaches ask of an instance.

    Args:
        book: the definitions.
        reading: the claim.
        corrected: in which form the book counts.
    """
    world, defined = book.notation.world, book.defined(corrected=corrected)
    given = frozenset() if world is None else world.spellings
    always = {transform(read(text, book.notation), plain_norms) for text in book.notation.always}
    spoken = (*reading.given, *reading.then, *reading.for_all)
    moving = any(_is_motion(tree, book.notation) for tree in _bodies(spoken, defined, world, stop=given))
    reached = frozenset().union(*map(_names, _bodies(spoken, defined, world)))
    reached |= given if moving and reached & given else frozenset()
    also: list[Expr] = []
    for label in _unread(book, reading.printed.label, reached & given, corrected=corrected):
        return Notes(strange=f"{UNTOLD} about this world: {label} cannot be read")
    for label, link in _definitions(book, reading.printed.label, corrected=corrected):
        subjects = {_subject(side) for side in link.args} - {""} if link.name in ("=", ":=") else set()
        if subjects & given & reached and (moving or not _is_motion(link, book.notation)):
            rules = tuple((name, tuple(known)) for name, known in sorted(defined.items()))
            if not (agreed := _agrees(link, book.notation, world, rules)):
                told = "these notes are not" if agreed is False else UNTOLD
                return Notes(strange=f"{told} about this world: {label}")
        elif not subjects & (given | defined.keys()) and link not in always and _names(link) & reached:
            also.append(link)
    return Notes(tuple(also))


def _definitions(book: Book, own: str, *, corrected: bool) -> Iterator[tuple[str, Expr]]:
    """Every relation that the notes define something by, with its label, but for a claim's own."""
    for label, entry in book.entries.items():
        version = book.version(label, corrected=corrected)
        is_definition = isinstance(entry.item, Statement) and entry.item.defines
        if not is_definition or version is None or label == own:
            continue
        for tree in book.reading(label, corrected=version).then:
            for item in tree.args if tree.head == "items" else (tree,):
                for left, op, right in links(item) if item.head == "chain" else ():
                    if not (op == "in" and right.head == "space" and right.name == "R"):  # a sort, checked as one
                        yield label, relation(left, op, right)


def _unread(book: Book, own: str, spoken: frozenset[str], *, corrected: bool) -> Iterator[str]:
    """The definitions that cannot be read and may be of a symbol that the world gives a value to."""
    for label, entry in book.entries.items():
        texts = entry.item.then if isinstance(entry.item, Statement) and entry.item.defines and label != own else ()
        is_about_it = any(name in text for name in spoken for text in texts)
        if is_about_it and book.version(label, corrected=corrected) is None:
            yield label


def _subject(side: Expr) -> str:
    """The symbol that a side of an equation is a value of."""
    while side.head in ("entry", "apply", "dot", "derivative"):
        side = side.args[0]
    return side.name if side.head == "symbol" else ""


def _names(tree: Expr) -> frozenset[str]:
    return frozenset(part.name for part in walk(tree) if part.head == "symbol")


def _bodies(
    trees: Sequence[Expr],
    defined: Mapping[str, Sequence[Rewrite]],
    world: World | None,
    *,
    stop: frozenset[str] = frozenset(),
) -> list[Expr]:
    """The trees and all that their symbols are defined as or computed from, but for those where the search stops."""
    waiting, found, seen = list(trees), [], set(stop)
    while waiting:
        found.append(waiting.pop())
        for name in _names(found[-1]) - seen:
            seen.add(name)
            waiting += [rule.body for rule in defined.get(name, ())]
            waiting += map(symbol, world.parts(name) if world is not None else ())
    return found


def _is_motion(tree: Expr, notation: Notation) -> bool:
    return bool(moved(tree, notation)) or any(part.head in MOTION for part in walk(tree))


# -- a definition against the world ----------------------------------------------------------------


@lru_cache(maxsize=2048)
def _agrees(
    link: Expr, notation: Notation, world: World, rules: tuple[tuple[str, tuple[Rewrite, ...]], ...]
) -> bool | None:
    """Whether a definition holds on the smallest settings: True where seen and never denied, None where not seen."""
    tree, found, effort = _at_one_time(link, notation), None, Effort(EFFORT)
    usage = Usage(_names(tree), moved(tree, notation), declared=notation.table)
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


__all__ = ["Notes", "notes"]
