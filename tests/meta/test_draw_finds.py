"""False statements about rows, labels and weights that the strategies must find a counterexample to."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings

from ntkprops.draw import datasets, unit_rows, weights_near, widths

FALSE_STATEMENTS = {
    "rows are never antipodal": (
        unit_rows(2, 3),
        lambda rows: any(a != -b for a, b in zip(rows[0], rows[1], strict=True)),
    ),
    "rows are never orthogonal": (
        unit_rows(2, 3),
        lambda rows: sum(a * b for a, b in zip(rows[0], rows[1], strict=True)) != 0,
    ),
    "rows never repeat": (unit_rows(3, 3), lambda rows: len(set(rows)) == 3),
    "different rows are a thousandth apart": (
        unit_rows(2, 2),
        lambda rows: rows[0] == rows[1] or max(abs(a - b) for a, b in zip(*rows, strict=True)) > 1e-3,
    ),
    "lambda_0 is at least 1/100": (datasets(), lambda data: data.numbers.lambda_0 >= 0.01),
    "lambda_0 is at most 49/100": (datasets(), lambda data: data.numbers.lambda_0 <= 0.49),
    "there are at most as many samples as dimensions": (
        datasets(),
        lambda data: data.numbers.n <= data.numbers.d,
    ),
    "every label is of size one": (datasets(), lambda data: all(abs(y) == 1 for y in data.labels)),
    "the width is below 1,000": (widths(), lambda m: m < 1000),
    "weights stay in the open ball of nine tenths": (
        weights_near(np.ones((3, 2)), 1.0),
        lambda W: np.linalg.norm(W - 1, axis=1).max() < 0.9,
    ),
}


@pytest.mark.parametrize("name", FALSE_STATEMENTS)
def test_a_false_statement_is_refuted_within_a_hundred_draws(name):
    """Negative control: were such data not drawn, the statement would seem to hold."""
    strategy, holds = FALSE_STATEMENTS[name]

    @settings(max_examples=100, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
    @given(strategy)
    def statement(value):
        assert holds(value)

    with pytest.raises(AssertionError):
        statement()


def test_datasets_are_rarely_rejected():
    """Of any size: Hypothesis's health check against strategies that filter too much stays silent."""
    for n, d in [((1, 6), (1, 4)), (6, 2), (10, 2), (8, 3), (12, 6)]:

        @settings(max_examples=20, derandomize=True, database=None, deadline=None)
        @given(datasets(n=n, d=d))
        def drawn(data):
            assert data.numbers.lambda_0_lo > 0

        drawn()
