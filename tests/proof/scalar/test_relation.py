"""Inequalities keep what is printed; no answer has a truth value."""

import pytest
import sympy as sp

from ntkprops.errors import InputError
from ntkprops.proof.scalar import Countermodel, Inequality, Proof, Unknown
from ntkprops.verdict import Kind

x = sp.Symbol("x", real=True)


def test_equal_sides_are_kept():
    """``x <= x`` stays an inequality; SymPy would make it ``true``."""
    assert str(Inequality(x, "<=", x)) == "x <= x"


def test_unknown_operator_is_an_error():
    """The operator is one of six."""
    with pytest.raises(InputError, match="found '=<'"):
        Inequality(x, "=<", 1)


def test_floats_are_refused():
    """Exact numbers only."""
    with pytest.raises(InputError, match="exact numbers only"):
        Inequality(x, "<=", 0.5)


def test_conditions_are_refused():
    """A relation is no scalar."""
    with pytest.raises(InputError, match="scalar expression"):
        Inequality(x > 1, "<=", 1)


@pytest.mark.parametrize("answer", [Proof(Kind.KERNEL), Countermodel({}), Unknown(""), Inequality(x, "<", 1)])
def test_nothing_has_a_truth_value(answer):
    """``if decide(...)`` is a mistake, and says so."""
    with pytest.raises(TypeError):
        bool(answer)


def test_negation_fails_where_the_inequality_holds():
    """``not (x < 1)`` is ``x >= 1``."""
    assert Inequality(x, "<", 1).negated() == Inequality(x, ">=", 1)
