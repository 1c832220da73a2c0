r"""Are some notes about the networks that are drawn? ``strangers(lecture)``: their definitions that are not.

Every definition of what an instance knows is evaluated on a small drawn instance: of the data, the laws at the start,
the network, the Gram matrix, the evolution. One that is false there, or that nothing here evaluates, makes the claims
that reach it not sampled: what was drawn would not be what the notes speak of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ntkprops.errors import FormulaError, NtkpropsError
from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.sorts import Scope
from ntkprops.language.tree import Expr, defined, links, relation, walk
from ntkprops.proof.book import Book
from ntkprops.proof.facts import Rewrite
from ntkprops.proof.reading import Printed, printed
from ntkprops.sampling.choices import named_choices
from ntkprops.sampling.measure.evaluate import Scene, sides
from ntkprops.sampling.measure.holds import COARSE, broken
from ntkprops.sampling.measure.instance import Array, Batch, Unmeasured
from ntkprops.sampling.measure.linear import has_mean, is_linear
from ntkprops.sampling.points import Points
from ntkprops.sampling.said import Definitions, is_law_of_layers, member, parts_of, root
from ntkprops.statement.lecture import Lecture
from ntkprops.trial.small_networks import Roles

Rules = tuple[tuple[str, tuple[Rewrite, ...]], ...]
Link = tuple[Expr, str, Expr]
EVOLUTION = "\0evolution"  # touched by what says how weights move
WIDTH, DRAWS = 3, 4096
FEW = 8  # draws on which what is no mean is evaluated, and among which one that moves is looked for
ERRORS = 6.0  # standard errors by which a mean may miss
SAMPLE = Points("(1, 0) and (3/5, 4/5)", np.array([[1.0, 0.0], [0.6, 0.8]]), np.array([1.0, -1.0]))


@dataclass(frozen=True)
class Stranger:
    """A definition that is not of this world: who makes it, and what hangs on it."""

    label: str
    touches: frozenset[str]


@lru_cache(maxsize=8)
def strangers(lecture: Lecture, roles: Roles, *, corrected: bool) -> tuple[Stranger, ...]:
    """The definitions of some notes that are not of the networks that are drawn.

    Args:
        lecture: the notes.
        roles: the spellings of the parts of a network.
        corrected: whether errata count.
    """
    book = Book(lecture)
    every = book.defined(corrected=corrected)
    known = tuple((name, tuple(rules)) for name, rules in sorted(every.items()) if "dot" not in name)
    found = [Stranger(name, _followers(name, roles)) for name in _misdeclared(book.notation, roles)]
    for label in book.entries:
        touched = _touched(_definitions(book, label, corrected=corrected), book.notation, roles, known)
        found += [Stranger(label, touched)] if touched else []
    return tuple(found)


def _misdeclared(notation: Notation, roles: Roles) -> Iterator[str]:
    """Symbols that are declared with another law, or as random where a layer's data are fixed."""
    laws = {roles.weights: "gaussian", roles.signs: "rademacher"}
    fixed = (roles.inputs, roles.labels, roles.limit_gram, roles.least_eigenvalue, roles.samples, roles.width)
    for name, row in notation.table.items():
        if (name in (*laws, *fixed) and row.law not in ("", laws.get(name, ""))) or (name in fixed and row.random):
            yield name


def _touched(links: Iterable[Link], notation: Notation, roles: Roles, known: Rules) -> frozenset[str]:
    """What hangs on those definitions of a claim that are not of this world."""
    found: set[str] = set()
    for link in links:
        subjects = _subjects(link[0], link[2], roles)
        if subjects and not _is_true(*link, notation, roles, known):
            found = found.union(*(_followers(name, roles) for name in subjects))
    return frozenset(found)


def _definitions(book: Book, label: str, *, corrected: bool) -> Iterator[Link]:
    """The relations of a claim that define, the defined side first."""
    entry, version = book.entry(label), book.version(label, corrected=corrected)
    said = printed(entry.item, entry.ledger, corrected=corrected if version is None else version)
    for tree in _printed_trees(said, book.notation) if version is None else book.reading(label, corrected=version).then:
        for item in tree.args if tree.head == "items" else (tree,):
            for place, (left, op, right) in enumerate(links(item)):
                if op == ":=":
                    target, body = defined(left, right, place)
                    yield target, op, body
                elif said.defines:
                    yield left, op, right


def _printed_trees(said: Printed, notation: Notation) -> Iterator[Expr]:
    """What can be parsed of a claim whose sorts do not agree: still it says of what it speaks."""
    for text in said.then:
        try:
            yield read(text, notation)
        except FormulaError:
            continue


def _subjects(left: Expr, right: Expr, roles: Roles) -> frozenset[str]:
    """What a definition is of: a part of the network, its evolution, or, where it defines no symbol, all it names."""
    if any(part.head in ("derivative", "dot") or _is_later(part, roles) for part in walk(left)):
        return frozenset({EVOLUTION})
    known = parts_of(roles)
    name = root(left).name if root(left).head == "symbol" else ""
    if name:
        return frozenset({name}) & known
    return (left.free | right.free) & known


def _is_later(tree: Expr, roles: Roles) -> bool:
    """Whether a tree is what moves, at another time than the start."""
    moves = tree.head == "apply" and tree.args[0].name in roles.moving
    return moves and any(arg != Expr("number", name="0") for arg in tree.args[1:])


