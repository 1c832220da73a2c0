"""Standard steps of notes on learning and optimisation, each beside a false neighbour: facts, no one's words."""

from __future__ import annotations

from dataclasses import dataclass

from ntkprops.language.notation import (
    Notation,
    count,
    declare,
    index,
    matrix,
    nonnegative,
    positive,
    probability,
    real,
    sign,
    time,
    vector,
)
from ntkprops.statement.rules import RULES
from ntkprops.trial.small_numbers import small_numbers

NOTATION = Notation(
    (
        declare("n", count, "samples"),
        declare("m", count, "rows"),
        declare("d", count, "dimension"),
        declare("T", count, "steps"),
        index("i", "j", over="n"),
        index("k", over="T"),
        declare("A", matrix("m", "d")),
        declare("B", matrix("d", "d")),
        declare("M", matrix("n", "n")),
        declare("N", matrix("n", "n")),
        *(declare(name, vector("d")) for name in ("u", "v", "w", "g", "w'")),
        declare("b", vector("m")),
        declare("y", vector("n")),
        declare("x", vector("d"), over=("n",)),
        declare("z", real, over=("n",)),
        declare("a", real, over=("n",)),
        declare("e", nonnegative, over=("T",)),
        declare("e'", real, over=("T",)),
        declare("c", probability),
        declare("q", nonnegative),
        declare("r", real),
        declare(r"\rho", real),
        declare(r"\eta", positive),
        declare(r"\beta", positive),
        declare(r"\epsilon", positive),
        declare(r"\sigma", positive),
        declare(r"\lambda", real),
        declare(r"\delta", probability),
        declare("p", probability),
        declare("f", real, of=(vector("d"),)),
        declare("G", vector("d"), of=(vector("d"),)),
        declare("h", real, of=("time",)),
        declare("o", positive, of=("time",)),
        declare("t", time),
        declare("X", real, random=True),
        declare("Y", real, "independent", random=True),
        declare("V", nonnegative, random=True),
        declare("S", positive, random=True),
        declare("Z", real, "a sample", over=("n",), random=True),
        declare("D", nonnegative, over=("n",), random=True),
        declare(r"\xi", sign, over=("n",), random=True, law="rademacher"),
        declare(r"\mu", real),
    ),
    world=small_numbers(variables=("X", "Y"), samples={"Z": "n"}),
)


@dataclass(frozen=True)
class Standard:
    """A true step with its reasons, and a neighbour that is false under the same ones."""

    true: str
    false: str
    by: str = "algebra"
    given: tuple[str, ...] = ()
    open: str = ""  # why it is not proved yet

    @property
    def rules(self):
        """Its reasons."""
        return tuple(RULES[name] for name in self.by.split())


