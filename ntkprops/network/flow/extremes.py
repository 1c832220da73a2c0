r"""What is true of a flow over all times?

- ``largest_excess``: :math:`\sup_t \log\|r(t)\|^2 + \lambda_0 t` above its start. On a segment
:math:`\log \|r\|^2` is a log-sum of
  exponentials, hence convex, so the supremum is at an event or at infinity: no time is sampled.
- ``largest_movement``: :math:`\max_k \sup_t \|w_k(t) - w_k(0)\|`. Between two times a displacement
leaves its chord by at
  most :math:`\frac{h^2}{8}` times its acceleration, and norms are convex; branch and bound closes the
  interval.
- ``smallest_eigenvalue``: :math:`\inf_t \lambda_{\min}(H(t))`. The projected operator of a segment is
never above the Gram matrix
  with Clarke weights, so its eigenvalue is a lower end; the upper end is attained at a time that was
  looked at.

References: lecture 12, Theorem 1, Lemma 4, Lemma 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ntkprops.network.flow.modes import Segment, path_after
from ntkprops.network.flow.start import distinct_patterns
from ntkprops.network.flow.trajectory import Trajectory

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_NOISE = 1e-13  # an amplitude this small beside the residual is rounding
_FLOOR = 1e-11  # a residual this small beside the first is rounding, and so is every event after it
_CLOSE = 1e-9  # relative width at which the interval of the movement is closed
_ROUNDS = 40
_FIRST_PARTS = 32
_LOOKED_AT = 16  # segments whose Clarke Gram matrix is diagonalised


@dataclass(frozen=True)
class Bounds:
    """A number between ``lo``, which is attained, and ``hi`` for a supremum (the other way round for an
    infimum)."""

    lo: float
    hi: float


def largest_excess(flow: Trajectory, *, rate: float | None = None) -> float:
    r"""How far :math:`\log\|r(t)\|^2 + c t` ever rises above its start; for :math:`c = \lambda_0`, Theorem 1 holds on
    this draw iff it is <= 0.

    Args:
        flow: the trajectory.
        rate: c; :math:`\lambda_0` if left out.

    Returns:
        The supremum over [0, t_end], at least 0 (its value at t = 0), infinite if the decay is slower
        for good.

    Accuracy: rounding of the logarithm at the events, about 1e-13; the flow is taken to go on as it does once the
        residual is down to 1e-11 of its start (a neuron that nears its kink for ever would "reach" it by rounding).
    Source: lecture 12, Theorem 1.

    >>> from ntkprops.network import Dataset, InitialDraw, gradient_flow
    >>> flow = gradient_flow(Dataset([[1.0]], [0.0]), InitialDraw([[1.0]], [1.0]))
    >>> largest_excess(flow)  # ||r||^2 = exp(-2 t) and lambda_0 = 1/2
    0.0
    """
    rate = flow.data.lambda_0 if rate is None else rate
    square = float(flow.start.r @ flow.start.r)
    if square == 0.0:
        return 0.0
    floor = _FLOOR**2 * square
    seen = [segment for segment in flow.segments if segment.r @ segment.r > floor]
    ends = [(segment.t, segment.r) for segment in seen]
    if np.isfinite(flow.t_end):
        ends.append((flow.t_end, flow.residual(flow.t_end)))
    elif _slowest_rate(seen[-1]) * 2 < rate:
        return np.inf
    return max(0.0, *(float(np.log(r @ r / square)) + rate * t for t, r in ends if r @ r > floor))


def largest_movement(flow: Trajectory) -> Bounds:
    r"""How far any neuron is ever from its start, :math:`\max_k \sup_{t \leq t_{end}} \|w_k(t) - w_k(0)\|_2`.

    Args:
        flow: the trajectory.

    Returns:
        ``lo`` is attained by a neuron at a time, ``hi`` is proved up to rounding.

    Accuracy: ``hi - lo`` is at most 1e-9 of lo unless 40 halvings do not reach it.
    Source: lecture 12, Lemma 5, part 2.

    >>> from ntkprops.network import Dataset, InitialDraw, gradient_flow
    >>> flow = gradient_flow(Dataset([[1.0]], [0.0]), InitialDraw([[1.0]], [1.0]))
    >>> round(largest_movement(flow).lo, 6)  # from weight 1 to weight 0
    1.0
    """
    forces, bases, item, start, stop, rest = _pieces(flow)
    top = float(np.linalg.eigvalsh(flow.geo.K)[-1])
    scale, lo, hi = 1 / np.sqrt(flow.start.m), 0.0, 0.0
    for _ in range(_ROUNDS):
        times = np.unique(np.concatenate([start, stop]))
        G = np.stack([flow.integral(t) for t in times])
        bend = np.array([_residual_speed(flow, t) for t in times])
        first, last = np.searchsorted(times, start), np.searchsorted(times, stop)
        ends = np.maximum(_norms(forces, bases, item, G[first]), _norms(forces, bases, item, G[last])) * scale
        over = (stop - start) ** 2 / 8 * np.sqrt(top) * bend[first] * scale
        lo = max(lo, float(ends.max(initial=0.0)))
        hi = max(float((ends + over).max(initial=0.0)), lo)
        wide = ends + over > lo * (1 + _CLOSE) + 1e-300
        if not wide.any() or len(start) > 40_000:
            break
        item, start, stop = item[wide], start[wide], stop[wide]
        middle = (start + stop) / 2
        item, start, stop = np.tile(item, 2), np.concatenate([start, middle]), np.concatenate([middle, stop])
        hi = max(lo * (1 + _CLOSE), lo)
    return Bounds(lo, float(hi + rest * np.sqrt(top) * scale))


def smallest_eigenvalue(flow: Trajectory) -> Bounds:
    r"""The smallest :math:`\lambda_{\min}(H(t))` over [0, t_end], H with Clarke weights.

    Args:
        flow: the trajectory.

    Returns:
        ``lo`` is a lower end, ``hi`` is attained; they differ by at most the share of sliding neurons.

    Accuracy: rounding of the eigenvalues, about ``n * 2**-52``.
    Source: lecture 12, Lemma 4 and Lemma 5.

    >>> from ntkprops.network import Dataset, InitialDraw, gradient_flow
    >>> flow = gradient_flow(Dataset([[1.0]], [0.0]), InitialDraw([[1.0]], [1.0]))
    >>> smallest_eigenvalue(flow)
    Bounds(lo=1.0, hi=1.0)
    """
    lowest = np.array([segment.rates[0] for segment in flow.segments])
    times = [min(flow.segments[i].t, flow.t_end) for i in np.argsort(lowest, kind="stable")[:_LOOKED_AT]]
    attained = min(float(np.linalg.eigvalsh(flow.gram(t))[0]) for t in times)
    return Bounds(min(float(lowest.min()), attained), attained)


def _slowest_rate(last: Segment) -> float:
    """The rate at which a segment finally decays: the slowest with an amplitude above rounding."""
    present = np.abs(last.r_modes) > _NOISE * np.linalg.norm(last.r)
    return float(last.rates[present].min(initial=np.inf))


def _pieces(flow: Trajectory) -> tuple[Matrix, Matrix, NDArray[np.intp], Vector, Vector, float]:
    """Every displacement as base + force G over a span of time, and the path that is left after the last
    time."""
    until, rest = _last_time(flow)
    forces, bases, spans = _met_pieces(flow, until)
    untouched = np.ones(len(flow.start.z), dtype=bool)
    untouched[[event.k for event in flow.events]] = False
    patterns = np.concatenate([flow.start.patterns, distinct_patterns(flow.start.z[untouched] >= 0)])
    count, grid = len(patterns), _grid(until)
    item = np.concatenate([np.repeat(np.arange(count), _FIRST_PARTS), count + np.arange(len(spans))])
    start = np.concatenate([np.tile(grid[:-1], count), spans[:, 0]])
    stop = np.concatenate([np.tile(grid[1:], count), spans[:, 1]])
    forces = np.concatenate([flow.data.X.T * patterns[:, None, :], forces])
    return forces, np.concatenate([np.zeros((count, flow.data.d)), bases]), item, start, stop, rest


def _met_pieces(flow: Trajectory, until: float) -> tuple[Matrix, Matrix, Matrix]:
    """The pieces of the neurons that met a kink: from each of their events to the next."""
    d, n = flow.data.d, flow.data.n
    pieces: dict[int, list[tuple[float, Matrix, Vector]]] = {}
    for event in flow.events:
        path = pieces.setdefault(event.k, [(0.0, event.before.force, np.zeros(d))])
        path.append((flow.segments[event.at].t, event.after.force, event.base))
    forces, bases, spans = [np.zeros((0, d, n))], [np.zeros((0, d))], [np.zeros((0, 2))]
    for path in pieces.values():
        times = [min(t, until) for t, _, _ in path] + [until]
        forces.append(np.array([force for _, force, _ in path]))
        bases.append(np.array([base for _, _, base in path]))
        spans.append(np.array(list(pairwise(times))))
    return np.concatenate(forces), np.concatenate(bases), np.concatenate(spans)


def _last_time(flow: Trajectory) -> tuple[float, float]:
    """A finite time after which next to no path is left, and how much is."""
    if np.isfinite(flow.t_end):
        return flow.t_end, 0.0
    last = flow.segments[-1]
    alive = last.rates > 0
    wait = 30.0 / float(last.rates[alive].min(initial=np.inf))
    return last.t + wait, path_after(last, np.inf) * float(np.exp(-30.0))


def _grid(until: float) -> Vector:
    """Times from 0 on that grow geometrically."""
    return (
        until * np.append(0.0, np.geomspace(1e-9, 1.0, _FIRST_PARTS))
        if until > 0
        else np.zeros(_FIRST_PARTS + 1)
    )


def _residual_speed(flow: Trajectory, t: float) -> float:
    r"""A bound of :math:`\|\dot r\|` from t on: within a segment it only falls, and later segments are
    looked up."""
    at = flow.segment_at(t)
    segment = flow.segments[at]
    here = np.linalg.norm(segment.rates * segment.r_modes * np.exp(-segment.rates * (t - segment.t)))
    return max(float(here), flow.later_speeds[at])


def _norms(forces: Matrix, bases: Matrix, item: NDArray[np.intp], G: Matrix) -> Vector:
    """Lengths of base + force G, in parts so that memory stays flat."""
    lengths = np.empty(len(item))
    for first in range(0, len(item), 1 << 14):
        part = slice(first, first + (1 << 14))
        moved = bases[item[part]] + np.einsum("tdn,tn->td", forces[item[part]], G[part])
        lengths[part] = np.linalg.norm(moved, axis=1)
    return lengths
