r"""Expectations over the draw, enclosed: the space of draws is paved by cells of certified mass.

On every cell the body is evaluated once, as an enclosure for all draws in it; the cells whose enclosures
are widest are split, a bounded number of times.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from ntkprops.meaning import Undetermined
from ntkprops.meaning.exact.enclosures import interval
from ntkprops.meaning.exact.tensor import Tensor, Value, joined, product
from ntkprops.meaning.exact.values import plus
from ntkprops.trial.world import Cell

SPLITS = 60  # of cells; each halves the mass in doubt about once
CELL = 20  # the work of one cell, in parts of a formula
FINE = 1e-6  # mass in doubt at which splitting ends


@dataclass(order=True)
class Doubt:
    """A cell in the queue, the largest doubt first."""

    key: tuple[float, int]
    cell: Cell = field(compare=False)
    value: Value | None = field(compare=False)


def paved(
    cells: Iterable[Cell], on: Callable[[Cell], tuple[Value | None, float]], spend: Callable[[int], None]
) -> Value:
    """An enclosure of a mean.

    Args:
        cells: what is drawn, each with its mass.
        on: the enclosure of the body on a cell, None where there is none, and how much doubt is in it: 0 if it is one
            number.
        spend: counts work.

    Raises:
        Undetermined: where the body cannot be enclosed on some cell.
    """
    queue: list[Doubt] = []
    done: list[Doubt] = []

    def add(cell: Cell) -> None:
        spend(CELL)
        value, doubt = on(cell)
        entry = Doubt((-cell.size * doubt, len(done) + len(queue)), cell, value)
        (heapq.heappush(queue, entry) if doubt > 0 else done.append(entry))

    for cell in cells:
        add(cell)
    for _ in range(SPLITS):
        if not queue or sum(-entry.key[0] for entry in queue) < FINE:
            break
        entry = heapq.heappop(queue)
        halves = entry.cell.halves()
        if not halves:
            done.append(entry)
        for half in halves:
            add(half)
    return _total([*done, *queue])


def _total(entries: list[Doubt]) -> Value:
    result: Value | None = None
    for entry in entries:
        if entry.value is None:
            raise Undetermined("a body that cannot be enclosed on part of the draws")
        term = product(entry.cell.mass, entry.value)
        result = term if result is None else joined(result, term, plus)
    return Fraction(0) if result is None else result


def width(value: Value) -> float:
    """The width of an enclosure, at most 1; it orders cells and decides nothing."""
    entries = value.entries if isinstance(value, Tensor) else (value,)
    widths = [0.0]
    for entry in entries:
        if not isinstance(entry, Fraction):
            found = interval(entry)
            gap = float(found.hi - found.lo) if found.lo.is_finite() and found.hi.is_finite() else 1.0
            widths.append(min(1.0, gap))
    return max(widths)
