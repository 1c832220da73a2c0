"""Which data the door lets through, and what it says to the rest."""

from __future__ import annotations

import numpy as np
import pytest

from ntkprops.errors import InputError
from ntkprops.network import Dataset, cross_polytope, regular_polygon, unit_rows

CORNERS = np.eye(2)


@pytest.mark.parametrize(
    ("X", "y", "said"),
    [
        ([[3, 4]], [0], "row 0 of X has norm 5, must be 1 (lecture 12, section 1). Use unit_rows(X)."),
        ([[np.nan, 0]], [0], "X[0, 0] is nan, must be finite. Drop the row."),
        (CORNERS, [0, 2], "y[1] is 2, must be in [-1, 1] (lecture 12, section 1). Divide y by max|y_i|."),
        (CORNERS, [0, np.inf], "y[1] is inf, must be finite. Drop the row."),
        (CORNERS, [0], "y has 1 labels, must have one for each of the 2 rows of X."),
        ([1, 0], [0], "X has 1 axes (shape (2,)), must have 2. Reshape it."),
        (np.zeros((0, 2)), [], "X has shape (0, 2), must have n >= 1 rows and d >= 1 columns. Add a row."),
    ],
)
def test_refuses_by_name_value_and_remedy(X, y, said):
    """Every broken precondition is an InputError that says what was found and how to mend it."""
    with pytest.raises(InputError) as caught:
        Dataset(X, y)

    assert str(caught.value) == said


def test_parallel_rows_are_named():
    """Two equal rows make H* singular, and the message names the pair and the theorem."""
    with pytest.raises(InputError, match=r"lambda_0 = 0: rows 0 and 2 of X are parallel.*Theorem 1"):
        Dataset([[1, 0], [0, 1], [1, 0]], [0, 0, 0])


def test_hexagon_is_refused_though_no_rows_are_parallel():
    """Three antipodal pairs in the plane give lambda_0 = 0."""
    with pytest.raises(InputError, match="more antipodal pairs than dimensions"):
        Dataset(regular_polygon(6), np.zeros(6))


@pytest.mark.parametrize(
    ("X", "value"),
    [
        (cross_polytope(1), 1 / 2),
        (cross_polytope(5), 1 / 2),
        (regular_polygon(3), 1 / 3),
        (regular_polygon(4), 1 / 2),
    ],
)
def test_certified_bound_is_just_below_the_closed_form(X, value):
    """On the exact families the proved bound is below lambda_0 by rounding only."""
    lo = Dataset(X, np.zeros(len(X))).lambda_0_lo

    assert value - 1e-12 < lo <= value


@pytest.mark.parametrize("angle", [1e-3, 1e-6, 1e-9, 1e-12])
def test_nearly_parallel_rows_still_have_a_certified_eigenvalue(angle):
    """For two rows at a small angle lambda_0 is about angle / (2 pi), and is certified at 1e-12 still."""
    data = Dataset([[1, 0], [np.cos(angle), np.sin(angle)]], [0, 0])

    assert data.lambda_0_lo == pytest.approx(angle / (2 * np.pi), rel=0.05)


def test_data_cannot_be_changed_after_the_check():
    """The dataset holds its own read-only copies."""
    rows = np.eye(2)
    data = Dataset(rows, [0, 0])
    rows[0] = 7

    assert data.X[0, 0] == 1 and not data.X.flags.writeable


def test_a_zero_row_has_no_direction():
    """unit_rows refuses a zero row rather than dividing by it."""
    with pytest.raises(InputError, match="row 1 of X is zero"):
        unit_rows([[1, 0], [0, 0]])
