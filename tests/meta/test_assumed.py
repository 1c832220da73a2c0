r"""What is taken from a source is ``assumed``: never proved, seen in all that rests on it, no shield of falsehood."""

from __future__ import annotations

from ntkprops.language import Notation, declare, positive, real
from ntkprops.statement import Lecture, Statement, assume, cite
from ntkprops.statement.rules import algebra
from ntkprops.trial.verdicts import judge_lecture
from ntkprops.verdict import Kind, Outcome, Verdict

NOTATION = Notation((declare("p", positive, "a level"), declare("q", real), declare("r", positive)))
SOURCE = assume("Bernoulli: Mitrinovic, 1970, section 2.4")
BERNOULLI = r"(1 + p)^r \geq 1 + p r"


def verdicts(*parts: Statement) -> dict[str, Verdict]:
    """The verdicts as printed by label."""
    return {one.label: one.verdict for one in judge_lecture(Lecture("taken", NOTATION, parts))}


def test_what_a_source_says_is_assumed_and_shows_below() -> None:
    """The claim itself is assumed; one that follows from it is proved and says on what it rests."""
    given = (r"r \geq 1",)
    found = verdicts(
        Statement("bernoulli", given=given, then=(BERNOULLI,), by=(SOURCE,)),
        Statement("weaker", given=given, then=(r"(1 + p)^r \geq 1",), by=(cite("bernoulli"), algebra)),
    )

    assert found["bernoulli"].outcome is Outcome.ASSUMED
    assert found["bernoulli"].certificate is not None and found["bernoulli"].certificate.kind is Kind.ASSUMED
    assert found["weaker"].outcome is Outcome.PROVED
    assert f"assumed: {SOURCE.words}" in found["weaker"].certificate.rests_on


def test_a_source_does_not_save_what_is_false() -> None:
    """A counterexample goes before the word of a source."""
    found = verdicts(Statement("square", then=(r"q^2 \leq q",), by=(SOURCE,)))

    assert found["square"].outcome is Outcome.REFUTED


def test_without_a_source_it_is_undecided() -> None:
    """What is neither proved nor refuted nor taken from anywhere stays open."""
    found = verdicts(Statement("bernoulli", given=(r"r \geq 1",), then=(BERNOULLI,), by=(algebra,)))

    assert found["bernoulli"].outcome is Outcome.UNDECIDED
