"""Thresholds are solved exactly, with all constants, and proved in both directions."""

import pytest
import sympy as sp

from ntkprops.proof.scalar import Inequality, solve_threshold

n, m = sp.symbols("n m", positive=True, integer=True)
D, R, lam, delta, a, b, c, eps = sp.symbols("D R lambda_0 delta a b c epsilon", positive=True)
x = sp.Symbol("x", real=True)


def test_width_of_a_two_layer_network():
    """``2 sqrt(n) D/(lambda sqrt m) <= R`` if and only if ``m >= 512 n^5 D^2/(pi delta^2 lambda^4)``."""
    movement = Inequality(2 * sp.sqrt(n) * D / (lam * sp.sqrt(m)), "<=", R)
    radius = Inequality(R, "=", sp.sqrt(2 * sp.pi) * delta * lam / (16 * n**2), "R")

    width = solve_threshold(movement, m, [radius])

    assert width == 512 * n**5 * D**2 / (sp.pi * delta**2 * lam**4)


@pytest.mark.parametrize(
    ("goal", "threshold"),
    [
        (Inequality(a * sp.exp(-c * m), "<=", b), sp.log(a / b) / c),
        (Inequality(a / m, "<=", b), a / b),
        (Inequality(b, ">=", a / m), a / b),
        (Inequality(a / m**2, "<", b), sp.sqrt(a) / sp.sqrt(b)),
        (Inequality(c * m + a, ">=", b + a), b / c),
        (
            Inequality(2 * n**2 * sp.exp(-2 * m * eps**2 / n**2), "<=", delta),
            n**2 * sp.log(2 * n**2 / delta) / (2 * eps**2),
        ),
    ],
)
def test_threshold_is_isolated(goal, threshold):
    """Powers and exponents are undone; the answer is what a person would write."""
    assert sp.simplify(solve_threshold(goal, m) - threshold) == 0


def test_upper_bound_is_no_threshold():
    """``m <= a`` holds from nowhere on: the candidate is not proved, so none is given."""
    assert solve_threshold(Inequality(m, "<=", a), m) is None


def test_unknown_sign_is_no_threshold():
    """``m x >= 1`` bounds ``m`` from below only where ``x > 0``."""
    assert solve_threshold(Inequality(m * x, ">=", 1), m) is None
    assert solve_threshold(Inequality(m * x, ">=", 1), m, [Inequality(x, ">", 0)]) == 1 / x


def test_two_occurrences_are_left_alone():
    """``m + sqrt(m) >= a`` is not isolated step by step."""
    assert solve_threshold(Inequality(m + sp.sqrt(m), ">=", a), m) is None
