"""A hypothesis that some value of a symbol of its own satisfies is left out, and only such a one."""

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.proof.scalar import Countermodel, Inequality, Proof, certified, contradictory, decide
from ntkprops.proof.scalar.relevance import without_loose

n, m, k = sp.symbols("n m k", positive=True, integer=True)
a, b = sp.symbols("a b", nonnegative=True)
x, y, z = sp.symbols("x y z", real=True)
below = sp.Symbol("q", nonpositive=True)
width = Inequality(m, ">=", 6601 * n**6 / (a + 1) ** 3, "width")

LEFT_OUT = {
    "a width that the goal never names": (Inequality(n, ">=", 2), [width]),
    "a bound from above of a real": (Inequality(x, ">=", 0), [Inequality(y, "<", x)]),
    "the same the other way round": (Inequality(x, ">=", 0), [Inequality(x, ">", y)]),
    "one behind the other": (Inequality(n, ">=", 2), [Inequality(k, ">", m**2), width]),
}
KEPT = {
    "it bounds the goal": (Inequality(m, ">=", 1), [width]),
    "the symbol is bounded on the other side": (Inequality(n, "<=", 1), [width, Inequality(m, "<=", 9)]),
    "a nonnegative symbol below e says e >= 0": (Inequality(x, ">=", 0), [Inequality(a, "<=", x)]),
    "a nonpositive symbol above e says e <= 0": (Inequality(x, "<=", 0), [Inequality(below, ">=", x)]),
    "the symbol stands on both sides": (Inequality(x, ">=", 1), [Inequality(y, ">=", x * y**2)]),
    "an equation": (Inequality(x, ">=", 0), [Inequality(a, "=", x)]),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_hypothesis_that_cannot_matter_is_left_out(name):
    """Nothing remains of these."""
    goal, hypotheses = LEFT_OUT[name]

    kept, left_out = without_loose(goal, hypotheses)

    assert (kept, len(left_out)) == ([], len(hypotheses))


@pytest.mark.parametrize("name", KEPT)
def test_hypothesis_that_may_matter_is_kept(name):
    """Each of these says something of the goal, or of what else is given."""
    goal, hypotheses = KEPT[name]

    assert without_loose(goal, hypotheses)[0] == hypotheses


@pytest.mark.parametrize("name", [name for name in KEPT if " says " in name])
def test_sign_of_a_bounded_symbol_still_proves(name):
    """Left out, these hypotheses would be missed."""
    goal, hypotheses = KEPT[name]

    assert isinstance(decide(goal, hypotheses), Proof)


def test_contradiction_through_a_bounded_symbol_still_shows():
    """``9 >= m >= 6601 n^6`` holds nowhere."""
    assert contradictory([Inequality(m, ">=", 6601 * n**6), Inequality(m, "<=", 9)]) is not None


@given(st.integers(1, 9), st.integers(2, 30), st.sampled_from(["<", "<="]))
def test_counterexample_satisfies_what_was_left_out(power, factor, op):
    """``n^p <= factor`` is false, and the witness names widths for every hypothesis, each certified."""
    goal = Inequality(n**power, "<=", factor)
    hypotheses = [Inequality(factor * n**power, op, m), Inequality(k, ">", m * sp.sqrt(n) + a), Inequality(y, "<", -k)]

    answer = decide(goal, hypotheses)

    assert isinstance(answer, Countermodel)
    assert certified(goal, answer.values) is False
    assert all(certified(hypothesis, answer.values) is True for hypothesis in hypotheses)


def test_bound_that_no_value_defines_gives_no_counterexample():
    """``m >= log(-a)`` is defined nowhere, so nothing satisfies it."""
    answer = decide(Inequality(n, ">=", 2), [Inequality(m, ">=", sp.log(-a), "undefined")])

    assert not isinstance(answer, Countermodel)
    assert not isinstance(answer, Proof)
