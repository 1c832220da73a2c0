"""Random inequalities: what fails somewhere is never proved, what holds everywhere is never refuted.

The screen that spares the prover what clearly fails in floating point is taken away here, so that the
prover itself is put to the test.
"""

import random

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ntkprops.errors import InputError
from ntkprops.proof.scalar import Countermodel, Inequality, Proof, certified, decide, implied
from ntkprops.proof.scalar.countermodel import Search
from ntkprops.proof.scalar.numbers import satisfies

SYMBOLS = (
    *sp.symbols("p q", positive=True),
    *sp.symbols("s t", nonnegative=True),
    *sp.symbols("x y z", real=True),
    *sp.symbols("n m", positive=True, integer=True),
)
TRUE_AT = {1: ("<=", "<", "!="), 0: ("<=", "=", ">="), -1: (">=", ">", "!=")}
FALSE_AT = {1: (">=", ">", "="), 0: ("<", ">", "!="), -1: ("<=", "<", "=")}


def polynomial(draw, symbols, depth):
    """A random polynomial with small coefficients."""
    if depth == 0:
        return draw.choice([*symbols, sp.Rational(draw.randint(-3, 3), draw.choice([1, 1, 2]))])
    a, b = polynomial(draw, symbols, depth - 1), polynomial(draw, symbols, depth - 1)
    return draw.choice([a + b, a * b, a - b, a**2])


def expression(draw, symbols, depth):
    """A random expression with every function the prover knows, not always defined."""
    if depth == 0:
        return polynomial(draw, symbols, 0)
    a, b = expression(draw, symbols, depth - 1), expression(draw, symbols, depth - 1)
    forms = [a + b, a * b, a - b, a**2, sp.Abs(a), sp.Max(a, b), sp.Min(a, b), sp.exp(a), sp.erf(a)]
    forms += [sp.log(1 + a**2), sp.sqrt(a**2 + 1), a / (1 + b**2)]
    return draw.choice([form for form in forms if form.is_finite is not False] or [a])


def point(draw, symbols):
    """Exact values that respect what the symbols are assumed to be."""
    values = {}
    for symbol in symbols:
        pool = [sp.Rational(draw.randint(-6, 6), draw.randint(1, 4)) for _ in range(30)]
        values[symbol] = next((v for v in pool if satisfies(symbol, v)), sp.Integer(1))
    return values


def order(left, right, values):
    """The certain sign of ``right - left`` at the point, or None."""
    signs = {1: "<", 0: "=", -1: ">"}
    try:
        return next((k for k, op in signs.items() if certified(Inequality(left, op, right), values)), None)
    except InputError:  # 1/0 somewhere
        return None


def holds(inequality, values):
    """The truth by SymPy's rational arithmetic alone."""
    gap = (inequality.right - inequality.left).subs(values)
    assert gap.is_Rational
    return {"<=": gap >= 0, "<": gap > 0, "=": gap == 0, "!=": gap != 0, ">=": gap <= 0, ">": gap < 0}[
        inequality.op
    ]


def problem(draw, make):
    """A goal that fails at a point where all its hypotheses hold; None where the draw is undefined there."""
    symbols = draw.sample(SYMBOLS, draw.choice([1, 2, 3]))
    values = point(draw, symbols)
    sides = [
        (make(draw, symbols, draw.choice([1, 2, 3])), make(draw, symbols, draw.choice([0, 1])))
        for _ in range(4)
    ]
    orders = [order(left, right, values) for left, right in sides]
    if None in orders:
        return None
    truths = [TRUE_AT[k] for k in orders[:-1]] + [FALSE_AT[orders[-1]]]
    *given_, goal = [Inequality(a, draw.choice(ops), b) for (a, b), ops in zip(sides, truths, strict=True)]
    return goal, given_[: draw.randint(0, 3)]


@pytest.fixture(autouse=True, scope="module")
def no_screen():
    """Every candidate reaches the prover."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Search, "looks_false", lambda self: False)
        yield


@settings(max_examples=800)
@given(seed=st.integers(0, 2**32))
def test_false_polynomial_inequality_is_never_proved(seed):
    """It fails at a point where its hypotheses hold, so no certificate can exist."""
    found = problem(random.Random(seed), polynomial)
    assume(found is not None)
    goal, hypotheses = found

    assert implied(goal, hypotheses, effort=2) is None


@settings(max_examples=80)
@given(seed=st.integers(0, 2**32))
def test_false_inequality_with_functions_is_never_proved(seed):
    """The same with roots, fractions, exp, log, erf, absolute values and maxima."""
    found = problem(random.Random(seed), expression)
    assume(found is not None)
    goal, hypotheses = found

    assert implied(goal, hypotheses, effort=1) is None


@settings(max_examples=150)
@given(seed=st.integers(0, 2**32))
def test_false_inequality_is_never_proved_at_full_effort(seed):
    """The whole pipeline, Z3 included; a counterexample it gives is one by SymPy's arithmetic too."""
    found = problem(random.Random(seed), polynomial)
    assume(found is not None)
    goal, hypotheses = found

    answer = decide(goal, hypotheses)

    assert not isinstance(answer, Proof)
    if isinstance(answer, Countermodel):
        assert all(holds(hypothesis, answer.values) for hypothesis in hypotheses)
        assert not holds(goal, answer.values)


@settings(max_examples=300)
@given(seed=st.integers(0, 2**32))
def test_true_inequality_is_never_refuted(seed):
    """``b <= b + c q^2 + p m`` for any ``b``, ``q`` and positive ``c``, ``p``, ``m``, multiplied out."""
    draw = random.Random(seed)
    symbols = draw.sample(SYMBOLS, draw.choice([1, 2, 3]))
    base, root = polynomial(draw, symbols, 2), polynomial(draw, symbols, draw.choice([1, 2]))
    positive = sp.prod([s for s in symbols if s.is_nonnegative]) if draw.random() < 0.5 else 0
    larger = sp.expand(base + sp.Rational(draw.randint(1, 4), 3) * root**2 + positive)

    assert not isinstance(decide(Inequality(sp.expand(base), "<=", larger)), Countermodel)


@settings(max_examples=150)
@given(seed=st.integers(0, 2**32))
def test_hypotheses_that_hold_somewhere_are_never_contradictory(seed):
    """A statement is vacuous only if nothing satisfies it."""
    found = problem(random.Random(seed), polynomial)
    assume(found is not None)

    assert implied(Inequality(1, "<=", SYMBOLS[0] * 0), found[1], effort=2) is None
