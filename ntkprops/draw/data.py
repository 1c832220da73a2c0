r"""Strategies for whole datasets: exact unit rows and labels, with :math:`\lambda_0 > 0` proved.

``ExactDataset`` is the exact instance; its ``numbers`` are the ``network.Dataset`` of nearest doubles.
It prints as code that builds it again, with fractions as one writes them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from ntkprops.draw.rows import DISTINCT_RELATIONS, Placement, Relation, distinct, placed, placements
from ntkprops.draw.scalars import LABEL
from ntkprops.draw.sphere import Rows, as_array
from ntkprops.errors import InputError
from ntkprops.network import Dataset
from ntkprops.network.certify import limit_gram_eigenvalue_lo

LEAST_LAMBDA_0 = 1e-6


@dataclass(frozen=True, repr=False)
class ExactDataset:
    r"""Unit rows and labels as fractions, and the same as doubles.

    Args:
        rows: n rows of d fractions, each of norm exactly 1, shape (n, d).
        labels: n fractions in [-1, 1].

    Attributes:
        numbers: the nearest ``Dataset``, with its proved lower bound of lambda_0.

    Raises:
        InputError: a row whose norm is not exactly 1, or what ``Dataset`` refuses.
    """

    rows: Rows
    labels: tuple[Fraction, ...]
    numbers: Dataset = field(init=False, compare=False)

    def __post_init__(self) -> None:
        for i, row in enumerate(self.rows):
            if (square := sum(x * x for x in row)) != 1:
                raise InputError(f"row {i} has squared norm {square}, must be exactly 1. Use unit_row(d).")
        numbers = Dataset(as_array(self.rows), [float(label) for label in self.labels])
        object.__setattr__(self, "numbers", numbers)

    def __repr__(self) -> str:
        rows = [" ".join(map(str, row)) for row in self.rows]
        return f"exact_dataset({rows!r}, labels={' '.join(map(str, self.labels))!r})"


def exact_dataset(rows: Sequence[str], *, labels: str) -> ExactDataset:
    """A dataset as one writes it: each row, and the labels, as fractions with spaces between.

    >>> exact_dataset(["1 0", "3/5 4/5"], labels="1 -1/2")
    exact_dataset(['1 0', '3/5 4/5'], labels='1 -1/2')
    """
    return ExactDataset(tuple(_fractions(row) for row in rows), _fractions(labels))


def datasets(
    *,
    n: int | tuple[int, int] = (1, 6),
    d: int | tuple[int, int] = (1, 4),
    relations: Collection[Relation] = DISTINCT_RELATIONS,
    lambda_0_at_least: float = LEAST_LAMBDA_0,
) -> st.SearchStrategy[ExactDataset]:
    r"""Datasets that the lecture allows; shrinks to n = 1, d = 1, the row (1,) and the label 1.

    Args:
        n: the number of samples, or its least and greatest value.
        d: the dimension, or its least and greatest value; at least 2 is drawn if n must exceed 2.
        relations: what a row may be to an earlier one; a copy is replaced, lambda_0 would be 0.
        lambda_0_at_least: a bound, at least 1e-9, that the proved lower bound of lambda_0 must reach.

    Returns:
        a strategy for ``ExactDataset``. That the doubles have lambda_0 >= 1e-9 proves lambda_0 > 0
        for the fractions too: a row moves by at most 2^-53, an entry of H* (whose gradient in a unit row is
        below 1/2 + 1/(2 pi)) by less than 2^-52, H* by less than n 2^-52 in the spectral norm.

    Raises:
        InputError: ``lambda_0_at_least`` below 1e-9, an empty range, or more than two rows on a line.

    >>> from hypothesis import find
    >>> find(datasets(n=1, d=2), lambda data: True)
    exact_dataset(['1 0'], labels='1')
    """
    if lambda_0_at_least < 1e-9:
        raise InputError(f"lambda_0_at_least is {lambda_0_at_least!r}, must be at least 1e-9. Raise it.")
    (n_lo, n_hi), (d_lo, d_hi) = _range("n", n), _range("d", d)
    if n_lo > 2 and d_hi == 1:
        raise InputError(f"n is {n} and d is {d}, must be n <= 2 or d >= 2: a line has two unit rows.")
    dimensions = st.integers(max(d_lo, 2) if n_lo > 2 else d_lo, d_hi)

    def samples(d: int) -> st.SearchStrategy[list[tuple[Placement, Fraction]]]:
        greatest = n_hi if d > 1 else min(n_hi, 2)
        return st.lists(st.tuples(placements(d, relations), LABEL), min_size=n_lo, max_size=greatest)

    return dimensions.flatmap(samples).map(lambda drawn: _dataset(drawn, lambda_0_at_least))


def _dataset(drawn: list[tuple[Placement, Fraction]], lambda_0_at_least: float) -> ExactDataset:
    """The dataset, if lambda_0 is large enough; Hypothesis draws another if it is not."""
    rows = distinct(placed(placement for placement, _ in drawn))
    assume(limit_gram_eigenvalue_lo(as_array(rows)) >= lambda_0_at_least)
    return ExactDataset(rows, tuple(label for _, label in drawn))


def _range(name: str, value: int | tuple[int, int]) -> tuple[int, int]:
    least, greatest = (value, value) if isinstance(value, int) else value
    if not 1 <= least <= greatest:
        raise InputError(f"{name} is {value}, must be ordered from 1 up. Give (least, greatest).")
    return least, greatest


def _fractions(text: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(word) for word in text.split())
