r"""Lemma 4: near the start the Gram matrix stays near its start, equations (4) to (14)."""

from ntkprops.statement import Erratum, Ledger, Row, Statement, cite, definition
from ntkprops.statement.rules import (
    algebra,
    anti_concentration,
    cauchy_schwarz,
    event_inclusion,
    linearity,
    markov,
    norm_domination,
    triangle,
    union_bound,
    weyl,
)

BALL = r"\|w_k - w_k(0)\|^2 \leq \frac{\sqrt{2\pi}\delta\lambda_0}{16n^2} := R, \forall k \in [m],"
BALL_OF_RADIUS_R = r"\|w_k - w_k(0)\| \leq \frac{\sqrt{2\pi}\delta\lambda_0}{16n^2} := R, \forall k \in [m]"
SQUARED = "the proof moves each weight within norm R, not within norm sqrt(R)"

THUS = r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}"
NEAR_LIMIT = r"\|H(0) - H^*\|_2 \leq \frac{\lambda_0}{4}"
MISSING = "the eigenvalue of H needs H(0) near its mean as well, which Lemma 3 gives"

gram_stability_lemma = Statement(
    "lemma-4",
    title="Near the start the Gram matrix is stable",
    source="lecture 12, Lemma 4",
    given=(BALL,),
    for_all=r"\{w_k\}_{k=1}^m",
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}", r"\lambda_{\min}(H) \geq \frac{\lambda_0}{2}"),
    by=(cite("lemma-4-radius"), cite("lemma-4-second-conclusion")),
    errata=(
        Erratum("given", 0, BALL_OF_RADIUS_R, because=SQUARED),
        Erratum("given", 1, NEAR_LIMIT, because=MISSING),
    ),
)

gram_stability = Statement(
    "lemma-4-radius",
    title="Within the radius the Gram matrix moves by at most a quarter of lambda_0",
    source="lecture 12, Lemma 4, first conclusion",
    given=(BALL,),
    for_all=r"\{w_k\}_{k=1}^m",
    over="w(0)",
    probability=r"1 - \delta",
    then=(r"\|H - H(0)\|_2 \leq \frac{\lambda_0}{4}",),
    by=(cite("lemma-4-markov"),),
    errata=(Erratum("given", 0, BALL_OF_RADIUS_R, because=SQUARED),),
)

eigenvalue_kept = Statement(
    "lemma-4-second-conclusion",
    title="Then the least eigenvalue stays at half of lambda_0",
    source="lecture 12, Lemma 4, second conclusion",
    given=(THUS,),
    for_all=r"\{w_k\}_{k=1}^m",
    then=(r"\lambda_{\min}(H) \geq \frac{\lambda_0}{2}",),
    by=(weyl, triangle, definition(r"\lambda_0")),
    errata=(Erratum("given", 1, NEAR_LIMIT, because=MISSING),),
)

flip_event = Statement(
    "flip-event",
    title="Sample i can flip neuron k within the ball",
    source="lecture 12, proof of Lemma 4",
    then=(
        r"A_{ik} = \{\exists w_k, \|w_k - w_k(0)\| \leq R, "
        r"\mathbf{1}[x_i^\top w_k(0) \geq 0] \neq \mathbf{1}[x_i^\top w_k \geq 0]\}.",
    ),
    defines=True,
)

flips = Ledger(
    gram_stability,
    given=(BALL_OF_RADIUS_R,),
    title="How likely a flip is",
    rows=(
        Row(
            "flip-distance",
            r"|x_i^\top w_k - x_i^\top w_k(0)| \leq \|x_i\| \|w_k - w_k(0)\| \leq R",
            by=(cauchy_schwarz,),
        ),
        Row(
            "eq-4",
            r"\Pr(A_{ik}) \leq \Pr(|x_i^\top w_k(0)| \leq R) \leq \frac{2R}{\sqrt{2\pi}},",
            by=(definition("A"), cauchy_schwarz, event_inclusion, anti_concentration),
        ),
    ),
)

entrywise = Ledger(
    gram_stability,
    given=(BALL_OF_RADIUS_R,),
    title="One entry of the Gram matrix",
    rows=(
        Row(
            "eq-5",
            r"\mathbb{E}[|H_{ij}(0) - H_{ij}|] \leq \mathbb{E}\left[\left|\frac{1}{m}x_i^\top x_j \sum_{k=1}^m "
            r"\left(\mathbf{1}[x_i^\top w_k(0) \geq 0]\mathbf{1}[x_j^\top w_k(0) \geq 0] \right. \right. \right."
            r"\left. \left. \left. - \mathbf{1}[x_i^\top w_k \geq 0]\mathbf{1}[x_j^\top w_k \geq 0]"
            r"\right)\right|\right]",
            by=(cite("gram-patterns"), algebra),
            also=("eq-6",),
        ),
        Row(
            "eq-7",
            r"\leq \frac{1}{m} \sum_{i=1}^m \mathbb{E}[\mathbf{1}[A_{ik} \cup A_{jk}]]",
            by=(triangle, cauchy_schwarz, definition("A"), event_inclusion, linearity),
            errata=(
                Erratum(
                    "then",
                    0,
                    r"\leq \frac{1}{m} \sum_{k=1}^m \mathbb{E}[\mathbf{1}[A_{ik} \cup A_{jk}]]",
                    because="the sum is over the neurons k; i is the sample",
                ),
            ),
        ),
        Row("eq-8", r"\leq \frac{1}{m} \sum_{k=1}^m [\Pr(A_{ik}) + \Pr(A_{jk})]", by=(linearity, union_bound)),
        Row("eq-9", r"\leq \frac{4R}{\sqrt{2\pi}}.", by=(linearity, cite("eq-4"))),
    ),
)

in_norm = Ledger(
    gram_stability,
    given=(BALL_OF_RADIUS_R,),
    title="From entries to the spectral norm",
    rows=(
        Row("eq-10", r"\mathbb{E}[\|H - H(0)\|_2] \leq \mathbb{E}[\|H - H(0)\|_F]", by=(norm_domination,)),
        Row("eq-11", r"\leq \mathbb{E}\left[\sum_{ij} |H_{ij}(0) - H_{ij}|\right]", by=(norm_domination,)),
        Row("eq-12", r"\leq \frac{4n^2 R}{\sqrt{2\pi}}", by=(linearity, cite("eq-9"))),
        Row(
            "eq-13",
            r"\leq \frac{4n^2}{\sqrt{2\pi}} \frac{\sqrt{2\pi}\delta\lambda_0}{16n^2}",
            by=(definition("R"),),
        ),
        Row("eq-14", r"= \frac{\delta\lambda_0}{4}.", by=(algebra,)),
        Row(
            "lemma-4-markov",
            r"\Pr[\|H - H(0)\|_2 \geq \frac{\lambda_0}{4}] \leq \frac{\delta\lambda_0/4}{\lambda_0/4} = \delta",
            by=(markov, cite("eq-14")),
        ),
    ),
)
