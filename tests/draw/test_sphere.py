"""Exact geometry on the sphere."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.draw.sphere import opposite, orthogonal, stereographic, turned
from ntkprops.errors import InputError

TANGENTS = st.lists(st.fractions(max_denominator=50), max_size=4)
PLANE_OR_MORE = st.lists(st.fractions(max_denominator=50), min_size=1, max_size=4)


def dot(x, y):
    return sum(a * b for a, b in zip(x, y, strict=True))


@given(TANGENTS)
def test_stereographic_points_have_norm_exactly_one(t):
    """No rounding anywhere: the squared norm is the integer 1."""
    x = stereographic(t)

    assert dot(x, x) == 1


@given(PLANE_OR_MORE)
def test_orthogonal_rows_complete_a_row_to_an_orthonormal_basis(t):
    """The row and its d - 1 orthogonal companions have the identity as their Gram matrix."""
    x = stereographic(t)

    basis = [x, *(orthogonal(x, axis=j) for j in range(1, len(x)))]

    assert [[dot(a, b) for b in basis] for a in basis] == [
        [int(i == j) for j in range(len(x))] for i in range(len(x))
    ]


@given(PLANE_OR_MORE, st.fractions(0, 1, max_denominator=1000))
def test_turning_keeps_the_norm_and_has_the_promised_cosine(t, s):
    """cos(2 atan s) = (1 - s^2)/(1 + s^2), exactly."""
    x = stereographic(t)

    z = turned(x, orthogonal(x, axis=1), half_tangent=s)

    assert (dot(z, z), dot(x, z)) == (1, (1 - s * s) / (1 + s * s))


def test_the_antipode_of_e_1_is_not_a_stereographic_point_but_an_opposite():
    """-e_1 is the centre of the projection."""
    assert opposite(stereographic([Fraction(0)])) == (-1, 0)


def test_there_is_no_orthogonal_row_on_a_line():
    """In dimension 1 there is no axis to turn to."""
    with pytest.raises(InputError, match="axis is 1, must be from 1 to 0"):
        orthogonal((Fraction(1),), axis=1)
