r"""Facts of two-layer networks that no lecture printed: the true ones are proved from their reasons, neighbours fall.

The reasons are those a lecturer would name; what they cite is proved on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pytest

from ntkprops.proof.book import Book
from ntkprops.statement import Statement, bundled_lecture, cite, definition, load_lecture
from ntkprops.statement.model import Reason
from ntkprops.statement.rules import (
    algebra,
    cauchy_schwarz,
    gaussian_moments,
    linearity,
    norm_definition,
    norm_domination,
    triangle,
)
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Outcome


@dataclass(frozen=True)
class Fact:
    """A true formula, its reasons, and a false neighbour with the same reasons."""

    true: str
    false: str
    by: tuple[Reason, ...]


PATTERNS = cite("gram-patterns")
FACTS = {
    "diagonal": Fact(r"H_{ii} \leq 1", r"H_{ii} \leq \frac{1}{2}", (PATTERNS, linearity, cauchy_schwarz, algebra)),
    "entry": Fact(r"|H_{ij}| \leq 1", r"|H_{ij}| < 1", (PATTERNS, triangle, cauchy_schwarz, linearity)),
    "frobenius": Fact(r"\|H\|_F \leq n", r"\|H\|_F \leq \sqrt{n}", (norm_domination, cite("entry"))),
    "spectral": Fact(r"\|H\|_2 \leq n", r"\|H\|_2 \leq \sqrt{n}", (norm_domination, cite("frobenius"))),
    "half-space": Fact(
        r"\Pr(x_i^\top w_k(0) \geq 0) = \frac{1}{2}", r"\Pr(x_i^\top w_k(0) \geq 0) = \frac{1}{3}", (gaussian_moments,)
    ),
    "mean-diagonal": Fact(
        r"H^*_{ii} = \frac{1}{2}",
        r"H^*_{ii} = 1",
        (definition("H^*"), PATTERNS, gaussian_moments, norm_definition, linearity),
    ),
    "residual": Fact(
        r"\|u(0) - y\|_2 \leq \|u(0)\|_2 + \sqrt{n}",
        r"\|u(0) - y\|_2 \leq \|u(0)\|_2 + \frac{\sqrt{n}}{2}",
        (triangle, norm_definition),
    ),
    "loss": Fact(
        r"L(w(t)) = \frac{1}{2} \|u(t) - y\|_2^2",
        r"L(w(t)) = \|u(t) - y\|_2^2",
        (definition("L"), definition("u"), norm_definition),
    ),
}


@cache
def judge(*, true: bool) -> Judge:
    """The judge of the bundled lecture with all facts, or all neighbours, behind it."""
    facts = (Statement(name, then=(fact.true if true else fact.false,), by=fact.by) for name, fact in FACTS.items())
    lecture = load_lecture(bundled_lecture())
    return Judge(Book(replace(lecture, parts=(*lecture.parts, *facts))))


@pytest.mark.parametrize("name", FACTS)
def test_a_true_fact_is_proved(name: str) -> None:
    """The reasons named suffice."""
    assert judge(true=True).verdict(name, corrected=False).outcome is Outcome.PROVED


@pytest.mark.parametrize("name", FACTS)
def test_its_neighbour_is_refuted(name: str) -> None:
    """The same reasons do not carry what is false, and a small network shows it."""
    assert judge(true=False).verdict(name, corrected=False).outcome is Outcome.REFUTED
