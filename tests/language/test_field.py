r"""What notes of this field print: each spelling is one known thing, has its sort, and comes back the same."""

from __future__ import annotations

import pytest

from ntkprops.errors import FormulaError, UnreadError
from ntkprops.language import (
    Notation,
    Scope,
    count,
    declare,
    event,
    index,
    matrix,
    positive,
    probability,
    read,
    real,
    sort_of,
    time,
    to_latex,
    vector,
)

NOTATION = Notation(
    (
        *(declare(name, count) for name in ("n", "d", "m", "p", "T")),
        index("i", "j", over="n"),
        index("r", over="m"),
        declare("x", vector("d"), over=("n",)),
        declare("w", vector("d"), over=("m",), of=("step",)),
        declare(r"\theta", vector("p"), of=("step",)),
        declare(r"\Delta\theta", vector("p"), of=("step",)),
        declare("u", vector("n"), of=("step",)),
        declare(r"\hat{y}", vector("n"), of=("step",)),
        declare(r"\bar{u}", vector("n")),
        declare("y", vector("n")),
        declare("v", vector("n")),
        declare("f", real, of=(vector("d"), vector("p"))),
        declare("L", real, of=(vector("p"),)),
        declare(r"\widehat{L}", real, of=(vector("p"),)),
        declare("A", matrix("n", "n")),
        declare("B", matrix("n", "n")),
        declare("H", matrix("n", "n"), of=("step",)),
        declare(r"H^\infty", matrix("n", "n")),
        declare(r"\Phi", matrix("n", "p"), of=("step",)),
        declare("F", event),
        declare("E", event, over=("n",)),
        declare("X", real, random=True),
        declare("Y", real, random=True),
        declare("Z", vector("n"), random=True),
        declare("g", real, of=(real,)),
        declare("a", positive),
        declare("b", real),
        declare("c", real),
        declare("q", real),
        declare("R", positive),
        declare(r"\eta", positive),
        declare(r"\lambda_0", positive),
        declare(r"\delta", probability),
        declare("k", time),
        declare("t", time),
    )
)

