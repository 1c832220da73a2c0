r"""Lemma 5, first result: the residual decays, equations (15) to (18)."""

from ntkprops.statement import Erratum, Ledger, Row, Statement, cite
from ntkprops.statement.rules import algebra, chain_rule, groenwall, rayleigh

EIGENVALUE = r"\lambda_{\min}(H(s)) \geq \frac{\lambda_0}{2}, \forall 0 \leq s \leq t"

residual_decay = Statement(
    "lemma-5.1",
    title="The residual decays at rate lambda_0",
    source="lecture 12, Lemma 5, result 1",
    given=(EIGENVALUE,),
    then=(r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 y) \|u(0) - y\|_2^2",),
    by=(cite("groenwall"),),
    errata=(
        Erratum(
            "then",
            0,
            r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2",
            because="the exponent is a time; y is the vector of labels",
        ),
    ),
)

loss_rate = Ledger(
    residual_decay,
    title="How fast the squared residual falls",
    rows=(
        Row("eq-15", r"\frac{d\|u(t) - y\|_2^2}{dt} = 2(u(t) - y)^\top \frac{du(t)}{dt}", by=(chain_rule,)),
        Row("eq-16", r"= -2(u(t) - y)^\top H(t)(u(t) - y)", by=(cite("lemma-2"),)),
        Row("eq-17", r"\leq -2\|u(t) - y\|_2^2 \frac{\lambda_0}{2}", by=(rayleigh,)),
        Row("eq-18", r"\leq -\lambda_0 \|u(t) - y\|_2^2.", by=(algebra,)),
    ),
)

integrated = Ledger(
    residual_decay,
    title="Integrated",
    rows=(
        Row(
            "groenwall",
            r"\|u(t) - y\|_2^2 \leq \exp(\lambda_0 t) \|u(0) - y\|_2^2.",
            by=(groenwall, cite("eq-18")),
            errata=(
                Erratum(
                    "then",
                    0,
                    r"\|u(t) - y\|_2^2 \leq \exp(-\lambda_0 t) \|u(0) - y\|_2^2.",
                    because="the rate is -lambda_0; with + the bound grows and (24) does not follow",
                ),
            ),
        ),
    ),
)
