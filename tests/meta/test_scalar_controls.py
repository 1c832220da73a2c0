"""Every soundness condition of the scalar prover has a false statement that it alone keeps from being proved.

The screen that spares the prover what clearly fails in floating point is taken away here, so that nothing else does.
"""

from dataclasses import replace

import pytest
import sympy as sp

from ntkprops.proof.scalar import (
    Countermodel,
    Inequality,
    Proof,
    Unknown,
    contradictory,
    decide,
    implied,
    is_rechecked,
    solver,
    strategy,
)
from ntkprops.proof.scalar.countermodel import Search
from ntkprops.proof.scalar.decide import rechecked
from ntkprops.proof.scalar.reading.atoms import Atoms, Support
from ntkprops.proof.scalar.reading.polynomial import subtract
from ntkprops.proof.scalar.reading.reader import Reader
from ntkprops.proof.scalar.size import UndeterminedError
from ntkprops.proof.scalar.solver import Feasibility
from ntkprops.proof.scalar.theory import claim_of, read_theory
from ntkprops.verdict import Kind

n, m = sp.symbols("n m", positive=True, integer=True)
k = sp.Symbol("k", integer=True)
p, q = sp.symbols("p q", positive=True)
s, t = sp.symbols("s t", nonnegative=True)
x, y, z = sp.symbols("x y z", real=True)
low, lower = sp.Symbol("l", nonpositive=True), sp.Symbol("l", negative=True)
imaginary = sp.Symbol("i", imaginary=True)
half, million = sp.Rational(1, 2), 10**6
nested = sp.sqrt(5 + 2 * sp.sqrt(6)) - sp.sqrt(2) - sp.sqrt(3)  # 0, beyond balls and expansion
nothing = sp.Mul(0, x, evaluate=False)


def is_(left, op, right, name=""):
    """An inequality, so that a table reads as one."""
    return Inequality(left, op, right, name)


def over(above, below):
    """A fraction that SymPy does not cancel."""
    return sp.Mul(above, sp.Pow(below, -1, evaluate=False), evaluate=False)


