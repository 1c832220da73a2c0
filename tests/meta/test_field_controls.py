r"""What only the reader knows is open to everybody else: nothing false is proved by it, nothing true refuted."""

from __future__ import annotations

import pytest

from ntkprops.language import (
    Notation,
    count,
    declare,
    event,
    index,
    matrix,
    nonnegative,
    positive,
    real,
    time,
    vector,
)
from ntkprops.proof.book import Book
from ntkprops.statement import Statement
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Outcome, Verdict

NOTATION = Notation(
    (
        declare("n", count),
        index("i", "j", over="n"),
        declare("a", positive),
        declare("b", real),
        declare("c", real),
        declare("h", real),
        declare("y", real, over=("n",)),
        declare("v", vector("n")),
        declare("u", vector("n"), of=("time",)),
        declare("A", matrix("n", "n")),
        declare("B", matrix("n", "n")),
        declare("g", nonnegative, of=("time",)),
        declare("t", time),
        declare("X", real, random=True),
        declare("Y", real, random=True),
        declare("F", event),
        declare("G", event),
        declare("R", positive),
    )
)


def verdict(latex: str, *given: str) -> Verdict:
    """The verdict on one claim of algebra."""
    claim = Statement("claim", then=(latex,), given=given, by=(algebra,))
    return Judge(Book(Lecture("probe", NOTATION, (claim,)))).verdict("claim", corrected=False)


FALSE = [
    r"n! \leq 1", r"\log_2 a \leq 1", r"\binom{n}{2} = n", r"\lfloor a \rfloor \geq a", r"\lceil a \rceil \leq a",
    r"\|v\|_3 \geq \|v\|_2", r"v = 0", r"A = I", r"I v = 2 v", r"A = A + I", r"\mathrm{tr}(I_n) = 1",
    r"A \odot B = A B", r"A \succeq 0", r"\sigma_{\min}(A) \geq 1", r"\sup_{s \geq 0} g(s) \leq g(t)",
    r"\inf_{s \geq 0} g(s) \geq g(t)", r"\lim_{t \to \infty} g(t) = 0", r"\Pr[F \mid G] = \Pr[F]",
    r"\mathbb{E}[X \mid Y] = \mathbb{E}[X]", r"\mathrm{Cov}(X, Y) = 0", r"b \leq c \implies c \leq b",
    r"b \leq c \text{ if } b > 0", r"b \leq c \text{ or } c < 0",
    r"b = \begin{cases} b & \text{if } b \geq 0 \\ -b & \text{otherwise} \end{cases}",
    r"\left. g(t) \right|_{t = 0} = g(1)", r"\|z\| \geq 1, \forall z \in \mathbb{R}^n",
    r"A_{ij} = 0, \forall i \neq j", r"b \overset{(a)}{\leq} b - 1", r"\underbrace{b + c}_{x} \leq b",
    r"a \underbrace{- b}_{c} = - a b", r"\Pr[F^c] = \Pr[F]", r"\Pr[F \setminus G] = \Pr[F]",
    r"\mathrm{sign}(b) b = b", r"\det(A) = 0", r"\mathbf{1}^\top v = 0", r"\mathrm{diag}(v) = 0",
    r"\log^2 a \leq \log a", r"\max_{i \neq j} y_i y_j \leq 0", r"\sup_i y_i \leq y_j", r"\sum_{i \neq j} A_{ij} = 0",
    r"F \subseteq G", r"\mathbb{E}_{z \sim N(0, 1)}[z^2] = \mathbb{E}_{z \sim N(0, 4)}[z^2]",
    r"\mathbb{E}_{h \sim N(0, 1)}[h^2] = \mathbb{E}_{h \sim N(0, 4)}[h^2]", r"\mathbb{E}_{h \sim N(0, 1)}[h] = h",
    r"\Pr_{h \sim N(0, 1)}[h \leq 0] = \Pr_{h \sim N(5, 1)}[h \leq 0]", r"\mathbb{E}_{i \in [n]}[y_i] = y_j",
    r"\mathbb{E}_{u(0) \sim N(0, I)}[\|u(0)\|] = \|u(0)\|", r"a \leq b, \text{ where } b := 2",
    r"\argmin_{s \in \mathbb{R}} s^2 = 1",
]  # fmt: skip
TRUE = [
    r"n! \geq 1", r"\log_2 8 = 3", r"\binom{4}{2} = 6", r"\lfloor a \rfloor \leq a", r"\lceil a \rceil \geq a",
    r"\|v\|_3 \leq \|v\|_2", r"v - v = 0", r"I v = v", r"A I = A", r"\mathrm{tr}(I_n) = n", r"A \odot B = B \odot A",
    r"A^\top A \succeq 0", r"\sigma_{\min}(A) \geq 0", r"\sup_{s \geq 0} g(s) \geq g(t)", r"\Pr[F \mid G] \leq 1",
    r"\mathrm{Cov}(X, Y) = \mathrm{Cov}(Y, X)", r"b \leq c \implies c \geq b", r"b^2 \geq 0 \text{ if } b > 0",
    r"b \leq c \text{ or } c \leq b", r"s^2 \geq 0, \forall s \in \mathbb{R}",
    r"\|z\| \geq 0, \forall z \in \mathbb{R}^n",
    r"|b| = \begin{cases} b & \text{if } b \geq 0 \\ -b & \text{otherwise} \end{cases}",
    r"\left. g(t) \right|_{t = 0} = g(0)", r"\|v\| \leq R := \|v\| + 1", r"b \leq R := b^2 + 1",
    r"b \leq a, \text{ where } b := a", r"b \overset{(a)}{\leq} b + 1", r"a \underbrace{- b}_{c} = a - b",
    r"\Pr[F^c] = 1 - \Pr[F]", r"\mathrm{sign}(b) b = |b|", r"\sup_i y_i \geq y_j", r"\mathbf{1}^\top v = \sum_i v_i",
    r"\mathbb{E}_{z \sim N(0, 1)}[z^2] = 1", r"\argmin_{s \in \mathbb{R}} (s - b)^2 = b",
    r"\mathbb{E}_{j \in [n]}[y_j] = \frac{1}{n} \sum_{i=1}^n y_i", r"A^{-1} A = I", r"\log^2 a = (\log a)^2",
]  # fmt: skip


