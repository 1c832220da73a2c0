r"""On which data is the width measured?

A ``Member`` names one dataset of a family: the same member is the same dataset, whoever asks.

    cross-polytope   the first n of the rows e_1, -e_1, e_2, -e_2, ..; lambda_0 = 1/2
    random           n independent unit rows, uniform on the sphere of R^d; lambda_0 as certified
    near-parallel    pairs of rows at one angle theta, in orthogonal planes (the last row alone for odd n);
                     lambda_0 = (1 - (1 - theta/pi) cos theta)/2, at will in (0, 1/2)

References: lecture 12, section 1 and Theorem 1 (lambda_0); the pair's Gram matrix is the arc-cosine kernel's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from ntkprops.errors import InputError
from ntkprops.network import Dataset, cross_polytope, unit_rows

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


class Family(Enum):
    """Where the rows come from."""

    CROSS_POLYTOPE = "cross-polytope"
    RANDOM = "random"
    NEAR_PARALLEL = "near-parallel"


class Labels(Enum):
    """Where the labels come from: random signs, the signs +1 and -1 in turn, uniform in [-1, 1], or zero."""

    SIGNS = "signs"
    ALTERNATING = "alternating"
    UNIFORM = "uniform"
    ZERO = "zero"


@dataclass(frozen=True)
class Member:
    """One dataset of a family: ``n`` rows, the ``seed`` of its rows and labels, ``d`` (random rows only; n if left
    out) and the ``lambda_0`` to reach (near-parallel rows only)."""

    family: Family
    n: int
    seed: int = 0
    labels: Labels = Labels.SIGNS
    d: int | None = None
    lambda_0: float | None = None

    @property
    def name(self) -> str:
        """What tells this member from every other; part of the key of its draws."""
        extra = [f"{what} = {value:.17g}" for what, value in (("d", self.d), ("lambda_0", self.lambda_0)) if value]
        return ", ".join([self.family.value, f"n = {self.n}", *extra, self.labels.value, f"seed {self.seed}"])


def dataset(member: Member) -> Dataset:
    """The rows and labels that a member names.

    Raises:
        InputError: n or d below 1, d for rows that have their own, lambda_0 for rows that cannot reach it or missing
            where it is needed, or rows whose lambda_0 is not certified positive.

    >>> dataset(Member(Family.CROSS_POLYTOPE, 3)).X
    array([[ 1.,  0.],
           [-1.,  0.],
           [ 0.,  1.]])
    """
    _check(member)
    rng = np.random.default_rng([member.seed, member.n])
    labels = _labels(member, rng)  # first: the same whatever the rows
    return Dataset(_rows(member, rng), labels)


def pair_angle(lambda_0: float) -> float:
    r"""The angle of two rows with :math:`\lambda_0 = (1 - (1 - \theta/\pi) \cos \theta)/2`, in (0, pi/2].

    Args:
        lambda_0: in (0, 1/2].

    Raises:
        InputError: lambda_0 outside (0, 1/2].

    Accuracy: to rounding; the right side rises on [0, pi/2], from 0 to 1/2.

    >>> round(pair_angle(0.5), 12) == round(pi / 2, 12)
    True
    """
    if not 0 < lambda_0 <= 0.5:
        raise InputError(f"lambda_0 is {lambda_0:g}, must be in (0, 1/2] (unit rows reach no more). Choose 1/10.")
    low, high = 0.0, pi / 2
    for _ in range(200):
        middle = (low + high) / 2
        if (1 - (1 - middle / pi) * cos(middle)) / 2 < lambda_0:
            low = middle
        else:
            high = middle
    return high


def _check(member: Member) -> None:
    if member.n < 1:
        raise InputError(f"n is {member.n}, must be at least 1. Give the number of samples.")
    if member.d is not None and member.family is not Family.RANDOM:
        raise InputError(f"d is {member.d}, must be left out: {member.family.value} rows have their own dimension.")
    if member.d is not None and member.d < 1:
        raise InputError(f"d is {member.d}, must be at least 1. Give the dimension of the input.")
    near = member.family is Family.NEAR_PARALLEL
    if near and member.lambda_0 is None:
        raise InputError("lambda_0 is missing, must be given for near-parallel rows. Give one in (0, 1/2), like 1/10.")
    if near and member.n < 2:
        raise InputError(f"n is {member.n}, must be at least 2 for near-parallel rows: a pair has two. Raise n.")
    if not near and member.lambda_0 is not None:
        raise InputError(
            f"lambda_0 is {member.lambda_0:g}, must be left out: {member.family.value} rows have their own. "
            "Use the family near-parallel."
        )


def _labels(member: Member, rng: np.random.Generator) -> Vector:
    match member.labels:
        case Labels.SIGNS:
            return rng.choice([-1.0, 1.0], member.n)
        case Labels.ALTERNATING:
            return np.resize([1.0, -1.0], member.n)
        case Labels.UNIFORM:
            return rng.uniform(-1.0, 1.0, member.n)
        case Labels.ZERO:
            return np.zeros(member.n)


def _rows(member: Member, rng: np.random.Generator) -> Matrix:
    match member.family:
        case Family.CROSS_POLYTOPE:
            return cross_polytope((member.n + 1) // 2)[: member.n]
        case Family.RANDOM:
            return unit_rows(rng.standard_normal((member.n, member.d or member.n)))
        case Family.NEAR_PARALLEL:
            return _pairs(member.n, angle=pair_angle(member.lambda_0 or 0.0))


def _pairs(n: int, *, angle: float) -> Matrix:
    """Rows 2k and 2k+1 at the angle, in the plane of the axes 2k and 2k+1."""
    X = np.eye(n + n % 2)
    first, second = np.arange(0, len(X), 2), np.arange(1, len(X), 2)
    X[second, first], X[second, second] = np.cos(angle), np.sin(angle)
    return unit_rows(X)[:n]
