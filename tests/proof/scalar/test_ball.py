"""Enclosures hold the true value; comparisons are certain or not made."""

from fractions import Fraction

import mpmath
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.proof.scalar import Inequality, certified, enclose
from ntkprops.proof.scalar.ball import exact

x = sp.Symbol("x", real=True)
EXPRESSIONS = [
    sp.sqrt(1 + x**2),
    sp.exp(-x) * sp.pi,
    sp.log(2 + x**2),
    sp.erf(x / 2),
    sp.Abs(x - 1) ** sp.Rational(3, 2),
    sp.Max(x, 1 - x) / (1 + x**2),
]


@given(expr=st.sampled_from(EXPRESSIONS), value=st.fractions(-9, 9, max_denominator=50))
def test_enclosure_agrees_with_mpmath(expr, value):
    """Fifty digits of an independent library lie within a ball of about thirty."""
    point = sp.Rational(value.numerator, value.denominator)

    ball = enclose(expr, {x: point}, bits=100)
    with mpmath.workdps(60):
        oracle = sp.lambdify(x, expr, modules="mpmath")(mpmath.mpf(value.numerator) / value.denominator)
        middle, radius = (mpmath.mpf(end.str(60, radius=False)) for end in (ball.mid(), ball.rad()))

        assert abs(middle - oracle) <= radius + abs(oracle) * mpmath.mpf(10) ** -50


@pytest.mark.parametrize(
    ("left", "op", "right", "truth"),
    [
        (sp.pi, "<", sp.Rational(355, 113), True),
        (sp.pi, "<=", sp.Rational(333, 106), False),
        (sp.sqrt(2) * sp.sqrt(3), "=", sp.sqrt(6), True),
        (sp.exp(1), "!=", sp.Rational(19, 7), True),
        (sp.Rational(1, 3), ">=", sp.Rational(1, 3), True),
    ],
)
def test_comparison_is_certain(left, op, right, truth):
    """Numbers are compared by balls, and by exact arithmetic where they are equal."""
    assert certified(Inequality(left, op, right)) is truth


def test_undefined_sides_are_not_compared():
    """``1/0``, ``log 0`` and ``sqrt(-1)`` have no certain order with anything."""
    for undefined in (1 / x, sp.log(x), sp.sqrt(x - 1)):
        assert certified(Inequality(undefined, "<=", 1), {x: sp.Integer(0)}) is None


@pytest.mark.parametrize("part", [sp.log(x), 1 / x, sp.sqrt(x - 1)], ids=str)
def test_undefined_part_makes_the_whole_undefined(part):
    """Whatever becomes of it: multiplied by 0, raised to 0, inside a maximum or a bounded function."""
    unevaluated = [sp.Pow(part, 0, evaluate=False), sp.Mul(0, part, evaluate=False), sp.Max(part, 1), sp.erf(part)]
    unevaluated += [sp.exp(part, evaluate=False), sp.atan(part), sp.Abs(part), sp.Pow(part, -1, evaluate=False)]

    for whole in unevaluated:
        assert not enclose(whole, {x: sp.Integer(0)}).is_finite()
        assert exact(whole, {x: sp.Integer(0)}) is None


def test_zero_to_the_power_zero_is_one_only_where_it_is_printed():
    """``x^0`` is a polynomial; ``x^y`` is not defined where ``x`` and ``y`` are 0, nor where ``x`` is negative."""
    y = sp.Symbol("y", real=True)

    assert exact(sp.Pow(x, 0, evaluate=False), {x: sp.Integer(0)}) == 1
    assert exact(x**y, {x: sp.Integer(0), y: sp.Integer(0)}) is None
    assert exact(x**y, {x: sp.Integer(-2), y: sp.Integer(4)}) is None
    assert not any(enclose(x**y, {x: sp.Integer(0), y: -sp.Integer(k)}).is_finite() for k in (0, 1))


def test_root_is_exact_only_where_it_is_one():
    """The cube root of 4 is not its square root."""
    assert exact(x ** sp.Rational(1, 3), {x: sp.Integer(4)}) is None
    assert exact(x ** sp.Rational(3, 2), {x: sp.Integer(4)}) == 8


def test_number_that_looks_like_zero_is_not_taken_for_it():
    """The root of ``pi`` minus its first forty digits is positive, which 64 bits do not show."""
    digits = sp.Rational(sp.floor(sp.pi * 10**40), 10**40)
    root = (sp.pi - digits) ** sp.Rational(1, 3)

    assert certified(Inequality(root, ">", 0)) is True
    assert certified(Inequality(root, "=", 0)) is False


def test_two_sides_that_may_be_undefined_are_not_identical():
    """``1/0`` under roots that hide the 0 equals nothing, not even itself."""
    nothing = x - sp.sqrt(2) - sp.sqrt(3)
    one = 1 / nothing

    assert certified(Inequality(one, "=", one), {x: sp.sqrt(5 + 2 * sp.sqrt(6))}) is None


def test_equality_hidden_from_expansion_is_not_claimed():
    """``sqrt(5 + 2 sqrt 6) = sqrt 2 + sqrt 3`` is true, and beyond balls and expansion: no answer."""
    nested = sp.sqrt(5 + 2 * sp.sqrt(6))

    assert certified(Inequality(nested, "<", sp.sqrt(2) + sp.sqrt(3))) is None


def test_rationals_enter_exactly():
    """One tenth is one tenth, not the nearest double."""
    assert exact(x * 10, {x: sp.Rational(1, 10)}) == Fraction(1)
    assert certified(Inequality(10 * x, "=", 1), {x: sp.Rational(1, 10)}) is True


def test_missing_and_inexact_values_are_errors():
    """A symbol without value, and a float, are refused by name."""
    with pytest.raises(InputError, match="symbol x has no value"):
        enclose(x)
    for value in (sp.Float(0.1), sp.Symbol("y")):
        with pytest.raises(InputError, match="exact number"):
            enclose(x, {x: value})
