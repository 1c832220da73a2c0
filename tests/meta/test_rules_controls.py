r"""Every rule proves what it says and lets nothing more through: a true row and its false twin for each.

Both rows name the same rule. The twin differs from the true row by a direction, a factor, an exponent or a hypothesis.
"""

from __future__ import annotations

from dataclasses import dataclass

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
from ntkprops.proof.book import Book
from ntkprops.proof.rules import APPLY, ELSEWHERE
from ntkprops.statement import RULES, Lecture, Statement, assume, cite, definition
from ntkprops.trial.judge import Judge
from ntkprops.trial.verdicts import judge_lecture
from ntkprops.verdict import Outcome, Verdict

NOTATION = Notation(
    (
        declare("n", count),
        declare("d", count),
        declare("m", count),
        index("i", "j", over="n"),
        index("k", over="m"),
        declare("x", vector("d"), over=("n",)),
        declare("v", vector("n"), of=("time",)),
        declare("M", matrix("n", "n")),
        declare("B", matrix("n", "n")),
        declare("w", vector("d"), over=("m",), of=("time",), random=True, law="gaussian"),
        declare("a", sign, over=("m",), of=("start",), random=True, law="rademacher"),
        declare("f", real, of=(vector("d"), "weights"), random=True),
        declare("z", real, over=("n",)),
        declare("b", sign, over=("m",), random=True, law="rademacher"),
        declare("X", real, random=True),
        declare("Y", real, random=True),
        declare("U", event, random=True),
        declare("V", event, random=True),
        declare("g", real, of=("time",)),
        declare("h", real, of=("time",)),
        declare("t", time),
        declare("p", positive),
        declare("q", real),
        declare("r", real),
        declare(r"\epsilon", positive),
        declare(r"\delta", probability),
    ),
    always=(r"\|x_i\| = 1",),
)


def axiom(label: str, then: str, *, given: tuple[str, ...] = ()) -> Statement:
    """What a control takes for granted."""
    return Statement(label, then=(then,), given=given, by=(assume("a source"),))


@dataclass(frozen=True)
class Control:
    """A true row and its false twin; ``axioms`` are cited by both, ``names`` are defined in them."""

    true: str
    false: str
    given: tuple[str, ...] = ()
    axioms: tuple[Statement, ...] = ()
    names: tuple[str, ...] = ()
    false_axioms: tuple[Statement, ...] = ()


MEAN = r"\frac{1}{m} \sum_{k=1}^m \mathbf{1}[x_i^\top w_k(0) \geq 0]"
NETWORK = Statement("network", then=(r"f(x; w) = \sum_{k=1}^m a_k \max\{0, \langle w_k, x \rangle\}",), defines=True)
DECAY = axiom("decay", r"\frac{dg(t)}{dt} \leq -p g(t)")
ASKS = axiom("asks", r"h(t) \leq 1", given=(r"g(s) \leq 1, \forall 0 \leq s \leq t",))
GIVES = axiom("gives", r"g(t) \leq 1", given=(r"h(t) \leq 2",))
MOVES = axiom("moves", r"\frac{dh(t)}{dt} \leq q")
ASKS_WEAKLY = axiom("asks", r"h(t) \leq 2", given=(r"g(s) \leq 1, \forall 0 \leq s \leq t",))

