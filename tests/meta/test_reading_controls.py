r"""What is misread is neither proved nor refuted: false claims that haste makes true, and true ones that it breaks."""

from __future__ import annotations

import json

import pytest

from ntkprops.language import Notation, count, declare, index, nonnegative, positive, probability, real, time, vector
from ntkprops.proof.book import Book
from ntkprops.report.document import Report, claim_of
from ntkprops.report.plain import as_json
from ntkprops.report.terminal import counts
from ntkprops.statement import Erratum, Ledger, Row, Statement, cite
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra
from ntkprops.trial.judge import Judge
from ntkprops.trial.verdicts import Judged, judge_lecture
from ntkprops.verdict import Outcome

NOTATION = Notation(
    (
        declare("n", count),
        index("i", over="n"),
        declare("a", positive),
        declare("b", real),
        declare("c", real),
        declare("e", real),
        declare("r", positive),
        declare("y", real, over=("n",)),
        declare("v", vector("n"), of=("time",)),
        declare("g", nonnegative, of=("time",)),
        declare("t", time),
        declare("X", real, random=True),
        declare(r"\delta", probability),
    )
)


def outcome(latex: str, *given: str, **rest) -> Outcome:
    """The verdict on one claim of algebra."""
    claim = Statement("claim", then=(latex,), given=given, by=(algebra,), **rest)
    return Judge(Book(Lecture("probe", NOTATION, (claim,)))).verdict("claim", corrected=False).outcome


def judged(*parts: Statement | Ledger) -> dict[str, Judged]:
    """Every claim of a few statements."""
    return {claim.label: claim for claim in judge_lecture(Lecture("probe", NOTATION, parts))}


@pytest.mark.parametrize(
    ("latex", "given"),
    [
        (r"n \geq 1,000", ()),
        (r"-a \leq 0,5", ()),
        (r"\log 2n \geq n \log 2", ()),
        (r"\log n/\delta = \frac{\log(n)}{\delta}", ()),
        (r"y^{(i)} \geq 1", (r"b > 1", r"i \geq 1")),
        (r"b^{(t)} \leq 1", (r"0 \leq b \leq 1",)),
        (r"\mathbb{E}[b, 1] \geq b", ()),
        (r"1\,000 = 0", ()),
        (r"n \leq 1", (r"n \leq \max(1,000, 1)",)),
        (r"n \geq 1 \approx 5", ()),
    ],
)
def test_a_false_claim_is_not_proved_by_misreading(latex: str, given: tuple[str, ...]) -> None:
    """Two items for one number, a factor outside for one inside, a power for a name."""
    assert outcome(latex, *given) is not Outcome.PROVED


@pytest.mark.parametrize(
    "latex",
    [
        r"\cos(a) \leq 1",
        r"\arccos(b) \leq \pi",
        r"\sup_{0 \leq s \leq 1} s (1 - s) \geq \frac{1}{4}",
        r"\max_{0 \leq t \leq 1} t (1 - t) \geq \frac{1}{4}",
        r"\inf_{0 \leq s \leq 1} (s - \frac{1}{2})^2 \leq 0",
        r"\left|b |a|\right| \geq 0",
        r"\left|\frac{5}{3} |a|\right| \geq 0",
        r"\frac{dv}{dt} = 0 v",
        r"v' \leq b",
        r"n \in \mathbb{N}",
    ],
)
def test_what_our_reader_cannot_do_is_not_held_against_the_notes(latex: str) -> None:
    """It is proved, open or unread, never refuted and never ill formed."""
    assert outcome(latex) in (Outcome.PROVED, Outcome.UNDECIDED, Outcome.UNREAD)


@pytest.mark.parametrize(
    ("given", "latex"),
    [
        (r"b \in (0, 1)", "b < 1"),
        (r"b \in [0, 1]", r"b^2 \leq b"),
        (r"b \in (0, 1]", r"b \leq 1"),
        (r"b \in (0, \frac{1}{2})", r"b < 1"),
        (r"b \leq 1 \text{ and } c \leq 1", r"b + c \leq 2"),
        (r"n \geq 1{,}000", "n > 999"),
    ],
)
def test_what_is_given_is_read_whole(given: str, latex: str) -> None:
    """An interval bounds from both sides."""
    assert outcome(latex, given) is Outcome.PROVED


def test_an_open_interval_is_open() -> None:
    """Its ends are not in it, and a claim of membership is two claims."""
    assert outcome(r"b \leq \frac{1}{2}", r"b \in (0, 1)") is Outcome.REFUTED
    assert outcome(r"b \in (0, 1)", r"0 \leq b \leq 1") is Outcome.REFUTED
    assert outcome(r"b \in [0, 1]", r"0 \leq b \leq 1") is Outcome.PROVED


