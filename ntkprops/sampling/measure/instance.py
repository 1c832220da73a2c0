r"""A batch of initialisations as an instance: the values of ``x``, ``u(t)``, ``H``, ``f(x; w)`` and others, in doubles.

Every value carries a leading axis for the draws, of length B, or 1 for what no draw changes; so one evaluation of a
formula is B trials. A trajectory belongs to a single draw (B = 1): the exact flow, asked only before its first kink
slides (``classical_end``), for there the lecture's ``1[z >= 0]`` and the flow agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ntkprops.meaning import Undetermined as Unmeasured
from ntkprops.meaning.doubles import Array
from ntkprops.network import InitialDraw, Trajectory, gradient_flow, worst_weights
from ntkprops.sampling.points import Points
from ntkprops.trial.small_networks import Roles

__all__ = ["HORIZON", "Array", "Batch", "Unmeasured"]
HORIZON = 40.0  # of trajectories; e^{-lambda_0 t} is spent by then
_INSIDE = 1 - 1e-9  # candidates stay inside closed balls in spite of rounding
_STEP = 1e-3  # of numerical derivatives
PAST = 1e-9  # how far beyond a kink a hostile move ends, relative to the radius


@dataclass(frozen=True, eq=False)
class Batch:
    """B draws on one data set: weights ``W`` (B, m, d), signs ``a`` (B, m); ``chosen`` are the weights that a claim
    quantifies, of the shape of W."""

    roles: Roles
    points: Points
    W: Array
    a: Array
    chosen: Array | None = None

    @property
    def width(self) -> int:
        """m."""
        return self.W.shape[1]

    @cached_property
    def flow(self) -> Trajectory:
        """The exact flow of a single draw."""
        if len(self.W) != 1:
            raise Unmeasured("a trajectory of several draws at once")
        return gradient_flow(self.points.dataset, InitialDraw(self.W[0], self.a[0]), horizon=HORIZON)

    @property
    def last_moment(self) -> float:
        """Up to when the lecture's flow is asked."""
        return min(self.flow.classical_end * (1 - 1e-9), HORIZON, self.flow.t_end)

    @property
    def _now(self) -> Array:
        """The weights without a time."""
        return self.W if self.chosen is None else self.chosen

    @cached_property
    def _gram_now(self) -> Array:
        return self.gram(self._now)

    @cached_property
    def _outputs_now(self) -> Array:
        return self.outputs(self._now)

    def knows(self, name: str) -> bool:
        """Whether a symbol is a part of the network, whatever the notes say of it."""
        return name != self.roles.time and name in vars(self.roles).values()

    # -- the symbols -------------------------------------------------------------------------------

    def value(self, name: str) -> Array | None:
        """The bare symbol; None where it is no part of a network."""
        roles, points = self.roles, self.points
        fixed = {
            roles.samples: lambda: np.array([float(points.n)]),
            roles.dimension: lambda: np.array([float(points.d)]),
            roles.width: lambda: np.array([float(self.width)]),
            roles.inputs: lambda: points.X[None],
            roles.labels: lambda: points.y[None],
            roles.limit_gram: lambda: points.limit[None],
            roles.least_eigenvalue: lambda: np.array([points.lambda_0]),
            roles.signs: lambda: self.a,
            roles.weights: lambda: self._now,
            roles.gram: lambda: self._gram_now,
            roles.predictions: lambda: self._outputs_now,
        }
        return fixed[name]() if name in fixed else None

    def at(self, name: str, args: tuple[Array, ...]) -> Array | None:
        """The symbol applied to arguments."""
        roles = self.roles
        if name == roles.signs:
            return self.a
        if name in roles.moving and len(args) == 1 and args[0].ndim == 1:
            return self._at_time(name, args[0])
        if name == roles.network and len(args) == 2 and args[1].ndim == 3:
            return self._network(args[0], args[1])
        if name == roles.loss and len(args) == 1 and args[0].ndim == 3:
            return 0.5 * ((self.outputs(args[0]) - self.points.y) ** 2).sum(axis=1)
        return None

    def rate(self, name: str, args: tuple[Array, ...]) -> Array | None:
        """The derivative of the symbol by time, by differences of fourth order between two events of the flow."""
        if name not in self.roles.moving or len(args) != 1:
            return None
        moment = _one(args[0])
        h = min(_STEP, 0.4 * self._clearance(moment))
        if h < 1e-7:
            raise Unmeasured("a derivative next to an event of the flow")
        near = [self._at_time(name, np.array([moment + k * h])) for k in (-2, -1, 1, 2)]
        return (near[0] - 8 * near[1] + 8 * near[2] - near[3]) / (12 * h)

    def gradient(self, name: str, args: tuple[Array, ...]) -> Array | None:
        """The gradient of loss or network by the weights, (B, m, d), with 1[z >= 0] at a kink."""
        roles = self.roles
        if name == roles.loss and len(args) == 1 and args[0].ndim == 3:
            return self.pull(args[0], self.outputs(args[0]) - self.points.y)
        if name == roles.network and len(args) == 2 and args[1].ndim == 3:
            active = np.einsum("bmd,bd->bm", args[1], np.broadcast_to(args[0], (len(args[1]), self.points.d))) >= 0
            return (self.a * active / np.sqrt(self.width))[:, :, None] * args[0][:, None, :]
        return None

    def members(self, place: int, radius: Array) -> Iterator[Array]:
        r"""Where member ``place`` may go within ``radius`` (B,): to its start, and furthest along every row and back;
        no move changes :math:`x_i^\top w` more."""
        yield self.W
        for row in self.points.X:
            for sign in (1.0, -1.0):
                moved = self.W.copy()
                moved[:, place] += sign * _INSIDE * radius[:, None] * row
                yield moved

    def hostile(self, radius: Array) -> Iterator[Array]:
        """Weights within ``radius`` (B,) of the start, all that hurt at once: every neuron that can be switched off
        (on) at a row is; for few draws also the adversary's attained ends."""
        yield self.W
        z = self.W @ self.points.X.T
        for i, row in enumerate(self.points.X):
            near = np.abs(z[:, :, i]) <= (radius * _INSIDE * (1 - PAST))[:, None]
            for mask, past in ((z[:, :, i] >= 0, -PAST), (z[:, :, i] < 0, PAST)):
                step = np.where(near & mask, past * radius[:, None] - z[:, :, i], 0.0)
                yield self.W + step[:, :, None] * row
        if self.points.n > 1 and self.points.has_dataset:
            worst = [self._worst(b, float(r)) for b, r in enumerate(np.broadcast_to(radius, len(self.W)))]
            yield np.stack([found[0] for found in worst])
            yield np.stack([found[1] for found in worst])

    def _worst(self, b: int, radius: float) -> tuple[Array, Array]:
        found = worst_weights(self.points.dataset, InitialDraw(self.W[b], self.a[b]), radius=radius * _INSIDE)
        return found.W_deviation, found.W_eigenvalue

    # -- the network -------------------------------------------------------------------------------

    def outputs(self, W: Array) -> Array:
        """Predictions at weights, (B, n)."""
        z = np.maximum(W @ self.points.X.T, 0.0)
        return (self.a[:, None, :] @ z)[:, 0] / np.sqrt(self.width)

    def gram(self, W: Array) -> Array:
        """The Gram matrix at weights, (B, n, n)."""
        S = (W @ self.points.X.T >= 0).astype(np.float32)
        return self.points.cosines * (np.swapaxes(S, 1, 2) @ S).astype(float) / self.width

    def pull(self, W: Array, residual: Array) -> Array:
        r""":math:`\frac{a_k}{\sqrt m} \sum_i r_i 1[x_i^\top w_k \geq 0] x_i`, (B, m, d)."""
        S = W @ self.points.X.T >= 0
        return (self.a / np.sqrt(self.width))[:, :, None] * ((S * residual[:, None, :]) @ self.points.X)

    def only(self, b: int) -> Batch:
        """The b-th draw alone."""
        chosen = None if self.chosen is None else self.chosen[b : b + 1]
        return replace(self, W=self.W[b : b + 1], a=self.a[b : b + 1], chosen=chosen)

    def _at_time(self, name: str, moment: Array) -> Array:
        start = _one(moment) == 0.0 if moment.size == 1 else not moment.any()
        W = self.W if start else self._moved(_one(moment))
        if name == self.roles.weights:
            return W
        if name == self.roles.gram:
            return self.gram(W) if start else self.flow.gram(_one(moment))[None]
        return self.outputs(W)

    def _moved(self, moment: float) -> Array:
        if not 0 <= moment <= self.last_moment:
            raise Unmeasured("a time at which the lecture's flow has no classical solution")
        if moment not in self._positions:
            self._positions[moment] = self.W + self.flow.displacement(moment)[None]
        return self._positions[moment]

    @cached_property
    def _positions(self) -> dict[float, Array]:
        return {}

    def _clearance(self, moment: float) -> float:
        """The distance to the nearest event, in time."""
        edges = np.array([*self.flow.times, self.last_moment])
        return float(np.abs(edges - moment).min())

    def _network(self, x: Array, W: Array) -> Array:
        z = np.maximum(np.einsum("bmd,bd->bm", W, np.broadcast_to(x, (len(W), self.points.d))), 0.0)
        return (self.a * z).sum(axis=1) / np.sqrt(self.width)


def _one(moment: Array) -> float:
    if moment.size != 1:
        raise Unmeasured("several times at once")
    return float(moment[0])
