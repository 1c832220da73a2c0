r"""Is a function what the hypotheses say of it, or only where it is looked at? ``is_robust(asked, scene)``.

``\|\nabla f(x) - \nabla f(y)\| \leq L \|x - y\|`` is printed at two points and means a property of ``f``, as does
``f(x) \geq 0``; so is an equation of motion meant for every moment. A function of our choice obeys such a hypothesis at
other arguments too, near and far, or it is no instance of what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product
from math import prod

from ntkprops.language.tree import Expr, symbol, walk
from ntkprops.meaning import evaluate, scalar
from ntkprops.meaning.exact.tensor import Value
from ntkprops.meaning.exact.values import Undetermined
from ntkprops.proof.facts import Fact
from ntkprops.trial.holds import holds
from ntkprops.trial.question import Question
from ntkprops.trial.scene import Scene
from ntkprops.trial.worlds.functions import Chosen, is_time
from ntkprops.trial.worlds.shapes import shape_of, shaped
from ntkprops.trial.worlds.values import simple

MOST = 40  # other arguments
EACH, FAR = 6, Fraction(100)
MOTION = ("derivative", "dot")


def is_robust(asked: Question, scene: Scene) -> bool:
    """Whether no hypothesis that speaks of a property of a chosen function is denied at other arguments."""
    chosen = {name for name, rules in scene.definitions.items() if rules and isinstance(rules[0], Chosen)}
    moved = [(fact, names) for fact in asked.fixed if chosen and (names := _moved(fact, chosen, scene))]
    fixed = _with_derived(asked, scene) if moved else scene
    return all(_is_kept(fact, names, fixed) for fact, names in moved)


def _with_derived(asked: Question, scene: Scene) -> Scene:
    """The scene in which what equations fix keeps its value, wherever the arguments of functions are."""
    found = {}
    for name in asked.derived:
        try:
            found[name] = evaluate(symbol(name), scene)
        except Undetermined:
            continue
    return scene.given(found)


def _moved(fact: Fact, chosen: set[str], scene: Scene) -> list[str]:
    """The arguments that a hypothesis is meant for all of; none where it fixes a symbol, or speaks of one place."""
    moving = any(part.head in MOTION for part in walk(fact.relation))
    if not moving and fact.relation.name == "=" and any(side.head == "symbol" for side in fact.relation.args):
        return []
    applied = [part for part in walk(fact.relation) if part.head == "apply" and _name(part) in chosen]
    table = scene.notation.table
    times = [part for part in applied if is_time(table[_name(part)])]
    places = [part.args[1:] for part in applied if part not in times]
    parts = places if _is_property(fact, places) else []
    parts += [part.args[1:] for part in times] if moving else []
    names = frozenset().union(*(tree.free for args in parts for tree in args))
    return sorted(name for name in names if _is_plain(name, scene))


def _is_property(fact: Fact, places: list[tuple[Expr, ...]]) -> bool:
    """Whether a hypothesis is meant for all arguments: of several places, an order, or a formula in the argument.

    ``|g(a)| <= L`` and ``g(a) = a^2`` are; that a gradient is 0, or a value 1, is said of one place.
    """
    if fact.relation.name != "=" or len(set(places)) > 1:
        return bool(places)
    names = frozenset().union(*(tree.free for args in places for tree in args))
    return bool(names & frozenset().union(*(_outside(side) for side in fact.relation.args)))


def _outside(tree: Expr) -> frozenset[str]:
    """The symbols of a formula that no function is applied to."""
    if tree.head == "symbol":
        return frozenset({tree.name})
    return frozenset() if tree.head == "apply" else frozenset().union(*map(_outside, tree.args))


def _name(part: Expr) -> str:
    base = part.args[0]
    return base.args[0].name if base.head == "dot" else base.name


def _is_plain(name: str, scene: Scene) -> bool:
    row = scene.notation.table.get(name)
    return row is not None and not row.of and not row.over and not row.random and row.sort.kind != "index"


def _is_kept(fact: Fact, names: list[str], scene: Scene) -> bool:
    return all(holds(fact, here) is not False for here in _elsewhere(names, scene))


def _elsewhere(names: list[str], scene: Scene) -> Iterator[Scene]:
    """The scene with other arguments."""
    try:
        lists = [_others(name, scene) for name in names]
    except Undetermined:
        return
    ranks = sorted(product(*(range(len(values)) for values in lists)), key=sum)
    for rank in islice(ranks, MOST):
        yield scene.given(dict(zip(names, (values[at] for values, at in zip(lists, rank, strict=True)), strict=True)))


def _others(name: str, scene: Scene) -> list[Value]:
    row = scene.notation.table[name]

    def length(dim: str) -> int:
        found = Fraction(dim) if dim.isdigit() else scalar(symbol(dim), scene)
        if not isinstance(found, Fraction):
            raise Undetermined(f"an extent {dim} that is no number")
        return int(found)

    shape = shape_of(row, length)
    rows = ((scene.notation.table.get(other), value) for other, value in scene.parameters.items())
    alike = [value for other, value in rows if other is not None and other.sort == row.sort and not other.of]
    far = [shaped([FAR] * prod(shape), shape)] if row.sort.kind in ("real", "vector", "matrix") else []
    return [*islice(simple(row, shape), 2), *dict.fromkeys([*alike, *far]), *islice(simple(row, shape), 2, EACH)]
