"""Widths as integers: exact, monotone, least; and what is refused."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.proof.scalar import Inequality
from ntkprops.width import Derivation, exact_width
from ntkprops.width.model import Bound
from ntkprops.width.numbers import least_integer, point
from ntkprops.width.optimum import optimum

AT = {"n": 4, "lambda_0": Fraction(1, 5), "delta": Fraction(1, 10)}


def independent(*, n: int, lambda_0: Fraction, delta: Fraction, factor: Fraction) -> int:
    """The printed chain by hand, in 200 digits."""
    with mpmath.workdps(200):
        value = mpmath.mpf(768) * n**6 * factor.numerator / factor.denominator / mpmath.pi
        value *= (mpmath.mpf(delta.denominator) / delta.numerator) ** 3
        value *= (mpmath.mpf(lambda_0.denominator) / lambda_0.numerator) ** 4
        return int(mpmath.floor(value)) + 1


@given(
    st.integers(1, 50),
    st.fractions(min_value="1/100", max_value="1/2", max_denominator=100),
    st.fractions(min_value="1/100", max_value="99/100", max_denominator=100),
)
@settings(max_examples=15)
def test_the_equal_split_agrees_with_mpmath(derivation: Derivation, n, lambda_0, delta) -> None:
    """The integer is the one that 200 digits give."""
    at = {"n": n, "lambda_0": lambda_0, "delta": delta}

    assert exact_width(derivation, split="equal", **at) == independent(**at, factor=Fraction(27))


def test_the_best_split_is_just_above_its_limit(derivation: Derivation) -> None:
    """Lemma 3 needs so little failure probability that the least width is that of the limit."""
    assert exact_width(derivation, **AT) == independent(**AT, factor=Fraction(27, 4))


def test_the_best_split_is_attained_and_one_less_is_not(derivation: Derivation) -> None:
    """The shares that come with the optimum give exactly its width."""
    there = point(derivation, AT)
    found = optimum(derivation, there)
    shares = {share.label: dict(found.shares)[share.symbol] for share in derivation.shares}

    assert exact_width(derivation, split=shares, **AT) == found.width
    assert sum(shares.values()) <= there[derivation.failure]


def test_no_sampled_split_beats_the_best(derivation: Derivation) -> None:
    """Three hundred splits on a grid are all at least the optimum."""
    best = exact_width(derivation, **AT)
    labels = [share.label for share in derivation.shares]
    grid = [(a, b, 24 - a - b) for a in range(1, 23) for b in range(1, 24 - a)]
    widths = [
        exact_width(derivation, split={k: Fraction(p, 240) for k, p in zip(labels, parts, strict=True)}, **AT)
        for parts in grid
    ]

    assert min(widths) >= best


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"delta": 0}, "between 0 and 1"),
        ({"delta": 1}, "between 0 and 1"),
        ({"lambda_0": Fraction(3, 5)}, "least-eigenvalue-bound"),
        ({"lambda_0": 0}, "positive"),
        ({"n": 0}, "integer of at least 1"),
        ({"n": Fraction(1, 2)}, "integer of at least 1"),
        ({"delta": 0.1}, "exactly"),
        ({"delta": "a tenth"}, "exactly"),
        ({"k": 3}, "unknown"),
    ],
)
def test_impossible_values_are_refused(derivation: Derivation, changed, message) -> None:
    """A value that the claim does not allow is refused, with what must hold."""
    with pytest.raises(InputError, match=message):
        exact_width(derivation, **{**AT, **changed})


def test_a_missing_value_is_refused(derivation: Derivation) -> None:
    """Every parameter needs a value."""
    with pytest.raises(InputError, match="lambda_0 is missing"):
        exact_width(derivation, n=4, delta=Fraction(1, 10))


def test_shares_that_overspend_are_refused(derivation: Derivation) -> None:
    """The shares must fit the failure probability."""
    shares = {share.label: Fraction(1, 20) for share in derivation.shares}

    with pytest.raises(InputError, match="add up to at most"):
        exact_width(derivation, split=shares, **AT)


def test_an_unknown_split_is_refused(derivation: Derivation) -> None:
    """A split is a known word or names every event."""
    with pytest.raises(InputError, match="must be one of"):
        exact_width(derivation, split="fair", **AT)


def test_a_bound_that_is_an_integer_is_not_rounded() -> None:
    """log(e^k) style coincidences are told apart from near misses: 3 from 3 + 10^-60."""
    asked = Inequality(sp.Integer(0), "<=", sp.Integer(1))
    root = sp.sqrt(sp.Integer(9) + sp.Rational(1, 10**60))

    assert least_integer([Bound(root, False, root, asked, ())], {}) == 4
    assert least_integer([Bound(sp.sqrt(2) ** 2 + 1, False, root, asked, ())], {}) == 3
