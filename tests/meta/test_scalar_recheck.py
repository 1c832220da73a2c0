"""A certificate is compared with what it claims to be about; one that is about something else is refused."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.proof.scalar import Inequality, Proof, decide, entail, entails, implied, is_rechecked
from ntkprops.proof.scalar.kernel import Constraint, Refutation, Summand, accepts
from ntkprops.verdict import Kind

n, m = sp.symbols("n m", positive=True, integer=True)
p, q, c, d = sp.symbols("p q c d", positive=True)
s, t = sp.symbols("s t", nonnegative=True)
x, y, z = sp.symbols("x y z", real=True)
cancelled = sp.Mul(x, y, 1 / y, evaluate=False)
width = n**2 / (2 * c**2) * sp.log(2 * n**2 / d)
tail = 2 * n**2 * sp.exp(-2 * m * c**2 / n**2)

# what is proved, from what; every premise is needed
QUESTIONS = {
    "a sum": (Inequality(x, "<=", z), [Inequality(x, "<=", y, "a"), Inequality(y, "<=", z, "b")]),
    "a product": (Inequality(p * s, "<=", q * t), [Inequality(p, "<=", q, "a"), Inequality(s, "<=", t, "b")]),
    "an equality": (Inequality(x, "=", z), [Inequality(x, "=", y + 1, "a"), Inequality(z - 1, "=", y, "b")]),
    "a denominator": (Inequality(s / x, "<=", s), [Inequality(x, ">=", 1, "a")]),
    "a denominator of any sign": (Inequality((x / y) ** 2, ">=", x / y - 1), [Inequality(y, "!=", 0, "a")]),
    "roots": (Inequality(sp.sqrt(p), "<=", 2 * d), [Inequality(p, "<=", q**2, "a"), Inequality(q, "<=", 2 * d, "b")]),
    "a root under a fraction": (
        Inequality(1 / sp.sqrt(x), "<=", sp.sqrt(2 * sp.pi)),
        [Inequality(x, ">=", sp.Rational(1, 6), "a")],
    ),
    "an absolute value": (Inequality(x, ">=", -p), [Inequality(sp.Abs(x), "<=", p, "a")]),
    "cases": (Inequality(sp.Max(x, y), "<=", p), [Inequality(x, "<=", p, "a"), Inequality(y, "<=", p, "b")]),
    "a forced sign": (Inequality(x, ">", 0), [Inequality(x * t, ">", 0, "a")]),
    "an exponential": (Inequality(s + sp.exp(x), "<=", s + sp.exp(y)), [Inequality(x, "<=", y, "a")]),
    "a logarithm": (Inequality(s * sp.log(x), ">=", 0), [Inequality(x, ">=", 1, "a")]),
    "logarithms of both sides": (Inequality(tail, "<=", d), [Inequality(m, ">=", width, "a")]),
    "a definition": (Inequality(x, ">=", 1), [Inequality(x, "=", y**2 + 1, "a")]),
    "not equal": (Inequality(x**2, ">", 0), [Inequality(x, "!=", 0, "a")]),
    "identity under a denominator": (Inequality(cancelled, "=", x), [Inequality(y, ">", 0, "a")]),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_found_proof_is_passed(name):
    """What the prover finds passes, and its kind says what it rests on."""
    answer = entails(*QUESTIONS[name])

    assert isinstance(answer, Proof)
    assert answer.kind is not Kind.SOLVER


@pytest.mark.parametrize("name", QUESTIONS)
def test_proof_without_one_of_its_premises_is_refused(name):
    """A certificate whose constraints are not all read from the premises proves nothing about them."""
    goal, premises = QUESTIONS[name]
    proof = implied(goal, premises, effort=2)

    for gone in proof.used:
        assert not is_rechecked(proof, goal, [premise for premise in premises if premise.label != gone])


@pytest.mark.parametrize("name", QUESTIONS)
def test_proof_from_weaker_premises_is_refused(name):
    """The same names on premises that say less."""
    goal, premises = QUESTIONS[name]
    proof = implied(goal, premises, effort=2)
    weaker = [Inequality(1, "<=", 2 + premise.left**2, premise.name) for premise in premises]

    assert proof.used and not is_rechecked(proof, goal, weaker)


@pytest.mark.parametrize("name", QUESTIONS)
def test_proof_of_another_goal_is_refused(name):
    """The goal with one side moved by 1 towards the false, where both sides are the certificate's own."""
    goal, premises = QUESTIONS[name]
    more = {"<=": -1, ">=": 1, ">": 1, "=": 1}[goal.op]
    harder = Inequality(goal.left, goal.op, goal.right + more)

    assert not is_rechecked(implied(goal, premises, effort=2), harder, premises)