CONTROLS = {
    "algebra": Control(r"(q + r)^2 = q^2 + 2 q r + r^2", r"(q + r)^2 = q^2 + r^2"),
    "linearity": Control(
        r"\mathbb{E}[2 X + Y] = 2 \mathbb{E}[X] + \mathbb{E}[Y]", r"\mathbb{E}[X Y] = \mathbb{E}[X] \mathbb{E}[Y]"
    ),
    "substitution": Control("q^2 = r^2", "q^2 = r", given=("q = r",)),
    "triangle": Control(r"|\sum_{i=1}^n z_i| \leq \sum_{i=1}^n |z_i|", r"|\sum_{i=1}^n z_i| \geq \sum_{i=1}^n |z_i|"),
    "cauchy_schwarz": Control(r"|x_i^\top w_k| \leq \|x_i\| \|w_k\|", r"\|x_i\| \|w_k\| \leq |x_i^\top w_k|"),
    "norm_domination": Control(r"\|M\|_2 \leq \|M\|_F", r"\|M\|_F \leq \|M\|_2"),
    "norm_definition": Control(r"\|w_k\|_2^2 = \sum_{i=1}^d w_{ki}^2", r"\|w_k\|_2 = \sum_{i=1}^d w_{ki}^2"),
    "absolute_expectation": Control(r"|\mathbb{E}[X]| \leq \mathbb{E}[|X|]", r"\mathbb{E}[|X|] \leq |\mathbb{E}[X]|"),
    "jensen": Control(r"(\mathbb{E}[X])^2 \leq \mathbb{E}[X^2]", r"(\mathbb{E}[X])^2 \geq \mathbb{E}[X^2]"),
    "event_inclusion": Control(r"\Pr[X \geq 2] \leq \Pr[X \geq 1]", r"\Pr[X \geq 1] \leq \Pr[X \geq 2]"),
    "union_bound": Control(r"\Pr(U \cup V) \leq \Pr(U) + \Pr(V)", r"\Pr(U \cup V) \leq \Pr(U)"),
    "anti_concentration": Control(
        r"\Pr(|x_i^\top w_k(0)| \leq p) \leq \frac{2 p}{\sqrt{2 \pi}}",
        r"\Pr(|x_i^\top w_k(0)| \leq p) \leq \frac{p}{\sqrt{2 \pi}}",
    ),
    "gaussian_moments": Control(
        r"\mathbb{E}[\max\{0, x_i^\top w_k(0)\}^2] = \frac{1}{2}", r"\mathbb{E}[\max\{0, x_i^\top w_k(0)\}^2] = 1"
    ),
    "markov": Control(r"\Pr[X^2 \geq p] \leq \frac{\mathbb{E}[X^2]}{p}", r"\Pr[X \geq p] \leq \frac{\mathbb{E}[X]}{p}"),
    "chebyshev": Control(
        r"\Pr[|X - \mathbb{E}[X]| \geq p] \leq \frac{\mathrm{Var}(X)}{p^2}",
        r"\Pr[|X - \mathbb{E}[X]| \geq p] \leq \frac{\mathrm{Var}(X)}{p^3}",
    ),
    "hoeffding": Control(
        rf"\Pr[|{MEAN} - \mathbb{{E}}[{MEAN}]| > \epsilon] \leq 2 \exp(-2 m \epsilon^2)",
        rf"\Pr[|{MEAN} - \mathbb{{E}}[{MEAN}]| > \epsilon] \leq 2 \exp(-4 m \epsilon^2)",
    ),
    "weyl": Control(
        r"\lambda_{\min}(M) \geq \lambda_{\min}(B) - \|M - B\|_2",
        r"\lambda_{\min}(M) \geq \lambda_{\min}(B) + \|M - B\|_2",
    ),
    "rayleigh": Control(
        r"\lambda_{\min}(M) \|v(t)\|^2 \leq v(t)^\top M v(t)", r"v(t)^\top M v(t) \leq \lambda_{\min}(M) \|v(t)\|^2"
    ),
    "chain_rule": Control(
        r"\frac{d\|v(t)\|_2^2}{dt} = 2 v(t)^\top \frac{dv(t)}{dt}",
        r"\frac{d\|v(t)\|_2^2}{dt} = v(t)^\top \frac{dv(t)}{dt}",
    ),
    "gradient": Control(
        r"\left\langle \frac{\partial f(x_i; w)}{\partial w_k}, w_k \right\rangle "
        r"= a_k \mathbf{1}[\langle w_k, x_i \rangle \geq 0] \langle x_i, w_k \rangle",
        r"\left\langle \frac{\partial f(x_i; w)}{\partial w_k}, w_k \right\rangle = a_k \langle x_i, w_k \rangle",
        axioms=(NETWORK,),
        names=("f",),
    ),
    "fundamental_theorem": Control(
        r"\left\| \int_0^t \dot{w}_k(s) ds \right\| = \|w_k(t) - w_k(0)\|",
        r"\left\| \int_0^t \dot{w}_k(s) ds \right\| = \|w_k(t)\|",
    ),
    "exponential_integral": Control(
        r"\int_0^t \exp(-p s) ds = \frac{1 - \exp(-p t)}{p}", r"\int_0^t \exp(-p s) ds = \frac{\exp(-p t)}{p}"
    ),
    "groenwall": Control(r"g(t) \leq \exp(-p t) g(0)", r"g(t) \leq \exp(-2 p t) g(0)", axioms=(DECAY,)),
    "induction": Control(r"(1 + p)^m \geq 1 + m p", r"(1 + p)^m \geq 1 + 2 m p"),
    "hoelder": Control(
        r"|x_i^\top w_k| \leq \|x_i\|_1 \|w_k\|_\infty", r"|x_i^\top w_k| \leq \|x_i\|_\infty \|w_k\|_\infty"
    ),
    "operator_norm": Control(r"\|M v(t)\| \leq \|M\| \|v(t)\|", r"\|M\| \|v(t)\| \leq \|M v(t)\|"),
    "chernoff": Control(
        r"\Pr[X \geq q] \leq \exp(\frac{p^2}{2} - p q)",
        r"\Pr[X \geq q] \leq \exp(\frac{p^2}{2} - 2 p q)",
        given=(r"\mathbb{E}[\exp(s X)] \leq \exp(\frac{s^2}{2}), \forall s \geq 0", "q = p"),
    ),
    "independence": Control(
        r"\mathrm{Var}(\sum_{k=1}^m b_k) = \sum_{k=1}^m \mathrm{Var}(b_k)",
        r"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)",
    ),
    "bootstrap": Control(
        r"h(t) \leq 1",
        r"h(t) \leq 2",
        given=(r"h(0) \leq 1",),
        axioms=(ASKS, GIVES, MOVES),
        false_axioms=(ASKS_WEAKLY, GIVES, MOVES),
    ),
}