NOT_PROVED = {
    # signs of symbols and of terms
    "a size is positive": (is_(s, ">", 0), []),
    "a real number is not negative": (is_(x, ">=", 0), []),
    "a real number is not positive": (is_(x, "<=", 0), []),
    "a nonpositive number is negative": (is_(low, "<", 0), []),
    "a whole number is a count": (is_(k, ">=", 1), []),
    "a symbol that is spelt like a number is positive": (is_(sp.Symbol("2", real=True), ">=", 0), []),
    "a positive number is a count": (is_(p, ">=", 1), []),
    "the root of a positive number is that of a count": (is_(sp.sqrt(p) + p, ">=", 2 * sp.sqrt(p)), []),
    "a square is positive": (is_(x**2, ">", 0), []),
    "an imaginary square is not negative": (is_(imaginary**2, ">=", 0), []),
    "a product of sizes is positive": (is_(s * t, ">", 0), []),
    "an absolute value is positive": (is_(sp.Abs(x), ">", 0), []),
    "the absolute value of a cube is the cube": (is_(sp.Abs(x**3), "=", x**3), []),
    "the absolute value of a difference of sizes is the difference": (is_(sp.Abs(s - t), "=", s - t), []),
    "the root of a sum of sizes is positive": (is_(sp.sqrt(s + t), ">", 0), []),
    "a logarithm is positive": (is_(sp.log(p), ">", 0), []),
    "an error function is not negative": (is_(sp.erf(x), ">=", 0), []),
    "an error function lies below its line": (is_(sp.erf(x), "<=", 2 * x / sp.sqrt(sp.pi)), []),
    "a maximum of anything is not negative": (is_(sp.Max(x, y), ">=", 0), []),
    # bridges and their strictness
    "an exponential is above 1": (is_(sp.exp(x), ">=", 1), []),
    "an exponential is strictly above 1": (is_(sp.exp(s), ">", 1), []),
    "an exponential is below 1": (is_(sp.exp(-x), "<=", 1), []),
    "an exponential lies above its parabola": (is_(sp.exp(x), ">=", 1 + x + x**2 / 2), []),
    "an exponential lies below its parabola": (is_(sp.exp(x), "<=", 1 + x + x**2 / 2), []),
    "exponentials grow anyhow": (is_(s + sp.exp(x), "<=", s + sp.exp(y)), []),
    "a logarithm is not negative": (is_(s * sp.log(p), ">=", 0), []),
    "a logarithm is not positive": (is_(s * sp.log(p), "<=", 0), []),
    "a logarithm from 1 on is positive": (is_(sp.log(p), ">", 0), [is_(p, ">=", 1)]),
    "logarithms grow anyhow": (is_(s + sp.log(p), "<=", s + sp.log(q)), []),
    "an exponential of a squared logarithm": (is_(sp.exp(sp.log(p) ** 2), "=", p), []),
    "an exponential of a product of logarithms": (is_(sp.exp(sp.log(p) * sp.log(q)), "=", p), []),
    "pi from below, one millionth too sharp": (is_(p * sp.pi, ">=", p * sp.Rational(3141593, million)), []),
    "pi from above, one millionth too sharp": (is_(p * sp.pi, "<=", p * sp.Rational(3141592, million)), []),
    # what may be undefined
    "a quotient of equals that may be 0": (is_(over(x, x), "=", 1), []),
    "the same given that it is not negative": (is_(over(x, x), "=", 1), [is_(x, ">=", 0)]),
    "the same of a size": (is_(over(s, s), "=", 1), []),
    "the same of a sum of sizes": (is_(over(s + t, s + t), "=", 1), []),
    "the same of what is not positive": (is_(over(-s - t, -s - t), "=", 1), []),
    "a quotient by nothing": (is_(over(nothing, nothing), "=", 1), []),
    "a root of a negative number": (is_(1, ">", sp.Mul(0, sp.sqrt(-p), evaluate=False)), []),
    "a root of anything": (is_(sp.sqrt(x) * sp.sqrt(x), ">=", sp.Mul(0, sp.sqrt(x), evaluate=False)), []),
    "a root of a sum of anything": (is_(sp.sqrt(x + y), ">=", 0), []),
    "one over the root of a size": (is_(1 / sp.sqrt(s), ">=", 0), []),
    "one over the root of a sum of sizes": (is_(1 / sp.sqrt(s + t), ">=", 0), []),
    "a logarithm of a size": (is_(sp.log(s), "<=", s - 1), []),
    "a logarithm of a sum of sizes": (is_(sp.log(s + t), "<=", s + t - 1), []),
    "a logarithm of a negative number": (is_(sp.log(-p), "<=", p), []),
    "a logarithm given that it is not negative": (is_(sp.log(x), "<=", x - 1), [is_(x, ">=", 0)]),
    # hypotheses say what they say
    "weak inequalities add up to a strict one": (is_(x, "<", z), [is_(x, "<=", y), is_(y, "<=", z)]),
    "the same turned round": (is_(x, ">", z), [is_(x, ">=", y), is_(y, ">=", z)]),
    "not equal is above": (is_(x, ">", 0), [is_(x, "!=", 0)]),
    "one of two is equal": (is_(x, "=", y), [is_(x, "<=", y)]),
    "the other of two is equal": (is_(x, "=", y), [is_(x, ">=", y)]),
    "a bound is a definition": (is_(x, ">=", y), [is_(x, "<=", y)]),
    "what equals a size is positive": (is_(x, ">", 0), [is_(s, "=", x)]),
    "what equals a nonpositive number is negative": (is_(x, "<", 0), [is_(low, "=", x)]),
    "what equals a number is not positive": (is_(x, "<=", 0), [is_(z, "=", x)]),
    "what equals a number is not negative": (is_(x, ">=", 0), [is_(z, "=", x)]),
    "a common factor of any sign is cancelled": (is_(y, ">=", z), [is_(x * y, ">=", x * z)]),
    "the root of a sum, not negative, makes the sum positive": (is_(s + t, ">", 0), [is_(sp.sqrt(s + t), ">=", 0)]),
    "the same of a root that is squared": (
        is_(s + t, ">", 0),
        [is_(sp.Mul(sp.sqrt(s + t), sp.sqrt(s + t), evaluate=False), ">=", 0)],
    ),
    "logarithms of what may be negative": (is_(x, "<=", y), [is_(x**2, "<=", y**2), is_(sp.exp(z), ">=", 1)]),
    # identities and numbers
    "a number is below itself": (is_(x, "<", x), []),
    "a number is not itself": (is_(x * (x + 1), "!=", x**2 + x), []),
    "a number that no ball tells from 0": (is_(nested, ">", 0), []),
    "the same from below": (is_(nested, "<", 0), []),
    # cases
    "one case of an absolute value": (is_(sp.Abs(x), "<=", p), [is_(x, "<=", p)]),
    "the other case of an absolute value": (is_(sp.Abs(x), "<=", p), [is_(-x, "<=", p)]),
    "one case of a maximum": (is_(sp.Max(x, y), "<=", p), [is_(x, "<=", p)]),
    "the other case of a maximum": (is_(sp.Max(x, y), "<=", p), [is_(y, "<=", p)]),
    "one case of a minimum": (is_(sp.Min(x, y), ">=", p), [is_(x, ">=", p)]),
    "a minimum is above": (is_(sp.Min(x, y), ">=", x), []),
    "two numbers differ, as in both strict cases": (is_(sp.Max(x, y) - sp.Min(x, y), ">", 0), []),
}  # fmt: skip


