"""Searching among cases and certifying the worst on fresh draws keeps the false alarm of the run.

The code that searches, orders, splits the budget and decides is the one of a run; only the draws are simulated: a trial
fails with a given probability, by a generator keyed as the draws of a layer are.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ntkprops.evidence import split_budget
from ntkprops.proof.book import Book
from ntkprops.sampling.claim import Claim
from ntkprops.sampling.frame import Case
from ntkprops.sampling.kinds import chance
from ntkprops.sampling.points import families
from ntkprops.sampling.result import Says
from ntkprops.sampling.run import budget_of, claim_of
from ntkprops.statement.lecture import bundled_lecture, load_lecture

SUITES, DELTA, FALSE_ALARM = 1000, 0.1, 0.1
CLAIMS = ("a", "b", "c")


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> list[Claim]:
    """Three claims that allow a failure probability of one tenth, each tried on five cases with simulated draws."""
    lecture = load_lecture(bundled_lecture())
    claim = claim_of(Book(lecture), "lemma-3", corrected=True, budget=budget_of(lecture))
    budget = split_budget(CLAIMS, false_alarm=FALSE_ALARM)
    cases = [Case(points, 1) for points in families(0)[:5]]
    monkeypatch.setattr(chance, "thinned", lambda claim, constant: iter(cases))
    monkeypatch.setattr(chance, "_allowed_failure", lambda claim, case: DELTA)
    monkeypatch.setattr(chance, "_choices", lambda claim, case, batches: [chance.Choice()])
    monkeypatch.setattr(chance, "_searched", lambda claim, case: 64)
    monkeypatch.setattr(chance, "_most_trials", lambda claim, case, delta: 256)
    monkeypatch.setattr(chance, "_batches", lambda claim, case, *, key, numbers: (claim.frame.seed, key, numbers))
    return [replace(claim, label=name, budget=budget) for name in CLAIMS]


def refuted_suites(claims: list[Claim], monkeypatch: pytest.MonkeyPatch, *, p: float, suites: int) -> int:
    """In how many runs sampling refutes any claim, where each trial fails with probability p."""

    def broken(claim, case, batches, *, choice, tally):
        seed, key, numbers = batches
        draws = np.random.Generator(np.random.Philox(key=[seed, key])).random(numbers.stop)
        failed = draws[numbers.start :] < p
        return chance.Trials(failed, np.ones(len(failed), dtype=bool))

    monkeypatch.setattr(chance, "_broken", broken)
    runs = ([replace(one, frame=replace(one.frame, seed=seed)) for one in claims] for seed in range(suites))
    return sum(any(chance.by_chance(one, 1.0, spent=0).says is Says.REFUTED for one in run) for run in runs)


def test_true_claims_at_the_boundary_are_refuted_within_the_budget(
    claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 1,000 runs with p = delta at most one in ten may refute any claim; the count stays below what a binomial law
    of that mean exceeds once in a thousand."""
    wrong = refuted_suites(claims, monkeypatch, p=DELTA, suites=SUITES)

    assert wrong <= SUITES * FALSE_ALARM + 3.1 * np.sqrt(SUITES * FALSE_ALARM * (1 - FALSE_ALARM))


def test_false_claims_are_refuted_by_the_same_runs(claims: list[Claim], monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with p = 2 delta nearly every run refutes."""
    assert refuted_suites(claims, monkeypatch, p=2 * DELTA, suites=20) >= 19