S = Standard
NORMS = "norm_definition algebra"
VECTORS = [
    S(r"\|u + v\|^2 = \|u\|^2 + 2 \langle u, v \rangle + \|v\|^2", r"\|u + v\|^2 = \|u\|^2 + \|v\|^2", NORMS),
    S(
        r"\|u - \eta g\|^2 = \|u\|^2 - 2 \eta \langle g, u \rangle + \eta^2 \|g\|^2",
        r"\|u - \eta g\|^2 = \|u\|^2 - 2 \eta \langle g, u \rangle + \eta \|g\|^2",
        NORMS,
    ),
    S(
        r"\|A u + b\|^2 = \|A u\|^2 + 2 b^\top A u + \|b\|^2",
        r"\|A u + b\|^2 = \|A u\|^2 + b^\top A u + \|b\|^2",
        NORMS,
    ),
    S(r"\|u + v\|^2 \leq 2 \|u\|^2 + 2 \|v\|^2", r"\|u + v\|^2 \leq \|u\|^2 + 2 \|v\|^2", NORMS),
    S(r"\|u + v\|^2 + \|u - v\|^2 = 2 \|u\|^2 + 2 \|v\|^2", r"\|u + v\|^2 + \|u - v\|^2 = \|u\|^2 + \|v\|^2", NORMS),
    S(
        r"\langle u, v \rangle \leq \frac{1}{2} \|u\|^2 + \frac{1}{2} \|v\|^2",
        r"\langle u, v \rangle \leq \frac{1}{2} \|u\|^2 + \frac{1}{4} \|v\|^2",
        NORMS,
    ),
    S(
        r"\langle u, v \rangle = \frac{1}{4} (\|u + v\|^2 - \|u - v\|^2)",
        r"\langle u, v \rangle = \frac{1}{2} (\|u + v\|^2 - \|u - v\|^2)",
        NORMS,
    ),
    S(r"u^\top A^\top A u = \|A u\|^2", r"u^\top A^\top A u = \|A u\|", NORMS),
    S(r"b^\top A A^\top b = \|A^\top b\|^2", r"b^\top A A^\top b = \|b\|^2", NORMS),
    S(r"u^\top A^\top A u \geq 0", r"u^\top B u \geq 0", NORMS),
    S(r"\|A u\| \leq \|A\| \|u\|", r"\|A\| \|u\| \leq \|A u\|", "operator_norm"),
    S(r"|b^\top A u| \leq \|A\| \|b\| \|u\|", r"|b^\top A u| \leq \|b\| \|u\|", "operator_norm cauchy_schwarz"),
    S(r"|u^\top B u| \leq \|B\| \|u\|^2", r"|u^\top B u| \leq \|B\| \|u\|", "operator_norm cauchy_schwarz algebra"),
    S(r"\|A u\|_2 \leq \|A\|_F \|u\|_2", r"\|A u\|_2 \leq \|A\|_F", "operator_norm norm_domination"),
    S(r"\|M N\| \leq \|M\| \|N\|", r"\|M N\| \leq \|M\|", "operator_norm"),
    S(r"\|A^\top b\| \leq \|A\| \|b\|", r"\|A^\top b\| \leq \|b\|", "operator_norm"),
    S(r"\lambda_{\min}(M) \|y\|^2 \leq y^\top M y", r"y^\top M y \leq \lambda_{\min}(M) \|y\|^2", "rayleigh"),
    S(r"y^\top M y \leq \lambda_{\max}(M) \|y\|^2", r"\lambda_{\max}(M) \|y\|^2 \leq y^\top M y", "rayleigh"),
    S(r"\lambda_{\max}(M) \leq \|M\|", r"\|M\|_F \leq \lambda_{\max}(M)", "norm_domination"),
    S(r"\lambda_{\max}(M) \leq \|M\|_F", r"\|M\|_F \leq \lambda_{\max}(M)", "norm_domination"),
    S(r"\lambda_{\min}(M) \leq \lambda_{\max}(M)", r"\lambda_{\max}(M) \leq \lambda_{\min}(M)", "rayleigh"),
    S(r"\|v\|_\infty \leq \|v\|_2", r"\|v\|_2 \leq \|v\|_\infty", "norm_domination"),
    S(r"\|v\|_2 \leq \|v\|_1", r"\|v\|_1 \leq \|v\|_2", "norm_domination"),
    S(
        r"\|v\|_1 \leq \sqrt{d} \|v\|_2",
        r"\|v\|_1 \leq \|v\|_2",
        "norm_domination norm_definition cauchy_schwarz algebra",
    ),
    S(
        r"|\langle u, v \rangle| \leq \|u\|_1 \|v\|_\infty",
        r"|\langle u, v \rangle| \leq \|u\|_\infty \|v\|_\infty",
        "hoelder",
    ),
    S(r"\|u - w\| \leq \|u - v\| + \|v - w\|", r"\|u - w\| \leq \|u - v\|", "triangle"),
    S(r"\|u\| - \|v\| \leq \|u - v\|", r"\|u\| + \|v\| \leq \|u - v\|", "triangle"),
    S(
        r"\|\frac{1}{n} \sum_{i=1}^n x_i\| \leq \frac{1}{n} \sum_{i=1}^n \|x_i\|",
        r"\|\frac{1}{n} \sum_{i=1}^n x_i\| \leq \frac{1}{n^2} \sum_{i=1}^n \|x_i\|",
        "triangle",
    ),
    S("w' = g - B v", "w' = g + B v", given=(r"u = g - B v", "w' = u")),
    S(
        r"\|w' - u\|^2 = \|w - u\|^2 - 2 \eta \langle g, w - u \rangle + \eta^2 \|g\|^2",
        r"\|w' - u\|^2 = \|w - u\|^2 - 2 \eta \langle g, w - u \rangle",
        NORMS,
        ("w' = w - \\eta g",),
    ),
    S(
        r"f(w') \leq f(w) - \frac{1}{2\beta} \|\nabla f(w)\|^2",
        r"f(w') \leq f(w) - \frac{1}{\beta} \|\nabla f(w)\|^2",
        NORMS,
        (
            r"f(w') \leq f(w) + \langle \nabla f(w), w' - w \rangle + \frac{\beta}{2} \|w' - w\|^2",
            r"w' = w - \frac{1}{\beta} \nabla f(w)",
        ),
    ),
    S(
        r"\|w' - u\|^2 \leq \|w - u\|^2 - 2 \eta (f(w) - f(u)) + \eta^2 \|g\|^2",
        r"\|w' - u\|^2 \leq \|w - u\|^2 - 2 \eta (f(w) - f(u))",
        NORMS,
        ("w' = w - \\eta g", r"f(u) \geq f(w) + \langle g, u - w \rangle"),
    ),
    S(
        r"|f(u) - f(v)| \leq \sigma \epsilon",
        r"|f(u) - f(v)| \leq \epsilon",
        given=(r"|f(u) - f(v)| \leq \sigma \|u - v\|", r"\|u - v\| \leq \epsilon"),
    ),
]

