r"""No true claim is ever refuted, and every witness breaks its claim when computed by other means."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ntkprops.language import Notation, count, declare, index, matrix, positive, real, sign, time, vector
from ntkprops.proof.reading import printed, understand
from ntkprops.statement import Statement
from ntkprops.trial.refute import refute
from ntkprops.trial.small_networks import small_networks
from ntkprops.trial.world import Usage

PLAIN = Notation((declare("a", positive), declare("b", positive)))
FLOW = Notation(
    (
        declare("n", count),
        declare("d", count),
        declare("m", count),
        index("i", over="n"),
        index("k", over="m"),
        declare("x", vector("d"), over=("n",)),
        declare("y", vector("n")),
        declare("w", vector("d"), over=("m",), of=("time",), random=True),
        declare("a", sign, over=("m",), of=("start",), random=True),
        declare("u", vector("n"), of=("time",), random=True),
        declare("H", matrix("n", "n"), of=("time",), random=True),
        declare("z", real),
        declare("t", time),
    ),
    world=small_networks(),
)
COSINE = Fraction(3, 5)
whole = st.integers(-3, 3)


def searched(given, then, notation, *, effort=8000):
    """What the search says of hypotheses and a conclusion."""
    claim = Statement("x", given=given, then=(then,))
    return refute(understand(printed(claim, None, corrected=False), notation), notation, effort=effort)


@settings(max_examples=200)
@given(st.tuples(whole, whole, whole, whole))
def test_polynomial_witnesses_are_violations(numbers):
    """A witness against p a^2 + q ab + r b^2 + s >= 0 makes it negative, exactly."""
    p, q, r, s = numbers

    witness = searched((), rf"({p}) a^2 + ({q}) a b + ({r}) b^2 + ({s}) \geq 0", PLAIN)

    if witness is not None:
        a, b = (Fraction(witness.values[name]) for name in "ab")
        assert p * a * a + q * a * b + r * b * b + s < 0


@settings(max_examples=200)
@given(st.tuples(whole, whole, whole, whole))
def test_sums_of_squares_are_never_refuted(numbers):
    """(pa + qb + r)^2 + s^2 >= 0 has no counterexample."""
    p, q, r, s = numbers

    assert searched((), rf"(({p}) a + ({q}) b + ({r}))^2 + ({s})^2 \geq 0", PLAIN) is None


@settings(max_examples=30)
@given(st.integers(1, 12))
def test_movement_witness_agrees_with_euler(tenths):
    """A witness against |w_k(t) - w_k(0)| <= c |u(0) - y| breaks it in a fine Euler scheme too."""
    bound = Fraction(tenths, 10)
    then = rf"\|w_k(t) - w_k(0)\|_2 \leq \frac{{{tenths}}}{{10}} \|u(0) - y\|_2"

    witness = searched((), then, FLOW)

    if witness is not None and witness.size == (1, 1):
        w, y, a, t = (float(Fraction(witness.values[key])) for key in ("w_1(0)", "y_1", "a_1", "t"))
        position, step = w, t / 20_000
        for _ in range(20_000):
            position -= step * a * (a * max(0.0, position) - y) * (position >= 0)
        assert abs(position - w) > float(bound) * abs(a * max(0.0, w) - y) - 1e-3


def test_decay_exponent_matters():
    """With H >= 1/2 the residual's square decays at rate 1 and no faster: exponent 1 stands, 2 falls."""
    slow = (r"\lambda_{\min}(H(s)) \geq \frac{1}{2}, \forall 0 \leq s \leq t",)
    decays = r"\|u(t) - y\|_2^2 \leq \exp(-%s t) \|u(0) - y\|_2^2"

    assert searched(slow, decays % 1, FLOW, effort=30_000) is None
    assert searched(slow, decays % 2, FLOW, effort=30_000) is not None


def test_limit_gram_entry_agrees_with_monte_carlo():
    """H*_12 at cosine 3/5 is K (pi - theta)/(2 pi), which sampling confirms within five deviations."""
    settings_ = (
        s
        for s in FLOW.world.settings(Usage(frozenset()))
        if s.size == (2, 1) and s.data.products[0][1] == COSINE
    )
    setting = next(settings_)
    H = setting.fixed.value("H^*")
    W = np.random.default_rng(1).standard_normal((200_000, 2))
    X = np.array([[1.0, 0.0], [0.6, 0.8]])

    both = ((W @ X.T >= 0).all(axis=1)).mean() * 0.6

    assert abs(float(H.entries[1].lo) - both) < 5 * 0.6 * 0.5 / np.sqrt(200_000)
