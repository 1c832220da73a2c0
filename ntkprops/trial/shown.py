"""A broken claim as a ``Witness``: every value exact, both sides printed, the mass of what breaks it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ntkprops.language.latex import to_latex
from ntkprops.language.tree import Expr
from ntkprops.meaning import evaluate
from ntkprops.meaning.exact.enclosures import interval
from ntkprops.meaning.exact.tensor import Tensor
from ntkprops.meaning.exact.values import Number, Undetermined
from ntkprops.trial.question import Goal
from ntkprops.trial.rates import Solved
from ntkprops.trial.scene import Scene
from ntkprops.trial.worlds.functions import Chosen
from ntkprops.trial.worlds.values import written
from ntkprops.verdict import Witness


@dataclass(frozen=True)
class Failure:
    """A broken conclusion: where, both sides there, and the mass of the draws on which it breaks."""

    scene: Scene
    goal: Goal | None  # None where draws may break any of several conclusions
    mass: Number | None = None
    solved: Solved | None = None


def witness(failure: Failure) -> Witness:
    """The failure in exact numbers, in the notation of the notes."""
    scene, goal = failure.scene, failure.goal
    shown = dict(scene.instance.shown())
    for name, value in {**scene.parameters, **scene.bound}.items():
        shown.setdefault(name, written(value))
    chosen = [rule for rules in scene.definitions.values() for rule in rules if isinstance(rule, Chosen)]
    shown |= {to_latex(rule.pattern): to_latex(rule.body) for rule in chosen if rule.pattern.args[0].head == "symbol"}
    if failure.solved is not None:
        shown |= failure.solved.shown()
    left, right = ("", "") if goal is None else (_side(part, scene) for part in goal.relation.args)
    chance = "" if failure.mass is None else _printed(failure.mass)
    return Witness(shown, left, right, chance, scene.setting.size)


def _side(tree: Expr, scene: Scene) -> str:
    try:
        found = evaluate(tree, scene)
    except Undetermined:
        return ""
    return (
        "(" + ", ".join(map(_printed, found.entries)) + ")" if isinstance(found, Tensor) else _printed(found)
    )


def _printed(value: Number) -> str:
    return str(value) if isinstance(value, Fraction) else str(interval(value))
