r"""What one claim does costs no other its verdict; an erratum is confirmed by a fall; a probability says something."""

from __future__ import annotations

import pytest

from ntkprops.language import Notation, count, declare, matrix, positive, probability, real, vector
from ntkprops.proof import book as books
from ntkprops.statement import Erratum, Ledger, Row, Statement, assume, cite
from ntkprops.statement.lecture import Lecture
from ntkprops.statement.rules import algebra, linearity
from ntkprops.trial import judge as judges
from ntkprops.trial.verdicts import Judged, judge_lecture
from ntkprops.verdict import Outcome, Verdict

NOTATION = Notation(
    (
        declare("p", positive),
        declare("q", real),
        declare("n", count),
        declare("x", vector("n")),
        declare("M", matrix("n", "n")),
        declare("f", real, of=("x",)),
        declare("X", real, random=True),
        declare("g", real, random=True, law="gaussian"),
        declare(r"\delta", positive),
        declare(r"\eta", probability),
    )
)
GOOD = Statement("good", then=(r"q^2 \geq 0",), by=(algebra,))
AFTER = Statement("after", then=(r"q^2 + 1 > 0",), by=(cite("good"), algebra))


def judged(*parts: Statement | Ledger) -> dict[str, Judged]:
    """What became of every claim, by label."""
    return {claim.label: claim for claim in judge_lecture(Lecture("small", NOTATION, parts))}


def verdict(*then: str, **rest) -> Verdict:
    """The verdict on one claim by itself, reasoned by algebra unless another reason is given."""
    return judged(Statement("claim", then=then, **{"by": (algebra,), **rest}))["claim"].verdict


@pytest.mark.parametrize(
    "latex",
    [
        r"\nabla f(x) = 2x",
        r"\frac{\partial f(x)}{\partial x} = 2x",
        r"\max\{\log(0), p\} \leq 1",
        r"\max\{\sqrt{-2}, p\} \leq 1",
        r"\frac{dut)}{dt} = 1",
        r"\sqrt{" * 99 + "p" + "}" * 99 + " > 0",
        "(" * 123 + "p" + ")" * 123 + " > 0",
        " + ".join(["p"] * 492) + " > 0",
        r"2^{10^{8}} > q",
        r"10^{10^5} > q",
    ],
)
def test_a_formula_costs_no_other_claim_its_verdict(latex: str) -> None:
    """Whether or not it can be judged itself, what stands before it and after it is judged."""
    found = judged(GOOD, Statement("hard", then=(latex,), by=(algebra,)), AFTER)

    assert found["good"].verdict.outcome is found["after"].verdict.outcome is Outcome.PROVED
    assert not found["hard"].verdict.outcome.falls or found["hard"].verdict.outcome is Outcome.ILL_FORMED


@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError("no room"), ValueError("zoo")])
@pytest.mark.parametrize("stage", ["argue", "hunt", "contradiction", "clash", "budget", "circle"])
def test_a_bug_in_any_stage_costs_one_claim(monkeypatch: pytest.MonkeyPatch, stage: str, error: Exception) -> None:
    """Where the judge breaks on one claim that is undecided, marked and told; the others are judged as ever."""
    whole = getattr(judges, stage)

    def breaks(book: books.Book, reading, *rest, **how):
        if "bad" in (reading, getattr(getattr(reading, "printed", None), "label", "")):
            raise error
        return whole(book, reading, *rest, **how)

    monkeypatch.setattr(judges, stage, breaks)
    found = judged(GOOD, Statement("bad", given=("q > 0",), then=("p > 1",)), Statement("last", then=(r"p^2 \leq p",)))

    bugs = [one for one in found.values() if one.is_bug]
    assert found["good"].verdict.outcome is Outcome.PROVED and found["last"].verdict.outcome is Outcome.REFUTED
    assert bugs and all(one.label.startswith("bad") and not one.is_as_it_should_be for one in bugs)
    assert all(f"internal error, please report: {type(error).__name__}" in one.verdict.because for one in bugs)


