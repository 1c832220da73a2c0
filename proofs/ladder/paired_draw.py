r"""Another draw: m/2 neurons, each once more with the opposite sign, so that every prediction starts at 0; m is even.

Only m/2 neurons are independent, so that what is proved by independence needs twice the width.
"""

from ntkprops.statement import Ledger, Row, Statement, assume, cite
from ntkprops.statement.rules import algebra, linearity, norm_definition, triangle

from .flips import CHERNOFF_BALL, NEAR_LIMIT, STABLE

PAIRED = r"\|u(0)\|_2 = 0"

paired_residual = Statement(
    "paired-residual",
    title="Predictions start at 0, so that only the labels are left of the residual",
    source="ours; the draw of Chizat, Oyallon and Bach, 2019, section 2",
    given=(PAIRED,),
    then=(r"\|u(0) - y\|_2^2 \leq n",),
    by=(cite("paired-residual-start"), cite("paired-residual-labels")),
)

residual_parts = Ledger(
    paired_residual,
    title="The residual is at most the labels",
    rows=(
        Row("paired-residual-triangle", r"\|u(0) - y\|_2 \leq \|u(0)\|_2 + \|y\|_2", by=(triangle,)),
        Row("paired-residual-start", r"= \|y\|_2", by=(algebra,)),
    ),
)

labels = Ledger(
    paired_residual,
    title="Labels are at most 1",
    rows=(
        Row("paired-residual-norm", r"\|y\|_2^2 = \sum_{i=1}^n y_i^2", by=(norm_definition,)),
        Row("paired-residual-labels", r"\leq n", by=(linearity,)),
    ),
)

paired_gram = Statement(
    "paired-gram",
    title="Hoeffding over all entries, for m/2 independent pairs",
    source="ours, with Hoeffding, 1963, Theorem 2",
    given=(PAIRED, r"m \geq \epsilon^{-2} n^2 \log(\frac{2 n^2}{\delta})"),
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|H(0) - H^*\|_2 \leq \epsilon",),
    by=(assume("Hoeffding for m/2 independent pairs: Hoeffding, 1963, Theorem 2"),),
)

paired_flips = Statement(
    "paired-flips",
    title="Chernoff for the flips of each sample, for m/2 independent pairs",
    source="ours, with Mitzenmacher and Upfal, 2017, Theorem 4.4",
    given=(PAIRED, CHERNOFF_BALL, r"m \geq \frac{96 n}{\lambda_0} \log(\frac{n}{\delta})", NEAR_LIMIT),
    for_all=r"\{w_k\}_{k=1}^m",
    over="w(0)",
    probability=r"1 - \delta",
    then=STABLE,
    by=(assume("Chernoff for m/2 independent pairs: Mitzenmacher and Upfal, 2017, Theorem 4.4, and Weyl"),),
)
