r"""An exact counterexample to a printed claim: ``refute(reading, notation)``.

A counterexample is a small exact instance on which every hypothesis certainly holds and a conclusion
certainly fails. For a claim that holds with probability ``p`` over the draw it is an instance of data and
parameters on which, with certified probability above ``1 - p``, some choice of what the claim quantifies
obeys the hypotheses and breaks a conclusion. Instances are tried smallest first: n, then m, then simple
numbers. What cannot be told never refutes; what is found is looked at again by ``recheck``, on all that is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice, product

import flint

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr, free_symbols, number
from ntkprops.meaning import evaluate, scalar, truth
from ntkprops.meaning.exact import enclosures
from ntkprops.meaning.exact.enclosures import Interval, interval
from ntkprops.meaning.exact.system import UNIT
from ntkprops.meaning.exact.tensor import Tensor, Value
from ntkprops.meaning.exact.values import Number, Undetermined, compare, conjunction, minus
from ntkprops.proof.facts import Fact, Rewrite
from ntkprops.proof.reading import Reading
from ntkprops.trial.holds import holds, index_range
from ntkprops.trial.question import Goal, Question, given_facts, in_range, printed_indices, question
from ntkprops.trial.rates import CONSTANTS, Solved, tight
from ntkprops.trial.recheck import Claim, confirmed, failing_chance
from ntkprops.trial.scene import Scene, mean
from ntkprops.trial.shown import Failure, witness
from ntkprops.trial.trail import Trail
from ntkprops.trial.world import Cell, Effort, Instance, OutOfEffort, Setting
from ntkprops.trial.worlds.fill import filled
from ntkprops.trial.worlds.interpret import Interpretation, interpret
from ntkprops.trial.worlds.recognise import network_of
from ntkprops.trial.worlds.robust import is_robust
from ntkprops.verdict import Witness

EFFORT = 50_000  # parts of formulas evaluated; about two seconds
RECHECK = 50_000  # the same, to look again at what was found
SCENES = (6, 24, 150, 800)  # of each setting, in turn
CHOSEN_FREELY = tuple(Fraction(k) for k in (1, 2, 4, 10))


def refute(
    reading: Reading,
    notation: Notation,
    *,
    facts: Sequence[Fact] | None = None,
    definitions: Mapping[str, Sequence[Rewrite]] | None = None,
    free: Sequence[str] = (),
    meant: Interpretation | None = None,
    effort: int = EFFORT,
    trail: Trail | None = None,
) -> Witness | None:
    r"""An exact counterexample, or None where none was found.

    Args:
        reading: the claim.
        notation: the symbols.
        facts: every hypothesis; by default the claim's own and what the notation says holds always.
        definitions: what the lecture defines, by spelling.
        free: symbols that nothing declares, to be filled with a simple number in front of everything else.
        meant: what the symbols mean on an instance; by default by the notation and what is given here.
        effort: how many parts of formulas may be evaluated; counted, so that machines agree.
        trail: is told in which setting the counterexample lies, or says in which alone to look.

    Returns:
        A witness whose values are exact; ``probability`` is a certified lower bound of the failure
        probability where the claim is about a draw.
    """
    known = given_facts(reading, notation) if facts is None else list(facts)
    meant = meant or interpret(reading, notation, known, definitions or {}, network=network_of(notation))
    if meant.unsolved:
        return None
    spellings = meant.world.spellings
    asked = question(reading, notation, facts=known, known=meant.definitions, spellings=spellings, whole=meant.is_small)
    budget = Effort(effort)
    try:
        with precise():
            for chosen in product(*(CHOSEN_FREELY for _ in free)):
                fillings = dict(zip(free, chosen, strict=True))
                for failure in _failures(asked, meant, fillings, budget, trail or Trail()):
                    if is_robust(asked, failure.scene) and _is_one(asked.claim, failure, budget):
                        return witness(failure)
    except OutOfEffort:
        return None
    return None


def _is_one(claim: Claim, failure: Failure, budget: Effort) -> bool:
    """Whether a failure that was found is one, by another way; what that costs is spent where it is none."""
    own = Effort(RECHECK)
    scene = replace(failure.scene, effort=own)
    if failure.solved is None:
        sound = confirmed(claim, scene)
    else:
        name, at = failure.solved.name, failure.solved.at
        sound = all(confirmed(replace(claim, constant=c), scene.given_parameter(name, at(c))) for c in CONSTANTS)
    if not sound:
        budget.spend(RECHECK - max(own.left, 0))
    return sound


@dataclass(frozen=True)
class Starts:
    """The exact draws of a setting, made once, so that their trajectories are computed once."""

    setting: Setting
    asked: Question

    @cached_property
    def all(self) -> tuple[Instance, ...]:
        """Simplest first."""
        return tuple(self.setting.starts(self.asked.usage))


@contextmanager
def precise() -> Iterator[None]:
    before, flint.ctx.prec = flint.ctx.prec, enclosures.PRECISION
    try:
        yield
    finally:
        flint.ctx.prec = before


def scene_of(asked: Question, setting: Setting, scalars: Mapping[str, Value], budget: Effort) -> Scene:
    """A setting before anything is drawn, with some numbers."""
    return Scene(asked.notation, setting.fixed, setting, scalars, asked.definitions, asked.usage, budget)


def _failures(
    asked: Question, meant: Interpretation, fillings: Mapping[str, Fraction], budget: Effort, trail: Trail
) -> Iterator[Failure]:
    if len(asked.rates) > 1 or not asked.every:
        return
    for unknown in _unknowns(asked, fillings):
        waiting = [
            (place, Starts(one, asked), filled(asked, scene_of(asked, one, fillings, budget), fillings, unknown))
            for place, one in enumerate(meant.world.settings(asked.usage), start=1)
            if trail.only in (0, place)
        ]
        for most in SCENES if meant.is_small else SCENES[-1:]:
            for trail.place, starts, scenes in waiting:
                for scene in filter(None, islice(scenes, most)):
                    yield from _here(asked, scene, starts, unknown)


def _unknowns(asked: Question, fillings: Mapping[str, Fraction]) -> list[str]:
    """The parameter that a rate hypothesis is solved for; one empty name where there is no rate."""
    if not asked.rates:
        return [""]
    elsewhere = [*(g.relation for g in asked.every), *(f.relation for f in (*asked.fixed, *asked.drawn))]
    used = frozenset().union(*map(free_symbols, elsewhere)) | set(fillings)
    return [n for n, _ in asked.parameters if n in free_symbols(asked.rates[0].relation) and n not in used]


def _here(asked: Question, scene: Scene, starts: Starts, unknown: str) -> Iterator[Failure]:
    """The failures on one setting with one choice of parameters."""
    if not _declared(asked, scene) or _all_hold(asked.fixed, scene) is not True:
        return
    if asked.probability is not None:
        yield from _by_chance(asked, scene, unknown)
    elif asked.is_about_draw:
        for start in starts.all:
            yield from _certain(asked, replace(scene, instance=start), unknown, asked.drawn)
    elif asked.drawn and asked.usage.chosen:
        ruled = replace(scene, rule=lambda drawn: _all_hold(asked.drawn, drawn))
        yield from _certain(asked, ruled, unknown, ())
    elif all(_all_hold(asked.drawn, replace(scene, instance=cell.instance)) for cell in _every(asked, scene)):
        yield from _certain(asked, scene, unknown, ())


def _all_hold(facts: Sequence[Fact], scene: Scene) -> bool | None:
    return conjunction([holds(fact, scene) for fact in facts])


def _every(asked: Question, scene: Scene) -> list[Cell]:
    """The whole space of draws, where hypotheses speak of it."""
    return list(scene.setting.cells(asked.usage)) if asked.drawn else []


def _declared(asked: Question, scene: Scene) -> bool:
    """Whether every derived symbol that has a value here lies in the range of its sort."""
    for name in asked.derived:
        try:
            value = evaluate(Expr("symbol", name=name), scene)
        except Undetermined:
            continue  # it depends on the draw, or on a part that this claim does not speak of
        if in_range(name, scene, value) is not True:
            return False
    return True


def _certain(asked: Question, scene: Scene, unknown: str, facts: Sequence[Fact]) -> Iterator[Failure]:
    for goal in asked.every:
        broken = _broken(goal, scene)
        if broken is None or not _declared(asked, broken) or _all_hold(facts, broken) is not True:
            continue
        solved = _solved(asked, broken, unknown, None)
        if solved is not None or not asked.rates:
            yield Failure(broken, goal, None, solved)


def _broken(goal: Goal, scene: Scene) -> Scene | None:
    """The scene, with indices chosen, in which the relation certainly fails; None where there is none."""
    for chosen in _indexed(goal.relation, scene):
        if (
            truth(goal.relation, chosen) is False
            and conjunction([holds(c, chosen) for c in goal.conditions]) is True
        ):
            return chosen
    return None


def _indexed(tree: Expr, scene: Scene) -> Iterator[Scene]:
    """The scene with every choice of the free indices of a formula that are not chosen yet."""
    table = scene.notation.table
    names = [
        n
        for n in sorted(free_symbols(tree))
        if (row := table.get(n)) and row.sort.kind == "index" and not row.over and n not in scene.bound
    ]
    yield from _chosen(names, scene)


def _chosen(names: Sequence[str], scene: Scene) -> Iterator[Scene]:
    rows = [(name, scene.notation.table[name]) for name in names]
    try:
        ranges = [index_range(row.sort.dims[0], scene) for _, row in rows]
    except Undetermined:
        return
    for chosen in product(*ranges):
        yield replace(scene, bound={**scene.bound, **dict(zip(names, chosen, strict=True))})


def _by_chance(asked: Question, scene: Scene, unknown: str) -> Iterator[Failure]:
    """A claim with probability p, where the mass of the draws that can break it certainly exceeds 1 - p.

    An index that is only printed is the same in every draw: each is a claim of its own."""
    for one in _chosen(printed_indices(asked), scene):
        yield from _by_mass(asked, one, unknown)


def _by_mass(asked: Question, scene: Scene, unknown: str) -> Iterator[Failure]:
    assert asked.probability is not None
    try:
        failing = mean(scene, lambda drawn: _breaks(asked, drawn), unknown=UNIT)
        allowed = None if unknown else minus(Fraction(1), scalar(asked.probability, scene))
    except Undetermined:
        return
    mass = _lower(failing)
    goal = asked.every[0] if len(asked.every) == 1 else None
    if unknown:
        solved = _solved(asked, scene, unknown, mass)
        if solved is not None:
            yield Failure(scene, goal, mass, solved)
    elif allowed is not None and compare(mass, ">", allowed) is True:
        yield Failure(scene, goal, mass)


def failing_mass(
    asked: Question, setting: Setting, scalars: Mapping[str, Fraction], *, place: int = 0, effort: int = EFFORT
) -> Interval | None:
    """Between which numbers the mass lies of the draws on which some tried choice breaks a claim of probability.

    Only the lower end bounds the failure probability: a choice that was not tried may break it on more draws.

    Args:
        asked: the claim.
        setting: data and a width.
        scalars: the values of its parameters.
        place: which of the indices that are printed and not said for all of.
        effort: how many parts of formulas may be evaluated.

    Returns:
        An enclosure; None where the setting does not obey what is given, or nothing encloses the mass.
    """
    scene = scene_of(asked, setting, scalars, Effort(effort))
    try:
        with precise():
            one = next(islice(_chosen(printed_indices(asked), scene), place, None), None)
            return None if one is None else failing_chance(asked.claim, one)
    except OutOfEffort:
        return None


def _lower(found: Value) -> Number:
    if isinstance(found, Fraction):
        return found
    assert not isinstance(found, Tensor)
    low = interval(found).lo
    return enclosures.ball(low)


def _breaks(asked: Question, scene: Scene) -> Value:
    """1 if on every draw of the cell some choice obeys the hypotheses and breaks a conclusion, 0 if none."""
    options = scene.instance.choices() if asked.usage.chosen else iter((scene.instance,))
    doubt = False
    for instance in options:
        chosen = replace(scene, instance=instance)
        outcomes = [
            truth(goal.relation, here) for goal in asked.every for here in _indexed(goal.relation, chosen)
        ]
        if not all(outcome is True for outcome in outcomes):
            obeys = _all_hold(asked.drawn, chosen)
            if obeys is True and False in outcomes and _declared(asked, chosen):
                return Fraction(1)
            doubt = doubt or obeys is not False
    return UNIT if doubt else Fraction(0)


def _solved(asked: Question, scene: Scene, unknown: str, mass: Number | None) -> Solved | None:
    """The rate hypothesis made tight, for every constant."""
    if not asked.rates:
        return None
    sort = dict(asked.parameters)[unknown]
    failure = (
        None if asked.probability is None else Expr("add", (number(1), Expr("neg", (asked.probability,))))
    )
    return tight(asked.rates[0].relation, scene, unknown=unknown, sort=sort, failure=failure, mass=mass)
