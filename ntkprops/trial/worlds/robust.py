r"""Is a function what the hypotheses say of it, or only where it is looked at? ``is_robust(asked, scene)``.

``\|\nabla f(x) - \nabla f(y)\| \leq L \|x - y\|`` is printed at two points and means a property of ``f``, and so is an
equation of motion at one moment. A function of our choice obeys such a hypothesis at other arguments too, or it is no
instance of what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

from ntkprops.language.tree import Expr, symbol, walk
from ntkprops.proof.facts import Fact
from ntkprops.trial.evaluate import scalar
from ntkprops.trial.holds import holds
from ntkprops.trial.question import Question
from ntkprops.trial.scene import Scene
from ntkprops.trial.tensor import Value
from ntkprops.trial.values import Undetermined
from ntkprops.trial.worlds.functions import Chosen, is_time
from ntkprops.trial.worlds.shapes import shape_of
from ntkprops.trial.worlds.values import simple

MOST = 25  # other arguments
EACH = 6
MOTION = ("derivative", "dot")


def is_robust(asked: Question, scene: Scene) -> bool:
    """Whether no hypothesis that speaks of a property of a chosen function is denied at other arguments."""
    chosen = {name for name, rules in scene.definitions.items() if rules and isinstance(rules[0], Chosen)}
    return all(_is_kept(fact, names, scene) for fact in asked.fixed if (names := _moved(fact, chosen, scene)))


def _moved(fact: Fact, chosen: set[str], scene: Scene) -> list[str]:
    """The arguments that a hypothesis is meant for all of; none where it fixes a symbol, or speaks of one place."""
    sides = fact.relation.args
    if fact.relation.name == "=" and any(side.head == "symbol" for side in sides):
        return []
    applied = [part for part in walk(fact.relation) if part.head == "apply" and _name(part) in chosen]
    table = scene.notation.table
    times = [part for part in applied if is_time(table[_name(part)])]
    moving = any(part.head in MOTION for part in walk(fact.relation))
    places = [part.args[1:] for part in applied if part not in times]
    if len(set(places)) > 1:
        times = times if moving else []
        parts = [*places, *(part.args[1:] for part in times)]
    elif moving:
        parts = [part.args[1:] for part in times]
    else:
        return []
    names = frozenset().union(*(tree.free for args in parts for tree in args))
    return sorted(name for name in names if _is_plain(name, scene))


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

    return list(islice(simple(row, shape_of(row, length)), EACH))
