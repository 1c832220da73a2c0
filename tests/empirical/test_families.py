"""The datasets on which widths are measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ntkprops.empirical import Family, Labels, Member, dataset
from ntkprops.empirical.families import pair_angle
from ntkprops.errors import InputError


@pytest.mark.parametrize("n", [1, 2, 3, 8])
def test_every_cross_polytope_has_lambda_0_one_half(n: int) -> None:
    """Also with an odd number of rows, and with one."""
    assert dataset(Member(Family.CROSS_POLYTOPE, n)).lambda_0 == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize("n", [2, 3, 6])
@pytest.mark.parametrize("lambda_0", [0.4, 0.1, 0.001])
def test_near_parallel_rows_reach_the_lambda_0_that_is_asked_for(n: int, lambda_0: float) -> None:
    """The angle solves the closed form; the certified lower bound is just below."""
    data = dataset(Member(Family.NEAR_PARALLEL, n, lambda_0=lambda_0))

    assert data.lambda_0 == pytest.approx(lambda_0, rel=1e-9)
    assert data.lambda_0_lo <= lambda_0 * (1 + 1e-9)


def test_a_member_is_the_same_dataset_twice_and_another_seed_is_another() -> None:
    """Rows and labels are functions of the member."""
    member = Member(Family.RANDOM, 4, labels=Labels.UNIFORM)
    one, again, other = (dataset(each) for each in (member, member, replace(member, seed=1)))

    assert (one.X == again.X).all() and (one.y == again.y).all()
    assert (one.X != other.X).all() and (one.y != other.y).all()


@pytest.mark.parametrize(
    ("labels", "allowed"),
    [(Labels.SIGNS, {1.0, -1.0}), (Labels.ALTERNATING, {1.0, -1.0}), (Labels.ZERO, {0.0})],
)
def test_labels_are_what_they_are_called(labels: Labels, allowed: set[float]) -> None:
    """Signs are signs, zero is zero; alternating labels alternate."""
    y = dataset(Member(Family.CROSS_POLYTOPE, 8, labels=labels)).y

    assert set(y.tolist()) <= allowed
    assert labels is not Labels.ALTERNATING or (y[:-1] == -y[1:]).all()


def test_the_angle_is_small_where_lambda_0_is() -> None:
    """For small angles lambda_0 is theta/(2 pi)."""
    assert pair_angle(1e-4) == pytest.approx(2 * np.pi * 1e-4, rel=1e-2)


@pytest.mark.parametrize(
    ("member", "words"),
    [
        (Member(Family.RANDOM, 0), "n is 0, must be at least 1"),
        (Member(Family.RANDOM, 2, d=0), "d is 0, must be at least 1"),
        (Member(Family.CROSS_POLYTOPE, 2, d=2), "must be left out"),
        (Member(Family.CROSS_POLYTOPE, 2, lambda_0=0.1), "Use the family near-parallel"),
        (Member(Family.NEAR_PARALLEL, 2), "lambda_0 is missing"),
        (Member(Family.NEAR_PARALLEL, 1, lambda_0=0.1), "a pair has two"),
        (Member(Family.NEAR_PARALLEL, 2, lambda_0=0.6), "must be in (0, 1/2]"),
        (Member(Family.RANDOM, 3, d=1), "parallel"),
    ],
)
def test_what_is_no_dataset_is_refused(member: Member, words: str) -> None:
    """The message says what must hold and what to do."""
    with pytest.raises(InputError) as caught:
        dataset(member)

    assert words in str(caught.value)
