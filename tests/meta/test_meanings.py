r"""A symbol means one thing: what is proved from another claim's definition of it is no proof.

In every lecture here some claim would follow if the first definition that can be found were believed.
"""

from __future__ import annotations

import pytest

from ntkprops.language import Notation, count, declare, index, matrix, positive
from ntkprops.statement import Lecture, Statement, cite, definition
from ntkprops.statement.rules import algebra
from ntkprops.trial.verdicts import judge_lecture
from ntkprops.verdict import Outcome, Verdict

NOTATION = Notation(
    (
        declare("b", positive, "a smoothness"),
        declare(r"\eta", positive, "a step"),
        declare("n", count),
        index("i", over="n"),
        index("j", over="n"),
        declare("A", matrix("n", "n")),
        declare("B", matrix("n", "n")),
    )
)
WHOLE, HALF = r"\eta := \frac{1}{b}", r"\eta := \frac{1}{2b}"
BY = (definition(r"\eta"), algebra)


def verdicts(*parts: Statement) -> dict[str, Verdict]:
    """The verdicts as printed by label."""
    return {one.label: one.verdict for one in judge_lecture(Lecture("steps", NOTATION, parts))}


def test_a_claim_means_its_own_definition() -> None:
    """Two lemmas may each be given a step of their own; the first one's does not enter the second."""
    found = verdicts(
        Statement("first", given=(WHOLE,), then=(r"\eta b = 1",), by=BY),
        Statement("true", given=(HALF,), then=(r"\eta b = \frac{1}{2}",), by=BY),
        Statement("false", given=(HALF,), then=(r"\eta b \geq 1",), by=BY),
    )

    assert [v.outcome for v in found.values()] == [Outcome.PROVED, Outcome.PROVED, Outcome.REFUTED]


def test_a_cited_claim_keeps_the_step_it_was_given() -> None:
    """What holds for one step is not lent to another."""
    found = verdicts(
        Statement("first", given=(WHOLE,), then=(r"\eta b \geq 1",), by=BY),
        Statement("second", given=(HALF,), then=(r"\eta b \geq 1",), by=(cite("first"), algebra)),
    )

    assert found["second"].outcome is Outcome.REFUTED


def test_what_has_two_meanings_carries_no_claim() -> None:
    """A claim that says neither which is undecided, and the reason names both."""
    found = verdicts(
        Statement("first", given=(WHOLE,), then=(r"\eta > 0",), by=BY),
        Statement("second", given=(HALF,), then=(r"\eta > 0",), by=BY),
        Statement("third", then=(r"\eta b \geq 1",), by=BY),
    )

    assert found["third"].outcome is Outcome.UNDECIDED
    assert found["third"].because == (
        r"\eta is \frac{1}{b} in first but \frac{1}{2 b} in second; say in what is given which one is meant"
    )


def test_a_second_definition_must_agree() -> None:
    """The same thing may be said in other words; another thing may not."""
    first = Statement("first", then=(WHOLE,), defines=True)

    same = verdicts(first, Statement("again", then=(r"\eta := b^{-1}",), defines=True))
    other = verdicts(first, Statement("again", then=(HALF,), defines=True))

    assert same["again"].outcome is Outcome.DEFINITION
    assert other["again"].outcome is Outcome.DOES_NOT_FOLLOW


def test_nothing_is_given_against_a_definition() -> None:
    """What contradicts a definition that holds everywhere satisfies nothing, so that nothing is proved from it."""
    found = verdicts(
        Statement("first", then=(WHOLE,), defines=True),
        Statement("whole", then=(r"\eta b \geq 1",), by=BY),
        Statement("half", given=(r"\eta = \frac{1}{2b}",), then=(r"1 \leq \frac{1}{2}",), by=(cite("whole"), algebra)),
    )

    assert found["whole"].outcome is Outcome.PROVED
    assert found["half"].outcome is Outcome.VACUOUS


@pytest.mark.parametrize(
    ("first", "second"),
    [("A := B", "A := 2 B"), ("A := B", r"A_{ij} := 2 B_{ij}"), (r"A_{ij} := b", "A := B"), ("A := B", "A := B^T")],
)
def test_two_definitions_of_a_matrix_that_differ_are_not_both_definitions(first: str, second: str) -> None:
    """The later one defines what is defined, whether or not anybody uses the symbol; whoever does is open."""
    found = verdicts(
        Statement("first", then=(first,), defines=True),
        Statement("second", then=(second,), defines=True),
        Statement("uses", then=("A = B",), by=(definition("A"),)),
    )

    assert found["first"].outcome is Outcome.DEFINITION
    assert found["second"].outcome is Outcome.DOES_NOT_FOLLOW
    assert found["uses"].outcome is Outcome.UNDECIDED
    assert "A is " in found["second"].because and "in first but" in found["second"].because


@pytest.mark.parametrize(("first", "second"), [("A := B", r"A_{ij} := B_{ij}"), ("A := 2 B", "A := B + B")])
def test_a_whole_and_its_entries_may_both_be_defined(first: str, second: str) -> None:
    """Negative control: they agree."""
    found = verdicts(
        Statement("first", then=(first,), defines=True), Statement("second", then=(second,), defines=True)
    )

    assert [one.outcome for one in found.values()] == [Outcome.DEFINITION] * 2


@pytest.mark.parametrize("then", [(r"\eta := b", r"\eta := 2 b"), (r"A_{ij} := b", r"A_{ij} := 2 b")])
def test_one_claim_may_not_define_a_symbol_twice(then: tuple[str, ...]) -> None:
    """Also inside one statement a symbol means one thing."""
    assert not verdicts(Statement("both", then=then, defines=True))["both"].outcome.stands


def test_a_clash_is_told_where_nobody_uses_the_symbol() -> None:
    """The later of two definitions is wrong even if it is the last word of the notes."""
    found = verdicts(
        Statement("first", then=(r"\eta := b",), defines=True),
        Statement("other", then=("b > 0",), by=(algebra,)),
        Statement("second", then=(r"\eta := 2 b",), defines=True),
    )

    assert found["second"].outcome is Outcome.DOES_NOT_FOLLOW
    assert r"\eta is b in first but 2 b in second" in found["second"].because


@pytest.mark.parametrize("given", [r"\eta := b", r"\eta \leq 5 := b", r"1 = 2 \eta := b"])
def test_what_another_claim_is_given_proves_nothing(given: str) -> None:
    """A hypothesis with a definition in it holds in its own statement; elsewhere the symbol is free."""
    found = verdicts(
        Statement("first", given=(given,), then=(r"\eta > 0",), by=(algebra,)),
        Statement("second", then=(r"\eta = b",), by=BY),
        Statement("third", then=(r"b = 5",), by=(definition("b"), algebra)),
    )

    assert not found["second"].outcome.stands and not found["third"].outcome.stands


def test_what_another_claim_is_given_hides_no_counterexample() -> None:
    """The second claim is false at 8, whatever the first one takes for its step."""
    found = verdicts(
        Statement("first", given=(r"\eta := 5",), then=(r"\eta > 4",), by=(algebra,)),
        Statement("second", given=(r"\eta \geq 6",), then=(r"\eta \leq 7",), by=(algebra,)),
    )

    assert found["second"].outcome is Outcome.REFUTED
