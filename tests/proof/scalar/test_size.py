"""Large powers are estimated, never written out: every question about them is answered at once."""

import pytest
import sympy as sp

from ntkprops.proof.scalar import Countermodel, Inequality, Proof, Unknown, certified, decide
from ntkprops.proof.scalar.size import UndeterminedError, is_writable, printed
from ntkprops.proof.scalar.terms import substituted

n = sp.Symbol("n", positive=True, integer=True)
a = sp.Symbol("a", positive=True)
b = sp.Symbol("b", real=True)
TEN = sp.Integer(10)


def power(base, exponent):
    """A power that SymPy does not evaluate."""
    return sp.Pow(base, exponent, evaluate=False)


TOO_LARGE = {
    "a tower of tens": power(TEN, power(TEN, TEN)),
    "a number with ten billion digits": power(TEN, TEN**10),
    "its root": power(TEN, TEN**10 + sp.Rational(1, 2)),
    "the same through a logarithm": sp.exp(TEN**10 * sp.log(10, evaluate=False), evaluate=False),
    "a number that is written out": TEN**10_000,
    "a sum": (a + b) ** 99_999,
    "one symbol": a ** (TEN**10),
    "a root of a root": a ** sp.Rational(1, 997) * a ** sp.Rational(1, 991),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_question_about_a_large_power_is_left_open_with_its_reason(name):
    """Neither proved nor refuted, and the reason speaks of the size."""
    answer = decide(Inequality(TOO_LARGE[name], ">=", b))

    assert isinstance(answer, Unknown)
    assert "to write out" in answer.because or "to calculate with" in answer.because


@pytest.mark.parametrize("name", TOO_LARGE)
def test_large_power_among_the_hypotheses_helps_nothing_and_hides_nothing(name):
    """It is left out of proofs, and no counterexample ignores it."""
    hypothesis = Inequality(b, ">=", TOO_LARGE[name], "large")

    assert isinstance(decide(Inequality(b, "<=", b + 1), [hypothesis]), Proof)
    answer = decide(Inequality(b, "<=", 1), [hypothesis, Inequality(b, "!=", 7)])
    assert isinstance(answer, Unknown) or certified(hypothesis, answer.values)


@pytest.mark.parametrize("exponent", [2, 30])
def test_power_that_fits_is_proved(exponent):
    """The estimate refuses nothing that the prover can do."""
    assert isinstance(decide(Inequality((a + n) ** exponent, ">=", a**exponent)), Proof)


def test_counterexample_whose_sides_are_too_large_to_print_is_shown_by_its_values():
    """``n^(n^n) <= 3`` fails at ``n = 10``, whose tower of tens nobody writes out."""
    answer = decide(Inequality(n ** (n**n), "<=", 3), [Inequality(n, ">=", 10)])

    assert answer == Countermodel({n: TEN}, "n**(n**n)", "3")


def test_symbol_with_too_large_a_value_is_given_none():
    """``m = n^(n^n)`` with ``n >= 10`` has values; none of them is looked for."""
    m = sp.Symbol("m", positive=True, integer=True)

    answer = decide(Inequality(m, "<=", n), [Inequality(m, "=", n ** (n**n)), Inequality(n, ">=", 10)])

    assert isinstance(answer, Unknown)


def test_substitution_refuses_to_write_out():
    """A value that makes a power too large is an error, not a wait."""
    with pytest.raises(UndeterminedError, match="too large to write out"):
        substituted(TEN ** (TEN**n), {n: TEN})


def test_what_is_written_out_is_estimated_part_by_part():
    """A product is as large as its factors, a power of a power as the product of the exponents."""
    assert is_writable(2 * a, sp.Integer(100))
    assert not is_writable(2 * a, TEN**9)
    assert not is_writable(power(a + b, sp.Integer(30)), sp.Integer(30))


def test_numbers_of_thousands_of_digits_are_printed_by_their_length():
    """Python refuses to print them."""
    assert printed(TEN**10_000 * a) == "<10000 digits>*a"
    assert str(Inequality(TEN**5000, ">", b)) == "<5000 digits> > b"
