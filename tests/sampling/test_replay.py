"""Witness files replay, and say so when the claim is mended or the file is none."""

from __future__ import annotations

import json
from math import erf, pi, sqrt
from pathlib import Path

import pytest

from ntkprops.proof.book import Book
from ntkprops.sampling.replay import Replayed, replay, write_witness
from ntkprops.sampling.run import budget_of, sample_claim
from ntkprops.statement.lecture import bundled_lecture, load_lecture


@pytest.fixture(scope="module")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The witness against the printed second conclusion of Lemma 4."""
    lecture = load_lecture(bundled_lecture())
    label = "lemma-4-second-conclusion"
    found = sample_claim(Book(lecture), label, corrected=False, budget=budget_of(lecture))
    folder = tmp_path_factory.mktemp("witnesses")
    return write_witness(found, folder, label=label, corrected=False, lecture=None, false_alarm=1e-6)


def test_a_witness_of_the_printed_claim_still_fails(witness: Path) -> None:
    """The same data and seeds break it again."""
    assert replay(witness)[0] is Replayed.STILL_FAILS


def test_the_same_instance_of_the_corrected_claim_is_fixed(witness: Path, tmp_path: Path) -> None:
    """With its erratum the claim stands there."""
    mended = tmp_path / "mended.json"
    mended.write_text(json.dumps({**json.loads(witness.read_text()), "corrected": True}))

    assert replay(mended)[0] is Replayed.FIXED


@pytest.fixture(scope="module")
def radius(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The witness against the printed radius of Lemma 4, which fails with some probability."""
    lecture = load_lecture(bundled_lecture())
    found = sample_claim(Book(lecture), "lemma-4-radius", corrected=False, budget=budget_of(lecture))
    folder = tmp_path_factory.mktemp("radius")
    return write_witness(found, folder, label="lemma-4-radius", corrected=False, lecture=None, false_alarm=1e-6)


def test_a_small_witness_knows_its_failure_probability(radius: Path) -> None:
    r"""At n = m = 1 a neuron can flip iff |z| <= r: erf(r / sqrt 2), here with r^2 = sqrt(2 pi) delta / 32."""
    exact, delta = (record := json.loads(radius.read_text()))["exact"], record["scalars"]["\\delta"]
    r = sqrt(sqrt(2 * pi) * delta * 0.5 / 16)

    assert float(exact["at_least"]) == pytest.approx(erf(r / sqrt(2)), rel=1e-3)
    assert float(exact["at_least"]) <= erf(r / sqrt(2)) and exact["closed_form"].startswith(r"\mathrm{erf}(\sqrt{")


def test_replay_checks_the_probability_again(radius: Path, tmp_path: Path) -> None:
    """It is said where it is confirmed; a file that claims another is an error."""
    forged = tmp_path / "forged.json"
    forged.write_text(json.dumps({**json.loads(radius.read_text()), "exact": {"at_least": "0.900000"}}))

    assert replay(radius)[0] is Replayed.STILL_FAILS and "with probability at least" in replay(radius)[1]
    assert replay(forged)[0] is Replayed.ERROR


@pytest.mark.parametrize("text", ["", "{}", "[1]"])
def test_a_file_that_is_no_witness_is_an_error(text: str, tmp_path: Path) -> None:
    """It is refused with what it lacks."""
    file = tmp_path / "none.json"
    file.write_text(text)

    assert replay(file)[0] is Replayed.ERROR
