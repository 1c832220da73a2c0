"""The lecture's scalar obligations, printed anew: the committed file is what the statements say, and Coq accepts it."""

import re

import pytest

from ntkprops.proof.coq.document import document, read_obligations
from ntkprops.proof.coq.runner import CLASSICAL_REALS, MACHINE_NUMBERS, MISSING, has_coq
from ntkprops.statement.lecture import bundled_lecture, load_lecture
from ntkprops.trial.second import Word, second_opinion
from ntkprops.trial.verdicts import judge_lecture

# Printed claims that are false, and the theorem of Counterexamples.v that denies each.
DENIED = {
    "eq-26": "eq_26_fails",
    "lemma-4-radius": "squared_radius_flips",
    "lemma-5.2": "factor_s_fails",
    "eq-24": "weak_groenwall_is_too_weak",
}


@pytest.fixture(scope="module")
def claims():
    """The verdicts on lecture 12; without Coq there is nothing to compare them with."""
    if not has_coq():
        pytest.skip(MISSING)
    return list(judge_lecture(load_lecture(bundled_lecture())))


@pytest.fixture(scope="module")
def proofs(claims):
    """The labels of its proved claims with their certificates."""
    verdicts = [(claim.label, verdict) for claim in claims for verdict in (claim.verdict, claim.corrected)]
    return [(label, verdict.certificate) for label, verdict in verdicts if verdict is not None and verdict.certificate]


def test_the_committed_file_is_printed_from_the_statements(proofs, sources):
    """Obligations.v is what the statements give today."""
    (committed,) = (path.read_text() for path in sources if path.stem == "Obligations")
    remedy = "the statements or their proofs have changed: python tests/coq/print_obligations.py writes it anew"

    assert document(read_obligations(proofs)) == committed, remedy


def test_coq_proves_every_scalar_obligation_of_the_lecture(proofs):
    """No proved claim is left without a word of Coq's, none is denied, no strange axiom is used."""
    opinions = second_opinion(proofs)

    assert opinions.agrees
    assert {opinion.label for opinion in opinions.claims if opinion.word not in (Word.YES, Word.TRIVIAL)} == set()


def test_every_proved_claim_has_an_obligation(proofs):
    """Nothing that the pipeline calls proved is passed over."""
    assert [label for label, certificate in proofs if not certificate.obligations] == []


def test_what_is_printed_wrong_is_denied_in_coq(claims, sources):
    """The false forms do not stand here either, and a theorem of Counterexamples.v denies each."""
    (text,) = (path.read_text() for path in sources if path.stem == "Counterexamples")
    fallen = {claim.label for claim in claims if claim.verdict.outcome.falls}

    assert DENIED.keys() <= fallen
    assert set(DENIED.values()) <= set(re.findall(r"Theorem (\w+)", text))


def test_both_runners_trust_the_same_axioms(runner):
    """The whitelist of the package is that of proofs/coq/run.py."""
    assert (runner.CLASSICAL_REALS, runner.MACHINE_NUMBERS) == (CLASSICAL_REALS, MACHINE_NUMBERS)
