"""Reading keeps the value of an expression and refuses what is not known to be defined."""

import random

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.proof.scalar import Inequality, certified, enclose
from ntkprops.proof.scalar.reading.atoms import Atoms, Support
from ntkprops.proof.scalar.reading.polynomial import multiply, subtract
from ntkprops.proof.scalar.reading.reader import Reader
from ntkprops.proof.scalar.size import UndeterminedError

p, q = sp.symbols("p q", positive=True)
x, y = sp.symbols("x y", real=True)


def reader():
    """A reader that can show no sign beyond those of the symbols."""
    return Reader(Atoms(prove=lambda poly, strict: None))


def grown(draw, depth):
    """A random expression that is defined wherever its symbols may be."""
    if depth == 0:
        return draw.choice([p, q, x, y, sp.pi, sp.Rational(draw.randint(-3, 3), draw.choice([1, 2, 3]))])
    a, b = grown(draw, depth - 1), grown(draw, depth - 1)
    forms = [a + b, a * b, a - b, a**2, sp.exp(a / 7), sp.Abs(a), sp.Max(a, b), sp.Min(a, b), sp.erf(a)]
    forms += [sp.sqrt(1 + a**2), 1 / (1 + b**2), sp.log(2 + a**2), p ** sp.Rational(1, 3), (1 + a**2) ** q]
    return draw.choice(forms)


@settings(max_examples=150)
@given(seed=st.integers(0, 2**32))
def test_polynomial_has_the_value_of_the_expression(seed):
    """What is read and written back agrees with the original to twenty digits at a random point."""
    draw = random.Random(seed)
    expr = grown(draw, 3)
    point = {s: sp.Rational(draw.randint(1, 9), draw.randint(1, 9)) for s in (p, q)}
    point |= {s: sp.Rational(draw.randint(-9, 9), draw.randint(1, 9)) for s in (x, y)}
    read = Reader(Atoms(prove=lambda poly, strict: Support("by construction")))

    again = read.atoms.expression(read.read(expr))
    gap = enclose(expr, point, bits=256) - enclose(again, point, bits=256)

    assert not gap.is_finite() or (gap.contains(0) and gap.rad() < 1e-20)


@pytest.mark.parametrize(
    "expr", [1 / x, sp.sqrt(x), sp.log(x), x ** sp.Rational(-1, 2), 1 / (p - q), sp.tan(x)]
)
def test_what_may_be_undefined_is_refused(expr):
    """A denominator, a root, a logarithm of unknown sign: nothing is read."""
    with pytest.raises(UndeterminedError):
        reader().read(expr)


def test_quotient_of_equals_needs_its_denominator():
    """``x/x``, built without evaluation, is not 1 where ``x`` may be 0."""
    with pytest.raises(UndeterminedError, match="denominator x"):
        reader().read(sp.Mul(x, sp.Pow(x, -1), evaluate=False))


def test_shown_denominator_is_noted():
    """What shows a denominator positive is part of what the reading rests on."""
    noted = Support("x > 0", ("h",))
    read = Reader(Atoms(prove=lambda poly, strict: noted))

    poly, support = read.read_with_support(1 / x)

    assert noted in support
    assert multiply(poly, read.read(x)) == read.read(sp.Integer(1))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sp.sqrt(2 * sp.pi) * sp.sqrt(2), 2 * sp.sqrt(sp.pi)),
        (sp.exp(p + q), sp.exp(p) * sp.exp(q)),
        (sp.exp(2 * sp.log(p) - sp.log(q)), p**2 / q),
        (sp.log(4 * p**2 / q), 2 * sp.log(2) + 2 * sp.log(p) - sp.log(q)),
        (sp.sqrt(p / q), sp.sqrt(p) / sp.sqrt(q)),
        (sp.sqrt(12 * p**3), 2 * p * sp.sqrt(3) * sp.sqrt(p)),
        (p**q, sp.exp(q * sp.log(p))),
        (sp.Abs(-p * x**2), p * x**2),
    ],
)
def test_equal_expressions_read_the_same(left, right):
    """Laws of powers, exponentials and logarithms hold by construction."""
    read = reader()

    assert subtract(read.read(left), read.read(right)) == {}


def test_symbols_with_one_spelling_are_kept_apart():
    """``x`` positive and ``x`` real are two symbols; a symbol may even be spelt like a number."""
    twin, two = sp.Symbol("x", positive=True), sp.Symbol("2", real=True)
    read = reader()

    names = [mono[0][0] for symbol in (x, twin, two) for mono in read.read(symbol)]

    assert [read.atoms.known[name].meaning for name in names] == [x, twin, two]
    assert certified(Inequality(two, "<", twin), {two: sp.Integer(3), twin: sp.Integer(1)}) is False
