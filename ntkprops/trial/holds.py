r"""Does a hypothesis hold on an instance, for every value of its free indices and times? ``holds(fact,
scene)``.

Indices run through their range. A time that ranges over an interval is taken as that whole interval,
bisected where the enclosure is too wide, so that True means: at every moment.
"""

from __future__ import annotations

from ntkprops.language.tree import free_symbols
from ntkprops.meaning import Undetermined, truth
from ntkprops.meaning.exact.enclosures import Number
from ntkprops.meaning.exact.values import compare, conjunction
from ntkprops.meaning.ranges import ends, index_range
from ntkprops.proof.facts import Fact
from ntkprops.trial.quantified import HALVINGS, is_index, on
from ntkprops.trial.scene import Scene
from ntkprops.trial.sets import Span, whole
from ntkprops.trial.subgaussian import is_subgaussian
from ntkprops.trial.worlds.steps import moves_in_steps

__all__ = ["holds", "index_range"]


def holds(fact: Fact, scene: Scene) -> bool | None:
    """Whether the fact holds: certainly, certainly not for some value, or None."""
    if fact.relation.name == ":=":
        return True
    names = free_symbols(fact.relation).union(*(free_symbols(c.relation) for c in fact.conditions))
    table = scene.notation.table
    waiting = sorted(fact.universal & names, key=lambda name: (name not in table or not is_index(table[name]), name))
    return _for_all(fact, waiting, scene)


def _for_all(fact: Fact, waiting: list[str], scene: Scene) -> bool | None:
    if not waiting:
        return _plain(fact, scene)
    name, *rest = waiting
    row = scene.notation.table.get(name)

    def inside(value: Number) -> bool | None:
        return _for_all(fact, rest, scene.bind(name, value))

    try:
        if row is not None and row.sort.kind == "index":
            return conjunction([inside(value) for value in index_range(row.sort.dims[0], scene)])
        low, high = ends(name, [condition.relation for condition in fact.conditions], scene)
    except Undetermined:
        return None
    if low is not None and high is not None and moves_in_steps(name, fact.relation, scene.definitions):
        try:
            return conjunction([inside(step) for step in whole(low, high)])
        except Undetermined:
            return None
    if low is None or high is None:
        if not rest and is_subgaussian(fact.relation, name, scene):
            return True
        return inside(Span(low, high).enclosure) or None
    return on(inside, Span(low, high), HALVINGS) if compare(low, "<=", high) is True else None


def _plain(fact: Fact, scene: Scene) -> bool | None:
    """The relation, unless a condition certainly fails."""
    found = truth(fact.relation, scene)
    if found is True:
        return True
    conditions = conjunction([holds(condition, scene) for condition in fact.conditions])
    if conditions is False:
        return True
    return found if conditions is True else None