def test_a_claim_that_breaks_the_reader_costs_one_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where every claim looks at every other, for definitions, and one cites it."""
    whole = books.understand

    def breaks(claim, *rest, **how):
        if claim.label == "bad":
            raise RecursionError("deep")
        return whole(claim, *rest, **how)

    monkeypatch.setattr(books, "understand", breaks)
    citing = Statement("citing", then=("p > 1",), by=(cite("bad"),))
    found = judged(GOOD, Statement("bad", then=("p > 0",)), citing, AFTER)

    assert found["bad"].verdict.is_bug and "RecursionError: deep" in found["bad"].verdict.because
    assert found["good"].verdict.outcome is found["after"].verdict.outcome is Outcome.PROVED
    assert not found["citing"].verdict.outcome.stands and not found["citing"].is_bug


def test_what_only_cites_nothing_is_no_bug() -> None:
    """A label that nobody has is the notes' fault: undecided, with the nearest labels, and no other claim is hurt."""
    found = judged(GOOD, Statement("lost", then=("p > 1",), by=(cite("goood"),)))

    assert (found["lost"].verdict.outcome, found["lost"].is_bug) == (Outcome.UNDECIDED, False)
    assert "Did you mean good?" in found["lost"].verdict.because
    assert found["good"].verdict.outcome is Outcome.PROVED


def test_a_label_that_nobody_has_does_not_list_a_whole_lecture() -> None:
    """Of sixty labels only what is like it is named."""
    others = tuple(Statement(f"claim-{k}", then=("p > 0",), by=(algebra,)) for k in range(60))
    because = judged(*others, Statement("lost", then=("p > 1",), by=(cite("zzz"),)))["lost"].verdict.because

    assert "claim-7" not in because and "zzz is cited" in because


def test_the_statement_of_a_ledger_may_be_cited_or_not() -> None:
    """A row that cites what only its ledger knows takes no other row with it."""
    inside = Statement("inside", then=(r"p \leq q",))
    rows = (Row("row-1", "p > 0", by=(algebra,)), Row("row-2", "p > 1", by=(cite("inside"),)))
    found = judged(Ledger(inside, rows=rows), GOOD)

    assert found["good"].verdict.outcome is found["row-1"].verdict.outcome is Outcome.PROVED
    assert not found["row-2"].verdict.outcome.stands


TRUE, UNKNOWN, FALSE = r"q^2 \geq 0", r"p^p \geq \frac{1}{2}", r"p^2 \leq p"


def with_erratum(printed: str, corrected: str, **rest) -> Judged:
    """A claim with an erratum beside it."""
    erratum = Erratum("then", 0, corrected, because="a slip")
    return judged(Statement("claim", then=(printed,), by=(algebra,), errata=(erratum,), **rest))["claim"]


@pytest.mark.parametrize(
    ("printed", "corrected", "words"),
    [
        (UNKNOWN, TRUE, "only undecided: nothing shows that it is wrong"),
        (r"\frac{q}{2 \leq 3", TRUE, "only unread: nothing shows that it is wrong"),
        (r"q^2 \geq -1", TRUE, "is proved, so that the erratum corrects nothing"),
        (FALSE, UNKNOWN, "the erratum is undecided"),
        (FALSE, r"p^3 \leq p", "the erratum is refuted"),
    ],
)
def test_an_erratum_without_a_fall_is_not_confirmed(printed: str, corrected: str, words: str) -> None:
    """Nor is one that does not stand itself; each says why."""
    found = with_erratum(printed, corrected)

    assert not found.is_as_it_should_be
    assert words in found.doubt


@pytest.mark.parametrize("printed", [FALSE, r"M \geq 0", r"p \geq s"])
def test_an_erratum_of_what_falls_is_confirmed(printed: str) -> None:
    """Negative control: refuted or ill formed, and the correction is proved."""
    found = with_erratum(printed, TRUE)

    assert found.is_as_it_should_be and not found.doubt


def test_a_finding_alone_confirms_no_erratum() -> None:
    """That a claim says nothing for some numbers shows nothing wrong with it."""
    found = with_erratum(r"q^2 \geq -1", TRUE, probability=r"1 - \delta")

    assert found.verdict.findings and not found.is_as_it_should_be