SUMS = [
    S(r"\sum_{i=1}^n z_i^2 \leq n r^2", r"\sum_{i=1}^n z_i^2 \leq r^2", "linearity algebra", (r"|z_i| \leq r",)),
    S(r"\sum_{i=1}^n z_i \leq n r", r"\sum_{i=1}^n z_i \leq r", "linearity", (r"z_i \leq r",)),
    S(
        r"\sum_{i=1}^n z_i \leq \sum_{i=1}^n a_i",
        r"\sum_{i=1}^n a_i \leq \sum_{i=1}^n z_i",
        "linearity",
        (r"z_i \leq a_i",),
    ),
    S(
        r"\frac{1}{n} \sum_{i=1}^n |z_i| \leq q",
        r"\frac{1}{n} \sum_{i=1}^n |z_i| \leq \frac{q}{2}",
        "linearity",
        (r"|z_i| \leq q",),
    ),
    S(
        r"(\frac{1}{n} \sum_{i=1}^n z_i)^2 \leq \frac{1}{n} \sum_{i=1}^n z_i^2",
        r"(\frac{1}{n} \sum_{i=1}^n z_i)^2 \leq \frac{1}{n^2} \sum_{i=1}^n z_i^2",
        "cauchy_schwarz algebra",
    ),
    S(
        r"\sqrt{\sum_{i=1}^n \|x_i\|^2} \leq \sqrt{n} \epsilon",
        r"\sqrt{\sum_{i=1}^n \|x_i\|^2} \leq \epsilon",
        "linearity algebra",
        (r"\|x_i\| \leq \epsilon",),
    ),
    S(r"\max_i z_i \leq r", r"\max_i z_i \leq r - 1", "linearity", (r"z_i \leq r",)),
    S(r"e_{k+1} \leq c^k e_1", r"e_{k+1} \leq c^{k+1} e_1", given=(r"e_{k+1} \leq c e_k, \forall k \in [T]",)),
    S(r"e_{k+1} \leq q^k e_1", r"e_{k+1} \leq q e_1", given=(r"e_{k+1} \leq q e_k, \forall k \in [T]",)),
    S(r"e_k \leq (1 - c)^k e_0", r"e_k \leq (1 - c)^{2k} e_0", given=(r"e_k \leq (1 - c) e_{k-1}",)),
    S(r"e'_{k+1} \leq e'_1 + k r", r"e'_{k+1} \leq e'_1 + r", given=(r"e'_{k+1} \leq e'_k + r",)),
    S(r"(1 + r)^n \geq 1 + n r", r"(1 + r)^n \leq 1 + n r", given=("r > -1",)),
    S(r"(1 - p)^n \geq 1 - n p", r"(1 - p)^n \leq 1 - n p"),
    S(r"(1 - p)^n \leq \exp(-p n)", r"(1 - p)^n \leq \exp(-2 p n)"),
    S(r"2^n \geq n + 1", r"2^n \geq n^2 + 1"),
    S(r"c^n \leq 1", r"c^n \geq 1"),
    S(r"\sum_{i=1}^n i = \frac{n (n + 1)}{2}", r"\sum_{i=1}^n i = \frac{n (n - 1)}{2}"),
    S(
        r"\sum_{k=1}^T (e'_{k+1} - e'_k) = e'_{T+1} - e'_1",
        r"\sum_{k=1}^T (e'_{k+1} - e'_k) = e'_{T+1} + e'_1",
        given=(r"e'_{k+1} \leq e'_k",),
    ),
    S(
        r"\sum_{k=1}^T e_k \leq \frac{e'_1}{\eta}",
        r"\sum_{k=1}^T e_k \leq \frac{e'_1}{2 \eta}",
        "algebra linearity",
        (r"\eta e_k \leq e'_k - e'_{k+1}", r"e'_{T+1} \geq 0"),
    ),
    S(r"\sum_{i=1}^n i^2 = \frac{n (n + 1) (2n + 1)}{6}", r"\sum_{i=1}^n i^2 = \frac{n (n + 1) (n + 2)}{6}"),
    S(r"(1 - c) \sum_{i=1}^n c^i = c - c^{n+1}", r"(1 - c) \sum_{i=1}^n c^i = 1 - c^{n+1}"),
    S(r"\sum_{i=1}^n c^i \leq \frac{c}{1 - c}", r"\sum_{i=1}^n c^i \leq c"),
]

