"""The finders: linear combinations, monomial inequalities, forced signs, and Z3's answers."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.proof.scalar import Inequality, Proof, Unknown, contradictory, decide, implied, solver
from ntkprops.proof.scalar.kernel import accepts
from ntkprops.proof.scalar.search.geometric import geometric
from ntkprops.proof.scalar.search.linear import multipliers
from ntkprops.proof.scalar.search.signs import sharpened
from ntkprops.proof.scalar.solver import feasible
from ntkprops.proof.scalar.theory import claim_of, read_theory

n, m = sp.symbols("n m", positive=True, integer=True)
p, q, r = sp.symbols("p q r", positive=True)
s, t = sp.symbols("s t", nonnegative=True)
x, y = sp.symbols("x y", real=True)


def system_of(*hypotheses):
    """The hypotheses as constraints."""
    return read_theory(hypotheses).system([])


@given(st.integers(1, 6), st.integers(2, 9), st.integers(0, 2**32))
def test_planted_combination_is_found_and_exact(rows, columns, seed):
    """Where a nonnegative combination vanishes, one is found, and it vanishes exactly."""
    draw = np.random.Generator(np.random.Philox(seed))
    table = draw.integers(-3, 4, size=(rows, columns))
    weights = draw.integers(0, 4, size=columns)
    weights[0] += 1
    closing = -table @ weights
    vectors = [*table.T, closing]
    polys = [{(i,): Fraction(int(v)) for i, v in enumerate(vector) if v} for vector in vectors]

    found = multipliers(polys, strict=[True] + [False] * columns, free=[False] * (columns + 1))

    assert found is not None and all(value > 0 for value in found.values())
    totals = [sum(found.get(j, 0) * int(vector[i]) for j, vector in enumerate(vectors)) for i in range(rows)]
    assert totals == [0] * rows


def test_no_combination_is_none():
    """Columns of one sign never cancel."""
    assert multipliers([{(0,): Fraction(1)}] * 2, strict=[True, True], free=[False, False]) is None


def test_free_column_may_be_negative():
    """An equality is subtracted where it must be."""
    one = {(0,): Fraction(1)}

    assert multipliers([one, one], strict=[True, False], free=[False, True]) == {0: 1, 1: -1}


def test_monomial_inequalities_multiply():
    """``p <= q^2``, ``q <= 2 r`` give ``sqrt(p) <= 2 r``, by powers of the two."""
    given_ = [Inequality(p, "<=", q**2), Inequality(q, "<=", 2 * r)]
    theory = read_theory(given_)
    negated = claim_of(theory.reader, Inequality(sp.sqrt(p), ">", 2 * r))

    assert geometric(theory.system([negated])) is not None
    assert isinstance(implied(Inequality(sp.sqrt(p), "<=", 2 * r), given_), Proof)


def test_monomial_inequalities_respect_constants():
    """A constant too small by one part in a thousand is not proved."""
    theory = read_theory([Inequality(p, "<=", q**2)])
    negated = claim_of(theory.reader, Inequality(sp.sqrt(p), ">", sp.Rational(999, 1000) * q))

    assert geometric(theory.system([negated])) is None


def test_forced_signs_are_lemmas_the_kernel_accepts():
    """``s t > 0`` forces both factors to be positive."""
    system = sharpened(system_of(Inequality(s * t, ">", 0)))

    assert set(system.signs) == {">"}
    lemmas = [c for row in system.rows for support in row.claim.support for c in support.certificate]
    assert lemmas and all(map(accepts, lemmas))


def test_no_sign_is_forced_without_strictness():
    """``s t >= 0`` forces nothing."""
    assert set(sharpened(system_of(Inequality(s * t, ">=", 0))).signs) == {">="}


def test_solver_names_the_rows_that_contradict():
    """Z3's core leaves out what has nothing to do with it."""
    system = system_of(Inequality(x**2 + y**2, "<", 1), Inequality(x, ">", 1), Inequality(y, "<", 7))

    answer = feasible(system.rows, rlimit=1_000_000)

    assert answer.status == "unsat"
    assert {system.rows[i].claim.name for i in answer.core} == {"x**2 + y**2 < 1", "x > 1"}


def test_question_that_z3_cannot_stop_at_is_ended_by_the_clock():
    """Among counts, ``y^4 - sqrt(y) >= 1/x`` sends Z3 into algebraic numbers, beyond its own limits."""
    k = sp.Symbol("k", positive=True, integer=True)
    hard = [Inequality(n, ">", 1), Inequality(k**4 - sp.sqrt(k), ">=", 1 / n), Inequality(k, ">", sp.Rational(1, 4))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "LONGEST", 500)
        assert isinstance(decide(Inequality(n, ">=", 2), hard), Unknown)


def test_irrelevant_hypotheses_do_not_matter():
    """Forty hypotheses about shared symbols leave the proof what it was."""
    noise = [Inequality(sp.Symbol(f"v{i}", real=True) * n, "<=", p**i + m) for i in range(1, 41)]
    given_ = [Inequality(s, "<=", n * t, "first"), Inequality(t, "<=", p / n, "second")]

    answer = decide(Inequality(s, "<=", p), [*noise, *given_])

    assert isinstance(answer, Proof)
    assert answer.used == ("first", "second")


def test_every_certificate_passes_the_kernel_again():
    """Side conditions and lemmas included."""
    answer = decide(Inequality(s / x, "<=", s), [Inequality(x, ">=", y**2 + 1)])

    assert answer.certificate
    assert all(map(accepts, answer.certificate))


@pytest.mark.parametrize(
    "hypotheses", [[Inequality(n, "<", 1)], [Inequality(x**2, "<", 0)], [Inequality(s, "<", -t)]]
)
def test_assumptions_of_symbols_can_contradict(hypotheses):
    """What no count, square or size can be."""
    assert contradictory(hypotheses) is not None


def test_satisfiable_hypotheses_do_not_contradict():
    """``x >= 1`` and ``x <= 1`` meet at 1."""
    assert contradictory([Inequality(x, ">=", 1), Inequality(x, "<=", 1)]) is None
