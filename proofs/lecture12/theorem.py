r"""Theorem 1 and the closing argument: which lemmas, at which failure probability, and why that is no circle."""

from ntkprops.statement import Erratum, Statement, cite
from ntkprops.statement.rules import bootstrap

QUARTER = r"\frac{\lambda_0}{4}"
THIRD = {r"\delta": r"\frac{\delta}{3}"}

convergence = Statement(
    "theorem-1",
    title="Gradient flow on a wide network converges",
    source="lecture 12, Theorem 1",
    given=(r"\lambda_0 = \lambda_{\min}(H^*) > 0", r"m = \Omega(\frac{n^6}{\lambda^4 \delta^3})"),
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2.",),
    by=(
        cite("lemma-3", {r"\epsilon": QUARTER}),
        cite("lemma-4"),
        cite("initial-residual-markov"),
        cite("lemma-5.1"),
        cite("lemma-5.2"),
        cite("least-eigenvalue-bound"),
    ),
    errata=(
        Erratum(
            "given",
            1,
            r"m = \Omega(\frac{n^6}{\lambda_0^4 \delta^3})",
            because="only lambda_0 is ever introduced",
        ),
        Erratum(
            "by",
            0,
            (
                cite("lemma-3", {r"\epsilon": QUARTER, **THIRD}),
                cite("lemma-4", THIRD),
                cite("initial-residual-markov", THIRD),
                cite("lemma-5.1"),
                cite("lemma-5.2"),
                cite("least-eigenvalue-bound"),
                bootstrap,
            ),
            because="three events share delta, and Lemmas 4 and 5 lean on each other until continuity helps",
        ),
    ),
)
