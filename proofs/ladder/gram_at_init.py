r"""In the place of Lemma 3: fewer entries in the union, or the operator norm at once."""

from ntkprops.statement import Ledger, Row, Statement, assume, cite
from ntkprops.statement.rules import algebra

SOURCE_PAIRS = "ours, with Hoeffding, 1963, Theorem 2"
SOURCE_BERNSTEIN = "Tropp, 2015, An introduction to matrix concentration inequalities, Theorem 6.1.1"

hoeffding_pairs = Statement(
    "hoeffding-pairs",
    title="Hoeffding over the n(n+1)/2 entries on and above the diagonal",
    source=SOURCE_PAIRS,
    given=(r"m \geq \frac{1}{2} \epsilon^{-2} n^2 \log(\frac{n(n+1)}{\delta})",),
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|H(0) - H^*\|_2 \leq \epsilon",),
    by=(cite("hoeffding-pairs-at-width"),),
)

pairs = Ledger(
    hoeffding_pairs,
    title="H(0) is symmetric, so that half the entries decide",
    given=(),
    rows=(
        Row(
            "hoeffding-pairs-tail",
            r"\Pr[\|H(0) - H^*\|_2 > \epsilon] \leq n(n+1) \exp(-\frac{2 m \epsilon^2}{n^2})",
            by=(assume("Hoeffding for every entry with i at most j, and symmetry: Hoeffding, 1963, Theorem 2"),),
        ),
    ),
)

pairs_width = Ledger(
    hoeffding_pairs,
    title="The width at which the tail is at most delta",
    rows=(
        Row(
            "hoeffding-pairs-at-width",
            r"\Pr[\|H(0) - H^*\|_2 > \epsilon] \leq \delta",
            by=(cite("hoeffding-pairs-tail"), algebra),
        ),
    ),
)

# H(0) is the mean of m independent Z_k = D_k K D_k with 0 <= Z_k <= n, so |Z_k - H^*| <= n and
# |E (Z_k - H^*)^2| <= |E Z_k^2| <= n |H^*| <= n tr(H^*) = n^2/2; Bernstein's exponent: m eps^2/(n^2 + 2 n eps/3).
matrix_bernstein = Statement(
    "matrix-bernstein",
    title="The operator norm at once, by matrix Bernstein: log n in place of log n^2, twice the constant",
    source=SOURCE_BERNSTEIN,
    given=(r"m \geq \epsilon^{-2} (n^2 + \frac{2 n \epsilon}{3}) \log(\frac{2 n}{\delta})",),
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|H(0) - H^*\|_2 \leq \epsilon",),
    by=(cite("matrix-bernstein-at-width"),),
)

bernstein = Ledger(
    matrix_bernstein,
    title="Bernstein for the mean of m independent positive semidefinite matrices of norm at most n",
    given=(),
    rows=(
        Row(
            "matrix-bernstein-tail",
            r"\Pr[\|H(0) - H^*\|_2 > \epsilon] \leq 2 n \exp(-\frac{m \epsilon^2}{n^2 + \frac{2 n \epsilon}{3}})",
            by=(assume("matrix Bernstein: Tropp, 2015, Theorem 6.1.1"),),
        ),
    ),
)

bernstein_width = Ledger(
    matrix_bernstein,
    title="The width at which the tail is at most delta",
    rows=(
        Row(
            "matrix-bernstein-at-width",
            r"\Pr[\|H(0) - H^*\|_2 > \epsilon] \leq \delta",
            by=(cite("matrix-bernstein-tail"), algebra),
        ),
    ),
)
