r"""Expectations over the draw, enclosed: the space of draws is paved by cells of certified mass.

On every cell the body is evaluated once, as an enclosure for all draws in it; the cells whose enclosures
are widest are split, a bounded number of times. A family that is chosen after the draw is chosen cell by
cell: the most hostile choice that certainly obeys the hypotheses there.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ntkprops.trial.scene import Scene
from ntkprops.trial.tensor import Tensor, Value, joined, product
from ntkprops.trial.values import Number, Undetermined, interval, plus
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


def mean(scene: Scene, body: Callable[[Scene], Value], *, unknown: Number | None = None) -> Value:
    """An enclosure of the expectation of ``body`` over a fresh draw.

    Args:
        scene: its setting says what is drawn.
        body: evaluated on the scene of each cell.
        unknown: a bound of the body where nothing better is known, [0, 1] for an indicator.

    Raises:
        Undetermined: where the body cannot be enclosed on some cell.
    """
    queue: list[Doubt] = []
    done: list[Doubt] = []

    def add(cell: Cell) -> None:
        scene.effort.spend(CELL)
        value, doubt = _on(scene, cell, body, unknown)
        entry = Doubt((-cell.size * doubt, len(done) + len(queue)), cell, value)
        (heapq.heappush(queue, entry) if doubt > 0 else done.append(entry))

    for cell in scene.setting.cells(scene.usage):
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


def _on(
    scene: Scene, cell: Cell, body: Callable[[Scene], Value], unknown: Number | None
) -> tuple[Value | None, float]:
    """The enclosure on a cell, and how much doubt is in it: 0 if it is one number."""
    drawn, sure = _chosen(replace(scene, instance=cell.instance))
    try:
        value = body(drawn) if drawn is not None else unknown
    except Undetermined:
        value = unknown
    width = 1.0 if value is None else _width(value)
    return value, width if sure else max(width, 1.0)


def _chosen(scene: Scene) -> tuple[Scene | None, bool]:
    """The scene with a family chosen that obeys the hypotheses, and whether no better choice is in doubt."""
    if scene.rule is None or not scene.usage.chosen:
        return scene, True
    sure = True
    for instance in scene.instance.choices():
        candidate = replace(scene, instance=instance)
        obeys = scene.rule(candidate)
        if obeys:
            return candidate, sure
        sure = sure and obeys is False
    return None, sure


def _width(value: Value) -> float:
    """The width of an enclosure, at most 1; it orders cells and decides nothing."""
    entries = value.entries if isinstance(value, Tensor) else (value,)
    widths = [0.0]
    for entry in entries:
        if not isinstance(entry, Fraction):
            found = interval(entry)
            gap = float(found.hi - found.lo) if found.lo.is_finite() and found.hi.is_finite() else 1.0
            widths.append(min(1.0, gap))
    return max(widths)
