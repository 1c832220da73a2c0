"""Counterexamples are exact, small, and satisfy every hypothesis and every assumption."""

import pytest
import sympy as sp

from ntkprops.proof.scalar import Countermodel, Inequality, Proof, Unknown, certified, decide
from ntkprops.proof.scalar.numbers import satisfies, simpler

n, m = sp.symbols("n m", positive=True, integer=True)
p, q, delta = sp.symbols("p q delta", positive=True)
s, t = sp.symbols("s t", nonnegative=True)
x, y, z = sp.symbols("x y z", real=True)


@pytest.mark.parametrize(
    ("goal", "given", "values"),
    [
        (Inequality(n**3, "<=", n**2), [], {n: 2}),
        (Inequality(x**2, ">=", x), [], {x: sp.Rational(1, 2)}),
        (Inequality(x, ">=", 0), [], {x: -1}),
        (Inequality(s, ">", 0), [], {s: 0}),
        (Inequality(p, "<=", delta), [Inequality(p, "<=", 3 * delta)], {p: 2, delta: 1}),
        (Inequality(x, "<=", 2), [Inequality(x, "=", y**2 + 1)], {x: 5, y: 2}),
        (Inequality(n * m, "<=", n + m), [], {m: 2, n: 3}),
        (Inequality(sp.exp(t), "<=", 1 + 2 * t), [], {t: 2}),
    ],
)
def test_smallest_counterexample(goal, given, values):
    """The values are the simplest that do."""
    assert decide(goal, given).values == values


def test_hypotheses_and_goal_are_certified():
    """Every hypothesis holds and the goal fails, by ball arithmetic."""
    goal = Inequality(x * y, "<=", sp.exp(-z) + 1)
    given = [
        Inequality(x**2 + y**2, "<=", 8),
        Inequality(z, ">=", x),
        Inequality(p, "=", sp.sqrt(2) * x**2 + 1),
    ]

    model = decide(goal, [*given, Inequality(p, ">=", x)])

    assert isinstance(model, Countermodel)
    assert certified(goal, model.values) is False
    assert all(certified(hypothesis, model.values) for hypothesis in given)


def test_unrelated_hypotheses_are_satisfied_too():
    """A hypothesis about other symbols does not help a proof, but must hold in the counterexample."""
    model = decide(Inequality(x, ">=", 0), [Inequality(y, ">", 5), Inequality(z, "=", y**2)])

    assert model.values[x] == -1
    assert model.values[y] > 5
    assert model.values[z] == model.values[y] ** 2


def test_unrelated_contradiction_leaves_no_counterexample():
    """Nothing satisfies ``y < 0 < y``, so nothing satisfies it and breaks the goal."""
    answer = decide(Inequality(x, ">=", 0), [Inequality(y, ">", 0), Inequality(y, "<", 0)])

    assert isinstance(answer, Unknown)


def test_false_numbers_need_satisfiable_hypotheses():
    """``2 <= 1`` fails, but not under hypotheses that nothing satisfies."""
    assert isinstance(decide(Inequality(2, "<=", 1), [Inequality(x, ">", 0)]), Countermodel)
    assert isinstance(decide(Inequality(2, "<=", 1), [Inequality(x**2, "<", 0)]), Unknown)


UNDEFINED = {
    "a logarithm to the power 0": Inequality(sp.Pow(sp.log(s), 0, evaluate=False), "=", 1, "h"),
    "a logarithm times 0": Inequality(sp.Mul(0, sp.log(s), evaluate=False), "=", 0, "h"),
    "a reciprocal of a reciprocal": Inequality(sp.Pow(1 / s, -1, evaluate=False), "=", s, "h"),
    "an exponential of a logarithm": Inequality(sp.exp(sp.log(s), evaluate=False), "=", s, "h"),
    "a quotient of equals": Inequality(sp.Mul(s, 1 / s, evaluate=False), "=", 1, "h"),
    "a condition beside it": Inequality(s, "!=", 0, "h"),
}


