r"""Is a witness one? ``confirmed(claim, scene)`` looks at the printed trees alone, with the ball evaluator alone.

Whatever found the instance, this asks again of all that is printed: every symbol has its declared sort and law; every
hypothesis certainly holds, for every value of its quantifiers and free indices, and, where the claim speaks of means
and chances, in every outcome; some part of the conclusion certainly fails where all of it has a value. What has no
value, no meaning or no certain answer holds nothing and breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import product

from ntkprops.language.notation import Notation
from ntkprops.language.reader import read
from ntkprops.language.tree import Expr, symbol, walk
from ntkprops.meaning import evaluate, judged, scalar, truth
from ntkprops.meaning.exact import tensor
from ntkprops.meaning.exact.enclosures import Interval, ball, interval
from ntkprops.meaning.exact.system import UNIT
from ntkprops.meaning.exact.tensor import Tensor, Value
from ntkprops.meaning.exact.values import Undetermined, compare, conjunction, minus
from ntkprops.proof.reading import Reading
from ntkprops.trial.defined import draws_of
from ntkprops.trial.quantified import in_range, is_index, parts, throughout, variable
from ntkprops.trial.scene import Scene, mean
from ntkprops.trial.sets import LAWS, lies_in, sort_span
from ntkprops.trial.subgaussian import is_subgaussian
from ntkprops.trial.world import OutOfEffort
from ntkprops.trial.worlds.steps import moves_in_steps

LAWFUL = ("E", "Pr", "Var")


@dataclass(frozen=True)
class Claim:
    """What is printed; ``binders`` stand over the whole claim, ``constant`` is a value of a rate's hidden constant."""

    notation: Notation
    given: tuple[Expr, ...]
    then: tuple[Expr, ...]
    binders: tuple[Expr, ...] = ()
    probability: Expr | None = None
    constant: Fraction | None = None


def printed_claim(reading: Reading, notation: Notation) -> Claim:
    """All that a witness is held against: what is given and what holds throughout, what is concluded, over what."""
    always = tuple(read(text, notation) for text in notation.always)
    return Claim(notation, (*reading.given, *always), reading.then, reading.for_all, reading.probability)


def confirmed(claim: Claim, scene: Scene) -> bool:
    """Whether the instance certainly obeys every hypothesis and breaks the conclusion.

    Args:
        claim: everything that is printed.
        scene: the values of its symbols; its instance is a draw, or the data before any.
    """
    try:
        if claim.probability is not None:
            chance, allowed = failing_chance(claim, scene), minus(Fraction(1), scalar(claim.probability, scene))
            return chance is not None and compare(ball(chance.lo), ">", allowed) is True
        drawn, is_draw = _drawn(claim), scene.instance != scene.setting.fixed
        scene = _ruled(claim, scene)
        if not _is_set(claim, scene) or (is_draw and _obeys(claim, drawn, scene) is not True):
            return False
        lawful = drawn and (not is_draw or speaks_of_laws(claim, scene))
        return (not lawful or _sure(claim, drawn, scene)) and _fails(claim, scene) is True
    except (Undetermined, OutOfEffort):
        return False


def failing_chance(claim: Claim, scene: Scene) -> Interval | None:
    """The mass of the draws in which some choice that was tried obeys what is given and breaks a claim of probability.

    None where the setting does not obey what is given, or nothing encloses the mass.
    """
    drawn, scene = _drawn(claim), _ruled(claim, scene)

    def broken(outcome: Scene) -> Value:
        choices = _choices(claim, drawn, outcome)
        if not any(obeys for _, obeys in choices):
            raise Undetermined("what is given need not hold in every outcome")
        fates = [conjunction([obeys, _fails(claim, choice)]) for choice, obeys in choices if obeys is not False]
        return Fraction(1) if True in fates else UNIT if None in fates else Fraction(0)

    try:
        found = mean(scene, broken) if _is_set(claim, scene) and _indices(claim, scene) else None
    except Undetermined:
        return None
    return None if found is None or isinstance(found, Tensor) else interval(found)


