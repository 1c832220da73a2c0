r"""Where a formula is evaluated exactly: one instance, values of parameters, what is defined, the work that is left.

What a world of exact instances adds to the walk over a formula: means over its draws, ``x \in [0, 1]``, the law of what
is drawn, and what exists as a candidate that the instance offers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import prod
from typing import Any

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr
from ntkprops.meaning import Scene as Meaning
from ntkprops.meaning import Undetermined, evaluate, index, scalar, truth
from ntkprops.meaning.defined import defined, root
from ntkprops.meaning.exact.enclosures import Number
from ntkprops.meaning.exact.system import EXACT
from ntkprops.meaning.exact.tensor import Tensor, Value, number
from ntkprops.proof.facts import Rewrite
from ntkprops.trial import sets
from ntkprops.trial.defined import averages_all, lawful
from ntkprops.trial.gradients import gradient
from ntkprops.trial.paving import paved, width
from ntkprops.trial.world import Cell, Effort, Instance, Setting, Usage
from ntkprops.trial.worlds.steps import stepped

APPLICATION = 4  # the work of one application at n = m = 1, in parts of a formula


@dataclass(frozen=True)
class Scene(Meaning):
    """Where a formula is evaluated.

    Args:
        notation: the symbols.
        instance: gives most symbols their values.
        setting: what stays when ``E`` or ``Pr`` draws anew.
        parameters: the values chosen for free scalars.
        definitions: what the lecture defines, by spelling.
        usage: what the formulas at hand mention.
        rule: whether a family chosen after the draw obeys the hypotheses, for use under ``E`` and ``Pr``.
        effort: the work that is left.
        bound: the values of bound variables; they come first.
        depth: how many definitions have been unfolded to come here.
    """

    SYSTEM = EXACT

    notation: Notation
    instance: Instance
    setting: Setting
    parameters: Mapping[str, Value]
    definitions: Mapping[str, Sequence[Rewrite]]
    usage: Usage
    effort: Effort
    rule: Callable[[Scene], bool | None] | None = None
    bound: Mapping[str, Value] = field(default_factory=dict)
    depth: int = 0

    @property
    def known(self) -> Instance:
        """The instance."""
        return self.instance

    def given_parameter(self, name: str, value: Value) -> Scene:
        """The scene with one more parameter."""
        return self.given({name: value})

    def given(self, values: Mapping[str, Value]) -> Scene:
        """The scene with these parameters."""
        return replace(self, parameters={**self.parameters, **values})

    def scalar(self, name: str) -> Value | None:
        """The value of a bound variable or a parameter."""
        return self.bound[name] if name in self.bound else self.parameters.get(name)

    def spend(self, amount: int = 1) -> None:
        """Count work. Raises ``OutOfEffort`` where none is left."""
        self.effort.spend(amount)

    def computed(self, rule: Callable[[Expr, Any], Value], tree: Expr) -> Value:
        """The value that a rule gives a tree; what an instance computes is dearer."""
        self.effort.spend(1 + APPLICATION * prod(self.setting.size) if tree.head == "apply" else 1)
        return rule(tree, self)

    def mean(self, tree: Expr, body: Callable[[Scene], Value]) -> Value:
        """An enclosure of the mean over a fresh draw of everything random."""
        if not averages_all(tree, self):
            raise Undetermined("a mean over a part of what is drawn")
        return mean(self, body)

    def stepped(self, name: str, args: Sequence[Value]) -> Expr | None:
        """One step of a recursion that the notes print."""
        return stepped(name, args[0], self.definitions.get(name, ())) if args else None

    def slope(self, body: Expr) -> Value:
        """The gradient of a defined function, coordinate by coordinate."""
        return gradient(body, self, evaluate)

    def exists(self, what: Expr, conditions: Sequence[Expr]) -> bool | None:
        """``exists w_k`` is shown by a candidate and never denied."""
        (member,) = what.args
        if member.head != "entry" or member.args[0].head != "symbol":
            raise Undetermined("something exists that is no member of a family")
        name, rest = member.args[0].name, Expr("set", tuple(conditions))
        candidates = self.instance.members(name, index(member.args[1], self))
        return True if any(truth(rest, self.bind(name, family)) is True for family in candidates) else None

    def classified(self, left: Expr, op: str, right: Expr, value: Callable[[], Value]) -> bool | None:
        """A membership in a set of numbers or a space, and a law."""
        value_of = partial(scalar, scene=self)
        if op == "~":
            row, law = lawful(left, self)
            return True if law == sets.law(right, row, value_of) else None
        found = value()
        if right.head == "space" and right.name == "R" and len(right.args) == 1 and isinstance(found, Tensor):
            return True if found.shape == (value_of(right.args[0]),) else None
        return sets.span(right, value_of).holds(number(found))

    def says(self, target: Expr, body: Expr) -> bool:
        """Whether a symbol is here what a definition says, and nothing else gives it a value."""
        name = root(target).name
        return self.scalar(name) is None and self.instance.draws(name) is None and defined(target, self) == body


# -- means -----------------------------------------------------------------------------------------


def mean(scene: Scene, body: Callable[[Scene], Value], *, unknown: Number | None = None) -> Value:
    """An enclosure of the expectation of ``body`` over a fresh draw.

    A family that is chosen after the draw is chosen cell by cell: the most hostile choice that certainly obeys the
    hypotheses there.

    Args:
        scene: its setting says what is drawn.
        body: evaluated on the scene of each cell.
        unknown: a bound of the body where nothing better is known, [0, 1] for an indicator.

    Raises:
        Undetermined: where the body cannot be enclosed on some cell.
    """

    def on(cell: Cell) -> tuple[Value | None, float]:
        drawn, sure = _chosen(replace(scene, instance=cell.instance))
        try:
            value = body(drawn) if drawn is not None else unknown
        except Undetermined:
            value = unknown
        doubt = 1.0 if value is None else width(value)
        return value, doubt if sure else max(doubt, 1.0)

    return paved(scene.setting.cells(scene.usage), on, scene.spend)


def _chosen(scene: Scene) -> tuple[Scene | None, bool]:
    """The scene with a family chosen that obeys the hypotheses, and whether no better choice is in doubt."""
    if scene.rule is None or not scene.usage.chosen:
        return scene, True
    sure = True
    for instance in scene.instance.choices():
        candidate = replace(scene, instance=instance)
        obeys = scene.rule(candidate)
        if obeys:
            return candidate, sure
        sure = sure and obeys is False
    return None, sure