def test_a_quantifier_over_an_interval_keeps_its_range() -> None:
    """A bound for every s in [0, t] says nothing of later times."""
    given = (r"g(s) \leq 1, \forall s \in [0, t]", r"t \leq c")

    assert outcome(r"g(c) \leq 1", *given, r"c \geq 0") is not Outcome.PROVED
    assert outcome(r"g(t) \leq 1", *given) is Outcome.PROVED


@pytest.mark.parametrize("second", [r"\left|e\right| \leq r", r"& |e| \leq r"])
def test_a_row_that_starts_with_a_bar_continues_nothing(second: str) -> None:
    """From b <= c and |e| <= r the citation of the second row does not lend b <= r."""
    claim = Statement("claim", then=(r"b \leq r",), given=(r"b \leq c", r"|e| \leq r"), by=(cite("two"),))
    rows = (Row("one", r"b \leq c", by=(algebra,)), Row("two", second, by=(algebra,)))

    assert judged(claim, Ledger(claim, rows=rows))["claim"].verdict.outcome is not Outcome.PROVED


def test_a_row_behind_an_ampersand_continues() -> None:
    """The true neighbour: the relation comes first."""
    claim = Statement("claim", then=(r"b \leq r",), given=(r"b \leq c", r"c \leq r"), by=(cite("two"),))
    rows = (Row("one", r"b \leq c", by=(algebra,)), Row("two", r"& \leq r", by=(algebra,)))

    assert judged(claim, Ledger(claim, rows=rows))["claim"].verdict.outcome is Outcome.PROVED


def test_an_inequality_defines_nothing() -> None:
    """It is no axiom: it falls, and what cites it is not proved."""
    found = judged(
        Statement("axiom", then=(r"n \leq 1",), defines=True),
        Statement("claim", then=(r"n \leq 1",), by=(cite("axiom"),)),
    )

    assert found["axiom"].verdict.outcome is Outcome.ILL_FORMED
    assert found["claim"].verdict.outcome is not Outcome.PROVED


def test_unread_is_counted_apart_and_confirms_nothing() -> None:
    """It neither stands nor falls; its erratum is not confirmed; table and JSON say unread."""
    erratum = Erratum("then", 0, r"a \geq 0", because="a word too much")
    claim = judged(Statement("claim", then=(r"\cos(a) \geq 0",), errata=(erratum,), by=(algebra,)))["claim"]

    assert (claim.verdict.outcome.stands, claim.verdict.outcome.falls) == (False, False)
    assert claim.corrected is not None and claim.corrected.outcome is Outcome.PROVED
    assert not claim.is_as_it_should_be
    shown = claim_of(claim)
    assert "1 unread" in counts([shown]).plain and "Errata confirmed: 0 of 1" in counts([shown]).plain
    assert json.loads(as_json(Report("notes", (shown,))))["statements"][0]["verdict"] == "unread"


def test_a_row_below_an_unread_one_is_undecided() -> None:
    """What hangs on a formula that is not read is no more ill formed than the formula."""
    goal = Statement("goal", then=(r"a \geq 0",))
    rows = (Row("one", r"\cos(a) \geq 0", by=(algebra,)), Row("two", r"\geq -1", by=(algebra,)))

    assert judged(Ledger(goal, rows=rows))["two"].verdict.outcome is Outcome.UNDECIDED


def test_a_statement_inside_its_ledger_is_judged() -> None:
    """It is a claim like any other, and can be cited."""
    inside = Statement("inside", then=(r"b \leq a",), given=(r"a \leq b",), by=(cite("row"),))
    found = judged(
        Ledger(inside, rows=(Row("row", r"a^2 \geq 0", by=(algebra,)),)),
        Statement("user", then=(r"b \leq a",), given=(r"a \leq b",), by=(cite("inside"),)),
    )

    assert found["inside"].verdict.outcome is Outcome.REFUTED
    assert found["user"].verdict.outcome is not Outcome.PROVED


@pytest.mark.parametrize("latex", [r"b \leq e^c", r"\frac{1}{b} \leq 2", r"b^c \leq 1"])
def test_no_message_speaks_of_what_is_not_printed(latex: str) -> None:
    """A claim without a logarithm is not told of the argument of one."""
    claim = judged(Statement("claim", then=(latex,), by=(algebra,)))["claim"]

    assert "the argument" not in claim.verdict.because
