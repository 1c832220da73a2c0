r"""Where a formula is evaluated in doubles: ``Scene``, a batch of draws and the scalars that a trial chose.

What draws add to the walk over a formula: ``E`` and ``Pr`` are taken draw by draw, so that the mean over the draws is
their value wherever they stand in a linear place (``linear`` sees to that) and the scene says that a mean is taken;
whether a weight exists within its ball (``events``); the events of the flow, between which an integrand is smooth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ntkprops.language.notation import Notation
from ntkprops.language.tree import Expr
from ntkprops.meaning import Scene as Meaning
from ntkprops.meaning import Undetermined, evaluate, index, scalar
from ntkprops.meaning.doubles import DOUBLES, Array, Row, Value, alike, finite, plain
from ntkprops.proof.facts import Rewrite
from ntkprops.sampling.measure import events
from ntkprops.sampling.measure.instance import Batch
from ntkprops.sampling.measure.linear import reached

__all__ = ["Array", "Row", "Scene", "Value", "evaluate", "index", "plain", "scalar", "sides"]

DEAR = frozenset(
    ["apply", "grad", "partial", "derivative", "norm", "lambda_min", "lambda_max", "sum", "Pr", "indicator", "integral"]
)
Key = tuple[Expr, bool, tuple[tuple[str, float], ...]]  # a formula, under a mean or not, the numbers bound in it


@dataclass(frozen=True)
class Scene(Meaning):
    """Where a formula is evaluated: a batch, the scalars that a trial chose, what is defined, what is bound.

    ``averaging`` says that a mean over the draws is taken of what is evaluated: only then ``E`` and ``Pr`` stand for
    their values draw by draw. ``memo`` holds what was evaluated on this batch with these scalars."""

    SYSTEM = DOUBLES
    DEEPEST = 12
    KNOWS_RATES = False  # they are differences

    notation: Notation
    batch: Batch
    scalars: Mapping[str, float]
    definitions: Mapping[str, Sequence[Rewrite]]
    bound: Mapping[str, Array] = field(default_factory=dict)
    depth: int = 0
    averaging: bool = False
    memo: dict[Key, Value] = field(default_factory=dict, repr=False, compare=False)

    @property
    def known(self) -> Batch:
        """The batch."""
        return self.batch

    def at(self, scalars: Mapping[str, float]) -> Scene:
        """The scene with other scalars."""
        return replace(self, scalars={**self.scalars, **scalars}, memo={})

    def on(self, batch: Batch) -> Scene:
        """The scene on another batch."""
        return replace(self, batch=batch, memo={})

    def scalar(self, name: str) -> Array | None:
        """The value of a bound variable or of a scalar of the trial."""
        if name in self.bound:
            return self.bound[name]
        return np.array([self.scalars[name]]) if name in self.scalars else None

    def unfolded(self, **changes: Any) -> Scene:
        """The scene inside a definition, where nobody saw which means are taken."""
        return super().unfolded(averaging=False, **changes)

    def computed(self, rule: Callable[[Expr, Any], Any], tree: Expr) -> Any:
        """The value that a rule gives a tree; what is dear is kept."""
        key = self._key(tree) if tree.head in DEAR else None
        if key is None:
            return rule(tree, self)
        if key not in self.memo:
            self.memo[key] = rule(tree, self)
        return self.memo[key]

    def _key(self, tree: Expr) -> Key | None:
        """What the value depends on beside batch and scalars; None where a family is bound in it."""
        bound = [(name, self.bound[name]) for name in sorted(self.bound.keys() & tree.free)]
        if any(value.size != 1 for _, value in bound):
            return None
        return tree, self.averaging, tuple((name, float(value[0])) for name, value in bound)

    def argument(self, value: Value) -> Array:
        """The entries, transposed or not."""
        return plain(value)

    def mean(self, tree: Expr, body: Callable[[Scene], Value]) -> Value:
        """The body draw by draw, where the mean over the draws is what ``E`` or ``Pr`` speaks of."""
        if not self.averaging:
            raise Undetermined("a mean, which has no value on one draw")
        if len(tree.args) == 2 and not self._covers(tree.args[1].free, reached(tree.args[0], self)):
            raise Undetermined("a mean over a part of the draw")
        return body(self)

    def _covers(self, over: frozenset[str], names: frozenset[str]) -> bool:
        roles = self.batch.roles
        needs = {
            roles.weights: {roles.weights},
            roles.gram: {roles.weights},
            roles.signs: {roles.signs},
            **{name: {roles.weights, roles.signs} for name in (roles.network, roles.predictions, roles.loss)},
        }
        drawn = set().union(*(needs.get(name, set()) for name in names))
        return drawn <= over <= {roles.weights, roles.signs}

    def exists(self, what: Expr, conditions: Sequence[Expr]) -> np.ndarray:
        """Whether some move of a weight within its ball fulfils the conditions."""
        return events.exists(what.args[0], conditions, self)

    def cuts(self, body: Expr) -> Sequence[float]:
        """The events of the flow, where a formula speaks of what moves."""
        spoken = body.free & self.batch.roles.moving
        return self.batch.flow.times if spoken and len(self.batch.W) == 1 else ()


def sides(link: Expr, scene: Scene) -> tuple[Array, Array]:
    """Both sides of a relation of two terms, (B, ...) each, of one shape."""
    left, right = (finite(plain(evaluate(part, scene)), part.head) for part in link.args)
    return alike(left, right)