@pytest.mark.parametrize("latex", FALSE)
def test_nothing_false_is_proved(latex: str) -> None:
    """It falls, or it is open, or it is unread."""
    assert verdict(latex).outcome in (Outcome.REFUTED, Outcome.UNDECIDED, Outcome.UNREAD)


@pytest.mark.parametrize("latex", TRUE)
def test_nothing_true_is_refuted(latex: str) -> None:
    """It stands, or it is open, or it is unread."""
    assert verdict(latex).outcome in (Outcome.PROVED, Outcome.UNDECIDED, Outcome.UNREAD)


@pytest.mark.parametrize("sign", [r"\approx", r"\lesssim", r"\gtrsim", r"\ll", r"\gg", r"\propto", r"\asymp", r"\to"])
@pytest.mark.parametrize("latex", ["b {} c", "b {} b", r"b \leq b + 1 {} c", "b \\leq b - 1, c {} b"])
def test_what_is_vague_is_said_to_be_no_claim(sign: str, latex: str) -> None:
    """No number can break it, and the rest of such a claim is not judged without it."""
    found = verdict(latex.format(sign))

    assert found.outcome is Outcome.UNDECIDED
    assert found.because.endswith("is not a claim that can be checked")


@pytest.mark.parametrize(
    "given",
    [
        r"b \approx c", r"b \ll c", r"b \leq c \text{ if } a > 1", r"b \leq c \text{ or } a > 1",
        r"b \leq \lfloor c \rfloor \leq c",
        r"b \leq \sup_{s \geq 0} g(s) \leq c", r"A \preceq B, b \leq \mathrm{rank}(A) \leq c", r"b \leq n! \leq c",
        r"b \leq \mathbb{E}[X \mid Y] \leq c", r"|b| = \begin{cases} c & b > 0 \\ 0 & \text{otherwise} \end{cases}",
    ],
)  # fmt: skip
def test_what_is_given_is_not_passed_over(given: str) -> None:
    """With a hypothesis that nobody can hold against an instance no counterexample is shown."""
    assert verdict(r"b \leq c", given).outcome is not Outcome.REFUTED


def test_a_definition_within_a_bound_is_one() -> None:
    """R is 2, whichever side of the sign it stands on."""
    for given in ((r"b \leq R := 2",), (r"b \leq R", "2 =: R")):
        assert verdict(r"b \leq 2", *given).outcome is Outcome.PROVED
        assert verdict(r"b \leq 1", *given).outcome is Outcome.REFUTED