def outcome(name: str, *, latex: str, axioms: tuple[Statement, ...]) -> Outcome:
    """The verdict on a row whose reasons are the rule and the axioms, which are taken for granted."""
    control = CONTROLS[name]
    by = (RULES[name], *(cite(one.label) for one in axioms), *map(definition, control.names))
    claim = Statement("claim", then=(latex,), given=control.given, by=by)
    book = Book(Lecture("controls", NOTATION, (*axioms, claim)))
    for key in ((one.label, form) for one in axioms if not one.defines for form in (False, True)):
        book.verdicts[key], book.standing[key] = Verdict(Outcome.ASSUMED, "a source"), None
    return Judge(book).verdict("claim", corrected=False).outcome


@pytest.mark.parametrize("name", CONTROLS)
def test_a_rule_proves_what_it_says(name: str) -> None:
    """The true row is proved by its rule."""
    control = CONTROLS[name]

    assert outcome(name, latex=control.true, axioms=control.axioms) is Outcome.PROVED


@pytest.mark.parametrize("name", CONTROLS)
def test_a_rule_lets_nothing_more_through(name: str) -> None:
    """The false twin is not proved by the same rule."""
    control = CONTROLS[name]

    found = outcome(name, latex=control.false, axioms=control.false_axioms or control.axioms)

    assert found in (Outcome.REFUTED, Outcome.UNDECIDED, Outcome.DOES_NOT_FOLLOW)


def test_every_rule_is_implemented() -> None:
    """What a row may name as its reason is applied by a function of its own or by the canonical form."""
    assert set(RULES) == set(APPLY) | ELSEWHERE
    assert not set(APPLY) & ELSEWHERE


def test_every_rule_has_a_control() -> None:
    """A rule without a false twin would be untested."""
    assert set(CONTROLS) == set(RULES)


@pytest.mark.parametrize(
    "name",
    sorted(
        set(APPLY)
        | {"groenwall", "exponential_integral", "fundamental_theorem", "chain_rule"}
        | {"induction", "hoelder", "operator_norm", "chernoff", "independence"}
    ),
)
def test_a_rule_that_is_not_named_is_not_used(name: str) -> None:
    """Without its reason the true row is not proved: rules are not applied in silence."""
    control = CONTROLS[name]
    claim = Statement(
        "claim", then=(control.true,), given=control.given, by=tuple(cite(a.label) for a in control.axioms)
    )

    found = [
        one for one in judge_lecture(Lecture("controls", NOTATION, (*control.axioms, claim))) if one.label == "claim"
    ]

    assert found[0].verdict.outcome is not Outcome.PROVED


EVENT = Statement("event", then=(r"0 \leq X \leq 1",), probability=r"1 - \delta", by=(assume("a source"),))
OFF_THE_EVENT = (r"\mathbb{E}[X] \leq 1", r"\Pr[X \geq p] \leq \frac{\mathbb{E}[X]}{p}", r"\Pr[X \geq 2] \leq 0")


@pytest.mark.parametrize("then", OFF_THE_EVENT)
@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.averages])
def test_a_rule_that_averages_takes_nothing_that_holds_on_an_event_alone(name: str, then: str) -> None:
    """0 <= X <= 1 with probability 1 - delta says nothing of a mean or a chance, which X = 100 elsewhere decides."""
    by = (RULES[name], RULES["linearity"], RULES["algebra"], cite("event"))
    claim = Statement("claim", then=(then,), probability=r"1 - \delta", by=by)

    found = judge_lecture(Lecture("controls", NOTATION, (EVENT, claim)))

    assert next(one.verdict.outcome for one in found if one.label == "claim") is not Outcome.PROVED


def test_what_holds_surely_may_be_averaged() -> None:
    """Negative control: the same bound, given of every draw, does bound the mean."""
    given = (r"0 \leq X \leq 1",)
    claim = Statement("claim", then=(r"\mathbb{E}[X] \leq 1",), given=given, by=(RULES["linearity"],))

    (found,) = judge_lecture(Lecture("controls", NOTATION, (claim,)))

    assert found.verdict.outcome is Outcome.PROVED
