r"""Lecture 12 end to end: the verdict on every claim, as printed and with its erratum.

The whole lecture is judged once; each test reads one fact off it. Its labels occur here and in its own folder only.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import erf, exp, pi, sqrt

import pytest

from ntkprops.proof.reading import CONSTANT
from ntkprops.statement import bundled_lecture, load_lecture
from ntkprops.trial.verdicts import Judged, judge_lecture
from ntkprops.verdict import Kind, Outcome, Verdict, Witness

DEFINED, PROVED, REFUTED = Outcome.DEFINITION, Outcome.PROVED, Outcome.REFUTED
ILL, LOOSE = Outcome.ILL_FORMED, Outcome.DOES_NOT_FOLLOW

VERDICTS = {
    "eq-1": (DEFINED, None),
    "data": (DEFINED, None),
    "predictions": (DEFINED, None),
    "eq-2": (DEFINED, None),
    "network": (DEFINED, None),
    "activation": (DEFINED, None),
    "initial-signs": (DEFINED, None),
    "initial-weights": (DEFINED, None),
    "gram": (DEFINED, None),
    "limit-gram": (DEFINED, None),
    "gram-patterns": (PROVED, None),
    "theorem-1": (ILL, PROVED),
    "theorem-1-budget": (LOOSE, PROVED),
    "theorem-1-circle": (LOOSE, PROVED),
    "lemma-2": (PROVED, None),
    "velocity-chain": (PROVED, None),
    "velocity-flow": (PROVED, None),
    "velocity-loss": (PROVED, None),
    "velocity-gram": (PROVED, None),
    "lemma-3": (REFUTED, PROVED),
    "deviation-entries": (PROVED, None),
    "deviation-union": (PROVED, None),
    "deviation-tail": (PROVED, None),
    "deviation-at-width": (PROVED, None),
    "least-eigenvalue": (DEFINED, None),
    "least-eigenvalue-bound": (PROVED, None),
    "lemma-4": (REFUTED, PROVED),
    "lemma-4-radius": (REFUTED, PROVED),
    "lemma-4-second-conclusion": (REFUTED, PROVED),
    "flip-event": (DEFINED, None),
    "flip-distance": (PROVED, None),
    "eq-4": (PROVED, None),
    "eq-5": (PROVED, None),
    "eq-7": (ILL, PROVED),
    "eq-8": (PROVED, None),
    "eq-9": (PROVED, None),
    "eq-10": (PROVED, None),
    "eq-11": (PROVED, None),
    "eq-12": (PROVED, None),
    "eq-13": (PROVED, None),
    "eq-14": (PROVED, None),
    "lemma-4-markov": (PROVED, None),
    "lemma-5.1": (ILL, PROVED),
    "eq-15": (PROVED, None),
    "eq-16": (PROVED, None),
    "eq-17": (PROVED, None),
    "eq-18": (PROVED, None),
    "groenwall": (PROVED, PROVED),
    "lemma-5.2": (ILL, PROVED),
    "velocity": (DEFINED, None),
    "eq-19": (PROVED, None),
    "eq-20": (PROVED, None),
    "eq-21": (PROVED, None),
    "eq-22": (PROVED, None),
    "eq-23": (PROVED, None),
    "eq-24": (LOOSE, PROVED),
    "eq-25": (PROVED, None),
    "eq-26": (REFUTED, PROVED),
    "eq-27": (PROVED, None),
    "width-condition": (PROVED, None),
    "initial-residual": (PROVED, None),
    "initial-residual-sum": (PROVED, None),
    "initial-residual-moments": (PROVED, None),
    "initial-residual-bound": (PROVED, None),
    "initial-residual-markov": (PROVED, None),
    "initial-residual-tail": (PROVED, None),
}


@pytest.fixture(scope="session")
def lecture() -> dict[str, Judged]:
    """Every claim of the lecture by label, judged once."""
    return {one.label: one for one in judge_lecture(load_lecture(bundled_lecture()))}


def witness(found: Verdict | None) -> Witness:
    """The counterexample that a verdict carries."""
    assert found is not None and found.witness is not None
    return found.witness


def corrected(found: Judged) -> Verdict:
    """The verdict with the erratum."""
    assert found.corrected is not None
    return found.corrected


def said(found: Judged) -> str:
    """Everything that the verdict as printed says."""
    return "\n".join((found.verdict.because, *found.verdict.findings))


@pytest.mark.parametrize("label", VERDICTS)
def test_verdict_as_printed_and_with_its_erratum(lecture: dict[str, Judged], label: str) -> None:
    """The claim has the verdict of the acceptance table, and so has its correction."""
    found = lecture[label]
    with_erratum = None if found.corrected is None else found.corrected.outcome

    assert (found.verdict.outcome, with_erratum) == VERDICTS[label]


def test_every_claim_is_in_the_table(lecture: dict[str, Judged]) -> None:
    """No claim of the lecture goes without an expected verdict."""
    assert set(lecture) == set(VERDICTS)


def test_every_claim_is_as_it_should_be(lecture: dict[str, Judged]) -> None:
    """What is printed wrong has a confirmed erratum; everything else stands."""
    assert [label for label, found in lecture.items() if not found.is_as_it_should_be] == []


def test_no_proof_rests_on_the_solver_alone(lecture: dict[str, Judged]) -> None:
    """Every proof was checked by something smaller than Z3."""
    kinds = {v.certificate.kind for one in lecture.values() for v in versions(one) if v.certificate is not None}

    assert Kind.SOLVER not in kinds


def versions(found: Judged) -> Iterator[Verdict]:
    """The verdict as printed and, where there is one, the corrected one."""
    yield found.verdict
    if found.corrected is not None:
        yield found.corrected


def test_prediction_dynamics_show_the_assumed_chain_rule(lecture: dict[str, Judged]) -> None:
    """Lemma 2 is proved under the chain rule, which its certificate names as an assumption."""
    certificate = lecture["lemma-2"].verdict.certificate

    assert certificate is not None
    assert "assumed: chain rule" in certificate.rests_on


def test_initial_gram_witness_beats_every_constant(lecture: dict[str, Judged]) -> None:
    """Lemma 3 as printed fails at n = m = 1 whatever constant is hidden."""
    found = witness(lecture["lemma-3"].verdict)

    assert dict(found.values) | {"x_1": "1"} == {
        "n": "1", "m": "1", "x_1": "1", r"\epsilon": "1/4", r"\delta": f"exp(-1/(16*{CONSTANT}))",
        CONSTANT: "any positive constant",
    }  # fmt: skip


@pytest.mark.parametrize("constant", [Fraction(1, 100), Fraction(1), Fraction(10**6)])
def test_initial_gram_witness_satisfies_its_hypothesis(constant: Fraction) -> None:
    """At delta = exp(-1/(16 C)) the printed width is 1, and |H(0) - H*| = 1/2 > 1/4 for every draw."""
    log_inverse_delta = 1 / (16 * constant)  # n = 1

    assert constant * 16 * log_inverse_delta == 1
    assert 0 < exp(-log_inverse_delta) < 1


def test_radius_witness_is_the_smallest_network(lecture: dict[str, Judged]) -> None:
    """Lemma 4 as printed fails at n = m = 1, delta = 1/100, with the closed form's probability."""
    found = witness(lecture["lemma-4-radius"].verdict)
    radius = sqrt(2 * pi) * 0.01 * 0.5 / 16

    assert (found.values["n"], found.values["m"], found.values[r"\delta"]) == ("1", "1", "1/100")
    assert float(found.probability) == pytest.approx(erf(sqrt(radius) / sqrt(2)), abs=1e-6)
    assert float(found.probability) > 0.01