def _drawn(claim: Claim) -> list[Expr]:
    return [tree for tree in claim.given if is_drawn(tree, claim.notation)]


def _ruled(claim: Claim, scene: Scene) -> Scene:
    """The scene in which means choose, draw by draw, what obeys the hypotheses."""
    drawn = _drawn(claim)
    return replace(scene, rule=lambda chosen: _obeys(claim, drawn, replace(chosen, rule=None)))


def _is_set(claim: Claim, scene: Scene) -> bool:
    """Whether sorts and laws are as declared, and what is given of no draw holds."""
    drawn = _drawn(claim)
    return _declared(claim, scene) and _obeys(claim, [t for t in claim.given if t not in drawn], scene) is True


# -- symbols ---------------------------------------------------------------------------------------


def _declared(claim: Claim, scene: Scene, *, only_draws: bool = False) -> bool:
    """Whether every symbol that has a value lies in its sort, and every draw has its declared law."""
    table = claim.notation.table
    spoken = {*scene.parameters, *scene.bound, *mentioned(claim, scene)} & table.keys()
    for row in (table[name] for name in spoken):
        if only_draws and not row.random and not draws_of(symbol(row.name), scene):
            continue  # the same in every draw
        known = LAWS.get(row.law, row.law)
        if row.law and row.random and scene.instance.law(row.name) != known:
            return False
        try:
            value = evaluate(symbol(row.name), replace(scene, rule=None))
        except Undetermined:
            continue  # nothing that uses it will have a value
        if lies_in(row, value, partial(scalar, scene=scene)) is not True:
            return False
    return only_draws or _applied(claim, scene)


def _applied(claim: Claim, scene: Scene) -> bool:
    """Whether what a formula applies to a time or a number has a value of its sort there."""
    value_of = partial(scalar, scene=scene)
    for part in {part for tree in (*claim.given, *claim.then) for part in walk(tree) if part.head == "apply"}:
        row = claim.notation.table.get(part.args[0].name)
        if row is None or not row.sort.is_scalar or row.sort.kind == "real":
            continue
        try:
            value = evaluate(part, replace(scene, rule=None))
        except Undetermined:
            continue  # nothing that uses it will have a value
        if lies_in(row, value, value_of) is not True:
            return False
    return True


def mentioned(claim: Claim, scene: Scene) -> frozenset[str]:
    """The symbols of a claim, and of the definitions that it reaches where the instance gives no value."""
    chance = () if claim.probability is None else (claim.probability,)
    waiting, found = [*claim.given, *claim.then, *claim.binders, *chance], set()
    while waiting:
        for name in {part.name for part in walk(waiting.pop()) if part.head == "symbol"} - found:
            found.add(name)
            rules = scene.definitions.get(name, ()) if scene.instance.draws(name) is None else ()
            waiting += [rule.body for rule in rules]
    return frozenset(found)


def speaks_of_laws(claim: Claim, scene: Scene) -> bool:
    """Whether a mean or a chance occurs, in what is printed or in what that is defined as."""
    names = [name for name in mentioned(claim, scene) if scene.instance.draws(name) is None]
    bodies = [rule.body for name in names for rule in scene.definitions.get(name, ())]
    return any(part.head in LAWFUL for tree in (*claim.given, *claim.then, *bodies) for part in walk(tree))


def is_drawn(tree: Expr, notation: Notation) -> bool:
    """Whether something random occurs outside of means and chances."""
    if tree.head in LAWFUL or tree.relations == ("~",):  # a law is the same in every outcome
        return False
    row = notation.table.get(tree.name) if tree.head == "symbol" else None
    return (row is not None and row.random) or any(is_drawn(part, notation) for part in tree.args)


# -- hypotheses ------------------------------------------------------------------------------------


def _sure(claim: Claim, given: Sequence[Expr], scene: Scene) -> bool:
    """Whether the hypotheses hold in every outcome, for some choice of what the claim chooses."""
    outcomes = (replace(scene, instance=cell.instance) for cell in scene.setting.cells(scene.usage))
    return all(True in (obeys for _, obeys in _choices(claim, given, outcome)) for outcome in outcomes)


