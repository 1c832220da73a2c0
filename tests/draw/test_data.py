"""Strategies for datasets: preconditions proved, exact and readable when shrunk."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.draw import ExactDataset, Relation, datasets, exact_dataset
from ntkprops.errors import InputError


@given(datasets())
def test_every_dataset_is_one_the_lecture_allows(data):
    """Rows of norm exactly 1, labels in [-1, 1], lambda_0 proved to be at least one in a million."""
    assert all(sum(x * x for x in row) == 1 for row in data.rows)
    assert all(abs(label) <= 1 for label in data.labels)
    assert data.numbers.lambda_0_lo >= 1e-6


@given(datasets())
def test_the_numbers_are_the_fractions_correctly_rounded(data):
    """X and y of the dataset in doubles, entry by entry."""
    assert data.numbers.X.tolist() == [[float(x) for x in row] for row in data.rows]
    assert data.numbers.y.tolist() == [float(label) for label in data.labels]


@given(datasets())
def test_a_printed_dataset_builds_itself_again(data):
    """repr is code: a counterexample can be pasted into a test."""
    assert eval(repr(data), {"exact_dataset": exact_dataset}) == data


@settings(max_examples=20)
@given(st.data(), st.integers(1, 6), st.integers(2, 4))
def test_sizes_can_be_fixed(data, n, d):
    """n samples of dimension d, no more and no less."""
    assert data.draw(datasets(n=n, d=d)).numbers.X.shape == (n, d)


@pytest.mark.parametrize(
    ("condition", "shrunk"),
    [
        (lambda data: True, "exact_dataset(['1'], labels='1')"),
        (lambda data: data.numbers.n == 2, "exact_dataset(['1', '-1'], labels='1 1')"),
        (lambda data: data.numbers.d == 2, "exact_dataset(['1 0'], labels='1')"),
        (lambda data: data.numbers.n >= 3, "exact_dataset(['1 0', '-1 0', '0 1'], labels='1 1 1')"),
        (lambda data: data.labels[0] < 0, "exact_dataset(['1'], labels='-1')"),
    ],
    ids=["nothing", "two samples", "a plane", "three samples", "a negative label"],
)
def test_datasets_shrink_to(minimal, condition, shrunk):
    """What is reported of a failure that needs no more than the condition says."""
    assert repr(minimal(datasets(), condition)) == shrunk


def test_a_correlated_pair_shrinks_to_the_smallest_pythagorean_triple(minimal):
    """The simplest dataset whose H* is not diagonal."""
    found = minimal(datasets(), lambda data: data.numbers.lambda_0 < 0.4999)

    assert repr(found) == "exact_dataset(['1 0', '3/5 4/5'], labels='1 1')"


def test_copies_become_other_rows(minimal):
    """A repeated row would make lambda_0 zero, so its antipode stands in."""
    found = minimal(datasets(n=2, d=2, relations=[Relation.REPEATED]))

    assert found.rows == ((1, 0), (-1, 0))


@given(datasets(n=(2, 4), d=2, lambda_0_at_least=0.05))
def test_lambda_0_can_be_bounded_below(data):
    """For tests whose cost grows with 1/lambda_0."""
    assert data.numbers.lambda_0_lo >= 0.05


def test_a_row_that_is_no_unit_row_is_an_input_error():
    """Exactly 1, not nearly."""
    with pytest.raises(InputError, match="row 1 has squared norm 5/4, must be exactly 1"):
        ExactDataset(((Fraction(1), Fraction(0)), (Fraction(1), Fraction(1, 2))), (Fraction(1), Fraction(1)))


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ({"n": 3, "d": 1}, "a line has two unit rows"),
        ({"n": (2, 1)}, r"n is \(2, 1\), must be ordered from 1 up"),
        ({"d": 0}, "d is 0, must be ordered from 1 up"),
        ({"lambda_0_at_least": 0.0}, "must be at least 1e-9"),
    ],
)
def test_impossible_sizes_are_input_errors(sizes, message):
    """Said when the strategy is made, not by a strategy that never finds anything."""
    with pytest.raises(InputError, match=message):
        datasets(**sizes)