TAIL = r"\Pr[|\frac{1}{n} \sum_{i=1}^n Z_i - \mu| \geq \epsilon]"
MOMENTS = (r"\mathbb{E}[Z_i] = \mu", r"\mathrm{Var}(Z_i) = \sigma^2")
SUB_GAUSSIAN = r"\mathbb{E}[\exp(l X)] \leq \exp(\frac{l^2 \sigma^2}{2}), \forall l \geq 0"
PROBABILITY = [
    S(
        r"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)",
        r"\mathrm{Var}(X + X) = \mathrm{Var}(X) + \mathrm{Var}(X)",
        "independence",
    ),
    S(
        r"\mathrm{Var}(r X - \rho Y) = r^2 \mathrm{Var}(X) + \rho^2 \mathrm{Var}(Y)",
        r"\mathrm{Var}(r X - \rho Y) = r^2 \mathrm{Var}(X) - \rho^2 \mathrm{Var}(Y)",
        "independence",
    ),
    S(
        r"\mathbb{E}[X Y] = \mathbb{E}[X] \mathbb{E}[Y]",
        r"\mathbb{E}[X V] = \mathbb{E}[X] \mathbb{E}[V]",
        "independence",
    ),
    S(
        r"\mathrm{Var}(\frac{1}{n} \sum_{i=1}^n Z_i) = \frac{\sigma^2}{n}",
        r"\mathrm{Var}(\frac{1}{n} \sum_{i=1}^n Z_i) = \sigma^2",
        "independence linearity",
        MOMENTS,
    ),
    S(
        r"\mathbb{E}[\frac{1}{n} \sum_{i=1}^n Z_i] = \mu",
        r"\mathbb{E}[\frac{1}{n} \sum_{i=1}^n Z_i] = n \mu",
        "linearity",
        MOMENTS,
    ),
    S(
        rf"{TAIL} \leq \frac{{\sigma^2}}{{n \epsilon^2}}",
        rf"{TAIL} \leq \frac{{\sigma^2}}{{n \epsilon}}",
        "chebyshev linearity",
        MOMENTS,
    ),
    S(
        r"\Pr[|X - \mu| \geq \epsilon] \leq \frac{\sigma^2}{\epsilon^2}",
        r"\Pr[|X - \mu| \geq \epsilon] \leq \frac{\sigma^2}{2 \epsilon^2}",
        "chebyshev",
        (r"\mathbb{E}[X] = \mu", r"\mathrm{Var}(X) = \sigma^2"),
    ),
    S(
        r"\Pr[X \geq \lambda] \leq \exp(-\frac{\lambda^2}{2\sigma^2})",
        r"\Pr[X \geq \lambda] \leq \exp(-\frac{\lambda^2}{\sigma^2})",
        "chernoff",
        (SUB_GAUSSIAN, r"\lambda \geq 0"),
    ),
    S(
        r"\Pr[X \geq \epsilon] \leq \exp(-\epsilon) \mathbb{E}[\exp(X)]",
        r"\Pr[X \geq \epsilon] \leq \exp(-\epsilon) \mathbb{E}[X]",
        "chernoff",
    ),
    S(
        r"\Pr[V \geq \epsilon] \leq \frac{\mathbb{E}[V]}{\epsilon}",
        r"\Pr[X \geq \epsilon] \leq \frac{\mathbb{E}[X]}{\epsilon}",
        "markov",
    ),
    S(
        r"\Pr[V \geq \frac{r}{\delta}] \leq \delta",
        r"\Pr[V \geq \frac{r}{\delta}] \leq \delta^2",
        "markov",
        (r"\mathbb{E}[V] \leq r", "r > 0"),
    ),
    S(
        r"\Pr[\max_i Z_i \geq \epsilon] \leq \sum_{i=1}^n \Pr[Z_i \geq \epsilon]",
        r"\Pr[\max_i Z_i \geq \epsilon] \leq \Pr[Z_i \geq \epsilon]",
        "union_bound",
    ),
    S(
        r"\Pr[\max_i Z_i \geq \epsilon] \leq \delta",
        r"\Pr[\max_i Z_i \geq \epsilon] \leq \frac{\delta}{n}",
        "union_bound linearity",
        (r"\Pr[Z_i \geq \epsilon] \leq \frac{\delta}{n}",),
    ),
    S(
        r"\Pr[\max_i D_i > \epsilon] \leq n \delta",
        r"\Pr[\max_i D_i > \epsilon] \leq \delta",
        "union_bound linearity",
        (r"\Pr[D_i > \epsilon] \leq \delta",),
    ),
    S(r"\mathbb{E}[X]^2 \leq \mathbb{E}[X^2]", r"\mathbb{E}[X^2] \leq \mathbb{E}[X]^2", "jensen"),
    S(r"\mathrm{Var}(X) \leq \mathbb{E}[X^2]", r"\mathrm{Var}(X) \geq \mathbb{E}[X^2]", "algebra"),
    S(
        r"\mathbb{E}[(X - r)^2] = \mathrm{Var}(X) + (\mathbb{E}[X] - r)^2",
        r"\mathbb{E}[(X - r)^2] = \mathrm{Var}(X) + r^2",
        "linearity algebra",
    ),
    S(r"\mathbb{E}[V] \leq r", r"\mathbb{E}[V] \leq \frac{r}{2}", "linearity", (r"V \leq r",)),
    S(
        r"\mathbb{E}[(\sum_{i=1}^n \xi_i z_i)^2] = \sum_{i=1}^n z_i^2",
        r"\mathbb{E}[(\sum_{i=1}^n \xi_i z_i)^2] = n \sum_{i=1}^n z_i^2",
        "gaussian_moments",
    ),
    S(
        r"\Pr[X < \epsilon] \geq 1 - \delta",
        r"\Pr[X < \epsilon] \geq 1 - \delta^2",
        "linearity",
        (r"\Pr[X \geq \epsilon] \leq \delta",),
    ),
]

