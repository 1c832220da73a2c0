r"""From the lemmas to the width: what R' <= R asks of m, and how large the residual starts."""

from ntkprops.statement import Ledger, Row, Statement, cite, definition
from ntkprops.statement.rules import algebra, gaussian_moments, linearity, markov, norm_definition

width_condition = Statement(
    "width-condition",
    title="At this width the weights stay within the radius",
    source="lecture 12, proof of Theorem 1",
    given=(
        r"R = \frac{\sqrt{2\pi}\delta\lambda_0}{16n^2}",
        r"R' = \sqrt{\frac{n}{m}} \|u(0) - y\|_2 \frac{2}{\lambda_0}",
        r"m = \Omega\left(\frac{n^5 \|u(0) - y\|_2^2}{\lambda_0^4 \delta^2}\right).",
    ),
    then=(r"R' \leq R",),
    by=(algebra,),
)

initial_residual = Statement(
    "initial-residual",
    title="The squared residual starts at order n on average",
    source="lecture 12, proof of Theorem 1",
    over="w(0)",
    then=(r"\mathbb{E}\|u(0) - y\|_2^2 = O(n)",),
    by=(cite("initial-residual-bound"),),
)

second_moment = Ledger(
    initial_residual,
    title="The second moment at the start (ours)",
    rows=(
        Row(
            "initial-residual-sum",
            r"\mathbb{E}\|u(0) - y\|_2^2 = \sum_{i=1}^n \mathbb{E}[(u_i(0) - y_i)^2]",
            by=(norm_definition, linearity),
        ),
        Row(
            "initial-residual-moments",
            r"= \frac{n}{2} + \sum_{i=1}^n y_i^2",
            by=(definition("u"), definition("f"), definition(r"\sigma"), gaussian_moments, linearity),
        ),
        Row("initial-residual-bound", r"\leq \frac{3n}{2}", by=(linearity,)),
    ),
)

initial_residual_markov = Statement(
    "initial-residual-markov",
    title="The squared residual starts at order n / delta with probability 1 - delta",
    source="lecture 12, proof of Theorem 1",
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|u(0) - y\|_2^2 \leq O(\frac{n}{\delta})",),
    by=(cite("initial-residual-tail"),),
)

tail = Ledger(
    initial_residual_markov,
    title="Markov's inequality (ours)",
    rows=(
        Row(
            "initial-residual-tail",
            r"\Pr[\|u(0) - y\|_2^2 > \frac{3n}{2\delta}] \leq \delta",
            by=(markov, cite("initial-residual-bound")),
        ),
    ),
)