def _followers(name: str, roles: Roles) -> frozenset[str]:
    """What changes where a part of the network is another."""
    limits = {roles.limit_gram, roles.least_eigenvalue}
    outputs = {roles.predictions, roles.loss, EVOLUTION}
    everything = frozenset(vars(roles).values()) | {EVOLUTION}
    after = {
        EVOLUTION: set(),
        roles.labels: {roles.loss, EVOLUTION},
        roles.weights: {roles.network, roles.gram, *limits, *outputs},
        roles.signs: {roles.network, *outputs},
        roles.network: {roles.gram, *limits, *outputs},
        roles.predictions: {roles.loss, EVOLUTION},
        roles.loss: {EVOLUTION},
        roles.gram: limits,
        roles.limit_gram: {roles.least_eigenvalue},
        roles.least_eigenvalue: set(),
    }.get(name)
    return everything if after is None else frozenset(after | {name})


@lru_cache(maxsize=1024)
def _is_true(left: Expr, op: str, right: Expr, notation: Notation, roles: Roles, known: Rules) -> bool:
    """Whether a definition is true on the sample, as far as it can be evaluated there."""
    if op == "~":
        return is_law_of_layers(left, right, roles)
    try:
        said = list(member(left, right, Scope(notation))) if op == "in" else [relation(left, op, right)]
        pairs = [relation(a, one, b) for chain in said for a, one, b in links(chain)]
        return all(_holds(link, scene) for link in pairs for scene in _scenes(link, notation, roles, dict(known)))
    except (Unmeasured, NtkpropsError):
        return False


def _scenes(link: Expr, notation: Notation, roles: Roles, known: Definitions) -> Iterator[Scene]:
    """The sample with arguments, times and indices of a definition chosen; a single draw where weights move."""
    moves = any(part.head in ("derivative", "dot") or _is_later(part, roles) for part in walk(link))
    batch, moment = _moving_layer(roles) if moves else (_layers(roles, DRAWS if has_mean(link) else FEW), 0.0)
    table = notation.table
    times = {n: moment for n in link.free if (n not in table or table[n].sort.kind == "time") and moves}
    if moves and not times:
        times = {roles.time: moment}
    scene = Scene(notation, batch, times, known, averaging=has_mean(link))
    for part in walk(link):
        if part.head == "apply" and part.args[0].name in (roles.network, roles.loss):
            scene = _with_arguments(part, scene)
    names = [n for n in sorted(link.free - scene.bound.keys()) if n in table and table[n].sort.kind == "index"]
    yield from named_choices([name for name in names if not table[name].over], scene, most=16)


def _with_arguments(call: Expr, scene: Scene) -> Scene:
    """The scene with the printed arguments of ``f(x; w)`` or ``L(w)`` bound: one row, the weights."""
    values = [SAMPLE.X[:1], scene.batch.W] if len(call.args) == 3 else [scene.batch.W]
    for arg, value in zip(call.args[1:], values, strict=True):
        if arg.head == "symbol" and arg.name != scene.batch.roles.weights:
            scene = scene.bind(arg.name, value)
    return scene


def _holds(link: Expr, scene: Scene) -> bool:
    if len(scene.batch.W) == 1 and scene.scalars:
        link = _moving(link, Expr("symbol", name=min(scene.scalars)), scene.batch.roles)
    if not scene.averaging:
        return not broken(link, sides(link, scene)).any()
    random = frozenset(name for name, row in scene.notation.table.items() if row.random)
    if not all(is_linear(side, random) for side in link.args) or link.name not in ("=", ":="):
        raise Unmeasured("a mean in no linear place")
    return bool((_misses(*sides(link, scene)) <= ERRORS).all())


def _moving(tree: Expr, moment: Expr, roles: Roles) -> Expr:
    r"""An equation of motion with its time: ``w`` is ``w(t)`` there, and ``\dot{w}`` is ``\dot{w}(t)``."""
    if (tree.head == "dot" and not tree.args[0].args) or (tree.head == "symbol" and tree.name in roles.moving):
        return Expr("apply", (tree, moment))
    kept = tree.args[:1] if tree.head == "apply" and root(tree.args[0]).name in roles.moving else ()
    return replace(tree, args=(*kept, *(_moving(arg, moment, roles) for arg in tree.args[len(kept) :])))


def _misses(left: Array, right: Array) -> Array:
    """By how many standard errors the means of two sides differ, entry by entry."""
    difference = left - right
    error = difference.std(axis=0) / np.sqrt(max(1, len(difference))) + COARSE
    return np.abs(difference.mean(axis=0)) / error


def _layers(roles: Roles, number: int) -> Batch:
    rng = np.random.Generator(np.random.Philox(key=[20261, 7]))
    signs = rng.integers(0, 2, (number, WIDTH)) * 2.0 - 1.0
    return Batch(roles, SAMPLE, rng.standard_normal((number, WIDTH, SAMPLE.d)), np.asarray(signs, dtype=np.float64))


def _moving_layer(roles: Roles) -> tuple[Batch, float]:
    """The draw among a few that has moved most at a time away from the events of its flow, and that time."""
    batch = _layers(roles, FEW)
    found = [(one, _between_events(one)) for one in (batch.only(b) for b in range(FEW))]
    return max(found, key=lambda pair: float(np.linalg.norm(pair[0].flow.displacement(pair[1]))))


def _between_events(batch: Batch) -> float:
    """The middle of the longest time between two events of the flow, early on."""
    last = min(batch.last_moment, 1.0)
    edges = sorted({0.0, last, *(t for t in batch.flow.times if 0 < t < last)})
    low, high = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    return (low + high) / 2
