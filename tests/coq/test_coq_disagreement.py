"""Negative controls of the second kernel: false obligations, dressed as proofs, must be refused and denied."""

import pytest
import sympy as sp
from typer.testing import CliRunner

from ntkprops import cli
from ntkprops.proof.coq import NotCovered, lemma, runner
from ntkprops.proof.coq.runner import MISSING, has_coq
from ntkprops.proof.scalar import Inequality, Obligation
from ntkprops.trial.second import Word, second_opinion
from ntkprops.verdict import Certificate, Kind

n, m, r, c = sp.symbols("n m r c", positive=True)
e, s, t, x = sp.symbols("e s t x", real=True)


def claimed(goal, *given):
    """A certificate that claims one obligation."""
    return Certificate(Kind.KERNEL, obligations=(Obligation(goal, given),))


WRONG = {
    "factor": claimed(Inequality(4 * n * m, "<=", 3 * n * m)),
    "squared radius": claimed(Inequality(r, "<=", c), Inequality(r**2, "<=", c)),
    "s for 2": claimed(Inequality(2 * (1 - e), "<=", s), Inequality(e, "<=", 1), Inequality(0, "<=", e)),
    "growth": claimed(Inequality(n, "<=", m), Inequality(n, "<=", sp.exp(t) * m), Inequality(0, "<=", t)),
    "root": claimed(Inequality(sp.sqrt(n / m), "<=", sp.sqrt(n))),
    "equation": claimed(Inequality(1 / n + 1 / m, "=", 1 / (n + m))),
}


@pytest.fixture(scope="module")
def opinions():
    """Coq's words on all of them, between two true ones and beside two that are beyond it."""
    if not has_coq():
        pytest.skip(MISSING)
    true = claimed(Inequality(n * m, "<=", 2 * n * m))
    hard = claimed(Inequality(sp.exp(-(n**2)), "<=", 1 / (1 + n**2)))
    undefined = claimed(Inequality(1 / x, "<=", 1 / x))
    claims = {"first": true, **WRONG, "hard": hard, "undefined": undefined, "last": true}
    return second_opinion(list(claims.items()))


@pytest.fixture
def words(opinions):
    """The words by label."""
    return {opinion.label: opinion.word for opinion in opinions.claims}


def test_a_false_proof_is_denied(words):
    """Coq proves the opposite of each at a point."""
    assert {label: words[label] for label in WRONG} == dict.fromkeys(WRONG, Word.DISPROVED)


def test_a_denial_is_a_disagreement(opinions):
    """It is said so, with the point, and nothing strange was needed to see it."""
    (factor,) = (opinion for opinion in opinions.claims if opinion.label == "factor")

    assert (opinions.agrees, opinions.strange) == (False, ())
    assert factor.because == "4*m*n <= 3*m*n is false in Coq at m = 1, n = 1"


def test_one_failure_leaves_the_others(words):
    """A lemma that Coq refuses does not stop those before and after it."""
    assert (words["first"], words["last"]) == (Word.YES, Word.YES)


def test_what_is_neither_proved_nor_denied_is_said_so(words):
    """A true fact beyond the tactics is not covered, and no disagreement."""
    assert words["hard"] is Word.NOT_COVERED


def test_a_denominator_must_be_shown_nonzero(words):
    """Coq divides by zero without a word; the lemma does not."""
    assert words["undefined"] is Word.NOT_COVERED


def test_an_error_function_is_not_covered():
    """Coq's reals have no erf; the lemma is refused with the reason."""
    with pytest.raises(NotCovered, match="erf"):
        lemma("line", Inequality(sp.erf(n), "<=", n))


def test_a_symbol_of_unknown_kind_is_not_covered():
    """What may be complex is not written as a real."""
    with pytest.raises(NotCovered, match="real"):
        lemma("any", Inequality(sp.Symbol("z"), "<=", 1))


def test_a_smuggled_axiom_is_named(coq):
    """An Admitted in what stands before the lemmas is found by the axioms."""
    gap = "Require Import Reals.\nLemma gap : (1 = 2)%R. Admitted."

    found = runner.accepted(gap, {"whole": "Lemma whole : (1 = 2)%R. Proof. exact gap. Qed."})

    assert any("gap" in axiom for axiom in found.strange)


def test_without_coq_it_is_skipped_with_a_clear_word(monkeypatch, tmp_path):
    """No coqc: said so, and the exit status is that of the verdicts alone."""
    monkeypatch.setattr(runner.shutil, "which", lambda tool: None)
    (tmp_path / "notation.py").write_text(
        "from ntkprops.language import Notation, declare, positive\n"
        'notation = Notation((declare("a", positive, "a level"),))\n'
    )
    (tmp_path / "claim.py").write_text(
        "from ntkprops.statement import Statement\nfrom ntkprops.statement.rules import algebra\n"
        'claim = Statement("double", title="Doubling", then=(r"a \\leq 2 a",), by=(algebra,))\n'
    )

    done = CliRunner().invoke(cli.app, ["check", str(tmp_path), "--coq"])

    assert (done.exit_code, "coq skipped: no coqc here" in done.output) == (0, True)