STILL = r"\frac{{dh(s)}}{{ds}} {}, \forall 0 \leq s \leq t"
CALCULUS = [
    S(r"\int_0^1 (1 - t r)^2 dt = 1 - r + \frac{r^2}{3}", r"\int_0^1 (1 - t r)^2 dt = 1 - r + \frac{r^2}{2}"),
    S(r"\int_0^t s^3 ds = \frac{t^4}{4}", r"\int_0^t s^3 ds = \frac{t^4}{3}"),
    S(
        r"\int_0^t \exp(-\eta s) ds \leq \frac{1}{\eta}",
        r"\int_0^t \exp(-\eta s) ds \leq 1",
        "exponential_integral algebra",
    ),
    S(
        r"\log(o(t)) - \log(o(0)) = \int_0^t h(s) ds",
        r"\log(o(t)) = \int_0^t h(s) ds",
        "chain_rule fundamental_theorem",
        (r"\frac{do(t)}{dt} = h(t) o(t)",),
    ),
    S(r"h(t) - h(0) = r t", r"h(t) = r t", "fundamental_theorem", (STILL.format("= r"),)),
    S(r"h(t) \leq h(0) + r t", r"h(t) \leq r t", "fundamental_theorem", (STILL.format(r"\leq r"),)),
    S(r"h(t) \leq h(0)", r"h(t) \geq h(0)", "fundamental_theorem", (STILL.format(r"\leq 0"),)),
    S(r"\frac{d h(t)^2}{dt} = 2 h(t) \frac{dh(t)}{dt}", r"\frac{d h(t)^2}{dt} = h(t) \frac{dh(t)}{dt}", "chain_rule"),
    S(
        r"o(t) = \exp(-\eta t) o(0)",
        r"o(t) = \exp(-2 \eta t) o(0)",
        "chain_rule fundamental_theorem algebra",
        (r"\frac{do(t)}{dt} = -\eta o(t)",),
    ),
]

LOG = r"\log(2/\delta)"
DEFINED = [
    S(
        rf"2 \sqrt{{\frac{{{LOG}}}{{n}}}} \leq 3 \sqrt{{\frac{{\log(4/\delta)}}{{n}}}}",
        rf"2 \sqrt{{\frac{{{LOG}}}{{n}}}} \leq \sqrt{{\frac{{\log(4/\delta)}}{{n}}}}",
    ),
    S(rf"{LOG} > 0", rf"{LOG} > 1"),
    S(rf"\sqrt{{\frac{{{LOG}}}{{2n}}}} \leq \sqrt{{{LOG}}}", rf"\sqrt{{{LOG}}} \leq \sqrt{{\frac{{{LOG}}}{{2n}}}}"),
    S(r"\frac{1}{\log(1/\delta)} > 0", r"\frac{1}{\log(1/\delta)} > 1"),
    S(r"\sqrt{\|u\|^2 + \|v\|^2} \leq \|u\| + \|v\|", r"\sqrt{\|u\|^2 + \|v\|^2} \leq \|u\|"),
    S(
        r"\sqrt{\sum_{i=1}^n z_i^2} \leq \sum_{i=1}^n |z_i|",
        r"\sum_{i=1}^n |z_i| \leq \sqrt{\sum_{i=1}^n z_i^2}",
        "norm_domination norm_definition",
    ),
    S(r"\sqrt{r^2 + \epsilon} \leq |r| + \sqrt{\epsilon}", r"\sqrt{r^2 + \epsilon} \leq |r|"),
    S(r"\sqrt{1 - \delta} \leq 1 - \frac{\delta}{2}", r"\sqrt{1 - \delta} \leq 1 - \delta"),
    S(
        r"\exp(-n \epsilon^2) \leq \frac{\delta}{2}",
        r"\exp(-n \epsilon^2) \leq \frac{\delta}{4}",
        given=(rf"n \geq \frac{{{LOG}}}{{\epsilon^2}}",),
    ),
]

