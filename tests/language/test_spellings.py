"""Notes spell one thing in several ways; all of them read as the same tree."""

from __future__ import annotations

import pytest

from ntkprops.errors import FormulaError
from ntkprops.language import Notation, count, declare, index, matrix, read, real, vector

NOTATION = Notation(
    (
        declare("n", count),
        declare("q", real),
        declare("r", real),
        declare("v", vector("n")),
        declare("M", matrix("n", "n")),
        declare("z", real, over=("n",)),
        index("i", over="n"),
    )
)

SAME = [
    (r"||q| - |r|| \leq |q - r|", r"\left| \left|q\right| - \left|r\right| \right| \leq \left|q - r\right|"),
    (r"|q - |r|| \leq 1", r"\left| q - \left|r\right| \right| \leq 1"),
    (r"||v|| \leq ||v||_2", r"\|v\| \leq \|v\|_2"),
    (r"||v|| + |q| \leq 1", r"\|v\| + \left|q\right| \leq 1"),
    (r"\|M\|_{op} \leq 1", r"\|M\|_2 \leq 1"),
    (r"\max_{1 \leq i \leq n} z_i \leq q", r"\max_{i \in [n]} z_i \leq q"),
    (r"n d/dn \leq q", r"\frac{n d}{d} n \leq q"),
    (r"z_d/dq \leq 1", r"\frac{z_d}{d} q \leq 1"),
    (r"d/dq q^2 \leq 1", r"\frac{d}{dq} q^2 \leq 1"),
    (r"v^{\top} M v \leq q", r"v ^ \top M v \leq q"),
    (r"\frac{v^\top M v}{2} \leq q", r"\frac{v^{\top} M v}{2} \leq q"),
    (r"\mathbb{E}[{v^\top} v] \leq q", r"\mathbb{E}[v^\top v] \leq q"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_are_one_tree(one: str, other: str) -> None:
    """Nothing but the span tells them apart."""
    assert read(one, NOTATION) == read(other, NOTATION)


@pytest.mark.parametrize("latex", [r"||q| - |r| \leq 1", r"||v| \leq 1", r"\|v\|_{xy} \leq 1"])
def test_what_does_not_close_is_refused(latex: str) -> None:
    """A bar too few, or a norm that nobody knows, is an error and no guess."""
    with pytest.raises(FormulaError):
        read(latex, NOTATION)
