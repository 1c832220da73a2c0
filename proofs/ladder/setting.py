r"""Section 1 of lecture 12, restated word for word: the problem, the network, the Gram matrix."""

from ntkprops.statement import Ledger, Row, Statement, definition
from ntkprops.statement.rules import algebra, gradient

eq_1 = Statement(
    "eq-1",
    title="The squared loss",
    source="lecture 12, (1)",
    then=(r"L(w) = \frac{1}{2} \sum_{i=1}^n (y_i - f(x_i; w))^2",),
    defines=True,
)

data = Statement(
    "data",
    title="Inputs on the unit sphere, labels in [-1, 1]",
    source="lecture 12, section 1",
    then=(r"\|x_i\| = 1, |y_i| \leq 1",),
    defines=True,
)

predictions = Statement(
    "predictions",
    title="The vector of predictions",
    source="lecture 12, section 1",
    then=(r"u = [f(x_1; w), \dots, f(x_n; w)]^\top \in \mathbb{R}^n",),
    defines=True,
)

eq_2 = Statement(
    "eq-2",
    title="Gradient flow",
    source="lecture 12, (2)",
    then=(r"\frac{dw(t)}{dt} = -\nabla L(w)",),
    defines=True,
)

network = Statement(
    "network",
    title="A two-layer network without biases",
    source="lecture 12, section 1",
    then=(r"f(x; w) = \frac{1}{\sqrt{m}} \sum_{i=1}^m a_i \sigma(\langle w_i, x \rangle)",),
    defines=True,
)

activation = Statement(
    "activation",
    title="The ReLU",
    source="lecture 12, section 1",
    then=(r"\sigma(z) = \max\{0, z\}",),
    defines=True,
)

initial_signs = Statement(
    "initial-signs",
    title="Output weights are fair signs",
    source="lecture 12, section 1",
    then=(r"a_i(0) \sim \text{uniform}\{-1, 1\}",),
    defines=True,
)

initial_weights = Statement(
    "initial-weights",
    title="Hidden weights are standard Gaussian",
    source="lecture 12, section 1",
    then=(r"w_i(0) \sim N(0, I_d)",),
    defines=True,
)

gram = Statement(
    "gram",
    title="The Gram matrix of the gradients",
    source="lecture 12, section 1",
    then=(
        r"H_{ij} = \left\langle \frac{\partial f(x_i; w)}{\partial w}, "
        r"\frac{\partial f(x_j; w)}{\partial w} \right\rangle.",
    ),
    defines=True,
)

limit_gram = Statement(
    "limit-gram",
    title="Its mean over the initial weights",
    source="lecture 12, section 1",
    then=(r"H^* = \mathbb{E}_{w(0)}[H(0)]",),
    defines=True,
)

gram_in_patterns = Ledger(
    gram,
    title="The Gram matrix through activation patterns (not printed; (5) uses it)",
    rows=(
        Row(
            "gram-patterns",
            r"H_{ij} = \frac{1}{m} x_i^\top x_j \sum_{k=1}^m "
            r"\mathbf{1}[x_i^\top w_k \geq 0] \mathbf{1}[x_j^\top w_k \geq 0]",
            by=(definition("H"), gradient, definition("f"), definition(r"\sigma"), algebra),
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
