r"""When does the first of many sums of exponentials reach zero, with no zero overlooked?

For :math:`f(t) = f_0 + \sum_q D_q \varphi_q(t)` the curvature beyond s is bounded by
:math:`M(s) = \sum_q |D_q| \lambda_q e^{-\lambda_q s}`, since every term decays. So :math:`f(s+h) \geq f(s)
+ f'(s) h - \frac12 M(s) h^2`, and up
to the positive root of that parabola f has no zero: a step as long as Newton's where the zero is near, and
never across one. A row whose remaining decrease cannot reach zero, :math:`f(s) > \sum_q \max(-D_q, 0)
e^{-\lambda_q s}/\lambda_q`, is
finished.

The first step is taken by all rows at once. Then the most urgent row marches alone to its zero, the next one
only if its first step ends before that, and so on: nearly always one row marches, and the rest have been seen once.

In rounded numbers, a zero is a value within rounding of 0 with a slope that is surely negative; the rounding goes with
the size of what a value was computed from, so that small weights have a small one. Where both are within rounding the
row is on its kink and stays there, and steps are as safe for f + rounding. So what can be missed is a dip below zero
smaller than the rounding of f, and nothing else.

References: one-sided Newton steps are Moore's interval Newton
with a curvature bound in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import PrecisionError

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_ROUNDING = 32 * 2.0**-52
_FAINT = 1e-13  # a slope this small beside what it was computed from is zero
_MOST_STEPS = 20_000


class MissedError(PrecisionError):
    """A row is below zero: an event before this moment was missed."""


class Root(NamedTuple):
    """The row that vanishes first and when; row -1 if none does before ``time`` (the cap)."""

    row: int
    time: float


@dataclass(frozen=True, eq=False)
class Exponentials:
    r"""Rows :math:`f(t) = f_0 + \sum_q D_q \varphi_q(t)` with what their numbers were computed from.

    ``f0`` (N,); ``D`` and ``rates`` (N, n), rates nonnegative; ``size`` (N,) magnitude behind f0, ``pull``
    (N,) behind
    the slope at 0: they set the rounding; ``fade`` (n,) share of each mode in the squared residual, so
    that the
    rounding of the slope decays as the residual does.
    """

    f0: Vector
    D: Matrix
    rates: Matrix
    size: Vector
    pull: Vector
    fade: Vector


def first_root(rows: Exponentials, *, cap: float) -> Root:
    r"""The earliest time at which a row is about to turn negative.

    Args:
        rows: N sums of exponentials, nonnegative at time 0 up to rounding.
        cap: the time up to which zeros matter, possibly infinite.

    Returns:
        The first row and its time, or ``Root(-1, cap)``. A row that starts at zero and moves up is not at
        its zero.

    Raises:
        MissedError: a row that starts below zero by more than rounding (an event was missed before).
        PrecisionError: a row that stays within rounding of zero.

    Accuracy: the time is exact up to rounding of f divided by its slope.
    Source: the module's docstring.

    >>> D, ones = np.array([[-1.0], [-2.0]]), np.ones(2)  # 0.5 - phi(t) and 0.8 - 2 phi(t)
    >>> rows = Exponentials(np.array([0.5, 0.8]), D, np.ones((2, 1)), size=ones, pull=ones, fade=np.ones(1))
    >>> root = first_root(rows, cap=9.0)
    >>> root.row, round(root.time, 12)
    (1, 0.510825623766)
    """
    noise = _ROUNDING * np.where(rows.size > 0, rows.size, rows.pull)  # what starts at 0 has no size of its own
    if (rows.f0 < -1e4 * noise).any():
        row = int(np.argmin(rows.f0 / noise))
        raise MissedError(f"row {row} starts at {rows.f0[row]:.3g}, below zero: an event was missed.")
    terms = _terms(rows)
    done, steps = _first_steps(rows, terms, noise=noise)
    if done.any() and cap > 0:
        return Root(int(np.argmax(done)), 0.0)
    best, first = cap, -1
    for row in np.argsort(steps, kind="stable").tolist():
        if not steps[row] < best:
            break
        zero = _march(rows, terms, row, s=float(steps[row]), cap=best, at_start=float(noise[row]))
        if zero < best:
            best, first = zero, row
    return Root(first, best)


@dataclass(frozen=True, eq=False)
class _Terms:
    r"""What the modes add: ``grown`` (N, n) :math:`D/\lambda`; ``fading`` (3, N, n) the terms of slope, curvature
    bound and remaining decrease at 0; for dead modes ``drift`` (N,) their slope and ``floor`` (N,) their decrease."""

    grown: Matrix
    fading: NDArray[np.float64]
    drift: Vector
    floor: Vector


def _terms(rows: Exponentials) -> _Terms:
    """All terms at time 0; from there on they only decay."""
    D, rates = rows.D, rows.rates
    grown = np.divide(D, rates, out=np.zeros(D.shape), where=rates > 0)
    dead = np.where(rates > 0, 0.0, D)
    fading = np.stack([D, np.abs(D) * rates, np.minimum(grown, 0.0)])
    return _Terms(grown, fading, dead.sum(axis=1), np.where((dead < 0).any(axis=1), -np.inf, 0.0))


def _first_steps(rows: Exponentials, terms: _Terms, *, noise: Vector) -> tuple[NDArray[np.bool_], Vector]:
    """For every row, whether it is at its zero at time 0, and a step from there within which it has none."""
    f, (slope, bend, left) = rows.f0, terms.fading.sum(axis=2)
    faint = _FAINT * rows.pull * np.sqrt(rows.fade.sum())
    above = np.where(f > noise, f, 2 * noise)
    reach = np.sqrt(slope**2 + 2 * bend * above)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        up, down = (slope + reach) / bend, 2 * above / (reach - slope)
    steps = np.where(slope >= 0, np.where(bend > 0, up, np.inf), down)
    steps[f + left + terms.floor > 0] = np.inf
    done = (slope < -faint) & ((f <= noise) | (steps <= 0))
    grazing = np.flatnonzero((f <= noise) & (np.abs(slope) <= faint))
    if len(grazing):
        steps[grazing] = np.maximum(steps[grazing], _curl(rows.D[grazing], rows.rates[grazing]))
    return done, steps


def _curl(D: Matrix, rates: Matrix) -> Vector:
    r"""For rows with :math:`f = f' = 0` at 0 and :math:`f'' > 0`: how long f surely stays positive,
    :math:`3 f''/M_3`, halved."""
    bend, twist = -(D * rates).sum(axis=1), (np.abs(D) * rates**2).sum(axis=1)
    return np.divide(1.5 * np.maximum(bend, 0.0), twist, out=np.zeros(len(bend)), where=twist > 0)


def _march(rows: Exponentials, terms: _Terms, row: int, *, s: float, cap: float, at_start: float) -> float:
    """The first zero of one row from s on, by safe steps; infinity if there is none before the cap."""
    rates, grown, fading = rows.rates[row], terms.grown[row], terms.fading[:, row]
    f0, drift, floor = float(rows.f0[row]), float(terms.drift[row]), float(terms.floor[row])
    pull, blur = _FAINT * float(rows.pull[row]), -_ROUNDING * float(rows.pull[row])
    shares, slowed = np.sqrt(rows.fade), np.where(rates > 0, rates, 1.0)
    for _ in range(_MOST_STEPS):
        exponents = rates * -s
        decay = np.exp(exponents)
        lost = np.expm1(exponents)
        f = f0 - float(grown @ lost) + drift * s
        noise = at_start + blur * float(np.where(rates > 0, lost / slowed, -s) @ shares)
        slope, bend, left = (fading @ decay).tolist()
        step = _safe_step(f if f > noise else 2 * noise, slope=slope, bend=bend)
        if f + left + floor > 0:
            step = inf
        if (f <= noise or step <= 2.0**-52 * s) and slope < -pull * sqrt(float(decay**2 @ rows.fade)):
            return s
        s += step
        if not s < cap:
            return inf
    raise PrecisionError(f"no root was isolated in {_MOST_STEPS} steps; row {row} grazes zero.")


def _safe_step(above: float, *, slope: float, bend: float) -> float:
    """The positive root of ``above + slope h - bend h^2 / 2``."""
    reach = sqrt(slope * slope + 2 * bend * above)
    if slope < 0:
        return 2 * above / (reach - slope)
    return (slope + reach) / bend if bend > 0 else inf
