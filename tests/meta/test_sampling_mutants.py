r"""Sampling alone catches planted typos, spares their true twins, and says where slack hides them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from ntkprops.proof.book import Book
from ntkprops.sampling.result import Sampled, Says
from ntkprops.sampling.run import budget_of, sample_claim
from ntkprops.statement.lecture import Lecture, bundled_lecture, load_lecture
from ntkprops.statement.model import Ledger, Statement


@cache
def lecture() -> Lecture:
    """The bundled lecture."""
    return load_lecture(bundled_lecture())


def mutated(label: str, old: str, new: str) -> Lecture:
    """The lecture with one printed string changed in one claim, in its formula and its errata."""

    def claim(item):
        if item.label != label:
            return item
        errata = tuple(
            replace(e, corrected=e.corrected.replace(old, new)) if isinstance(e.corrected, str) else e
            for e in item.errata
        )
        if isinstance(item, Statement):
            return replace(item, then=tuple(text.replace(old, new) for text in item.then), errata=errata)
        return replace(item, latex=item.latex.replace(old, new), errata=errata)

    parts = [
        replace(part, of=claim(part.of), rows=tuple(map(claim, part.rows))) if isinstance(part, Ledger) else claim(part)
        for part in lecture().parts
    ]
    return replace(lecture(), parts=tuple(parts))


def sampled(source: Lecture, label: str, *, corrected: bool = False) -> Sampled:
    """What sampling says of one form of a claim."""
    return sample_claim(Book(source), label, corrected=corrected, budget=budget_of(source))


MUTANTS = {
    "the flip constant halved": ("eq-4", r"\frac{2R}{\sqrt{2\pi}}", r"\frac{R}{\sqrt{2\pi}}", False),
    "2R for 4R": ("eq-9", "4R", "2R", False),
    "n for n^2 in the width": ("lemma-3", r"\epsilon^{-2} n^2 \log(\frac{2", r"\epsilon^{-2} n \log(\frac{2", True),
    "the residual decays twice as fast": ("lemma-5.1", r"\exp(-\lambda_0 t)", r"\exp(-2 \lambda_0 t)", True),
    "the movement a quarter": ("lemma-5.2", r"2\sqrt{n}", r"\frac{1}{2}\sqrt{n}", True),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_planted_typo_is_refuted_and_its_twin_held(name: str) -> None:
    """What is false falls on fresh draws or on an exact instance; what is true is held by the same trials."""
    label, old, new, corrected = MUTANTS[name]

    false, true = (sampled(source, label, corrected=corrected) for source in (mutated(label, old, new), lecture()))

    assert (false.says, true.says) == (Says.REFUTED, Says.HELD), (false.because, true.because)


PRINTED = ("lemma-3", "lemma-4-radius", "lemma-4-second-conclusion", "lemma-5.2", "eq-26")


@pytest.mark.parametrize("label", PRINTED)
def test_what_is_printed_wrong_falls_by_sampling_alone(label: str) -> None:
    """The printed form is refuted at n = 1, the corrected one held."""
    source = lecture()

    printed, corrected = (sampled(source, label, corrected=version) for version in (False, True))

    assert (printed.says, corrected.says) == (Says.REFUTED, Says.HELD), (printed.because, corrected.because)
    assert printed.witness["n"] == 1


@pytest.mark.parametrize("label", ["lemma-3", "lemma-4-radius", "lemma-4-second-conclusion"])
def test_the_witness_is_as_small_as_can_be(label: str) -> None:
    """One row and one neuron suffice."""
    found = sampled(lecture(), label)

    assert (found.witness["n"], found.witness["m"]) == (1, 1)


def test_a_typo_that_slack_hides_is_reported_with_the_factor() -> None:
    """2 for 4 in the bound of the sum is true of all that was drawn: it has a factor of two to spare, and says so."""
    false, true = sampled(mutated("eq-12", "4n^2 R", "2n^2 R"), "eq-12"), sampled(lecture(), "eq-12")

    assert (false.says, true.says) == (Says.HELD, Says.HELD)
    assert true.slack.factor > 1.5
