r"""A layer too wide to hold, as an instance: what its sketch keeps, and its exact flow.

Of the symbols a sketch gives predictions and Gram matrices at any time, data and sizes; it keeps no weights. Its flow
is Clarke's, which exists for all times; up to ``classical_end`` it is the lecture's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ntkprops.network import Trajectory, sketch_layer, wide_gradient_flow
from ntkprops.sampling.measure.instance import Array, Batch, Unmeasured
from ntkprops.sampling.points import Points
from ntkprops.trial.small_networks import Roles

MOST_ROWS = 16  # a sketch counts 2**n activation patterns


@dataclass(frozen=True, eq=False)
class WideDraw(Batch):
    """One draw of a layer of ``neurons``, known by the key of its generator."""

    neurons: int = 0
    key: int = 0

    @property
    def width(self) -> int:
        """m."""
        return self.neurons

    @cached_property
    def flow(self) -> Trajectory:
        """The exact flow, for all times."""
        data = self.points.dataset
        return wide_gradient_flow(data, sketch_layer(data, self.neurons, rng=self.key)).trajectory

    @property
    def last_moment(self) -> float:
        """Clarke's flow has no last moment."""
        return float("inf")

    def value(self, name: str) -> Array | None:
        """The bare symbol; None where it is no part of a network."""
        if name in (self.roles.weights, self.roles.signs):
            raise Unmeasured("a layer too wide to hold, of which a sketch keeps no weights")
        if name in (self.roles.gram, self.roles.predictions):
            return self._at_time(name, np.zeros(1))
        return super().value(name)

    def at(self, name: str, args: tuple[Array, ...]) -> Array | None:
        """The symbol at a time."""
        if name in (self.roles.gram, self.roles.predictions) and len(args) == 1 and args[0].size == 1:
            return self._at_time(name, args[0])
        raise Unmeasured(f"a layer too wide to hold, of which a sketch does not keep {name}")

    def rate(self, name: str, args: tuple[Array, ...]) -> Array | None:
        """No derivative is kept."""
        raise Unmeasured(f"the derivative of {name} in a layer too wide to hold")

    def gradient(self, name: str, args: tuple[Array, ...]) -> Array | None:
        """No gradient is kept."""
        raise Unmeasured(f"the gradient of {name} in a layer too wide to hold")

    def _at_time(self, name: str, moment: Array) -> Array:
        t = float(moment[0])
        return self.flow.gram(t)[None] if name == self.roles.gram else self.flow.outputs(t)[None]


def wide_draw(roles: Roles, points: Points, *, neurons: int, key: int) -> WideDraw:
    """One draw of a wide layer.

    >>> from ntkprops.sampling.points import families
    >>> from ntkprops.trial.small_networks import small_networks
    >>> wide_draw(small_networks().roles, families(0)[0], neurons=1000, key=1).at("u", (np.zeros(1),)).shape
    (1, 1)
    """
    nothing = np.empty((1, 0, points.d)), np.empty((1, 0))
    return WideDraw(roles, points, *nothing, neurons=neurons, key=key)
