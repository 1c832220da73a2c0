r"""Lemma 5, second result: no weight moves far, equations (19) to (27)."""

from ntkprops.statement import Erratum, Ledger, Row, Statement, cite, definition
from ntkprops.statement.rules import (
    algebra,
    cauchy_schwarz,
    exponential_integral,
    fundamental_theorem,
    gradient,
    linearity,
    norm_definition,
    triangle,
)

from .residual_decay import EIGENVALUE

weights_stay_near_start = Statement(
    "lemma-5.2",
    title="No weight moves further than R'",
    source="lecture 12, Lemma 5, result 2",
    given=(EIGENVALUE,),
    then=(r"\|w_k(t) - w_k(0)\|_2 \leq s\sqrt{n} \|u(0) - y\|_2 / (\lambda_0 \sqrt{m}) := R'",),
    by=(cite("eq-27"),),
    errata=(
        Erratum(
            "then",
            0,
            r"\|w_k(t) - w_k(0)\|_2 \leq 2\sqrt{n} \|u(0) - y\|_2 / (\lambda_0 \sqrt{m}) := R'",
            because="(27) has a 2 there; s is bound in the hypothesis alone",
        ),
    ),
)

velocity_of_weights = Statement(
    "velocity",
    title="The velocity of the weights",
    source="lecture 12, proof of Lemma 5",
    then=(r"\dot{w}(s) := -\nabla L(w(s))",),
    defines=True,
)

path = Ledger(
    weights_stay_near_start,
    title="The path is at most as long as its speed allows",
    rows=(
        Row(
            "eq-19",
            r"\|w_k(t) - w_k(0)\|_2 = \left\| \int_0^t \dot{w}_k(s) ds \right\|_2",
            by=(fundamental_theorem,),
        ),
        Row("eq-20", r"\leq \int_0^t \|\dot{w}_k(s)\|_2 ds.", by=(triangle,)),
    ),
)

speed = Ledger(
    weights_stay_near_start,
    for_all=r"0 \leq s \leq t",
    title="The speed of one weight",
    rows=(
        Row(
            "eq-21",
            r"\|\dot{w}_k(s)\| = \left\| \sum_{i=1}^n (f(x_i; w(s)) - y_i) \frac{1}{\sqrt{m}} a_k "
            r"\mathbf{1}[w_k(s)^\top x_i \geq 0] x_i \right\|_2",
            by=(definition(r"\dot{w}"), gradient, definition("L"), definition("f"), definition(r"\sigma")),
        ),
        Row(
            "eq-22",
            r"\leq \frac{1}{\sqrt{m}} \sum_{i=1}^n |f(x_i; w(s)) - y_i|",
            by=(triangle, linearity),
        ),
        Row(
            "eq-23",
            r"\leq \frac{1}{\sqrt{m}} \sqrt{n} \sqrt{\sum_{i=1}^n (u_i(s) - y_i)^2}",
            by=(cauchy_schwarz, definition("u")),
        ),
        Row(
            "eq-24",
            r"\leq \sqrt{\frac{n}{m}} \exp(-\lambda_0 s/2) \|u(0) - y\|_2.",
            by=(norm_definition, cite("groenwall")),
        ),
    ),
)

distance = Ledger(
    weights_stay_near_start,
    title="Speed integrated",
    rows=(
        Row(
            "eq-25",
            r"\|w_k(t) - w_k(0)\|_2 \leq \sqrt{\frac{n}{m}} \|u(0) - y\|_2 \int_0^t \exp(-\lambda_0 s/2) ds",
            by=(cite("eq-20"), cite("eq-24"), linearity),
        ),
        Row(
            "eq-26",
            r"= \|w_k(t) - w_k(0)\|_2",
            by=(exponential_integral,),
            errata=(
                Erratum(
                    "then",
                    0,
                    r"= \sqrt{\frac{n}{m}} \|u(0) - y\|_2 \frac{2}{\lambda_0} (1 - \exp(-\lambda_0 t/2))",
                    because="the integral is worked out here; the printed right-hand side is the left end of the chain",
                ),
            ),
        ),
        Row(
            "eq-27",
            r"\leq \sqrt{\frac{n}{m}} \|u(0) - y\|_2 \frac{2}{\lambda_0} := R'.",
            by=(cite("eq-25"), exponential_integral, algebra),
        ),
    ),
)
