r"""The search for counterexamples refutes what is false in lecture 12 and spares its corrections."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from ntkprops.language import (
    Notation,
    count,
    declare,
    event,
    index,
    matrix,
    positive,
    probability,
    real,
    sign,
    time,
    vector,
)
from ntkprops.proof.reading import CONSTANT, printed, understand
from ntkprops.statement import Statement
from ntkprops.trial.recheck import confirmed, printed_claim
from ntkprops.trial.refute import precise, refute
from ntkprops.trial.scene import Scene
from ntkprops.trial.small_networks import small_networks
from ntkprops.trial.world import Effort, Usage

SYMBOLS = (
    declare("n", count),
    declare("d", count),
    declare("m", count),
    index("i", "j", over="n"),
    index("k", over="m"),
    declare("x", vector("d"), over=("n",)),
    declare("y", vector("n")),
    declare("w", vector("d"), over=("m",), of=("time",), random=True, law="gaussian"),
    declare("a", sign, over=("m",), of=("start",), random=True, law="rademacher"),
    declare("f", real, of=(vector("d"), "weights"), random=True),
    declare("u", vector("n"), of=("time",), random=True),
    declare("L", real, of=("weights",), random=True),
    declare("H", matrix("n", "n"), of=("time",), random=True),
    declare("H^*", matrix("n", "n")),
    declare("A", event, over=("n", "m"), random=True),
    declare(r"\lambda_0", positive),
    declare(r"\delta", probability),
    declare(r"\epsilon", positive),
    declare("R", positive),
    declare("R'", positive),
    declare("t", time),
)
NOTATION = Notation(SYMBOLS, always=(r"\|x_i\| = 1", r"|y_i| \leq 1"), world=small_networks())
WITH_FREE_S = Notation((*SYMBOLS, declare("s", positive)), always=NOTATION.always, world=small_networks())

SQUARED_BALL = r"\|w_k - w_k(0)\|^2 \leq \frac{\sqrt{2\pi}\delta\lambda_0}{16n^2} := R, \forall k \in [m]"
BALL = r"\|w_k - w_k(0)\| \leq \frac{\sqrt{2\pi}\delta\lambda_0}{16n^2} := R, \forall k \in [m]"
ANY_WEIGHTS = r"\{w_k\}_{k=1}^m"
STABLE = r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}"
BOUNDED_BELOW = r"\lambda_{\min}(H) \geq \frac{\lambda_0}{2}"
WELL_CONDITIONED = r"\lambda_{\min}(H(s)) \geq \frac{\lambda_0}{2}, \forall 0 \leq s \leq t"
MOVED = r"\|w_k(t) - w_k(0)\|_2"
INTEGRAL = r"\sqrt{\frac{n}{m}} \|u(0) - y\|_2 \int_0^t \exp(-\lambda_0 s/2) ds"


def with_high_probability(given: str, then: str) -> Statement:
    """A claim with probability 1 - delta over the draw, for any weights."""
    chance = r"1 - \delta"
    return Statement("x", given=(given,), then=(then,), for_all=ANY_WEIGHTS, over="w(0)", probability=chance)


def at_start(width: str) -> Statement:
    """Lemma 3 with the printed width condition."""
    then = (r"\|H(0) - H^*\|_2 \leq \epsilon",)
    return Statement("x", given=(width,), then=then, over="w(0)", probability=r"1 - \delta")


def always(then: str) -> Statement:
    """A claim without hypotheses of its own."""
    return Statement("x", then=(then,))


def along_the_flow(then: str) -> Statement:
    """A claim about the flow while the Gram matrix stays bounded below."""
    return Statement("x", given=(WELL_CONDITIONED,), then=(then,))


def flips(then: str) -> Statement:
    """A claim about expectations, for any weights in the ball."""
    return Statement("x", given=(BALL,), then=(then,), for_all=ANY_WEIGHTS)


FALSE = {
    "radius squared": with_high_probability(SQUARED_BALL, STABLE),
    "second conclusion alone": Statement("x", given=(STABLE,), then=(BOUNDED_BELOW,)),
    "second conclusion with probability": with_high_probability(BALL, BOUNDED_BELOW),
    "log(n/delta) for every constant": at_start(r"m \geq \Omega(\epsilon^{-2} n^2 \log(\frac{n}{\delta}))"),
    "movement without the factor 2": along_the_flow(
        MOVED + r" \leq \sqrt{n} \|u(0) - y\|_2 / (\lambda_0 \sqrt{m})"
    ),
    "eq-26": along_the_flow(INTEGRAL + " = " + MOVED),
    "decay three times too fast": along_the_flow(
        r"\|u(t) - y\|_2^2 \leq \exp(-3 \lambda_0 t) \|u(0) - y\|_2^2"
    ),
    "anti-concentration halved": always(r"\Pr(|x_i^\top w_k(0)| \leq R) \leq \frac{R}{\sqrt{2\pi}}"),
    "derivative with the wrong sign": along_the_flow(
        r"\frac{d\|u(t) - y\|_2^2}{dt} \geq -\lambda_0 \|u(t) - y\|_2^2"
    ),
    "Weyl with the wrong sign": always(r"\lambda_{\min}(H) \geq \lambda_{\min}(H(0)) + \|H - H(0)\|_2"),
    "lambda_min above the diagonal": always(r"\lambda_{\min}(H(0)) > H_{ii}(0)"),
    "flips four times too rare": flips(r"\mathbb{E}[|H_{ij}(0) - H_{ij}|] \leq \frac{R}{2\sqrt{2\pi}}"),
    "mean Gram matrix doubled": always(r"2 H^* = \mathbb{E}_{w(0)}[H(0)]"),
    "initial residual too small": always(r"\mathbb{E}[\|u(0) - y\|_2^2] \leq \frac{n}{2}"),
    "dynamics with the wrong sign": always(r"\frac{du(t)}{dt} = H(t)[u(t) - y]"),
}

TRUE = {
    "radius": with_high_probability(BALL, STABLE),
    "second conclusion": Statement(
        "x", given=(STABLE, r"\|H(0) - H^*\|_2 \leq \frac{\lambda_0}{4}"), then=(BOUNDED_BELOW,)
    ),
    "log(2n^2/delta)": at_start(r"m \geq \Omega(\epsilon^{-2} n^2 \log(\frac{2n^2}{\delta}))"),
    "log(2n^2/delta)/2": at_start(r"m \geq \frac{1}{2} \epsilon^{-2} n^2 \log(\frac{2n^2}{\delta})"),
    "movement": along_the_flow(MOVED + r" \leq 2 \sqrt{n} \|u(0) - y\|_2 / (\lambda_0 \sqrt{m}) := R'"),
    "eq-25": along_the_flow(MOVED + r" \leq " + INTEGRAL),
    "decay": along_the_flow(r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2"),
    "anti-concentration": always(r"\Pr(|x_i^\top w_k(0)| \leq R) \leq \frac{2R}{\sqrt{2\pi}}"),
    "derivative": along_the_flow(r"\frac{d\|u(t) - y\|_2^2}{dt} \leq -\lambda_0 \|u(t) - y\|_2^2"),
    "Weyl": always(r"\lambda_{\min}(H) \geq \lambda_{\min}(H(0)) - \|H - H(0)\|_2"),
    "flips": flips(r"\mathbb{E}[|H_{ij}(0) - H_{ij}|] \leq \frac{4R}{\sqrt{2\pi}}"),
    "mean Gram matrix": always(r"H^* = \mathbb{E}_{w(0)}[H(0)]"),
    "initial residual": always(r"\mathbb{E}[\|u(0) - y\|_2^2] \leq \frac{3n}{2}"),
    "dynamics": always(r"\frac{du(t)}{dt} = -H(t)[u(t) - y]"),
    "velocity": Statement(
        "x",
        then=(
            r"\|\dot{w}_k(t)\| = \|\sum_{i=1}^n (f(x_i; w(t)) - y_i) \frac{1}{\sqrt{m}} a_k "
            r"\mathbf{1}[w_k(t)^\top x_i \geq 0] x_i\|_2",
        ),
    ),
    "gradient flow with bare weights": always(r"\frac{dw(t)}{dt} = -\nabla L(w)"),
    "no instance": Statement("x", given=(r"\lambda_0 < 0",), then=(r"\epsilon < 0",)),
}


def searched(statement: Statement, notation: Notation = NOTATION, **options):
    """What the search says of a printed statement."""
    return refute(understand(printed(statement, None, corrected=False), notation), notation, **options)


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refuted(name):
    """Every false row has a counterexample of at most two samples and three neurons."""
    witness = searched(FALSE[name])

    assert witness is not None
    assert witness.size[0] <= 2 and witness.size[1] <= 3


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_not_refuted(name):
    """No correction of a false row is refuted."""
    assert searched(TRUE[name]) is None


def test_squared_radius_fails_with_its_closed_form_probability():
    """The printed radius fails at n = m = 1, delta = 1/100, probability erf(sqrt(R/2)) = 0.0223."""
    witness = searched(FALSE["radius squared"])

    assert witness.size == (1, 1)
    assert witness.values[r"\delta"] == "1/100"
    assert 0.0223 < float(witness.probability) < 0.02234


def test_lemma_3_fails_for_every_constant():
    """Lemma 3 as printed fails for every C at n = m = 1, eps = 1/4, delta = exp(-1/(16 C)), for sure."""
    witness = searched(FALSE["log(n/delta) for every constant"])

    assert (witness.size, witness.values[r"\epsilon"], witness.probability) == ((1, 1), "1/4", "1")
    assert witness.values[r"\delta"] == f"exp(-1/(16*{CONSTANT}))"


def test_inactive_gram_matrix_refutes_the_second_conclusion():
    """At n = m = 1 a neuron that is off gives H = H(0) = 0, so lambda_min(H) = 0 < 1/4."""
    witness = searched(FALSE["second conclusion alone"])

    assert (witness.size, witness.left, witness.right) == ((1, 1), "0", "1/4")


def test_free_symbol_is_filled_with_one():
    """Lemma 5.2 with s free falls at s = 1, n = 1, m = 3 with one active neuron."""
    claim = along_the_flow(MOVED + r" \leq s \sqrt{n} \|u(0) - y\|_2 / (\lambda_0 \sqrt{m}) := R'")

    witness = searched(claim, WITH_FREE_S, free=("s",))

    assert witness is not None
    assert (witness.values["s"], witness.size) == ("1", (1, 3))
    active = [Fraction(witness.values[f"w_{k}(0)"]) > 0 for k in (1, 2, 3)]
    assert active.count(True) == 1


def test_search_is_deterministic():
    """Two searches for one claim give the same witness."""
    first, second = (searched(FALSE["eq-26"]) for _ in range(2))

    assert first == second


def test_little_effort_gives_up():
    """A search that may evaluate nothing refutes nothing."""
    assert searched(FALSE["eq-26"], effort=3) is None


def test_a_choice_that_only_may_obey_breaks_nothing():
    """Whether (sqrt 2)^2 - 2 is at most 0 is not told by enclosures: only weights that have not moved obey for sure."""
    doubtful = r"\|w_k - w_k(0)\|_2 ((\sqrt{2})^2 - 2) \leq 0, \forall k \in [m]"
    certain = r"0 \cdot \|w_k - w_k(0)\|_2 \leq 0, \forall k \in [m]"

    usage = Usage(frozenset({"w", "H", r"\lambda_0", "m"}), chosen=frozenset("w"), declared=NOTATION.table)
    setting = next(iter(NOTATION.world.settings(usage)))
    where = Scene(NOTATION, setting.fixed, setting, {r"\delta": Fraction(1, 2)}, {}, usage, Effort(0))
    confirmations = []
    for given in (doubtful, certain):
        claim = understand(printed(with_high_probability(given, STABLE), None, corrected=False), NOTATION)
        with precise():
            confirmations.append(confirmed(printed_claim(claim, NOTATION), replace(where, effort=Effort(50_000))))
    assert confirmations == [False, True]