@pytest.mark.parametrize("name", QUESTIONS)
def test_proof_with_one_constraint_altered_is_refused(name):
    """Stricter, or moved by a constant: where the kernel still accepts it, it is no reading any more."""
    goal, premises = QUESTIONS[name]
    proof = implied(goal, premises, effort=2)
    last = len(proof.certificate) - 1
    for j, constraint in enumerate(proof.certificate[last].constraints if proof.certificate else ()):
        for other in (replace(constraint, relation="="), _moved(constraint)):
            whole = _with(proof, last, j, other)
            assert not is_rechecked(whole, goal, premises) or constraint == other


def _moved(constraint):
    """The constraint minus 1: harder to satisfy."""
    value = constraint.polynomial.get((), Fraction(0)) - 1
    rest = {mono: v for mono, v in constraint.polynomial.items() if mono}
    return replace(constraint, polynomial=rest | ({(): value} if value else {}))


def _with(proof, i, j, constraint):
    """The proof with one constraint exchanged."""
    old = proof.certificate[i]
    new = replace(old, constraints=(*old.constraints[:j], constraint, *old.constraints[j + 1 :]))
    return replace(proof, certificate=(*proof.certificate[:i], new, *proof.certificate[i + 1 :]))


def forged(constraints, summands):
    """A proof that the kernel accepts and that says it uses the premise ``h``."""
    refutation = Refutation(constraints, summands)
    assert accepts(refutation)
    return Proof(Kind.KERNEL, (refutation,), ("h",))


def test_forged_certificate_is_refused():
    """``x >= 1`` from ``x >= 0``: an identity about constraints that nobody stated, under trusted names."""
    goal, premise = Inequality(x, ">=", 1), Inequality(x, ">=", 0, "h")
    one = Fraction(1)
    below = Constraint({(): one, (("x", 1),): -one}, ">", "not (x >= 1)")
    stated = Constraint({(): -one, (("x", 1),): one}, ">=", "h")

    proof = forged((below, stated), (Summand(one, (0,)), Summand(one, (1,))))

    assert not is_rechecked(proof, goal, [premise])
    assert is_rechecked(proof, goal, [Inequality(x, ">=", 1, "h")])


def test_forged_root_is_refused():
    """A variable called ``x^(1/2)`` has no meaning where ``x`` may be negative: ``x >= 0`` does not follow from it."""
    one, root = Fraction(1), (("x^(1/2)", 2),)
    negative = Constraint({root: -one}, ">", "not (x >= 0)")

    proof = forged((negative,), (Summand(one, (0,)), Summand(one, (), {(("x^(1/2)", 1),): one})))

    assert not is_rechecked(proof, Inequality(x, ">=", 0), [])
    assert is_rechecked(replace(proof, used=()), Inequality(s, ">=", 0), []) is False  # another symbol


def at_least(polynomial, relation=">="):
    """A constraint without a name."""
    return Constraint({mono: Fraction(value) for mono, value in polynomial.items()}, relation, "")


def refuted(*constraints, strict=0, multiples=()):
    """The sum of the inequalities, and of so much beside them, is nothing."""
    sums = [Summand(Fraction(1), (i,)) for i, one in enumerate(constraints) if one.relation != "="]
    found = Refutation(constraints, (*sums, *([Summand(Fraction(strict), ())] if strict else [])), multiples)
    assert accepts(found)
    return found


X, P = (("x", 1),), (("p", 1),)
MINUS = {(): Fraction(-1)}
over = sp.Mul(x, sp.Pow(x, -1, evaluate=False), evaluate=False)

