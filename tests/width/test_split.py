"""The failure probability over three events: the equal split costs 27, the best one 6.75 times the unit."""

from __future__ import annotations

import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from ntkprops.proof.scalar import Inequality
from ntkprops.verdict import Kind
from ntkprops.width import Derivation
from ntkprops.width.dominance import dominated
from ntkprops.width.model import Bound
from ntkprops.width.split import best_split, equal_split, exponents_of

n = sp.Symbol("n", positive=True, integer=True)
lambda_0, delta = sp.symbols(r"\lambda_0 \delta", positive=True)
UNIT = 768 * n**6 / (sp.pi * delta**3 * lambda_0**4)


def test_the_equal_split_costs_27(derivation: Derivation) -> None:
    """Thirds cost 3^2 * 3, and Lemma 3 is dominated, with proof."""
    split = equal_split(derivation)

    assert [sp.simplify(bound.value / UNIT) for bound in split.largest] == [27]
    assert {step.proof.kind for step in split.steps} <= {Kind.KERNEL, Kind.BALL, Kind.RULE}


def test_the_best_split_costs_27_quarters(derivation: Derivation) -> None:
    """Two thirds for Lemma 4, one for the residual, none for Lemma 3 in the limit."""
    limit, near = best_split(derivation)

    assert [part / delta for _, part in limit.shares] == [0, sp.Rational(2, 3), sp.Rational(1, 3)]
    assert sp.simplify(limit.largest[0].value / UNIT) == sp.Rational(27, 4)
    assert limit.infimum
    assert 1 < sp.simplify(near.largest[0].value / limit.largest[0].value) < sp.Rational(104, 100)


@given(st.fractions(min_value="1/1000", max_value="1"), st.fractions(min_value="1/1000", max_value="1"))
def test_no_split_is_better_than_the_best(derivation: Derivation, one, other) -> None:
    """At any two shares the bound is at least its value at the best split of their sum."""
    _, second, third = (share.symbol for share in derivation.shares)
    bound = derivation.bounds[1].value
    limit, _ = best_split(derivation)
    there = bound.subs({second: sp.Rational(str(one)), third: sp.Rational(str(other))})
    best = limit.largest[0].value.subs(delta, sp.Rational(str(one + other)))

    assert sp.simplify(there / best) >= 1


def test_exponents_of_a_sum_are_none() -> None:
    """A sum is no monomial in what it speaks of."""
    a, b = sp.symbols("a b", positive=True)

    assert exponents_of(a + b, [a]) is None
    assert exponents_of((1 + b) / a, [a]) == {a: -1}


def test_a_false_domination_is_not_shown() -> None:
    """Negative control: n^2 log n is not below n^2, nor m > x below m >= x."""
    none = Inequality(n, "<=", n)

    def bound(value: sp.Expr, *, strict: bool = False) -> Bound:
        return Bound(value, strict, value, none, ())

    assert dominated(bound(n**2 * sp.log(9 * n)), bound(n**2), ()) is None
    assert dominated(bound(n**2, strict=True), bound(n**2), ()) is None
    assert dominated(bound(n**2), bound(n**2, strict=True), ()) is not None