EVERYWHERE = r"\forall u, v"
SLOPE = r"f(v) {} f(u) + \langle \nabla f(u), v - u \rangle"
CONVEX = SLOPE.format(r"\geq") + EVERYWHERE
STRONGLY = SLOPE.format(r"\geq") + r"+ \frac{\sigma}{2} \|v - u\|^2 " + EVERYWHERE
SMOOTH = SLOPE.format(r"\leq") + r"+ \frac{\beta}{2} \|v - u\|^2 " + EVERYWHERE
STEP = r"w' = w - \frac{1}{\beta} \nabla f(w)"
LEAST = r"\nabla f(g) = 0"
GAP = r"f(w) - f(g)"
DESCENT = [
    S(
        r"f(w') \leq f(w) - \frac{1}{2\beta} \|\nabla f(w)\|^2",
        r"f(w') \leq f(w) - \frac{1}{\beta} \|\nabla f(w)\|^2",
        NORMS,
        (SMOOTH, STEP),
    ),
    S(
        r"f(w - \eta \nabla f(w)) \leq f(w) - \frac{\eta}{2} \|\nabla f(w)\|^2",
        r"f(w - \eta \nabla f(w)) \leq f(w) - \eta \|\nabla f(w)\|^2",
        NORMS,
        (SMOOTH, r"\eta \leq \frac{1}{\beta}"),
    ),
    S(
        rf"{GAP} \leq \langle \nabla f(w), w - g \rangle",
        rf"{GAP} \leq \langle \nabla f(g), w - g \rangle",
        NORMS,
        (CONVEX,),
    ),
    S(
        r"\langle \nabla f(w) - \nabla f(g), w - g \rangle \geq 0",
        r"\langle \nabla f(w) - \nabla f(g), w - g \rangle \leq 0",
        NORMS,
        (CONVEX,),
    ),
    S(
        r"\langle \nabla f(w) - \nabla f(g), w - g \rangle \geq \sigma \|w - g\|^2",
        r"\langle \nabla f(w) - \nabla f(g), w - g \rangle \geq 2 \sigma \|w - g\|^2",
        NORMS,
        (STRONGLY,),
    ),
    S(r"f(w) \geq f(g)", r"f(w) \leq f(g)", NORMS, (CONVEX, LEAST)),
    S(rf"{GAP} \geq \frac{{\sigma}}{{2}} \|w - g\|^2", rf"{GAP} \geq \sigma \|w - g\|^2", NORMS, (STRONGLY, LEAST)),
    S(
        rf"{GAP} \leq \frac{{1}}{{2\sigma}} \|\nabla f(w)\|^2",
        rf"{GAP} \leq \frac{{1}}{{4\sigma}} \|\nabla f(w)\|^2",
        NORMS,
        (STRONGLY,),
    ),
    S(
        r"\|w' - g\|^2 \leq \|w - g\|^2 - 2 \eta (f(w) - f(g)) + \eta^2 \|\nabla f(w)\|^2",
        r"\|w' - g\|^2 \leq \|w - g\|^2 - 2 \eta (f(w) - f(g))",
        NORMS,
        (CONVEX, r"w' = w - \eta \nabla f(w)"),
    ),
    S(
        r"f(w') - f(g) \leq \frac{\beta}{2} (\|w - g\|^2 - \|w' - g\|^2)",
        r"f(w') - f(g) \leq \frac{\beta}{4} (\|w - g\|^2 - \|w' - g\|^2)",
        NORMS,
        (CONVEX, SMOOTH, STEP),
    ),
    S(
        r"f(w') - r \leq (1 - \frac{\sigma}{\beta}) (f(w) - r)",
        r"f(w') - r \leq (1 - \frac{2 \sigma}{\beta}) (f(w) - r)",
        NORMS,
        (r"\|\nabla f(u)\|^2 \geq 2 \sigma (f(u) - r) \forall u", SMOOTH, STEP),
    ),
    S(
        r"\|w' - g\|^2 \leq (1 - \frac{\sigma}{\beta}) \|w - g\|^2",
        r"\|w' - g\|^2 \leq (1 - \frac{2 \sigma}{\beta}) \|w - g\|^2",
        NORMS,
        (STRONGLY, SMOOTH, STEP, r"f(w') \geq f(g)"),
    ),
    S(
        r"f(w) \leq f(g) + \sigma \epsilon",
        r"f(w) \leq f(g) + \epsilon",
        given=(r"|f(u) - f(v)| \leq \sigma \|u - v\| \forall u, v", r"\|w - g\| \leq \epsilon"),
    ),
    S(
        r"|\langle \nabla f(w) - \nabla f(g), w - g \rangle| \leq \beta \|w - g\|^2",
        r"|\langle \nabla f(w) - \nabla f(g), w - g \rangle| \leq \beta \|w - g\|",
        "cauchy_schwarz algebra",
        (r"\|\nabla f(u) - \nabla f(v)\| \leq \beta \|u - v\| \forall u, v",),
    ),
    S(
        r"\|w' - g\| \leq c \|w - g\|",
        r"\|w' - g\| \leq c^2 \|w - g\|",
        given=(r"\|G(u) - G(v)\| \leq c \|u - v\| \forall u, v", "w' = G(w)", "G(g) = g"),
    ),
    S(
        r"\|w - g\| \leq 0",
        r"\|w - g\| \geq 1",
        given=(r"\|G(u) - G(v)\| \leq c \|u - v\| \forall u, v", "G(w) = w", "G(g) = g"),
    ),
    S(
        r"f(c w + (1 - c) g) \leq \max\{f(w), f(g)\}",
        r"f(c w + (1 - c) g) \leq \min\{f(w), f(g)\}",
        given=(r"f(c u + (1 - c) v) \leq c f(u) + (1 - c) f(v) \forall u, v",),
    ),
    S(r"\nabla f(w) = 2 w", r"\nabla f(w) = w", "gradient", (r"f(u) = \|u\|^2 \forall u",)),
    S(r"\nabla f(w) = g", r"\nabla f(w) = w", "gradient", (r"f(u) = \langle g, u \rangle \forall u",)),
    S(
        r"\nabla f(w) = 2 A^\top (A w - b)",
        r"\nabla f(w) = A^\top (A w - b)",
        "gradient",
        (r"f(u) = \|A u - b\|^2 \forall u",),
    ),
    S(
        r"\langle u, v \rangle \leq \frac{\eta}{2} \|u\|^2 + \frac{1}{2 \eta} \|v\|^2",
        r"\langle u, v \rangle \leq \frac{\eta}{4} \|u\|^2 + \frac{1}{2 \eta} \|v\|^2",
        NORMS,
    ),
    S(
        r"\|u + v\|^2 \leq (1 + \eta) \|u\|^2 + (1 + \frac{1}{\eta}) \|v\|^2",
        r"\|u + v\|^2 \leq (1 + \eta) \|u\|^2 + \|v\|^2",
        NORMS,
    ),
    S(
        r"\frac{1}{T} \sum_{k=1}^T e_k \leq \frac{e'_1}{\eta T}",
        r"\frac{1}{T} \sum_{k=1}^T e_k \leq \frac{e'_1}{2 \eta T}",
        "algebra linearity",
        (r"\eta e_k \leq e'_k - e'_{k+1}", r"e'_{T+1} \geq 0"),
    ),
]