INDICES = [
    (r"H^\infty_{ij} \leq 1", r"H^\infty_{ij} \leq 1"),
    (r"\|x^{(i)}\| = 1", r"\|x_{i}\| = 1"),
    (r"\|x^{(i)} - x^{(j)}\| \geq a", r"\|x_{i} - x_{j}\| \geq a"),
    (r"x^{(i)}_1 = 1", r"x_{i, 1} = 1"),
    (r"x_1^{(i)} = 1", r"x_{i, 1} = 1"),
    (r"w^{(t)}_r = w_r(t)", r"w_{r}(t) = w_{r}(t)"),
    (r"w_{r}(k+1) = w_r(k)", r"w_{r}(k + 1) = w_{r}(k)"),
    (r"w_r^{t+1} = w_r^t", r"w_{r}(t + 1) = w_{r}(t)"),
    (r"w_r^{(t+1)} = w_r^{(t)}", r"w_{r}(t + 1) = w_{r}(t)"),
    (r"\theta^{t+1} = \theta^{t}", r"\theta(t + 1) = \theta(t)"),
    (r"\theta_{t+1} = \theta_t", r"\theta(t + 1) = \theta(t)"),
    (r"\theta^0 = \theta_0", r"\theta(0) = \theta(0)"),
    (r"\theta_T = \theta^T", r"\theta(T) = \theta(T)"),
    (r"\Phi^t \theta = u", r"\Phi(t) \theta = u"),
    (r"H^2 = H H", r"H^{2} = H H"),
    (r"\hat y = y", r"\hat{y} = y"),
    (r"\hat{y}^{t+1} = y", r"\hat{y}(t + 1) = y"),
    (r"\bar u = u(0)", r"\bar{u} = u(0)"),
    (r"\widehat L(\theta) \leq 1", r"\widehat{L}(\theta) \leq 1"),
    (r"\Delta\theta = \theta - \theta^0", r"\Delta\theta = \theta - \theta(0)"),
    (r"{\Delta \theta}^{t+1} = \Delta \theta^t", r"\Delta\theta(t + 1) = \Delta\theta(t)"),
    (r"f_\theta(x_i) \leq 1", r"f(x_{i}; \theta) \leq 1"),
    (r"f_{\theta^0}\big(x^{(i)}\big) = 0", r"f(x_{i}; \theta(0)) = 0"),
    (r"y_i^2 \leq 1", r"y_{i}^{2} \leq 1"),
]
ALGEBRA = [
    (r"y - u(k+1) = (I - \eta H(k)) (y - u(k))", r"y - u(k + 1) = (I - \eta H(k)) (y - u(k))"),
    (r"\mathbf{I}_n v = v", r"I_{n} v = v"),
    (r"v = 0", r"v = 0"),
    (r"\mathrm{diag}(v) y = v", r"\mathrm{diag}(v) y = v"),
    (r"\operatorname{tr}(A B) = \mathrm{tr}(B A)", r"\mathrm{tr}(A B) = \mathrm{tr}(B A)"),
    (r"\det(A) = 1", r"\mathrm{det}(A) = 1"),
    (r"\mathrm{rank}(\Phi) = n", r"\mathrm{rank}(\Phi) = n"),
    (r"\textup{sign}(b) \leq 1", r"\mathrm{sgn}(b) \leq 1"),
    (r"A \odot B = B \circ A", r"A \odot B = B \odot A"),
    (r"A^{-1} v = y", r"A^{-1} v = y"),
    (r"\Phi^\dagger y = \theta", r"\Phi^\dagger y = \theta"),
    (r"\Phi^+ y = \theta", r"\Phi^\dagger y = \theta"),
    (r"A \succeq \lambda_0 I", r"A \succeq \lambda_0 I"),
    (r"A \preceq B", r"A \preceq B"),
    (r"A \succ 0", r"A \succ 0"),
    (r"\|\begin{bmatrix} a \\ b \end{bmatrix}\| \leq 1", r"\|\begin{bmatrix} a \\ b \end{bmatrix}\| \leq 1"),
    (r"\mathrm{tr}(\begin{pmatrix} a & b \\ b & c \end{pmatrix}) = 1",
     r"\mathrm{tr}(\begin{bmatrix} a & b \\ b & c \end{bmatrix}) = 1"),
    (r"\|(a, b)^\top\| \leq 1", r"\|\begin{bmatrix} a \\ b \end{bmatrix}\| \leq 1"),
    (r"\Phi = \begin{bmatrix} \nabla_\theta f_\theta(x_1)^\top \\ \vdots \\ \nabla_\theta f_\theta(x_n)^\top"
     r"\end{bmatrix}", r"\Phi = \{\nabla_{\theta} f(x_{i}; \theta)^\top\}_{i=1}^{n}"),
    (r"\sigma_{\min}(\Phi) \geq a", r"\sigma_{\min}(\Phi) \geq a"),
    (r"\sigma_\text{max}(A) \leq 1", r"\sigma_{\max}(A) \leq 1"),
    (r"\lambda_{\mathrm{min}} (A) \geq a", r"\lambda_{\min}(A) \geq a"),
    (r"\|v\|_1 \leq \sqrt{n} \|v\|_2", r"\|v\|_{1} \leq \sqrt{n} \|v\|_{2}"),
    (r"\|v\|_\infty \leq \|v\|", r"\|v\|_{\infty} \leq \|v\|"),
    (r"\|v\|_q \leq \|v\|_3", r"\|v\|_{q} \leq \|v\|_{3}"),
    (r"\|A\|_{op} \leq \|A\|_{\mathrm{F}}", r"\|A\|_{2} \leq \|A\|_{F}"),
    (r"\langle A, B \rangle \leq 1", r"\langle A, B \rangle \leq 1"),
    (r"\mathbf{1}^\top v \leq n", r"\mathbf{1}^\top v \leq n"),
    (r"\mathbf 1_n^\top v \leq n", r"\mathbf{1}_{n}^\top v \leq n"),
    (r"\log_2 n \leq n", r"\log_{2}(n) \leq n"),
    (r"\log^2 n \leq n", r"(\log(n))^{2} \leq n"),
    (r"n! \leq n^n", r"n! \leq n^{n}"),
    (r"\binom{n}{2} \leq n^2", r"\binom{n}{2} \leq n^{2}"),
    (r"\left\lfloor \frac{a}{2} \right\rfloor \leq a", r"\lfloor \frac{a}{2} \rfloor \leq a"),
    (r"\lceil a \rceil \geq a", r"\lceil a \rceil \geq a"),
]
OPERATORS = [
    (r"\sup_{t \geq 0} \|u(t)\| \leq a", r"\sup_{t \geq 0} \|u(t)\| \leq a"),
    (r"\inf_{0 \leq s \leq 1} g(s) \geq 0", r"\inf_{0 \leq s \leq 1} g(s) \geq 0"),
    (r"\sup_i y_i \leq 1", r"\max_{i \in [n]} y_{i} \leq 1"),
    (r"\max_{i,j} A_{ij} \leq 1", r"\max_{i \in [n]} \max_{j \in [n]} A_{ij} \leq 1"),
    (r"\max_{i \neq j} |x_i^\top x_j| \leq 1", r"\max_{i \neq j} \left|x_{i}^\top x_{j}\right| \leq 1"),
    (r"\sum_{i \neq j} A_{ij} \leq 1", r"\sum_{i \neq j} A_{ij} \leq 1"),
    (r"\sum_{s \ge 0} a^s \leq 1", r"\sum_{s \geq 0} a^{s} \leq 1"),
    (r"\max_{\|v\|_2 = 1} v^\top A v \leq 1", r"\max_{\|v\|_{2} = 1} (v^\top A v) \leq 1"),
    (r"\underset{\|v\|=1}{\text{min}} v^\top A v \leq 1", r"\min_{\|v\| = 1} (v^\top A v) \leq 1"),
    (r"\sup_{h \in \mathbb{R}^n} h^\top v \leq 1", r"\sup_{h \in \mathbb{R}^{n}} (h^\top v) \leq 1"),
    (r"\arg\min_\theta L(\theta) = \theta^0", r"\argmin_{\theta} L(\theta) = \theta(0)"),
    (r"\operatorname*{argmax}_{\theta} L(\theta) = 0", r"\argmax_{\theta} L(\theta) = 0"),
    (r"\lim_{t \to \infty} g(t) = 0", r"\lim_{t \to \infty} g(t) = 0"),
    (r"\nabla L(\theta)^\top \theta \leq 1", r"\nabla L(\theta)^\top \theta \leq 1"),
    (r"\nabla_\theta L(\theta) = 0", r"\nabla_{\theta} L(\theta) = 0"),
    (r"\nabla^2 L(\theta) \preceq a I", r"\nabla^2 L(\theta) \preceq a I"),
    (r"\frac{\partial L}{\partial \theta}(\theta) = 0", r"\frac{\partial L(\theta)}{\partial \theta} = 0"),
    (r"\frac{\partial}{\partial \theta} L(\theta) = 0", r"\frac{\partial L(\theta)}{\partial \theta} = 0"),
    (r"\|\partial L(\theta)/\partial\theta\| \leq 1", r"\|\frac{\partial L(\theta)}{\partial \theta}\| \leq 1"),
    (r"\left. g(t) \right|_{t=0} = 1", r"\left. g(t) \right|_{t = 0} = 1"),
    (r"\int g(t) dt \leq 1", r"\int g(t) dt \leq 1"),
]
CHANCES = [
    (r"\mathbf 1\{a \leq b\} = 1", r"\mathbf{1}[a \leq b] = 1"),
    (r"\mathbb I\{a \leq b, b \leq c\} \leq 1", r"\mathbf{1}[\{a \leq b, b \leq c\}] \leq 1"),
    (r"\ind\{a \leq b\} \leq 1", r"\mathbf{1}[a \leq b] \leq 1"),
    (r"\mathds{1}_{\{a \leq b\}} \leq 1", r"\mathbf{1}[a \leq b] \leq 1"),
    (r"\mathbbm{1}[a \leq b] \leq 1", r"\mathbf{1}[a \leq b] \leq 1"),
    (r"\Pr[\bigcup_i E_i] \leq \delta", r"\Pr[\bigcup_{i=1}^{n} E_{i}] \leq \delta"),
    (r"\Pr[F^c] = 1 - \Pr[F]", r"\Pr[\neg (F)] = 1 - \Pr[F]"),
    (r"\Pr[E_i \cap F] \leq \delta", r"\Pr[E_{i} \cap F] \leq \delta"),
    (r"\Pr[(E_i \cup F)^c] \leq \delta", r"\Pr[\neg (E_{i} \cup F)] \leq \delta"),
    (r"\Pr[F \setminus E_i] \leq \delta", r"\Pr[F \cap \neg (E_{i})] \leq \delta"),
    (r"\Pr[F \mid E_i] \leq 1", r"\Pr[F \mid E_{i}] \leq 1"),
    (r"\Pr(|X| \leq a | F) \leq 1", r"\Pr[\left|X\right| \leq a \mid F] \leq 1"),
    (r"\mathbb{E}[X \mid Y] \leq 1", r"\mathbb{E}[X \mid Y] \leq 1"),
    (r"\mathbb{E}\left[ X \middle| Y \right] \leq 1", r"\mathbb{E}[X \mid Y] \leq 1"),
    (r"\mathbb{E}[|X| |Y|] \leq 1", r"\mathbb{E}[\left|X\right| \left|Y\right|] \leq 1"),
    (r"\mathrm{Var}(X | Y) \leq 1", r"\mathrm{Var}[X \mid Y] \leq 1"),
    (r"\mathrm{Cov}(X, Y) \leq 1", r"\mathrm{Cov}(X, Y) \leq 1"),
    (r"\operatorname{Cov}(Z) \succeq 0", r"\mathrm{Cov}(Z) \succeq 0"),
    (r"\mathbb{E}_{h \sim \mathcal N(0, I)}[(h^\top v)^2] = 1",
     r"\mathbb{E}_{h \sim \text{N}(0, I)}[(h^\top v)^{2}] = 1"),
    (r"w_r(0) \sim \mathcal{N}(0, I_d)", r"w_{r}(0) \sim \text{N}(0, I_{d})"),
]
STATEMENTS = [
    (r"s^2 \geq 0 \quad \forall s \in \mathbb{R}", r"s^{2} \geq 0, \forall s \in \mathbb{R}"),
    (r"\|h - s\| \geq 0, \forall h, s \in \mathbb{R}^d",
     r"\|h - s\| \geq 0, \forall h \in \mathbb{R}^{d}, \forall s \in \mathbb{R}^{d}"),
    (r"A_{ij} = 0 \quad \forall i \neq j", r"A_{ij} = 0, \forall i \neq j"),
    (r"\forall h \in \mathbb{R}^d : \|h\| \geq 0", r"\|h\| \geq 0, \forall h \in \mathbb{R}^{d}"),
    (r"\underbrace{a + b}_{\text{small}} \leq 1", r"a + b \leq 1"),
    (r"a \underbrace{- b}_{c} \leq 1", r"a - b \leq 1"),
    (r"a \stackrel{(a)}{\leq} b", r"a \leq b"),
    (r"a \overset{(i)}= b", r"a = b"),
    (r"a \stackrel{\text{def}}{=} b", r"a := b"),
    (r"a \overset{\Delta}{=} b", r"a := b"),
    (r"a \triangleq b", r"a := b"),
    (r"a \defeq b", r"a := b"),
    (r"b + 1 =: a", r"a := b + 1"),
    (r"\|v\| \leq R := \frac{a}{b}", r"\|v\| \leq R := \frac{a}{b}"),
    (r"a \lesssim b", r"a \lesssim b"),
    (r"a \gtrsim b", r"a \gtrsim b"),
    (r"a \ll b", r"a \ll b"),
    (r"a \propto b", r"a \propto b"),
    (r"a \asymp b", r"a \asymp b"),
    (r"a \approx b", r"a \approx b"),
    (r"\frac{a}{n} \to 0", r"\frac{a}{n} \to 0"),
    (r"a = \tilde O(n)", r"a = \tilde{O}(n)"),
    (r"a = \mathcal{O}(n)", r"a = O(n)"),
    (r"a \leq b \text{ and } b \leq c", r"a \leq b, b \leq c"),
    (r"y_i \leq b \text{ for all } i \in [n]", r"y_{i} \leq b, \forall i \in [n]"),
    (r"a \leq b, \text{ if } b > 0", r"b > 0 \implies a \leq b"),
    (r"a \leq b, \text{ where } b := 2", r"a \leq b, b := 2"),
    (r"a \leq b \text{ or } b \leq c", r"a \leq b \text{ or } b \leq c"),
    (r"a \leq b \iff b \geq a", r"a \leq b \iff b \geq a"),
    (r"|b| = \begin{cases} b, & b \geq 0, \\ -b, & \text{otherwise}. \end{cases}",
     r"\left|b\right| = \begin{cases} b & \text{if } b \geq 0 \\ -b & \text{otherwise} \end{cases}"),
    (r"a \leq b \quad \text{(by Markov)}\,.", r"a \leq b"),
    (r"b \in \{\pm 1\}", r"b \in \{-1, 1\}"),
]  # fmt: skip
SPELLINGS = [*INDICES, *ALGEBRA, *OPERATORS, *CHANCES, *STATEMENTS]


