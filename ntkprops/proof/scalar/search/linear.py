"""Exact multipliers: which nonnegative combination of polynomials is zero?

Floating point chooses (nonnegative least squares on the columns, by sweeps), exact
arithmetic computes: the chosen columns are solved over the rationals by python-flint, and only exact
multipliers of the right sign are returned.

Source: C. Lawson and R. Hanson, Solving Least Squares Problems (1974), chapter 23.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import flint
import numpy as np

Sparse = Mapping[tuple[int, ...], Fraction]
MOST_STEPS = 300
MOST_COLUMNS = 450
CLOSE = 1e-12  # of the squared residual
SINGULAR = 1e-9  # of a pivot: a column that depends on the active ones


def multipliers(
    columns: Sequence[Sparse], *, strict: Sequence[bool], free: Sequence[bool]
) -> dict[int, Fraction] | None:
    """Numbers ``c_j`` with ``sum_j c_j column_j = 0``, not all strict ones zero, or None.

    Args:
        columns: polynomials.
        strict: the columns of which at least one must be used; their multipliers add up to 1.
        free: the columns whose multiplier may have any sign; the others are ``>= 0``.

    Returns:
        The multipliers that are not zero, by column.

    >>> x, minus_x = {(1,): Fraction(1)}, {(1,): Fraction(-1)}
    >>> multipliers([x, minus_x], strict=[True, False], free=[False, False])
    {0: Fraction(1, 1), 1: Fraction(1, 1)}
    """
    alive = prune(columns, free)
    if not any(strict[j] for j in alive):
        return None
    rows = {monomial: i for i, monomial in enumerate(sorted({m for j in alive for m in columns[j]}))}
    chosen = _chosen(columns, alive, rows, strict, free)
    if chosen is None:
        return None
    values = _solved(columns, chosen, rows, strict)
    if values is None or any(value < 0 and not free[j] for j, value in values.items()):
        return None  # rounding has misled the choice
    return values


def prune(columns: Sequence[Sparse], free: Sequence[bool]) -> list[int]:
    """The columns that could take part: every monomial must be cancelled by another column."""
    alive = set(range(len(columns)))
    rows: dict[tuple[int, ...], dict[int, bool]] = {}  # by monomial and column, whether its coefficient is positive
    for j, column in enumerate(columns):
        for monomial, value in column.items():
            rows.setdefault(monomial, {})[j] = value > 0
    waiting = set(rows)
    while waiting:
        row = rows[waiting.pop()]
        present = [j for j in row if j in alive]
        one_sign = not any(free[j] for j in present) and len({row[j] for j in present}) == 1
        if one_sign or len(present) == 1:
            alive.difference_update(present)
            waiting.update(monomial for j in present for monomial in columns[j])
    return sorted(alive)


def _chosen(columns, alive: list[int], rows: dict, strict, free) -> list[int] | None:
    """The columns that least squares uses, with all free ones; None where the residual stays."""
    if len(alive) > MOST_COLUMNS:
        return None
    loose = np.array([free[j] for j in alive])
    weights = nonnegative_least_squares(_normal_equations(columns, alive, rows, strict), loose)
    if weights is None:
        return None
    return [j for q, j in enumerate(alive) if loose[q] or weights[q] > 0]


def _normal_equations(columns, alive: list[int], rows: dict, strict) -> np.ndarray:
    """Inner products of the columns, scaled to length 1, and of their strictness with the target 1.

    Summed row by row in a fixed order and without a linear algebra library, so that the same columns
    are chosen on every machine.
    """
    width = len(alive)
    entries: list[list[tuple[int, float]]] = [[] for _ in rows]
    sizes = np.zeros(width)
    for q, j in enumerate(alive):
        for monomial, value in columns[j].items():
            entries[rows[monomial]].append((q, float(value)))
            sizes[q] += float(value) ** 2
    sizes = np.sqrt(np.where(sizes > 0, sizes, 1.0))
    flags = np.array([float(strict[j]) for j in alive])
    table = np.zeros((width + 1, width + 1))
    for row in entries:
        at = np.array([q for q, _ in row])
        values = np.array([value for _, value in row]) / sizes[at]
        table[np.ix_(at, at)] += values[:, None] * values[None, :]
    table[:width, :width] += flags[:, None] * flags[None, :]
    table[:width, width] = table[width, :width] = flags
    table[width, width] = 1.0
    return table


def nonnegative_least_squares(table: np.ndarray, loose: np.ndarray) -> np.ndarray | None:
    """Weights, nonnegative but for the loose ones, with no residual; None where there are none.

    The normal equations are kept swept on the active columns: their last column then holds the
    weights of the active ones and the gains of the others, their corner the residual.

    Args:
        table: shape (columns + 1, columns + 1), the normal equations bordered by the target.
        loose: shape (columns,), which columns may have any weight.
    """
    width = loose.size
    active = np.zeros(width, dtype=bool)
    for q in np.flatnonzero(loose):
        if table[q, q] > SINGULAR:
            _sweep(table, int(q), back=False)
            active[q] = True
    weights, barred = np.zeros(width), loose.copy()
    for _ in range(MOST_STEPS):
        if table[width, width] < CLOSE:
            return np.where(active, weights, 0.0)
        gains = np.where(active | barred | (table.diagonal()[:width] < SINGULAR), 0.0, table[:width, width])
        best = int(np.argmax(gains))
        if gains[best] < SINGULAR:
            return None
        _sweep(table, best, back=False)
        active[best] = True
        weights = _settled(table, weights, active, ~loose)
    return None


def _settled(table: np.ndarray, weights: np.ndarray, active: np.ndarray, bound: np.ndarray) -> np.ndarray:
    """The weights on the active columns, those that would turn negative made inactive."""
    width = weights.size
    while True:
        wanted = np.where(active, table[:width, width], 0.0)
        negative = np.flatnonzero(active & bound & (wanted <= 0))
        if not negative.size:
            return wanted
        falls = np.maximum(weights[negative] - wanted[negative], 1e-300)
        steps = weights[negative] / falls
        weights = weights + steps.min() * (wanted - weights)
        for q in negative[steps <= steps.min() + 1e-15]:
            _sweep(table, int(q), back=True)
            active[q] = False
            weights[q] = 0.0


def _sweep(table: np.ndarray, k: int, *, back: bool) -> None:
    """Gauss-Jordan on the diagonal entry ``k``, in place; ``back`` undoes it."""
    pivot, column, row = table[k, k], table[:, k].copy(), table[k].copy()
    table -= column[:, None] * (row / pivot)[None, :]
    sign = -1.0 if back else 1.0
    table[:, k] = sign * column / pivot
    table[k] = sign * row / pivot
    table[k, k] = -1.0 / pivot


def _solved(columns, chosen: list[int], rows: dict, strict) -> dict[int, Fraction] | None:
    """The exact solution on the chosen columns (unneeded ones zero), or None where there is none."""
    width = len(chosen)
    entries = [[0] * (width + 1) for _ in range(len(rows) + 1)]
    for q, j in enumerate(chosen):
        for monomial, value in columns[j].items():
            entries[rows[monomial]][q] = flint.fmpq(value.numerator, value.denominator)
        entries[-1][q] = int(strict[j])
    entries[-1][width] = 1
    kept = [row for row in entries if any(row)]
    reduced, rank = flint.fmpq_mat(kept).rref()
    values: dict[int, Fraction] = {}
    for i in range(rank):
        lead = next(q for q in range(width + 1) if reduced[i, q] != 0)
        if lead == width:
            return None
        value = reduced[i, width]
        if value != 0:
            values[chosen[lead]] = Fraction(int(value.p), int(value.q))
    return values
