r"""What may be known of a number: a fraction, an interval with certified ends, a linear form over a box of
draws.

Source: R. Moore, Methods and Applications of Interval Analysis (1979); ends by F. Johansson's Arb.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import flint
from flint import arb

from ntkprops.meaning.arithmetic import Undetermined

PRECISION = 128  # bits of every end
End = Fraction | None  # None is infinity


@dataclass(frozen=True)
class Interval:
    """All that is known of a number: ``lo <= value <= hi``, both strict where ``open``."""

    lo: arb
    hi: arb
    open: bool = False

    @property
    def sign(self) -> int | None:
        """1 or -1 where the value certainly has that strict sign, else None."""
        if self.lo > 0 or (self.open and self.lo >= 0):
            return 1
        return -1 if self.hi < 0 or (self.open and self.hi <= 0) else None

    def __str__(self) -> str:
        if (
            self.lo.is_finite()
            and self.hi.is_finite()
            and abs(self.hi - self.lo) < abs(self.lo) * arb(2) ** -40
        ):
            return self.lo.mid().str(6, radius=False)
        return f"[{_shown(self.lo)}, {_shown(self.hi)}]"


def _shown(end: arb) -> str:
    if end.is_finite():
        return end.mid().str(6, radius=False)
    return r"\infty" if end > 0 else r"-\infty"


@dataclass(frozen=True)
class Box:
    """An open box of draws: one pair of ends a coordinate."""

    ends: tuple[tuple[End, End], ...]


@dataclass(frozen=True)
class Affine:
    """``constant + sum_k slopes[k] g_k`` for every draw ``g`` in the box."""

    constant: Fraction
    slopes: tuple[Fraction, ...]
    box: Box


Number = Fraction | Interval | Affine


def coordinate(box: Box, place: int) -> Affine:
    """The draw's coordinate itself, as a form."""
    return Affine(Fraction(0), tuple(Fraction(k == place) for k in range(len(box.ends))), box)


def ball(value: arb) -> Interval:
    """The interval of a ball. Raises ``Undetermined`` where the ball holds no number."""
    if value.is_nan():
        raise Undetermined("a ball without a number")
    return Interval(value.lower(), value.upper())


def interval(value: Number) -> Interval:
    """What is known of a number, its form forgotten."""
    if isinstance(value, Interval):
        return value
    if isinstance(value, Fraction):
        return ball(thin(value))
    return Interval(_end(value, low=True).lower(), _end(value, low=False).upper(), open=True)


def thin(value: Fraction) -> arb:
    """The ball of a fraction."""
    return arb(flint.fmpq(value.numerator, value.denominator))


def _end(form: Affine, *, low: bool) -> arb:
    """The least or greatest value of a form on its box."""
    total = form.constant
    for slope, (lo, hi) in zip(form.slopes, form.box.ends, strict=True):
        end = lo if low == (slope > 0) else hi
        if slope and end is None:
            return arb.neg_inf() if low else arb.pos_inf()
        total += slope * (end or 0)
    return thin(total)


def least(values: list[arb]) -> arb:
    """The smallest lower end; infinite ends are compared, never rounded."""
    found = _known(values[0].lower())
    for value in values[1:]:
        found = found if found <= _known(value.lower()) else value.lower()
    return found


def greatest(values: list[arb]) -> arb:
    """The greatest upper end."""
    found = _known(values[0].upper())
    for value in values[1:]:
        found = found if found >= _known(value.upper()) else value.upper()
    return found


def _known(end: arb) -> arb:
    if end.is_nan():
        raise Undetermined("an end without a number")
    return end
