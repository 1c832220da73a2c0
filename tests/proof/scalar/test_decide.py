"""The scalar prover answers with a proof, a certified counterexample, or an honest unknown."""

import pytest
import sympy as sp

from ntkprops.proof.scalar import Countermodel, Inequality, Proof, Unknown, contradictory, decide
from ntkprops.verdict import Kind

n, m = sp.symbols("n m", positive=True, integer=True)
D, R, lam, delta, f0, f, t, eps = sp.symbols("D R lambda_0 delta f_0 f t epsilon", positive=True)
a, c, s1, s2, v, r2 = sp.symbols("a c s1 s2 v r2", nonnegative=True)
x, y, z, u, w = sp.symbols("x y z u w", real=True)
radius = Inequality(R, "=", sp.sqrt(2 * sp.pi) * delta * lam / (16 * n**2), "R")
width = Inequality(m, ">=", 512 * n**5 * D**2 / (sp.pi * delta**2 * lam**4), "width")

PROVED = {
    "chain of products": (
        Inequality(a, "<=", s2 / m),
        [Inequality(a, "<=", c * s1 / m), Inequality(c, "<=", 1), Inequality(s1, "<=", s2)],
    ),
    "residual stays below its start": (
        Inequality(f, "<=", sp.exp(lam * t) * f0),
        [Inequality(f, "<=", sp.exp(-lam * t) * f0)],
    ),
    "quotient of quotients": (Inequality(delta * lam / 4 / (lam / 4), "=", delta), []),
    "powers of a count": (Inequality(n**2, "<=", n**3), []),
    "two means": (Inequality(2 * x * y, "<=", x**2 + y**2), []),
    "triangle": (Inequality(sp.Abs(x + y), "<=", sp.Abs(x) + sp.Abs(y)), []),
    "Cauchy-Schwarz": (Inequality((x * u + y * w) ** 2, "<=", (x**2 + y**2) * (u**2 + w**2)), []),
    "radius substituted": (Inequality(4 * n**2 * R / sp.sqrt(2 * sp.pi), "=", delta * lam / 4), [radius]),
    "error function": (Inequality(sp.erf(R / sp.sqrt(2)), "<=", 2 * R / sp.sqrt(2 * sp.pi)), []),
    "width from movement": (
        width,
        [radius, Inequality(2 * sp.sqrt(n) * D / (lam * sp.sqrt(m)), "<=", R)],
    ),
}


@pytest.mark.parametrize("name", PROVED)
def test_true_inequality_is_proved_by_something_small(name):
    """Each of these has a certificate; none of them needs Z3's word."""
    goal, given = PROVED[name]

    answer = decide(goal, given)

    assert isinstance(answer, Proof)
    assert answer.kind is not Kind.SOLVER


def test_false_power_of_a_count_has_the_smallest_countermodel():
    """``n^3 <= n^2`` first fails at ``n = 2``."""
    answer = decide(Inequality(n**3, "<=", n**2))

    assert answer == Countermodel({n: sp.Integer(2)}, "8", "4")


def test_unproved_denominator_helps_nothing():
    """``x/y`` is undefined at ``y = 0``, so nothing is said of it."""
    answer = decide(Inequality(x / y, "=", x / y))

    assert isinstance(answer, Unknown)
    assert "denominator y" in answer.because


def test_contradictory_hypotheses_prove_nothing():
    """What follows only because nothing satisfies the hypotheses is not proved."""
    given = [Inequality(y, ">", 2, "above"), Inequality(y, "<", 1, "below")]

    assert isinstance(decide(Inequality(y, "<=", 0), given), Unknown)
    assert contradictory(given).used == ("above", "below")


def test_nested_roots_and_fractions_are_written_out():
    """``sqrt(1 + 1/(1 + y^2)) <= sqrt 2``: a word inside a word keeps its definition."""
    answer = decide(Inequality(sp.sqrt(1 + 1 / (1 + y**2)), "<=", sp.sqrt(2)))

    assert isinstance(answer, Proof)
    assert answer.kind is Kind.KERNEL


@pytest.mark.parametrize("size", [sp.Integer(10) ** 40 + 121, sp.exp(10**9)])
def test_huge_constants_do_not_stall(size):
    """Numbers too large to factor or to write down are left as they are."""
    assert isinstance(
        decide(Inequality(sp.log(size) * f, "<=", sp.log(size) * f0), [Inequality(f, "<=", f0)]), Proof
    )


def test_false_number_among_the_hypotheses_is_seen():
    """``1 < 0`` shares no symbol with anything, and contradicts everything."""
    answer = decide(Inequality(x, "<=", y), [Inequality(1, "<", 0, "absurd")])

    assert isinstance(answer, Unknown)
    assert "absurd" in answer.because


def test_a_sum_under_one_exponential_is_bounded_through_its_logarithm():
    """``(n^2 + n) exp(-c m) <= d`` from ``m >= log((n^2 + n)/d)/c``, and not from half of that."""
    n, m, c, d = sp.Symbol("n", positive=True, integer=True), *sp.symbols("m c d", positive=True)
    tail = Inequality((n**2 + n) * sp.exp(-c * m), "<=", d)
    width = sp.log((n**2 + n) / d) / c

    assert isinstance(decide(tail, [Inequality(m, ">=", width)]), Proof)
    assert not isinstance(decide(tail, [Inequality(m, ">=", width / 2)]), Proof)
