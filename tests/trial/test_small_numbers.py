r"""The world of numbers and finite laws: tail bounds of any lecture, exactly."""

from __future__ import annotations

import pytest

from ntkprops.language import Notation, count, declare, index, positive, real
from ntkprops.proof.reading import printed, understand
from ntkprops.statement import Statement
from ntkprops.trial.refute import refute
from ntkprops.trial.small_numbers import small_numbers

TAILS = Notation(
    (
        declare("X", real, random=True),
        declare("a", positive),
        declare("b", positive),
        declare("c", real),
    ),
    world=small_numbers(variables=("X",)),
)
SAMPLE = Notation(
    (
        declare("n", count),
        index("i", over="n"),
        declare("X", real, over=("n",), random=True),
        declare("a", positive),
    ),
    world=small_numbers(samples={"X": "n"}),
)
PLAIN = Notation((declare("a", positive), declare("b", positive), declare("k", count)))

FALSE = [
    (TAILS, (r"X \geq 0",), r"\Pr(X \geq a) \leq \frac{\mathbb{E}[X]}{2a}"),
    (TAILS, (r"X \geq 0",), r"\Pr(X \geq a) \leq \frac{\mathbb{E}[X]}{a^2}"),
    (TAILS, (), r"\Pr(X \geq a) \leq \frac{\mathbb{E}[X]}{a}"),
    (TAILS, (), r"\mathbb{E}[X^2] \leq \mathbb{E}[X]^2"),
    (TAILS, (), r"\Pr(|X - \mathbb{E}[X]| \geq a) \leq \frac{\mathrm{Var}(X)}{2a^2}"),
    (SAMPLE, (), r"\mathrm{Var}(\sum_{i=1}^n X_i) = n^2 \mathrm{Var}(X_1)"),
    (PLAIN, (r"a \leq b",), r"a^2 \leq b"),
    (PLAIN, (), r"\sqrt{a + b} \geq \sqrt{a} + \sqrt{b}"),
    (PLAIN, (), r"\sum_{j=1}^k j = \frac{k^2}{2}"),
]
TRUE = [
    (TAILS, (r"X \geq 0",), r"\Pr(X \geq a) \leq \frac{\mathbb{E}[X]}{a}"),
    (TAILS, (), r"\mathbb{E}[X]^2 \leq \mathbb{E}[X^2]"),
    (TAILS, (), r"\Pr(|X - \mathbb{E}[X]| \geq a) \leq \frac{\mathrm{Var}(X)}{a^2}"),
    (TAILS, (r"|X| \leq a",), r"\mathrm{Var}(X) \leq a^2"),
    (SAMPLE, (), r"\mathrm{Var}(\sum_{i=1}^n X_i) = n \mathrm{Var}(X_1)"),
    (PLAIN, (), r"\sqrt{a + b} \leq \sqrt{a} + \sqrt{b}"),
    (PLAIN, (), r"\sum_{j=1}^k j = \frac{k(k+1)}{2}"),
    (PLAIN, (), r"1 + a \leq \exp(a)"),
]


def searched(case):
    """What the search says of hypotheses and a conclusion."""
    notation, given, then = case
    return refute(
        understand(printed(Statement("x", given=given, then=(then,)), None, corrected=False), notation),
        notation,
    )


@pytest.mark.parametrize("case", FALSE)
def test_false_tail_bounds_are_refuted(case):
    """Every false bound has a counterexample with few atoms."""
    assert searched(case) is not None


@pytest.mark.parametrize("case", TRUE)
def test_true_tail_bounds_are_not(case):
    """Markov, Jensen, Chebyshev and their kin are not refuted."""
    assert searched(case) is None


def test_witness_shows_its_law():
    """Markov's inequality without X >= 0 falls at a law that takes a negative value."""
    witness = searched(FALSE[2])

    assert "-1 with probability" in witness.values["X"]