SPECTRA = [
    S(r"\mathrm{tr}(M N) = \mathrm{tr}(N M)", r"\mathrm{tr}(M N) = \mathrm{tr}(M) \mathrm{tr}(N)"),
    S(r"\mathrm{tr}(A^\top A) = \|A\|_F^2", r"\mathrm{tr}(A^\top A) = \|A\|_F", NORMS),
    S(r"\mathrm{tr}(u v^\top) = \langle u, v \rangle", r"\mathrm{tr}(u v^\top) = \|u\| \|v\|"),
    S(
        r"|\langle M, N \rangle| \leq \|M\|_F \|N\|_F",
        r"|\langle M, N \rangle| \leq \|M\|_2 \|N\|_2",
        "cauchy_schwarz",
    ),
    S(
        r"\lambda_{\min}(M + N) \geq \lambda_{\min}(M) + \lambda_{\min}(N)",
        r"\lambda_{\min}(M + N) \leq \lambda_{\min}(M) + \lambda_{\min}(N)",
        "weyl",
    ),
    S(
        r"\lambda_{\max}(M + N) \leq \lambda_{\max}(M) + \lambda_{\max}(N)",
        r"\lambda_{\max}(M + N) \geq \lambda_{\max}(M) + \lambda_{\max}(N)",
        "weyl",
    ),
    S(
        r"\lambda_{\min}(M + N) \geq \frac{r}{2}",
        r"\lambda_{\min}(M + N) \geq r",
        "weyl norm_domination",
        (r"\lambda_{\min}(M) \geq r", r"\|N\| \leq \frac{r}{2}"),
    ),
    S(r"\|v\|_2 \leq \sqrt{d} \|v\|_\infty", r"\|v\|_2 \leq \|v\|_\infty", "norm_domination"),
    S(r"\|v\|_1 \leq d \|v\|_\infty", r"\|v\|_1 \leq \|v\|_\infty", "norm_domination linearity"),
    S(
        r"\|A u\| \leq \sigma \epsilon",
        r"\|A u\| \leq \sigma",
        "operator_norm",
        (r"\|A\| \leq \sigma", r"\|u\| \leq \epsilon"),
    ),
]