def test_what_is_too_weak_for_what_cites_it_is_wrong() -> None:
    """A true claim from which the next one does not follow is rightly corrected."""
    slip = Erratum("then", 0, r"|f(x)| \leq p", because="a slip")
    weak = Statement("weak", then=(r"|f(x)| \leq 2 p",), by=(assume("a book"),), errata=(slip,))
    found = judged(weak, Statement("uses", then=(r"|f(x)| \leq p",), by=(cite("weak"),)))

    assert found["weak"].verdict.outcome is Outcome.ASSUMED
    assert found["weak"].verdict.too_weak_for == ("uses",)
    assert found["weak"].is_as_it_should_be


@pytest.mark.parametrize("chance", ["0", "-1 - n", "1 - n", r"-\delta"])
def test_a_probability_of_at_most_nothing_says_nothing(chance: str) -> None:
    """Whatever is concluded, true or false: the claim is vacuous, and what is proved of nothing is not proved."""
    for then in (r"q^2 \geq 0", r"q \geq 0"):
        found = verdict(then, probability=chance)

        assert found.outcome is Outcome.VACUOUS
        assert "says nothing" in found.because


def test_what_is_given_may_empty_a_probability() -> None:
    """``1 - \\delta`` says nothing once ``\\delta`` is at least 1."""
    assert verdict(TRUE, given=(r"\delta \geq 1",), probability=r"1 - \delta").outcome is Outcome.VACUOUS


def test_a_probability_that_may_be_nothing_is_told() -> None:
    """A claim that says nothing for some numbers is proved, and says for which."""
    found = verdict(TRUE, probability=r"1 - \delta")

    assert found.outcome is Outcome.PROVED
    assert r"at \delta = 1 this says nothing" in found.findings[0]


@pytest.mark.parametrize(
    ("chance", "given"),
    [(r"1 - \eta", ()), ("1", ()), (r"1 - \frac{\eta}{n}", ()), (r"1 - \delta", (r"\delta < 1",))],
)
def test_a_probability_above_nothing_is_not_told(chance: str, given: tuple[str, ...]) -> None:
    """Negative control."""
    found = verdict(TRUE, given=given, probability=chance)

    assert (found.outcome, found.findings) == (Outcome.PROVED, ())


def test_no_number_refutes_where_the_probability_may_be_nothing() -> None:
    """``q >= 0`` with probability ``1 - n \\delta`` is not broken by q = -1 alone: at ``n \\delta = 1`` it is empty."""
    found = verdict(r"q \geq 0", probability=r"1 - n \delta")

    assert found.outcome is not Outcome.PROVED
    assert found.witness is None or any("delta" in name for name in found.witness.values)


def test_a_budget_of_nothing_fits_anything() -> None:
    """Events that may all fail fit a probability of at most 0, which is no praise."""
    taken = {"given": (r"\mathbb{E}[g] = 0",), "by": (assume("a book"),), "probability": r"1 - \delta"}
    event, other = Statement("event", then=(r"g \leq p",), **taken), Statement("other", then=(r"g \leq 2 p",), **taken)
    cited = (cite("event"), cite("other"))
    both = Statement("both", given=(r"\delta \geq 1",), then=(r"g \leq p",), probability=r"1 - 2 \delta", by=cited)
    found = judged(event, other, both)

    assert found["both-budget"].verdict.outcome is Outcome.VACUOUS


@pytest.mark.parametrize(
    "latex",
    [r"q^2 \leq q", r"n \leq 100", r"q \leq 10^9", r"\mathbb{E}[X] = 0", r"\mathbb{E}[X^2] \leq 1", r"\|x\| \leq 1"],
)
def test_what_is_assumed_is_hunted_like_the_rest(latex: str) -> None:
    """The word of a source does not make a false claim pass."""
    found = judged(Statement("claim", then=(latex,), by=(assume("a book"), linearity)))["claim"]

    assert found.verdict.outcome is Outcome.REFUTED
    assert not found.is_as_it_should_be


def test_what_is_assumed_and_cannot_be_tried_says_so() -> None:
    """No exact instance draws a Gaussian: nobody looked for a counterexample."""
    found = judged(Statement("claim", then=(r"\mathbb{E}[g] \leq 1",), by=(assume("a book"),)))["claim"].verdict
    tried = judged(Statement("claim", then=(r"(1 + p)^n \geq 1 + n p",), by=(assume("a book"),)))["claim"].verdict

    assert found.outcome is tried.outcome is Outcome.ASSUMED
    assert "no instance was tried" in found.findings[0] and not tried.findings
