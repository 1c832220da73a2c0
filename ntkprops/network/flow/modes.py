r"""What does the residual do while no neuron changes its face?

Then the Gram operator H is constant, :math:`\dot r = -H r` with H symmetric positive semidefinite, and with
:math:`H = V \Lambda V^\top` everything is a sum of exponentials: :math:`r(t+h) = V e^{-\Lambda h} V^\top
r(t)`,
:math:`G(t+h) = G(t) + V \varphi(h) V^\top r(t)` with :math:`\varphi_q(h) = (1 - e^{-\lambda_q h})/\lambda_q`.

Directions with :math:`\lambda_q = 0` (up to the rounding of the eigenvalues) are dead: the residual stays,
and exerts no
force on any neuron. They are counted out of the path length S, so that S stays finite.

References: lecture 12, equation (3).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

_DEAD = 8 * 2.0**-52  # times n and the largest eigenvalue: what the rounding of eigenvalues can reach


@dataclass(frozen=True, eq=False)
class Segment:
    r"""The state at the start of a piece with constant H, diagonalised.

    ``t`` time; ``r`` residual (n,); ``G`` :math:`\int_0^t r` (n,); ``S`` an upper bound of :math:`\int_0^t
    \|r\|` over
    the directions that are not dead; ``scale`` the trace of H(0), which sets the rounding of H;
    ``rates`` eigenvalues (n,), dead ones exactly 0; ``V`` eigenvectors
    (n, n);
    ``r_modes`` :math:`V^\top r` (n,).
    """

    t: float
    r: Vector
    G: Vector
    S: float
    scale: float
    rates: Vector
    V: Matrix
    r_modes: Vector

    @cached_property
    def fading(self) -> Vector:
        r""":math:`|V^\top r|` (n,), 0 for dead directions."""
        return np.where(self.rates > 0, np.abs(self.r_modes), 0.0)

    @cached_property
    def left(self) -> float:
        """The path length from here to the end of time, if no event came."""
        return float(self.fading @ growth(self.rates, np.inf))


def first_segment(H: Matrix, r: Vector) -> Segment:
    """The segment at time 0.

    >>> first_segment(np.eye(1), np.array([2.0])).rates
    array([1.])
    """
    return _segment(H, t=0.0, r=r, G=np.zeros_like(r), S=0.0, scale=float(np.trace(H)))


def advanced(segment: Segment, h: float, *, H: Matrix | None = None) -> Segment:
    """The segment a time ``h`` later; with ``H``, the operator that acts from there on.

    >>> later = advanced(first_segment(np.eye(1), np.array([1.0])), np.log(2))
    >>> float(round(later.r[0], 12))
    0.5
    """
    r, G = residual_after(segment, h), integral_after(segment, h)
    t, S = segment.t + h, segment.S + path_after(segment, h)
    if H is not None:
        return _segment(H, t=t, r=r, G=G, S=S, scale=segment.scale)
    return Segment(
        t, r, G, S, segment.scale, segment.rates, segment.V, segment.r_modes * np.exp(-segment.rates * h)
    )


def residual_after(segment: Segment, h: float) -> Vector:
    r"""The residual :math:`r(t + h)`, shape (n,).

    >>> residual_after(first_segment(np.zeros((1, 1)), np.array([3.0])), 5.0)
    array([3.])
    """
    if h == 0:
        return segment.r
    return segment.V @ (segment.r_modes * decays(segment.rates, h))


def decays(rates: Vector, h: float) -> Vector:
    r""":math:`e^{-\lambda h}`, which is 1 for a dead rate also as h goes to infinity.

    >>> decays(np.array([0.0, 1.0]), np.inf)
    array([1., 0.])
    """
    return np.exp(rates * -h) if h < np.inf else (rates == 0).astype(float)


def integral_after(segment: Segment, h: float) -> Vector:
    r"""The integral :math:`G(t + h)`, shape (n,); dead directions are left out as h goes to infinity.

    >>> integral_after(first_segment(2 * np.eye(1), np.array([3.0])), np.inf)
    array([1.5])
    """
    if h == 0:
        return segment.G
    return segment.G + segment.V @ (segment.r_modes * growth(segment.rates, h))


def path_after(segment: Segment, h: float) -> float:
    r"""An upper bound of :math:`\int_t^{t+h} \|r\|` over the directions that are not dead.

    The smaller of :math:`\sqrt{h \int \|r\|^2}` (Cauchy-Schwarz) and :math:`\sum_q |r_q| \varphi_q(h)`,
    where the integral of :math:`e^{-2 \lambda t}` is :math:`\varphi - \lambda \varphi^2/2`.

    >>> path_after(first_segment(np.eye(1), np.array([3.0])), np.inf)
    3.0
    """
    if h == 0:
        return 0.0
    if h == np.inf:
        return segment.left
    rates, size = segment.rates, segment.fading
    grown = growth(rates, h)
    return min(float(size @ grown), sqrt(h * float(size**2 @ (grown * (1 - rates * grown / 2)))))


def growth(rates: Vector, h: float) -> Vector:
    r""":math:`\varphi(h) = (1 - e^{-\lambda h})/\lambda`, which is h for a dead rate (and 0 for it as h
    goes to infinity).

    >>> growth(np.array([0.0, 1.0]), 1.0).round(3)
    array([1.   , 0.632])
    """
    if h == np.inf:
        return np.divide(1.0, rates, out=np.zeros(len(rates)), where=rates > 0)
    return np.divide(np.expm1(rates * -h), -rates, out=np.full(len(rates), h), where=rates > 0)


def _segment(H: Matrix, *, t: float, r: Vector, G: Vector, S: float, scale: float) -> Segment:
    rates, V = np.linalg.eigh(H)
    rates[rates <= _DEAD * len(r) * max(rates[-1], scale)] = 0.0
    return Segment(t, r, G, S, scale, rates, V, r @ V)
