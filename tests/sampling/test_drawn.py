r"""What only drawn data reveal is found by drawing, shrunk to the smallest case, and decided on fresh draws."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ntkprops.sampling import trial
from ntkprops.sampling.result import Sampled, Says
from ntkprops.statement.model import Statement

from .lectures import sampled

SHRUNK = r"1 + \|u(0)\|_2^2 \leq \frac{3 n (n - 3)^2}{\delta}"  # larger than Markov asks for, but for three samples
CHANCE = Statement("three", over="w(0)", probability=r"1 - \delta", then=(SHRUNK,))
MEAN = Statement("three", over="w(0)", then=(r"\mathbb{E}[\|H(0)\|_F] \leq n (n - 3)^2",))


def minimal(found: Sampled) -> tuple[list[list[float]], list[float], int, dict[str, float]]:
    """The witness of a refutation."""
    witness = found.witness
    return witness["data"]["X"], witness["data"]["y"], witness["m"], witness["scalars"]


@pytest.fixture
def families_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No search among drawn data."""
    monkeypatch.setattr(trial, "beyond", lambda claim, goal, found, *, constant, spent: found)


@pytest.mark.usefixtures("families_alone")
@pytest.mark.parametrize("claim", [CHANCE, MEAN])
def test_the_fixed_families_do_not_see_it(claim: Statement) -> None:
    """They have one, two, four, eight and sixteen samples."""
    assert sampled(claim).says is Says.HELD


def test_a_chance_that_only_drawn_data_break_is_shrunk() -> None:
    """Three times the row (1,) with the label 1, one neuron, delta = 1/2."""
    found = sampled(CHANCE)

    assert found.says is Says.REFUTED
    assert minimal(found) == ([[1.0], [1.0], [1.0]], [1.0, 1.0, 1.0], 1, {r"\delta": 0.5})


def test_a_mean_that_only_drawn_data_break_is_shrunk() -> None:
    """Three times the row (1,) with the label 1, one neuron."""
    found = sampled(MEAN)

    assert found.says is Says.REFUTED
    assert minimal(found) == ([[1.0], [1.0], [1.0]], [1.0, 1.0, 1.0], 1, {})


def test_the_search_repeats_itself() -> None:
    """The draws of an example hang on its numbers."""
    assert sampled(CHANCE) == sampled(CHANCE)


def test_a_true_claim_is_held_on_drawn_data_too() -> None:
    """Markov's bound stands on whatever is drawn, and says on how many data sets."""
    markov = replace(CHANCE, then=(r"\|u(0)\|_2^2 \leq \frac{n}{\delta}",))
    found = sampled(markov)

    assert found.says is Says.HELD and "and on 100 drawn data sets" in found.because
