"""Strategies for unit rows: exact, related, and shrinking to e_1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.draw import Relation, as_array, unit_row, unit_rows
from ntkprops.errors import InputError


def written(rows):
    """Rows with fractions as one writes them."""
    return [" ".join(map(str, row)) for row in rows]


def dot(rows):
    """The inner product of the first two rows."""
    return sum(a * b for a, b in zip(rows[0], rows[1], strict=True))


@given(st.data(), st.integers(1, 5), st.integers(1, 4))
def test_rows_have_norm_exactly_one(data, n, d):
    """n rows of d fractions, each of squared norm 1."""
    rows = data.draw(unit_rows(n, d))

    assert [len(row) for row in rows] == [d] * n
    assert all(sum(x * x for x in row) == 1 for row in rows)


@given(unit_rows(3, 1))
def test_rows_on_a_line_are_plus_or_minus_one(rows):
    """Dimension 1 has two unit rows, and relations that need a plane are left out."""
    assert {x for row in rows for x in row} <= {1, -1}


def test_rows_shrink_to_e_1(minimal):
    """Without any condition every row becomes e_1."""
    assert written(minimal(unit_rows(1, 1))) == ["1"]
    assert written(minimal(unit_rows(2, 3))) == ["1 0 0", "1 0 0"]


def test_distinct_rows_shrink_to_antipodes(minimal):
    """The simplest second row is -e_1."""
    assert written(minimal(unit_rows(2, 2), lambda rows: rows[0] != rows[1])) == ["1 0", "-1 0"]


def test_rows_in_general_position_shrink_to_the_smallest_pythagorean_triple(minimal):
    """Neither parallel nor orthogonal: 3, 4, 5."""
    assert written(minimal(unit_rows(2, 2), lambda rows: 0 < dot(rows) < 1)) == ["1 0", "3/5 4/5"]


def test_nearly_parallel_rows_are_found(minimal):
    """Within a ten-millionth of parallel, and not a copy."""
    found = written(minimal(unit_rows(2, 2), lambda rows: 1 - 1e-7 < dot(rows) < 1))

    assert found == ["1 0", "67108863/67108865 16384/67108865"]


@pytest.mark.parametrize(
    ("relation", "inner_product"),
    [(Relation.ORTHOGONAL, 0), (Relation.ANTIPODAL, -1), (Relation.REPEATED, 1)],
)
def test_a_relation_is_what_it_says(relation, inner_product):
    """With one relation allowed, every second row stands in it to the first."""

    @given(unit_rows(2, 3, relations=[relation]))
    def holds(rows):
        assert dot(rows) == inner_product

    holds()


@given(unit_rows(2, 4, relations=[Relation.NEAR_PARALLEL]))
def test_near_parallel_rows_differ_by_a_small_angle_that_is_not_zero(rows):
    """Half-angle tangents from 1/2 down to 2^-16."""
    assert 2 / 5 < dot(rows) < 1


@given(unit_row(3))
def test_as_array_gives_the_nearest_doubles(row):
    """Shape (n, d), read-only, each entry correctly rounded."""
    array = as_array([row])

    assert array.shape == (1, 3)
    assert not array.flags.writeable
    assert array[0].tolist() == [float(x) for x in row]


@pytest.mark.parametrize(("n", "d", "name"), [(0, 2, "n is 0"), (2, 0, "d is 0")])
def test_no_row_or_no_dimension_is_an_input_error(n, d, name):
    """Sizes start at 1."""
    with pytest.raises(InputError, match=f"{name}, must be at least 1"):
        unit_rows(n, d)


def test_a_relation_without_room_is_an_input_error():
    """On a line nothing is orthogonal."""
    with pytest.raises(InputError, match="leaves nothing to draw in dimension 1"):
        unit_rows(2, 1, relations=[Relation.ORTHOGONAL])
