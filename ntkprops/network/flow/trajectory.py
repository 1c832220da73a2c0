r"""What can be asked of an exact gradient flow?

A ``Trajectory`` holds the segments and events of one flow and answers at any time t in [0, t_end]: residual,
outputs, Gram matrix with Clarke weights, activation pattern, preactivations and displacement of every kept
neuron. What holds over all times is in ``extremes``.

References: lecture 12, equations (3), (19) to (21).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError
from ntkprops.network.dataset import Dataset
from ntkprops.network.flow.clarke import Face, Geometry, clarke_weights
from ntkprops.network.flow.modes import Segment, integral_after, residual_after
from ntkprops.network.flow.outcome import FlowOutcome
from ntkprops.network.flow.start import Start

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Event:
    r"""Neuron ``k`` (of the kept ones) changes from one face to another at the start of segment ``at``;
    from there its
    impulse :math:`X^\top \int \alpha \circ r` is ``base`` + force G, shape (d,)."""

    at: int
    k: int
    before: Face
    after: Face
    base: Vector


@dataclass(frozen=True, eq=False)
class Trajectory:
    """One exact flow; see the functions below and the methods for what it answers.

    ``t_end`` is infinite if the flow is known for all times. ``classical_end`` is the first time at which
    the flow
    with 1[z >= 0] has no classical solution any more (infinity if it has one throughout).
    """

    data: Dataset
    start: Start
    geo: Geometry
    outcome: FlowOutcome
    t_end: float
    classical_end: float
    segments: tuple[Segment, ...]
    events: tuple[Event, ...]

    @cached_property
    def times(self) -> list[float]:
        """Start times of the segments, ascending."""
        return [segment.t for segment in self.segments]

    @cached_property
    def later_speeds(self) -> list[float]:
        r"""For each segment, the largest :math:`\|\dot r\|` at the start of a later one."""
        starts = [float(np.linalg.norm(segment.rates * segment.r_modes)) for segment in self.segments]
        return [*np.maximum.accumulate(starts[:0:-1])[::-1].tolist(), 0.0]

    @cached_property
    def slides(self) -> int:
        """How often a neuron began to slide on a kink."""
        return sum(len(event.after.sliding) > len(event.before.sliding) for event in self.events)

    def residual(self, t: float) -> Vector:
        r"""Residual :math:`r(t) = u(t) - y`, shape (n,)."""
        segment = self.segments[self.segment_at(t)]
        return residual_after(segment, t - segment.t)

    def outputs(self, t: float) -> Vector:
        r"""Outputs :math:`u(t)`, shape (n,)."""
        return self.residual(t) + self.data.y

    def integral(self, t: float) -> Vector:
        r"""The global vector :math:`G(t) = \int_0^t r`, shape (n,)."""
        segment = self.segments[self.segment_at(t)]
        return integral_after(segment, t - segment.t)

    def gram(self, t: float) -> Matrix:
        r"""The Gram matrix with Clarke weights, :math:`H(t) = K \circ \frac1m \sum_k \alpha_k
        \alpha_k^\top`, shape (n, n).

        Between events :math:`\dot u = -H(t)\,(u - y)` (lecture 12, equation (3))."""
        counts, r = self.start.counts.astype(float), self.residual(t)
        for k, event in self._last_events(t).items():
            first = (self.start.z[k] >= 0).astype(float)
            now = clarke_weights(self.geo, event.after, r=r)
            counts += np.outer(now, now) - np.outer(first, first)
        return self.geo.K * counts / self.start.m

    def pattern(self, t: float) -> Matrix:
        r"""Clarke weights :math:`\alpha_{ki}(t)` of the kept neurons, shape (M, n): 1 active, 0 inactive,
        between while
        sliding."""
        weights, r = (self.start.z >= 0).astype(float), self.residual(t)
        for k, event in self._last_events(t).items():
            weights[k] = clarke_weights(self.geo, event.after, r=r)
        return weights

    def displacement(self, t: float) -> Matrix:
        r"""Displacements :math:`w_k(t) - w_k(0) = -\frac{a_k}{\sqrt m} X^\top \int_0^t \alpha_k \circ r`,
        shape (M, d)."""
        G = self.integral(t)
        impulses = ((self.start.z >= 0) * G) @ self.data.X
        for k, event in self._last_events(t).items():
            impulses[k] = event.base + event.after.force @ G
        return -(self.start.a / np.sqrt(self.start.m))[:, None] * impulses

    def preactivations(self, t: float) -> Matrix:
        r"""Preactivations :math:`z_{ki}(t) = \langle w_k(t), x_i \rangle`, shape (M, n)."""
        return self.start.z + self.displacement(t) @ self.data.X.T

    def segment_at(self, t: float) -> int:
        """The segment that holds time t, the later one at an event.

        Raises:
            InputError: t negative, NaN or beyond ``t_end``.
        """
        if not 0 <= t <= self.t_end:
            raise InputError(f"t is {t}, must be in [0, {self.t_end}]. Raise the flow's horizon.")
        return bisect_right(self.times, t) - 1

    def _last_events(self, t: float) -> dict[int, Event]:
        """For each neuron that has met a kink by t, its last event."""
        at = self.segment_at(t)
        last = bisect_right(self.events, at, key=lambda event: event.at)
        return {event.k: event for event in self.events[:last]}
