r"""What a formula defines, quantifies or applies must be what it can be: slips that reading finds by itself."""

from __future__ import annotations

import pytest

from ntkprops.errors import FormulaError
from ntkprops.language import Notation, Scope, count, declare, index, positive, read, real, sort_of, time, vector

NOTATION = Notation(
    (
        declare("n", count),
        declare("m", count),
        index("i", over="n"),
        index("k", over="m"),
        declare("w", vector("n"), over=("m",), of=("time",)),
        declare("f", real, of=(vector("n"), "weights")),
        declare(r"\sigma", real, of=(real,)),
        declare("M", vector("n")),
        declare("R", positive),
        declare("L", real, of=("weights",)),
        declare("t", time),
    )
)


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"t \leq 2 := 3", "what is defined must be a symbol"),
        (r"t \leq R t := R", "R is defined by itself"),
        (r"\|w_k\| \leq 2 := m, \forall k \in [m]", "m is defined by itself"),
        (r"\|w_k\| \leq t, \forall i \in [n]", "i is quantified, but nothing speaks of it"),
        (r"\|w_t\| \leq 2", "t is no index"),
        (r"t \leq f", "f takes 2 arguments; found none"),
        (r"t \leq \sigma", r"\sigma takes 1 argument; found none"),
        (r"t \leq f(R; w)", "f is of a vector of length n; found a scalar"),
    ],
)
def test_it_is_ill_formed(latex: str, words: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(FormulaError) as caught:
        sort_of(read(latex, NOTATION), Scope(NOTATION))

    assert words in caught.value.message


@pytest.mark.parametrize(
    "latex",
    [
        r"\|w_k\| \leq 2 := R, \forall k \in [m]",
        r"\dot{w}(t) := -\nabla L(w(t))",
        r"t \leq \sigma(t) + f(M; w)",
        r"f(M; w) = \sigma(t)",
        r"\|w_1\| \leq \|w_{k+1}\|",
    ],
)
def test_it_makes_sense(latex: str) -> None:
    """What the notes of a lecture customarily print is not refused."""
    sort_of(read(latex, NOTATION), Scope(NOTATION))
