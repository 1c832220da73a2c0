r"""A neuron has reached one or more kinks: where does it go?

In the neuron's own space the loss is, to first order, :math:`\phi_0(v) = \gamma \cdot v + \sum_h \rho_h
\sigma(x_h \cdot v)` with
:math:`\rho = a r`; its steepest descent minimises :math:`\phi(v) = \phi_0(v) + \frac12 \|v\|^2`, and a
minimiser is a velocity of the Clarke
flow: weights 1 where it leaves upwards, 0 where it leaves downwards, in [0, 1] where it slides.

- Kinks with :math:`\rho_h > 0` are convex: phi has one minimiser, the element of least norm of the Clarke
subdifferential,
  found as a least-squares problem with bounds (an active-set method, finite).
- Kinks with :math:`\rho_h < 0` are concave and are never slid on. Starting from the velocity of arrival
they are
  linearised and phi is descended until the sides agree (the difference-of-convex algorithm, finite). So a
  single
  kink is crossed whenever it can be.
- Antipodal rows: :math:`\rho_i \sigma(s) + \rho_j \sigma(-s) = (\rho_i + \rho_j) \sigma(s) - \rho_j s`
makes them one kink.
- A neuron with no force left (no active row) is dead and stays so.

Where the Clarke flow is not unique (a start exactly on a concave kink), this is the selection.

References: Clarke 1983; Filippov 1988; Stark and Parker, "Bounded-variable least squares", 1995; Pham Dinh
and
Le Thi, 1997 (difference-of-convex algorithm).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ntkprops.network.flow.clarke import Face, Geometry, kink_rows, make_face, spanned_rows

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]

_STILL = 1e-14  # a velocity this small beside the forces is zero


def select_face(geo: Geometry, active: Mask, *, zero: tuple[int, ...], rho: Vector, arrival: Vector) -> Face:
    r"""The face on which the neuron goes on.

    Args:
        geo: cosines and antipodes.
        active: rows with a positive preactivation, shape (n,); entries of zero rows are ignored.
        zero: the rows with preactivation 0, antipodes and spanned rows included.
        rho: :math:`a_k r`, shape (n,).
        arrival: row velocities (up to a positive factor) just before, shape (n,).

    Returns:
        The face of steepest descent.

    Source: the module's docstring.

    >>> from ntkprops.network.flow.clarke import geometry
    >>> geo = geometry(np.array([[1.0, 0.0], [0.6, 0.8]]))
    >>> on = np.array([False, True])
    >>> rho, down = np.array([1.0, -1.0]), np.array([-1.0, 0.0])
    >>> select_face(geo, on, zero=(0,), rho=rho, arrival=down).sliding  # v+ = -0.4 and v- = 0.6
    (0,)
    """
    kinks = [i for i in zero if geo.antipode[i] < 0 or i < geo.antipode[i]]
    base = np.where(active, rho, 0.0)
    base[list(zero)] = 0.0
    lifts = {}
    for i in kinks:
        j = geo.antipode[i]
        lifts[i] = rho[i] + (rho[j] if j >= 0 else 0.0)
        base[i] = -rho[j] if j >= 0 else 0.0
    still = _STILL * max(float(np.abs(rho).max()), 1e-300)
    share, velocity, free = _descend(geo.K, base, lifts=lifts, arrival=arrival, still=still)
    return _face_from(geo, active, zero=zero, share=share, velocity=velocity, free=free, still=still)


def _descend(
    K: Matrix, base: Vector, *, lifts: dict[int, float], arrival: Vector, still: float
) -> tuple[dict[int, float], Vector, list[int]]:
    """Shares in [0, 1] of the kinks, row velocities, and the kinks slid on."""
    convex = [i for i, lift in lifts.items() if lift > 0]
    concave = [i for i, lift in lifts.items() if lift <= 0]
    up = {i: bool(arrival[i] > 0) for i in concave}
    for _ in range(4 * len(concave) + 2):
        force = base.copy()
        for i in concave:
            force[i] += lifts[i] * up[i]
        share, free = _least_norm(K, force, bounds={i: lifts[i] for i in convex}, still=still)
        for i in convex:
            force[i] += share[i] * lifts[i]
        velocity = -(K @ force)
        turned = {i: bool(velocity[i] > 0) if abs(velocity[i]) > still else up[i] for i in concave}
        if turned == up:
            break
        up = turned
    return share | {i: float(up[i]) for i in concave}, velocity, free


def _least_norm(
    K: Matrix, force: Vector, *, bounds: dict[int, float], still: float
) -> tuple[dict, list[int]]:
    r"""Shares theta in [0, 1] that minimise :math:`\|X^\top(force + \theta \circ bounds)\|`, and which are
    inside. A single kink has a closed form, since K is 1 on its diagonal."""
    rows, top = list(bounds), np.array(list(bounds.values()))
    if not rows:
        return {}, []
    if len(rows) == 1:
        share = min(max(-float(K[rows[0]] @ force), 0.0) / bounds[rows[0]], 1.0)
        moves = share * bounds[rows[0]] > still
        return {rows[0]: share if moves else 0.0}, rows if moves and share < 1 else []
    Q, pull = K[np.ix_(rows, rows)], (K @ force)[rows]
    beta, free = np.zeros(len(rows)), []
    for _ in range(10 * 3 ** min(len(rows), 8)):
        slope = pull + Q @ beta
        gain = np.where(beta <= 0, -slope, np.where(beta >= top, slope, 0.0))
        gain[free] = 0.0
        enter = int(np.argmax(gain))
        if gain[enter] <= still:
            break
        free = _settle(Q, pull, top=top, beta=beta, free=[*free, enter])
    share = np.clip(np.divide(beta, top), 0.0, 1.0)
    return dict(zip(rows, share.tolist(), strict=True)), [rows[q] for q in free]


def _settle(Q: Matrix, pull: Vector, *, top: Vector, beta: Vector, free: list[int]) -> list[int]:
    """Move ``beta`` in place to the least norm over the free kinks, giving up those that meet a bound."""
    while free:
        fixed = beta.copy()
        fixed[free] = 0.0
        goal = np.linalg.solve(Q[np.ix_(free, free)], -(pull + Q @ fixed)[free])
        now, limit = beta[free], np.where(goal > beta[free], top[free], 0.0)
        over = (goal <= 0) | (goal >= top[free])
        if not over.any():
            beta[free] = goal
            break
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(over & (goal != now), (limit - now) / (goal - now), np.inf)
        first = int(np.argmin(part))
        beta[free] = now + min(float(part[first]), 1.0) * (goal - now)
        beta[free[first]] = limit[first]
        free = [q for q in free if q != free[first]]
    return free


def _face_from(
    geo: Geometry,
    active: Mask,
    *,
    zero: tuple[int, ...],
    share: dict,
    velocity: Vector,
    free: list[int],
    still: float,
) -> Face:
    """Sides, sliding kinks and resting rows of the descent."""
    weights = active.astype(float)
    spanned = set(spanned_rows(geo, tuple(free)))
    resting = []
    for i, theta in share.items():
        if i in spanned and i not in free:
            resting.append(i)
            up = theta >= 0.5
        else:
            up = velocity[i] > 0 if abs(velocity[i]) > still else theta >= 0.5
        weights[i] = float(up)
        for j in kink_rows(geo, (i,))[1:]:
            weights[j] = 1.0 - weights[i]
    return make_face(geo, weights, sliding=tuple(sorted(free)), resting=tuple(resting))
