r"""The space of standard Gaussian draws, paved by open boxes: ``orthants(k)`` and their halves.

The mass of a box is a product of :math:`\frac12(\mathrm{erf}(b/\sqrt2) - \mathrm{erf}(a/\sqrt2))`,
enclosed; the mass of an orthant is exact. Boxes are open: their boundaries are a null set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

import flint
from flint import arb

from ntkprops.meaning.exact.enclosures import Box, End, Number, ball, interval
from ntkprops.meaning.exact.values import times
from ntkprops.trial.world import Cell, Instance

Ends = tuple[End, End]
EVERYWHERE = Box(())  # of no coordinates


def orthants(coordinates: int) -> Iterator[Box]:
    """The boxes on which no coordinate changes sign."""
    halves: tuple[Ends, Ends] = ((Fraction(0), None), (None, Fraction(0)))
    for ends in product(halves, repeat=coordinates):
        yield Box(ends)


@cache
def chance(ends: Ends) -> Number:
    """The standard Gaussian mass of an interval that does not hold 0 inside.

    >>> chance((Fraction(0), None))
    Fraction(1, 2)
    """
    lo, hi = ends
    if lo is None or (hi is not None and hi <= 0):
        lo, hi = (None if hi is None else -hi), (None if lo is None else -lo)
    near, far = _tail(lo), _tail(hi)
    return Fraction(1, 2) if lo == 0 and hi is None else ball((near - far) / 2)


def _tail(end: End) -> arb:
    """The chance that the absolute value exceeds ``end``."""
    return arb(0) if end is None else (arb(flint.fmpq(end.numerator, end.denominator)) / arb(2).sqrt()).erfc()


def mass(box: Box) -> Number:
    """The Gaussian mass of a box."""
    result: Number = Fraction(1)
    for ends in box.ends:
        result = times(result, chance(ends))
    return result


@dataclass(frozen=True)
class BoxCell(Cell):
    """A box of draws; ``share`` is the mass of what else is drawn."""

    box: Box = EVERYWHERE
    share: Fraction = Fraction(1)
    make: Callable[[Box], Instance] | None = None

    @classmethod
    def of(cls, box: Box, *, share: Fraction, make: Callable[[Box], Instance]) -> BoxCell:
        """The cell of a box."""
        whole = times(share, mass(box))
        return cls(whole, make(box), float(interval(whole).hi), box, share, make)

    def halves(self) -> tuple[Cell, ...]:
        """The box split where its heaviest coordinate is halved."""
        assert self.make is not None
        place = max(range(len(self.box.ends)), key=lambda k: (_extent(self.box.ends[k]), -k))
        cut = _middle(self.box.ends[place])
        parts = []
        for ends in ((self.box.ends[place][0], cut), (cut, self.box.ends[place][1])):
            box = Box((*self.box.ends[:place], ends, *self.box.ends[place + 1 :]))
            parts.append(BoxCell.of(box, share=self.share, make=self.make))
        return tuple(parts)


def _extent(ends: Ends) -> Fraction:
    """How far apart the ends are; an infinite end counts as far."""
    lo, hi = ends
    return Fraction(10) if lo is None or hi is None else hi - lo


def _middle(ends: Ends) -> Fraction:
    """The middle; of a half-line, its end moved by its distance to 0, at least by 1."""
    lo, hi = ends
    if lo is not None and hi is not None:
        return (lo + hi) / 2
    end = hi if lo is None else lo
    assert end is not None  # no cell is the whole line
    return end + max(abs(end), Fraction(1)) * (-1 if lo is None else 1)