# a goal, a premise from which it does not follow, and refutations that look as if it did
FORGED = {
    "what differs from 0 is not below it": (
        Inequality(x, ">=", 5),
        Inequality(x, ">=", 1, "h"),
        (
            refuted(at_least({X: 1, (): -1}), at_least({X: 1}, "="), strict=1, multiples=((MINUS, 1),)),
            refuted(at_least({X: 1, (): -1}), at_least({X: -1}), strict=1),
        ),
    ),
    "what is not above 0 may be 0": (
        Inequality(x, "<", 0),
        Inequality(x, "<=", 0, "h"),
        (refuted(at_least({X: 1}, ">"), at_least({X: -1})), refuted(at_least({X: -1}, ">"), at_least({X: 1}))),
    ),
    "what is positive is not 0": (
        Inequality(x, ">=", 5),
        Inequality(x, "<=", p, "h"),
        (refuted(at_least({P: 1}, ">"), at_least({P: 1}, "="), multiples=((MINUS, 1),)),),
    ),
    "a denominator that is not negative may be 0": (
        Inequality(over, "=", 1),
        Inequality(x, ">=", 0, "h"),
        (refuted(at_least({X: -1}, ">"), at_least({X: 1})),),
    ),
    "what says nothing contradicts nothing": (Inequality(x, ">=", 5), Inequality(x, "<=", x, "h"), ()),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_chain_of_refutations_is_refused(name):
    """Each is accepted by the kernel; what it shows is not what would be needed."""
    goal, premise, certificate = FORGED[name]

    assert not is_rechecked(Proof(Kind.KERNEL, certificate, ("h",)), goal, [premise])


def test_numbers_are_compared_by_balls_alone():
    """A proof about numbers needs no certificate where it is true, and none helps where it is false."""
    word = Proof(Kind.BALL)

    assert is_rechecked(word, Inequality(sp.pi, "<", 4), [])
    assert not is_rechecked(word, Inequality(sp.pi, "<", 3), [])


def test_proof_without_a_certificate_is_refused():
    """A kind and a step are only words."""
    premise = Inequality(x, ">=", 0, "h")

    for kind in Kind:
        assert not is_rechecked(Proof(kind, (), ("h",), ("by algebra",)), Inequality(x, ">=", 1), [premise])


def test_word_of_z3_is_no_certificate_and_is_marked():
    """A proof that rests on Z3 says so, and does not pass as checked, whatever certificate stands beside it."""
    goal, premises = Inequality(x, "<=", z + 12), QUESTIONS["a sum"][1]
    word = replace(implied(goal, premises), kind=Kind.SOLVER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entail, "implied", lambda *question, effort: word)

        assert entails(goal, premises, effort=3).kind is Kind.SOLVER
        assert not is_rechecked(word, goal, premises)


def test_one_open_case_is_no_proof():
    """Of ``|x| <= p`` only the half that the certificate refutes is refuted."""
    goal, premises = QUESTIONS["cases"]
    proof = implied(goal, premises, effort=2)

    for refutation in proof.certificate:
        assert not is_rechecked(replace(proof, certificate=(refutation,)), goal, premises)


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_proofs_of_random_truths_pass_and_prove_nothing_else(seed):
    """``a + u <= b + v`` from ``a <= b`` and ``u < v``; its certificate proves nothing from one of the two."""
    draw = random.Random(seed)
    terms = [x, y, z, s, p, x * y, x**2, s * p, z * p, sp.Integer(1), sp.sqrt(p), sp.Abs(x)]
    a, b, u, v = (sum(draw.choice(terms) * draw.randint(-2, 3) for _ in range(3)) for _ in range(4))
    premises = [Inequality(a, "<=", b, "h"), Inequality(u, "<", v, "k")]
    goal = Inequality(a + u, "<=", b + v)
    proof = implied(goal, premises)

    assert proof is None or is_rechecked(proof, goal, premises)
    for gone in () if proof is None else proof.used:
        assert not is_rechecked(proof, goal, [premise for premise in premises if premise.label != gone])


def test_answers_are_the_same_twice():
    """The same question has the same answer, remembered or not."""
    goal, premises = QUESTIONS["cases"]

    assert entails(goal, premises) is entails(goal, list(premises))
    assert entails(goal, premises).certificate == implied(goal, premises, effort=2).certificate
    assert isinstance(decide(goal, premises), Proof)
