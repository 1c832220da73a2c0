r"""Lecture 12 with one string changed: what became false is not proved, what stayed true is not refuted.

Only the changed claim and what it cites are judged, on a copy of the lecture's folder.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from ntkprops.proof.book import Book
from ntkprops.statement import bundled_lecture, load_lecture
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Outcome


@dataclass(frozen=True)
class Mutant:
    """One replaced string and the claim whose verdict is asked."""

    label: str
    file: str
    old: str
    new: str
    corrected: bool = True


FALSE = [
    Mutant("lemma-2", "dynamics", "= -H(t)[u(t) - y]", "= H(t)[u(t) - y]"),
    Mutant("velocity-loss", "dynamics", r"= -\sum_{j=1}^n (u_j(t) - y_j)", r"= -\sum_{j=1}^n (u_j(t) + y_j)"),
    Mutant("gram-patterns", "setting", r"H_{ij} = \frac{1}{m} x_i", r"H_{ij} = \frac{1}{\sqrt{m}} x_i"),
    Mutant("deviation-entries", "gram_at_init", r"> \frac{\epsilon}{n}]\"", r"> \epsilon]\""),
    Mutant("deviation-tail", "gram_at_init", r"\leq 2 n^2 \exp", r"\leq 2 n \exp"),
    Mutant("least-eigenvalue-bound", "gram_at_init", r"\lambda_0 \leq \frac{1}{2}", r"\lambda_0 \leq \frac{1}{4}"),
    Mutant("eq-4", "gram_stability", r"\frac{2R}{\sqrt{2\pi}}", r"\frac{R}{\sqrt{2\pi}}"),
    Mutant("eq-9", "gram_stability", r"\frac{4R}{\sqrt{2\pi}}", r"\frac{2R}{\sqrt{2\pi}}"),
    Mutant("eq-10", "gram_stability", r"\mathbb{E}[\|H - H(0)\|_2] \leq", r"\mathbb{E}[\|H - H(0)\|_2] \geq"),
    Mutant("eq-13", "gram_stability", r"16n^2} := R, \forall k \in [m]\"", r"8n^2} := R, \forall k \in [m]\""),
    Mutant("lemma-4-markov", "gram_stability", r"\|_2 \geq \frac{\lambda_0}{4}]", r"\|_2 \leq \frac{\lambda_0}{4}]"),
    Mutant(
        "lemma-4-second-conclusion",
        "gram_stability",
        r"then=(r\"\lambda_{\min}(H) \geq \frac{\lambda_0}{2}\",)",
        r"then=(r\"\lambda_{\min}(H) \geq \frac{3\lambda_0}{4}\",)",
    ),
    Mutant("eq-15", "residual_decay", r"= 2(u(t) - y)^\top", r"= (u(t) - y)^\top"),
    Mutant("eq-16", "residual_decay", r"= -2(u(t) - y)^\top", r"= 2(u(t) - y)^\top"),
    Mutant("eq-17", "residual_decay", r"_2^2 \frac{\lambda_0}{2}", r"_2^2 \lambda_0"),
    Mutant(
        "groenwall", "residual_decay", r"\exp(-\lambda_0 t) \|u(0) - y\|_2^2.", r"\exp(-2\lambda_0 t) \|u(0) - y\|_2^2."
    ),
    Mutant("eq-19", "weights_stay_near_start", r"_k(t) - w_k(0)\|_2 = \left\|", r"_k(t)\|_2 = \left\|"),
    Mutant(
        "eq-22",
        "weights_stay_near_start",
        r"\leq \frac{1}{\sqrt{m}} \sum_{i=1}^n |f",
        r"\leq \frac{1}{m} \sum_{i=1}^n |f",
    ),
    Mutant("eq-23", "weights_stay_near_start", r"\frac{1}{\sqrt{m}} \sqrt{n} \sqrt", r"\frac{1}{\sqrt{m}} \sqrt"),
    Mutant("eq-24", "weights_stay_near_start", r"\exp(-\lambda_0 s/2) \|u(0)", r"\exp(-\lambda_0 s) \|u(0)"),
    Mutant("eq-27", "weights_stay_near_start", r"\|_2 \frac{2}{\lambda_0} := R'", r"\|_2 \frac{1}{\lambda_0} := R'"),
    Mutant("width-condition", "width", r"\frac{n^5 \|u(0)", r"\frac{n^4 \|u(0)"),
    Mutant("width-condition", "width", r"\lambda_0^4 \delta^2", r"\lambda_0^4 \delta"),
    Mutant("initial-residual-moments", "width", r"= \frac{n}{2} +", "= n +"),
    Mutant("initial-residual-bound", "width", r"\leq \frac{3n}{2}", r"\leq n"),
    Mutant("initial-residual-tail", "width", r"\frac{3n}{2\delta}", r"\frac{n}{2\delta}"),
    Mutant("eq-27", "weights_stay_near_start", r"\frac{2}{\lambda_0} := R'", r"\frac{3}{\lambda_0} := R'"),
]

TRUE = [
    Mutant("deviation-tail", "gram_at_init", r"\leq 2 n^2 \exp", r"\leq 3 n^2 \exp"),
    Mutant(
        "groenwall",
        "residual_decay",
        r"\exp(-\lambda_0 t) \|u(0) - y\|_2^2.",
        r"\exp(-\frac{\lambda_0 t}{2}) \|u(0) - y\|_2^2.",
    ),
    Mutant("eq-21", "weights_stay_near_start", r"(f(x_i; w(s)) - y_i) \frac{1}", r"(y_i - f(x_i; w(s))) \frac{1}"),
    Mutant("eq-23", "weights_stay_near_start", r"\frac{1}{\sqrt{m}} \sqrt{n} \sqrt", r"\frac{1}{\sqrt{m}} n \sqrt"),
    Mutant("eq-27", "weights_stay_near_start", r"\|_2 \frac{2}{\lambda_0} := R'", r"\|_2 \frac{3}{\lambda_0}"),
    Mutant("width-condition", "width", r"\frac{n^5 \|u(0)", r"\frac{n^6 \|u(0)"),
    Mutant("initial-residual-bound", "width", r"\leq \frac{3n}{2}", r"\leq 2n"),
    Mutant("initial-residual-tail", "width", r"\frac{3n}{2\delta}", r"\frac{2n}{\delta}"),
]


def mutated(mutant: Mutant, folder: Path) -> Judge:
    """A judge of the lecture with one string of one file replaced."""
    shutil.copytree(bundled_lecture(), folder)
    file = folder / f"{mutant.file}.py"
    old, new = (text.replace('\\"', '"') for text in (mutant.old, mutant.new))
    before = file.read_text()
    assert old in before, f"{old} is no longer printed in {mutant.file}"
    file.write_text(before.replace(old, new, 1))
    return Judge(Book(load_lecture(folder)))


def name(mutant: Mutant) -> str:
    """The label and what was put in."""
    return f"{mutant.label}: {mutant.new}"


@pytest.mark.parametrize("mutant", FALSE, ids=name)
def test_what_became_false_is_not_proved(mutant: Mutant, tmp_path: Path) -> None:
    """The changed claim no longer follows, in either form."""
    judge = mutated(mutant, tmp_path / "lecture12")

    assert judge.verdict(mutant.label, corrected=mutant.corrected).outcome is not Outcome.PROVED


@pytest.mark.parametrize("mutant", TRUE, ids=name)
def test_what_stayed_true_is_not_refuted(mutant: Mutant, tmp_path: Path) -> None:
    """A weaker bound, or the other sign under a norm, is proved all the same."""
    judge = mutated(mutant, tmp_path / "lecture12")

    assert judge.verdict(mutant.label, corrected=mutant.corrected).outcome is Outcome.PROVED
