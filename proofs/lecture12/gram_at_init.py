r"""Lemma 3: at the start the Gram matrix is near its mean. The steps are ours: the notes refer back."""

from ntkprops.statement import Erratum, Ledger, Row, Statement, cite, definition
from ntkprops.statement.rules import (
    algebra,
    cauchy_schwarz,
    event_inclusion,
    gaussian_moments,
    hoeffding,
    linearity,
    norm_domination,
    rayleigh,
    union_bound,
)

gram_near_limit = Statement(
    "lemma-3",
    title="The Gram matrix starts near its mean",
    source="lecture 12, Lemma 3",
    given=(
        r"\|x_i\| \leq 1",
        r"m \geq \Omega(\epsilon^{-2} n^2 \log(\frac{n}{\delta}))",
    ),
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|H(0) - H^*\|_2 \leq \epsilon.",),
    by=(cite("deviation-at-width"),),
    errata=(
        Erratum(
            "given",
            1,
            r"m \geq \frac{1}{2} \epsilon^{-2} n^2 \log(\frac{2 n^2}{\delta})",
            because="at n = 1 the printed logarithm can be as small as one likes",
        ),
    ),
)

deviation = Ledger(
    gram_near_limit,
    title="Hoeffding for each entry, a union over the entries",
    given=(),
    rows=(
        Row(
            "deviation-entries",
            r"\Pr[\|H(0) - H^*\|_2 > \epsilon] \leq "
            r"\Pr[\max_{ij} |H_{ij}(0) - H^*_{ij}| > \frac{\epsilon}{n}]",
            by=(norm_domination, event_inclusion),
        ),
        Row(
            "deviation-union",
            r"\leq \sum_{ij} \Pr[|H_{ij}(0) - H^*_{ij}| > \frac{\epsilon}{n}]",
            by=(union_bound,),
        ),
        Row(
            "deviation-tail",
            r"\leq 2 n^2 \exp(-\frac{2 m \epsilon^2}{n^2})",
            by=(hoeffding, cauchy_schwarz, linearity, cite("gram-patterns"), definition("H^*")),
        ),
    ),
)

deviation_width = Ledger(
    gram_near_limit,
    title="The width at which the tail is at most delta",
    given=(r"m \geq \frac{1}{2} \epsilon^{-2} n^2 \log(\frac{2 n^2}{\delta})",),
    rows=(
        Row(
            "deviation-at-width",
            r"\Pr[\|H(0) - H^*\|_2 > \epsilon] \leq \delta",
            by=(cite("deviation-tail"), algebra),
        ),
    ),
)

least_eigenvalue = Statement(
    "least-eigenvalue",
    title="lambda_0 is the least eigenvalue of the mean, and positive",
    source="lecture 12, Theorem 1",
    then=(r"\lambda_0 = \lambda_{\min}(H^*) > 0",),
    defines=True,
)

at_most_half = Statement(
    "least-eigenvalue-bound",
    title="lambda_0 is at most 1/2, because every diagonal entry of the mean is 1/2",
    source="ours",
    given=(r"\lambda_0 = \lambda_{\min}(H^*)",),
    then=(r"\lambda_0 \leq \frac{1}{2}",),
    by=(rayleigh, definition("H^*"), cite("gram-patterns"), gaussian_moments, cauchy_schwarz),
)