CHANCES = [
    S(
        r"\mathbb{E}[X Y]^2 \leq \mathbb{E}[X^2] \mathbb{E}[Y^2]",
        r"\mathbb{E}[X Y]^2 \leq \mathbb{E}[X^2] + \mathbb{E}[Y^2]",
        "cauchy_schwarz",
    ),
    S(
        r"\mathbb{E}[|X|] \leq \sqrt{\mathbb{E}[X^2]}",
        r"\mathbb{E}[|X|] \leq \mathbb{E}[X^2]",
        "jensen",
    ),
    S(r"\exp(\mathbb{E}[X]) \leq \mathbb{E}[\exp(X)]", r"\mathbb{E}[\exp(X)] \leq \exp(\mathbb{E}[X])", "jensen"),
    S(r"\mathbb{E}[\log(S)] \leq \log(\mathbb{E}[S])", r"\mathbb{E}[\log(S)] \geq \log(\mathbb{E}[S])", "jensen"),
    S(
        r"\mathbb{E}[\frac{1}{S}] \geq \frac{1}{\mathbb{E}[S]}",
        r"\mathbb{E}[\frac{1}{S}] \leq \frac{1}{\mathbb{E}[S]}",
        "jensen",
    ),
    S(
        rf"{TAIL} \leq 2 \exp(-2 n \epsilon^2)",
        rf"{TAIL} \leq \exp(-2 n^2 \epsilon^2)",
        "hoeffding linearity",
        (r"0 \leq Z_i \leq 1", r"\mathbb{E}[Z_i] = \mu"),
    ),
    S(
        rf"{TAIL} \leq 2 \exp(-\frac{{n \epsilon^2}}{{2 \sigma^2}})",
        rf"{TAIL} \leq \exp(-\frac{{2 n \epsilon^2}}{{\sigma^2}})",
        "hoeffding linearity",
        (r"|Z_i| \leq \sigma", r"\mathbb{E}[Z_i] = \mu"),
    ),
    S(
        r"\Pr[\frac{1}{n} \sum_{i=1}^n Z_i \geq \mu + \epsilon] \leq \exp(-2 n \epsilon^2)",
        r"\Pr[\frac{1}{n} \sum_{i=1}^n Z_i \geq \mu + \epsilon] \leq \exp(-2 n^2 \epsilon^2)",
        "hoeffding linearity",
        (r"0 \leq Z_i \leq 1", r"\mathbb{E}[Z_i] = \mu"),
    ),
    S(
        r"\mathrm{Var}(X) \leq \mathbb{E}[(X - r)^2]",
        r"\mathrm{Var}(X) \geq \mathbb{E}[(X - r)^2]",
        "linearity algebra",
    ),
    S(
        r"\mathbb{E}[(X + Y)^2] \leq 2 \mathbb{E}[X^2] + 2 \mathbb{E}[Y^2]",
        r"\mathbb{E}[(X + Y)^2] \leq \mathbb{E}[X^2] + \mathbb{E}[Y^2]",
        "linearity algebra",
    ),
    S(
        r"\Pr[\max_i |Z_i| \geq \epsilon] \leq 2 n \delta",
        r"\Pr[\max_i |Z_i| \geq \epsilon] \leq \delta",
        "union_bound linearity",
        (r"\Pr[|Z_i| \geq \epsilon] \leq 2 \delta",),
    ),
    S(
        r"\log(\exp(r) + \exp(q)) \leq \max\{r, q\} + \log(2)",
        r"\log(\exp(r) + \exp(q)) \leq \max\{r, q\}",
        open="no rule bounds a sum in a logarithm by its largest term",
    ),
]

STEPS = {
    "vectors": VECTORS, "sums": SUMS, "probability": PROBABILITY, "calculus": CALCULUS, "defined": DEFINED,
    "descent": DESCENT, "spectra": SPECTRA, "chances": CHANCES,
}  # fmt: skip
