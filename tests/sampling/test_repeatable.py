"""The same seed gives the same answer; every claim gets one."""

from __future__ import annotations

from ntkprops.proof.book import Book
from ntkprops.sampling.result import Says
from ntkprops.sampling.run import budget_of, forms, name_of, sample_claim
from ntkprops.statement.lecture import bundled_lecture, load_lecture

LECTURE = load_lecture(bundled_lecture())


def test_the_same_seed_gives_the_same_answer() -> None:
    """To the last digit of every quantile."""
    runs = [sample_claim(Book(LECTURE), "eq-18", corrected=False, budget=budget_of(LECTURE), seed=5) for _ in range(2)]

    assert runs[0] == runs[1]


def test_every_form_of_every_claim_is_registered_once() -> None:
    """Each spends an equal share of the run's false alarm."""
    budget = budget_of(LECTURE, false_alarm=0.01)

    assert sorted(budget.claims) == sorted(name_of(*form) for form in forms(LECTURE))


def test_what_cannot_be_read_says_why_it_is_not_sampled() -> None:
    """The reason names the sort that does not fit."""
    found = sample_claim(Book(LECTURE), "lemma-5.1", corrected=False, budget=budget_of(LECTURE))

    assert found.says is Says.NOT_SAMPLED
    assert "exponent must be a scalar" in found.because