@pytest.mark.parametrize("name", UNDEFINED)
def test_no_counterexample_where_a_hypothesis_is_undefined(name):
    """``s > 0`` fails at 0 alone, and there each of these is undefined."""
    assert not isinstance(decide(Inequality(s, ">", 0), [UNDEFINED[name]]), Countermodel)


@pytest.mark.parametrize("goal", [Inequality(2, "<=", 1), Inequality(3, "<", sp.Rational(1, 3))])
@pytest.mark.parametrize("false", [Inequality(side, "=", 0, "h") for side in (5, sp.zoo, sp.I)], ids=str)
def test_false_numbers_are_no_counterexample_where_a_hypothesis_is_false_or_undefined(goal, false):
    """Nothing satisfies ``5 = 0``, nor what is infinite or complex."""
    assert isinstance(decide(goal, [false, Inequality(x, "<=", 1)]), Unknown)


@pytest.mark.parametrize("side", [sp.zoo, sp.nan, sp.I * sp.pi, sp.sqrt(x) * sp.I], ids=str)
def test_sides_that_are_no_real_numbers_are_neither_above_nor_below(side):
    """Nothing is decided about them."""
    assert all(isinstance(decide(Inequality(side, op, y)), Unknown) for op in ("<=", ">", "=", "!="))


def test_conditions_that_are_not_equal_are_respected():
    """``b != 0`` and ``b != 1`` leave ``b^2 = b`` no root."""
    apart = [Inequality(x, "!=", 0), Inequality(x, "!=", 1)]

    assert decide(Inequality(x**2, "<=", x), apart).values == {x: 2}
    assert isinstance(decide(Inequality(x**2, "!=", x), apart), Proof)


SIGN = Inequality(x**2, "=", 1, "sign")


@pytest.mark.parametrize(
    "goal",
    [
        Inequality(x, ">", -2),
        Inequality(x, "<=", 1),
        Inequality(x, ">=", -1),
        Inequality(x, "!=", 0),
        Inequality((x - 1) * (x + 1), "=", 0),
        Inequality(x**3, "=", x),
        Inequality(sp.Abs(x), "=", 1),
        Inequality(x * y, "<=", sp.Abs(y)),
    ],
    ids=str,
)
def test_square_of_one_makes_a_sign(goal):
    """A symbol whose square is 1 is proved to lie between -1 and 1."""
    assert isinstance(decide(goal, [SIGN]), Proof)


@pytest.mark.parametrize(
    ("goal", "value"), [(Inequality(x, "<", 1), 1), (Inequality(x, ">", 0), -1), (Inequality(x * y, "<=", y), -1)]
)
def test_counterexample_gives_a_sign_one_of_its_two_values(goal, value):
    """Never -2."""
    assert decide(goal, [SIGN]).values[x] == value


@pytest.mark.parametrize(
    ("symbol", "value", "truth"),
    [
        (n, sp.Integer(0), False),
        (p, sp.sqrt(2), True),
        (n, sp.sqrt(2), False),
        (s, sp.Integer(0), True),
        (x, sp.pi, True),
        (p, 1 - sp.sqrt(2), False),
        (x, sp.zoo, False),
        (x, sp.I * sp.sqrt(2), False),
        (x, 1 / sp.Mul(0, sp.pi, evaluate=False), False),
    ],
)
def test_assumptions_are_checked(symbol, value, truth):
    """A value counts only if it has what the symbol is assumed to have."""
    assert satisfies(symbol, value) is truth


def test_simple_numbers_come_first():
    """1, 0, 2, 1/2, then by height; an irrational number is left alone."""
    assert list(simpler(sp.Rational(7, 3)))[:4] == [1, 0, 2, sp.Rational(1, 2)]
    assert list(simpler(sp.sqrt(2))) == []
