"""The kernel accepts an identity whose signs are right, and nothing else."""

from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from ntkprops.proof.scalar import Inequality, decide
from ntkprops.proof.scalar.kernel import Constraint, Refutation, Summand, accepts, product, total

x, y = sp.symbols("x y", real=True)
ONE = Fraction(1)
X = {(("x", 1),): ONE}
MINUS_X = {(("x", 1),): -ONE}
ZERO_SUM = Refutation(
    (Constraint(X, ">", "x > 0"), Constraint(MINUS_X, ">=", "x <= 0")),
    (Summand(ONE, (0,)), Summand(ONE, (1,))),
)


def certificate():
    """A certificate with a square, a product of constraints and an equality in it."""
    given = [Inequality(y, "=", x + 1), Inequality(x, ">=", 1)]
    return decide(Inequality(2 * x * y, "<=", x**2 + y**2), given).certificate[-1]


def test_identity_with_right_signs_is_accepted():
    """``x > 0`` and ``x <= 0`` add up to nothing."""
    assert accepts(ZERO_SUM)


def test_found_certificates_are_accepted():
    """What the prover returns passes the kernel again."""
    assert accepts(certificate())


@pytest.mark.parametrize("factor", [Fraction(2), Fraction(1, 2), Fraction(-1), Fraction(0)])
def test_changed_coefficient_is_rejected(factor):
    """Any other multiplier of one summand breaks the identity or its sign."""
    first, *rest = ZERO_SUM.summands

    assert not accepts(replace(ZERO_SUM, summands=(replace(first, coefficient=factor), *rest)))


@pytest.mark.parametrize("second", [Summand(-ONE, (0,)), Summand(Fraction(0), (0,))])
def test_summand_that_is_not_positive_is_rejected(second):
    """``x > 0`` minus itself vanishes, and so does no part of it: neither is a sum of positive things."""
    first = [Summand(ONE, (0,))] if second.coefficient else []

    assert not accepts(replace(ZERO_SUM, summands=(*first, second)))


def test_sum_that_does_not_vanish_is_rejected():
    """``x > 0`` alone refutes nothing."""
    assert not accepts(replace(ZERO_SUM, summands=ZERO_SUM.summands[:1]))


def test_nothing_strict_is_rejected():
    """``x >= 0`` and ``x <= 0`` hold together at 0."""
    weak = tuple(replace(constraint, relation=">=") for constraint in ZERO_SUM.constraints)

    assert not accepts(replace(ZERO_SUM, constraints=weak))


def test_empty_sum_is_rejected():
    """No summands prove nothing."""
    assert not accepts(Refutation((), ()))


def test_strict_product_with_a_weak_factor_is_not_strict():
    """``x * z`` may be zero where ``z >= 0``, so it cannot be the positive summand."""
    z = {(("z", 1),): ONE}
    constraints = (*ZERO_SUM.constraints, Constraint(z, ">=", "z >= 0"))
    summands = (Summand(ONE, (0, 2)), Summand(ONE, (1, 2)))

    assert not accepts(Refutation(constraints, summands))


def test_square_is_not_strict():
    """``x^2`` may be zero, so a square of a polynomial cannot be the positive summand."""
    minus_square = {(("x", 2),): -ONE}
    constraints = (Constraint(minus_square, ">=", "x^2 <= 0"),)

    assert not accepts(Refutation(constraints, (Summand(ONE, (), X), Summand(ONE, (0,)))))


def test_equality_as_a_summand_is_rejected():
    """An equality has multiples of any sign, so it may not stand where a sign is needed."""
    equal = (Constraint(X, ">", "x > 0"), Constraint(MINUS_X, "=", "x = 0"))

    assert not accepts(Refutation(equal, ZERO_SUM.summands))
    assert accepts(Refutation(equal, ZERO_SUM.summands[:1], (({(): ONE}, 1),)))


def test_inequality_as_a_multiple_is_rejected():
    """An inequality may not be multiplied by a polynomial of unknown sign."""
    assert not accepts(Refutation(ZERO_SUM.constraints, ZERO_SUM.summands[:1], (({(): ONE}, 1),)))


@pytest.mark.parametrize("index", [-1, 2])
def test_index_outside_is_rejected(index):
    """A factor, or what is multiplied, must be one of the constraints; ``-1`` is none."""
    outside = (ZERO_SUM.summands[0], Summand(ONE, (index,)))
    equal = (Constraint(X, ">", "x > 0"), Constraint(MINUS_X, "=", "x = 0"))

    assert not accepts(replace(ZERO_SUM, summands=outside))
    assert not accepts(Refutation(equal, ZERO_SUM.summands[:1], (({(): ONE}, index),)))


def test_swapped_constraint_is_rejected():
    """The certificate of one inequality does not prove another."""
    found = certificate()
    for i, constraint in enumerate(found.constraints):
        other = replace(constraint, polynomial=total((constraint.polynomial, {(): ONE})))
        constraints = (*found.constraints[:i], other, *found.constraints[i + 1 :])

        assert not accepts(replace(found, constraints=constraints))


def test_product_of_polynomials_agrees_with_sympy():
    """``(x + 1)(x - 1) = x^2 - 1``."""
    plus, minus = {**X, (): ONE}, {**X, (): -ONE}

    assert product(plus, minus) == {(("x", 2),): ONE, (): -ONE}
