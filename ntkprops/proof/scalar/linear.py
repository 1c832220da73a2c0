"""Exact multipliers: which nonnegative combination of polynomials is zero?

Floating point chooses (nonnegative least squares on the columns, the free ones projected out), exact
arithmetic computes: the chosen columns are solved over the rationals by python-flint, and only exact
multipliers of the right sign are returned. Where rounding has misled the choice, Z3's simplex decides.

Source: C. Lawson and R. Hanson, Solving Least Squares Problems (1974), chapter 23.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import flint
import numpy as np

from ntkprops.proof.scalar.solver import rational_solution

Sparse = Mapping[tuple[int, ...], Fraction]
MOST_STEPS = 600
CLOSE = 1e-7
RIDGE = 1e-14  # keeps the normal equations solvable where columns depend on each other


def multipliers(
    columns: Sequence[Sparse], *, strict: Sequence[bool], free: Sequence[bool], rlimit: int = 2_000_000
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
        return rational_solution(columns, chosen, strict=strict, free=free, rlimit=rlimit)
    return values


def prune(columns: Sequence[Sparse], free: Sequence[bool]) -> list[int]:
    """The columns that could take part: every monomial must be cancelled by another column."""
    alive = set(range(len(columns)))
    rows: dict[tuple[int, ...], dict[int, Fraction]] = {}
    for j, column in enumerate(columns):
        for monomial, value in column.items():
            rows.setdefault(monomial, {})[j] = value
    waiting = set(rows)
    while waiting:
        row = rows[waiting.pop()]
        present = [j for j in row if j in alive]
        one_sign = not any(free[j] for j in present) and len({row[j] > 0 for j in present}) == 1
        if one_sign or len(present) == 1:
            alive.difference_update(present)
            waiting.update(monomial for j in present for monomial in columns[j])
    return sorted(alive)


def _chosen(columns, alive: list[int], rows: dict, strict, free) -> list[int] | None:
    """The columns that least squares uses, with all free ones; None where the residual stays."""
    matrix = np.zeros((len(rows) + 1, len(alive)))
    for q, j in enumerate(alive):
        for monomial, value in columns[j].items():
            matrix[rows[monomial], q] = float(value)
        matrix[:, q] /= np.linalg.norm(matrix[:, q])
        matrix[-1, q] = strict[j]
    target = np.zeros(len(rows) + 1)
    target[-1] = 1.0
    loose = np.array([free[j] for j in alive])
    bound = ~loose
    if loose.any():
        matrix = _without(matrix, loose)
    used = nonnegative_least_squares(matrix[:, bound], target)
    if used is None:
        return None
    picked = set(np.flatnonzero(bound)[used]) | set(np.flatnonzero(loose))
    return [alive[q] for q in sorted(picked)]


def _without(matrix: np.ndarray, loose: np.ndarray) -> np.ndarray:
    """The matrix with the span of the loose columns projected out."""
    left, sizes, _ = np.linalg.svd(matrix[:, loose], full_matrices=False)
    span = left[:, sizes > CLOSE * sizes[0]]
    return matrix - span @ (span.T @ matrix)


def nonnegative_least_squares(matrix: np.ndarray, target: np.ndarray) -> np.ndarray | None:
    """The columns of a nonnegative solution of ``matrix c = target``, or None where there is none.

    Args:
        matrix: shape (rows, columns).
        target: shape (rows,).

    Returns:
        Indices of the columns used, linearly independent up to rounding.
    """
    gram, slope = matrix.T @ matrix, matrix.T @ target
    weights, active = np.zeros(matrix.shape[1]), np.zeros(matrix.shape[1], dtype=bool)
    for _ in range(MOST_STEPS):
        residual = target - matrix @ weights
        if residual @ residual < CLOSE**2:
            return np.flatnonzero(weights > CLOSE)
        gain = slope - gram @ weights
        gain[active] = -1.0
        best = int(np.argmax(gain))
        if gain[best] < CLOSE:
            return None
        active[best] = True
        weights = _settled(gram, slope, weights, active)
    return None


def _settled(gram: np.ndarray, slope: np.ndarray, weights: np.ndarray, active: np.ndarray) -> np.ndarray:
    """The least squares solution on the active columns, those that would turn negative dropped."""
    while True:
        at = np.flatnonzero(active)
        wanted = np.zeros_like(weights)
        wanted[at] = np.linalg.solve(gram[np.ix_(at, at)] + RIDGE * np.eye(at.size), slope[at])
        negative = active & (wanted <= 0)
        if not negative.any():
            return wanted
        step = np.min(weights[negative] / np.maximum(weights[negative] - wanted[negative], 1e-300))
        weights = weights + step * (wanted - weights)
        active &= weights > 1e-13
        weights[~active] = 0.0


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