def test_there_are_many() -> None:
    """The table is as long as what a survey of notes asked for."""
    assert len(SPELLINGS) >= 112


@pytest.mark.parametrize(("latex", "shown"), SPELLINGS)
def test_a_spelling_is_known(latex: str, shown: str) -> None:
    """It is printed back as is usual, reads as the same tree, and has a sort."""
    tree = read(latex, NOTATION)

    assert to_latex(tree) == shown
    assert read(shown, NOTATION) == tree
    sort_of(tree, Scope(NOTATION))


@pytest.mark.parametrize(
    "latex",
    [
        r"v + b = 0",
        r"v + b = v",
        r"v v = 1",
        r"v^\top \leq 1",
        r"b = I",
        r"v \leq 0",
        r"v^2 = v",
        r"v \succeq 0",
        r"\Phi \succeq 0",
        r"A \odot \Phi = A",
        r"\det(\Phi) = 1",
        r"\mathrm{diag}(b) = A",
        r"\log_2 v \leq 1",
        r"\lfloor v \rfloor \leq 1",
        r"v! = 1",
        r"\Pr[X \mid F] \leq 1",
        r"\sup_{s \geq 0} v \leq 1",
        r"\sup_{t \geq 0} a t + v \leq 1",
        r"v = \begin{bmatrix} a \\ b \end{bmatrix}",
        r"a \leq b \text{ if } v",
        r"R \leq b := b + 1",
        r"v \lesssim 1",
        r"F \subseteq X",
    ],
)
def test_the_sorts_of_it_are_checked(latex: str) -> None:
    """What is read may still make no sense, and that is the notes' fault."""
    with pytest.raises(FormulaError) as caught:
        sort_of(read(latex, NOTATION), Scope(NOTATION))

    assert not isinstance(caught.value, UnreadError)


@pytest.mark.parametrize(
    "latex",
    [
        r"\{h : \|h\| \leq 1\} = b",
        r"g : \mathbb{R} \to \mathbb{R}",
        r"A \otimes B = A",
        r"b^{(i)} \leq 1",
        r"b^+ \leq 1",
        r"\partial L/\partial \theta = 0",
        r"\nabla^3 L(\theta) = 0",
        r"\overset{a}{X} \leq 1",
        r"\begin{bmatrix} a & b \\ c \end{bmatrix} = A",
        r"\begin{bmatrix} a & b \\ c",
        r"\max_{h \in S} h \leq 1",
        r"\exp_2 b \leq 1",
        r"\log^{-1} b \leq 1",
        r"\mathbb{E}_{u(0) \sim N(0, I)}[u(0)] = 0",
        r"a \leq b \text{ with probability at least } 1 - \delta",
    ],
)
def test_what_nobody_knows_is_unread(latex: str) -> None:
    """Neighbours of the above: our limit, and no fault of the notes."""
    with pytest.raises(UnreadError):
        sort_of(read(latex, NOTATION), Scope(NOTATION))