def _choices(claim: Claim, given: Sequence[Expr], drawn: Scene) -> list[tuple[Scene, bool | None]]:
    """The choices after a draw, each with whether it obeys the hypotheses."""
    options = drawn.instance.choices() if drawn.usage.chosen else (drawn.instance,)
    scenes = [replace(drawn, instance=instance) for instance in options]
    fitting = [_declared(claim, scene, only_draws=True) for scene in scenes]
    return [(s, _obeys(claim, given, s) if fits else None) for s, fits in zip(scenes, fitting, strict=True)]


def _obeys(claim: Claim, given: Sequence[Expr], scene: Scene) -> bool | None:
    return conjunction([_holds(claim, tree, scene) for tree in given])


def _holds(claim: Claim, tree: Expr, scene: Scene) -> bool | None:
    """Whether a hypothesis holds for every value of its quantifiers, free indices and what the claim binds."""
    quantifiers, said = parts(tree)
    table = claim.notation.table
    names = [variable(what) for what in quantifiers]
    bound = [b for b in claim.binders if b.head != "family" and (n := variable(b)) in tree.free and n not in table]
    free = [symbol(n) for n in sorted(tree.free) if n in table and is_index(table[n]) and n not in names]

    steps = frozenset(n for n in names if any(moves_in_steps(n, part, scene.definitions) for part in said))

    def all_said(here: Scene) -> bool | None:
        return conjunction([_is_true(claim, part, here) for part in said])

    def all_quantified(here: Scene) -> bool | None:
        if len(names) == 1 and all(is_subgaussian(part, names[0], here) for part in said):
            return True
        return throughout(all_said, quantifiers, here, steps)

    return throughout(all_quantified, [*bound, *free], scene, steps)


def _is_true(claim: Claim, tree: Expr, scene: Scene) -> bool | None:
    """Whether one part of a hypothesis holds; a rate that was made tight must not certainly fail."""
    right = tree.args[-1] if tree.head == "chain" else tree
    if right.head != "landau" or claim.constant is None or len(tree.args) != 2 or right.name not in ("O", "Omega"):
        return truth(tree, scene)
    bound = tensor.product(claim.constant, evaluate(right.args[0], scene))
    return tensor.related(evaluate(tree.args[0], scene), ">=" if right.name == "Omega" else "<=", bound) is not False


# -- conclusions -----------------------------------------------------------------------------------


def _fails(claim: Claim, scene: Scene) -> bool | None:
    """Whether a part of the conclusion certainly fails where each formula has a value; False where all hold."""
    outcomes = [list(_outcomes(claim, tree, scene)) for tree in claim.then]
    if all(outcomes) and any(False in found for found in outcomes):
        return True
    return False if all(all(found) and found for found in outcomes) else None


def _outcomes(claim: Claim, tree: Expr, scene: Scene) -> Iterator[bool | None]:
    """What becomes of a formula for the values at hand, and for every index that has none; True outside its ranges."""
    quantifiers, said = parts(tree)
    table = claim.notation.table
    loose = [n for n in sorted(tree.free) if n in table and is_index(table[n]) and n not in scene.bound]
    value_of = partial(scalar, scene=scene)
    for values in product(*(sort_span(table[name], value_of).values or () for name in loose)):
        here = replace(scene, bound={**scene.bound, **dict(zip(loose, values, strict=True))})
        if all(in_range(what, here) for what in (*claim.binders, *quantifiers)):
            try:
                yield from [judged(part, here) for part in said]
            except Undetermined:
                continue
        else:
            yield True


def _indices(claim: Claim, scene: Scene) -> bool:
    """Whether every index that a claim of probability does not say "for all" of is chosen before the draw."""
    table = claim.notation.table
    within = {variable(what) for what in claim.binders if what.head != "family"}
    within |= {variable(what) for tree in claim.then for what in parts(tree)[0]}
    free = {n for tree in claim.then for n in tree.free if n in table and is_index(table[n])}
    return free - within <= scene.bound.keys()

