"""The class of the width: which row forces which factor, and families on which anything smaller fails."""

from __future__ import annotations

import pytest
import sympy as sp

from ntkprops.errors import InputError
from ntkprops.proof.scalar import certified
from ntkprops.width import Derivation, derive
from ntkprops.width.exponents import SCALE, Comparison, _checked, compared, exponents, family, halfway
from ntkprops.width.split import equal_split

n = sp.Symbol("n", positive=True, integer=True)
m = sp.Symbol("m", positive=True, integer=True)
lambda_0, delta = sp.symbols(r"\lambda_0 \delta", positive=True)


def test_the_class_is_n6(derivation: Derivation) -> None:
    """n^6 / (lambda_0^4 delta^3), as the erratum of the theorem prints it."""
    found = exponents(derivation, derivation.bounds[1])

    assert found.monomial == n**6 / (lambda_0**4 * delta**3)
    assert compared(derivation, found) is Comparison.EQUAL


def test_every_factor_has_its_row(derivation: Derivation) -> None:
    """The radius, taken twice, forces n^4 lambda_0^-2 delta^-2; the movement n lambda_0^-2; the residual n / delta."""
    rows = exponents(derivation, derivation.bounds[1]).rows

    assert {row.label: (row.multiplier, *(power for _, power in row.forces)) for row in rows} == {
        "lemma-5.2": (2, 1, -2, 0),
        "lemma-4": (2, 4, -2, -2),
        "initial-residual-markov": (1, 1, 0, -1),
    }


def test_smaller_exponents_fail_on_a_family(derivation: Derivation) -> None:
    """Half a power less in any parameter fails from an explicit scale on, whatever the constant."""
    (bound,) = equal_split(derivation).largest
    found = exponents(derivation, derivation.bounds[1])
    constant = sp.Symbol("C", positive=True)
    for symbol, exponent in halfway(found):
        failing = family(derivation, bound, symbol=symbol, exponent=exponent)
        scale = sp.ceiling(failing.start.subs(constant, 10**6)) + 1
        values = {s: sp.sympify(v).subs(SCALE, scale) for s, v in failing.values}

        assert certified(failing.steps[-1].goal, {SCALE: scale, constant: sp.Integer(10**6)}) is True
        assert values[lambda_0] <= sp.Rational(1, 2)
        assert values[delta] < 1
        assert values[n] >= 1


def test_an_exponent_that_suffices_has_no_family(derivation: Derivation) -> None:
    """Negative control: n^6 itself, and more, cannot be shown to fail."""
    (bound,) = equal_split(derivation).largest
    for exponent in (sp.Integer(6), sp.Integer(7)):
        with pytest.raises(InputError, match="must ask less"):
            family(derivation, bound, symbol=n, exponent=exponent)


@pytest.mark.parametrize(
    ("printed", "comparison"),
    [(r"n^5}{\lambda_0^4", Comparison.TOO_WEAK), (r"n^7}{\lambda_0^4", Comparison.STRONGER)],
)
def test_a_printed_class_is_compared(altered, printed: str, comparison: Comparison) -> None:
    """A smaller printed class is called too weak, a larger one stronger than needed."""
    found = derive(altered((r"m = \Omega(\frac{n^6}{\lambda_0^4", rf"m = \Omega(\frac{{{printed}")))

    assert compared(found, exponents(found, found.bounds[1])) is comparison


def test_false_multipliers_are_refuted() -> None:
    """Negative control: multipliers that leave something over, or are negative, are refused."""
    rows = [{m: sp.Integer(1), n: sp.Integer(-2)}, {n: sp.Integer(1), lambda_0: sp.Integer(1)}]

    with pytest.raises(InputError, match="do not add up"):
        _checked(rows, [sp.Integer(1), sp.Integer(1)], width=m, parameters=[n])
    with pytest.raises(InputError, match="do not add up"):
        _checked(rows, [sp.Integer(1), sp.Integer(-1)], width=m, parameters=[n, lambda_0])
