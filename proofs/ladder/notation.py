r"""The symbols of lecture 12, restated so that the ladder loads by itself."""

from ntkprops.language import (
    Notation,
    count,
    declare,
    event,
    index,
    matrix,
    positive,
    probability,
    real,
    sign,
    time,
    vector,
)
from ntkprops.trial.small_networks import small_networks

notation = Notation(
    (
        declare("n", count, "number of samples"),
        declare("d", count, "input dimension"),
        declare("m", count, "number of hidden neurons"),
        index("i", "j", over="n"),
        index("k", over="m"),
        declare("x", vector("d"), "inputs, of norm 1", over=("n",)),
        declare("y", vector("n"), "labels, at most 1 in absolute value"),
        declare("w", vector("d"), "hidden weights", over=("m",), of=("time",), random=True, law="gaussian"),
        declare("a", sign, "output signs, not trained", over=("m",), of=("start",), random=True, law="rademacher"),
        declare("f", real, "the network", of=(vector("d"), "weights"), random=True),
        declare("u", vector("n"), "predictions", of=("time",), random=True),
        declare("L", real, "squared loss", of=("weights",), random=True),
        declare("H", matrix("n", "n"), "Gram matrix of the gradients", of=("time",), random=True),
        declare("H^*", matrix("n", "n"), "its mean at the start"),
        declare("A", event, "sample i flips neuron k within the ball", over=("n", "m"), random=True),
        declare(r"\sigma", real, "the ReLU", of=(real,)),
        declare(r"\lambda_0", positive, "least eigenvalue of the mean Gram matrix"),
        declare(r"\delta", probability, "failure probability"),
        declare(r"\epsilon", positive, "accuracy"),
        declare("R", positive, "radius in which the Gram matrix is stable"),
        declare("R'", positive, "bound on the movement of a weight"),
        declare("t", time, "time of the gradient flow"),
        declare("z", real, "a preactivation"),
    ),
    always=(r"\|x_i\| = 1", r"|y_i| \leq 1"),
    world=small_networks(),
)
