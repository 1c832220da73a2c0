r"""Lemma 2: how the predictions move, equation (3). The steps are ours: the notes refer back."""

from ntkprops.statement import Ledger, Row, Statement, assume, cite, definition
from ntkprops.statement.rules import gradient, linearity, substitution

prediction_dynamics = Statement(
    "lemma-2",
    title="The predictions move with the Gram matrix",
    source="lecture 12, Lemma 2, (3)",
    then=(r"\frac{du(t)}{dt} = -H(t)[u(t) - y]",),
    by=(cite("velocity-gram"),),
    also=("eq-3",),
)

velocity = Ledger(
    prediction_dynamics,
    title="One prediction",
    rows=(
        Row(
            "velocity-chain",
            r"\frac{du_i(t)}{dt} = \left\langle \frac{\partial f(x_i; w(t))}{\partial w(t)}, "
            r"\frac{dw(t)}{dt} \right\rangle",
            by=(definition("u"), assume("chain rule")),
        ),
        Row(
            "velocity-flow",
            r"= -\left\langle \frac{\partial f(x_i; w(t))}{\partial w(t)}, \nabla L(w(t)) \right\rangle",
            by=(cite("eq-2"), substitution),
        ),
        Row(
            "velocity-loss",
            r"= -\sum_{j=1}^n (u_j(t) - y_j) \left\langle \frac{\partial f(x_i; w(t))}{\partial w(t)}, "
            r"\frac{\partial f(x_j; w(t))}{\partial w(t)} \right\rangle",
            by=(gradient, definition("L"), definition("u"), linearity),
        ),
        Row("velocity-gram", r"= -\sum_{j=1}^n H_{ij}(t) (u_j(t) - y_j)", by=(definition("H"),)),
    ),
)
