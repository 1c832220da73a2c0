r"""When does the first of many sums of exponentials reach zero, with no zero overlooked?

For :math:`f(t) = f_0 + \sum_q D_q \varphi_q(t)` the curvature beyond s is bounded by
:math:`M(s) = \sum_q |D_q| \lambda_q e^{-\lambda_q s}`, since every term decays. So :math:`f(s+h) \geq f(s)
+ f'(s) h - \frac12 M(s) h^2`, and up
to the positive root of that parabola f has no zero: a step as long as Newton's where the zero is near, and
never across one. A row whose remaining decrease cannot reach zero, :math:`f(s) > \sum_q \max(-D_q, 0)
e^{-\lambda_q s}/\lambda_q`, is
finished.

In rounded numbers, a zero is a value within rounding of 0 with a slope that is surely negative. Where both
are
within rounding the row is on its kink and stays there, and steps are as safe for f + rounding. So what can be
missed is a dip below zero smaller than the rounding of f, and nothing else.

References: DESIGN.md section 5 (certified root finding); one-sided Newton steps are Moore's interval Newton
with a curvature bound in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import PrecisionError

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_ROUNDING = 32 * 2.0**-52
_FAINT = 1e-13  # a slope this small beside what it was computed from is zero
_MOST_STEPS = 20_000


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
        PrecisionError: a row that starts below zero by more than rounding (an event was missed before).

    Accuracy: the time is exact up to rounding of f divided by its slope.
    Source: DESIGN.md section 5.

    >>> D, ones = np.array([[-1.0], [-2.0]]), np.ones(2)  # 0.5 - phi(t) and 0.8 - 2 phi(t)
    >>> rows = Exponentials(np.array([0.5, 0.8]), D, np.ones((2, 1)), size=ones, pull=ones, fade=np.ones(1))
    >>> root = first_root(rows, cap=9.0)
    >>> root.row, round(root.time, 12)
    (1, 0.510825623766)
    """
    noise = _ROUNDING * (rows.size + np.abs(rows.D).sum(axis=1))
    if (rows.f0 < -1e4 * noise).any():
        row = int(np.argmin(rows.f0 / noise))
        raise PrecisionError(
            f"row {row} starts at {rows.f0[row]:.3g}, below zero: an event was missed. Use rows that are less parallel."
        )
    return _march(rows, cap=cap, noise=noise)


def _march(rows: Exponentials, *, cap: float, noise: Vector) -> Root:
    """Take safe steps with every row that may still be first."""
    best, first = cap, -1
    s, live = np.zeros(len(rows.f0)), np.arange(len(rows.f0))
    for number in range(_MOST_STEPS):
        f, slope, steps = _safe_steps(rows, live, s=s, noise=noise)
        faint = _FAINT * rows.pull[live] * np.sqrt(np.exp(-2 * s[:, None] * rows.rates[live]) @ rows.fade)
        done = (slope < -faint) & ((f <= noise[live]) | (steps <= 2.0**-52 * s))
        if done.any():
            at = int(np.argmin(np.where(done, s, np.inf)))
            best, first = float(s[at]), int(live[at])
        if number == 0:
            steps = np.where((f <= noise) & (np.abs(slope) <= faint), np.maximum(steps, _curl(rows)), steps)
        s = s + steps
        near = (s < best) & ~done
        if not near.any():
            return Root(first, best)
        live, s = live[near], s[near]
    raise PrecisionError(f"no root was isolated in {_MOST_STEPS} steps; {len(live)} rows graze zero.")


def _curl(rows: Exponentials) -> Vector:
    r"""For rows with :math:`f = f' = 0` at 0 and :math:`f'' > 0`: how long f surely stays positive,
    :math:`3 f''/M_3`, halved."""
    bend, twist = -(rows.D * rows.rates).sum(axis=1), (np.abs(rows.D) * rows.rates**2).sum(axis=1)
    return np.divide(1.5 * np.maximum(bend, 0.0), twist, out=np.zeros(len(bend)), where=twist > 0)


def _safe_steps(
    rows: Exponentials, live: NDArray[np.intp], *, s: Vector, noise: Vector
) -> tuple[Vector, Vector, Vector]:
    """Values and slopes at the times s, and steps from there within which no live row has a zero."""
    D, rates = rows.D[live], rows.rates[live]
    decay, alive = np.exp(-s[:, None] * rates), rates > 0
    safe = np.where(alive, rates, 1.0)
    f = rows.f0[live] + (D * np.where(alive, -np.expm1(-s[:, None] * safe) / safe, s[:, None])).sum(axis=1)
    now = D * decay
    slope, bend = now.sum(axis=1), (np.abs(now) * rates).sum(axis=1)
    falls = np.minimum(now, 0.0)
    left = np.where(alive, falls / safe, np.where(falls < 0, -np.inf, 0.0)).sum(axis=1)
    above = np.where(f > noise[live], f, 2 * noise[live])
    reach = np.sqrt(slope**2 + 2 * bend * above)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        up = (slope + reach) / bend
        down = 2 * above / (reach - slope)
    steps = np.where(slope >= 0, np.where(bend > 0, up, np.inf), down)
    return f, slope, np.where(f + left > 0, np.inf, steps)
