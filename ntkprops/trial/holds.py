r"""Does a hypothesis hold on an instance, for every value of its free indices and times? ``holds(fact,
scene)``.

Indices run through their range. A time that ranges over an interval is taken as that whole interval,
bisected where the enclosure is too wide, so that True means: at every moment.
"""

from __future__ import annotations

from fractions import Fraction

from ntkprops.language.tree import Expr, free_symbols
from ntkprops.proof.facts import Fact
from ntkprops.trial.evaluate import scalar, truth
from ntkprops.trial.quantified import is_index
from ntkprops.trial.scene import Scene
from ntkprops.trial.sets import Span, whole
from ntkprops.trial.subgaussian import is_subgaussian
from ntkprops.trial.values import Number, Undetermined, compare, conjunction, hull, over, plus
from ntkprops.trial.worlds.steps import moves_in_steps

BISECTIONS = 4
MOST_INDEX = 16


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
    try:
        if row is not None and row.sort.kind == "index":
            values = index_range(row.sort.dims[0], scene)
            return conjunction([_for_all(fact, rest, scene.bind(name, value)) for value in values])
        low, high = _ends(fact, name, scene)
    except Undetermined:
        return None
    if low is not None and high is not None and moves_in_steps(name, fact.relation, scene.definitions):
        try:
            return conjunction([_for_all(fact, rest, scene.bind(name, step)) for step in whole(low, high)])
        except Undetermined:
            return None
    if low is None or high is None:
        if not rest and is_subgaussian(fact.relation, name, scene):
            return True
        return _for_all(fact, rest, scene.bind(name, Span(low, high).enclosure)) or None
    if compare(low, "<=", high) is not True:
        return None
    return _throughout(fact, name, rest, scene, low, high, BISECTIONS)


def index_range(dimension: str, scene: Scene) -> list[Fraction]:
    """The values of an index that runs from 1 to ``dimension``.

    Raises:
        Undetermined: where that is no small whole number on this instance.
    """
    last = scalar(
        Expr("number", name=dimension) if dimension.isdigit() else Expr("symbol", name=dimension), scene
    )
    if not isinstance(last, Fraction) or not 1 <= last <= MOST_INDEX or last.denominator != 1:
        raise Undetermined(f"an index up to {dimension}")
    return [Fraction(value) for value in range(1, int(last) + 1)]


def _ends(fact: Fact, name: str, scene: Scene) -> tuple[Number | None, Number | None]:
    """The closed interval that the conditions allow ``name``; None for an end at infinity."""
    low = high = None
    for condition in fact.conditions:
        left, right = condition.relation.args
        up = condition.relation.name in ("<=", "<")
        if (left.name == name) == up and name in (left.name, right.name):
            high = scalar(right if left.name == name else left, scene)
        elif name in (left.name, right.name):
            low = scalar(right if left.name == name else left, scene)
    if low is None and high is None:
        raise Undetermined(f"{name} ranges without bounds")
    return low, high


def _throughout(
    fact: Fact, name: str, rest: list[str], scene: Scene, low: Number, high: Number, depth: int
) -> bool | None:
    found = _for_all(fact, rest, scene.bind(name, hull(low, high)))
    if found is True or depth == 0:
        return True if found else None
    middle = over(plus(low, high), Fraction(2))
    halves = ((low, middle), (middle, high))
    return conjunction([_throughout(fact, name, rest, scene, a, b, depth - 1) for a, b in halves])


def _plain(fact: Fact, scene: Scene) -> bool | None:
    """The relation, unless a condition certainly fails."""
    found = truth(fact.relation, scene)
    if found is True:
        return True
    conditions = conjunction([holds(condition, scene) for condition in fact.conditions])
    if conditions is False:
        return True
    return found if conditions is True else None
