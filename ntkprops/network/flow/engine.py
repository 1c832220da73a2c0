r"""What does gradient flow do, event by event and without a time step?

``gradient_flow`` follows the Clarke gradient flow of the squared loss of a two-layer ReLU network. Between
events
the residual is a sum of exponentials (``modes``); the next event is the first zero of a preactivation, or
of a
Clarke weight at 0 or 1 (``roots``), among the few neurons that can have one (``watch``); at a kink a neuron
crosses, slides or leaves (``clarke``, ``selection``). The lecture's flow with 1[z >= 0] is this flow up to
the first
time a neuron slides or sticks, ``classical_end``; after it the lecture's flow has no classical solution.

The loop below is the one long machine of this package: it is a state machine whose state (segment, watch,
sum of Grams) only makes sense together.

References: lecture 12, equations (2) and (3), Lemma 2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError, PrecisionError
from ntkprops.network.dataset import Dataset
from ntkprops.network.flow.clarke import Face, Geometry, geometry, kink_rows, make_face, spanned_rows
from ntkprops.network.flow.modes import Segment, advanced, first_segment, path_after, residual_after
from ntkprops.network.flow.outcome import FlowOutcome
from ntkprops.network.flow.roots import Exponentials, MissedError, Root, first_root
from ntkprops.network.flow.rows import values
from ntkprops.network.flow.selection import select_face
from ntkprops.network.flow.start import Start, whole_start
from ntkprops.network.flow.trajectory import Event, Trajectory
from ntkprops.network.flow.watch import Neuron, Watch
from ntkprops.network.initial import InitialDraw

Vector = NDArray[np.float64]

_SAFE = 1 + 1e-9
_LIKELY = 64  # rows whose first zero is looked for before the others are compared with it
_AHEAD = 1e-7  # of the shortest time scale: how far ahead a tie between resting kinks is looked at
_MOST_AT_ONCE = (1000, 4)  # events at one instant, and beside them for every neuron; a flow needs at most a few
_MOST_EVENTS = (10_000, 100)  # events, and beside them for every preactivation; a flow meets each a few times


def gradient_flow(
    data: Dataset, start: InitialDraw | Start, *, horizon: float = np.inf, tolerance: float = 0.0
) -> Trajectory:
    r"""The exact gradient flow :math:`\dot w = -\partial L(w)` from an initial draw or from a sketch of one.

    Args:
        data: the dataset, n rows.
        start: weights and signs, or what a sketch kept of them.
        horizon: time at which to stop; by default the flow is followed until no further event can happen,
        and is
            then known for all t up to infinity.
        tolerance: stop when :math:`\|r(t)\|_2` is at most this; 0 goes on to infinity.

    Returns:
        The trajectory: everything at every time, and what is true over all times. Its ``outcome`` says how
        it ended.

    Raises:
        InputError: a horizon or tolerance that is negative or NaN, or weights of another dimension than X.

    Where rounding hides which event is first, or events do not end, the outcome is ``UNSURE`` and ``t_end`` the time
    up to which the flow is sure.

    Accuracy: no step error; r and z to about 1e-12 relative to their size at time 0.
    Source: lecture 12, equation (2); Clarke selection as in ``selection``.

    >>> data = Dataset([[1.0]], [0.0])
    >>> flow = gradient_flow(data, InitialDraw([[1.0]], [1.0]))  # u' = -u from u(0) = 1
    >>> float(round(flow.outputs(np.log(2))[0], 12)), flow.outcome.value
    (0.5, 'converged')
    """
    for name, value in (("horizon", horizon), ("tolerance", tolerance)):
        if not value >= 0:
            raise InputError(f"{name} is {value}, must be a number >= 0. Leave it out for its default.")
    kept = start if isinstance(start, Start) else whole_start(data, start)
    if kept.z.shape[1] != data.n:
        raise InputError(f"the sketch has {kept.z.shape[1]} rows, must have {data.n}. Sketch this data.")
    return _Machine(data, kept).run(horizon=float(horizon), tolerance=float(tolerance))


class _Machine:
    """The flow's state: where we are, who is watched, and the sum of all neurons' Gram matrices."""

    def __init__(self, data: Dataset, start: Start) -> None:
        self.data, self.start = data, start
        self.geo: Geometry = geometry(data.X)
        self.watch = Watch(self.geo, start)
        self.sum_gram = self.geo.K * start.counts
        self.segments: list[Segment] = []
        self.events: list[Event] = []
        self.classical_end = np.inf
        self.reach = start.reach * np.sqrt(start.m) / float(np.linalg.norm(self.geo.K, axis=1).max()) / _SAFE
        self.here = first_segment(self.sum_gram / start.m, start.r)
        self.at_once = 0  # events at the present instant
        self.seen = 0.0  # the last time at which no row was below zero, and the next event was found

    def run(self, *, horizon: float, tolerance: float) -> Trajectory:
        """The flow, or as much of it as rounding lets be seen."""
        try:
            return self._followed(horizon=horizon, tolerance=tolerance)
        except MissedError:
            return self._end(FlowOutcome.UNSURE, self.seen)
        except PrecisionError:
            return self._end(FlowOutcome.UNSURE, self.here.t)

    def _followed(self, *, horizon: float, tolerance: float) -> Trajectory:
        """The loop: look for the next event, go there, let one neuron choose its face."""
        self._start_on_kinks()
        self.segments.append(self.here)
        while True:
            left = self.here.left * _SAFE
            if self.here.S + left > self.watch.edge and self._window_spent():
                if self.reach * (1 - 1e-6) <= self.here.S:
                    return self._end(FlowOutcome.LEFT_REACH, self.here.t)
                self.watch.move_window(self.here, left=left)
            covered = self.here.S + left <= min(self.watch.edge, self.reach)
            cap = min(np.inf if covered else self._certain_time(), horizon - self.here.t)
            root = self._next_root(cap)
            self.seen = self.here.t
            reached = self._time_of_residual(tolerance, until=root.time)
            if reached is not None:
                return self._end(FlowOutcome.CONVERGED, self.here.t + reached)
            if root.row < 0 and root.time == np.inf:
                return self._settled()
            if root.row < 0 and self.here.t + root.time >= horizon:
                return self._end(FlowOutcome.HORIZON, horizon)
            if root.row < 0:
                self.here = advanced(self.here, root.time)
                self.watch.edge = min(self.watch.edge, self.here.S)
            else:
                self._meet(root)

    def _window_spent(self) -> bool:
        return self.watch.edge <= self.here.S

    def _certain_time(self) -> float:
        """A time up to which the path length surely stays inside the window and the reach."""
        alive = self.here.rates > 0
        speed = float(np.linalg.norm(self.here.r_modes[alive])) * _SAFE
        room = min(self.watch.edge, self.reach) - self.here.S
        return max(room, 0.0) / speed if speed > 0 else np.inf

    def _next_root(self, cap: float) -> Root:
        """The first zero among the rows inside the window: of the nearest, then of all that could be
        before it."""
        rows, here = self.watch.rows, self.here
        if not len(rows.owner):
            return Root(-1, cap)
        f0 = values(rows, here)
        gaps = f0 / rows.speed
        possible = np.flatnonzero(gaps <= path_after(here, cap) * _SAFE)
        if len(possible) <= _LIKELY:
            return self._root_among(possible, f0=f0, cap=cap)
        order = np.argpartition(gaps[possible], _LIKELY)
        root = self._root_among(possible[order[:_LIKELY]], f0=f0, cap=cap)
        others = possible[order[_LIKELY:]]
        others = others[gaps[others] <= path_after(here, root.time) * _SAFE]
        earlier = self._root_among(others, f0=f0, cap=root.time)
        return earlier if earlier.row >= 0 else root

    def _root_among(self, some: NDArray[np.intp], *, f0: Vector, cap: float) -> Root:
        """The first zero among some of the rows, as sums of exponentials."""
        if not len(some):
            return Root(-1, cap)
        here, rows = self.here, self.watch.rows
        vectors = rows.vectors[some]
        instant, length = rows.instant[some], float(np.linalg.norm(here.r))
        along = vectors @ here.V
        along *= np.where(here.rates > 0, here.r_modes, 0.0)
        weights = np.abs(vectors)
        pull = weights.sum(axis=1) * length  # r is rounded relative to its norm
        size = np.where(instant, pull, rows.size[some] + weights @ np.abs(here.G))
        rates = np.broadcast_to(here.rates, along.shape)
        if instant.any():  # vector . r vanishes when e^(slowest t) vector . r does, which has a limit
            rates = rates - np.where(instant, here.rates[0], 0.0)[:, None]
            along = np.where(instant[:, None], -along * rates, along)
        fade = here.r_modes**2 / max(length**2, 1e-300)
        root = first_root(Exponentials(f0[some], along, rates, size=size, pull=pull, fade=fade), cap=cap)
        return Root(int(some[root.row]) if root.row >= 0 else -1, root.time)

    def _meet(self, root: Root) -> None:
        """One neuron reaches a kink, or leaves one."""
        rows = self.watch.rows
        k, label = int(rows.owner[root.row]), int(rows.label[root.row])
        self._count(root.time)
        self.here = advanced(self.here, root.time)
        face, n = self.watch.neuron(k).face, self.data.n
        if label < n:
            zero = {*spanned_rows(self.geo, (*face.sliding, label)), *np.flatnonzero(face.held).tolist()}
            fresh = self._choose(k, face, zero=tuple(sorted(zero)), r=self.here.r)
            self._note_classical_end(k, fresh, zero=sorted(zero))
        else:
            fresh = self._leave(k, face, i=(label - n) // 2, upwards=bool((label - n) % 2))
        self._change(k, face, fresh)

    def _leave(self, k: int, face: Face, *, i: int, upwards: bool) -> Face:
        """The weight of kink i has reached 0 or 1: off it goes; kinks that rest on it are chosen anew."""
        rest = tuple(j for j in face.sliding if j != i)
        if int(face.held.sum()) > len(kink_rows(self.geo, face.sliding)):
            slope = -(self.sum_gram @ self.here.r) / self.start.m
            ahead = self.here.r + _AHEAD / self.watch.top_rate * slope
            return self._choose(k, face, zero=tuple(np.flatnonzero(face.held).tolist()), r=ahead)
        weights = face.weights.copy()
        weights[kink_rows(self.geo, (i,))[1:]] = float(not upwards)
        weights[i] = float(upwards)
        return make_face(self.geo, weights, sliding=rest, resting=())

    def _choose(self, k: int, face: Face, *, zero: tuple[int, ...], r: Vector) -> Face:
        """Steepest descent from the kinks ``zero``."""
        a = self.start.a[k]
        active = (face.weights > 0.5) & ~face.held
        return select_face(self.geo, active, zero=zero, rho=a * r, arrival=-a * (face.KC @ r))

    def _change(self, k: int, old: Face, fresh: Face) -> None:
        """Neuron k goes on with another face; its weights are continuous."""
        base = self.watch.neuron(k).base + (old.force - fresh.force) @ self.here.G
        self.sum_gram = self.sum_gram + (fresh.gram - old.gram)
        self.here = advanced(self.here, 0.0, H=self.sum_gram / self.start.m)
        self.watch.put(k, Neuron(fresh, base), segment=self.here)
        self.events.append(Event(len(self.segments), k, old, fresh, base))
        self.segments.append(self.here)

    def _start_on_kinks(self) -> None:
        """Neurons with a preactivation of exactly zero at time 0 choose their first face."""
        for k in np.flatnonzero((self.start.z == 0).any(axis=1)).tolist():
            face = self.watch.neuron(k).face
            zero = np.flatnonzero(self.start.z[k] == 0).tolist()
            fresh = self._choose(k, face, zero=tuple(zero), r=self.here.r)
            self._note_classical_end(k, fresh, zero=zero)
            if fresh.key != face.key:
                self._change(k, face, fresh)

    def _note_classical_end(self, k: int, fresh: Face, *, zero: list[int]) -> None:
        """The flow with 1[z >= 0] ends when a kink is slid on, or held by a neuron that 1[z >= 0] would
        move off."""
        if self.classical_end <= self.here.t:
            return
        velocity = np.abs(fresh.KC @ self.here.r)[zero]
        sticks = (velocity <= 1e-13 * np.abs(self.here.r).max()) & (fresh.weights[zero] == 0)
        if fresh.sliding or sticks.any():
            self.classical_end = self.here.t

    def _count(self, waited: float) -> None:
        """Refuse to turn on the spot, alone or by turns, or to go on without end."""
        self.at_once = self.at_once + 1 if waited <= 2.0**-50 * self.here.t else 0
        for count, (some, each), of in (
            (self.at_once, _MOST_AT_ONCE, len(self.start.z)),
            (len(self.events), _MOST_EVENTS, self.start.z.size),
        ):
            if count > some + each * of:
                raise PrecisionError(f"{count} events, and no end of them, at t = {self.here.t}.")

    def _time_of_residual(self, tolerance: float, *, until: float) -> float | None:
        """When the residual, which never grows, is down to the tolerance; None if not by ``until``."""
        if tolerance == 0 or np.linalg.norm(residual_after(self.here, until)) > tolerance:
            return None
        low, high = 0.0, until
        if not np.isfinite(until):
            high = 1 / self.here.rates[self.here.rates > 0].min(initial=1.0)
            while np.linalg.norm(residual_after(self.here, high)) > tolerance:
                high *= 2
        for _ in range(200):
            middle = (low + high) / 2
            if np.linalg.norm(residual_after(self.here, middle)) > tolerance:
                low = middle
            else:
                high = middle
        return high

    def _settled(self) -> Trajectory:
        """No further event: the last segment goes on to infinity."""
        dead = self.here.r_modes[self.here.rates == 0]
        left = float(np.linalg.norm(dead)) > 1e-12 * max(1.0, float(np.linalg.norm(self.start.r)))
        return self._end(FlowOutcome.STALLED if left else FlowOutcome.CONVERGED, np.inf)

    def _end(self, outcome: FlowOutcome, t: float) -> Trajectory:
        """The trajectory up to t; what was followed beyond it is left out."""
        segments = [segment for segment in self.segments if segment.t <= t]
        return Trajectory(
            data=self.data,
            start=self.start,
            geo=self.geo,
            outcome=outcome,
            t_end=t,
            classical_end=self.classical_end if self.classical_end <= t else np.inf,
            segments=tuple(segments),
            events=tuple(event for event in self.events if event.at < len(segments)),
        )