def test_second_conclusion_witness_has_a_dead_neuron(lecture: dict[str, Judged]) -> None:
    """lambda_min(H) >= lambda_0 / 2 fails at n = m = 1 with H = H(0) = 0 and lambda_0 / 2 = 1/4."""
    found = witness(lecture["lemma-4-second-conclusion"].verdict)

    assert (found.values["n"], found.values["m"]) == ("1", "1")
    assert (found.left, found.right) == ("0", "1/4")


def test_free_variable_reading_is_refuted_too(lecture: dict[str, Judged]) -> None:
    """Lemma 5.2 with s left free is false: n = 1, m = 3, s = 1."""
    found = lecture["lemma-5.2"]

    assert (witness(found.verdict).values["m"], witness(found.verdict).values["s"]) == ("3", "1")
    assert float(witness(found.verdict).left) > float(witness(found.verdict).right)
    assert "read with s free it is false" in said(found)


def test_integral_equal_to_its_left_end_is_refuted(lecture: dict[str, Judged]) -> None:
    """Equation (26) as printed fails on one neuron."""
    assert witness(lecture["eq-26"].verdict).values["m"] == "1"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("theorem-1", r"\lambda is neither declared nor bound here"),
        ("theorem-1", r"did you mean \lambda_0?"),
        ("theorem-1-budget", r"1 - 3 \delta"),
        ("theorem-1-circle", "only the continuity bootstrap may close it"),
        ("eq-7", "sum over k?"),
        ("lemma-5.1", "an exponent must be a scalar; found a vector of length n"),
        ("lemma-5.2", "s is neither declared nor bound here"),
        ("groenwall", "too weak as printed"),
        ("groenwall", "eq-24"),
        ("eq-24", "does not follow from groenwall as printed; from the correction it does"),
        ("width-condition", r"hidden constant \frac{512}{\pi}"),
        ("initial-residual", r"hidden constant \frac{3}{2}"),
        ("initial-residual-markov", r"hidden constant \frac{3}{2}"),
    ],
)
def test_reason_as_printed(lecture: dict[str, Judged], label: str, words: str) -> None:
    """The verdict says why, in the words a reader needs."""
    assert words in said(lecture[label])


def test_theorem_names_its_constant(lecture: dict[str, Judged]) -> None:
    """Theorem 1 holds, corrected, with the hidden constant 6601, and continuity closes its circle."""
    because = corrected(lecture["theorem-1"]).because

    assert "6601" in because
    assert "continuity closes the circle" in because


def test_corrected_theorem_rests_on_every_lemma(lecture: dict[str, Judged]) -> None:
    """What Theorem 1 uses is named, transitively."""
    certificate = corrected(lecture["theorem-1"]).certificate

    assert certificate is not None
    assert {"lemma-3", "lemma-4", "lemma-5.1", "lemma-5.2", "eq-24", "deviation-tail"} <= set(certificate.rests_on)


def test_every_refutation_carries_a_witness(lecture: dict[str, Judged]) -> None:
    """Nothing is called false without an exact instance."""
    refuted = [one for one in lecture.values() if one.verdict.outcome is REFUTED]

    assert [one.label for one in refuted if one.verdict.witness is None] == []


def test_every_proof_carries_a_certificate(lecture: dict[str, Judged]) -> None:
    """Nothing is called proved without a certificate."""
    proved = [(one.label, v) for one in lecture.values() for v in versions(one) if v.outcome is PROVED]

    assert [label for label, verdict in proved if verdict.certificate is None] == []
