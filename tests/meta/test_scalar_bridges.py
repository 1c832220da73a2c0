"""Every bridge of the scalar prover proves what it should, and its false neighbour is refuted."""

import pytest
import sympy as sp

from ntkprops.proof.scalar import Countermodel, Inequality, Proof, decide
from ntkprops.verdict import Kind

n, m = sp.symbols("n m", positive=True, integer=True)
p, q, eps, delta = sp.symbols("p q epsilon delta", positive=True)
t, s = sp.symbols("t s", nonnegative=True)
x, y = sp.symbols("x y", real=True)
half = sp.Rational(1, 2)
tail = 2 * n**2 * sp.exp(-2 * m * eps**2 / n**2)


holds = Inequality  # so that a pair of statements reads as one


# rule: (true goal, its hypotheses), (false neighbour, its hypotheses)
BRIDGES = {
    "exp lower line": ((holds(sp.exp(x), ">=", 1 + x), []), (holds(sp.exp(t), ">=", 1 + 2 * t), [])),
    "exp parabola": (
        (holds(sp.exp(-t), "<=", 1 - t + t**2 / 2), []),
        (holds(sp.exp(-t), "<=", 1 - t + t**2 / 3), []),
    ),
    "exp sign": ((holds(s * sp.exp(-t), "<=", s), []), (holds(s * sp.exp(t), "<=", s), [])),
    "exp monotone": (
        (holds(s + sp.exp(x), "<=", s + sp.exp(y)), [holds(x, "<=", y)]),
        (holds(s + sp.exp(x), "<=", s + sp.exp(y)), [holds(y, "<=", x)]),
    ),
    "log upper line": ((holds(sp.log(p), ">=", 1 - 1 / p), []), (holds(sp.log(p), ">=", 1 - half / p), [])),
    "log sign": (
        (holds(s * sp.log(p), ">=", 0), [holds(p, ">=", 1)]),
        (holds(s * sp.log(p), ">=", 0), [holds(p, ">=", half)]),
    ),
    "log monotone": (
        (holds(s + sp.log(p), "<=", s + sp.log(q)), [holds(p, "<=", q)]),
        (holds(s + sp.log(p), "<=", s + sp.log(q)), [holds(p, "<=", 2 * q)]),
    ),
    "log of both sides": (
        (holds(tail, "<=", delta), [holds(m, ">=", n**2 / (2 * eps**2) * sp.log(2 * n**2 / delta))]),
        (holds(tail, "<=", delta), [holds(m, ">=", n**2 / (2 * eps**2) * sp.log(n**2 / delta))]),
    ),
    "erf line": (
        (holds(sp.erf(t / sp.sqrt(2)), "<=", 2 * t / sp.sqrt(2 * sp.pi)), []),
        (holds(sp.erf(x / sp.sqrt(2)), "<=", 2 * x / sp.sqrt(2 * sp.pi)), []),
    ),
}

STRONGER = {"log sign": ("log upper line",), "exp sign": ("exp lower line",)}

# Bridges whose certificates are polynomial throughout, so that no rule is named.
POLYNOMIAL = {
    "absolute value": (
        (holds(sp.Abs(x + y), "<=", sp.Abs(x) + sp.Abs(y)), []),
        (holds(sp.Abs(x) + sp.Abs(y), "<=", sp.Abs(x + y)), []),
    ),
    "absolute value bounded": (
        (holds(x, ">=", -p), [holds(sp.Abs(x), "<=", p)]),
        (holds(x, ">=", 0), [holds(sp.Abs(x), "<=", p)]),
    ),
    "maximum": (
        (holds(sp.Max(x, y), "<=", p), [holds(x, "<=", p), holds(y, "<=", p)]),
        (holds(sp.Max(x, y), "<=", p), [holds(x, "<=", p)]),
    ),
    "minimum": (
        (holds(sp.Min(x, y), "<=", (x + y) / 2), []),
        (holds(sp.Max(x, y), "<=", (x + y) / 2), []),
    ),
    "root of a sum": (
        (holds(sp.sqrt(x**2 + y**2), "<=", sp.Abs(x) + sp.Abs(y)), []),
        (holds(sp.sqrt(x**2 + y**2), "<=", sp.Max(sp.Abs(x), sp.Abs(y))), []),
    ),
    "root of a product": (
        (holds(sp.sqrt(p * q), "<=", (p + q) / 2), []),
        (holds(sp.sqrt(p * q), ">=", (p + q) / 2), []),
    ),
    "square compared": (
        (holds(s, "<=", t), [holds(s**2, "<=", t**2)]),
        (holds(x, "<=", y), [holds(x**2, "<=", y**2)]),
    ),
    "counts are at least one": ((holds(n, "<=", n**2), []), (holds(p, "<=", p**2), [])),
    "positive denominator": (
        (holds(1 / (1 + s), "<=", 1), []),
        (holds(1 / (1 + s), "<=", half), []),
    ),
    "denominator by hypothesis": (
        (holds(s / x, "<=", s), [holds(x, ">=", 1)]),
        (holds(s / x, "<=", s), [holds(x, ">", 0)]),
    ),
    "forced sign": (
        (holds(x, ">", 0), [holds(x * t, ">", 0)]),
        (holds(x, ">=", 0), [holds(x * t, ">=", 0)]),
    ),
    "product of hypotheses": (
        (holds(p * s, "<=", q * t), [holds(p, "<=", q), holds(s, "<=", t)]),
        (holds(p * x, "<=", q * y), [holds(p, "<=", q), holds(x, "<=", y)]),
    ),
    "definition": (
        (holds(x, ">=", 1), [holds(x, "=", y**2 + 1)]),
        (holds(x, ">", 1), [holds(x, "=", y**2 + 1)]),
    ),
    "hypothesis that is not equal": (
        (holds(x**2, ">", 0), [holds(x, "!=", 0)]),
        (holds(x, ">", 0), [holds(x, "!=", 0)]),
    ),
}


@pytest.mark.parametrize("rule", BRIDGES)
def test_bridge_proves_and_is_named(rule):
    """The true statement is proved by its rule, or by a stronger one, and the rule is shown."""
    answer = decide(*BRIDGES[rule][0])

    assert isinstance(answer, Proof)
    assert answer.kind is Kind.RULE
    assert any(f"[{name}]" in step for step in answer.steps for name in (rule, *STRONGER.get(rule, ())))


@pytest.mark.parametrize("name", POLYNOMIAL)
def test_polynomial_bridge_proves_by_kernel(name):
    """The true statement has a certificate of polynomials alone."""
    answer = decide(*POLYNOMIAL[name][0])

    assert isinstance(answer, Proof)
    assert answer.kind is Kind.KERNEL


@pytest.mark.parametrize("name", [*BRIDGES, *POLYNOMIAL])
def test_false_neighbour_is_refuted(name):
    """A constant too sharp or a hypothesis too weak, and a counterexample comes instead."""
    answer = decide(*({**BRIDGES, **POLYNOMIAL}[name][1]))

    assert isinstance(answer, Countermodel)