@pytest.fixture
def no_screen(monkeypatch):
    """Every question reaches the prover."""
    monkeypatch.setattr(Search, "looks_false", lambda self: False)


@pytest.mark.parametrize("name", NOT_PROVED)
def test_false_or_undefined_is_not_proved(name, no_screen):
    """However hard it is tried, and not by Z3 either."""
    goal, given = NOT_PROVED[name]

    assert implied(goal, given, effort=3) is None


USED = {
    "a definition": (is_(x, ">=", 1), [is_(x, "=", y**2 + 1, "a")]),
    "a definition under a factor": (is_(2 * x, ">=", 1), [is_(x, "=", y**2 + 1, "a")]),
    "a definition in an identity": (is_(x**2, "=", (y + 1) ** 2), [is_(x, "=", y + 1, "a")]),
    "the sign of what is defined": (is_(x, ">=", 0), [is_(s, "=", x, "a")]),
    "a denominator of an identity": (is_(over(x, x), "=", 1), [is_(x, ">=", half, "a")]),
    "the same of a sum": (is_(over(x + y, x + y), "=", 1), [is_(x, ">", -y, "a")]),
    "a denominator that is negative": (is_(over(x + y, x + y), "=", 1), [is_(x, "<", -y, "a")]),
    "a denominator that is not 0": (is_(over(x + y, x + y), "=", 1), [is_(x, "!=", -y, "a")]),
    "a denominator in a hypothesis": (is_(y, "<=", 2 * x), [is_(y / x, "<=", 2, "a"), is_(x, ">", 0, "b")]),
    "the same from the right": (is_(y, "<=", 2 * x), [is_(2, ">=", y / x, "a"), is_(x, ">", 0, "b")]),
    "a cancelled denominator in a hypothesis": (is_(z, "<=", 1), [is_(z, "<=", over(x, x), "a"), is_(x, ">", 0, "b")]),
    "the same from the left": (is_(z, "<=", 1), [is_(over(x, x), ">=", z, "a"), is_(x, ">", 0, "b")]),
    "a cancelled denominator on the right": (is_(1, "=", over(x, x)), [is_(x, ">=", half, "a")]),
    "hypotheses in the wrong order": (
        is_(z, ">=", 0),
        [is_(z, ">=", sp.sqrt(y), "a"), is_(y, ">=", 1 / x, "b"), is_(x, ">", 0, "c")],
    ),
    "a root": (is_(sp.sqrt(x), ">=", 0), [is_(x, ">=", 0, "a")]),
    "a root of a product": (is_(sp.sqrt(x * s) * sp.sqrt(x), "=", x * sp.sqrt(s)), [is_(x, ">", 0, "a")]),
    "a logarithm": (is_(sp.log(x), "<=", x - 1), [is_(x, ">", 0, "a")]),
    "a logarithm of a sum": (is_(sp.log(x + y), "<=", x + y - 1), [is_(x, ">", -y, "a")]),
    "the condition of a bridge": (is_(s * sp.exp(x), ">=", s), [is_(x, ">=", 0, "a")]),
    "the condition of the error function's line": (is_(sp.erf(x), ">=", 0), [is_(x, ">=", 0, "a")]),
    "an absolute value": (is_(sp.Abs(x * s), "=", x * s), [is_(x, ">", 0, "a"), is_(1 / x, "<=", 1, "b")]),
    "a maximum": (is_(sp.Max(x, 0), "=", x), [is_(x, ">", 0, "a"), is_(1 / x, "<=", 1, "b")]),
    "a sign that was read before": (
        is_(sp.Mul(sp.sqrt(x), sp.sqrt(x), evaluate=False), "=", x),
        [is_(x + y, "<=", 1, "a"), is_(x, ">", 0, "b"), is_(1 / x, "<=", 1, "c")],
    ),
    "a word that was read before": (
        is_(over(x + y, x + y), "=", 1),
        [is_(z, "<=", 1 / (x + y), "a"), is_(x, ">", -y, "b")],
    ),
    "a forced sign": (is_(x * z, ">=", 0), [is_(x * t, ">", 0, "a"), is_(z * t, ">", 0, "b")]),
    "a common positive factor": (
        is_(y, ">=", z),
        [is_(x * y, ">=", x * z, "a"), is_(x, ">", 0, "b"), is_(1 / x, "<=", 1, "c")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", USED)
def test_what_a_proof_uses_is_named_and_suffices(name, no_screen):
    """No hypothesis is used in silence: each one named is needed, and from those named the certificate stands."""
    goal, given = USED[name]

    proof = implied(goal, given, effort=2)

    assert isinstance(proof, Proof)
    kept = [h for h in given if h.label in proof.used]
    assert is_rechecked(proof, goal, kept)
    assert proof.obligations[0].given == tuple(kept)
    assert all(implied(goal, [h for h in given if h != gone], effort=2) is None or gone not in kept for gone in given)


KINDS = {
    "a bridge": (is_(sp.exp(x), ">=", 1 + x), [], Kind.RULE),
    "a side condition by the size of a number": (is_(s / (sp.pi - 3), ">=", 0), [], Kind.BALL),
    "the size of a number": (is_(p * sp.pi, ">=", 3 * p), [], Kind.BALL),
    "a side condition by the kernel": (is_(over(x, x), "=", 1), [is_(x, ">", 1)], Kind.KERNEL),
    "nothing": (is_((x + 1) ** 2, "=", x**2 + 2 * x + 1), [], Kind.IDENTITY),
    "two numbers": (is_(sp.pi, "<", 4), [], Kind.BALL),
}


@pytest.mark.parametrize("name", KINDS)
def test_kind_is_the_weakest_that_the_proof_rests_on(name):
    """Side conditions count."""
    goal, given, kind = KINDS[name]

    assert implied(goal, given).kind is kind


CONTRADICTORY = {
    "single constraints": [is_(x, ">", 2), is_(x, "<", 1)],
    "false numbers": [is_(x, ">", 2), is_(1, "<", 0)],
    "an absolute value": [is_(sp.Abs(x), "<", -1)],
}


@pytest.mark.parametrize("name", CONTRADICTORY)
def test_contradictory_hypotheses_prove_nothing(name, no_screen):
    """A refutation that does without the goal is none of the goal, and a goal that needs no more is left open."""
    for goal in (is_(x, "<=", -5), is_(x, "!=", x + y), is_(x, ">=", 7)):
        assert isinstance(decide(goal, CONTRADICTORY[name]), Unknown)


def test_hypotheses_that_contradict_each_other_in_every_case_prove_nothing(no_screen):
    """A refutation by cases of which none needs the goal is none of the goal."""
    given = [is_(sp.Max(x, y), ">", 1), is_(x, "<", half), is_(y, "<", half), is_(z, "<=", x)]

    assert implied(is_(z, "!=", x), given, effort=2) is None


@pytest.mark.parametrize("status", ["unknown", "sat"])
def test_z3_that_does_not_say_unsat_proves_nothing(status, monkeypatch, no_screen):
    """What it cannot decide is left open."""
    monkeypatch.setattr(strategy, "feasible", lambda rows, rlimit: Feasibility(status))

    assert implied(is_(x**3 * y, "<=", 7), [is_(x, "<=", 3)], effort=3) is None


def test_z3_that_does_not_say_unsat_contradicts_nothing(monkeypatch):
    """Nor are hypotheses contradictory because it gives up, as it does at once with no resources."""
    given = [is_(x**3 * y - y**3, "=", 7), is_(x * y, ">", 1)]
    monkeypatch.setattr(Search, "is_refuted_simply", lambda self: False)
    assert solver.feasible(read_theory(given).system([]).rows, rlimit=1).status == "unknown"

    monkeypatch.setattr(strategy, "feasible", lambda rows, rlimit: Feasibility("unknown"))
    assert contradictory(given) is None


def test_z3s_word_is_marked_and_needs_the_goal(monkeypatch, no_screen):
    """A core with the goal in it is a proof of kind ``solver``; one without is a contradiction of the hypotheses."""
    goal, given = is_(x**3 * y, "<=", 7), [is_(x, "<=", 3, "a")]
    everything = lambda rows, rlimit: Feasibility("unsat", core=tuple(range(len(rows))))  # noqa: E731
    monkeypatch.setattr(strategy, "feasible", everything)
    assert implied(goal, given, effort=3).kind is Kind.SOLVER

    monkeypatch.setattr(strategy, "feasible", lambda rows, rlimit: replace(everything(rows, rlimit), core=(1,)))
    assert implied(is_(x**3 * y, "<=", 8), given, effort=3) is None


# -- reading ---------------------------------------------------------------------------------------


def reader(*, believes=False):
    """A reader that shows no sign beyond those of the symbols, or believes every one."""
    return Reader(Atoms(prove=lambda poly, strict: Support("believed") if believes else None))


REFUSED = {
    "a logarithm of zero": sp.log(nothing, evaluate=False),
    "a denominator of zero": sp.Pow(nothing, -1, evaluate=False),
    "a root of zero in a denominator": sp.Pow(nothing, -half, evaluate=False),
    "an imaginary symbol": sp.Symbol("j", real=False) + 1,
    "a function that is not known": sp.gamma(p),
    "infinity": sp.Add(x, sp.oo, evaluate=False),
    "an imaginary unit": sp.I * x,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_undefined_is_refused_by_a_reader_that_believes_everything(name):
    """No side condition helps it."""
    with pytest.raises(UndeterminedError):
        reader(believes=True).read(REFUSED[name])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sp.Min(p, p + q, evaluate=False), p),
        (sp.Max(p, p + q, evaluate=False), p + q),
        (sp.exp(2 * sp.log(p), evaluate=False), p**2),
        (sp.exp(sp.log(p) / 2, evaluate=False), sp.sqrt(p)),
        (sp.exp(3 * sp.log(p) / 2, evaluate=False), p * sp.sqrt(p)),
    ],
)
def test_functions_of_what_is_known_read_as_their_values(left, right):
    """The smaller is the minimum, the larger the maximum; an exponential undoes a logarithm."""
    read = reader()

    assert subtract(read.read(left), read.read(right)) == {}


@pytest.mark.parametrize(
    ("given", "goal"),
    [
        ([is_(1 / x, "<=", 2, "a"), is_(x, ">", 0, "b")], is_(x, ">=", half)),
        ([is_(x, "=", 2 * x - 1, "a")], is_(x, "<=", 1)),
        ([is_(x, "=", y + 1, "a"), is_(y, "=", 2 * x - 3, "b")], is_(x, "<=", 2)),
        ([is_(p, "=", 1 / y, "a")], is_(p, ">", 0)),
        ([is_(n, "=", p, "a")], is_(p, ">=", 1)),
        ([is_(x**2, "=", y, "a")], is_(x**2, ">=", y)),
        ([is_(x**2, "=", y, "a")], is_(x**2, "<=", y)),
        ([is_(lower, "=", x, "a")], is_(x, "<", 0)),
    ],
)
def test_hypotheses_in_any_form_are_read(given, goal):
    """In any order, as definitions or not, cyclic or not always defined."""
    assert isinstance(decide(goal, given), Proof)


# -- counterexamples -------------------------------------------------------------------------------


def refutes(goal, given, values):
    """Whether the search takes the values for a counterexample."""
    theory = read_theory(given)
    return Search(goal, given, theory=theory, claim=claim_of(theory.reader, goal)).refutes(values)


NO_COUNTEREXAMPLE = {
    "a value that the symbol may not take": (is_(n, ">=", 1), [], {n: half}),
    "a value of a defined symbol that it may not take": (is_(x, ">=", 0), [is_(s, "=", x)], {x: sp.Integer(-1)}),
    "a hypothesis that fails": (is_(x, ">=", 0), [is_(x**2, "<=", y)], {x: sp.Integer(-2), y: sp.Integer(1)}),
    "a hypothesis that is undefined": (is_(x, ">", 0), [is_(over(x, x), "=", 1)], {x: sp.Integer(0)}),
    "a goal that holds": (is_(x, ">=", 0), [], {x: sp.Integer(2)}),
    "a value that is no number": (is_(x, ">=", 0), [], {x: y}),
}


@pytest.mark.parametrize("name", NO_COUNTEREXAMPLE)
def test_search_and_last_check_refuse_what_is_no_counterexample(name):
    """Each of the two, by itself."""
    goal, given, values = NO_COUNTEREXAMPLE[name]
    complete = {**values, **({s: values[x]} if s in {v for h in given for v in h.symbols} else {})}

    assert not refutes(goal, given, values)
    assert isinstance(rechecked(Countermodel(complete), goal, given), Unknown)


def test_last_check_passes_a_counterexample():
    """Where everything given holds and the goal fails."""
    model = Countermodel({x: sp.Integer(-2), y: sp.Integer(5)})

    assert rechecked(model, is_(x, ">=", 0), [is_(x**2, "<=", y)]) == model
    assert refutes(is_(x, ">=", 0), [is_(x**2, "<=", y)], model.values)
