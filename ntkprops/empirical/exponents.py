r"""With which power does the least width grow, as far as the intervals allow?

Along a family with one parameter v (n, 1/lambda_0, 1/delta) each width is known up to an interval,
lo_i < m*(v_i) <= hi_i. Two numbers follow from the intervals alone, without a fit and its assumptions:

- the mean exponent over the range, log(m*(v_k)/m*(v_1)) / log(v_k/v_1): an interval from the outermost two, where
  m* is a whole number, so at least lo_i + 1;
- the exponents s for which a power law c v^s, a real number, passes through every interval. For given s there is such
  a c iff log lo_i - s log v_i <= log hi_j - s log v_j for all i, j, so s lies between the greatest lower and the
  least upper slope of all pairs. If that is empty, no power of v fits.

Both are right whenever all intervals are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations
from math import inf, log

from ntkprops.empirical.interval import WidthInterval
from ntkprops.empirical.measurement import Measurement
from ntkprops.errors import InputError


class Axis(Enum):
    """The parameter that grows; the value is its name in a report."""

    N = "n"
    LAMBDA = "1/lambda_0"
    DELTA = "1/delta"


@dataclass(frozen=True)
class Exponent:
    """The mean exponent over the range lies in ``(mean_lo, mean_hi)``; a power law has its exponent in
    ``(power_lo, power_hi)``, and there is none if that is empty."""

    mean_lo: float
    mean_hi: float
    power_lo: float
    power_hi: float

    @property
    def is_power_law(self) -> bool:
        """Whether any power law passes through all intervals."""
        return self.power_lo <= self.power_hi


def exponent(values: Sequence[float], intervals: Sequence[WidthInterval]) -> Exponent:
    """The exponents that are consistent with the measured widths.

    Args:
        values: of the parameter, positive, at least two different ones.
        intervals: of the width, one for each value; without an upper end nothing bounds the slope from that side.

    Raises:
        InputError: numbers of values and intervals that differ, a value that is not positive, or fewer than two
            different values.

    >>> widths = [WidthInterval(15, 16, 16, ()), WidthInterval(63, 64, 64, ())]
    >>> found = exponent([1, 2], widths)  # from 16 to 64 while the parameter doubles
    >>> round(found.mean_lo, 12), round(found.mean_hi, 12)
    (2.0, 2.0)
    """
    if len(values) != len(intervals):
        raise InputError(f"{len(intervals)} intervals for {len(values)} values, must be as many. Give one for each.")
    if len(set(values)) < 2 or min(values) <= 0:
        raise InputError(f"values are {list(values)}, must be positive and hold two different ones. Measure at two.")
    pairs = sorted(zip(values, intervals, strict=True), key=lambda pair: pair[0])
    whole, real = ([_point(v, each.lower + add, each.upper) for v, each in pairs] for add in (1, 0))
    slopes = [_slopes(left, right) for left, right in combinations(real, 2) if left[0] < right[0]]
    mean_lo, mean_hi = _slopes(whole[0], whole[-1])
    return Exponent(mean_lo, mean_hi, max(lo for lo, _ in slopes), min(hi for _, hi in slopes))


@dataclass(frozen=True)
class Series:
    """Measurements of one family that differ along one axis only, but for what it drags along: lambda_0 of random rows
    changes with n. In the order of the axis."""

    axis: Axis
    members: tuple[Measurement, ...]

    @property
    def values(self) -> tuple[float, ...]:
        """The parameter of each."""
        return tuple(value_on(self.axis, each) for each in self.members)


def series_in(found: Sequence[Measurement]) -> list[Series]:
    """All series of at least two values among some measurements, axis by axis."""
    series = []
    for axis in Axis:
        groups: dict[object, list[Measurement]] = {}
        for each in found:
            groups.setdefault(_apart_from(axis, each), []).append(each)
        for group in groups.values():
            ordered = tuple(sorted(group, key=lambda each: value_on(axis, each)))
            if value_on(axis, ordered[0]) < value_on(axis, ordered[-1]):
                series.append(Series(axis, ordered))
    return series


def exponent_of(series: Series) -> Exponent:
    """The exponent along a series."""
    return exponent(series.values, [each.interval for each in series.members])


def value_on(axis: Axis, found: Measurement) -> float:
    """Where a measurement lies on an axis."""
    match axis:
        case Axis.N:
            return float(found.setting.member.n)
        case Axis.LAMBDA:
            return 1 / found.lambda_0
        case Axis.DELTA:
            return float(1 / found.setting.delta)


def _apart_from(axis: Axis, found: Measurement) -> object:
    """All of a setting but its place on the axis."""
    member, delta = found.setting.member, found.setting.delta
    match axis:
        case Axis.N:
            return replace(member, n=0), delta
        case Axis.LAMBDA:
            return replace(member, lambda_0=None), delta
        case Axis.DELTA:
            return member


def _point(value: float, lower: int, upper: int | None) -> tuple[float, float, float]:
    """A value and both ends of its interval, as logarithms."""
    return log(value), log(lower) if lower else -inf, inf if upper is None else log(upper)


def _slopes(left: tuple[float, float, float], right: tuple[float, float, float]) -> tuple[float, float]:
    """The least and the greatest slope between two intervals."""
    run = right[0] - left[0]
    return (right[1] - left[2]) / run, (right[2] - left[1]) / run
