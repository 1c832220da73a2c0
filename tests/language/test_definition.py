r"""A definition says what something means; an inequality in it is a claim."""

from __future__ import annotations

import pytest

from ntkprops.errors import FormulaError
from ntkprops.language import Notation, count, declare, index, matrix, positive, probability, read, real, time, vector
from ntkprops.language.definition import defining

NOTATION = Notation(
    (
        declare("n", count),
        index("i", "j", over="n"),
        declare("x", vector("n"), over=("n",)),
        declare("y", vector("n")),
        declare("u", vector("n"), of=("time",)),
        declare("H", matrix("n", "n")),
        declare("f", real, of=(real,)),
        declare("p", positive),
        declare("q", real),
        declare("t", time),
        declare(r"\delta", probability),
    ),
    always=(r"\|x_i\| = 1", r"|y_i| \leq 1"),
)


@pytest.mark.parametrize(
    "latex",
    [
        "q = 2 p",
        "q := 2 p",
        "q = 2 p = p + p",
        "f(t) = t^2",
        r"H_{ij} = \langle x_i, x_j \rangle",
        r"\frac{d u(t)}{dt} = -y",
        r"\dot{u}(t) := -y",
        r"q \sim N(0, 1)",
        r"y \in \mathbb{R}^n",
        r"\|x_i\| = 1, |y_i| \leq 1",
        r"p = q > 0",
        r"\delta \in (0, 1)",
        r"t \geq 0",
    ],
)
def test_it_defines(latex: str) -> None:
    """Equations of symbols, laws, memberships, and what the notation says anyway."""
    defining(read(latex, NOTATION), NOTATION)


@pytest.mark.parametrize(
    "latex",
    [
        r"n \leq 1",
        r"q \geq 0",
        r"q = p \leq 2",
        r"p \geq 1",
        r"p \neq 2",
        r"q \approx 2",
        r"\delta \in (0, \frac{1}{2})",
        r"q \in [0, 1]",
        r"q^2 = 1",
        r"|y_i| \leq \frac{1}{2}",
        r"q = 1, n \leq 1",
        r"q \leq 2 := p",
    ],
)
def test_it_claims(latex: str) -> None:
    """Neighbours that say more than what a symbol means."""
    with pytest.raises(FormulaError, match="a claim and no definition"):
        defining(read(latex, NOTATION), NOTATION)
