r"""Derivations found on the checker's own normal forms: ``derived(checker, place, rules)``.

Where saturation finds nothing, this finder takes the terms that a conclusion and its hypotheses print, instantiates the
rules at them, lets the checker derive every step at once, and asks for one scalar step at the end. So nothing is
translated, and what is kept has been checked already. It tries, in this order: what is given; rules at the terms in
sight; bounds under sums, means and extrema; the signs under roots; equals for equals; induction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ntkprops.derivation.check import Checker
from ntkprops.derivation.claims import Place
from ntkprops.derivation.judgment import Formula, Step
from ntkprops.derivation.terms import Tensor
from ntkprops.language.notation import Sort
from ntkprops.language.tree import Expr, number, relation, replace_free, symbol, walk
from ntkprops.proof.direct.given import instances
from ntkprops.proof.direct.loose import is_loose
from ntkprops.proof.direct.moves import moves
from ntkprops.proof.direct.roots import roots
from ntkprops.proof.direct.sight import MOST_DEPTH, UNAVAILABLE, Sight, closed
from ntkprops.proof.direct.substitution import substituted
from ntkprops.proof.direct.tails import tails
from ntkprops.proof.direct.under import under

ONE = number(1)
INDUCTIVE = frozenset({"induction", "algebra"})  # the reasons that bring induction along
ALONE, GIVEN, RULES, UNDER, ROOTS = range(5)  # what a goal is asked from


def derived(checker: Checker, place: Place, rules: frozenset[str]) -> Step | None:
    """A derivation of a conclusion, or None."""
    try:
        scope = checker.before(place)
        goal = checker.claim.goals[place].relation
        checker.defined(goal, scope)
    except UNAVAILABLE:
        return None
    return shown(Sight(checker, rules, scope), goal) if _unnamed(goal) <= rules else None


def _unnamed(goal: Expr) -> set[str]:
    """The rules that normal forms apply to a goal by themselves: they must be among its reasons all the same."""
    parts = list(walk(goal))
    found = {"chain_rule"} if any(part.head == "derivative" for part in parts) else set()
    for part in (part.args[3] for part in parts if part.head == "integral"):
        inside = {one.head for one in walk(part)}
        found |= {"exponential_integral"} if "exp" in inside else set()
        found |= {"fundamental_theorem"} if inside & {"derivative", "dot"} else set()
    return found


def shown(sight: Sight, goal: Expr) -> Step | None:
    """A step that shows a relation, or None."""
    if sight.kind(goal.args[0]) in ("vector", "covector", "matrix"):
        return _entry_by_entry(sight, goal)
    for stage in _stages(sight, goal):
        step = sight.follows(goal)
        if step is None and stage == GIVEN and sight.depth < MOST_DEPTH:
            step = substituted(sight, goal, shown)
        if step is not None:
            return step
        if stage == GIVEN and is_loose(sight, goal):
            return None
    return _inductive(sight, goal) if sight.depth < MOST_DEPTH else None


def simply(sight: Sight, goal: Expr) -> Step | None:
    """A step that shows a relation from what is known and given, by arithmetic alone."""
    inner = Sight(sight.checker, frozenset(), sight.scope, MOST_DEPTH, dict(sight.known))
    for step in instances(inner, [goal], _never):
        inner.learn(step)
    return inner.follows(goal)


def _never(sight: Sight, goal: Expr) -> Step | None:
    return sight.follows(goal, ())


def _stages(sight: Sight, goal: Expr) -> Iterator[int]:
    """Learns more and more about a goal; yields whenever it is worth asking."""
    yield ALONE
    for step in instances(sight, [goal], simply):
        sight.learn(step)
    yield GIVEN
    terms = closed([goal, *sight.known])
    if _learned(sight, moves(sight, terms)):
        yield RULES
    for _ in range(2):  # what the rules speak of, and what lies under it
        new = _learned(sight, tails(sight, closed([goal]), _thoroughly))
        new |= _learned(sight, under(sight, _normal(sight, goal), _under))
        new |= _learned(sight, moves(sight, closed([one for one in sight.known if one not in terms])))
        if not new:
            break
        yield UNDER
    if _learned(sight, roots(sight, [goal, *sight.known])):
        yield ROOTS


def _learned(sight: Sight, steps: Iterable[Step]) -> bool:
    """Whether some steps show something new."""
    before = len(sight.known)
    for step in steps:
        sight.learn(step)
    return len(sight.known) > before


def _thoroughly(sight: Sight, goal: Expr) -> Step | None:
    """A step that shows a relation by all means, nothing being known yet; by arithmetic where the search is deep."""
    step = simply(sight, goal)
    if step is not None or sight.depth >= MOST_DEPTH:
        return step
    return shown(sight.inside(sight.scope), goal)


def _normal(sight: Sight, goal: Expr) -> list[Expr]:
    """The closed terms of a goal and of what is known, as they are printed and in normal form."""
    stated = [goal, *sight.known]
    quoted = [sight.normal(side) for one in stated for side in one.args]
    return closed([*stated, *(one for one in quoted if one is not None)])


def _under(sight: Sight, trees: list[Expr]) -> None:
    """What is given of the terms under a binder."""
    for step in instances(sight, trees, simply):
        sight.learn(step)


def _entry_by_entry(sight: Sight, goal: Expr) -> Step | None:
    value = sight.value(goal.args[0])
    if goal.name != "=" or not isinstance(value, Tensor):
        return None
    names = tuple(f"@{place}:{dim}" for place, dim in enumerate(value.dims, start=1 + 10 * sight.depth))
    sorts = [(name, Sort("index", (dim,))) for name, dim in zip(names, value.dims, strict=True)]
    try:
        inner = sight.inside(sight.checker.inside(sight.scope, sorts))
    except UNAVAILABLE:
        return None
    left, right = (Expr("entry", (side, *map(symbol, names))) for side in goal.args)
    step = shown(inner, relation(left, "=", right))
    return None if step is None else Step("entrywise", (goal, names), (step,))


def _inductive(sight: Sight, goal: Expr) -> Step | None:
    """A goal for a count or an index, by induction over it."""
    if not sight.rules & INDUCTIVE:
        return None
    table = sight.checker.notation.table
    variable = symbol(f"@{sight.depth}!")
    for name in sorted(goal.free):
        row = table.get(name)
        if row is None or row.over or row.of or row.random or row.sort.kind not in ("count", "index"):
            continue
        stated = replace_free(goal, {name: variable})
        after = Expr("add", (variable, ONE))
        begun = _base(sight, replace_free(stated, {variable.name: ONE}))
        again = None if begun is None else _again(sight, stated, variable, after, symbol(name))
        if begun is not None and again is not None:
            step = Step("induction", (stated, variable, symbol(name)), (begun, again))
            if sight.derive(step) is not None:
                return step
    return None


def _base(sight: Sight, goal: Expr) -> Step | None:
    inner = Sight(sight.checker, (sight.rules - INDUCTIVE) | {"sums"}, sight.scope, sight.depth + 1)
    return shown(inner, goal)


def _again(sight: Sight, stated: Expr, variable: Expr, after: Expr, end: Expr) -> Step | None:
    """The step of an induction."""
    checker = sight.checker
    supposed = [checker.suppose(Formula(one)) for one in (stated, relation(after, "<=", end))]
    try:
        scope = checker.inside(sight.scope, [(variable.name, Sort("count"))], supposed)
    except UNAVAILABLE:
        return None
    inner = Sight(checker, (sight.rules - INDUCTIVE) | {"sums"}, scope, sight.depth + 1)
    return shown(inner, replace_free(stated, {variable.name: after}))


__all__ = ["derived"]
