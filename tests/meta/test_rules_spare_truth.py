"""True facts of two-layer networks that no reason is given for: they may stay undecided, but are never refuted."""

from __future__ import annotations

import pytest

from ntkprops.statement import Lecture, Statement, bundled_lecture, load_lecture
from ntkprops.trial.verdicts import judge_lecture
from ntkprops.verdict import Outcome

TRUE = [
    r"\mathbb{E}[H_{ii}(0)] = \frac{1}{2}",
    r"\Pr[H_{ii}(0) = 0] = 2^{-m}",
    r"\|H\|_F \leq \sqrt{n} \|H\|_2",
    r"\|H^*\|_2 \leq \frac{n}{2}",
    r"H_{ij} = H_{ji}",
    r"\Pr[x_i^\top w_k(0) \geq 0] = \frac{1}{2}",
    r"\mathbb{E}[\|w_k(0)\|^2] = d",
    r"\mathbb{E}[u_i(0)] = 0",
]
FALSE = [r"\lambda_{\min}(H(t)) > 0", r"\|u(t) - y\|_2^2 = 0", r"H_{ij} \geq 0", r"\lambda_0 \geq \frac{1}{2}"]


def outcome(latex: str) -> Outcome:
    """The verdict on a formula about the networks of the bundled lecture."""
    notation = load_lecture(bundled_lecture()).notation
    (found,) = judge_lecture(Lecture("networks", notation, (Statement("claim", then=(latex,)),)))
    return found.verdict.outcome


@pytest.mark.parametrize("latex", TRUE)
def test_a_true_fact_is_not_refuted(latex: str) -> None:
    """No instance is mistaken for a counterexample."""
    assert outcome(latex) is not Outcome.REFUTED


@pytest.mark.parametrize("latex", FALSE)
def test_a_false_fact_is_refuted(latex: str) -> None:
    """Its neighbours that are false fall on a small network."""
    assert outcome(latex) is Outcome.REFUTED
