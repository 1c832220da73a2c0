r"""Ambiguous print is judged in every reading, and a verdict that depends on the reading is none."""

from __future__ import annotations

import pytest

from ntkprops.language import Notation, count, declare, positive, probability, real, vector
from ntkprops.proof.book import Book
from ntkprops.statement import Ledger, Row, Statement, cite, definition
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial.judge import Judge
from ntkprops.verdict import Outcome, Verdict

NOTATION = Notation(
    (
        declare("n", count),
        declare("v", vector("n")),
        declare("a", positive),
        declare("b", positive),
        declare("c", positive),
        declare("q", real),
        declare(r"\delta", probability),
    )
)


def verdict(*parts: Statement | Ledger, label: str = "claim", notation: Notation = NOTATION) -> Verdict:
    """The verdict on one claim of a few."""
    return Judge(Book(Lecture("probe", notation, parts))).verdict(label, corrected=False)


def claim(latex: str, *given: str) -> Statement:
    """A claim of algebra."""
    return Statement("claim", then=(latex,), given=given, by=(algebra,))


@pytest.mark.parametrize(
    ("latex", "given"),
    [
        (r"a/bc = \frac{a}{b} c", ()),
        (r"\log n/\delta = \frac{\log(n)}{\delta}", ()),
        (r"a \leq b", (r"a \leq b/2c", r"c \leq 1")),
        (r"|q| q |q| = q |q|^2", ()),
    ],
)
def test_a_verdict_that_depends_on_the_reading_is_undecided(latex: str, given: tuple[str, ...]) -> None:
    """Both verdicts and both readings are said, whether the claim or what is given is ambiguous."""
    found = verdict(claim(latex, *given))

    assert found.outcome is Outcome.UNDECIDED
    assert "as it may also be meant" in found.because
    assert "could also mean" in found.findings[0]


@pytest.mark.parametrize(
    ("latex", "outcome"), [(r"a/bc \geq 0", Outcome.PROVED), (r"a/bc + 1 \leq a/bc", Outcome.REFUTED)]
)
def test_what_holds_in_every_reading_is_said_with_the_reading(latex: str, outcome: Outcome) -> None:
    """The verdict stands, and the report shows what was read."""
    found = verdict(claim(latex))

    assert found.outcome is outcome
    assert found.findings[0].startswith(r"read as \frac{a}{b} c")


def test_a_reading_that_makes_no_sense_is_not_meant() -> None:
    """a over 2v is nothing where v is a vector."""
    assert verdict(claim(r"a/2v = \frac{a}{2} v")) == verdict(claim(r"\frac{a}{2} v = \frac{a}{2} v"))


def test_log_2n_is_the_logarithm_of_2n() -> None:
    """It is not n log 2, and no identity."""
    assert verdict(claim(r"\log 2n \geq n \log 2")).outcome is not Outcome.PROVED
    assert verdict(claim(r"\log 2n = \log 2 + \log n")).outcome is Outcome.PROVED


def test_an_ambiguous_definition_is_read_both_ways_where_it_is_used() -> None:
    """What follows from one reading of a definition alone is not proved."""
    meaning = Statement("meaning", then=("a := b/2c",), defines=True)
    used = Statement("claim", then=(r"a = \frac{b}{2} c",), by=(definition("a"),))

    assert verdict(meaning, used).outcome is Outcome.UNDECIDED
    assert "could also mean" in verdict(meaning, used, label="meaning").findings[0]


def test_the_notation_is_read_both_ways_too() -> None:
    """An ambiguous formula that always holds is no licence."""
    notation = Notation(NOTATION.symbols, always=(r"a \leq b/2c",))

    assert verdict(claim(r"a \leq \frac{b c}{2}"), notation=notation).outcome is not Outcome.PROVED


def test_a_row_below_an_ambiguous_one_is_read_both_ways() -> None:
    """Its left side is the end of the row above."""
    goal = Statement("goal", then=(r"a \leq \frac{b}{2} c",), given=(r"a \leq b/2c",))
    rows = (Row("one", r"a \leq b/2c", by=(algebra,)), Row("two", r"= \frac{b}{2} c", by=(algebra,)))

    assert verdict(Ledger(goal, rows=rows), label="two").outcome is Outcome.UNDECIDED


def test_an_ambiguous_value_of_a_citation_is_read_both_ways() -> None:
    """The value at which a claim is cited is print like any other."""
    cited = Statement("cited", then=(r"a \leq a + 1",), by=(algebra,))
    used = Statement("claim", then=(r"\frac{b}{2} c \leq \frac{b}{2} c + 1",), by=(cite("cited", {"a": "b/2c"}),))

    assert "could also mean" in verdict(cited, used).findings[0]


def test_too_many_readings_are_undecided() -> None:
    """Nobody is asked to believe one of sixteen."""
    assert verdict(claim(r"a/bc + a/bc + a/bc + a/bc \geq 0")).outcome is Outcome.UNDECIDED
