"""The symbols of the tail bounds: one variable, one sample, a few positive numbers."""

from ntkprops.language import Notation, count, declare, index, positive, probability, real
from ntkprops.trial.small_numbers import small_numbers

notation = Notation(
    (
        declare("n", count, "size of the sample"),
        index("i", over="n"),
        declare("X", real, "a random variable", random=True),
        declare("Z", real, "a sample", over=("n",), random=True),
        declare("a", positive, "a level"),
        declare("b", positive, "another level"),
        declare("t", positive, "a deviation"),
        declare("v", positive, "a variance"),
        declare("L", positive, "a range"),
        declare("x", real, "any number"),
        declare(r"\delta", probability, "failure probability"),
    ),
    world=small_numbers(variables=("X",), samples={"Z": "n"}),
)
